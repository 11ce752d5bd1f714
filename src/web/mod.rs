//! Everything that touches a browser.

pub mod gl;
mod intl;
pub mod mesh_store;
pub mod painter;
pub mod ui;
