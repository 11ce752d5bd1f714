//! Ear clipping: triangles of polygons with holes.
//!
//! Any plane, any units. Rings must not cross; on those that do, ground is left out or covered twice, without panic.
//! Source: mapbox/earcut 2.2.4 (Copyright (c) 2016, Mapbox; ISC License), after D. Eberly, "Triangulation by Ear Clipping", with its three passes over what
//! clipping alone leaves, and its curve of interleaved bits to look only at points near an ear.

mod rings;

use self::rings::{Corner, NONE, Position, Rings, is_inside, turn};
use crate::order;
use crate::spatial::hilbert::morton_key;

/// From so many corners on, the points near an ear are found along the curve.
const MANY_CORNERS: usize = 80;
/// Steps of the curve on the longer side.
const STEPS: f64 = 32_767.0;

/// What to try next with a ring in which no ear is left: filtering superfluous corners, curing crossings, splitting.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Pass {
    Clip,
    Filter,
    Split,
}

/// Cuts polygons into triangles; keeps its buffers.
#[derive(Debug, Default)]
pub(super) struct EarCutter {
    rings: Rings,
    triangles: Vec<u32>,
    /// Least x and y, and steps of the curve per unit; `None` where the curve is not worth its cost.
    curve: Option<(Position, f64)>,
}

impl EarCutter {
    /// The triangles over `positions`, three indices each: open rings one after the other, the shell first, each hole
    /// beginning where `holes` says.
    pub fn cut(&mut self, positions: &[Position], holes: &[u32]) -> &[u32] {
        self.rings.corners.clear();
        self.triangles.clear();
        let shell_end = holes
            .first()
            .map_or(positions.len(), |start| *start as usize);
        let Some(mut shell) = self.rings.ring(positions, 0, shell_end, true) else {
            return &self.triangles;
        };
        if self.rings.next(shell) == self.rings.previous(shell) {
            return &self.triangles;
        }
        if !holes.is_empty() {
            shell = self.join_holes(positions, holes, shell);
        }
        self.curve = (positions.len() > MANY_CORNERS).then(|| {
            let shell = positions[..shell_end].iter();
            let least = [0, 1].map(|axis| {
                shell
                    .clone()
                    .fold(f64::INFINITY, |sum, at| at[axis].min(sum))
            });
            let size = shell.fold(0.0, |size: f64, at| {
                size.max(at[0] - least[0]).max(at[1] - least[1])
            });
            (least, if size > 0.0 { STEPS / size } else { 0.0 })
        });
        self.clip(shell);
        &self.triangles
    }

    /// Cuts ears off each ring until none is left, then tries harder: rings that cross themselves need it.
    fn clip(&mut self, shell: u32) {
        let mut open = vec![(shell, Pass::Clip)];
        while let Some((ring, pass)) = open.pop() {
            if pass == Pass::Clip {
                self.lay_along_curve(ring);
            }
            let Some(rest) = self.clip_ears(ring) else {
                continue;
            };
            match pass {
                Pass::Clip => open.push((self.rings.filter(rest, rest), Pass::Filter)),
                Pass::Filter => {
                    let rest = self.rings.filter(rest, rest);
                    open.push((self.cure(rest), Pass::Split));
                }
                Pass::Split => {
                    let parts = self.split(rest);
                    open.extend(parts.into_iter().flatten().map(|part| (part, Pass::Clip)));
                }
            }
        }
    }

    /// Cuts ears off a ring; what is left where it has none.
    fn clip_ears(&mut self, start: u32) -> Option<u32> {
        let (mut ear, mut stop) = (start, start);
        loop {
            let (previous, next) = (self.rings.previous(ear), self.rings.next(ear));
            if previous == next {
                return None;
            }
            if self.is_ear(ear) {
                self.push([previous, ear, next]);
                self.rings.remove(ear);
                // Passing over the next corner makes fewer slivers.
                ear = self.rings.next(next);
                stop = ear;
                continue;
            }
            ear = next;
            if ear == stop {
                return Some(ear);
            }
        }
    }

