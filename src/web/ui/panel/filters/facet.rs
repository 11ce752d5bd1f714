//! One question of the filter: a disclosure with its answers, and for a size or an age also from and to.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::wording::counted;
use super::super::super::{Command, Store};
use super::choice::{Choice, Counts, shown_name};
use super::range::NumberRange;
use super::{is_restricted, measured};
use crate::filter::Facet;
use crate::state::{FacetList, ListRequest, facet_name};
use crate::text::key;

#[component]
pub(super) fn FacetChoices(store: Store, facet: Facet) -> impl IntoView {
    let open = RwSignal::new(is_restricted(store, facet));
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
    let chosen = Memo::new(move |_| {
        store.filter.with(|filter| {
            let values = filter.chosen(facet).map_or(0, |values| values.len());
            let range = measured(facet).and_then(|measured| filter.range(measured));
            values + usize::from(range.is_some())
        })
    });
    let badge = move || match chosen.get() {
        0 => None,
        number => Some(view! {
            <span class="badge">
                {counted(store.language.get(), "filters.chosen", number as u64)}
            </span>
        }),
    };
    view! {
        <details
            class="facet"
            prop:open=open.get_untracked()
            on:toggle=move |event| open.set(event_target::<web_sys::HtmlDetailsElement>(&event).open())
        >
            <summary>
                <span>{move || facet_name(facet).text(store.language.get())}</span>
                {badge}
            </summary>
            <Values store facet counts/>
            {measured(facet).map(|measured| view! { <NumberRange store measured/> })}
        </details>
    }
}

#[component]
fn Values(store: Store, facet: Facet, counts: Counts) -> impl IntoView {
    let all = RwSignal::new(false);
    let find = RwSignal::new(String::new());
    let list = Memo::new(move |_| {
        let language = store.language.get();
        let request = ListRequest {
            find: &find.get(),
            all: all.get(),
        };
        store.filter.with(|filter| {
            counts.with(|counts| {
                FacetList::new(facet, counts, filter.chosen(facet), request, |value| {
                    shown_name(store, facet, value, language)
                })
            })
        })
    });
    let long = Memo::new(move |_| list.with(|list| list.long));
    let more = Memo::new(move |_| list.with(|list| list.more));
    let is_chosen = Memo::new(move |_| store.filter.with(|filter| filter.chosen(facet).is_some()));
    let find_label = move || {
        let language = store.language.get();
        key::FILTERS_FIND.with(language, &[("facet", facet_name(facet).text(language))])
    };
    let clear = move |_| {
        let mut filter = store.filter.get_untracked();
        filter.clear(facet);
        store.send(Command::SetFilter(filter));
    };
    view! {
        <Show when=move || long.get()>
            <input
                type="search"
                class="facet-find"
                autocomplete="off"
                aria-label=find_label
                placeholder=find_label
                on:input=move |event| find.set(event_target_value(&event))
            />
        </Show>
        <ul>
            <For
                each=move || list.with(|list| list.values.clone())
                key=String::clone
                children=move |value| view! { <Choice store facet value counts/> }
            />
        </ul>
        <Show when=move || list.with(|list| list.values.is_empty())>
            <p class="quiet">{store.text(key::FILTERS_NOT_FOUND)}</p>
        </Show>
        {move || match more.get() {
            0 => None,
            number => Some(view! {
                <button type="button" class="link-button" on:click=move |_| all.set(true)>
                    {counted(store.language.get(), "filters.more", number as u64)}
                </button>
            }),
        }}
        {move || if is_chosen.get() {
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
