//! The answer to "what is recorded here?" for a place, an area or a route.
//!
//! Distances are metres on WGS 84 to the nearest boundary, 0 inside. Shares are of the circle around a place, of an
//! area itself, or of the corridor of a route. Each spot counts for the worst class that covers it, so that the shares
//! of the classes add up to no more than 1; `covered` says besides how much each class covers by itself.

use super::accidents::Accidents;
use super::caveat::{Caveat, Gap};
use super::class::{NearestKind, ZoneClass};
use super::earth::chord_of;
use super::edge::Edge;
use super::plane::Drawing;
use super::records::{Records, rows_within};
use super::shares::{COVERAGE, measure};
use super::subject::{Approach, Shape, Subject, TOUCHING};
use super::verdict::{Near, Verdict};
use super::zones::ZoneFound;
use crate::hazard::{HazardStatus, Reliability};
use crate::order;
use crate::units::Metres;

/// Radii beyond this are taken as this: a plane holds less than a hemisphere.
const FARTHEST: f64 = 5e6;

/// What is missing of a whole by rounding alone.
const WHOLE: f64 = 1.0 - 1e-6;

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

    fn checked(self) -> Self {
        let checked = |metres: Metres| Metres(metres.0.max(0.0).min(FARTHEST));
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

impl Records<'_> {
    /// What is recorded in and around a subject.
    #[must_use]
    pub fn assess(&self, subject: &Subject<'_>, reach: Reach) -> Assessment {
        self.examine(subject, reach).0
    }

    /// The answer, and the zones it rests on.
    pub(super) fn examine(
        &self,
        subject: &Subject<'_>,
        reach: Reach,
    ) -> (Assessment, Vec<(ZoneFound, Approach)>) {
        let reach = reach.checked();
        let mut scratch = Vec::new();
        let framed = match &subject.shape {
            Shape::Place => chord_of(reach.ring),
            Shape::Area(_) => 0.0,
            Shape::Route(half_width) => half_width.0,
        };
        let mut zones = Vec::new();
        for layer in &self.zones {
            layer.within(subject, reach.zones, framed, &mut scratch, &mut zones);
        }
        let nearest = self.nearest(subject, reach.zones, &zones, &mut scratch);
        let mut accidents = Accidents::default();
        for layer in &self.accidents {
            layer.count(
                subject,
                reach.accidents,
                self.today,
                &mut scratch,
                &mut accidents,
            );
        }
        accidents.sort();
        let shares = self.shares(subject, framed, &zones);
        let mut inside: Vec<ZoneFound> = zones
            .iter()
            .map(|(zone, _)| *zone)
            .filter(|zone| zone.distance.0 == 0.0)
            .collect();
        order::sort_by_number(&mut inside, |zone| zone.class as u64);
        let mut gaps = self.gaps().to_vec();
        gaps.extend(self.outside_coverage(subject, &shares));
        let near_zone = zones
            .iter()
            .map(|(zone, _)| zone)
            .filter(|zone| zone.class.is_hazard() && zone.least_distance() <= reach.zones)
            .min_by(|left, right| {
                let by_distance = left.distance.0.total_cmp(&right.distance.0);
                by_distance.then(left.class.cmp(&right.class))
            });
        let near = near_zone
            .copied()
            .map(Near::Zone)
            .or(accidents.nearest.map(Near::Accident));
        let verdict = Verdict::weigh(&inside, near, &gaps);
        let mut of_class = [0; ZoneClass::ALL.len()];
        for (zone, _) in &zones {
            of_class[zone.class as usize] += u32::from(zone.distance <= reach.zones);
        }
        let mut caveats: Vec<Caveat> = gaps.into_iter().map(Caveat::Gap).collect();
        caveats.extend_from_slice(&self.undated);
        zone_caveats(&zones, reach.zones, &mut caveats);
        self.accident_caveats(&accidents, &mut caveats);
        let assessment = Assessment {
            verdict,
            inside,
            nearest,
            within: Within {
                reach,
                zones: of_class,
                shares,
                accidents,
            },
            caveats,
        };
        (assessment, zones)
    }

    /// The nearest of each kind: among the zones within reach where there is one, else by searching.
    fn nearest(
        &self,
        subject: &Subject<'_>,
        reach: Metres,
        zones: &[(ZoneFound, Approach)],
        scratch: &mut Vec<Edge>,
    ) -> NearestZones {
        let mut best = NearestKind::ALL.map(|kind| {
            let of_kind = zones
                .iter()
                .filter(|(zone, _)| NearestKind::of(zone.class) == kind);
            of_kind
                .min_by(|left, right| left.1.chord.total_cmp(&right.1.chord))
                .copied()
        });
        // One farther away is among them for another reason, and need not be the nearest.
        let is_within = |best: &Option<(ZoneFound, Approach)>| {
            best.as_ref()
                .is_some_and(|(zone, _)| zone.distance <= reach)
        };
        if !best.iter().all(is_within) {
            for layer in &self.zones {
                layer.nearest(subject, scratch, &mut best);
            }
        }
        let [confirmed, suspected, declared, cleared] =
            best.map(|known| known.map(|(zone, _)| zone));
        NearestZones {
            confirmed,
            suspected,
            declared,
            cleared,
        }
    }

    fn shares(
        &self,
        subject: &Subject<'_>,
        framed: f64,
        zones: &[(ZoneFound, Approach)],
    ) -> Shares {
        let drawn = || {
            zones
                .iter()
                .filter(|(_, approach)| approach.chord <= framed)
        };
        let surveyed = (!self.coverage.is_empty()).then_some(0.0);
        if surveyed.is_none() && !drawn().any(|(zone, _)| zone.has_extent) {
            return Shares::default();
        }
        let disc = subject.disc();
        let near = disc.radius + framed;
        let tolerance = match &subject.shape {
            Shape::Place => 1e-4 * framed,
            Shape::Area(_) => 1e-5 * near,
            Shape::Route(half_width) => 0.005 * half_width.0,
        };
        let mut drawing = Drawing::around(disc.centre, near, tolerance.max(TOUCHING));
        match &subject.shape {
            Shape::Place => drawing.frame_circle(framed),
            Shape::Area(area) => drawing.frame_area(area),
            Shape::Route(half_width) => drawing.frame_corridor(subject.edges(), half_width.0),
        }
        for (zone, _) in drawn() {
            let layer = self.zones.iter().find(|layer| layer.is(zone.layer));
            if let Some(layer) = layer {
                drawing.polygons(&layer.geometry(zone.row), zone.class as u8);
            }
        }
        for layer in &self.coverage {
            for row in rows_within(subject, layer.index, framed + TOUCHING) {
                drawing.polygons(&layer.geometries.get(row as usize), COVERAGE);
            }
        }
        let measured = measure(&drawing.outlines, drawing.frame_area);
        let share = |area: f64| {
            if measured.frame > 0.0 {
                (area / measured.frame).clamp(0.0, 1.0)
            } else {
                0.0
            }
        };
        let [covered @ .., coverage, _] = measured.covered;
        Shares {
            worst: measured.worst.map(share),
            covered: covered.map(share),
            surveyed: surveyed.map(|_| share(coverage)),
        }
    }

    /// The gap where survey did not happen: at a place, or in any of an area or a corridor.
    fn outside_coverage(&self, subject: &Subject<'_>, shares: &Shares) -> Option<Gap> {
        let surveyed = shares.surveyed?;
        let is_surveyed = match &subject.shape {
            Shape::Place => self.coverage.iter().any(|layer| {
                rows_within(subject, layer.index, TOUCHING)
                    .into_iter()
                    .any(|row| subject.starts_inside(&layer.geometries.get(row as usize)))
            }),
            Shape::Area(_) | Shape::Route(_) => surveyed >= WHOLE,
        };
        (!is_surveyed).then_some(Gap::OutsideCoverage { surveyed })
    }

    fn accident_caveats(&self, accidents: &Accidents, caveats: &mut Vec<Caveat>) {
        if accidents.rough > 0 {
            caveats.push(Caveat::RoughAccidents {
                accidents: accidents.rough,
            });
        }
        if self.accidents.len() > 1 && accidents.total.accidents > 0 {
            caveats.push(Caveat::SeveralAccidentLayers {
                layers: self.accidents.len() as u32,
            });
        }
    }
}

