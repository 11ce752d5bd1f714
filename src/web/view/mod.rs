//! Putting components into the page: signals in, elements out.
//!
//! `view! { … }` makes a [`Template`] of what never changes and fills in what does. A closure or signal among the
//! children or attributes is drawn again by one effect of its own when what it read has changed; everything that it
//! made goes with it. All of this is one copy of code over few boxed types: a component costs its closures, no more.
//!
//! Values reach the page as text nodes, attributes and properties; there is no way to insert markup. What this does
//! not do: render on a server, take over existing elements, or compare two trees. A closure that gives elements makes
//! them anew, and what a reader had unfolded or focused among them is so again; lists that must keep their elements say
//! `<For/>`.

mod bind;
mod dynamic;
pub mod event;
mod kept;
mod list;
mod node;
mod node_ref;
mod template;
mod timer;
mod value;

pub use dynamic::show;
pub use event::{WindowListenerHandle, window_event_listener};
pub use list::each;
pub use node::{AnyView, CollectView, IntoView, mount};
pub use node_ref::NodeRef;
pub use template::Template;
pub use timer::*;
pub use value::{IntoValue, Value};

/// What components use.
pub mod prelude {
    pub use view_macro::{component, view};
    pub use wasm_bindgen_futures::spawn_local;

    pub use super::event::{self as ev, event_target, event_target_checked, event_target_value};
    pub use super::{
        AnyView, CollectView, IntervalHandle, IntoValue, IntoView, NodeRef, TimeoutHandle,
        WindowListenerHandle, request_animation_frame, set_interval_with_handle,
        set_timeout_with_handle, window_event_listener,
    };
    pub use crate::reactive::{
        Effect, Memo, Owner, Read, RwSignal, Signal, StoredValue, on_cleanup,
    };
    pub use crate::web::dom::{document, window};
}
