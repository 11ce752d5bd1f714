//! What is said, and what must not be.

use super::maps::{Layer, MIDDLE, REACH, assess, at, codes, expected, today};
use crate::analysis::{
    Caveat, Condition, Expected, LayerFacts, Missing, Near, Records, Subject, Verdict,
};
use crate::hazard::HazardStatus::{
    Cancelled, Cleared, Confirmed, Declared, Reduced, Suspected, Unknown,
};
use crate::hazard::{Field, Role};
use crate::spatial::PartKind;
use crate::units::{Metres, PartialDate};

const AROUND: [f64; 4] = [-100.0, -100.0, 100.0, 100.0];

fn contaminated() -> Layer {
    Layer::new(Role::Contaminated).zone(Confirmed, [50_000.0, 0.0, 50_100.0, 100.0])
}

#[test]
fn each_class_of_land_has_its_verdict() {
    for (status, expected) in [
        (Confirmed, "inside_confirmed"),
        (Suspected, "inside_suspected"),
        (Unknown, "inside_suspected"),
        (Declared, "inside_declared"),
        (Cleared, "inside_cleared"),
        (Reduced, "inside_cleared"),
        (Cancelled, "inside_cleared"),
    ] {
        let layer = Layer::new(Role::Zones).zone(status, AROUND);
        assert_eq!(
            assess(&[layer.loaded()], MIDDLE).verdict.code(),
            expected,
            "{status:?}"
        );
    }
}

#[test]
fn hazard_wins_over_cleared_on_the_same_ground() {
    let cleared = Layer::new(Role::Cleared).zone(Cleared, AROUND);
    let hazard = Layer::new(Role::Contaminated).zone(Suspected, AROUND);
    let answer = assess(&[cleared.loaded(), hazard.loaded()], MIDDLE);
    assert_eq!(answer.verdict.code(), "inside_suspected");
    assert_eq!(answer.inside.len(), 2);
    assert_eq!(answer.inside[0].layer, 1);
    assert!(codes(&answer).contains(&"hazard_on_released_land"));
    assert!(answer.within.shares.worst[1] > 0.0);
    assert_eq!(answer.within.shares.worst[3], 0.0);
    assert!(answer.within.shares.covered[3] > 0.0);
}

#[test]
fn outside_every_zone_nothing_is_recorded_and_that_is_all_that_is_said() {
    let layer = contaminated();
    let answer = assess(&[layer.loaded()], MIDDLE);
    assert_eq!(answer.verdict, Verdict::NoRecordedHazard);
    let nearest = answer.nearest.confirmed.expect("there is one");
    assert!((nearest.distance.0 - 50_000.0).abs() < 150.0);
    assert!((nearest.bearing_deg - 90.0).abs() < 1.0);
}

#[test]
fn a_hazard_within_the_radius_is_near() {
    let layer = Layer::new(Role::Contaminated).zone(Suspected, [900.0, -50.0, 1_200.0, 50.0]);
    let answer = assess(&[layer.loaded()], MIDDLE);
    assert!(matches!(answer.verdict, Verdict::NearHazard(Near::Zone(zone)) if zone.row == 0));
    let beyond = Layer::new(Role::Contaminated).zone(Suspected, [1_100.0, -50.0, 1_200.0, 50.0]);
    assert_eq!(
        assess(&[beyond.loaded()], MIDDLE).verdict,
        Verdict::NoRecordedHazard
    );
}

#[test]
fn the_newest_survey_is_that_of_the_zones_within_reach() {
    let zones = Layer::new(Role::Zones)
        .zone(Cleared, [200.0, -50.0, 300.0, 50.0])
        .zone(Suspected, [400.0, -50.0, 500.0, 50.0])
        .zone(Suspected, [3_000.0, -50.0, 3_100.0, 50.0])
        .dates(Field::SurveyDate, &["2019-05-02", "2019", "2024-01-01"])
        .dates(Field::StatusDate, &["2023", "2023", "2023"]);
    let newest = assess(&[zones.loaded()], MIDDLE).within.newest_survey;
    assert_eq!(newest.map(|date| date.to_iso()), Some("2019".to_owned()));
    let unsurveyed = contaminated().zone(Suspected, [400.0, -50.0, 500.0, 50.0]);
    let newest = assess(&[unsurveyed.loaded()], MIDDLE).within.newest_survey;
    assert_eq!(newest, None);
}

