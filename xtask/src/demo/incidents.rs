//! Invented accidents, 1991 to 2025: one feature per accident, with its casualties.
//!
//! The course over the years, the share inside zones and the share outside records follow what is published about
//! such data in kind; every number and every place is invented.

use std::f64::consts::TAU;

use super::calendar::Date;
use super::places::PLACES;
use super::plane::{Point, contains};
use super::random::Random;
use super::record::{Properties, Record, Shape};
use super::settlements::Return;
use super::zones::{Setting, Status, Zone};

/// Accidents per year from 1991 on.
const PER_YEAR: [u32; 35] = [
    20, 62, 74, 66, 48, 40, 34, 30, 24, 22, 20, 18, 16, 15, 17, 12, 12, 11, 9, 9, 8, 8, 8, 9, 8,
    14, 9, 7, 6, 24, 62, 34, 30, 24, 18,
];
const FIRST_YEAR: u32 = 1991;
/// Until this year the ground behind the front is closed to civilians.
const OPENED: u32 = 2020;

/// All accidents in order of time.
pub fn records(random: &mut Random, zones: &[Zone], returns: &[Return]) -> Vec<Record> {
    let mut dates = Vec::new();
    for (year, count) in (FIRST_YEAR..).zip(PER_YEAR) {
        let mut of_year: Vec<Date> = (0..count)
            .map(|_| Date::between(random, year, year))
            .collect();
        of_year.sort();
        dates.extend(of_year.into_iter().map(|date| (year, date)));
    }
    let zones: Vec<&Zone> = zones
        .iter()
        .filter(|zone| zone.status != Status::Declared)
        .collect();
    let accident = |(index, (year, date)): (usize, (u32, Date))| {
        let precision = precision(random, year);
        let zone = choose_zone(random, &zones, returns, year);
        let at = match precision {
            "settlement" | "district" => place_of(zone, precision),
            _ => beside(random, zone),
        };
        let mut properties = Properties::default();
        properties
            .set("id", format!("DEMO-A-{:04}", index + 1))
            .set("date", written(random, date, year))
            .set("admin1", PLACES[zone.place].district)
            .set("settlement", PLACES[zone.place].name);
        describe(random, zone, year, &mut properties);
        properties.set("location_precision", precision);
        Record {
            shape: Shape::Point(at),
            properties,
        }
    };
    dates.into_iter().enumerate().map(accident).collect()
}

/// The older the accident, the less of its date is known.
fn written(random: &mut Random, date: Date, year: u32) -> String {
    let (day, month) = match year {
        ..=1994 => (0.25, 0.25),
        1995..=2004 => (0.55, 0.3),
        _ => (0.93, 0.05),
    };
    match random.weighted(&[(0, day), (1, month), (2, 1.0 - day - month)]) {
        0 => date.to_day(),
        1 => date.to_month(),
        _ => date.to_year(),
    }
}

fn precision(random: &mut Random, year: u32) -> &'static str {
    match year {
        ..=1999 => random.weighted(&[
            ("exact", 0.2),
            ("1km", 0.4),
            ("settlement", 0.3),
            ("district", 0.1),
        ]),
        2000..OPENED => random.weighted(&[("exact", 0.45), ("1km", 0.4), ("settlement", 0.15)]),
        _ => random.weighted(&[("exact", 0.8), ("1km", 0.17), ("settlement", 0.03)]),
    }
}

/// A zone to happen near: before the ground was opened, only along the front or near villages that stayed inhabited.
fn choose_zone<'a>(
    random: &mut Random,
    zones: &[&'a Zone],
    returns: &[Return],
    year: u32,
) -> &'a Zone {
    loop {
        let zone = *random.pick(zones);
        let reachable = zone.setting == Setting::Front || returns[zone.place] == Return::Stayed;
        if !(1995..OPENED).contains(&year) || reachable {
            return zone;
        }
    }
}

fn place_of(zone: &Zone, precision: &str) -> Point {
    let place = &PLACES[zone.place];
    let seat = PLACES
        .iter()
        .find(|town| precision == "district" && town.name == place.district);
    seat.unwrap_or(place).point()
}

