//! Drawing an area, a route or a measured line on the map: what hands and components ask, and the question that follows
//! from it. What is drawn is plain data (`state::Sketch`); how it looks is in [`super::drawing_overlay`].

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::App;
use super::map_view::HandInput;
use super::vector_layer::VectorLayer;
use crate::protocol::Asked;
use crate::reactive::Read;
use crate::scene::Camera;
use crate::spatial::{lnglat_from_world, world_from_lnglat};
use crate::state::{Handle, MOST_VERTICES, Shape, ShapeKind, Sketch, Spot, Tapped, Tool};
use crate::text::key;
use crate::units::Metres;
use crate::web::dom;
use crate::web::intl;
use crate::web::ui::{CheckAnswer, Checked, DrawCommand, PanelTab};

/// How near a pointer must be to a vertex, in CSS pixels; a finger hides more than it shows.
const REACH: f64 = 10.0;
const FINGER_REACH: f64 = 22.0;
/// How far an arrow key moves a vertex, in CSS pixels; with Shift ten times that.
const KEY_STEP: f64 = 1.0;
/// The second click of a double click that ends a drawing must not zoom, in milliseconds.
const DOUBLE_CLICK_MS: i32 = 500;

/// What only the drawing knows.
#[derive(Default)]
pub struct Drawing {
    pub(super) strokes: VectorLayer,
    /// Whether there was a drawing when it was last shown.
    pub(super) was_shown: Cell<bool>,
    /// The buttons of the vertices.
    pub(super) handles: RefCell<Vec<web_sys::HtmlElement>>,
    /// The vertex that a pointer drags, and whether it moved.
    dragged: Cell<Option<(Spot, bool)>>,
    /// The keyboard moves the map: the next vertex is at its middle.
    by_keyboard: Cell<bool>,
    /// A drawing ended a moment ago.
    just_ended: Cell<bool>,
}

impl App {
    /// Does what a component asks of the drawing.
    pub(super) fn draw(self: &Rc<Self>, command: DrawCommand) {
        match command {
            DrawCommand::Point => {
                let choosing = !self.store.choosing_on_map.get_untracked();
                if choosing && self.is_drawing() {
                    self.close_sketch();
                }
                self.store.choosing_on_map.set(choosing);
            }
            DrawCommand::Begin(tool) => self.begin_sketch(tool),
            DrawCommand::Finish => self.finish_sketch(),
            DrawCommand::Undo => self.change_sketch(Sketch::undo),
            DrawCommand::Redo => self.change_sketch(Sketch::redo),
            DrawCommand::RemoveVertex => self.remove_vertex(),
            DrawCommand::Close => self.close_sketch(),
            DrawCommand::Load(file) => self.load_shape(file),
            DrawCommand::Read(text) => self.read_shape(&text),
            DrawCommand::Width(metres) => {
                self.store.draw.width.set(metres);
                self.sketch_changed();
            }
        }
    }

    fn sketch_with<T>(&self, look: impl FnOnce(&Sketch) -> T) -> Option<T> {
        let sketch = self.store.draw.sketch;
        sketch.with_untracked(|sketch| sketch.as_ref().map(look))
    }

    /// Whether vertices are being set.
    pub(super) fn is_drawing(&self) -> bool {
        self.sketch_with(|sketch| !sketch.is_finished()) == Some(true)
    }

    fn begin_sketch(self: &Rc<Self>, tool: Tool) {
        if self.sketch_with(|sketch| !sketch.is_finished() && sketch.tool() == tool) == Some(true) {
            self.close_sketch();
            return;
        }
        self.store.choosing_on_map.set(false);
        self.store.draw.problem.set(String::new());
        self.store.draw.chosen.set(None);
        self.store.draw.pointer.set(None);
        self.store.draw.sketch.set(Some(Sketch::new(tool)));
        self.map.set_cursor("crosshair");
        self.sketch_changed();
        // The keys that draw are heard where the map has the focus.
        drop(self.map.host().focus());
    }

    /// Takes the drawing off the map, and with it the answer about it.
    pub(super) fn close_sketch(self: &Rc<Self>) {
        self.store.draw.sketch.set(None);
        self.store.draw.chosen.set(None);
        self.map.set_cursor("");
        self.sketch_changed();
    }

