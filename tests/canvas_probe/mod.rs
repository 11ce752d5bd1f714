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
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageBitmap};

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

/// Where the made shapes lie, in `world`.
pub fn place() -> [f64; 2] {
    world_from_lnglat(PLACE)
}

/// A picture of one colour.
pub async fn plain_picture(colour: Rgb) -> ImageBitmap {
    let canvas = new_canvas();
    canvas.set_width(64);
    canvas.set_height(64);
    let context = context_of(&canvas);
    context.set_fill_style_str(&colour.css(1.0));
    context.fill_rect(0.0, 0.0, 64.0, 64.0);
    let window = web_sys::window().expect("a window");
    let promise = window.create_image_bitmap_with_html_canvas_element(&canvas);
    let bitmap = JsFuture::from(promise.expect("a promise")).await;
    bitmap.expect("a picture").unchecked_into()
}

fn context_of(canvas: &HtmlCanvasElement) -> CanvasRenderingContext2d {
    let context = canvas.get_context("2d").expect("no exception");
    context.expect("a context").unchecked_into()
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
        let context = context_of(&copy);
        context
            .draw_image_with_html_canvas_element(canvas, 0.0, 0.0)
            .expect("a copy");
        Self::of_context(&context, [canvas.width(), canvas.height()])
    }

    /// The picture in the file that a promise brings.
    pub async fn of_blob(promise: js_sys::Promise) -> Self {
        let blob = JsFuture::from(promise).await.expect("a file");
        let window = web_sys::window().expect("a window");
        let decoded = window.create_image_bitmap_with_blob(blob.unchecked_ref());
        let decoded = JsFuture::from(decoded.expect("a promise")).await;
        let picture: ImageBitmap = decoded.expect("a picture").unchecked_into();
        let copy = new_canvas();
        copy.set_width(picture.width());
        copy.set_height(picture.height());
        let context = context_of(&copy);
        context
            .draw_image_with_image_bitmap(&picture, 0.0, 0.0)
            .expect("a copy");
        Self::of_context(&context, [picture.width(), picture.height()])
    }

    fn of_context(context: &CanvasRenderingContext2d, [width, height]: [u32; 2]) -> Self {
        let data = context
            .get_image_data(0.0, 0.0, f64::from(width), f64::from(height))
            .expect("pixels");
        Self {
            width: width as usize,
            rgba: data.data().0,
        }
    }

    /// Left, top, right, bottom around all pixels that another picture shows differently.
    pub fn changed_from(&self, other: &Self) -> Option<[f64; 4]> {
        let pixels = self.rgba.chunks(4).zip(other.rgba.chunks(4)).enumerate();
        let changed = pixels.filter(|(_, (here, there))| here != there);
        changed.fold(None, |bounds, (place, _)| {
            let [x, y] = [place % self.width, place / self.width].map(|axis| axis as f64);
            let [left, top, right, bottom] = bounds.unwrap_or([x, y, x, y]);
            Some([
                left.min(x),
                top.min(y),
                right.max(x + 1.0),
                bottom.max(y + 1.0),
            ])
        })
    }

    /// How far any channel is from another picture's.
    pub fn greatest_difference(&self, other: &Self) -> u8 {
        let pairs = self.rgba.iter().zip(&other.rgba);
        pairs.map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
    }

    /// What lies between two corners.
    pub fn part(&self, from: [f64; 2], to: [f64; 2]) -> Self {
        let [left, top, right, bottom] = [from[0], from[1], to[0], to[1]].map(|edge| edge as usize);
        let row = |y: usize| &self.rgba[4 * (y * self.width + left)..4 * (y * self.width + right)];
        Self {
            width: right - left,
            rgba: (top..bottom).flat_map(|y| row(y).to_vec()).collect(),
        }
    }

    /// Half as wide and high: each pixel the mean of four.
    pub fn halved(&self) -> Self {
        let [width, height] = [self.width / 2, self.rgba.len() / 4 / self.width / 2];
        let mean = |place: usize| {
            let (pixel, channel) = (place / 4, place % 4);
            let (x, y) = (2 * (pixel % width), 2 * (pixel / width));
            let at = |x: usize, y: usize| u32::from(self.rgba[4 * (y * self.width + x) + channel]);
            ((at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4) as u8
        };
        Self {
            width,
            rgba: (0..4 * width * height).map(mean).collect(),
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
