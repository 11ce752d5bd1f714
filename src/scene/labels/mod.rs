//! Which labels there is room for, and on which side of their places.
//!
//! Decided for half a zoom at a time and for the whole world, never for a view: while the map is panned, or zoomed
//! within the half, no label appears, vanishes or moves. A caller keeps the answer until [`label_step`] changes, and
//! draws what of it is in view. The most important label chooses first; each takes the first of its positions that
//! is free at all zooms of the half.
//!
//! Spaces: places are `world`; sizes and offsets are CSS pixels, y down.

mod place;
mod room;

pub use place::{LabelCandidate, Obstacle, PlacedLabel, label_step, place_labels};

/// Between two labels, and between a label and its dot, in CSS pixels.
const GAP: f64 = 3.0;

/// Steps per zoom.
const STEPS_PER_ZOOM: f64 = 2.0;
