//! Sources and layers: from a request to rows on the map, and away again.

use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsValue;
use web_sys::File;

use super::App;
use super::page_layer::PageLayer;
use super::worker_link::WorkerEvent;
use crate::hazard::{Role, RowKind};
use crate::ingest::{FieldMapping, LoadReport};
use crate::json::object;
use crate::protocol::{FromWorker, Refused, ToWorker};
use crate::reactive::{Read, RwSignal};
use crate::sorted::SortedMap;
use crate::text::{Key, key};
use crate::web::dom::{self, spawn};
use crate::web::pause::Pacer;
use crate::web::ui::{SourceEntry, SourceState};

/// What was asked for, kept to ask again should the worker die.
#[derive(Default)]
pub struct Sources {
    pub(super) requests: SortedMap<String, Request>,
    /// The shapes of the files that had to be explained, by source.
    pub(super) shapes: SortedMap<String, String>,
    /// The number of the next layer for the painter; those below 32 are the ground's.
    pub(super) next_number: u32,
}

/// The longest that messages keep the page busy without a pause, in milliseconds.
const PAGE_WORK_MS: f64 = 8.0;

#[derive(Clone)]
pub struct Request {
    pub name: String,
    pub url: Option<String>,
    pub file: Option<File>,
    /// What the file at the address must be, by the manifest.
    pub sha256: Option<String>,
    pub role: Option<Role>,
    pub fields: FieldMapping,
    /// Asked by the visitor, not by the manifest.
    pub added: bool,
    /// The only origins that the address may lead to; any where none are named.
    pub origins: Option<Vec<String>>,
    /// The manifest's layer id, for titles, sources and dates.
    pub manifest_layer: Option<String>,
}

impl App {
    /// Asks the worker for a source; gives the id it got: `wanted`, or one made from it that is free.
    pub fn request(self: &Rc<Self>, wanted: &str, request: Request) -> String {
        let id = self.free_id(wanted);
        let state = RwSignal::new(SourceState::Loading {
            bytes: 0,
            total: None,
            features: 0,
        });
        let entry = SourceEntry {
            id: id.clone(),
            name: request.name.clone(),
            state,
            added: request.added,
        };
        self.store.sources.update(|sources| sources.push(entry));
        self.ask_again_soon();
        self.settling.begin(&id);
        self.ask_worker_for(&id, &request);
        self.sources
            .borrow_mut()
            .requests
            .insert(id.clone(), request);
        id
    }

    pub(super) fn ask_worker_for(&self, id: &str, request: &Request) {
        let message = ToWorker::Load {
            source: id.to_owned(),
            name: request.name.clone(),
            url: request.url.clone(),
            sha256: request.sha256.clone(),
            role: request.role,
            fields: request.fields.clone(),
            limits: self.manifest.borrow().limits,
            origins: request.origins.clone(),
        };
        let file: Vec<JsValue> = request
            .file
            .iter()
            .map(|file| file.clone().into())
            .collect();
        self.worker.tell(&message, &file);
    }

    pub(super) fn free_id(&self, wanted: &str) -> String {
        let taken = |id: &str| self.sources.borrow().requests.contains_key(id);
        let wanted = if wanted.is_empty() { "layer" } else { wanted };
        (1..)
            .map(|n| {
                if n == 1 {
                    wanted.to_owned()
                } else {
                    format!("{wanted}-{n}")
                }
            })
            .find(|id| !taken(id))
            .expect("there are more numbers than sources")
    }

    /// What the worker says.
    pub fn hear(self: &Rc<Self>, event: WorkerEvent) {
        match event {
            WorkerEvent::Message(message, attachments) => {
                self.inbox.borrow_mut().push_back((message, attachments));
                if !self.reading_inbox.replace(true) {
                    spawn(self.clone().read_inbox());
                }
            }
            WorkerEvent::Died(reason) => self.revive_worker(&reason),
        }
    }

