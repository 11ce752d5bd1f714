//! When a layer that comes in pieces is painted. Every frame draws all that has come, so a frame for each piece would
//! cost the square of their number: on a slow graphics processor, seconds that the reading of the file lacks.

use crate::elementary::within;

/// What comes within so many milliseconds of the first piece is painted at once.
const SHORTEST_WAIT_MS: f64 = 200.0;
/// The longest that pieces wait for a frame, in milliseconds.
const LONGEST_WAIT_MS: f64 = 3_000.0;

/// Knows when the pieces of one layer are worth a frame.
#[derive(Debug, Clone, Copy, Default)]
pub struct ArrivalPace {
    first_piece_ms: Option<f64>,
    /// From the first piece to the last frame.
    painted_after_ms: f64,
}

impl ArrivalPace {
    /// Whether the piece that comes at `now_ms` is worth a frame: pieces have come for twice as long as at the last one,
    /// or waited long enough.
    pub fn is_due(&mut self, now_ms: f64) -> bool {
        let since_first = now_ms - *self.first_piece_ms.get_or_insert(now_ms);
        let wait = within(self.painted_after_ms, [SHORTEST_WAIT_MS, LONGEST_WAIT_MS]);
        let due = since_first - self.painted_after_ms >= wait;
        if due {
            self.painted_after_ms = since_first;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When frames are due, of pieces that come every `step` milliseconds from `first` on.
    fn frames(first: f64, step: f64, pieces: u32) -> Vec<f64> {
        let mut pace = ArrivalPace::default();
        let times = (0..pieces).map(|piece| first + step * f64::from(piece));
        times.filter(|now| pace.is_due(*now)).collect()
    }

    #[test]
    fn frames_grow_rarer_until_pieces_wait_for_three_seconds() {
        assert_eq!(
            frames(5_000.0, 10.0, 1_300),
            [
                5_200.0, 5_400.0, 5_800.0, 6_600.0, 8_200.0, 11_200.0, 14_200.0, 17_200.0
            ]
        );
    }

    #[test]
    fn no_piece_waits_longer_than_three_seconds_while_others_come() {
        let mut pace = ArrivalPace::default();
        let mut last = 0.0;
        for piece in 0..10_000 {
            let now = f64::from(piece) * 7.0;
            if pace.is_due(now) {
                last = now;
            }
            assert!(now - last < LONGEST_WAIT_MS, "at {now} ms");
        }
    }

    #[test]
    fn pieces_that_come_at_once_wait_for_the_end() {
        assert!(frames(5_000.0, 0.1, 1_900).is_empty());
    }

    #[test]
    fn a_piece_that_comes_late_is_painted() {
        assert_eq!(frames(0.0, 10_000.0, 3), [10_000.0, 20_000.0]);
    }
}
