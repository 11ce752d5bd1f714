//! Why there is no picture.

use wasm_bindgen::JsValue;

use crate::scene::pack::PackError;
use crate::web::wire::thrown_text;

/// What the GPU or the browser refused.
#[derive(Debug, Clone, thiserror::Error)]
pub enum GlError {
    /// The browser has no WebGL2, or it is switched off.
    #[error("this browser offers no WebGL2")]
    NoContext,
    /// The browser could not make an object; it does so when memory is short or the context is lost.
    #[error("the graphics driver could not create a {0}")]
    NotCreated(&'static str),
    /// A shader this program carries was refused by the driver.
    #[error("the graphics driver refused the {name} shader: {log}")]
    Shader { name: &'static str, log: String },
    /// More rows than a state texture can hold.
    #[error("{rows} rows are more than the graphics driver can hold in one layer")]
    TooManyRows { rows: usize },
    /// A mesh that is none.
    #[error(transparent)]
    Mesh(#[from] PackError),
    /// Anything else that was thrown.
    #[error("the browser refused: {0}")]
    Browser(String),
}

impl From<JsValue> for GlError {
    fn from(thrown: JsValue) -> Self {
        Self::Browser(thrown_text(&thrown))
    }
}
