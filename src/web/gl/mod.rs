//! The WebGL2 painter. Nothing outside this folder names the context.
//!
//! A frame: what is visible is collected from the frame's layers and the kept meshes, uploaded where it is not on the
//! GPU yet, and drawn in passes: ground, fills, outlines, minimum marks. Zones of all layers go through each pass
//! together, the worst class last. That much is kept on a plate (`backing`), and copied while only the place changes;
//! what stands out, symbols and labels are drawn above it.
//!
//! Positions reach the GPU as they left the worker; the vertex shaders do what [`crate::scene::Transform`] describes.
//! Filters, selection and the map as of a day are one texture of state bytes per layer: no geometry is touched.
//!
//! The context can be lost at any moment. Everything here is then dropped and made again from
//! [`super::mesh_store::MeshStore`]; each GPU object has one owner and is deleted when that is dropped.

/// The text of a shader, as `build.rs` stripped it.
macro_rules! shader {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

mod backing;
mod device;
mod error;
mod fill;
mod handle;
mod instances;
mod label;
mod layer;
mod loss;
mod mark;
mod mesh_program;
mod outline;
mod place_program;
mod program;
mod rectangle;
mod renderer;
mod symbol;
mod tile;

pub use error::GlError;
pub use renderer::{ContextKeeper, Renderer};
