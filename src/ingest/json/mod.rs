//! GeoJSON in all its forms, from bytes in any pieces to rows of the layer.
//!
//! [`Documents`] finds the features in the stream; each is read at once by a descent over its own text.

mod buffer;
mod coordinates;
mod cursor;
mod documents;
mod envelope;
mod features;
mod frame;
mod lines;
mod list;
mod record;
mod strict;

pub(super) use documents::{Documents, beginning};
pub(super) use list::texts_of_list;
pub(super) use record::text_of;
pub(super) use strict::is_json;
