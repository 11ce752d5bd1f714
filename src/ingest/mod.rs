//! From bytes to columns: formats, field mapping, repair, and the load report in which nothing is lost.
//!
//! read = drawn + set aside, always: a feature that cannot be drawn is counted, named and can be downloaded.

mod report;

pub use report::{LoadReport, Note, Repaired, SetAside};
