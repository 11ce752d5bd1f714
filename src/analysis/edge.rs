//! Edges as GeoJSON means them, straight in `lnglat`, and where two of them are nearest to each other.
//!
//! In space such an edge is a curve. It stays within its *sag* of the chord between its ends; a pair of edges is
//! halved until their sags no longer matter, and left as soon as it cannot be nearer than what is already known
//! (branch and bound). A place is an edge whose ends are one.
//! Source of the nearest points of two segments: C. Ericson, "Real-Time Collision Detection" (2005), section 5.1.9.

use super::earth::{EQUATORIAL_RADIUS, Space, dot, minus, space_from_lnglat};
use crate::spatial::trig::{cos, sin};

/// Sag that is never worth halving an edge for, in metres.
pub(super) const LEAST_SAG: f64 = 0.005;

/// The share of a distance that its edges may sag.
pub(super) const SAG_SHARE: f64 = 2e-5;

/// Halvings of an edge after which it is taken as straight: more than the earth's circumference has millimetres.
const MOST_HALVINGS: u32 = 36;

/// A stretch between two positions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub from: [f64; 2],
    pub to: [f64; 2],
    pub from_space: Space,
    pub to_space: Space,
    /// How far the edge may be from its chord, in metres.
    pub sag: f64,
}

impl Edge {
    /// From positions whose points in space are known.
    pub fn between(from: [f64; 2], from_space: Space, to: [f64; 2], to_space: Space) -> Self {
        Self {
            from,
            to,
            from_space,
            to_space,
            sag: sag(from, to),
        }
    }

    /// A place as an edge.
    pub fn point(at: [f64; 2]) -> Self {
        let space = space_from_lnglat(at);
        Self::between(at, space, at, space)
    }

    pub fn at(&self, share: f64) -> [f64; 2] {
        [0, 1].map(|axis| self.from[axis] + share * (self.to[axis] - self.from[axis]))
    }

    /// The same way in two halves.
    pub fn halves(&self) -> [Self; 2] {
        let middle = self.at(0.5);
        let middle_space = space_from_lnglat(middle);
        [
            Self::between(self.from, self.from_space, middle, middle_space),
            Self::between(middle, middle_space, self.to, self.to_space),
        ]
    }
}

/// Bounds the distance between an edge and its chord: an eighth of the largest second derivative along it.
fn sag(from: [f64; 2], to: [f64; 2]) -> f64 {
    /// Radii of curvature go up to 1.0034 equatorial radii, and change along the way.
    const LARGEST_RADIUS: f64 = 1.02 * EQUATORIAL_RADIUS;
    let across = (to[0] - from[0]).to_radians().abs();
    let along = (to[1] - from[1]).to_radians().abs();
    let (least, most) = (
        from[1].abs().min(to[1].abs()),
        from[1].abs().max(to[1].abs()),
    );
    let least = if from[1] * to[1] < 0.0 { 0.0 } else { least };
    // Short edges need no trigonometry.
    let bend = if across + along < 1e-4 {
        (across + along) * (across + along)
    } else {
        along * along
            + across * across * cos(least.to_radians())
            + 2.0 * along * across * sin(most.to_radians())
    };
    LARGEST_RADIUS * bend / 8.0
}

/// Where two edges are nearest to each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closest {
    /// The chord between them, in metres.
    pub chord: f64,
    /// Positions on the first and on the second edge.
    pub first: [f64; 2],
    pub second: [f64; 2],
}

/// Finds where two edges are nearest, if that is nearer than `best`, which it then replaces.
pub(super) fn closest(first: &Edge, second: &Edge, best: &mut Closest) -> bool {
    closest_halves(first, second, best, MOST_HALVINGS)
}

fn closest_halves(first: &Edge, second: &Edge, best: &mut Closest, halvings: u32) -> bool {
    let [on_first, on_second, chord] = closest_shares(first, second);
    let sag = first.sag + second.sag;
    if chord - sag >= best.chord {
        return false;
    }
    if halvings == 0 || sag <= LEAST_SAG.max(SAG_SHARE * chord) {
        if chord >= best.chord {
            return false;
        }
        *best = Closest {
            chord,
            first: first.at(on_first),
            second: second.at(on_second),
        };
        return true;
    }
    let mut found = false;
    if first.sag > second.sag {
        for half in first.halves() {
            found |= closest_halves(&half, second, best, halvings - 1);
        }
    } else {
        for half in second.halves() {
            found |= closest_halves(first, &half, best, halvings - 1);
        }
    }
    found
}

/// The shares of the chords of two edges at which they are nearest, and their distance there.
fn closest_shares(first: &Edge, second: &Edge) -> [f64; 3] {
    let along_first = minus(first.to_space, first.from_space);
    let along_second = minus(second.to_space, second.from_space);
    let offset = minus(first.from_space, second.from_space);
    let (a, e) = (
        dot(along_first, along_first),
        dot(along_second, along_second),
    );
    let f = dot(along_second, offset);
    let share = |numerator: f64, denominator: f64| {
        if denominator > 0.0 {
            (numerator / denominator).clamp(0.0, 1.0)
        } else {
            0.0
        }
    };
    let (s, t) = if a <= 0.0 {
        (0.0, share(f, e))
    } else {
        let c = dot(along_first, offset);
        if e <= 0.0 {
            (share(-c, a), 0.0)
        } else {
            let b = dot(along_first, along_second);
            let s = share(b * f - c * e, a * e - b * b);
            let t = b * s + f;
            if t < 0.0 {
                (share(-c, a), 0.0)
            } else if t > e {
                (share(b - c, a), 1.0)
            } else {
                (s, t / e)
            }
        }
    };
    let way = [0, 1, 2].map(|axis| offset[axis] + s * along_first[axis] - t * along_second[axis]);
    [s, t, dot(way, way).sqrt()]
}
