//! The one word of an answer, with the evidence for it.
//!
//! A hazard that is known is always said. Where something that could matter is known to be missing, nothing milder
//! than "cannot answer" is. The mildest answer is that nothing is recorded, which is not evidence of safety.

use super::accidents::AccidentFound;
use super::caveat::Gap;
use super::zones::ZoneFound;
use super::{NearestKind, ZoneClass};

/// Worst first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Verdict {
    InsideConfirmed(ZoneFound),
    InsideSuspected(ZoneFound),
    InsideDeclared(ZoneFound),
    /// Outside, but a hazard or an accident is within the radius.
    NearHazard(Near),
    /// No hazard is known here, and the first of the gaps is in the way of saying more.
    CannotAnswer(Gap),
    InsideCleared(ZoneFound),
    NoRecordedHazard,
}

/// What is near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Near {
    Zone(ZoneFound),
    Accident(AccidentFound),
}

impl Verdict {
    /// Weighs what was found. `inside` is sorted, the worst first.
    pub(super) fn weigh(inside: &[ZoneFound], near: Option<Near>, gaps: &[Gap]) -> Self {
        let worst = inside.first().copied();
        match worst.map(|zone| (zone, NearestKind::of(zone.class))) {
            Some((zone, NearestKind::Confirmed)) => return Self::InsideConfirmed(zone),
            Some((zone, NearestKind::Suspected)) => return Self::InsideSuspected(zone),
            Some((zone, NearestKind::Declared)) => return Self::InsideDeclared(zone),
            Some((_, NearestKind::Cleared)) | None => {}
        }
        match (near, gaps.first(), worst) {
            (Some(near), _, _) => Self::NearHazard(near),
            (None, Some(gap), _) => Self::CannotAnswer(*gap),
            (None, None, Some(zone)) => Self::InsideCleared(zone),
            (None, None, None) => Self::NoRecordedHazard,
        }
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InsideConfirmed(_) => "inside_confirmed",
            Self::InsideSuspected(_) => "inside_suspected",
            Self::InsideDeclared(_) => "inside_declared",
            Self::NearHazard(_) => "near_hazard",
            Self::CannotAnswer(_) => "cannot_answer",
            Self::InsideCleared(_) => "inside_cleared",
            Self::NoRecordedHazard => "no_recorded_hazard",
        }
    }

    /// 0 is the worst; a milder verdict has a higher number.
    #[must_use]
    pub fn mildness(&self) -> u8 {
        match self {
            Self::InsideConfirmed(_) => 0,
            Self::InsideSuspected(_) => 1,
            Self::InsideDeclared(_) => 2,
            Self::NearHazard(_) => 3,
            Self::CannotAnswer(_) => 4,
            Self::InsideCleared(_) => 5,
            Self::NoRecordedHazard => 6,
        }
    }
}

impl Near {
    /// How far away it is, in metres.
    #[must_use]
    pub fn distance_m(&self) -> f64 {
        match self {
            Self::Zone(zone) => zone.distance.0,
            Self::Accident(accident) => accident.distance.0,
        }
    }

    /// The class of a zone; `None` for an accident.
    #[must_use]
    pub fn class(&self) -> Option<ZoneClass> {
        match self {
            Self::Zone(zone) => Some(zone.class),
            Self::Accident(_) => None,
        }
    }
}
