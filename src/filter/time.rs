//! The time window and what it does to a row.
//!
//! A window is half-open, `[from, to)`, in whole days; either end may be open.
//!
//! **Accidents** are shown where their date, read as the interval of all days it can mean, overlaps the window: "2021"
//! overlaps every window that touches 2021. An accident without a date is in no window; whether such accidents are
//! shown along with one is a choice of its own.
//!
//! **Zones** show the map as of the last day before `to`; `from` does not concern them. A zone not yet recorded on that
//! day is hidden. One that is released today but was not on that day is drawn as suspected, never milder. Where a date
//! is partial the cautious reading holds: recorded from the first day it can mean, released from the last. A zone
//! without any date is always shown, as it is recorded today.

use std::fmt;

use crate::hazard::{Columns, DateColumn, Field, HazardStatus};
use crate::json::{FromJson, Value, Wrong, expected, object};
use crate::units::{Day, PartialDate};

/// A half-open span of days, `[from, to)`. The default is open at both ends: all of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeWindow {
    from: Option<Day>,
    to: Option<Day>,
    include_undated: bool,
}

impl TimeWindow {
    /// The window `[from, to)`; `None` where it would hold no day.
    #[must_use]
    pub fn new(from: Option<Day>, to: Option<Day>) -> Option<Self> {
        let empty = from.zip(to).is_some_and(|(from, to)| from >= to);
        (!empty).then_some(Self {
            from,
            to,
            include_undated: false,
        })
    }

    /// The same window with or without the accidents that have no date.
    #[must_use]
    pub fn with_undated(self, include_undated: bool) -> Self {
        Self {
            include_undated,
            ..self
        }
    }

    /// The first day.
    #[must_use]
    pub fn from(self) -> Option<Day> {
        self.from
    }

    /// The day after the last one.
    #[must_use]
    pub fn to(self) -> Option<Day> {
        self.to
    }

    /// Whether accidents without a date are shown along with those of the window.
    #[must_use]
    pub fn include_undated(self) -> bool {
        self.include_undated
    }

    /// Whether it is all of time.
    #[must_use]
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// The day the zones are shown as of; `None` is today, as recorded.
    #[must_use]
    pub fn as_of(self) -> Option<Day> {
        self.to.map(|to| Day(to.0 - 1))
    }

    /// Whether any day that a date can mean lies in the window.
    #[must_use]
    pub fn overlaps(self, date: PartialDate) -> bool {
        self.to.is_none_or(|to| date.first < to) && self.from.is_none_or(|from| date.end() > from)
    }

    /// Whether accidents without a date are hidden.
    #[must_use]
    pub fn hides_undated(self) -> bool {
        !self.is_open() && !self.include_undated
    }

    /// `from` and `to` as numbers, with the ends of time for open ends.
    pub(super) fn bounds(self) -> (i32, i32) {
        (
            self.from.map_or(i32::MIN, |day| day.0),
            self.to.map_or(i32::MAX, |day| day.0),
        )
    }
}

impl TimeWindow {
    /// The window as the API gives it: `{"from": "2020-11-10", "to": "2025-01-01", "undated": false}`.
    #[must_use]
    pub fn to_json(self) -> Value {
        object([
            ("from", self.from.map(Day::to_iso).into()),
            ("to", self.to.map(Day::to_iso).into()),
            ("undated", self.include_undated.into()),
        ])
    }
}

/// From `{"from": "2020-11-10", "to": "2025-01-01", "undated": true}`, each of which may be missing: the argument of
/// `setTime`. A text that is no date is refused, and so is a window that holds no day.
impl FromJson for TimeWindow {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        value.only(&["from", "to", "undated"])?;
        let (from, to) = (day(value, "from")?, day(value, "to")?);
        let undated: Option<bool> = value.optional("undated")?;
        match Self::new(from, to) {
            Some(window) => Ok(window.with_undated(undated.unwrap_or_default())),
            None => Err(Wrong::new(
                "\"from\" must come before \"to\", which is the day after the last".to_owned(),
            )),
        }
    }
}

fn day(value: &Value, name: &str) -> Result<Option<Day>, Wrong> {
    let Some(text) = value.optional::<String>(name)? else {
        return Ok(None);
    };
    match Day::from_iso(&text) {
        Some(day) => Ok(Some(day)),
        None => Err(expected("a day such as 2020-11-10", &text.into()).in_member(name)),
    }
}

impl fmt::Display for TimeWindow {
    /// ISO 8601 dates with `..` for an open end.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let iso = |day: Option<Day>| day.map_or_else(|| "..".to_owned(), Day::to_iso);
        write!(formatter, "{}/{}", iso(self.from), iso(self.to))
    }
}

/// The days on which a zone changes on the map; [`i32::MIN`] is "since ever".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ZoneDays {
    /// The first day on which it was recorded.
    pub known: i32,
    /// The first day on which its release held.
    pub released: i32,
    /// Whether any of its dates is known.
    pub dated: bool,
}

/// The date columns of a zone layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct ZoneDates<'a> {
    survey: Option<&'a DateColumn>,
    status: Option<&'a DateColumn>,
    cleared: Option<&'a DateColumn>,
}

impl<'a> ZoneDates<'a> {
    pub fn of(columns: &'a Columns) -> Self {
        Self {
            survey: columns.date(Field::SurveyDate),
            status: columns.date(Field::StatusDate),
            cleared: columns.date(Field::ClearedDate),
        }
    }

