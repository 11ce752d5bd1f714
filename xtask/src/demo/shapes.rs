//! Shapes as surveys draw them: belts along a line, patches around a point, blocks of a clearance task.
//!
//! All in metres on the drawing board. Every ring that leaves here is free of self-crossings.

use std::f64::consts::TAU;

use super::plane::{Line, Point, Polygon, Ring, contains, is_simple};
use super::random::Random;

/// Slow waves of a few frequencies, for edges that wander as ground does.
struct Waves([(f64, f64, f64); 3]);

impl Waves {
    /// Waves that together reach about `height`, the longest about `length` metres from crest to crest.
    fn new(random: &mut Random, height: f64, length: f64) -> Self {
        Self([1.0, 2.3, 5.1].map(|pitch| {
            (
                height / (1.0 + pitch),
                TAU * pitch / (length * random.between(0.8, 1.25)),
                random.between(0.0, TAU),
            )
        }))
    }

    fn at(&self, metres: f64) -> f64 {
        self.0
            .iter()
            .map(|(height, pitch, phase)| height * (metres * pitch + phase).sin())
            .sum()
    }
}

/// The stretch of a line that a belt covers, and how far it lies to the left of it.
#[derive(Clone, Copy)]
pub struct Stretch {
    pub from: f64,
    pub to: f64,
    pub offset: f64,
    pub half_width: f64,
}

/// A belt along a line. Some belts have an island left out, as a hill or a road inside a minefield is; some fall into
/// several pieces.
///
/// Returns nothing where the line bends too sharply for the belt.
pub fn belt(random: &mut Random, line: &Line, stretch: Stretch) -> Option<Vec<Polygon>> {
    let length = stretch.to - stretch.from;
    let sway = Waves::new(random, stretch.half_width * 1.2, 900.0);
    let swell = Waves::new(random, 0.55, 700.0);
    let corner = |share: f64, side: f64| {
        let metres = stretch.from + length * share;
        let taper = (share * (1.0 - share) * 14.0).min(1.0).sqrt().max(0.35);
        let half = stretch.half_width * (1.0 + swell.at(metres)) * taper;
        line.beside(metres, stretch.offset + sway.at(metres) + side * half)
    };
    let piece = |random: &mut Random, from: f64, to: f64, thickness: f64| -> Ring {
        let steps = (length * (to - from) / 130.0).ceil().clamp(3.0, 9.0) as u32;
        let share = |step: u32| from + (to - from) * f64::from(step) / f64::from(steps);
        let jitter = 0.22 * (to - from) / f64::from(steps);
        let mut edge = |side: f64| -> Ring {
            let at = |step: u32, random: &mut Random| {
                let inner = step > 0 && step < steps;
                share(step) + if inner { random.bell() * jitter } else { 0.0 }
            };
            (0..=steps)
                .map(|step| corner(at(step, random).clamp(0.0, 1.0), side * thickness))
                .collect()
        };
        let mut ring = edge(-1.0);
        ring.extend(edge(1.0).into_iter().rev());
        ring
    };

    let pieces: Vec<Polygon> = if length > 900.0 && random.chance(0.14) {
        let cut = random.between(0.35, 0.62);
        let gap = random.between(0.04, 0.1);
        vec![
            vec![piece(random, 0.0, cut - gap / 2.0, 1.0)],
            vec![piece(random, cut + gap / 2.0, 1.0, 1.0)],
        ]
    } else {
        let mut polygon = vec![piece(random, 0.0, 1.0, 1.0)];
        if length > 500.0 && stretch.half_width > 70.0 && random.chance(0.35) {
            let from = random.between(0.3, 0.5);
            let to = from + random.between(0.1, 0.2);
            let mut hole = piece(random, from, to, 0.4);
            hole.reverse();
            cut_out(&mut polygon, hole);
        }
        vec![polygon]
    };
    pieces
        .iter()
        .flatten()
        .all(|ring| is_simple(ring))
        .then_some(pieces)
}

/// Makes a hole, unless it would break through the outline.
fn cut_out(polygon: &mut Polygon, hole: Ring) {
    if hole.iter().all(|corner| contains(&polygon[0], *corner)) {
        polygon.push(hole);
    }
}