    /// Shows a whole shape that came from a link or a file, and asks about it.
    pub(super) fn take_shape(self: &Rc<Self>, shape: Shape) {
        let tool = match shape.kind {
            ShapeKind::Area => Tool::Area,
            ShapeKind::Line => Tool::Route,
        };
        self.store.draw.chosen.set(None);
        self.store.draw.sketch.set(Some(Sketch::of(tool, shape)));
        self.map.set_cursor("");
        self.sketch_changed();
    }

    /// Changes the drawing in one step and follows it.
    fn change_sketch(self: &Rc<Self>, change: impl FnOnce(&mut Sketch) -> bool) {
        let was_drawing = self.is_drawing();
        let mut changed = false;
        self.store.draw.sketch.update(|sketch| {
            if let Some(sketch) = sketch {
                changed = change(sketch);
            }
        });
        if !changed {
            return;
        }
        let is_drawing = self.is_drawing();
        if was_drawing != is_drawing {
            let cursor = if is_drawing { "crosshair" } else { "" };
            self.map.set_cursor(cursor);
        }
        self.sketch_changed();
    }

    /// What is drawn changed: what was asked about it is asked again, or no longer.
    fn sketch_changed(self: &Rc<Self>) {
        let width = Metres(self.store.draw.width.get_untracked());
        let asked = self.sketch_with(|sketch| {
            let is_asked = sketch.is_finished() && sketch.tool() != Tool::Measure;
            is_asked.then(|| sketch.shape().asked(width))
        });
        let before = self.store.checked.get_untracked();
        match asked.flatten() {
            Some(asked) if before.as_ref().map(|checked| &checked.asked) != Some(&asked) => {
                self.ask_about_shape(asked);
            }
            None if before.is_some_and(|checked| checked.place().is_none()) => {
                self.store.checked.set(None);
                self.store.answer.set(CheckAnswer::None);
            }
            _ => {}
        }
        self.write_link_soon();
        self.map.request_frame();
    }

    fn ask_about_shape(self: &Rc<Self>, asked: Asked) {
        self.store.panel.set(PanelTab::Check);
        self.store.panel_open.set(true);
        self.store.checked.set(Some(Checked {
            name: String::new(),
            asked,
            within: 0.0,
        }));
        self.ask_about_checked();
    }

    /// Forgets a drawn area or route because something else is asked about.
    pub(super) fn forget_asked_shape(self: &Rc<Self>) {
        let is_asked = self.sketch_with(|sketch| sketch.tool() != Tool::Measure);
        if is_asked == Some(true) {
            self.store.draw.sketch.set(None);
            self.store.draw.chosen.set(None);
            self.map.set_cursor("");
        }
    }

    /// The shape that is asked about, for the link.
    pub(super) fn asked_shape(&self) -> Option<Shape> {
        let shape = self.sketch_with(|sketch| {
            let is_asked = sketch.is_finished() && sketch.tool() != Tool::Measure;
            is_asked.then(|| sketch.shape().clone())
        });
        shape.flatten()
    }

    // ---- hands

    /// Whether what a hand does is for the drawing; does it then.
    pub(super) fn hand(self: &Rc<Self>, input: HandInput<'_>) -> bool {
        match input {
            HandInput::Press(at) => self.has_sketch() && self.grip(at),
            HandInput::DoubleClick => self.is_drawing() || self.drawing.just_ended.get(),
            HandInput::Key {
                key,
                shift,
                command,
            } => {
                self.drawing.by_keyboard.set(true);
                self.has_sketch() && self.drawing_key(key, shift, command)
            }
        }
    }

    fn has_sketch(&self) -> bool {
        self.store.draw.sketch.with_untracked(Option::is_some)
    }

