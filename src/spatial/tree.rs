//! A static packed R-tree: boxes in one array, no pointers, built at once.
//!
//! Boxes are sorted along a Hilbert curve over all of them; each [`NODE`] neighbours get a box around them, and these
//! again, up to one box around everything. The layout is that of flatbush and geo-index, in a fourth of their code.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::hilbert::hilbert_cell;
use super::{Boxes, NOWHERE, WorldBounds, joined_bounds};
use crate::order;

/// Boxes in a node.
const NODE: usize = 16;
/// Bits per axis of a place on the curve. Finer places would order only boxes that are neighbours anyway.
const BITS: u32 = 16;

/// Boxes by place.
#[derive(Debug)]
pub(super) struct BoxTree {
    /// The number of each item in the order of the curve.
    items: Vec<u32>,
    /// The box of each item, in the same order.
    boxes: Boxes,
    /// The nodes level by level; the last is around everything. Places count on from those of the items.
    nodes: Vec<WorldBounds>,
    /// Where each level begins, that of the items first.
    levels: Vec<usize>,
}

impl BoxTree {
    /// Sorts boxes into a tree: `O(n)`. Those whose edges are no numbers are left out.
    pub fn build(boxes: Boxes) -> Self {
        let whole = (0..boxes.len()).fold(NOWHERE, |whole, number| {
            joined_bounds(whole, boxes.get(number))
        });
        let [left, top, right, bottom] = whole;
        let steps = f64::from(1_u32 << BITS) - 1.0;
        let place = |middle: f64, least: f64, greatest: f64| {
            // A cast takes what is not a number, where all boxes lie upon each other, for 0.
            ((middle - least) / (greatest - least) * steps) as u32
        };
        // The place on the curve takes the upper half, the number the other.
        let mut order = Vec::with_capacity(boxes.len());
        for number in 0..boxes.len() {
            let bounds = boxes.get(number);
            if !bounds[0].is_nan() {
                let x = place(f64::midpoint(bounds[0], bounds[2]), left, right);
                let y = place(f64::midpoint(bounds[1], bounds[3]), top, bottom);
                order.push(hilbert_cell([x, y], BITS) << 32 | number as u64);
            }
        }
        order::sort_upper_halves(&mut order);
        let items: Vec<u32> = order.into_iter().map(|place| place as u32).collect();
        let mut tree = Self {
            boxes: boxes.arranged(&items),
            items,
            nodes: Vec::new(),
            levels: vec![0],
        };
        // A node for every sixteen, one for every sixteen of these, and so on.
        let mut below = 0..tree.items.len();
        while below.len() > 1 {
            tree.levels.push(below.end);
            for start in below.clone().step_by(NODE) {
                let end = below.end.min(start + NODE);
                let node = (start..end).fold(NOWHERE, |node, place| {
                    joined_bounds(node, tree.box_at(place))
                });
                tree.nodes.push(node);
            }
            below = below.end..tree.places();
        }
        tree
    }

    /// The box around everything; [`NOWHERE`] where there is nothing.
    pub fn bounds(&self) -> WorldBounds {
        self.root().map_or(NOWHERE, |root| self.box_at(root))
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
                if touches(self.box_at(place)) {
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
        let distance_to = |place: usize| least_distance(self.box_at(place)).max(0.0);
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

    /// Number of items and nodes.
    fn places(&self) -> usize {
        self.items.len() + self.nodes.len()
    }

    fn root(&self) -> Option<usize> {
        self.places().checked_sub(1)
    }

    fn box_at(&self, place: usize) -> WorldBounds {
        match place.checked_sub(self.items.len()) {
            Some(node) => self.nodes[node],
            None => self.boxes.get(place),
        }
    }

    /// The places that a node is around.
    fn children(&self, place: usize) -> Range<usize> {
        let level = self.levels.partition_point(|start| *start <= place) - 1;
        let [below, start] = [self.levels[level - 1], self.levels[level]];
        let first = below + (place - start) * NODE;
        first..start.min(first + NODE)
    }
}
