//! A `coordinates` member straight into flat arrays.
//!
//! Space: as in the file. Read by nesting alone (see [`Coordinates`]); at most [`DEEPEST`] lists within each other,
//! which is all that GeoJSON knows.

use super::super::coordinates::Coordinates;
use super::cursor::{Cursor, Fault};
use crate::decimal;

/// A multi-polygon's positions are lists in lists in lists in lists.
const DEEPEST: u8 = 4;

/// Coordinates that break the rules, while the record's JSON may be in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BadCoordinates {
    /// Something else than a number.
    NotNumbers,
    /// Lists nested deeper than any geometry, or differently side by side.
    Nesting,
}

/// Reads the coordinates at the cursor into `into`, which is cleared first.
///
/// # Errors
/// The inner error is about the coordinates only: the cursor stands behind them. The outer one is about the JSON.
pub(super) fn read(
    cursor: &mut Cursor<'_>,
    into: &mut Coordinates,
) -> Result<Result<(), BadCoordinates>, Fault> {
    into.clear();
    let start = cursor.at;
    let read = match cursor.peek() {
        Some(b'[') => list(cursor, into, 1).map(|depth| into.depth = depth),
        _ => Err(BadCoordinates::NotNumbers),
    };
    if let Err(bad) = read {
        cursor.at = start;
        cursor.value()?;
        return Ok(Err(bad));
    }
    Ok(Ok(()))
}

/// Reads a list and returns how deeply positions are nested in it: 0 where it is a position itself, `None` where it
/// holds no coordinate.
fn list(
    cursor: &mut Cursor<'_>,
    into: &mut Coordinates,
    level: u8,
) -> Result<Option<u8>, BadCoordinates> {
    if level > DEEPEST {
        return Err(BadCoordinates::Nesting);
    }
    cursor.at += 1;
    match cursor.peek() {
        Some(b']') => {
            cursor.at += 1;
            return Ok(None);
        }
        Some(b'[') => {}
        _ => return position(cursor, into).map(|()| Some(0)),
    }
    let mut depth = None;
    let mut has_empty = false;
    loop {
        if cursor.peek() != Some(b'[') {
            return Err(BadCoordinates::NotNumbers);
        }
        match (list(cursor, into, level + 1)?, depth) {
            (None, _) => has_empty = true,
            (inner, None) => depth = inner,
            (inner, known) if inner == known => {}
            _ => return Err(BadCoordinates::Nesting),
        }
        match cursor.next_entry(b']') {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => return Err(BadCoordinates::NotNumbers),
        }
    }
    into.has_empty_lists |= has_empty && depth.is_some();
    match depth {
        Some(0) => into.end_line(),
        Some(1) => into.end_polygon(),
        _ => {}
    }
    Ok(depth.map(|depth| depth + 1))
}

/// Reads the numbers of a position, of which the first two count, and its closing bracket.
fn position(cursor: &mut Cursor<'_>, into: &mut Coordinates) -> Result<(), BadCoordinates> {
    let lng = coordinate(cursor, into)?;
    if !cursor.take(b',') {
        return Err(BadCoordinates::NotNumbers);
    }
    let lat = coordinate(cursor, into)?;
    into.points.push([lng, lat]);
    loop {
        match cursor.next_entry(b']') {
            Ok(false) => return Ok(()),
            Ok(true) => {
                into.has_heights = true;
                // A height that is no number does not put the place in doubt.
                cursor.value().map_err(|_| BadCoordinates::NotNumbers)?;
            }
            Err(_) => return Err(BadCoordinates::NotNumbers),
        }
    }
}

#[inline]
fn coordinate(cursor: &mut Cursor<'_>, into: &mut Coordinates) -> Result<f64, BadCoordinates> {
    match cursor.peek() {
        Some(b'-' | b'0'..=b'9') => {
            let (value, length) = decimal::scan(cursor.rest()).ok_or(BadCoordinates::NotNumbers)?;
            cursor.at += length;
            Ok(value)
        }
        Some(b'"') => {
            let text = cursor.string().map_err(|_| BadCoordinates::NotNumbers)?;
            let mut buffer = String::new();
            into.were_text = true;
            decimal::parse(text.plain(&mut buffer).trim().as_bytes())
                .ok_or(BadCoordinates::NotNumbers)
        }
        _ => Err(BadCoordinates::NotNumbers),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Coordinates, BadCoordinates> {
        let mut into = Coordinates::default();
        // Within an object something always follows.
        let object = format!("{text}}}");
        let mut cursor = Cursor::new(&object);
        let read = read(&mut cursor, &mut into).expect("the JSON is in order");
        assert_eq!(cursor.at, text.len(), "{text}: the cursor stands behind");
        read.map(|()| into)
    }

    #[test]
    fn nesting_tells_what_the_coordinates_are() {
        for (text, depth, points, lines, polygons) in [
            ("[1,2]", Some(0), 1, 0, 0),
            ("[ 1 , 2 , 3 , 4 ]", Some(0), 1, 0, 0),
            ("[[1,2],[3,4]]", Some(1), 2, 1, 0),
            ("[[[1,2],[3,4]],[[5,6]]]", Some(2), 3, 2, 1),
            ("[[[[1,2]],[[3,4]]],[[[5,6]]]]", Some(3), 3, 3, 2),
            ("[]", None, 0, 0, 0),
            ("[[[]],[]]", None, 0, 0, 0),
        ] {
            let read = read_text(text).expect(text);
            assert_eq!(read.depth, depth, "{text}");
            assert_eq!(read.points.len(), points, "{text}");
            assert_eq!(read.line_ends.len(), lines, "{text}");
            assert_eq!(read.polygon_ends.len(), polygons, "{text}");
        }
    }

    #[test]
    fn what_is_no_coordinate_is_told_and_passed() {
        for text in [
            "[1]",
            "[null,2]",
            "[1,NaN]",
            "[[1,2],3]",
            "null",
            "7",
            r#"["a","b"]"#,
        ] {
            assert_eq!(
                read_text(text).expect_err(text),
                BadCoordinates::NotNumbers,
                "{text}"
            );
        }
        for text in ["[[[[[1,2]]]]]", "[[1,2],[[3,4]]]"] {
            assert_eq!(
                read_text(text).expect_err(text),
                BadCoordinates::Nesting,
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_in_quotes_are_numbers() {
        let read = read_text(r#"["46.75"," 39.81 "]"#).expect("numbers");
        assert_eq!(read.points, [[46.75, 39.81]]);
        assert!(read.were_text);
    }
}
