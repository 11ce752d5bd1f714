//! Reading the map: hover, cards, what is in view.

use std::rc::Rc;
use std::sync::Arc;

use super::App;
use super::page_layer::PageLayer;
use crate::decimal;
use crate::filter::Mark;
use crate::hazard::Field;
use crate::json::{Value, object};
use crate::protocol::{Answer, GroundPlace, GroundWeight, Hit, ToWorker};
use crate::reactive::Read;
use crate::sorted::SortedMap;
use crate::spatial::lnglat_from_world;
use crate::web::dom;
use crate::web::ui::{Card, CheckedPlace, Place, RowRef};

/// How near the pointer must be to an outline or a point, in CSS pixels.
const PICK_TOLERANCE: f64 = 6.0;

/// What is pointed at and read.
#[derive(Default)]
pub struct Reading {
    /// The pointer rests here, for a pick that is not asked yet.
    pointer: Option<[f64; 2]>,
    /// A pick for hovering is on its way.
    asking: bool,
    timers: SortedMap<&'static str, i32>,
}

impl App {
    /// Calls `work` after `milliseconds`, once, however often it is asked for under this name before.
    pub(super) fn soon(
        self: &Rc<Self>,
        name: &'static str,
        milliseconds: i32,
        work: impl FnOnce() + 'static,
    ) {
        self.set_timer(name, milliseconds, Box::new(work));
    }

    fn set_timer(self: &Rc<Self>, name: &'static str, milliseconds: i32, work: Box<dyn FnOnce()>) {
        let app = self.clone();
        let timer = dom::after(milliseconds, move || {
            app.reading.borrow_mut().timers.remove(name);
            work();
        });
        if let Some(before) = self.reading.borrow_mut().timers.insert(name, timer) {
            dom::cancel_timer(before);
        }
    }

    /// The pointer moved to `at` (screen) or left the map.
    pub(super) fn point(self: &Rc<Self>, at: Option<[f64; 2]>) {
        self.reading.borrow_mut().pointer = at;
        if self.point_at_sketch(at) {
            self.hover(None);
            return;
        }
        match at {
            None => self.hover(None),
            Some(at) => {
                if self.has_marks() && self.mark_at(at).is_some() {
                    self.map.set_cursor("pointer");
                    self.hover(None);
                    return;
                }
                if let Some(symbol) = self.symbol_at(at) {
                    self.map.set_cursor("pointer");
                    self.hover(symbol.row);
                    return;
                }
                self.ask_hover();
            }
        }
    }

    fn ask_hover(self: &Rc<Self>) {
        let at = {
            let mut reading = self.reading.borrow_mut();
            if reading.asking {
                return;
            }
            let Some(at) = reading.pointer.take() else {
                return;
            };
            reading.asking = true;
            at
        };
        let app = self.clone();
        self.pick(at, move |hits, _| {
            app.reading.borrow_mut().asking = false;
            app.map
                .set_cursor(if hits.is_empty() { "" } else { "pointer" });
            app.hover(hits.into_iter().next().map(row_ref));
            app.ask_hover();
        });
    }

    /// Highlights a row on the map and in the list.
    pub(super) fn hover(self: &Rc<Self>, row: Option<RowRef>) {
        let before = self.store.hovered.get_untracked();
        if before == row {
            return;
        }
        self.mark(before.as_ref(), Mark::Hovered, false);
        self.mark(row.as_ref(), Mark::Hovered, true);
        self.store.hovered.set(row);
        self.repaint_marks();
    }

    fn mark(&self, row: Option<&RowRef>, mark: Mark, on: bool) {
        if let Some(row) = row {
            self.filter.borrow_mut().mark(&row.layer, row.row, mark, on);
        }
    }

    fn repaint_marks(self: &Rc<Self>) {
        let changes = self.filter.borrow_mut().take_changes();
        for change in changes.layers {
            self.paint_states(&change.layer, change.rows);
        }
        self.mark_symbols();
        self.map.request_frame();
    }

