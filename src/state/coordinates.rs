//! Coordinates as people write them: decimal degrees, degrees with minutes and seconds, `geo:` addresses, UTM, MGRS and
//! Plus Codes.
//!
//! Where nothing says otherwise, latitude comes first, as people, GPS receivers and map sites write it; letters
//! (N, S, E, W) turn that round. A first number beyond 90 can only be a longitude. The answer is `lnglat` in degrees.

mod plus_code;
mod utm;

use crate::decimal;
use crate::units::Metres;

/// A position that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    pub lnglat: [f64; 2],
    /// What was written names a square or rectangle: how far its sides are from its middle, which this is; else 0.
    pub within: Metres,
}

/// Why a text gives no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    Nonsense,
    /// A Plus Code without its first digits.
    ShortCode,
}

/// Reads a position in any of the forms.
///
/// # Errors
/// See [`NotRead`].
pub fn read_position(text: &str) -> Result<Position, NotRead> {
    let capitals = text.trim().to_ascii_uppercase();
    if let Some(read) = plus_code::read(&capitals) {
        return read;
    }
    if let Some(position) = utm::read(&capitals) {
        return Ok(position);
    }
    let lnglat = parse_degrees(text).ok_or(NotRead::Nonsense)?;
    Ok(Position {
        lnglat,
        within: Metres(0.0),
    })
}

/// What separates the two halves, the surest first.
const SEPARATORS: [&str; 4] = [";", ", ", " ", ","];

/// Reads degrees; `None` where the text has none.
fn parse_degrees(text: &str) -> Option<[f64; 2]> {
    let text = text.trim();
    let text = match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("geo:") => {
            text[4..].split([';', '?']).next().unwrap_or_default()
        }
        _ => text,
    };
    let text = text.replace(['\u{a0}', '\t'], " ").replace('−', "-");
    SEPARATORS
        .into_iter()
        .find_map(|separator| halves(&text, separator))
}

fn halves(text: &str, separator: &str) -> Option<[f64; 2]> {
    text.match_indices(separator).find_map(|(at, found)| {
        let first = angle(&text[..at])?;
        let second = angle(&text[at + found.len()..])?;
        position(first, second)
    })
}

/// Which way a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Axis {
    Latitude,
    Longitude,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Angle {
    degrees: f64,
    axis: Option<Axis>,
}

fn position(first: Angle, second: Angle) -> Option<[f64; 2]> {
    let (lat, lng) = match (first.axis, second.axis) {
        (Some(Axis::Latitude), Some(Axis::Latitude))
        | (Some(Axis::Longitude), Some(Axis::Longitude)) => return None,
        (Some(Axis::Longitude), _) | (_, Some(Axis::Latitude)) => (second.degrees, first.degrees),
        (None, None) if first.degrees.abs() > 90.0 => (second.degrees, first.degrees),
        _ => (first.degrees, second.degrees),
    };
    (lat.abs() <= 90.0 && lng.abs() <= 180.0).then_some([lng, lat])
}

/// One half: a sign or a letter, and up to three numbers of degrees, minutes and seconds.
fn angle(text: &str) -> Option<Angle> {
    let text = text.trim().to_ascii_uppercase();
    let mut axis = None;
    let mut sign = 1.0;
    let mut numbers = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            'N' | 'S' | 'E' | 'W' => {
                if axis.is_some() {
                    return None;
                }
                axis = Some(if matches!(letter, 'N' | 'S') {
                    Axis::Latitude
                } else {
                    Axis::Longitude
                });
                if matches!(letter, 'S' | 'W') {
                    sign = -1.0;
                }
            }
            '°' | 'º' | '\'' | '′' | '’' | '"' | '″' | '”' | ':' => numbers.push(' '),
            // A decimal comma; the comma between the halves is gone.
            ',' => numbers.push('.'),
            '0'..='9' | '.' | '-' | '+' | ' ' => numbers.push(letter),
            _ => return None,
        }
    }
    let mut words = numbers.split_whitespace();
    let first = words.next()?;
    if first.starts_with('-') {
        // "-39 S" would turn twice.
        if axis.is_some() {
            return None;
        }
        sign = -1.0;
    }
    let first = first.trim_start_matches(['-', '+']);
    let mut degrees = number(first)?;
    let mut whole = !first.contains('.');
    for unit in [60.0, 3_600.0] {
        let Some(word) = words.next() else { break };
        let part = number(word)?;
        if !whole || part >= 60.0 {
            return None;
        }
        whole = !word.contains('.');
        degrees += part / unit;
    }
    words.next().is_none().then_some(Angle {
        degrees: sign * degrees,
        axis,
    })
}

