//! Geometry as a layer's rows need it: zones as they are, accidents and settlements as points.

use crate::hazard::RowKind;
use crate::ingest::mapping::MappingNote;
use crate::ingest::{Note, RawLayer, Repair};
use crate::spatial::{Geometries, GeometryView, PartKind};

/// Copies the geometries of `features`, placing what must be a point at its middle.
///
/// Returns the features that were placed so.
pub(super) fn copy(
    raw: &RawLayer,
    features: &[u32],
    kind: RowKind,
) -> (Geometries, Vec<(u32, Repair)>) {
    let mut geometries = Geometries::default();
    let mut placed = Vec::new();
    let as_points = matches!(kind, RowKind::Incident | RowKind::Settlement);
    for &feature in features {
        let geometry = raw.geometries.get(feature as usize);
        let is_points = geometry.parts().all(|part| part.kind == PartKind::Points);
        if as_points && !is_points {
            if let Some(middle) = middle(&geometry) {
                geometries.push_coordinate(middle);
                geometries.end_ring();
                geometries.end_part(PartKind::Points);
            }
            geometries.end_geometry();
            placed.push((feature, Repair::PlacedAtMiddle));
        } else {
            geometries.push_copy(geometry);
        }
    }
    (geometries, placed)
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
