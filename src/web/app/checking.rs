//! Checking a place: what the question rests on, the question, and the answer, asked again when the data change.

use std::rc::Rc;
use std::sync::Arc;

use js_sys::Promise;

use super::App;
use crate::analysis::{Missing, Reach};
use crate::manifest::LayerEntry as PublishedLayer;
use crate::protocol::{Answer, Asked, Basis, ExpectedLayer, LayerState, Question, ToWorker};
use crate::reactive::Read;
use crate::scene::View;
use crate::spatial::{lnglat_from_world, world_from_lnglat};
use crate::state::{NotRead, Position, answer_json, read_position};
use crate::text::key;
use crate::units::Metres;
use crate::web::api::{AssessOptions, parsed};
use crate::web::dom;
use crate::web::ui::{
    CheckAnswer, Checked, CheckedPlace, PanelTab, ReadyAnswer, RowRef, SourceState,
};

/// Data that nobody calls out of date.
const NEVER_STALE: u32 = u32::MAX;
/// Wait until a flood of changes is over before asking again.
const ASK_AGAIN_MS: i32 = 120;
/// The same while layers are still coming: what is known already is not kept back for longer.
const AWAIT_OTHERS_MS: i32 = 2_000;
/// How much of the map's height a place is moved up to stay clear of the sheet.
const SHEET_SHARE: f64 = 0.22;
/// Close enough to see what lies within a kilometre or two.
pub(super) const PLACE_ZOOM: f64 = 13.0;

impl App {
    /// Checks a place, shows it on the map and its answer in the panel.
    pub(super) fn check_place(self: &Rc<Self>, place: CheckedPlace) {
        let [x, y] = self
            .map
            .camera()
            .screen_from_world(world_from_lnglat(place.lnglat));
        let [width, height] = self.map.camera().size();
        let in_sight = x > 0.0 && y > 0.0 && x < width && y < height;
        if !in_sight || self.map.camera().zoom() < PLACE_ZOOM - 3.0 {
            let [lng, lat] = place.lnglat;
            let zoom = self.map.camera().zoom().max(PLACE_ZOOM);
            self.set_view(View { lng, lat, zoom });
            if !dom::media("(min-width: 720px)") {
                // The sheet with the answer lies over the lower part of the map.
                self.map
                    .move_camera(|camera| camera.pan([0.0, -SHEET_SHARE * height]));
            }
        }
        self.ask_about(place);
        dom::scroll_to_top("panel-body");
        self.write_link_soon();
    }

    /// Opens the tab with a place, wherever the map is.
    pub(super) fn ask_about(self: &Rc<Self>, place: CheckedPlace) {
        let checked = Checked {
            name: place.name,
            asked: Asked::Place {
                at: place.lnglat.map(rounded),
            },
            within: 0.0,
        };
        self.forget_asked_shape();
        self.store.panel.set(PanelTab::Check);
        self.store.panel_open.set(true);
        self.store.choosing_on_map.set(false);
        self.store.checked.set(Some(checked));
        self.ask_about_checked();
    }

    /// Checks where a record is.
    pub(super) fn check_row(self: &Rc<Self>, row: &RowRef, name: String) {
        let anchor = self
            .layers
            .borrow()
            .iter()
            .find(|layer| layer.id == row.layer)
            .and_then(|layer| layer.anchor(row.row as usize));
        if let Some(anchor) = anchor {
            self.close_card();
            self.check_place(CheckedPlace {
                name,
                lnglat: lnglat_from_world(anchor),
            });
        }
    }

    /// Checks what a person wrote: coordinates, or else a place of the search.
    pub(super) fn check_text(self: &Rc<Self>, text: &str) {
        let language = self.store.language.get_untracked();
        let sentence = match read_position(text) {
            Ok(Position { lnglat, within }) => {
                self.check_place(CheckedPlace {
                    name: String::new(),
                    lnglat,
                });
                self.store.checked.update(|checked| {
                    if let Some(checked) = checked {
                        checked.within = within.0;
                    }
                });
                return;
            }
            Err(NotRead::ShortCode) => key::CHECK_SHORT_CODE,
            Err(NotRead::Nonsense) => key::CHECK_NOT_UNDERSTOOD,
        };
        self.store
            .announce(&sentence.with(language, &[("text", text)]));
    }

    /// Forgets the place and its answer.
    pub(super) fn close_check(self: &Rc<Self>) {
        self.forget_asked_shape();
        self.store.checked.set(None);
        self.store.answer.set(CheckAnswer::None);
        self.store.choosing_on_map.set(false);
        self.map.request_frame();
        self.write_link_soon();
    }

    /// Asks again with another radius.
    pub(super) fn set_check_radius(self: &Rc<Self>, radius_m: f64) {
        self.store.check_radius.set(radius_m);
        self.ask_about_checked();
        self.map.request_frame();
    }

    /// The data changed: an answer on the page must not be about other data.
    pub(super) fn ask_again_soon(self: &Rc<Self>) {
        self.ask_about_list_soon();
        self.ask_again_in(ASK_AGAIN_MS);
    }

    /// A source came, failed or was cancelled: while others are on their way, their coming is awaited for a while. Until
    /// then the answer says that they are missing.
    pub(super) fn ask_again_when_still(self: &Rc<Self>, source: &str) {
        let others_come = self.store.sources.with_untracked(|entries| {
            let mut others = entries.iter().filter(|entry| entry.id != source);
            others.any(|entry| matches!(entry.state.get_untracked(), SourceState::Loading { .. }))
        });
        self.ask_again_in(if others_come {
            AWAIT_OTHERS_MS
        } else {
            ASK_AGAIN_MS
        });
    }

