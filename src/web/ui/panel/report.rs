//! The load report in plain words: read = drawn + set aside, and why.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::wording::counted;
use super::super::{Command, DownloadFormat, Store};
use crate::ingest::{LoadReport, Note};
use crate::text::{Key, Language, key};
use crate::web::intl;

#[component]
pub(super) fn Report(store: Store, source: String, report: Arc<LoadReport>) -> impl IntoView {
    move || {
        let language = store.language.get();
        let set_aside = report.read.saturating_sub(report.drawn);
        let repaired = report
            .repaired
            .iter()
            .map(|repaired| repaired.count)
            .sum::<u64>();
        let summary = if set_aside == 0 {
            key::DATA_ALL_DRAWN.text(language).to_owned()
        } else {
            counted(language, "data.incomplete", set_aside)
        };
        view! {
            <p class:attention=set_aside != 0>{summary}</p>
            <dl class="sums">
                {sum(language, key::DATA_READ, report.read)}
                {sum(language, key::DATA_DRAWN, report.drawn)}
                {sum(language, key::DATA_SET_ASIDE, set_aside)}
                {(repaired > 0).then(|| sum(language, key::DATA_REPAIRED, repaired))}
            </dl>
            {skipped(store, &report)}
            {(set_aside > 0).then(|| downloads(store, &source))}
            {repairs(language, &report)}
            {notes(language, &report.notes)}
        }
        .into_any()
    }
}

fn sum(language: Language, name: Key, number: u64) -> impl IntoView {
    view! {
        <div>
            <dt>{name.text(language)}</dt>
            <dd>{intl::count(language, number)}</dd>
        </div>
    }
}

fn skipped(store: Store, report: &LoadReport) -> Option<AnyView> {
    let language = store.language.get();
    let lines = report
        .skipped
        .iter()
        .map(|entry| {
            let first = first_at(language, entry.index, entry.id.as_deref());
            line(language, "reason", &entry.reason, entry.count, first)
        })
        .collect::<Vec<_>>();
    section(key::DATA_WHY_SET_ASIDE.text(language), lines, true)
}

fn repairs(language: Language, report: &LoadReport) -> Option<AnyView> {
    let lines = report
        .repaired
        .iter()
        .map(|entry| {
            let first = first_at(language, entry.index, entry.id.as_deref());
            line(language, "repair", &entry.repair, entry.count, first)
        })
        .collect::<Vec<_>>();
    section(key::DATA_HOW_REPAIRED.text(language), lines, false)
}

fn notes(language: Language, notes: &[Note]) -> Option<AnyView> {
    let lines = notes
        .iter()
        .map(|note| {
            let shown = note
                .count
                .map(|count| intl::count(language, count))
                .unwrap_or_default();
            let mut values: Vec<(&str, &str)> = vec![("count", &shown)];
            values.extend(note.values.iter().map(|(name, value)| (&**name, &**value)));
            let sentence = sentence(language, "note", &note.note, &values);
            view! { <li>{sentence}</li> }.into_any()
        })
        .collect::<Vec<_>>();
    section(key::DATA_NOTES.text(language), lines, true)
}

fn section(title: &'static str, lines: Vec<AnyView>, open: bool) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        view! {
            <details class="report" open=open>
                <summary>{title}</summary>
                <ul>{lines}</ul>
            </details>
        }
        .into_any()
    })
}

fn line(language: Language, family: &str, code: &str, count: u64, first: String) -> AnyView {
    let shown = intl::count(language, count);
    let sentence = sentence(language, family, code, &[("count", &shown)]);
    view! {
        <li>
            <strong class="figures">{shown}</strong> " × " {sentence} " "
            <span class="quiet">"(" {first} ")"</span>
        </li>
    }
    .into_any()
}

/// The sentence of a code, or the code itself where this version knows no words for it.
fn sentence(language: Language, family: &str, code: &str, values: &[(&str, &str)]) -> String {
    match Key::named(&format!("{family}.{code}")) {
        Some(key) => key.with(language, values),
        None => key::DATA_UNKNOWN_REASON.with(language, &[("code", code)]),
    }
}

/// Where the first such feature stands; people count from 1.
fn first_at(language: Language, index: u64, id: Option<&str>) -> String {
    let number = intl::count(language, index + 1);
    match id {
        Some(id) => key::DATA_FIRST_AT_ID.with(language, &[("number", &number), ("id", id)]),
        None => key::DATA_FIRST_AT.with(language, &[("number", &number)]),
    }
}

fn downloads(store: Store, source: &str) -> impl IntoView {
    let button = |name: Key, format: DownloadFormat| {
        let source = source.to_owned();
        view! {
            <button
                type="button"
                class="button"
                on:click=move |_| store.send(Command::DownloadSetAside {
                    source: source.clone(),
                    format,
                })
            >
                {store.text(name)}
            </button>
        }
    };
    view! {
        <p class="buttons">
            <span>{store.text(key::DATA_DOWNLOAD)}</span>
            {button(key::DATA_DOWNLOAD_GEOJSON, DownloadFormat::GeoJson)}
            {button(key::DATA_DOWNLOAD_CSV, DownloadFormat::Csv)}
        </p>
    }
}