    /// Takes the messages one after the other, never for long at a time: a large layer comes as hundreds of chunks.
    async fn read_inbox(self: Rc<Self>) {
        let mut pacer = Pacer::new(PAGE_WORK_MS);
        loop {
            let next = self.inbox.borrow_mut().pop_front();
            let Some((message, attachments)) = next else {
                break;
            };
            self.hear_message(message, &attachments, &mut pacer).await;
            pacer.pause_if_due().await;
        }
        self.reading_inbox.set(false);
    }

    async fn hear_message(
        self: &Rc<Self>,
        message: FromWorker,
        attachments: &[JsValue],
        pacer: &mut Pacer,
    ) {
        let about = match &message {
            FromWorker::Progress { source, .. }
            | FromWorker::Glimpse { source, .. }
            | FromWorker::AskMapping { source, .. }
            | FromWorker::Columns { source, .. }
            | FromWorker::Loaded { source, .. } => Some(source),
            _ => None,
        };
        if about.is_some_and(|source| !self.is_reading(source)) {
            // Cancelled or taken away meanwhile: what was under way says nothing any more.
            return;
        }
        match message {
            // The link hears these itself.
            FromWorker::Ready | FromWorker::Answer { .. } | FromWorker::Assessed { .. } => {}
            FromWorker::Progress {
                source,
                bytes,
                total,
                features,
            } => {
                self.set_state(
                    &source,
                    SourceState::Loading {
                        bytes,
                        total,
                        features,
                    },
                );
            }
            FromWorker::Glimpse { source, role } => {
                self.add_glimpse(&source, role, attachments.first());
            }
            FromWorker::AskMapping { source, preview } => self.ask_mapping(source, *preview),
            FromWorker::Columns {
                source,
                layer,
                role,
                header,
            } => {
                self.add_columns([source, layer], role, header, attachments, pacer)
                    .await;
            }
            FromWorker::Layer { layer, bounds } => {
                self.add_layer(&layer, bounds, attachments, pacer).await;
            }
            FromWorker::Chunk { layer } => self.add_chunk(&layer, attachments),
            FromWorker::Loaded {
                source,
                report,
                complete_below,
            } => {
                self.settling.lacks_detail(&source, complete_below);
                self.loaded(&source, report);
            }
            FromWorker::Complete { source } => {
                self.settling.has_detail(&source);
                self.map.request_frame();
            }
            FromWorker::Failed { source, error } => {
                let sentence = self.refusal_sentence(&source, &error);
                self.failed(&source, sentence);
            }
            FromWorker::Basemap {
                key,
                parts,
                places,
                cells,
            } => {
                self.add_ground(&key, &parts, places, cells, attachments);
            }
            FromWorker::BasemapFailed { key, reason } => self.ground_failed(&key, &reason),
        }
    }

    pub(super) fn set_state(self: &Rc<Self>, source: &str, state: SourceState) {
        if !matches!(state, SourceState::Loading { .. }) {
            self.forget_glimpses_of(source);
            self.ask_again_when_still(source);
        }
        self.store.sources.with_untracked(|sources| {
            if let Some(entry) = sources.iter().find(|entry| entry.id == source) {
                entry.state.set(state);
            }
        });
    }

    fn add_chunk(self: &Rc<Self>, layer: &str, attachments: &[JsValue]) {
        let mut layers = self.layers.borrow_mut();
        let arriving = layers.iter_mut().find(|entry| entry.id == layer);
        let Some((arriving, buffer)) = arriving.zip(attachments.first()) else {
            return;
        };
        let (number, due) = (arriving.number, arriving.pace.is_due(dom::now()));
        drop(layers);
        self.paint_chunk(number, buffer);
        if due {
            self.map.request_frame();
        }
    }

