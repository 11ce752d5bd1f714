//! Hatching and dashes that belong to the ground and yet keep their size on screen.
//!
//! A pattern is laid out in `world` at the whole zoom level nearest to the camera's, so panning cannot make it swim.
//! Between two levels it grows by at most √2 either way, and the next level's elements, half as far apart, appear
//! between its own: at the change of level nothing jumps. Positions along the pattern are counted from a corner of
//! the world in `f64`; only what is left after whole periods reaches the shader.

use super::style::Hatch;
use super::{Camera, TILE_SIZE};
use crate::elementary::power_of_two;

/// What all patterns of a frame share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatternScale {
    /// CSS pixels per world unit at the level's own zoom.
    pub level_scale: f64,
    /// How much larger the pattern is on screen than at its own zoom: √½ to √2.
    pub growth: f64,
    /// How far the next level's elements have appeared, 0 to 1; 0 at every whole zoom.
    pub next: f64,
}

impl PatternScale {
    /// For a camera's zoom.
    #[must_use]
    pub fn new(zoom: f64) -> Self {
        let level = (zoom + 0.5).floor();
        let beyond = (2.0 * (zoom - level)).clamp(0.0, 1.0);
        Self {
            level_scale: TILE_SIZE * power_of_two(level),
            growth: power_of_two(zoom - level),
            next: beyond * beyond * (3.0 - 2.0 * beyond),
        }
    }
}

/// A hatch in a frame. Its coordinates are `a = (x + y) · repeats · 2^level` and `b = (x - y) · …`: lines lie where
/// `a` is whole, dots where both are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HatchFrame {
    /// `a` and `b` at the middle of the screen, less a whole number of periods.
    pub phase: [f64; 2],
    /// Change of `a` per CSS pixel to the right (and down; `b` changes against it).
    pub step: f64,
}

/// After how many units of `a` and `b` every hatch repeats.
const PERIOD: f64 = 2.0;

impl HatchFrame {
    /// For a camera.
    #[must_use]
    pub fn new(hatch: Hatch, camera: &Camera, scale: &PatternScale) -> Self {
        let repeats = hatch.repeats() * scale.level_scale / TILE_SIZE;
        let [x, y] = camera.centre();
        Self {
            phase: [x + y, x - y].map(|sum| (sum * repeats).rem_euclid(PERIOD)),
            step: repeats / camera.scale(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::View;
    use proptest::prelude::*;

    fn camera(zoom: f64) -> Camera {
        Camera::new(
            View {
                lng: 46.75,
                lat: 39.82,
                zoom,
            },
            [1280.0, 800.0],
        )
    }

    fn hatch_at(camera: &Camera, screen: [f64; 2]) -> [f64; 2] {
        let frame = HatchFrame::new(Hatch::Lines, camera, &PatternScale::new(camera.zoom()));
        let [x, y] = [0, 1].map(|axis| screen[axis] - camera.size()[axis] / 2.0);
        [
            frame.phase[0] + (x + y) * frame.step,
            frame.phase[1] + (x - y) * frame.step,
        ]
    }

    fn distance_in_periods(a: f64, b: f64) -> f64 {
        let apart = (a - b).rem_euclid(PERIOD);
        apart.min(PERIOD - apart)
    }

    #[test]
    fn at_whole_zooms_the_pattern_has_its_own_size_and_nothing_in_between() {
        for zoom in 2..=22 {
            let scale = PatternScale::new(f64::from(zoom));
            assert_eq!((scale.growth, scale.next), (1.0, 0.0));
        }
    }

    #[test]
    fn lines_are_8_10_and_9_pixels_apart_to_within_a_quarter() {
        for (hatch, expected) in [
            (Hatch::Lines, 8.0),
            (Hatch::BrokenLines, 10.0),
            (Hatch::Dots, 9.0),
        ] {
            let camera = camera(11.0);
            let frame = HatchFrame::new(hatch, &camera, &PatternScale::new(11.0));
            let apart = 1.0 / (frame.step * std::f64::consts::SQRT_2);
            assert!((apart - expected).abs() < 0.25, "{hatch:?}: {apart}");
        }
    }

    #[test]
    fn where_a_level_ends_the_next_has_wholly_appeared() {
        let before = PatternScale::new(9.5 - 1e-9);
        let after = PatternScale::new(9.5);
        assert!(before.next > 0.999_999 && after.next < 1e-6);
        assert!((before.growth - 2.0 * after.growth).abs() < 1e-6);
    }

    #[test]
    fn no_seam_shows_where_the_world_wraps() {
        for hatch in Hatch::DRAWN {
            for zoom in 0..=22 {
                let around = hatch.repeats() * f64::from(zoom).exp2();
                assert_eq!(around % PERIOD, 0.0, "{hatch:?} at zoom {zoom}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_hatch_stays_on_the_ground_while_the_map_is_dragged(
            zoom in 2.0..22.0, x in 0.0..1280.0, y in 0.0..800.0, by in prop::array::uniform2(-500.0..500.0),
        ) {
            let mut camera = camera(zoom);
            let before = hatch_at(&camera, [x, y]);
            let ground = camera.world_from_screen([x, y]);
            camera.pan(by);
            let after = hatch_at(&camera, camera.screen_from_world(ground));
            for axis in 0..2 {
                prop_assert!(distance_in_periods(before[axis], after[axis]) < 1e-4);
            }
        }
    }
}
