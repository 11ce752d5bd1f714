//! Readers of single values: text or number in, what it means out, and nothing guessed in silence.
//!
//! All are pure. A value that says nothing is unknown; one that cannot be understood is unknown too, and the caller
//! writes it into the load report. Where one value alone leaves a question open, its column decides.

pub mod category;
pub mod date;
pub mod hazard_type;
pub mod mojibake;
mod month;
pub mod number;
pub mod personal;
pub mod spelling;
pub mod status;
