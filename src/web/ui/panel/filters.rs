//! The Filters tab: what is shown and hidden in a sentence, then every question with the counts of its answers.

use leptos::prelude::*;

use super::super::wording::sentences;
use super::super::{Command, Store};
use super::facet::FacetChoices;
use crate::filter::{Facet, FilterModel, Measured, Range};
use crate::hazard::RowKind;
use crate::text::{Key, key};

const SQUARE_METRES_PER_HECTARE: f64 = 10_000.0;
const DAYS_PER_YEAR: f64 = 365.25;

#[component]
pub(super) fn FiltersTab(store: Store) -> impl IntoView {
    let text = move || store.filter.with(|filter| filter.text().to_owned());
    let search = move |event| {
        let mut filter = store.filter.get_untracked();
        filter.set_text(&event_target_value(&event));
        store.send(Command::SetFilter(filter));
    };
    view! {
        <p class="sentence">{move || sentences(store).joined()}</p>
        <ClearAll store/>
        <label class="field">
            <span>{store.text(key::FILTERS_TEXT)}</span>
            <input
                type="search"
                autocomplete="off"
                placeholder=store.text(key::FILTERS_TEXT_HINT)
                prop:value=text
                on:change=search
            />
        </label>
        {facets(store, key::FILTERS_ZONES, |facet| !facet.concerns(RowKind::Incident))}
        <NumberRange
            store
            measured=Measured::Area
            name=key::FILTERS_AREA
            unit=SQUARE_METRES_PER_HECTARE
        />
        <NumberRange
            store
            measured=Measured::SurveyAge
            name=key::FILTERS_SURVEY_AGE
            unit=DAYS_PER_YEAR
        />
        {facets(store, key::FILTERS_ACCIDENTS, |facet| !facet.concerns(RowKind::Zone))}
        {facets(store, key::FILTERS_PLACE, |facet| {
            facet.concerns(RowKind::Zone) && facet.concerns(RowKind::Incident)
        })}
    }
}

/// The facets of one part that the data can answer.
fn facets(store: Store, title: Key, belongs: fn(Facet) -> bool) -> impl IntoView {
    let present = Memo::new(move |_| {
        store.counted.with(|counted| {
            counted
                .facets
                .iter()
                .filter(|(facet, values)| {
                    let known = values.iter().filter(|value| value.total > 0).count();
                    belongs(*facet) && (known > 1 || is_chosen(store, *facet))
                })
                .map(|(facet, _)| *facet)
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || present.with(|present| !present.is_empty())>
            <h2 class="filters-part">{store.text(title)}</h2>
            <For
                each=move || present.get()
                key=|facet| *facet
                children=move |facet| view! { <FacetChoices store facet/> }
            />
        </Show>
    }
}

pub(super) fn is_chosen(store: Store, facet: Facet) -> bool {
    store.filter.with(|filter| filter.chosen(facet).is_some())
}

/// Clears every filter, and brings them back if that was a mistake.
#[component]
fn ClearAll(store: Store) -> impl IntoView {
    let cleared = RwSignal::new(None::<FilterModel>);
    let clear = move |_| {
        cleared.set(Some(store.filter.get_untracked()));
        store.send(Command::SetFilter(FilterModel::default()));
    };
    let undo = move |_| {
        if let Some(filter) = cleared.get_untracked() {
            cleared.set(None);
            store.send(Command::SetFilter(filter));
        }
    };
    let nothing_set = move || store.filter.with(FilterModel::is_empty);
    view! {
        <p class="buttons">
            <button type="button" class="button" disabled=nothing_set on:click=clear>
                {store.text(key::FILTERS_CLEAR)}
            </button>
            {move || (nothing_set() && cleared.with(Option::is_some)).then(|| view! {
                <button type="button" class="button" on:click=undo>
                    {store.text(key::FILTERS_UNDO)}
                </button>
            })}
        </p>
    }
}

/// From and to of a number, in units of `unit`, and whether rows without it are shown.
#[component]
fn NumberRange(store: Store, measured: Measured, name: Key, unit: f64) -> impl IntoView {
    let range = move || store.filter.with(|filter| filter.range(measured));
    let shown = move |bound: fn(&Range) -> Option<f64>| {
        range()
            .as_ref()
            .and_then(bound)
            .map_or(String::new(), |bound| {
                ((bound / unit * 100.0).round() / 100.0).to_string()
            })
    };
    let change = move |set: &dyn Fn(&mut Range)| {
        let mut filter = store.filter.get_untracked();
        let mut range = filter.range(measured).unwrap_or_default();
        set(&mut range);
        filter.set_range(measured, Some(range));
        store.send(Command::SetFilter(filter));
    };
    let read = move |event: &leptos::ev::Event| {
        event_target_value(event)
            .parse::<f64>()
            .ok()
            .map(|value| value * unit)
    };
    view! {
        <Show when=move || store.counted.with(|counted| counted.totals.zones.all() > 0)>
            <fieldset class="range">
                <legend>{store.text(name)}</legend>
                <label class="field">
                    <span>{store.text(key::FILTERS_FROM)}</span>
                    <input
                        type="number"
                        min="0"
                        step="any"
                        inputmode="decimal"
                        prop:value=move || shown(|range| range.min)
                        on:change=move |event| {
                            let min = read(&event);
                            change(&|range| range.min = min);
                        }
                    />
                </label>
                <label class="field">
                    <span>{store.text(key::FILTERS_TO)}</span>
                    <input
                        type="number"
                        min="0"
                        step="any"
                        inputmode="decimal"
                        prop:value=move || shown(|range| range.max)
                        on:change=move |event| {
                            let max = read(&event);
                            change(&|range| range.max = max);
                        }
                    />
                </label>
                <label class="choice">
                    <input
                        type="checkbox"
                        disabled=move || range().is_none()
                        prop:checked=move || range().is_none_or(|range| range.unknown)
                        on:change=move |event| {
                            let unknown = event_target_checked(&event);
                            change(&|range| range.unknown = unknown);
                        }
                    />
                    <span>{store.text(key::FILTERS_UNKNOWN_TOO)}</span>
                </label>
            </fieldset>
        </Show>
    }
}
