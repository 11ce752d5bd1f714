//! Divides a program into what it starts with and what comes later.
//!
//! The first module is the program, with a stub in place of each function that waits and is called from what does not.
//! A stub calls `bring` unless the second module is there already, then goes through a table that the second module
//! fills. The second module shares memory, tables and globals with the first and imports what it calls there, all of
//! it from the first module's exports.
//!
//! What waits is what did not run while maps were opened and moved, by a record of that ([`Ran`]): functions, and parts
//! of functions, which [`outline`] makes functions first. What only such functions call waits with them. `cargo xtask
//! profile` makes the record, with a program that notes what runs ([`noting`]). A choice that turns out wrong costs
//! time, not correctness.

mod body;
mod cold;
#[cfg(test)]
mod cold_tests;
mod count;
mod graph;
mod liveness;
#[cfg(test)]
mod made;
mod modules;
mod outline;
mod part;
mod ran;
mod shape;
mod statics;
#[cfg(test)]
mod statics_tests;
#[cfg(test)]
mod tests;

pub use count::{noting, record};
pub use modules::divide;
pub use outline::outline;
pub use ran::Ran;
pub use statics::Statics;

/// The imported function that fetches the second module and does not return before it is there.
pub const BRING: &str = "bring";
/// The exported global that is 0 until the second module is there.
pub const ARRIVED: &str = "arrived";
/// What the second module calls the first in its imports.
pub const FIRST: &str = "first";