    fn drawing_key(self: &Rc<Self>, key: &str, shift: bool, command: bool) -> bool {
        if command {
            match (key, shift) {
                ("z" | "Z", false) => self.change_sketch(Sketch::undo),
                ("z" | "Z", true) | ("y" | "Y", _) => self.change_sketch(Sketch::redo),
                _ => return false,
            }
            return true;
        }
        if self.is_drawing() {
            return self.key_while_drawing(key);
        }
        let Some(spot) = self.store.draw.chosen.get_untracked() else {
            return false;
        };
        let step = if shift { 10.0 * KEY_STEP } else { KEY_STEP };
        match key {
            "ArrowLeft" => self.nudge(spot, [-step, 0.0]),
            "ArrowRight" => self.nudge(spot, [step, 0.0]),
            "ArrowUp" => self.nudge(spot, [0.0, -step]),
            "ArrowDown" => self.nudge(spot, [0.0, step]),
            "Insert" | "+" => self.insert_vertex(spot),
            "Delete" | "Backspace" => self.remove_vertex(),
            "Escape" => drop(self.map.host().focus()),
            // A vertex is no place to check.
            "Enter" | " " => {}
            _ => return false,
        }
        true
    }

    fn key_while_drawing(self: &Rc<Self>, key: &str) -> bool {
        match key {
            " " | "Insert" => {
                let centre = lnglat_from_world(self.map.camera().centre());
                self.change_sketch(|sketch| sketch.add(centre));
                self.store.draw.pointer.set(Some(centre));
            }
            "Enter" => self.finish_sketch(),
            "Backspace" | "Delete" => self.change_sketch(Sketch::remove_last),
            "Escape" => self.close_sketch(),
            _ => return false,
        }
        true
    }

    fn finish_sketch(self: &Rc<Self>) {
        self.change_sketch(Sketch::finish);
        if self.is_drawing() {
            self.say_too_few();
        }
    }

    fn say_too_few(&self) {
        let kind = self.sketch_with(|sketch| sketch.shape().kind);
        let language = self.store.language.get_untracked();
        self.store.announce(match kind {
            Some(ShapeKind::Area) => key::DRAW_TOO_FEW_AREA.text(language),
            _ => key::DRAW_TOO_FEW_LINE.text(language),
        });
    }

    /// A tap while something is drawn.
    pub(super) fn tap_sketch(self: &Rc<Self>, at: [f64; 2]) {
        let camera = self.map.camera();
        let position = lnglat_from_world(camera.world_from_screen(at));
        let mut tapped = Tapped::Refused;
        self.change_sketch(|sketch| {
            let project = projection(&camera, sketch);
            tapped = sketch.tap(position, at, reach(), &project);
            matches!(tapped, Tapped::Added | Tapped::Finished)
        });
        match tapped {
            Tapped::Added => {}
            Tapped::Finished => self.note_end(),
            Tapped::TooFew if self.drawing.just_ended.get() => {}
            Tapped::TooFew => self.say_too_few(),
            Tapped::Refused => self.say_too_many(),
        }
    }

    fn note_end(self: &Rc<Self>) {
        self.drawing.just_ended.set(true);
        let app = self.clone();
        self.soon("drawing ended", DOUBLE_CLICK_MS, move || {
            app.drawing.just_ended.set(false);
        });
    }

    fn say_too_many(&self) {
        let language = self.store.language.get_untracked();
        let count = intl::count(language, MOST_VERTICES as u64);
        self.store
            .announce(&key::DRAW_TOO_MANY.with(language, &[("count", &count)]));
    }

    /// The pointer is over the map; `true` where the drawing cares.
    pub(super) fn point_at_sketch(self: &Rc<Self>, at: Option<[f64; 2]>) -> bool {
        self.drawing.by_keyboard.set(false);
        if self.is_drawing() {
            let camera = self.map.camera();
            let position = at.map(|at| lnglat_from_world(camera.world_from_screen(at)));
            self.store.draw.pointer.set(position);
            self.map.request_frame();
            return true;
        }
        let Some(at) = at.filter(|_| self.has_sketch()) else {
            return false;
        };
        if self.handle_at(at).is_none() {
            return false;
        }
        self.map.set_cursor("grab");
        true
    }

    /// The map moves under the cross of someone who draws by keyboard.
    pub(super) fn follow_cross(self: &Rc<Self>) {
        if self.drawing.by_keyboard.get() && self.is_drawing() {
            let centre = lnglat_from_world(self.map.camera().centre());
            self.store.draw.pointer.set(Some(centre));
        }
    }

