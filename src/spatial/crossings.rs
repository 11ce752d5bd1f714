//! Whether the rings of a polygon cross or touch themselves or each other.
//!
//! Space: any plane with straight edges. The answer errs towards "yes" where rounding leaves a doubt, so that a "no"
//! can be relied upon. Cost: every pair for a few edges; a sweep along the longer side for many, O(n log n) for
//! outlines as they are drawn. Where a sweep would cost more than [`CHECKS_PER_EDGE`] comparisons an edge, it gives up
//! with a "yes": the caller then asks a slower method that is exact.

use crate::order;

/// Up to this many edges every pair is compared.
const FEW_EDGES: usize = 40;

/// Comparisons per edge after which a sweep gives up.
const CHECKS_PER_EDGE: usize = 500;

/// Rounding bound of [`turn`] relative to its two products. Source: J. R. Shewchuk, "Adaptive Precision
/// Floating-Point Arithmetic and Fast Robust Geometric Predicates", bound A of `orient2d`.
const TURN_BOUND: f64 = 3.330_669_073_875_471_6e-16;

/// Finds contacts; keeps its buffers from one polygon to the next.
#[derive(Debug, Clone, Default)]
pub struct ContactFinder {
    edges: Vec<Edge>,
    active: Vec<Edge>,
}

#[derive(Debug, Clone, Copy)]
struct Edge {
    from: [f64; 2],
    to: [f64; 2],
    min: [f64; 2],
    max: [f64; 2],
    /// Counts through a ring; neighbours differ by 1, or are `first_of_ring` and `last_of_ring`.
    index: u32,
    first_of_ring: bool,
    last_of_ring: bool,
}

impl ContactFinder {
    /// Whether two edges that do not follow one another share a point, or two that do lie upon one another.
    ///
    /// `points` holds closed rings one after the other; `ring_ends` the index after the last point of each.
    pub fn any(&mut self, points: &[[f64; 2]], ring_ends: &[usize]) -> bool {
        self.edges.clear();
        let mut start = 0;
        for &end in ring_ends {
            let ring = &points[start..end];
            start = end;
            if folds_back(ring) {
                return true;
            }
            self.push_edges(ring);
        }
        if self.edges.len() <= FEW_EDGES {
            let edges = &self.edges;
            return edges
                .iter()
                .enumerate()
                .any(|(at, edge)| edges[at + 1..].iter().any(|other| edge.meets(other)));
        }
        self.sweep()
    }

    fn push_edges(&mut self, ring: &[[f64; 2]]) {
        // One number is left out between two rings, so that edges of different rings are never neighbours.
        let first_index = self.edges.last().map_or(0, |edge| edge.index + 2);
        let count = ring.len().saturating_sub(1);
        for (index, pair) in ring.windows(2).enumerate() {
            let [from, to] = [pair[0], pair[1]];
            self.edges.push(Edge {
                from,
                to,
                min: [from[0].min(to[0]), from[1].min(to[1])],
                max: [from[0].max(to[0]), from[1].max(to[1])],
                index: first_index + index as u32,
                first_of_ring: index == 0,
                last_of_ring: index + 1 == count,
            });
        }
    }

    /// Compares each edge with those before it that still reach it along the longer side of all.
    fn sweep(&mut self) -> bool {
        let axis = longer_side(&self.edges);
        order::sort_by_number(&mut self.edges, |edge| order::ordered_bits(edge.min[axis]));
        self.active.clear();
        let mut checks_left = CHECKS_PER_EDGE * self.edges.len();
        for edge in &self.edges {
            if self.active.len() > checks_left {
                return true;
            }
            checks_left -= self.active.len();
            let mut at = 0;
            while let Some(other) = self.active.get(at) {
                if other.max[axis] < edge.min[axis] {
                    self.active.swap_remove(at);
                } else if edge.meets(other) {
                    return true;
                } else {
                    at += 1;
                }
            }
            self.active.push(*edge);
        }
        false
    }
}

impl Edge {
    #[inline]
    fn meets(&self, other: &Self) -> bool {
        self.min[0] <= other.max[0]
            && other.min[0] <= self.max[0]
            && self.min[1] <= other.max[1]
            && other.min[1] <= self.max[1]
            && !self.is_neighbour_of(other)
            && turn(self.from, self.to, other.from) * turn(self.from, self.to, other.to) <= 0.0
            && turn(other.from, other.to, self.from) * turn(other.from, other.to, self.to) <= 0.0
    }

