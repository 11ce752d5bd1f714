//! When the rows of a layer change on the map: for any window, which rows are in it.

use super::TimeWindow;
use super::time::ZoneDates;
use crate::hazard::{
    Columns, Field, HazardStatus, RowKind, RowNumbers, RowSet, UNKNOWN_DAY, sets_of,
};
use crate::order;
use crate::units::Day;

/// The days of a layer's rows. Zones: the first day recorded, the first day released. Accidents: the first and the last
/// day that the date can mean.
#[derive(Debug)]
pub(super) struct Timing {
    kind: RowKind,
    first: Days,
    last: Days,
    /// Both as they were read, until digits are made of them.
    read: [Vec<i32>; 2],
    /// Rows without any date.
    undated: RowSet,
    /// Accidents of which only the month or the year is known.
    partial: RowSet,
    /// Of zones: the rows of each recorded status, by its code.
    recorded: Vec<RowSet>,
    /// Whether any row has a day of its own.
    dated: bool,
    /// First and last day of all, and the first day of the middle row.
    extent: Option<(Day, Day)>,
    middle: Option<Day>,
}

/// What of a layer a time window shows.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Rows that the window hides; `None` where it hides none.
    pub in_time: Option<RowSet>,
    /// Zones that are drawn as suspected because they were not yet released.
    pub not_yet_released: RowSet,
}

impl Timing {
    /// No rows yet.
    pub fn new(kind: RowKind) -> Self {
        Self {
            kind,
            first: Days::default(),
            last: Days::default(),
            read: [Vec::new(), Vec::new()],
            undated: RowSet::default(),
            partial: RowSet::default(),
            recorded: Vec::new(),
            dated: false,
            extent: None,
            middle: None,
        }
    }

    /// Reads the days of all rows; [`Timing::sort_out_first`] and [`Timing::sort_out_last`] follow.
    pub fn read(&mut self, columns: &Columns) {
        let rows = columns.rows;
        let (mut first, mut last) = (vec![UNKNOWN_DAY; rows], vec![UNKNOWN_DAY; rows]);
        match self.kind {
            RowKind::Zone => {
                let recorded = recorded_statuses(columns);
                let dates = ZoneDates::of(columns);
                for row in 0..rows {
                    let days = dates.days(row, HazardStatus::from_code(recorded[row]));
                    (first[row], last[row]) = (days.known, days.released);
                    if !days.dated {
                        self.undated.insert(row);
                    }
                }
                self.recorded = sets_of(rows, HazardStatus::ALL.len(), &|row| 1 << recorded[row]);
            }
            RowKind::Incident => {
                let dates = columns.date(Field::Date);
                for row in 0..rows {
                    match dates.and_then(|dates| dates.date(row)) {
                        Some(date) => (first[row], last[row]) = (date.first.0, date.end().0 - 1),
                        None => self.undated.insert(row),
                    }
                    if first[row] < last[row] {
                        self.partial.insert(row);
                    }
                }
            }
            RowKind::Settlement | RowKind::Region => return,
        }
        let (earliest, latest) = (known(&first).min(), known(&last).max());
        self.dated = earliest.or(latest).is_some();
        self.extent = earliest.zip(latest);
        if self.spans_centuries() {
            self.middle = middle(&first);
        }
        self.read = [first, last];
    }

    /// Makes digits of the first days.
    pub fn sort_out_first(&mut self) {
        self.first = Days::of(&std::mem::take(&mut self.read[0]));
    }

    /// Makes digits of the last days.
    pub fn sort_out_last(&mut self) {
        self.last = Days::of(&std::mem::take(&mut self.read[1]));
    }

