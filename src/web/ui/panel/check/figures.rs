//! The figures of an answer: nearest areas, shares of the circle, accidents by year.

use crate::web::view::prelude::*;

use super::super::super::map::swatch::zone_swatch;
use super::super::super::wording::{class_name, counted, direction};
use super::super::super::{Command, ReadyAnswer, RowRef, Store};
use super::answer::percent;
use crate::analysis::{NearestKind, Tally, ZoneClass, ZoneFound};
use crate::hazard::HazardStatus;
use crate::protocol::Asked;
use crate::state::About;
use crate::text::{Language, key};
use crate::units::Metres;
use crate::web::intl;

pub(super) fn nearest(store: Store, language: Language, answer: &ReadyAnswer) -> AnyView {
    let lines = NearestKind::ALL.map(|kind| {
        let zone = answer.assessed.assessment.nearest.get(kind);
        match zone {
            Some(zone) => nearest_line(store, language, answer, zone),
            None => {
                let status = status_of(kind);
                view! {
                    <li class="answer-line">
                        {zone_swatch(status)}
                        <span>{class_name(status).text(language)}</span>
                        <span class="quiet">{key::CHECK_NEAREST_NONE.text(language)}</span>
                    </li>
                }
                .into_any()
            }
        }
    });
    view! {
        <section>
            <h3>{key::CHECK_NEAREST.text(language)}</h3>
            <ul class="answer-lines">{lines.into_iter().collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn nearest_line(
    store: Store,
    language: Language,
    answer: &ReadyAnswer,
    zone: &ZoneFound,
) -> AnyView {
    let way = if zone.distance.0 == 0.0 {
        let inside = [key::CHECK_INSIDE, key::DRAW_IN_AREA, key::DRAW_ON_ROUTE];
        About::of(&answer.asked)
            .of_three(inside)
            .text(language)
            .to_owned()
    } else {
        let distance = intl::distance(language, zone.distance.0);
        let direction = direction(language, zone.bearing_deg);
        key::RECORDS_AWAY.with(
            language,
            &[("distance", &distance), ("direction", direction)],
        )
    };
    let dated = zone.date.map_or_else(
        || key::CHECK_RECORD_UNDATED.text(language).to_owned(),
        |date| key::CHECK_RECORD_DATE.with(language, &[("date", &intl::date(language, date))]),
    );
    zone_line(store, language, answer, zone, way, |name| {
        view! { <span class="quiet"><bdi>{name}</bdi> " " {dated}</span> }.into_any()
    })
}

/// A zone in a list: its class, where it is, and what `said` makes of its name. It leads to the zone's card.
pub(super) fn zone_line(
    store: Store,
    language: Language,
    answer: &ReadyAnswer,
    zone: &ZoneFound,
    place: String,
    said: impl FnOnce(String) -> AnyView,
) -> AnyView {
    let said = said(answer.assessed.name(zone.layer, zone.row).to_owned());
    let row = RowRef {
        layer: answer.basis.expected[zone.layer].id.clone(),
        row: zone.row,
    };
    view! {
        <li>
            <button type="button" class="answer-line" on:click=move |_| store.send(Command::Select(row.clone()))>
                {zone_swatch(zone.status)}
                <span class="answer-what">{class_name(zone.status).text(language)}</span>
                <strong class="answer-way-there">{place}</strong>
                {said}
            </button>
        </li>
    }
    .into_any()
}

fn status_of(kind: NearestKind) -> HazardStatus {
    match kind {
        NearestKind::Confirmed => HazardStatus::Confirmed,
        NearestKind::Suspected => HazardStatus::Suspected,
        NearestKind::Declared => HazardStatus::Declared,
        NearestKind::Cleared => HazardStatus::Cleared,
    }
}

fn status_of_class(class: ZoneClass) -> HazardStatus {
    match class {
        ZoneClass::Confirmed => HazardStatus::Confirmed,
        ZoneClass::Suspected => HazardStatus::Suspected,
        ZoneClass::Declared => HazardStatus::Declared,
        ZoneClass::Cleared => HazardStatus::Cleared,
        ZoneClass::Reduced => HazardStatus::Reduced,
        ZoneClass::Cancelled => HazardStatus::Cancelled,
    }
}

pub(super) fn shares(language: Language, answer: &ReadyAnswer) -> AnyView {
    let within = &answer.assessed.assessment.within;
    let Metres(radius) = within.reach.ring;
    let title = match answer.asked {
        Asked::Place { .. } => {
            key::CHECK_SHARES.with(language, &[("radius", &intl::distance(language, radius))])
        }
        Asked::Area { .. } => key::DRAW_SHARES_AREA.text(language).to_owned(),
        Asked::Route { width, .. } => {
            key::DRAW_SHARES_ROUTE.with(language, &[("width", &intl::distance(language, width.0))])
        }
    };
    let known = ZoneClass::ALL.map(|class| (class, within.shares.worst_of(class)));
    let lines = known
        .iter()
        .filter(|(_, share)| *share > 0.0)
        .map(|(class, share)| {
            let status = status_of_class(*class);
            view! {
                <li class="answer-line">
                    {zone_swatch(status)}
                    <span>{class_name(status).text(language)}</span>
                    <strong class="figures">{percent(language, *share)}</strong>
                </li>
            }
        });
    let rest = 1.0 - known.iter().map(|(_, share)| share).sum::<f64>();
    view! {
        <section>
            <h3>{title}</h3>
            <ul class="answer-lines">
                {lines.collect_view()}
                <li class="answer-line">
                    <span class="swatch"></span>
                    <span>{key::CHECK_SHARE_REST.text(language)}</span>
                    <strong class="figures">{percent(language, rest.max(0.0))}</strong>
                </li>
            </ul>
        </section>
    }
    .into_any()
}

pub(super) fn accidents(language: Language, answer: &ReadyAnswer) -> AnyView {
    let within = &answer.assessed.assessment.within;
    let accidents = &within.accidents;
    let Metres(radius) = within.reach.accidents;
    let titles = [
        key::CHECK_ACCIDENTS,
        key::DRAW_ACCIDENTS_AREA,
        key::DRAW_ACCIDENTS_ROUTE,
    ];
    let title = About::of(&answer.asked)
        .of_three(titles)
        .with(language, &[("radius", &intl::distance(language, radius))]);
    let count = u64::from(accidents.total.accidents);
    let body = if count == 0 {
        view! { <p>{key::CHECK_ACCIDENTS_NONE.text(language)}</p> }.into_any()
    } else {
        let number = |people: Option<u32>| people_text(language, people);
        let total = &accidents.total;
        let figures = [
            ("killed", &*number(total.killed)),
            ("injured", &*number(total.injured)),
            ("children", &*number(total.children)),
        ];
        let years = accidents.by_year.iter().rev();
        let rows = years.map(|year| year_row(language, year.year.to_string(), &year.tally));
        let undated = (accidents.undated.accidents > 0).then(|| {
            year_row(
                language,
                key::CHECK_UNDATED.text(language).to_owned(),
                &accidents.undated,
            )
        });
        view! {
            <p>
                <strong>{counted(language, "check.accidents_count", count)}</strong>
                " · "
                {key::CHECK_ACCIDENT_FIGURES.with(language, &figures)}
            </p>
            <table class="answer-years">
                <thead>
                    <tr>
                        <th scope="col">{key::CHECK_YEAR.text(language)}</th>
                        <th scope="col">{key::LEGEND_INCIDENTS.text(language)}</th>
                        <th scope="col">{key::CHECK_KILLED.text(language)}</th>
                        <th scope="col">{key::CHECK_INJURED.text(language)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}{undated}</tbody>
            </table>
        }
        .into_any()
    };
    view! { <section><h3>{title}</h3>{body}</section> }.into_any()
}

fn year_row(language: Language, year: String, tally: &Tally) -> AnyView {
    view! {
        <tr>
            <th scope="row">{year}</th>
            <td>{intl::count(language, u64::from(tally.accidents))}</td>
            <td>{people_text(language, tally.killed)}</td>
            <td>{people_text(language, tally.injured)}</td>
        </tr>
    }
    .into_any()
}

/// A number of people; what nobody recorded is unknown, not 0.
fn people_text(language: Language, people: Option<u32>) -> String {
    people.map_or_else(
        || key::CHECK_UNKNOWN_NUMBER.text(language).to_owned(),
        |people| intl::count(language, u64::from(people)),
    )
}
