//! The camera: which part of the world is on screen.
//!
//! Spaces: `world` (unit Mercator square, y down) and `screen` (CSS pixels, y down, origin at the map's top left).
//! Zoom as MapLibre counts it: the world is `512 · 2^zoom` CSS pixels wide. No rotation, no tilt: a hazard map
//! is read like a printed sheet, north up.

use crate::elementary::{power_of_two, within};
use crate::json::{FromJson, Value, Wrong, object};
use crate::spatial::{lnglat_from_world, world_from_lnglat};

/// Width of the world at zoom 0, in CSS pixels.
pub const TILE_SIZE: f64 = 512.0;

/// The least and greatest zoom a person can reach.
pub const ZOOM_RANGE: [f64; 2] = [0.0, 22.0];

/// A view as links and the API give it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    /// Degrees east.
    pub lng: f64,
    /// Degrees north.
    pub lat: f64,
    pub zoom: f64,
}

impl View {
    /// The view as the API gives it.
    #[must_use]
    pub fn to_json(self) -> Value {
        object([
            ("lng", self.lng.into()),
            ("lat", self.lat.into()),
            ("zoom", self.zoom.into()),
        ])
    }
}

impl FromJson for View {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        Ok(Self {
            lng: value.required("lng")?,
            lat: value.required("lat")?,
            zoom: value.required("zoom")?,
        })
    }
}

/// What is on screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// The world position at the middle of the screen; x stays within the square, y too.
    centre: [f64; 2],
    zoom: f64,
    /// CSS pixels.
    size: [f64; 2],
}

impl Camera {
    /// A camera over a map of `size` CSS pixels.
    #[must_use]
    pub fn new(view: View, size: [f64; 2]) -> Self {
        let mut camera = Self {
            centre: [0.5, 0.5],
            zoom: 0.0,
            size: [size[0].max(1.0), size[1].max(1.0)],
        };
        camera.set_view(view);
        camera
    }

    /// The view for links and the API.
    #[must_use]
    pub fn view(&self) -> View {
        let [lng, lat] = lnglat_from_world(self.centre);
        View {
            lng,
            lat,
            zoom: self.zoom,
        }
    }

    /// Moves to a view; what is out of range is brought into it, what is not a number is ignored.
    pub fn set_view(&mut self, view: View) {
        if view.zoom.is_finite() {
            self.zoom = view.zoom;
        }
        if view.lng.is_finite() && view.lat.is_finite() {
            self.centre = world_from_lnglat([view.lng, view.lat]);
        }
        self.settle();
    }

    /// World position of the middle of the screen.
    #[must_use]
    pub fn centre(&self) -> [f64; 2] {
        self.centre
    }

    #[must_use]
    pub fn zoom(&self) -> f64 {
        self.zoom
    }

    /// Width and height of the map in CSS pixels.
    #[must_use]
    pub fn size(&self) -> [f64; 2] {
        self.size
    }

    /// Follows a change of the map's size; the middle stays.
    pub fn resize(&mut self, size: [f64; 2]) {
        self.size = [size[0].max(1.0), size[1].max(1.0)];
        self.settle();
    }

    /// CSS pixels per world unit.
    #[must_use]
    pub fn scale(&self) -> f64 {
        TILE_SIZE * power_of_two(self.zoom)
    }

    /// Where a world position is on screen.
    #[must_use]
    pub fn screen_from_world(&self, world: [f64; 2]) -> [f64; 2] {
        let scale = self.scale();
        [0, 1].map(|axis| (world[axis] - self.centre[axis]) * scale + self.size[axis] / 2.0)
    }

    /// What world position a screen position shows; x can lie beyond the square where the world repeats.
    #[must_use]
    pub fn world_from_screen(&self, screen: [f64; 2]) -> [f64; 2] {
        let scale = self.scale();
        [0, 1].map(|axis| (screen[axis] - self.size[axis] / 2.0) / scale + self.centre[axis])
    }

    /// Least x, least y, greatest x, greatest y of what is on screen, in `world`.
    #[must_use]
    pub fn bounds(&self) -> [f64; 4] {
        let [left, top] = self.world_from_screen([0.0, 0.0]);
        let [right, bottom] = self.world_from_screen(self.size);
        [left, top, right, bottom]
    }

    /// The camera that sees a part of this screen, or what lies beside it: left, top, right, bottom in CSS pixels.
    #[must_use]
    pub fn over(&self, [left, top, right, bottom]: [f64; 4]) -> Self {
        Self {
            centre: self
                .world_from_screen([f64::midpoint(left, right), f64::midpoint(top, bottom)]),
            zoom: self.zoom,
            size: [right - left, bottom - top],
        }
    }

    /// Moves the map by screen pixels, as a drag does: positive x moves the map to the right.
    pub fn pan(&mut self, by: [f64; 2]) {
        let scale = self.scale();
        self.centre = [
            self.centre[0] - by[0] / scale,
            self.centre[1] - by[1] / scale,
        ];
        self.settle();
    }

