//! The table: sorted by any column, a page at a time, along with the map. Arrow keys go from row to row.

use std::sync::Arc;

use crate::web::view::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::super::super::{Answers, Command, ManyCommand, Store};
use super::Ranks;
use super::detail::detail;
use super::mark::mark_swatch;
use super::words::{name_of, percent, said};
use crate::analysis::{NearestKind, ZoneClass};
use crate::state::{Column, PlaceRow};
use crate::text::{Language, key};
use crate::web::intl;

/// Rows of a page: more would slow the page down.
const PAGE: usize = 50;

/// Where a row stands among all.
#[derive(Clone, Copy, Default)]
struct Placing {
    rank: u64,
    score: f64,
}

#[component]
pub(super) fn Table(store: Store, ranks: Ranks) -> impl IntoView {
    let (shown, chosen) = (store.many.shown, store.many.chosen);
    let page = RwSignal::new(0_usize);
    let pages = move || shown.with(|shown| shown.len().div_ceil(PAGE).max(1));
    // Another order begins at its beginning, unless a row is looked at.
    Effect::new(move || {
        let at = shown.with(|shown| {
            let chosen = chosen.get();
            chosen.and_then(|chosen| shown.iter().position(|row| *row == chosen))
        });
        let wanted = at.unwrap_or(0) / PAGE;
        if page.get_untracked() != wanted {
            page.set(wanted);
        }
        if at.is_some() {
            request_animation_frame(|| {
                see(".many-row[aria-current]", ScrollLogicalPosition::Nearest);
            });
        }
    });
    let wide = store.many.wide;
    let rows = move || {
        let language = store.language.get();
        let first = page.get().min(pages() - 1) * PAGE;
        // What is shown follows answers and ranks: those in force belong to it.
        let Some(answers) = store.many.answers.get_untracked() else {
            return ().into_any();
        };
        let mut placings = vec![Placing::default(); answers.rows.len()];
        ranks.with_untracked(|ranks| {
            for (ranked, rank) in ranks.iter().zip(1..) {
                if let Some(placing) = placings.get_mut(ranked.place) {
                    let score = ranked.score;
                    *placing = Placing { rank, score };
                }
            }
        });
        shown.with(|shown| {
            let end = shown.len().min(first + PAGE);
            let of_page: Arc<[usize]> = shown[first.min(end)..end].into();
            let rows = of_page.iter().filter_map(|row| {
                let placing = *placings.get(*row)?;
                let page = of_page.clone();
                Some(table_row(store, language, &answers, placing, *row, page))
            });
            rows.collect_view()
        })
    };
    let heads = Column::ALL.map(|column| view! { <Head store column/> });
    view! {
        <div class="many-part">
            <div class="many-tools">
                <button
                    type="button"
                    class="button"
                    id="many-wide"
                    aria-pressed=move || wide.get().to_string()
                    on:click=move |_| {
                        wide.update(|wide| *wide = !*wide);
                        request_animation_frame(|| see(".many-part", ScrollLogicalPosition::Start));
                    }
                >
                    {move || {
                        let text = if wide.get() { key::MANY_NARROW } else { key::MANY_WIDE };
                        text.text(store.language.get())
                    }}
                </button>
                <Pager store page/>
            </div>
            <div
                class="many-scroll"
                role="region"
                tabindex="0"
                aria-label=store.text(key::MANY_SCROLL)
            >
                <table class="many-table" aria-rowcount=move || shown.with(|shown| (shown.len() + 1).to_string())>
                    <caption><span>{move || caption(store)}</span></caption>
                    <thead><tr>{heads.into_iter().collect_view()}</tr></thead>
                    <tbody on:keydown=walk>{rows}</tbody>
                </table>
            </div>
            <p role="status" class="many-none">
                {move || shown.with(|shown| shown.is_empty()).then(|| key::MANY_NONE_SHOWN.text(store.language.get()))}
            </p>
        </div>
    }
}

fn caption(store: Store) -> String {
    let language = store.language.get();
    let count = |number: usize| intl::count(language, number as u64);
    let many = &store.many;
    many.answers.with(|answers| {
        let Some(answers) = answers else {
            return String::new();
        };
        let values = [
            ("shown", &*many.shown.with(|shown| count(shown.len()))),
            ("count", &*count(answers.rows.len())),
            (
                "radius",
                &*intl::distance(language, answers.basis.reach.ring.0),
            ),
            ("day", &*intl::day(language, answers.basis.today)),
        ];
        key::MANY_CAPTION.with(language, &values)
    })
}

#[component]
fn Head(store: Store, column: Column) -> impl IntoView {
    let view = store.many.view;
    let name = move || said(store.language.get(), "many.column", column.code());
    let sorting = move || {
        let sorting = view.with(|view| view.sorting);
        (sorting.column == column).then_some(sorting.falling)
    };
    let order = move || match sorting() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    view! {
        <th scope="col" class=format!("many-{}", column.code()) aria-sort=order>
            <button
                type="button"
                title=move || key::MANY_SORT_BY.with(store.language.get(), &[("column", &name())])
                on:click=move |_| view.update(|view| view.sorting = view.sorting.after_click(column))
            >
                {name}
                <span class="many-arrow" aria-hidden="true">
                    {move || match sorting() {
                        Some(true) => " ▼",
                        Some(false) => " ▲",
                        None => "",
                    }}
                </span>
            </button>
        </th>
    }
}

