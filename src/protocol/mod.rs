//! Messages between the page and the worker: the only wire types.
//!
//! A message is a run of bytes and, beside it, binary attachments; all are transferred, not copied. What a message
//! carries as attachments stands in its documentation.

mod answer_forms;
mod columns;
mod forms;
mod placement;
mod question;
#[cfg(test)]
mod tests;
mod wire;

pub use columns::{ColumnHeader, ColumnsHeader, pack_column, unpack_column};
pub use placement::{Placement, unpack_anchors, unpack_bounds, unpack_order};
pub use question::{Asked, Assessed, Basis, ExpectedLayer, LayerState, Question, RecordName};
pub use wire::{Wire, from_bytes, to_bytes};

use crate::analysis::Assessment;
use crate::basemap::CellGrid;
use crate::hazard::{Field, Role};
use crate::ingest::{FieldMapping, LoadReport, MappingPreview, RowDetails};
pub use crate::ingest::{ListedPlace, PlaceColumns, PlaceList, RefusedRow, RowReason};
use crate::manifest::Limits;

/// What the page asks of the worker.
#[derive(Debug, Clone)]
pub enum ToWorker {
    /// Read a source. Without `url`, the first attachment is a `File`.
    Load {
        source: String,
        name: String,
        url: Option<String>,
        /// What the file must be; see [`crate::sha256`].
        sha256: Option<String>,
        role: Option<Role>,
        fields: FieldMapping,
        limits: Limits,
        /// The only origins that the bytes may come from in the end; all where none are named.
        origins: Option<Vec<String>>,
    },
    /// The answer to [`FromWorker::AskMapping`].
    Map {
        source: String,
        role: Role,
        fields: FieldMapping,
    },
    /// Stop reading a source and forget what was read.
    Cancel { source: String },
    /// Forget a source and its layers.
    Unload { source: String },
    /// Which rows the filter shows. Attachment: one byte per row, 0 hidden.
    Shown { layer: String },
    /// Which rows are at a place (degrees), within `tolerance` (world units); those of accidents only where each of
    /// them is drawn at its place.
    Pick {
        ticket: u32,
        at: [f64; 2],
        tolerance: f64,
        accidents: bool,
    },
    /// Names of rows by layer, and their way from a position in degrees, for a list.
    Names {
        ticket: u32,
        from: [f64; 2],
        rows: Vec<(String, Vec<u32>)>,
    },
    /// Texts of fields for all rows of a layer.
    Texts {
        ticket: u32,
        layer: String,
        fields: Vec<Field>,
    },
    /// Everything known of one row, for a card.
    Describe {
        ticket: u32,
        layer: String,
        row: u32,
    },
    /// Rows of a layer whose free text holds all of the words.
    Search {
        ticket: u32,
        layer: String,
        words: Vec<String>,
    },
    /// Rows of a layer whose id is `id`.
    Find {
        ticket: u32,
        layer: String,
        id: String,
    },
    /// The features of a source that were set aside: as CSV with these sentences for the codes of reasons, or else as
    /// GeoJSON.
    SetAside {
        ticket: u32,
        source: String,
        sentences: Option<Vec<(String, String)>>,
        /// That the publisher does not stand behind the data; empty where nothing has to be said.
        mark: String,
    },
    /// Read a file of the base map.
    Basemap { key: String, url: String },
    /// What is recorded at a place, in an area, along a route.
    Assess {
        ticket: u32,
        question: Box<Question>,
    },
    /// The same for many places, in degrees. Answers come in parts, [`FromWorker::Assessed`], the last of them as the
    /// answer; [`ToWorker::StopAsking`] ends it early.
    AssessMany {
        ticket: u32,
        places: Vec<[f64; 2]>,
        basis: Basis,
    },
    /// Nobody waits for this answer any more.
    StopAsking { ticket: u32 },
    /// Read a list of places, with these columns or those that are recognised. Attachment: a `Blob`.
    Places {
        ticket: u32,
        columns: Option<PlaceColumns>,
    },
}

