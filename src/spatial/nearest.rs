//! The nearest point of a geometry, with distance and direction on the ground.
//!
//! Spaces: positions are `lnglat`; the nearest point is found in `world`, which is conformal: over the few kilometres
//! that a list speaks of, what is nearest there is nearest on the ground. Distances are then measured on WGS 84.

use super::{GeometryView, PartKind, lnglat_from_world, world_from_lnglat};
use crate::elementary::sine_cosine;
use crate::units::Metres;

/// WGS 84: equatorial radius in metres, and flattening.
const EQUATORIAL_RADIUS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// Where a geometry is nearest to a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearest {
    /// 0 inside an area.
    pub distance: Metres,
    /// From the position to the nearest point, degrees clockwise from north.
    pub bearing: f64,
}

/// The nearest point of a geometry to a position; `None` where it has no coordinate. O(coordinates).
#[must_use]
pub fn nearest_on(geometry: &GeometryView<'_>, from: [f64; 2]) -> Option<Nearest> {
    let here = world_from_lnglat(from);
    let mut nearest: Option<([f64; 2], f64)> = None;
    let mut offer = |point: [f64; 2]| {
        let distance = (point[0] - here[0]).hypot(point[1] - here[1]);
        if nearest.is_none_or(|(_, least)| distance < least) {
            nearest = Some((point, distance));
        }
    };
    for part in geometry.parts() {
        let mut crossings = 0_u32;
        for ring in part.rings() {
            let world: Vec<[f64; 2]> = ring
                .iter()
                .map(|position| near_copy(world_from_lnglat(*position), here))
                .collect();
            if part.kind == PartKind::Points || world.len() == 1 {
                world.into_iter().for_each(&mut offer);
                continue;
            }
            for edge in world.windows(2) {
                crossings += u32::from(crosses(edge, here));
                offer(nearest_on_edge(edge, here));
            }
        }
        if part.kind == PartKind::Polygon && crossings % 2 == 1 {
            return Some(Nearest {
                distance: Metres(0.0),
                bearing: 0.0,
            });
        }
    }
    nearest.map(|(point, _)| {
        let to = lnglat_from_world(point);
        Nearest {
            distance: distance(from, to),
            bearing: bearing(here, point),
        }
    })
}

/// The copy of a world position that is nearest to `here`.
fn near_copy([x, y]: [f64; 2], here: [f64; 2]) -> [f64; 2] {
    [x + (here[0] - x).round(), y]
}

/// Whether a ray from `here` to the east crosses an edge.
fn crosses(edge: &[[f64; 2]], here: [f64; 2]) -> bool {
    let [[ax, ay], [bx, by]] = [edge[0], edge[1]];
    (ay > here[1]) != (by > here[1]) && here[0] < (bx - ax) * (here[1] - ay) / (by - ay) + ax
}

fn nearest_on_edge(edge: &[[f64; 2]], here: [f64; 2]) -> [f64; 2] {
    let [[ax, ay], [bx, by]] = [edge[0], edge[1]];
    let (dx, dy) = (bx - ax, by - ay);
    let square = dx * dx + dy * dy;
    let along = if square > 0.0 {
        ((here[0] - ax) * dx + (here[1] - ay) * dy) / square
    } else {
        0.0
    };
    let along = along.clamp(0.0, 1.0);
    [ax + along * dx, ay + along * dy]
}

/// Direction in `world`, which is conformal: that on the ground, degrees clockwise from north.
fn bearing(from: [f64; 2], to: [f64; 2]) -> f64 {
    (to[0] - from[0])
        .atan2(from[1] - to[1])
        .to_degrees()
        .rem_euclid(360.0)
}

/// The distance of two positions on WGS 84, within 0.01% up to some thousand kilometres.
///
/// Source: W. D. Lambert, "The distance between two widely separated points on the surface of the earth", 1942.
#[must_use]
pub fn distance(from: [f64; 2], to: [f64; 2]) -> Metres {
    let reduced = |lat: f64| {
        let [sine, cosine] = sine_cosine(lat.to_radians());
        ((1.0 - FLATTENING) * sine / cosine).atan()
    };
    let (first, second) = (reduced(from[1]), reduced(to[1]));
    let (mean, half) = (f64::midpoint(first, second), (second - first) / 2.0);
    let sine_of_half_lng = sine_cosine((to[0] - from[0]).to_radians() / 2.0)[0];
    let [sine, cosine] = sine_cosine(half);
    let haversine =
        sine.powi(2) + sine_cosine(first)[1] * sine_cosine(second)[1] * sine_of_half_lng.powi(2);
    let angle = 2.0 * haversine.sqrt().min(1.0).asin();
    if angle == 0.0 {
        return Metres(0.0);
    }
    let sine_of_angle = sine_cosine(angle)[0];
    let [sine_of_half, cosine_of_half] = sine_cosine(angle / 2.0);
    let [sine_of_mean, cosine_of_mean] = sine_cosine(mean);
    let x = (angle - sine_of_angle) * (sine_of_mean * cosine / cosine_of_half).powi(2);
    let y = (angle + sine_of_angle) * (cosine_of_mean * sine / sine_of_half).powi(2);
    Metres(EQUATORIAL_RADIUS * (angle - FLATTENING / 2.0 * (x + y)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::Geometries;

    /// Positions and metres as PROJ's geodesics give them: see tests/oracles/distances.py.
    const DISTANCES: [([f64; 2], [f64; 2], f64); 7] = [
        ([46.75, 39.82], [46.76, 39.82], 856.177),
        ([46.75, 39.82], [46.75, 39.9], 8882.555),
        ([17.0, 45.2], [19.2, 43.8], 234_109.479),
        ([-74.0, 4.6], [-74.3, 4.1], 64_543.963),
        ([105.0, 12.0], [105.001, 12.0005], 122.144),
        ([179.9, -17.0], [-179.9, -17.1], 23_995.964),
        ([30.0, 60.0], [31.0, 60.0], 55_799.47),
    ];

    #[test]
    fn distances_agree_with_proj() {
        for (from, to, expected) in DISTANCES {
            let Metres(found) = distance(from, to);
            assert!(
                (found - expected).abs() < 0.01 + 1e-4 * expected,
                "{from:?} {to:?}: {found} instead of {expected}"
            );
        }
    }

    fn square_with_hole() -> Geometries {
        let mut geometries = Geometries::default();
        let square = |low: f64, high: f64| {
            [
                [low, low],
                [high, low],
                [high, high],
                [low, high],
                [low, low],
            ]
        };
        for ring in [square(0.0, 0.3), square(0.1, 0.2)] {
            ring.into_iter()
                .for_each(|corner| geometries.push_coordinate(corner));
            geometries.end_ring();
        }
        geometries.end_part(PartKind::Polygon);
        geometries.end_geometry();
        geometries
    }

    #[test]
    fn inside_is_no_distance_and_a_hole_is_outside() {
        let geometries = square_with_hole();
        let at = |position| nearest_on(&geometries.get(0), position).expect("has coordinates");
        assert_eq!(at([0.05, 0.05]).distance, Metres(0.0));
        assert!(at([0.15, 0.15]).distance > Metres(5_000.0));
    }

    #[test]
    fn the_way_to_an_area_in_the_west_points_west() {
        let geometries = square_with_hole();
        let near = nearest_on(&geometries.get(0), [0.4, 0.1]).expect("has coordinates");
        assert!((near.bearing - 270.0).abs() < 0.1);
        assert!((near.distance.0 - distance([0.4, 0.1], [0.3, 0.1]).0).abs() < 1.0);
    }
}