#[test]
fn cleared_land_near_by_is_no_hazard() {
    let zones = Layer::new(Role::Zones).zone(Cleared, [200.0, -50.0, 300.0, 50.0]);
    let answer = assess(&[zones.loaded()], MIDDLE);
    assert_eq!(answer.verdict, Verdict::NoRecordedHazard);
    assert!(answer.nearest.cleared.is_some());
}

#[test]
fn an_accident_within_the_radius_is_near_even_inside_cleared_land() {
    let zones = contaminated().zone(Cleared, AROUND);
    let accidents = Layer::new(Role::Incidents).accident(300.0, 400.0);
    let answer = assess(&[zones.loaded(), accidents.loaded()], MIDDLE);
    let Verdict::NearHazard(Near::Accident(accident)) = answer.verdict else {
        panic!("{:?}", answer.verdict);
    };
    assert!((accident.distance.0 - 500.0).abs() < 2.0);
}

#[test]
fn a_position_that_is_not_exact_brings_a_zone_nearer() {
    let layer = Layer::new(Role::Contaminated)
        .zone(Suspected, [1_100.0, -50.0, 1_200.0, 50.0])
        .numbers(Field::PositionalAccuracyM, &[200.0]);
    let answer = assess(&[layer.loaded()], MIDDLE);
    assert_eq!(answer.verdict.code(), "near_hazard");
    assert!(codes(&answer).contains(&"near_by_uncertainty"));
    let exact = Layer::new(Role::Contaminated)
        .zone(Suspected, [1_100.0, -50.0, 1_200.0, 50.0])
        .numbers(Field::PositionalAccuracyM, &[f32::NAN]);
    let mut exact = exact.loaded();
    assert_eq!(assess(&[exact], MIDDLE).verdict, Verdict::NoRecordedHazard);
    exact.facts.positional_accuracy = Some(Metres(200.0));
    assert_eq!(assess(&[exact], MIDDLE).verdict.code(), "near_hazard");
}

#[test]
fn beside_a_zone_that_may_lie_elsewhere_one_may_be_inside() {
    let layer = Layer::new(Role::Contaminated).zone(Confirmed, [30.0, -50.0, 100.0, 50.0]);
    let mut layer = layer.loaded();
    layer.facts.positional_accuracy = Some(Metres(50.0));
    let answer = assess(&[layer], MIDDLE);
    assert_eq!(answer.verdict.code(), "near_hazard");
    assert!(codes(&answer).contains(&"may_be_inside"));
}

#[test]
fn the_nearest_zone_is_told_even_where_a_vaguer_one_counts_as_near() {
    let layer = Layer::new(Role::Contaminated)
        .zone(Confirmed, [3_000.0, -50.0, 3_100.0, 50.0])
        .zone(Confirmed, [2_000.0, -50.0, 2_100.0, 50.0])
        .numbers(Field::PositionalAccuracyM, &[2_500.0, 0.0]);
    let answer = assess(&[layer.loaded()], MIDDLE);
    assert_eq!(answer.verdict.code(), "near_hazard");
    assert_eq!(answer.nearest.confirmed.map(|zone| zone.row), Some(1));
}

#[test]
fn a_zone_recorded_as_a_point_counts_with_its_distance() {
    let layer = Layer::new(Role::Contaminated).shape(
        Confirmed,
        PartKind::Points,
        &[&[at(0.0, 700.0), at(0.0, 600.0)]],
    );
    let answer = assess(&[layer.loaded()], MIDDLE);
    assert_eq!(answer.verdict.code(), "near_hazard");
    let nearest = answer.nearest.confirmed.expect("there is one");
    assert!((nearest.distance.0 - 600.0).abs() < 2.0);
    assert!(codes(&answer).contains(&"no_extent"));
}

