//! What holds for every map.

use proptest::prelude::*;

use super::maps::{Layer, expected, today};
use crate::analysis::bounds::{Viewpoint, box_around};
use crate::analysis::earth::{chord, chord_of, space_from_lnglat};
use crate::analysis::subject::{Scratch, push_edges};
use crate::analysis::{
    Assessment, Condition, Expected, Missing, NearestKind, Reach, Records, Scored, Subject,
    Weighting, rank,
};
use crate::hazard::{Field, HazardStatus, Role};
use crate::spatial::{PartKind, world_bounds};
use crate::units::{Metres, PartialDate};

/// A zone to be drawn: status, where from the middle in degrees, size in degrees, corners' shares of it, a hole.
type Drawn = (usize, [f64; 2], f64, Vec<f64>, bool);

fn drawn(spread: f64, largest: f64) -> impl Strategy<Value = Drawn> {
    let shares = prop::collection::vec(0.3..1.0, 3..9);
    let place = [-spread..spread, -spread..spread];
    (
        0..7_usize,
        place,
        largest / 50.0..largest,
        shares,
        any::<bool>(),
    )
}

fn ring(centre: [f64; 2], size: f64, shares: &[f64]) -> Vec<[f64; 2]> {
    let widen = 1.0 / centre[1].to_radians().cos().max(0.02);
    let mut ring: Vec<[f64; 2]> = shares
        .iter()
        .enumerate()
        .map(|(corner, share)| {
            let angle = std::f64::consts::TAU * corner as f64 / shares.len() as f64;
            let [across, up] = [angle.cos() * widen, angle.sin()].map(|axis| axis * share * size);
            [centre[0] + across, (centre[1] + up).clamp(-90.0, 90.0)]
        })
        .collect();
    ring.push(ring[0]);
    ring
}

fn rings((_, place, size, shares, hole): &Drawn, middle: [f64; 2]) -> Vec<Vec<[f64; 2]>> {
    let centre = [
        middle[0] + place[0],
        (middle[1] + place[1]).clamp(-90.0, 90.0),
    ];
    let mut rings = vec![ring(centre, *size, shares)];
    if *hole {
        let smallest = shares.iter().copied().fold(1.0, f64::min);
        rings.push(ring(centre, size * smallest * 0.3, &[1.0, 1.0, 1.0, 1.0]));
    }
    rings
}

fn layer(zones: &[Drawn], middle: [f64; 2], change: fn(&mut Vec<[f64; 2]>)) -> Layer {
    zones.iter().fold(Layer::new(Role::Zones), |layer, zone| {
        let mut rings = rings(zone, middle);
        rings.iter_mut().for_each(change);
        let rings: Vec<&[[f64; 2]]> = rings.iter().map(Vec::as_slice).collect();
        layer.shape(HazardStatus::ALL[zone.0], PartKind::Polygon, &rings)
    })
}

fn unchanged(_: &mut Vec<[f64; 2]>) {}

fn middles() -> impl Strategy<Value = [f64; 2]> {
    prop_oneof![
        [-180.0..180.0, -60.0..75.0],
        [179.0..181.0, -60.0..75.0],
        [-180.0..180.0, 84.0..89.9],
        [-180.0..180.0, -89.9..-84.0],
    ]
}

