//! What is inside of rings that cross: areas whose rings do not.
//!
//! Space: any plane with straight edges. The rings are laid on a grid of 2^29 steps along their longer side, on which
//! every comparison is exact in 64 bits. Edges are cut where they meet, until none crosses another; a point where two
//! cross is rounded to the grid. Then every edge knows how often shell and holes wind around the ground on its two
//! sides, and those between inside and outside are joined into rings.
//!
//! Cost: `O(n log n)` for outlines as they are drawn, with a look at all edges for each separate group of them.
//!
//! Source for the rounding: J. D. Hobby, "Practical segment intersection with finite precision output" (1999), with
//! repeated rounds of cutting in place of tolerance squares.

use super::polygon::{signed_area, winding};
use super::{Boxes, RowIndex};
use crate::order;

/// A closed ring, counter-clockwise around an area, clockwise around a hole in one.
type Ring = Vec<[f64; 2]>;

/// Steps along the longer side: products of two differences fit into 64 bits.
const STEPS: f64 = (1 << 29) as f64;

/// Rounds of cutting after which rings are given up. Rounding rarely makes new crossings, and never many times over.
const MOST_ROUNDS: usize = 16;

/// A point of the grid.
type Point = [i64; 2];

/// How often the shell, and the holes taken together, wind around a place.
type Windings = [i32; 2];

/// A stretch from the lesser point to the greater.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Edge {
    from: Point,
    to: Point,
    /// Windings on its left less those on its right.
    step: Windings,
}

/// The areas that `is_inside` chooses by whether the shell, and whether any hole, winds around a place. Each area is
/// its shell and then its holes. The first of the closed `rings` is the shell; holes wind as one, whatever their
/// direction. `None` where the cutting finds no end.
#[must_use]
pub fn areas(
    rings: &[&[[f64; 2]]],
    is_inside: fn(shell: bool, hole: bool) -> bool,
) -> Option<Vec<Vec<Ring>>> {
    let grid = Grid::around(rings.first()?, rings)?;
    let mut edges = Vec::new();
    for (place, ring) in rings.iter().enumerate() {
        let forwards = place == 0 || signed_area(ring) > 0.0;
        let direction = if forwards { 1 } else { -1 };
        let step = if place == 0 {
            [direction, 0]
        } else {
            [0, direction]
        };
        for pair in ring.windows(2) {
            edges.extend(Edge::between(
                grid.point(pair[0]),
                grid.point(pair[1]),
                step,
            ));
        }
    }
    let edges = without_crossings(edges)?;
    let rings = Arrangement::of(&edges).rings(is_inside);
    Some(grid.areas(&rings))
}

impl Edge {
    fn between(from: Point, to: Point, step: Windings) -> Option<Self> {
        match from.cmp(&to) {
            std::cmp::Ordering::Less => Some(Self { from, to, step }),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self {
                from: to,
                to: from,
                step: step.map(|step| -step),
            }),
        }
    }

    /// Twice the area of the triangle with a point: positive on the left.
    fn side(&self, point: Point) -> i64 {
        cross(minus(self.to, self.from), minus(point, self.from))
    }

    fn ends_at(&self, point: Point) -> bool {
        self.from == point || self.to == point
    }

    /// Least x and y, greatest x and y.
    fn bounds(&self) -> [i64; 4] {
        let (low, high) = (self.from[1].min(self.to[1]), self.from[1].max(self.to[1]));
        [self.from[0], low, self.to[0], high]
    }

    /// Whether a point lies upon the edge, its ends left out.
    fn is_upon(&self, point: Point) -> bool {
        let [left, bottom, right, top] = self.bounds();
        (left..=right).contains(&point[0])
            && (bottom..=top).contains(&point[1])
            && !self.ends_at(point)
            && self.side(point) == 0
    }

    /// The point of the grid nearest to where two edges cross, each going from one side of the other to its other side.
    fn crossing(&self, other: &Self) -> Option<Point> {
        let [before, after] = [self.side(other.from), self.side(other.to)];
        let [own_before, own_after] = [other.side(self.from), other.side(self.to)];
        let crosses =
            before.signum() * after.signum() < 0 && own_before.signum() * own_after.signum() < 0;
        crosses.then(|| {
            let share = before as f64 / (before as f64 - after as f64);
            let along = minus(other.to, other.from);
            [0, 1].map(|axis| other.from[axis] + (share * along[axis] as f64).round() as i64)
        })
    }
}

