//! The timeline's axis and what a drag or a key on it does to the time window.
//!
//! Positions are CSS pixels from the axis' start; days are calendar days. The axis spans whole years, so that bars of
//! any unit begin and end on it.

use crate::elementary::within;
use crate::filter::{BinUnit, TimeWindow};
use crate::units::Day;

const DAYS_PER_YEAR: f64 = 365.2425;
/// The least distance between two labels, in CSS pixels.
const LABEL_EVERY: f64 = 56.0;

/// Days from left to right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeAxis {
    first: Day,
    end: Day,
    width: f64,
}

impl TimeAxis {
    /// An axis of `width` CSS pixels over the years that hold `first` and `last`.
    #[must_use]
    pub fn over_years(first: Day, last: Day, width: f64) -> Self {
        let january = |year| Day::from_ymd(year, 1, 1);
        Self {
            first: january(first.ymd().0).unwrap_or(first),
            end: january(last.ymd().0 + 1).unwrap_or(Day(last.0 + 1)),
            width: width.max(1.0),
        }
    }

    /// The first day on it, and the day after the last.
    #[must_use]
    pub fn days(self) -> (Day, Day) {
        (self.first, self.end)
    }

    #[must_use]
    pub fn width(self) -> f64 {
        self.width
    }

    /// Where a day begins; days beyond the axis lie beyond its ends.
    #[must_use]
    pub fn x(self, day: Day) -> f64 {
        f64::from(day.0 - self.first.0) / f64::from(self.end.0 - self.first.0) * self.width
    }

    /// The day at a position, within the axis.
    #[must_use]
    pub fn day(self, x: f64) -> Day {
        let days = f64::from(self.end.0 - self.first.0);
        let at = within((x / self.width * days).floor(), [0.0, days - 1.0]);
        Day(self.first.0 + at as i32)
    }

    /// The finest unit whose bars can be told apart here.
    #[must_use]
    pub fn unit(self) -> BinUnit {
        let years = f64::from(self.end.0 - self.first.0) / DAYS_PER_YEAR;
        BinUnit::for_scale(self.width / years)
    }

    /// Januaries to label, far enough from one another to be read.
    #[must_use]
    pub fn labelled_years(self) -> Vec<(i32, f64)> {
        let (first, end) = (self.first.ymd().0, self.end.ymd().0);
        let pixels_per_year = self.width / f64::from((end - first).max(1));
        let step = [1, 2, 5, 10, 20, 50, 100]
            .into_iter()
            .find(|step| f64::from(*step) * pixels_per_year >= LABEL_EVERY)
            .unwrap_or(200);
        (first..end)
            .filter(|year| year.rem_euclid(step) == 0)
            .filter_map(|year| Some((year, self.x(Day::from_ymd(year, 1, 1)?))))
            .collect()
    }
}

/// The first day of the year, quarter or month that holds `day`.
#[must_use]
pub fn start_of(unit: BinUnit, day: Day) -> Day {
    let (year, month, _) = day.ymd();
    let months = 12 / unit.per_year() as u32;
    Day::from_ymd(year, (month - 1) / months * months + 1, 1).unwrap_or(day)
}

/// The first day of the unit that is `steps` after the one that holds `day`.
#[must_use]
pub fn shifted_start(unit: BinUnit, day: Day, steps: i32) -> Day {
    let (year, month, _) = start_of(unit, day).ymd();
    let months = year * 12 + month as i32 - 1 + steps * 12 / unit.per_year();
    Day::from_ymd(months.div_euclid(12), months.rem_euclid(12) as u32 + 1, 1).unwrap_or(day)
}

/// One end of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowEnd {
    From,
    To,
}

/// What a pointer has taken hold of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// A handle.
    End(WindowEnd),
    /// The window as a whole: it keeps its length.
    Whole,
    /// Nothing yet: a new window from where the pointer went down.
    New,
}

/// A drag from where it began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeDrag {
    grip: Grip,
    began: Day,
    before: TimeWindow,
}

