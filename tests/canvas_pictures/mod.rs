//! What lies over the areas: symbols, labels, tiles, the watermark, what is selected; by both painters.

mod dragging;
mod labels;
mod selection;
mod sharpness;
mod symbols;
mod tiles;
mod watermark;

use super::canvas_probe::{Picture, Probe, SIZE};
use hazard_map::scene::{Rgb, Style, Theme};

/// The middle of the canvas in CSS pixels; what is placed at the probe's own place is drawn there.
const MIDDLE: [f64; 2] = [SIZE / 2.0, SIZE / 2.0];

/// One probe per painter.
fn both_painters(zoom: f64) -> [Probe; 2] {
    [Probe::new(zoom), Probe::in_2d(zoom)]
}

fn style() -> Style {
    Style::of(Theme::Light)
}

/// Whether each channel of two colours is nearly the same.
fn alike(one: Rgb, other: Rgb) -> bool {
    let channels = [(one.0, other.0), (one.1, other.1), (one.2, other.2)];
    channels
        .into_iter()
        .all(|(one, other)| one.abs_diff(other) <= 12)
}

/// The share of a square of `2 reach` around a place that is nearly of a colour.
fn share_of(picture: &Picture, colour: Rgb, [x, y]: [f64; 2], reach: i32) -> f64 {
    let around = |at: f64| (-reach..reach).map(move |step| at + f64::from(step));
    let found = around(y)
        .flat_map(|y| around(x).map(move |x| [x, y]))
        .filter(|place| alike(picture.at(*place), colour))
        .count();
    found as f64 / f64::from(4 * reach * reach)
}
