//! How an answer is found: zones and accidents within reach, the nearest of each kind, shares of ground, and the verdict.

use super::accidents::Accidents;
use super::approach::{Approach, TOUCHING};
use super::assessment::{Assessment, NearestZones, Reach, Shares, Within};
use super::caveat::{Caveat, Gap};
use super::caveats::{accident_caveats, zone_caveats};
use super::class::{NearestKind, ZoneClass};
use super::earth::chord_of;
use super::plane::Drawing;
use super::records::{Records, rows_within};
use super::shares::{COVERAGE, measure};
use super::subject::{Scratch, Shape, Subject};
use super::verdict::{Near, Verdict};
use super::zones::ZoneFound;
use crate::order;
use crate::units::{Metres, PartialDate};

/// What is missing of a whole by rounding alone.
const WHOLE: f64 = 1.0 - 1e-6;

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
        let mut scratch = Scratch::default();
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
        caveats.extend_from_slice(&self.of_layers);
        zone_caveats(&zones, reach.zones, &mut caveats);
        accident_caveats(&accidents, self.accidents.len(), &mut caveats);
        let assessment = Assessment {
            verdict,
            inside,
            nearest,
            within: Within {
                reach,
                zones: of_class,
                shares,
                accidents,
                newest_survey: self.newest_survey(&zones, reach.zones),
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
        scratch: &mut Scratch,
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

    /// The latest survey that the zones within a distance record; the end of what a date can mean decides.
    fn newest_survey(&self, zones: &[(ZoneFound, Approach)], reach: Metres) -> Option<PartialDate> {
        let near = zones.iter().map(|(zone, _)| zone);
        let near = near.filter(|zone| zone.distance <= reach);
        let surveys = near.filter_map(|zone| {
            let layer = self.zones.iter().find(|layer| layer.is(zone.layer))?;
            layer.surveyed(zone.row)
        });
        surveys.max_by_key(|date| (date.end(), date.first))
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
}
