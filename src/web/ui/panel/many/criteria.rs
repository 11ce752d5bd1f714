//! By what the places are ranked: the radius, the classes that count, the weights, and the formula in words.
//!
//! Only the radius asks the worker again.

use crate::decimal;
use crate::web::view::prelude::*;

use super::super::super::wording::class_name;
use super::super::super::{Command, ManyCommand, Store};
use super::super::check::RADII;
use super::words::said;
use crate::analysis::{HALF_HARMED, HALF_NEAR, ScorePart, Weighting};
use crate::hazard::HazardStatus;
use crate::text::{Language, key};
use crate::web::intl;

/// The heaviest weight that is offered.
const HEAVIEST: &str = "5";
/// The classes that may count, in the order of [`Weighting`].
pub(super) const CLASSES: [HazardStatus; 3] = [
    HazardStatus::Confirmed,
    HazardStatus::Suspected,
    HazardStatus::Declared,
];

#[component]
pub(super) fn Criteria(store: Store) -> impl IntoView {
    let weighting = store.many.weighting;
    let classes = CLASSES.into_iter().enumerate().map(|(at, status)| {
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || weighting.with(|weighting| weighting.counts[at])
                    on:change=move |_| weighting.update(|weighting| {
                        weighting.counts[at] = !weighting.counts[at];
                    })
                />
                <span>{store.text(class_name(status))}</span>
            </label>
        }
    });
    let weights = ScorePart::ALL.map(|part| view! { <Weight store part/> });
    view! {
        <Radius store/>
        <details class="many-criteria">
            <summary>{store.text(key::MANY_CRITERIA)}</summary>
            <fieldset>
                <legend>{store.text(key::MANY_CLASSES)}</legend>
                {classes.collect_view()}
            </fieldset>
            <fieldset>
                <legend>{store.text(key::MANY_WEIGHTS)}</legend>
                {weights.into_iter().collect_view()}
            </fieldset>
            <button type="button" class="button" on:click=move |_| weighting.set(Weighting::default())>
                {store.text(key::MANY_RESET)}
            </button>
            <p class="quiet many-formula">
                {move || formula(store.language.get(), store.many.radius.get())}
            </p>
        </details>
    }
}

/// The score in words, with its numbers.
pub(super) fn formula(language: Language, radius: f64) -> String {
    let values = [
        ("near", &*intl::distance(language, HALF_NEAR.0)),
        ("radius", &*intl::distance(language, radius)),
        ("harmed", &*intl::number(language, HALF_HARMED, 0)),
    ];
    key::MANY_FORMULA.with(language, &values)
}

#[component]
fn Weight(store: Store, part: ScorePart) -> impl IntoView {
    let weighting = store.many.weighting;
    let weight = Memo::new(move |_| weighting.with(|weighting| weighting.weights[part as usize]));
    let choose = move |event| {
        if let Some(weight) = decimal::parse(event_target_value(&event).as_bytes()) {
            weighting.update(|weighting| weighting.weights[part as usize] = weight);
        }
    };
    view! {
        <label class="many-weight">
            <span>{move || said(store.language.get(), "many.weight", part.slug())}</span>
            <input
                type="range"
                min="0"
                max=HEAVIEST
                step="1"
                name=part.slug()
                prop:value=move || weight.get()
                on:input=choose
            />
            <span class="figures" aria-hidden="true">
                {move || intl::number(store.language.get(), weight.get(), 1)}
            </span>
        </label>
    }
}

#[component]
fn Radius(store: Store) -> impl IntoView {
    let radius = store.many.radius;
    let options = move || {
        let language = store.language.get();
        // What the list offers does not change with what is chosen.
        let mut radii = RADII.to_vec();
        let chosen = radius.get_untracked();
        if !radii.contains(&chosen) {
            radii.push(chosen);
            crate::order::sort_floats(&mut radii);
        }
        let options = radii.into_iter().map(|offered| {
            view! {
                <option value=offered selected=move || radius.get() == offered>
                    {intl::distance(language, offered)}
                </option>
            }
        });
        options.collect_view()
    };
    let choose = move |event| {
        if let Some(metres) = decimal::parse(event_target_value(&event).as_bytes()) {
            store.send(Command::Many(ManyCommand::Radius(metres)));
        }
    };
    view! {
        <label class="field many-radius">
            <span>{store.text(key::CHECK_RADIUS)}</span>
            <select id="many-radius" on:change=choose>{options}</select>
        </label>
    }
}
