//! Playback of the timeline: how the window moves while it plays, and by hand.
//!
//! A window with two ends slides and keeps its length in months and days; one open at the start grows at its end: the
//! map as of one day after another. Months differ in length, so steps are calendar months, not days.

use crate::filter::TimeWindow;
use crate::units::{Day, days_in_month};

/// How far one step goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Step {
    Month,
    Quarter,
    #[default]
    Year,
}

impl Step {
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }
}

/// Whether and how the timeline plays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Player {
    pub playing: bool,
    pub step: Step,
    /// Steps per second.
    pub speed: f64,
    /// Begins again after the end, instead of stopping there.
    pub looped: bool,
    /// The part of a step that has passed.
    passed: f64,
}

impl Default for Player {
    fn default() -> Self {
        Self {
            playing: false,
            step: Step::default(),
            speed: 1.0,
            looped: false,
            passed: 0.0,
        }
    }
}

/// Where playback has come to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Playback {
    pub player: Player,
    pub window: TimeWindow,
}

impl Player {
    /// The speeds a person can choose from.
    pub const SPEEDS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];

    /// Starts to play over the days `extent` (first and last), from the window where it lies within, else from the
    /// start.
    #[must_use]
    pub fn play(self, window: TimeWindow, extent: (Day, Day)) -> Playback {
        let ended = window.to().is_none_or(|to| to > extent.1);
        Playback {
            player: Self {
                playing: true,
                passed: 0.0,
                ..self
            },
            window: if ended {
                self.at_start(window, extent.0)
            } else {
                window
            },
        }
    }

    /// Stops where it is.
    #[must_use]
    pub fn pause(self) -> Self {
        Self {
            playing: false,
            passed: 0.0,
            ..self
        }
    }

    /// Lets time pass: as many whole steps as fit into it, and into what had passed before.
    ///
    /// After the step that reaches the end of `extent` it stops, or begins again. A page that slept for long does not
    /// race to catch up: at most one step is taken.
    #[must_use]
    pub fn tick(self, seconds: f64, window: TimeWindow, extent: (Day, Day)) -> Playback {
        if !self.playing {
            return Playback {
                player: self,
                window,
            };
        }
        let passed = self.passed + (seconds * self.speed).clamp(0.0, 1.0);
        if passed < 1.0 {
            let player = Self { passed, ..self };
            return Playback { player, window };
        }
        let player = Self {
            passed: passed - 1.0,
            ..self
        };
        if window.to().is_some_and(|to| to <= extent.1) {
            return Playback {
                player,
                window: self.moved(window, extent, 1),
            };
        }
        if self.looped {
            return Playback {
                player,
                window: self.at_start(window, extent.0),
            };
        }
        Playback {
            player: player.pause(),
            window,
        }
    }

    /// Moves the window by steps, backwards where `steps` is negative, and not out of `extent`.
    #[must_use]
    pub fn moved(self, window: TimeWindow, extent: (Day, Day), steps: i32) -> TimeWindow {
        if window.is_open() {
            return self.at_start(window, extent.0);
        }
        let months = steps.saturating_mul(self.step.months());
        let shift = |day: Option<Day>| day.map(|day| shift_months(day, months));
        let (from, to) = (shift(window.from()), shift(window.to()));
        let before = to.is_some_and(|to| to <= extent.0);
        let after = from.is_some_and(|from| from > extent.1)
            || (from.is_none() && window.to().is_some_and(|to| to > extent.1) && steps > 0);
        if before || after {
            return window;
        }
        TimeWindow::new(from, to)
            .map_or(window, |moved| moved.with_undated(window.include_undated()))
    }

    /// The window brought to the start: of the same length, or one step long where it had none.
    fn at_start(self, window: TimeWindow, first: Day) -> TimeWindow {
        let (year, month, _) = first.ymd();
        let months = self.step.months() as u32;
        let start = Day::from_ymd(year, (month - 1) / months * months + 1, 1).unwrap_or(first);
        let one_step = shift_months(start, self.step.months());
        let (from, to) = match (window.from(), window.to()) {
            (None, Some(_)) => (None, one_step),
            (Some(from), Some(to)) => (Some(start), after_length_of(from, to, start)),
            (_, None) => (Some(start), one_step),
        };
        TimeWindow::new(from, Some(to))
            .map_or(window, |moved| moved.with_undated(window.include_undated()))
    }
}

