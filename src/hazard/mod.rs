//! What the data means: the canonical fields of zones, incidents and settlements, and the columns that hold them.
//!
//! The words and definitions are those of the International Mine Action Standards (IMAS). A layer is a table:
//! one row per drawn feature, one [`Column`] per canonical [`Field`] that the source has. An unknown value is
//! code 0, an empty set, NaN or no date; it is never 0 casualties and never "none".

mod category;
mod column;
mod field;
mod role;
mod row_numbers;
mod row_set;
pub mod row_state;

pub(crate) use category::categories;
pub use category::{
    Evidence, HazardStatus, HazardType, IncidentKind, LocationPrecision, Reliability, ReturnStatus,
    WorkStatus,
};
pub use column::{
    CategoryColumn, Column, Columns, DateColumn, NumberColumn, SetColumn, UNKNOWN_DAY,
};
pub use field::{Field, FieldKind, RowKind};
pub use role::Role;
pub use row_numbers::{RowCounts, RowNumbers};
pub use row_set::{GrowingSets, RowPiece, RowSet, WORD_ROWS, for_bits, sets_of};