    fn pick(self: &Rc<Self>, at: [f64; 2], then: impl FnOnce(Vec<Hit>, u32) + 'static) {
        let camera = self.map.camera();
        let position = lnglat_from_world(camera.world_from_screen(at));
        let tolerance = PICK_TOLERANCE / camera.scale();
        // Of accidents in groups the page knows which symbol is pointed at.
        let accidents = self.shows_one_by_one();
        self.worker.ask(
            |ticket| ToWorker::Pick {
                ticket,
                at: position,
                tolerance,
                accidents,
            },
            move |answer| match answer {
                Answer::Picked { rows, all } => then(rows, all),
                _ => then(Vec::new(), 0),
            },
        );
    }

    /// A click or tap: a cluster opens up, anything else gets its card.
    pub(super) fn click(self: &Rc<Self>, at: [f64; 2]) {
        if self.is_drawing() {
            self.tap_sketch(at);
            return;
        }
        if self.store.choosing_on_map.get_untracked() {
            let camera = self.map.camera();
            self.check_place(CheckedPlace {
                name: String::new(),
                lnglat: lnglat_from_world(camera.world_from_screen(at)),
            });
            return;
        }
        if self.tap_mark(at) {
            return;
        }
        let symbol = self.symbol_at(at);
        if let Some(cluster) = symbol.as_ref().filter(|symbol| symbol.row.is_none()) {
            self.open_cluster(cluster);
            return;
        }
        let symbol = symbol.and_then(|symbol| symbol.row);
        let app = self.clone();
        self.pick(at, move |hits, mut all| {
            let mut rows: Vec<RowRef> = hits.into_iter().map(row_ref).collect();
            if let Some(symbol) = symbol.filter(|symbol| !rows.contains(symbol)) {
                rows.insert(0, symbol);
                all += 1;
            }
            if rows.is_empty() {
                app.close_card()
            } else {
                app.open_card(rows, all as usize, 0)
            }
        });
    }

    /// Opens the card of one of several overlapping rows, the best of `all` that there are.
    pub(super) fn open_card(self: &Rc<Self>, rows: Vec<RowRef>, all: usize, page: usize) {
        let Some(row) = rows.get(page).cloned() else {
            return;
        };
        let before = self.store.selected.get_untracked();
        self.mark(before.as_ref(), Mark::Selected, false);
        self.mark(Some(&row), Mark::Selected, true);
        self.store.selected.set(Some(row.clone()));
        self.repaint_marks();
        self.listeners.tell(
            "select",
            &object([
                ("layer", row.layer.as_str().into()),
                ("row", row.row.into()),
            ]),
        );
        self.write_link_soon();
        let app = self.clone();
        let question = |ticket| ToWorker::Describe {
            ticket,
            layer: row.layer.clone(),
            row: row.row,
        };
        let described = row.clone();
        self.worker.ask(question, move |answer| {
            if let Answer::Described { details } = answer {
                app.learn_id(described, &details);
                app.store.card.set(Some(Card {
                    rows,
                    all,
                    page,
                    details: Some(Arc::new(*details)),
                }));
            }
        });
    }

    /// Closes the card.
    pub(super) fn close_card(self: &Rc<Self>) {
        let before = self.store.selected.get_untracked();
        if before.is_none() && self.store.card.with_untracked(Option::is_none) {
            return;
        }
        self.mark(before.as_ref(), Mark::Selected, false);
        self.store.selected.set(None);
        self.store.card.set(None);
        self.repaint_marks();
        self.listeners.tell("select", &Value::Null);
        self.write_link_soon();
    }

