//! Well-known text, as tables hold it: `POLYGON ((46.1 39.8, …))`, with `Z`, `M` and an `SRID=…;` before it.
//!
//! Space: as in the file. Source: OGC 06-103r4, section 7; the SRID is PostGIS's.

use super::coordinates::Coordinates;
use super::finding::Reason;
use super::geometry_writer::{GeometryType, Written};
use super::layer_builder::LayerBuilder;
use crate::decimal;
use crate::ingest::slices::part;

/// Collections within each other. Each level costs stack.
const MAX_NESTED: usize = 32;

/// Text that is not well-known text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Broken;

struct Parser<'a> {
    rest: &'a str,
}

/// Reads a geometry into the row being built and adds to `written`.
pub(super) fn read(
    text: &str,
    coordinates: &mut Coordinates,
    builder: &mut LayerBuilder,
    written: &mut Written,
) {
    let mut parser = Parser { rest: text.trim() };
    if let Some((srid, geometry)) = parser.rest.split_once(';')
        && part(srid, ..5).eq_ignore_ascii_case("SRID=")
    {
        let name = format!("EPSG:{}", part(srid, 5..).trim());
        builder.layer.crs.get_or_insert(name);
        parser.rest = geometry;
    }
    let read = parser.geometry(coordinates, builder, written, 0);
    if read.is_err() || !parser.rest.trim().is_empty() {
        builder.layer.geometries.abandon_geometry();
        *written = Written::default();
        written.fail(Reason::BrokenWkt);
    }
}

impl<'a> Parser<'a> {
    fn geometry(
        &mut self,
        coordinates: &mut Coordinates,
        builder: &mut LayerBuilder,
        written: &mut Written,
        level: usize,
    ) -> Result<(), Broken> {
        if level > MAX_NESTED {
            return Err(Broken);
        }
        let name = without_dimensions(self.word());
        let before = self.rest;
        if !matches!(self.word(), "Z" | "M" | "ZM" | "z" | "m" | "zm") {
            self.rest = before;
        }
        if name.eq_ignore_ascii_case("GEOMETRYCOLLECTION") {
            if self.is_empty() {
                written.fail(Reason::EmptyGeometry);
                return Ok(());
            }
            return self.list(|parser| parser.geometry(coordinates, builder, written, level + 1));
        }
        let kind = GeometryType::named(name).ok_or(Broken)?;
        coordinates.clear();
        if !self.is_empty() {
            self.coordinates(kind, coordinates)?;
        }
        let geometries = &mut builder.layer.geometries;
        builder.writer.write(kind, coordinates, geometries, written);
        Ok(())
    }

    fn coordinates(&mut self, kind: GeometryType, into: &mut Coordinates) -> Result<(), Broken> {
        let depth = match kind {
            GeometryType::Point => {
                self.list(|parser| parser.position(into))?;
                0
            }
            GeometryType::MultiPoint | GeometryType::LineString => {
                self.line(into)?;
                1
            }
            GeometryType::MultiLineString | GeometryType::Polygon => {
                self.polygon(into)?;
                2
            }
            GeometryType::MultiPolygon => {
                self.list(|parser| parser.polygon(into))?;
                3
            }
        };
        into.depth = (!into.points.is_empty()).then_some(depth);
        Ok(())
    }

    fn polygon(&mut self, into: &mut Coordinates) -> Result<(), Broken> {
        if self.is_empty() {
            return Ok(());
        }
        self.list(|parser| parser.line(into))?;
        into.end_polygon();
        Ok(())
    }

    fn line(&mut self, into: &mut Coordinates) -> Result<(), Broken> {
        if self.is_empty() {
            return Ok(());
        }
        self.list(|parser| {
            // The points of a multi-point may have brackets of their own.
            if parser.rest.trim_start().starts_with('(') {
                parser.list(|parser| parser.position(into))
            } else {
                parser.position(into)
            }
        })?;
        into.end_line();
        Ok(())
    }

    /// A bracket, entries with commas between them, and the closing bracket.
    fn list(
        &mut self,
        mut entry: impl FnMut(&mut Self) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        self.expect('(')?;
        loop {
            entry(self)?;
            if self.expect(',').is_err() {
                return self.expect(')');
            }
        }
    }

