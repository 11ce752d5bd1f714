//! A list of places as people keep them: a table from a spreadsheet, pasted or in a file, to be assessed row by row.
//!
//! What separates the columns, whether there is a header, and which columns say what is recognised and can be
//! corrected. Every row that is not blank is either placed or refused with its line and a reason: rows = placed +
//! refused, always. Positions are degrees, longitude first; what else a position may look like is told by the caller.
//! Columns that are not asked for are not kept.

mod columns;
mod reading;
mod rows;
#[cfg(test)]
mod tests;

pub use columns::{PlaceColumn, PlaceColumns};
pub use reading::read_places;

/// Longer lists are read up to here; the rows beyond are refused.
pub const MOST_ROWS: usize = 100_000;

/// A list that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceList {
    /// One character; empty where there is one column only.
    pub separator: String,
    /// Whether the first row names the columns; otherwise `header` holds empty names.
    pub has_header: bool,
    /// Whether positions are written with a decimal comma.
    pub decimal_comma: bool,
    pub header: Vec<String>,
    /// The first rows, field by field.
    pub samples: Vec<Vec<String>>,
    pub columns: PlaceColumns,
    /// Rows that are not blank, without the header.
    pub rows: usize,
    pub placed: Vec<ListedPlace>,
    pub refused: Vec<RefusedRow>,
}

/// A row with a position.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedPlace {
    /// Of the text, counted from 1.
    pub line: u32,
    /// Empty where the list gives none.
    pub id: String,
    pub name: String,
    pub lnglat: [f64; 2],
}

/// A row without one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    pub line: u32,
    pub reason: RowReason,
    /// Its beginning.
    pub text: String,
}

/// Why a row has no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum RowReason {
    /// Nobody has said which columns hold the position.
    NoColumns,
    /// The fields of the position are empty.
    NoPosition,
    NotAPosition,
    LatitudeOutOfRange,
    LongitudeOutOfRange,
    /// Both are 0, which files write for "unknown".
    BothZero,
    TooFewFields,
    /// More than the header names: a separator stands inside a field, such as a decimal comma.
    TooManyFields,
    QuoteNotClosed,
    /// Beyond [`MOST_ROWS`].
    TooManyRows,
}

impl RowReason {
    pub const ALL: [Self; 10] = [
        Self::NoColumns,
        Self::NoPosition,
        Self::NotAPosition,
        Self::LatitudeOutOfRange,
        Self::LongitudeOutOfRange,
        Self::BothZero,
        Self::TooFewFields,
        Self::TooManyFields,
        Self::QuoteNotClosed,
        Self::TooManyRows,
    ];

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NoColumns => "no_columns",
            Self::NoPosition => "no_position",
            Self::NotAPosition => "not_a_position",
            Self::LatitudeOutOfRange => "latitude_out_of_range",
            Self::LongitudeOutOfRange => "longitude_out_of_range",
            Self::BothZero => "both_zero",
            Self::TooFewFields => "too_few_fields",
            Self::TooManyFields => "too_many_fields",
            Self::QuoteNotClosed => "quote_not_closed",
            Self::TooManyRows => "too_many_rows",
        }
    }
}
