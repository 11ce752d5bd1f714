//! How long it takes to assess a thousand settlements among ten thousand zones and a hundred thousand accidents: the
//! nearest zone of each kind, zones within 1 km, accidents within 5 km, shares of a circle of 2 km.
//!
//! Run: `cargo bench --bench assessment`. `tests/oracles/assessment_bench.py` does the same with shapely's STRtree on
//! the same data. Prints median and least times, and sums that both must agree on.

mod common;

use std::time::{Duration, Instant};

use hazard_map::analysis::{
    AnalysisLayer, Assessment, Condition, Expected, LayerFacts, Reach, Records,
};
use hazard_map::hazard::{Columns, HazardStatus, Role};
use hazard_map::spatial::{Geometries, PartKind, RowIndex};
use hazard_map::units::{Day, Metres};

use self::common::Random;

const SEED: u64 = 20_251_128;
const ZONES: usize = 10_000;
const ACCIDENTS: usize = 100_000;
const SETTLEMENTS: usize = 1_000;
const ROUNDS: usize = 9;

fn zones(random: &mut Random) -> Geometries {
    let mut zones = Geometries::default();
    for _ in 0..ZONES {
        let [lng, lat] = random.position();
        let corners = 5 + (random.share() * 14.0) as usize;
        let size = 0.0005 * 20_f64.powf(random.share());
        let ring: Vec<[f64; 2]> = (0..corners)
            .map(|corner| {
                let far = size * (0.6 + 0.4 * random.share());
                let angle = std::f64::consts::TAU * corner as f64 / corners as f64;
                [lng + far * angle.cos() * 1.3, lat + far * angle.sin()]
            })
            .collect();
        ring.iter()
            .chain(ring.first())
            .for_each(|corner| zones.push_coordinate(*corner));
        zones.end_ring();
        zones.end_part(PartKind::Polygon);
        zones.end_geometry();
    }
    zones
}

fn accidents(random: &mut Random) -> Geometries {
    let mut accidents = Geometries::default();
    for _ in 0..ACCIDENTS {
        accidents.push_coordinate(random.position());
        accidents.end_ring();
        accidents.end_part(PartKind::Points);
        accidents.end_geometry();
    }
    accidents
}

/// The median and the least.
fn summary(mut times: Vec<Duration>) -> [Duration; 2] {
    times.sort();
    [times[times.len() / 2], times[0]]
}

fn main() {
    let mut random = Random(SEED);
    let zones = zones(&mut random);
    let accidents = accidents(&mut random);
    let settlements: Vec<[f64; 2]> = (0..SETTLEMENTS).map(|_| random.position()).collect();
    let started = Instant::now();
    let (zone_index, accident_index) = (RowIndex::build(&zones), RowIndex::build(&accidents));
    println!("indexes: {:?}", started.elapsed());
    let statuses: Vec<HazardStatus> = (0..ZONES)
        .map(|row| [HazardStatus::Confirmed, HazardStatus::Suspected][row % 2])
        .collect();
    let columns = Columns::default();
    let layer = |role, geometries, index, statuses| {
        let facts = LayerFacts {
            id: "",
            source: "",
            as_of: None,
            stale_after_days: 365,
            positional_accuracy: None,
            published: true,
        };
        let condition = Condition::Loaded(AnalysisLayer {
            role,
            geometries,
            index,
            columns: &columns,
            statuses,
        });
        Expected { facts, condition }
    };
    let expected = [
        layer(Role::Contaminated, &zones, &zone_index, &statuses[..]),
        layer(Role::Incidents, &accidents, &accident_index, &[]),
    ];
    let whole = Reach {
        zones: Metres(1_000.0),
        accidents: Metres(5_000.0),
        ring: Metres(2_000.0),
    };
    let started = Instant::now();
    let wide = Records::new(&expected, Day(20_000))
        .assess_many(&settlements[..1], Reach::of(Metres(100_000.0)))
        .flatten()
        .map(|answer| answer.within.shares.contaminated())
        .sum::<f64>();
    println!(
        "one place within 100 km: {:?}, contaminated {wide:.4}",
        started.elapsed()
    );
    let none = Metres(0.0);
    for (name, reach) in [
        ("all of it", whole),
        (
            "without shares",
            Reach {
                ring: none,
                ..whole
            },
        ),
        ("nearest only", Reach::of(none)),
    ] {
        let mut times = Vec::new();
        let mut answers: Vec<Assessment> = Vec::new();
        for _ in 0..ROUNDS {
            let started = Instant::now();
            let records = Records::new(&expected, Day(20_000));
            answers = records.assess_many(&settlements, reach).flatten().collect();
            times.push(started.elapsed());
        }
        let nearest = |answer: &Assessment| {
            let [first, second] = [&answer.nearest.confirmed, &answer.nearest.suspected]
                .map(|zone| zone.map_or(f64::INFINITY, |zone| zone.distance.0));
            first.min(second)
        };
        println!("{name}: {:?}", summary(times));
        println!(
            "  nearest {:.0} m, zones {}, accidents {}, contaminated {:.4}",
            answers.iter().map(nearest).sum::<f64>(),
            answers
                .iter()
                .map(|answer| answer.within.zones.iter().sum::<u32>())
                .sum::<u32>(),
            answers
                .iter()
                .map(|answer| answer.within.accidents.total.accidents)
                .sum::<u32>(),
            answers
                .iter()
                .map(|answer| answer.within.shares.contaminated())
                .sum::<f64>(),
        );
    }
}