    /// Shows a row from a list: its card, and the map moves there if it is out of sight.
    pub(super) fn show_row(self: &Rc<Self>, row: RowRef) {
        if let Some(bounds) = self.row_bounds(&row) {
            let camera = self.map.camera();
            let middle = [
                f64::midpoint(bounds[0], bounds[2]),
                f64::midpoint(bounds[1], bounds[3]),
            ];
            let [x, y] = camera.screen_from_world(middle);
            let [width, height] = camera.size();
            let in_sight = x > 0.0 && y > 0.0 && x < width && y < height;
            let too_small =
                (bounds[2] - bounds[0]).max(bounds[3] - bounds[1]) * camera.scale() < 8.0;
            if !in_sight || too_small {
                self.map.fit(bounds, 15.0);
            }
        }
        self.open_card(vec![row], 1, 0);
    }

    /// The bounds of the rows that are hovered or selected, in `world`.
    pub(super) fn bounds_standing_out(&self) -> Vec<[f64; 4]> {
        let rows = [&self.store.hovered, &self.store.selected].map(|row| row.get_untracked());
        let bounds = |row: &RowRef| self.row_bounds(row);
        rows.iter().flatten().filter_map(bounds).collect()
    }

    /// The bounds of a row in `world`.
    fn row_bounds(&self, row: &RowRef) -> Option<[f64; 4]> {
        let layers = self.layers.borrow();
        let layer = layers.iter().find(|layer| layer.id == row.layer)?;
        layer.row_bounds(row.row as usize)
    }

    /// Makes the towns of the ground searchable.
    pub(super) fn learn_towns(&self, towns: &[GroundPlace]) {
        let towns = towns.iter().filter_map(|town| {
            let (GroundWeight::Capital(population) | GroundWeight::Town(population)) = town.weight
            else {
                return None;
            };
            Some(Place {
                name: town.name.clone(),
                alt_names: Vec::new(),
                detail: String::new(),
                lng: town.lng,
                lat: town.lat,
                population: f64::from(population),
                row: None,
            })
        });
        self.store
            .places
            .update(|places| Arc::make_mut(places).extend(towns));
    }

    /// Makes the settlements of a layer searchable.
    pub(super) fn learn_places(self: &Rc<Self>, layer: &str) {
        let app = self.clone();
        let id = layer.to_owned();
        let fields = vec![
            Field::Name,
            Field::AltNames,
            Field::Admin1,
            Field::Population,
        ];
        let question = |ticket| ToWorker::Texts {
            ticket,
            layer: layer.to_owned(),
            fields,
        };
        self.worker.ask(question, move |answer| {
            let Answer::Texts { rows } = answer else {
                return;
            };
            let layers = app.layers.borrow();
            let Some(page_layer) = layers.iter().find(|layer| layer.id == id) else {
                return;
            };
            let learned: Vec<Place> = rows
                .into_iter()
                .enumerate()
                .filter_map(|(row, texts)| place(page_layer, row, texts))
                .collect();
            app.store.places.update(|places| {
                let places = Arc::make_mut(places);
                places.retain(|place| place.row.as_ref().is_none_or(|row| row.layer != id));
                places.extend(learned);
            });
            drop(layers);
            app.forget_names();
            app.map.request_frame();
        });
    }
}

fn row_ref(hit: Hit) -> RowRef {
    RowRef {
        layer: hit.layer,
        row: hit.row,
    }
}

/// A settlement from its name, other names, district and number of inhabitants.
fn place(layer: &PageLayer, row: usize, texts: Vec<String>) -> Option<Place> {
    let mut texts = texts.into_iter();
    let name = texts.next().filter(|name| !name.is_empty())?;
    let alt_names = texts.next().unwrap_or_default();
    let [lng, lat] = lnglat_from_world(layer.anchor(row)?);
    Some(Place {
        name,
        alt_names: alt_names
            .split([',', ';', '|', '\n'])
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect(),
        detail: texts.next().unwrap_or_default(),
        population: texts
            .next()
            .and_then(|people| decimal::parse(people.as_bytes()))
            .unwrap_or(0.0),
        lng,
        lat,
        row: Some(RowRef {
            layer: layer.id.clone(),
            row: row as u32,
        }),
    })
}
