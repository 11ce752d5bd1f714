//! A dataset's rows before they are read: which features they are, and the columns that feed a meaning.

use std::cell::RefCell;

use crate::ingest::mapping::{FieldMapping, MappingNote, Meaning, quoted};
use crate::ingest::value::spelling::is_blank;
use crate::ingest::{Note, RawColumn, RawLayer, RawValue};

/// The features of one dataset in row order, with what feeds its columns.
pub(super) struct Rows<'a> {
    pub raw: &'a RawLayer,
    pub mapping: &'a FieldMapping,
    /// Row to feature of the file.
    pub features: &'a [u32],
    pub notes: RefCell<Vec<Note>>,
}

impl<'a> Rows<'a> {
    /// The columns of a meaning's keys that the file has.
    pub fn columns(&self, meaning: Meaning) -> Vec<&'a RawColumn> {
        columns(self.raw, self.mapping, meaning)
    }

    /// Each row's entry in a table by code of `column`.
    pub fn look_up<T: Copy>(&self, column: &RawColumn, by_code: &[T]) -> Vec<T> {
        self.features
            .iter()
            .map(|&feature| by_code[column.code(feature as usize) as usize])
            .collect()
    }

    /// How many of these rows hold each code of a column.
    pub fn counts(&self, column: &RawColumn) -> Vec<u64> {
        let mut counts = vec![0; column.distinct_count() + 1];
        for &feature in self.features {
            counts[column.code(feature as usize) as usize] += 1;
        }
        counts
    }

    /// Writes a note.
    pub fn note(&self, note: MappingNote, values: &[(&str, String)], count: Option<u64>) {
        self.notes.borrow_mut().push(note.note(values, count));
    }

    /// Notes the values of a column for which `doubtful` holds, with how many rows hold them; blank ones never.
    pub fn note_values(
        &self,
        note: MappingNote,
        column: &RawColumn,
        doubtful: &dyn Fn(u32) -> bool,
    ) {
        let counts = self.counts(column);
        let mut count = 0;
        let mut values = Vec::new();
        for (code, value, _) in column.distinct() {
            let here = counts[code as usize];
            if here > 0 && doubtful(code) && !is_blank(value.as_written()) {
                count += here;
                values.push(value.as_written());
            }
        }
        if count > 0 {
            let values = quoted(values);
            self.note(
                note,
                &[("key", column.key().to_owned()), ("values", values)],
                Some(count),
            );
        }
    }
}

/// The columns of a meaning's keys that the file has.
pub(super) fn columns<'a>(
    raw: &'a RawLayer,
    mapping: &FieldMapping,
    meaning: Meaning,
) -> Vec<&'a RawColumn> {
    mapping
        .keys(meaning)
        .iter()
        .filter_map(|key| raw.table.column_of(key))
        .map(|index| &raw.table.columns()[index])
        .collect()
}

/// A table by code: each distinct value read once, `absent` for code 0.
pub(super) fn by_code<T>(
    column: &RawColumn,
    absent: T,
    mut read: impl FnMut(RawValue<'_>) -> T,
) -> Vec<T> {
    let mut table = Vec::with_capacity(column.distinct_count() + 1);
    table.push(absent);
    table.extend(column.distinct().map(|(_, value, _)| read(value)));
    table
}
