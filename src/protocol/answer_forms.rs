//! The bytes of questions about places and of their answers; see [`super::wire`] for their form.

use super::question::{Asked, Assessed, Basis, ExpectedLayer, LayerState, Question, RecordName};
use super::wire::{Wire, listed, records, variants};
use crate::analysis::{
    AccidentFound, Accidents, Assessment, Caveat, Gap, Missing, Near, NearestZones, Reach,
    RouteHazard, Shares, Tally, Verdict, Within, YearTally, ZoneClass, ZoneFound,
};
use crate::hazard::{HazardStatus, Reliability};

records! {
    Question { asked, basis }
    Basis { reach, today, expected }
    ExpectedLayer { id, source, as_of, stale_after_days, positional_accuracy, published, state }
    Assessed { assessment, hazards, names }
    RecordName { layer, row, name }
    Assessment { verdict, inside, nearest, within, caveats }
    NearestZones { confirmed, suspected, declared, cleared }
    ZoneFound {
        layer, row, class, status, distance, bearing_deg, nearest_lnglat, date, uncertainty, reliability, has_extent
    }
    RouteHazard { zone, along }
    Within { reach, zones, shares, accidents, newest_survey }
    Reach { zones, accidents, ring }
    Shares { worst, covered, surveyed }
    Accidents { total, by_year, undated, last_year, last_five_years, nearest, rough }
    AccidentFound { layer, row, distance, bearing_deg, nearest_lnglat, date }
    Tally { accidents, killed, injured, children, unrecorded, casualties }
    YearTally { year, tally }
}

variants! {
    Asked {
        0 = Place { at };
        1 = Area { polygons };
        2 = Route { lines, width };
    }
    LayerState {
        0 = Here { set_aside, cut_short };
        1 = Gone { why, role };
    }
    Missing {
        0 = Loading;
        1 = Failed;
        2 = Cancelled;
        3 = Unloaded;
    }
    Verdict {
        0 = InsideConfirmed(zone);
        1 = InsideSuspected(zone);
        2 = InsideDeclared(zone);
        3 = NearHazard(near);
        4 = CannotAnswer(gap);
        5 = InsideCleared(zone);
        6 = NoRecordedHazard;
    }
    Near {
        0 = Zone(zone);
        1 = Accident(accident);
    }
    Gap {
        0 = NoContaminatedLayer;
        1 = LayerMissing { layer, why };
        2 = LayerIncomplete { layer, set_aside, cut_short };
        3 = LayerStale { layer, age_days, stale_after_days };
        4 = OutsideCoverage { surveyed };
    }
    Caveat {
        0 = Gap(gap);
        1 = LayerUndated { layer };
        2 = MayBeInside { zones, uncertainty };
        3 = NearByUncertainty { zones, uncertainty };
        4 = LowReliability { zones };
        5 = UnknownStatus { zones };
        6 = NoExtent { zones };
        7 = HazardOnReleasedLand { zones };
        8 = ReleasedLand { zones };
        9 = RoughAccidents { accidents };
        10 = SeveralAccidentLayers { layers };
        11 = NotPublished { layer };
    }
}

listed!(Reliability, HazardStatus, ZoneClass);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{from_bytes, to_bytes};
    use crate::units::{Day, Metres};

    fn zone() -> ZoneFound {
        ZoneFound {
            layer: 1,
            row: 7,
            class: ZoneClass::Declared,
            status: HazardStatus::Declared,
            distance: Metres(12.5),
            bearing_deg: 270.0,
            nearest_lnglat: [46.9, 39.7],
            date: None,
            uncertainty: Some(Metres(200.0)),
            reliability: Reliability::Low,
            has_extent: true,
        }
    }

    #[test]
    fn questions_and_answers_come_back() {
        let question = Question {
            asked: Asked::Route {
                lines: vec![vec![[46.9, 39.7], [47.0, 39.8]]],
                width: Metres(50.0),
            },
            basis: Basis {
                reach: Reach::of(Metres(1_000.0)),
                today: Day(20_000),
                expected: vec![ExpectedLayer {
                    id: "declared".to_owned(),
                    source: String::new(),
                    as_of: None,
                    stale_after_days: 365,
                    positional_accuracy: Some(Metres(200.0)),
                    published: false,
                    state: LayerState::Gone {
                        why: Missing::Failed,
                        role: None,
                    },
                }],
            },
        };
        assert_eq!(from_bytes(&to_bytes(&question)), Some(question));
        let assessed = Assessed {
            assessment: Assessment {
                verdict: Verdict::NearHazard(Near::Zone(zone())),
                inside: vec![zone()],
                nearest: NearestZones {
                    declared: Some(zone()),
                    ..NearestZones::default()
                },
                within: Within {
                    reach: Reach::of(Metres(1_000.0)),
                    zones: [0, 0, 1, 0, 0, 0],
                    shares: Shares::default(),
                    accidents: Accidents::default(),
                    newest_survey: None,
                },
                caveats: vec![
                    Caveat::Gap(Gap::NoContaminatedLayer),
                    Caveat::LowReliability { zones: 1 },
                ],
            },
            hazards: Vec::new(),
            names: vec![RecordName {
                layer: 1,
                row: 7,
                name: "M-7".to_owned(),
            }],
        };
        assert_eq!(assessed.name(1, 7), "M-7");
        assert_eq!(from_bytes(&to_bytes(&assessed)), Some(assessed));
    }
}
