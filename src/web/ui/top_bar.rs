//! The bar on top: what this map is and how old, the search, and the settings of the page.

use crate::web::view::prelude::*;

use super::icons::{self, icon};
use super::provenance::PublisherLine;
use super::search::Search;
use super::share::share_sheet;
use super::wording::{age, as_of};
use super::{Command, Store, ThemeChoice};
use crate::text::{Key, Language, key};

#[component]
pub(super) fn TopBar(store: Store) -> impl IntoView {
    let title = store.title();
    let panel_label = move || {
        let key = if store.panel_open.get() {
            key::PAGE_PANEL_HIDE
        } else {
            key::PAGE_PANEL_SHOW
        };
        key.text(store.language.get())
    };
    view! {
        <a class="skip-link" href="#map-host" on:click=move |event| {
            // The fragment belongs to the view of the map.
            event.prevent_default();
            focus("map-host");
        }>{store.text(key::PAGE_SKIP_TO_MAP)}</a>
        <header class="bar">
            <button
                type="button"
                class="icon-button bar-panel"
                aria-label=panel_label
                title=panel_label
                aria-expanded=move || store.panel_open.get().to_string()
                aria-controls="panel"
                on:click=move |_| store.panel_open.update(|open| *open = !*open)
            >
                {icon(icons::MENU)}
            </button>
            <div class="bar-title">
                <h1>{title}</h1>
                <PublisherLine store/>
                <AsOf store/>
            </div>
            <Search store/>
            <div class="bar-settings">
                <Languages store/>
                <ThemeSwitch store/>
                <ShareButton store/>
            </div>
        </header>
    }
}

/// From when the published layers are, and how old the oldest of them is.
#[component]
fn AsOf(store: Store) -> impl IntoView {
    let stale = move || {
        store
            .layers
            .with(|layers| layers.iter().any(|layer| layer.stale))
    };
    view! {
        <p class="as-of" class:stale=stale>
            {move || data_as_of(store)}
        </p>
    }
}

/// From when the published layers are and how old, in words; empty where there are none.
pub(super) fn data_as_of(store: Store) -> String {
    let language = store.language.get();
    let said = store.layers.with(|layers| {
        let dates = || layers.iter().filter_map(|layer| layer.as_of.as_deref());
        let (first, last) = (dates().min()?, dates().max()?);
        let oldest = layers.iter().filter_map(|layer| layer.age_days).max();
        let oldest = oldest.map(|days| age(language, days));
        Some((as_of(language, first, last), oldest))
    });
    match said {
        Some((date, Some(age))) => format!("{date} ({age})"),
        Some((date, None)) => date,
        None if store.layers.with(Vec::is_empty) => String::new(),
        None => key::PAGE_AS_OF_UNKNOWN.text(language).to_owned(),
    }
}

#[component]
fn Languages(store: Store) -> impl IntoView {
    let offered = move || {
        let asked: Vec<Language> = store.manifest.with(|manifest| {
            manifest
                .languages
                .iter()
                .filter_map(|tag| Language::from_tag(tag))
                .collect()
        });
        if asked.is_empty() {
            Language::ALL.to_vec()
        } else {
            asked
        }
    };
    let button = move |language: Language| {
        view! {
            <button
                type="button"
                class="text-button"
                lang=language.tag()
                title=language.endonym()
                aria-label=language.endonym()
                aria-pressed=move || (store.language.get() == language).to_string()
                on:click=move |_| store.send(Command::SetLanguage(language))
            >
                {language.tag()}
            </button>
        }
    };
    view! {
        <div class="bar-languages" role="group" aria-label=store.text(key::PAGE_LANGUAGE)>
            {move || {
                let offered = offered();
                (offered.len() > 1).then(|| offered.into_iter().map(button).collect_view())
            }}
        </div>
    }
}

#[component]
fn ThemeSwitch(store: Store) -> impl IntoView {
    let name = move || -> Key {
        match store.theme.get() {
            ThemeChoice::System => key::PAGE_THEME_SYSTEM,
            ThemeChoice::Light => key::PAGE_THEME_LIGHT,
            ThemeChoice::Dark => key::PAGE_THEME_DARK,
        }
    };
    let label = move || {
        let language = store.language.get();
        key::PAGE_THEME.with(language, &[("theme", name().text(language))])
    };
    let next = move || match store.theme.get_untracked() {
        ThemeChoice::System => ThemeChoice::Light,
        ThemeChoice::Light => ThemeChoice::Dark,
        ThemeChoice::Dark => ThemeChoice::System,
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            on:click=move |_| store.send(Command::SetTheme(next()))
        >
            {move || icon(match store.theme.get() {
                ThemeChoice::System => icons::THEME_SYSTEM,
                ThemeChoice::Light => icons::THEME_LIGHT,
                ThemeChoice::Dark => icons::THEME_DARK,
            })}
        </button>
    }
}

/// Opens the dialog that hands the view on. What it holds is made then: most readers never open it.
#[component]
fn ShareButton(store: Store) -> impl IntoView {
    let dialog = NodeRef::<web_sys::HtmlDialogElement>::new();
    let address = RwSignal::new(String::new());
    let opened = RwSignal::new(false);
    let open = move |_| {
        address.set(window().location().href().unwrap_or_default());
        opened.set(true);
        // Once its contents are there, so that the keyboard comes to the first of them.
        request_animation_frame(move || {
            if let Some(dialog) = dialog.get_untracked() {
                let _ = dialog.show_modal();
            }
        });
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-haspopup="dialog"
            aria-label=store.text(key::SHARE_TITLE)
            title=store.text(key::SHARE_TITLE)
            on:click=open
        >
            {icon(icons::SHARE)}
        </button>
        <dialog node_ref=dialog class="dialog share" aria-labelledby="share-title">
            {move || opened.get().then(|| share_sheet(store, address, dialog))}
        </dialog>
    }
}

/// Moves the keyboard to the element of this id.
pub(super) fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    if let Some(element) = document().get_element_by_id(id)
        && let Some(element) = element.dyn_ref::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}
