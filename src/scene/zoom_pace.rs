//! Whether a map whose zoom changes from frame to frame is painted too slowly to follow the hand.

/// Milliseconds from one painted frame to the next, above which a zoom stutters.
const SLOW_MS: f64 = 40.0;

/// Watches frames.
#[derive(Debug, Clone, Copy, Default)]
pub struct ZoomPace {
    zoom: f64,
    at_ms: f64,
    /// Whether the last frame's zoom was another than the one before.
    changing: bool,
    /// Whether the last frame was painted, and not only enlarged.
    painted: bool,
    slow: bool,
}

impl ZoomPace {
    /// Takes the next frame. Whether it is better shown as the last picture, enlarged: its zoom is still changing, and
    /// the frame before took long to paint.
    pub fn is_better_enlarged(&mut self, zoom: f64, now_ms: f64) -> bool {
        let changing = zoom != self.zoom;
        if !changing {
            self.slow = false;
        } else if self.changing && self.painted {
            self.slow = now_ms - self.at_ms > SLOW_MS;
        }
        *self = Self {
            zoom,
            at_ms: now_ms,
            changing,
            painted: false,
            slow: self.slow,
        };
        changing && self.slow
    }

    /// The frame taken last is painted.
    pub fn painted(&mut self) {
        self.painted = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Frames of these zooms, each painted in `cost_ms` where it is not enlarged: which are enlarged.
    fn enlarged(zooms: &[f64], cost_ms: f64) -> Vec<bool> {
        let (mut pace, mut now) = (ZoomPace::default(), 0.0);
        let mut frame = |zoom: &f64| {
            let enlarged = pace.is_better_enlarged(*zoom, now);
            now += if enlarged { 16.0 } else { cost_ms };
            if !enlarged {
                pace.painted();
            }
            enlarged
        };
        zooms.iter().map(&mut frame).collect()
    }

    #[test]
    fn a_slow_zoom_is_enlarged_until_it_rests_and_a_fast_one_never() {
        let zooms = [8.0, 8.0, 8.1, 8.2, 8.3, 8.4, 8.4, 8.4];
        let expected = [false, false, false, true, true, true, false, false];
        assert_eq!(enlarged(&zooms, 250.0), expected);
        assert_eq!(enlarged(&zooms, 16.0), [false; 8]);
    }

    #[test]
    fn a_single_jump_is_painted_however_long_ago_the_last_frame_was() {
        assert_eq!(
            enlarged(&[3.0, 3.0, 9.0, 9.0, 4.0, 4.0], 5_000.0),
            [false; 6]
        );
    }
}
