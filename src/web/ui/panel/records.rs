//! The Records tab: what is in view as a list, nearest to the middle of the map first; the map for those who do not
//! see it. Pointing at an item points at it on the map, and the other way round.

use crate::web::view::prelude::*;

use super::super::map::swatch::record_mark;
use super::super::wording::{class_name, counted, direction, kind_name};
use super::super::{Command, RecordItem, Store};
use crate::hazard::RowKind;
use crate::text::{Language, key};
use crate::web::intl;

/// More would slow the page down and nobody reads them; the list says how many there are.
const LISTED: usize = 200;

#[component]
pub(super) fn RecordsTab(store: Store) -> impl IntoView {
    let more = move || {
        store.records.with(|records| {
            records
                .total
                .saturating_sub(records.items.len().min(LISTED) as u64)
        })
    };
    view! {
        <p id="records-count" role="status">
            {move || {
                let language = store.language.get();
                match store.records.with(|records| records.total) {
                    0 => key::RECORDS_EMPTY.text(language).to_owned(),
                    total => format!(
                        "{}, {}",
                        counted(language, "records.count", total),
                        key::RECORDS_SORTED.text(language),
                    ),
                }
            }}
        </p>
        <ul class="records" aria-label=store.text(key::RECORDS_LABEL)>
            <For
                each=move || store.records.with(|records| {
                    records.items.iter().take(LISTED).cloned().collect::<Vec<_>>()
                })
                key=|item| (item.row.clone(), item.status, item.distance_m.to_bits())
                children=move |item| view! { <Record store item/> }
            />
        </ul>
        {move || match more() {
            0 => None,
            more => Some(view! {
                <p class="quiet">{counted(store.language.get(), "records.more", more)}</p>
            }),
        }}
    }
}

#[component]
fn Record(store: Store, item: RecordItem) -> impl IntoView {
    let row = StoredValue::new(item.row.clone());
    let is = move |signal: RwSignal<Option<super::super::RowRef>>| {
        row.with_value(|row| signal.with(|now| now.as_ref() == Some(row)))
    };
    let hover = move |on: bool| store.send(Command::Hover(on.then(|| row.get_value())));
    let mark = record_mark(item.kind, item.status, item.outcome);
    let (title, what, place) = (item.clone(), item.clone(), item);
    view! {
        <li>
            <button
                type="button"
                class="record"
                class:hovered=move || is(store.hovered)
                aria-current=move || is(store.selected).then_some("true")
                on:click=move |_| store.send(Command::Select(row.get_value()))
                on:pointerenter=move |_| hover(true)
                on:pointerleave=move |_| hover(false)
                on:focus=move |_| hover(true)
                on:blur=move |_| hover(false)
            >
                {mark}
                <span class="record-title">{move || titled(store.language.get(), &title)}</span>
                <span class="quiet">
                    {move || subtitled(store.language.get(), &what)}
                    " · "
                    {move || away(store.language.get(), &place)}
                </span>
            </button>
        </li>
    }
}

/// The record's name; one without is called what it is.
fn titled(language: Language, item: &RecordItem) -> String {
    if item.title.is_empty() {
        what_it_is(language, item).to_owned()
    } else {
        item.title.clone()
    }
}

/// What the title does not say yet.
fn subtitled(language: Language, item: &RecordItem) -> &'static str {
    if item.title.is_empty() {
        key::RECORDS_UNTITLED.text(language)
    } else {
        what_it_is(language, item)
    }
}

fn what_it_is(language: Language, item: &RecordItem) -> &'static str {
    item.status
        .map_or_else(|| kind_name(item.kind), class_name)
        .text(language)
}

/// Distance and direction in words, as one would tell them.
fn away(language: Language, item: &RecordItem) -> String {
    if item.distance_m < 0.5 {
        let here = match item.kind {
            RowKind::Zone | RowKind::Region => key::RECORDS_HERE,
            RowKind::Incident | RowKind::Settlement => key::RECORDS_AT_MIDDLE,
        };
        return here.text(language).to_owned();
    }
    let distance = intl::distance(language, item.distance_m);
    let direction = direction(language, item.bearing_deg);
    key::RECORDS_AWAY.with(
        language,
        &[("distance", &distance), ("direction", direction)],
    )
}
