//! Columns as bytes, a run for each, with a small header for all: what is sent or received takes no more room at a time
//! than the largest column.
//!
//! Numbers are little-endian; a date is its first day, and after all of these come their precisions.

use crate::hazard::{CategoryColumn, Column, DateColumn, Field, NumberColumn, SetColumn};
use crate::ingest::cut;

/// Letters of a value that goes to the page; the card has it as the file does.
const MOST_LETTERS: usize = 300;

/// What the runs are, in order.
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

/// Header and bytes of a column.
#[must_use]
pub fn pack_column(column: &Column) -> (ColumnHeader, Vec<u8>) {
    match column {
        Column::Category(column) => {
            let dictionary = column.dictionary.iter();
            let header = ColumnHeader::Category {
                dictionary: dictionary.map(|value| cut(value, MOST_LETTERS)).collect(),
            };
            (header, bytes_of(&column.codes, u16::to_le_bytes))
        }
        Column::Set(column) => (ColumnHeader::Set, bytes_of(&column.bits, u16::to_le_bytes)),
        Column::Date(column) => {
            let mut bytes = bytes_of(&column.first, i32::to_le_bytes);
            bytes.extend_from_slice(&column.precision);
            (ColumnHeader::Date, bytes)
        }
        Column::Number(column) => (
            ColumnHeader::Number,
            bytes_of(&column.values, f32::to_le_bytes),
        ),
    }
}

pub(super) fn bytes_of<T: Copy, const N: usize>(numbers: &[T], bytes: fn(T) -> [u8; N]) -> Vec<u8> {
    let mut all = Vec::with_capacity(N * numbers.len());
    for number in numbers {
        all.extend_from_slice(&bytes(*number));
    }
    all
}

/// The column of a header and its bytes, or `None` where the bytes are not as many as its `rows` take: both ends are
/// this program, so that is a defect, not bad data.
#[must_use]
pub fn unpack_column(header: ColumnHeader, rows: usize, bytes: &[u8]) -> Option<Column> {
    let width = match header {
        ColumnHeader::Category { .. } | ColumnHeader::Set => 2,
        ColumnHeader::Date => 5,
        ColumnHeader::Number => 4,
    };
    if bytes.len() != width * rows {
        return None;
    }
    Some(match header {
        ColumnHeader::Category { dictionary } => Column::Category(CategoryColumn {
            dictionary,
            codes: numbers(bytes, u16::from_le_bytes),
        }),
        ColumnHeader::Set => Column::Set(SetColumn {
            bits: numbers(bytes, u16::from_le_bytes),
        }),
        ColumnHeader::Date => {
            let (first, precision) = bytes.split_at_checked(4 * rows)?;
            Column::Date(DateColumn {
                first: numbers(first, i32::from_le_bytes),
                precision: precision.to_vec(),
            })
        }
        ColumnHeader::Number => Column::Number(NumberColumn {
            values: numbers(bytes, f32::from_le_bytes),
        }),
    })
}

/// The numbers of `N` bytes each.
pub(super) fn numbers<const N: usize, T>(bytes: &[u8], read: fn([u8; N]) -> T) -> Vec<T> {
    let (chunks, _) = bytes.as_chunks::<N>();
    chunks.iter().map(|chunk| read(*chunk)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::Columns;
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
            for (_, column) in columns.columns {
                let (header, bytes) = pack_column(&column);
                prop_assert_eq!(unpack_column(header, columns.rows, &bytes), Some(column));
            }
        }

        #[test]
        fn bytes_that_are_too_few_or_too_many_are_refused(columns in columns()) {
            for (_, column) in columns.columns {
                let (header, mut bytes) = pack_column(&column);
                bytes.push(0);
                prop_assert_eq!(unpack_column(header.clone(), columns.rows, &bytes), None);
                bytes.truncate(bytes.len().saturating_sub(2));
                if columns.rows > 0 {
                    prop_assert_eq!(unpack_column(header, columns.rows, &bytes), None);
                }
            }
        }
    }
}
