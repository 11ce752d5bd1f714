//! When the rows of a layer change on the map, and which of them a moving window touches.

use super::TimeWindow;
use super::tally::{TIME, UNDATED};
use super::time::ZoneDates;
use crate::hazard::row_state::{self, NOT_YET_RELEASED};
use crate::hazard::{Columns, Field, HazardStatus, RowKind, UNKNOWN_DAY};
use crate::order;
use crate::units::Day;

/// Two days per row. Zones: the first day recorded, the first day released. Accidents: the first day the date can mean,
/// the day after the last one. [`UNKNOWN_DAY`], the least of all days, is "since ever" or, of an accident, undated.
#[derive(Debug)]
pub(super) struct Timing {
    kind: RowKind,
    first: Vec<i32>,
    last: Vec<i32>,
    /// Rows in the order of those days; without the unknown ones.
    by_first: Vec<u32>,
    by_last: Vec<u32>,
    /// Of zones: the code of the recorded status.
    recorded: Vec<u8>,
}

impl Timing {
    /// No rows yet.
    pub fn new(kind: RowKind) -> Self {
        Self {
            kind,
            first: Vec::new(),
            last: Vec::new(),
            by_first: Vec::new(),
            by_last: Vec::new(),
            recorded: Vec::new(),
        }
    }

    /// Reads the days of all rows, and marks the states of those that have none.
    pub fn read(&mut self, columns: &Columns, states: &mut [u8]) {
        match self.kind {
            RowKind::Zone => {
                self.recorded = recorded_statuses(columns);
                let dates = ZoneDates::of(columns);
                for (row, state) in states.iter_mut().enumerate() {
                    let days = dates.days(row, HazardStatus::from_code(self.recorded[row]));
                    self.first.push(days.known);
                    self.last.push(days.released);
                    if !days.dated {
                        *state |= row_state::UNDATED;
                    }
                }
            }
            RowKind::Incident => {
                let dates = columns.date(Field::Date);
                for (row, state) in states.iter_mut().enumerate() {
                    let date = dates.and_then(|dates| dates.date(row));
                    self.first
                        .push(date.map_or(UNKNOWN_DAY, |date| date.first.0));
                    self.last
                        .push(date.map_or(UNKNOWN_DAY, |date| date.end().0));
                    if date.is_none() {
                        *state |= row_state::UNDATED;
                    }
                }
            }
            RowKind::Settlement | RowKind::Region => {}
        }
    }

    /// Puts the rows in the order of their first days.
    pub fn order_by_first(&mut self) {
        self.by_first = by_day(&self.first);
    }

    /// Puts the rows in the order of their last days.
    pub fn order_by_last(&mut self) {
        self.by_last = by_day(&self.last);
    }

    /// How a row fails the time, and the part of its state byte that follows the time.
    #[inline]
    pub fn at(&self, row: usize, window: TimeWindow) -> (u32, u8) {
        let (from, to) = window.bounds();
        match self.kind {
            RowKind::Zone => {
                let fails = if self.first[row] < to { 0 } else { TIME };
                if self.last[row] < to {
                    (fails, self.recorded[row])
                } else {
                    (fails, HazardStatus::Suspected.code() | NOT_YET_RELEASED)
                }
            }
            RowKind::Incident => {
                let (first, end) = (self.first[row], self.last[row]);
                let fails = if first == UNKNOWN_DAY {
                    if window.hides_undated() { UNDATED } else { 0 }
                } else if first < to && end > from {
                    0
                } else {
                    TIME
                };
                (fails, 0)
            }
            RowKind::Settlement | RowKind::Region => (0, 0),
        }
    }

    /// Whether of an accident only the month or the year is known.
    #[inline]
    pub fn is_partial(&self, row: usize) -> bool {
        self.kind == RowKind::Incident
            && self.first[row] != UNKNOWN_DAY
            && self.last[row] - self.first[row] > 1
    }

    /// The rows that may differ between two windows, each once, ascending; `None` where they are so many that a pass over
    /// all rows is cheaper. Undated accidents are not among them.
    pub fn rows_between(&self, old: TimeWindow, new: TimeWindow) -> Option<Vec<u32>> {
        let ((old_from, old_to), (new_from, new_to)) = (old.bounds(), new.bounds());
        let ends = match self.kind {
            // A zone is released on the days from `last` on, so `last < to` changes with `to`.
            RowKind::Zone => (old_to, new_to),
            // An accident is past when its end is at or before `from`.
            _ => (old_from.saturating_add(1), new_from.saturating_add(1)),
        };
        let entering = between(&self.by_first, &self.first, (old_to, new_to));
        let leaving = between(&self.by_last, &self.last, ends);
        if entering.len() + leaving.len() > self.first.len() / 8 {
            return None;
        }
        let mut rows = [entering, leaving].concat();
        order::sort_by_number(&mut rows, |row| u64::from(*row));
        rows.dedup();
        Some(rows)
    }

    /// First and last day that the dates of accidents can mean.
    pub fn extent(&self) -> Option<(Day, Day)> {
        let first = self.first[*self.by_first.first()? as usize];
        let end = self.last[*self.by_last.last()? as usize];
        Some((Day(first), Day(end - 1)))
    }

    /// Whether any row has a day of its own.
    pub fn is_dated(&self) -> bool {
        !(self.by_first.is_empty() && self.by_last.is_empty())
    }

    /// The first day of the middle one among the rows with a date.
    pub fn middle_day(&self) -> Option<Day> {
        let row = *self.by_first.get(self.by_first.len() / 2)?;
        Some(Day(self.first[row as usize]))
    }
}

/// Rows by day, without the unknown ones. Day and row are sorted as one number: several times faster than as a pair.
fn by_day(days: &[i32]) -> Vec<u32> {
    let known = days
        .iter()
        .zip(0u32..)
        .filter(|(day, _)| **day != UNKNOWN_DAY);
    let mut keyed: Vec<u64> = known
        .map(|(day, row)| order::ordered_integer(i64::from(*day) << 32 | i64::from(row)))
        .collect();
    order::sort_numbers(&mut keyed);
    keyed.into_iter().map(|key| key as u32).collect()
}

/// The rows whose day lies between two bounds, the lower one included.
fn between<'a>(order: &'a [u32], days: &[i32], (one, other): (i32, i32)) -> &'a [u32] {
    let before = |bound: i32| order.partition_point(|row| days[*row as usize] < bound);
    &order[before(one.min(other))..before(one.max(other))]
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
