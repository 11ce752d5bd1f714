//! Vector graphics above the canvas, so that both painters and print have them; a few elements, set per frame.
//!
//! Space: `screen`, CSS pixels from the map's top left.

use std::cell::RefCell;
use std::fmt::Write as _;

use web_sys::{Element, HtmlElement};

use crate::scene::Camera;
use crate::spatial::world_from_lnglat;
use crate::web::dom::document;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The elements, and what was drawn last.
#[derive(Default)]
pub struct VectorLayer {
    root: RefCell<Option<Element>>,
    paths: RefCell<Vec<(Element, Stroke)>>,
}

/// One path.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stroke {
    /// Of the style sheet.
    pub class: &'static str,
    pub line: String,
    /// Where it is not the style sheet's, in pixels.
    pub width: Option<f64>,
}

impl Stroke {
    pub fn new(class: &'static str, line: String) -> Self {
        Self {
            class,
            line,
            width: None,
        }
    }
}

impl VectorLayer {
    /// Puts the layer into an element.
    pub fn attach(&self, host: &HtmlElement, class: &str) {
        let made = document().create_element_ns(Some(SVG), "svg");
        let Ok(root) = made else { return };
        let named = root.set_attribute("class", class);
        let hidden = root.set_attribute("aria-hidden", "true");
        if named
            .and(hidden)
            .and(host.append_child(&root).map(drop))
            .is_ok()
        {
            *self.root.borrow_mut() = Some(root);
        }
    }

    /// Draws these paths and no others.
    pub fn show(&self, strokes: Vec<Stroke>) {
        let Some(root) = &*self.root.borrow() else {
            return;
        };
        let mut paths = self.paths.borrow_mut();
        while paths.len() < strokes.len() {
            let Ok(path) = document().create_element_ns(Some(SVG), "path") else {
                return;
            };
            if root.append_child(&path).is_err() {
                return;
            }
            paths.push((path, Stroke::default()));
        }
        let wanted = strokes.into_iter().map(Some).chain(std::iter::repeat(None));
        for ((path, drawn), stroke) in paths.iter_mut().zip(wanted) {
            let stroke = stroke.unwrap_or_default();
            if *drawn != stroke {
                // These fail only for names that are not attributes.
                drop(path.set_attribute("class", stroke.class));
                drop(path.set_attribute("d", &stroke.line));
                drop(match stroke.width {
                    Some(width) => path.set_attribute("stroke-width", &width.to_string()),
                    None => path.remove_attribute("stroke-width"),
                });
                *drawn = stroke;
            }
        }
    }
}

/// Where a position is on screen, in the copy of the world in which `beside` is nearest to the middle.
pub fn screen(camera: &Camera, lnglat: [f64; 2], beside: [f64; 2]) -> [f64; 2] {
    let [x, y] = world_from_lnglat(lnglat);
    let middle = world_from_lnglat(beside)[0];
    let turns = (camera.centre()[0] - middle).round() + (middle - x).round();
    camera.screen_from_world([x + turns, y])
}

/// A path through these positions.
pub fn line(points: impl Iterator<Item = [f64; 2]>) -> String {
    let mut path = String::new();
    for (number, [x, y]) in points.enumerate() {
        let wrote = write!(path, "{}{x:.1} {y:.1}", if number == 0 { 'M' } else { 'L' });
        debug_assert!(wrote.is_ok(), "a text takes any text");
    }
    path
}

/// Appends a circle.
pub fn push_circle(path: &mut String, [x, y]: [f64; 2], radius: f64) {
    let wrote = write!(
        path,
        "M{x:.1} {y:.1}m-{radius} 0a{radius} {radius} 0 1 0 {across} 0a{radius} {radius} 0 1 0 -{across} 0",
        across = 2.0 * radius
    );
    debug_assert!(wrote.is_ok(), "a text takes any text");
}
