//! Many places: reads the list, asks about it in the worker, keeps the answers for the table and the map.
//!
//! Answers come in parts, so that neither program is busy for long; a cancel arrives between two of them. A change of
//! the data or of the radius asks again, another weighting does not.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use js_sys::Array;
use wasm_bindgen::JsValue;
use web_sys::Blob;

use super::App;
use crate::analysis::{Assessment, Caveat, Reach};
use crate::hazard::Field;
use crate::protocol::{
    Answer, ListedPlace, PlaceColumns, PlaceList, RefusedRow, RowReason, ToWorker,
};
use crate::reactive::Read;
use crate::scene::View;
use crate::spatial::{lnglat_from_world, world_from_lnglat};
use crate::state::{PlaceRow, is_of_table};
use crate::text::key;
use crate::units::Metres;
use crate::web::dom;
use crate::web::intl;
use crate::web::ui::{Answers, ListState, ManyCommand, NamedList, SourceState, Work};

/// Wait until a hand rests, or a flood of changes is over, before asking again.
const ASK_AGAIN_MS: i32 = 200;
/// Close enough to tell a place from its neighbours.
const PLACE_ZOOM: f64 = 11.0;
/// How much of the map's height a place is moved up to stay clear of the sheet.
const SHEET_SHARE: f64 = 0.22;

/// The question that is being answered, and the list it came from.
#[derive(Default)]
pub struct Many {
    ticket: Cell<Option<u32>>,
    file: RefCell<Option<(String, Blob)>>,
}

/// Answers that have come so far.
#[derive(Default)]
struct Collected {
    rows: Vec<PlaceRow>,
    refused: Vec<RefusedRow>,
    caveats: Option<Vec<Caveat>>,
    next: usize,
}

impl App {
    /// Does what a component asks.
    pub(super) fn obey_many(self: &Rc<Self>, command: ManyCommand) {
        match command {
            ManyCommand::Read(file) => self.read_places_of(file.name(), file.into()),
            ManyCommand::Paste(text) => {
                let parts = Array::of1(&JsValue::from_str(&text));
                // Fails only where the browser has no memory left for the text.
                if let Ok(blob) = Blob::new_with_str_sequence(&parts) {
                    self.read_places_of(String::new(), blob);
                }
            }
            ManyCommand::UseLayer(layer) => self.use_places_of_layer(layer),
            ManyCommand::Columns(columns) => self.read_list_again(columns),
            ManyCommand::Forget => self.forget_list(),
            ManyCommand::Cancel => self.cancel_many(),
            ManyCommand::AskAgain => self.ask_about_list(),
            ManyCommand::Radius(metres) => {
                self.store.many.radius.set(metres);
                self.ask_about_list_soon();
            }
            ManyCommand::Choose(row) => self.choose_place(row),
            ManyCommand::Redraw => self.redraw_marks(),
        }
    }

    fn read_places_of(self: &Rc<Self>, name: String, blob: Blob) {
        self.forget_list();
        *self.many.file.borrow_mut() = Some((name.clone(), blob.clone()));
        self.store.many.list.set(ListState::Reading(name.clone()));
        self.ask_for_list(name, &blob, None);
    }

    fn read_list_again(self: &Rc<Self>, columns: PlaceColumns) {
        let file = self.many.file.borrow().clone();
        if let Some((name, blob)) = file {
            self.stop_asking();
            self.store.many.answers.set(None);
            self.store.many.work.set(Work::None);
            self.ask_for_list(name, &blob, Some(columns));
        }
    }

    fn ask_for_list(self: &Rc<Self>, name: String, blob: &Blob, columns: Option<PlaceColumns>) {
        let app = self.clone();
        let asked = blob.clone();
        let question = |ticket| ToWorker::Places { ticket, columns };
        let attachments = [JsValue::from(blob.clone())];
        self.worker.ask_with(question, &attachments, move |answer| {
            // Another list was chosen meanwhile.
            let file = app.many.file.borrow().clone();
            if file.is_none_or(|(_, blob)| blob != asked) {
                return;
            }
            let many = &app.store.many;
            match answer {
                Answer::Places { list } => app.take_list(NamedList {
                    name,
                    is_layer: false,
                    set_aside: 0,
                    list: *list,
                }),
                Answer::Unreadable { reason } => many.list.set(ListState::Unreadable(name, reason)),
                _ => {
                    let language = app.store.language.get_untracked();
                    let reason = key::CHECK_GONE.text(language).to_owned();
                    many.list.set(ListState::Unreadable(name, reason));
                }
            }
        });
    }