/// Cuts edges where they meet, and joins those that lie upon one another.
fn without_crossings(mut edges: Vec<Edge>) -> Option<Vec<Edge>> {
    for _ in 0..MOST_ROUNDS {
        edges = joined(edges);
        let pieces = cut(&edges);
        if pieces.len() == edges.len() {
            return Some(edges);
        }
        edges = pieces;
    }
    None
}

fn joined(mut edges: Vec<Edge>) -> Vec<Edge> {
    order::sort_by(&mut edges, |left, right| {
        (left.from, left.to).cmp(&(right.from, right.to))
    });
    let mut joined: Vec<Edge> = Vec::with_capacity(edges.len());
    for edge in edges {
        match joined.last_mut() {
            Some(last) if last.from == edge.from && last.to == edge.to => {
                last.step = sum(last.step, edge.step);
            }
            _ => joined.push(edge),
        }
    }
    joined.retain(|edge| edge.step != [0, 0]);
    joined
}

/// Cuts each edge at the points where others meet it; as many edges where none does.
fn cut(edges: &[Edge]) -> Vec<Edge> {
    // The index knows a world that repeats every unit, of which half is used here.
    let to_index = |edge: &Edge| edge.bounds().map(|axis| axis as f64 / (2.0 * STEPS));
    let mut boxes = Boxes::default();
    edges.iter().for_each(|edge| boxes.push(to_index(edge)));
    let index = RowIndex::of(boxes);
    let mut pieces = Vec::with_capacity(edges.len());
    let mut cuts: Vec<Point> = Vec::new();
    for (place, edge) in edges.iter().enumerate() {
        cuts.clear();
        for row in index.query_box(to_index(edge)) {
            let other = &edges[row as usize];
            cuts.extend(
                [other.from, other.to]
                    .iter()
                    .filter(|end| edge.is_upon(**end)),
            );
            // Both edges must be cut at one point, so it is found in one order.
            let crossing = if (row as usize) < place {
                other.crossing(edge)
            } else {
                edge.crossing(other)
            };
            cuts.extend(crossing.filter(|point| !edge.ends_at(*point)));
        }
        let along = minus(edge.to, edge.from);
        order::sort_by_number(&mut cuts, |point| {
            dot(minus(*point, edge.from), along) as u64
        });
        let mut from = edge.from;
        for to in cuts.iter().copied().chain([edge.to]) {
            pieces.extend(Edge::between(from, to, edge.step));
            from = to;
        }
    }
    pieces
}

/// Edges that meet at their ends alone, around each point in the order of their directions.
struct Arrangement<'a> {
    edges: &'a [Edge],
    /// Each edge twice, once from each of its ends, by origin and then counter-clockwise.
    spokes: Vec<Spoke>,
}

/// An edge as seen from one of its ends.
#[derive(Clone, Copy)]
struct Spoke {
    origin: Point,
    along: Point,
    edge: u32,
    /// Windings on the left less those on the right.
    step: Windings,
    /// Known once it has been reached.
    right: Option<Windings>,
    /// The place of the same edge as seen from its other end.
    twin: u32,
}

