//! Questions about polygons in the plane: area, what is inside, where its inside is.
//!
//! Space: any plane with straight edges, here `world`. A polygon is its rings, the shell first; winding does not matter.
//! Inside is what the shell winds around and no hole does, so ground that a faulty shell covers twice counts as inside.

use super::trig::length;
use crate::order;

/// Area under a closed ring, positive where x turns towards y; crossing parts cancel out.
#[must_use]
pub fn signed_area(ring: &[[f64; 2]]) -> f64 {
    let Some(&[x, y]) = ring.first() else {
        return 0.0;
    };
    // Relative to the ring itself: far from the origin the products would swallow a small zone whole.
    ring.windows(2)
        .map(|edge| (edge[0][0] - x) * (edge[1][1] - y) - (edge[1][0] - x) * (edge[0][1] - y))
        .sum::<f64>()
        / 2.0
}

/// How often a closed ring winds around a point; 0 is outside. Linear in the ring's length.
///
/// Source: D. Sunday, "Inclusion of a point in a polygon" (2001), the winding number by crossings.
#[must_use]
pub fn winding(ring: &[[f64; 2]], [x, y]: [f64; 2]) -> i32 {
    ring.windows(2)
        .map(|edge| {
            let [[from_x, from_y], [to_x, to_y]] = [edge[0], edge[1]];
            if (from_y <= y) == (to_y <= y) {
                return 0;
            }
            let side = (to_x - from_x) * (y - from_y) - (x - from_x) * (to_y - from_y);
            match (from_y <= y, side > 0.0) {
                (true, true) => 1,
                (false, false) => -1,
                _ => 0,
            }
        })
        .sum()
}

/// Whether a point lies inside the shell and in none of the holes.
pub fn contains<'a>(mut rings: impl Iterator<Item = &'a [[f64; 2]]>, point: [f64; 2]) -> bool {
    rings.next().is_some_and(|shell| winding(shell, point) != 0)
        && rings.all(|hole| winding(hole, point) == 0)
}

/// A point well inside the polygon, `None` where it has no inside.
///
/// The centre of gravity where that is inside; otherwise the middle of the widest stretch of inside along one of a
/// few horizontals. Linear in the number of coordinates, times the number of horizontals tried.
#[must_use]
pub fn interior_point<R: AsRef<[[f64; 2]]>>(rings: &[R]) -> Option<[f64; 2]> {
    let inside = |point| contains(rings.iter().map(AsRef::as_ref), point);
    let shell = rings.first()?.as_ref();
    centroid(shell)
        .filter(|&point| inside(point))
        .or_else(|| widest_stretch(rings, inside))
}

/// Centre of gravity of what a ring encloses.
fn centroid(ring: &[[f64; 2]]) -> Option<[f64; 2]> {
    let [x, y] = *ring.first()?;
    let (mut area, mut sum) = (0.0, [0.0; 2]);
    for edge in ring.windows(2) {
        let [from, to] = [edge[0], edge[1]].map(|point| [point[0] - x, point[1] - y]);
        let cross = from[0] * to[1] - to[0] * from[1];
        area += cross;
        sum = [0, 1].map(|axis| sum[axis] + cross * (from[axis] + to[axis]));
    }
    let centre = [x + sum[0] / (3.0 * area), y + sum[1] / (3.0 * area)];
    (area != 0.0 && centre.iter().all(|axis| axis.is_finite())).then_some(centre)
}

/// The middle of the widest stretch of inside on one of some horizontals through the shell.
fn widest_stretch<R: AsRef<[[f64; 2]]>>(
    rings: &[R],
    inside: impl Fn([f64; 2]) -> bool,
) -> Option<[f64; 2]> {
    /// Shares of the height that are tried first: the middle, then further out, none of them a round share.
    const SHARES: [f64; 7] = [0.501, 0.353, 0.647, 0.219, 0.781, 0.087, 0.913];
    let mut heights: Vec<f64> = rings
        .first()?
        .as_ref()
        .iter()
        .map(|point| point[1])
        .collect();
    order::sort_floats(&mut heights);
    heights.dedup();
    let (top, bottom) = (*heights.first()?, *heights.last()?);
    // Last resort for slivers: between each two neighbouring corners there is inside, if there is any at all.
    let between = heights
        .windows(2)
        .map(|pair| f64::midpoint(pair[0], pair[1]));
    SHARES
        .into_iter()
        .map(|share| top + (bottom - top) * share)
        .chain(between)
        .find_map(|y| {
            let mut crossings: Vec<f64> = rings
                .iter()
                .flat_map(|ring| ring.as_ref().windows(2))
                .filter(|edge| (edge[0][1] <= y) != (edge[1][1] <= y))
                .map(|edge| {
                    let share = (y - edge[0][1]) / (edge[1][1] - edge[0][1]);
                    edge[0][0] + share * (edge[1][0] - edge[0][0])
                })
                .collect();
            order::sort_floats(&mut crossings);
            crossings
                .windows(2)
                .map(|pair| (pair[1] - pair[0], [f64::midpoint(pair[0], pair[1]), y]))
                .filter(|&(_, point)| inside(point))
                .max_by(|left, right| left.0.total_cmp(&right.0))
                .map(|(_, point)| point)
        })
}