#[test]
fn in_a_hole_one_is_outside_and_near() {
    let ring = |half: f64| {
        [
            at(-half, -half),
            at(half, -half),
            at(half, half),
            at(-half, half),
            at(-half, -half),
        ]
    };
    let layer = Layer::new(Role::Contaminated).shape(
        Confirmed,
        PartKind::Polygon,
        &[&ring(500.0), &ring(200.0)],
    );
    let answer = assess(&[layer.loaded()], MIDDLE);
    assert_eq!(answer.verdict.code(), "near_hazard");
    assert!((answer.nearest.confirmed.expect("one").distance.0 - 200.0).abs() < 1.0);
    let share = answer.within.shares.worst[0];
    let expected = (1_000.0_f64.powi(2) - 400.0_f64.powi(2)) / (std::f64::consts::PI * 1e6);
    assert!((share - expected).abs() < 0.002, "{share} {expected}");
}

#[test]
fn on_the_boundary_is_inside() {
    let layer = Layer::new(Role::Contaminated).zone(Confirmed, [0.0, -100.0, 100.0, 100.0]);
    assert_eq!(
        assess(&[layer.loaded()], MIDDLE).verdict.code(),
        "inside_confirmed"
    );
}

#[test]
fn whatever_is_missing_is_in_the_way_of_a_mild_answer() {
    let far = contaminated();
    let missing = |role, why| expected(Condition::Missing { why, role });
    for role in [
        Role::Contaminated,
        Role::Declared,
        Role::Cleared,
        Role::Zones,
        Role::Incidents,
        Role::Coverage,
    ] {
        for why in [
            Missing::Loading,
            Missing::Failed,
            Missing::Cancelled,
            Missing::Unloaded,
        ] {
            let answer = assess(&[far.loaded(), missing(Some(role), why)], MIDDLE);
            assert_eq!(answer.verdict.code(), "cannot_answer", "{role:?} {why:?}");
        }
    }
    let unknown = assess(&[far.loaded(), missing(None, Missing::Failed)], MIDDLE);
    assert_eq!(unknown.verdict.code(), "cannot_answer");
    let places = missing(Some(Role::Settlements), Missing::Failed);
    assert_eq!(
        assess(&[far.loaded(), places], MIDDLE).verdict,
        Verdict::NoRecordedHazard
    );
}

#[test]
fn features_without_a_place_and_files_cut_short_are_missing() {
    let far = contaminated();
    for (set_aside, cut_short) in [(3, false), (0, true)] {
        let condition = Condition::Incomplete {
            layer: far.view(),
            set_aside,
            cut_short,
        };
        let answer = assess(&[expected(condition)], MIDDLE);
        assert_eq!(answer.verdict.code(), "cannot_answer");
        assert_eq!(codes(&answer), ["layer_incomplete"]);
    }
}

#[test]
fn a_layer_that_is_not_the_publishers_says_so_and_changes_no_verdict() {
    let far = contaminated();
    let added = Expected {
        facts: LayerFacts {
            published: false,
            ..far.loaded().facts
        },
        ..far.loaded()
    };
    let answer = assess(&[far.loaded(), added], MIDDLE);
    assert_eq!(answer.caveats, [Caveat::NotPublished { layer: 1 }]);
    assert_eq!(answer.verdict, assess(&[far.loaded()], MIDDLE).verdict);
}

#[test]
fn old_data_is_missing_what_came_since_and_undated_data_says_so() {
    let far = contaminated();
    let with_date = |date: &str| Expected {
        facts: LayerFacts {
            as_of: PartialDate::from_iso(date),
            ..far.loaded().facts
        },
        ..far.loaded()
    };
    let old = assess(&[with_date("2024-06-01")], MIDDLE);
    assert_eq!(codes(&old), ["layer_stale"]);
    assert_eq!(old.verdict.code(), "cannot_answer");
    assert_eq!(
        assess(&[with_date("2024-06-02")], MIDDLE).verdict,
        Verdict::NoRecordedHazard
    );
    assert_eq!(
        codes(&assess(&[with_date("2024")], MIDDLE)),
        ["layer_stale"]
    );
    let undated = assess(&[with_date("")], MIDDLE);
    assert_eq!(codes(&undated), ["layer_undated"]);
    assert_eq!(undated.verdict, Verdict::NoRecordedHazard);
}

