//! What the colours of the bars mean.

use crate::web::view::prelude::*;

use super::super::Store;
use super::{Timeline, facet_of};
use crate::filter::{BinUnit, Histogram, Outcome, Series, Stack, UNKNOWN};
use crate::state::value_name;
use crate::text::{Key, key};

/// How many hues the style sheet has for values other than outcomes.
const HUES: usize = 8;

/// The class of a bar: outcomes have their own look; other values a hue each, and the outcome says how full it is.
pub(super) fn series_class(histogram: &Histogram, place: usize, series: &Series) -> String {
    let value = match series.value {
        value if histogram.spec.stack == Stack::Outcome => format!("bar-{value}"),
        UNKNOWN => "bar-value-unknown".to_owned(),
        value => format!("bar-hue-{}", hue(histogram, place, value)),
    };
    match series.outcome {
        Some(outcome) if histogram.spec.stack != Stack::Outcome => {
            format!("{value} bar-of-{}", outcome.slug())
        }
        _ => value,
    }
}

/// The place of a value among the values of its outcome: the same value has the same hue everywhere.
fn hue(histogram: &Histogram, place: usize, value: &str) -> usize {
    histogram
        .series
        .iter()
        .position(|series| series.value == value)
        .unwrap_or(place)
        % HUES
}

/// The series that occur, with their colours.
#[component]
pub(super) fn KeyToBars(store: Store, timeline: Timeline) -> impl IntoView {
    move || {
        let language = store.language.get();
        let histogram = timeline.histogram.get()?;
        let facet = facet_of(histogram.spec.stack);
        let occurs = |wanted: &dyn Fn(&Series) -> bool| {
            histogram
                .bars
                .iter()
                .chain(histogram.year_only.iter().map(|(_, bar)| bar))
                .any(|bar| {
                    bar.counts
                        .iter()
                        .zip(&histogram.series)
                        .any(|(count, series)| *count > 0 && wanted(series))
                })
        };
        let mut values: Vec<&'static str> = Vec::new();
        for series in &histogram.series {
            if !values.contains(&series.value) && occurs(&|other| other.value == series.value) {
                values.push(series.value);
            }
        }
        let by_value = values.into_iter().map(|value| {
            let place = histogram
                .series
                .iter()
                .position(|series| series.value == value)
                .unwrap_or(0);
            let plain = Series {
                outcome: None,
                value,
            };
            (
                series_class(&histogram, place, &plain),
                value_name(facet, value, language),
            )
        });
        let shaded = histogram.spec.stack != Stack::Outcome;
        let by_outcome = [Outcome::Killed, Outcome::Injured, Outcome::Unknown]
            .into_iter()
            .filter(|outcome| shaded && occurs(&|series| series.outcome == Some(*outcome)))
            .map(|outcome| {
                let name = value_name(crate::filter::Facet::Outcome, outcome.slug(), language);
                (format!("bar-shade bar-of-{}", outcome.slug()), name)
            });
        let entries = by_value
            .chain(by_outcome)
            .map(|(class, name)| view! {
                <li>
                    <svg viewBox="0 0 12 12" aria-hidden="true"><path class=class d="M0 0h12v12H0z"></path></svg>
                    {name}
                </li>
            })
            .collect_view();
        let partial = !histogram.year_only.is_empty();
        Some(view! {
            <ul class="timeline-key">
                {entries}
                {partial.then(|| view! { <li>{key::TIMELINE_PARTIAL.text(language)}</li> })}
            </ul>
        })
    }
}

pub(super) fn unit_name(unit: BinUnit) -> Key {
    match unit {
        BinUnit::Year => key::TIMELINE_UNIT_YEAR,
        BinUnit::Quarter => key::TIMELINE_UNIT_QUARTER,
        BinUnit::Month => key::TIMELINE_UNIT_MONTH,
    }
}
