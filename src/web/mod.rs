//! Everything that touches a browser. The worker's program is built without the feature `page`: it draws nothing.

#[cfg(feature = "page")]
mod api;
#[cfg(feature = "page")]
mod app;
#[cfg(feature = "page")]
pub mod canvas;
#[cfg(feature = "page")]
mod dom;
#[cfg(feature = "page")]
mod download;
#[cfg(feature = "page")]
mod fetching;
mod files;
#[cfg(feature = "page")]
pub mod gl;
#[cfg(feature = "page")]
mod intl;
#[cfg(feature = "page")]
pub mod mesh_store;
#[cfg(feature = "page")]
pub mod painter;
mod panic;
mod pause;
#[cfg(feature = "page")]
mod place_mark;
#[cfg(feature = "page")]
mod scenery;
#[cfg(feature = "page")]
mod storage;
#[cfg(feature = "page")]
mod text_picture;
#[cfg(feature = "page")]
mod texts;
#[cfg(feature = "page")]
pub mod ui;
#[cfg(feature = "page")]
pub mod view;
mod wire;
mod worker;

#[cfg(feature = "page")]
pub use app::start as start_page;
pub use worker::run as start_worker;