fn assess(layers: &[Expected<'_>], place: [f64; 2], radius: f64) -> Assessment {
    let subject = Subject::place(place).expect("on earth");
    Records::new(layers, today()).assess(&subject, Reach::of(Metres(radius)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_linear_scan_finds(
        zones in prop::collection::vec(drawn(1.5, 0.2), 1..60), middle in middles(),
        offset in [-2.0..2.0_f64, -2.0..2.0_f64], turns in -1..2_i32, radius in 10.0..200_000.0,
    ) {
        let layer = layer(&zones, middle, unchanged);
        let place = [middle[0] + offset[0] + 360.0 * f64::from(turns), f64::clamp(middle[1] + offset[1], -90.0, 90.0)];
        let answer = assess(&[layer.loaded()], place, radius);
        let subject = Subject::place(place).expect("on earth");
        let mut scratch = Scratch::default();
        let mut least = [f64::INFINITY; 4];
        let mut within = [0_u32; 6];
        for (row, status) in layer.statuses.iter().enumerate() {
            let class = crate::analysis::ZoneClass::of(*status);
            let approach = subject
                .approach(&layer.geometries.get(row), f64::INFINITY, &mut scratch)
                .expect("it has edges");
            let kind = NearestKind::of(class) as usize;
            least[kind] = least[kind].min(approach.chord);
            within[class as usize] += u32::from(approach.distance().0 <= radius);
        }
        prop_assert_eq!(answer.within.zones, within);
        for kind in NearestKind::ALL {
            match answer.nearest.get(kind) {
                Some(zone) => {
                    let geometry = layer.geometries.get(zone.row as usize);
                    let found = subject.approach(&geometry, f64::INFINITY, &mut scratch).expect("edges");
                    prop_assert_eq!(found.chord, least[kind as usize]);
                    prop_assert_eq!(found.distance(), zone.distance);
                }
                None => prop_assert_eq!(least[kind as usize], f64::INFINITY),
            }
        }
    }

    #[test]
    fn a_bound_is_never_farther_than_what_it_bounds(
        zone in drawn(3.0, 2.0), middle in middles(), place in [-540.0..540.0, -90.0..90.0],
    ) {
        let layer = layer(&[zone], middle, unchanged);
        let geometry = layer.geometries.get(0);
        let subject = Subject::place(place).expect("on earth");
        let approach = subject.approach(&geometry, f64::INFINITY, &mut Scratch::default()).expect("edges");
        let bounds = world_bounds(&geometry).expect("coordinates");
        let bound = Viewpoint::at(place).chord_to(bounds);
        prop_assert!(bound <= approach.chord, "{bound} {}", approach.chord);
    }

    #[test]
    fn what_is_passed_over_without_trigonometry_is_never_the_nearest(
        zone in drawn(1.0, 2.0), middle in middles(), offset in [-40.0..40.0_f64, -40.0..40.0_f64], near in 0.0..1.0_f64,
        turns in -1..2_i32, limit in prop_oneof![Just(f64::INFINITY), 1.0..400_000.0],
    ) {
        let layer = layer(&[zone], middle, unchanged);
        let geometry = layer.geometries.get(0);
        let [aside, along] = offset.map(|offset| offset * near * near * near);
        let place = [middle[0] + aside + 360.0 * f64::from(turns), f64::clamp(middle[1] + along, -90.0, 90.0)];
        let subject = Subject::place(place).expect("on earth");
        let mut scratch = Scratch::default();
        let found = subject.approach(&geometry, limit, &mut scratch);
        if found.is_some_and(|found| found.chord == 0.0) {
            // Inside, and no edge was looked at.
            return Ok(());
        }
        let mut all = Vec::new();
        geometry.parts().flat_map(|part| part.rings()).for_each(|ring| push_edges(ring, &mut all));
        let expected = subject.approach_edges(&all, limit);
        prop_assert_eq!(found.map(|found| (found.chord, found.there)), expected.map(|found| (found.chord, found.there)));
    }

    #[test]
    fn a_position_is_between_its_bounds(
        place in [-540.0..540.0, -90.0..90.0], offset in [-30.0..30.0_f64, -30.0..30.0_f64], near in 0.0..1.0_f64,
        turns in -1..2_i32,
    ) {
        let [aside, along] = offset.map(|offset| offset * near * near * near);
        let other = [place[0] + aside + 360.0 * f64::from(turns), f64::clamp(place[1] + along, -90.0, 90.0)];
        let exact = chord(space_from_lnglat(place), space_from_lnglat(other));
        if let Some([least, most]) = Viewpoint::at(place).chords_to(other) {
            prop_assert!(least <= exact && exact <= most, "{least} {exact} {most}");
            let wide = (place[1].abs() < 70.0 && exact < 5_000.0) || exact < 1.0;
            prop_assert!(!wide || most - least <= 0.03 * exact + 0.01, "{least} {most}");
        } else {
            prop_assert!(exact > 1_000.0);
        }
    }

    #[test]
    fn a_box_holds_everything_within_its_chord(
        centre in [-180.0..180.0, -90.0..90.0], other in [-180.0..180.0, -90.0..90.0], near in 0.0..1.0,
    ) {
        let other = [0, 1].map(|axis| centre[axis] + near * near * near * (other[axis] - centre[axis]));
        let reach = chord(space_from_lnglat(centre), space_from_lnglat(other));
        let layer = Layer::new(Role::Incidents).shape(HazardStatus::Unknown, PartKind::Points, &[&[other]]);
        let index = crate::spatial::RowIndex::build(&layer.geometries);
        prop_assert_eq!(index.query_box(box_around(centre, reach)), [0]);
    }

    #[test]
    fn shares_are_shares_and_add_up_to_no_more_than_the_whole(
        zones in prop::collection::vec(drawn(0.05, 0.05), 1..25), middle in middles(), radius in 100.0..9_000.0,
    ) {
        let layer = layer(&zones, middle, unchanged);
        let shares = assess(&[layer.loaded()], middle, radius).within.shares;
        prop_assert!(shares.worst.iter().chain(&shares.covered).all(|share| (0.0..=1.0).contains(share)));
        prop_assert!(shares.worst.iter().sum::<f64>() <= 1.0 + 1e-9);
        for (worst, covered) in shares.worst.iter().zip(shares.covered) {
            prop_assert!(*worst <= covered + 1e-9);
        }
        prop_assert!((shares.worst[0] - shares.covered[0]).abs() < 1e-12, "nothing is worse than confirmed");
    }

    #[test]
    fn where_a_ring_starts_and_points_along_its_edges_change_nothing(
        zones in prop::collection::vec(drawn(0.4, 0.3), 1..8), middle in middles(), radius in 1_000.0..50_000.0,
    ) {
        let as_drawn = layer(&zones, middle, unchanged);
        let changed = layer(&zones, middle, |ring| {
            ring.pop();
            ring.rotate_left(1);
            ring.push(ring[0]);
            *ring = ring
                .windows(2)
                .flat_map(|edge| {
                    let middle = [0, 1].map(|axis| f64::midpoint(edge[0][axis], edge[1][axis]));
                    [edge[0], middle]
                })
                .chain(ring.last().copied())
                .collect();
        });
        let place = [middle[0] + 0.1, middle[1]];
        let before = assess(&[as_drawn.loaded()], place, radius);
        let after = assess(&[changed.loaded()], place, radius);
        prop_assert_eq!(before.verdict.code(), after.verdict.code());
        for kind in NearestKind::ALL {
            let distance = |answer: &Assessment| answer.nearest.get(kind).map_or(0.0, |zone| zone.distance.0);
            let (before, after) = (distance(&before), distance(&after));
            prop_assert!((before - after).abs() <= 0.02 + 4e-5 * before, "{before} {after}");
        }
        for (before, after) in before.within.shares.worst.into_iter().zip(after.within.shares.worst) {
            prop_assert!((before - after).abs() < 1e-3, "{before} {after}");
        }
    }

    #[test]
    fn less_data_is_never_a_milder_verdict(
        first in prop::collection::vec(drawn(0.02, 0.01), 0..5), second in prop::collection::vec(drawn(0.02, 0.01), 0..5),
        accidents in prop::collection::vec([-2_000.0..2_000.0, -2_000.0..2_000.0], 0..4),
        roles in [0..6_usize, 0..6], what in 0..3_usize, how in 0..7_usize,
    ) {
        let middle = super::maps::MIDDLE;
        let mut first = layer(&first, middle, unchanged);
        let mut second = layer(&second, middle, unchanged);
        let roles = roles.map(|role| [Role::Zones, Role::Contaminated, Role::Declared, Role::Cleared, Role::Coverage, Role::Zones][role]);
        [first.role, second.role] = roles;
        let accidents = accidents.iter().fold(Layer::new(Role::Incidents), |layer, [east, north]| layer.accident(*east, *north));
        let mut layers = [first.loaded(), second.loaded(), accidents.loaded()];
        let before = assess(&layers, middle, 1_000.0);
        let view = *layers[what].condition.layer().expect("loaded");
        let missing = |why| Condition::Missing { why, role: Some(view.role) };
        layers[what].condition = match how {
            0 => missing(Missing::Loading),
            1 => missing(Missing::Failed),
            2 => missing(Missing::Cancelled),
            3 => missing(Missing::Unloaded),
            4 => Condition::Incomplete { layer: view, set_aside: 1, cut_short: false },
            5 => Condition::Incomplete { layer: view, set_aside: 0, cut_short: true },
            _ => layers[what].condition,
        };
        if how == 6 {
            layers[what].facts.as_of = PartialDate::from_iso("2001");
        }
        let after = assess(&layers, middle, 1_000.0);
        if how < 4 {
            // What is gone is not known; but then nothing milder than "cannot answer" is said.
            prop_assert!(after.verdict.mildness() <= before.verdict.mildness().max(4));
        } else {
            prop_assert!(after.verdict.mildness() <= before.verdict.mildness());
        }
        prop_assert!(after.verdict.mildness() <= 4);
    }

    #[test]
    fn one_more_hazard_is_never_a_milder_verdict(
        zones in prop::collection::vec(drawn(0.02, 0.01), 0..6), more in drawn(0.03, 0.01), status in 0..4_usize,
    ) {
        let middle = super::maps::MIDDLE;
        let before = assess(&[layer(&zones, middle, unchanged).loaded()], middle, 1_000.0);
        let mut zones = zones;
        zones.push((status, more.1, more.2, more.3, more.4));
        let after = assess(&[layer(&zones, middle, unchanged).loaded()], middle, 1_000.0);
        prop_assert!(after.verdict.mildness() <= before.verdict.mildness());
    }

    #[test]
    fn ranks_are_the_same_each_time_and_scores_descend(
        zones in prop::collection::vec(drawn(0.1, 0.02), 1..20), places in prop::collection::vec([-0.1..0.1, -0.1..0.1], 1..20),
        weights in prop::array::uniform8(-1.0..5.0), counts in prop::array::uniform3(any::<bool>()),
    ) {
        let middle = super::maps::MIDDLE;
        let layer = layer(&zones, middle, unchanged);
        let layers = [layer.loaded()];
        let records = Records::new(&layers, today());
        let places: Vec<[f64; 2]> = places.iter().map(|place| [middle[0] + place[0], middle[1] + place[1]]).collect();
        let answers: Vec<Assessment> = records.assess_many(&places, Reach::of(Metres(2_000.0))).flatten().collect();
        let again: Vec<Assessment> = records.assess_many(&places, Reach::of(Metres(2_000.0))).flatten().collect();
        prop_assert_eq!(&answers, &again);
        let scored: Vec<Scored> = answers.iter().map(Scored::of).collect();
        let weighting = Weighting { weights, counts };
        let ranked = rank(&scored, &weighting);
        for ranked in &ranked {
            for (class, counts) in counts.into_iter().enumerate() {
                let nearness = weighting.score(&scored[ranked.place])[class];
                prop_assert!(counts || nearness == 0.0, "what does not count adds {nearness}");
            }
        }
        prop_assert!(ranked.windows(2).all(|pair| pair[0].score >= pair[1].score));
        prop_assert!(ranked.iter().all(|ranked| (0.0..=100.0 + 1e-9).contains(&ranked.score)));
    }
}

#[test]
fn of_equal_scores_the_worse_verdict_and_then_the_first_place_comes_first() {
    let zones = Layer::new(Role::Zones)
        .zone(HazardStatus::Confirmed, [-10.0, -10.0, 10.0, 10.0])
        .numbers(Field::PositionalAccuracyM, &[0.0]);
    let layers = [zones.loaded()];
    let records = Records::new(&layers, today());
    let places = [
        super::maps::at(9_000.0, 0.0),
        super::maps::MIDDLE,
        super::maps::MIDDLE,
    ];
    let answers: Vec<Scored> = records
        .assess_many(&places, Reach::of(Metres(500.0)))
        .flatten()
        .map(|answer| Scored::of(&answer))
        .collect();
    let order = |weighting: &Weighting| -> Vec<usize> {
        let ranked = rank(&answers, weighting);
        ranked.iter().map(|ranked| ranked.place).collect()
    };
    assert_eq!(order(&Weighting::default()), [1, 2, 0]);
    let none = Weighting {
        weights: [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.0, f64::NAN],
        ..Weighting::default()
    };
    assert_eq!(order(&none), [1, 2, 0]);
}

#[test]
fn an_unknown_role_may_have_been_anything() {
    let gone = expected(Condition::Missing {
        why: Missing::Failed,
        role: None,
    });
    assert!(Records::new(&[gone], today()).gaps().len() == 2);
    assert_eq!(chord_of(Metres(0.0)), 0.0);
}
