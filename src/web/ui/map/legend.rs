//! The legend: always in sight, folded to its swatches where there is little room; each class can be switched off.
//!
//! Switching a class changes the filter's status, so that map, list and counts agree.

use crate::web::view::prelude::*;

use super::super::icons::{self, icon};
use super::super::wording::class_name;
use super::super::{Command, Store};
use super::swatch::{incident_swatch, settlement_swatch, zone_swatch};
use crate::filter::{Facet, FilterModel, Outcome};
use crate::hazard::{HazardStatus, Role};
use crate::text::{Key, key};
use crate::web::intl;

/// The worst first, as on the map.
pub(in super::super) const CLASSES: [HazardStatus; 7] = [
    HazardStatus::Confirmed,
    HazardStatus::Suspected,
    HazardStatus::Unknown,
    HazardStatus::Declared,
    HazardStatus::Cleared,
    HazardStatus::Reduced,
    HazardStatus::Cancelled,
];

/// Classes that a layer of this role can hold.
fn holds(role: Role, status: HazardStatus) -> bool {
    match role {
        Role::Zones => true,
        Role::Contaminated => matches!(status, HazardStatus::Confirmed | HazardStatus::Suspected),
        Role::Declared => status == HazardStatus::Declared,
        Role::Cleared => matches!(
            status,
            HazardStatus::Cleared | HazardStatus::Reduced | HazardStatus::Cancelled
        ),
        Role::Incidents | Role::Settlements | Role::Coverage | Role::Boundary => false,
    }
}

#[component]
pub(super) fn Legend(store: Store) -> impl IntoView {
    let unfolded = RwSignal::new(is_wide());
    let explained = RwSignal::new(false);
    let roles = Memo::new(move |_| {
        let all = Role::ALL.into_iter();
        store.layers.with(|layers| {
            all.filter(|role| layers.iter().any(|layer| layer.role == *role))
                .collect::<Vec<_>>()
        })
    });
    let classes = Memo::new(move |_| {
        CLASSES
            .into_iter()
            .filter(|status| {
                let unusual = *status == HazardStatus::Unknown;
                (!unusual && roles.with(|roles| roles.iter().any(|role| holds(*role, *status))))
                    || store
                        .in_view
                        .with(|counts| counts.zones[usize::from(status.code())] > 0)
                    || !store
                        .filter
                        .with(|filter| filter.admits(Facet::Status, status.slug()))
                        && !unusual
            })
            .collect::<Vec<_>>()
    });
    let has = move |role: Role| roles.with(|roles| roles.contains(&role));
    let fold_label = move || {
        let key = if unfolded.get() {
            key::LEGEND_FOLD
        } else {
            key::LEGEND_UNFOLD
        };
        key.text(store.language.get())
    };
    view! {
        <section
            class="legend"
            class:legend-folded=move || !unfolded.get()
            aria-label=store.text(key::LEGEND_TITLE)
        >
            <button
                type="button"
                class="legend-head"
                aria-expanded=move || unfolded.get().to_string()
                aria-label=fold_label
                on:click=move |_| unfolded.update(|unfolded| *unfolded = !*unfolded)
            >
                <span class="legend-title">{store.text(key::LEGEND_TITLE)}</span>
                <span class="quiet legend-title">{store.text(key::LEGEND_IN_VIEW)}</span>
                <span class="legend-colours">
                    {move || classes.get().into_iter().map(zone_swatch).collect_view()}
                    {move || has(Role::Incidents).then(|| incident_swatch(Outcome::Killed))}
                </span>
                {move || icon(if unfolded.get() { icons::FOLD } else { icons::UNFOLD })}
            </button>
            <div class="legend-body" hidden=move || !unfolded.get()>
                <ul>
                    <For
                        each=move || classes.get()
                        key=|status| *status
                        children=move |status| view! { <Class store status explained/> }
                    />
                </ul>
                <Show when=move || has(Role::Incidents)>
                    <Incidents store/>
                </Show>
                <Show when=move || has(Role::Settlements)>
                    <p class="legend-line">
                        {settlement_swatch()}
                        <span>{store.text(key::LEGEND_SETTLEMENTS)}</span>
                        <Count store number=move || store.in_view.with(|counts| counts.settlements)/>
                    </p>
                </Show>
                <button
                    type="button"
                    class="link-button"
                    aria-pressed=move || explained.get().to_string()
                    on:click=move |_| explained.update(|explained| *explained = !*explained)
                >
                    {store.text(key::LEGEND_EXPLAIN)}
                </button>
            </div>
        </section>
    }
}

