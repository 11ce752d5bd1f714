//! The invented zones: where they lie and what class each has.
//!
//! Belts run beside the fronts, outworks and patches lie around villages, blocks of cleared fields around places
//! where people live. Clearance is likelier the nearer people live; records are copies of part of the zones with
//! drift, and some records point to where nothing else is.

use super::places::PLACES;
use super::plane::{Point, Polygon, middle};
use super::random::Random;
use super::region::{Region, fronts};
use super::settlements::Return;
use super::shapes::{Stretch, as_recorded, belt, blocks, outwork, patch};

/// Where a zone stands, spelled as the data has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Confirmed,
    Suspected,
    Unknown,
    Declared,
    Cleared,
    Reduced,
    Cancelled,
}

impl Status {
    pub fn slug(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Suspected => "suspected",
            Self::Unknown => "unknown",
            Self::Declared => "declared",
            Self::Cleared => "cleared",
            Self::Reduced => "reduced",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn is_contaminated(self) -> bool {
        matches!(self, Self::Confirmed | Self::Suspected | Self::Unknown)
    }
}

/// What a zone came from, which decides what lies in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Front,
    Village,
}

/// One invented zone.
pub struct Zone {
    pub status: Status,
    pub setting: Setting,
    pub polygons: Vec<Polygon>,
    /// Index of the nearest settlement in [`PLACES`].
    pub place: usize,
    /// For a record: how far it was moved, in metres.
    pub drift_m: f64,
}

impl Zone {
    pub fn middle(&self) -> Point {
        middle(&self.polygons[0][0])
    }
}

/// All zones of the map, records included.
pub fn invent(random: &mut Random, returns: &[Return]) -> Vec<Zone> {
    let region = Region::new();
    let mut zones = Vec::new();
    let add = |zones: &mut Vec<Zone>,
               random: &mut Random,
               setting,
               status: Option<Status>,
               polygons: Vec<Polygon>| {
        if !polygons.is_empty() && polygons.iter().all(|polygon| region.holds(&polygon[0])) {
            let at = middle(&polygons[0][0]);
            let status = status.unwrap_or_else(|| status_at(random, at, returns));
            zones.push(Zone {
                status,
                setting,
                polygons,
                place: nearest_place(at),
                drift_m: 0.0,
            });
        }
    };
    for polygons in belts(&mut random.fork(1), 1.0) {
        add(&mut zones, random, Setting::Front, None, polygons);
    }
    for (place, state) in PLACES.iter().zip(returns) {
        let centre = place.point();
        for _ in 0..random.whole(0, 4) {
            let half_width = random.skewed(22.0, 90.0);
            if let Some(polygons) = outwork(random, centre, half_width) {
                add(&mut zones, random, Setting::Village, None, polygons);
            }
        }
        for _ in 0..random.whole(1, 4) {
            let radius = random.skewed(4.0, 300.0);
            let (angle, distance) = (
                random.between(0.0, std::f64::consts::TAU),
                random.between(500.0, 4_500.0),
            );
            let shape = patch(random, centre.away(angle, distance), radius);
            add(&mut zones, random, Setting::Village, None, vec![shape]);
        }
        if state.inhabited() {
            for _ in 0..random.whole(1, 2) {
                let (angle, distance) = (
                    random.between(0.0, std::f64::consts::TAU),
                    random.between(500.0, 2_200.0),
                );
                let (columns, rows, side) = (
                    random.whole(2, 4),
                    random.whole(1, 3),
                    random.between(160.0, 330.0),
                );
                for block in blocks(random, centre.away(angle, distance), columns, rows, side) {
                    add(
                        &mut zones,
                        random,
                        Setting::Village,
                        Some(Status::Cleared),
                        vec![block],
                    );
                }
            }
        }
    }
    let mut declared = records(random, &zones);
    declared.retain(|zone| {
        zone.polygons
            .iter()
            .all(|polygon| region.holds(&polygon[0]))
    });
    zones.append(&mut declared);
    zones
}

/// Belts beside all fronts, at `share` of the usual density.
fn belts(random: &mut Random, share: f64) -> Vec<Vec<Polygon>> {
    let mut taken = Vec::new();
    for front in fronts() {
        for row in front.rows {
            let density = row.density * share;
            let mut from = random.between(0.0, 1_500.0);
            while from < front.line.length() {
                let length = random.skewed(260.0, 2_600.0);
                let offset = row.offset + random.bell() * 60.0;
                let half_width = row.half_width * random.skewed(0.5, 1.7);
                let stretch = Stretch {
                    from,
                    to: (from + length).min(front.line.length()),
                    offset,
                    half_width,
                };
                if let Some(polygons) = belt(random, &front.line, stretch) {
                    taken.push(polygons);
                }
                from += length + length * (1.0 - density) / density * random.between(0.3, 1.7);
            }
        }
    }
    taken
}

