//! How much of a shape each class of land covers.
//!
//! Space: the `plane` of a [`super::earth::Frame`], edges straight. Exact, but for slabs in
//! which very many edges cross: horizontals through every corner and every crossing cut the shapes into slabs, in which
//! all widths change evenly, so that the width in the middle times the height is the area. Where many shapes meet, the ground is halved first, so that a slab meets few edges.
//!
//! Cost: `O(n log n)` halvings, then for each slab the edges in it; `n` counts corners inside the frame.
//! Source of the slabs: F. P. Preparata, M. I. Shamos, "Computational Geometry" (1985), section 8.3.

use super::class::ZoneClass;
use super::clip::{Outlines, Window};
use crate::order;

/// Kinds of outline: the classes of zones by their number, then these.
pub(super) const COVERAGE: u8 = ZoneClass::ALL.len() as u8;
pub(super) const FRAME: u8 = COVERAGE + 1;
const KINDS: usize = FRAME as usize + 1;

/// Corners from which on the ground is halved.
const MANY_CORNERS: usize = 1_500;

/// How often at most: where shapes coincide, halving does not part them.
const MOST_HALVINGS: u32 = 12;

/// Crossings within one slab from which on it may be cut evenly instead of at each of them, and is where cutting would
/// pass more than so many edges.
const MANY_CROSSINGS: usize = 32;
const MANY_PASSED: usize = 16_384;

/// Widths that rounding makes, in metres: edges that cross by less only meet.
const UNMEASURABLE: f64 = 1e-6;

/// Areas inside a frame, in square metres.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Measured {
    /// What the frame itself encloses.
    pub frame: f64,
    /// Of each class, where no worse class lies.
    pub worst: [f64; ZoneClass::ALL.len()],
    /// Of each kind, whatever else lies there.
    pub covered: [f64; KINDS],
}

/// Measures outlines inside those of kind [`FRAME`]. Where it is known what these enclose, ground without other
/// outlines is not looked at.
pub(super) fn measure(outlines: &Outlines, frame: Option<f64>) -> Measured {
    let mut measured = Measured::default();
    let window = outlines.bounds(|kind| kind == FRAME);
    let others = outlines.bounds(|kind| kind != FRAME);
    let window = match (window, others, frame) {
        (Some(window), Some(others), Some(_)) => window.shared_with(others),
        (_, None, Some(_)) => None,
        _ => window,
    };
    if let Some(window) = window {
        measure_window(
            &outlines.clipped(window),
            window,
            MOST_HALVINGS,
            &mut measured,
        );
    }
    measured.frame = frame.unwrap_or(measured.frame);
    measured
}

fn measure_window(outlines: &Outlines, window: Window, halvings: u32, into: &mut Measured) {
    if outlines.corners() < MANY_CORNERS || halvings == 0 {
        Sweep::of(outlines).run(into);
        return;
    }
    for half in window.halves() {
        let inside = outlines.clipped(half);
        if inside.has(FRAME) {
            measure_window(&inside, half, halvings - 1, into);
        }
    }
}

/// An edge that is not level, from its lower end to its upper one.
#[derive(Clone, Copy)]
struct Rise {
    /// x at the lower end, and how much it changes with y.
    x: f64,
    slope: f64,
    low: f64,
    /// The slab after its last one.
    end: u32,
    polygon: u32,
    /// 1 upwards, -1 downwards.
    direction: i8,
    is_hole: bool,
}

/// An edge in a slab.
#[derive(Clone, Copy)]
struct Active {
    /// x at the bottom and at the top of the slab.
    bottom: f64,
    top: f64,
    edge: u32,
}

impl Active {
    fn at(&self, share: f64) -> f64 {
        self.bottom + share * (self.top - self.bottom)
    }
}

struct Sweep<'a> {
    /// The kind of each polygon.
    kinds: &'a [u8],
    /// By their first slab.
    edges: Vec<Rise>,
    /// The first slab of each edge.
    starts: Vec<u32>,
    /// Where slabs begin and end.
    heights: Vec<f64>,
    /// For each polygon how often its shell and its holes wind around where the scan is.
    windings: Vec<[i32; 2]>,
    /// How many polygons of each kind hold where the scan is.
    depth: [u32; KINDS],
}

