//! Everything that touches a browser.

pub mod canvas;
pub mod gl;
mod intl;
pub mod mesh_store;
pub mod painter;
mod scenery;
mod text_picture;
pub mod ui;
