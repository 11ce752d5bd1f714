//! Plus Codes (Open Location Code): `8HG4F2XV+2Q`, and padded ones such as `8HG40000+`.
//!
//! A code names a rectangle of latitude and longitude; its middle is the answer. Short codes, which lack their first
//! digits, mean something only beside a place, and are told apart so that the reader can be told.
//! Source: Google, "Open Location Code: the specification" (2019).

use super::{NotRead, Position};
use crate::units::Metres;

const DIGITS: &[u8] = b"23456789CFGHJMPQRVWX";
/// Digits before the sign.
const BEFORE_SIGN: usize = 8;
/// Digits that come in pairs, latitude first; later ones count the cells of a grid.
const IN_PAIRS: usize = 10;
const MOST_DIGITS: usize = 15;
/// Metres in a degree of latitude, or of longitude on the equator, at most.
const METRES_PER_DEGREE: f64 = 111_700.0;

/// Reads a code from a text in capitals; `None` where the text is none.
pub(super) fn read(text: &str) -> Option<Result<Position, NotRead>> {
    let (before, after) = text.split_once('+')?;
    // A short code is often written with its town.
    let after_code = after.split([' ', ',']).next().unwrap_or_default();
    let is_digit = |digit: u8| DIGITS.contains(&digit);
    let digits_before = before.trim_end_matches('0');
    let is_code = digits_before.bytes().all(is_digit)
        && after_code.bytes().all(is_digit)
        && before.len() >= 2
        && before.len() <= BEFORE_SIGN
        && before.len().is_multiple_of(2)
        && after_code.len() != 1;
    if !is_code {
        return None;
    }
    if before.len() < BEFORE_SIGN {
        return Some(Err(NotRead::ShortCode));
    }
    let is_padded = digits_before.len() < before.len();
    let is_whole = after.len() == after_code.len()
        && digits_before.len().is_multiple_of(2)
        && !digits_before.is_empty()
        && (after.is_empty() || !is_padded);
    let digits: Vec<u8> = digits_before.bytes().chain(after.bytes()).collect();
    is_whole.then(|| decode(&digits).ok_or(NotRead::Nonsense))
}

fn decode(digits: &[u8]) -> Option<Position> {
    let mut corner = [-180.0, -90.0];
    // Of the rectangle: across and along, in degrees.
    let mut size = [400.0, 400.0];
    for (place, digit) in digits.iter().take(MOST_DIGITS).enumerate() {
        let value = DIGITS.iter().position(|known| known == digit)? as f64;
        if place < IN_PAIRS {
            let axis = 1 - place % 2;
            size[axis] /= 20.0;
            corner[axis] += value * size[axis];
        } else {
            size = [size[0] / 4.0, size[1] / 5.0];
            corner[0] += value % 4.0 * size[0];
            corner[1] += (value / 4.0).floor() * size[1];
        }
    }
    let lnglat = [0, 1].map(|axis| corner[axis] + size[axis] / 2.0);
    let is_on_earth = lnglat[0] < 180.0 && lnglat[1] < 90.0;
    is_on_earth.then_some(Position {
        lnglat,
        within: Metres(size[0].max(size[1]) / 2.0 * METRES_PER_DEGREE),
    })
}