    /// When a zone of a recorded status changes on the map.
    ///
    /// A release date says nothing about when the hazard became known, so it never hides a zone: before it the zone
    /// stands as suspected.
    pub fn days(&self, row: usize, recorded: HazardStatus) -> ZoneDays {
        let date = |column: Option<&DateColumn>| column.and_then(|column| column.date(row));
        let (survey, status, cleared) = (date(self.survey), date(self.status), date(self.cleared));
        let first = |date: Option<PartialDate>| date.map(|date| date.first.0);
        let (known, released) = if is_released(recorded) {
            let release = cleared.or(status);
            // With a clearance date of its own, the status date is one more day on which the zone was on record.
            let other = status.filter(|_| cleared.is_some());
            let known = [first(survey), first(other), first(release)]
                .into_iter()
                .flatten()
                .min()
                .filter(|&earliest| first(release).is_none_or(|release| earliest < release));
            (known, release.map(|date| date.end().0 - 1))
        } else {
            (first(survey).into_iter().chain(first(status)).min(), None)
        };
        ZoneDays {
            known: known.unwrap_or(i32::MIN),
            released: released.unwrap_or(i32::MIN),
            dated: survey.or(status).or(cleared).is_some(),
        }
    }
}

/// Whether a status says that land was released.
fn is_released(status: HazardStatus) -> bool {
    matches!(
        status,
        HazardStatus::Cleared | HazardStatus::Reduced | HazardStatus::Cancelled
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::Column;
    use crate::units::DatePrecision;

    fn day(iso: &str) -> Day {
        Day::from_iso(iso).expect("a date")
    }

    fn json(text: &str) -> Value {
        Value::read(text).expect("JSON")
    }

    fn date(text: &str) -> PartialDate {
        let (iso, precision) = match text.len() {
            4 => (format!("{text}-01-01"), DatePrecision::Year),
            7 => (format!("{text}-01"), DatePrecision::Month),
            _ => (text.to_owned(), DatePrecision::Day),
        };
        PartialDate {
            first: day(&iso),
            precision,
        }
    }

    fn zone(status: HazardStatus, dates: &[(Field, &str)]) -> ZoneDays {
        let mut columns = Columns {
            rows: 1,
            columns: Vec::new(),
        };
        for (field, text) in dates {
            let mut column = DateColumn::default();
            column.push(Some(date(text)));
            columns.columns.push((*field, Column::Date(column)));
        }
        ZoneDates::of(&columns).days(0, status)
    }

    #[test]
    fn a_window_holds_its_first_day_but_not_its_last_bound() {
        let window =
            TimeWindow::new(Some(day("2020-01-01")), Some(day("2021-01-01"))).expect("days");
        assert!(window.overlaps(date("2020-01-01")) && window.overlaps(date("2020-12-31")));
        assert!(!window.overlaps(date("2021-01-01")) && !window.overlaps(date("2019-12-31")));
        assert_eq!(window.as_of(), Some(day("2020-12-31")));
    }

    #[test]
    fn a_year_overlaps_every_window_that_touches_it() {
        let autumn =
            TimeWindow::new(Some(day("2020-09-01")), Some(day("2020-12-01"))).expect("days");
        assert!(autumn.overlaps(date("2020")) && autumn.overlaps(date("2020-11")));
        assert!(!autumn.overlaps(date("2020-12")) && !autumn.overlaps(date("2021")));
    }

    #[test]
    fn a_window_without_a_day_does_not_exist() {
        assert_eq!(TimeWindow::new(Some(Day(5)), Some(Day(5))), None);
        for wrong in [
            r#"{"from":"2021-01-01","to":"2020-01-01"}"#,
            r#"{"from":"1.1.2021"}"#,
            r#"{"until":"2021-01-01"}"#,
        ] {
            assert!(TimeWindow::from_json(&json(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn windows_travel_as_iso_dates() {
        let written = json(r#"{"from":"2020-11-10","undated":true}"#);
        let window = TimeWindow::from_json(&written).expect("a window");
        assert_eq!(
            window.to_json().to_string(),
            r#"{"from":"2020-11-10","to":null,"undated":true}"#
        );
        assert_eq!(TimeWindow::from_json(&window.to_json()), Ok(window));
    }

    #[test]
    fn a_cleared_zone_is_released_from_the_last_day_its_date_can_mean() {
        let days = zone(HazardStatus::Cleared, &[(Field::ClearedDate, "2021")]);
        assert_eq!(days.released, day("2021-12-31").0);
        assert_eq!(days.known, i32::MIN, "a release date never hides a zone");
    }

    #[test]
    fn a_suspected_zone_is_known_from_the_first_day_its_dates_can_mean() {
        let days = zone(
            HazardStatus::Suspected,
            &[
                (Field::SurveyDate, "2021-06"),
                (Field::StatusDate, "2021-07-09"),
            ],
        );
        assert_eq!(days.known, day("2021-06-01").0);
    }

    #[test]
    fn a_survey_before_the_clearance_dates_the_zone() {
        let days = zone(
            HazardStatus::Cleared,
            &[
                (Field::SurveyDate, "2019"),
                (Field::ClearedDate, "2021-03-01"),
            ],
        );
        assert_eq!(
            (days.known, days.released),
            (day("2019-01-01").0, day("2021-03-01").0)
        );
        let after = zone(
            HazardStatus::Cleared,
            &[
                (Field::SurveyDate, "2022"),
                (Field::ClearedDate, "2021-03-01"),
            ],
        );
        assert_eq!(
            after.known,
            i32::MIN,
            "a survey after the clearance does not date the hazard"
        );
    }

    #[test]
    fn a_zone_without_dates_is_known_and_released_since_ever() {
        let days = zone(HazardStatus::Cleared, &[]);
        assert_eq!(
            days,
            ZoneDays {
                known: i32::MIN,
                released: i32::MIN,
                dated: false
            }
        );
    }
}
