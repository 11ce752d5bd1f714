//! Everything that touches a browser.

mod api;
mod app;
pub mod canvas;
mod dom;
mod download;
mod files;
pub mod gl;
mod intl;
pub mod mesh_store;
pub mod painter;
mod pause;
mod scenery;
mod storage;
mod text_picture;
pub mod ui;
pub mod view;
mod wire;
mod worker;

pub use app::start as start_page;
pub use worker::run as start_worker;
