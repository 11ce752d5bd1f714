//! A file's properties as it spells them: one dictionary-coded column per key, one row per feature of the file.
//!
//! A mapping step looks at each distinct value once instead of at each row; a million rows of a dozen properties
//! stay small. Nothing is interpreted here: numbers keep their spelling, nested values their raw JSON.

use super::codes::Codes;
use super::dictionary::{Dictionary, ValueKind};
use crate::decimal;

/// A property's value as the file has it. Null counts as absent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RawValue<'a> {
    Text(&'a str),
    Number {
        value: f64,
        as_written: &'a str,
    },
    Bool(bool),
    /// An object or array, as raw JSON.
    Nested(&'a str),
}

/// The values of one property key.
#[derive(Debug, Clone, Default)]
pub struct RawColumn {
    key: String,
    /// Whether JSON spells the key as it is, without escapes.
    is_plain: bool,
    /// Per row 0 (absent or null) or the code of its value; rows after the last one present are left off.
    codes: Codes,
    dictionary: Dictionary,
}

/// All properties of a file.
#[derive(Debug, Clone, Default)]
pub struct RawTable {
    columns: Vec<RawColumn>,
    /// Keys by column: codes count from 1.
    keys: Dictionary,
    rows: usize,
    /// Where the next key is looked for first: most features repeat the keys of the one before.
    expected: usize,
}

impl<'a> RawValue<'a> {
    fn new((kind, text): (ValueKind, &'a str)) -> Self {
        match kind {
            ValueKind::Text => Self::Text(text),
            ValueKind::Number => Self::Number {
                value: decimal::parse(text.as_bytes()).unwrap_or(f64::NAN),
                as_written: text,
            },
            ValueKind::Bool => Self::Bool(text == "true"),
            ValueKind::Nested => Self::Nested(text),
        }
    }

    /// The value as the file spells it, without a text's quotes.
    #[must_use]
    pub fn as_written(self) -> &'a str {
        match self {
            Self::Text(text) | Self::Nested(text) => text,
            Self::Number { as_written, .. } => as_written,
            Self::Bool(true) => "true",
            Self::Bool(false) => "false",
        }
    }
}

impl RawColumn {
    /// A column without values yet.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            is_plain: !key.contains(['"', '\\']),
            ..Self::default()
        }
    }

    /// The key as the file spells it.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The code of a row's value, 0 where it is absent or null.
    #[must_use]
    pub fn code(&self, row: usize) -> u32 {
        self.codes.get(row)
    }

    /// A row's value, `None` where it is absent or null.
    #[must_use]
    pub fn value(&self, row: usize) -> Option<RawValue<'_>> {
        match self.code(row) {
            0 => None,
            code => Some(RawValue::new(self.dictionary.get(code))),
        }
    }

    /// The value behind a code of [`RawColumn::code`], `None` for 0.
    ///
    /// # Panics
    /// Where the code is not of this column.
    #[must_use]
    pub fn value_of_code(&self, code: u32) -> Option<RawValue<'_>> {
        (code != 0).then(|| RawValue::new(self.dictionary.get(code)))
    }

    /// Each distinct value with its code and how many rows hold it; codes ascend from 1 without gaps.
    /// A value whose only feature was broken further on counts 0.
    pub fn distinct(&self) -> impl ExactSizeIterator<Item = (u32, RawValue<'_>, u32)> {
        (0..self.dictionary.len() as u32).map(|index| {
            let code = index + 1;
            let value = RawValue::new(self.dictionary.get(code));
            (code, value, self.dictionary.count(code))
        })
    }

    /// Number of distinct values; codes run from 1 to this.
    #[must_use]
    pub fn distinct_count(&self) -> usize {
        self.dictionary.len()
    }

    /// Sets a row's value; a row set twice keeps the last value, as JSON parsers do.
    pub(super) fn set(&mut self, row: usize, kind: ValueKind, text: &str) {
        self.unset(row);
        let before = self.codes.last();
        let code = if before != 0 && self.dictionary.is(before, kind, text) {
            before
        } else {
            self.dictionary.intern(kind, text)
        };
        self.codes.push(row, code);
        self.dictionary.add_one(code);
    }

    /// Forgets the value of the last row.
    pub(super) fn unset(&mut self, row: usize) {
        while self.codes.len() > row {
            if let Some(code @ 1..) = self.codes.pop() {
                self.dictionary.remove_one(code);
            }
        }
    }

    /// Makes room for as many rows more as `more` says of those there are.
    pub(super) fn make_room(&mut self, more: &dyn Fn(usize) -> usize) {
        self.codes.reserve(more(self.codes.len()));
        // A column in which most rows have a value of their own goes on so.
        if 2 * self.dictionary.len() > self.codes.len() {
            self.dictionary.make_room(more);
        }
    }

    /// Gives back what only reading needs: no value is set any more.
    pub(super) fn seal(&mut self) {
        self.dictionary.seal();
    }

    /// Bytes held, for the memory budget.
    pub(super) fn bytes(&self) -> usize {
        self.codes.bytes() + self.dictionary.bytes()
    }
}

impl RawTable {
    /// Number of rows: features of the file, in its order.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns in order of first sight.
    #[must_use]
    pub fn columns(&self) -> &[RawColumn] {
        &self.columns
    }

    /// The position of a key's column.
    #[must_use]
    pub fn column_of(&self, key: &str) -> Option<usize> {
        let code = self.keys.code_of(ValueKind::Text, key)?;
        Some(code as usize - 1)
    }

