//! The ellipsoid as points in space: distances that hold at the poles and across the antimeridian without special cases.
//!
//! Spaces: `lnglat` is WGS 84 degrees; `space` is earth-centred metres (EPSG:4978, height 0); `plane` is the metres of
//! a [`Frame`]. A chord, the straight way through the earth, orders distances as the way on the ground does: at 200 km
//! it is 8 m shorter. What is reported is measured on the ground, by [`ground_distance`].
//! Sources: B. Hofmann-Wellenhof et al., "GPS: Theory and Practice" (2001), eq. 10.4 (space from lnglat); J. P. Snyder,
//! "Map Projections: A Working Manual", USGS PP 1395 (1987), eq. 24-1 (equal-area azimuthal: the radius is the chord).

use crate::spatial;
use crate::spatial::trig::{asin, atan2, length, sin, sin_cos};
use crate::units::Metres;

/// A point in `space`, or a direction there.
pub(super) type Space = [f64; 3];

/// WGS 84: equatorial radius in metres.
pub(super) const EQUATORIAL_RADIUS: f64 = 6_378_137.0;

const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_317;

/// The smallest radius of curvature of the ellipsoid: that of the meridian at the equator.
pub(super) const LEAST_RADIUS: f64 = EQUATORIAL_RADIUS * (1.0 - ECCENTRICITY_SQUARED);

/// The largest radius of curvature of the ellipsoid: that of any direction at a pole.
pub(super) const LARGEST_RADIUS: f64 = 6_399_593.625_758_493;

/// Mean radius, for what has no direction yet.
const MEAN_RADIUS: f64 = 6_371_008.8;

/// Chords from here on, about nine tenths of the way around, are measured on the sphere.
const NEARLY_OPPOSITE: f64 = 1.26e7;

/// The point in space of a position.
pub(super) fn space_from_lnglat([lng, lat]: [f64; 2]) -> Space {
    let (sin_lng, cos_lng) = sin_cos(lng.to_radians());
    let (sin_lat, cos_lat) = sin_cos(lat.to_radians());
    let normal = EQUATORIAL_RADIUS / (1.0 - ECCENTRICITY_SQUARED * sin_lat * sin_lat).sqrt();
    [
        normal * cos_lat * cos_lng,
        normal * cos_lat * sin_lng,
        normal * (1.0 - ECCENTRICITY_SQUARED) * sin_lat,
    ]
}

pub(super) fn minus(left: Space, right: Space) -> Space {
    [left[0] - right[0], left[1] - right[1], left[2] - right[2]]
}

pub(super) fn dot(left: Space, right: Space) -> f64 {
    left[0] * right[0] + left[1] * right[1] + left[2] * right[2]
}

/// The chord of two points.
pub(super) fn chord(from: Space, to: Space) -> f64 {
    let way = minus(to, from);
    dot(way, way).sqrt()
}

/// The chord under a way on the ground.
pub(super) fn chord_of(ground: Metres) -> f64 {
    let angle = (ground.0 / MEAN_RADIUS).clamp(0.0, std::f64::consts::PI);
    2.0 * MEAN_RADIUS * sin(angle / 2.0)
}

/// The way on the ground between two positions whose chord is known, within 0.01%; nearly around the earth within 0.5%.
pub(super) fn ground_distance(from: [f64; 2], to: [f64; 2], chord: f64) -> Metres {
    if chord < NEARLY_OPPOSITE {
        spatial::distance(from, to)
    } else {
        Metres(2.0 * MEAN_RADIUS * asin((chord / (2.0 * MEAN_RADIUS)).min(1.0)))
    }
}

/// The ground around a position, seen from there: a plane that keeps areas, and directions from its origin.
///
/// This is the azimuthal equal-area projection, with chords of the ellipsoid in place of those of a sphere; areas are
/// kept within a hundred-thousandth up to 200 km from the origin. `plane` is metres to the east and to the north.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub origin: Space,
    east: Space,
    north: Space,
}

impl Frame {
    pub fn at(lnglat: [f64; 2]) -> Self {
        let (sin_lng, cos_lng) = sin_cos(lnglat[0].to_radians());
        let (sin_lat, cos_lat) = sin_cos(lnglat[1].to_radians());
        Self {
            origin: space_from_lnglat(lnglat),
            east: [-sin_lng, cos_lng, 0.0],
            north: [-sin_lat * cos_lng, -sin_lat * sin_lng, cos_lat],
        }
    }

    pub fn plane_from_space(&self, point: Space) -> [f64; 2] {
        let way = minus(point, self.origin);
        let flat = [dot(way, self.east), dot(way, self.north)];
        let across = length(flat);
        if across > 0.0 {
            let stretch = dot(way, way).sqrt() / across;
            [flat[0] * stretch, flat[1] * stretch]
        } else {
            [0.0, 0.0]
        }
    }

    /// The direction of a position from the origin, degrees clockwise from north, 0 where it is the origin.
    pub fn bearing(&self, to: [f64; 2]) -> f64 {
        let way = minus(space_from_lnglat(to), self.origin);
        let degrees = atan2(dot(way, self.east), dot(way, self.north)).to_degrees();
        let degrees = if degrees < 0.0 {
            degrees + 360.0
        } else {
            degrees
        };
        // A tiny negative angle comes back as the full turn.
        if degrees < 360.0 { degrees } else { 0.0 }
    }
}