/// What the worker tells the page.
#[derive(Debug, Clone)]
pub enum FromWorker {
    /// The worker takes messages.
    Ready,
    /// Bytes and features read so far.
    Progress {
        source: String,
        bytes: u64,
        total: Option<u64>,
        features: u64,
    },
    /// Where the first rows of a source are that is still being read. Attachment: a packed chunk of dots.
    Glimpse { source: String, role: Role },
    /// The role cannot be told from the file.
    AskMapping {
        source: String,
        preview: Box<MappingPreview>,
    },
    /// What is recorded of a layer's rows; where they are follows in [`FromWorker::Layer`]. Attachments: the columns.
    Columns {
        source: String,
        layer: String,
        role: Role,
        header: ColumnsHeader,
    },
    /// A layer whose columns have come. Attachments: anchors, order and bounds of its rows.
    Layer {
        layer: String,
        bounds: Option<[f64; 4]>,
    },
    /// A mesh chunk of a layer. Attachment: the packed chunk.
    Chunk { layer: String },
    /// A source is on the page, its meshes for zooms below one. [`FromWorker::Complete`] follows.
    Loaded {
        source: String,
        report: LoadReport,
        complete_below: f64,
    },
    /// All meshes of a source are on the page.
    Complete { source: String },
    /// A source was refused.
    Failed { source: String, error: Refused },
    /// The answer to a question with the same ticket.
    Answer { ticket: u32, answer: Answer },
    /// A file of the base map. Attachments: packed chunks, one per entry of `parts`. The world's file says which finer
    /// cells there are.
    Basemap {
        key: String,
        parts: Vec<BasemapPart>,
        places: Vec<GroundPlace>,
        cells: Option<CellGrid>,
    },
    /// A part of the base map could not be had.
    BasemapFailed { key: String, reason: String },
    /// The next answers about many places, in the order of the question; there are more to come.
    Assessed {
        ticket: u32,
        assessments: Vec<Option<Assessment>>,
    },
}

/// Answers to questions.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Best first; of many the best, and how many there are.
    Picked {
        rows: Vec<Hit>,
        all: u32,
    },
    Names {
        rows: Vec<NamedRow>,
    },
    /// By row, in the order of the fields; empty where a row has none.
    Texts {
        rows: Vec<Vec<String>>,
    },
    Described {
        details: Box<RowDetails>,
    },
    Found {
        rows: Vec<u32>,
    },
    /// A file's text.
    File {
        text: String,
    },
    Assessed {
        assessed: Box<Assessed>,
    },
    /// The last answers about many places; `None` for a position that is nowhere on earth.
    AssessedMany {
        assessments: Vec<Option<Assessment>>,
    },
    /// A list of places.
    Places {
        list: Box<PlaceList>,
    },
    /// A file could not be read, for this reason.
    Unreadable {
        reason: String,
    },
    /// The question makes no sense: no such place on earth, no polygon, no line.
    Senseless,
    /// The layer or source is not there any more.
    Gone,
}

/// A row under the pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub layer: String,
    pub row: u32,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRow {
    pub layer: String,
    pub row: u32,
    /// Name or id; empty where it has neither.
    pub name: String,
    /// To its nearest point, 0 inside.
    pub distance_m: f64,
    /// Degrees clockwise from north.
    pub bearing_deg: f64,
}

/// Why a source was refused: a code of the translations, `load_error.<code>`, and its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub code: String,
    pub values: Vec<(String, String)>,
}

impl Refused {
    #[must_use]
    pub fn new(code: &str, values: &[(&str, &str)]) -> Self {
        let values = values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Self {
            code: code.to_owned(),
            values,
        }
    }
}

/// Which list of the base map an attachment belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BasemapPart {
    Land,
    Lakes,
    Coast,
    Shores,
    Rivers,
    Borders,
    /// Disputed, or not generally recognised.
    UnsettledBorders,
}

/// A name of the base map.
#[derive(Debug, Clone, PartialEq)]
pub struct GroundPlace {
    pub name: String,
    pub lng: f64,
    pub lat: f64,
    pub weight: GroundWeight,
}

/// How much room a name of the base map may ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GroundWeight {
    /// With its extent in degrees.
    Country(f64),
    Capital(u32),
    /// Inhabitants.
    Town(u32),
}