    fn use_places_of_layer(self: &Rc<Self>, layer: String) {
        self.forget_list();
        let entries = self.store.layers.get_untracked();
        let Some(entry) = entries.into_iter().find(|entry| entry.id == layer) else {
            return;
        };
        self.store
            .many
            .list
            .set(ListState::Reading(entry.title.clone()));
        let app = self.clone();
        let question = |ticket| ToWorker::Texts {
            ticket,
            layer,
            fields: vec![Field::Id, Field::Name],
        };
        self.worker.ask(question, move |answer| {
            let is_wanted = app.store.many.list.with_untracked(
                |list| matches!(list, ListState::Reading(name) if *name == entry.title),
            );
            if let Answer::Texts { rows } = answer
                && is_wanted
            {
                let list = app.list_of_layer(&entry.id, rows);
                app.take_list(NamedList {
                    name: entry.title,
                    is_layer: true,
                    set_aside: app.set_aside_of(&entry.source_id),
                    list,
                });
            }
        });
    }

    /// All rows of a layer, whatever the filter shows; one without a place was set aside when the file was read.
    fn list_of_layer(&self, id: &str, texts: Vec<Vec<String>>) -> PlaceList {
        let layers = self.layers.borrow();
        let layer = layers.iter().find(|layer| layer.id == id);
        let (mut placed, mut refused) = (Vec::new(), Vec::new());
        for (row, texts) in texts.into_iter().enumerate() {
            let mut texts = texts.into_iter();
            let id = texts.next().unwrap_or_default();
            let name = texts.next().unwrap_or_default();
            let line = row as u32 + 1;
            match layer.and_then(|layer| layer.anchor(row)) {
                Some(anchor) => placed.push(ListedPlace {
                    line,
                    id,
                    name,
                    lnglat: lnglat_from_world(anchor),
                }),
                None => refused.push(RefusedRow {
                    line,
                    reason: RowReason::NoPosition,
                    text: name,
                }),
            }
        }
        PlaceList {
            separator: String::new(),
            has_header: false,
            decimal_comma: false,
            header: Vec::new(),
            samples: Vec::new(),
            columns: PlaceColumns::default(),
            rows: placed.len() + refused.len(),
            placed,
            refused,
        }
    }

    fn set_aside_of(&self, source: &str) -> u64 {
        self.store.sources.with_untracked(|sources| {
            let entry = sources.iter().find(|entry| entry.id == source);
            entry.map_or(0, |entry| match entry.state.get_untracked() {
                SourceState::Loaded(report) => report.missing(),
                _ => 0,
            })
        })
    }

    fn take_list(self: &Rc<Self>, list: NamedList) {
        self.store.many.list.set(ListState::Read(Arc::new(list)));
        self.ask_about_list();
    }

    fn forget_list(self: &Rc<Self>) {
        self.stop_asking();
        self.many.file.take();
        let many = &self.store.many;
        many.list.set(ListState::None);
        many.work.set(Work::None);
        many.answers.set(None);
        many.chosen.set(None);
        many.shown.set(Arc::default());
        self.redraw_marks();
    }

    fn stop_asking(&self) {
        if let Some(ticket) = self.many.ticket.take() {
            self.worker.stop(ticket);
        }
    }

    fn cancel_many(self: &Rc<Self>) {
        self.stop_asking();
        let many = &self.store.many;
        if let Work::Running { done, of } = many.work.get_untracked() {
            many.work.set(Work::Cancelled { done, of });
            // Those of before are about other data or another radius.
            many.answers.set(None);
            many.chosen.set(None);
            self.redraw_marks();
        }
    }

    /// The data or the radius changed: the table must not be about others.
    pub(super) fn ask_about_list_soon(self: &Rc<Self>) {
        // What was cancelled stays so.
        let is_asked = matches!(
            self.store.many.work.get_untracked(),
            Work::Running { .. } | Work::Lost
        ) || self.store.many.answers.with_untracked(Option::is_some);
        if is_asked {
            let app = self.clone();
            self.soon("many places", ASK_AGAIN_MS, move || app.ask_about_list());
        }
    }