    fn handle_at(&self, at: [f64; 2]) -> Option<Handle> {
        let camera = self.map.camera();
        let handle = self.sketch_with(|sketch| {
            let project = projection(&camera, sketch);
            sketch.grip(at, reach(), &project)
        });
        handle.flatten()
    }

    fn grip(self: &Rc<Self>, at: [f64; 2]) -> bool {
        let handle = self.handle_at(at);
        let spot = match handle {
            None => return false,
            Some(Handle::Vertex(spot)) => spot,
            Some(Handle::Middle(spot)) => {
                let made = self.try_insert(spot);
                let Some(made) = made else { return false };
                made
            }
        };
        let moved = matches!(handle, Some(Handle::Middle(_)));
        self.drawing.dragged.set(Some((spot, moved)));
        true
    }

    pub(super) fn drag_vertex(self: &Rc<Self>, at: [f64; 2]) {
        let Some((spot, _)) = self.drawing.dragged.get() else {
            return;
        };
        self.drawing.dragged.set(Some((spot, true)));
        let to = lnglat_from_world(self.map.camera().world_from_screen(at));
        self.store.draw.sketch.update(|sketch| {
            if let Some(sketch) = sketch {
                sketch.drag(spot, to);
            }
        });
        self.map.request_frame();
    }

    pub(super) fn drop_vertex(self: &Rc<Self>) {
        let Some((spot, moved)) = self.drawing.dragged.take() else {
            return;
        };
        if moved {
            self.change_sketch(|sketch| {
                sketch.settle();
                true
            });
        }
        self.focus_vertex(spot);
    }

    fn nudge(self: &Rc<Self>, spot: Spot, by: [f64; 2]) {
        let camera = self.map.camera();
        self.store.draw.sketch.update(|sketch| {
            let Some(sketch) = sketch else { return };
            let Some(position) = sketch.vertex(spot) else {
                return;
            };
            let [x, y] = world_from_lnglat(position);
            let scale = camera.scale();
            let world = [x + by[0] / scale, y + by[1] / scale];
            sketch.drag(spot, lnglat_from_world(world));
        });
        self.map.request_frame();
        // One step and one question for a key that is held.
        let app = self.clone();
        self.soon("nudge", 250, move || {
            app.change_sketch(|sketch| {
                sketch.settle();
                true
            });
        });
    }

    fn try_insert(self: &Rc<Self>, spot: Spot) -> Option<Spot> {
        let mut made = None;
        self.store.draw.sketch.update(|sketch| {
            made = sketch.as_mut().and_then(|sketch| sketch.insert_after(spot));
        });
        self.map.request_frame();
        made
    }

    fn insert_vertex(self: &Rc<Self>, spot: Spot) {
        if let Some(made) = self.try_insert(spot) {
            self.sketch_changed();
            self.focus_vertex(made);
        }
    }

    fn remove_vertex(self: &Rc<Self>) {
        let Some(spot) = self.store.draw.chosen.get_untracked() else {
            return;
        };
        let count = self.sketch_with(|sketch| sketch.shape().count());
        self.change_sketch(|sketch| sketch.remove(spot));
        if self.sketch_with(|sketch| sketch.shape().count()) == count {
            let language = self.store.language.get_untracked();
            self.store.announce(key::DRAW_KEEPS.text(language));
            return;
        }
        let before = spot.vertex.saturating_sub(1);
        self.focus_vertex(Spot {
            vertex: before,
            ..spot
        });
    }
}

fn reach() -> f64 {
    if dom::media("(pointer: coarse)") {
        FINGER_REACH
    } else {
        REACH
    }
}

/// Where positions of a drawing are on screen, all in the same turn around the earth.
pub(super) fn projection(
    camera: &Camera,
    sketch: &Sketch,
) -> impl Fn([f64; 2]) -> [f64; 2] + use<> {
    let first = sketch.shape().vertices().next();
    let beside = first.map_or([0.0, 0.0], |(_, position)| position);
    let camera = *camera;
    let turns = camera.centre()[0] - world_from_lnglat(beside)[0];
    move |position| {
        let [x, y] = world_from_lnglat(position);
        camera.screen_from_world([x + turns.round(), y])
    }
}