/// The likelihood of clearance falls with the distance to where people live.
fn status_at(random: &mut Random, at: Point, returns: &[Return]) -> Status {
    let people = PLACES
        .iter()
        .zip(returns)
        .filter(|(_, state)| state.inhabited());
    let distance = people
        .map(|(place, _)| place.point().distance(at))
        .fold(f64::INFINITY, f64::min);
    let cleared = 0.08 + 0.62 * (-(distance / 3_600.0).powi(2)).exp();
    if random.chance(cleared) {
        return Status::Cleared;
    }
    random.weighted(&[
        (Status::Confirmed, 0.40),
        (Status::Suspected, 0.44),
        (Status::Unknown, 0.03),
        (Status::Reduced, 0.08),
        (Status::Cancelled, 0.05),
    ])
}

/// Records: of a quarter of the zones a part, moved; and belts and patches that nothing on the ground confirms.
fn records(random: &mut Random, zones: &[Zone]) -> Vec<Zone> {
    let mut taken = Vec::new();
    for zone in zones {
        let recorded = match zone.setting {
            Setting::Front => 0.34,
            Setting::Village => 0.12,
        };
        if random.chance(recorded) && zone.polygons[0][0].len() >= 8 {
            let drift_m = random.skewed(15.0, 260.0);
            let polygons = vec![as_recorded(random, &zone.polygons, drift_m)];
            taken.push(Zone {
                status: Status::Declared,
                polygons,
                drift_m,
                setting: zone.setting,
                place: zone.place,
            });
        }
    }
    let mut unconfirmed = random.fork(2);
    for polygons in belts(&mut unconfirmed, 0.16) {
        let moved = unconfirmed.between(2_400.0, 4_200.0);
        let polygons = vec![as_recorded(&mut unconfirmed, &polygons, moved)];
        let place = nearest_place(middle(&polygons[0][0]));
        taken.push(Zone {
            status: Status::Declared,
            setting: Setting::Front,
            polygons,
            place,
            drift_m: 150.0,
        });
    }
    taken
}

fn nearest_place(at: Point) -> usize {
    let distance = |index: &usize| PLACES[*index].point().distance(at);
    (0..PLACES.len())
        .min_by(|a, b| distance(a).total_cmp(&distance(b)))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::demo::plane::{contains, is_simple};

    fn demonstration() -> Vec<Zone> {
        let returns = vec![Return::NotReturned; PLACES.len()];
        invent(&mut Random::new(7), &returns)
    }

    #[test]
    fn every_outline_is_free_of_self_crossings() {
        for zone in demonstration() {
            for ring in zone.polygons.iter().flatten() {
                assert!(
                    ring.len() >= 3 && is_simple(ring),
                    "{:?} near {}",
                    zone.status,
                    PLACES[zone.place].name
                );
            }
        }
    }

    #[test]
    fn holes_lie_inside_their_outline() {
        for zone in demonstration() {
            for polygon in &zone.polygons {
                let (outline, holes) = polygon.split_first().unwrap();
                assert!(
                    holes
                        .iter()
                        .flatten()
                        .all(|corner| contains(outline, *corner))
                );
            }
        }
    }

    #[test]
    fn every_class_occurs_and_the_demonstration_has_holes_pieces_and_tiny_zones() {
        let zones = demonstration();
        let mut by_class = BTreeMap::new();
        for zone in &zones {
            *by_class.entry(zone.status.slug()).or_insert(0) += 1;
        }
        assert_eq!(by_class.len(), 7, "{by_class:?}");
        assert!(
            zones.iter().any(|zone| zone.polygons.len() > 1),
            "none falls into pieces"
        );
        assert!(
            zones
                .iter()
                .flat_map(|zone| &zone.polygons)
                .any(|polygon| polygon.len() > 1),
            "none has a hole"
        );
        assert!(
            zones
                .iter()
                .any(|zone| crate::demo::plane::area(&zone.polygons) < 400.0),
            "none is tiny"
        );
    }

    #[test]
    fn records_cover_only_a_part_of_what_was_found_and_some_cover_nothing() {
        let zones = demonstration();
        let (records, found): (Vec<_>, Vec<_>) = zones
            .iter()
            .partition(|zone| zone.status == Status::Declared);
        let covers = |record: &Zone, at: Point| contains(&record.polygons[0][0], at);
        let recorded = found
            .iter()
            .filter(|zone| records.iter().any(|record| covers(record, zone.middle())))
            .count();
        let share = recorded as f64 / found.len() as f64;
        assert!((0.05..0.35).contains(&share), "{share}");
        let empty = |record: &&&Zone| {
            record.polygons[0][0]
                .iter()
                .all(|corner| !found.iter().any(|zone| covers(zone, *corner)))
        };
        assert!(records.iter().filter(empty).count() > records.len() / 10);
    }
}
