//! What components ask for.

use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use super::App;
use super::loading::Request;
use crate::ingest::{FieldMapping, Reason};
use crate::reactive::Read;
use crate::scene::View;
use crate::spatial::lnglat_from_world;
use crate::text::{Key, Language, key};
use crate::web::dom::{spawn, window};
use crate::web::download::download;
use crate::web::texts;
use crate::web::ui::{CheckedPlace, Command, DownloadFormat, ThemeChoice};

/// The zoom at which a place fills the map.
const PLACE_ZOOM: f64 = 13.0;

impl App {
    /// Does what a component asks.
    pub fn obey(self: &Rc<Self>, command: Command) {
        match command {
            Command::ZoomBy(levels) => self.map.ease_zoom_at_centre(levels),
            Command::Home => self.go_home(),
            Command::SetView(view) => self.set_view(view),
            Command::FitLayer(layer) => self.show_layers(|known| known.id == layer),
            Command::ShowLayer(layer, on) => self.switch_layer(&layer, on),
            Command::Load(files) => {
                for file in files {
                    self.take_file(file, None, None, FieldMapping::default());
                }
            }
            Command::LoadAddress(address) => {
                self.take_address(&address, None, None, FieldMapping::default());
            }
            Command::Cancel(source) => self.cancel(&source),
            Command::Unload(source) => self.remove_source(&source),
            Command::AnswerMapping {
                source,
                role,
                fields,
            } => self.answer_mapping(&source, role, fields),
            Command::Select(row) => self.show_row(row),
            Command::CloseCard => self.close_card(),
            Command::CardPage(page) => self.turn_card(page),
            Command::Hover(row) => self.hover(row),
            Command::DownloadSetAside { source, format } => {
                self.download_set_aside(&source, format)
            }
            Command::Locate => self.locate(),
            Command::SetFilter(model) => self.set_filter(model),
            Command::SetTime(window) => self.set_time(window),
            Command::SetBasemap(id) => self.set_raster_ground(id),
            Command::SetLanguage(language) => self.set_language(language),
            Command::SetTheme(theme) => self.set_theme(theme),
            Command::SavePicture(texts) => self.save_picture(&texts),
            Command::CheckPlace(place) => self.check_place(place),
            Command::CheckRow(row, name) => self.check_row(&row, name),
            Command::CheckText(text) => self.check_text(&text),
            Command::CheckMiddle => {
                let lnglat = lnglat_from_world(self.map.camera().centre());
                self.check_place(CheckedPlace {
                    name: String::new(),
                    lnglat,
                });
            }
            Command::CheckHere => self.check_here(),
            Command::CheckRadius(radius_m) => self.set_check_radius(radius_m),
            Command::CloseCheck => self.close_check(),
            Command::ReadFigures => self.read_figures(),
            Command::Many(command) => self.obey_many(command),
            Command::Draw(command) => self.draw(command),
        }
    }

    /// Loads a file a person chose; gives the source's id.
    pub fn take_file(
        self: &Rc<Self>,
        file: File,
        id: Option<String>,
        role: Option<crate::hazard::Role>,
        fields: FieldMapping,
    ) -> String {
        let name = file.name();
        let wanted = id.unwrap_or_else(|| stem(&name));
        let request = Request {
            name,
            url: None,
            file: Some(file),
            sha256: None,
            role,
            fields,
            added: true,
            origins: None,
            manifest_layer: None,
        };
        self.request(&wanted, request)
    }

    /// Loads an address a person gave; gives the source's id.
    pub fn take_address(
        self: &Rc<Self>,
        address: &str,
        id: Option<String>,
        role: Option<crate::hazard::Role>,
        fields: FieldMapping,
    ) -> String {
        let url = super::link::absolute(address);
        let name = name_in(&url);
        let wanted = id.unwrap_or_else(|| stem(&name));
        let request = Request {
            name,
            url: Some(url),
            file: None,
            sha256: None,
            role,
            fields,
            added: true,
            origins: None,
            manifest_layer: None,
        };
        self.request(&wanted, request)
    }

    fn switch_layer(self: &Rc<Self>, layer: &str, on: bool) {
        self.store.layers.with_untracked(|entries| {
            if let Some(entry) = entries.iter().find(|entry| entry.id == layer) {
                entry.visible.set(on);
            }
        });
        self.layers_switched();
    }

    fn turn_card(self: &Rc<Self>, page: usize) {
        if let Some(card) = self.store.card.get_untracked() {
            self.open_card(card.rows, card.all, page);
        }
    }