    fn loaded(self: &Rc<Self>, source: &str, report: LoadReport) {
        self.listeners.tell(
            "load",
            &object([("id", source.into()), ("report", report.to_json())]),
        );
        self.set_state(source, SourceState::Loaded(Arc::new(report)));
        let added = self
            .sources
            .borrow()
            .requests
            .get(source)
            .is_some_and(|request| request.added);
        if self.shows_all.get() {
            self.show_layers(|_| true);
        } else if added {
            self.show_layers(|layer| layer.source == source);
        }
        self.follow_selection();
        self.settling.end(source);
        if self.settling.is_quiet() {
            self.shows_all.set(false);
        }
        self.read_next_again();
        self.map.request_frame();
    }

    pub(super) fn failed(self: &Rc<Self>, source: &str, sentence: String) {
        self.listeners.tell(
            "error",
            &object([("id", source.into()), ("message", sentence.as_str().into())]),
        );
        self.store.announcement.set(sentence.clone());
        self.remove_layers_of(source);
        self.set_state(source, SourceState::Failed(sentence));
        self.settling.end(source);
        self.read_next_again();
    }

    /// Stops a source that is being read; what was read of it goes.
    pub fn cancel(self: &Rc<Self>, source: &str) {
        self.worker.tell(
            &ToWorker::Cancel {
                source: source.to_owned(),
            },
            &[],
        );
        self.remove_layers_of(source);
        self.set_state(source, SourceState::Cancelled);
        self.store
            .questions
            .update(|all| all.retain(|question| question.source != source));
        self.settling.end(source);
        self.read_next_again();
    }

    /// Takes a source and its layers off the map.
    pub fn remove_source(self: &Rc<Self>, source: &str) {
        self.worker.tell(
            &ToWorker::Unload {
                source: source.to_owned(),
            },
            &[],
        );
        self.remove_layers_of(source);
        self.forget_mapping(source);
        self.sources.borrow_mut().requests.remove(source);
        self.store
            .sources
            .update(|sources| sources.retain(|entry| entry.id != source));
        self.ask_again_soon();
        self.settling.end(source);
    }

    pub(super) fn remove_layers_of(self: &Rc<Self>, source: &str) {
        self.settling.has_detail(source);
        self.forget_glimpses_of(source);
        self.arriving
            .borrow_mut()
            .retain(|arriving| arriving.source != source);
        let gone: Vec<PageLayer> = self
            .layers
            .borrow_mut()
            .extract_if(.., |layer| layer.source == source)
            .collect();
        for layer in &gone {
            self.forget_painted(layer.number);
            self.filter.borrow_mut().remove_layer(&layer.id);
        }
        if gone.iter().any(|layer| layer.kind() == RowKind::Incident) {
            self.gather_accidents();
        }
        if !gone.is_empty() {
            self.store
                .layers
                .update(|entries| entries.retain(|entry| entry.source_id != source));
            self.close_card();
            self.filter_changed();
        }
    }

    /// Answers the mapping dialog.
    pub fn answer_mapping(self: &Rc<Self>, source: &str, role: Role, fields: FieldMapping) {
        self.remember_mapping(source, role, &fields);
        self.store
            .questions
            .update(|all| all.retain(|question| question.source != source));
        self.set_state(
            source,
            SourceState::Loading {
                bytes: 0,
                total: None,
                features: 0,
            },
        );
        self.worker.tell(
            &ToWorker::Map {
                source: source.to_owned(),
                role,
                fields,
            },
            &[],
        );
    }
}

impl App {
    /// What happened to a source, and the way out.
    fn refusal_sentence(&self, source: &str, error: &Refused) -> String {
        let language = self.store.language.get_untracked();
        let name = self
            .sources
            .borrow()
            .requests
            .get(source)
            .map(|request| request.name.clone())
            .unwrap_or_default();
        let mut values: Vec<(&str, &str)> = error
            .values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        values.push(("name", &name));
        let sentence = Key::named(&format!("load_error.{}", error.code))
            .map_or_else(|| error.code.clone(), |key| key.with(language, &values));
        key::SOURCE_REFUSED.with(language, &[("name", &name), ("reason", &sentence)])
    }
}
