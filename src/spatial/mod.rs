//! Geometry without meaning: projection, flat geometries, bounds, index, repair, simplification.
//!
//! Spaces: `lnglat` is WGS 84 degrees, longitude first; `world` is the unit Web Mercator square, y down.

pub mod antimeridian;
mod area;
mod boxes;
mod crossings;
mod ends;
mod geometries;
pub mod hilbert;
mod index;
mod mercator;
mod nearest;
pub mod overlay;
mod pick;
pub mod polygon;
mod repair;
pub mod simplify;
mod tree;
pub mod trig;
mod utm;

pub use area::ground_area;
pub use boxes::{Boxes, POINT_WIDTH};
pub use crossings::ContactFinder;
pub use geometries::{Geometries, GeometryView, PartKind, PartView};
pub use index::{NOWHERE, RowIndex, WorldBounds, joined_bounds, world_bounds};
pub use mercator::{MAX_LATITUDE, WORLD_METRES, lnglat_from_world, world_from_lnglat};
pub use nearest::{Nearest, distance, nearest_on};
pub use pick::{Hit, HitKind, pick};
pub use repair::{Mending, PolygonMender, TooFewPoints};
pub use utm::UtmZone;
