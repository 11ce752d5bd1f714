//! The checked places on the map: a canvas above it, with one stamp per kind of mark.
//!
//! Worse verdicts lie above milder ones. Where marks would lie on one another, to a few pixels, only the worst is drawn.

use std::cell::RefCell;
use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, Path2d};

use super::App;
use crate::order;
use crate::reactive::Read;
use crate::scene::Camera;
use crate::spatial::world_from_lnglat;
use crate::state::Mark;
use crate::web::dom::{document, window};
use crate::web::place_mark::{SIZE, drawing};
use crate::web::ui::{Answers, PanelTab};

/// Marks closer than this are one, in CSS pixels.
const CELL: f64 = 4.0;
/// How near a tap must be to the middle of a mark.
const REACH: f64 = 14.0;

/// The canvas, and what is drawn on it.
#[derive(Default)]
pub struct PlaceMarks {
    canvas: RefCell<Option<HtmlCanvasElement>>,
    prepared: RefCell<Option<Prepared>>,
    stamps: RefCell<Vec<(Mark, HtmlCanvasElement)>>,
}

/// The marks of a table, the worst first.
struct Prepared {
    answers: Arc<Answers>,
    shown: Arc<Vec<usize>>,
    marks: Vec<Placed>,
}

#[derive(Clone, Copy)]
struct Placed {
    row: usize,
    world: [f64; 2],
    mark: Mark,
}

impl PlaceMarks {
    /// Puts the canvas into the map's frame.
    pub fn attach(&self, host: &HtmlElement) {
        let made = document().create_element("canvas");
        let Ok(Ok(canvas)) = made.map(JsCast::dyn_into::<HtmlCanvasElement>) else {
            return;
        };
        canvas.set_class_name("map-places");
        canvas.set_width(1);
        canvas.set_height(1);
        let hidden = canvas.set_attribute("aria-hidden", "true");
        if hidden.and(host.append_child(&canvas).map(drop)).is_ok() {
            *self.canvas.borrow_mut() = Some(canvas);
        }
    }

    /// Colours may have changed.
    pub fn forget_stamps(&self) {
        self.stamps.borrow_mut().clear();
    }

    fn stamp(&self, mark: Mark, scale: f64) -> Option<HtmlCanvasElement> {
        let mut stamps = self.stamps.borrow_mut();
        if let Some((_, stamp)) = stamps.iter().find(|(known, _)| *known == mark) {
            return Some(stamp.clone());
        }
        let stamp = stamp_of(mark, scale)?;
        stamps.push((mark, stamp.clone()));
        Some(stamp)
    }
}

impl App {
    /// Draws the marks alone: the map below them is as it was.
    pub(super) fn redraw_marks(&self) {
        self.draw_place_marks(&self.map.camera());
    }

    /// Draws the marks as a camera sees them.
    pub(super) fn draw_place_marks(&self, camera: &Camera) {
        let canvas = self.place_marks.canvas.borrow();
        let Some(canvas) = &*canvas else { return };
        if self.store.many.open.get_untracked() || canvas.width() > 1 {
            self.show_place_marks(canvas, camera);
        }
    }

    /// Most frames have no such marks.
    fn show_place_marks(&self, canvas: &HtmlCanvasElement, camera: &Camera) {
        if !self.prepare_marks() {
            if canvas.width() > 1 {
                canvas.set_width(1);
                canvas.set_height(1);
            }
            return;
        }
        let scale = window().device_pixel_ratio();
        let [width, height] = camera.size().map(|side| (side * scale).round() as u32);
        if [canvas.width(), canvas.height()] != [width, height] {
            canvas.set_width(width);
            canvas.set_height(height);
            self.place_marks.forget_stamps();
        }
        let Some(context) = context_of(canvas) else {
            return;
        };
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
        let half = SIZE / 2.0 * scale;
        let chosen = self.store.many.chosen.get_untracked();
        let mut of_chosen = None;
        for (placed, at) in self.marks_in_view(camera).into_iter().rev() {
            let Some(stamp) = self.place_marks.stamp(placed.mark, scale) else {
                continue;
            };
            let [x, y] = at.map(|side| (side * scale).round() - half.round());
            // Fails for a stamp without pixels only; ours have some.
            drop(context.draw_image_with_html_canvas_element(&stamp, x, y));
            if chosen == Some(placed.row) {
                of_chosen = Some((stamp, x, y));
            }
        }
        if let Some((stamp, x, y)) = of_chosen {
            ring(&context, [x + half, y + half], scale);
            drop(context.draw_image_with_html_canvas_element(&stamp, x, y));
        }
    }

    /// Whether places of a table are marked on the map.
    pub(super) fn has_marks(&self) -> bool {
        self.place_marks.prepared.borrow().is_some()
    }