/// Some accidents happen inside a zone, about half within a kilometre, the others where nothing is mapped.
fn beside(random: &mut Random, zone: &Zone) -> Point {
    let outline = &zone.polygons[0][0];
    let centre = zone.middle();
    let inside = random.chance(0.16);
    for _ in 0..40 {
        let corner = *random.pick(outline);
        let angle = random.between(0.0, TAU);
        let candidate = if inside {
            let share = random.unit();
            Point {
                x: centre.x + (corner.x - centre.x) * share,
                y: centre.y + (corner.y - centre.y) * share,
            }
        } else {
            let reach = if random.chance(0.55) {
                random.skewed(30.0, 900.0)
            } else {
                random.skewed(900.0, 4_000.0)
            };
            corner.away(angle, reach)
        };
        if contains(outline, candidate) == inside {
            return candidate;
        }
    }
    centre
}

fn describe(random: &mut Random, zone: &Zone, year: u32, properties: &mut Properties) {
    let device = match zone.setting {
        Setting::Front => random.weighted(&[
            ("ap_mine", 0.5),
            ("av_mine", 0.27),
            ("uxo", 0.08),
            ("unknown", 0.15),
        ]),
        Setting::Village => random.weighted(&[
            ("ap_mine", 0.38),
            ("av_mine", 0.2),
            ("uxo", 0.2),
            ("cluster", 0.05),
            ("ied", 0.02),
            ("unknown", 0.15),
        ]),
    };
    let people = match device {
        "av_mine" => random.weighted(&[
            (1, 0.35),
            (2, 0.28),
            (3, 0.18),
            (4, 0.1),
            (6, 0.06),
            (9, 0.03),
        ]),
        _ => random.weighted(&[(1, 0.72), (2, 0.18), (3, 0.07), (5, 0.03)]),
    };
    let demining = year >= 2000 && random.chance(0.07);
    let (mut killed, mut injured, mut unknown) = (0u32, 0u32, 0u32);
    for _ in 0..people {
        let deadly =
            if device == "av_mine" { 0.36 } else { 0.2 } + if year < 2000 { 0.1 } else { 0.0 };
        let unrecorded = if year < 2000 { 0.12 } else { 0.01 };
        match random.weighted(&[(0, deadly), (1, 1.0 - deadly - unrecorded), (2, unrecorded)]) {
            0 => killed += 1,
            1 => injured += 1,
            _ => unknown += 1,
        }
    }
    properties.set("killed", killed).set("injured", injured);
    if unknown > 0 {
        properties.set("outcome_unknown", unknown);
    }
    let soldiers = !demining
        && random.chance(match year {
            ..=1994 => 0.6,
            1995..=2019 => 0.4,
            _ => 0.45,
        });
    describe_people(random, people, soldiers || demining, year, properties);
    let group = match (demining, soldiers, year < 2000 && random.chance(0.2)) {
        (true, ..) => "deminer",
        (_, _, true) => "status_unknown",
        (_, true, _) => "military",
        _ => "civilian",
    };
    properties
        .set(group, people)
        .set("device", vec![device.to_owned()]);
    let activity = match (demining, soldiers) {
        (true, _) => "demining",
        (_, true) => random.weighted(&[
            ("military_duty", 0.7),
            ("travelling", 0.2),
            ("unknown", 0.1),
        ]),
        _ if device == "av_mine" => random.weighted(&[
            ("travelling", 0.6),
            ("farming", 0.25),
            ("construction", 0.15),
        ]),
        _ => random.weighted(&[
            ("grazing", 0.28),
            ("farming", 0.2),
            ("travelling", 0.12),
            ("collecting", 0.13),
            ("visiting", 0.09),
            ("playing", 0.05),
            ("handling", 0.05),
            ("unknown", 0.08),
        ]),
    };
    properties
        .set("activity", activity)
        .set("kind", if demining { "demining" } else { "mine_erw" });
}

/// Men, women, boys and girls; old accidents often lack them.
fn describe_people(
    random: &mut Random,
    people: u32,
    grown_up: bool,
    year: u32,
    properties: &mut Properties,
) {
    if random.chance(if year < 2000 { 0.35 } else { 0.06 }) {
        return;
    }
    let mut counts = [0u32; 4];
    for _ in 0..people {
        let who = if grown_up {
            random.weighted(&[(0, 0.985), (1, 0.015)])
        } else {
            random.weighted(&[(0, 0.74), (1, 0.06), (2, 0.15), (3, 0.05)])
        };
        counts[who] += 1;
    }
    for (name, count) in ["men", "women", "boys", "girls"].into_iter().zip(counts) {
        if count > 0 {
            properties.set(name, count);
        }
    }
    properties.set("children", counts[2] + counts[3]);
}
