//! Divides a program into what it starts with and what comes later.
//!
//! The first module is the program, with a stub in place of each function that waits and is called from what does not.
//! A stub calls `bring` unless the second module is there already, then goes through a table that the second module
//! fills. The second module shares memory, tables and globals with the first and imports what it calls there, all of
//! it from the first module's exports. What waits is chosen by name ([`waits`]); whatever only such functions call
//! waits with them. A choice that turns out wrong costs time, not correctness.

mod graph;
mod modules;
#[cfg(test)]
mod tests;
mod waits;

pub use modules::divide;
pub use waits::waits;

/// The imported function that fetches the second module and does not return before it is there.
pub const BRING: &str = "bring";
/// The exported global that is 0 until the second module is there.
pub const ARRIVED: &str = "arrived";
/// What the second module calls the first in its imports.
pub const FIRST: &str = "first";
