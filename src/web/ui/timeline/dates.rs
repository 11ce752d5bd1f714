//! Typed dates, the way back to all of time, and the accidents without a date.

use crate::web::view::prelude::*;

use super::super::Store;
use super::super::wording::counted;
use super::{Timeline, set_time};
use crate::filter::TimeWindow;
use crate::text::{Key, key};
use crate::units::Day;

/// First and last day as the browser's date fields; an empty field is an open end.
#[component]
pub(super) fn Dates(store: Store) -> impl IntoView {
    let first = move || {
        store
            .time
            .with(|window| window.from().map(Day::to_iso).unwrap_or_default())
    };
    let set_first = move |event| {
        let first = Day::from_iso(&event_target_value(&event));
        set_ends(store, first, store.time.get_untracked().to());
    };
    view! {
        <div class="timeline-dates">
            <input
                type="date"
                aria-label=store.text(key::TIMELINE_FROM)
                title=store.text(key::TIMELINE_FROM)
                prop:value=first
                on:change=set_first
            />
            <span aria-hidden="true">"–"</span>
            <LastDay store label=key::TIMELINE_TO/>
            <AllOfTime store/>
        </div>
    }
}

/// The day the map is shown as of, where only areas have dates; an empty field is today.
#[component]
pub(super) fn AsOf(store: Store) -> impl IntoView {
    view! {
        <div class="timeline-dates">
            <LastDay store label=key::TIMELINE_AS_OF/>
            <AllOfTime store/>
        </div>
    }
}

#[component]
fn LastDay(store: Store, label: Key) -> impl IntoView {
    let last = move || {
        store
            .time
            .with(|window| window.as_of().map(Day::to_iso).unwrap_or_default())
    };
    let set_last = move |event| {
        let last = Day::from_iso(&event_target_value(&event));
        let from = store.time.get_untracked().from();
        set_ends(store, from, last.map(|day| Day(day.0 + 1)));
    };
    view! {
        <input
            type="date"
            aria-label=store.text(label)
            title=store.text(label)
            prop:value=last
            on:change=set_last
        />
    }
}

#[component]
fn AllOfTime(store: Store) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button"
            disabled=move || store.time.with(|window| window.is_open())
            on:click=move |_| {
                let undated = store.time.get_untracked().include_undated();
                set_time(store, TimeWindow::default().with_undated(undated));
            }
        >
            {store.text(key::TIMELINE_ALL_TIME)}
        </button>
    }
}

/// Both ends together, so that a window that would hold no day stays as it was.
fn set_ends(store: Store, from: Option<Day>, to: Option<Day>) {
    // The first digits of a year that is still being typed: "0002" on the way to "2021".
    if from.into_iter().chain(to).any(|day| day.ymd().0 < 1_000) {
        return;
    }
    let undated = store.time.get_untracked().include_undated();
    match TimeWindow::new(from, to) {
        Some(wanted) => set_time(store, wanted.with_undated(undated)),
        None => store.time.notify(),
    }
}

/// Whether accidents without a date are shown along with a window.
#[component]
pub(super) fn Undated(store: Store, timeline: Timeline) -> impl IntoView {
    let number = Memo::new(move |_| {
        timeline.histogram.with(|histogram| {
            histogram
                .as_ref()
                .map_or(0, |histogram| histogram.undated.figures.accidents)
        })
    });
    let toggle = move |event| {
        let window = store
            .time
            .get_untracked()
            .with_undated(event_target_checked(&event));
        set_time(store, window);
    };
    view! {
        <Show when=move || { number.get() > 0 }>
            <label class="choice">
                <input
                    type="checkbox"
                    prop:checked=move || !store.time.with(|window| window.hides_undated())
                    disabled=move || store.time.with(|window| window.is_open())
                    on:change=toggle
                />
                <span>{move || counted(store.language.get(), "timeline.undated", number.get())}</span>
            </label>
        </Show>
    }
}
