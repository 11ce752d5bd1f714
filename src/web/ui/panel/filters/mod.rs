//! The Filters tab: what is shown and hidden in a sentence, then every question with the counts of its answers.
//!
//! Each count is what an answer would leave under all the other questions. Nothing here rebuilds a list when only
//! counts change, so that the timeline can be dragged while the tab is open.

mod active;
mod choice;
mod facet;
mod range;
mod words;

use crate::web::view::prelude::*;
use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::JsCast;

use self::active::{Active, Steps};
use self::facet::FacetChoices;
use self::words::Words;
use super::super::Store;
use super::super::wording::sentences;
use crate::filter::{Facet, Measured, UNKNOWN};
use crate::hazard::RowKind;
use crate::state::FilterHistory;
use crate::text::{Key, key};

/// The steps of the filter; they outlive the tab, which is made anew each time it is opened.
pub(super) type StepsTaken = RwSignal<FilterHistory>;

/// Remembers every change of the filter, wherever on the page it was made.
pub(super) fn remember_steps(store: Store) -> StepsTaken {
    let steps = RwSignal::new(FilterHistory::new(store.filter.get_untracked()));
    Effect::new(move || {
        let filter = store.filter.get();
        steps.update(|steps| steps.follow(&filter));
    });
    steps
}

#[component]
pub(super) fn FiltersTab(store: Store, steps: StepsTaken) -> impl IntoView {
    let on_key = move |event: KeyboardEvent| {
        let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
        // A text field takes its own letters back.
        if !command || is_typing(&event) {
            return;
        }
        match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => active::undo(store, steps),
            ("z", true) | ("y", false) => active::redo(store, steps),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="filters" on:keydown=on_key>
            <p class="sentence">{move || sentences(store).joined()}</p>
            <Active store/>
            <Steps store steps/>
            <Words store steps/>
            {facets(store, key::FILTERS_ZONES, |facet| !facet.concerns(RowKind::Incident))}
            {facets(store, key::FILTERS_ACCIDENTS, |facet| !facet.concerns(RowKind::Zone))}
            {facets(store, key::FILTERS_PLACE, |facet| {
                facet.concerns(RowKind::Zone) && facet.concerns(RowKind::Incident)
            })}
        </div>
    }
}

fn is_typing(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok())
        .is_some_and(|input| input.type_() != "checkbox")
}

/// The facets of one part that the data can answer.
fn facets(store: Store, title: Key, belongs: fn(Facet) -> bool) -> impl IntoView {
    let present = Memo::new(move |_| {
        store.counted.with(|counted| {
            counted
                .facets
                .iter()
                .filter(|(facet, values)| {
                    let held = values.iter().filter(|value| value.total > 0);
                    let distinct = held.clone().count();
                    let measurable = measured(*facet).is_some()
                        && held.into_iter().any(|value| value.value != UNKNOWN);
                    belongs(*facet) && (distinct > 1 || measurable || is_restricted(store, *facet))
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

/// The number behind a facet of classes, which can be asked for more exactly.
fn measured(facet: Facet) -> Option<Measured> {
    match facet {
        Facet::Area => Some(Measured::Area),
        Facet::SurveyAge => Some(Measured::SurveyAge),
        _ => None,
    }
}

/// Whether values of a facet are chosen, or a range of the number behind it.
fn is_restricted(store: Store, facet: Facet) -> bool {
    store.filter.with(|filter| {
        filter.chosen(facet).is_some()
            || measured(facet).is_some_and(|measured| filter.range(measured).is_some())
    })
}
