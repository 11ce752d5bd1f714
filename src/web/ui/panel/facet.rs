//! One question of the filter: its answers with live counts, each count under all the other questions.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::wording::counted;
use super::super::{Command, Store};
use super::filters::is_chosen;
use crate::filter::{Facet, ValueCount};
use crate::hazard::RowKind;
use crate::state::{facet_name, value_name};
use crate::text::key;
use crate::web::intl;

/// Open lists, such as districts, show this many values until asked for more.
const FIRST_SHOWN: usize = 10;

type Counts = Memo<Arc<Vec<ValueCount>>>;

#[component]
pub(super) fn FacetChoices(store: Store, facet: Facet) -> impl IntoView {
    let open = RwSignal::new(is_chosen(store, facet));
    // Counts change with every step of the timeline: a closed facet does not follow them.
    let counts: Counts = Memo::new(move |_| {
        if !open.get() {
            return Arc::default();
        }
        store.counted.with(|counted| {
            let found = counted.facets.iter().find(|(known, _)| *known == facet);
            Arc::new(found.map_or_else(Vec::new, |(_, values)| values.clone()))
        })
    });
    let chosen = move || {
        store
            .filter
            .with(|filter| filter.chosen(facet).map_or(0, |values| values.len()))
    };
    view! {
        <details
            class="facet"
            prop:open=open.get_untracked()
            on:toggle=move |event| open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open())
        >
            <summary>
                <span>{move || facet_name(facet).text(store.language.get())}</span>
                {move || match chosen() {
                    0 => None,
                    number => Some(view! {
                        <span class="badge">
                            {counted(store.language.get(), "filters.chosen", number as u64)}
                        </span>
                    }),
                }}
            </summary>
            <Values store facet counts/>
        </details>
    }
}

#[component]
fn Values(store: Store, facet: Facet, counts: Counts) -> impl IntoView {
    let all = RwSignal::new(false);
    let values = Memo::new(move |_| {
        counts.with(|counts| {
            let chosen = |value: &str| {
                store.filter.with(|filter| {
                    filter
                        .chosen(facet)
                        .is_some_and(|values| values.contains(value))
                })
            };
            counts
                .iter()
                .filter(|count| count.total > 0 || chosen(&count.value))
                .map(|count| count.value.clone())
                .collect::<Vec<_>>()
        })
    });
    let hidden = move || {
        let number = values.with(Vec::len);
        if all.get() || number <= FIRST_SHOWN + 2 {
            0
        } else {
            number - FIRST_SHOWN
        }
    };
    let listed = move || {
        let shown = values.with(Vec::len) - hidden();
        values.with(|values| values[..shown].to_vec())
    };
    let clear = move |_| {
        let mut filter = store.filter.get_untracked();
        filter.clear(facet);
        store.send(Command::SetFilter(filter));
    };
    view! {
        <ul>
            <For
                each=listed
                key=String::clone
                children=move |value| view! { <Choice store facet value counts/> }
            />
        </ul>
        {move || match hidden() {
            0 => None,
            number => Some(view! {
                <button type="button" class="link-button" on:click=move |_| all.set(true)>
                    {counted(store.language.get(), "filters.more", number as u64)}
                </button>
            }),
        }}
        {move || if is_chosen(store, facet) {
            view! {
                <button type="button" class="link-button" on:click=clear>
                    {store.text(key::FILTERS_CLEAR_ONE)}
                </button>
            }.into_any()
        } else {
            view! { <p class="quiet">{store.text(key::FILTERS_NONE_CHOSEN)}</p> }.into_any()
        }}
    }
}

#[component]
fn Choice(store: Store, facet: Facet, value: String, counts: Counts) -> impl IntoView {
    let value = StoredValue::new(value);
    let checked = move || {
        store.filter.with(|filter| {
            filter
                .chosen(facet)
                .is_some_and(|values| value.with_value(|value| values.contains(value)))
        })
    };
    let toggle = move |_| {
        let mut filter = store.filter.get_untracked();
        value.with_value(|value| filter.toggle(facet, value));
        store.send(Command::SetFilter(filter));
    };
    let named = move || {
        let language = store.language.get();
        value.with_value(|value| {
            let layer = (facet == Facet::Layer)
                .then(|| layer_title(store, value))
                .flatten();
            layer.unwrap_or_else(|| value_name(facet, value, language))
        })
    };
    let left = Memo::new(move |_| {
        counts.with(|counts| {
            let found = value
                .with_value(|value| counts.iter().find(|count| count.value == *value).cloned());
            found.map_or((0, 0), |count| (count.zones, count.incidents))
        })
    });
    let count = move || {
        let language = store.language.get();
        let (zones, incidents) = left.get();
        match (
            facet.concerns(RowKind::Zone),
            facet.concerns(RowKind::Incident),
        ) {
            (true, true) => key::FILTERS_BOTH_COUNTS.with(
                language,
                &[
                    ("zones", &intl::count(language, zones)),
                    ("accidents", &intl::count(language, incidents)),
                ],
            ),
            (false, _) => intl::count(language, incidents),
            _ => intl::count(language, zones),
        }
    };
    view! {
        <li>
            <label class="choice">
                <input type="checkbox" prop:checked=checked on:change=toggle/>
                <span><bdi>{named}</bdi></span>
                <span class="choice-count figures" class:quiet=move || left.get() == (0, 0)>
                    {count}
                </span>
            </label>
        </li>
    }
}

fn layer_title(store: Store, id: &str) -> Option<String> {
    store.layers.with(|layers| {
        layers
            .iter()
            .find(|layer| layer.id == id)
            .map(|layer| layer.title.clone())
    })
}
