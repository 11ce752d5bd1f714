//! Which rows are where: a static packed R-tree over the bounds of rows.
//!
//! Space: `world`, so that "near" means near on the map as drawn. The world repeats every unit of x: queries find a
//! row through any of its copies. Distances here are for the screen; those on the ground are measured elsewhere.

use super::tree::BoxTree;
use super::trig::length;
use super::{Geometries, GeometryView, world_from_lnglat};
use crate::elementary::within;
use crate::order;

/// Bounds in `world`: least x, least y, greatest x, greatest y.
pub type WorldBounds = [f64; 4];

/// The bounds of what has no position.
pub const NOWHERE: WorldBounds = [f64::NAN; 4];

/// The bounds of a geometry in `world`, or `None` where it has no coordinate that is a number.
#[must_use]
pub fn world_bounds(geometry: &GeometryView<'_>) -> Option<WorldBounds> {
    let [west, south, east, north] = geometry.bounds()?;
    let [left, bottom] = world_from_lnglat([west, south]);
    let [right, top] = if [west, south] == [east, north] {
        [left, bottom]
    } else {
        world_from_lnglat([east, north])
    };
    [left, top, right, bottom]
        .iter()
        .all(|edge| edge.is_finite())
        .then_some([left, top, right, bottom])
}

/// The rows of one layer by place. Rows without a position are in no answer.
#[derive(Debug)]
pub struct RowIndex {
    tree: BoxTree,
    /// Least and greatest x of all rows.
    span: [f64; 2],
}

impl RowIndex {
    /// Indexes all geometries: `O(n)`.
    #[must_use]
    pub fn build(geometries: &Geometries) -> Self {
        let bounds = geometries.iter().map(|geometry| world_bounds(&geometry));
        Self::from_bounds(bounds.map(|bounds| bounds.unwrap_or(NOWHERE)).collect())
    }

    /// Indexes bounds given by row, [`NOWHERE`] for rows without a position.
    #[must_use]
    pub fn from_bounds(bounds: Vec<WorldBounds>) -> Self {
        let placed = bounds.iter().filter(|bounds| !bounds[0].is_nan());
        let nothing = [f64::INFINITY, f64::NEG_INFINITY];
        let span = placed.fold(nothing, |span, bounds| {
            [span[0].min(bounds[0]), span[1].max(bounds[2])]
        });
        Self {
            tree: BoxTree::build(bounds),
            span,
        }
    }

    /// The rows whose bounds touch a box, in ascending order. `O(log n)` and the number of rows found.
    #[must_use]
    pub fn query_box(&self, [left, top, right, bottom]: WorldBounds) -> Vec<u32> {
        let mut found = Vec::new();
        for shift in self.shifts([left, right]) {
            let copy = [left + shift, top, right + shift, bottom];
            self.tree.search(copy, &mut |row| found.push(row));
        }
        order::sort_by_number(&mut found, |row| u64::from(*row));
        found.dedup();
        found
    }

    /// Up to `count` rows by ascending distance of their bounds from a point, with that distance in `world` units.
    #[must_use]
    pub fn nearest(&self, point: [f64; 2], count: usize) -> Vec<(u32, f64)> {
        self.nearest_by(point, count, |_, bounds_distance| Some(bounds_distance))
    }

    /// Up to `count` rows by ascending distance as `distance` measures it, given a row and the distance of its bounds
    /// in `world` units, below which it must never fall. Rows for which it returns `None` or no number are passed over.
    pub fn nearest_by(
        &self,
        [x, y]: [f64; 2],
        count: usize,
        mut distance: impl FnMut(u32, f64) -> Option<f64>,
    ) -> Vec<(u32, f64)> {
        if !(x.is_finite() && y.is_finite()) {
            return Vec::new();
        }
        let bounds_distance = |[left, top, right, bottom]: WorldBounds| {
            let down = (y - within(y, [top, bottom])).abs();
            let across = self
                .shifts([x, x])
                .chain(self.shifts([x - 0.5, x + 0.5]))
                .map(|shift| (x + shift - within(x + shift, [left, right])).abs())
                .fold(f64::INFINITY, f64::min);
            length([across, down])
        };
        let mut nearest: Vec<(u32, f64)> = Vec::new();
        self.tree
            .visit_nearest(&bounds_distance, &mut |row, least| {
                let found = distance(row, least).filter(|distance| !distance.is_nan());
                if let Some(found) = found {
                    let place = nearest.partition_point(|(_, other)| *other <= found);
                    nearest.insert(place, (row, found));
                    nearest.truncate(count);
                }
                match nearest.last() {
                    Some((_, farthest)) if nearest.len() == count => *farthest,
                    _ => f64::INFINITY,
                }
            });
        nearest
    }

    /// Visits rows by ascending `least_distance` of their bounds, which they are told, as long as it is no greater than
    /// what `visit` returned last: the distance beyond which nothing more is wanted. Any measure will do that is never
    /// negative, and for bounds around others never greater than for those.
    pub fn visit_nearest(
        &self,
        least_distance: &dyn Fn(WorldBounds) -> f64,
        visit: &mut dyn FnMut(u32, f64) -> f64,
    ) {
        self.tree.visit_nearest(least_distance, visit);
    }

