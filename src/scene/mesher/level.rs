//! Levels of detail: how coarse a group may be drawn at which zooms, and whether that is worth its memory.

use super::chunk::{CORNER, Drawing, SEGMENT, TRIANGLE};
use super::groups::Group;
use super::part::{Part, Ring, parts};
use super::triangulate::{Triangles, Triangulator};
use crate::scene::{MeshChunk, TILE_SIZE};
use crate::spatial::polygon::signed_area;
use crate::spatial::{Geometries, PartKind};

/// How far what is drawn may stray from the source, in CSS pixels.
pub const MAX_ERROR_PX: f64 = 0.5;

/// A part smaller than this on screen, in CSS pixels, may be missing from meshes: a renderer must draw the mark of
/// whatever is at most this large, and should begin somewhat earlier.
pub const MARK_EXTENT_PX: f64 = 5.0;

/// The zooms below which a coarser level may take over, in the order in which they are tried.
const LEVEL_TOPS: [f64; 6] = [11.0, 10.0, 9.0, 8.0, 7.0, 5.0];

/// What a level may weigh of the next finer one: a third, a third of that, and so on, is less than a half.
const MAX_SHARE: f64 = 0.33;

/// A level that is likely to be this many times too heavy is not tried.
const HOPELESS: usize = 2;

/// How much finer the second attempt at a polygon is that was simplified across itself.
const RETRY: f64 = 8.0;

/// The least tolerance that is ever asked for, in `world` units.
pub(super) const FINEST_TOLERANCE: f64 = MAX_ERROR_PX / (TILE_SIZE * 2048.0) / RETRY;

/// `world` units per CSS pixel at a whole zoom.
fn pixel(zoom: f64) -> f64 {
    1.0 / (TILE_SIZE * 2_f64.powi(zoom as i32))
}

/// The marks of a group and its coarser levels, the finest first, and the zoom from which only the source will do.
pub(super) fn overview(
    geometries: &Geometries,
    group: &Group,
    closest: f64,
    triangulator: &mut Triangulator,
) -> (Vec<MeshChunk>, f64) {
    let origin = group.middle();
    let parts = parts(geometries, &group.rows, origin);
    let mut builder = Levels {
        triangulator,
        parts: &parts,
    };
    let mut finer = builder.full_weight();
    let mut levels: Vec<(Drawing, f64)> = Vec::new();
    for zoom in LEVEL_TOPS {
        if let Some(drawing) = builder.coarse(zoom, (MAX_SHARE * finer as f64) as usize) {
            finer = drawing.weight();
            levels.push((drawing, zoom));
        }
    }

    let mut chunks = Vec::new();
    let mut marks = Drawing::default();
    marks.marks = parts.iter().flat_map(Part::marks).collect();
    let always = [0.0, f32::INFINITY];
    marks.pack(origin, group.status, always, closest, &mut chunks);
    let tops: Vec<f64> = levels.iter().map(|(_, top)| *top).chain([0.0]).collect();
    for ((drawing, top), bottom) in levels.into_iter().zip(&tops[1..]) {
        let zooms = [*bottom as f32, top as f32];
        drawing.pack(origin, group.status, zooms, closest, &mut chunks);
    }
    (chunks, tops[0])
}

/// The level of a group that is as its source, for zooms from `bottom` on, exact up to `closest`.
pub(super) fn detail(
    geometries: &Geometries,
    group: &Group,
    [bottom, closest]: [f64; 2],
    triangulator: &mut Triangulator,
) -> Vec<MeshChunk> {
    let origin = group.middle();
    let parts = parts(geometries, &group.rows, origin);
    let full = Levels {
        triangulator,
        parts: &parts,
    }
    .full();
    let mut chunks = Vec::new();
    let zooms = [bottom as f32, f32::INFINITY];
    full.pack(origin, group.status, zooms, closest, &mut chunks);
    chunks
}

/// Builds the levels of one group's parts.
struct Levels<'a> {
    triangulator: &'a mut Triangulator,
    parts: &'a [Part],
}

