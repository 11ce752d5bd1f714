//! Polygons as files have them, made fit to be drawn: closed, wound as RFC 7946 asks, without crossings.
//!
//! Space: `lnglat`. Nothing is moved or simplified away: a polygon without fault keeps its coordinates to the bit.
//! What the outline encloses counts as enclosed even where it winds twice, and a hole outside its shell becomes an
//! area of its own: on a hazard map too much is the lesser error. Crossings are looked for cheaply and resolved by
//! [`overlay`] only where there may be some; where that changes no area, the outline stays as recorded.

use super::antimeridian::{middle_of, move_beside, unroll_ring};
use super::crossings::ContactFinder;
use super::polygon::{signed_area, winding};
use super::trig::cos;
use super::{Geometries, PartKind, overlay};
use crate::units::SquareMetres;

/// Above this many holes their nesting is left to the overlay instead of comparing each with each.
const MANY_HOLES: usize = 2_000;

/// What counts as no change of an area: the overlay's grid divides the longer side of a polygon into about 2^29.
const AREA_TOLERANCE: f64 = 1e-7;

/// From this share on a change of area is told.
const TOLD_CHANGE: f64 = 0.01;

/// What was done to a polygon.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Mending {
    pub ring_closed: bool,
    pub repeated_points_dropped: bool,
    pub spike_removed: bool,
    pub hole_left_out: bool,
    pub hole_made_area: bool,
    pub crossings_resolved: bool,
    pub no_area: bool,
    pub unrolled: bool,
    pub winding_reversed: bool,
    /// The approximate area before and after, where resolving crossings changed it by more than a hundredth.
    pub area_change: Option<(SquareMetres, SquareMetres)>,
}

/// A polygon whose shell has fewer than three different points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooFewPoints;

/// Mends polygons one after the other; keeps its buffers.
#[derive(Debug, Clone, Default)]
pub struct PolygonMender {
    /// Closed rings one after the other, the shell first.
    points: Vec<[f64; 2]>,
    ring_ends: Vec<usize>,
    contacts: ContactFinder,
}

