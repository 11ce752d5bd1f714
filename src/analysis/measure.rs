//! Lengths of ways on the ground.

use super::earth::{chord, ground_distance, space_from_lnglat};
use crate::units::Metres;

/// The length of a way over these positions (`lnglat`), each stretch the shortest on WGS 84, within 0.01%.
#[must_use]
pub fn way_length(positions: impl Iterator<Item = [f64; 2]>) -> Metres {
    let mut length = 0.0;
    let mut before: Option<[f64; 2]> = None;
    for to in positions {
        if let Some(from) = before {
            let chord = chord(space_from_lnglat(from), space_from_lnglat(to));
            length += ground_distance(from, to, chord).0;
        }
        before = Some(to);
    }
    Metres(length)
}
