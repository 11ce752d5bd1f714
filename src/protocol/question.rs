//! Questions about places, and what they are asked of.

use crate::analysis::{Assessment, Missing, Reach, RouteHazard};
use crate::hazard::Role;
use crate::units::{Day, Metres, PartialDate};

/// A question about a place, an area or a route.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub asked: Asked,
    pub basis: Basis,
}

/// What is asked about, in degrees.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    Place {
        at: [f64; 2],
    },
    /// Polygons, each as its rings: the shell, then the holes.
    Area {
        polygons: Vec<Vec<Vec<[f64; 2]>>>,
    },
    /// Lines, and how far from them counts as the corridor's width.
    Route {
        lines: Vec<Vec<[f64; 2]>>,
        width: Metres,
    },
}

/// What an answer rests on: as the page knows it, whatever it shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Basis {
    pub reach: Reach,
    pub today: Day,
    pub expected: Vec<ExpectedLayer>,
}

/// A layer that the map should have.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedLayer {
    pub id: String,
    /// Whose data it is; empty where nobody says.
    pub source: String,
    pub as_of: Option<PartialDate>,
    pub stale_after_days: u32,
    pub positional_accuracy: Option<Metres>,
    /// Whether the map's publisher stands behind it.
    pub published: bool,
    pub state: LayerState,
}

/// What has become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerState {
    Here { set_aside: u64, cut_short: bool },
    Gone { why: Missing, role: Option<Role> },
}

/// An answer, with the names of the records it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessed {
    pub assessment: Assessment,
    /// Hazards along a route, in the order in which a traveller meets them; empty for places and areas.
    pub hazards: Vec<RouteHazard>,
    pub names: Vec<RecordName>,
}

/// What a record is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordName {
    /// The layer's place among those expected.
    pub layer: usize,
    pub row: u32,
    /// Its name or id; empty where it has neither.
    pub name: String,
}

impl Assessed {
    /// The name of a record that the answer speaks of; empty where it has none.
    #[must_use]
    pub fn name(&self, layer: usize, row: u32) -> &str {
        self.names
            .iter()
            .find(|name| name.layer == layer && name.row == row)
            .map_or("", |name| &name.name)
    }
}
