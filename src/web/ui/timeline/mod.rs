//! The casualty timeline along the bottom: bars, a brush for the dates, and playback.
//!
//! While dragging or playing, only the time window changes: the bars stand still, because they are counted under every
//! filter but the time.

mod bars;
mod brush;
mod dates;
mod key_to_bars;
mod playback;

use std::sync::Arc;

use crate::web::view::prelude::*;

use self::bars::Bars;
use self::brush::Brush;
use self::dates::{AsOf, Dates, Undated};
use self::key_to_bars::KeyToBars;
use self::playback::Playback;
use super::icons::{self, icon};
use super::{Command, Store};
use crate::filter::{Facet, Histogram, HistogramSpec, Measure, Stack, TimeWindow};
use crate::state::{TimeAxis, facet_name};
use crate::text::key;
use crate::units::Day;
use crate::web::intl;

/// What the parts of the timeline share.
#[derive(Clone, Copy)]
struct Timeline {
    stack: RwSignal<Stack>,
    measure: RwSignal<Measure>,
    /// The reader chose what is counted; until then the data decide.
    measure_chosen: RwSignal<bool>,
    axis: Signal<Option<TimeAxis>>,
    histogram: Memo<Option<Arc<Histogram>>>,
}

#[component]
pub(super) fn TimelineStrip(store: Store) -> impl IntoView {
    let folded = RwSignal::new(!super::map::is_wide());
    // Of the chart, once it has been laid out.
    let width = RwSignal::new(None::<f64>);
    // Stretched over these days; `None` shows all.
    let stretched = RwSignal::new(None::<(Day, Day)>);
    let chart = NodeRef::<web_sys::HtmlElement>::new();
    let measure_width = move || {
        if let Some(chart) = chart.get_untracked() {
            width.set(Some(f64::from(chart.client_width()).max(1.0)));
        }
    };
    Effect::new(move || {
        // Once the chart is there, and whenever it comes back.
        chart.track();
        folded.track();
        request_animation_frame(measure_width);
    });
    let resized = window_event_listener(ev::resize, move |_| measure_width());
    on_cleanup(move || resized.remove());

    let (stack, measure) = (
        RwSignal::new(Stack::Outcome),
        RwSignal::new(Measure::People),
    );
    let axis = Memo::new(move |_| {
        let (first, last) = stretched.get().or(store.dated_extent.get())?;
        Some(TimeAxis::over_years(first, last, width.get()?))
    });
    let histogram = Memo::new(move |_| {
        store.timeline_version.track();
        let unit = axis.get()?.unit();
        (!folded.get()).then(|| {
            Arc::new(store.histogram(HistogramSpec {
                unit,
                stack: stack.get(),
                measure: measure.get(),
            }))
        })
    });
    let measure_chosen = RwSignal::new(false);
    Effect::new(move || {
        // Where no record says how many people were harmed, bars of people would all be empty.
        let fitting = histogram.with(|histogram| histogram.as_ref().map(|known| fitting(known)));
        if let Some(fitting) = fitting.filter(|_| !measure_chosen.get_untracked()) {
            measure.set(fitting);
        }
    });
    let timeline = Timeline {
        stack,
        measure,
        measure_chosen,
        axis: axis.into(),
        histogram,
    };

    let fold_label = move || {
        let key = if folded.get() {
            key::TIMELINE_UNFOLD
        } else {
            key::TIMELINE_FOLD
        };
        key.text(store.language.get())
    };
    let has_dates = move || store.dated_extent.with(Option::is_some);
    view! {
        <Show when=move || !has_dates() && store.dated_zones.get()>
            <section class="timeline timeline-is-folded" aria-label=store.text(key::TIMELINE_AS_OF)>
                <div class="timeline-row">
                    <span>{store.text(key::TIMELINE_AS_OF)}</span>
                    <AsOf store/>
                </div>
            </section>
        </Show>
        <Show when=has_dates>
            <section
                class="timeline"
                class:timeline-is-folded=folded
                aria-label=store.text(key::TIMELINE_LABEL)
            >
                <div class="timeline-row">
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=fold_label
                        title=fold_label
                        aria-expanded=move || (!folded.get()).to_string()
                        on:click=move |_| folded.update(|folded| *folded = !*folded)
                    >
                        {move || icon(if folded.get() { icons::UNFOLD } else { icons::FOLD })}
                    </button>
                    <Playback store/>
                    <Dates store/>
                    <Choices store timeline stretched/>
                    <Show when=move || folded.get()>
                        <Totals store/>
                    </Show>
                </div>
                <Show when=move || !folded.get()>
                    <div class="timeline-said">
                        <KeyToBars store timeline/>
                        <Totals store/>
                    </div>
                    <div class="timeline-chart" dir="ltr" node_ref=chart>
                        <Bars store timeline/>
                        <Brush store timeline/>
                    </div>
                </Show>
            </section>
        </Show>
    }
}