    /// The row whose mark is at a screen position; of several the one on top.
    pub(super) fn mark_at(&self, at: [f64; 2]) -> Option<usize> {
        if !self.prepare_marks() {
            return None;
        }
        let distance = |[x, y]: [f64; 2]| (x - at[0]).hypot(y - at[1]);
        let marks = self.marks_in_view(&self.map.camera()).into_iter();
        let near = marks.map(|(placed, at)| (placed.row, distance(at)));
        let nearest = near
            .filter(|(_, distance)| *distance <= REACH)
            .min_by(|left, right| left.1.total_cmp(&right.1));
        nearest.map(|(row, _)| row)
    }

    /// Brings the marks up to the table; `false` where none are shown.
    fn prepare_marks(&self) -> bool {
        let many = &self.store.many;
        let is_open =
            many.open.get_untracked() && self.store.panel.get_untracked() == PanelTab::Check;
        let answers = many.answers.get_untracked().filter(|_| is_open);
        let mut prepared = self.place_marks.prepared.borrow_mut();
        let Some(answers) = answers else {
            *prepared = None;
            return false;
        };
        let shown = many.shown.get_untracked();
        let is_same = prepared.as_ref().is_some_and(|known| {
            Arc::ptr_eq(&known.answers, &answers) && Arc::ptr_eq(&known.shown, &shown)
        });
        if !is_same {
            let rows = shown
                .iter()
                .filter_map(|row| Some((*row, answers.rows.get(*row)?)));
            let mut marks: Vec<Placed> = rows
                .map(|(row, of_row)| Placed {
                    row,
                    world: world_from_lnglat(of_row.place.lnglat),
                    mark: of_row.mark,
                })
                .collect();
            order::sort_by_number(&mut marks, |placed| {
                u64::from(answers.rows[placed.row].scored.mildness)
            });
            *prepared = Some(Prepared {
                answers,
                shown,
                marks,
            });
        }
        true
    }

    /// The marks in sight and where they are on screen, the worst first; one for each spot, and the chosen one.
    fn marks_in_view(&self, camera: &Camera) -> Vec<(Placed, [f64; 2])> {
        let [width, height] = camera.size();
        let cells = [width, height].map(|side| (side / CELL).ceil() as usize + 1);
        let mut taken = vec![false; cells[0] * cells[1]];
        let chosen = self.store.many.chosen.get_untracked();
        let prepared = self.place_marks.prepared.borrow();
        let marks = prepared.iter().flat_map(|prepared| &prepared.marks);
        let mut seen = Vec::new();
        for placed in marks {
            let turns = (camera.centre()[0] - placed.world[0]).round();
            let [x, y] = camera.screen_from_world([placed.world[0] + turns, placed.world[1]]);
            if x < 0.0 || y < 0.0 || x > width || y > height {
                continue;
            }
            let cell = (x / CELL) as usize + cells[0] * (y / CELL) as usize;
            if !taken[cell] || chosen == Some(placed.row) {
                taken[cell] = true;
                seen.push((*placed, [x, y]));
            }
        }
        seen
    }
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// White and black, so that it shows on every ground.
fn ring(context: &CanvasRenderingContext2d, [x, y]: [f64; 2], scale: f64) {
    for (colour, width) in [("#fff", 5.0), ("#000", 2.0)] {
        context.begin_path();
        // Fails for a negative radius only.
        drop(context.arc(x, y, 12.5 * scale, 0.0, std::f64::consts::TAU));
        context.set_stroke_style_str(colour);
        context.set_line_width(width * scale);
        context.stroke();
    }
}

fn stamp_of(mark: Mark, scale: f64) -> Option<HtmlCanvasElement> {
    let stamp: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    let pixels = (SIZE * scale).ceil() as u32;
    stamp.set_width(pixels);
    stamp.set_height(pixels);
    let context = context_of(&stamp)?;
    context.scale(scale, scale).ok()?;
    context.set_line_join("round");
    context.set_line_cap("round");
    let style = window()
        .get_computed_style(&document().document_element()?)
        .ok()??;
    let colour = |token: &str| style.get_property_value(token).unwrap_or_default();
    let (drawing, paper, ink) = (drawing(mark), colour("--paper"), colour("--ink"));
    let hue = colour(drawing.token);
    let outline = Path2d::new_with_path_string(drawing.outline).ok()?;
    let stroke = |path: &Path2d, colour: &str, width: f64| {
        context.set_stroke_style_str(colour);
        context.set_line_width(width);
        context.stroke_with_path(path);
    };
    stroke(&outline, &paper, 4.5);
    let (fill, line, width) = if drawing.is_full {
        (&hue, &ink, 1.25)
    } else {
        (&paper, &hue, 2.25)
    };
    context.set_fill_style_str(fill);
    context.fill_with_path_2d(&outline);
    stroke(&outline, line, width);
    if let Some((inside, is_full)) = drawing.inside {
        let inside = Path2d::new_with_path_string(inside).ok()?;
        if is_full {
            context.set_fill_style_str(&hue);
            context.fill_with_path_2d(&inside);
        } else {
            stroke(&inside, &hue, 1.5);
        }
    }
    Some(stamp)
}
