//! The map on paper: painted anew at the size it has there, so that nothing is stretched and what is drawn above it
//! stays in its place. An answer is shown whole. What is printed is a copy: browsers print of a WebGL canvas what it
//! showed before.
//!
//! Sizes are CSS pixels and the same as in `style/print.css`; they fit A4 and Letter.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Event, HtmlCanvasElement, HtmlElement};

use super::App;
use crate::protocol::Asked;
use crate::reactive::Read;
use crate::scene::Camera;
use crate::spatial::trig::cos;
use crate::spatial::{WORLD_METRES, world_from_lnglat};
use crate::web::dom::{self, document, listen, window};

/// With an answer the map is small: all has to go on one page.
const BESIDE_ANSWER: [f64; 2] = [680.0, 290.0];
const ALONE: [f64; 2] = [680.0, 620.0];
/// The class of the copy.
const COPY: &str = "map-paper";
const PADDING: f64 = 16.0;
/// The closest that an answer is shown on paper.
const CLOSEST: f64 = 16.0;

impl App {
    /// Prepares the map whenever the page is printed, and puts it back afterwards.
    pub(super) fn attach_printing(self: &Rc<Self>) {
        let app = self.clone();
        listen(&window(), "beforeprint", move |_: Event| {
            let before = app.map.camera();
            let camera = app.camera_on_paper(before);
            app.on_screen.set(Some(before));
            app.map.replace_camera(camera);
            app.store.view.set(camera.view());
            app.paint(&camera);
            if app.copy_for_paper().is_none() {
                dom::warn("the map could not be copied for printing");
            }
        });
        let app = self.clone();
        listen(&window(), "afterprint", move |_: Event| {
            if let Some(camera) = app.on_screen.take() {
                app.map.replace_camera(camera);
                app.store.view.set(camera.view());
                remove_copies(app.map.host());
                app.map.request_frame();
            }
        });
    }

    /// Copies what was painted a moment ago; `None` where there is nothing to copy, or no way.
    fn copy_for_paper(&self) -> Option<()> {
        let painted = self.picture.borrow().canvas.clone()?;
        remove_copies(self.map.host());
        let copy = document().create_element("canvas").ok()?;
        let copy: HtmlCanvasElement = copy.dyn_into().ok()?;
        copy.set_class_name(COPY);
        copy.set_width(painted.width());
        copy.set_height(painted.height());
        let plane = copy.get_context("2d").ok()??;
        let plane: CanvasRenderingContext2d = plane.dyn_into().ok()?;
        plane
            .draw_image_with_html_canvas_element(&painted, 0.0, 0.0)
            .ok()?;
        painted.after_with_node_1(&copy).ok()
    }

    fn camera_on_paper(&self, mut camera: Camera) -> Camera {
        let width = camera.size()[0];
        let checked = self.store.checked.get_untracked();
        let Some(checked) = checked else {
            camera.resize(ALONE);
            // As much of the ground from side to side as on screen.
            let middle = ALONE.map(|side| side / 2.0);
            camera.zoom_about(middle, (ALONE[0] / width.max(1.0)).log2());
            return camera;
        };
        camera.resize(BESIDE_ANSWER);
        let bounds = match checked.asked {
            Asked::Place { at } => {
                let [x, y] = world_from_lnglat(at);
                let metres = WORLD_METRES * cos(at[1].to_radians()).max(0.01);
                let reach = self.store.check_radius.get_untracked() / metres;
                [x - reach, y - reach, x + reach, y + reach]
            }
            _ => match self.asked_shape() {
                Some(shape) => super::drawn_shape::world_bounds_of(&shape),
                None => return camera,
            },
        };
        camera.fit(bounds, [PADDING; 4], CLOSEST);
        camera
    }
}

/// A page can be printed again before it is done with the last time.
fn remove_copies(host: &HtmlElement) {
    while let Ok(Some(copy)) = host.query_selector(&[".", COPY].concat()) {
        copy.remove();
    }
}