    /// Changes the zoom by `delta` while what is under `about` (screen) stays there.
    pub fn zoom_about(&mut self, about: [f64; 2], delta: f64) {
        let fixed = self.world_from_screen(about);
        self.zoom = within(self.zoom + delta, self.zooms());
        let scale = self.scale();
        self.centre =
            [0, 1].map(|axis| fixed[axis] - (about[axis] - self.size[axis] / 2.0) / scale);
        self.settle();
    }

    /// Shows `bounds` (world) whole, with `padding` CSS pixels left, top, right and bottom; never closer than `max_zoom`.
    pub fn fit(&mut self, bounds: [f64; 4], padding: [f64; 4], max_zoom: f64) {
        let free = [
            (self.size[0] - padding[0] - padding[2]).max(32.0),
            (self.size[1] - padding[1] - padding[3]).max(32.0),
        ];
        let extent = [
            (bounds[2] - bounds[0]).max(1e-12),
            (bounds[3] - bounds[1]).max(1e-12),
        ];
        let scale = (free[0] / extent[0]).min(free[1] / extent[1]);
        let fitting = (scale / TILE_SIZE).log2().min(max_zoom);
        self.zoom = within(fitting, self.zooms());
        let scale = self.scale();
        self.centre = [
            f64::midpoint(bounds[0], bounds[2]) - (padding[0] - padding[2]) / 2.0 / scale,
            f64::midpoint(bounds[1], bounds[3]) - (padding[1] - padding[3]) / 2.0 / scale,
        ];
        self.settle();
    }

    /// The zoom at which the world is as high as the map: further out there is only emptiness.
    fn least_zoom(&self) -> f64 {
        (self.size[1] / TILE_SIZE).log2().max(ZOOM_RANGE[0])
    }

    /// The least and the most zoom.
    fn zooms(&self) -> [f64; 2] {
        [self.least_zoom(), ZOOM_RANGE[1]]
    }

    /// Brings zoom and centre into range: no emptiness above or below the world, x wrapped into the square.
    fn settle(&mut self) {
        self.zoom = within(self.zoom, self.zooms());
        let half_height = self.size[1] / 2.0 / self.scale();
        self.centre[0] = self.centre[0].rem_euclid(1.0);
        self.centre[1] = self.centre[1]
            .max(half_height.min(0.5))
            .min(1.0 - half_height.min(0.5));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZE: [f64; 2] = [1280.0, 800.0];

    fn camera() -> Camera {
        Camera::new(
            View {
                lng: 46.75,
                lat: 39.82,
                zoom: 9.2,
            },
            SIZE,
        )
    }

    #[test]
    fn the_world_is_512_pixels_wide_at_zoom_0() {
        let camera = Camera::new(
            View {
                lng: 0.0,
                lat: 0.0,
                zoom: 0.0,
            },
            [512.0, 512.0],
        );
        assert_eq!(camera.bounds(), [0.0, 0.0, 1.0, 1.0]);
    }

    #[test]
    fn fitted_bounds_are_whole_inside_the_padding() {
        let mut camera = camera();
        let bounds = [0.62, 0.37, 0.64, 0.39];
        camera.fit(bounds, [400.0, 20.0, 20.0, 140.0], 22.0);
        let [left, top] = camera.screen_from_world([bounds[0], bounds[1]]);
        let [right, bottom] = camera.screen_from_world([bounds[2], bounds[3]]);
        assert!(left >= 399.9 && top >= 19.9 && right <= 1260.1 && bottom <= 660.1);
    }

    #[test]
    fn nonsense_leaves_the_view_as_it_was() {
        let mut camera = camera();
        camera.set_view(View {
            lng: f64::NAN,
            lat: 1.0,
            zoom: f64::INFINITY,
        });
        assert_eq!(camera, self::camera());
    }

    proptest! {
        #[test]
        fn what_is_under_the_pointer_stays_there_while_zooming(
            x in 0.0..1280.0, y in 0.0..800.0, delta in -2.0..12.0,
        ) {
            let mut camera = camera();
            let before = camera.world_from_screen([x, y]);
            camera.zoom_about([x, y], delta);
            let after = camera.screen_from_world(before);
            prop_assert!((after[0] - x).abs() < 1e-3 && (after[1] - y).abs() < 1e-3);
        }

        #[test]
        fn no_view_shows_emptiness_above_or_below_the_world(
            lng in -720.0..720.0, lat in -90.0..90.0, zoom in -5.0..30.0,
        ) {
            let camera = Camera::new(View { lng, lat, zoom }, SIZE);
            let [_, top, _, bottom] = camera.bounds();
            prop_assert!(top >= -1e-9 && bottom <= 1.0 + 1e-9);
            prop_assert!((0.0..1.0).contains(&camera.centre()[0]));
        }
    }
}
