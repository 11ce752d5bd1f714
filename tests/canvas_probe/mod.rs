//! A small canvas, a painter on it, and its pixels: what the tests of painters share.

use std::cell::Cell;
use std::rc::Rc;

use hazard_map::hazard::HazardStatus;
use hazard_map::scene::pack::pack;
use hazard_map::scene::{
    Camera, Frame, LayerDraw, LayerId, LayerKind, MeshChunk, OutlineSegment, Rgb, Style, Theme,
    View, ZoneMark,
};
use hazard_map::spatial::world_from_lnglat;
use hazard_map::web::painter::{Painter, PainterKind};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Width and height of the canvas in CSS pixels; a device pixel is one.
pub const SIZE: f64 = 200.0;
const PLACE: [f64; 2] = [46.75, 39.82];
/// The zoom at which made shapes have the size they were asked for.
pub const MADE_FOR_ZOOM: f64 = 10.0;

/// A painter with one layer of zones.
pub struct Probe {
    canvas: HtmlCanvasElement,
    pub painter: Painter,
    pub frame: Frame,
    pub layer: LayerId,
    restored: Rc<Cell<bool>>,
}

impl Probe {
    /// Over the place where the made shapes lie.
    pub fn new(zoom: f64) -> Self {
        Self::at(PLACE[0], PLACE[1], zoom)
    }

    pub fn at(lng: f64, lat: f64, zoom: f64) -> Self {
        let canvas = new_canvas();
        let restored = Rc::new(Cell::new(false));
        let flag = Rc::clone(&restored);
        let painter = Painter::new(&canvas, move || flag.set(true)).expect("a painter");
        assert_eq!(painter.kind(), PainterKind::WebGl);
        Self::with(canvas, painter, restored, View { lng, lat, zoom })
    }

    /// As [`Probe::new`], without WebGL2.
    pub fn in_2d(zoom: f64) -> Self {
        let canvas = new_canvas();
        let painter = Painter::in_2d(&canvas).expect("a painter");
        let [lng, lat] = PLACE;
        Self::with(canvas, painter, Rc::default(), View { lng, lat, zoom })
    }

    fn with(
        canvas: HtmlCanvasElement,
        painter: Painter,
        restored: Rc<Cell<bool>>,
        view: View,
    ) -> Self {
        let camera = Camera::new(view, [SIZE, SIZE]);
        let layer = LayerId(1);
        let mut frame = Frame::new(camera, Rc::new(Style::of(Theme::Light)), 1.0);
        frame.layers.push(LayerDraw {
            id: layer,
            kind: LayerKind::Zones,
            opacity: 1.0,
        });
        Self {
            canvas,
            painter,
            frame,
            layer,
            restored,
        }
    }

    pub fn add(&mut self, chunk: &MeshChunk) {
        let bytes = js_sys::Uint8Array::from(&pack(chunk)[..]);
        self.painter
            .add_chunk(self.layer, &bytes.buffer())
            .expect("a chunk");
    }

    /// Draws the frame and reads the canvas back.
    pub fn draw(&mut self) -> Picture {
        self.painter.draw(&self.frame).expect("a frame");
        Picture::of(&self.canvas)
    }

    pub fn screen(&self, lnglat: [f64; 2]) -> [f64; 2] {
        self.frame
            .camera
            .screen_from_world(world_from_lnglat(lnglat))
    }

    pub async fn lose_and_restore_context(&mut self) {
        let keeper = self.painter.lose_context().expect("an extension");
        assert_eq!(
            self.painter.draw(&self.frame).expect("no error").draw_calls,
            0
        );
        // The browser tells of the loss in a task of its own, and refuses to restore before.
        while keeper.restore().is_err() || !self.restored.get() {
            next_task().await;
        }
    }
}

fn new_canvas() -> HtmlCanvasElement {
    let document = web_sys::window()
        .expect("a window")
        .document()
        .expect("a document");
    document
        .create_element("canvas")
        .expect("an element")
        .dyn_into()
        .expect("a canvas")
}

async fn next_task() {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let window = web_sys::window().expect("a window");
        window.set_timeout_with_callback(&resolve).expect("a timer");
    });
    JsFuture::from(promise).await.expect("resolves");
}

/// What was on the canvas.
#[derive(PartialEq)]
pub struct Picture {
    width: usize,
    rgba: Vec<u8>,
}

