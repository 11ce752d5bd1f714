//! Quantities that must not be mixed up: metres, square metres, days.
//!
//! Nothing here knows about the map; conversions of coordinates live in `spatial`.

/// A length on the ground, in metres on the WGS 84 ellipsoid.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Metres(pub f64);

/// An area on the ground, in square metres on the WGS 84 ellipsoid.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct SquareMetres(pub f64);

/// A calendar day: days since 1970-01-01 in the proleptic Gregorian calendar, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date, or `None` where that date does not exist.
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=12).contains(&month)
            || day == 0
            || day > days_in_month(year, month)
            || !(-9999..=9999).contains(&year)
        {
            return None;
        }
        let shifted_year = if month <= 2 { year - 1 } else { year };
        let era = shifted_year.div_euclid(400);
        let year_of_era = shifted_year.rem_euclid(400);
        let month_from_march = (month as i32 + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Some(Self(era * 146_097 + day_of_era - 719_468))
    }

    /// Year, month (1 to 12) and day of the month.
    ///
    /// Source: as [`Day::from_ymd`], `civil_from_days`.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        let shifted = self.0 + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        } as u32;
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year, month, day)
    }

    /// The day of an ISO 8601 calendar date, `YYYY-MM-DD`.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(3, '-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        Self::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn to_iso(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// Days of a month, 28 to 31.
#[must_use]
pub fn days_in_month(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// How much of a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePrecision {
    Year = 1,
    Month = 2,
    Day = 3,
}

impl DatePrecision {
    /// The precision behind a stored code; 0 and anything else is "no date".
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        match code {
            1 => Some(Self::Year),
            2 => Some(Self::Month),
            3 => Some(Self::Day),
            _ => None,
        }
    }
}

/// A date as recorded: the first day it can mean, and how much of it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// The first day of the year, month or day meant.
    pub first: Day,
    pub precision: DatePrecision,
}

impl PartialDate {
    /// From `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else is no date.
    #[must_use]
    pub fn from_iso(text: &str) -> Option<Self> {
        let (padding, precision) = match text.len() {
            4 => ("-01-01", DatePrecision::Year),
            7 => ("-01", DatePrecision::Month),
            _ => ("", DatePrecision::Day),
        };
        let first = Day::from_iso(&format!("{text}{padding}"))?;
        Some(Self { first, precision })
    }

    /// The day after the last one it can mean: with `first`, a half-open interval.
    #[must_use]
    pub fn end(self) -> Day {
        let (year, month, _) = self.first.ymd();
        match self.precision {
            DatePrecision::Day => Day(self.first.0 + 1),
            DatePrecision::Month => Day(self.first.0 + days_in_month(year, month) as i32),
            DatePrecision::Year => Day::from_ymd(year + 1, 1, 1).unwrap_or(Day(self.first.0 + 365)),
        }
    }

    /// `2021`, `2021-03` or `2021-03-09`: never more than is known.
    #[must_use]
    pub fn to_iso(self) -> String {
        let mut text = self.first.to_iso();
        let length = match self.precision {
            DatePrecision::Year => text.len() - 6,
            DatePrecision::Month => text.len() - 3,
            DatePrecision::Day => text.len(),
        };
        text.truncate(length);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_and_known_days_have_their_published_numbers() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_ymd(2000, 3, 1), Some(Day(11_017)));
        assert_eq!(Day::from_ymd(2020, 11, 10), Some(Day(18_576)));
    }

    #[test]
    fn every_day_of_four_centuries_comes_back_and_follows_the_one_before() {
        let mut previous = Day::from_ymd(1799, 12, 31).expect("exists");
        for year in 1800..=2200 {
            for month in 1..=12 {
                for day in 1..=days_in_month(year, month) {
                    let here = Day::from_ymd(year, month, day).expect("exists");
                    assert_eq!(here.0, previous.0 + 1);
                    assert_eq!(here.ymd(), (year, month, day));
                    previous = here;
                }
            }
        }
    }

    #[test]
    fn dates_that_do_not_exist_are_refused() {
        assert_eq!(Day::from_ymd(2023, 2, 29), None);
        assert_eq!(Day::from_iso("2023-13-01"), None);
        assert_eq!(Day::from_iso("23-01-01"), None);
    }

    #[test]
    fn a_partial_date_says_no_more_than_is_known() {
        let march = PartialDate {
            first: Day::from_ymd(2021, 3, 1).expect("exists"),
            precision: DatePrecision::Month,
        };
        assert_eq!(march.to_iso(), "2021-03");
        assert_eq!(march.end().to_iso(), "2021-04-01");
    }
}
