//! Areas and routes that a person brings along: GeoJSON from a file or a text.

use std::rc::Rc;

use wasm_bindgen_futures::JsFuture;

use super::App;
use crate::reactive::Read;
use crate::spatial::world_from_lnglat;
use crate::state::{MOST_LOADED, Shape, ShapeKind, ShapeProblem, Tool};
use crate::text::{Key, key};
use crate::web::dom::spawn;
use crate::web::intl;
use crate::web::wire::thrown_text;

/// The closest that such a shape is shown.
const SHAPE_ZOOM: f64 = 16.0;

impl App {
    pub(super) fn load_shape(self: &Rc<Self>, file: web_sys::File) {
        let app = self.clone();
        spawn(async move {
            match JsFuture::from(file.text()).await {
                Ok(text) => app.read_shape(&text.as_string().unwrap_or_default()),
                Err(thrown) => {
                    let language = app.store.language.get_untracked();
                    let reason = thrown_text(&thrown);
                    let sentence = key::DRAW_UNREADABLE.with(language, &[("reason", &reason)]);
                    app.store.draw.problem.set(sentence);
                }
            }
        });
    }

    pub(super) fn read_shape(self: &Rc<Self>, text: &str) {
        let sketch = self.store.draw.sketch.get_untracked();
        let tool = sketch.map(|sketch| sketch.tool());
        let preferred = match tool {
            Some(Tool::Route) => ShapeKind::Line,
            _ => ShapeKind::Area,
        };
        match Shape::from_geojson(text, preferred) {
            Ok(shape) => {
                self.store.draw.problem.set(String::new());
                self.fit_shape(&shape);
                self.take_shape(shape);
            }
            Err(problem) => {
                let language = self.store.language.get_untracked();
                let most = intl::count(language, MOST_LOADED as u64);
                self.store.draw.problem.set(match problem {
                    ShapeProblem::TooLarge => {
                        key::DRAW_TOO_LARGE.with(language, &[("count", &most)])
                    }
                    other => problem_key(other).text(language).to_owned(),
                });
            }
        }
    }

    /// Shows a shape whole.
    pub(super) fn fit_shape(self: &Rc<Self>, shape: &Shape) {
        self.map.fit(world_bounds_of(shape), SHAPE_ZOOM);
    }
}

/// The bounds of a shape in `world`.
pub(super) fn world_bounds_of(shape: &Shape) -> [f64; 4] {
    let mut bounds = [
        f64::INFINITY,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NEG_INFINITY,
    ];
    for (_, position) in shape.vertices() {
        let [x, y] = world_from_lnglat(position);
        let [left, top, right, bottom] = bounds;
        bounds = [left.min(x), top.min(y), right.max(x), bottom.max(y)];
    }
    bounds
}

fn problem_key(problem: ShapeProblem) -> Key {
    match problem {
        ShapeProblem::NotJson => key::DRAW_NOT_JSON,
        ShapeProblem::NoShape | ShapeProblem::TooLarge => key::DRAW_NO_SHAPE,
    }
}
