//! From geometries to meshes in chunks, with levels of detail, while a layer is still being read.
//!
//! The journey of a batch of rows ([`mesh_rows`]): `groups` sorts the rows by status and along a Hilbert curve and cuts
//! them into groups that fit a chunk; `part` projects a group's polygons, lines and points and finds the point of each
//! mark; `triangulate` fills polygons and proves it by comparing areas; `level` decides which coarser levels are worth
//! their memory and builds them, and all levels but the finest come first: a map is seen before every vertex of it is
//! triangulated. `chunk` writes `f32` offsets from an `f64` origin.
//!
//! Guarantees:
//! - At every zoom each part of each row is in exactly one chunk's mesh, or it is smaller than [`MARK_EXTENT_PX`] on
//!   screen and its mark, which is valid at all zooms, stands for it. Nothing is simplified away.
//! - What is drawn at a zoom strays from the source by at most [`MAX_ERROR_PX`] CSS pixels.
//! - The coarser levels of a group together weigh at most half of the full one.
//! - A faulty ring is filled where its shell winds around ground, more rather than less; its outline is always there.
//!
//! Spaces: `lnglat` in, `world` out. Nothing is clipped or wrapped: a zone across the antimeridian reaches beyond the
//! square, and the renderer draws the copies of the world.

mod chunk;
mod groups;
mod level;
mod part;
#[cfg(test)]
mod tests;
mod triangulate;

pub use groups::{Meshing, mesh_rows};
pub use level::{MARK_EXTENT_PX, MAX_ERROR_PX};