#[component]
fn Pager(store: Store, page: RwSignal<usize>) -> impl IntoView {
    let count = move || store.many.shown.with(|shown| shown.len());
    let is_last = move || (page.get() + 1) * PAGE >= count();
    let said = move || {
        let language = store.language.get();
        let shown = |number: usize| intl::count(language, number as u64);
        let first = page.get() * PAGE;
        let values = [
            ("from", &*shown((first + 1).min(count()))),
            ("to", &*shown((first + PAGE).min(count()))),
            ("of", &*shown(count())),
        ];
        key::MANY_PAGE.with(language, &values)
    };
    view! {
        <Show when=move || { count() > PAGE }>
            <nav class="many-pager" aria-label=store.text(key::MANY_PAGES)>
                <button
                    type="button"
                    class="button"
                    aria-label=store.text(key::MANY_PAGE_BACK)
                    disabled=move || page.get() == 0
                    on:click=move |_| page.update(|page| *page = page.saturating_sub(1))
                >
                    "‹"
                </button>
                <span class="figures" role="status">{said}</span>
                <button
                    type="button"
                    class="button"
                    aria-label=store.text(key::MANY_PAGE_ON)
                    disabled=is_last
                    on:click=move |_| page.update(|page| *page += 1)
                >
                    "›"
                </button>
            </nav>
        </Show>
    }
}

fn table_row(
    store: Store,
    language: Language,
    answers: &Arc<Answers>,
    placing: Placing,
    row: usize,
    page: Arc<[usize]>,
) -> AnyView {
    let chosen = store.many.chosen;
    let is_chosen = move || chosen.get() == Some(row);
    let of_row = &answers.rows[row];
    let cells = cells(language, of_row);
    // One row of each page is in the order of Tab, the others are reached by arrows.
    let tabindex = move || {
        let stop = chosen.get().filter(|chosen| page.contains(chosen));
        let stop = stop.or_else(|| page.first().copied());
        if stop == Some(row) { "0" } else { "-1" }
    };
    let answers = answers.clone();
    let notes = of_row.caveats.len();
    let name = name_of(language, of_row);
    view! {
        <tr class="many-row" aria-current=move || is_chosen().then_some("true")>
            <td class="figures">{intl::count(language, placing.rank)}</td>
            <th scope="row">
                <button
                    type="button"
                    class="many-place"
                    tabindex=tabindex
                    aria-expanded=move || is_chosen().to_string()
                    on:click=move |_| {
                        if chosen.get_untracked() == Some(row) {
                            chosen.set(None);
                            store.send(Command::Many(ManyCommand::Redraw));
                        } else {
                            store.send(Command::Many(ManyCommand::Choose(row)));
                        }
                    }
                >
                    <bdi>{name}</bdi>
                </button>
            </th>
            <td class="many-verdict-cell">
                <div>
                    {mark_swatch(of_row.mark)}
                    <span>{said(language, "many.verdict", of_row.verdict)}</span>
                </div>
            </td>
            <td class="figures">{(notes > 0).then(|| intl::count(language, notes as u64))}</td>
            {cells}
            <td class="figures">{intl::number(language, placing.score, 1)}</td>
        </tr>
        {move || is_chosen().then(|| detail(store, language, &answers, row))}
    }
    .into_any()
}

/// The figures of a row, as the report has them too.
pub(super) fn cells(language: Language, row: &PlaceRow) -> AnyView {
    let nearest = NearestKind::ALL.map(|kind| match row.nearest_m[kind as usize] {
        Some(0.0) => key::CHECK_INSIDE.text(language).to_owned(),
        Some(metres) => intl::distance(language, metres),
        None => key::MANY_NONE_RECORDED.text(language).to_owned(),
    });
    let shares = [
        row.shares[ZoneClass::Confirmed as usize],
        row.shares[ZoneClass::Suspected as usize],
        row.shares[ZoneClass::Declared as usize],
        row.released_share(),
    ]
    .map(|share| percent(language, share));
    let harmed = row
        .scored
        .harmed
        .map(|harmed| intl::count(language, u64::from(harmed)));
    let survey = row.newest_survey.map_or_else(
        || key::CHECK_RECORD_UNDATED.text(language).to_owned(),
        |date| intl::date(language, date),
    );
    let texts = nearest
        .into_iter()
        .chain(shares)
        .chain(harmed)
        .chain([survey]);
    texts
        .map(|text| view! { <td class="figures">{text}</td> })
        .collect_view()
}

/// Up and down from row to row, Home and End to the first and the last.
fn walk(event: ev::KeyboardEvent) {
    let target: web_sys::Element = event_target(&event);
    if !target.class_list().contains("many-place") {
        return;
    }
    let Ok(places) = document().query_selector_all(".many-place") else {
        return;
    };
    let count = places.length();
    let at = (0..count).find(|at| places.item(*at).as_ref() == Some(target.as_ref()));
    let next = match (event.key().as_str(), at) {
        ("ArrowDown", Some(at)) => at + 1,
        ("ArrowUp", Some(at)) if at > 0 => at - 1,
        ("Home", _) => 0,
        ("End", _) => count.saturating_sub(1),
        _ => return,
    };
    if let Some(place) = places.item(next) {
        event.prevent_default();
        let place: web_sys::HtmlElement = place.unchecked_into();
        // Fails for nothing that is in a page.
        let _ = place.focus();
    }
}

/// Scrolls to where an element is to be seen.
fn see(selector: &str, block: ScrollLogicalPosition) {
    let Ok(Some(element)) = document().query_selector(selector) else {
        return;
    };
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
