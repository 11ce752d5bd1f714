//! What is shown: the filter, the time window, and the counts that follow from them.
//!
//! [`FilterModel`] is what a person asks for, as data. `CrossFilter` holds the columns of every layer and answers
//! with one state byte per row and, for each facet, how many rows each of its values would leave.

mod area_class;
mod facet;
mod model;
mod people;
mod survey_age;

pub use area_class::AreaClass;
pub use facet::{Facet, UNKNOWN};
pub(crate) use model::is_value_of;
pub use model::{FilterModel, MAX_TEXT, Measured, Range};
pub use people::{AgeGroup, Outcome, People, PeopleColumns, Person, Sex};
pub use survey_age::SurveyAge;
