//! The Canvas 2D painter, for machines without WebGL2: slower, the same map.
//!
//! It draws the same frame from the same chunks, read into this program's memory once. Hatching and dashes come from
//! the same world-anchored arithmetic; the browser's own path filling does the rest. Positions are `f64` throughout.

mod area;
mod mark;
mod outline;
mod painter;
mod placed;
mod symbol;

pub use area::set_dashes;
pub use painter::{CanvasError, CanvasPainter};
