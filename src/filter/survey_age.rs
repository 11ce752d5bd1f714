//! How old a zone's survey is, in days and in classes.

use crate::hazard::categories;
use crate::units::{Day, PartialDate};

categories! {
    /// Years since the survey.
    SurveyAge {
        Unknown = 0, "unknown";
        UnderOneYear = 1, "under_1_year";
        OneToFive = 2, "1_to_5_years";
        FiveToTen = 3, "5_to_10_years";
        OverTen = 4, "over_10_years";
    }
}

impl SurveyAge {
    /// The class on a given day. A partial date counts from the first day it can mean: the older reading.
    #[must_use]
    pub fn on(day: Day, survey: Option<PartialDate>) -> Self {
        let Some(survey) = survey else {
            return Self::Unknown;
        };
        match whole_years(survey.first, day) {
            ..1 => Self::UnderOneYear,
            1..5 => Self::OneToFive,
            5..10 => Self::FiveToTen,
            _ => Self::OverTen,
        }
    }
}

/// Days since the survey on a given day; 0 for one still to come.
#[must_use]
pub fn survey_age_days(day: Day, survey: PartialDate) -> u32 {
    day.0.saturating_sub(survey.first.0).max(0) as u32
}

/// Birthdays passed between two days.
fn whole_years(from: Day, to: Day) -> i32 {
    let (from_year, from_month, from_day) = from.ymd();
    let (to_year, to_month, to_day) = to.ymd();
    to_year - from_year - i32::from((to_month, to_day) < (from_month, from_day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::DatePrecision;

    #[test]
    fn a_class_begins_on_the_anniversary() {
        let survey = PartialDate {
            first: Day::from_ymd(2020, 6, 15).expect("exists"),
            precision: DatePrecision::Day,
        };
        let on = |iso| SurveyAge::on(Day::from_iso(iso).expect("exists"), Some(survey));
        assert_eq!(on("2021-06-14"), SurveyAge::UnderOneYear);
        assert_eq!(on("2021-06-15"), SurveyAge::OneToFive);
        assert_eq!(on("2025-06-15"), SurveyAge::FiveToTen);
        assert_eq!(on("2030-06-15"), SurveyAge::OverTen);
    }

    #[test]
    fn no_date_has_no_age() {
        assert_eq!(SurveyAge::on(Day(0), None), SurveyAge::Unknown);
    }
}
