//! Few places far from all others: a lost minus sign puts a village on another continent.

use crate::decimal::with_four_decimals;
use crate::ingest::finding::Remark;
use crate::ingest::raw_layer::RawLayer;
use crate::ingest::report::Note;
use crate::order;

/// With fewer features than this nothing can be said.
const FEWEST: usize = 8;

/// The middle half is that of so many features at most, taken evenly: it need not be known exactly.
const ENOUGH: usize = 10_000;

/// How far from the middle half of all features, in widths of that half, is far.
const WIDTHS: f64 = 10.0;

/// How far is far at least, in degrees: no country's clusters are flagged for lying apart.
const FAR: f64 = 15.0;

/// A note where at most one in fifty features, or a single one, lies far from the rest.
pub(super) fn note_if_any(layer: &RawLayer) -> Option<Note> {
    let mut problems = layer
        .problems
        .iter()
        .map(|&(feature, _)| feature)
        .peekable();
    let middles: Vec<(usize, [f64; 2])> = (0..layer.len())
        .filter(|&row| problems.next_if_eq(&(row as u32)).is_none())
        .filter_map(|row| {
            let [west, south, east, north] = layer.geometries.get(row).bounds()?;
            Some((row, [(west + east) / 2.0, (south + north) / 2.0]))
        })
        .collect();
    if middles.len() < FEWEST {
        return None;
    }
    let step = middles.len().div_ceil(ENOUGH);
    let some = || middles.iter().step_by(step);
    let fences = [0, 1].map(|axis| fence(some().map(|(_, middle)| middle[axis]).collect()));
    let far: Vec<_> = middles
        .iter()
        .filter(|(_, middle)| {
            (0..2).any(|axis| middle[axis] < fences[axis].0 || middle[axis] > fences[axis].1)
        })
        .collect();
    let (row, [lng, lat]) = far.first()?;
    if far.len() > (middles.len() / 50).max(1) {
        return None;
    }
    let values = [
        ("lng", with_four_decimals(*lng)),
        ("lat", with_four_decimals(*lat)),
        ("feature", row.to_string()),
    ];
    Some(Remark::FarFromTheRest.note(&values, Some(far.len() as u64)))
}

/// The least and the greatest value that is not far from the middle half.
fn fence(mut values: Vec<f64>) -> (f64, f64) {
    let quarter = values.len() / 4;
    let last = values.len() - 1;
    order::sort_floats(&mut values);
    let (low, high) = (values[quarter], values[last - quarter]);
    let margin = (WIDTHS * (high - low)).max(FAR);
    (low - margin, high + margin)
}