#[component]
fn Class(store: Store, status: HazardStatus, explained: RwSignal<bool>) -> impl IntoView {
    let shown = move || {
        store
            .filter
            .with(|filter| filter.admits(Facet::Status, status.slug()))
    };
    let switch = move |event: web_sys::Event| {
        let mut filter = store.filter.get_untracked();
        filter.switch(Facet::Status, status.slug(), event_target_checked(&event));
        let stays = filter.admits(Facet::Status, status.slug());
        store.send(Command::SetFilter(filter));
        // The last class on stays on, and so does its box.
        event_target::<web_sys::HtmlInputElement>(&event).set_checked(stays);
    };
    let name = class_name(status);
    let label = move || {
        let language = store.language.get();
        key::LEGEND_SHOW.with(language, &[("class", name.text(language))])
    };
    let term = move || {
        Key::named(&format!("term.{}", status.slug()))
            .filter(|_| explained.get())
            .map(
                |term| view! { <p class="quiet legend-term">{term.text(store.language.get())}</p> },
            )
    };
    view! {
        <li>
            <label class="legend-line" class:legend-off=move || !shown()>
                <input type="checkbox" aria-label=label prop:checked=shown on:change=switch/>
                {zone_swatch(status)}
                <span>{store.text(name)}</span>
                <Count
                    store
                    number=move || store.in_view.with(|counts| counts.zones[usize::from(status.code())])
                />
            </label>
            {term}
        </li>
    }
}

#[component]
fn Incidents(store: Store) -> impl IntoView {
    let marks = [
        (Outcome::Killed, key::LEGEND_KILLED),
        (Outcome::Injured, key::LEGEND_INJURED),
        (Outcome::Unknown, key::LEGEND_OUTCOME_UNKNOWN),
    ];
    let grouped = move || store.filter.with(FilterModel::groups_accidents);
    let group = move |event: web_sys::Event| {
        let mut filter = store.filter.get_untracked();
        filter.group_accidents(event_target_checked(&event));
        store.send(Command::SetFilter(filter));
    };
    view! {
        <p class="legend-line legend-group">
            <strong>{store.text(key::LEGEND_INCIDENTS)}</strong>
            <Count store number=move || store.in_view.with(|counts| counts.incidents)/>
        </p>
        <ul class="legend-marks">
            {marks.map(|(mark, name)| view! {
                <li>{incident_swatch(mark)}<span>{store.text(name)}</span></li>
            }).into_iter().collect_view()}
        </ul>
        <label class="legend-line">
            <input type="checkbox" prop:checked=grouped on:change=group/>
            <span>{store.text(key::LEGEND_GROUP_INCIDENTS)}</span>
        </label>
    }
}

#[component]
fn Count<F>(store: Store, number: F) -> impl IntoView
where
    F: Fn() -> u64 + 'static,
{
    let shown = move || intl::count(store.language.get(), number());
    view! { <span class="legend-count figures">{shown}</span> }
}

/// Phones start with legend and timeline folded.
pub(in super::super) fn is_wide() -> bool {
    window()
        .match_media("(min-width: 720px) and (min-height: 560px)")
        .ok()
        .flatten()
        .is_none_or(|query| query.matches())
}
