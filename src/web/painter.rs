//! What paints the map: WebGL2 where there is one, else the browser's 2D canvas.
//!
//! The page hands over meshes, row states and tile pictures once; a frame says what of it is shown. Nothing is drawn
//! that was not asked for.

use js_sys::{ArrayBuffer, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, ImageBitmap};

use super::canvas::{CanvasError, CanvasPainter};
use super::gl::{ContextKeeper, GlError, Renderer};
use super::mesh_store::MeshStore;
use super::text_picture::TextPicture;
use crate::scene::pack::PackError;
use crate::scene::{Frame, LabelKind, LayerId, TileId};

/// What a frame cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    /// Whether the frame is on the canvas: a lost context shows nothing.
    pub shown: bool,
    pub draw_calls: u32,
    pub triangles: u64,
    pub instances: u64,
    pub bytes_uploaded: u64,
    /// Something is missing that would have taken too long: the next frame will have it, or more of it.
    pub unfinished: bool,
}

/// Why nothing could be painted.
#[derive(Debug, Clone, thiserror::Error)]
pub enum PainterError {
    #[error(transparent)]
    Gl(#[from] GlError),
    #[error(transparent)]
    Canvas(#[from] CanvasError),
}

/// Which painter it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PainterKind {
    WebGl,
    Canvas,
}

enum Backend {
    Gl(Box<Renderer>),
    Canvas(CanvasPainter),
}

/// Paints frames onto one canvas.
pub struct Painter {
    canvas: HtmlCanvasElement,
    store: MeshStore,
    pen: TextPicture,
    backend: Backend,
}

impl Painter {
    /// Takes the canvas for WebGL2 or, where the browser has none, for 2D. `restored` is called when the picture was
    /// lost and can be drawn again.
    ///
    /// # Errors
    /// Where the browser offers nothing to paint with, or has WebGL2 but refuses to work with it: the canvas is spent
    /// then, and another one can be tried with [`Painter::in_2d`].
    pub fn new(
        canvas: &HtmlCanvasElement,
        restored: impl Fn() + 'static,
    ) -> Result<Self, PainterError> {
        match Renderer::new(canvas, restored) {
            Ok(renderer) => Self::with(canvas, Backend::Gl(Box::new(renderer))),
            Err(GlError::NoContext) => Self::in_2d(canvas),
            Err(refused) => Err(refused.into()),
        }
    }

    /// Takes the canvas for 2D.
    ///
    /// # Errors
    /// Where the canvas is taken for something else.
    pub fn in_2d(canvas: &HtmlCanvasElement) -> Result<Self, PainterError> {
        Self::with(canvas, Backend::Canvas(CanvasPainter::new(canvas)?))
    }

    fn with(canvas: &HtmlCanvasElement, backend: Backend) -> Result<Self, PainterError> {
        Ok(Self {
            canvas: canvas.clone(),
            store: MeshStore::default(),
            pen: TextPicture::new().map_err(CanvasError::from)?,
            backend,
        })
    }

    /// Which painter it came to be.
    pub fn kind(&self) -> PainterKind {
        match self.backend {
            Backend::Gl(_) => PainterKind::WebGl,
            Backend::Canvas(_) => PainterKind::Canvas,
        }
    }

    /// Adds a packed chunk, as the worker transferred it, to a layer.
    ///
    /// # Errors
    /// Where the buffer is not a chunk.
    pub fn add_chunk(&mut self, layer: LayerId, buffer: &ArrayBuffer) -> Result<(), PackError> {
        self.store.add_chunk(layer, buffer)?;
        if let Backend::Gl(renderer) = &mut self.backend {
            renderer.expect_last_chunk(layer, &self.store);
        }
        Ok(())
    }

    /// Forgets a layer's chunks and states.
    pub fn remove_layer(&mut self, layer: LayerId) {
        self.store.remove_layer(layer);
    }

    /// Sets the state bytes of all rows of a layer.
    pub fn set_states(&mut self, layer: LayerId, states: &[u8]) {
        self.store.states_mut(layer).set(states);
    }

    /// Sets the state bytes of the rows from `first` on.
    pub fn update_states(&mut self, layer: LayerId, first: u32, states: &[u8]) {
        self.store.states_mut(layer).update(first, states);
    }

    /// Keeps a raster tile's picture until it is removed.
    pub fn add_tile(&mut self, id: TileId, picture: ImageBitmap) {
        self.store.add_tile(id, picture);
    }

    /// Frees a raster tile's picture.
    pub fn remove_tile(&mut self, id: TileId) {
        self.store.remove_tile(id);
    }

    /// Whether a frame would be drawn without waiting for the graphics driver, which may be compiling its programs.
    ///
    /// # Errors
    /// Where the driver gives up.
    pub fn is_ready(&mut self) -> Result<bool, PainterError> {
        Ok(match &mut self.backend {
            Backend::Gl(renderer) => renderer.is_ready()?,
            Backend::Canvas(_) => true,
        })
    }

    /// Draws a frame, and fits the canvas to its size in device pixels.
    ///
    /// # Errors
    /// Where the graphics driver gives up.
    pub fn draw(&mut self, frame: &Frame) -> Result<Stats, PainterError> {
        let [width, height] = frame.device_size();
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        Ok(match &mut self.backend {
            Backend::Gl(renderer) => renderer.draw(frame, &mut self.store)?,
            Backend::Canvas(painter) => painter.draw(frame, &self.store)?,
        })
    }

    /// Draws a frame and returns a promise of it as a PNG `Blob`.
    ///
    /// # Errors
    /// As [`Painter::draw`]. The promise is rejected where the browser cannot encode the picture.
    pub fn snapshot(&mut self, frame: &Frame) -> Result<Promise, PainterError> {
        while self.draw(frame)?.unfinished {}
        // In the same task as the drawing: afterwards the browser may clear the canvas.
        Ok(Promise::new(&mut |resolve, reject| {
            let failed = reject.clone();
            let received = Closure::once_into_js(move |blob: JsValue| {
                let answer = if blob.is_null() { &failed } else { &resolve };
                // The functions of a promise do not throw.
                let _ = answer.call1(&JsValue::UNDEFINED, &blob);
            });
            if let Err(thrown) = self.canvas.to_blob(received.unchecked_ref()) {
                let _ = reject.call1(&JsValue::UNDEFINED, &thrown);
            }
        }))
    }

    /// Width and height that a label will have, in CSS pixels.
    pub fn measure_label(&self, text: &str, kind: LabelKind) -> [f64; 2] {
        self.pen.measure(text, kind)
    }

    /// Loses the GPU's context on purpose, for tests; `None` where there is none to lose.
    pub fn lose_context(&self) -> Option<ContextKeeper> {
        match &self.backend {
            Backend::Gl(renderer) => renderer.lose_context(),
            Backend::Canvas(_) => None,
        }
    }
}