    fn push(&mut self, corners: [u32; 3]) {
        let indices = corners.map(|corner| self.rings.corners[corner as usize].index);
        self.triangles.extend(indices);
    }

    /// Whether a corner turns the right way and no other one lies in its triangle.
    fn is_ear(&self, ear: u32) -> bool {
        let corners = self.rings.corners.as_slice();
        let tip = corners[ear as usize];
        let (previous, next) = (tip.previous, tip.next);
        let triangle = [
            corners[previous as usize].at,
            tip.at,
            corners[next as usize].at,
        ];
        if turn(triangle[0], triangle[1], triangle[2]) >= 0.0 {
            return false;
        }
        let bounds = bounds(&triangle);
        let Some(curve) = self.curve else {
            let mut other = corners[next as usize].next;
            while other != previous {
                let corner = &corners[other as usize];
                if blocks(corners, &triangle, bounds, corner) {
                    return false;
                }
                other = corner.next;
            }
            return true;
        };
        let (first, last) = (key(bounds[0], curve), key(bounds[1], curve));
        for up in [false, true] {
            let mut other = if up { tip.higher } else { tip.lower };
            while other != NONE {
                let corner = &corners[other as usize];
                if !(first..=last).contains(&corner.key) {
                    break;
                }
                let apart = other != previous && other != next;
                if apart && blocks(corners, &triangle, bounds, corner) {
                    return false;
                }
                other = if up { corner.higher } else { corner.lower };
            }
        }
        true
    }

    /// Cuts off corners beyond which two edges cross.
    fn cure(&mut self, start: u32) -> u32 {
        let mut start = start;
        let mut corner = start;
        loop {
            let (a, next) = (self.rings.previous(corner), self.rings.next(corner));
            let b = self.rings.next(next);
            if !self.rings.same_place(a, b)
                && self.rings.edges_cross(a, corner, next, b)
                && self.rings.leads_inside(a, b)
                && self.rings.leads_inside(b, a)
            {
                self.push([a, corner, b]);
                self.rings.remove(corner);
                self.rings.remove(next);
                corner = b;
                start = b;
            }
            corner = self.rings.next(corner);
            if corner == start {
                return self.rings.filter(corner, corner);
            }
        }
    }

    /// Splits a ring in two along a diagonal, where it has one.
    fn split(&mut self, start: u32) -> Option<[u32; 2]> {
        let mut a = start;
        loop {
            let mut b = self.rings.next(self.rings.next(a));
            while b != self.rings.previous(a) {
                if self.rings.index(a) != self.rings.index(b) && self.rings.is_diagonal(a, b) {
                    let c = self.rings.bridge(a, b);
                    let parts = [a, c];
                    return Some(parts.map(|part| self.rings.filter(part, self.rings.next(part))));
                }
                b = self.rings.next(b);
            }
            a = self.rings.next(a);
            if a == start {
                return None;
            }
        }
    }

    /// Connects the holes to the shell, from the left to the right.
    fn join_holes(&mut self, positions: &[Position], holes: &[u32], shell: u32) -> u32 {
        let mut lefts = Vec::new();
        for (number, start) in holes.iter().enumerate() {
            let end = holes
                .get(number + 1)
                .map_or(positions.len(), |end| *end as usize);
            let Some(ring) = self.rings.ring(positions, *start as usize, end, false) else {
                continue;
            };
            if self.rings.next(ring) == ring {
                self.rings.corners[ring as usize].alone = true;
            }
            lefts.push(self.rings.leftmost(ring));
        }
        order::sort_by(&mut lefts, |left, right| {
            let [[x, y], [other_x, other_y]] = [*left, *right].map(|corner| self.rings.at(corner));
            (x.total_cmp(&other_x))
                .then(y.total_cmp(&other_y))
                .then_with(|| self.rings.slope(*left).total_cmp(&self.rings.slope(*right)))
        });
        let mut shell = shell;
        for hole in lefts {
            let Some(bridge) = self.rings.bridge_end(hole, shell) else {
                continue;
            };
            let back = self.rings.bridge(bridge, hole);
            let after = self.rings.next(back);
            self.rings.filter(back, after);
            let after = self.rings.next(bridge);
            shell = self.rings.filter(bridge, after);
        }
        shell
    }

