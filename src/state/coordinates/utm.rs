//! UTM coordinates and MGRS references as people write them: `38S 512345 4378901`, `38N 512345E 4378901N`,
//! `38SNK1234578901`.
//!
//! A letter after the zone is a latitude band; `N` and `S` may also mean a hemisphere. `N` is north either way. `S` is
//! the band from 32° to 40° north where the northing lies in it, and the southern hemisphere elsewhere. An MGRS
//! reference names a square; its middle is the answer. The polar regions, which have other grids, are not read.
//! Source: NGA.STND.0037, "Universal Grids and Grid Reference Systems" (2014), sections 3 and 4.

use super::Position;
use crate::spatial::UtmZone;
use crate::units::Metres;

/// Bands from 80° south on, 8° each; the last has 12°.
const BANDS: &str = "CDEFGHJKLMNPQRSTUVWX";
/// Letters of the squares' columns; each zone uses eight of them.
const COLUMNS: &str = "ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Letters of the squares' rows, which repeat.
const ROWS: &str = "ABCDEFGHJKLMNPQRSTUV";
/// The side of a lettered square, in metres.
const SQUARE: f64 = 100_000.0;
/// How far a square may reach out of its band, in degrees of latitude.
const OVERLAP: f64 = 1.0;

/// Reads a UTM position or an MGRS reference from a text in capitals.
pub(super) fn read(text: &str) -> Option<Position> {
    let text = text.strip_prefix("UTM").unwrap_or(text).trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let zone: u8 = text[..digits].parse().ok().filter(|_| digits <= 2)?;
    let rest = text[digits..].trim_start();
    let letter = rest.chars().next()?;
    let band = BANDS.find(letter)?;
    let rest = rest[1..].trim_start();
    if rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return mgrs(zone, band, rest);
    }
    let mut words = rest.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let easting = metres(words.next()?, "E")?;
    let northing = metres(words.next()?, "N")?;
    let is_utm = words.next().is_none()
        && (SQUARE..=9.0 * SQUARE).contains(&easting)
        && (0.0..=100.0 * SQUARE).contains(&northing);
    if !is_utm {
        return None;
    }
    let at = |south| Some(UtmZone::new(zone, south)?.lnglat([easting, northing]));
    let north = at(false)?;
    let lnglat = match letter {
        'N' => north,
        'S' if !is_in_band(band, north[1], 0.0) => at(true)?,
        _ => {
            let lnglat = at(band < BANDS.len() / 2)?;
            if !is_in_band(band, lnglat[1], OVERLAP) {
                return None;
            }
            lnglat
        }
    };
    Some(Position {
        lnglat: within_half_turn(lnglat),
        within: Metres(0.0),
    })
}

/// The outermost zones reach beyond the antimeridian.
fn within_half_turn([lng, lat]: [f64; 2]) -> [f64; 2] {
    let beyond = lng.abs() > 180.0;
    let turn = if beyond { 360_f64.copysign(lng) } else { 0.0 };
    [lng - turn, lat]
}

/// A number of metres, with the letter of its direction or without.
fn metres(word: &str, direction: &str) -> Option<f64> {
    let number = word.strip_suffix(direction).unwrap_or(word);
    super::number(number.strip_suffix('M').unwrap_or(number))
}

/// Whether a latitude lies in a band, or at most `beyond` degrees outside.
fn is_in_band(band: usize, latitude: f64, beyond: f64) -> bool {
    let from = -80.0 + 8.0 * band as f64;
    let height = if band + 1 == BANDS.len() { 12.0 } else { 8.0 };
    (from - beyond..=from + height + beyond).contains(&latitude)
}

fn mgrs(zone: u8, band: usize, rest: &str) -> Option<Position> {
    let mut letters = rest.chars();
    let (column, row) = (letters.next()?, letters.next()?);
    let column = COLUMNS.find(column)?;
    let row = ROWS.find(row)?;
    let digits: String = letters.filter(|letter| *letter != ' ').collect();
    let is_reference = matches!(digits.len(), 2 | 4 | 6 | 8 | 10)
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && column / 8 == usize::from(zone.checked_sub(1)? % 3);
    if !is_reference {
        return None;
    }
    let half = digits.len() / 2;
    let (mut cell, mut offsets) = (SQUARE, [0.0; 2]);
    for place in 0..half {
        cell /= 10.0;
        for (axis, offset) in offsets.iter_mut().enumerate() {
            *offset += f64::from(digits.as_bytes()[axis * half + place] - b'0') * cell;
        }
    }
    let easting = SQUARE * (column % 8 + 1) as f64 + offsets[0] + cell / 2.0;
    // In zones of even number the rows begin five letters on.
    let first = if zone.is_multiple_of(2) { 5 } else { 0 };
    let row = (row + ROWS.len() - first) % ROWS.len();
    let south = band < BANDS.len() / 2;
    let zone = UtmZone::new(zone, south)?;
    (0..5).find_map(|round| {
        let rows = (row + ROWS.len() * round) as f64;
        let northing = SQUARE * rows + offsets[1] + cell / 2.0;
        let lnglat = zone.lnglat([easting, northing]);
        is_in_band(band, lnglat[1], OVERLAP).then_some(Position {
            lnglat: within_half_turn(lnglat),
            within: Metres(cell / 2.0),
        })
    })
}