impl<'a> Arrangement<'a> {
    fn of(edges: &'a [Edge]) -> Self {
        let spoke = |origin, along, edge, step| Spoke {
            origin,
            along,
            edge,
            step,
            right: None,
            twin: 0,
        };
        let mut spokes: Vec<Spoke> = (0..)
            .zip(edges)
            .flat_map(|(index, edge)| {
                let (there, back) = (minus(edge.to, edge.from), minus(edge.from, edge.to));
                [
                    spoke(edge.from, there, index, edge.step),
                    spoke(edge.to, back, index, edge.step.map(|step| -step)),
                ]
            })
            .collect();
        order::sort_by(&mut spokes, |left, right| {
            let half = |along: Point| along < [0, 0];
            (left.origin.cmp(&right.origin))
                .then_with(|| half(left.along).cmp(&half(right.along)))
                .then_with(|| 0.cmp(&cross(left.along, right.along)))
        });
        let mut seen: Vec<Option<u32>> = vec![None; edges.len()];
        for place in 0..spokes.len() {
            let edge = spokes[place].edge as usize;
            match seen[edge] {
                None => seen[edge] = Some(place as u32),
                Some(twin) => {
                    spokes[place].twin = twin;
                    spokes[twin as usize].twin = place as u32;
                }
            }
        }
        let mut arrangement = Self { edges, spokes };
        arrangement.wind();
        arrangement
    }

    /// The spokes of the origin of one of them.
    fn around(&self, place: usize) -> std::ops::Range<usize> {
        let origin = self.spokes[place].origin;
        let start = self.spokes.partition_point(|spoke| spoke.origin < origin);
        let end = self.spokes.partition_point(|spoke| spoke.origin <= origin);
        start..end
    }

    /// Finds the windings on the right of every spoke: of one in each group by looking, of the others by going around
    /// points, where the left of one is the right of the next.
    fn wind(&mut self) {
        for start in 0..self.spokes.len() {
            if self.spokes[start].right.is_some() {
                continue;
            }
            let spoke = &self.spokes[start];
            let edge = &self.edges[spoke.edge as usize];
            let right = self.windings_right_of(edge);
            let is_forwards = spoke.origin == edge.from;
            let right = if is_forwards {
                right
            } else {
                sum(right, edge.step)
            };
            let mut reached = vec![(start, right)];
            while let Some((place, mut right)) = reached.pop() {
                if self.spokes[place].right.is_some() {
                    continue;
                }
                let around = self.around(place);
                for place in (place..around.end).chain(around.start..place) {
                    let spoke = &mut self.spokes[place];
                    let left = sum(right, spoke.step);
                    spoke.right = Some(right);
                    reached.push((spoke.twin as usize, left));
                    right = left;
                }
            }
        }
    }

    /// Windings just right of an edge's middle: what the edges below it add up to, seen from far below, where there
    /// is nothing. Of an upright edge, just beside the middle.
    fn windings_right_of(&self, edge: &Edge) -> Windings {
        // Doubled, so that it lies on the grid.
        let middle = [0, 1].map(|axis| edge.from[axis] + edge.to[axis]);
        let mut windings = [0, 0];
        for other in self.edges {
            let [from, to] = [other.from, other.to].map(|end| end.map(|axis| 2 * axis));
            let spans = from[0] <= middle[0] && middle[0] < to[0];
            let is_below = || cross(minus(other.to, other.from), minus(middle, from)) > 0;
            if spans && other != edge && is_below() {
                windings = sum(windings, other.step);
            }
        }
        windings
    }

    /// The rings between inside and outside, the inside on the left, none of which touches itself.
    fn rings(&self, is_inside: fn(bool, bool) -> bool) -> Vec<Vec<Point>> {
        let inside = |[shell, hole]: Windings| is_inside(shell != 0, hole != 0);
        let is_boundary = |spoke: &Spoke| {
            let right = spoke.right.unwrap_or_default();
            !inside(right) && inside(sum(right, spoke.step))
        };
        let mut left: Vec<bool> = self.spokes.iter().map(is_boundary).collect();
        let mut rings = Vec::new();
        for start in 0..left.len() {
            let mut path: Vec<Point> = Vec::new();
            let mut place = start;
            while std::mem::take(&mut left[place]) {
                let spoke = &self.spokes[place];
                path.push(spoke.origin);
                let twin = spoke.twin as usize;
                let around = self.around(twin);
                // Clockwise from where the path came from lies the inside, up to the next boundary.
                let next = (around.start..twin)
                    .rev()
                    .chain((twin..around.end).rev())
                    .find(|place| left[*place] || *place == start);
                let Some(next) = next else { break };
                place = next;
            }
            rings.extend(simple_rings(path));
        }
        rings
    }
}

