//! When each accident was, small enough to look its bar up: the month, or the year where no more is known.

use crate::hazard::DateColumn;
use crate::units::{DatePrecision, Day, PartialDate};

const UNDATED: u16 = 0;
/// Outside the months that fit.
const BEYOND: u16 = 1;
const FIRST_MONTH: u16 = 2;
/// From here on codes are years of which the month is not known.
const FIRST_YEAR: u16 = 1 << 15;
/// The years whose months fit.
const YEARS: i32 = (FIRST_YEAR - FIRST_MONTH) as i32 / 12;

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

/// A code per row.
#[derive(Debug, Default)]
pub(super) struct Months {
    codes: Vec<u16>,
    /// The first and the last of those from [`FIRST_YEAR`] on that occur.
    years: Option<(u16, u16)>,
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
            years: None,
            base: year * 12,
        }
    }

    /// Reads some more rows; `false` where all `rows` are read.
    pub fn read(&mut self, dates: Option<&DateColumn>, rows: usize, some: usize) -> bool {
        let start = self.codes.len();
        let end = rows.min(start + some);
        for row in start..end {
            let date = dates.and_then(|dates| dates.date(row));
            let code = date.map_or(UNDATED, |date| self.code_of(date));
            if code >= FIRST_YEAR {
                let (first, last) = self.years.unwrap_or((code, code));
                self.years = Some((first.min(code), last.max(code)));
            }
            self.codes.push(code);
        }
        end < rows
    }

    fn code_of(&self, date: PartialDate) -> u16 {
        let (year, month, _) = date.first.ymd();
        let code = if date.precision == DatePrecision::Year {
            (i64::from(FIRST_YEAR), i64::from(year - self.base / 12))
        } else {
            let months = i64::from(year) * 12 + i64::from(month) - 1;
            (i64::from(FIRST_MONTH), months - i64::from(self.base))
        };
        let (first, since) = code;
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

    /// What each code means, from 0 up to the largest that there can be; years that do not occur mean nothing.
    pub fn moments(&self) -> impl Iterator<Item = Moment> {
        let (first_year, last_year) = self.years.unwrap_or((u16::MAX, 0));
        (0..=u16::MAX).map(move |code| match code {
            UNDATED => Moment::Undated,
            FIRST_MONTH..FIRST_YEAR => Moment::Month(self.base + i32::from(code - FIRST_MONTH)),
            _ if (first_year..=last_year).contains(&code) => {
                Moment::Year(self.base / 12 + i32::from(code - FIRST_YEAR))
            }
            _ => Moment::Beyond,
        })
    }
}

fn year_of(day: Day) -> i32 {
    day.ymd().0
}
