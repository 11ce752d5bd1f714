//! Which rows are shown: the filter and the time window, from the components to the GPU and the counts.

use std::rc::Rc;
use std::sync::Arc;

use super::App;
use crate::filter::{Changes, Facet, FilterModel, TimeWindow, fold};
use crate::hazard::row_state;
use crate::protocol::{Answer, ToWorker};
use crate::reactive::Read;
use crate::web::ui::Counted;
use crate::web::wire::buffer_of;

impl App {
    /// The filter in force.
    pub fn filter_model(&self) -> FilterModel {
        self.filter.borrow().model().clone()
    }

    /// Shows what passes `model`, within the time window in force.
    pub fn set_filter(self: &Rc<Self>, model: FilterModel) {
        let window = self.filter.borrow().window();
        let changes = self.filter.borrow_mut().apply(&model, window);
        if self.store.filter.with_untracked(|known| *known != model) {
            self.store.filter.set(model);
        }
        self.search_free_text();
        self.shown_changed(&changes);
        self.listeners
            .tell("filter", &self.filter_model().to_json());
    }

    /// Shows what lies in `window`, under the filter in force.
    pub fn set_time(self: &Rc<Self>, window: TimeWindow) {
        let model = self.filter_model();
        let changes = self.filter.borrow_mut().apply(&model, window);
        if self.store.time.get_untracked() != window {
            self.store.time.set(window);
        }
        self.shown_changed(&changes);
        self.listeners
            .tell("time", &super::answers::time_json(window));
    }

    /// Layers came, went or were switched: counts and states are looked at again.
    pub(super) fn filter_changed(self: &Rc<Self>) {
        let changes = self.filter.borrow_mut().take_changes();
        self.search_free_text();
        self.shown_changed(&changes);
    }

    /// Layers were switched: rows are shown and counted as the store says.
    pub(super) fn layers_switched(self: &Rc<Self>) {
        self.switch_layers();
        self.filter_changed();
    }

    /// Switches layers on and off as the store says.
    pub(super) fn switch_layers(&self) {
        let off: Vec<String> = self.store.layers.with_untracked(|entries| {
            let hidden = entries
                .iter()
                .filter(|entry| !entry.visible.get_untracked());
            hidden.map(|entry| entry.id.clone()).collect()
        });
        self.filter.borrow_mut().set_layers_off(&off);
    }

    fn shown_changed(self: &Rc<Self>, changes: &Changes) {
        for change in &changes.layers {
            self.paint_states(&change.layer, change.rows.clone());
        }
        self.group_or_mark_accidents();
        self.map.request_frame();
        if !changes.layers.is_empty() {
            self.refilter_accidents();
            self.place_names_soon();
            self.tell_worker_soon();
        }
        self.publish_counts(changes.beyond_time);
        self.look_around_soon();
        self.write_link_soon();
    }

    fn publish_counts(&self, beyond_time: bool) {
        let filter = self.filter.borrow();
        let facets = Facet::ALL
            .into_iter()
            .map(|facet| (facet, filter.counts(facet)))
            .collect();
        self.store.counted.set(Arc::new(Counted {
            facets,
            totals: filter.totals(),
        }));
        self.store.dated_extent.set(filter.incident_extent());
        self.store.dated_zones.set(filter.has_dated_zones());
        if beyond_time {
            self.store.timeline_version.update(|version| *version += 1);
        }
    }

    /// Tells the worker which rows are shown, once the hand rests: only picking and lists need it.
    fn tell_worker_soon(self: &Rc<Self>) {
        let app = self.clone();
        self.soon("shown", 150, move || {
            let filter = app.filter.borrow();
            for layer in app.layers.borrow().iter() {
                if let Some(states) = filter.states(&layer.id) {
                    let shown: Vec<u8> = states
                        .iter()
                        .map(|state| u8::from(row_state::is_visible(*state)))
                        .collect();
                    app.worker.tell(
                        &ToWorker::Shown {
                            layer: layer.id.clone(),
                        },
                        &[buffer_of(&shown)],
                    );
                }
            }
        });
    }

    /// Asks the worker which rows hold the searched words in their free text, which the page does not have.
    fn search_free_text(self: &Rc<Self>) {
        let text = self.filter.borrow().model().text().to_owned();
        if !text.is_empty() {
            self.search_for(&text);
        }
    }

    fn search_for(self: &Rc<Self>, text: &str) {
        let words: Vec<String> = fold(text).split_whitespace().map(str::to_owned).collect();
        for layer in self.filter.borrow().layer_ids() {
            let (app, id, asked) = (self.clone(), layer.to_owned(), text.to_owned());
            let question = |ticket| ToWorker::Search {
                ticket,
                layer: layer.to_owned(),
                words: words.clone(),
            };
            self.worker.ask(question, move |answer| {
                if let Answer::Found { rows } = answer {
                    app.filter.borrow_mut().set_text_hits(&id, &asked, rows);
                    let changes = app.filter.borrow_mut().take_changes();
                    app.shown_changed(&changes);
                }
            });
        }
    }
}