    /// Sorts a ring's corners along the curve.
    fn lay_along_curve(&mut self, start: u32) {
        let Some(curve) = self.curve else {
            return;
        };
        let mut keyed = Vec::new();
        let mut corner = start;
        loop {
            keyed.push((u64::from(key(self.rings.at(corner), curve)), corner));
            corner = self.rings.next(corner);
            if corner == start {
                break;
            }
        }
        order::sort_numbered(&mut keyed);
        let mut lower = NONE;
        for (key, corner) in keyed {
            let here = &mut self.rings.corners[corner as usize];
            (here.key, here.lower, here.higher) = (key as u32, lower, NONE);
            if lower != NONE {
                self.rings.corners[lower as usize].higher = corner;
            }
            lower = corner;
        }
    }
}

/// Least and greatest x and y of a triangle.
fn bounds(triangle: &[Position; 3]) -> [Position; 2] {
    // `f64::min` would be a call: it has more to say about what is not a number.
    let [mut least, mut most] = [triangle[0]; 2];
    for at in &triangle[1..] {
        for axis in 0..2 {
            if at[axis] < least[axis] {
                least[axis] = at[axis];
            }
            if at[axis] > most[axis] {
                most[axis] = at[axis];
            }
        }
    }
    [least, most]
}

/// Whether a corner lies in an ear's triangle, so that it must not be cut off. All the time goes by here.
#[inline(always)]
fn blocks(
    corners: &[Corner],
    &[a, b, c]: &[Position; 3],
    [least, most]: [Position; 2],
    other: &Corner,
) -> bool {
    let at = other.at;
    at[0] >= least[0]
        && at[0] <= most[0]
        && at[1] >= least[1]
        && at[1] <= most[1]
        && at != a
        && is_inside(a, b, c, at)
        && turn(
            corners[other.previous as usize].at,
            at,
            corners[other.next as usize].at,
        ) >= 0.0
}

/// The place of a position on the curve.
fn key(at: Position, (least, scale): (Position, f64)) -> u32 {
    let steps = [0, 1].map(|axis| u32::from(((at[axis] - least[axis]) * scale) as u16));
    morton_key(steps) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::polygon::tests::star;
    use earcut::Earcut;
    use proptest::prelude::*;

    fn area(positions: &[Position], indices: &[u32]) -> f64 {
        let corner = |index: u32| positions[index as usize];
        let triangles = indices.as_chunks::<3>().0.iter();
        triangles
            .map(|&[a, b, c]| turn(corner(a), corner(b), corner(c)).abs() / 2.0)
            .sum()
    }

    proptest! {
        #[test]
        fn triangles_are_as_many_and_as_large_as_those_of_another_ear_cutter(
            radii in prop::collection::vec(2.0..9.0, 3..400),
            holes in prop::collection::vec(prop::collection::vec(0.02..0.09, 3..20), 0..8),
        ) {
            let holes = holes.iter().enumerate();
            let rings = holes.map(|(place, radii)| star([0.2 * place as f64 - 0.7, 0.0], radii));
            let (mut positions, mut starts) = (Vec::new(), Vec::new());
            for ring in [star([0.0, 0.0], &radii)].into_iter().chain(rings) {
                starts.push(positions.len() as u32);
                positions.extend_from_slice(&ring[..ring.len() - 1]);
            }
            let mut expected: Vec<u32> = Vec::new();
            Earcut::new().earcut_slice(&positions, &starts[1..], &mut expected);
            let mut cutter = EarCutter::default();
            let found = cutter.cut(&positions, &starts[1..]);
            prop_assert_eq!(found.len(), expected.len());
            let whole = area(&positions, &expected);
            prop_assert!((area(&positions, found) - whole).abs() <= 1e-9 * whole);
        }
    }
}
