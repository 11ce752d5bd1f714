//! The bar on top: what this map is and how old, the search, and the settings of the page.

use crate::web::view::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::icons::{self, icon};
use super::search::Search;
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
    let said = move || {
        let language = store.language.get();
        store.layers.with(|layers| {
            let dates = || layers.iter().filter_map(|layer| layer.as_of.as_deref());
            let (first, last) = (dates().min()?, dates().max()?);
            let oldest = layers.iter().filter_map(|layer| layer.age_days).max();
            Some((
                as_of(language, first, last),
                oldest.map(|days| age(language, days)),
            ))
        })
    };
    let stale = move || {
        store
            .layers
            .with(|layers| layers.iter().any(|layer| layer.stale))
    };
    view! {
        <p class="as-of" class:stale=stale>
            {move || match said() {
                Some((date, Some(age))) => format!("{date} ({age})"),
                Some((date, None)) => date,
                None if store.layers.with(Vec::is_empty) => String::new(),
                None => key::PAGE_AS_OF_UNKNOWN.text(store.language.get()).to_owned(),
            }}
        </p>
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

/// Copies the address, whose fragment holds view, filters and dates.
#[component]
fn ShareButton(store: Store) -> impl IntoView {
    let copy = move |_| {
        spawn_local(async move {
            let window = window();
            let copied = match window.location().href() {
                Ok(address) => JsFuture::from(window.navigator().clipboard().write_text(&address))
                    .await
                    .is_ok(),
                Err(_) => false,
            };
            let said = if copied {
                key::PAGE_SHARE_DONE
            } else {
                key::PAGE_SHARE_FAILED
            };
            store.announce(said.text(store.language.get_untracked()));
        });
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=store.text(key::PAGE_SHARE)
            title=store.text(key::PAGE_SHARE)
            on:click=copy
        >
            {icon(icons::SHARE)}
        </button>
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
