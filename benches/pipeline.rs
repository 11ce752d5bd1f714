//! What each step costs between a file's bytes and a map that filters: reading, making layers, indexing, meshing,
//! counting under a filter.
//!
//! Run: `cargo bench --bench pipeline`. Prints the median and the least of several rounds, natively; in the browser the
//! same code takes about twice as long (`bench/RESULTS.md` has the times that a visitor sees).

mod common;

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hazard_map::filter::{CrossFilter, Facet, FilterModel, TimeWindow};
use hazard_map::hazard::{Field, HazardStatus, Role, RowKind};
use hazard_map::ingest::{
    Assembled, Assembler, FeatureReader, FieldMapping, Hints, RawLayer, ReaderOptions, recognise,
};
use hazard_map::scene::cluster::{IncidentPoints, morton_order};
use hazard_map::scene::{ZOOM_RANGE, mesh_rows, pack};
use hazard_map::spatial::hilbert::fixed_from_world;
use hazard_map::spatial::{RowIndex, world_bounds};
use hazard_map::units::Day;

use self::common::Random;

const SEED: u64 = 20_251_128;
const ZONES: usize = 20_000;
const ACCIDENTS: usize = 1_000_000;
const ROUNDS: usize = 5;
/// Moves of the time window, as a hand drags it.
const DRAGS: usize = 200;
/// Days from 1970-01-01 to 1991-01-01, where the accidents begin, and how many days they span.
const DAYS: [i32; 2] = [7_670, 12_780];
/// The zoom at which a screen of 1280 × 800 CSS pixels shows a third of the accidents, and what symbols are then made
/// for, in `world`: all of them.
const THIRD: f64 = 8.4;
const REGION: [f64; 4] = [0.624, 0.372, 0.638, 0.389];
const STATUSES: [&str; 4] = ["confirmed", "suspected", "declared", "cleared"];
const DEVICES: [&str; 5] = ["ap_mine", "av_mine", "cluster", "uxo", "axo"];
const PROVINCES: [&str; 8] = [
    "Agdam", "Fuzuli", "Jabrayil", "Zangilan", "Kalbajar", "Lachin", "Gubadly", "Tartar",
];

fn below(random: &mut Random, count: usize) -> usize {
    (random.share() * count as f64) as usize
}

fn one<'a>(random: &mut Random, of: &[&'a str]) -> &'a str {
    of[below(random, of.len())]
}

fn day(random: &mut Random) -> String {
    Day(DAYS[0] + below(random, DAYS[1] as usize) as i32).to_iso()
}

/// A file of features, each written by `feature`.
fn file(rows: usize, mut feature: impl FnMut(&mut String, &mut Random, usize)) -> Vec<u8> {
    let mut random = Random(SEED);
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[\n");
    for row in 0..rows {
        text += if row == 0 { "" } else { ",\n" };
        feature(&mut text, &mut random, row);
    }
    text += "\n]}\n";
    text.into_bytes()
}

fn zone(text: &mut String, random: &mut Random, row: usize) {
    let [lng, lat] = random.position();
    let reach = 0.0005 * 20_f64.powf(random.share());
    let corners = 8 + below(random, 28);
    let (status, device) = (one(random, &STATUSES), one(random, &DEVICES));
    let (date, province) = (day(random), one(random, &PROVINCES));
    write!(
        text,
        "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"HA-{row}\",\"status\":\"{status}\",\"hazard_types\":\"{device}\",\
         \"evidence\":\"direct\",\"survey_date\":\"{date}\",\"area_m2\":12345,\"admin1\":\"{province}\"}},\
         \"geometry\":{{\"type\":\"Polygon\",\"coordinates\":[["
    )
    .expect("a text takes any text");
    let ring: Vec<[f64; 2]> = (0..corners)
        .map(|corner| {
            let far = reach * (0.65 + 0.35 * random.share());
            let angle = std::f64::consts::TAU * corner as f64 / corners as f64;
            [lng + 1.3 * far * angle.cos(), lat + far * angle.sin()]
        })
        .collect();
    for (at, [x, y]) in ring.iter().chain(ring.first()).enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(text, "{comma}[{x:.6},{y:.6}]").expect("a text takes any text");
    }
    *text += "]]}}";
}

fn accident(text: &mut String, random: &mut Random, row: usize) {
    let [lng, lat] = random.position();
    let (killed, injured) = (below(random, 3), below(random, 4));
    let (date, device, province) = (day(random), one(random, &DEVICES), one(random, &PROVINCES));
    write!(
        text,
        "{{\"type\":\"Feature\",\"properties\":{{\"id\":\"AC-{row}\",\"date\":\"{date}\",\"killed\":{killed},\
         \"injured\":{injured},\"device\":\"{device}\",\"activity\":\"farming\",\"admin1\":\"{province}\"}},\
         \"geometry\":{{\"type\":\"Point\",\"coordinates\":[{lng:.6},{lat:.6}]}}}}"
    )
    .expect("a text takes any text");
}

fn read(bytes: &[u8]) -> RawLayer {
    let mut reader = FeatureReader::new(ReaderOptions::default());
    for piece in bytes.chunks(1 << 16) {
        reader.push(piece).expect("the file is GeoJSON");
    }
    reader.finish().expect("the file is whole")
}

