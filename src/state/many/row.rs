//! One row: what is told of one of many places.

use crate::analysis::{Assessment, Caveat, Gap, Near, NearestKind, Scored, Verdict, ZoneClass};
use crate::protocol::ListedPlace;
use crate::units::PartialDate;

/// A place and its answer, without what a table does not tell.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow {
    pub place: ListedPlace,
    /// The code of the verdict.
    pub verdict: &'static str,
    pub mark: Mark,
    pub scored: Scored,
    /// Metres to the nearest zone of each of [`NearestKind::ALL`].
    pub nearest_m: [Option<f64>; NearestKind::ALL.len()],
    /// By the class's number; the worst class of a spot counts.
    pub shares: [f64; ZoneClass::ALL.len()],
    pub newest_survey: Option<PartialDate>,
    /// What a reader has to know of this row alone.
    pub caveats: Vec<Caveat>,
}

/// How a place is marked on the map and beside its verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Inside(ZoneClass),
    Near(ZoneClass),
    NearAccident,
    CannotAnswer,
    Released,
    NothingRecorded,
}

impl PlaceRow {
    #[must_use]
    pub fn of(place: ListedPlace, assessment: &Assessment) -> Self {
        let own = assessment
            .caveats
            .iter()
            .filter(|caveat| !is_of_table(caveat));
        Self {
            place,
            verdict: assessment.verdict.code(),
            mark: Mark::of(&assessment.verdict),
            scored: Scored::of(assessment),
            nearest_m: NearestKind::ALL
                .map(|kind| assessment.nearest.get(kind).map(|zone| zone.distance.0)),
            shares: assessment.within.shares.worst,
            newest_survey: assessment.within.newest_survey,
            caveats: own.copied().collect(),
        }
    }

    /// The share that is cleared, reduced or cancelled.
    #[must_use]
    pub fn released_share(&self) -> f64 {
        let released = ZoneClass::ALL
            .into_iter()
            .filter(|class| !class.is_hazard());
        released.map(|class| self.shares[class as usize]).sum()
    }
}

impl Mark {
    fn of(verdict: &Verdict) -> Self {
        match verdict {
            Verdict::InsideConfirmed(zone)
            | Verdict::InsideSuspected(zone)
            | Verdict::InsideDeclared(zone) => Self::Inside(zone.class),
            Verdict::NearHazard(Near::Zone(zone)) => Self::Near(zone.class),
            Verdict::NearHazard(Near::Accident(_)) => Self::NearAccident,
            Verdict::CannotAnswer(_) => Self::CannotAnswer,
            Verdict::InsideCleared(_) => Self::Released,
            Verdict::NoRecordedHazard => Self::NothingRecorded,
        }
    }
}

/// Whether a caveat says the same of every place, so that it is told once, before the table.
#[must_use]
pub fn is_of_table(caveat: &Caveat) -> bool {
    match caveat {
        Caveat::Gap(Gap::OutsideCoverage { .. }) => false,
        Caveat::Gap(_) | Caveat::NotPublished { .. } | Caveat::LayerUndated { .. } => true,
        _ => false,
    }
}
