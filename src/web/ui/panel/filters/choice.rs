//! One answer of a question: a box to tick, what it is called, and how much it would leave.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::{Command, Store};
use crate::filter::{Facet, ValueCount};
use crate::hazard::RowKind;
use crate::state::value_name;
use crate::text::{Language, key};
use crate::web::intl;

/// The counts of one facet.
pub(super) type Counts = Memo<Arc<Vec<ValueCount>>>;

#[component]
pub(super) fn Choice(store: Store, facet: Facet, value: String, counts: Counts) -> impl IntoView {
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
        value.with_value(|value| shown_name(store, facet, value, language))
    };
    let left = Memo::new(move |_| {
        counts.with(|counts| {
            let found = value.with_value(|value| counts.iter().find(|count| count.value == *value));
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

/// What a value is called; a layer goes by its title.
pub(super) fn shown_name(store: Store, facet: Facet, value: &str, language: Language) -> String {
    let title = (facet == Facet::Layer).then(|| {
        store.layers.with(|layers| {
            let layer = layers.iter().find(|layer| layer.id == value);
            layer.map(|layer| layer.title.clone())
        })
    });
    title
        .flatten()
        .unwrap_or_else(|| value_name(facet, value, language))
}
