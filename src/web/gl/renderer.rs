//! The renderer as the page holds it: a canvas, its context, and what is on the GPU while the context lives.

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlContextAttributes};

use super::GlError;
use super::device::Device;
use super::loss::ContextLoss;
use crate::scene::Frame;
use crate::web::mesh_store::MeshStore;
use crate::web::painter::Stats;

/// Draws frames with WebGL2. It draws only when told.
pub struct Renderer {
    gl: Gl,
    loss: ContextLoss,
    device: Option<Device>,
    /// The number of losses before `device` was made.
    made_after: u32,
}

impl Renderer {
    /// Takes the canvas. `restored` is called when a lost context has come back: the next frame then draws all anew.
    ///
    /// # Errors
    /// Where there is no WebGL2 or the driver refuses a shader. A canvas that has given out another kind of context
    /// gives no WebGL2.
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
        let device = Some(Device::new(&gl)?);
        Ok(Self {
            gl,
            loss,
            device,
            made_after: 0,
        })
    }

    /// Draws a frame; the canvas has the frame's size already. While the context is lost nothing is drawn, and that
    /// is no error: `restored` will be called.
    ///
    /// # Errors
    /// Where the GPU runs out of memory or refuses what it accepted before.
    pub fn draw(&mut self, frame: &Frame, store: &mut MeshStore) -> Result<Stats, GlError> {
        if self.gl.is_context_lost() {
            return Ok(Stats::default());
        }
        if self.made_after != self.loss.count() {
            self.device = None;
            self.made_after = self.loss.count();
        }
        let drawn = match &mut self.device {
            Some(device) => device.draw(frame, store),
            none => {
                for (_, layer) in store.layers_mut() {
                    layer.states.touch_all();
                }
                let made = Device::new(&self.gl);
                made.and_then(|device| none.insert(device).draw(frame, store))
            }
        };
        match drawn {
            // The context can go in the middle of a frame; what fails then is part of the loss.
            Err(_) if self.gl.is_context_lost() => Ok(Stats::default()),
            drawn => drawn,
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