#[test]
fn without_a_layer_of_contaminated_land_there_is_no_answer() {
    let cleared = Layer::new(Role::Cleared).zone(Cleared, AROUND);
    let answer = assess(&[cleared.loaded()], MIDDLE);
    assert_eq!(answer.verdict.code(), "cannot_answer");
    assert_eq!(codes(&answer)[0], "no_contaminated_layer");
    assert_eq!(assess(&[], MIDDLE).verdict.code(), "cannot_answer");
}

#[test]
fn where_nobody_surveyed_there_is_no_answer() {
    let far = contaminated();
    let coverage = Layer::new(Role::Coverage).zone(Unknown, AROUND);
    let layers = [far.loaded(), coverage.loaded()];
    assert_eq!(assess(&layers, MIDDLE).verdict, Verdict::NoRecordedHazard);
    let outside = assess(&layers, at(500.0, 0.0));
    assert_eq!(outside.verdict.code(), "cannot_answer");
    assert!(codes(&outside).contains(&"outside_coverage"));
    let surveyed = outside.within.shares.surveyed.expect("a layer tells");
    assert!((surveyed - 40_000.0 / (std::f64::consts::PI * 1e6)).abs() < 1e-3);
}

#[test]
fn a_known_hazard_is_said_whatever_is_missing() {
    let layer = Layer::new(Role::Contaminated).zone(Confirmed, AROUND);
    let failed = expected(Condition::Missing {
        why: Missing::Failed,
        role: Some(Role::Contaminated),
    });
    let answer = assess(&[layer.loaded(), failed], MIDDLE);
    assert_eq!(answer.verdict.code(), "inside_confirmed");
    assert_eq!(codes(&answer)[0], "layer_failed");
}

#[test]
fn what_is_not_recorded_of_accidents_stays_unknown() {
    let accidents = Layer::new(Role::Incidents)
        .accident(10.0, 0.0)
        .accident(20.0, 0.0)
        .accident(30.0, 0.0)
        .accident(5_000.0, 0.0)
        .numbers(Field::Killed, &[1.0, f32::NAN, 2.0, 9.0])
        .numbers(Field::Boys, &[f32::NAN, f32::NAN, 1.0, 1.0])
        .dates(Field::Date, &["2021-07-01", "", "2025", "2025-01-01"]);
    let within = assess(&[accidents.loaded()], MIDDLE).within.accidents;
    assert_eq!(within.total.accidents, 3);
    assert_eq!(within.total.killed, Some(3));
    assert_eq!(within.total.injured, None);
    assert_eq!(within.total.children, Some(1));
    assert_eq!(within.total.unrecorded, 1);
    assert_eq!(within.total.casualties, 4);
    assert_eq!(within.undated.accidents, 1);
    let years: Vec<i32> = within.by_year.iter().map(|tally| tally.year).collect();
    assert_eq!(years, [2021, 2025]);
    assert_eq!(within.last_year.accidents, 1);
    assert_eq!(within.last_five_years.accidents, 2);
}

