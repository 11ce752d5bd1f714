//! How near a box of the index, an edge or a point can be at least, and which box holds all that is within a distance.
//!
//! Boxes are in `world`, which ends at about 85°: a box that touches that edge may reach the pole. Distances are
//! chords. The chord between two points of the ellipsoid is at least the smallest radius of curvature times the chord
//! between their normals, for a ball of that radius rolls freely inside it (W. Blaschke, "Kreis und Kugel", 1916); and
//! the normals, as points of the unit sphere, have the geographic longitude and latitude. Likewise the ellipsoid rolls
//! inside a ball of its largest radius of curvature, so that no chord is longer than that radius times the arc.

use std::f64::consts::{PI, TAU};

use super::earth::{LARGEST_RADIUS, LEAST_RADIUS};
use crate::elementary::within;
use crate::spatial::trig::{asin, cos, sin, sin_cos, sinh_cosh};
use crate::spatial::{MAX_LATITUDE, WorldBounds, world_from_lnglat};

/// How near to the edge of the world square a bound counts as upon it.
const EDGE: f64 = 1e-9;

/// What rounding may take off: a millimetre, and a billionth.
const ROUNDING: f64 = 1e-3;
const ROUNDING_SHARE: f64 = 1.0 - 1e-9;

/// A position that boxes are measured from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Viewpoint {
    /// Longitude in turns, as in `world`.
    x: f64,
    /// In Mercator, whose square ends before the poles, in radians.
    height: f64,
    /// How much larger the ground is drawn there than on the equator.
    stretch: f64,
    /// Latitude in degrees.
    lat: f64,
}

impl Viewpoint {
    pub fn at([lng, lat]: [f64; 2]) -> Self {
        // A tenth of a millimetre beside a pole: the projection has none.
        let lat = within(lat, [1e-9 - 90.0, 90.0 - 1e-9]);
        let (sine, cosine) = sin_cos(lat.abs().to_radians());
        Self {
            x: lng / 360.0 + 0.5,
            height: ((1.0 + sine) / cosine).ln().copysign(lat),
            stretch: 1.0 / cosine,
            lat,
        }
    }

    /// A chord that nothing inside a box is nearer than; no greater than for a box inside it.
    ///
    /// On the sphere the square of half a chord is (sinh² Δψ/2 + sin² Δλ/2) / (cosh ψ₁ cosh ψ₂), by heights ψ in
    /// Mercator: the haversine, with tanh ψ for the sine of a latitude. Each part is bounded by itself.
    pub fn chord_to(&self, [left, top, right, bottom]: WorldBounds) -> f64 {
        if top <= EDGE || bottom >= 1.0 - EDGE {
            return 0.0;
        }
        let [south, north] = [height_of(bottom), height_of(top)];
        let from_left = (self.x - left).rem_euclid(1.0);
        let width = right - left;
        let aside = if from_left <= width {
            0.0
        } else {
            (from_left - width).min(1.0 - from_left)
        };
        let along = (self.height - within(self.height, [south, north])) / 2.0;
        // No greater than the hyperbolic sine.
        let along = along + along * along * along / 6.0;
        let aside = sin(PI * aside);
        let most = sinh_cosh(north.max(-south)).1;
        let half_chord_squared = (along * along + aside * aside) / (self.stretch * most);
        let chord = 2.0 * half_chord_squared.sqrt() * LEAST_RADIUS;
        rounded_down(chord)
    }

    /// Between which chords a position is, without trigonometry; `None` where it is far around the earth.
    ///
    /// By the haversine, with the least and the greatest cosine that a latitude so near can have.
    pub fn chords_to(&self, [lng, lat]: [f64; 2]) -> Option<[f64; 2]> {
        let aside = lng / 360.0 + 0.5 - self.x;
        let aside = (aside - aside.round_ties_even()) * TAU;
        let along = (lat - self.lat).to_radians();
        let farthest = aside.abs().max(along.abs());
        if farthest > FARTHEST {
            return None;
        }
        let chord_squared = |cosine: f64| along * along + self.cosine() * cosine * aside * aside;
        let least = chord_squared((self.cosine() - along.abs()).max(0.0)).sqrt();
        let most = chord_squared((self.cosine() + along.abs()).min(1.0)).sqrt();
        // Of half a chord of no more than a quarter, the arc is longer by a twentieth of its square at most.
        let arc = most * (1.0 + most * most / 20.0);
        Some([
            rounded_down(LEAST_RADIUS * shortened(farthest) * least),
            LARGEST_RADIUS * arc / ROUNDING_SHARE + ROUNDING,
        ])
    }

    /// Chords that no point of an edge of a ring is nearer than, by edge, without trigonometry; `false` where the ring is
    /// far around the earth.
    ///
    /// By the haversine, with the least cosine that a latitude of the ring can have: that makes a plane, and edges are
    /// straight on it as they are in `lnglat`.
    pub fn chords_to_edges(&self, ring: &[[f64; 2]], into: &mut Vec<f64>) -> bool {
        into.clear();
        let Some(first) = ring.first() else {
            return false;
        };
        let turns = (first[0] / 360.0 + 0.5 - self.x).round_ties_even();
        let lng = (self.x - 0.5 + turns) * 360.0;
        let way = |to: &[f64; 2]| [(to[0] - lng).to_radians(), (to[1] - self.lat).to_radians()];
        let [mut aside, mut along] = [0.0_f64; 2];
        for position in ring {
            let [across, up] = way(position);
            aside = aside.max(across.abs());
            along = along.max(up.abs());
        }
        let farthest = aside.max(along);
        if farthest > FARTHEST {
            return false;
        }
        let least_cosine = (self.cosine() - along).max(0.0);
        let scale = (self.cosine() * least_cosine).sqrt();
        let radius = LEAST_RADIUS * shortened(farthest);
        let flat = |to: &[f64; 2]| {
            let [across, up] = way(to);
            [across * scale, up]
        };
        let mut from = flat(first);
        for position in &ring[1..] {
            let to = flat(position);
            let edge = [to[0] - from[0], to[1] - from[1]];
            let length_squared = edge[0] * edge[0] + edge[1] * edge[1];
            let share = -(from[0] * edge[0] + from[1] * edge[1]) / length_squared;
            // No number, of an edge without length, becomes its beginning.
            let share = within(share, [0.0, 1.0]);
            let [x, y] = [from[0] + share * edge[0], from[1] + share * edge[1]];
            into.push(rounded_down(radius * (x * x + y * y).sqrt()));
            from = to;
        }
        true
    }

    fn cosine(&self) -> f64 {
        1.0 / self.stretch
    }
}

/// Radians to each side: haversines farther away are not bounded without trigonometry.
const FARTHEST: f64 = 0.5;

/// How much shorter than an angle twice the sine of its half is at most: a twenty-fourth of its square.
fn shortened(angle: f64) -> f64 {
    1.0 - angle * angle / 24.0
}

fn rounded_down(chord: f64) -> f64 {
    (chord * ROUNDING_SHARE - ROUNDING).max(0.0)
}

/// The height in Mercator of a place in `world`: as many radians from the equator as are on it.
fn height_of(y: f64) -> f64 {
    PI * (1.0 - 2.0 * y)
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
