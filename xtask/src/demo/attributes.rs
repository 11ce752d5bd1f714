//! What is known about each invented zone, with the gaps that real registers have.

use super::calendar::Date;
use super::places::PLACES;
use super::plane::area;
use super::random::Random;
use super::record::{Properties, Record, Shape};
use super::zones::{Setting, Status, Zone};

/// The features of one file: the zones that pass `wanted`, numbered from 1 under `prefix`.
pub fn records(
    random: &mut Random,
    zones: &[Zone],
    prefix: &str,
    wanted: impl Fn(Status) -> bool,
) -> Vec<Record> {
    let mut numbers = vec![0; PLACES.len()];
    let zones = zones.iter().filter(|zone| wanted(zone.status));
    let describe = |(index, zone): (usize, &Zone)| {
        let place = &PLACES[zone.place];
        numbers[zone.place] += 1;
        let mut properties = Properties::default();
        properties
            .set("id", format!("{prefix}-{:04}", index + 1))
            .set("name", format!("{} {}", place.name, numbers[zone.place]))
            .set("status", zone.status.slug())
            .set("admin1", place.district)
            .set("settlement", place.name);
        describe_work(random, zone, &mut properties);
        describe_contents(random, zone, &mut properties);
        describe_evidence(random, zone, &mut properties);
        describe_extent(random, zone, &mut properties);
        if random.chance(0.06) {
            properties.set("notes", *random.pick(NOTES));
        }
        Record {
            shape: Shape::Polygons(zone.polygons.clone()),
            properties,
        }
    };
    zones.enumerate().map(describe).collect()
}

const NOTES: &[&str] = &[
    "Invented: river bank; mines may have moved with floods.",
    "Invented: local people report animal accidents.",
    "Invented: marking signs found in part.",
    "Invented: dense vegetation; survey to be repeated.",
    "Invented: trench line crosses the area.",
];

const OPERATORS: &[&str] = &[
    "Demo operator North",
    "Demo operator South",
    "Demo operator East",
    "Demo civil team 1",
    "Demo civil team 2",
];

fn describe_work(random: &mut Random, zone: &Zone, properties: &mut Properties) {
    let work = match zone.status {
        Status::Cleared => random.weighted(&[("handed_over", 0.55), ("closed", 0.45)]),
        Status::Reduced | Status::Cancelled => "closed",
        Status::Declared => random.weighted(&[("open", 0.5), ("unknown", 0.5)]),
        _ => random.weighted(&[("open", 0.6), ("in_progress", 0.22), ("unknown", 0.18)]),
    };
    properties.set("work_status", work);
    if zone.status == Status::Declared {
        // The year the record was drawn, and the day it was received.
        if random.chance(0.7) {
            properties.set("survey_date", Date::between(random, 1992, 1996).to_year());
        }
        properties.set(
            "status_date",
            *random.pick(&["2021-06", "2021-07-10", "2022-01-20", "2023"]),
        );
        return;
    }
    if random.chance(0.85) {
        properties.set("operator", *random.pick(OPERATORS));
    }
    let surveyed = Date::between(random, 2021, 2024);
    let decided = surveyed.later(random, 0, 9);
    if random.chance(0.85) {
        let written = if random.chance(0.8) {
            surveyed.to_day()
        } else {
            surveyed.to_month()
        };
        properties.set("survey_date", written);
    }
    if random.chance(0.8) {
        properties.set("status_date", decided.to_day());
    }
    if zone.status == Status::Cleared && random.chance(0.93) {
        let cleared = decided.later(random, 1, 20);
        let written = if random.chance(0.9) {
            cleared.to_day()
        } else {
            cleared.to_month()
        };
        properties.set("cleared_date", written);
    }
}

