//! What the mapping dialog shows: every key with its commonest values, and what it was taken for.

use super::meaning::Meaning;
use super::recognise::Recognition;
use crate::hazard::Role;
use crate::ingest::RawLayer;
use crate::ingest::slices::part;
use crate::order;
use crate::spatial::PartKind;

/// How many values of a key are shown.
const SAMPLES: usize = 5;
/// How many distinct values are looked at for the commonest.
const SEARCHED: usize = 10_000;
/// Longer values are cut in the preview.
const SAMPLE_LENGTH: usize = 80;

/// A file whose role could not be told.
#[derive(Debug, Clone, PartialEq)]
pub struct MappingPreview {
    /// The same for files with the same keys and kinds of geometry: the answer can be remembered under it.
    pub fingerprint: String,
    pub features: u64,
    pub keys: Vec<KeyPreview>,
    pub role_guess: Option<Role>,
}

/// A key of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPreview {
    pub key: String,
    /// The commonest values with their counts, as the file spells them.
    pub samples: Vec<(String, u32)>,
    /// Number of different values.
    pub distinct: u32,
    pub guess: Option<Meaning>,
}

/// What to ask about a file. Keys with personal data are left out: they are dropped whatever the answer.
#[must_use]
pub fn preview(raw: &RawLayer, recognition: &Recognition) -> MappingPreview {
    let keys = raw
        .table
        .columns()
        .iter()
        .filter(|column| !recognition.personal.iter().any(|key| key == column.key()))
        .map(|column| {
            let mut values: Vec<_> = column
                .distinct()
                .take(SEARCHED)
                .filter(|(_, _, count)| *count > 0)
                .collect();
            // In the order of their codes, which a stable sort keeps.
            order::sort_by_number(&mut values, |(_, _, count)| u64::from(u32::MAX - count));
            KeyPreview {
                key: column.key().to_owned(),
                samples: values
                    .iter()
                    .take(SAMPLES)
                    .map(|(_, value, count)| (cut(value.as_written()), *count))
                    .collect(),
                distinct: column.distinct_count() as u32,
                guess: recognition.mapping.meaning_of(column.key()),
            }
        })
        .collect();
    MappingPreview {
        fingerprint: shape_fingerprint(raw),
        features: raw.len() as u64,
        keys,
        role_guess: recognition.guess,
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SAMPLE_LENGTH) {
        Some((end, _)) => format!("{}…", part(text, ..end)),
        None => text.to_owned(),
    }
}

/// A name for the shape of a file: its keys in alphabetical order and the kinds of its geometries.
///
/// FNV-1a, 64 bits, as hexadecimal: stable from one version of the product to the next, which std's hasher is not.
#[must_use]
pub fn shape_fingerprint(raw: &RawLayer) -> String {
    let mut keys: Vec<&str> = raw
        .table
        .columns()
        .iter()
        .map(|column| column.key())
        .collect();
    order::sort_by(&mut keys, Ord::cmp);
    let mut kinds = [false; 3];
    for part in raw.geometries.iter().flat_map(|geometry| geometry.parts()) {
        kinds[part.kind as usize] = true;
    }
    let names = [PartKind::Points, PartKind::Line, PartKind::Polygon]
        .into_iter()
        .zip(["points", "lines", "areas"])
        .filter(|(kind, _)| kinds[*kind as usize])
        .map(|(_, name)| name);
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for name in keys.into_iter().chain(names) {
        for byte in name.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
