//! JSON as a tree, for what is small: the manifest, published figures, and what the page's API is asked and answers.
//!
//! One type of value, one reader and one writer, whatever is read: derived readers cost a kilobyte of code for every type,
//! and every visitor would transfer them. Files with data never come here; `ingest` reads them without a tree.

mod from_json;
mod members;
mod reader;
mod value;
mod writer;

pub use from_json::{FromJson, Wrong, choice, expected};
pub use members::{Members, written};
pub use reader::NotJson;
pub use value::{Value, object};

#[cfg(test)]
mod tests;
