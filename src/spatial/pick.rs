//! What lies under the pointer: exact, on the source geometry.
//!
//! Space: asked in `lnglat`, measured in `world`, so that the answer is that of the drawn map: edges are straight on
//! screen, and a tolerance is a number of CSS pixels divided by the camera's scale. Copies of the world count.

use super::polygon::{contains, distance_to_segment, signed_area};
use super::trig::length;
use super::{Geometries, GeometryView, PartKind, PartView, RowIndex, world_from_lnglat};
use crate::order;

/// How a row was hit. The order of the variants is the order of the answer: what is hardest to point at comes first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HitKind {
    /// A point within tolerance.
    Point { distance: f64 },
    /// A line within tolerance.
    Line { distance: f64 },
    /// Inside a polygon of this area, in square `world` units: the smallest first, or it could never be reached.
    Inside { area: f64 },
    /// Outside, but an outline is within tolerance.
    Outline { distance: f64 },
}

impl HitKind {
    /// What hits are sorted by, of one layer or of several.
    #[must_use]
    pub fn rank(self) -> (u8, f64) {
        match self {
            Self::Point { distance } => (0, distance),
            Self::Line { distance } => (1, distance),
            Self::Inside { area } => (2, area),
            Self::Outline { distance } => (3, distance),
        }
    }
}

/// A row under the pointer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    pub row: u32,
    pub kind: HitKind,
}

/// The rows at a position, nearest to what was meant first: points, lines, the polygons around it from the smallest
/// to the largest, outlines close by. Rows that `shown` refuses are passed over, as they are not drawn.
///
/// `tolerance` is in `world` units. Costs the coordinates of the rows whose bounds are within it.
pub fn pick(
    geometries: &Geometries,
    index: &RowIndex,
    at_lnglat: [f64; 2],
    tolerance: f64,
    shown: impl Fn(u32) -> bool,
) -> Vec<Hit> {
    let [x, y] = world_from_lnglat(at_lnglat);
    let around = [x - tolerance, y - tolerance, x + tolerance, y + tolerance];
    let mut hits: Vec<Hit> = index
        .query_box(around)
        .into_iter()
        .filter(|&row| shown(row))
        .filter_map(|row| {
            let kind = hit(&geometries.get(row as usize), [x, y], tolerance)?;
            Some(Hit { row, kind })
        })
        .collect();
    order::sort_by(&mut hits, |left, right| {
        let (left_rank, right_rank) = (left.kind.rank(), right.kind.rank());
        (left_rank.0.cmp(&right_rank.0)).then(left_rank.1.total_cmp(&right_rank.1))
    });
    hits
}

/// How a geometry is hit at a `world` position, the strongest of its parts' hits; `None` where it is not.
fn hit(geometry: &GeometryView<'_>, at: [f64; 2], tolerance: f64) -> Option<HitKind> {
    let mut best: Option<HitKind> = None;
    for part in geometry.parts() {
        let kind = match part.kind {
            PartKind::Points => HitKind::Point {
                distance: distance_to_points(&part, at),
            },
            PartKind::Line | PartKind::Polygon => hit_of_lines(&part, at),
        };
        let within = match kind {
            HitKind::Point { distance }
            | HitKind::Line { distance }
            | HitKind::Outline { distance } => distance <= tolerance,
            HitKind::Inside { .. } => true,
        };
        let stronger = best.is_none_or(|best| kind.rank() < best.rank());
        if within && stronger {
            best = Some(kind);
        }
    }
    best
}

/// To the nearest of points: there may be a million of them under the pointer, and nothing is set aside for each.
fn distance_to_points(part: &PartView<'_>, at: [f64; 2]) -> f64 {
    let distances = part.rings().flatten().map(|point| {
        let [x, y] = world_from_lnglat(*point);
        let across = x - at[0];
        length([across - across.round(), y - at[1]])
    });
    distances.fold(f64::INFINITY, f64::min)
}

/// How a line or polygon is hit, however far away.
fn hit_of_lines(part: &PartView<'_>, at: [f64; 2]) -> HitKind {
    let rings: Vec<Vec<[f64; 2]>> = part
        .rings()
        .map(|ring| ring.iter().copied().map(world_from_lnglat).collect())
        .collect();
    let at = nearest_copy(at, rings.first().map_or(&[], Vec::as_slice));
    let is_polygon = part.kind == PartKind::Polygon;
    if is_polygon && contains(rings.iter().map(Vec::as_slice), at) {
        let areas = rings.iter().map(|ring| signed_area(ring).abs());
        let shell = areas.clone().next().unwrap_or(0.0);
        return HitKind::Inside {
            area: 2.0 * shell - areas.sum::<f64>(),
        };
    }
    let distance = rings
        .iter()
        .flat_map(|ring| ring.windows(2))
        .map(|edge| distance_to_segment(at, edge[0], edge[1]))
        .fold(f64::INFINITY, f64::min);
    if is_polygon {
        HitKind::Outline { distance }
    } else {
        HitKind::Line { distance }
    }
}

