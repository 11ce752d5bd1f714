//! From a folder with `map.json` and data to a folder that any static host serves: `cargo xtask publish`.
//!
//! [`check`] reads everything with the code that runs in the browser and says what it found: errors stop the
//! publication, warnings do not. [`pack`] copies the built map, the manifest and the data, names them after their
//! content, and writes what hosts need beside them. The publisher's own folder is only read.

pub mod check;
mod folder;
pub mod pack;

#[path = "../../xtask/src/arguments.rs"]
pub mod arguments;
#[path = "../../xtask/src/failure.rs"]
pub mod failure;
