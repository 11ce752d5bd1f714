//! From bytes to columns: formats, field mapping, repair, and the load report in which nothing is lost.
//!
//! read = drawn + set aside, always: a feature that cannot be drawn is counted, named and can be downloaded.

pub mod assemble;
mod card;
mod codes;
mod coordinates;
mod crs;
mod csv;
mod dictionary;
mod finding;
mod geometry_writer;
mod json;
mod layer_builder;
mod load_error;
pub mod mapping;
mod place;
mod place_list;
mod place_names;
mod raw_layer;
mod raw_table;
mod reader;
mod report;
#[cfg(test)]
mod sample;
mod set_aside_export;
mod slices;
mod slots;
mod text_decoder;
pub mod value;
mod wkt;

pub use assemble::{Assembled, Assembler, Dataset, Part, Source};
pub use card::{DetailValue, RowDetails, cut, row_details, row_text, row_title};
pub use finding::{Reason, Remark, Repair};
pub use load_error::LoadError;
pub use mapping::{
    FieldMapping, Hints, KeyPreview, MappingPreview, Meaning, Recognition, preview, recognise,
};
pub use place_list::{
    ListedPlace, MOST_ROWS, PlaceColumn, PlaceColumns, PlaceList, RefusedRow, RowReason,
    read_places,
};
pub use raw_layer::{AreaChange, Format, Originals, RawLayer};
pub use raw_table::{RawColumn, RawTable, RawValue};
pub use reader::{FeatureReader, ReaderOptions};
pub use report::{LoadReport, Note, Repaired, SetAside};
pub use set_aside_export::{set_aside_csv, set_aside_geojson};
pub use slices::holds;
