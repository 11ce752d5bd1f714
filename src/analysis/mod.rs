//! What is recorded at a place, in an area, along a route: distances, shares of ground, accidents, and what is missing.
//!
//! A question is a [`Subject`]; what it is asked of are [`Records`], made of every layer that should be there. The
//! answer is an [`Assessment`]: a [`Verdict`] that holds its evidence, the zones inside and nearest, what is within
//! reach, and [`Caveat`]s as codes. Many places are assessed step by step and ranked by [`rank`].
//!
//! Everything here reads all rows, whatever a map shows. Nothing here knows words for people, or the browser.
//! Deliberately absent: terrain and roads (distances are those of a crow), and zones larger than a hemisphere.

mod accidents;
mod approach;
mod assessment;
mod bounds;
mod caveat;
mod caveats;
mod class;
mod clip;
mod earth;
mod edge;
mod examine;
mod layers;
mod many;
mod measure;
mod plane;
mod rank;
mod records;
mod route;
mod shares;
mod subject;
#[cfg(test)]
mod tests;
mod verdict;
mod zones;

pub use accidents::{AccidentFound, Accidents, Tally, YearTally};
pub use assessment::{Assessment, NearestZones, Reach, Shares, Within};
pub use caveat::{Caveat, Gap};
pub use class::{NearestKind, ZoneClass};
pub use layers::{AnalysisLayer, Condition, Expected, LayerFacts, LayerNote, Missing};
pub use many::ManyPlaces;
pub use measure::way_length;
pub use rank::{HALF_HARMED, HALF_NEAR, Ranked, Weights, rank};
pub use records::Records;
pub use route::{RouteAssessment, RouteHazard};
pub use subject::Subject;
pub use verdict::{Near, Verdict};
pub use zones::ZoneFound;
