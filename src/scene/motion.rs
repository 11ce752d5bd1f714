//! Movement of the camera over time: the glide after a drag, and flights that were asked for.
//!
//! Times are milliseconds of the browser's clock; positions are CSS pixels. Nothing here reads a clock.

use super::Camera;

/// How fast a glide loses speed: after this many milliseconds 1/e of it is left.
const GLIDE_DECAY_MS: f64 = 220.0;
/// Below this speed (CSS pixels per millisecond) a glide ends, or does not begin.
const GLIDE_LEAST_SPEED: f64 = 0.03;
/// Only movements this recent count towards the speed of a glide.
const GLIDE_WINDOW_MS: f64 = 80.0;

/// Remembers the last movements of a drag, to know with what speed it was let go.
#[derive(Debug, Clone, Default)]
pub struct DragTrace {
    moves: Vec<(f64, [f64; 2])>,
}

impl DragTrace {
    /// Notes that the pointer was at `at` at time `now`.
    pub fn note(&mut self, now: f64, at: [f64; 2]) {
        self.moves.retain(|(time, _)| now - time <= GLIDE_WINDOW_MS);
        self.moves.push((now, at));
    }

    /// The glide that follows when the pointer is let go at time `now`.
    #[must_use]
    pub fn release(&self, now: f64) -> Option<Glide> {
        let recent: Vec<_> = self
            .moves
            .iter()
            .filter(|(time, _)| now - time <= GLIDE_WINDOW_MS)
            .collect();
        let ((first_time, first), (last_time, last)) = (recent.first()?, recent.last()?);
        let elapsed = last_time - first_time;
        if elapsed <= 0.0 {
            return None;
        }
        let speed = [0, 1].map(|axis| (last[axis] - first[axis]) / elapsed);
        (speed[0].hypot(speed[1]) > GLIDE_LEAST_SPEED).then_some(Glide { speed, last: now })
    }
}

/// The map glides on after a drag, ever slower.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glide {
    /// CSS pixels per millisecond.
    speed: [f64; 2],
    last: f64,
}

impl Glide {
    /// Moves the camera to where it is at time `now`; `false` when the glide has ended.
    pub fn step(&mut self, now: f64, camera: &mut Camera) -> bool {
        let elapsed = (now - self.last).max(0.0);
        self.last = now;
        let left = (-elapsed / GLIDE_DECAY_MS).exp();
        camera.pan(
            self.speed
                .map(|speed| speed * GLIDE_DECAY_MS * (1.0 - left)),
        );
        self.speed = self.speed.map(|speed| speed * left);
        self.speed[0].hypot(self.speed[1]) > GLIDE_LEAST_SPEED
    }
}

/// A zoom that eases towards its end about a fixed point of the screen, as wheel and double-click ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoomEase {
    about: [f64; 2],
    /// Zoom levels still to go.
    left: f64,
    last: f64,
}

/// How quickly a zoom reaches its end: after this many milliseconds 1/e of the way is left.
const ZOOM_EASE_MS: f64 = 60.0;
/// Below this many zoom levels the rest is done at once.
const ZOOM_EASE_END: f64 = 0.004;

impl ZoomEase {
    /// A zoom by `delta` levels about `about` (screen), on top of what `before` had left to do.
    #[must_use]
    pub fn begin(now: f64, about: [f64; 2], delta: f64, before: Option<Self>) -> Self {
        let left = before.map_or(0.0, |ease| ease.left) + delta;
        Self {
            about,
            left,
            last: before.map_or(now, |ease| ease.last),
        }
    }

    /// Zooms the camera to where it is at time `now`; `false` at the end.
    pub fn step(&mut self, now: f64, camera: &mut Camera) -> bool {
        let elapsed = (now - self.last).max(0.0);
        self.last = now;
        let rest = self.left * (-elapsed / ZOOM_EASE_MS).exp();
        let done = rest.abs() < ZOOM_EASE_END;
        camera.zoom_about(self.about, if done { self.left } else { self.left - rest });
        self.left = rest;
        !done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::View;

    fn camera() -> Camera {
        Camera::new(
            View {
                lng: 10.0,
                lat: 45.0,
                zoom: 8.0,
            },
            [800.0, 600.0],
        )
    }

    #[test]
    fn a_flick_glides_on_in_its_direction_and_comes_to_rest() {
        let mut trace = DragTrace::default();
        for step in 0..5 {
            trace.note(f64::from(step) * 16.0, [f64::from(step) * 20.0, 0.0]);
        }
        let mut glide = trace.release(64.0).expect("fast enough to glide");
        let mut camera = camera();
        let before = camera.centre();
        let mut now = 64.0;
        while glide.step(now, &mut camera) {
            now += 16.0;
            assert!(now < 5_000.0, "the glide never ends");
        }
        assert!(camera.centre()[0] < before[0] && (camera.centre()[1] - before[1]).abs() < 1e-15);
    }

    #[test]
    fn a_pointer_that_rested_before_it_was_let_go_does_not_glide() {
        let mut trace = DragTrace::default();
        trace.note(0.0, [0.0, 0.0]);
        trace.note(16.0, [50.0, 0.0]);
        assert_eq!(trace.release(400.0), None);
    }

    #[test]
    fn an_eased_zoom_arrives_exactly_whatever_the_frame_rate() {
        for frame in [4.0, 16.0, 100.0] {
            let mut camera = camera();
            let mut ease = ZoomEase::begin(0.0, [400.0, 300.0], 1.0, None);
            let mut now = 0.0;
            while ease.step(now, &mut camera) {
                now += frame;
            }
            assert!((camera.zoom() - 9.0).abs() < 1e-9);
        }
    }
}
