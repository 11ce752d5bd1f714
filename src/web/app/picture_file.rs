//! The map as a picture file: title and age above it; legend, scale, warning and notes below.
//!
//! Lengths are CSS pixels; the picture has as many device pixels as the map on the screen.

use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

use super::App;
use crate::filter::Outcome;
use crate::hazard::HazardStatus;
use crate::reactive::Read;
use crate::scene::{AreaStyle, Hatch, Stroke, Style};
use crate::text::key;
use crate::web::canvas::set_dashes;
use crate::web::dom::{self, document};
use crate::web::download::download_blob;
use crate::web::text_picture::context_2d;
use crate::web::ui::PictureTexts;

const MARGIN: f64 = 16.0;
const LINE: f64 = 20.0;
const TITLE_LINE: f64 = 30.0;
const FONT: &str = "14px system-ui, sans-serif";
const STRONG: &str = "600 15px system-ui, sans-serif";
const TITLE: &str = "650 22px system-ui, sans-serif";
/// A legend's drawing and the space to its words.
const SWATCH: [f64; 2] = [28.0, 16.0];

/// A mark of the legend.
enum Mark {
    Zone(HazardStatus),
    Accident(Outcome),
    Scale(f64),
}

/// Where everything stands: texts with their font and left bottom corner, marks with their left top corner.
#[derive(Default)]
struct Plan {
    texts: Vec<(&'static str, String, [f64; 2])>,
    marks: Vec<(Mark, [f64; 2])>,
    map_top: f64,
    height: f64,
}

impl App {
    /// Offers what the map shows as a PNG file.
    pub(super) fn save_picture(self: &Rc<Self>, texts: &PictureTexts) {
        if self.picture_drawn(texts).is_err() {
            self.picture_failed();
        }
    }

    fn picture_failed(&self) {
        let language = self.store.language.get_untracked();
        self.store
            .announce(key::SHARE_PICTURE_FAILED.text(language));
    }

    fn picture_drawn(self: &Rc<Self>, texts: &PictureTexts) -> Result<(), JsValue> {
        let camera = self.map.camera();
        let [width, map_height] = camera.size();
        let sheet: HtmlCanvasElement = document().create_element("canvas")?.dyn_into()?;
        let context = context_2d(&sheet)?;
        let plan = planned(&context, texts, width, map_height);
        let ratio = dom::window().device_pixel_ratio().max(1.0);
        sheet.set_width((width * ratio).ceil() as u32);
        sheet.set_height((plan.height * ratio).ceil() as u32);
        context.scale(ratio, ratio)?;

        let frame = self.compose(&camera);
        let mut picture = self.picture.borrow_mut();
        let style = picture.style.clone();
        context.set_fill_style_str(&style.ground.css(1.0));
        context.fill_rect(0.0, 0.0, width, plan.height);
        let map = picture.canvas.clone().ok_or("no map")?;
        let painter = picture.painter.as_mut().ok_or("no painter")?;
        let stats = painter.draw(&frame).map_err(|error| error.to_string())?;
        if !stats.shown {
            // An empty map would say that nothing is recorded.
            return Err("nothing was drawn".into());
        }
        // In the same task as the drawing: afterwards the browser may clear the canvas.
        context.draw_image_with_html_canvas_element_and_dw_and_dh(
            &map,
            0.0,
            plan.map_top,
            width,
            map_height,
        )?;
        drop(picture);
        draw_plan(&context, &plan, &style)?;
        self.picture_offered(&sheet)
    }

    fn picture_offered(self: &Rc<Self>, sheet: &HtmlCanvasElement) -> Result<(), JsValue> {
        let app = self.clone();
        let received = Closure::once_into_js(move |blob: JsValue| match blob.dyn_into::<Blob>() {
            Ok(blob) => {
                let name = format!("hazard-map-{}.png", dom::today().to_iso());
                download_blob(&name, &blob);
            }
            Err(_) => app.picture_failed(),
        });
        sheet.to_blob(received.unchecked_ref())
    }
}

fn planned(
    context: &CanvasRenderingContext2d,
    texts: &PictureTexts,
    width: f64,
    map_height: f64,
) -> Plan {
    let mut plan = Plan::default();
    let room = width - 2.0 * MARGIN;
    let mut y = MARGIN / 2.0;
    let mut paragraph = |y: &mut f64, font: &'static str, line: f64, text: &str| {
        context.set_font(font);
        for words in wrapped(text, room, |text| measured(context, text)) {
            *y += line;
            plan.texts.push((font, words, [MARGIN, *y - line * 0.3]));
        }
    };
    paragraph(&mut y, TITLE, TITLE_LINE, &texts.title);
    paragraph(&mut y, FONT, LINE, &texts.as_of);
    paragraph(&mut y, STRONG, LINE, &texts.warning);
    let map_top = y + MARGIN / 2.0;
    y = map_top + map_height + MARGIN / 2.0;

