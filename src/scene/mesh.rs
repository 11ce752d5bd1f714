//! Meshes in chunks: the unit in which geometry travels from the worker to the GPU.
//!
//! Positions are `f32` offsets from the chunk's `f64` origin in `world`. A renderer subtracts the camera's centre
//! (relative to the same origin) before it scales, so that what is on screen is exact at zoom 22.

use crate::hazard::HazardStatus;

/// A piece of one layer: rows that are near one another, at one level of detail.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeshChunk {
    /// Origin of all positions, in `world`.
    pub origin: [f64; 2],
    /// Least x, least y, greatest x, greatest y in `world`.
    pub bounds: [f64; 4],
    /// The chunk is drawn while `zooms[0] <= zoom < zooms[1]`.
    pub zooms: [f32; 2],
    /// The recorded status of its rows: chunks are drawn in the order of [`HazardStatus::draw_rank`].
    pub status: Option<HazardStatus>,
    /// Triangle corners: x, y.
    pub fill_positions: Vec<[f32; 2]>,
    /// The row of each corner.
    pub fill_rows: Vec<u32>,
    /// Three corners per triangle, counted within the chunk.
    pub fill_indices: Vec<u32>,
    pub outline: Vec<OutlineSegment>,
    pub marks: Vec<ZoneMark>,
}

/// One segment of an outline, drawn as an instanced quad. A polygon's inside lies on its left, as the map shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlineSegment {
    pub from: [f32; 2],
    pub to: [f32; 2],
    /// World length of the ring before this segment: dashes run on around corners.
    pub along: f32,
    pub row: u32,
}

/// The least that is ever drawn of a part of a row: a dot at a point inside it. Points have extent 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneMark {
    pub at: [f32; 2],
    /// The longer side of the part's bounds, in `world`: the mark is drawn while this is small on screen.
    pub extent: f32,
    pub row: u32,
}