impl TimeDrag {
    /// Takes hold at a day: of a handle where one was hit, of a window that is closed at both ends, or of nothing.
    #[must_use]
    pub fn begin(handle: Option<WindowEnd>, at: Day, window: TimeWindow) -> Self {
        let inside = window
            .from()
            .zip(window.to())
            .is_some_and(|(from, to)| at >= from && at < to);
        let grip = match handle {
            Some(end) => Grip::End(end),
            None if inside => Grip::Whole,
            None => Grip::New,
        };
        Self {
            grip,
            began: at,
            before: window,
        }
    }

    /// The window when the pointer has come to `at`: its ends stand on the bounds of `unit`.
    #[must_use]
    pub fn window_at(self, at: Day, unit: BinUnit) -> TimeWindow {
        let (from, to) = match self.grip {
            Grip::New => {
                let (first, last) = (self.began.min(at), self.began.max(at));
                (
                    Some(start_of(unit, first)),
                    Some(shifted_start(unit, last, 1)),
                )
            }
            Grip::Whole => {
                let Some((from, to)) = self.before.from().zip(self.before.to()) else {
                    return self.before;
                };
                let moved = Day(from.0 + at.0 - self.began.0);
                let from_now = nearest_start(unit, moved);
                (Some(from_now), Some(same_span(unit, from, to, from_now)))
            }
            Grip::End(WindowEnd::From) => {
                let from = nearest_start(unit, at);
                let last = self
                    .before
                    .to()
                    .map(|to| shifted_start(unit, Day(to.0 - 1), 0));
                (
                    Some(last.map_or(from, |last| from.min(last))),
                    self.before.to(),
                )
            }
            Grip::End(WindowEnd::To) => {
                let to = nearest_start(unit, Day(at.0 + 1));
                let first = self.before.from().map(|from| shifted_start(unit, from, 1));
                (
                    self.before.from(),
                    Some(first.map_or(to, |first| to.max(first))),
                )
            }
        };
        closed(self.before, from, to)
    }

    /// The window of a click: the one bar that was hit.
    #[must_use]
    pub fn clicked(self, unit: BinUnit) -> TimeWindow {
        match self.grip {
            Grip::End(_) => self.before,
            Grip::Whole | Grip::New => closed(
                self.before,
                Some(start_of(unit, self.began)),
                Some(shifted_start(unit, self.began, 1)),
            ),
        }
    }
}

/// Moves one end by whole units, as the arrow keys do; an open end starts from the axis' own.
#[must_use]
pub fn nudged(
    window: TimeWindow,
    end: WindowEnd,
    unit: BinUnit,
    steps: i32,
    axis: TimeAxis,
) -> TimeWindow {
    let (first, last) = axis.days();
    let (from, to) = match end {
        WindowEnd::From => {
            let from = shifted_start(unit, window.from().unwrap_or(first), steps);
            (Some(from.max(first)), window.to())
        }
        WindowEnd::To => {
            let to = shifted_start(unit, window.to().unwrap_or(last), steps);
            (window.from(), Some(to.min(last)))
        }
    };
    closed(window, from, to)
}

/// The window with these ends; as it was where they would hold no day.
fn closed(before: TimeWindow, from: Option<Day>, to: Option<Day>) -> TimeWindow {
    TimeWindow::new(from, to).map_or(before, |window| {
        window.with_undated(before.include_undated())
    })
}

fn nearest_start(unit: BinUnit, day: Day) -> Day {
    let (start, next) = (start_of(unit, day), shifted_start(unit, day, 1));
    if day.0 - start.0 <= next.0 - day.0 {
        start
    } else {
        next
    }
}

