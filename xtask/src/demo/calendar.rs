//! Dates as records have them: to the day, to the month, or only the year.

use super::random::Random;

/// A month, counted from the year 0, and a day that every month has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    months: u32,
    day: u32,
}

/// The demonstration's present: nothing is later.
const LAST: Date = Date {
    months: 2025 * 12 + 11,
    day: 28,
};

impl Date {
    /// Some day of the years from `first` to `last`, both included.
    pub fn between(random: &mut Random, first: u32, last: u32) -> Self {
        let months = random.whole(first * 12, last * 12 + 11);
        Self {
            months,
            day: random.whole(1, 28),
        }
        .min(LAST)
    }

    /// Some day between `low` and `high` months later, but not in the future.
    pub fn later(self, random: &mut Random, low: u32, high: u32) -> Self {
        let months = self.months + random.whole(low, high);
        Self {
            months,
            day: random.whole(1, 28),
        }
        .min(LAST)
        .max(self)
    }

    pub fn to_day(self) -> String {
        format!("{}-{:02}", self.to_month(), self.day)
    }

    pub fn to_month(self) -> String {
        format!("{}-{:02}", self.to_year(), self.months % 12 + 1)
    }

    pub fn to_year(self) -> String {
        (self.months / 12).to_string()
    }
}
