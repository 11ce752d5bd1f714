//! The world from its sources, in degrees: what both the coarse file and the fine cells are cut from.

use std::collections::BTreeMap;

use super::cities::{City, own_spelling};
use super::lines::{rounded, simplified, unrounded};
use super::shapefile::Line;
use super::sources::{Scale, Sources};
use super::topology::{LngLat, Topology, arc_index};
use super::unsettled::Unsettled;
use crate::failure::Outcome;

/// A lake that would have fewer corners stays as it is.
const LEAST_OF_RING: usize = 8;

/// A polygon's rings in degrees, the outer one first; longitudes run on beyond ±180 rather than jump.
pub type Rings = Vec<Vec<LngLat>>;

/// Everything that is drawn, at one scale.
pub struct Ground {
    pub land: Vec<Rings>,
    pub lakes: Vec<Rings>,
    /// 0 settled, 1 not.
    pub borders: Vec<(u8, Vec<LngLat>)>,
    /// Natural Earth's scale rank.
    pub rivers: Vec<(u8, Vec<LngLat>)>,
    /// The most populous first.
    pub towns: Vec<City>,
    pub countries: Vec<Country>,
}

/// A country's name and where its largest piece lies.
pub struct Country {
    pub name: String,
    pub iso_numeric: u16,
    pub middle: LngLat,
    /// Degrees from west to east.
    pub extent: f64,
}

impl Ground {
    pub fn read(sources: &Sources, scale: Scale) -> Outcome<Self> {
        let mut topology = sources.countries(scale)?;
        // A lake's shore keeps off its islands: it is simplified by less.
        let (tolerance, lake_tolerance, river_tolerance) = match scale {
            Scale::World => (0.016, 0.004, 0.03),
            Scale::Cells => (0.0, 0.0, 0.0015),
        };
        let quantum = topology.quantum;
        for arc in &mut topology.arcs {
            *arc = unrounded(arc, quantum);
            // A ring that is one arc starts where it ends: simplified, little would remain of an islet.
            if tolerance > 0.0 && (arc.first() != arc.last() || arc.len() > 40) {
                *arc = simplified(arc, tolerance);
            }
        }
        let unsettled = Unsettled::new(&sources.remarked_borders()?);
        Ok(Self {
            land: land(&topology),
            lakes: lakes(&sources.lakes()?, lake_tolerance),
            borders: borders(&topology, &unsettled),
            rivers: rivers(&sources.rivers(scale)?, river_tolerance),
            towns: towns(sources.cities()?, scale),
            countries: countries(&topology),
        })
    }
}

fn land(topology: &Topology) -> Vec<Rings> {
    polygons_of(topology, "land", |ring| ring)
        .into_iter()
        .filter(|rings| !is_pole(&rings[0]))
        .collect()
}

/// A sliver around the south pole, where the source stitches the edge of its map together.
fn is_pole(ring: &[LngLat]) -> bool {
    ring.iter().all(|point| point[1] < -89.9)
}

/// The lakes are rounded to several kilometres in their source; round corners at least do not look surveyed.
fn lakes(topology: &Topology, tolerance: f64) -> Vec<Rings> {
    polygons_of(topology, "lakes", |ring| {
        let ring = rounded(&ring);
        if tolerance == 0.0 {
            return ring;
        }
        let simple = simplified(&ring, tolerance);
        if simple.len() < LEAST_OF_RING {
            ring
        } else {
            simple
        }
    })
}

fn polygons_of(
    topology: &Topology,
    object: &str,
    shape: impl Fn(Vec<LngLat>) -> Vec<LngLat>,
) -> Vec<Rings> {
    let shapes = topology.shapes(object);
    let polygons = shapes.iter().flat_map(|shape| &shape.polygons);
    polygons
        .map(|rings| {
            unwrapped(
                rings
                    .iter()
                    .map(|ring| shape(topology.ring(ring)))
                    .collect(),
            )
        })
        .collect()
}

/// Rings whose longitudes run on, the holes beside the outer ring; a ring around the pole is closed along it.
pub fn unwrapped(mut rings: Rings) -> Rings {
    let mut outer_west = None;
    for ring in &mut rings {
        for index in 1..ring.len() {
            let turns = ((ring[index - 1][0] - ring[index][0]) / 360.0).round();
            ring[index][0] += 360.0 * turns;
        }
        if let (Some(first), Some(last)) = (ring.first().copied(), ring.last().copied())
            && (last[0] - first[0]).abs() > 180.0
        {
            ring.extend([[last[0], -90.0], [first[0], -90.0]]);
        }
        let west = ring
            .iter()
            .map(|point| point[0])
            .fold(f64::INFINITY, f64::min);
        let outer = *outer_west.get_or_insert(west);
        if west < outer - 1.0 {
            ring.iter_mut().for_each(|point| point[0] += 360.0);
        }
    }
    rings
}