impl PolygonMender {
    /// Appends a polygon, given by its rings, the shell first, to the geometry being built; it may become several
    /// parts. Coordinates must be finite and below 1e9.
    ///
    /// # Errors
    /// [`TooFewPoints`] where the shell encloses nothing; nothing is appended then.
    pub fn mend<'a>(
        &mut self,
        rings: impl Iterator<Item = &'a [[f64; 2]]>,
        into: &mut Geometries,
    ) -> Result<Mending, TooFewPoints> {
        let mut mending = Mending::default();
        self.points.clear();
        self.ring_ends.clear();
        for ring in rings {
            let start = self.points.len();
            if self.take_ring(ring, &mut mending) {
                mending.unrolled |= unroll_ring(&mut self.points[start..]);
                self.ring_ends.push(self.points.len());
            } else if self.ring_ends.is_empty() {
                return Err(TooFewPoints);
            } else {
                mending.hole_left_out = true;
            }
        }
        let Some(&shell_end) = self.ring_ends.first() else {
            return Err(TooFewPoints);
        };
        if mending.unrolled {
            let (shell, holes) = self.points.split_at_mut(shell_end);
            let middle = middle_of(shell);
            let mut start = 0;
            for end in &self.ring_ends[1..] {
                move_beside(&mut holes[start..end - shell_end], middle);
                start = end - shell_end;
            }
        }
        if !(self.needs_overlay(&mut mending) && self.resolve(&mut mending, into)) {
            self.append_as_recorded(&mut mending, into);
        }
        Ok(mending)
    }

    /// Copies a ring, closed and without repeated points and spikes, after the others.
    /// Returns `false`, leaving nothing, where it has fewer than three different points.
    fn take_ring(&mut self, ring: &[[f64; 2]], mending: &mut Mending) -> bool {
        let (Some(&first), Some(&last)) = (ring.first(), ring.last()) else {
            return false;
        };
        let closed = ring.len() > 1 && first == last;
        let open = if closed {
            &ring[..ring.len() - 1]
        } else {
            ring
        };
        let start = self.points.len();
        let repeats = open.windows(2).any(|pair| pair[0] == pair[1]);
        let spikes = ring.windows(3).any(|three| three[0] == three[2])
            || open.len() > 1 && open[open.len() - 1] == open[1];
        if !repeats && !spikes {
            if open.len() < 3 {
                return false;
            }
            self.points.extend_from_slice(open);
        } else if !self.take_clean(open, mending) {
            if !has_three_different(open) {
                return false;
            }
            // A line there and back again: its points are kept, for the outline is all there is to draw.
            self.points.extend_from_slice(open);
        }
        mending.ring_closed |= !closed;
        let first = self.points[start];
        self.points.push(first);
        true
    }

    /// Copies an open ring without repeated points and spikes; `false`, leaving nothing, where less than a triangle
    /// remains.
    fn take_clean(&mut self, open: &[[f64; 2]], mending: &mut Mending) -> bool {
        let start = self.points.len();
        let (mut repeated, mut spike) = (false, false);
        for &point in open {
            let done = self.points.len() - start;
            if done >= 1 && self.points[start + done - 1] == point {
                repeated = true;
            } else if done >= 2 && self.points[start + done - 2] == point {
                spike = true;
                self.points.pop();
            } else {
                self.points.push(point);
            }
        }
        // The same where the end meets the start.
        let mut from = start;
        while self.points.len() - from >= 3 {
            let end = self.points.len();
            if self.points[end - 1] == self.points[from] {
                repeated = true;
                self.points.pop();
            } else if self.points[end - 2] == self.points[from] {
                spike = true;
                self.points.truncate(end - 2);
            } else if self.points[end - 1] == self.points[from + 1] {
                spike = true;
                self.points.pop();
                from += 1;
            } else {
                break;
            }
        }
        self.points.drain(start..from);
        if self.points.len() - start < 3 {
            self.points.truncate(start);
            return false;
        }
        mending.repeated_points_dropped |= repeated;
        mending.spike_removed |= spike;
        true
    }

    fn rings(&self) -> impl Iterator<Item = &[[f64; 2]]> {
        let mut start = 0;
        self.ring_ends.iter().map(move |&end| {
            let ring = &self.points[start..end];
            start = end;
            ring
        })
    }

    fn needs_overlay(&mut self, mending: &mut Mending) -> bool {
        if self.contacts.any(&self.points, &self.ring_ends) {
            return true;
        }
        if self.ring_ends.len() == 1 {
            return false;
        }
        if self.ring_ends.len() > MANY_HOLES {
            return true;
        }
        // Without contacts one point tells where a whole ring lies.
        let rings: Vec<_> = self.rings().map(|ring| (ring, bounds(ring))).collect();
        let is_in = |inner: usize, outer: usize| {
            let (inner, outer) = (rings[inner], rings[outer]);
            is_within(inner.1, outer.1) && winding(outer.0, inner.0[0]) != 0
        };
        let mut holes = 1..rings.len();
        let outside = holes.clone().any(|hole| !is_in(hole, 0));
        mending.hole_made_area |= outside;
        outside
            || holes.any(|hole| (1..rings.len()).any(|other| other != hole && is_in(hole, other)))
    }

    /// Appends what the overlay makes of the rings. Returns `false`, leaving nothing, where it changes no area or
    /// leaves none: the outline as recorded is better then.
    fn resolve(&self, mending: &mut Mending, into: &mut Geometries) -> bool {
        let rings: Vec<_> = self.rings().collect();
        let Some((shell, holes)) = rings.split_first() else {
            return false;
        };
        let [west, south, east, north] = bounds(shell);
        let area = |ring: &&[[f64; 2]]| signed_area(ring).abs();
        let recorded = area(shell) - holes.iter().map(area).sum::<f64>();
        // A hole outside its shell is taken as an area: too much is the lesser error.
        let Some(areas) = overlay::areas(&rings, |shell, hole| shell != hole) else {
            return false;
        };
        let resolved: f64 = areas.iter().flatten().map(|ring| signed_area(ring)).sum();
        let change = (resolved - recorded).abs();
        let frame = (east - west) * (north - south);
        if resolved <= 0.0 || change <= AREA_TOLERANCE * (recorded.abs() + frame) {
            return false;
        }
        mending.crossings_resolved |= !mending.hole_made_area;
        if change > TOLD_CHANGE * recorded.abs() {
            let latitude = (south + north) / 2.0;
            mending.area_change = Some((
                square_metres(recorded.max(0.0), latitude),
                square_metres(resolved, latitude),
            ));
        }
        for area in areas {
            for (index, ring) in area.iter().enumerate() {
                push_ring(ring, index == 0, into);
            }
            into.end_part(PartKind::Polygon);
        }
        true
    }

    fn append_as_recorded(&self, mending: &mut Mending, into: &mut Geometries) {
        for (index, ring) in self.rings().enumerate() {
            let (reversed, area) = push_ring(ring, index == 0, into);
            mending.winding_reversed |= reversed;
            mending.no_area |= index == 0 && area == 0.0;
        }
        into.end_part(PartKind::Polygon);
    }
}

/// Appends a closed ring, wound counter-clockwise or clockwise. Returns whether it was turned, and its area.
fn push_ring(ring: &[[f64; 2]], counter_clockwise: bool, into: &mut Geometries) -> (bool, f64) {
    let area = signed_area(ring);
    let reversed = area != 0.0 && (area > 0.0) != counter_clockwise;
    if reversed {
        ring.iter()
            .rev()
            .for_each(|&point| into.push_coordinate(point));
    } else {
        ring.iter().for_each(|&point| into.push_coordinate(point));
    }
    into.end_ring();
    (reversed, area)
}

fn has_three_different(points: &[[f64; 2]]) -> bool {
    let first = points[0];
    let second = points.iter().find(|&&point| point != first);
    second.is_some_and(|second| {
        points
            .iter()
            .any(|point| *point != first && point != second)
    })
}

/// West, south, east, north.
fn bounds(ring: &[[f64; 2]]) -> [f64; 4] {
    let start = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    ring.iter()
        .fold(start, |[west, south, east, north], &[lng, lat]| {
            [west.min(lng), south.min(lat), east.max(lng), north.max(lat)]
        })
}

fn is_within(inner: [f64; 4], outer: [f64; 4]) -> bool {
    inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3]
}

/// The approximate area of square degrees around a latitude: only for telling by how much an area changed.
fn square_metres(square_degrees: f64, latitude: f64) -> SquareMetres {
    const METRES_PER_DEGREE: f64 = 111_195.0;
    SquareMetres(square_degrees * METRES_PER_DEGREE.powi(2) * cos(latitude.to_radians()))
}

#[cfg(test)]
mod tests;