/// A position moved by whole worlds to where it is nearest to the middle of a ring.
fn nearest_copy([x, y]: [f64; 2], ring: &[[f64; 2]]) -> [f64; 2] {
    let [left, right] = ring.iter().fold(
        [f64::INFINITY, f64::NEG_INFINITY],
        |[left, right], point| [left.min(point[0]), right.max(point[0])],
    );
    let worlds = (x - f64::midpoint(left, right)).round();
    [if worlds.is_finite() { x - worlds } else { x }, y]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::polygon::tests::{crossings_say_inside, star};
    use proptest::prelude::*;

    /// About a metre and a half at the equator.
    const TOLERANCE: f64 = 4e-8;

    fn layer(rows: &[(PartKind, Vec<Vec<[f64; 2]>>)]) -> (Geometries, RowIndex) {
        let mut geometries = Geometries::default();
        for (kind, rings) in rows {
            for ring in rings {
                ring.iter()
                    .for_each(|&coordinate| geometries.push_coordinate(coordinate));
                geometries.end_ring();
            }
            geometries.end_part(*kind);
            geometries.end_geometry();
        }
        let index = RowIndex::build(&geometries);
        (geometries, index)
    }

    fn square(centre: [f64; 2], half: f64) -> Vec<[f64; 2]> {
        let [x, y] = centre;
        let corners = [
            [-1.0, -1.0],
            [1.0, -1.0],
            [1.0, 1.0],
            [-1.0, 1.0],
            [-1.0, -1.0],
        ];
        corners
            .map(|[across, up]| [x + half * across, y + half * up])
            .to_vec()
    }

    fn rows(hits: &[Hit]) -> Vec<u32> {
        hits.iter().map(|hit| hit.row).collect()
    }

    #[test]
    fn points_come_first_then_the_smallest_polygon_around() {
        let (geometries, index) = layer(&[
            (PartKind::Polygon, vec![square([10.0, 10.0], 2.0)]),
            (PartKind::Polygon, vec![square([10.0, 10.0], 1.0)]),
            (PartKind::Points, vec![vec![[10.0, 10.0]]]),
            (PartKind::Line, vec![vec![[9.0, 10.0], [11.0, 10.0]]]),
        ]);
        let hits = pick(&geometries, &index, [10.0, 10.0], TOLERANCE, |_| true);
        assert_eq!(rows(&hits), [2, 3, 1, 0]);
        let without = pick(&geometries, &index, [10.0, 10.0], TOLERANCE, |row| row != 1);
        assert_eq!(rows(&without), [2, 3, 0]);
    }

    #[test]
    fn a_hole_is_not_inside_but_its_edge_can_be_pointed_at() {
        let rings = vec![square([0.0, 0.0], 2.0), square([0.0, 0.0], 1.0)];
        let (geometries, index) = layer(&[(PartKind::Polygon, rings)]);
        assert!(pick(&geometries, &index, [0.5, 0.5], TOLERANCE, |_| true).is_empty());
        let at_the_edge = pick(&geometries, &index, [0.999_999, 0.0], TOLERANCE, |_| true);
        assert!(matches!(at_the_edge[0].kind, HitKind::Outline { .. }));
        let beyond = pick(&geometries, &index, [1.5, 0.0], TOLERANCE, |_| true);
        assert!(matches!(beyond[0].kind, HitKind::Inside { .. }));
    }

    #[test]
    fn a_zone_across_the_antimeridian_is_hit_from_both_sides_and_in_every_copy() {
        let (geometries, index) = layer(&[(PartKind::Polygon, vec![square([180.0, 0.0], 1.0)])]);
        for lng in [179.5, -179.5, 180.5, -180.5, 539.5] {
            let hits = pick(&geometries, &index, [lng, 0.5], TOLERANCE, |_| true);
            assert_eq!(rows(&hits), [0], "{lng}");
        }
        assert!(pick(&geometries, &index, [0.0, 0.0], TOLERANCE, |_| true).is_empty());
    }

    proptest! {
        #[test]
        fn inside_is_what_counting_crossings_says(
            radii in prop::collection::vec(1.0..4.0, 3..30), hole in 0.1..0.4, x in -5.0..5.0, y in -5.0..5.0,
        ) {
            let rings = vec![star([0.0, 0.0], &radii), star([0.0, 0.0], &[hole; 6])];
            let projected: Vec<Vec<[f64; 2]>> = rings
                .iter()
                .map(|ring| ring.iter().copied().map(world_from_lnglat).collect())
                .collect();
            let (geometries, index) = layer(&[(PartKind::Polygon, rings)]);
            let hits = pick(&geometries, &index, [x, y], 0.0, |_| true);
            let inside = hits.iter().any(|hit| matches!(hit.kind, HitKind::Inside { .. }));
            prop_assert_eq!(inside, crossings_say_inside(&projected, world_from_lnglat([x, y])));
        }
    }
}