/// A patch around a point, longer in one direction than across.
pub fn patch(random: &mut Random, centre: Point, radius: f64) -> Polygon {
    let corners = if radius < 25.0 {
        random.whole(4, 6)
    } else {
        random.whole(8, 14)
    };
    let (turn, stretch) = (random.between(0.0, TAU), random.between(0.5, 0.95));
    let outline = |random: &mut Random, radius: f64, roughness: f64| -> Ring {
        (0..corners)
            .map(|corner| {
                let angle =
                    TAU * (f64::from(corner) + random.between(-0.25, 0.25)) / f64::from(corners);
                let reach = radius * (1.0 + roughness * random.bell());
                let (along, across) = (reach * angle.cos(), reach * angle.sin() * stretch);
                centre.away(turn, along).away(turn + TAU / 4.0, across)
            })
            .collect()
    };
    let mut polygon = vec![outline(random, radius, 0.16)];
    if radius > 180.0 && random.chance(0.3) {
        let share = random.between(0.2, 0.35);
        let mut hole = outline(random, radius * share, 0.1);
        hole.reverse();
        cut_out(&mut polygon, hole);
    }
    polygon
}

/// A belt before a position near a village: it runs across the way to the village and wanders with the ground.
pub fn outwork(random: &mut Random, village: Point, half_width: f64) -> Option<Vec<Polygon>> {
    const STEP_M: f64 = 140.0;
    let side = random.between(0.0, TAU);
    let mut at = village.away(side, random.between(600.0, 2_600.0));
    let across = side + TAU / 4.0 + random.bell() * 0.35;
    let (mut heading, mut bend) = (across, 0.0);
    let length = random.skewed(280.0, 2_100.0);
    let mut points = vec![at];
    for _ in 0..(length / STEP_M).ceil() as u32 {
        bend = 0.75 * bend + 0.13 * random.bell();
        heading += bend + 0.12 * (across - heading);
        at = at.away(heading, STEP_M);
        points.push(at);
    }
    let line = Line::new(points);
    belt(
        random,
        &line,
        Stretch {
            from: 0.0,
            to: line.length(),
            offset: 0.0,
            half_width,
        },
    )
}

/// Adjoining four-sided blocks, as a clearance task divides fields: `columns` by `rows` with some left out.
pub fn blocks(
    random: &mut Random,
    corner: Point,
    columns: u32,
    rows: u32,
    side: f64,
) -> Vec<Polygon> {
    let turn = random.between(0.0, TAU);
    let node = |grid: &mut Random, column: u32, row: u32| {
        let (dx, dy) = (grid.bell() * side * 0.09, grid.bell() * side * 0.09);
        corner
            .away(turn, f64::from(column) * side + dx)
            .away(turn + TAU / 4.0, f64::from(row) * side * 0.8 + dy)
    };
    let nodes: Vec<Vec<Point>> = (0..=columns)
        .map(|column| (0..=rows).map(|row| node(random, column, row)).collect())
        .collect();
    let mut taken = Vec::new();
    for column in 0..columns as usize {
        for row in 0..rows as usize {
            if random.chance(0.8) {
                let ring = vec![
                    nodes[column][row],
                    nodes[column + 1][row],
                    nodes[column + 1][row + 1],
                    nodes[column][row + 1],
                ];
                taken.push(vec![ring]);
            }
        }
    }
    taken
}

/// What a record on paper makes of a zone: part of it, drawn with few corners, moved and turned by the drift of
/// decades.
pub fn as_recorded(random: &mut Random, polygons: &[Polygon], drift: f64) -> Polygon {
    let outer = &polygons[0][0];
    let count = outer.len();
    let half = count / 2;
    // Belts run along one edge and back along the other: take the same part of both.
    let (from, to) = (random.between(0.0, 0.3), random.between(0.55, 1.0));
    let index = |share: f64| ((half.saturating_sub(1)) as f64 * share).round() as usize;
    let (first, last) = (
        index(from),
        index(to).max(index(from) + 1).min(half.saturating_sub(1)),
    );
    let between = (first + last) / 2;
    let mut ring: Ring = [first, between, last]
        .into_iter()
        .map(|i| outer[i])
        .collect();
    ring.extend(
        [last, between, first]
            .into_iter()
            .map(|i| outer[count - 1 - i]),
    );
    ring.dedup();
    let middle = super::plane::middle(&ring);
    let (angle, turn, grow) = (
        random.between(0.0, TAU),
        random.bell() * 0.06,
        random.between(0.9, 1.5),
    );
    let moved: Ring = ring
        .iter()
        .map(|point| {
            let reach = point.distance(middle) * grow;
            let direction = (point.y - middle.y).atan2(point.x - middle.x) + turn;
            middle.away(direction, reach).away(angle, drift)
        })
        .collect();
    if moved.len() >= 4 && is_simple(&moved) {
        vec![moved]
    } else {
        patch(random, middle.away(angle, drift), 120.0)
    }
}
