//! When each accident was, small enough to look its bar up: the month, or the year where no more is known.

use crate::hazard::DateColumn;
use crate::units::{DatePrecision, Day, PartialDate};

const UNDATED: u16 = 0;
/// Outside the months that fit.
const BEYOND: u16 = 1;
const FIRST_MONTH: u16 = 2;
/// From here on keys are years of which the month is not known.
const FIRST_YEAR: u16 = 1 << 15;
/// The years whose months fit.
const YEARS: i32 = (FIRST_YEAR - FIRST_MONTH) as i32 / 12;

/// Keys are less than this by two, so that there are fewer codes than numbers of 16 bits.
const KEYS: usize = 2 * FIRST_YEAR as usize;

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    Undated,
    Beyond,
    /// Counted from January of year 0.
    Month(i32),
    /// Of which the month is not known.
    Year(i32),
}

/// A code per row: what it means was met in this order.
#[derive(Debug, Default)]
pub(super) struct Months {
    codes: Vec<u16>,
    moments: Vec<Moment>,
    /// By key, one more than its code; 0 where it has not been met.
    code_of_key: Vec<u16>,
    /// What [`FIRST_MONTH`] stands for, the first month of a year.
    base: i32,
}

impl Months {
    /// For rows with dates from a first to a last day; where these are too far apart, for those around the middle one.
    pub fn of(extent: Option<(Day, Day)>, middle: Option<Day>) -> Self {
        let [first, last] = extent.map_or([0, 0], |(first, last)| [first, last].map(year_of));
        let year = middle.map_or(first, |middle| {
            let latest = (last - YEARS + 1).max(first);
            (year_of(middle) - YEARS / 2).clamp(first, latest)
        });
        Self {
            codes: Vec::new(),
            moments: Vec::new(),
            code_of_key: vec![0; KEYS],
            base: year * 12,
        }
    }

    /// Reads some more rows; `false` where all `rows` are read.
    pub fn read(&mut self, dates: Option<&DateColumn>, rows: usize, some: usize) -> bool {
        let start = self.codes.len();
        let end = rows.min(start + some);
        for row in start..end {
            let date = dates.and_then(|dates| dates.date(row));
            let key = date.map_or(UNDATED, |date| self.key_of(date));
            let code = self.code(key);
            self.codes.push(code);
        }
        end < rows
    }

    /// The code of a key; a new one where it has not been met.
    fn code(&mut self, key: u16) -> u16 {
        let known = &mut self.code_of_key[usize::from(key)];
        if *known == 0 {
            let moment = match key {
                UNDATED => Moment::Undated,
                BEYOND => Moment::Beyond,
                FIRST_MONTH..FIRST_YEAR => Moment::Month(self.base + i32::from(key - FIRST_MONTH)),
                FIRST_YEAR.. => Moment::Year(self.base / 12 + i32::from(key - FIRST_YEAR)),
            };
            self.moments.push(moment);
            *known = self.moments.len() as u16;
        }
        *known - 1
    }

    fn key_of(&self, date: PartialDate) -> u16 {
        let (year, month, _) = date.first.ymd();
        let key = if date.precision == DatePrecision::Year {
            (i64::from(FIRST_YEAR), i64::from(year - self.base / 12))
        } else {
            let months = i64::from(year) * 12 + i64::from(month) - 1;
            (i64::from(FIRST_MONTH), months - i64::from(self.base))
        };
        let (first, since) = key;
        let room = i64::from(FIRST_YEAR - FIRST_MONTH);
        if (0..room).contains(&since) {
            (first + since) as u16
        } else {
            BEYOND
        }
    }

    /// By row.
    pub fn codes(&self) -> &[u16] {
        &self.codes
    }

    /// What each code means.
    pub fn moments(&self) -> &[Moment] {
        &self.moments
    }
}

fn year_of(day: Day) -> i32 {
    day.ymd().0
}
