//! Where a layer as a whole lies: projected metres, latitude first, single places far from all others.
//!
//! Space: in, as the file has it; out, `lnglat`. Only what is certain is changed, and told; what is likely is a note.

use super::crs::{self, Crs};
use super::finding::{Reason, Remark};
use super::load_error::LoadError;
use super::raw_layer::RawLayer;
use super::raw_table::{RawColumn, RawValue};
use crate::decimal;
use crate::spatial::PartKind;

mod outliers;
mod swapped;

/// Longitudes are counted on past the 180th meridian up to a whole turn.
const LNG_LIMIT: f64 = 360.0;
const LAT_LIMIT: f64 = 90.0;

/// Brings a layer that is read to `lnglat`, or refuses it, and notes what is odd about where it lies.
///
/// # Errors
/// Where the coordinates are not degrees and cannot be converted with certainty.
pub(super) fn settle(layer: &mut RawLayer, latitude_first: bool) -> Result<(), LoadError> {
    if latitude_first {
        layer.geometries.swap_axes();
        judge_places(layer);
    }
    if let Some(name) = layer.crs.clone() {
        match Crs::named(&name) {
            Crs::LngLat => {}
            Crs::Other => return Err(LoadError::UnknownCrs { name }),
            crs @ (Crs::Utm(_) | Crs::WebMercator) => convert(layer, crs, name),
        }
    }
    let outside = count_outside(layer);
    let placed = (outside > 0).then(|| count_placed(layer));
    if let Some(placed) = placed.filter(|placed| 2 * outside > *placed.max(&outside)) {
        if latitude_first || !swapped::fits_swapped(&layer.geometries) {
            return Err(projected(layer));
        }
        layer.geometries.swap_axes();
        judge_places(layer);
        let count = Some(placed as u64);
        layer.notes.push(Remark::AxesSwapped.note(&[], count));
    } else if !latitude_first {
        layer.notes.extend(swapped::note_if_likely(layer));
    }
    layer.notes.extend(outliers::note_if_any(layer));
    forget_repairs_of_undrawn(layer);
    Ok(())
}

/// Converts the coordinates from the system that the file names, unless they are degrees already.
fn convert(layer: &mut RawLayer, crs: Crs, name: String) {
    let values = [("crs", name)];
    if count_outside(layer) == 0 {
        layer.notes.push(Remark::CrsIgnored.note(&values, None));
        return;
    }
    layer.geometries.map_coordinates(|place| crs.lnglat(place));
    judge_places(layer);
    layer
        .notes
        .push(Remark::ConvertedFromCrs.note(&values, None));
}

fn count_placed(layer: &RawLayer) -> usize {
    let geometries = layer.geometries.iter();
    geometries
        .filter(|geometry| geometry.bounds().is_some())
        .count()
}

fn count_outside(layer: &RawLayer) -> usize {
    layer
        .problems
        .iter()
        .filter(|&&(_, reason)| reason == Reason::OutsideWorld)
        .count()
}

/// Finds out anew which features lie outside the world, after coordinates changed.
fn judge_places(layer: &mut RawLayer) {
    let mut others = std::mem::take(&mut layer.problems).into_iter().peekable();
    for row in 0..layer.geometries.len() {
        let problem = others.next_if(|&(feature, _)| feature as usize == row);
        let bounds = layer.geometries.get(row).bounds();
        let outside = bounds.is_some_and(|[west, south, east, north]| {
            west < -LNG_LIMIT || east > LNG_LIMIT || south < -LAT_LIMIT || north > LAT_LIMIT
        });
        let reason = match problem {
            Some((_, Reason::OutsideWorld)) if bounds.is_some() && !outside => None,
            Some((_, reason)) => Some(reason),
            None => outside.then_some(Reason::OutsideWorld),
        };
        layer
            .problems
            .extend(reason.map(|reason| (row as u32, reason)));
    }
    // Features that are drawn after all need no download of what was set aside.
    let RawLayer {
        originals,
        problems,
        ..
    } = layer;
    originals.retain(|feature| {
        problems
            .binary_search_by_key(&feature, |&(index, _)| index)
            .is_ok()
    });
}

fn projected(layer: &RawLayer) -> LoadError {
    let first = layer
        .problems
        .iter()
        .filter(|&&(_, reason)| reason == Reason::OutsideWorld)
        .find_map(|&(row, _)| {
            let geometry = layer.geometries.get(row as usize);
            let ring = geometry.parts().next()?.rings().next()?;
            ring.first().copied()
        });
    let [x, y] = first.unwrap_or([f64::INFINITY; 2]);
    LoadError::ProjectedCoordinates {
        x,
        y,
        likely: crs::likely([x, y]),
    }
}

/// What was repaired counts only where it is drawn.
fn forget_repairs_of_undrawn(layer: &mut RawLayer) {
    let RawLayer {
        problems,
        repairs,
        area_changes,
        ..
    } = layer;
    let drawn = |feature: u32| {
        problems
            .binary_search_by_key(&feature, |&(index, _)| index)
            .is_err()
    };
    repairs.retain(|&(feature, _)| drawn(feature));
    area_changes.retain(|change| drawn(change.feature));
}

/// The single point that a row is, if it is one.
fn single_point(layer: &RawLayer, row: usize) -> Option<[f64; 2]> {
    let mut parts = layer.geometries.get(row).parts();
    let part = parts.next().filter(|part| part.kind == PartKind::Points)?;
    match (part.rings().next()?, parts.next()) {
        ([point], None) => Some(*point),
        _ => None,
    }
}

/// A row's number in a column, however it is spelled.
fn number_in(column: &RawColumn, row: usize) -> Option<f64> {
    match column.value(row)? {
        RawValue::Number { value, .. } => Some(value),
        RawValue::Text(text) => decimal::parse(text.trim().replace(',', ".").as_bytes()),
        RawValue::Bool(_) | RawValue::Nested(_) => None,
    }
}
