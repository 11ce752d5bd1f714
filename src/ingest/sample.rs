//! Small layers for tests, made without a file.

use super::dictionary::ValueKind;
use super::{RawLayer, RawTable};
use crate::spatial::{Geometries, PartKind};

/// A geometry of a sample feature.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    At(f64, f64),
    /// A square of a hundredth of a degree from this corner.
    Square(f64, f64),
    Line(f64, f64),
}

/// A layer of features with texts as properties; a number is written `#12`.
pub(super) fn layer(features: &[(Shape, &[(&str, &str)])]) -> RawLayer {
    let mut table = RawTable::default();
    let mut geometries = Geometries::default();
    for (shape, properties) in features {
        for (key, value) in *properties {
            let column = table.column_for(key);
            match value.strip_prefix('#') {
                Some(number) => table.set(column, ValueKind::Number, number),
                None => table.set(column, ValueKind::Text, value),
            }
        }
        table.end_row();
        push(&mut geometries, *shape);
    }
    RawLayer {
        table,
        geometries,
        ..RawLayer::default()
    }
}

fn push(geometries: &mut Geometries, shape: Shape) {
    let (places, kind) = match shape {
        Shape::At(lng, lat) => (vec![[lng, lat]], PartKind::Points),
        Shape::Line(lng, lat) => (vec![[lng, lat], [lng + 0.01, lat]], PartKind::Line),
        Shape::Square(lng, lat) => {
            let [east, north] = [lng + 0.01, lat + 0.01];
            (
                vec![
                    [lng, lat],
                    [east, lat],
                    [east, north],
                    [lng, north],
                    [lng, lat],
                ],
                PartKind::Polygon,
            )
        }
    };
    places
        .into_iter()
        .for_each(|place| geometries.push_coordinate(place));
    geometries.end_ring();
    geometries.end_part(kind);
    geometries.end_geometry();
}
