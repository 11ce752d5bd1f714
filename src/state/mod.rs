//! The page's state as plain data and pure transitions: links, history, playback, what is in view, what is said of it.
//!
//! Components show these and forward what a person does; every decision is made here, where it is tested natively.

mod answer;
mod answer_json;
mod arrival_pace;
mod contrast;
mod coordinates;
mod embed_code;
mod facet_list;
mod facet_text;
mod filter_history;
mod history;
mod hues;
mod in_view;
mod link;
mod many;
mod page_options;
mod page_theme;
mod percent;
mod place_names;
mod player;
mod provenance;
mod qr;
mod refused_colour;
mod sentence;
mod shape;
mod sketch;
mod time_axis;

pub use answer::{About, AnswerWording};
pub use answer_json::{answer_json, row_json};
pub use arrival_pace::ArrivalPace;
pub use coordinates::{NotRead, Position, read_position};
pub use embed_code::{EmbedOptions, EmbedWords, SharedView};
pub use facet_list::{FacetList, ListRequest};
pub use facet_text::{facet_name, value_name};
pub use filter_history::FilterHistory;
pub use history::History;
pub use hues::readable_hues;
pub use in_view::{InView, LayerBounds, Looking, RowInView};
pub use link::{FeatureRef, LinkState, Selection};
pub use many::{
    Account, AccountLayer, Column, Mark, PlaceRow, Sorting, TableView, VERDICTS, arranged,
    is_of_table, places_csv, places_geojson,
};
pub use page_options::PageOptions;
pub use page_theme::{THEME_TOKENS, WornTheme, chosen_in_query};
pub use place_names::PlaceNames;
pub use player::{Playback, Player, Step};
pub use provenance::{not_published, shortened};
pub use qr::{QUIET_ZONE, QrCode};
pub use refused_colour::{RefusedColour, Why};
pub use sentence::{Sentences, Wording};
pub use shape::{
    MOST_LOADED, MOST_VERTICES, Part, Shape, ShapeKind, ShapeMeasures, ShapeProblem, Spot,
};
pub use sketch::{Handle, Sketch, Tapped, Tool};
pub use time_axis::{Grip, TimeAxis, TimeDrag, WindowEnd, nudged, shifted_start, start_of};