    fn ask_again_in(self: &Rc<Self>, milliseconds: i32) {
        if self.store.checked.with_untracked(Option::is_some) {
            let app = self.clone();
            self.soon("ask again", milliseconds, move || app.ask_about_checked());
        }
    }

    /// Asks what is recorded where the page says.
    pub(super) fn ask_about_checked(self: &Rc<Self>) {
        let Some(Checked { asked, .. }) = self.store.checked.get_untracked() else {
            return;
        };
        let (basis, titles) =
            self.basis(Reach::of(Metres(self.store.check_radius.get_untracked())));
        let shown_again = self.store.answer.with_untracked(
            |answer| matches!(answer, CheckAnswer::Ready(ready) if ready.asked == asked),
        );
        if !shown_again {
            self.store.answer.set(CheckAnswer::Asking);
        }
        let question = Question {
            asked: asked.clone(),
            basis: basis.clone(),
        };
        let app = self.clone();
        self.worker.ask(
            |ticket| ToWorker::Assess {
                ticket,
                question: Box::new(question),
            },
            move |answer| {
                // Something else was asked about meanwhile.
                if app
                    .store
                    .checked
                    .with_untracked(|now| now.as_ref().map(|now| &now.asked) != Some(&asked))
                {
                    return;
                }
                app.store.answer.set(match answer {
                    Answer::Assessed { assessed } => CheckAnswer::Ready(Arc::new(ReadyAnswer {
                        asked,
                        assessed: *assessed,
                        basis,
                        titles,
                    })),
                    Answer::Senseless => CheckAnswer::Senseless,
                    _ => CheckAnswer::Lost,
                });
                app.map.request_frame();
            },
        );
        self.map.request_frame();
    }

    /// Answers a question of the API: the promise of an answer.
    pub fn assess(self: &Rc<Self>, mut asked: Asked, options: AssessOptions) -> Promise {
        if let (Asked::Route { width, .. }, Some(wanted)) = (&mut asked, options.width_m) {
            *width = Metres(wanted);
        }
        let basis = self.basis(self.reach(&options)).0;
        let question = Question {
            asked,
            basis: basis.clone(),
        };
        self.promise_answer(
            options.signal,
            None,
            |ticket| ToWorker::Assess {
                ticket,
                question: Box::new(question),
            },
            move |answer| match answer {
                Answer::Assessed { assessed } => Some(parsed(&answer_json(&assessed, &basis))),
                _ => None,
            },
        )
    }

    /// What an answer rests on, and the titles of its layers: everything that should be here, whatever the map shows.
    pub(super) fn basis(&self, reach: Reach) -> (Basis, Vec<String>) {
        let language = self.store.language.get_untracked();
        let manifest = self.manifest.borrow();
        let sources = self.sources.borrow();
        let layers = self.layers.borrow();
        let is_ours = self.store.foreign_map.with_untracked(Option::is_none);
        let (mut expected, mut titles) = (Vec::new(), Vec::new());
        let mut add =
            |id: &str, published: Option<&PublishedLayer>, name: &str, state: LayerState| {
                let title = published.and_then(|layer| layer.title.as_ref());
                titles.push(
                    title
                        .map_or(name, |title| title.in_language(language.tag()))
                        .to_owned(),
                );
                let source = published.and_then(|layer| layer.source.as_ref());
                expected.push(ExpectedLayer {
                    id: id.to_owned(),
                    source: source
                        .map_or("", |source| source.in_language(language.tag()))
                        .to_owned(),
                    as_of: published.and_then(|layer| layer.as_of),
                    stale_after_days: published.map_or(NEVER_STALE, |layer| layer.stale_after_days),
                    positional_accuracy: published.and_then(|layer| layer.positional_accuracy),
                    published: published.is_some() && is_ours,
                    state,
                });
            };
        let published = |id: Option<&str>| {
            manifest
                .layers
                .iter()
                .find(|layer| Some(layer.id.as_str()) == id)
        };
        self.store.sources.with_untracked(|entries| {
            for entry in entries {
                let request = sources.requests.get(&entry.id);
                let layer =
                    published(request.and_then(|request| request.manifest_layer.as_deref()));
                let role = request.and_then(|request| request.role);
                let gone = |why| LayerState::Gone { why, role };
                let why = match entry.state.get_untracked() {
                    SourceState::Loaded(report) => {
                        let state = LayerState::Here {
                            set_aside: report.missing(),
                            cut_short: report.is_cut_short(),
                        };
                        let here: Vec<_> = layers
                            .iter()
                            .filter(|known| known.source == entry.id)
                            .collect();
                        for known in &here {
                            add(&known.id, layer, &entry.name, state);
                        }
                        if !here.is_empty() {
                            continue;
                        }
                        // Nothing of it could be placed.
                        Missing::Failed
                    }
                    SourceState::Loading { .. } | SourceState::Asking => Missing::Loading,
                    SourceState::Cancelled => Missing::Cancelled,
                    SourceState::Failed(_) => Missing::Failed,
                };
                add(&entry.id, layer, &entry.name, gone(why));
            }
        });
        for layer in &manifest.layers {
            let is_asked_for = sources
                .requests
                .values()
                .any(|request| request.manifest_layer.as_deref() == Some(&layer.id));
            if !is_asked_for {
                let state = LayerState::Gone {
                    why: Missing::Unloaded,
                    role: layer.role,
                };
                add(&layer.id, Some(layer), &layer.id, state);
            }
        }
        let basis = Basis {
            reach,
            today: dom::today(),
            expected,
        };
        (basis, titles)
    }
}

/// A coordinate to a tenth of a metre, as links write it.
fn rounded(degrees: f64) -> f64 {
    (degrees * 1e6).round() / 1e6
}
