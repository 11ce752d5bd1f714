//! Meridians and parallels of a view, at round degrees.
//!
//! Space: `world`. In Mercator both are straight, so a line is its two ends.

use super::Camera;
use crate::spatial::{MAX_LATITUDE, WorldBounds, lnglat_from_world, world_from_lnglat};

/// Steps between lines, in degrees.
const STEPS: [f64; 18] = [
    90.0, 60.0, 30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002,
    0.001, 0.000_5,
];

/// Meridians are at least this far apart, in CSS pixels; parallels, which Mercator pulls apart, even further.
const MIN_SPACING: f64 = 120.0;

/// What is the same all along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraticuleKind {
    /// A longitude.
    Meridian,
    /// A latitude.
    Parallel,
}

/// One line of the graticule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GraticuleLine {
    pub kind: GraticuleKind,
    /// Its longitude from -180 up to 180, or its latitude.
    pub degrees: f64,
    /// How many decimals tell it from its neighbours.
    pub decimals: usize,
    /// Its ends at the edges of the view: top and bottom of a meridian, left and right of a parallel. A view across
    /// the antimeridian has x beyond the square.
    pub ends: [[f64; 2]; 2],
}

/// The lines in view, meridians from the west, then parallels from the north.
#[must_use]
pub fn graticule(camera: &Camera) -> Vec<GraticuleLine> {
    let [left, top, right, bottom] = camera.bounds();
    let (top, bottom) = (top.max(0.0), bottom.min(1.0));
    let degree = camera.scale() / 360.0;
    let step = STEPS
        .into_iter()
        .rev()
        .find(|step| step * degree >= MIN_SPACING)
        .unwrap_or(STEPS[0]);
    let decimals = (0..4)
        .find(|&decimals| is_whole(step * 10_f64.powi(decimals)))
        .unwrap_or(4) as usize;
    let view = [left, top, right, bottom];
    let mut lines = meridians(view, step, decimals);
    lines.extend(parallels(view, step, decimals));
    lines
}

fn meridians(
    [left, top, right, bottom]: WorldBounds,
    step: f64,
    decimals: usize,
) -> Vec<GraticuleLine> {
    let [west, east] = [left, right].map(|x| lnglat_from_world([x, 0.5])[0]);
    multiples(west, east, step)
        .map(|lng| {
            let x = world_from_lnglat([lng, 0.0])[0];
            GraticuleLine {
                kind: GraticuleKind::Meridian,
                degrees: rounded((lng + 180.0).rem_euclid(360.0) - 180.0, decimals),
                decimals,
                ends: [[x, top], [x, bottom]],
            }
        })
        .collect()
}

fn parallels(
    [left, top, right, bottom]: WorldBounds,
    step: f64,
    decimals: usize,
) -> Vec<GraticuleLine> {
    let [north, south] = [top, bottom].map(|y| lnglat_from_world([0.5, y])[1]);
    let mut lines: Vec<GraticuleLine> = multiples(south, north, step)
        .filter(|lat| lat.abs() < MAX_LATITUDE)
        .map(|lat| {
            let y = world_from_lnglat([0.0, lat])[1];
            GraticuleLine {
                kind: GraticuleKind::Parallel,
                degrees: rounded(lat, decimals),
                decimals,
                ends: [[left, y], [right, y]],
            }
        })
        .collect();
    lines.reverse();
    lines
}

/// The multiples of `step` from `least` to `greatest`.
fn multiples(least: f64, greatest: f64, step: f64) -> impl Iterator<Item = f64> {
    let first = (least / step).ceil();
    let count = ((greatest / step).floor() - first + 1.0).max(0.0) as usize;
    (0..count).map(move |number| (first + number as f64) * step)
}

/// The degrees as a label writes them, without the noise of binary fractions and without a negative zero.
fn rounded(degrees: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(decimals as i32);
    (degrees * scale).round() / scale + 0.0
}

fn is_whole(number: f64) -> bool {
    (number - number.round()).abs() < 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::View;
    use proptest::prelude::*;

    fn camera(lng: f64, lat: f64, zoom: f64) -> Camera {
        Camera::new(View { lng, lat, zoom }, [1280.0, 800.0])
    }

    #[test]
    fn a_view_of_karabakh_has_its_lines_at_half_degrees() {
        let lines = graticule(&camera(46.75, 39.82, 8.0));
        let of = |kind| -> Vec<f64> {
            lines
                .iter()
                .filter(|line| line.kind == kind)
                .map(|line| line.degrees)
                .collect()
        };
        assert_eq!(
            of(GraticuleKind::Meridian),
            [45.0, 45.5, 46.0, 46.5, 47.0, 47.5, 48.0, 48.5]
        );
        assert_eq!(of(GraticuleKind::Parallel), [40.5, 40.0, 39.5, 39.0]);
    }

    #[test]
    fn the_antimeridian_is_a_line_and_longitudes_go_on_beyond_it() {
        let lines = graticule(&camera(180.0, 0.0, 4.0));
        let degrees: Vec<f64> = lines
            .iter()
            .filter(|line| line.kind == GraticuleKind::Meridian)
            .map(|line| line.degrees)
            .collect();
        assert_eq!(degrees, [160.0, 170.0, -180.0, -170.0, -160.0]);
    }

    proptest! {
        #[test]
        fn lines_stand_where_their_degrees_are_and_never_crowd(
            lng in -180.0..180.0, lat in -80.0..80.0, zoom in 1.0..22.0,
        ) {
            let camera = camera(lng, lat, zoom);
            let lines = graticule(&camera);
            prop_assert!(lines.len() <= 64);
            for line in &lines {
                let [lng, lat] = lnglat_from_world(line.ends[0]);
                let difference = match line.kind {
                    GraticuleKind::Meridian => (lng - line.degrees).rem_euclid(360.0),
                    GraticuleKind::Parallel => lat - line.degrees,
                };
                prop_assert!(difference.abs() < 1e-6 || (difference - 360.0).abs() < 1e-6, "{line:?}");
            }
            for pair in lines.windows(2).filter(|pair| pair[0].kind == pair[1].kind) {
                let apart = (0..2).map(|axis| pair[1].ends[0][axis] - pair[0].ends[0][axis]).sum::<f64>();
                prop_assert!(apart * camera.scale() >= MIN_SPACING * 0.999);
            }
        }
    }
}
