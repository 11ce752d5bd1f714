//! In which order the rows stand, and which are shown.

use std::cmp::Ordering;

use super::row::PlaceRow;
use crate::analysis::{NearestKind, Ranked, ZoneClass};
use crate::filter::fold;
use crate::order;

/// The codes of the verdicts, worst first: a verdict's place here is its mildness.
pub const VERDICTS: [&str; 7] = [
    "inside_confirmed",
    "inside_suspected",
    "inside_declared",
    "near_hazard",
    "cannot_answer",
    "inside_cleared",
    "no_recorded_hazard",
];

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Rank,
    Name,
    Verdict,
    Caveats,
    Nearest(NearestKind),
    Share(NearestKind),
    /// 0, 1, 2: people harmed in the last year, in the last five, ever.
    Harmed(usize),
    NewestSurvey,
    Score,
}

impl Column {
    /// In the order in which they stand.
    pub const ALL: [Self; 17] = [
        Self::Rank,
        Self::Name,
        Self::Verdict,
        Self::Caveats,
        Self::Nearest(NearestKind::Confirmed),
        Self::Nearest(NearestKind::Suspected),
        Self::Nearest(NearestKind::Declared),
        Self::Nearest(NearestKind::Cleared),
        Self::Share(NearestKind::Confirmed),
        Self::Share(NearestKind::Suspected),
        Self::Share(NearestKind::Declared),
        Self::Share(NearestKind::Cleared),
        Self::Harmed(0),
        Self::Harmed(1),
        Self::Harmed(2),
        Self::NewestSurvey,
        Self::Score,
    ];

    /// The code of its name among the texts: `many.column.<code>`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Rank => "rank",
            Self::Name => "name",
            Self::Verdict => "verdict",
            Self::Caveats => "caveats",
            Self::Nearest(NearestKind::Confirmed) => "nearest_confirmed",
            Self::Nearest(NearestKind::Suspected) => "nearest_suspected",
            Self::Nearest(NearestKind::Declared) => "nearest_declared",
            Self::Nearest(NearestKind::Cleared) => "nearest_cleared",
            Self::Share(NearestKind::Confirmed) => "share_confirmed",
            Self::Share(NearestKind::Suspected) => "share_suspected",
            Self::Share(NearestKind::Declared) => "share_declared",
            Self::Share(NearestKind::Cleared) => "share_cleared",
            Self::Harmed(0) => "harmed_last_year",
            Self::Harmed(1) => "harmed_last_five_years",
            Self::Harmed(_) => "harmed_ever",
            Self::NewestSurvey => "newest_survey",
            Self::Score => "score",
        }
    }

    /// Whether the first click sorts downwards: what is larger is more urgent, or newer.
    #[must_use]
    pub fn falls(self) -> bool {
        matches!(
            self,
            Self::Caveats | Self::Share(_) | Self::Harmed(_) | Self::NewestSurvey | Self::Score
        )
    }
}

/// By what the rows are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    pub column: Column,
    pub falling: bool,
}

impl Default for Sorting {
    fn default() -> Self {
        Self {
            column: Column::Rank,
            falling: false,
        }
    }
}

impl Sorting {
    /// After a click on a column's name: the other way round, or this column in its own direction.
    #[must_use]
    pub fn after_click(self, column: Column) -> Self {
        let falling = if self.column == column {
            !self.falling
        } else {
            column.falls()
        };
        Self { column, falling }
    }
}

/// What of the table is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TableView {
    pub sorting: Sorting,
    /// Words in names and ids.
    pub text: String,
    /// Verdicts that are left out, by their place in [`VERDICTS`].
    pub hidden: [bool; VERDICTS.len()],
}

/// The numbers of the rows that are shown, in their order. `ranked` is of the same rows.
///
/// Where a column has no value for a row, the row stands at the end, whichever way is sorted. Of equals the better
/// rank comes first.
#[must_use]
pub fn arranged(rows: &[PlaceRow], ranked: &[Ranked], view: &TableView) -> Vec<usize> {
    let words = fold(&view.text);
    let is_shown = |row: &PlaceRow| {
        let text = || fold(&format!("{} {}", row.place.name, row.place.id));
        !view.hidden[usize::from(row.scored.mildness)]
            && (words.is_empty() || text().contains(words.trim()))
    };
    let shown = ranked.iter().filter(|ranked| is_shown(&rows[ranked.place]));
    let Sorting { column, falling } = view.sorting;
    if matches!(column, Column::Rank | Column::Score) {
        let mut shown: Vec<usize> = shown.map(|ranked| ranked.place).collect();
        // The first rank has the highest score.
        if falling == (column == Column::Rank) {
            shown.reverse();
        }
        return shown;
    }
    let mut keyed: Vec<(Key, usize)> = shown
        .map(|ranked| (Key::of(&rows[ranked.place], column), ranked.place))
        .collect();
    order::sort_by(&mut keyed, |(left, _), (right, _)| {
        left.compare(right, falling)
    });
    keyed.into_iter().map(|(_, place)| place).collect()
}

/// What a row is sorted by.
enum Key {
    Missing,
    Number(f64),
    Text(String),
}

impl Key {
    fn of(row: &PlaceRow, column: Column) -> Self {
        let number = match column {
            Column::Rank | Column::Score => None,
            Column::Name => {
                let name = if row.place.name.is_empty() {
                    &row.place.id
                } else {
                    &row.place.name
                };
                if name.is_empty() {
                    return Self::Missing;
                }
                return Self::Text(fold(name));
            }
            Column::Verdict => Some(f64::from(row.scored.mildness)),
            Column::Caveats => Some(row.caveats.len() as f64),
            Column::Nearest(kind) => row.nearest_m[kind as usize],
            Column::Share(NearestKind::Cleared) => Some(row.released_share()),
            Column::Share(NearestKind::Confirmed) => {
                Some(row.shares[ZoneClass::Confirmed as usize])
            }
            Column::Share(NearestKind::Suspected) => {
                Some(row.shares[ZoneClass::Suspected as usize])
            }
            Column::Share(NearestKind::Declared) => Some(row.shares[ZoneClass::Declared as usize]),
            Column::Harmed(span) => Some(f64::from(row.scored.harmed[span])),
            Column::NewestSurvey => row.newest_survey.map(|date| f64::from(date.end().0)),
        };
        number.map_or(Self::Missing, Self::Number)
    }

    fn compare(&self, other: &Self, falling: bool) -> Ordering {
        let rising = match (self, other) {
            (Self::Missing, Self::Missing) => return Ordering::Equal,
            (Self::Missing, _) => return Ordering::Greater,
            (_, Self::Missing) => return Ordering::Less,
            (Self::Number(left), Self::Number(right)) => left.total_cmp(right),
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        };
        if falling { rising.reverse() } else { rising }
    }
}
