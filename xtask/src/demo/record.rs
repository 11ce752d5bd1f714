//! Writing GeoJSON: one feature a line, six decimals, properties in a fixed order.

use std::fmt::Write as _;

use super::plane::{Point, Polygon, Ring, signed_area};

/// A property's value. Numbers are written as short as they can be read back.
pub enum Value {
    Text(String),
    Number(f64),
    Texts(Vec<String>),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<String>> for Value {
    fn from(texts: Vec<String>) -> Self {
        Self::Texts(texts)
    }
}

/// The properties of one feature, in the order in which they are written; unknown ones are left out.
#[derive(Default)]
pub struct Properties(Vec<(&'static str, Value)>);

impl Properties {
    pub fn set(&mut self, name: &'static str, value: impl Into<Value>) -> &mut Self {
        self.0.push((name, value.into()));
        self
    }

    pub fn set_known(&mut self, name: &'static str, value: Option<impl Into<Value>>) -> &mut Self {
        if let Some(value) = value {
            self.set(name, value);
        }
        self
    }
}

/// What a feature looks like on the map.
pub enum Shape {
    Point(Point),
    Polygons(Vec<Polygon>),
}

/// One feature.
pub struct Record {
    pub shape: Shape,
    pub properties: Properties,
}

/// The text of a FeatureCollection (RFC 7946).
pub fn feature_collection(records: &[Record]) -> String {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for (index, record) in records.iter().enumerate() {
        if index > 0 {
            text.push_str(",\n");
        }
        text.push_str("{\"type\":\"Feature\",\"properties\":{");
        for (index, (name, value)) in record.properties.0.iter().enumerate() {
            text.push_str(if index > 0 { "," } else { "" });
            write_text(&mut text, name);
            text.push(':');
            match value {
                Value::Text(value) => write_text(&mut text, value),
                Value::Number(value) => text.push_str(&value.to_string()),
                Value::Texts(values) => {
                    write_list(&mut text, values, |text, value| write_text(text, value))
                }
            }
        }
        text.push_str("},\"geometry\":");
        write_shape(&mut text, &record.shape);
        text.push('}');
    }
    text.push_str("\n]}\n");
    text
}

fn write_text(text: &mut String, value: &str) {
    text.push('"');
    for letter in value.chars() {
        match letter {
            '"' | '\\' => text.extend(['\\', letter]),
            // The texts come from this program; none has a reason to hold a control character.
            control if control.is_control() => text.push(' '),
            other => text.push(other),
        }
    }
    text.push('"');
}

fn write_shape(text: &mut String, shape: &Shape) {
    match shape {
        Shape::Point(point) => {
            text.push_str("{\"type\":\"Point\",\"coordinates\":");
            write_point(text, *point);
        }
        Shape::Polygons(polygons) if polygons.len() == 1 => {
            text.push_str("{\"type\":\"Polygon\",\"coordinates\":");
            write_polygon(text, &polygons[0]);
        }
        Shape::Polygons(polygons) => {
            text.push_str("{\"type\":\"MultiPolygon\",\"coordinates\":");
            write_list(text, polygons, write_polygon);
        }
    }
    text.push('}');
}

fn write_polygon(text: &mut String, polygon: &Polygon) {
    let rings: Vec<(usize, &Ring)> = polygon.iter().enumerate().collect();
    write_list(text, &rings, |text, (index, ring)| {
        // Outer rings run anticlockwise, holes clockwise (RFC 7946, 3.1.6), and the first point closes the ring.
        let forwards = (signed_area(ring) > 0.0) == (*index == 0);
        let mut points: Ring = if forwards {
            ring.to_vec()
        } else {
            ring.iter().rev().copied().collect()
        };
        points.push(points[0]);
        write_list(text, &points, |text, point| write_point(text, *point));
    });
}

fn write_list<T>(text: &mut String, items: &[T], mut write: impl FnMut(&mut String, &T)) {
    for (index, item) in items.iter().enumerate() {
        text.push(if index == 0 { '[' } else { ',' });
        write(text, item);
    }
    text.push(']');
}

fn write_point(text: &mut String, point: Point) {
    let [lng, lat] = point.lnglat().map(|degrees| format!("{degrees:.6}"));
    let short = |degrees: &str| {
        degrees
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    };
    write!(text, "[{},{}]", short(&lng), short(&lat)).expect("a string takes all that is written");
}
