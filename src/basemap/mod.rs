//! The built-in ground: land, lakes, coasts, borders, rivers and towns without any network of others.
//!
//! `world.bin` is small and comes with the page; from [`CELLS_FROM_ZOOM`] on, finer cells of the same format are
//! fetched for what is in view ([`CellGrid`] says which exist). [`Basemap::decode`] reads both and never trusts a
//! byte: a damaged file is an error, not a panic and not a hole in memory.
//!
//! Land and lakes are polygons for filling; coasts and shores are lines of their own. A polygon cut at the edge of a
//! cell has edges there that are no coast, so lines leave out whatever runs along the edge of the file's bounds.
//! Borders come once each, with whether they are settled; the page says that none of them implies endorsement.
//!
//! Space: `lnglat`. Sources: Natural Earth (public domain) and GeoNames (CC BY 4.0); `xtask/src/basemap` packs them.
//! Not for measuring: the finest source is drawn for 1:10,000,000.
//!
//! ```text
//! file     = "HMBM" version=1 steps_per_degree west south east north land lakes borders rivers towns countries cells
//! polygons = count { rings { points { dlng dlat } } }      rings are not closed; deltas run on through the list
//! lines    = count { tag points { dlng dlat } }
//! towns    = count { dlng dlat population flags name }
//! countries = count { dlng dlat iso_numeric extent name }
//! cells    = degrees [bits, west to east, then south to north]      degrees 0: none
//! name     = bytes utf-8
//! ```
//! All numbers but `version`, `tag` and `flags` (one byte each) are LEB128 variable-length; bounds (in degrees) and
//! deltas (in steps) are zigzag-signed.

mod bytes;
mod decode;
mod grid;
mod shore;

#[cfg(test)]
mod tests;

/// Whom the page names wherever this ground is shown: proper names, the same in every language.
pub const SOURCES: &str = "Natural Earth · GeoNames (CC BY 4.0)";

pub use decode::{
    Basemap, BasemapError, BorderKind, Borders, CountryLabel, Rivers, Town, TownKind,
};
pub use grid::{CELLS_FROM_ZOOM, CellGrid, CellId};
