//! What an answer rests on: every layer that should be there, with its facts and its condition.
//!
//! Rows that are filtered out or switched off do not exist here: an answer always reads every row, because there is no
//! way to tell it otherwise. A layer without data cannot be mistaken for an empty one: only those that hold data have it.

use crate::hazard::{Columns, HazardStatus, Role};
use crate::spatial::{Geometries, RowIndex};
use crate::units::{Day, Metres, PartialDate};

/// The rows of a layer, borrowed.
#[derive(Debug, Clone, Copy)]
pub struct AnalysisLayer<'a> {
    pub role: Role,
    pub geometries: &'a Geometries,
    /// Of the geometries.
    pub index: &'a RowIndex,
    pub columns: &'a Columns,
    /// Of zones, by row; a row without one is of unknown status.
    pub statuses: &'a [HazardStatus],
}

/// What is known of a layer whatever becomes of its data.
#[derive(Debug, Clone, Copy)]
pub struct LayerFacts<'a> {
    pub id: &'a str,
    pub source: &'a str,
    pub as_of: Option<PartialDate>,
    /// Age from which the layer is out of date.
    pub stale_after_days: u32,
    /// How far a boundary may be from where it is recorded; a row may say it more exactly for itself.
    pub positional_accuracy: Option<Metres>,
    /// Whether the map's publisher stands behind it; somebody else added it otherwise.
    pub published: bool,
}

/// A layer that the map should have.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    pub facts: LayerFacts<'a>,
    pub condition: Condition<'a>,
}

/// What has become of a layer.
#[derive(Debug, Clone, Copy)]
pub enum Condition<'a> {
    /// All of it is here.
    Loaded(AnalysisLayer<'a>),
    /// Some of it is here.
    Incomplete {
        layer: AnalysisLayer<'a>,
        /// Features that could not be placed.
        set_aside: u64,
        /// The file ended too early.
        cut_short: bool,
    },
    /// None of it is here. Without a role it may have been anything.
    Missing { why: Missing, role: Option<Role> },
}

/// Why a layer is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Missing {
    Loading,
    Failed,
    Cancelled,
    Unloaded,
}

/// A layer as an answer names it.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerNote {
    pub id: String,
    pub source: String,
    pub as_of: Option<PartialDate>,
    /// Whole days since the first day that `as_of` can mean, never below 0.
    pub age_days: Option<u32>,
    /// Features that could not be placed.
    pub discarded: u64,
    /// `None` where its data is here.
    pub missing: Option<Missing>,
}

impl<'a> Condition<'a> {
    /// The data, if there is any.
    #[must_use]
    pub fn layer(&self) -> Option<&AnalysisLayer<'a>> {
        match self {
            Self::Loaded(layer) | Self::Incomplete { layer, .. } => Some(layer),
            Self::Missing { .. } => None,
        }
    }

    fn role(&self) -> Option<Role> {
        match self {
            Self::Loaded(layer) | Self::Incomplete { layer, .. } => Some(layer.role),
            Self::Missing { role, .. } => *role,
        }
    }

    /// Whether an answer can change with what the layer holds.
    pub(super) fn matters(&self) -> bool {
        !matches!(self.role(), Some(Role::Settlements | Role::Boundary))
    }
}

impl LayerFacts<'_> {
    /// Whole days since the first day that the date can mean: a year alone is taken at its oldest.
    #[must_use]
    pub fn age_days(&self, today: Day) -> Option<u32> {
        self.as_of
            .map(|as_of| u32::try_from(today.0.saturating_sub(as_of.first.0)).unwrap_or(0))
    }
}

impl Expected<'_> {
    pub(super) fn note(&self, today: Day) -> LayerNote {
        LayerNote {
            id: self.facts.id.to_owned(),
            source: self.facts.source.to_owned(),
            as_of: self.facts.as_of,
            age_days: self.facts.age_days(today),
            discarded: match self.condition {
                Condition::Incomplete { set_aside, .. } => set_aside,
                _ => 0,
            },
            missing: match self.condition {
                Condition::Missing { why, .. } => Some(why),
                _ => None,
            },
        }
    }
}