    /// The code of a row's value in a column, 0 where it is absent or null.
    #[must_use]
    pub fn code(&self, column: usize, row: usize) -> u32 {
        self.columns
            .get(column)
            .map_or(0, |column| column.code(row))
    }

    /// A row's value in a column, `None` where it is absent or null.
    #[must_use]
    pub fn value(&self, column: usize, row: usize) -> Option<RawValue<'_>> {
        self.columns.get(column)?.value(row)
    }

    /// A row's properties in column order, without absent ones.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (&str, RawValue<'_>)> {
        self.columns
            .iter()
            .filter_map(move |column| Some((column.key(), column.value(row)?)))
    }

    /// The key that the row being read has next if it is as the one before, where JSON spells it as it is.
    #[inline]
    pub(super) fn expected_key(&self) -> Option<&str> {
        let column = self.columns.get(self.expected)?;
        column.is_plain.then_some(&column.key)
    }

    /// The position of the column of [`RawTable::expected_key`], which came.
    #[inline]
    pub(super) fn take_expected(&mut self) -> usize {
        self.expected += 1;
        self.expected - 1
    }

    /// The position of a key's column, which is made where the key is new.
    pub(super) fn column_for(&mut self, key: &str) -> usize {
        let column = match self.columns.get(self.expected) {
            Some(expected) if expected.key == key => self.expected,
            _ => {
                let column = self.keys.intern(ValueKind::Text, key) as usize - 1;
                if column == self.columns.len() {
                    self.columns.push(RawColumn::new(key));
                }
                column
            }
        };
        self.expected = column + 1;
        column
    }

    /// Sets a value of the row being read.
    pub(super) fn set(&mut self, column: usize, kind: ValueKind, text: &str) {
        let row = self.rows;
        self.columns[column].set(row, kind, text);
    }

    /// Forgets a value of the row being read.
    pub(super) fn unset(&mut self, column: usize) {
        let row = self.rows;
        self.columns[column].unset(row);
    }

    /// Ends the row being read.
    pub(super) fn end_row(&mut self) {
        self.rows += 1;
        self.expected = 0;
    }

    /// Forgets the values of the row being read.
    pub(super) fn abandon_row(&mut self) {
        let row = self.rows;
        self.columns.iter_mut().for_each(|column| column.unset(row));
        self.expected = 0;
    }

    /// Makes room for as many rows more as `more` says of those there are.
    pub(super) fn make_room(&mut self, more: &dyn Fn(usize) -> usize) {
        for column in &mut self.columns {
            column.make_room(more);
        }
    }

    /// Gives back what only reading needs: no row comes any more.
    pub(super) fn seal(&mut self) {
        self.columns.iter_mut().for_each(RawColumn::seal);
    }

    /// Forgets the columns whose key is not to be kept.
    pub(super) fn keep_columns(&mut self, keep: impl Fn(&str) -> bool) {
        self.columns.retain(|column| keep(&column.key));
        self.keys = Dictionary::default();
        for column in &self.columns {
            self.keys.intern(ValueKind::Text, &column.key);
        }
        self.expected = 0;
    }

    /// Bytes held, for the memory budget.
    pub(super) fn bytes(&self) -> usize {
        self.columns.iter().map(RawColumn::bytes).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[&[(&str, ValueKind, &str)]]) -> RawTable {
        let mut table = RawTable::default();
        for row in rows {
            for &(key, kind, text) in *row {
                let column = table.column_for(key);
                table.set(column, kind, text);
            }
            table.end_row();
        }
        table
    }

    #[test]
    fn values_come_back_by_row_and_absent_ones_are_none() {
        let table = table(&[
            &[
                ("status", ValueKind::Text, "CHA"),
                ("area", ValueKind::Number, "1.50"),
            ],
            &[],
            &[
                ("area", ValueKind::Number, "1.50"),
                ("open", ValueKind::Bool, "true"),
            ],
        ]);
        let number = RawValue::Number {
            value: 1.5,
            as_written: "1.50",
        };
        assert_eq!(table.rows(), 3);
        assert_eq!(
            table.row(0).collect::<Vec<_>>(),
            [("status", RawValue::Text("CHA")), ("area", number)]
        );
        assert_eq!(table.row(1).count(), 0);
        assert_eq!(
            table.row(2).collect::<Vec<_>>(),
            [("area", number), ("open", RawValue::Bool(true))]
        );
        assert_eq!(
            table.columns()[1].distinct().collect::<Vec<_>>(),
            [(1, number, 2)]
        );
    }

    #[test]
    fn a_key_given_twice_keeps_its_last_value() {
        let table = table(&[&[("id", ValueKind::Text, "a"), ("id", ValueKind::Text, "b")]]);
        assert_eq!(table.value(0, 0), Some(RawValue::Text("b")));
        let counts: Vec<_> = table.columns()[0].distinct().map(|(_, _, n)| n).collect();
        assert_eq!(counts, [0, 1]);
    }

    #[test]
    fn an_abandoned_row_leaves_no_value_behind() {
        let mut table = table(&[&[("id", ValueKind::Text, "a")]]);
        let column = table.column_for("id");
        table.set(column, ValueKind::Text, "b");
        table.abandon_row();
        table.end_row();
        assert_eq!(table.value(0, 1), None);
        assert_eq!(table.rows(), 2);
    }
}
