//! What is drawn of a group at one level, and its packing into chunks of bounded size and `f32` offsets.

use super::groups::{MAX_VERTICES, extent};
use super::part::Mark;
use super::triangulate::Triangles;
use crate::hazard::HazardStatus;
use crate::order;
use crate::scene::{Ladder, MeshChunk, OutlineSegment, PartEnd, ZOOM_RANGE, ZoneMark};
use crate::spatial::hilbert::{fixed_from_world, hilbert_key};
use crate::spatial::trig::length;
use crate::spatial::{WorldBounds, joined_bounds};

/// The longer side of a chunk at most, in `world` units (626 km at the equator), that is drawn at any zoom: an `f32`
/// offset from the middle is then off by at most half a CSS pixel at zoom 22.
const MAX_EXTENT: f64 = 1.0 / 64.0;

/// Bytes of a triangle's corner, a triangle and an outline segment in a chunk's buffers.
pub(super) const CORNER: usize = size_of::<([f32; 2], u32)>();
pub(super) const TRIANGLE: usize = 3 * size_of::<u32>();
pub(super) const SEGMENT: usize = size_of::<OutlineSegment>();

/// An outline segment before it is packed.
#[derive(Debug, Clone, Copy)]
struct Segment {
    from: [f64; 2],
    to: [f64; 2],
    along: f32,
    row: u32,
}

/// Triangles, outlines and marks of a group, relative to the group's origin.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    triangles: Triangles,
    /// The row of each position.
    rows: Vec<u32>,
    outline: Vec<Segment>,
    pub marks: Vec<Mark>,
    /// Parts by falling extent; empty where they are no longer whole.
    parts: Vec<PartEnd>,
}

impl Drawing {
    /// Adds a polygon's triangles.
    pub fn fill(&mut self, triangles: Triangles, row: u32) {
        let base = self.rows.len() as u32;
        self.rows
            .resize(self.rows.len() + triangles.positions.len(), row);
        self.triangles.positions.extend(triangles.positions);
        let indices = triangles.indices.iter().map(|index| base + index);
        self.triangles.indices.extend(indices);
    }

    /// Adds the segments of a line or a closed ring.
    pub fn outline(&mut self, line: &[[f64; 2]], row: u32) {
        let mut along = 0.0;
        for edge in line.windows(2) {
            let [from, to] = [edge[0], edge[1]];
            self.outline.push(Segment {
                from,
                to,
                along: along as f32,
                row,
            });
            along += length([to[0] - from[0], to[1] - from[1]]);
        }
    }

    /// Says that all of a part has been added. Parts come by falling extent.
    pub fn end_part(&mut self, extent: f64) {
        self.parts.push(PartEnd {
            extent: extent as f32,
            segments: self.outline.len() as u32,
            indices: self.triangles.indices.len() as u32,
        });
    }

    /// Bytes of its chunks' buffers.
    pub fn weight(&self) -> usize {
        self.rows.len() * CORNER
            + self.triangles.indices.len() / 3 * TRIANGLE
            + self.outline.len() * SEGMENT
            + self.marks.len() * size_of::<ZoneMark>()
    }

    /// Appends the chunks, exact up to the zoom `closest`: one, unless the drawing is too large for one; none where there
    /// is nothing to draw.
    pub fn pack(
        self,
        origin: [f64; 2],
        status: Option<HazardStatus>,
        zooms: [f32; 2],
        closest: f64,
        chunks: &mut Vec<MeshChunk>,
    ) {
        let limit = extent_limit(closest.min(f64::from(zooms[1])));
        let bounds = self.bounds();
        if self.fits(bounds, limit) {
            chunks.extend(self.chunk(bounds, origin, status, zooms));
            return;
        }
        for piece in self.split(limit) {
            let bounds = piece.bounds();
            chunks.extend(piece.chunk(bounds, origin, status, zooms));
        }
    }

    /// The chunk of a drawing that fits; `None` where there is nothing to draw.
    fn chunk(
        mut self,
        bounds: Option<WorldBounds>,
        origin: [f64; 2],
        status: Option<HazardStatus>,
        zooms: [f32; 2],
    ) -> Option<MeshChunk> {
        let [left, top, right, bottom] = bounds?;
        // Bits of numbers that are not negative have their order.
        order::sort_by_number(&mut self.marks, |mark| {
            u64::from((mark.extent as f32).to_bits())
        });
        let extents: Vec<f32> = (self.marks.iter()).map(|mark| mark.extent as f32).collect();
        // Offsets from the piece's own middle are the smallest, hence the most exact.
        let middle = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
        let offset = |[x, y]: [f64; 2]| [(x - middle[0]) as f32, (y - middle[1]) as f32];
        Some(MeshChunk {
            origin: [origin[0] + middle[0], origin[1] + middle[1]],
            bounds: [
                origin[0] + left,
                origin[1] + top,
                origin[0] + right,
                origin[1] + bottom,
            ],
            zooms,
            status,
            fill_positions: (self.triangles.positions.iter().copied())
                .map(offset)
                .collect(),
            fill_rows: self.rows,
            fill_indices: self.triangles.indices,
            outline: (self.outline.iter())
                .map(|segment| OutlineSegment {
                    from: offset(segment.from),
                    to: offset(segment.to),
                    along: segment.along,
                    row: segment.row,
                })
                .collect(),
            marks: (self.marks.iter())
                .map(|mark| ZoneMark {
                    at: offset(mark.at),
                    extent: mark.extent as f32,
                    row: mark.row,
                })
                .collect(),
            ladder: Ladder::new(&self.parts, &extents),
        })
    }