impl<'a> Sweep<'a> {
    fn of(outlines: &'a Outlines) -> Self {
        let mut heights: Vec<f64> = outlines
            .rings()
            .flat_map(|ring| ring.points.iter().map(|point| point[1]))
            .collect();
        order::sort_floats(&mut heights);
        heights.dedup();
        let slab = |height: f64| heights.partition_point(|known| *known < height) as u32;
        let mut edges: Vec<(u32, Rise)> = Vec::with_capacity(outlines.corners());
        for ring in outlines.rings() {
            let mut from = ring.points[ring.points.len() - 1];
            for &to in ring.points {
                if from[1] != to[1] {
                    let is_up = from[1] < to[1];
                    let (lower, upper) = if is_up { (from, to) } else { (to, from) };
                    let rise = Rise {
                        x: lower[0],
                        slope: (upper[0] - lower[0]) / (upper[1] - lower[1]),
                        low: lower[1],
                        end: slab(upper[1]),
                        polygon: ring.polygon,
                        direction: if is_up { 1 } else { -1 },
                        is_hole: ring.is_hole,
                    };
                    edges.push((slab(lower[1]), rise));
                }
                from = to;
            }
        }
        order::sort_by_number(&mut edges, |(start, _)| u64::from(*start));
        let (starts, edges) = edges.into_iter().unzip();
        Self {
            kinds: outlines.kinds(),
            edges,
            starts,
            heights,
            windings: vec![[0, 0]; outlines.kinds().len()],
            depth: [0; KINDS],
        }
    }

    fn run(mut self, into: &mut Measured) {
        let mut active: Vec<Active> = Vec::new();
        let mut next = 0;
        for slab in 1..self.heights.len() {
            let (bottom, top) = (self.heights[slab - 1], self.heights[slab]);
            active.retain(|active| self.edges[active.edge as usize].end >= slab as u32);
            while self
                .starts
                .get(next)
                .is_some_and(|start| (*start as usize) < slab)
            {
                active.push(Active {
                    bottom: 0.0,
                    top: 0.0,
                    edge: next as u32,
                });
                next += 1;
            }
            for active in &mut active {
                let edge = &self.edges[active.edge as usize];
                active.bottom = edge.x + edge.slope * (bottom - edge.low);
                active.top = edge.x + edge.slope * (top - edge.low);
            }
            let height = top - bottom;
            sort_at(&mut active, 0.5);
            let crossings = crossings(&active);
            let mut from = 0.0;
            for to in crossings.into_iter().chain([1.0]) {
                if to > from {
                    let middle = f64::midpoint(from, to);
                    sort_at(&mut active, middle);
                    self.scan(&active, middle, height * (to - from), into);
                    from = to;
                }
            }
        }
    }

    /// Adds up a stretch of a slab, its edges in order.
    fn scan(&mut self, active: &[Active], share: f64, height: f64, into: &mut Measured) {
        let mut before = 0.0;
        for active in active {
            let x = active.at(share);
            if self.depth[usize::from(FRAME)] > 0 {
                self.add((x - before).max(0.0) * height, into);
            }
            before = x;
            let edge = &self.edges[active.edge as usize];
            let windings = &mut self.windings[edge.polygon as usize];
            let is_inside = |[shell, holes]: [i32; 2]| shell != 0 && holes == 0;
            let was_inside = is_inside(*windings);
            windings[usize::from(edge.is_hole)] += i32::from(edge.direction);
            let depth = &mut self.depth[usize::from(self.kinds[edge.polygon as usize])];
            match (was_inside, is_inside(*windings)) {
                (false, true) => *depth += 1,
                (true, false) => *depth -= 1,
                _ => {}
            }
        }
    }

    fn add(&self, area: f64, into: &mut Measured) {
        into.frame += area;
        let mut is_worst = true;
        for (kind, depth) in self.depth.iter().enumerate() {
            if *depth == 0 {
                continue;
            }
            into.covered[kind] += area;
            if is_worst && kind < into.worst.len() {
                into.worst[kind] += area;
            }
            is_worst = false;
        }
    }
}

/// Sorts by x at a share of the slab's height; quick where little has changed. Stable.
fn sort_at(active: &mut [Active], share: f64) {
    for place in 1..active.len() {
        let item = active[place];
        let x = item.at(share);
        let mut at = place;
        while at > 0 && active[at - 1].at(share) > x {
            active[at] = active[at - 1];
            at -= 1;
        }
        active[at] = item;
    }
}

/// The shares of a slab's height at which edges cross, ascending, of edges sorted by x in the middle.
fn crossings(active: &[Active]) -> Vec<f64> {
    let swaps = |left: &Active, right: &Active| {
        let (bottom, top) = (right.bottom - left.bottom, right.top - left.top);
        bottom.min(top) < -UNMEASURABLE && bottom.max(top) > UNMEASURABLE
    };
    // Sorted in the middle, neighbours swap if any two do.
    if !active.windows(2).any(|pair| swaps(&pair[0], &pair[1])) {
        return Vec::new();
    }
    let most = MANY_CROSSINGS.max(MANY_PASSED / active.len());
    let mut shares = Vec::new();
    for (place, left) in active.iter().enumerate() {
        for right in &active[place + 1..] {
            if swaps(left, right) {
                let (bottom, top) = (right.bottom - left.bottom, right.top - left.top);
                shares.push(bottom / (bottom - top));
                if shares.len() > most {
                    let even = 2 * MANY_CROSSINGS;
                    return (1..even).map(|step| step as f64 / even as f64).collect();
                }
            }
        }
    }
    order::sort_floats(&mut shares);
    shares
}
