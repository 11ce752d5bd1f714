//! What is shown: the filter, the time window, and the counts that follow from them.
//!
//! [`FilterModel`] is what a person asks for, as data. [`CrossFilter`] holds the columns of every layer and answers
//! with one state byte per row and, for each facet, how many rows each of its values would leave.

mod area_class;
mod arrival;
mod cross;
#[cfg(test)]
mod cross_tests;
mod facet;
mod fold;
mod histogram;
mod layer;
mod model;
mod months;
#[cfg(test)]
mod oracle;
mod people;
mod search;
mod slots;
mod survey_age;
mod tally;
mod time;
mod timing;
mod values;

pub use area_class::AreaClass;
pub use arrival::Arrival;
pub use cross::{Changes, CrossFilter, LayerChange, Mark, ValueCount};
pub use facet::{Facet, UNKNOWN};
pub use fold::{fold, lower};
pub use histogram::{
    Bar, BinUnit, Histogram, HistogramSpec, MAX_BINS, Measure, SEVERAL, Series, Stack,
};
pub use model::{FilterModel, MAX_TEXT, Measured, Range};
pub use people::{AgeGroup, Outcome, People, PeopleColumns, Person, Sex};
pub use survey_age::SurveyAge;
pub use tally::{Casualties, Known, RowTotals, Totals};
pub use time::TimeWindow;
