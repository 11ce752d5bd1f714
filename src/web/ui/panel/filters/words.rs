//! The words to be found in names, ids and notes: searched for as they are typed, once the typing pauses.

use std::time::Duration;

use crate::web::view::prelude::*;

use super::super::super::{Command, Store};
use super::StepsTaken;
use crate::filter::MAX_TEXT;
use crate::text::key;

/// How long the typing rests before the map follows.
const PAUSE: Duration = Duration::from_millis(200);

#[component]
pub(super) fn Words(store: Store, steps: StepsTaken) -> impl IntoView {
    let field = NodeRef::<web_sys::HtmlInputElement>::new();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop_waiting = move || {
        if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let search = move || {
        stop_waiting();
        let Some(field) = field.get_untracked() else {
            return;
        };
        let mut filter = store.filter.get_untracked();
        filter.set_text(&field.value());
        if filter != store.filter.get_untracked() {
            store.send(Command::SetFilter(filter));
        }
    };
    let search_later = move |_| {
        stop_waiting();
        waiting.set_value(Some(set_timeout_with_handle(search, PAUSE)));
    };
    let search_now = move |_| {
        search();
        steps.update(|steps| steps.settle());
    };
    on_cleanup(stop_waiting);
    // Written only where it differs: a space being typed at the end of a word is not taken away.
    Effect::new(move || {
        let text = store.filter.with(|filter| filter.text().to_owned());
        if let Some(field) = field.get()
            && field.value().trim() != text
        {
            field.set_value(&text);
        }
    });
    view! {
        <label class="field">
            <span>{store.text(key::FILTERS_TEXT)}</span>
            <input
                type="search"
                node_ref=field
                autocomplete="off"
                maxlength=MAX_TEXT.to_string()
                placeholder=store.text(key::FILTERS_TEXT_HINT)
                on:input=search_later
                on:change=search_now
            />
        </label>
    }
}
