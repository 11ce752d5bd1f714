//! From a file as read to layers: canonical columns, statuses, and the report in which nothing is lost.
//!
//! A file can hold rows of two kinds (accidents beside suspected zones): it becomes two [`Dataset`]s, each with its own
//! report; every feature of the file belongs to exactly one of them, so that their sum is the report of the file.
//! Events that are neither are set aside in the accounts of the accidents, whose count they would have swollen.
//!
//! An [`Assembler`] follows a file that is still being read: it sorts new features into rows, with the statuses that
//! painting needs. Columns are made at the end, when all values are known and can decide what one value leaves open.
//! Every distinct value is read once, whatever the number of rows.

mod accounts;
mod assembler;
mod casualties;
mod categories;
mod columns;
mod dataset;
mod dates;
mod duplicates;
mod geometry;
mod numbers;
mod rows;
mod status;
#[cfg(test)]
mod tests;

pub use assembler::Assembler;
pub use dataset::{Assembled, Dataset, Part, Source};
