//! How rows that are hovered or selected stand out.

use super::{Rgb, Style};
use crate::hazard::row_state::{HOVERED, SELECTED};

/// A plain line around rows that stand out, over all other outlines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emphasis {
    /// Only rows whose state has it.
    pub flag: u8,
    /// CSS pixels.
    pub width: f32,
    /// `None` keeps the class's own colour.
    pub colour: Option<Rgb>,
}

/// The lines in drawing order, wide ones first: the class's colour on paper while hovered, black on white while
/// selected.
#[must_use]
pub fn emphases(style: &Style) -> [Emphasis; 4] {
    let line = |flag, width, colour| Emphasis {
        flag,
        width,
        colour,
    };
    [
        line(HOVERED, 6.0, Some(style.halo)),
        line(HOVERED, 3.0, None),
        line(SELECTED, 6.5, Some(Rgb(255, 255, 255))),
        line(SELECTED, 3.0, Some(Rgb(0, 0, 0))),
    ]
}
