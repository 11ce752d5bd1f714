//! Hazard Map.
pub mod text;
#[cfg(target_arch = "wasm32")]
pub mod web;
