//! Names of coordinate reference systems as files write them, and those that are converted here.
//!
//! Only what is certain: WGS 84 and systems that agree with it within a metre or two, Web Mercator, and UTM on them.

use super::slices::holds;
use crate::spatial::{UtmZone, WORLD_METRES, lnglat_from_world};

/// A named coordinate reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Crs {
    /// Longitude and latitude in degrees.
    LngLat,
    WebMercator,
    Utm(UtmZone),
    /// Not known here.
    Other,
}

/// EPSG codes of longitude and latitude on WGS 84, or on a frame that agrees with it within a metre or two:
/// ETRS89, NAD83, SIRGAS 2000, MAGNA-SIRGAS, GDA94, GDA2020, NZGD2000, JGD2000, JGD2011.
const LNGLAT_CODES: [u32; 12] = [
    4326, 4979, 4258, 4269, 4674, 4686, 4283, 7844, 4167, 4612, 6668, 4937,
];

/// Web Mercator under all its numbers.
const WEB_MERCATOR_CODES: [u32; 5] = [3857, 3785, 900_913, 102_100, 102_113];

impl Crs {
    /// The system called so: `EPSG:32638`, `urn:ogc:def:crs:OGC:1.3:CRS84`, and the like.
    pub(super) fn named(name: &str) -> Self {
        let name = name.to_ascii_uppercase();
        let code = name
            .rsplit(|character: char| !character.is_ascii_digit())
            .next()
            .and_then(|digits| digits.parse::<u32>().ok());
        if holds(&name, "CRS84") || name == "WGS84" || name == "WGS 84" {
            return Self::LngLat;
        }
        let utm = |code: u32, south| UtmZone::new((code % 100) as u8, south).map(Self::Utm);
        match code {
            Some(code) if LNGLAT_CODES.contains(&code) => Some(Self::LngLat),
            Some(code) if WEB_MERCATOR_CODES.contains(&code) => Some(Self::WebMercator),
            Some(code @ (32_601..=32_660 | 25_828..=25_838)) => utm(code, false),
            Some(code @ 32_701..=32_760) => utm(code, true),
            _ => None,
        }
        .unwrap_or(Self::Other)
    }

    /// Longitude and latitude of a place in the system's own coordinates.
    pub(super) fn lnglat(self, place: [f64; 2]) -> [f64; 2] {
        match self {
            Self::LngLat | Self::Other => place,
            Self::Utm(zone) => zone.lnglat(place),
            Self::WebMercator => {
                lnglat_from_world([0.5 + place[0] / WORLD_METRES, 0.5 - place[1] / WORLD_METRES])
            }
        }
    }
}

/// Which system unnamed metres probably are in.
pub(super) fn likely(metres: [f64; 2]) -> Option<&'static str> {
    const HALF_WORLD: f64 = WORLD_METRES / 2.0;
    let [x, y] = metres;
    if (100_000.0..=900_000.0).contains(&x) && (0.0..=10_000_000.0).contains(&y) {
        Some("UTM (EPSG:326zz)")
    } else if x.abs() > 360.0 && x.abs() <= HALF_WORLD && y.abs() <= HALF_WORLD {
        Some("Web Mercator (EPSG:3857)")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_every_spelling_are_known() {
        for name in [
            "EPSG:4326",
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "urn:ogc:def:crs:EPSG::4326",
            "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
            "epsg:4258",
        ] {
            assert_eq!(Crs::named(name), Crs::LngLat, "{name}");
        }
        assert_eq!(Crs::named("urn:ogc:def:crs:EPSG::3857"), Crs::WebMercator);
        assert_eq!(
            Some(Crs::named("EPSG:32638")),
            UtmZone::new(38, false).map(Crs::Utm)
        );
        assert_eq!(
            Some(Crs::named("EPSG:32733")),
            UtmZone::new(33, true).map(Crs::Utm)
        );
        // Pulkovo 1942 is degrees too, but a hundred metres off.
        for name in ["EPSG:4284", "EPSG:28408", "EPSG:32600", "local grid", ""] {
            assert_eq!(Crs::named(name), Crs::Other, "{name}");
        }
    }

    #[test]
    fn web_mercator_metres_agree_with_the_published_example() {
        // IOGP 373-7-2, Popular Visualisation Pseudo-Mercator: 24°22'54.433"N, 100°20'00.000"W.
        let [lng, lat] = Crs::WebMercator.lnglat([-11_169_055.58, 2_800_000.00]);
        assert!((lng + 100.333_333_33).abs() < 1e-7, "{lng}");
        assert!((lat - 24.381_786_94).abs() < 1e-7, "{lat}");
    }
}