    let mut legend: Vec<(Mark, &str)> = vec![(Mark::Scale(texts.scale.1), &texts.scale.0)];
    for (status, name) in &texts.legend {
        legend.push((Mark::Zone(*status), name));
    }
    for (outcome, name) in &texts.accidents {
        legend.push((Mark::Accident(*outcome), name));
    }
    context.set_font(FONT);
    let mut x = MARGIN;
    let (mut marks, mut names) = (Vec::new(), Vec::new());
    for (mark, name) in legend {
        let drawing = match mark {
            Mark::Scale(length) => length,
            _ => SWATCH[0],
        };
        let length = drawing + 8.0 + measured(context, name);
        if x > MARGIN && x + length > width - MARGIN {
            x = MARGIN;
            y += LINE + 4.0;
        }
        marks.push((mark, [x, y + 3.0]));
        names.push((FONT, name.to_owned(), [x + drawing + 8.0, y + 16.0]));
        x += length + 20.0;
    }
    y += LINE + 8.0;
    for note in &texts.notes {
        paragraph(&mut y, FONT, LINE, note);
    }
    plan.texts.append(&mut names);
    plan.marks = marks;
    plan.map_top = map_top;
    plan.height = y + MARGIN / 2.0;
    plan
}

fn measured(context: &CanvasRenderingContext2d, text: &str) -> f64 {
    context
        .measure_text(text)
        .map_or(0.0, |metrics| metrics.width())
}

/// Lines no longer than `room`, broken between words; a word that is longer has a line of its own.
fn wrapped(text: &str, room: f64, length: impl Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        if let Some(line) = lines.last_mut() {
            let longer = [&**line, " ", word].concat();
            if length(&longer) <= room {
                *line = longer;
                continue;
            }
        }
        lines.push(word.to_owned());
    }
    lines
}

fn draw_plan(
    context: &CanvasRenderingContext2d,
    plan: &Plan,
    style: &Style,
) -> Result<(), JsValue> {
    for (font, text, [x, y]) in &plan.texts {
        context.set_font(font);
        context.set_fill_style_str(&style.text.css(1.0));
        context.fill_text(text, *x, *y)?;
    }
    for (mark, at) in &plan.marks {
        match mark {
            Mark::Zone(status) => draw_zone(context, style.class(*status), *at),
            Mark::Accident(outcome) => draw_accident(context, *outcome, *at, style)?,
            Mark::Scale(length) => draw_scale(context, *length, *at, style),
        }
    }
    Ok(())
}

/// Fill, hatch and outline of a class, as on the map.
fn draw_zone(context: &CanvasRenderingContext2d, area: &AreaStyle, [left, top]: [f64; 2]) {
    let [width, height] = SWATCH;
    context.save();
    context.begin_path();
    context.rect(left, top, width, height);
    context.set_fill_style_str(&area.colour.css(area.fill));
    context.fill();
    context.clip();
    context.set_stroke_style_str(&area.colour.css(0.9));
    context.set_line_width(1.5);
    let dashes: &[f64] = match area.hatch {
        Hatch::BrokenLines => &[6.0, 3.0],
        Hatch::Dots => &[1.5, 4.5],
        Hatch::Lines | Hatch::None => &[],
    };
    set_dashes(context, dashes);
    if area.hatch != Hatch::None {
        context.begin_path();
        let mut x = left - height;
        while x < left + width {
            context.move_to(x, top + height);
            context.line_to(x + height, top);
            x += 8.0;
        }
        context.stroke();
    }
    let dashes: &[f64] = match area.stroke {
        Stroke::Solid | Stroke::Ticks => &[],
        Stroke::Dashed => &[5.0, 2.5],
        Stroke::DashDot => &[5.0, 2.0, 1.0, 2.0],
        Stroke::Dotted => &[1.5, 2.5],
    };
    set_dashes(context, dashes);
    // Half of it is clipped away.
    context.set_line_width(2.0 * f64::from(area.outline));
    context.stroke_rect(left, top, width, height);
    set_dashes(context, &[]);
    if area.stroke == Stroke::Ticks {
        context.set_line_width(1.25);
        context.begin_path();
        for place in [5.0, 12.0, 19.0, 26.0] {
            context.move_to(left + place, top);
            context.line_to(left + place, top + 4.0);
        }
        context.stroke();
    }
    context.restore();
}

/// Killed: a ring with a core; injured: an open ring; unknown: half a disc.
fn draw_accident(
    context: &CanvasRenderingContext2d,
    outcome: Outcome,
    [left, top]: [f64; 2],
    style: &Style,
) -> Result<(), JsValue> {
    const TURN: f64 = std::f64::consts::TAU;
    let [x, y] = [left + SWATCH[0] / 2.0, top + SWATCH[1] / 2.0];
    let ink = style.incident.css(1.0);
    context.set_stroke_style_str(&ink);
    context.set_fill_style_str(&ink);
    context.set_line_width(1.75);
    context.begin_path();
    context.arc(x, y, 7.0, 0.0, TURN)?;
    context.stroke();
    context.begin_path();
    match outcome {
        Outcome::Killed => context.arc(x, y, 3.8, 0.0, TURN)?,
        Outcome::Injured => {}
        Outcome::Unknown | Outcome::None => context.arc(x, y, 6.2, TURN / 4.0, 0.75 * TURN)?,
    }
    context.fill();
    Ok(())
}

fn draw_scale(
    context: &CanvasRenderingContext2d,
    length: f64,
    [left, top]: [f64; 2],
    style: &Style,
) {
    context.set_stroke_style_str(&style.text.css(1.0));
    context.set_line_width(1.5);
    context.begin_path();
    context.move_to(left, top + 4.0);
    context.line_to(left, top + 12.0);
    context.line_to(left + length, top + 12.0);
    context.line_to(left + length, top + 4.0);
    context.stroke();
}
