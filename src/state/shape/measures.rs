//! How long and how large a shape is, on the ellipsoid.

use super::{Shape, ShapeKind};
use crate::analysis::way_length;
use crate::spatial::ground_area;
use crate::units::{Metres, SquareMetres};

/// The measures of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShapeMeasures {
    /// Of the lines, or of the outlines with those of holes.
    pub length: Metres,
    /// Of the last edge.
    pub last_edge: Option<Metres>,
    /// `None` for lines, and where the outline meets itself: what it encloses can be read in several ways then.
    pub area: Option<SquareMetres>,
}

impl Shape {
    /// The measures of a shape.
    #[must_use]
    pub fn measures(&self) -> ShapeMeasures {
        let lengths = self.parts.iter().map(|part| {
            let closing = part
                .vertices
                .first()
                .filter(|_| self.kind == ShapeKind::Area);
            way_length(part.vertices.iter().chain(closing).copied()).0
        });
        let last = self.parts.last().map(|part| &part.vertices[..]);
        let is_area = self.kind == ShapeKind::Area && self.is_whole() && !self.meets_itself();
        ShapeMeasures {
            length: Metres(lengths.sum()),
            last_edge: match last {
                Some([.., from, to]) => Some(way_length([*from, *to].into_iter())),
                _ => None,
            },
            area: is_area.then(|| ground_area(&self.geometries().get(0))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Value;

    /// Shapes with their lengths and areas by PROJ; `measures_by_pyproj.py` beside it made it.
    const BY_PROJ: &str = include_str!("measures_by_pyproj.json");

    #[test]
    fn lengths_and_areas_agree_with_proj() {
        let cases = Value::read(BY_PROJ).expect("the stored cases are JSON");
        let mut compared = 0;
        for case in cases.entries().expect("a list") {
            let number = |name| case.get(name).and_then(Value::number);
            let shape = Shape::from_geojson(
                &case.get("geometry").expect("a geometry").to_string(),
                ShapeKind::Area,
            )
            .expect("a shape");
            let measures = shape.measures();
            let length = number("length_m").expect("a length");
            assert!(
                (measures.length.0 - length).abs() <= 0.01 + 1e-4 * length,
                "{}: {} instead of {length} m",
                case.excerpt(),
                measures.length.0
            );
            if let Some(area) = number("area_m2") {
                let found = measures.area.expect("an area").0;
                assert!(
                    (found - area).abs() <= 0.5 + 1e-3 * area,
                    "{}: {found} instead of {area} m²",
                    case.excerpt()
                );
            }
            compared += 1;
        }
        assert!(compared >= 60, "{compared} cases");
    }

    #[test]
    fn an_outline_that_meets_itself_has_a_length_and_no_area() {
        let bow =
            "{\"type\":\"Polygon\",\"coordinates\":[[[46,39],[47,40],[47,39],[46,40],[46,39]]]}";
        let shape = Shape::from_geojson(bow, ShapeKind::Area).expect("a shape");
        assert_eq!(shape.measures().area, None);
        assert!(shape.measures().length.0 > 4e5);
    }
}
