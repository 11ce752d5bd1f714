//! The card of a feature: what the standard knows of it first, what the file says below, all as text.

use std::sync::Arc;

use crate::web::view::prelude::*;
use web_sys::KeyboardEvent;

use super::icons::{self, icon};
use super::map::swatch::record_mark;
use super::top_bar::focus;
use super::warning::is_web_address;
use super::wording::{age, kind_name};
use super::{Card, Command, LayerEntry, Store};
use crate::filter::{Outcome, People};
use crate::hazard::{Field, HazardStatus, RowKind};
use crate::ingest::{DetailValue, RowDetails};
use crate::text::{Key, Language, key};
use crate::web::intl;

#[component]
pub(super) fn FeatureCard(store: Store) -> impl IntoView {
    let is_open = Memo::new(move |_| store.card.with(Option::is_some));
    // The keyboard follows the card when it opens, and returns to the map when it closes.
    Effect::new(move |before: Option<bool>| {
        let open = is_open.get();
        if before.is_some_and(|before| before != open) {
            let goal = if open { "card" } else { "map-host" };
            request_animation_frame(move || focus(goal));
        }
        open
    });
    view! {
        <Show when=move || is_open.get()>
            {sheet(store)}
        </Show>
    }
}

/// The card while it is open.
fn sheet(store: Store) -> AnyView {
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            store.send(Command::CloseCard);
        }
    };
    let contents = view! {
            <section id="card" class="card" tabindex="-1" aria-labelledby="card-title" on:keydown=on_key>
                <div class="card-head">
                    <Pages store/>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=store.text(key::PAGE_CLOSE)
                        title=store.text(key::PAGE_CLOSE)
                        on:click=move |_| store.send(Command::CloseCard)
                    >
                        {icon(icons::CLOSE)}
                    </button>
                </div>
                {move || store.card.with(|card| card.as_ref().map(|card| body(store, card)))}
            </section>
    };
    contents.into_any()
}

/// Which of the features under the pointer is shown.
#[component]
fn Pages(store: Store) -> impl IntoView {
    let place = Memo::new(move |_| {
        store.card.with(|card| {
            card.as_ref()
                .map_or((0, 0, 0), |card| (card.page, card.rows.len(), card.all))
        })
    });
    let turn = move |by: usize| {
        let (page, pages, _) = place.get_untracked();
        store.send(Command::CardPage((page + by) % pages.max(1)));
    };
    let label = move || {
        let language = store.language.get();
        let (page, pages, all) = place.get();
        let values = [
            ("page", &*intl::count(language, page as u64 + 1)),
            ("pages", &*intl::count(language, pages as u64)),
            ("all", &*intl::count(language, all as u64)),
        ];
        if all > pages {
            key::CARD_PAGE_OF_NEAREST.with(language, &values)
        } else {
            key::CARD_PAGE.with(language, &values[..2])
        }
    };
    let button = move |name: Key, drawing: &'static str, back: bool| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=store.text(name)
                title=store.text(name)
                on:click=move |_| turn(if back { place.get_untracked().1.max(1) - 1 } else { 1 })
            >
                {icon(drawing)}
            </button>
        }
    };
    view! {
        <Show when=move || { place.get().1 > 1 }>
            {button(key::CARD_PREVIOUS, icons::PREVIOUS, true)}
            <span class="figures" role="status">{label}</span>
            {button(key::CARD_NEXT, icons::NEXT, false)}
        </Show>
    }
}

fn body(store: Store, card: &Card) -> AnyView {
    let language = store.language.get();
    let Some(details) = &card.details else {
        return view! { <p id="card-title" class="quiet">{key::DATA_LOADING.text(language)}</p> }
            .into_any();
    };
    let layer = card.rows.get(card.page).and_then(|row| {
        store
            .layers
            .with(|layers| layers.iter().find(|layer| layer.id == row.layer).cloned())
    });
    let kind = details.role.row_kind();
    let status = status_of(details);
    let what = match status {
        Some(status) => Key::named(&format!("status.{}", status.slug())),
        None => Some(kind_name(kind)),
    };
    let title = details.title.clone();
    let title = title.unwrap_or_else(|| key::RECORDS_UNTITLED.text(language).to_owned());
    let term = status.and_then(|status| Key::named(&format!("term.{}", status.slug())));
    view! {
        <p class="card-class">
            {record_mark(kind, status, outcome_of(details))}
            <strong>{what.map(|what| what.text(language))}</strong>
        </p>
        {term.map(|term| view! { <p class="quiet">{term.text(language)}</p> })}
        <h2 id="card-title"><bdi>{title}</bdi></h2>
        {check_button(store, card, details, language)}
        {known_fields(details, language)}
        {layer.map(|layer| provenance(&layer, language))}
        {raw_fields(details, language)}
    }
    .into_any()
}

/// From a record to what is recorded around it.
fn check_button(
    store: Store,
    card: &Card,
    details: &RowDetails,
    language: Language,
) -> Option<AnyView> {
    let row = card.rows.get(card.page)?.clone();
    let name = details.title.clone().unwrap_or_default();
    let check = move |_| store.send(Command::CheckRow(row.clone(), name.clone()));
    Some(
        view! {
            <button type="button" class="button card-check" on:click=check>
                {key::CHECK_THIS_PLACE.text(language)}
            </button>
        }
        .into_any(),
    )
}

