//! How many places have which verdict; what is unticked leaves table and map. Words find names.

use crate::web::view::prelude::*;

use super::super::super::Store;
use super::mark::mark_swatch;
use super::words::said;
use crate::analysis::ZoneClass;
use crate::state::{Mark, VERDICTS};
use crate::text::key;
use crate::web::intl;

/// The marks of each verdict, by its mildness; a near hazard's is that of its class.
const MARKS: [&[Mark]; VERDICTS.len()] = [
    &[Mark::Inside(ZoneClass::Confirmed)],
    &[Mark::Inside(ZoneClass::Suspected)],
    &[Mark::Inside(ZoneClass::Declared)],
    &[
        Mark::Near(ZoneClass::Confirmed),
        Mark::Near(ZoneClass::Suspected),
        Mark::Near(ZoneClass::Declared),
        Mark::NearAccident,
    ],
    &[Mark::CannotAnswer],
    &[Mark::Released],
    &[Mark::NothingRecorded],
];

#[component]
pub(super) fn Verdicts(store: Store) -> impl IntoView {
    let (answers, view) = (store.many.answers, store.many.view);
    let counts = Memo::new(move |_| {
        let mut counts = [0_u64; VERDICTS.len()];
        answers.with(|answers| {
            for row in answers.iter().flat_map(|answers| &answers.rows) {
                counts[usize::from(row.scored.mildness)] += 1;
            }
        });
        counts
    });
    let lines = MARKS.into_iter().zip(VERDICTS).enumerate().map(|(at, (marks, code))| {
        let is_shown = move || view.with(|view| !view.hidden[at]);
        view! {
            <li>
                <label class="choice">
                    <input
                        type="checkbox"
                        name=code
                        prop:checked=is_shown
                        on:change=move |_| view.update(|view| view.hidden[at] = !view.hidden[at])
                    />
                    <span class="many-marks">
                        {marks.iter().map(|mark| mark_swatch(*mark)).collect_view()}
                    </span>
                    <span>{move || said(store.language.get(), "many.verdict", code)}</span>
                    <span class="choice-count figures" class:quiet=move || counts.get()[at] == 0>
                        {move || intl::count(store.language.get(), counts.get()[at])}
                    </span>
                </label>
            </li>
        }
    });
    view! {
        <fieldset class="many-verdicts">
            <legend>{store.text(key::MANY_VERDICTS)}</legend>
            <ul>{lines.collect_view()}</ul>
        </fieldset>
        <label class="field many-find">
            <span>{store.text(key::MANY_FILTER)}</span>
            <input
                id="many-find"
                type="search"
                autocomplete="off"
                spellcheck="false"
                prop:value=move || view.with(|view| view.text.clone())
                on:input=move |event| view.update(|view| view.text = event_target_value(&event))
            />
        </label>
    }
}
