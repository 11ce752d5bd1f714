//! Universal Transverse Mercator on WGS 84, from metres to `lnglat`.
//!
//! Space: easting and northing in metres, with the false easting of 500 km and, in the south, the false northing of
//! 10 000 km. Good to a millimetre within 30° of the zone's middle; beyond that nothing is promised.
//! Source: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers" (2011), equations 12, 15, 25, 36,
//! with the series cut after the fourth power of the third flattening.

use super::trig::{atan, atan2, atanh_of_small, length, sin_cos, sinh_cosh};

/// One of the 120 zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UtmZone {
    number: u8,
    south: bool,
}

const EQUATORIAL_RADIUS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;
const SCALE: f64 = 0.9996;
const FALSE_EASTING: f64 = 500_000.0;
const FALSE_NORTHING: f64 = 10_000_000.0;

/// The third flattening, Karney's `n`.
const N: f64 = FLATTENING / (2.0 - FLATTENING);

/// Karney's β, equation 36.
const BETA: [f64; 4] = [
    N / 2.0 - 2.0 / 3.0 * N * N + 37.0 / 96.0 * N * N * N - 1.0 / 360.0 * N * N * N * N,
    N * N / 48.0 + N * N * N / 15.0 - 437.0 / 1_440.0 * N * N * N * N,
    17.0 / 480.0 * N * N * N - 37.0 / 840.0 * N * N * N * N,
    4_397.0 / 161_280.0 * N * N * N * N,
];

impl UtmZone {
    /// A zone, `None` where there is none of this number (1 to 60).
    #[must_use]
    pub fn new(number: u8, south: bool) -> Option<Self> {
        (1..=60).contains(&number).then_some(Self { number, south })
    }

    /// Longitude and latitude of a place given by easting and northing.
    #[must_use]
    pub fn lnglat(self, [easting, northing]: [f64; 2]) -> [f64; 2] {
        let rectifying_radius =
            EQUATORIAL_RADIUS / (1.0 + N) * (1.0 + N * N / 4.0 + N * N * N * N / 64.0);
        let false_northing = if self.south { FALSE_NORTHING } else { 0.0 };
        let xi = (northing - false_northing) / (SCALE * rectifying_radius);
        let eta = (easting - FALSE_EASTING) / (SCALE * rectifying_radius);
        let (mut conformal_xi, mut conformal_eta) = (xi, eta);
        for (index, beta) in BETA.iter().enumerate() {
            let multiple = 2.0 * (index + 1) as f64;
            let ((sin, cos), (sinh, cosh)) = (sin_cos(multiple * xi), sinh_cosh(multiple * eta));
            conformal_xi -= beta * sin * cosh;
            conformal_eta -= beta * cos * sinh;
        }
        let ((sin, cos), (sinh, _)) = (sin_cos(conformal_xi), sinh_cosh(conformal_eta));
        let lng = atan2(sinh, cos);
        let conformal_tangent = sin / length([sinh, cos]);
        let middle = 6.0 * f64::from(self.number) - 183.0;
        [
            middle + lng.to_degrees(),
            atan(geographic_tangent(conformal_tangent)).to_degrees(),
        ]
    }
}

/// The tangent of the latitude from that of the conformal latitude: Newton's method, Karney's equations 19 to 21.
fn geographic_tangent(conformal: f64) -> f64 {
    let eccentricity_squared = FLATTENING * (2.0 - FLATTENING);
    let eccentricity = eccentricity_squared.sqrt();
    let mut tangent = conformal;
    // Three steps reach the last bit from anywhere; a fourth costs nothing.
    for _ in 0..4 {
        let secant = length([tangent, 1.0]);
        let sigma = sinh_cosh(eccentricity * atanh_of_small(eccentricity * tangent / secant)).0;
        let found = tangent * length([sigma, 1.0]) - sigma * secant;
        tangent += (conformal - found) / length([found, 1.0])
            * (1.0 + (1.0 - eccentricity_squared) * tangent * tangent)
            / ((1.0 - eccentricity_squared) * secant);
    }
    tangent
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Zone's EPSG code, easting, northing, longitude and latitude by PROJ; `utm_by_pyproj.py` beside it made it.
    const BY_PROJ: &str = include_str!("utm/utm_by_pyproj.csv");

    #[test]
    fn places_agree_with_proj_to_a_tenth_of_a_millimetre() {
        let mut compared = 0;
        for line in BY_PROJ.lines().skip(1) {
            let fields: Vec<f64> = line
                .split(',')
                .map(|field| field.parse().expect("a number"))
                .collect();
            let code = fields[0] as u32;
            let zone = UtmZone::new((code % 100) as u8, code > 32_700).expect("a zone");
            let [lng, lat] = zone.lnglat([fields[1], fields[2]]);
            // A degree is about 111 km.
            assert!((lng - fields[3]).abs() < 1e-9, "{line}: {lng}");
            assert!((lat - fields[4]).abs() < 1e-9, "{line}: {lat}");
            compared += 1;
        }
        assert!(compared >= 50);
    }
}