/// The end of a window that begins at `start` and is as many units long as `from` to `to`.
fn same_span(unit: BinUnit, from: Day, to: Day, start: Day) -> Day {
    let mut steps = 1;
    while shifted_start(unit, from, steps) < to {
        steps += 1;
    }
    shifted_start(unit, start, steps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(iso: &str) -> Day {
        Day::from_iso(iso).expect("a date")
    }

    fn window(from: &str, to: &str) -> TimeWindow {
        TimeWindow::new(Some(day(from)), Some(day(to))).expect("days")
    }

    fn axis() -> TimeAxis {
        TimeAxis::over_years(day("1991-05-07"), day("2025-06-30"), 1_050.0)
    }

    #[test]
    fn the_axis_spans_whole_years_and_labels_those_that_can_be_read() {
        let years: Vec<i32> = axis()
            .labelled_years()
            .iter()
            .map(|(year, _)| *year)
            .collect();
        assert_eq!(
            years,
            [
                1992, 1994, 1996, 1998, 2000, 2002, 2004, 2006, 2008, 2010, 2012, 2014, 2016, 2018,
                2020, 2022, 2024
            ]
        );
        assert_eq!(axis().days(), (day("1991-01-01"), day("2026-01-01")));
        assert_eq!(axis().unit(), BinUnit::Quarter);
    }

    #[test]
    fn a_drag_over_nothing_makes_a_window_of_whole_bars_in_either_direction() {
        let drag = TimeDrag::begin(None, day("2020-11-10"), TimeWindow::default());
        for (at, expected) in [
            ("2021-02-03", window("2020-10-01", "2021-04-01")),
            ("2020-06-30", window("2020-04-01", "2021-01-01")),
        ] {
            assert_eq!(drag.window_at(day(at), BinUnit::Quarter), expected);
        }
    }

    #[test]
    fn a_window_that_is_dragged_keeps_its_length_in_bars() {
        let drag = TimeDrag::begin(None, day("2020-02-15"), window("2020-01-01", "2020-03-01"));
        assert_eq!(
            drag.window_at(day("2020-12-14"), BinUnit::Month),
            window("2020-11-01", "2021-01-01")
        );
    }

    #[test]
    fn a_click_chooses_the_bar_that_was_hit() {
        let drag = TimeDrag::begin(None, day("2015-08-15"), TimeWindow::default());
        assert_eq!(
            drag.clicked(BinUnit::Year),
            window("2015-01-01", "2016-01-01")
        );
    }

    #[test]
    fn an_end_cannot_be_dragged_or_nudged_past_the_other() {
        let before = window("2019-01-01", "2020-01-01");
        let drag = TimeDrag::begin(Some(WindowEnd::From), day("2019-01-01"), before);
        assert_eq!(drag.window_at(day("2024-01-01"), BinUnit::Year), before);
        assert_eq!(
            nudged(before, WindowEnd::To, BinUnit::Year, -1, axis()),
            before
        );
    }

    #[test]
    fn nudging_an_open_end_starts_from_the_end_of_the_axis() {
        let nudged = nudged(
            TimeWindow::default(),
            WindowEnd::To,
            BinUnit::Year,
            -1,
            axis(),
        );
        assert_eq!(
            (nudged.from(), nudged.to()),
            (None, Some(day("2025-01-01")))
        );
    }

    proptest! {
        #[test]
        fn no_drag_makes_a_window_without_a_day(
            began in 7_700..20_000_i32, at in 7_700..20_000_i32, from in 7_700..20_000_i32,
            length in 1..5_000_i32, end in 0..3_usize, unit in 0..3_usize,
        ) {
            let unit = [BinUnit::Year, BinUnit::Quarter, BinUnit::Month][unit];
            let handle = [None, Some(WindowEnd::From), Some(WindowEnd::To)][end];
            let before = TimeWindow::new(Some(Day(from)), Some(Day(from + length))).expect("days");
            let window = TimeDrag::begin(handle, Day(began), before).window_at(Day(at), unit);
            prop_assert!(window.from() < window.to());
        }

        #[test]
        fn positions_and_days_agree(x in 0.0..1_050.0_f64) {
            let day = axis().day(x);
            prop_assert!(axis().x(day) <= x + 1e-6 && x < axis().x(Day(day.0 + 1)) + 1e-6);
        }
    }
}
