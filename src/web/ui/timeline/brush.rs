//! The brush over the bars: drag for a new window, drag the window, drag or nudge its handles.

use crate::decimal::rounded;
use crate::web::view::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::super::Store;
use super::{Timeline, set_time};
use crate::elementary::within;
use crate::filter::{BinUnit, TimeWindow};
use crate::state::{TimeAxis, TimeDrag, WindowEnd, nudged};
use crate::text::key;
use crate::units::Day;
use crate::web::intl;

/// How far a pointer moves before a click becomes a drag, in CSS pixels.
const DRAG_FROM: f64 = 4.0;

#[component]
pub(super) fn Brush(store: Store, timeline: Timeline) -> impl IntoView {
    let area = NodeRef::<web_sys::HtmlElement>::new();
    // Where it began, on the screen and in time.
    let drag = RwSignal::new(None::<(f64, TimeDrag)>);
    let moved = RwSignal::new(false);
    let day_at = move |event: &PointerEvent| -> Option<(Day, BinUnit)> {
        let axis = timeline.axis.get_untracked()?;
        let left = area.get_untracked()?.get_bounding_client_rect().left();
        Some((axis.day(f64::from(event.client_x()) - left), axis.unit()))
    };
    let begin = move |event: PointerEvent, handle: Option<WindowEnd>| {
        if event.button() != 0 {
            return;
        }
        if let (Some((day, _)), Some(area)) = (day_at(&event), area.get_untracked()) {
            let _ = area.set_pointer_capture(event.pointer_id());
            let window = store.time.get_untracked();
            drag.set(Some((
                f64::from(event.client_x()),
                TimeDrag::begin(handle, day, window),
            )));
            moved.set(false);
        }
    };
    let follow = move |event: PointerEvent| {
        let Some((from, drag)) = drag.get_untracked() else {
            return;
        };
        if (f64::from(event.client_x()) - from).abs() >= DRAG_FROM {
            moved.set(true);
        }
        if let Some((day, unit)) = day_at(&event).filter(|_| moved.get_untracked()) {
            set_time(store, drag.window_at(day, unit));
        }
    };
    let end = move |event: PointerEvent| {
        let Some((_, ended)) = drag.get_untracked() else {
            return;
        };
        drag.set(None);
        if let Some((_, unit)) = day_at(&event).filter(|_| !moved.get_untracked()) {
            set_time(store, ended.clicked(unit));
        }
    };
    let ends = move || {
        let axis = timeline.axis.get()?;
        let window = store.time.get();
        Some((left_of(axis, window), right_of(axis, window), axis.width()))
    };
    let px = |value: f64| format!("{}px", rounded(value, 1));
    view! {
        <div
            node_ref=area
            class="brush"
            on:pointerdown=move |event| begin(event, None)
            on:pointermove=follow
            on:pointerup=end
            on:pointercancel=move |_| drag.set(None)
        >
            <div class="brush-outside" style:width=move || ends().map(|(left, ..)| px(left))></div>
            <div
                class="brush-inside"
                class:brush-open=move || store.time.with(|window| window.is_open())
                style:left=move || ends().map(|(left, ..)| px(left))
                style:width=move || ends().map(|(left, right, _)| px((right - left).max(0.0)))
            ></div>
            <div
                class="brush-outside"
                style:left=move || ends().map(|(_, right, _)| px(right))
                style:width=move || ends().map(|(_, right, width)| px((width - right).max(0.0)))
            ></div>
            <Handle
                store timeline end=WindowEnd::From
                left=Signal::derive(move || ends().map(|(left, ..)| px(left)))
                begin=move |event| begin(event, Some(WindowEnd::From))
            />
            <Handle
                store timeline end=WindowEnd::To
                left=Signal::derive(move || ends().map(|(_, right, _)| px(right)))
                begin=move |event| begin(event, Some(WindowEnd::To))
            />
        </div>
    }
}

fn left_of(axis: TimeAxis, window: TimeWindow) -> f64 {
    window
        .from()
        .map_or(0.0, |from| within(axis.x(from), [0.0, axis.width()]))
}

fn right_of(axis: TimeAxis, window: TimeWindow) -> f64 {
    window
        .to()
        .map_or(axis.width(), |to| within(axis.x(to), [0.0, axis.width()]))
}

/// One end of the window: a slider over days that moves by whole bars, with Shift by years.
#[component]
fn Handle(
    store: Store,
    timeline: Timeline,
    end: WindowEnd,
    left: Signal<Option<String>>,
    begin: impl Fn(PointerEvent) + 'static,
) -> impl IntoView {
    let name = match end {
        WindowEnd::From => key::TIMELINE_HANDLE_FROM,
        WindowEnd::To => key::TIMELINE_HANDLE_TO,
    };
    // The last day of the window is the one before its end.
    let day = move || match end {
        WindowEnd::From => store.time.with(|window| window.from()),
        WindowEnd::To => store.time.with(|window| window.as_of()),
    };
    let said = move || {
        let language = store.language.get();
        match (day(), end) {
            (Some(day), _) => intl::day(language, day),
            (None, WindowEnd::From) => key::TIMELINE_OPEN_START.text(language).to_owned(),
            (None, WindowEnd::To) => key::TIMELINE_OPEN_END.text(language).to_owned(),
        }
    };
    let bounds = move || {
        timeline.axis.get().map_or((0, 0), |axis| {
            let (first, end) = axis.days();
            (first.0, end.0 - 1)
        })
    };
    let now = move || {
        let (first, last) = bounds();
        day().map_or(if end == WindowEnd::From { first } else { last }, |day| {
            day.0
        })
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(axis) = timeline.axis.get_untracked() else {
            return;
        };
        let window = store.time.get_untracked();
        let (unit, steps) = match (event.key().as_str(), event.shift_key()) {
            ("ArrowRight" | "ArrowUp", false) => (axis.unit(), 1),
            ("ArrowLeft" | "ArrowDown", false) => (axis.unit(), -1),
            ("ArrowRight" | "ArrowUp" | "PageUp", _) => (BinUnit::Year, 1),
            ("ArrowLeft" | "ArrowDown" | "PageDown", _) => (BinUnit::Year, -1),
            ("Home", _) if end == WindowEnd::From => return set_open(store, end, &event),
            ("End", _) if end == WindowEnd::To => return set_open(store, end, &event),
            _ => return,
        };
        event.prevent_default();
        set_time(store, nudged(window, end, unit, steps, axis));
    };
    view! {
        <div
            class="brush-handle"
            role="slider"
            tabindex="0"
            aria-label=store.text(name)
            aria-orientation="horizontal"
            aria-valuemin=move || bounds().0
            aria-valuemax=move || bounds().1
            aria-valuenow=now
            aria-valuetext=said
            title=said
            style:left=left
            on:pointerdown=move |event: PointerEvent| {
                event.stop_propagation();
                begin(event);
            }
            on:keydown=on_key
        ></div>
    }
}

/// Home and End open the window at that end.
fn set_open(store: Store, end: WindowEnd, event: &KeyboardEvent) {
    event.prevent_default();
    let window = store.time.get_untracked();
    let (from, to) = match end {
        WindowEnd::From => (None, window.to()),
        WindowEnd::To => (window.from(), None),
    };
    if let Some(open) = TimeWindow::new(from, to) {
        set_time(store, open.with_undated(window.include_undated()));
    }
}