    /// By how many worlds a stretch of x has to be moved to meet rows.
    fn shifts(&self, [left, right]: [f64; 2]) -> impl Iterator<Item = f64> + use<> {
        let [first, last] = [(self.span[0] - right).ceil(), (self.span[1] - left).floor()];
        let finite = first.is_finite() && last.is_finite();
        let count = if finite {
            (last - first + 1.0).max(0.0) as usize
        } else {
            0
        };
        (0..count).map(move |copy| first + copy as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COPIES: [f64; 7] = [-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0];

    fn boxes() -> impl Strategy<Value = Vec<Option<WorldBounds>>> {
        let bounds = ([-0.2..1.2, 0.0..1.0], [0.0..0.3, 0.0..0.3])
            .prop_map(|([x, y], [wide, high])| [x, y, x + wide, y + high]);
        prop::collection::vec(prop::option::weighted(0.9, bounds), 0..400)
    }

    fn distance([left, top, right, bottom]: WorldBounds, [x, y]: [f64; 2]) -> f64 {
        COPIES
            .iter()
            .map(|copy| {
                let across = (left - x - copy).max(x + copy - right).max(0.0);
                across.hypot((top - y).max(y - bottom).max(0.0))
            })
            .fold(f64::INFINITY, f64::min)
    }

    fn index_of(boxes: &[Option<WorldBounds>]) -> RowIndex {
        RowIndex::from_bounds(
            boxes
                .iter()
                .map(|bounds| bounds.unwrap_or(NOWHERE))
                .collect(),
        )
    }

    proptest! {
        #[test]
        fn a_box_finds_what_a_linear_scan_finds(
            boxes in boxes(), [x, y] in [-1.5..1.5, -0.2..1.0], [wide, high] in [0.0..0.8, 0.0..0.8],
        ) {
            let expected: Vec<u32> = (0..)
                .zip(&boxes)
                .filter(|(_, bounds)| {
                    bounds.is_some_and(|[left, top, right, bottom]| {
                        top <= y + high
                            && bottom >= y
                            && COPIES.iter().any(|copy| left + copy <= x + wide && right + copy >= x)
                    })
                })
                .map(|(row, _)| row)
                .collect();
            let index = index_of(&boxes);
            prop_assert_eq!(index.query_box([x, y, x + wide, y + high]), expected);
        }

        #[test]
        fn the_nearest_rows_are_those_of_a_linear_scan(
            boxes in boxes(), point in [-1.5..1.5, 0.0..1.0], count in 0_usize..12,
        ) {
            let mut expected: Vec<f64> =
                boxes.iter().flatten().map(|&bounds| distance(bounds, point)).collect();
            expected.sort_unstable_by(f64::total_cmp);
            expected.truncate(count);
            let index = index_of(&boxes);
            let found = index.nearest(point, count);
            prop_assert_eq!(found.len(), expected.len());
            for ((row, found), expected) in found.into_iter().zip(expected) {
                prop_assert!((found - expected).abs() < 1e-12);
                let bounds = boxes[row as usize].expect("only rows with bounds are found");
                prop_assert!((distance(bounds, point) - found).abs() < 1e-12);
            }
        }
    }

    proptest! {
        #[test]
        fn rows_are_visited_up_to_the_nearest_and_not_far_beyond(
            boxes in boxes(), point in [-1.5..1.5, 0.0..1.0],
        ) {
            let index = index_of(&boxes);
            let mut best = f64::INFINITY;
            let mut visits = Vec::new();
            index.visit_nearest(&|bounds| distance(bounds, point), &mut |row, _| {
                let here = distance(boxes[row as usize].expect("only rows with bounds"), point);
                visits.push(here);
                best = best.min(here);
                best
            });
            let expected = boxes.iter().flatten().map(|&bounds| distance(bounds, point));
            prop_assert_eq!(best, expected.fold(f64::INFINITY, f64::min));
            prop_assert!(visits.iter().all(|here| *here == best));
        }
    }

    #[test]
    fn an_empty_layer_answers_with_nothing() {
        let index = RowIndex::build(&Geometries::default());
        index.visit_nearest(&|_| 0.0, &mut |_, _| unreachable!("there is no row"));
        assert!(index.query_box([0.0, 0.0, 1.0, 1.0]).is_empty());
        assert!(index.nearest([0.5, 0.5], 3).is_empty());
    }

    #[test]
    fn the_only_row_of_a_layer_is_as_far_as_it_is() {
        let index = RowIndex::from_bounds(vec![[0.25, 0.5, 0.25, 0.5]]);
        assert_eq!(index.nearest([0.25, 0.75], 1), [(0, 0.25)]);
    }

    #[test]
    fn nonsense_is_near_nothing() {
        let index = RowIndex::from_bounds(vec![[0.1, 0.1, 0.2, 0.2]]);
        assert!(index.nearest([f64::NAN, 0.5], 3).is_empty());
        assert!(
            index
                .nearest_by([0.5, 0.5], 3, |_, _| Some(f64::NAN))
                .is_empty()
        );
        assert!(index.query_box([f64::NAN; 4]).is_empty());
    }
}
