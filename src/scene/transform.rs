//! How a renderer with `f32` arithmetic places `f64` positions exactly: the camera relative to an origin, in two parts.
//!
//! Spaces: positions are `world` offsets from an origin (see [`super::MeshChunk`]); the result is CSS pixels from the
//! middle of the screen, y down. The subtraction of two near numbers is exact (Sterbenz), so what is on screen
//! keeps the precision of its offsets, and the part of the camera that `f32` cannot hold is added in pixels.

use super::Camera;

/// The numbers a vertex shader gets: `(offset - centre) * scale + residual`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transform {
    /// The camera's centre relative to the origin, rounded to `f32`.
    pub centre: [f32; 2],
    /// CSS pixels per world unit.
    pub scale: f32,
    /// What rounding the centre lost, in CSS pixels.
    pub residual: [f32; 2],
}

impl Transform {
    /// For offsets from `origin`, in the copy of the world `copy` worlds further east.
    #[must_use]
    pub fn new(camera: &Camera, origin: [f64; 2], copy: i32) -> Self {
        let scale = camera.scale();
        let exact = [
            camera.centre()[0] - f64::from(copy) - origin[0],
            camera.centre()[1] - origin[1],
        ];
        let centre = exact.map(|number| number as f32);
        Self {
            centre,
            scale: scale as f32,
            residual: [0, 1].map(|axis| ((f64::from(centre[axis]) - exact[axis]) * scale) as f32),
        }
    }

    /// What the vertex shaders compute, in the same arithmetic.
    #[must_use]
    pub fn apply(&self, offset: [f32; 2]) -> [f32; 2] {
        [0, 1].map(|axis| (offset[axis] - self.centre[axis]) * self.scale + self.residual[axis])
    }
}

/// The copies of the world in which `bounds` (world) reach into `view` (world), which may lie across the antimeridian
/// or be wider than the world.
#[must_use]
pub fn visible_copies(view: [f64; 4], bounds: [f64; 4]) -> std::ops::Range<i32> {
    if bounds[3] < view[1] || bounds[1] > view[3] {
        return 0..0;
    }
    let first = (view[0] - bounds[2]).ceil();
    let last = (view[2] - bounds[0]).floor();
    first as i32..last as i32 + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::View;
    use proptest::prelude::*;

    fn camera(lng: f64, lat: f64, zoom: f64) -> Camera {
        Camera::new(View { lng, lat, zoom }, [1600.0, 1200.0])
    }

    proptest! {
        /// Offsets are what a chunk stores, so the oracle starts from the stored `f32`, in `f64` arithmetic.
        #[test]
        fn positions_on_screen_agree_with_f64_at_every_zoom(
            lng in -179.0..179.0,
            lat in -80.0..80.0,
            zoom in 1.5..22.0,
            pan in prop::array::uniform2(-3.0..3.0),
            screen in prop::array::uniform2(-900.0..900.0),
            origin_away in prop::array::uniform2(-0.02..0.02),
        ) {
            let mut camera = camera(lng, lat, zoom);
            camera.pan(pan);
            let origin = [0, 1].map(|axis| camera.centre()[axis] + origin_away[axis]);
            let offset = [0, 1].map(|axis| {
                (camera.centre()[axis] + screen[axis] / camera.scale() - origin[axis]) as f32
            });
            let expected = [0, 1].map(|axis| {
                (origin[axis] + f64::from(offset[axis]) - camera.centre()[axis]) * camera.scale()
            });
            let found = Transform::new(&camera, origin, 0).apply(offset);
            for axis in 0..2 {
                prop_assert!((f64::from(found[axis]) - expected[axis]).abs() < 0.05);
            }
        }
    }

    #[test]
    fn panning_by_a_tenth_of_a_pixel_at_zoom_22_moves_everything_by_just_that() {
        let mut camera = camera(46.75, 39.82, 22.0);
        let origin = camera.centre().map(|number| number + 1e-4);
        let offset = [0, 1].map(|axis| (camera.centre()[axis] - origin[axis]) as f32);
        let start = Transform::new(&camera, origin, 0).apply(offset);
        for step in 1..=50 {
            camera.pan([0.1, -0.1]);
            let here = Transform::new(&camera, origin, 0).apply(offset);
            let moved = f64::from(step) * 0.1;
            assert!(
                (f64::from(here[0] - start[0]) - moved).abs() < 0.05,
                "step {step}"
            );
            assert!(
                (f64::from(here[1] - start[1]) + moved).abs() < 0.05,
                "step {step}"
            );
        }
    }

    #[test]
    fn a_view_across_the_antimeridian_shows_both_edges_of_the_world() {
        let view = [0.95, 0.4, 1.05, 0.6];
        assert_eq!(visible_copies(view, [0.96, 0.45, 0.97, 0.5]), 0..1);
        assert_eq!(visible_copies(view, [0.01, 0.45, 0.02, 0.5]), 1..2);
        assert_eq!(visible_copies(view, [0.0, 0.0, 1.0, 1.0]), 0..2);
    }

    #[test]
    fn a_world_narrower_than_the_screen_is_repeated() {
        assert_eq!(
            visible_copies([-1.2, 0.0, 2.2, 1.0], [0.5, 0.5, 0.6, 0.6]),
            -1..2
        );
    }

    #[test]
    fn what_lies_outside_the_view_has_no_copy() {
        assert!(visible_copies([0.2, 0.2, 0.3, 0.3], [0.5, 0.2, 0.6, 0.3]).is_empty());
        assert!(visible_copies([0.2, 0.2, 0.3, 0.3], [0.2, 0.5, 0.3, 0.6]).is_empty());
    }
}
