//! The bars: one path per colour, so that a century of months costs a dozen elements.

use crate::web::view::prelude::*;

use super::super::Store;
use super::Timeline;
use super::key_to_bars::series_class;
use crate::decimal::rounded;
use crate::filter::Histogram;
use crate::state::TimeAxis;
use crate::text::key;
use crate::units::Day;
use crate::web::intl;

/// Height of the tallest bar and of the whole drawing, in CSS pixels; the years stand below the bars.
const BARS_HEIGHT: f64 = 46.0;
const HEIGHT: i32 = 66;

#[component]
pub(super) fn Bars(store: Store, timeline: Timeline) -> impl IntoView {
    let width = move || timeline.axis.get().map_or(1.0, TimeAxis::width);
    let label = move || {
        let language = store.language.get();
        timeline.histogram.with(|histogram| {
            let histogram = histogram.as_ref()?;
            let unit = super::key_to_bars::unit_name(histogram.spec.unit).text(language);
            let tallest = intl::count(language, histogram.tallest());
            Some(key::TIMELINE_CHART.with(language, &[("unit", unit), ("count", &tallest)]))
        })
    };
    let drawn = move || {
        let (axis, histogram) = (timeline.axis.get()?, timeline.histogram.get()?);
        let paths = series_paths(axis, &histogram)
            .into_iter()
            .zip(&histogram.series)
            .enumerate()
            .filter(|(_, (path, _))| !path.is_empty())
            .map(|(place, (path, series))| {
                view! { <path class=series_class(&histogram, place, series) d=path></path> }
            })
            .collect_view();
        Some(view! {
            <path class="bars-partial" fill="url(#partial-date)" d=partial_path(axis, &histogram)></path>
            {paths}
        })
    };
    let years = move || {
        let axis = timeline.axis.get()?;
        let labels = axis.labelled_years().into_iter().map(|(year, x)| {
            view! {
                <path class="bars-tick" d=format!("M{} 0v{HEIGHT}", px(x))></path>
                <text class="bars-year" x=px(x + 3.0) y=HEIGHT - 5>{year}</text>
            }
        });
        Some(labels.collect_view())
    };
    view! {
        <svg
            class="bars"
            role="img"
            aria-label=label
            width=width
            height=HEIGHT
            viewBox=move || format!("0 0 {} {HEIGHT}", px(width()))
        >
            <defs>
                <pattern id="partial-date" width="5" height="5" patternUnits="userSpaceOnUse">
                    <path class="bars-partial-hatch" d="M0 5L5 0"></path>
                </pattern>
            </defs>
            {years}
            {drawn}
            <path class="bars-base" d=move || format!("M0 {}h{}", px(BARS_HEIGHT), px(width()))></path>
        </svg>
    }
}

/// The rectangles of each series, stacked in the order of the series.
fn series_paths(axis: TimeAxis, histogram: &Histogram) -> Vec<String> {
    let mut paths = vec![String::new(); histogram.series.len()];
    let scale = BARS_HEIGHT / histogram.tallest().max(1) as f64;
    let (first, end) = axis.days();
    for (place, bar) in histogram.bars.iter().enumerate() {
        let Some((from, to)) = histogram.days_of(place) else {
            continue;
        };
        if to <= first || from >= end {
            continue;
        }
        let (left, right) = (axis.x(from), axis.x(to));
        let gap = if right - left > 4.0 { 1.0 } else { 0.0 };
        let mut base = BARS_HEIGHT;
        for (path, count) in paths.iter_mut().zip(&bar.counts) {
            if *count > 0 {
                let height = *count as f64 * scale;
                base -= height;
                push_rectangle(path, [left, base], [right - left - gap, height]);
            }
        }
    }
    paths
}

/// A length or a place in a drawing, to a tenth of a CSS pixel.
fn px(length: f64) -> String {
    rounded(length, 1)
}

fn push_rectangle(path: &mut String, [left, top]: [f64; 2], [width, height]: [f64; 2]) {
    let (left, top, width, height) = (px(left), px(top), px(width), px(height));
    path.push_str(&format!("M{left} {top}h{width}v{height}H{left}z"));
}

/// Bands over the years of accidents of which only the year is known, at their mean per bar.
fn partial_path(axis: TimeAxis, histogram: &Histogram) -> String {
    let scale = BARS_HEIGHT / histogram.tallest().max(1) as f64;
    let per_year = f64::from(histogram.spec.unit.per_year());
    let mut path = String::new();
    for (year, bar) in &histogram.year_only {
        let january = |year| Day::from_ymd(year, 1, 1).map(|day| axis.x(day));
        let (Some(left), Some(right)) = (january(*year), january(year + 1)) else {
            continue;
        };
        let height = bar.counts.iter().sum::<u64>() as f64 / per_year * scale;
        let top = BARS_HEIGHT - height;
        push_rectangle(&mut path, [left, top], [right - left - 1.0, height]);
    }
    path
}
