//! What the browser remembers between visits. Storage may be blocked or full: nothing depends on it.

use web_sys::Storage;

use super::dom::window;

const PREFIX: &str = "hazard-map.";

fn storage() -> Option<Storage> {
    // In a sandboxed frame even asking for the storage throws.
    window().local_storage().ok().flatten()
}

/// Remembers a value, if the browser lets it.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or blocked storage forgets: the page works the same.
        drop(storage.set_item(&format!("{PREFIX}{name}"), value));
    }
}

/// What was remembered under a name.
#[must_use]
pub fn recall(name: &str) -> Option<String> {
    storage()?
        .get_item(&format!("{PREFIX}{name}"))
        .ok()
        .flatten()
}

/// Forgets a value.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        // What cannot be forgotten could not be remembered either.
        drop(storage.remove_item(&format!("{PREFIX}{name}")));
    }
}
