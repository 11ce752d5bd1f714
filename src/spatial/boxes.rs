//! Bounds of many rows, small: of points one corner, of everything else two, in single precision.
//!
//! A box holds the bounds it was made of and a little more, so that what touches a row touches its box. Space: `world`,
//! or any plane in which nothing is farther than 2 from the origin.

use super::WorldBounds;

/// How much a box is wider on each side, before it is rounded: twice as much as rounding can take off. 5 m at the equator.
const MARGIN: f64 = 1.0 / (1 << 23) as f64;

/// The box of a point is narrower than this, that of what is larger may be.
pub const POINT_WIDTH: f64 = 8.0 * MARGIN;

/// Boxes by number; of what has no position, the edges are no numbers.
#[derive(Debug, Clone, Default)]
pub struct Boxes {
    /// Least x and least y.
    least: Vec<[f32; 2]>,
    /// Greatest x and greatest y; empty as long as every box is around a point.
    greatest: Vec<[f32; 2]>,
}

impl Boxes {
    /// Number of boxes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.least.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.least.is_empty()
    }

    /// Whether every box is around a point.
    #[must_use]
    pub fn are_points(&self) -> bool {
        self.greatest.is_empty()
    }

    /// Appends the box around these bounds.
    pub fn push(&mut self, [left, top, right, bottom]: WorldBounds) {
        let is_point = left == right && top == bottom;
        if !(is_point && self.are_points()) {
            // The points before the first that is none.
            while self.greatest.len() < self.least.len() {
                self.greatest.push(beyond(self.least[self.greatest.len()]));
            }
            let greatest = [right, bottom].map(|edge| (edge + MARGIN) as f32);
            self.greatest.push(greatest);
        }
        let least = [left, top].map(|edge| (edge - MARGIN) as f32);
        self.least.push(least);
    }

    /// A box.
    ///
    /// # Panics
    /// Where there is none of this number.
    #[must_use]
    pub fn get(&self, number: usize) -> WorldBounds {
        let [left, top] = self.least[number];
        let known = self.greatest.get(number).copied();
        let [right, bottom] = known.unwrap_or_else(|| beyond([left, top]));
        [left, top, right, bottom].map(f64::from)
    }

    /// All boxes as they are kept: nothing is lost.
    #[must_use]
    pub fn coarse(&self) -> Vec<[f32; 4]> {
        let boxes = (0..self.len()).map(|number| self.get(number));
        boxes.map(|bounds| bounds.map(|edge| edge as f32)).collect()
    }

    /// The boxes of these numbers, in this order.
    pub(super) fn arranged(&self, order: &[u32]) -> Self {
        let arranged = |corners: &[[f32; 2]]| {
            let numbers = if corners.is_empty() { &[] } else { order };
            let corner = |number: &u32| corners[*number as usize];
            numbers.iter().map(corner).collect()
        };
        Self {
            least: arranged(&self.least),
            greatest: arranged(&self.greatest),
        }
    }
}

/// The opposite corner of the box around a point.
fn beyond(corner: [f32; 2]) -> [f32; 2] {
    corner.map(|edge| edge + 3.0 * MARGIN as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::NOWHERE;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn boxes_hold_their_bounds_and_little_more(
            corners in prop::collection::vec(([-1.5..1.5, -0.1..1.1], prop::option::of([0.0..0.3, 0.0..0.3])), 1..20),
        ) {
            let all: Vec<WorldBounds> = corners
                .into_iter()
                .map(|([x, y], extent)| {
                    let [wide, high] = extent.unwrap_or_default();
                    [x, y, x + wide, y + high]
                })
                .collect();
            let mut boxes = Boxes::default();
            all.iter().for_each(|bounds| boxes.push(*bounds));
            prop_assert_eq!(boxes.len(), all.len());
            for (number, bounds) in all.iter().enumerate() {
                let found = boxes.get(number);
                for edge in 0..4 {
                    let outwards = if edge < 2 { bounds[edge] - found[edge] } else { found[edge] - bounds[edge] };
                    prop_assert!((0.0..6e-7).contains(&outwards), "{bounds:?} in {found:?}");
                }
            }
        }
    }

    #[test]
    fn points_take_one_corner_until_something_else_comes() {
        let mut boxes = Boxes::default();
        boxes.push([0.5, 0.25, 0.5, 0.25]);
        assert!(boxes.are_points());
        let before = boxes.get(0);
        assert!(before[2] - before[0] < POINT_WIDTH && before[3] - before[1] < POINT_WIDTH);
        boxes.push(NOWHERE);
        assert!(!boxes.are_points());
        assert_eq!(boxes.get(0), before);
        assert_eq!(boxes.coarse()[0].map(f64::from), before);
        assert!(boxes.get(1).iter().all(|edge| edge.is_nan()));
    }
}
