//! A shape out of GeoJSON that a person pastes or picks: a geometry, a feature or a collection of features.

use super::{MOST_LOADED, Shape, ShapeKind};
use crate::json::{FromJson, Value};
use crate::protocol::Asked;

/// Bytes of a text that is read.
const LONGEST: usize = 8_000_000;

/// Why a text gives no shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeProblem {
    NotJson,
    /// Neither polygons nor lines of enough points that lie on earth.
    NoShape,
    /// More vertices than are asked about, or a text of more bytes than are read.
    TooLarge,
}

impl Shape {
    /// The areas of a text, or else its lines; of both, those of `preferred`.
    ///
    /// # Errors
    /// See [`ShapeProblem`].
    pub fn from_geojson(text: &str, preferred: ShapeKind) -> Result<Self, ShapeProblem> {
        if text.len() > LONGEST {
            return Err(ShapeProblem::TooLarge);
        }
        let value = Value::read(text).map_err(|_| ShapeProblem::NotJson)?;
        let empty = |kind| Self {
            kind,
            parts: Vec::new(),
        };
        let (mut area, mut line) = (empty(ShapeKind::Area), empty(ShapeKind::Line));
        collect(&value, &mut area, &mut line);
        let (first, second) = match preferred {
            ShapeKind::Area => (area, line),
            ShapeKind::Line => (line, area),
        };
        let shape = if first.is_whole() { first } else { second };
        if shape.count() > MOST_LOADED {
            return Err(ShapeProblem::TooLarge);
        }
        if !shape.is_whole() {
            return Err(ShapeProblem::NoShape);
        }
        Ok(shape)
    }
}

fn collect(value: &Value, area: &mut Shape, line: &mut Shape) {
    for list in ["features", "geometries"] {
        let entries = value.get(list).and_then(Value::entries).unwrap_or(&[]);
        entries.iter().for_each(|entry| match entry.get(list) {
            // A collection within one of its kind is nothing that anybody writes; it could be nested without end.
            Some(_) => {}
            None => collect(entry, area, line),
        });
    }
    if let Some(geometry) = value.get("geometry") {
        return collect_geometry(geometry, area, line);
    }
    collect_geometry(value, area, line);
}

fn collect_geometry(value: &Value, area: &mut Shape, line: &mut Shape) {
    match Asked::from_json(value) {
        Ok(Asked::Area { polygons }) => {
            for polygon in polygons {
                let shell_taken = polygon
                    .first()
                    .is_some_and(|shell| area.push_part(shell, false));
                for hole in polygon.iter().skip(1).filter(|_| shell_taken) {
                    area.push_part(hole, true);
                }
            }
        }
        Ok(Asked::Route { lines, .. }) => {
            for vertices in lines {
                line.push_part(&vertices, false);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = "[[46,39],[47,39],[47,40],[46,40],[46,39]]";

    fn read(text: &str) -> Result<Shape, ShapeProblem> {
        Shape::from_geojson(text, ShapeKind::Area)
    }

    #[test]
    fn a_polygon_alone_in_a_feature_and_in_a_collection_is_the_same() {
        let polygon = format!("{{\"type\":\"Polygon\",\"coordinates\":[{SQUARE}]}}");
        let feature =
            format!("{{\"type\":\"Feature\",\"properties\":{{}},\"geometry\":{polygon}}}");
        let collection = format!("{{\"type\":\"FeatureCollection\",\"features\":[{feature}]}}");
        let plain = read(&polygon).expect("a polygon");
        assert_eq!(plain.count(), 4);
        assert_eq!(read(&feature), Ok(plain.clone()));
        assert_eq!(read(&collection), Ok(plain));
    }

    #[test]
    fn of_areas_and_lines_those_are_taken_that_are_asked_for() {
        let both = format!(
            "{{\"type\":\"GeometryCollection\",\"geometries\":[{{\"type\":\"LineString\",\"coordinates\":[[46,39],[47,39]]}},\
             {{\"type\":\"MultiPolygon\",\"coordinates\":[[{SQUARE}],[{SQUARE}]]}}]}}"
        );
        let area = Shape::from_geojson(&both, ShapeKind::Area).expect("areas");
        assert_eq!((area.kind, area.parts.len()), (ShapeKind::Area, 2));
        let line = Shape::from_geojson(&both, ShapeKind::Line).expect("a line");
        assert_eq!((line.kind, line.count()), (ShapeKind::Line, 2));
    }

    #[test]
    fn what_is_no_shape_is_refused_with_its_reason() {
        let point = "{\"type\":\"Point\",\"coordinates\":[46,39]}";
        let projected =
            "{\"type\":\"LineString\",\"coordinates\":[[512345,4378901],[512400,4378950]]}";
        assert_eq!(read("POLYGON((46 39))"), Err(ShapeProblem::NotJson));
        assert_eq!(read(point), Err(ShapeProblem::NoShape));
        assert_eq!(read(projected), Err(ShapeProblem::NoShape));
        assert_eq!(read("null"), Err(ShapeProblem::NoShape));
        let many: Vec<String> = (0..=MOST_LOADED)
            .map(|number| format!("[46.{number:05},39]"))
            .collect();
        let line = format!(
            "{{\"type\":\"LineString\",\"coordinates\":[{}]}}",
            many.join(",")
        );
        assert_eq!(read(&line), Err(ShapeProblem::TooLarge));
    }
}