fn assemble(raw: RawLayer, role: Role) -> Assembled {
    let hints = Hints {
        role: Some(role),
        fields: &FieldMapping::default(),
        file_name: "",
    };
    let recognition = recognise(&raw, &hints);
    Assembler::new(role, recognition.clone()).finish(raw, recognition)
}

/// The time of `work` alone, and what it gave.
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let done = black_box(work());
    (started.elapsed(), done)
}

/// Runs a step several times on what `prepare` gives; prints median and least, and what a unit of it costs.
fn step<I, T>(name: &str, unit: &str, units: f64, prepare: impl Fn() -> I, work: impl Fn(I) -> T) {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let input = prepare();
            timed(|| work(input)).0
        })
        .collect();
    times.sort();
    let median = times[ROUNDS / 2];
    let rate = units / median.as_secs_f64();
    println!(
        "{name:<44} {median:>10.2?}  least {:>10.2?}  {rate:>12.0} {unit}/s",
        times[0]
    );
}

fn steps_of(name: &str, bytes: &[u8], role: Role) -> Assembled {
    let megabytes = bytes.len() as f64 / 1e6;
    println!("{name}: {megabytes:.1} MB");
    step("  reading", "MB", megabytes, || (), |()| read(bytes));
    let raw = read(bytes);
    let prepared = || raw.clone();
    step("  making layers", "MB", megabytes, prepared, |raw| {
        assemble(raw, role)
    });
    let assembled = assemble(raw.clone(), role);
    let geometries = &assembled.datasets[0].geometries;
    let rows = geometries.len() as f64;
    step(
        "  index",
        "rows",
        rows,
        || (),
        |()| RowIndex::build(geometries),
    );
    assembled
}

fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort();
    times[((times.len() - 1) as f64 * share) as usize]
}

/// A window of five years that moves by a day a step; then one that jumps.
fn filter_steps(assembled: &Assembled) {
    let columns = Arc::new(assembled.datasets[0].columns.clone());
    let today = Day(20_000);
    step(
        "  taking into the filter",
        "rows",
        ACCIDENTS as f64,
        || (),
        |()| {
            let mut filter = CrossFilter::new(today);
            filter.add_layer("accidents", RowKind::Incident, columns.clone());
            filter
        },
    );
    let points = incident_points(assembled);
    let mut filter = CrossFilter::new(today);
    filter.add_layer("accidents", RowKind::Incident, columns);
    let model = FilterModel::default();
    let window = |first: i32| {
        let from = DAYS[0] + first;
        TimeWindow::new(Some(Day(from)), Some(Day(from + 1_826))).expect("it holds a day")
    };
    for (name, first) in [
        ("  the window dragged by a day", 1),
        ("  the window jumps", 3_001),
    ] {
        let (mut times, mut symbols) = (Vec::new(), Vec::new());
        filter.apply(&model, window(0));
        for drag in 1..DRAGS as i32 {
            let next = window(first * drag % (DAYS[1] - 1_826));
            times.push(timed(|| filter.apply(&model, next)).0);
            let shown = filter.shown("accidents").expect("it was added");
            symbols.push(timed(|| points.clusters(&points.places_of(shown), THIRD, REGION)).0);
        }
        print_percentiles(name, &mut times);
        print_percentiles("    its symbols", &mut symbols);
    }
    let mut times = Vec::new();
    for at in 0..20 {
        let mut chosen = FilterModel::default();
        chosen.choose(Facet::Device, [DEVICES[at % DEVICES.len()]]);
        times.push(timed(|| filter.apply(&chosen, TimeWindow::default())).0);
    }
    print_percentiles("  a device chosen", &mut times);
}

fn print_percentiles(name: &str, times: &mut [Duration]) {
    let [half, most] = [0.5, 0.95].map(|share| percentile(times, share));
    println!("{name:<44} {half:>10.2?}  p95   {most:>10.2?}");
}

/// The accidents as the page holds them to make symbols.
fn incident_points(assembled: &Assembled) -> IncidentPoints {
    let dataset = &assembled.datasets[0];
    let geometries = &dataset.geometries;
    let positions: Vec<[u32; 2]> = (0..geometries.len())
        .map(|row| {
            let [left, top, ..] = world_bounds(&geometries.get(row)).expect("a place");
            fixed_from_world([left, top])
        })
        .collect();
    let mut points = IncidentPoints::new(&positions, morton_order(&positions));
    for (outcome, field) in [Field::Killed, Field::Injured].into_iter().enumerate() {
        let column = dataset.columns.number(field).expect("the file has it");
        let mut taking = points.take_people(outcome, column);
        while taking.step() {}
    }
    points
}

fn main() {
    let zones = steps_of("zones", &file(ZONES, zone), Role::Zones);
    let dataset = &zones.datasets[0];
    let status = |row: usize| {
        Some(
            dataset
                .statuses
                .get(row)
                .copied()
                .unwrap_or(HazardStatus::Unknown),
        )
    };
    let geometries = &dataset.geometries;
    step(
        "  meshing and packing",
        "rows",
        ZONES as f64,
        || (),
        |()| {
            mesh_rows(geometries, 0..geometries.len(), &status, ZOOM_RANGE[1])
                .map(|chunk| pack::pack(&chunk).len())
                .sum::<usize>()
        },
    );
    let accidents = steps_of("accidents", &file(ACCIDENTS, accident), Role::Incidents);
    filter_steps(&accidents);
}
