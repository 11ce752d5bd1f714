//! Features recorded twice.
//!
//! Only an id can say that two equal records are one: two accidents at the same village centre on the same day are two.
//! So a feature is a duplicate where id (spaces around it aside), geometry and values all equal an earlier one's.

use super::rows::columns;
use crate::hazard::Field;
use crate::ingest::dictionary::{long_hash, mix};
use crate::ingest::mapping::{FieldMapping, Meaning};
use crate::ingest::slots::Slots;
use crate::ingest::value::spelling::{folded_key, is_blank};
use crate::ingest::{RawColumn, RawLayer};

/// Row numbers that software adds; they differ between copies of one record.
const ROW_NUMBERS: [&str; 5] = ["objectid", "fid", "ogcfid", "gid", "rownumber"];

/// What was seen so far.
#[derive(Debug, Default)]
pub(super) struct Duplicates {
    /// By hash of the id, or of the whole record where it has none.
    by_id: Slots,
    without_id: Slots,
    /// The columns of ids.
    ids: Vec<usize>,
    /// Columns that tell nothing of two copies apart: ids and row numbers.
    ignored: Vec<bool>,
}

/// What a feature repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeats {
    Nothing,
    /// A record with its id in every respect.
    Record,
    /// An id that stands at a different record.
    IdOnly,
    /// A record in every respect, but no id says that they are one.
    RecordWithoutId,
}

impl Duplicates {
    /// Must be called after new columns may have come.
    pub fn extend(&mut self, raw: &RawLayer, mapping: &FieldMapping) {
        let ids = mapping.keys_of(Field::Id);
        let known = self.ignored.len();
        self.ignored
            .extend(raw.table.columns()[known..].iter().map(|column| {
                ids.iter().any(|key| key == column.key())
                    || ROW_NUMBERS.contains(&folded_key(column.key()).as_str())
            }));
        let ids = ids.iter().filter_map(|key| raw.table.column_of(key));
        self.ids = ids.collect();
    }

    /// Compares a feature with those before it.
    pub fn check(&mut self, raw: &RawLayer, feature: u32) -> Repeats {
        let row = feature as usize;
        let Self {
            by_id,
            without_id,
            ids,
            ignored,
        } = self;
        let id_of = |row: usize| {
            let columns = ids.iter().map(|&column| &raw.table.columns()[column]);
            id_in(columns.chain([&raw.ids]), row)
        };
        if let Some(id) = id_of(row) {
            let has_id = |other: u32| id_of(other as usize) == Some(id);
            return match first(by_id, long_hash(id.as_bytes()), feature, &has_id) {
                first if first == feature => Repeats::Nothing,
                first if equal(raw, ignored, first as usize, row) => Repeats::Record,
                _ => Repeats::IdOnly,
            };
        }
        let is_equal = |other: u32| equal(raw, ignored, other as usize, row);
        if first(without_id, record_hash(raw, row), feature, &is_equal) == feature {
            Repeats::Nothing
        } else {
            Repeats::RecordWithoutId
        }
    }
}

/// The first feature that was the same as one with this hash: that one itself where none was. `is_same` is asked about
/// features whose hashes say that they may be. Of the hash, half is kept.
fn first(seen: &mut Slots, hash: u64, feature: u32, is_same: &dyn Fn(u32) -> bool) -> u32 {
    seen.make_room();
    let half = (hash >> 32) as u32;
    // Numbers count from 1 there.
    match seen.find(half, |number| is_same(number - 1)) {
        Ok(number) => number - 1,
        Err(free) => {
            seen.put(free, half, feature + 1);
            feature
        }
    }
}

fn equal(raw: &RawLayer, ignored: &[bool], left: usize, right: usize) -> bool {
    let values = raw
        .table
        .columns()
        .iter()
        .zip(ignored)
        .all(|(column, ignored)| *ignored || column.code(left) == column.code(right));
    values
        && raw
            .geometries
            .get(left)
            .parts()
            .eq_by_rings(raw.geometries.get(right).parts())
}

/// Comparing geometries part by part and ring by ring.
trait EqByRings {
    fn eq_by_rings(self, other: Self) -> bool;
}

impl<'a, I: Iterator<Item = crate::spatial::PartView<'a>>> EqByRings for I {
    fn eq_by_rings(self, other: Self) -> bool {
        let rings =
            |part: crate::spatial::PartView<'a>| (part.kind, part.rings().collect::<Vec<_>>());
        self.map(rings).eq(other.map(rings))
    }
}

fn record_hash(raw: &RawLayer, row: usize) -> u64 {
    let mut hash = 0;
    for (index, column) in raw.table.columns().iter().enumerate() {
        let code = column.code(row);
        if code != 0 {
            hash = mix(hash, (index as u64) << 32 | u64::from(code));
        }
    }
    for place in raw
        .geometries
        .get(row)
        .parts()
        .flat_map(|part| part.rings())
        .flatten()
    {
        hash = mix(mix(hash, place[0].to_bits()), place[1].to_bits());
    }
    hash
}

/// The id of a feature, trimmed: from the mapped keys, else the feature's own `id` member.
pub(super) fn id_of<'a>(
    raw: &'a RawLayer,
    mapping: &FieldMapping,
    feature: usize,
) -> Option<&'a str> {
    let columns = columns(raw, mapping, Meaning::Field(Field::Id));
    id_in(columns.into_iter().chain([&raw.ids]), feature)
}

fn id_in<'a>(columns: impl Iterator<Item = &'a RawColumn>, feature: usize) -> Option<&'a str> {
    columns
        .filter_map(|column| column.value(feature))
        .map(|value| value.as_written().trim())
        .find(|id| !is_blank(id))
}
