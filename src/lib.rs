//! Hazard Map: mine-contaminated, declared and cleared land, and every accident, on a map that answers.
//!
//! The journey of one file: `web` streams its bytes into the worker; [`ingest`] parses them into flat columns and flat
//! coordinates, and writes down in a load report whatever it repaired or set aside; [`scene`] tessellates in chunks
//! that are transferred to the page and painted as they come; `filter` decides on the page which rows are shown,
//! and the GPU draws them from a small per-row state texture.

pub mod analysis;
pub mod basemap;
pub mod decimal;
pub mod elementary;
pub mod figures;
pub mod filter;
pub mod hazard;
pub mod ingest;
pub mod json;
pub mod manifest;
pub mod order;
pub mod protocol;
pub mod reactive;
pub mod scene;
pub mod sha256;
pub mod sorted;
pub mod spatial;
pub mod state;
pub mod text;
pub mod units;
#[cfg(target_arch = "wasm32")]
pub mod web;