/// Takes a path that comes back to its start apart where it passes a point again.
fn simple_rings(path: Vec<Point>) -> Vec<Vec<Point>> {
    let mut sorted = path.clone();
    order::sort_by(&mut sorted, Ord::cmp);
    let repeats = sorted.windows(2).filter(|pair| pair[0] == pair[1]);
    let repeated: Vec<Point> = repeats.map(|pair| pair[0]).collect();
    let (mut rings, mut open) = (Vec::new(), Vec::new());
    // Points of `open` that come again, with their places.
    let mut marks: Vec<(Point, usize)> = Vec::new();
    for point in path {
        if repeated.binary_search(&point).is_ok() {
            if let Some(mark) = marks.iter().position(|(known, _)| *known == point) {
                rings.push(open.split_off(marks[mark].1));
                marks.truncate(mark);
            }
            marks.push((point, open.len()));
        }
        open.push(point);
    }
    rings.push(open);
    rings.retain(|ring: &Vec<Point>| ring.len() > 2);
    rings
}

/// The grid that points are rounded to.
struct Grid {
    origin: [f64; 2],
    scale: f64,
}

impl Grid {
    /// `None` where the rings have no extent.
    fn around(first: &[[f64; 2]], rings: &[&[[f64; 2]]]) -> Option<Self> {
        let (mut low, mut high) = (*first.first()?, *first.first()?);
        for point in rings.iter().copied().flatten() {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        let scale = STEPS / (high[0] - low[0]).max(high[1] - low[1]);
        scale.is_normal().then_some(Self { origin: low, scale })
    }

    fn point(&self, point: [f64; 2]) -> Point {
        [0, 1].map(|axis| ((point[axis] - self.origin[axis]) * self.scale).round() as i64)
    }

    /// Shells with the holes that lie in them; a hole belongs to the smallest shell around it.
    fn areas(&self, rings: &[Vec<Point>]) -> Vec<Vec<Ring>> {
        let ring_of = |ring: &Vec<Point>| -> Ring {
            let closed = ring.iter().chain(ring.first());
            closed.map(|point| point.map(|axis| axis as f64)).collect()
        };
        let on_grid: Vec<(f64, Ring)> = rings
            .iter()
            .map(ring_of)
            .map(|ring| (signed_area(&ring), ring))
            .collect();
        let (mut shells, holes): (Vec<_>, Vec<_>) =
            on_grid.into_iter().partition(|(area, _)| *area > 0.0);
        order::sort_by_number(&mut shells, |(area, _)| area.to_bits());
        let mut areas: Vec<Vec<Ring>> = shells.iter().map(|_| Vec::new()).collect();
        for (_, hole) in holes {
            // Touching rings share points, but no stretch between two.
            let middle = [0, 1].map(|axis| f64::midpoint(hole[0][axis], hole[1][axis]));
            let shell = shells
                .iter()
                .position(|(_, shell)| winding(shell, middle) != 0);
            if let Some(shell) = shell {
                areas[shell].push(hole);
            }
        }
        for ((_, shell), area) in shells.into_iter().zip(&mut areas) {
            area.insert(0, shell);
            for point in area.iter_mut().flatten() {
                *point = [0, 1].map(|axis| self.origin[axis] + point[axis] / self.scale);
            }
        }
        areas
    }
}

fn minus(left: Point, right: Point) -> Point {
    [left[0] - right[0], left[1] - right[1]]
}

fn sum(left: Windings, right: Windings) -> Windings {
    [left[0] + right[0], left[1] + right[1]]
}

fn cross(left: Point, right: Point) -> i64 {
    left[0] * right[1] - left[1] * right[0]
}

fn dot(left: Point, right: Point) -> i64 {
    left[0] * right[0] + left[1] * right[1]
}

#[cfg(test)]
mod tests;
