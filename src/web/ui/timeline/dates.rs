//! Typed dates, the way back to all of time, and the accidents without a date.

use leptos::prelude::*;

use super::super::Store;
use super::super::wording::counted;
use super::{Timeline, set_time};
use crate::filter::TimeWindow;
use crate::text::key;
use crate::units::Day;

/// First and last day as the browser's date fields; an empty field is an open end.
#[component]
pub(super) fn Dates(store: Store) -> impl IntoView {
    let first = move || {
        store
            .time
            .with(|window| window.from().map(Day::to_iso).unwrap_or_default())
    };
    let last = move || {
        store
            .time
            .with(|window| window.as_of().map(Day::to_iso).unwrap_or_default())
    };
    // Read together, so that a window that would hold no day stays as it was.
    let set = move |from: Option<Day>, to: Option<Day>| {
        let window = store.time.get_untracked();
        match TimeWindow::new(from, to) {
            Some(wanted) => set_time(store, wanted.with_undated(window.include_undated())),
            None => store.time.notify(),
        }
    };
    let set_first = move |event| {
        set(
            Day::from_iso(&event_target_value(&event)),
            store.time.get_untracked().to(),
        );
    };
    let set_last = move |event| {
        let last = Day::from_iso(&event_target_value(&event));
        set(
            store.time.get_untracked().from(),
            last.map(|day| Day(day.0 + 1)),
        );
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
            <input
                type="date"
                aria-label=store.text(key::TIMELINE_TO)
                title=store.text(key::TIMELINE_TO)
                prop:value=last
                on:change=set_last
            />
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
        </div>
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
