//! From a file's keys to canonical fields: who is called what, and what the whole file is.
//!
//! [`recognise`] proposes a role and a [`FieldMapping`]; what the manifest or the visitor said stands. Where the role
//! stays open, [`preview`] is what the mapping dialog shows, and its fingerprint names the shape of the file, so that
//! the answer can be remembered. Nothing is converted here: `assemble` reads the values.

mod field_mapping;
mod key_names;
mod meaning;
mod note;
mod plausible;
mod preview;
mod recognise;
mod role;
mod row_kind;
#[cfg(test)]
mod tests;

pub use field_mapping::FieldMapping;
pub use meaning::Meaning;
pub use note::MappingNote;
pub(in crate::ingest) use note::quoted;
pub use preview::{KeyPreview, MappingPreview, preview, shape_fingerprint};
pub use recognise::{Hints, Recognition, recognise};
pub use row_kind::{Placing, is_strict, place};
