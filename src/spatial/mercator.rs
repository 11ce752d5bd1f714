//! Web Mercator (EPSG:3857) on a unit square, for drawing only.
//!
//! Spaces: `lnglat` is WGS 84 degrees, longitude first; `world` is `0.0..=1.0` with y down. Longitudes beyond ±180
//! give worlds beyond the square: a copy of the world further east or west.
//! Distances and areas never come from here. Source: IOGP 373-7-2, "Popular Visualisation Pseudo-Mercator".

use std::f64::consts::PI;

use crate::elementary::sine_cosine;

/// The latitude at which the square ends, in degrees.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_59;

/// The length of the equator on the sphere of the projection, in metres.
pub const WORLD_METRES: f64 = 40_075_016.685_578_49;

/// World coordinates of a position. Latitudes beyond [`MAX_LATITUDE`] are drawn at the edge.
#[must_use]
pub fn world_from_lnglat([lng, lat]: [f64; 2]) -> [f64; 2] {
    let lat = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians();
    let [sine, cosine] = sine_cosine(lat.abs());
    let north = ((1.0 + sine) / cosine).ln().copysign(lat);
    [lng / 360.0 + 0.5, 0.5 - north / (2.0 * PI)]
}

/// The position of world coordinates.
#[must_use]
pub fn lnglat_from_world([x, y]: [f64; 2]) -> [f64; 2] {
    [
        (x - 0.5) * 360.0,
        2.0 * (PI * (1.0 - 2.0 * y)).exp().atan().to_degrees() - 90.0,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_positions_have_their_projected_metres() {
        let [x, y] = world_from_lnglat([0.0, 0.0]);
        assert_eq!([x, y], [0.5, 0.5]);
        let [x, y] = world_from_lnglat([180.0, MAX_LATITUDE]);
        assert!((x - 1.0).abs() < 1e-12 && y.abs() < 1e-9);
    }

    #[test]
    fn positions_come_back() {
        for position in [[46.75, 39.82], [-179.9, -60.0], [0.1, 84.9]] {
            let back = lnglat_from_world(world_from_lnglat(position));
            assert!((back[0] - position[0]).abs() < 1e-9 && (back[1] - position[1]).abs() < 1e-9);
        }
    }
}