/// Arcs that two countries share.
fn borders(topology: &Topology, unsettled: &Unsettled) -> Vec<(u8, Vec<LngLat>)> {
    let mut sides: BTreeMap<usize, Vec<(usize, bool)>> = BTreeMap::new();
    for (index, shape) in topology.shapes("countries").iter().enumerate() {
        let recognised = shape.id.is_some_and(|id| id.parse::<u16>().is_ok());
        for reference in shape.polygons.iter().flatten().flatten() {
            let arc_sides = sides.entry(arc_index(*reference)).or_default();
            if !arc_sides.contains(&(index, recognised)) {
                arc_sides.push((index, recognised));
            }
        }
    }
    let shared = sides.into_iter().filter(|(_, sides)| sides.len() > 1);
    shared
        .flat_map(|(arc, sides)| {
            let line = &topology.arcs[arc];
            if sides.iter().all(|(_, recognised)| *recognised) {
                unsettled.split(line)
            } else {
                vec![(1, line.clone())]
            }
        })
        .collect()
}

fn rivers(lines: &[Line], tolerance: f64) -> Vec<(u8, Vec<LngLat>)> {
    let rank = |line: &Line| {
        line.field("scalerank")
            .parse::<f64>()
            .map_or(12, |rank| rank.clamp(0.0, 12.0) as u8)
    };
    lines
        .iter()
        .map(|line| (rank(line), simplified(&line.points, tolerance)))
        .collect()
}

/// Towns worth a label at this scale, under the name their country gives them.
fn towns(mut cities: Vec<City>, scale: Scale) -> Vec<City> {
    let least = match scale {
        Scale::World => 1_000_000,
        Scale::Cells => 4_000,
    };
    cities.retain(|city| {
        let seat = match scale {
            Scale::World => city.code == "PPLC",
            Scale::Cells => city.code == "PPLC" || city.code == "PPLA",
        };
        // A quarter or an abandoned place is not a town of its own.
        !matches!(city.code.as_str(), "PPLX" | "PPLH" | "PPLQ" | "PPLW")
            && (seat || city.population >= least)
    });
    for city in &mut cities {
        if let Some(name) = own_spelling(&city.country, &city.name) {
            city.name = name.to_owned();
        }
    }
    cities.sort_by(|a, b| {
        b.population
            .cmp(&a.population)
            .then_with(|| a.name.cmp(&b.name))
    });
    cities
}

fn countries(topology: &Topology) -> Vec<Country> {
    let mut countries = Vec::new();
    for shape in topology.shapes("countries") {
        let rings = shape.polygons.iter().filter_map(|rings| rings.first());
        let outlines = rings.map(|ring| unwrapped(vec![topology.ring(ring)]).remove(0));
        let Some(largest) = outlines.max_by(|a, b| shown_area(a).total_cmp(&shown_area(b))) else {
            continue;
        };
        let Some(name) = shape.name else { continue };
        let lngs = || largest.iter().map(|point| point[0]);
        let (west, east) = (
            lngs().fold(f64::INFINITY, f64::min),
            lngs().fold(f64::NEG_INFINITY, f64::max),
        );
        countries.push(Country {
            name: name.to_owned(),
            iso_numeric: shape.id.and_then(|id| id.parse().ok()).unwrap_or(0),
            middle: centroid(&largest),
            extent: east - west,
        });
    }
    countries.sort_by(|a, b| b.extent.total_cmp(&a.extent));
    countries
}

/// Area in square degrees at the equator's scale: only to compare pieces of one country.
fn shown_area(ring: &[LngLat]) -> f64 {
    let latitude = ring.iter().map(|point| point[1]).sum::<f64>() / ring.len() as f64;
    doubled_area(ring).abs() * latitude.to_radians().cos()
}

fn doubled_area(ring: &[LngLat]) -> f64 {
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum()
}

fn centroid(ring: &[LngLat]) -> LngLat {
    let area = doubled_area(ring);
    let mut sum = [0.0, 0.0];
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let cross = a[0] * b[1] - b[0] * a[1];
        for axis in [0, 1] {
            sum[axis] += (a[axis] + b[axis]) * cross;
        }
    }
    let [lng, lat] = sum.map(|sum| sum / (3.0 * area));
    [(lng + 180.0).rem_euclid(360.0) - 180.0, lat]
}