    fn ask_about_list(self: &Rc<Self>) {
        self.stop_asking();
        let many = &self.store.many;
        let ListState::Read(named) = many.list.get_untracked() else {
            return;
        };
        let of = named.list.placed.len();
        if of == 0 {
            many.work.set(Work::None);
            many.answers.set(None);
            return;
        }
        let places = named.list.placed.iter().map(|place| place.lnglat).collect();
        let (basis, titles) = self.basis(Reach::of(Metres(many.radius.get_untracked())));
        let asked = basis.clone();
        let collected = Rc::new(RefCell::new(Collected {
            refused: named.list.refused.clone(),
            ..Collected::default()
        }));
        many.work.set(Work::Running { done: 0, of });
        let (app, collecting, list) = (self.clone(), collected.clone(), named.clone());
        let parts = move |assessments: Vec<Option<Assessment>>| {
            let mut collected = collecting.borrow_mut();
            collected.take(&list.list.placed, assessments);
            let done = collected.next;
            app.store.many.work.set(Work::Running { done, of });
        };
        let app = self.clone();
        let question = |ticket| ToWorker::AssessMany {
            ticket,
            places,
            basis,
        };
        let ticket = self.worker.ask_with(question, &[], move |answer| {
            app.many.ticket.set(None);
            let Answer::AssessedMany { assessments } = answer else {
                app.store.many.answers.set(None);
                app.store.many.work.set(Work::Lost);
                return;
            };
            let mut collected = collected.take();
            collected.take(&named.list.placed, assessments);
            app.take_answers(collected, asked, titles);
        });
        self.many.ticket.set(Some(ticket));
        self.worker.hear_parts(ticket, Rc::new(parts));
    }

    fn take_answers(
        self: &Rc<Self>,
        collected: Collected,
        basis: crate::protocol::Basis,
        titles: Vec<String>,
    ) {
        let many = &self.store.many;
        let count = collected.rows.len();
        if many.chosen.get_untracked().is_some_and(|row| row >= count) {
            many.chosen.set(None);
        }
        many.answers.set(Some(Arc::new(Answers {
            rows: collected.rows,
            refused: collected.refused,
            caveats: collected.caveats.unwrap_or_default(),
            basis,
            titles,
        })));
        many.work.set(Work::None);
        let language = self.store.language.get_untracked();
        let shown = intl::count(language, count as u64);
        let sentence = crate::text::plural(language, "many.done", count as u64, &shown);
        self.store.announce(&sentence);
        self.redraw_marks();
    }

    /// Shows a row in the table and on the map.
    fn choose_place(self: &Rc<Self>, row: usize) {
        let many = &self.store.many;
        let place = many.answers.with_untracked(|answers| {
            let row = answers.as_ref()?.rows.get(row)?;
            Some(row.place.lnglat)
        });
        let Some([lng, lat]) = place else { return };
        many.chosen.set(Some(row));
        let camera = self.map.camera();
        let [x, y] = camera.screen_from_world(world_from_lnglat([lng, lat]));
        let [width, height] = camera.size();
        let is_wide = dom::media("(min-width: 720px)");
        // What the sheet covers is out of sight too.
        let bottom = if is_wide { height } else { height / 2.0 };
        let in_sight = x > 0.0 && y > 0.0 && x < width && y < bottom;
        if in_sight {
            self.redraw_marks();
            return;
        }
        let zoom = camera.zoom().max(PLACE_ZOOM);
        self.set_view(View { lng, lat, zoom });
        if !is_wide {
            self.map
                .move_camera(|camera| camera.pan([0.0, -SHEET_SHARE * height]));
        }
    }

    /// Chooses the place whose mark was tapped; `false` where there is none.
    pub(super) fn tap_mark(self: &Rc<Self>, at: [f64; 2]) -> bool {
        let Some(row) = self.mark_at(at) else {
            return false;
        };
        self.store.many.chosen.set(Some(row));
        self.store.panel_open.set(true);
        self.redraw_marks();
        true
    }
}

impl Collected {
    /// Takes the next answers, of the places that follow.
    fn take(&mut self, places: &[ListedPlace], assessments: Vec<Option<Assessment>>) {
        let of = places.get(self.next..).unwrap_or_default();
        self.next += assessments.len();
        for (place, assessment) in of.iter().zip(assessments) {
            match assessment {
                Some(assessment) => {
                    self.caveats.get_or_insert_with(|| {
                        let caveats = assessment.caveats.iter();
                        caveats
                            .filter(|caveat| is_of_table(caveat))
                            .copied()
                            .collect()
                    });
                    self.rows.push(PlaceRow::of(place.clone(), &assessment));
                }
                None => self.refused.push(RefusedRow {
                    line: place.line,
                    reason: RowReason::LatitudeOutOfRange,
                    text: place.name.clone(),
                }),
            }
        }
    }
}
