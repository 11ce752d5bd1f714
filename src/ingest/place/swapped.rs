//! Latitude before longitude: certain where the coordinates make sense no other way, likely where the properties say so.

use super::{LAT_LIMIT, number_in, single_point};
use crate::ingest::finding::Remark;
use crate::ingest::place_names::{LAT_NAMES, LNG_NAMES, column_named};
use crate::ingest::raw_layer::RawLayer;
use crate::ingest::report::Note;
use crate::spatial::Geometries;

/// Rows that are compared with their properties.
const COMPARED: usize = 1_000;

/// Fewer agreeing rows than this say nothing.
const TELLING: usize = 3;

/// Degrees within which a property means the same as a coordinate.
const SAME: f64 = 0.01;

/// Whether all coordinates are places on Earth once longitude and latitude are exchanged.
pub(super) fn fits_swapped(geometries: &Geometries) -> bool {
    let mut bounds = geometries.iter().filter_map(|geometry| geometry.bounds());
    bounds.all(|[west, south, east, north]| {
        west >= -LAT_LIMIT && east <= LAT_LIMIT && south >= -180.0 && north <= 180.0
    })
}

/// A note where columns called longitude and latitude hold the coordinates the other way round.
pub(super) fn note_if_likely(layer: &RawLayer) -> Option<Note> {
    let columns = layer.table.columns();
    let names: Vec<&str> = columns.iter().map(|column| column.key()).collect();
    let lng_column = &columns[column_named(&names, &LNG_NAMES)?];
    let lat_column = &columns[column_named(&names, &LAT_NAMES)?];
    let (mut as_named, mut swapped) = (0, 0);
    for row in 0..layer.len().min(COMPARED) {
        let (Some([x, y]), Some(lng), Some(lat)) = (
            single_point(layer, row),
            number_in(lng_column, row),
            number_in(lat_column, row),
        ) else {
            continue;
        };
        let same = |a: f64, b: f64| (a - b).abs() < SAME;
        as_named += usize::from(same(x, lng) && same(y, lat));
        swapped += usize::from(same(x, lat) && same(y, lng));
    }
    let columns = format!("{}, {}", lng_column.key(), lat_column.key());
    (swapped >= TELLING && swapped > 9 * as_named)
        .then(|| Remark::MaybeSwapped.note(&[("columns", columns)], None))
}
