//! When the rows of a layer change on the map: for any window, which rows are in it.

use super::TimeWindow;
use super::time::ZoneDates;
use crate::hazard::{
    Columns, Field, GrowingSets, HazardStatus, RowKind, RowNumbers, RowSet, UNKNOWN_DAY, sets_of,
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

    /// Reads the days of some more rows; `false` where all are read. [`Timing::sort_out`] follows.
    pub fn read(&mut self, columns: &Columns) -> bool {
        const ROWS: usize = 1 << 16;
        let rows = columns.rows;
        let start = self.read[0].len();
        let end = rows.min(start + ROWS);
        match self.kind {
            RowKind::Zone => {
                let recorded = Recorded::of(columns);
                let dates = ZoneDates::of(columns);
                for row in start..end {
                    let days = dates.days(row, HazardStatus::from_code(recorded.code(row)));
                    self.take(row, days.known, days.released);
                    if !days.dated {
                        self.undated.insert(row);
                    }
                }
                if end == rows {
                    let bits = |row| 1 << recorded.code(row);
                    self.recorded = sets_of(rows, HazardStatus::ALL.len(), &bits);
                }
            }
            RowKind::Incident => {
                let dates = columns.date(Field::Date);
                for row in start..end {
                    match dates.and_then(|dates| dates.date(row)) {
                        Some(date) => self.take(row, date.first.0, date.end().0 - 1),
                        None => {
                            self.take(row, UNKNOWN_DAY, UNKNOWN_DAY);
                            self.undated.insert(row);
                        }
                    }
                }
            }
            RowKind::Settlement | RowKind::Region => return false,
        }
        if end < rows {
            return true;
        }
        let [first, last] = &self.read;
        let (earliest, latest) = (known(first).min(), known(last).max());
        self.dated = earliest.or(latest).is_some();
        self.extent = earliest.zip(latest);
        if self.spans_centuries() {
            self.middle = middle(&self.read[0]);
        }
        false
    }

    /// The first and the last day of the next row.
    fn take(&mut self, row: usize, first: i32, last: i32) {
        self.read[0].push(first);
        self.read[1].push(last);
        if self.kind == RowKind::Incident && first < last {
            self.partial.insert(row);
        }
    }

    /// Makes digits of some more of the first days, then of the last ones; `false` where all are made.
    pub fn sort_out(&mut self) -> bool {
        for (days, digits) in self.read.iter_mut().zip([&mut self.first, &mut self.last]) {
            if digits.rows < days.len() {
                if !digits.read(days) {
                    *days = Vec::new();
                }
                return true;
            }
        }
        false
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
    /// Digits that are being made.
    growing: Option<GrowingSets>,
    /// Days since then.
    since: RowNumbers,
}

impl Days {
    /// Makes digits of some more days; `false` where all are made.
    fn read(&mut self, days: &[i32]) -> bool {
        let mut growing = self.growing.take().unwrap_or_else(|| {
            self.base = known(days).min().map_or(0, |day| i64::from(day.0) - 1);
            GrowingSets::new(days.len(), u32::BITS as usize)
        });
        let base = self.base;
        let since = |row: usize| match days[row] {
            UNKNOWN_DAY => 0,
            day => (i64::from(day) - base) as u64,
        };
        if growing.read(&since) {
            self.growing = Some(growing);
            return true;
        }
        self.rows = days.len();
        self.since = RowNumbers::of_digits(self.rows, growing.finish());
        false
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
    order::sort_by_number(&mut sorted, |number| *number);
    let middle = *sorted.get(sorted.len() / 2)?;
    Some(Day((middle ^ order::ordered_integer(0)) as i32))
}

/// The recorded status of every row.
struct Recorded<'a> {
    codes: &'a [u16],
    /// The code of the status that each of them means.
    meanings: Vec<u8>,
}

impl<'a> Recorded<'a> {
    fn of(columns: &'a Columns) -> Self {
        let status = |slug: &String| HazardStatus::from_slug(slug).unwrap_or(HazardStatus::Unknown);
        let column = columns.category(Field::Status);
        Self {
            codes: column.map_or(&[], |column| &column.codes),
            meanings: column.map_or_else(Vec::new, |column| {
                let dictionary = column.dictionary.iter();
                dictionary.map(|slug| status(slug).code()).collect()
            }),
        }
    }

    fn code(&self, row: usize) -> u8 {
        let code = self.codes.get(row);
        let meaning = code.and_then(|code| self.meanings.get(usize::from(*code)));
        meaning.copied().unwrap_or(HazardStatus::Unknown.code())
    }
}
