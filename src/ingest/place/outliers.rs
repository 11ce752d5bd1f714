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
    let step = layer.len().div_ceil(ENOUGH).max(1);
    let mut some = Vec::new();
    each_middle(layer, step, &mut |_, middle| some.push(middle));
    if some.is_empty() {
        return None;
    }
    let fences = [0, 1].map(|axis| fence(some.iter().map(|middle| middle[axis]).collect()));
    let mut first = None;
    let (mut placed, mut far) = (0_usize, 0);
    each_middle(layer, 1, &mut |row, middle| {
        placed += 1;
        let is_far = |axis: usize| middle[axis] < fences[axis].0 || middle[axis] > fences[axis].1;
        if is_far(0) || is_far(1) {
            far += 1;
            first.get_or_insert((row, middle));
        }
    });
    let (row, [lng, lat]) = first?;
    if placed < FEWEST || far > (placed / 50).max(1) {
        return None;
    }
    let values = [
        ("lng", with_four_decimals(lng)),
        ("lat", with_four_decimals(lat)),
        ("feature", row.to_string()),
    ];
    Some(Remark::FarFromTheRest.note(&values, Some(far as u64)))
}

/// Calls `found` with the middle of every so manyth feature that is drawn.
fn each_middle(layer: &RawLayer, step: usize, found: &mut dyn FnMut(usize, [f64; 2])) {
    for row in (0..layer.len()).step_by(step) {
        if layer.problem(row).is_none()
            && let Some([west, south, east, north]) = layer.geometries.get(row).bounds()
        {
            found(row, [(west + east) / 2.0, (south + north) / 2.0]);
        }
    }
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
