//! Geometry as a layer's rows need it: zones as they are, accidents and settlements as points.

use crate::hazard::RowKind;
use crate::ingest::mapping::MappingNote;
use crate::ingest::{Note, Repair};
use crate::spatial::{Geometries, GeometryView, PartKind};

/// The geometries of `features`, of all that a file has; what must be a point is placed at its middle.
///
/// Returns the features that were placed so.
pub(super) fn of_rows(
    mut all: Geometries,
    features: &[u32],
    kind: RowKind,
) -> (Geometries, Vec<(u32, Repair)>) {
    let as_points = matches!(kind, RowKind::Incident | RowKind::Settlement);
    let is_points =
        |geometry: GeometryView<'_>| geometry.parts().all(|part| part.kind == PartKind::Points);
    all.keep(features);
    if !as_points || all.iter().all(is_points) {
        return (all, Vec::new());
    }
    let mut points = Geometries::default();
    let mut placed = Vec::new();
    for (&feature, geometry) in features.iter().zip(all.iter()) {
        if is_points(geometry.clone()) {
            points.push_copy(geometry);
            continue;
        }
        if let Some(middle) = middle(&geometry) {
            points.push_coordinate(middle);
            points.end_ring();
            points.end_part(PartKind::Points);
        }
        points.end_geometry();
        placed.push((feature, Repair::PlacedAtMiddle));
    }
    (points, placed)
}

/// The middle of a geometry's bounds: an honest place for something recorded for a whole district.
fn middle(geometry: &GeometryView<'_>) -> Option<[f64; 2]> {
    geometry
        .bounds()
        .map(|[west, south, east, north]| [west.midpoint(east), south.midpoint(north)])
}

/// What to know about zones recorded as points or lines.
pub(super) fn zone_notes(geometries: &Geometries) -> Vec<Note> {
    let count = |kind: PartKind| {
        geometries
            .iter()
            .filter(|geometry| geometry.parts().any(|part| part.kind == kind))
            .count() as u64
    };
    [
        (PartKind::Points, MappingNote::PointWhereAreaExpected),
        (PartKind::Line, MappingNote::LineWhereAreaExpected),
    ]
    .into_iter()
    .map(|(kind, note)| (count(kind), note))
    .filter(|(count, _)| *count > 0)
    .map(|(count, note)| note.note(&[], Some(count)))
    .collect()
}
