//! Simplification of lines and rings with a guaranteed error.
//!
//! One pass gives every vertex a significance: it is kept at every tolerance below that. So the levels of detail of a
//! line come from one pass, and a coarser level's vertices are always among the finer one's. Space: any plane; the
//! tolerance is in the plane's units.
//!
//! Source: D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to represent a
//! digitized line" (1973), here with distances to the stretch and not to its line, so that neither the line strays
//! from its simplification by more than the tolerance nor the other way about. Crossings are not looked for.

use super::polygon::distance_to_segment;
use super::trig::length;

/// How far the line would stray without each vertex; ends are infinitely significant.
///
/// A stretch that strays by no more than `floor` is not looked into further: its vertices have significance 0.
/// `O(n log n)` on ordinary lines, `O(n²)` on the worst.
#[must_use]
pub fn significance(line: &[[f64; 2]], floor: f64) -> Vec<f64> {
    let mut significance = vec![0.0; line.len()];
    let Some(last) = line.len().checked_sub(1) else {
        return significance;
    };
    significance[0] = f64::INFINITY;
    significance[last] = f64::INFINITY;
    // A stack of stretches: a recursion could go as deep as the line is long.
    let mut open = vec![(0, last, f64::INFINITY)];
    while let Some((from, to, limit)) = open.pop() {
        let furthest = (from + 1..to)
            .map(|vertex| {
                let distance = distance_to_segment(line[vertex], line[from], line[to]);
                (distance, vertex)
            })
            .max_by(|left, right| left.0.total_cmp(&right.0));
        let Some((distance, vertex)) = furthest.filter(|&(distance, _)| distance > floor) else {
            continue;
        };
        // A vertex is never kept where the one that opened its stretch is not.
        let kept_below = distance.min(limit);
        significance[vertex] = kept_below;
        open.push((from, vertex, kept_below));
        open.push((vertex, to, kept_below));
    }
    significance
}

/// [`significance`] on a closed ring: its three outermost vertices are always kept, so that it never collapses.
#[must_use]
pub fn ring_significance(ring: &[[f64; 2]], floor: f64) -> Vec<f64> {
    let Some(&[x, y]) = ring.first() else {
        return Vec::new();
    };
    let opposite = (0..ring.len())
        .max_by(|&left, &right| {
            let distance = |vertex: usize| length([ring[vertex][0] - x, ring[vertex][1] - y]);
            distance(left).total_cmp(&distance(right))
        })
        .unwrap_or(0);
    let mut halves = significance(&ring[..=opposite], floor);
    halves.extend(&significance(&ring[opposite..], floor)[1..]);
    let distances = |vertex: usize| distance_to_segment(ring[vertex], ring[0], ring[opposite]);
    let third = (1..ring.len().saturating_sub(1))
        .filter(|&vertex| vertex != opposite)
        .max_by(|&left, &right| distances(left).total_cmp(&distances(right)));
    if let Some(third) = third {
        halves[third] = f64::INFINITY;
    }
    halves
}

/// The vertices that are kept at a tolerance.
pub fn kept<'a>(
    line: &'a [[f64; 2]],
    significance: &'a [f64],
    tolerance: f64,
) -> impl Iterator<Item = [f64; 2]> + 'a {
    line.iter()
        .zip(significance)
        .filter(move |&(_, &significance)| significance > tolerance)
        .map(|(&vertex, _)| vertex)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::polygon::tests::star;
    use proptest::prelude::*;

    /// Greatest distance of points along one line (vertices and stretches, sampled) from another.
    fn furthest(from: &[[f64; 2]], to: &[[f64; 2]]) -> f64 {
        from.windows(2)
            .flat_map(|edge| {
                (0..=8).map(move |step| {
                    let share = f64::from(step) / 8.0;
                    [0, 1].map(|axis| edge[0][axis] + share * (edge[1][axis] - edge[0][axis]))
                })
            })
            .map(|point| {
                to.windows(2)
                    .map(|edge| distance_to_segment(point, edge[0], edge[1]))
                    .fold(f64::INFINITY, f64::min)
            })
            .fold(0.0, f64::max)
    }

    proptest! {
        #[test]
        fn neither_line_strays_from_the_other_by_more_than_the_tolerance(
            line in prop::collection::vec([-9.0..9.0, -9.0..9.0], 2..60), tolerance in 0.01..6.0,
        ) {
            let significance = significance(&line, 0.01);
            let simple: Vec<_> = kept(&line, &significance, tolerance).collect();
            prop_assert!(furthest(&line, &simple) <= tolerance + 1e-9);
            prop_assert!(furthest(&simple, &line) <= tolerance + 1e-9);
        }

        #[test]
        fn a_ring_stays_closed_near_and_never_collapses(
            radii in prop::collection::vec(1.0..4.0, 3..60), tolerance in 0.01..9.0,
        ) {
            let ring = star([3.0, 3.0], &radii);
            let significance = ring_significance(&ring, 0.01);
            let simple: Vec<_> = kept(&ring, &significance, tolerance).collect();
            prop_assert!(simple.len() >= 4 && simple.first() == simple.last());
            prop_assert!(furthest(&ring, &simple) <= tolerance + 1e-9);
            prop_assert!(furthest(&simple, &ring) <= tolerance + 1e-9);
        }

        #[test]
        fn a_coarser_level_is_part_of_the_finer_one(
            line in prop::collection::vec([-9.0..9.0, -9.0..9.0], 0..60), fine in 0.01..3.0, more in 0.0..3.0,
        ) {
            let significance = significance(&line, 0.01);
            let finer: Vec<_> = kept(&line, &significance, fine).collect();
            prop_assert!(kept(&line, &significance, fine + more).all(|vertex| finer.contains(&vertex)));
        }
    }

    #[test]
    fn degenerate_rings_do_not_panic() {
        for ring in [
            vec![],
            vec![[1.0, 1.0]],
            vec![[1.0, 1.0]; 2],
            vec![[1.0, 1.0]; 5],
        ] {
            assert_eq!(ring_significance(&ring, 0.0).len(), ring.len());
        }
    }
}
