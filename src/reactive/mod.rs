//! Signals: values that remember who read them, and whom a change therefore concerns.
//!
//! An [`RwSignal`] is written; a [`Memo`] is computed from others and kept; a [`Signal`] is computed at every read; an
//! [`Effect`] runs again after what it read has changed. All of them are small copies of an id: the values live in one
//! graph per thread, and go when their owner goes ([`on_cleanup`] says what goes with them).
//!
//! A write marks what depends on it and runs nothing. [`flush`] then runs the effects that are concerned, each once,
//! outer before inner, what is drawn before what follows from it; memos are computed when somebody reads them, and only
//! if something they read has really changed. Nobody ever sees one value from before a write beside one from after it.
//!
//! The browser is not needed: whoever hosts the graph says with [`on_work`] how a flush is arranged.
//! Source of the marking: "Reactively", the algorithm behind Solid 2 and Leptos (clean, check, dirty).

mod effect;
mod graph;
mod memo;
mod owner;
mod read;
mod signal;
mod stored;
#[cfg(test)]
mod tests;

pub use effect::{Effect, Follow, render_effect};
pub use graph::{flush, on_work};
pub use memo::Memo;
pub use owner::{Aside, Owner, on_cleanup};
pub use read::Read;
pub use signal::{RwSignal, Signal};
pub use stored::StoredValue;
