//! The answer on the map: the place, the circle that was looked through, and a line to the nearest zone of each class.
//! Drawn as vector graphics above the canvas, so that both painters and print have it; a few elements, set per frame.

use std::cell::RefCell;

use web_sys::{Element, HtmlElement};

use super::App;
use crate::analysis::{NearestKind, ZoneFound};
use crate::decimal::rounded;
use crate::reactive::Read;
use crate::scene::Camera;
use crate::spatial::{trig, world_from_lnglat};
use crate::web::dom::document;
use crate::web::ui::CheckAnswer;

const SVG: &str = "http://www.w3.org/2000/svg";
/// Corners of the circle as drawn.
const CORNERS: usize = 72;
/// The mean radius of the earth in metres: for drawing only.
const EARTH_RADIUS: f64 = 6_371_008.8;

/// The elements, and what was drawn last.
#[derive(Default)]
pub struct AnswerDrawing {
    root: RefCell<Option<Element>>,
    paths: RefCell<Vec<(Element, String)>>,
}

/// One path of the drawing: class of the style sheet, and the path itself.
type Stroke = (&'static str, String);

impl AnswerDrawing {
    /// Puts the drawing into the map's frame.
    pub fn attach(&self, host: &HtmlElement) {
        let made = document().create_element_ns(Some(SVG), "svg");
        let Ok(root) = made else { return };
        let named = root.set_attribute("class", "map-answer");
        let hidden = root.set_attribute("aria-hidden", "true");
        if named
            .and(hidden)
            .and(host.append_child(&root).map(drop))
            .is_ok()
        {
            *self.root.borrow_mut() = Some(root);
        }
    }

    fn show(&self, strokes: &[Stroke]) {
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
            paths.push((path, String::new()));
        }
        for (number, (path, drawn)) in paths.iter_mut().enumerate() {
            let (class, line) = strokes
                .get(number)
                .map_or(("", ""), |(class, line)| (*class, line.as_str()));
            if drawn != line {
                // Both fail only for names that are not attributes.
                drop(path.set_attribute("class", class));
                drop(path.set_attribute("d", line));
                line.clone_into(drawn);
            }
        }
    }
}

impl App {
    /// Draws the answer as a camera sees it.
    pub(super) fn draw_answer(&self, camera: &Camera) {
        let strokes = self.store.checked.with_untracked(|place| {
            place
                .as_ref()
                .map_or_else(Vec::new, |place| self.strokes(camera, place.lnglat))
        });
        self.answer_drawing.show(&strokes);
    }

    fn strokes(&self, camera: &Camera, place: [f64; 2]) -> Vec<Stroke> {
        let radius = self.store.check_radius.get_untracked();
        let here = screen(camera, place, place);
        let ring = (0..CORNERS).map(|corner| {
            let bearing = std::f64::consts::TAU * corner as f64 / CORNERS as f64;
            screen(camera, destination(place, bearing, radius), place)
        });
        let mut circle = line(ring);
        circle.push('Z');
        let mut strokes = vec![
            ("answer-ring-halo", circle.clone()),
            ("answer-ring", circle),
        ];
        self.store.answer.with_untracked(|answer| {
            let CheckAnswer::Ready(ready) = answer else {
                return;
            };
            if ready.lnglat != place {
                return;
            }
            for kind in NearestKind::ALL.into_iter().rev() {
                let nearest = ready.assessed.assessment.nearest.get(kind);
                if let Some(zone) = nearest.filter(|zone| is_worth_a_line(zone, radius)) {
                    let way = line([here, screen(camera, zone.nearest_lnglat, place)].into_iter());
                    strokes.push(("answer-way-halo", way.clone()));
                    strokes.push((class_of(kind), way));
                }
            }
        });
        let [x, y] = here.map(|length| rounded(length, 1));
        let pin =
            format!("M{x} {y}m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0m7-7v-5m0 24v-5m-12-7h5m14 0h5");
        strokes.push(("answer-pin-halo", pin.clone()));
        strokes.push(("answer-pin", pin));
        strokes
    }
}

/// A line of nothing, or one across the country, tells nobody anything.
fn is_worth_a_line(zone: &ZoneFound, radius: f64) -> bool {
    zone.distance.0 > 0.0 && zone.distance.0 < 20.0 * radius
}

fn class_of(kind: NearestKind) -> &'static str {
    match kind {
        NearestKind::Confirmed => "answer-way answer-confirmed",
        NearestKind::Suspected => "answer-way answer-suspected",
        NearestKind::Declared => "answer-way answer-declared",
        NearestKind::Cleared => "answer-way answer-cleared",
    }
}

/// Where a position is on screen, in the copy of the world in which `beside` is nearest to the middle.
fn screen(camera: &Camera, lnglat: [f64; 2], beside: [f64; 2]) -> [f64; 2] {
    let [x, y] = world_from_lnglat(lnglat);
    let middle = world_from_lnglat(beside)[0];
    let turns = (camera.centre()[0] - middle).round() + (middle - x).round();
    camera.screen_from_world([x + turns, y])
}

fn line(points: impl Iterator<Item = [f64; 2]>) -> String {
    let mut path = String::new();
    for (number, [x, y]) in points.enumerate() {
        path.push(if number == 0 { 'M' } else { 'L' });
        path.push_str(&rounded(x, 1));
        path.push(' ');
        path.push_str(&rounded(y, 1));
    }
    path
}

/// The position at a bearing (radians clockwise from north) and a distance in metres, on a sphere.
fn destination([lng, lat]: [f64; 2], bearing: f64, metres: f64) -> [f64; 2] {
    let (way_sin, way_cos) = trig::sin_cos(metres / EARTH_RADIUS);
    let (lat_sin, lat_cos) = trig::sin_cos(lat.to_radians());
    let (bearing_sin, bearing_cos) = trig::sin_cos(bearing);
    let sine = lat_sin * way_cos + lat_cos * way_sin * bearing_cos;
    let turned = trig::atan2(bearing_sin * way_sin * lat_cos, way_cos - lat_sin * sine);
    [lng + turned.to_degrees(), trig::asin(sine).to_degrees()]
}