fn describe_contents(random: &mut Random, zone: &Zone, properties: &mut Properties) {
    let likely: &[(&str, f64)] = match zone.setting {
        Setting::Front => &[
            ("ap_mine", 0.75),
            ("av_mine", 0.42),
            ("uxo", 0.16),
            ("booby_trap", 0.03),
        ],
        Setting::Village => &[
            ("ap_mine", 0.4),
            ("av_mine", 0.25),
            ("uxo", 0.5),
            ("cluster", 0.12),
            ("axo", 0.05),
            ("ied", 0.02),
        ],
    };
    let mut kinds: Vec<String> = likely
        .iter()
        .filter(|(_, share)| random.chance(*share))
        .map(|(kind, _)| (*kind).to_owned())
        .collect();
    if zone.status == Status::Declared {
        kinds.retain(|kind| kind.ends_with("_mine"));
        if kinds.is_empty() {
            kinds.push("mine_unspecified".to_owned());
        }
    }
    if kinds.is_empty() || random.chance(0.06) {
        properties.set("hazard_types", vec!["unknown".to_owned()]);
        return;
    }
    if zone.status == Status::Cleared && random.chance(0.7) {
        let found: Vec<String> = kinds
            .iter()
            .map(|kind| format!("{kind} {}", random.skewed(1.0, 60.0) as u32))
            .collect();
        properties
            .set("hazard_types", kinds)
            .set("devices_found", found.join(", "));
        return;
    }
    properties.set("hazard_types", kinds);
}

fn describe_evidence(random: &mut Random, zone: &Zone, properties: &mut Properties) {
    let evidence = match zone.status {
        Status::Confirmed => "direct",
        Status::Suspected => random.weighted(&[("indirect", 0.85), ("unknown", 0.15)]),
        Status::Declared => random.weighted(&[("indirect", 0.6), ("unknown", 0.4)]),
        Status::Cancelled => random.weighted(&[("none", 0.8), ("unknown", 0.2)]),
        Status::Cleared | Status::Reduced => {
            random.weighted(&[("direct", 0.5), ("indirect", 0.35), ("unknown", 0.15)])
        }
        Status::Unknown => "unknown",
    };
    properties.set("evidence", evidence);
    if zone.status == Status::Declared {
        let reliability = if zone.drift_m < 60.0 {
            random.weighted(&[("high", 0.55), ("low", 0.25), ("unknown", 0.2)])
        } else {
            random.weighted(&[("high", 0.1), ("low", 0.6), ("unknown", 0.3)])
        };
        properties.set("reliability", reliability);
        if random.chance(0.4) {
            properties.set("reliability_percent", random.whole(2, 16) * 5);
        }
    } else if zone.status == Status::Suspected && random.chance(0.5) {
        properties.set(
            "reliability",
            random.weighted(&[("high", 0.4), ("low", 0.6)]),
        );
    }
}

fn describe_extent(random: &mut Random, zone: &Zone, properties: &mut Properties) {
    if zone.status == Status::Cleared && random.chance(0.85) {
        let depth = random.weighted(&[
            (0.2, 0.55),
            (0.15, 0.1),
            (0.3, 0.2),
            (0.5, 0.1),
            (1.0, 0.05),
        ]);
        properties.set("clearance_depth_m", depth);
    }
    let (stated, rounding) = match zone.status {
        Status::Declared => (0.35, 5_000.0),
        Status::Suspected | Status::Unknown => (0.75, 1_000.0),
        _ => (0.9, 1.0),
    };
    let measured = area(&zone.polygons) * random.between(0.97, 1.04);
    if random.chance(stated) {
        let rounding = if measured < 3.0 * rounding {
            1.0
        } else {
            rounding
        };
        properties.set("area_m2", ((measured / rounding).round() * rounding) as u32);
    }
    let accuracy = match zone.status {
        Status::Declared => (zone.drift_m * random.between(0.6, 2.0)).max(50.0),
        Status::Suspected | Status::Unknown => random.between(20.0, 150.0),
        Status::Cleared => random.between(1.0, 5.0),
        _ => random.between(3.0, 25.0),
    };
    if random.chance(0.6) {
        let step = if accuracy > 20.0 { 10.0 } else { 1.0 };
        properties.set(
            "positional_accuracy_m",
            ((accuracy / step).round() * step) as u32,
        );
    }
}
