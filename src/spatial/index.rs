//! Which rows are where: a static packed R-tree over the bounds of rows.
//!
//! Space: `world`, so that "near" means near on the map as drawn. The world repeats every unit of x: queries find a
//! row through any of its copies. Rows are known by boxes that hold their bounds and a little more: see [`Boxes`].

use super::tree::BoxTree;
use super::{Boxes, Geometries, GeometryView, world_from_lnglat};
use crate::order;

/// Bounds in `world`: least x, least y, greatest x, greatest y.
pub type WorldBounds = [f64; 4];

/// The bounds of what has no position.
pub const NOWHERE: WorldBounds = [f64::NAN; 4];

/// The bounds around two; what is no number counts for nothing.
#[must_use]
pub fn joined_bounds(first: WorldBounds, second: WorldBounds) -> WorldBounds {
    [
        first[0].min(second[0]),
        first[1].min(second[1]),
        first[2].max(second[2]),
        first[3].max(second[3]),
    ]
}

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
pub struct RowIndex(BoxTree);

impl RowIndex {
    /// Indexes all geometries: `O(n)`.
    #[must_use]
    pub fn build(geometries: &Geometries) -> Self {
        let mut boxes = Boxes::default();
        for geometry in geometries.iter() {
            boxes.push(world_bounds(&geometry).unwrap_or(NOWHERE));
        }
        Self::of(boxes)
    }

    /// Indexes the boxes of rows, given by row.
    #[must_use]
    pub fn of(boxes: Boxes) -> Self {
        Self(BoxTree::build(boxes))
    }

    /// The rows whose boxes touch bounds, in ascending order. `O(log n)` and the number of rows found.
    #[must_use]
    pub fn query_box(&self, [left, top, right, bottom]: WorldBounds) -> Vec<u32> {
        let mut found = Vec::new();
        for shift in self.shifts([left, right]) {
            let copy = [left + shift, top, right + shift, bottom];
            self.0.search(copy, &mut |row| found.push(row));
        }
        order::sort_by_number(&mut found, |row| u64::from(*row));
        found.dedup();
        found
    }

    /// Visits rows by ascending `least_distance` of their bounds, which they are told, as long as it is no greater than
    /// what `visit` returned last: the distance beyond which nothing more is wanted. Any measure will do that is never
    /// negative, and for bounds around others never greater than for those.
    pub fn visit_nearest(
        &self,
        least_distance: &dyn Fn(WorldBounds) -> f64,
        visit: &mut dyn FnMut(u32, f64) -> f64,
    ) {
        self.0.visit_nearest(least_distance, visit);
    }

    /// By how many worlds a stretch of x has to be moved to meet rows.
    fn shifts(&self, [left, right]: [f64; 2]) -> impl Iterator<Item = f64> + use<> {
        let [least, _, greatest, _] = self.0.bounds();
        let [first, last] = [(least - right).ceil(), (greatest - left).floor()];
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

    fn index_of(all: &[Option<WorldBounds>]) -> RowIndex {
        let mut boxes = Boxes::default();
        all.iter()
            .for_each(|bounds| boxes.push(bounds.unwrap_or(NOWHERE)));
        RowIndex::of(boxes)
    }

    /// More than a box is wider than the bounds it holds.
    const ROUNDING: f64 = 6e-7;

    proptest! {
        #[test]
        fn a_box_finds_what_a_linear_scan_finds(
            boxes in boxes(), [x, y] in [-1.5..1.5, -0.2..1.0], [wide, high] in [0.0..0.8, 0.0..0.8],
        ) {
            // The rows whose bounds touch the box, made wider by so much on all sides.
            let expected = |more: f64| -> Vec<u32> {
                let touches = |[left, top, right, bottom]: WorldBounds| {
                    top <= y + high + more
                        && bottom >= y - more
                        && COPIES
                            .iter()
                            .any(|copy| left + copy <= x + wide + more && right + copy >= x - more)
                };
                let rows = (0..).zip(&boxes);
                rows.filter(|(_, bounds)| bounds.is_some_and(touches)).map(|(row, _)| row).collect()
            };
            let found = index_of(&boxes).query_box([x, y, x + wide, y + high]);
            prop_assert!(found.is_sorted());
            prop_assert!(expected(0.0).iter().all(|row| found.contains(row)));
            prop_assert!(found.iter().all(|row| expected(ROUNDING).contains(row)));
        }

        #[test]
        fn rows_are_visited_up_to_the_nearest_and_not_far_beyond(
            boxes in boxes(), point in [-1.5..1.5, 0.0..1.0],
        ) {
            let index = index_of(&boxes);
            let mut best = f64::INFINITY;
            let mut visits = Vec::new();
            index.visit_nearest(&|bounds| distance(bounds, point), &mut |row, least| {
                let here = distance(boxes[row as usize].expect("only rows with bounds"), point);
                assert!(least <= here && here < least + 2.0 * ROUNDING, "{least} for {here}");
                visits.push(here);
                best = best.min(here);
                best
            });
            let expected = boxes.iter().flatten().map(|&bounds| distance(bounds, point));
            prop_assert_eq!(best, expected.fold(f64::INFINITY, f64::min));
            prop_assert!(visits.iter().all(|here| *here < best + 2.0 * ROUNDING));
        }
    }

    #[test]
    fn an_empty_layer_answers_with_nothing() {
        let index = RowIndex::build(&Geometries::default());
        index.visit_nearest(&|_| 0.0, &mut |_, _| unreachable!("there is no row"));
        assert!(index.query_box([0.0, 0.0, 1.0, 1.0]).is_empty());
    }

    #[test]
    fn the_only_row_of_a_layer_is_found() {
        let index = index_of(&[Some([0.25, 0.5, 0.25, 0.5])]);
        assert_eq!(index.query_box([0.2, 0.4, 0.3, 0.6]), [0]);
        let mut visited = Vec::new();
        index.visit_nearest(&|_| 0.0, &mut |row, _| {
            visited.push(row);
            0.0
        });
        assert_eq!(visited, [0]);
    }

    #[test]
    fn nonsense_touches_nothing() {
        let index = index_of(&[Some([0.1, 0.1, 0.2, 0.2]), None]);
        assert!(index.query_box([f64::NAN; 4]).is_empty());
    }
}
