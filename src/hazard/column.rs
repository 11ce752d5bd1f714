//! Flat columns: one value per drawn feature, in row order.
//!
//! The page filters and counts on these without touching geometry; the worker keeps free text and raw values.

use super::Field;
use crate::units::{DatePrecision, Day, PartialDate};

/// The day stored where no date is known.
pub const UNKNOWN_DAY: i32 = i32::MIN;

/// A column of one canonical field.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    Category(CategoryColumn),
    Set(SetColumn),
    Date(DateColumn),
    Number(NumberColumn),
}

/// One of few values per row.
///
/// For closed lists (status, evidence, …) the dictionary is the list's slugs in code order; for open ones
/// (operator, region, activity, …) it is the texts as recorded. Entry 0 is always `"unknown"`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CategoryColumn {
    pub dictionary: Vec<String>,
    pub codes: Vec<u16>,
}

/// Several values of [`super::HazardType`] per row, bit `1 << code`; 0 is unknown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SetColumn {
    pub bits: Vec<u16>,
}

/// Dates per row: the first day meant ([`UNKNOWN_DAY`] where unknown) and the precision's code (0 unknown).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DateColumn {
    pub first: Vec<i32>,
    pub precision: Vec<u8>,
}

/// Numbers per row in the field's own unit; NaN is unknown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NumberColumn {
    pub values: Vec<f32>,
}

impl DateColumn {
    /// The date of a row, if it is known.
    #[must_use]
    pub fn date(&self, row: usize) -> Option<PartialDate> {
        let first = self
            .first
            .get(row)
            .copied()
            .filter(|&day| day != UNKNOWN_DAY)?;
        let precision = DatePrecision::from_code(*self.precision.get(row)?)?;
        Some(PartialDate {
            first: Day(first),
            precision,
        })
    }

    /// Appends a date or its absence.
    pub fn push(&mut self, date: Option<PartialDate>) {
        self.first
            .push(date.map_or(UNKNOWN_DAY, |date| date.first.0));
        self.precision
            .push(date.map_or(0, |date| date.precision as u8));
    }
}

impl NumberColumn {
    /// The number of a row as a whole number of people; what is none (NaN, negative) is not recorded.
    #[must_use]
    pub fn people(&self, row: usize) -> Option<u32> {
        let value = *self.values.get(row)?;
        // Rounding itself would be a call for each row; this sum is exact.
        (value >= 0.0).then_some((f64::from(value) + 0.5) as u32)
    }
}

impl Column {
    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Category(column) => column.codes.len(),
            Self::Set(column) => column.bits.len(),
            Self::Date(column) => column.first.len(),
            Self::Number(column) => column.values.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The columns of one layer. Every column has `rows` entries.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Columns {
    pub rows: usize,
    pub columns: Vec<(Field, Column)>,
}

impl Columns {
    /// The column of a field, if the layer has it.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&Column> {
        self.columns
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, column)| column)
    }

    /// The category column of a field.
    #[must_use]
    pub fn category(&self, field: Field) -> Option<&CategoryColumn> {
        match self.get(field) {
            Some(Column::Category(column)) => Some(column),
            _ => None,
        }
    }

    /// The set column of a field.
    #[must_use]
    pub fn set(&self, field: Field) -> Option<&SetColumn> {
        match self.get(field) {
            Some(Column::Set(column)) => Some(column),
            _ => None,
        }
    }

    /// The date column of a field.
    #[must_use]
    pub fn date(&self, field: Field) -> Option<&DateColumn> {
        match self.get(field) {
            Some(Column::Date(column)) => Some(column),
            _ => None,
        }
    }

    /// The number column of a field.
    #[must_use]
    pub fn number(&self, field: Field) -> Option<&NumberColumn> {
        match self.get(field) {
            Some(Column::Number(column)) => Some(column),
            _ => None,
        }
    }
}
