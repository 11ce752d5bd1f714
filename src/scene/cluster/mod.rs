//! Accidents that would overlap on screen become one symbol with their sums, always under the current filter.
//!
//! Positions are fixed-point `world` (2^32 steps across). Points are sorted once along the Morton curve, so that each
//! cell of each power-of-two grid is one run; a change of the filter or the view costs one pass over the cells in view.
//!
//! At each whole zoom the world is covered by cells of 64 CSS pixels. Cells take turns in four colours, like a
//! chessboard of four: a cell whose middle is too near a symbol of an earlier turn joins it, otherwise it becomes a
//! symbol itself. Cells of one colour cannot be too near one another, so no order within a turn matters, and what
//! becomes of a cell depends on the three cells around it and on nothing further: panning changes nothing.
//!
//! Guarantees: between a whole zoom and the next, symbols are at least [`SEPARATION_PX`] apart; each shown row is in
//! exactly one; a symbol of one row stands exactly on it; the sums are those of the rows. From [`SINGLE_ZOOM`] on only
//! rows on the very same spot are joined.

mod anchors;
mod cells;
mod marks;
mod points;
#[cfg(test)]
mod tests;

pub use points::{Cluster, ClusterKey, IncidentPoints, PlacingPoints, morton_order};

/// The least distance of two symbols, in CSS pixels: room for two of a thousand accidents each.
pub const SEPARATION_PX: f64 = 52.0;

/// The zoom from which on only rows on the same spot are joined.
pub const SINGLE_ZOOM: f64 = 15.0;
