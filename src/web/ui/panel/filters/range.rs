//! From and to of a size in hectares or an age in years, and whether rows without that number are shown.

use crate::web::view::prelude::*;
use web_sys::Event;

use super::super::super::wording::counted;
use super::super::super::{Command, Store};
use crate::filter::{Measured, Range};
use crate::text::{Key, Language, key};
use crate::web::intl;

const SQUARE_METRES_PER_HECTARE: f64 = 10_000.0;
const DAYS_PER_YEAR: f64 = 365.25;

#[component]
pub(super) fn NumberRange(store: Store, measured: Measured) -> impl IntoView {
    let range = Memo::new(move |_| store.filter.with(|filter| filter.range(measured)));
    let unit = unit(measured);
    let change = move |set: &dyn Fn(&mut Range)| {
        let mut filter = store.filter.get_untracked();
        // A size that nobody recorded may be any size: it stays until the reader takes it away.
        let mut range = filter.range(measured).unwrap_or(Range {
            unknown: true,
            ..Range::default()
        });
        set(&mut range);
        filter.set_range(measured, Some(range));
        store.send(Command::SetFilter(filter));
    };
    let read = move |event: &Event| {
        let written = crate::decimal::parse(event_target_value(event).as_bytes());
        written.map(|value| value * unit)
    };
    let bound = move |name: Key, of: fn(&mut Range) -> &mut Option<f64>| {
        let shown = move || {
            let bound = range.get().and_then(|mut range| *of(&mut range));
            bound.map_or(String::new(), |bound| {
                crate::decimal::shortest(in_unit(bound, unit))
            })
        };
        view! {
            <label class="field">
                <span>{store.text(name)}</span>
                <input
                    type="number"
                    min="0"
                    step="any"
                    inputmode="decimal"
                    prop:value=shown
                    on:change=move |event| {
                        let value = read(&event);
                        change(&|range| *of(range) = value);
                    }
                />
            </label>
        }
    };
    view! {
        <fieldset class="range">
            <legend>{store.text(name(measured))}</legend>
            {bound(key::FILTERS_FROM, |range| &mut range.min)}
            {bound(key::FILTERS_TO, |range| &mut range.max)}
            <label class="choice">
                <input
                    type="checkbox"
                    disabled=move || range.get().is_none()
                    prop:checked=move || range.get().is_none_or(|range| range.unknown)
                    on:change=move |event| {
                        let unknown = event_target_checked(&event);
                        change(&|range| range.unknown = unknown);
                    }
                />
                <span>{store.text(key::FILTERS_UNKNOWN_TOO)}</span>
            </label>
        </fieldset>
    }
}

fn name(measured: Measured) -> Key {
    match measured {
        Measured::Area => key::FILTERS_AREA,
        Measured::SurveyAge => key::FILTERS_SURVEY_AGE,
    }
}

/// What the fields are written in, as a multiple of the filter's own unit.
fn unit(measured: Measured) -> f64 {
    match measured {
        Measured::Area => SQUARE_METRES_PER_HECTARE,
        Measured::SurveyAge => DAYS_PER_YEAR,
    }
}

/// No more digits than fit into a small field.
fn in_unit(bound: f64, unit: f64) -> f64 {
    (bound / unit * 10_000.0).round() / 10_000.0
}

/// "1 ha – 10 ha", "from 5 years".
pub(super) fn described(language: Language, measured: Measured, range: Range) -> String {
    let written = |bound: f64| match measured {
        Measured::Area => intl::area(language, bound),
        Measured::SurveyAge => {
            let years = bound / DAYS_PER_YEAR;
            if (years - years.round()).abs() < 0.005 {
                counted(language, "filters.years", years.round() as u64)
            } else {
                intl::with_unit(language, key::FILTERS_YEARS_PART, years, 1)
            }
        }
    };
    match (range.min.map(written), range.max.map(written)) {
        (Some(min), Some(max)) => {
            key::FILTERS_BETWEEN.with(language, &[("min", &min), ("max", &max)])
        }
        (Some(min), None) => key::FILTERS_AT_LEAST.with(language, &[("min", &min)]),
        (None, Some(max)) => key::FILTERS_AT_MOST.with(language, &[("max", &max)]),
        (None, None) => String::new(),
    }
}
