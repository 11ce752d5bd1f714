//! When a layer that comes in pieces is painted. Every frame draws all that has come, so a frame for each piece would
//! cost the square of their number: on a slow graphics processor, seconds that the reading of the file lacks.

/// The longest that pieces wait for a frame, in milliseconds.
const LONGEST_WAIT_MS: f64 = 3_000.0;

/// Counts the pieces of one layer.
#[derive(Debug, Clone, Copy, Default)]
pub struct ArrivalPace {
    pieces: u32,
    last_frame_ms: f64,
}

impl ArrivalPace {
    /// Whether the piece that comes at `now_ms` is worth a frame: what is there has doubled, or waited long enough.
    pub fn is_due(&mut self, now_ms: f64) -> bool {
        self.pieces += 1;
        let due = self.pieces.is_power_of_two() || now_ms - self.last_frame_ms >= LONGEST_WAIT_MS;
        if due {
            self.last_frame_ms = now_ms;
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_pieces_at_once_are_worth_ten_frames_and_the_first_one_waits_for_none() {
        let mut pace = ArrivalPace::default();
        let due: Vec<usize> = (1..=1_000).filter(|_| pace.is_due(5.0)).collect();
        assert_eq!(due, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
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
}
