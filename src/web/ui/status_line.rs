//! The line between map and timeline: what of the data is not on the map, then what is.
//!
//! A map that leaves something out and does not say so reads as empty ground.

use crate::web::view::prelude::*;

use super::wording::{counted, sentences};
use super::{PanelTab, SourceEntry, SourceState, Store};
use crate::state::Sentences;
use crate::text::key;
use crate::web::intl;

#[component]
pub(super) fn StatusLine(store: Store) -> impl IntoView {
    let trouble = Memo::new(move |_| trouble(store));
    let said = Memo::new(move |_| sentences(store));
    let complete = move || {
        let nothing_left_out = store.counted.with(|counted| {
            let totals = &counted.totals;
            totals.zones.hidden() + totals.incidents.hidden() == 0
        });
        nothing_left_out && trouble.with(String::is_empty) && store.time.get().is_open()
    };
    let all = move || said.with(Sentences::joined);
    let open_filters = move |_| {
        store.panel_open.set(true);
        store.panel.set(PanelTab::Filters);
    };
    view! {
        <div class="status-line" class:status-complete=complete>
            <p title=all>
                <strong>
                    {move || spaced(as_of(store).unwrap_or_default())}
                    {move || spaced(trouble.get())}
                    {move || said.with(|said| spaced(said.hidden.clone()))}
                </strong>
                {move || said.with(|said| format!("{} {}", said.shown, said.time))}
            </p>
            <button
                type="button"
                class="link-button"
                hidden=complete
                on:click=open_filters
            >
                {store.text(key::PAGE_STATUS_ALL)}
            </button>
        </div>
    }
}

/// Everything the line says, in full.
pub(super) fn status_text(store: Store) -> String {
    let said = sentences(store);
    let parts = [
        as_of(store).unwrap_or_default(),
        trouble(store),
        said.joined(),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}

/// The day that the map is shown as of, where the dates say so.
fn as_of(store: Store) -> Option<String> {
    let language = store.language.get();
    let zones = store.counted.with(|counted| counted.totals.zones.all());
    let day = store.time.get().as_of().filter(|_| zones > 0)?;
    Some(key::PAGE_MAP_AS_OF.with(language, &[("day", &intl::day(language, day))]))
}

/// What is not on the map because of its source: failed, on its way, or set aside.
fn trouble(store: Store) -> String {
    let language = store.language.get();
    let (mut failed, mut set_aside, mut coming) = (0, 0, Vec::new());
    store.sources.with(|sources| {
        for source in sources {
            source.state.with(|state| match state {
                SourceState::Failed(_) => failed += 1,
                SourceState::Loaded(report) => {
                    set_aside += report
                        .skipped
                        .iter()
                        .map(|skipped| skipped.count)
                        .sum::<u64>();
                }
                SourceState::Loading { .. } | SourceState::Asking => {
                    coming.push(source.name.clone())
                }
                SourceState::Cancelled => {}
            });
        }
    });
    let mut said = Vec::new();
    if failed > 0 {
        said.push(counted(language, "layers.failed", failed));
    }
    if set_aside > 0 {
        said.push(counted(language, "page.set_aside", set_aside));
    }
    if !coming.is_empty() {
        let names = coming.join(", ");
        said.push(key::PAGE_STILL_LOADING.with(language, &[("names", &names)]));
    }
    said.join(" ")
}

/// A sentence with the space to the next one.
fn spaced(mut sentence: String) -> String {
    if !sentence.is_empty() {
        sentence.push(' ');
    }
    sentence
}

/// On its way, or waiting for an answer about its fields.
pub(super) fn is_coming(source: &SourceEntry) -> bool {
    source
        .state
        .with(|state| matches!(state, SourceState::Loading { .. } | SourceState::Asking))
}