/// What can be counted: people where any record tells of them, else accidents.
fn fitting(histogram: &Histogram) -> Measure {
    let total = &histogram.total;
    let outcomes = [total.killed, total.injured, total.outcome_unknown];
    if total.accidents > 0 && outcomes.iter().all(|known| known.accidents == 0) {
        Measure::Accidents
    } else {
        Measure::People
    }
}

/// What is counted, how it is coloured, and over which years.
#[component]
fn Choices(
    store: Store,
    timeline: Timeline,
    stretched: RwSignal<Option<(Day, Day)>>,
) -> impl IntoView {
    let stacks = Stack::ALL.map(|stack| {
        view! {
            <option value=stack.slug() selected=timeline.stack.get_untracked() == stack>
                {move || facet_name(facet_of(stack)).text(store.language.get())}
            </option>
        }
    });
    let choose_measure = move |event| {
        let accidents = event_target_value(&event) == "accidents";
        timeline.measure_chosen.set(true);
        timeline.measure.set(if accidents {
            Measure::Accidents
        } else {
            Measure::People
        });
    };
    let window_days = move || store.time.with(|window| window.from().zip(window.to()));
    let stretch = move |_| {
        stretched.update(|stretched| {
            *stretched = match stretched {
                Some(_) => None,
                None => window_days().map(|(from, to)| (from, Day(to.0 - 1))),
            };
        });
    };
    let stretch_label = move || {
        let zoomed = stretched.with(Option::is_some);
        let key = if zoomed {
            key::TIMELINE_ZOOM_OUT
        } else {
            key::TIMELINE_ZOOM
        };
        key.text(store.language.get())
    };
    view! {
        <div class="timeline-choices">
            <select
                aria-label=store.text(key::TIMELINE_MEASURE)
                title=store.text(key::TIMELINE_MEASURE)
                prop:value=move || match timeline.measure.get() {
                    Measure::People => "people",
                    Measure::Accidents => "accidents",
                }
                on:change=choose_measure
            >
                <option value="people">{store.text(key::TIMELINE_PEOPLE)}</option>
                <option value="accidents">{store.text(key::TIMELINE_ACCIDENTS)}</option>
            </select>
            <select
                aria-label=store.text(key::TIMELINE_STACK)
                title=store.text(key::TIMELINE_STACK)
                on:change=move |event| {
                    timeline.stack.set(Stack::from_slug(&event_target_value(&event)).unwrap_or_default());
                }
            >
                {stacks.into_iter().collect_view()}
            </select>
            <button
                type="button"
                class="icon-button"
                aria-label=stretch_label
                title=stretch_label
                disabled=move || stretched.with(Option::is_none) && window_days().is_none()
                on:click=stretch
            >
                {move || icon(if stretched.with(Option::is_some) { icons::SHRINK } else { icons::STRETCH })}
            </button>
            <Undated store timeline/>
        </div>
    }
}

/// Killed, injured and unknown outcome in the window, never added together, each with its denominator on demand.
#[component]
fn Totals(store: Store) -> impl IntoView {
    let totals = Memo::new(move |_| {
        store
            .counted
            .with(|counted| (counted.totals.incidents, counted.totals.casualties))
    });
    let sentence = move || super::wording::sentences(store).casualties;
    view! {
        <p class="timeline-totals figures" title=sentence>
            {move || {
                let language = store.language.get();
                let count = |number| intl::count(language, number);
                let (rows, people) = totals.get();
                let mut said = vec![key::TIMELINE_SHOWN.with(
                    language,
                    &[("shown", &count(rows.shown)), ("all", &count(rows.all()))],
                )];
                for (known, name) in [
                    (people.killed, key::TIMELINE_KILLED),
                    (people.injured, key::TIMELINE_INJURED),
                    (people.outcome_unknown, key::TIMELINE_OUTCOME_UNKNOWN),
                ] {
                    if known.accidents > 0 {
                        said.push(name.with(language, &[("count", &count(known.sum))]));
                    }
                }
                said.join(" · ")
            }}
        </p>
    }
}

/// The question whose names the values of a stack bear.
fn facet_of(stack: Stack) -> Facet {
    match stack {
        Stack::Outcome => Facet::Outcome,
        Stack::AgeGroup => Facet::AgeGroup,
        Stack::Sex => Facet::Sex,
        Stack::Device => Facet::Device,
    }
}

/// Moves the window, unless it is where it should be already.
fn set_time(store: Store, window: TimeWindow) {
    if store.time.get_untracked() != window {
        store.send(Command::SetTime(window));
    }
}
