//! The renderer as the page holds it: a canvas, its context, and what is on the GPU while the context lives.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlContextAttributes};

use super::GlError;
use super::device::{Device, Programs};
use super::loss::ContextLoss;
use crate::scene::{Frame, LayerId};
use crate::web::mesh_store::MeshStore;
use crate::web::painter::Stats;

/// Draws frames with WebGL2. It draws only when told.
pub struct Renderer {
    gl: Gl,
    loss: ContextLoss,
    stage: Stage,
    /// The number of losses before `stage` was entered.
    made_after: u32,
}

/// What is on the GPU.
enum Stage {
    Nothing,
    /// Sources, which the driver compiles beside the page.
    Compiling(Programs),
    Ready(Box<Device>),
}

impl Renderer {
    /// Takes the canvas. `restored` is called when a lost context has come back: the next frame then draws all anew.
    ///
    /// # Errors
    /// Where there is no WebGL2. A canvas that has given out another kind of context gives none.
    pub fn new(canvas: &HtmlCanvasElement, restored: impl Fn() + 'static) -> Result<Self, GlError> {
        let attributes = WebGlContextAttributes::new();
        attributes.set_alpha(false);
        attributes.set_antialias(false);
        attributes.set_depth(false);
        attributes.set_stencil(false);
        let gl = canvas
            .get_context_with_context_options("webgl2", &attributes)?
            .and_then(|context| context.dyn_into::<Gl>().ok())
            .ok_or(GlError::NoContext)?;
        let loss = ContextLoss::watch(canvas, restored)?;
        let stage = Stage::Compiling(Programs::start(&gl)?);
        Ok(Self {
            gl,
            loss,
            stage,
            made_after: 0,
        })
    }

    /// Whether a frame would be drawn without waiting for the driver, which may be compiling still.
    ///
    /// # Errors
    /// Where the driver has no room for programs.
    pub fn is_ready(&mut self) -> Result<bool, GlError> {
        if self.gl.is_context_lost() {
            return Ok(true);
        }
        self.begin_anew_after_loss()?;
        Ok(match &self.stage {
            Stage::Compiling(programs) => programs.are_done(),
            _ => true,
        })
    }

    /// Brings what has just come of a layer onto the GPU, if it is in view. Where the GPU does not take it, the next frame
    /// tries again, and tells why it cannot.
    pub fn expect_last_chunk(&mut self, layer: LayerId, store: &MeshStore) {
        let is_same = self.made_after == self.loss.count() && !self.gl.is_context_lost();
        if let Stage::Ready(device) = &mut self.stage
            && is_same
        {
            drop(device.expect_last_chunk(layer, store));
        }
    }

    fn begin_anew_after_loss(&mut self) -> Result<(), GlError> {
        if self.made_after != self.loss.count() {
            self.stage = Stage::Nothing;
            self.made_after = self.loss.count();
        }
        if matches!(self.stage, Stage::Nothing) {
            self.stage = Stage::Compiling(Programs::start(&self.gl)?);
        }
        Ok(())
    }

    /// Draws a frame, and waits for the driver where [`Renderer::is_ready`] says no; the canvas has the frame's size
    /// already. While the context is lost nothing is drawn, and that is no error: `restored` will be called.
    ///
    /// # Errors
    /// Where the driver refuses a shader, with its log, or the GPU runs out of memory.
    pub fn draw(&mut self, frame: &Frame, store: &mut MeshStore) -> Result<Stats, GlError> {
        if self.gl.is_context_lost() {
            return Ok(Stats::default());
        }
        self.begin_anew_after_loss()?;
        match self.draw_now(frame, store) {
            // The context can go in the middle of a frame; what fails then is part of the loss.
            Err(_) if self.gl.is_context_lost() => Ok(Stats::default()),
            drawn => drawn,
        }
    }

    fn draw_now(&mut self, frame: &Frame, store: &mut MeshStore) -> Result<Stats, GlError> {
        self.stage = match std::mem::replace(&mut self.stage, Stage::Nothing) {
            Stage::Compiling(programs) => {
                for (_, layer) in store.layers_mut() {
                    layer.states.touch_all();
                }
                Stage::Ready(Box::new(Device::new(&self.gl, programs, frame.camera)?))
            }
            made => made,
        };
        match &mut self.stage {
            Stage::Ready(device) => device.draw(frame, store),
            _ => Ok(Stats::default()),
        }
    }

    /// Loses the context on purpose, for tests; returns what gives it back, or `None` where the driver cannot.
    pub fn lose_context(&self) -> Option<ContextKeeper> {
        let extension = self.gl.get_extension("WEBGL_lose_context").ok()??;
        let keeper = ContextKeeper(extension);
        keeper.call("loseContext").ok()?;
        Some(keeper)
    }
}

/// Holds a context that was lost on purpose.
pub struct ContextKeeper(Object);

impl ContextKeeper {
    /// Gives the context back; the browser says so in an event.
    ///
    /// # Errors
    /// Where the browser has not told of the loss yet.
    pub fn restore(&self) -> Result<(), JsValue> {
        self.call("restoreContext")
    }

    fn call(&self, name: &str) -> Result<(), JsValue> {
        let method: js_sys::Function = js_sys::Reflect::get(&self.0, &name.into())?.dyn_into()?;
        method.call0(&self.0).map(drop)
    }
}
