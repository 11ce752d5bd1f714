//! The answer on the map: the place, the circle that was looked through, and a line to the nearest zone of each class;
//! along a route, where its hazards are nearest.

use super::App;
use super::vector_layer::{Stroke, line, push_circle, screen};
use crate::analysis::{NearestKind, ZoneFound};
use crate::decimal::rounded;
use crate::protocol::Asked;
use crate::reactive::Read;
use crate::scene::Camera;
use crate::spatial::trig;
use crate::web::ui::CheckAnswer;

/// Corners of the circle as drawn.
const CORNERS: usize = 72;
/// The mean radius of the earth in metres: for drawing only.
const EARTH_RADIUS: f64 = 6_371_008.8;

impl App {
    /// Draws the answer as a camera sees it.
    pub(super) fn draw_answer(&self, camera: &Camera) {
        let checked = self.store.checked.get_untracked();
        let strokes = match checked {
            None => Vec::new(),
            Some(checked) => match checked.place() {
                Some(place) => self.strokes_of_place(camera, place),
                None => self.marks_along(camera),
            },
        };
        self.answer_drawing.show(strokes);
    }

    /// Where the hazards along a route are nearest to it.
    fn marks_along(&self, camera: &Camera) -> Vec<Stroke> {
        let mut marks = String::new();
        self.store.answer.with_untracked(|answer| {
            if let CheckAnswer::Ready(ready) = answer {
                for hazard in &ready.assessed.hazards {
                    let at = hazard.zone.nearest_lnglat;
                    push_circle(&mut marks, screen(camera, at, at), 6.0);
                }
            }
        });
        vec![
            Stroke::new("answer-pin-halo", marks.clone()),
            Stroke::new("answer-pin", marks),
        ]
    }

    fn strokes_of_place(&self, camera: &Camera, place: [f64; 2]) -> Vec<Stroke> {
        let radius = self.store.check_radius.get_untracked();
        let here = screen(camera, place, place);
        let ring = (0..CORNERS).map(|corner| {
            let bearing = std::f64::consts::TAU * corner as f64 / CORNERS as f64;
            screen(camera, destination(place, bearing, radius), place)
        });
        let mut circle = line(ring);
        circle.push('Z');
        let mut strokes = vec![
            Stroke::new("answer-ring-halo", circle.clone()),
            Stroke::new("answer-ring", circle),
        ];
        self.store.answer.with_untracked(|answer| {
            let CheckAnswer::Ready(ready) = answer else {
                return;
            };
            if !matches!(ready.asked, Asked::Place { at } if at == place) {
                return;
            }
            for kind in NearestKind::ALL.into_iter().rev() {
                let nearest = ready.assessed.assessment.nearest.get(kind);
                if let Some(zone) = nearest.filter(|zone| is_worth_a_line(zone, radius)) {
                    let way = line([here, screen(camera, zone.nearest_lnglat, place)].into_iter());
                    strokes.push(Stroke::new("answer-way-halo", way.clone()));
                    strokes.push(Stroke::new(class_of(kind), way));
                }
            }
        });
        let [x, y] = here.map(|length| rounded(length, 1));
        let pin =
            format!("M{x} {y}m-7 0a7 7 0 1 0 14 0a7 7 0 1 0-14 0m7-7v-5m0 24v-5m-12-7h5m14 0h5");
        strokes.push(Stroke::new("answer-pin-halo", pin.clone()));
        strokes.push(Stroke::new("answer-pin", pin));
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

/// The position at a bearing (radians clockwise from north) and a distance in metres, on a sphere.
fn destination([lng, lat]: [f64; 2], bearing: f64, metres: f64) -> [f64; 2] {
    let (way_sin, way_cos) = trig::sin_cos(metres / EARTH_RADIUS);
    let (lat_sin, lat_cos) = trig::sin_cos(lat.to_radians());
    let (bearing_sin, bearing_cos) = trig::sin_cos(bearing);
    let sine = lat_sin * way_cos + lat_cos * way_sin * bearing_cos;
    let turned = trig::atan2(bearing_sin * way_sin * lat_cos, way_cos - lat_sin * sine);
    [lng + turned.to_degrees(), trig::asin(sine).to_degrees()]
}
