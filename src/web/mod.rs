//! Everything that touches a browser.

pub mod gl;
mod intl;
pub mod mesh_store;
pub mod painter;
mod text_picture;
pub mod ui;