    fn position(&mut self, into: &mut Coordinates) -> Result<(), Broken> {
        let point = [self.number()?, self.number()?];
        into.points.push(point);
        while self.number().is_ok() {
            into.has_heights = true;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<f64, Broken> {
        self.rest = self.rest.trim_start();
        let (value, length) = decimal::scan(self.rest.as_bytes()).ok_or(Broken)?;
        self.rest = part(self.rest, length..);
        Ok(value)
    }

    fn expect(&mut self, character: char) -> Result<(), Broken> {
        let rest = self.rest.trim_start().strip_prefix(character);
        self.rest = rest.ok_or(Broken)?;
        Ok(())
    }

    /// Passes `EMPTY` where it comes next.
    fn is_empty(&mut self) -> bool {
        let before = self.rest;
        let empty = self.word().eq_ignore_ascii_case("EMPTY");
        if !empty {
            self.rest = before;
        }
        empty
    }

    /// Passes letters.
    fn word(&mut self) -> &'a str {
        let rest = self.rest.trim_start();
        let end = rest
            .find(|character: char| !character.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        self.rest = part(rest, end..);
        part(rest, ..end)
    }
}

/// A type's name without the dimensions that some programs write right after it, as in `POINTZ`.
fn without_dimensions(name: &str) -> &str {
    ["ZM", "Z", "M"]
        .into_iter()
        .filter_map(|dimensions| name.len().checked_sub(dimensions.len()))
        .map(|length| part(name, ..length))
        .find(|stripped| {
            GeometryType::named(stripped).is_some()
                && !part(name, stripped.len()..).contains(|letter: char| !"ZMzm".contains(letter))
        })
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::PartKind;

    fn parts(text: &str) -> Result<Vec<(PartKind, usize, usize)>, Reason> {
        let mut builder = LayerBuilder::default();
        let mut written = Written::default();
        read(
            text,
            &mut Coordinates::default(),
            &mut builder,
            &mut written,
        );
        builder.layer.geometries.end_geometry();
        written.outcome()?;
        let geometry = builder.layer.geometries.get(0);
        Ok(geometry
            .parts()
            .map(|part| {
                (
                    part.kind,
                    part.rings().len(),
                    part.rings().flatten().count(),
                )
            })
            .collect())
    }

    #[test]
    fn every_type_becomes_its_parts() {
        use PartKind::{Line, Points, Polygon};
        for (text, expected) in [
            ("POINT (46.1 39.8)", vec![(Points, 1, 1)]),
            ("point z(46.1 39.8 900)", vec![(Points, 1, 1)]),
            ("SRID=4326;POINTZM(46.1 39.8 900 1)", vec![(Points, 1, 1)]),
            ("MULTIPOINT ((1 2), (3 4))", vec![(Points, 1, 2)]),
            ("MULTIPOINT (1 2, 3 4)", vec![(Points, 1, 2)]),
            ("LINESTRING(1 2,3 4,5 6)", vec![(Line, 1, 3)]),
            (
                "MULTILINESTRING((1 2,3 4),(5 6,7 8))",
                vec![(Line, 1, 2), (Line, 1, 2)],
            ),
            (
                "POLYGON((0 0,9 0,9 9,0 9,0 0),(1 1,1 2,2 2,1 1))",
                vec![(Polygon, 2, 9)],
            ),
            (
                "MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))",
                vec![(Polygon, 1, 4), (Polygon, 1, 4)],
            ),
            (
                "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,3 4))",
                vec![(Points, 1, 1), (Line, 1, 2)],
            ),
        ] {
            assert_eq!(parts(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_geometry_has_its_reason() {
        for text in [
            "POLYGON EMPTY",
            "GEOMETRYCOLLECTION EMPTY",
            "MULTIPOLYGON(EMPTY)",
        ] {
            assert_eq!(parts(text), Err(Reason::EmptyGeometry), "{text}");
        }
        for text in [
            "",
            "POLYGON((0 0,1 0",
            "CIRCLE(1 2 3)",
            "POINT(1 2) x",
            "0101000020E6",
            "POINT(ä 1)",
        ] {
            assert_eq!(parts(text), Err(Reason::BrokenWkt), "{text}");
        }
        assert_eq!(
            parts(&"GEOMETRYCOLLECTION(".repeat(9_999)),
            Err(Reason::BrokenWkt)
        );
    }
}
