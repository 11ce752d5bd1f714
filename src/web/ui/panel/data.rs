//! The Data tab: for each file or address, how far it is, and in the end the account of what became of it.

use crate::web::view::prelude::*;

use super::super::wording::counted;
use super::super::{Command, SourceEntry, SourceState, Store};
use super::report::Report;
use crate::text::key;
use crate::web::intl;

#[component]
pub(super) fn DataTab(store: Store) -> impl IntoView {
    view! {
        <Show
            when=move || !store.sources.with(Vec::is_empty)
            fallback=move || view! { <p class="empty">{store.text(key::DATA_EMPTY)}</p> }
        >
            <ul class="sources">
                <For
                    each=move || store.sources.get()
                    key=|source| source.id.clone()
                    children=move |source| view! { <Source store source/> }
                />
            </ul>
        </Show>
    }
}

#[component]
fn Source(store: Store, source: SourceEntry) -> impl IntoView {
    let SourceEntry {
        id,
        name,
        state,
        added,
    } = source;
    let shown_name = name.clone();
    // The byte counts change often, the kind of state seldom: only the latter rebuilds.
    let stage = Memo::new(move |_| {
        state.with(|state| match state {
            SourceState::Loading { .. } => 0,
            SourceState::Asking => 1,
            SourceState::Loaded(_) => 2,
            SourceState::Cancelled => 3,
            SourceState::Failed(_) => 4,
        })
    });
    let body = move || {
        stage.get();
        match state.get_untracked() {
            SourceState::Loading { .. } => {
                view! { <Progress store id=id.clone() name=name.clone() state/> }.into_any()
            }
            SourceState::Asking => view! { <p>{store.text(key::DATA_ASKING)}</p> }.into_any(),
            SourceState::Loaded(report) => {
                view! { <Report store source=id.clone() report/> }.into_any()
            }
            SourceState::Cancelled => view! {
                <p>{store.text(key::DATA_CANCELLED)}</p>
                {added.then(|| remove_button(store, id.clone()))}
            }
            .into_any(),
            SourceState::Failed(sentence) => view! {
                <div class="alert" role="alert">
                    <strong>{store.text(key::DATA_FAILED)}</strong>
                    <p>{sentence}</p>
                </div>
                {added.then(|| remove_button(store, id.clone()))}
            }
            .into_any(),
        }
    };
    view! {
        <li class="source">
            <h2 class="source-name">{shown_name}</h2>
            {body}
        </li>
    }
}

fn remove_button(store: Store, id: String) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            on:click=move |_| store.send(Command::Unload(id.clone()))
        >
            {store.text(key::DATA_REMOVE)}
        </button>
    }
}

/// Bytes and features so far; a bar where the whole size is known.
#[component]
fn Progress(store: Store, id: String, name: String, state: RwSignal<SourceState>) -> impl IntoView {
    let now = move || {
        state.with(|state| match state {
            SourceState::Loading {
                bytes,
                total,
                features,
            } => (*bytes, *total, *features),
            _ => (0, None, 0),
        })
    };
    let sentence = move || {
        let language = store.language.get();
        let (bytes, total, features) = now();
        let values = [
            ("bytes", &*intl::bytes(language, bytes)),
            (
                "total",
                &*total
                    .map(|total| intl::bytes(language, total))
                    .unwrap_or_default(),
            ),
            ("features", &*counted(language, "data.features", features)),
        ];
        match total {
            Some(_) => key::DATA_PROGRESS_OF.with(language, &values),
            None => key::DATA_PROGRESS.with(language, &values),
        }
    };
    let cancel_label =
        move || key::DATA_CANCEL_TITLE.with(store.language.get(), &[("name", &name)]);
    view! {
        <progress
            aria-label=store.text(key::DATA_LOADING)
            max=move || now().1.map(|total| total.to_string())
            value=move || now().1.map(|_| now().0.to_string())
        ></progress>
        <p class="quiet figures">{sentence}</p>
        <button
            type="button"
            class="button"
            aria-label=cancel_label
            on:click=move |_| store.send(Command::Cancel(id.clone()))
        >
            {store.text(key::PAGE_CANCEL)}
        </button>
    }
}