impl Levels<'_> {
    /// Everything, as it is in the source.
    fn full(&mut self) -> Drawing {
        let mut drawing = Drawing::default();
        for part in self.parts {
            let rings: Vec<_> = part.rings.iter().map(|ring| ring.vertices(None)).collect();
            if part.kind == PartKind::Polygon {
                let triangles = self.triangulator.triangulate(&rings);
                let triangles = triangles.unwrap_or_else(|| self.triangulator.resolve(&rings));
                drawing.fill(triangles, part.row);
            }
            outline(part, &rings, &mut drawing);
            drawing.end_part(part.extent);
        }
        drawing
    }

    /// What [`Levels::full`] weighs, but for what crosses itself.
    fn full_weight(&self) -> usize {
        let rings = |part: &Part| {
            let edges = |ring: &Ring| ring.points.len().saturating_sub(1);
            let edges: usize = part.rings.iter().map(edges).sum();
            let corners = match part.kind {
                PartKind::Polygon => edges,
                _ => 0,
            };
            let segments = match part.kind {
                PartKind::Points => 0,
                _ => edges,
            };
            corners * CORNER + corners.saturating_sub(2) * TRIANGLE + segments * SEGMENT
        };
        self.parts.iter().map(rings).sum()
    }

    /// The level for zooms below `top`, or `None` where it would weigh more than `limit` bytes.
    fn coarse(&mut self, top: f64, limit: usize) -> Option<Drawing> {
        let pixel = pixel(top);
        let tolerance = MAX_ERROR_PX * pixel;
        let large = |part: &&Part| part.extent >= MARK_EXTENT_PX * pixel;
        let vertices = |count: fn(&Ring, f64) -> usize| -> usize {
            let large = self.parts.iter().filter(large);
            let rings = large.flat_map(|part| &part.rings);
            rings.map(|ring| count(ring, tolerance)).sum()
        };
        // Each vertex brings at least its outline segment: where these are too heavy, the rest need not be built.
        if vertices(Ring::likely_count) * SEGMENT > HOPELESS * limit
            || vertices(Ring::count) * SEGMENT > limit
        {
            return None;
        }
        let mut drawing = Drawing::default();
        for part in self.parts {
            if !large(&part) {
                continue;
            }
            let rings = if part.kind == PartKind::Polygon {
                let (rings, triangles) = self.coarse_polygon(part, tolerance);
                drawing.fill(triangles, part.row);
                rings
            } else {
                let simple = |ring: &Ring| ring.vertices(Some(tolerance));
                part.rings.iter().map(simple).collect()
            };
            outline(part, &rings, &mut drawing);
            drawing.end_part(part.extent);
        }
        (drawing.weight() <= limit).then_some(drawing)
    }

    /// A polygon simplified so that it neither crosses itself nor turns inside out: by the tolerance where that works,
    /// by less, or not at all.
    fn coarse_polygon(&mut self, part: &Part, tolerance: f64) -> (Vec<Vec<[f64; 2]>>, Triangles) {
        // A hole that is at most as large as the error in all directions is filled: never less than the source.
        let rings: Vec<&Ring> = (part.rings.iter().enumerate())
            .filter(|&(number, ring)| number == 0 || ring.extent > tolerance)
            .map(|(_, ring)| ring)
            .collect();
        let simplified = |tolerance| -> Vec<Vec<[f64; 2]>> {
            rings.iter().map(|ring| ring.vertices(tolerance)).collect()
        };
        for tolerance in [tolerance, tolerance / RETRY] {
            let simple = simplified(Some(tolerance));
            let upright = rings.iter().zip(&simple).all(|(ring, simple)| {
                let (before, after) = (signed_area(&ring.points), signed_area(simple));
                before == 0.0 || before * after > 0.0
            });
            let triangles = upright
                .then(|| self.triangulator.triangulate(&simple))
                .flatten();
            if let Some(triangles) = triangles {
                return (simple, triangles);
            }
        }
        let source = simplified(None);
        let triangles = self.triangulator.triangulate(&source);
        let triangles = triangles.unwrap_or_else(|| self.triangulator.resolve(&source));
        (source, triangles)
    }
}

/// Adds the outlines of a part's rings, the inside on their left as the map shows them; points have none.
fn outline(part: &Part, rings: &[Vec<[f64; 2]>], drawing: &mut Drawing) {
    if part.kind == PartKind::Points {
        return;
    }
    for (number, ring) in rings.iter().enumerate() {
        let clockwise = signed_area(ring) > 0.0;
        if part.kind == PartKind::Polygon && clockwise == (number == 0) {
            let reversed: Vec<_> = ring.iter().rev().copied().collect();
            drawing.outline(&reversed, part.row);
        } else {
            drawing.outline(ring, part.row);
        }
    }
}
