//! A static packed R-tree: boxes in one array, no pointers, built at once.
//!
//! Boxes are sorted along a Hilbert curve over all of them; each [`NODE`] neighbours get a box around them, and these
//! again, up to one box around everything. The layout is that of flatbush and geo-index, in a fourth of their code.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::WorldBounds;
use super::hilbert::hilbert_cell;
use crate::order;

/// Boxes in a node.
const NODE: usize = 16;
/// Bits per axis of a place on the curve. Finer places would order only boxes that are neighbours anyway.
const BITS: u32 = 16;

/// Boxes by place. Any plane, any units.
#[derive(Debug)]
pub(super) struct BoxTree {
    /// The items in the order of the curve, then the nodes level by level; the last is around everything.
    boxes: Vec<WorldBounds>,
    /// The number of each item, beside its box.
    items: Vec<u32>,
    /// Where in `boxes` each level begins, that of the items first.
    levels: Vec<usize>,
}

impl BoxTree {
    /// Sorts boxes into a tree, numbered as they come: `O(n)`. Those whose edges are no numbers are left out.
    pub fn build(mut boxes: Vec<WorldBounds>) -> Self {
        let [left, top, right, bottom] = around(boxes.iter());
        let steps = f64::from(1_u32 << BITS) - 1.0;
        let place = |middle: f64, least: f64, greatest: f64| {
            // A cast takes what is not a number, where all boxes lie upon each other, for 0.
            ((middle - least) / (greatest - least) * steps) as u32
        };
        let mut placed = 0;
        let mut order: Vec<(u64, u32)> = (0..)
            .zip(&boxes)
            .map(|(number, bounds)| {
                if bounds[0].is_nan() {
                    return (u64::MAX, number);
                }
                placed += 1;
                let x = place(f64::midpoint(bounds[0], bounds[2]), left, right);
                let y = place(f64::midpoint(bounds[1], bounds[3]), top, bottom);
                (hilbert_cell([x, y], BITS), number)
            })
            .collect();
        order::sort_numbered(&mut order);
        let mut items: Vec<u32> = order.into_iter().map(|(_, number)| number).collect();
        order::arrange(&mut boxes, &mut items.clone());
        items.truncate(placed);
        boxes.truncate(placed);
        // A node for every sixteen, one for every sixteen of these, and so on.
        boxes.reserve_exact(boxes.len().div_ceil(NODE - 1) + u64::BITS as usize);
        let mut levels = vec![0];
        let mut below = 0..boxes.len();
        while below.len() > 1 {
            levels.push(below.end);
            for start in below.clone().step_by(NODE) {
                let end = below.end.min(start + NODE);
                boxes.push(around(boxes[start..end].iter()));
            }
            below = below.end..boxes.len();
        }
        Self {
            boxes,
            items,
            levels,
        }
    }

    /// Calls `found` with each item whose box touches another, in no order to rely on.
    pub fn search(&self, wanted: WorldBounds, found: &mut dyn FnMut(u32)) {
        let touches = |[left, top, right, bottom]: WorldBounds| {
            left <= wanted[2] && right >= wanted[0] && top <= wanted[3] && bottom >= wanted[1]
        };
        let mut open = Vec::new();
        let mut places = self.root().map_or(0..0, |root| root..root + 1);
        loop {
            for place in places {
                if touches(self.boxes[place]) {
                    match self.items.get(place) {
                        Some(item) => found(*item),
                        None => open.push(place),
                    }
                }
            }
            match open.pop() {
                Some(node) => places = self.children(node),
                None => return,
            }
        }
    }

    /// Visits items by ascending `least_distance` of their boxes, and with it, as long as it is no greater than what
    /// `visit` returned last. The measure must never be negative, nor greater for a box than for one inside it.
    pub fn visit_nearest(
        &self,
        least_distance: &dyn Fn(WorldBounds) -> f64,
        visit: &mut dyn FnMut(u32, f64) -> f64,
    ) {
        let mut limit = f64::INFINITY;
        let distance_to = |place: usize| least_distance(self.boxes[place]).max(0.0);
        // Distances as bits, which have the order of the numbers.
        let mut open = BinaryHeap::new();
        // The root is an item itself where there is but one.
        open.extend(
            self.root()
                .map(|root| Reverse((distance_to(root).to_bits(), root))),
        );
        while let Some(Reverse((distance, place))) = open.pop() {
            if f64::from_bits(distance) > limit {
                break;
            }
            if let Some(item) = self.items.get(place) {
                limit = visit(*item, f64::from_bits(distance));
                continue;
            }
            for child in self.children(place) {
                let distance = distance_to(child);
                if distance <= limit {
                    open.push(Reverse((distance.to_bits(), child)));
                }
            }
        }
    }

    fn root(&self) -> Option<usize> {
        self.boxes.len().checked_sub(1)
    }

    /// The places that a node is around.
    fn children(&self, place: usize) -> Range<usize> {
        let level = self.levels.partition_point(|start| *start <= place) - 1;
        let [below, start] = [self.levels[level - 1], self.levels[level]];
        let first = below + (place - start) * NODE;
        first..start.min(first + NODE)
    }
}

/// The bounds around boxes.
fn around<'a>(boxes: impl Iterator<Item = &'a WorldBounds>) -> WorldBounds {
    let nothing = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
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
