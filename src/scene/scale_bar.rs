//! A bar of a round length on the ground, as long on screen as fits.
//!
//! The bar lies along the parallel through the middle of the map. A parallel's length is that on the WGS 84 ellipsoid,
//! so the bar is exact there; Mercator stretches by latitude, so it is not elsewhere on a map of a continent.
//! Source: radius of the prime vertical, e.g. P. Osborne, "The Mercator Projections" (2013), section 5.

use std::f64::consts::PI;

use super::Camera;
use crate::spatial::lnglat_from_world;
use crate::spatial::trig::sin_cos;
use crate::units::Metres;

/// Half the equator's diameter on WGS 84, in metres.
const SEMI_MAJOR: f64 = 6_378_137.0;

/// Square of the eccentricity of WGS 84.
const ECCENTRICITY_SQUARED: f64 = 0.006_694_379_990_141_317;

/// A scale bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScaleBar {
    /// 1, 2 or 5 times a power of ten.
    pub length: Metres,
    /// Its length on screen, in CSS pixels.
    pub width: f64,
}

impl ScaleBar {
    /// The longest bar of at most `max_width` CSS pixels.
    #[must_use]
    pub fn new(camera: &Camera, max_width: f64) -> Self {
        let pixel = ground_pixel(camera).0;
        let length = round_down(max_width.max(1.0) * pixel);
        Self {
            length: Metres(length),
            width: length / pixel,
        }
    }
}

/// How far a CSS pixel reaches from west to east on the ground, in the middle of the map.
#[must_use]
pub fn ground_pixel(camera: &Camera) -> Metres {
    let lat = lnglat_from_world(camera.centre())[1].to_radians();
    let (sine, cosine) = sin_cos(lat);
    let prime_vertical = SEMI_MAJOR / (1.0 - ECCENTRICITY_SQUARED * sine * sine).sqrt();
    Metres(2.0 * PI * prime_vertical * cosine / camera.scale())
}

/// The greatest of 1, 2 and 5 times a power of ten that is not above `length`.
fn round_down(length: f64) -> f64 {
    let power = 10_f64.powi(length.log10().floor() as i32);
    [5.0, 2.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|&round| round <= length)
        .unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::View;
    use proptest::prelude::*;

    /// The length of a degree of longitude on WGS 84 by latitude, in metres, as tables give it.
    const DEGREE_OF_LONGITUDE: [(f64, f64); 5] = [
        (0.0, 111_320.0),
        (15.0, 107_550.0),
        (30.0, 96_486.0),
        (45.0, 78_847.0),
        (60.0, 55_800.0),
    ];

    fn camera(lat: f64, zoom: f64) -> Camera {
        Camera::new(
            View {
                lng: 46.0,
                lat,
                zoom,
            },
            [800.0, 600.0],
        )
    }

    #[test]
    fn a_degree_is_as_long_as_the_published_tables_say() {
        for (lat, published) in DEGREE_OF_LONGITUDE {
            let camera = camera(lat, 9.0);
            let degree = camera.scale() / 360.0 * ground_pixel(&camera).0;
            assert!((degree / published - 1.0).abs() < 1e-4, "{degree} at {lat}");
        }
    }

    proptest! {
        #[test]
        fn bars_are_round_and_use_the_room(lat in -84.0..84.0, zoom in 1.0..22.0, room in 40.0..300.0) {
            let camera = camera(lat, zoom);
            let bar = ScaleBar::new(&camera, room);
            prop_assert!(bar.width <= room * (1.0 + 1e-9) && bar.width >= room * 0.399);
            let leading = format!("{:e}", bar.length.0);
            prop_assert!(["1e", "2e", "5e"].iter().any(|digit| leading.starts_with(digit)), "{leading}");
        }
    }
}
