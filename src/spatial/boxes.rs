//! Bounds of many rows, small: of points one corner, of everything else two, in single precision.
//!
//! Edges are rounded outwards, so that what touches a row touches its box. Any plane, any units; in `world` a step of
//! rounding is at most 2.4 m at the equator.

use super::WorldBounds;

/// Least x, least y, greatest x, greatest y.
pub(super) type CoarseBounds = [f32; 4];

/// Boxes by number; of what has no position, its edges are no numbers.
#[derive(Debug, Clone, Default)]
pub struct Boxes {
    /// Least x and least y.
    least: Vec<[f32; 2]>,
    /// Greatest x and greatest y; empty as long as every box is a point.
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

    /// Whether every box is a point.
    #[must_use]
    pub fn are_points(&self) -> bool {
        self.greatest.is_empty()
    }

    /// Appends the box around these bounds.
    pub fn push(&mut self, [left, top, right, bottom]: WorldBounds) {
        let is_point = left == right && top == bottom;
        if !is_point && self.are_points() {
            self.greatest = self.least.iter().map(|corner| beyond(*corner)).collect();
        }
        if !is_point || !self.are_points() {
            let greatest = [right, bottom].map(|edge| -rounded_down(-edge));
            self.greatest.push(greatest);
        }
        self.least.push([left, top].map(rounded_down));
    }

    /// A box.
    ///
    /// # Panics
    /// Where there is none of this number.
    #[must_use]
    pub fn get(&self, number: usize) -> CoarseBounds {
        let [left, top] = self.least[number];
        let [right, bottom] = match self.greatest.get(number) {
            Some(greatest) => *greatest,
            None => beyond([left, top]),
        };
        [left, top, right, bottom]
    }

    /// All boxes by number.
    pub fn iter(&self) -> impl Iterator<Item = CoarseBounds> {
        (0..self.len()).map(|number| self.get(number))
    }

    /// The boxes of these numbers, in this order.
    pub(super) fn arranged(self, order: &[u32]) -> Self {
        let arranged = |corners: Vec<[f32; 2]>| match corners.is_empty() {
            true => corners,
            false => order
                .iter()
                .map(|number| corners[*number as usize])
                .collect(),
        };
        Self {
            least: arranged(self.least),
            greatest: arranged(self.greatest),
        }
    }
}

/// The greatest number in single precision that is not greater.
fn rounded_down(edge: f64) -> f32 {
    let near = edge as f32;
    if f64::from(near) > edge {
        near.next_down()
    } else {
        near
    }
}

/// The corner a step of rounding beyond: no point whose corner this is lies farther.
fn beyond(corner: [f32; 2]) -> [f32; 2] {
    corner.map(f32::next_up)
}

/// The box around boxes; those that are nowhere are passed over.
pub(super) fn around(boxes: impl Iterator<Item = CoarseBounds>) -> CoarseBounds {
    let nothing = [
        f32::INFINITY,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NEG_INFINITY,
    ];
    boxes.fold(nothing, |[left, top, right, bottom], other| {
        [
            left.min(other[0]),
            top.min(other[1]),
            right.max(other[2]),
            bottom.max(other[3]),
        ]
    })
}

/// A box as it is looked at.
pub(super) fn exact(bounds: CoarseBounds) -> WorldBounds {
    bounds.map(f64::from)
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
            for (bounds, found) in all.iter().zip(boxes.iter().map(exact)) {
                for edge in 0..4 {
                    let outwards = if edge < 2 { bounds[edge] - found[edge] } else { found[edge] - bounds[edge] };
                    prop_assert!((0.0..3e-7).contains(&outwards), "{bounds:?} in {found:?}");
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
        boxes.push(NOWHERE);
        assert!(!boxes.are_points());
        assert_eq!(boxes.get(0), before);
        assert!(boxes.get(1).iter().all(|edge| edge.is_nan()));
    }
}