    /// What a window shows. Cost: some operations per 64 rows and binary digit of the days.
    pub fn seen_in(&self, window: TimeWindow) -> Seen {
        let (from, to) = window.bounds();
        match self.kind {
            RowKind::Zone if window.to().is_some() => {
                let mut not_yet_released = RowSet::all(self.last.rows);
                not_yet_released.subtract(&self.last.before(to));
                Seen {
                    in_time: Some(self.first.before(to)),
                    not_yet_released,
                }
            }
            RowKind::Incident if !window.is_open() => {
                let mut in_time = self.first.before(to);
                in_time.subtract(&self.last.before(from));
                if window.include_undated() {
                    in_time.unite(&self.undated);
                } else {
                    in_time.subtract(&self.undated);
                }
                Seen {
                    in_time: Some(in_time),
                    ..Seen::default()
                }
            }
            _ => Seen::default(),
        }
    }

    /// Rows without any date.
    pub fn undated(&self) -> &RowSet {
        &self.undated
    }

    /// Accidents of which only the month or the year is known.
    pub fn partial(&self) -> &RowSet {
        &self.partial
    }

    /// Of zones: the rows of each recorded status, by its code.
    pub fn recorded(&self) -> &[RowSet] {
        &self.recorded
    }

    /// First and last day that the dates of accidents can mean.
    pub fn extent(&self) -> Option<(Day, Day)> {
        self.extent
    }

    /// Whether any row has a day of its own.
    pub fn is_dated(&self) -> bool {
        self.dated
    }

    /// Of dates that are spread over centuries: the first day of the middle one among the rows with a date.
    pub fn middle_day(&self) -> Option<Day> {
        self.middle
    }

    /// Whether a timeline by months may have too many bars.
    fn spans_centuries(&self) -> bool {
        const DAYS: i32 = 28 * super::MAX_BINS as i32;
        self.extent
            .is_some_and(|(first, last)| last.0.saturating_sub(first.0) > DAYS)
    }
}

/// A day per row; an unknown one is "since ever".
#[derive(Debug, Default)]
struct Days {
    rows: usize,
    /// The day before the earliest one, which stands for the unknown ones.
    base: i64,
    /// Days since then.
    since: RowNumbers,
}

impl Days {
    fn of(days: &[i32]) -> Self {
        let base = known(days).min().map_or(0, |day| i64::from(day.0) - 1);
        let since = |row: usize| match days[row] {
            UNKNOWN_DAY => 0,
            day => (i64::from(day) - base) as u32,
        };
        Self {
            rows: days.len(),
            base,
            since: RowNumbers::of(days.len(), &since),
        }
    }

    /// The rows whose day is before a bound.
    fn before(&self, bound: i32) -> RowSet {
        self.since.below((i64::from(bound) - self.base).max(1))
    }
}

fn known(days: &[i32]) -> impl Iterator<Item = Day> {
    let known = days.iter().filter(|day| **day != UNKNOWN_DAY);
    known.map(|day| Day(*day))
}

/// The middle one of the known days.
fn middle(days: &[i32]) -> Option<Day> {
    let mut sorted: Vec<u64> = known(days)
        .map(|day| order::ordered_integer(i64::from(day.0)))
        .collect();
    order::sort_numbers(&mut sorted);
    let middle = *sorted.get(sorted.len() / 2)?;
    Some(Day((middle ^ order::ordered_integer(0)) as i32))
}

/// The recorded status of every row, as its code.
fn recorded_statuses(columns: &Columns) -> Vec<u8> {
    let Some(column) = columns.category(Field::Status) else {
        return vec![HazardStatus::Unknown.code(); columns.rows];
    };
    let status = |slug: &String| HazardStatus::from_slug(slug).unwrap_or(HazardStatus::Unknown);
    let meanings: Vec<u8> = column
        .dictionary
        .iter()
        .map(|slug| status(slug).code())
        .collect();
    let of_row = |row: usize| {
        column
            .codes
            .get(row)
            .and_then(|code| meanings.get(usize::from(*code)))
    };
    (0..columns.rows)
        .map(|row| of_row(row).copied().unwrap_or(HazardStatus::Unknown.code()))
        .collect()
}
