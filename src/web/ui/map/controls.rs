//! Zoom, home, locate, full screen: what the wheel and the keys do, for those who look for a button.

use crate::web::view::prelude::*;

use super::super::icons::{self, icon};
use super::super::{Command, Store};
use crate::text::{Key, key};

#[component]
pub(super) fn Controls(store: Store) -> impl IntoView {
    let button = move |name: Key, drawing: &'static str, act: fn(Store)| {
        view! {
            <button
                type="button"
                class="icon-button"
                aria-label=store.text(name)
                title=store.text(name)
                on:click=move |_| act(store)
            >
                {icon(drawing)}
            </button>
        }
    };
    view! {
        <div class="map-controls" role="group" aria-label=store.text(key::MAP_CONTROLS)>
            {button(key::MAP_ZOOM_IN, icons::PLUS, |store| store.send(Command::ZoomBy(1.0)))}
            {button(key::MAP_ZOOM_OUT, icons::MINUS, |store| store.send(Command::ZoomBy(-1.0)))}
            {button(key::MAP_HOME, icons::HOME, |store| store.send(Command::Home))}
            {button(key::MAP_LOCATE, icons::LOCATE, |store| store.send(Command::Locate))}
            {button(key::MAP_FULLSCREEN, icons::FULLSCREEN, toggle_full_screen)}
        </div>
    }
}

fn toggle_full_screen(store: Store) {
    let document = document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
        return;
    }
    let asked = document
        .document_element()
        .map(|root| root.request_fullscreen());
    if !matches!(asked, Some(Ok(_))) {
        store.announce(key::MAP_FULLSCREEN_FAILED.text(store.language.get_untracked()));
    }
}