fn number(word: &str) -> Option<f64> {
    let is_plain = word
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_plain.then(|| decimal::parse(word.as_bytes())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse_coordinates(text: &str) -> Option<[f64; 2]> {
        read_position(text).ok().map(|position| position.lnglat)
    }

    fn assert_reads(text: &str, [lng, lat]: [f64; 2]) {
        let read = parse_coordinates(text).unwrap_or_else(|| panic!("{text} is not read"));
        let apart = (read[0] - lng).abs().max((read[1] - lat).abs());
        assert!(apart < 1e-6, "{text}: {read:?}");
    }

    #[test]
    fn the_ways_in_which_people_write_a_place_all_mean_the_same() {
        for text in [
            "39.65, 46.55",
            "39.65 46.55",
            "39.65,46.55",
            "39.65;46.55",
            "39,65 46,55",
            "39,65; 46,55",
            "39.65N 46.55E",
            "N39.65 E46.55",
            "46.55 E, 39.65 N",
            "39°39′N 46°33′E",
            "39° 39' 00\" N, 46° 33' 00\" E",
            "39 39 0 46 33 0",
            "geo:39.65,46.55",
            "geo:39.65,46.55;u=35",
            "  39.65 ,  46.55 ",
            "+39.65, +46.55",
        ] {
            assert_reads(text, [46.55, 39.65]);
        }
    }

    /// UTM, MGRS and Plus Codes with the middles of what they name; `grid_references.py` beside it made it.
    const BY_OTHERS: &str = include_str!("../../tests/oracles/grid_references.csv");

    #[test]
    fn grid_references_agree_with_proj_geotrans_and_google() {
        let mut compared = 0;
        for line in BY_OTHERS.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let expected: Vec<f64> = fields[2..]
                .iter()
                .map(|field| field.parse().expect("a number"))
                .collect();
            let read = read_position(fields[1]).unwrap_or_else(|_| panic!("{line} is not read"));
            for (found, expected) in read.lnglat.iter().zip(&expected) {
                assert!((found - expected).abs() < 1e-8, "{line}: {found}");
            }
            assert!(
                (read.within.0 - expected[2]).abs() <= 1e-6 * expected[2],
                "{line}: {:?}",
                read.within
            );
            compared += 1;
        }
        assert!(compared >= 300, "{compared} lines");
    }

    #[test]
    fn grid_references_are_read_as_people_write_them() {
        let reference = read_position("38SNK1234578901").expect("a reference");
        assert_eq!(reference.within, Metres(0.5));
        for text in [
            "38S NK 12345 78901",
            "38snk 1234578901",
            " 38 S NK 12345 78901 ",
        ] {
            assert_eq!(read_position(text), Ok(reference), "{text}");
        }
        let position = read_position("38S 512345 4378901").expect("a position");
        for text in [
            "38N 512345E 4378901N",
            "38S 512345mE 4378901mN",
            "UTM 38S 512345, 4378901",
            "38 S 512345 4378901",
        ] {
            assert_eq!(read_position(text), Ok(position), "{text}");
        }
        // Letters of no band of that latitude, squares of another zone, digits that are not even.
        for text in [
            "38U 512345 4378901",
            "38SAK1234578901",
            "38SNK123457890",
            "61SNK12",
            "38SNK",
            "38ANK12",
            "38S 5 4378901",
        ] {
            assert_eq!(read_position(text), Err(NotRead::Nonsense), "{text}");
        }
    }

    #[test]
    fn the_first_zone_reaches_beyond_the_antimeridian() {
        // 400 km west of 177° W, where a degree is 18 km.
        let [lng, _] = read_position("1CAL000000").expect("a reference").lnglat;
        assert!((160.0..162.0).contains(&lng), "{lng}");
    }

    #[test]
    fn in_the_south_an_s_is_the_hemisphere() {
        let bogota = read_position("18S 600000 9500000").expect("a position");
        assert!((-5.0..-4.0).contains(&bogota.lnglat[1]), "{bogota:?}");
    }

    #[test]
    fn short_plus_codes_are_told_apart() {
        for text in ["F2XV+2Q", "F2XV+2Q Ağdam", "XV+2Q"] {
            assert_eq!(read_position(text), Err(NotRead::ShortCode), "{text}");
        }
        for text in [
            "8HG4F2XV+2",
            "8HG4F2XVV+",
            "8HG40000+2Q",
            "AAAA+22",
            "+",
            "XXXXXXXX+",
        ] {
            assert_eq!(read_position(text), Err(NotRead::Nonsense), "{text}");
        }
        assert!(read_position("8hg4f2xv+2q").is_ok());
    }

    #[test]
    fn south_and_west_are_below_zero() {
        assert_reads("4.6S 74.1W", [-74.1, -4.6]);
        assert_reads("-4.6, -74.1", [-74.1, -4.6]);
        assert_reads("−4.6, −74.1", [-74.1, -4.6]);
    }

    #[test]
    fn a_first_number_beyond_ninety_is_a_longitude() {
        assert_reads("105.1, 12.5", [105.1, 12.5]);
    }

    #[test]
    fn what_is_no_place_on_earth_is_not_read() {
        for text in [
            "",
            "Cəbrayıl",
            "39.65",
            "39.65, 246.55",
            "99, 120",
            "39 N, 46 S",
            "-39 S, 46 E",
            "39°70′N 46°E",
            "1,2,3,4,5",
        ] {
            assert_eq!(parse_coordinates(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_position_comes_back_from_decimal_text(lng in -180.0..180.0f64, lat in -90.0..90.0f64) {
            let read = parse_coordinates(&format!("{lat:.6}N {lng:.6}E"));
            if lat >= 0.0 && lng >= 0.0 {
                let [x, y] = read.expect("a position");
                prop_assert!((x - lng).abs() < 1e-5 && (y - lat).abs() < 1e-5);
            }
            let [x, y] = parse_coordinates(&format!("{lat:.6}, {lng:.6}")).expect("a position");
            prop_assert!((x - lng).abs() < 1e-5 && (y - lat).abs() < 1e-5);
        }

        #[test]
        fn a_position_is_the_same_in_every_form(lng in -179.9..179.9f64, lat in -89.9..89.9f64) {
            let [ns, ew] = [if lat < 0.0 { 'S' } else { 'N' }, if lng < 0.0 { 'W' } else { 'E' }];
            let sixty = |degrees: f64| {
                let hundredths = (degrees.abs() * 360_000.0).round() as u64;
                let (minutes, rest) = (hundredths / 6_000, hundredths % 6_000);
                (minutes / 60, minutes % 60, rest as f64 / 100.0)
            };
            let ((a, b, c), (d, e, f)) = (sixty(lat), sixty(lng));
            let (north, east) = (lat.abs(), lng.abs());
            for text in [
                format!("{lat:.6}, {lng:.6}"),
                format!("{lat:.6} {lng:.6}"),
                format!("geo:{lat:.6},{lng:.6};u=30"),
                format!("{north:.6}{ns} {east:.6}{ew}"),
                format!("{ew}{east:.6}, {ns}{north:.6}"),
                format!("{a}°{b}′{c:.2}″{ns} {d}°{e}′{f:.2}″{ew}"),
                format!("{ns} {a} {b} {c:.2}, {ew} {d} {e} {f:.2}"),
            ] {
                let read = parse_coordinates(&text);
                let near = |[x, y]: [f64; 2]| (x - lng).abs() < 2e-6 && (y - lat).abs() < 2e-6;
                prop_assert!(read.is_some_and(near), "{text} is {read:?}");
            }
        }

        #[test]
        fn no_text_is_too_hostile_to_be_read(text in "\\PC{0,40}|[0-9NSEW.,;°' -]{0,40}|[0-9]{1,2} ?[A-Z]{1,3} ?[0-9]{0,10}|[2-9CFGHJMPQRVWX0]{0,8}\\+[2-9A-Z]{0,9}") {
            if let Some([lng, lat]) = parse_coordinates(&text) {
                prop_assert!(lng.abs() <= 180.0 && lat.abs() <= 90.0);
            }
        }
    }
}
