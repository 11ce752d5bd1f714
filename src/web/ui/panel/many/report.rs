//! The table taken along: as CSV, as GeoJSON, and printed with the map, the criteria, the sources and the warning.
//!
//! The report is on the page only while it is printed: it holds every row.

use std::sync::Arc;

use crate::web::view::prelude::*;

use super::super::super::wording::{class_name, counted};
use super::super::super::{Answers, ListState, Store};
use super::Ranks;
use super::criteria::{CLASSES, formula};
use super::list::refused_line;
use super::mark::mark_swatch;
use super::table::cells;
use super::words::{name_of, reason, row_caveats, said, table_caveats, warning, worded};
use crate::analysis::{Ranked, ScorePart};
use crate::protocol::LayerState;
use crate::state::{Account, AccountLayer, Column, places_csv, places_geojson};
use crate::text::{Language, key};
use crate::web::download::download;
use crate::web::intl;

/// What makes a file of an account.
type Write = fn(&Account<'_>) -> String;

#[component]
pub(super) fn Export(store: Store, ranks: Ranks) -> impl IntoView {
    let take = move |name: &'static str, kind: &'static str, write: Write| {
        move |_| {
            if let Some(text) = written(store, ranks, write) {
                download(name, kind, &text);
            }
        }
    };
    view! {
        <section class="many-export">
            <h3>{store.text(key::MANY_EXPORT)}</h3>
            <div class="buttons">
                <button type="button" id="many-csv" class="button" on:click=take("places.csv", "text/csv", places_csv)>
                    {store.text(key::MANY_EXPORT_CSV)}
                </button>
                <button
                    type="button"
                    id="many-geojson"
                    class="button"
                    on:click=take("places.geojson", "application/geo+json", places_geojson)
                >
                    {store.text(key::MANY_EXPORT_GEOJSON)}
                </button>
                <button
                    type="button"
                    id="many-print"
                    class="button"
                    // Throws only where printing is switched off; then there is nothing to print.
                    on:click=move |_| drop(window().print())
                >
                    {store.text(key::MANY_EXPORT_PRINT)}
                </button>
            </div>
            <p class="quiet">{store.text(key::MANY_EXPORT_HINT)}</p>
        </section>
    }
}

fn written(store: Store, ranks: Ranks, write: Write) -> Option<String> {
    let language = store.language.get_untracked();
    let answers = store.many.answers.get_untracked()?;
    let ranked = ranks.get_untracked();
    let account = Account {
        rows: &answers.rows,
        ranked: &ranked,
        refused: &answers.refused,
        weighting: store.many.weighting.get_untracked(),
        radius_m: answers.basis.reach.ring.0,
        counted_to: answers.basis.today,
        layers: layers(&answers),
        caveats: table_caveats(store, &answers),
        warning: warning(store, language),
        verdict_text: &|code| said(language, "many.verdict", code),
        caveat_text: &|caveat| worded(store, &answers.titles, |wording| wording.caveat(caveat)),
        reason_text: &|code| reason(language, code),
    };
    Some(write(&account))
}

fn layers(answers: &Answers) -> Vec<AccountLayer> {
    let layers = answers.basis.expected.iter().zip(&answers.titles);
    layers
        .map(|(layer, title)| AccountLayer {
            title: title.clone(),
            source: layer.source.clone(),
            as_of: layer.as_of.map_or_else(String::new, |date| date.to_iso()),
            published: layer.published,
            set_aside: match layer.state {
                LayerState::Here { set_aside, .. } => Some(set_aside),
                LayerState::Gone { .. } => None,
            },
        })
        .collect()
}

#[component]
pub(super) fn Report(store: Store, ranks: Ranks) -> impl IntoView {
    let is_printed = RwSignal::new(false);
    let handles = [
        window_event_listener(ev::beforeprint, move |_| is_printed.set(true)),
        window_event_listener(ev::afterprint, move |_| is_printed.set(false)),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    move || {
        let answers = store.many.answers.get().filter(|_| is_printed.get())?;
        Some(report(store, &answers, &ranks.get()))
    }
}

fn report(store: Store, answers: &Arc<Answers>, ranked: &[Ranked]) -> AnyView {
    let language = store.language.get();
    let name = store.many.list.with(|list| match list {
        ListState::Read(named) => named.name.clone(),
        _ => String::new(),
    });
    let name = match name.as_str() {
        "" => key::MANY_PASTED.text(language),
        name => name,
    };
    let caveats = table_caveats(store, answers);
    let caveats = caveats
        .into_iter()
        .map(|caveat| view! { <li>{caveat}</li> });
    let refused = answers
        .refused
        .iter()
        .map(|row| refused_line(language, row));
    let refused_count = answers.refused.len() as u64;
    view! {
        <article class="many-report">
            <h2>{key::MANY_REPORT.with(language, &[("name", name)])}</h2>
            <p class="many-report-warning">{warning(store, language)}</p>
            <h3>{key::CHECK_BEFORE.text(language)}</h3>
            <ul>
                <li>{key::MANY_ABSENCE.text(language)}</li>
                {caveats.collect_view()}
            </ul>
            <h3>{key::MANY_REPORT_CRITERIA.text(language)}</h3>
            <ul>{criteria(store, language, answers)}</ul>
            <h3>{key::CHECK_SOURCES.text(language)}</h3>
            <ul>{sources(language, answers)}</ul>
            {rows(store, answers, ranked)}
            {(refused_count > 0).then(|| view! {
                <h3>{counted(language, "many.refused", refused_count)}</h3>
                <ul>{refused.collect_view()}</ul>
            })}
        </article>
    }
    .into_any()
}

fn criteria(store: Store, language: Language, answers: &Answers) -> AnyView {
    let weighting = store.many.weighting.get();
    let radius = intl::distance(language, answers.basis.reach.ring.0);
    let day = intl::day(language, answers.basis.today);
    let weights = ScorePart::ALL.map(|part| {
        let weight = intl::number(language, weighting.weights[part as usize], 1);
        format!("{} {weight}", said(language, "many.weight", part.slug()))
    });
    let counting = CLASSES.into_iter().zip(weighting.counts);
    let counting = counting.filter(|(_, counts)| *counts);
    let classes: Vec<&str> = counting
        .map(|(status, _)| class_name(status).text(language))
        .collect();
    let lines = [
        key::MANY_REPORT_RADIUS.with(language, &[("radius", &radius), ("day", &day)]),
        key::MANY_REPORT_WEIGHTS.with(language, &[("weights", &weights.join("; "))]),
        key::MANY_REPORT_CLASSES.with(language, &[("classes", &classes.join(", "))]),
        formula(language, answers.basis.reach.ring.0),
        key::CHECK_METHOD.text(language).to_owned(),
    ];
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    lines.collect_view()
}

fn sources(language: Language, answers: &Answers) -> AnyView {
    let lines = layers(answers).into_iter().map(|layer| {
        let source = match layer.source.as_str() {
            "" => key::LAYERS_SOURCE_UNKNOWN.text(language),
            source => source,
        };
        let date = match layer.as_of.as_str() {
            "" => key::CHECK_RECORD_UNDATED.text(language).to_owned(),
            as_of => intl::iso_date(language, as_of),
        };
        let line = key::CHECK_SOURCE_LINE.with(language, &[("source", source), ("date", &date)]);
        let set_aside = layer.set_aside.filter(|count| *count > 0);
        let set_aside = set_aside.map(|count| counted(language, "check.set_aside", count));
        view! {
            <li>
                <strong><bdi>{layer.title}</bdi></strong>
                " "
                <bdi>{line}</bdi>
                {set_aside.map(|said| format!(" · {said}"))}
            </li>
        }
    });
    lines.collect_view()
}

fn rows(store: Store, answers: &Answers, ranked: &[Ranked]) -> AnyView {
    let language = store.language.get();
    let heads = Column::ALL.map(|column| {
        let name = said(language, "many.column", column.code());
        view! { <th scope="col">{name}</th> }
    });
    let rows = ranked.iter().zip(1..).filter_map(|(ranked, rank)| {
        let row = answers.rows.get(ranked.place)?;
        let notes = row_caveats(store, answers, row).join(" ");
        let count = row.caveats.len() as u64;
        Some(view! {
            <tr>
                <td class="figures">{intl::count(language, rank)}</td>
                <th scope="row"><bdi>{name_of(language, row)}</bdi></th>
                <td>{mark_swatch(row.mark)} " " {said(language, "many.verdict", row.verdict)}</td>
                <td class="figures">{(count > 0).then(|| intl::count(language, count))}</td>
                {cells(language, row)}
                <td class="figures">{intl::number(language, ranked.score, 1)}</td>
            </tr>
            {(count > 0).then(|| view! {
                <tr class="many-notes">
                    <td></td>
                    <td colspan=(Column::ALL.len() - 1).to_string()>{notes}</td>
                </tr>
            })}
        })
    });
    view! {
        <table class="many-report-table">
            <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}
