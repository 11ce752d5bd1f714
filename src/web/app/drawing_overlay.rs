//! How a drawing looks on the map: its line or ground, the corridor of a route, the edge to the pointer, and a button on
//! every vertex for the keyboard. Pointers go through the buttons to the map, which decides what they grip.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement};

use super::App;
use super::drawing::projection;
use super::vector_layer::{Stroke, line, push_circle};
use crate::decimal::rounded;
use crate::elementary::within;
use crate::reactive::Read;
use crate::scene::Camera;
use crate::spatial::WORLD_METRES;
use crate::spatial::trig::cos;
use crate::state::{Shape, ShapeKind, Sketch, Spot, Tool};
use crate::text::key;
use crate::web::dom::{document, listen, set_style};

/// Half the size of the cross in the middle, in CSS pixels.
const CROSS: f64 = 12.0;

impl App {
    /// Puts the drawing's elements into the map and lets it hear of hands.
    pub(super) fn attach_drawing(self: &Rc<Self>, host: &HtmlElement) {
        self.drawing.strokes.attach(host, "map-answer map-drawing");
        let app = self.clone();
        self.map.connect_hand(move |input| app.hand(input));
    }

    /// Draws the sketch as a camera sees it.
    pub(super) fn draw_sketch(self: &Rc<Self>, camera: &Camera) {
        let sketch = self.store.draw.sketch.get_untracked();
        if self.drawing.was_shown.replace(sketch.is_some()) || sketch.is_some() {
            self.show_sketch(camera, sketch);
        }
    }

    /// Most frames have no drawing.
    fn show_sketch(self: &Rc<Self>, camera: &Camera, sketch: Option<Sketch>) {
        let strokes = sketch
            .as_ref()
            .map_or_else(Vec::new, |sketch| self.sketch_strokes(camera, sketch));
        self.drawing.strokes.show(strokes);
        let positions = sketch.map_or_else(Vec::new, |sketch| {
            let project = projection(camera, &sketch);
            let is_shown = sketch.is_finished() && sketch.shape().is_handy();
            let shown = sketch.shape().vertices().filter(|_| is_shown);
            shown
                .map(|(spot, position)| (spot, project(position)))
                .collect()
        });
        self.place_handles(camera, &positions);
    }

    fn sketch_strokes(&self, camera: &Camera, sketch: &Sketch) -> Vec<Stroke> {
        let project = projection(camera, sketch);
        let shape = sketch.shape();
        let is_area = shape.kind == ShapeKind::Area;
        let mut path = String::new();
        for part in &shape.parts {
            path.push_str(&line(part.vertices.iter().map(|vertex| project(*vertex))));
            if is_area && sketch.is_finished() {
                path.push('Z');
            }
        }
        let mut strokes = Vec::new();
        if sketch.tool() == Tool::Route {
            strokes.push(Stroke {
                class: "draw-corridor",
                line: path.clone(),
                width: Some(self.corridor_pixels(camera, shape)),
            });
        }
        if is_area {
            strokes.push(Stroke::new("draw-ground", path.clone()));
        }
        strokes.push(Stroke::new("draw-halo", path.clone()));
        strokes.push(Stroke::new("draw-line", path));
        let mut dots = String::new();
        if sketch.is_finished() {
            let middles = shape.middles().filter(|_| shape.is_handy());
            middles.for_each(|(_, position)| push_circle(&mut dots, project(position), 3.5));
            strokes.push(Stroke::new("draw-middle", dots));
        } else {
            strokes.extend(self.next_edge(sketch, &project));
            let vertices = shape.vertices();
            vertices.for_each(|(_, position)| push_circle(&mut dots, project(position), 5.0));
            strokes.push(Stroke::new("draw-dot", dots));
            let [x, y] = camera.size().map(|side| side / 2.0);
            let across = line([[x - CROSS, y], [x + CROSS, y]].into_iter());
            let along = line([[x, y - CROSS], [x, y + CROSS]].into_iter());
            strokes.push(Stroke::new("draw-cross", [across, along].concat()));
        }
        strokes
    }

    /// The edge to where the next vertex would be, and the one that would close an area.
    fn next_edge(&self, sketch: &Sketch, project: &dyn Fn([f64; 2]) -> [f64; 2]) -> Option<Stroke> {
        let pointer = self.store.draw.pointer.get_untracked();
        let with_pointer = sketch.with_pointer(pointer);
        let vertices = &with_pointer.parts.last()?.vertices;
        let [.., from, to] = vertices[..] else {
            return None;
        };
        let mut path = match pointer {
            Some(_) => line([project(from), project(to)].into_iter()),
            None => String::new(),
        };
        if with_pointer.kind == ShapeKind::Area && vertices.len() > 2 {
            path.push_str(&line([project(to), project(vertices[0])].into_iter()));
        }
        Some(Stroke::new("draw-next", path))
    }

