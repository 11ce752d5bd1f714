//! The Figures tab: published numbers, each as the sentence of whoever says it. They are kept apart from the map, and
//! where sources disagree every value stands.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::{Command, Store};
use crate::figures::{Bound, Claim, Figure, Figures, Group, Series, Unit};
use crate::text::{Language, key};
use crate::web::intl;

#[component]
pub(super) fn FiguresTab(store: Store) -> impl IntoView {
    store.send(Command::ReadFigures);
    move || {
        let language = store.language.get();
        match store.figures.get() {
            None => view! { <p class="empty">{key::FIGURES_EMPTY.text(language)}</p> }.into_any(),
            Some(figures) => all(&figures, language),
        }
    }
}

fn all(figures: &Arc<Figures>, language: Language) -> AnyView {
    let groups = figures
        .groups
        .iter()
        .map(|group| self::group(figures, group, language));
    view! {
        <p class="figures-apart">
            <strong>{key::FIGURES_APART.text(language)}</strong>
            " "
            {figures.note.in_language(language.tag()).to_owned()}
        </p>
        {groups.collect_view()}
    }
    .into_any()
}

fn group(figures: &Figures, group: &Group, language: Language) -> AnyView {
    let single = group
        .figures
        .iter()
        .map(|figure| self::figure(figures, figure, language));
    let series = group
        .series
        .iter()
        .map(|series| table(figures, series, language));
    view! {
        <section class="figure-group">
            <h2>{group.title.in_language(language.tag()).to_owned()}</h2>
            {single.collect_view()}
            {series.collect_view()}
        </section>
    }
    .into_any()
}

fn figure(figures: &Figures, figure: &Figure, language: Language) -> AnyView {
    let disagree = figure.claims.len() > 1;
    let claims = figure
        .claims
        .iter()
        .map(|claim| self::claim(figures, claim, figure.unit, language));
    view! {
        <div class="figure">
            <h3>{figure.label.in_language(language.tag()).to_owned()}</h3>
            {disagree.then(|| view! {
                <p class="quiet">{key::FIGURES_DISAGREE.text(language)}</p>
            })}
            <ul>{claims.collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn claim(figures: &Figures, claim: &Claim, unit: Unit, language: Language) -> AnyView {
    let shown = |value: f64| number(language, unit, value);
    let statement = claim
        .statement
        .in_language(language.tag())
        .replace("{value}", &claim.value.map(shown).unwrap_or_default())
        .replace(
            "{parts_total}",
            &claim.conflicting_total().map(shown).unwrap_or_default(),
        );
    let denominator = claim
        .denominator
        .as_ref()
        .map(|text| text.in_language(language.tag()).to_owned());
    let parts = claim.parts.iter().map(|part| {
        let label = part.label.in_language(language.tag()).to_owned();
        view! { <li><span class="figures">{shown(part.value)}</span> " " {label}</li> }
    });
    view! {
        <li class="claim">
            {claim.value.map(|value| {
                let value = bounded(language, claim.bound, &shown(value));
                view! { <strong class="figures">{value}</strong> }
            })}
            <p>{statement}</p>
            {denominator.map(|denominator| view! { <p class="quiet">{denominator}</p> })}
            {(!claim.parts.is_empty()).then(|| view! { <ul class="parts">{parts.collect_view()}</ul> })}
            <p class="quiet">{cited(figures, &claim.source, language)}</p>
        </li>
    }
    .into_any()
}

fn table(figures: &Figures, series: &Series, language: Language) -> AnyView {
    let rows = series
        .points
        .iter()
        .zip(series.bars())
        .map(|(point, share)| {
            let to = intl::iso_date(language, &point.to);
            let period = match &point.from {
                Some(from) => format!("{} – {to}", intl::iso_date(language, from)),
                None => to,
            };
            view! {
                <tr>
                    <th scope="row">{period}</th>
                    <td class="figures">
                        {number(language, series.unit, point.value)}
                        {share.map(bar)}
                    </td>
                    <td class="quiet">{cited(figures, &point.source, language)}</td>
                </tr>
            }
        });
    view! {
        <table class="series">
            <caption>
                {series.title.in_language(language.tag()).to_owned()}
                {series.cumulative.then(|| view! {
                    " " <span class="quiet">{key::FIGURES_CUMULATIVE.text(language)}</span>
                })}
            </caption>
            <thead>
                <tr>
                    <th scope="col">{key::FIGURES_PERIOD.text(language)}</th>
                    <th scope="col">{key::FIGURES_VALUE.text(language)}</th>
                    <th scope="col">{key::LAYERS_SOURCE.text(language)}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// A line under the number, as long as its share of the largest.
fn bar(share: f64) -> AnyView {
    view! {
        <svg class="series-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
            <rect width=share * 100.0 height="4"></rect>
        </svg>
    }
    .into_any()
}

fn number(language: Language, unit: Unit, value: f64) -> String {
    match unit {
        Unit::Percent => intl::with_unit(language, key::UNIT_PERCENT, value, 1),
        Unit::Hectares => intl::with_unit(language, key::UNIT_HECTARES, value, 0),
        Unit::People | Unit::Devices | Unit::Settlements => intl::number(language, value, 0),
    }
}

/// A number as exactly as its source means it.
fn bounded(language: Language, bound: Bound, shown: &str) -> String {
    match bound {
        Bound::Exact => shown.to_owned(),
        Bound::About => key::FIGURES_ABOUT.with(language, &[("value", shown)]),
        Bound::MoreThan => key::FIGURES_MORE_THAN.with(language, &[("value", shown)]),
    }
}

/// Who published it, and when.
fn cited(figures: &Figures, id: &str, language: Language) -> String {
    figures.source(id).map_or_else(String::new, |source| {
        let date = intl::iso_date(language, &source.date);
        format!("{}, {date}", source.name.in_language(language.tag()))
    })
}