impl Picture {
    fn of(canvas: &HtmlCanvasElement) -> Self {
        let copy = new_canvas();
        copy.set_width(canvas.width());
        copy.set_height(canvas.height());
        let context: CanvasRenderingContext2d = copy
            .get_context("2d")
            .expect("a context")
            .expect("a context")
            .dyn_into::<JsValue>()
            .expect("a value")
            .unchecked_into();
        context
            .draw_image_with_html_canvas_element(canvas, 0.0, 0.0)
            .expect("a copy");
        let [width, height] = [canvas.width(), canvas.height()].map(f64::from);
        let data = context
            .get_image_data(0.0, 0.0, width, height)
            .expect("pixels");
        Self {
            width: canvas.width() as usize,
            rgba: data.data().0,
        }
    }

    /// The colour at a place on screen.
    pub fn at(&self, [x, y]: [f64; 2]) -> Rgb {
        let start = 4 * (y as usize * self.width + x as usize);
        Rgb(self.rgba[start], self.rgba[start + 1], self.rgba[start + 2])
    }

    /// How far channels are apart from another picture's, of 255, on average.
    pub fn mean_difference(&self, other: &Self) -> f64 {
        assert_eq!(self.rgba.len(), other.rgba.len());
        let pairs = self.rgba.iter().zip(&other.rgba);
        let sum: u64 = pairs.map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        sum as f64 / self.rgba.len() as f64
    }

    /// The share of pixels up to `reach` from `middle` that are not paper, and nearer to the hue than paper is.
    pub fn share_tinted(&self, hue: Rgb, [x, y]: [f64; 2], reach: f64) -> f64 {
        let ground = Style::of(Theme::Light).ground;
        let mut tinted = 0.0;
        let mut all = 0.0;
        let steps = (2.0 * reach) as i32;
        for down in 0..=steps {
            for right in 0..=steps {
                let here = self.at([x - reach + f64::from(right), y - reach + f64::from(down)]);
                all += 1.0;
                if here != ground && apart(here, hue) < apart(ground, hue) {
                    tinted += 1.0;
                }
            }
        }
        tinted / all
    }
}

fn apart(a: Rgb, b: Rgb) -> f64 {
    [(a.0, b.0), (a.1, b.1), (a.2, b.2)]
        .into_iter()
        .map(|(a, b)| (f64::from(a) - f64::from(b)).powi(2))
        .sum()
}

/// A square of row 0 around the place, `side` CSS pixels wide at [`MADE_FOR_ZOOM`].
pub fn square(status: HazardStatus, side: f64) -> MeshChunk {
    let half = (side / 2.0 / (512.0 * MADE_FOR_ZOOM.exp2())) as f32;
    let corners = ring(half);
    let mut chunk = MeshChunk {
        origin: world_from_lnglat(PLACE),
        zooms: [0.0, f32::INFINITY],
        status: Some(status),
        fill_positions: corners.to_vec(),
        fill_rows: vec![0; 4],
        fill_indices: vec![0, 1, 2, 0, 2, 3],
        marks: vec![ZoneMark {
            at: [0.0, 0.0],
            extent: 2.0 * half,
            row: 0,
        }],
        ..MeshChunk::default()
    };
    outline(&mut chunk, &corners);
    let [x, y] = chunk.origin;
    let reach = f64::from(half);
    chunk.bounds = [x - reach, y - reach, x + reach, y + reach];
    chunk
}

/// As [`square`], with a square hole in the middle.
pub fn square_with_hole(status: HazardStatus, side: f64, hole: f64) -> MeshChunk {
    let mut chunk = square(status, side);
    let inner = ring((hole / 2.0 / (512.0 * MADE_FOR_ZOOM.exp2())) as f32);
    chunk.fill_positions.extend(inner);
    chunk.fill_rows.extend([0; 4]);
    chunk.fill_indices.clear();
    for side in 0..4 {
        let next = (side + 1) % 4;
        chunk
            .fill_indices
            .extend([side, next, next + 4, side, next + 4, side + 4]);
    }
    let mut reversed = inner;
    reversed.reverse();
    outline(&mut chunk, &reversed);
    chunk
}

/// The corners of a square around the origin, its inside on the left.
fn ring(half: f32) -> [[f32; 2]; 4] {
    [[-half, half], [half, half], [half, -half], [-half, -half]]
}

fn outline(chunk: &mut MeshChunk, corners: &[[f32; 2]; 4]) {
    let mut along = 0.0;
    for side in 0..4 {
        let [from, to] = [corners[side], corners[(side + 1) % 4]];
        chunk.outline.push(OutlineSegment {
            from,
            to,
            along,
            row: 0,
        });
        along += (to[0] - from[0]).hypot(to[1] - from[1]);
    }
}
