//! Areas on the ground: on the authalic sphere, which has the area of the WGS 84 ellipsoid.
//!
//! Input is `lnglat`, output square metres. Latitudes become authalic ones, which keeps areas exactly; an edge becomes a
//! great circle of that sphere instead of a geodesic of the ellipsoid, which for the edges of zones and districts differs
//! far less than 0.1% (tests/oracles/geodesic_areas.py gives PROJ's values). Not for polygons around a pole.
//! Sources: J. P. Snyder, "Map Projections: A Working Manual", USGS PP 1395 (1987), eq. 3-11 and 3-12 (authalic
//! latitude); the area under an edge is the spherical excess of I. Todhunter, "Spherical Trigonometry" (1859), art. 103.

use super::trig::{atan2, atanh_of_small, sin, tan};
use super::{GeometryView, PartKind};
use crate::units::SquareMetres;

/// Squared eccentricity of WGS 84.
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_317;
/// Radius of the sphere with the area of WGS 84, in metres.
const AUTHALIC_RADIUS: f64 = 6_371_007.180_918_474;

/// The area of a geometry's polygons, holes taken off; 0 for points and lines.
///
/// Rings are closed, the shell first; winding does not matter. Longitudes may go beyond ±180. Linear in the coordinates.
#[must_use]
pub fn ground_area(geometry: &GeometryView<'_>) -> SquareMetres {
    let steradians: f64 = geometry
        .parts()
        .filter(|part| part.kind == PartKind::Polygon)
        .map(|part| {
            let mut areas = part.rings().map(|ring| signed_excess(ring).abs());
            let shell = areas.next().unwrap_or(0.0);
            (shell - areas.sum::<f64>()).max(0.0)
        })
        .sum();
    SquareMetres(steradians * AUTHALIC_RADIUS * AUTHALIC_RADIUS)
}

/// Spherical excess between a closed ring and the equator, edge by edge; edges that come back cancel out.
fn signed_excess(ring: &[[f64; 2]]) -> f64 {
    let Some(&[_, first_latitude]) = ring.first() else {
        return 0.0;
    };
    let mut from = half_tangent(first_latitude);
    let mut excess = 0.0;
    for edge in ring.windows(2) {
        let to = half_tangent(edge[1][1]);
        let half_turn = tan((edge[1][0] - edge[0][0]).to_radians() / 2.0);
        excess += 2.0 * atan2(half_turn * (from + to), 1.0 + from * to);
        from = to;
    }
    excess
}

/// Tangent of half the authalic latitude.
fn half_tangent(latitude: f64) -> f64 {
    let sine = (q(sin(latitude.to_radians())) / q(1.0)).clamp(-1.0, 1.0);
    // tan(β/2) from sin β, without the loss near 0 that going through the angle would have.
    sine / (1.0 + (1.0 - sine * sine).sqrt())
}

/// Snyder's q of the sine of a latitude.
fn q(sine: f64) -> f64 {
    let eccentricity = ECCENTRICITY_SQUARED.sqrt();
    let product = eccentricity * sine;
    (1.0 - ECCENTRICITY_SQUARED)
        * (sine / (1.0 - product * product) + atanh_of_small(product) / eccentricity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::Geometries;

    fn area(rings: &[&[[f64; 2]]]) -> f64 {
        let mut geometries = Geometries::default();
        for ring in rings {
            ring.iter()
                .chain(ring.first())
                .for_each(|&place| geometries.push_coordinate(place));
            geometries.end_ring();
        }
        geometries.end_part(PartKind::Polygon);
        geometries.end_geometry();
        ground_area(&geometries.get(0)).0
    }

    #[test]
    fn areas_agree_with_geodesic_areas_of_proj() {
        type Rings = &'static [&'static [[f64; 2]]];
        let shapes: [(&str, Rings, f64); 6] = [
            (
                "garden",
                &[&[
                    [46.75, 39.82],
                    [46.75023, 39.82],
                    [46.75023, 39.82018],
                    [46.75, 39.82018],
                ]],
                393.557,
            ),
            (
                "field",
                &[&[
                    [17.02, 45.20],
                    [17.025, 45.2],
                    [17.027, 45.2035],
                    [17.021, 45.205],
                ]],
                213_930.475,
            ),
            (
                "district with a hole",
                &[
                    &[[46.5, 39.5], [47.3, 39.5], [47.3, 40.1], [46.5, 40.1]],
                    &[[46.8, 39.7], [46.8, 39.9], [47.0, 39.9], [47.0, 39.7]],
                ],
                4_183_900_708.274,
            ),
            (
                "equator",
                &[&[[-75.0, -0.5], [-74.0, -0.5], [-74.0, 0.5], [-75.0, 0.5]]],
                12_309_234_582.503,
            ),
            (
                "far north",
                &[&[[25.0, 70.0], [26.0, 70.0], [26.0, 70.4], [25.0, 70.4]]],
                1_687_690_132.324,
            ),
            (
                "180th meridian",
                &[&[
                    [179.9, -17.0],
                    [180.1, -17.0],
                    [180.1, -16.8],
                    [179.9, -16.8],
                ]],
                471_633_100.071,
            ),
        ];
        for (name, rings, expected) in shapes {
            let off = (area(rings) / expected - 1.0).abs();
            assert!(off < 1.0e-5, "{name} is off by {off:e}");
        }
    }

    #[test]
    fn winding_makes_no_difference_and_points_have_no_area() {
        let shell = [[46.5, 39.5], [47.3, 39.5], [47.3, 40.1]];
        let turned = [shell[2], shell[1], shell[0]];
        assert!((area(&[&shell]) - area(&[&turned])).abs() < 1.0e-3);
        let mut point = Geometries::default();
        point.push_coordinate([46.5, 39.5]);
        point.end_ring();
        point.end_part(PartKind::Points);
        point.end_geometry();
        assert_eq!(ground_area(&point.get(0)), SquareMetres(0.0));
    }
}