/// What a reader has to know of the zones that are, or may be, within a distance.
fn zone_caveats(zones: &[(ZoneFound, Approach)], reach: Metres, caveats: &mut Vec<Caveat>) {
    let count = |condition: &dyn Fn(&ZoneFound) -> bool| {
        let matching = zones
            .iter()
            .map(|(zone, _)| zone)
            .filter(|zone| zone.least_distance() <= reach && condition(zone));
        let worst = matching.clone().filter_map(|zone| zone.uncertainty);
        let uncertainty = worst.fold(Metres(0.0), |worst, metres| Metres(worst.0.max(metres.0)));
        (matching.count() as u32, uncertainty)
    };
    let is_hazard = |zone: &ZoneFound| zone.class.is_hazard();
    let is_inside = |zone: &ZoneFound| zone.distance.0 == 0.0;
    let may_be_inside =
        |zone: &ZoneFound| is_hazard(zone) && !is_inside(zone) && zone.least_distance().0 == 0.0;
    let (zones, uncertainty) = count(&may_be_inside);
    if zones > 0 {
        caveats.push(Caveat::MayBeInside { zones, uncertainty });
    }
    let (zones, uncertainty) = count(&|zone| is_hazard(zone) && zone.distance > reach);
    if zones > 0 {
        caveats.push(Caveat::NearByUncertainty { zones, uncertainty });
    }
    let (zones, _) =
        count(&|zone| zone.class == ZoneClass::Declared && zone.reliability == Reliability::Low);
    if zones > 0 {
        caveats.push(Caveat::LowReliability { zones });
    }
    let (zones, _) = count(&|zone| zone.status == HazardStatus::Unknown);
    if zones > 0 {
        caveats.push(Caveat::UnknownStatus { zones });
    }
    let (zones, _) = count(&|zone| is_hazard(zone) && !zone.has_extent);
    if zones > 0 {
        caveats.push(Caveat::NoExtent { zones });
    }
    let (hazards, _) = count(&|zone| is_hazard(zone) && is_inside(zone));
    let (zones, _) = count(&|zone| !is_hazard(zone) && is_inside(zone));
    if zones > 0 {
        caveats.push(Caveat::ReleasedLand { zones });
        if hazards > 0 {
            caveats.push(Caveat::HazardOnReleasedLand { zones });
        }
    }
}
