//! Columns as one run of bytes with a small header: one transfer per layer.
//!
//! Layout: the columns one after the other, each starting at a multiple of 4 bytes, little-endian.

use crate::hazard::{CategoryColumn, Column, Columns, DateColumn, Field, NumberColumn, SetColumn};
use crate::ingest::cut;

/// Letters of a value that goes to the page; the card has it as the file does.
const MOST_LETTERS: usize = 300;

/// What stands in the bytes, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnsHeader {
    pub rows: usize,
    pub columns: Vec<(Field, ColumnHeader)>,
}

/// The kind of a column; dictionaries travel in the header.
#[derive(Debug, Clone, PartialEq)]
pub enum ColumnHeader {
    Category { dictionary: Vec<String> },
    Set,
    Date,
    Number,
}

/// Header and bytes of columns.
#[must_use]
pub fn pack_columns(columns: &Columns) -> (ColumnsHeader, Vec<u8>) {
    let mut bytes = Vec::new();
    let headers = columns
        .columns
        .iter()
        .map(|(field, column)| (*field, pack_column(column, &mut bytes)))
        .collect();
    (
        ColumnsHeader {
            rows: columns.rows,
            columns: headers,
        },
        bytes,
    )
}

fn pack_column(column: &Column, bytes: &mut Vec<u8>) -> ColumnHeader {
    let header = match column {
        Column::Category(column) => {
            bytes.extend(column.codes.iter().flat_map(|code| code.to_le_bytes()));
            ColumnHeader::Category {
                dictionary: column
                    .dictionary
                    .iter()
                    .map(|value| cut(value, MOST_LETTERS))
                    .collect(),
            }
        }
        Column::Set(column) => {
            bytes.extend(column.bits.iter().flat_map(|bits| bits.to_le_bytes()));
            ColumnHeader::Set
        }
        Column::Date(column) => {
            bytes.extend(column.first.iter().flat_map(|day| day.to_le_bytes()));
            bytes.extend_from_slice(&column.precision);
            ColumnHeader::Date
        }
        Column::Number(column) => {
            bytes.extend(column.values.iter().flat_map(|value| value.to_le_bytes()));
            ColumnHeader::Number
        }
    };
    bytes.resize(bytes.len().next_multiple_of(4), 0);
    header
}

/// The columns of a header and its bytes, or `None` where the bytes are too few: both ends are this program, so
/// that is a defect, not bad data.
#[must_use]
pub fn unpack_columns(header: ColumnsHeader, mut bytes: &[u8]) -> Option<Columns> {
    let rows = header.rows;
    let mut columns = Vec::with_capacity(header.columns.len());
    for (field, kind) in header.columns {
        let (column, width) = match kind {
            ColumnHeader::Category { dictionary } => {
                let codes = numbers(bytes, rows, u16::from_le_bytes)?;
                (
                    Column::Category(CategoryColumn { dictionary, codes }),
                    2 * rows,
                )
            }
            ColumnHeader::Set => (
                Column::Set(SetColumn {
                    bits: numbers(bytes, rows, u16::from_le_bytes)?,
                }),
                2 * rows,
            ),
            ColumnHeader::Date => {
                let first = numbers(bytes, rows, i32::from_le_bytes)?;
                let precision = bytes.get(4 * rows..5 * rows)?.to_vec();
                (Column::Date(DateColumn { first, precision }), 5 * rows)
            }
            ColumnHeader::Number => (
                Column::Number(NumberColumn {
                    values: numbers(bytes, rows, f32::from_le_bytes)?,
                }),
                4 * rows,
            ),
        };
        bytes = bytes.get(width.next_multiple_of(4)..)?;
        columns.push((field, column));
    }
    Some(Columns { rows, columns })
}

/// The first `count` numbers of `N` bytes each.
pub(super) fn numbers<const N: usize, T>(
    bytes: &[u8],
    count: usize,
    read: fn([u8; N]) -> T,
) -> Option<Vec<T>> {
    let (chunks, _) = bytes.get(..N * count)?.as_chunks::<N>();
    Some(chunks.iter().map(|chunk| read(*chunk)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn columns() -> impl Strategy<Value = Columns> {
        (0usize..40).prop_flat_map(|rows| {
            (
                prop::collection::vec(any::<u16>(), rows),
                prop::collection::vec(any::<i32>(), rows),
                prop::collection::vec(0u8..4, rows),
                prop::collection::vec(-1e9f32..1e9, rows),
            )
                .prop_map(move |(codes, first, precision, values)| Columns {
                    rows,
                    columns: vec![
                        (
                            Field::HazardTypes,
                            Column::Set(SetColumn {
                                bits: codes.clone(),
                            }),
                        ),
                        (Field::Date, Column::Date(DateColumn { first, precision })),
                        (
                            Field::Status,
                            Column::Category(CategoryColumn {
                                dictionary: vec!["unknown".into()],
                                codes,
                            }),
                        ),
                        (Field::Killed, Column::Number(NumberColumn { values })),
                    ],
                })
        })
    }

    proptest! {
        #[test]
        fn columns_come_back(columns in columns()) {
            let (header, bytes) = pack_columns(&columns);
            prop_assert_eq!(unpack_columns(header, &bytes), Some(columns));
        }

        #[test]
        fn bytes_cut_short_are_refused(columns in columns()) {
            let (header, bytes) = pack_columns(&columns);
            if columns.rows > 0 {
                prop_assert_eq!(unpack_columns(header, &bytes[..bytes.len() - 4]), None);
            }
        }
    }
}
