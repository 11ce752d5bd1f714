//! What paints the map: WebGL2 where there is one.
//!
//! The page hands over meshes, row states and tile pictures once; a frame says what of it is shown. Nothing is drawn
//! that was not asked for.

use js_sys::{ArrayBuffer, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, ImageBitmap};

use super::gl::{GlError, Renderer};
use super::mesh_store::MeshStore;
use super::text_picture::TextPicture;
use crate::scene::pack::PackError;
use crate::scene::{Frame, LabelKind, LayerId, TileId};

/// What a frame cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stats {
    pub draw_calls: u32,
    pub triangles: u64,
    pub instances: u64,
    pub bytes_uploaded: u64,
}

/// Why nothing could be painted.
#[derive(Debug, Clone, thiserror::Error)]
#[error(transparent)]
pub struct PainterError(#[from] GlError);

/// Paints frames onto one canvas.
pub struct Painter {
    canvas: HtmlCanvasElement,
    store: MeshStore,
    pen: TextPicture,
    renderer: Renderer,
}

impl Painter {
    /// Takes the canvas. `restored` is called when the picture was lost and can be drawn again.
    ///
    /// # Errors
    /// Where the browser offers nothing to paint with.
    pub fn new(
        canvas: &HtmlCanvasElement,
        restored: impl Fn() + 'static,
    ) -> Result<Self, PainterError> {
        Ok(Self {
            canvas: canvas.clone(),
            store: MeshStore::default(),
            pen: TextPicture::new().map_err(GlError::from)?,
            renderer: Renderer::new(canvas, restored)?,
        })
    }

    /// Adds a packed chunk, as the worker transferred it, to a layer.
    ///
    /// # Errors
    /// Where the buffer is not a chunk.
    pub fn add_chunk(&mut self, layer: LayerId, buffer: &ArrayBuffer) -> Result<(), PackError> {
        self.store.add_chunk(layer, buffer)
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
        Ok(self.renderer.draw(frame, &mut self.store)?)
    }

    /// Draws a frame and returns a promise of it as a PNG `Blob`.
    ///
    /// # Errors
    /// As [`Painter::draw`]. The promise is rejected where the browser cannot encode the picture.
    pub fn snapshot(&mut self, frame: &Frame) -> Result<Promise, PainterError> {
        self.draw(frame)?;
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

    /// The renderer, for tests that lose its context.
    pub fn renderer(&self) -> &Renderer {
        &self.renderer
    }
}