    fn is_neighbour_of(&self, other: &Self) -> bool {
        match self.index.abs_diff(other.index) {
            1 => true,
            // The two ends of one ring meet. That they are of one ring shows in the points they share: edges of
            // two rings that touch there are found through the edges beside them.
            _ => {
                self.first_of_ring && other.last_of_ring && self.from == other.to
                    || other.first_of_ring && self.last_of_ring && other.from == self.to
            }
        }
    }
}

/// Whether somewhere the ring turns right back onto the edge it came from.
fn folds_back(ring: &[[f64; 2]]) -> bool {
    let Some(open) = ring.len().checked_sub(1).filter(|&open| open >= 2) else {
        return false;
    };
    let mut before = ring[open - 1];
    for pair in ring.windows(2) {
        let [here, after] = [pair[0], pair[1]];
        let back = (before[0] - here[0]) * (after[0] - here[0])
            + (before[1] - here[1]) * (after[1] - here[1]);
        if back > 0.0 && turn(before, here, after) == 0.0 {
            return true;
        }
        before = here;
    }
    false
}

/// The sign in which `a`, `b`, `c` turn, as 1, -1, or 0 where rounding leaves a doubt.
#[inline]
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    let left = (a[0] - c[0]) * (b[1] - c[1]);
    let right = (a[1] - c[1]) * (b[0] - c[0]);
    let turn = left - right;
    if turn.abs() > TURN_BOUND * (left.abs() + right.abs()) {
        turn.signum()
    } else {
        0.0
    }
}

fn longer_side(edges: &[Edge]) -> usize {
    let extent = |axis: usize| {
        let min = edges.iter().map(|edge| edge.min[axis]);
        let max = edges.iter().map(|edge| edge.max[axis]);
        max.fold(f64::NEG_INFINITY, f64::max) - min.fold(f64::INFINITY, f64::min)
    };
    usize::from(extent(1) > extent(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn contact(rings: &[&[[f64; 2]]]) -> bool {
        let points: Vec<_> = rings.concat();
        let ends: Vec<_> = rings
            .iter()
            .scan(0, |end, ring| {
                *end += ring.len();
                Some(*end)
            })
            .collect();
        ContactFinder::default().any(&points, &ends)
    }

    /// A wavy ring with as many corners as asked for that never crosses itself.
    fn wavy(corners: usize) -> Vec<[f64; 2]> {
        let mut ring: Vec<_> = (0..corners)
            .map(|corner| {
                let angle = std::f64::consts::TAU * corner as f64 / corners as f64;
                let radius = 10.0 + (angle * 37.0).sin();
                [radius * angle.cos(), radius * angle.sin()]
            })
            .collect();
        ring.push(ring[0]);
        ring
    }

    #[test]
    fn a_simple_ring_has_no_contact_whether_short_or_long() {
        assert!(!contact(&[&[
            [0.0, 0.0],
            [1.0, 0.0],
            [0.0, 1.0],
            [0.0, 0.0]
        ]]));
        for corners in [30, 60, 5_000] {
            assert!(!contact(&[&wavy(corners)]), "{corners} corners");
        }
    }

    #[test]
    fn a_long_ring_with_two_corners_exchanged_is_found() {
        let mut ring = wavy(5_000);
        ring.swap(2_000, 2_001);
        assert!(contact(&[&ring]));
    }

    #[test]
    fn bow_ties_folds_and_touching_holes_are_contacts() {
        let bow_tie = [[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]];
        assert!(contact(&[&bow_tie]));
        let fold = [[0.0, 0.0], [4.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 0.0]];
        assert!(contact(&[&fold]));
        let shell = [[0.0, 0.0], [9.0, 0.0], [0.0, 9.0], [0.0, 0.0]];
        let touching = [[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [0.0, 0.0]];
        assert!(contact(&[&shell, &touching]));
        let inside = [[1.0, 1.0], [1.0, 2.0], [2.0, 1.0], [1.0, 1.0]];
        assert!(!contact(&[&shell, &inside]));
    }

    proptest! {
        #[test]
        fn the_sweep_agrees_with_comparing_every_pair(
            corners in proptest::collection::vec((0..40_i32, 0..40_i32), 3..12)
        ) {
            let mut ring: Vec<_> = corners.iter().map(|&(x, y)| [f64::from(x), f64::from(y)]).collect();
            ring.push(ring[0]);
            let mut finder = ContactFinder::default();
            finder.push_edges(&ring);
            let edges = finder.edges.clone();
            let pairs = (0..edges.len()).any(|a| (0..a).any(|b| edges[a].meets(&edges[b])));
            prop_assert_eq!(finder.sweep(), pairs);
        }
    }
}
