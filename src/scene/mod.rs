//! What is drawn, decided without a GPU: camera, meshes, levels of detail, clusters, labels, style.
//!
//! Spaces: geometry arrives as `lnglat`, meshes are `world` relative to a chunk's origin, the camera maps `world` to
//! `screen` (CSS pixels, y down, origin at the top left of the map).

mod camera;
mod mesh;

pub use camera::{Camera, TILE_SIZE, View, ZOOM_RANGE};
pub use mesh::{MeshChunk, OutlineSegment, ZoneMark};
