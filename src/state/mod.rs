//! The page's state as plain data and pure transitions: links, history, playback, what is in view, what is said of it.
//!
//! Components show these and forward what a person does; every decision is made here, where it is tested natively.

mod answer;
mod answer_json;
mod arrival_pace;
mod coordinates;
mod facet_list;
mod facet_text;
mod filter_history;
mod history;
mod in_view;
mod link;
mod page_options;
mod percent;
mod player;
mod sentence;
mod time_axis;

pub use answer::AnswerWording;
pub use answer_json::{answer_json, row_json};
pub use arrival_pace::ArrivalPace;
pub use coordinates::parse_coordinates;
pub use facet_list::{FacetList, ListRequest};
pub use facet_text::{facet_name, value_name};
pub use filter_history::FilterHistory;
pub use history::History;
pub use in_view::{InView, LayerBounds, RowInView, rows_in_view};
pub use link::{FeatureRef, LinkState, Selection};
pub use page_options::PageOptions;
pub use player::{Playback, Player, Step};
pub use sentence::{Sentences, Wording};
pub use time_axis::{Grip, TimeAxis, TimeDrag, WindowEnd, nudged, shifted_start, start_of};
