//! A field for a text that is pasted, and the button that takes it.

use crate::web::view::prelude::*;

use super::super::{Command, Store};
use crate::text::Key;

/// A form that sends what was pasted, unless it is blank.
pub(super) fn paste_form(
    store: Store,
    name: Key,
    take: Key,
    command: fn(String) -> Command,
) -> AnyView {
    let pasted = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = pasted.get_untracked();
        if !text.trim().is_empty() {
            store.send(command(text));
        }
    };
    view! {
        <form class="paste" on:submit=submit>
            <label class="field">
                <span>{store.text(name)}</span>
                <textarea
                    rows="3"
                    spellcheck="false"
                    prop:value=pasted
                    on:input=move |event| pasted.set(event_target_value(&event))
                ></textarea>
            </label>
            <button class="button">{store.text(take)}</button>
        </form>
    }
    .into_any()
}