/// The day as many whole months and days after `start` as `to` is after `from`.
fn after_length_of(from: Day, to: Day, start: Day) -> Day {
    let ((from_year, from_month, _), (to_year, to_month, _)) = (from.ymd(), to.ymd());
    let mut months = (to_year - from_year) * 12 + to_month as i32 - from_month as i32;
    if shift_months(from, months) > to {
        months -= 1;
    }
    let days = to.0 - shift_months(from, months).0;
    Day(shift_months(start, months).0 + days)
}

/// The same day of another month; the last one where that month is shorter.
fn shift_months(day: Day, months: i32) -> Day {
    let (year, month, of_month) = day.ymd();
    let shifted = year
        .saturating_mul(12)
        .saturating_add(month as i32 - 1)
        .saturating_add(months);
    let (year, month) = (shifted.div_euclid(12), shifted.rem_euclid(12) as u32 + 1);
    Day::from_ymd(year, month, of_month.min(days_in_month(year, month))).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Day {
        Day::from_iso(iso).expect("a date")
    }

    fn window(from: &str, to: &str) -> TimeWindow {
        let end = |iso: &str| (!iso.is_empty()).then(|| day(iso));
        TimeWindow::new(end(from), end(to)).expect("days")
    }

    fn extent() -> (Day, Day) {
        (day("2018-03-05"), day("2021-06-30"))
    }

    /// The windows of one playback, step by step, at one step a second.
    fn played(player: Player, start: TimeWindow, steps: usize) -> Vec<String> {
        let mut playback = player.play(start, extent());
        let mut windows = vec![playback.window.to_string()];
        for _ in 0..steps {
            playback = playback.player.tick(1.0, playback.window, extent());
            windows.push(playback.window.to_string());
        }
        windows
    }

    #[test]
    fn without_a_window_it_plays_year_by_year_and_stops_at_the_end() {
        let windows = played(Player::default(), TimeWindow::default(), 5);
        assert_eq!(
            windows,
            [
                "2018-01-01/2019-01-01",
                "2019-01-01/2020-01-01",
                "2020-01-01/2021-01-01",
                "2021-01-01/2022-01-01",
                "2021-01-01/2022-01-01",
                "2021-01-01/2022-01-01",
            ]
        );
        let at_end = Player {
            playing: true,
            ..Player::default()
        };
        assert!(
            !at_end
                .tick(1.0, window("2021-01-01", "2022-01-01"), extent())
                .player
                .playing
        );
    }

    #[test]
    fn a_window_slides_and_keeps_its_length() {
        let player = Player {
            step: Step::Month,
            ..Player::default()
        };
        let windows = played(player, window("2019-01-01", "2019-07-01"), 2);
        assert_eq!(
            windows,
            [
                "2019-01-01/2019-07-01",
                "2019-02-01/2019-08-01",
                "2019-03-01/2019-09-01"
            ]
        );
    }

    #[test]
    fn a_window_without_a_start_grows() {
        let player = Player {
            looped: true,
            ..Player::default()
        };
        let windows = played(player, window("", "2020-01-01"), 3);
        assert_eq!(
            windows,
            [
                "../2020-01-01",
                "../2021-01-01",
                "../2022-01-01",
                "../2019-01-01"
            ]
        );
    }

    #[test]
    fn a_loop_begins_again_with_the_same_length() {
        let player = Player {
            looped: true,
            playing: true,
            ..Player::default()
        };
        let next = player.tick(1.0, window("2021-01-01", "2021-07-01"), extent());
        assert_eq!(next.window.to_string(), "2018-01-01/2018-07-01".to_owned());
    }

    #[test]
    fn slow_frames_do_not_race() {
        let player = Player {
            playing: true,
            ..Player::default()
        };
        let start = window("2018-01-01", "2019-01-01");
        let half = player.tick(0.5, start, extent());
        assert_eq!(half.window, start);
        let after_sleep = half.player.tick(3_600.0, half.window, extent());
        assert_eq!(after_sleep.window.to_string(), "2019-01-01/2020-01-01");
    }

    #[test]
    fn steps_by_hand_stay_within_the_data_and_keep_the_undated() {
        let player = Player::default();
        let start = window("2018-01-01", "2019-01-01").with_undated(true);
        assert_eq!(player.moved(start, extent(), -1), start);
        let next = player.moved(start, extent(), 1);
        assert!(next.include_undated());
        assert_eq!(player.moved(next, extent(), -1), start);
    }

    #[test]
    fn the_last_of_a_month_stays_within_the_month() {
        assert_eq!(shift_months(day("2020-01-31"), 1), day("2020-02-29"));
        assert_eq!(shift_months(day("2020-03-31"), -13), day("2019-02-28"));
    }
}