    fn fits(&self, bounds: Option<WorldBounds>, limit: f64) -> bool {
        let most = (self.rows.len())
            .max(self.outline.len())
            .max(self.marks.len());
        most <= MAX_VERTICES && bounds.is_none_or(|bounds| extent(bounds) <= limit)
    }

    fn bounds(&self) -> Option<WorldBounds> {
        let nothing = [f64::INFINITY, f64::INFINITY, -f64::INFINITY, -f64::INFINITY];
        let mut bounds = nothing;
        let mut include = |[x, y]: [f64; 2]| bounds = joined_bounds(bounds, [x, y, x, y]);
        for at in &self.triangles.positions {
            include(*at);
        }
        for segment in &self.outline {
            include(segment.from);
            include(segment.to);
        }
        for mark in &self.marks {
            include(mark.at);
        }
        (bounds != nothing).then_some(bounds)
    }

    /// Pieces that fit; triangles and segments that are too large themselves share pieces of their own. The others are
    /// taken along the Hilbert curve (triangles) or their ring (segments): both runs stay compact.
    fn split(self, limit: f64) -> Vec<Self> {
        let corners =
            |triangle: &[u32; 3]| triangle.map(|corner| self.triangles.positions[corner as usize]);
        let mut triangles: Vec<[u32; 3]> = self.triangles.indices.as_chunks::<3>().0.to_vec();
        order::sort_by_number(&mut triangles, |triangle| {
            let [a, b, c] = corners(triangle);
            // Offsets lie around 0; the curve runs over the unit square.
            let middle = [0, 1].map(|axis| 0.5 + (a[axis] + b[axis] + c[axis]) / 3.0);
            hilbert_key(fixed_from_world(middle))
        });
        let (small, large): (Vec<_>, Vec<_>) = triangles
            .into_iter()
            .partition(|triangle| extent_of(&corners(triangle)) <= limit);
        let mut pieces = Vec::new();
        for (triangles, limit) in [(large, f64::INFINITY), (small, limit)] {
            let mut run = Run::new(limit);
            // By corner: the piece it was packed into last, counted from 1, and its place there.
            let mut packed = vec![(0, 0); self.triangles.positions.len()];
            let mut number = 1;
            for triangle in triangles {
                let fresh = |corner: &&u32| packed[**corner as usize].0 != number;
                let new = triangle.iter().filter(fresh).count();
                if run.must_end(&corners(&triangle), run.piece.rows.len() + new) {
                    pieces.push(run.end());
                    number += 1;
                }
                run.extend(&corners(&triangle));
                let piece = &mut run.piece;
                for corner in triangle {
                    let corner = corner as usize;
                    if packed[corner].0 != number {
                        packed[corner] = (number, piece.rows.len() as u32);
                        let position = self.triangles.positions[corner];
                        piece.triangles.positions.push(position);
                        piece.rows.push(self.rows[corner]);
                    }
                    piece.triangles.indices.push(packed[corner].1);
                }
            }
            pieces.push(run.end());
        }
        let (small, large): (Vec<_>, Vec<_>) = (self.outline.into_iter())
            .partition(|segment| extent_of(&[segment.from, segment.to]) <= limit);
        for (segments, limit) in [(large, f64::INFINITY), (small, limit)] {
            let mut run = Run::new(limit);
            for segment in segments {
                let ends = [segment.from, segment.to];
                if run.must_end(&ends, run.piece.outline.len() + 1) {
                    pieces.push(run.end());
                }
                run.extend(&ends);
                run.piece.outline.push(segment);
            }
            pieces.push(run.end());
        }
        let mut run = Run::new(limit);
        for mark in self.marks {
            if run.must_end(&[mark.at], run.piece.marks.len() + 1) {
                pieces.push(run.end());
            }
            run.extend(&[mark.at]);
            run.piece.marks.push(mark);
        }
        pieces.push(run.end());
        pieces
    }
}

/// The longer side of a chunk at most that is drawn exactly below a zoom: what keeps `f32` offsets exact there.
pub(super) fn extent_limit(top: f64) -> f64 {
    let above = ZOOM_RANGE[1] - top.min(ZOOM_RANGE[1]);
    // Levels begin at whole zooms, and `exp2` would bring a table of its own.
    MAX_EXTENT * 2_f64.powi(above as i32)
}

fn extent_of(points: &[[f64; 2]]) -> f64 {
    bounds_of(points).map_or(0.0, extent)
}

fn bounds_of(points: &[[f64; 2]]) -> Option<WorldBounds> {
    points
        .iter()
        .map(|&[x, y]| [x, y, x, y])
        .reduce(joined_bounds)
}

/// A piece in the making.
struct Run {
    piece: Drawing,
    bounds: Option<WorldBounds>,
    /// Its longer side at most.
    limit: f64,
}

impl Run {
    fn new(limit: f64) -> Self {
        Self {
            piece: Drawing::default(),
            bounds: None,
            limit,
        }
    }

    fn joined(&self, points: &[[f64; 2]]) -> Option<WorldBounds> {
        bounds_of(points)
            .into_iter()
            .chain(self.bounds)
            .reduce(joined_bounds)
    }

    /// Whether the piece cannot take something at `points` that would bring it to `size`.
    fn must_end(&self, points: &[[f64; 2]], size: usize) -> bool {
        let too_wide = self
            .joined(points)
            .is_some_and(|bounds| extent(bounds) > self.limit);
        self.bounds.is_some() && (too_wide || size > MAX_VERTICES)
    }

    /// Makes room for something at `points`.
    fn extend(&mut self, points: &[[f64; 2]]) {
        self.bounds = self.joined(points);
    }

    /// The piece; the next one starts empty.
    fn end(&mut self) -> Drawing {
        self.bounds = None;
        std::mem::take(&mut self.piece)
    }
}
