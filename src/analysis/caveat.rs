//! What limits an answer, as codes with values; the page makes sentences of them.
//!
//! A [`Gap`] is something known to be missing: nothing milder than "cannot answer" may be said then. A [`Caveat`] is
//! anything a reader has to know. Layers are named by their place in the list that the records were made of.

use super::layers::{Condition, Expected, Missing};
use crate::hazard::Role;
use crate::units::{Day, Metres};

/// Something that could matter and is known to be missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gap {
    /// No layer of contaminated land is here.
    NoContaminatedLayer,
    /// A layer that should be here is not.
    LayerMissing { layer: usize, why: Missing },
    /// A layer was cut short, or holds features that could not be placed.
    LayerIncomplete {
        layer: usize,
        set_aside: u64,
        cut_short: bool,
    },
    /// A layer is out of date.
    LayerStale {
        layer: usize,
        age_days: u32,
        stale_after_days: u32,
    },
    /// Nobody says that survey happened there, or in all of it; the share where it did.
    OutsideCoverage { surveyed: f64 },
}

/// Something a reader has to know.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Caveat {
    Gap(Gap),
    /// The publisher of the map does not stand behind a layer.
    NotPublished {
        layer: usize,
    },
    /// The date of a layer is not known, so neither is its age.
    LayerUndated {
        layer: usize,
    },
    /// The subject may be inside zones drawn beside it: their positions are no more exact than their distances.
    MayBeInside {
        zones: u32,
        uncertainty: Metres,
    },
    /// Zones count as near only because their positions are not exact.
    NearByUncertainty {
        zones: u32,
        uncertainty: Metres,
    },
    /// Declared zones near the subject rest on records of low reliability.
    LowReliability {
        zones: u32,
    },
    /// Zones of unknown status near the subject are taken as suspected.
    UnknownStatus {
        zones: u32,
    },
    /// Hazards near the subject are recorded as points or lines: how far they reach is not known.
    NoExtent {
        zones: u32,
    },
    /// Hazard and released land are recorded for the same ground: the hazard counts.
    HazardOnReleasedLand {
        zones: u32,
    },
    /// Released land is not free of risk: depth, residue, floods.
    ReleasedLand {
        zones: u32,
    },
    /// The places of accidents that were counted are known only roughly.
    RoughAccidents {
        accidents: u32,
    },
    /// Several layers record accidents; the same accident may be counted twice.
    SeveralAccidentLayers {
        layers: u32,
    },
}

impl Gap {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoContaminatedLayer => "no_contaminated_layer",
            Self::LayerMissing { why, .. } => match why {
                Missing::Loading => "layer_loading",
                Missing::Failed => "layer_failed",
                Missing::Cancelled => "layer_cancelled",
                Missing::Unloaded => "layer_unloaded",
            },
            Self::LayerIncomplete { .. } => "layer_incomplete",
            Self::LayerStale { .. } => "layer_stale",
            Self::OutsideCoverage { .. } => "outside_coverage",
        }
    }
}

impl Caveat {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Gap(gap) => gap.code(),
            Self::NotPublished { .. } => "not_published",
            Self::LayerUndated { .. } => "layer_undated",
            Self::MayBeInside { .. } => "may_be_inside",
            Self::NearByUncertainty { .. } => "near_by_uncertainty",
            Self::LowReliability { .. } => "low_reliability",
            Self::UnknownStatus { .. } => "unknown_status",
            Self::NoExtent { .. } => "no_extent",
            Self::HazardOnReleasedLand { .. } => "hazard_on_released_land",
            Self::ReleasedLand { .. } => "released_land",
            Self::RoughAccidents { .. } => "rough_accidents",
            Self::SeveralAccidentLayers { .. } => "several_accident_layers",
        }
    }
}

/// What is missing wherever one asks. Layers that cannot change an answer are passed over.
pub(super) fn gaps(expected: &[Expected<'_>], today: Day) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let has_contaminated = expected
        .iter()
        .filter_map(|expected| expected.condition.layer())
        .any(|layer| matches!(layer.role, Role::Contaminated | Role::Zones));
    if !has_contaminated {
        gaps.push(Gap::NoContaminatedLayer);
    }
    let that_matter = expected
        .iter()
        .enumerate()
        .filter(|(_, expected)| expected.condition.matters());
    for (layer, expected) in that_matter {
        match expected.condition {
            Condition::Loaded(_) => {}
            Condition::Incomplete {
                set_aside,
                cut_short,
                ..
            } => gaps.push(Gap::LayerIncomplete {
                layer,
                set_aside,
                cut_short,
            }),
            Condition::Missing { why, .. } => gaps.push(Gap::LayerMissing { layer, why }),
        }
        let stale_after_days = expected.facts.stale_after_days;
        let age_days = expected.facts.age_days(today).unwrap_or(0);
        if expected.condition.layer().is_some()
            && expected.facts.as_of.is_some()
            && age_days >= stale_after_days
        {
            gaps.push(Gap::LayerStale {
                layer,
                age_days,
                stale_after_days,
            });
        }
    }
    gaps
}

/// What has to be known of layers that are here: those that are not the publisher's, then those whose age is not known.
pub(super) fn of_layers(expected: &[Expected<'_>]) -> Vec<Caveat> {
    let here = || {
        let numbered = (0..).zip(expected);
        numbered.filter(|(_, expected)| {
            expected.condition.matters() && expected.condition.layer().is_some()
        })
    };
    let added = here().filter(|(_, expected)| !expected.facts.published);
    let undated = here().filter(|(_, expected)| expected.facts.as_of.is_none());
    added
        .map(|(layer, _)| Caveat::NotPublished { layer })
        .chain(undated.map(|(layer, _)| Caveat::LayerUndated { layer }))
        .collect()
}
