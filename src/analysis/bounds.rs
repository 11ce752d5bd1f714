//! How near a box of the index can be at least, and which box holds all that is within a distance.
//!
//! Boxes are in `world`, which ends at about 85°: a box that touches that edge may reach the pole. Distances are
//! chords. The chord between two points of the ellipsoid is at least the smallest radius of curvature times the chord
//! between their normals, for a ball of that radius rolls freely inside it (W. Blaschke, "Kreis und Kugel", 1916); and
//! the normals, as points of the unit sphere, have the geographic longitude and latitude.

use super::earth::LEAST_RADIUS;
use crate::elementary::within;
use crate::spatial::trig::{asin, atan2, cos, sin, sin_cos};
use crate::spatial::{MAX_LATITUDE, WorldBounds, lnglat_from_world, world_from_lnglat};

/// How near to the edge of the world square a bound counts as upon it.
const EDGE: f64 = 1e-9;

/// What rounding may take off: a millimetre, and a billionth.
const ROUNDING: f64 = 1e-3;
const ROUNDING_SHARE: f64 = 1.0 - 1e-9;

/// A position that boxes are measured from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Viewpoint {
    lng: f64,
    lat: f64,
    sin_lat: f64,
    cos_lat: f64,
}

impl Viewpoint {
    pub fn at([lng, lat]: [f64; 2]) -> Self {
        let (sin_lat, cos_lat) = sin_cos(lat.to_radians());
        Self {
            lng,
            lat: lat.to_radians(),
            sin_lat,
            cos_lat,
        }
    }

    /// A chord that nothing inside a box is nearer than.
    pub fn chord_to(&self, [left, top, right, bottom]: WorldBounds) -> f64 {
        let [west, mut north] = lnglat_from_world([left, top]);
        let [_, mut south] = lnglat_from_world([right, bottom]);
        if top <= EDGE {
            north = 90.0;
        }
        if bottom >= 1.0 - EDGE {
            south = -90.0;
        }
        let width = (right - left) * 360.0;
        let from_west = (self.lng - west).rem_euclid(360.0);
        let aside = if from_west <= width {
            0.0
        } else {
            (from_west - width).min(360.0 - from_west)
        };
        let (south, north) = (south.to_radians(), north.to_radians());
        let half_chord_squared = if aside == 0.0 {
            let apart = self.lat - within(self.lat, [south, north]);
            sin(apart / 2.0).powi(2)
        } else {
            // On the nearer meridian of the box, at the latitude nearest to the viewpoint.
            let (half_sine, cosine) = {
                let aside = aside.to_radians();
                (sin(aside / 2.0), cos(aside))
            };
            let at_latitude = |lat: f64| {
                sin((self.lat - lat) / 2.0).powi(2)
                    + self.cos_lat * cos(lat).max(0.0) * half_sine * half_sine
            };
            let summit = atan2(self.sin_lat, self.cos_lat * cosine);
            if (south..=north).contains(&summit) {
                at_latitude(summit)
            } else {
                at_latitude(south).min(at_latitude(north))
            }
        };
        let chord = 2.0 * half_chord_squared.sqrt() * LEAST_RADIUS;
        (chord * ROUNDING_SHARE - ROUNDING).max(0.0)
    }
}

/// A box in `world` that holds everything within a chord of a position.
pub(super) fn box_around([lng, lat]: [f64; 2], chord: f64) -> WorldBounds {
    let half = ((chord + ROUNDING) / (2.0 * LEAST_RADIUS)).min(1.0);
    let angle = 2.0 * asin(half);
    let up = angle.to_degrees();
    let (south, north) = (lat - up, lat + up);
    let aside = if south <= -90.0 || north >= 90.0 {
        180.0
    } else {
        // The widest the circle gets: Snyder, eq. 5-3 for a right angle at its rim.
        asin((sin(angle) / cos(lat.to_radians())).min(1.0)).to_degrees()
    };
    let aside = aside + 1e-9;
    let edge = MAX_LATITUDE + 1.0;
    let [left, top] = world_from_lnglat([lng - aside, north.min(edge)]);
    let [right, bottom] = world_from_lnglat([lng + aside, south.max(-edge)]);
    [left, top - EDGE, right, bottom + EDGE]
}
