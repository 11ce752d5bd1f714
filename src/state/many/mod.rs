//! Many places as a table: what each row says, in which order rows stand, which are shown, and the files made of them.
//!
//! Assessing a place happens elsewhere; here nothing is asked again. Another weighting, order or filter changes what
//! the table shows, never what a row says. Distances are metres, shares 0 to 1.

mod export;
mod row;
mod table;
#[cfg(test)]
mod tests;

pub use export::{Account, AccountLayer, places_csv, places_geojson};
pub use row::{Mark, PlaceRow, is_of_table};
pub use table::{Column, Sorting, TableView, VERDICTS, arranged};
