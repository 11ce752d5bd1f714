//! The answer to "what is recorded here?" for a place, an area or a route.
//!
//! Distances are metres on WGS 84 to the nearest boundary, 0 inside. Shares are of the circle around a place, of an
//! area itself, or of the corridor of a route. Each spot counts for the worst class that covers it, so that the shares
//! of the classes add up to no more than 1; `covered` says besides how much each class covers by itself.

use super::accidents::Accidents;
use super::caveat::Caveat;
use super::class::{NearestKind, ZoneClass};
use super::verdict::Verdict;
use super::zones::ZoneFound;
use crate::units::{Metres, PartialDate};

/// Radii beyond this are taken as this: a plane holds less than a hemisphere.
const FARTHEST: f64 = 5e6;

/// How far an answer looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reach {
    /// Within it a zone is near.
    pub zones: Metres,
    /// Within it accidents are counted.
    pub accidents: Metres,
    /// The radius of the circle around a place of which shares are told.
    pub ring: Metres,
}

impl Reach {
    /// The same distance for all.
    #[must_use]
    pub fn of(radius: Metres) -> Self {
        Self {
            zones: radius,
            accidents: radius,
            ring: radius,
        }
    }

    pub(super) fn checked(self) -> Self {
        // What is not a number is no distance either.
        let checked = |metres: Metres| match metres.0 {
            metres if metres > 0.0 => Metres(metres.min(FARTHEST)),
            _ => Metres(0.0),
        };
        Self {
            zones: checked(self.zones),
            accidents: checked(self.accidents),
            ring: checked(self.ring),
        }
    }
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    pub verdict: Verdict,
    /// Zones around a place, or that share ground with an area or a route; the worst first, then by layer and row.
    pub inside: Vec<ZoneFound>,
    pub nearest: NearestZones,
    pub within: Within,
    /// Gaps first.
    pub caveats: Vec<Caveat>,
}

/// The nearest zone of each kind, wherever it is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct NearestZones {
    pub confirmed: Option<ZoneFound>,
    /// Suspected, or of unknown status.
    pub suspected: Option<ZoneFound>,
    pub declared: Option<ZoneFound>,
    /// Cleared, reduced or cancelled.
    pub cleared: Option<ZoneFound>,
}

/// What is within reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Within {
    pub reach: Reach,
    /// Zones of each class that are within reach as recorded, by the class's number.
    pub zones: [u32; ZoneClass::ALL.len()],
    pub shares: Shares,
    pub accidents: Accidents,
    /// The latest survey that a zone of any class within reach records.
    pub newest_survey: Option<PartialDate>,
}

/// Shares of ground, 0 to 1, by the class's number.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shares {
    /// Where no worse class lies.
    pub worst: [f64; ZoneClass::ALL.len()],
    /// Whatever else lies there.
    pub covered: [f64; ZoneClass::ALL.len()],
    /// Where survey happened; `None` where no layer tells.
    pub surveyed: Option<f64>,
}

impl Shares {
    /// The share that is confirmed or suspected.
    #[must_use]
    pub fn contaminated(&self) -> f64 {
        self.worst[ZoneClass::Confirmed as usize] + self.worst[ZoneClass::Suspected as usize]
    }

    #[must_use]
    pub fn worst_of(&self, class: ZoneClass) -> f64 {
        self.worst[class as usize]
    }
}

impl NearestZones {
    #[must_use]
    pub fn get(&self, kind: NearestKind) -> Option<&ZoneFound> {
        match kind {
            NearestKind::Confirmed => self.confirmed.as_ref(),
            NearestKind::Suspected => self.suspected.as_ref(),
            NearestKind::Declared => self.declared.as_ref(),
            NearestKind::Cleared => self.cleared.as_ref(),
        }
    }
}
