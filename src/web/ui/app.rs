//! The whole page: bar, warning, panel, map and timeline, and what the document itself must know.

use crate::web::view::prelude::*;

use super::add_data::DropZone;
use super::map::MapFrame;
use super::mapping_dialog::MappingDialog;
use super::panel::Panel;
use super::provenance::ForeignMark;
use super::status_line::StatusLine;
use super::timeline::TimelineStrip;
use super::top_bar::TopBar;
use super::warning::WarningLine;
use super::{Store, ThemeChoice};

/// The page. The controller finds the element `map-host` in it and draws the map there.
#[component]
pub fn App(store: Store) -> impl IntoView {
    follow_language(store);
    follow_theme(store);
    view! {
        <TopBar store/>
        <WarningLine store/>
        <ForeignMark store/>
        <Panel store/>
        <MapFrame store/>
        <StatusLine store/>
        <TimelineStrip store/>
        <MappingDialog store/>
        <DropZone store/>
    }
}

/// The document speaks the chosen language and bears the map's title.
fn follow_language(store: Store) {
    Effect::new(move || {
        let language = store.language.get();
        if let Some(root) = document().document_element() {
            // The languages so far are all written from left to right.
            let _ = root.set_attribute("lang", language.tag());
            let _ = root.set_attribute("dir", "ltr");
        }
    });
    let title = store.title();
    Effect::new(move || document().set_title(&title.get()));
}

/// `data-theme` on the root chooses the tokens; without it, the device does.
fn follow_theme(store: Store) {
    Effect::new(move || {
        let Some(root) = document().document_element() else {
            return;
        };
        let _ = match store.theme.get() {
            ThemeChoice::System => root.remove_attribute("data-theme"),
            ThemeChoice::Light => root.set_attribute("data-theme", "light"),
            ThemeChoice::Dark => root.set_attribute("data-theme", "dark"),
        };
    });
}
