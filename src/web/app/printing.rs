//! The map on paper: painted anew at the size it has there, so that nothing is stretched and what is drawn above it
//! stays in its place. An answer is shown whole.
//!
//! Sizes are CSS pixels and the same as in `style/print.css`; they fit A4 and Letter.

use std::rc::Rc;

use web_sys::Event;

use super::App;
use crate::protocol::Asked;
use crate::reactive::Read;
use crate::scene::Camera;
use crate::spatial::trig::cos;
use crate::spatial::{WORLD_METRES, world_from_lnglat};
use crate::web::dom::{listen, window};

/// With an answer the map is small: all has to go on one page.
const BESIDE_ANSWER: [f64; 2] = [680.0, 290.0];
const ALONE: [f64; 2] = [680.0, 620.0];
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
            app.paint(&camera);
        });
        let app = self.clone();
        listen(&window(), "afterprint", move |_: Event| {
            if let Some(camera) = app.on_screen.take() {
                app.map.replace_camera(camera);
                app.map.request_frame();
            }
        });
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
                Some(shape) => super::drawing::world_bounds_of(&shape),
                None => return camera,
            },
        };
        camera.fit(bounds, [PADDING; 4], CLOSEST);
        camera
    }
}
