//! Geometry without meaning: projection, flat geometries, bounds, index, repair, simplification.
//!
//! Spaces: `lnglat` is WGS 84 degrees, longitude first; `world` is the unit Web Mercator square, y down.

mod geometries;
mod mercator;

pub use geometries::{Geometries, GeometryView, PartKind, PartView};
pub use mercator::{MAX_LATITUDE, WORLD_METRES, lnglat_from_world, world_from_lnglat};
