//! The state byte of a row: how the map draws it right now. One byte per row travels to the GPU.
//!
//! ```text
//! bit   7        6        5         4                  3        2..0
//!       visible  hovered  selected  not yet released   undated  effective status
//! ```
//! The effective status is the code of a [`HazardStatus`]: the recorded one, or, on a map as of a past day, what was
//! known on that day. Of an accident the same bits say the worst that happened: [`KILLED`], [`INJURED`] or, 0, unknown.
//! Rows of other kinds have 0.

use super::HazardStatus;

/// The code of the effective [`HazardStatus`].
pub const STATUS_MASK: u8 = 0b0000_0111;
/// Of an accident: somebody was killed.
pub const KILLED: u8 = 1;
/// Of an accident: somebody was injured and nobody killed, as far as is known.
pub const INJURED: u8 = 2;
/// No date is known: the row cannot follow the time.
pub const UNDATED: u8 = 0x08;
/// Recorded as released today, but not on the day that the map shows: drawn as suspected.
pub const NOT_YET_RELEASED: u8 = 0x10;
pub const SELECTED: u8 = 0x20;
pub const HOVERED: u8 = 0x40;
/// The row passes every filter and its layer is on.
pub const VISIBLE: u8 = 0x80;

/// The status a state byte says a zone has.
#[must_use]
pub fn effective_status(state: u8) -> HazardStatus {
    HazardStatus::from_code(state & STATUS_MASK)
}

/// Whether a state byte says the row is drawn.
#[must_use]
pub fn is_visible(state: u8) -> bool {
    state & VISIBLE != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_fits_beside_the_flags() {
        for status in HazardStatus::ALL {
            let state = status.code() | VISIBLE | HOVERED | SELECTED | NOT_YET_RELEASED | UNDATED;
            assert_eq!(effective_status(state), status);
        }
    }
}