    /// The corridor's width on screen, as the map's scale is in the middle of the shape: for drawing only.
    fn corridor_pixels(&self, camera: &Camera, shape: &Shape) -> f64 {
        let latitudes = shape.vertices().map(|(_, [_, lat])| lat);
        let middle = latitudes.sum::<f64>() / shape.count().max(1) as f64;
        let metres = WORLD_METRES * cos(middle.to_radians());
        let width = self.store.draw.width.get_untracked();
        (width / metres * camera.scale()).max(1.0)
    }

    // ---- the buttons of the vertices

    /// Puts a button on every vertex, by their order: who has the focus keeps it.
    fn place_handles(self: &Rc<Self>, camera: &Camera, positions: &[(Spot, [f64; 2])]) {
        let language = self.store.language.get_untracked();
        let mut handles = self.drawing.handles.borrow_mut();
        while handles.len() < positions.len() {
            let Some(handle) = self.make_handle(handles.len()) else {
                return;
            };
            handles.push(handle);
        }
        let [width, height] = camera.size();
        for (number, handle) in handles.iter().enumerate() {
            let Some((_, [x, y])) = positions.get(number) else {
                // What is hidden loses the focus; the keys must still be heard.
                let active = document().active_element();
                if active.as_ref() == Some(handle.as_ref()) {
                    drop(self.map.host().focus());
                }
                handle.set_hidden(true);
                continue;
            };
            handle.set_hidden(false);
            // Out of sight it stays within the frame: a browser scrolls to what gets the focus.
            let is_seen = (0.0..=width).contains(x) && (0.0..=height).contains(y);
            handle.set_class_name(if is_seen {
                "draw-vertex"
            } else {
                "draw-vertex draw-vertex-away"
            });
            let [x, y] = [within(*x, [0.0, width]), within(*y, [0.0, height])];
            set_style(
                handle,
                "transform",
                &format!("translate({}px, {}px)", rounded(x, 1), rounded(y, 1)),
            );
            let values = [
                ("number", &*(number + 1).to_string()),
                ("count", &*positions.len().to_string()),
            ];
            let label = key::DRAW_VERTEX.with(language, &values);
            if handle.get_attribute("aria-label").as_deref() != Some(&label) {
                // Fails only for a name that is none.
                drop(handle.set_attribute("aria-label", &label));
            }
        }
    }

    fn make_handle(self: &Rc<Self>, number: usize) -> Option<HtmlElement> {
        let handle: HtmlElement = document().create_element("button").ok()?.dyn_into().ok()?;
        handle.set_attribute("type", "button").ok()?;
        self.map.host().append_child(&handle).ok()?;
        let app = self.clone();
        listen(&handle, "focus", move |_: FocusEvent| {
            app.vertex_focused(number);
        });
        let app = self.clone();
        listen(&handle, "blur", move |_: FocusEvent| {
            app.store.draw.chosen.set(None);
        });
        Some(handle)
    }

    fn vertex_focused(self: &Rc<Self>, number: usize) {
        let sketch = self.store.draw.sketch.get_untracked();
        let Some(sketch) = sketch else { return };
        let Some((spot, position)) = sketch.shape().vertices().nth(number) else {
            return;
        };
        self.store.draw.chosen.set(Some(spot));
        let camera = self.map.camera();
        let [x, y] = projection(&camera, &sketch)(position);
        let [width, height] = camera.size();
        if !(0.0..=width).contains(&x) || !(0.0..=height).contains(&y) {
            self.map
                .move_camera(|camera| camera.pan([width / 2.0 - x, height / 2.0 - y]));
        }
    }

    /// Gives the focus to the button of a vertex, once it is where the vertex is.
    pub(super) fn focus_vertex(self: &Rc<Self>, spot: Spot) {
        let number = self.store.draw.sketch.with_untracked(|sketch| {
            let sketch = sketch.as_ref()?;
            let mut vertices = sketch.shape().vertices();
            vertices.position(|(known, _)| known == spot)
        });
        self.draw_sketch(&self.map.camera());
        let handle = number.and_then(|number| self.drawing.handles.borrow().get(number).cloned());
        if let Some(handle) = handle {
            self.store.draw.chosen.set(Some(spot));
            // Fails only for what cannot have the focus.
            drop(handle.focus());
        }
    }
}