/// Distance of a point from a stretch between two others.
#[must_use]
pub fn distance_to_segment(point: [f64; 2], from: [f64; 2], to: [f64; 2]) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let offset = [point[0] - from[0], point[1] - from[1]];
    let length_squared = along[0] * along[0] + along[1] * along[1];
    let share = if length_squared > 0.0 {
        ((offset[0] * along[0] + offset[1] * along[1]) / length_squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    length([0, 1].map(|axis| offset[axis] - share * along[axis]))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A closed ring around `centre` whose corners lie in the order of their angle, so that it never crosses itself.
    pub fn star(centre: [f64; 2], radii: &[f64]) -> Vec<[f64; 2]> {
        let mut ring: Vec<[f64; 2]> = radii
            .iter()
            .enumerate()
            .map(|(corner, radius)| {
                let angle = std::f64::consts::TAU * corner as f64 / radii.len() as f64;
                [
                    centre[0] + radius * angle.cos(),
                    centre[1] + radius * angle.sin(),
                ]
            })
            .collect();
        ring.push(ring[0]);
        ring
    }

    /// Whether a point is inside, by counting crossings of a ray to the right: the oracle, even-odd over all rings.
    pub fn crossings_say_inside(rings: &[Vec<[f64; 2]>], [x, y]: [f64; 2]) -> bool {
        let mut crossings = 0;
        for ring in rings {
            for corner in 0..ring.len() - 1 {
                let ([from_x, from_y], [to_x, to_y]) = (ring[corner], ring[corner + 1]);
                let spans = (from_y > y) != (to_y > y);
                if spans && x < (to_x - from_x) * (y - from_y) / (to_y - from_y) + from_x {
                    crossings += 1;
                }
            }
        }
        crossings % 2 == 1
    }

    #[test]
    fn a_horseshoe_has_its_point_in_the_metal() {
        let horseshoe = vec![
            [0.0, 0.0],
            [10.0, 0.0],
            [10.0, 10.0],
            [9.0, 10.0],
            [9.0, 1.0],
            [1.0, 1.0],
            [1.0, 10.0],
            [0.0, 10.0],
            [0.0, 0.0],
        ];
        let point = interior_point(&[&horseshoe]).expect("it has an inside");
        assert!(crossings_say_inside(&[horseshoe], point));
    }

    #[test]
    fn rings_without_an_inside_have_no_point() {
        assert_eq!(interior_point::<Vec<[f64; 2]>>(&[]), None);
        assert_eq!(interior_point(&[vec![]]), None);
        assert_eq!(interior_point(&[vec![[1.0, 1.0]; 4]]), None);
        let spike = vec![[0.0, 1.0], [1.0, 1.0], [2.0, 1.0], [0.0, 1.0]];
        assert_eq!(interior_point(&[spike]), None);
    }

    #[test]
    fn ground_covered_twice_is_inside() {
        let mut twice = star([0.0, 0.0], &[2.0; 12]);
        twice.extend(star([0.0, 0.0], &[2.0; 12]).into_iter().skip(1));
        assert!(contains([&twice[..]].into_iter(), [0.1, 0.2]));
    }

    proptest! {
        #[test]
        fn inside_agrees_with_counting_crossings(
            radii in prop::collection::vec(1.0..4.0, 3..40), hole in 0.1..0.4, x in -4.0..4.0, y in -4.0..4.0,
        ) {
            let rings = vec![star([0.0, 0.0], &radii), star([0.0, 0.0], &[hole; 7])];
            prop_assert_eq!(
                contains(rings.iter().map(Vec::as_slice), [x, y]),
                crossings_say_inside(&rings, [x, y])
            );
        }

        #[test]
        fn the_interior_point_is_inside(
            radii in prop::collection::vec(1.0..9.0, 3..60), hole in 0.01..0.45, x in -1e3..1e3, y in -1e3..1e3,
        ) {
            let rings = vec![star([x, y], &radii), star([x, y], &[hole; 9])];
            let point = interior_point(&rings).expect("it has an inside");
            prop_assert!(crossings_say_inside(&rings, point));
        }

        #[test]
        fn area_is_that_of_the_triangles_around_the_centre(radii in prop::collection::vec(1.0..4.0, 3..40)) {
            let ring = star([50.0, -20.0], &radii);
            let angle = std::f64::consts::TAU / radii.len() as f64;
            let expected: f64 = (0..radii.len())
                .map(|corner| radii[corner] * radii[(corner + 1) % radii.len()] * angle.sin() / 2.0)
                .sum();
            prop_assert!((signed_area(&ring) - expected).abs() <= 1e-9 * expected);
        }
    }
}