/// The recorded status of a zone; one that the file does not state is unknown.
fn status_of(details: &RowDetails) -> Option<HazardStatus> {
    (details.role.row_kind() == RowKind::Zone).then(|| {
        details
            .fields
            .iter()
            .find_map(|(field, value)| match value {
                DetailValue::Category(slug) if *field == Field::Status => {
                    HazardStatus::from_slug(slug)
                }
                _ => None,
            })
            .unwrap_or(HazardStatus::Unknown)
    })
}

/// What the mark of an accident says.
fn outcome_of(details: &RowDetails) -> Outcome {
    let count = |wanted: Field| {
        details
            .fields
            .iter()
            .find_map(|(field, value)| match value {
                DetailValue::Number(number) if *field == wanted => Some(*number as u32),
                _ => None,
            })
    };
    let people = People {
        killed: count(Field::Killed),
        injured: count(Field::Injured),
        ..People::default()
    };
    people.worst_outcome()
}

fn known_fields(details: &Arc<RowDetails>, language: Language) -> AnyView {
    let lines = details
        .fields
        .iter()
        .filter(|(field, _)| !matches!(field, Field::Status | Field::Name))
        .map(|(field, value)| {
            let name = Key::named(&format!("field.{}", field.slug()));
            view! {
                <dt>{name.map_or(field.slug(), |name| name.text(language))}</dt>
                <dd>{written(*field, value, language)}</dd>
            }
        });
    let missing = expected(details.role.row_kind())
        .iter()
        .filter(|field| details.fields.iter().all(|(known, _)| known != *field))
        .filter_map(|field| Key::named(&format!("field.{}", field.slug())))
        .map(|name| {
            view! {
                <dt>{name.text(language)}</dt>
                <dd>{key::FACET_VALUE_UNKNOWN.text(language)}</dd>
            }
        });
    view! { <dl class="facts">{lines.collect_view()}{missing.collect_view()}</dl> }.into_any()
}

/// What a reader looks for: where the file is silent, the card says that it is unknown.
fn expected(kind: RowKind) -> &'static [Field] {
    match kind {
        RowKind::Zone => &[Field::HazardTypes, Field::WorkStatus, Field::SurveyDate],
        RowKind::Incident => &[Field::Date, Field::Killed, Field::Injured, Field::Device],
        RowKind::Settlement | RowKind::Region => &[],
    }
}

fn written(field: Field, value: &DetailValue, language: Language) -> AnyView {
    match value {
        DetailValue::Text(text) => text_or_link(text.clone()),
        DetailValue::Number(number) => {
            number_with_unit(field, DetailValue::written(*number), language).into_any()
        }
        DetailValue::Date(date) => intl::date(language, *date).into_any(),
        DetailValue::Category(slug) => Key::named(&format!("{}.{slug}", field.slug()))
            .map_or_else(|| slug.clone(), |name| name.text(language).to_owned())
            .into_any(),
        DetailValue::HazardTypes(types) => {
            let names = types.iter().filter_map(|kind| {
                let name = Key::named(&format!("hazard_type.{}", kind.slug()))?;
                Some(view! { <li>{name.text(language)}</li> })
            });
            view! { <ul>{names.collect_view()}</ul> }.into_any()
        }
    }
}

fn number_with_unit(field: Field, number: f64, language: Language) -> String {
    match field {
        Field::AreaM2 | Field::ComputedAreaM2 => intl::area(language, number),
        Field::PositionalAccuracyM => intl::distance(language, number),
        Field::ClearanceDepthM => intl::with_unit(language, key::UNIT_METRES, number, 2),
        Field::ReliabilityPercent => intl::with_unit(language, key::UNIT_PERCENT, number, 1),
        _ => intl::number(language, number, 2),
    }
}

/// Only web addresses become links; everything else stays text, whatever it looks like.
fn text_or_link(text: String) -> AnyView {
    if is_web_address(&text) {
        let shown = text.clone();
        view! { <a href=text target="_blank" rel="noopener noreferrer">{shown}</a> }.into_any()
    } else {
        view! { <bdi class="card-text">{text}</bdi> }.into_any()
    }
}

/// Whose record it is and how old: as the layer says.
fn provenance(layer: &LayerEntry, language: Language) -> AnyView {
    let unknown = || key::LAYERS_SOURCE_UNKNOWN.text(language).to_owned();
    let dated = layer.as_of.as_deref().map_or_else(unknown, |day| {
        let day = intl::iso_date(language, day);
        match layer.age_days {
            Some(days) => format!("{day} ({})", age(language, days)),
            None => day,
        }
    });
    view! {
        <dl class="facts card-source">
            <dt>{key::CARD_LAYER.text(language)}</dt>
            <dd>{layer.title.clone()}</dd>
            <dt>{key::LAYERS_SOURCE.text(language)}</dt>
            <dd>{layer.source.clone().unwrap_or_else(unknown)}</dd>
            <dt>{key::LAYERS_AS_OF.text(language)}</dt>
            <dd>{dated}</dd>
        </dl>
    }
    .into_any()
}

fn raw_fields(details: &RowDetails, language: Language) -> Option<AnyView> {
    let lines = details.raw.iter().map(|(name, value)| {
        view! { <dt><bdi>{name.clone()}</bdi></dt><dd>{text_or_link(value.clone())}</dd> }
    });
    (!details.raw.is_empty()).then(|| {
        view! {
            <details class="report">
                <summary>{key::CARD_RAW.text(language)}</summary>
                <dl class="facts">{lines.collect_view()}</dl>
            </details>
        }
        .into_any()
    })
}
