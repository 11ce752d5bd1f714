//! The one panel: six tabs beside the map, a bottom sheet on phones.

mod check;
mod data;
mod figures;
mod filters;
mod layers;
mod many;
mod paste;
mod records;
mod report;
mod sheet;

use crate::web::view::prelude::*;
use web_sys::KeyboardEvent;

use self::check::CheckTab;
use self::data::DataTab;
use self::figures::FiguresTab;
use self::filters::{FiltersTab, remember_steps};
use self::layers::LayersTab;
use self::records::RecordsTab;
use self::sheet::{Sheet, SheetHandle};
use super::top_bar::focus;
use super::wording::counted;
use super::{PanelTab, SourceState, Store};
use crate::text::{Key, key};

const TABS: [(PanelTab, &str, Key); 6] = [
    (PanelTab::Layers, "tab-layers", key::PANEL_LAYERS),
    (PanelTab::Check, "tab-check", key::PANEL_CHECK),
    (PanelTab::Filters, "tab-filters", key::PANEL_FILTERS),
    (PanelTab::Records, "tab-records", key::PANEL_RECORDS),
    (PanelTab::Data, "tab-data", key::PANEL_DATA),
    (PanelTab::Figures, "tab-figures", key::PANEL_FIGURES),
];

/// The tabs of a map: that of figures only where there are some.
fn tabs_of(store: Store) -> &'static [(PanelTab, &'static str, Key)] {
    let has_figures = store.manifest.with(|manifest| manifest.figures.is_some());
    if has_figures {
        &TABS
    } else {
        &TABS[..TABS.len() - 1]
    }
}

fn tab_id(tab: PanelTab) -> &'static str {
    TABS.iter()
        .find(|(known, ..)| *known == tab)
        .map_or("", |(_, id, _)| id)
}

#[component]
pub(super) fn Panel(store: Store) -> impl IntoView {
    let sheet = RwSignal::new(Sheet::Peek);
    let steps = remember_steps(store);
    let show = move |tab: PanelTab| {
        store.panel.set(tab);
        sheet.update(|sheet| *sheet = sheet.at_least_half());
    };
    // Another tab chosen from elsewhere, such as "see what happened", must be seen on phones too.
    Effect::new(move |before: Option<PanelTab>| {
        let tab = store.panel.get();
        if before.is_some_and(|before| before != tab) {
            sheet.update(|sheet| *sheet = sheet.at_least_half());
        }
        tab
    });
    // A place of the table that was tapped on the map is to be read.
    Effect::new(move || {
        if store.many.chosen.with(Option::is_some) {
            sheet.update(|sheet| *sheet = sheet.at_least_half());
        }
    });
    // A wide table fills the sheet.
    Effect::new(move |before: Option<bool>| {
        let wide = store.many.wide.get();
        if before.is_some_and(|before| before != wide) {
            sheet.set(if wide { Sheet::Full } else { Sheet::Half });
        }
        wide
    });
    // On phones the card needs the room that the sheet has.
    Effect::new(move || {
        if store.selected.with(Option::is_some) {
            sheet.set(Sheet::Peek);
        }
    });
    // So does the drawing; when it is done, its answer must be seen.
    Effect::new(move |before: Option<bool>| {
        let is_drawing = store
            .draw
            .sketch
            .with(|sketch| sketch.as_ref().is_some_and(|sketch| !sketch.is_finished()));
        if is_drawing {
            sheet.set(Sheet::Peek);
        } else if before == Some(true) && store.checked.with_untracked(Option::is_some) {
            sheet.update(|sheet| *sheet = sheet.at_least_half());
        }
        is_drawing
    });
    let on_key = move |event: KeyboardEvent| {
        let tabs = tabs_of(store);
        let at = tabs
            .iter()
            .position(|(tab, ..)| *tab == store.panel.get_untracked())
            .unwrap_or(0);
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % tabs.len(),
            "ArrowLeft" => (at + tabs.len() - 1) % tabs.len(),
            "Home" => 0,
            "End" => tabs.len() - 1,
            _ => return,
        };
        event.prevent_default();
        let (tab, id, _) = tabs[next];
        show(tab);
        focus(id);
    };
    let tab = move |(tab, id, name): (PanelTab, &'static str, Key)| {
        let chosen = move || store.panel.get() == tab;
        view! {
            <button
                type="button"
                role="tab"
                id=id
                class="tab"
                aria-selected=move || chosen().to_string()
                aria-controls="panel-body"
                tabindex=move || if chosen() { "0" } else { "-1" }
                on:click=move |_| show(tab)
            >
                {store.text(name)}
                {badge(store, tab)}
            </button>
        }
    };
    view! {
        <section
            id="panel"
            class=move || format!("panel {}", sheet.get().class())
            class:panel-closed=move || !store.panel_open.get()
            aria-label=store.text(key::PANEL_LABEL)
        >
            <SheetHandle store sheet/>
            <div class="tabs" role="tablist" aria-label=store.text(key::PANEL_TABS) on:keydown=on_key>
                {move || tabs_of(store).iter().copied().map(tab).collect_view()}
            </div>
            <div
                id="panel-body"
                class="panel-body"
                role="tabpanel"
                tabindex="0"
                aria-labelledby=move || tab_id(store.panel.get())
            >
                {move || match store.panel.get() {
                    PanelTab::Check => view! { <CheckTab store/> }.into_any(),
                    PanelTab::Filters => view! { <FiltersTab store steps/> }.into_any(),
                    PanelTab::Figures => view! { <FiguresTab store/> }.into_any(),
                    PanelTab::Records => view! { <RecordsTab store/> }.into_any(),
                    PanelTab::Data => view! { <DataTab store/> }.into_any(),
                    PanelTab::Layers => view! { <LayersTab store/> }.into_any(),
                }}
            </div>
        </section>
    }
}

/// A number on a tab that needs attention: sources with problems, filters that are set.
fn badge(store: Store, tab: PanelTab) -> AnyView {
    let (number, stem): (Signal<usize>, &'static str) = match tab {
        PanelTab::Data => (problems(store), "panel.problems"),
        PanelTab::Filters => (
            Signal::derive(move || store.filter.with(|filter| filter.restrictions())),
            "panel.restrictions",
        ),
        _ => return ().into_any(),
    };
    (move || {
        let number = number.get();
        (number > 0).then(|| {
            view! {
                <span class="badge" aria-hidden="true">{number}</span>
                <span class="visually-hidden">
                    {counted(store.language.get(), stem, number as u64)}
                </span>
            }
        })
    })
    .into_any()
}

/// Sources that failed or of which something is not on the map.
fn problems(store: Store) -> Signal<usize> {
    Signal::derive(move || {
        store.sources.with(|sources| {
            sources
                .iter()
                .filter(|source| {
                    source.state.with(|state| match state {
                        SourceState::Failed(_) => true,
                        SourceState::Loaded(report) => !report.skipped.is_empty(),
                        _ => false,
                    })
                })
                .count()
        })
    })
}
