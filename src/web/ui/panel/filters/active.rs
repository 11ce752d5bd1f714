//! What the filter asks for at a glance: one chip per restriction, and the way back.

use crate::web::view::prelude::*;

use super::super::super::icons::{self, icon};
use super::super::super::{Command, Store};
use super::StepsTaken;
use super::choice::shown_name;
use super::range::described;
use crate::filter::{Facet, FilterModel, Measured};
use crate::state::{FilterHistory, facet_name};
use crate::text::{Language, key};
use crate::web::intl;

/// A chip names this many values; more are counted.
const NAMED: usize = 2;

/// One thing that the filter asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Restriction {
    Choice(Facet),
    Range(Measured),
    Words,
}

impl Restriction {
    fn all_of(filter: &FilterModel) -> Vec<Self> {
        let words = (!filter.text().is_empty()).then_some(Self::Words);
        let ranges = Measured::ALL
            .into_iter()
            .filter(|measured| filter.range(*measured).is_some());
        let choices = filter.choices().map(|(facet, _)| Self::Choice(facet));
        words
            .into_iter()
            .chain(choices)
            .chain(ranges.map(Self::Range))
            .collect()
    }

    fn lift(self, filter: &mut FilterModel) {
        match self {
            Self::Choice(facet) => filter.clear(facet),
            Self::Range(measured) => filter.set_range(measured, None),
            Self::Words => filter.set_text(""),
        }
    }

    /// "Evidence: direct, indirect and 2 more".
    fn described(self, store: Store, filter: &FilterModel, language: Language) -> String {
        let (name, value) = match self {
            Self::Choice(facet) => (
                facet_name(facet).text(language),
                values_named(store, filter, facet, language),
            ),
            Self::Range(measured) => {
                let facet = match measured {
                    Measured::Area => Facet::Area,
                    Measured::SurveyAge => Facet::SurveyAge,
                };
                let range = filter.range(measured).unwrap_or_default();
                (
                    facet_name(facet).text(language),
                    described(language, measured, range),
                )
            }
            Self::Words => (key::FILTERS_WORDS.text(language), filter.text().to_owned()),
        };
        key::FILTERS_CHIP.with(language, &[("name", name), ("value", &value)])
    }
}

fn values_named(store: Store, filter: &FilterModel, facet: Facet, language: Language) -> String {
    let values = filter.chosen(facet).into_iter().flatten();
    let names: Vec<_> = values
        .map(|value| shown_name(store, facet, value, language))
        .collect();
    // One more name takes no more room than saying that there is one more.
    if names.len() <= NAMED + 1 {
        return names.join(", ");
    }
    let more = intl::count(language, (names.len() - NAMED) as u64);
    key::FILTERS_AND_MORE.with(
        language,
        &[("values", &names[..NAMED].join(", ")), ("count", &more)],
    )
}

#[component]
pub(super) fn Active(store: Store) -> impl IntoView {
    let active = Memo::new(move |_| store.filter.with(Restriction::all_of));
    view! {
        <Show when=move || active.with(|active| !active.is_empty())>
            <ul class="chips" aria-label=store.text(key::FILTERS_ACTIVE)>
                <For
                    each=move || active.get()
                    key=|restriction| *restriction
                    children=move |restriction| view! { <Chip store restriction/> }
                />
            </ul>
        </Show>
    }
}

#[component]
fn Chip(store: Store, restriction: Restriction) -> impl IntoView {
    let described = Memo::new(move |_| {
        let language = store.language.get();
        store
            .filter
            .with(|filter| restriction.described(store, filter, language))
    });
    let label =
        move || key::FILTERS_LIFT.with(store.language.get(), &[("filter", &described.get())]);
    let lift = move |_| {
        let mut filter = store.filter.get_untracked();
        restriction.lift(&mut filter);
        store.send(Command::SetFilter(filter));
    };
    view! {
        <li>
            <button type="button" class="chip" aria-label=label title=label on:click=lift>
                <span><bdi>{described}</bdi></span>
                {icon(icons::CLOSE)}
            </button>
        </li>
    }
}

/// Clears every filter; takes the last step back, be it that one.
#[component]
pub(super) fn Steps(store: Store, steps: StepsTaken) -> impl IntoView {
    let nothing_set = Memo::new(move |_| store.filter.with(FilterModel::is_empty));
    let can_undo = Memo::new(move |_| steps.with(FilterHistory::can_undo));
    let clear = move |_| {
        let mut open = FilterModel::default();
        open.group_accidents(store.filter.with_untracked(FilterModel::groups_accidents));
        store.send(Command::SetFilter(open));
    };
    view! {
        <p class="buttons">
            <button type="button" class="button" disabled=nothing_set on:click=clear>
                {store.text(key::FILTERS_CLEAR)}
            </button>
            <button
                type="button"
                class="button"
                aria-keyshortcuts="Control+Z"
                disabled=move || !can_undo.get()
                on:click=move |_| undo(store, steps)
            >
                {store.text(key::FILTERS_UNDO)}
            </button>
        </p>
    }
}

/// Puts the filter before the last step in force.
pub(super) fn undo(store: Store, steps: StepsTaken) {
    put_in_force(store, steps.try_update(FilterHistory::undo).flatten());
}

/// Puts the filter that was taken back last in force again.
pub(super) fn redo(store: Store, steps: StepsTaken) {
    put_in_force(store, steps.try_update(FilterHistory::redo).flatten());
}

fn put_in_force(store: Store, filter: Option<FilterModel>) {
    if let Some(filter) = filter {
        store.send(Command::SetFilter(filter));
    }
}