    /// The manifest's view, or everything loaded.
    pub(super) fn go_home(self: &Rc<Self>) {
        let start = self.manifest.borrow().start;
        match start {
            Some(start) => self.show_start(start),
            None => self.show_layers(|_| true),
        }
    }

    /// Moves to a view.
    pub fn set_view(self: &Rc<Self>, view: View) {
        self.map.stop_motion();
        self.map.move_camera(|camera| camera.set_view(view));
    }

    fn locate(self: &Rc<Self>) {
        let app = self.clone();
        self.with_location(move |[lng, lat]| {
            app.set_view(View {
                lng,
                lat,
                zoom: PLACE_ZOOM,
            });
        });
    }

    /// Checks where the device is; the position goes nowhere but into the worker of this page.
    fn check_here(self: &Rc<Self>) {
        let app = self.clone();
        self.with_location(move |lnglat| {
            app.check_place(CheckedPlace {
                name: String::new(),
                lnglat,
            });
        });
    }

    fn with_location(self: &Rc<Self>, then: impl FnOnce([f64; 2]) + 'static) {
        let Ok(geolocation) = window().navigator().geolocation() else {
            return;
        };
        let found = Closure::once_into_js(move |position: web_sys::Position| {
            let at = position.coords();
            then([at.longitude(), at.latitude()]);
        });
        let app = self.clone();
        let refused = Closure::once_into_js(move |_: JsValue| {
            let language = app.store.language.get_untracked();
            app.store
                .announcement
                .set(key::LOCATE_FAILED.text(language).to_owned());
        });
        // Throws only where the page may not ask at all; then the same sentence says so.
        if geolocation
            .get_current_position_with_error_callback(
                found.unchecked_ref(),
                Some(refused.unchecked_ref()),
            )
            .is_err()
        {
            let language = self.store.language.get_untracked();
            self.store
                .announcement
                .set(key::LOCATE_FAILED.text(language).to_owned());
        }
    }

    fn download_set_aside(self: &Rc<Self>, source: &str, format: DownloadFormat) {
        let (sentences, ending, kind) = match format {
            DownloadFormat::Csv => {
                let language = self.store.language.get_untracked();
                (Some(reason_sentences(language)), "csv", "text/csv")
            }
            DownloadFormat::GeoJson => (None, "geojson", "application/geo+json"),
        };
        let name = format!("{source}-set-aside.{ending}");
        let question = |ticket| crate::protocol::ToWorker::SetAside {
            ticket,
            source: source.to_owned(),
            sentences,
            mark: self.mark_of(source),
        };
        self.worker.ask(question, move |answer| {
            if let crate::protocol::Answer::File { text } = answer {
                download(&name, kind, &text);
            }
        });
    }

    fn set_theme(self: &Rc<Self>, theme: ThemeChoice) {
        crate::web::storage::remember("theme", theme.slug());
        self.show_theme(theme);
    }

    /// Shows the colours of a theme, which the reader need not have chosen.
    pub fn show_theme(self: &Rc<Self>, theme: ThemeChoice) {
        self.store.theme.set(theme);
        self.restyle();
    }

    /// Speaks another language, once its texts are there.
    fn set_language(self: &Rc<Self>, language: Language) {
        let app = self.clone();
        spawn(async move {
            match texts::fetch(language).await {
                Ok(()) => app.speak(language),
                Err(reason) => {
                    let values = [("language", language.endonym()), ("reason", &reason)];
                    let spoken = app.store.language.get_untracked();
                    let sentence = key::TROUBLE_LANGUAGE.with(spoken, &values);
                    app.store.announcement.set(sentence);
                }
            }
        });
    }

    fn speak(self: &Rc<Self>, language: Language) {
        self.store.language.set(language);
        crate::web::storage::remember("language", language.tag());
        self.retitle_layers();
        self.restyle();
        self.look_around_soon();
    }
}

/// The sentences of all reasons for which features are set aside, by code.
fn reason_sentences(language: Language) -> Vec<(String, String)> {
    let sentence = |code: &str| {
        let key = Key::named(&format!("reason.{code}"));
        key.map_or("", |key| key.text(language)).to_owned()
    };
    Reason::ALL
        .iter()
        .map(|reason| (reason.code().to_owned(), sentence(reason.code())))
        .collect()
}

/// The name of the file in an address.
pub(super) fn name_in(url: &str) -> String {
    let path = url.split(['?', '#']).next();
    let name = path.and_then(|path| path.rsplit('/').next());
    name.unwrap_or(url).to_owned()
}

/// A file's name without its endings.
pub(super) fn stem(name: &str) -> String {
    let stem = name
        .split('.')
        .find(|part| !part.is_empty())
        .unwrap_or("layer");
    stem.to_owned()
}