#[test]
fn an_area_is_asked_about_as_a_whole() {
    let question = Layer::new(Role::Boundary).zone(Unknown, [0.0, 0.0, 1_000.0, 1_000.0]);
    let area = Subject::area(question.geometries.get(0)).expect("a polygon");
    let zones = Layer::new(Role::Zones)
        .zone(Confirmed, [500.0, 500.0, 600.0, 600.0])
        .zone(Suspected, [-500.0, 0.0, 500.0, 500.0])
        .zone(Declared, [0.0, 0.0, 1_000.0, 1_000.0])
        .zone(Cleared, [1_300.0, 0.0, 1_400.0, 100.0]);
    let layers = [zones.loaded()];
    let answer = Records::new(&layers, today()).assess(&area, REACH);
    assert_eq!(answer.verdict.code(), "inside_confirmed");
    assert_eq!(answer.inside.len(), 3);
    assert!((answer.nearest.cleared.expect("one").distance.0 - 300.0).abs() < 1.0);
    for (share, expected) in answer
        .within
        .shares
        .worst
        .into_iter()
        .zip([0.01, 0.25, 0.74, 0.0])
    {
        assert!((share - expected).abs() < 1e-4, "{share} {expected}");
    }
}

#[test]
fn a_route_meets_hazards_in_order() {
    let line = [at(0.0, 0.0), at(2_000.0, 0.0), at(2_000.0, 3_000.0)];
    let route = Layer::new(Role::Boundary).shape(Unknown, PartKind::Line, &[&line]);
    let zones = Layer::new(Role::Zones)
        .zone(Suspected, [1_900.0, 2_000.0, 2_100.0, 2_100.0])
        .zone(Cleared, [300.0, -10.0, 400.0, 10.0])
        .zone(Confirmed, [1_000.0, 30.0, 1_100.0, 60.0])
        .zone(Confirmed, [1_000.0, 130.0, 1_100.0, 160.0]);
    let layers = [zones.loaded()];
    let records = Records::new(&layers, today());
    let answer = records
        .assess_route(&route.geometries.get(0), Metres(100.0))
        .expect("a line");
    let met: Vec<u32> = answer
        .hazards
        .iter()
        .map(|hazard| hazard.zone.row)
        .collect();
    assert_eq!(met, [2, 0]);
    assert!((answer.length.0 - 5_000.0).abs() < 15.0);
    assert!((answer.hazards[0].zone.distance.0 - 30.0).abs() < 0.2);
    assert!((answer.hazards[1].along.0 - 4_000.0).abs() < 15.0);
    assert_eq!(answer.hazards[1].zone.distance, Metres(0.0));
    assert_eq!(answer.assessment.verdict.code(), "inside_suspected");
    let corridor = 5_000.0 * 100.0 + std::f64::consts::PI * 2_500.0;
    let confirmed = answer.assessment.within.shares.worst[0] * corridor;
    assert!((confirmed - 2_000.0).abs() < 20.0, "{confirmed}");
}

#[test]
fn a_route_that_starts_inside_meets_that_zone_at_once() {
    let route = Layer::new(Role::Boundary).shape(
        Unknown,
        PartKind::Line,
        &[&[at(0.0, 0.0), at(1_000.0, 0.0)]],
    );
    let zones = Layer::new(Role::Zones)
        .zone(Confirmed, [500.0, -10.0, 600.0, 10.0])
        .zone(Confirmed, AROUND);
    let layers = [zones.loaded()];
    let records = Records::new(&layers, today());
    let answer = records
        .assess_route(&route.geometries.get(0), Metres(20.0))
        .expect("a line");
    let ways: Vec<(u32, f64)> = answer
        .hazards
        .iter()
        .map(|hazard| (hazard.zone.row, hazard.along.0.round()))
        .collect();
    assert_eq!(ways[0], (1, 0.0));
    assert!(
        ways[1].0 == 0 && (ways[1].1 - 500.0).abs() < 3.0,
        "{ways:?}"
    );
}

#[test]
fn nowhere_is_not_asked_about() {
    assert!(Subject::place([f64::NAN, 0.0]).is_none());
    assert!(Subject::place([0.0, 91.0]).is_none());
    let layer = contaminated();
    assert!(Subject::route(&layer.geometries.get(0), Metres(10.0)).is_none());
    let layers = [layer.loaded()];
    let records = Records::new(&layers, today());
    let answers: Vec<_> = records
        .assess_many(&[MIDDLE, [0.0, f64::NAN]], REACH)
        .collect();
    assert!(answers[0].is_some() && answers[1].is_none());
}
