//! The address: what a link carries, followed and written. A reload and a shared link show the same.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Url;

use super::App;
use super::checking::PLACE_ZOOM;
use crate::hazard::Field;
use crate::ingest::{DetailValue, RowDetails};
use crate::reactive::Read;
use crate::scene::View;
use crate::state::{FeatureRef, LinkState, PageOptions, Selection, Shape, ShapeKind};
use crate::web::dom::{document, window};
use crate::web::ui::{CheckedPlace, DrawCommand, RowRef};

/// An address as seen from the page.
#[must_use]
pub fn absolute(address: &str) -> String {
    resolve(
        address,
        &document().base_uri().ok().flatten().unwrap_or_default(),
    )
}

/// An address as seen from another.
#[must_use]
pub fn resolve(address: &str, base: &str) -> String {
    Url::new_with_base(address, base).map_or_else(|_| address.to_owned(), |url| url.href())
}

fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

impl App {
    /// What the address asks to be shown.
    pub(super) fn link_state() -> LinkState {
        LinkState::from_fragment(&fragment())
    }

    /// Shows what the address asks for.
    pub(super) fn follow_link(self: &Rc<Self>) {
        let link = Self::link_state();
        self.following_link.set(true);
        match (link.view, &link.shape, link.place) {
            (Some(view), ..) => self.set_view(view),
            (None, Some(shape), _) => self.fit_shape(shape),
            (None, None, Some([lng, lat])) => self.set_view(View {
                lng,
                lat,
                zoom: PLACE_ZOOM,
            }),
            (None, None, None) => self.go_home(),
        }
        self.set_filter(link.filter);
        self.set_time(link.time);
        self.store.layers.with_untracked(|entries| {
            for entry in entries {
                let hidden = link.hidden_layers.contains(&entry.id);
                if hidden == entry.visible.get_untracked() {
                    entry.visible.set(!hidden);
                }
            }
        });
        self.layers_switched();
        if link.selection.is_none() {
            self.close_card();
        }
        if link.place.is_some()
            || link.shape.is_some()
            || self.store.checked.with_untracked(Option::is_some)
        {
            self.follow_question(link.place, link.shape, link.width);
        }
        *self.link_selection.borrow_mut() = link.selection;
        self.follow_selection();
        self.following_link.set(false);
    }

    /// Asks what the address asks: about a place, or else about a drawn area or route.
    fn follow_question(
        self: &Rc<Self>,
        place: Option<[f64; 2]>,
        shape: Option<Shape>,
        width: Option<f64>,
    ) {
        let checked = self.store.checked.get_untracked();
        match (place, shape) {
            (_, Some(shape)) => {
                let width = width.unwrap_or_else(|| self.store.draw.width.get_untracked());
                if self.asked_shape().as_ref() == Some(&shape) {
                    self.draw(DrawCommand::Width(width));
                } else {
                    self.store.draw.width.set(width);
                    self.take_shape(shape);
                }
            }
            (Some(lnglat), None) => {
                if checked.and_then(|checked| checked.place()) != Some(lnglat) {
                    self.ask_about(CheckedPlace {
                        name: String::new(),
                        lnglat,
                    });
                }
            }
            (None, None) => {
                if checked.is_some() {
                    self.close_check();
                }
            }
        }
    }

    /// Writes into the address which of the manifest's layers the query leaves out, so that they are switched off as any
    /// other layer is, and said to be.
    pub(super) fn leave_out_layers(self: &Rc<Self>, options: &PageOptions) {
        if options.layers.is_none() {
            return;
        }
        let mut link = Self::link_state();
        let manifest = self.manifest.borrow().clone();
        let known = manifest.layers.iter().map(|layer| layer.id.as_str());
        if options.leave_out_layers(known, &mut link)
            && let Ok(history) = window().history()
        {
            let address = format!("#{}", link.to_fragment());
            // A browser that refuses shows every layer: more, not less.
            drop(history.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
        }
    }

    /// Opens the card the address asks for, once its layer is there.
    pub(super) fn follow_selection(self: &Rc<Self>) {
        let wanted = self.link_selection.borrow().clone();
        let Some(Selection { layer, feature }) = wanted else {
            return;
        };
        if !self.layers.borrow().iter().any(|known| known.id == layer) {
            return;
        }
        self.link_selection.borrow_mut().take();
        match feature {
            FeatureRef::Row(row) => self.open_card(vec![RowRef { layer, row }], 1, 0),
            FeatureRef::Id(id) => {
                let app = self.clone();
                let question = |ticket| crate::protocol::ToWorker::Find {
                    ticket,
                    layer: layer.clone(),
                    id,
                };
                self.worker.ask(question, {
                    let layer = layer.clone();
                    move |answer| {
                        if let crate::protocol::Answer::Found { rows } = answer
                            && let Some(row) = rows.first()
                        {
                            app.open_card(vec![RowRef { layer, row: *row }], 1, 0);
                        }
                    }
                });
            }
        };
    }

    /// A record by its id, which outlives a new edition of the file, or else by its row.
    fn feature_ref(&self, row: &RowRef) -> FeatureRef {
        match &*self.selected_id.borrow() {
            Some((known, id)) if known == row => FeatureRef::Id(id.clone()),
            _ => FeatureRef::Row(row.row),
        }
    }

    /// Takes the id of a record for links, if no other record of its layer has the same.
    pub(super) fn learn_id(self: &Rc<Self>, row: RowRef, details: &RowDetails) {
        let id = details
            .fields
            .iter()
            .find_map(|(field, value)| match value {
                DetailValue::Text(id) if *field == Field::Id => Some(id.clone()),
                _ => None,
            });
        let Some(id) = id else { return };
        let app = self.clone();
        let question = |ticket| crate::protocol::ToWorker::Find {
            ticket,
            layer: row.layer.clone(),
            id: id.clone(),
        };
        self.worker.ask(question, {
            let (row, id) = (row.clone(), id.clone());
            move |answer| {
                if let crate::protocol::Answer::Found { rows } = answer
                    && rows == [row.row]
                {
                    *app.selected_id.borrow_mut() = Some((row, id));
                    app.write_link_soon();
                }
            }
        });
    }

    /// Writes what is shown into the address, once the hand rests. `step` makes it a step of back and forward.
    pub(super) fn write_link_soon(self: &Rc<Self>) {
        if self.following_link.get() || !self.started.get() {
            return;
        }
        let app = self.clone();
        self.soon("link", 300, move || app.write_link());
    }

    fn write_link(self: &Rc<Self>) {
        let before = Self::link_state();
        // What the address says of layers that are still on their way holds until they come.
        let hidden_layers = self.store.layers.with_untracked(|entries| {
            let hidden = entries
                .iter()
                .filter(|entry| !entry.visible.get_untracked());
            let is_here = |id: &String| entries.iter().any(|entry| entry.id == *id);
            let to_come = before.hidden_layers.iter().filter(|id| !is_here(id));
            hidden
                .map(|entry| entry.id.clone())
                .chain(to_come.cloned())
                .collect()
        });
        let filter = self.filter.borrow();
        let selected = self.store.selected.get_untracked();
        let checked = self.store.checked.get_untracked();
        let shape = self.asked_shape();
        let is_route = shape
            .as_ref()
            .is_some_and(|shape| shape.kind == ShapeKind::Line && shape.is_handy());
        let link = LinkState {
            view: Some(self.map.camera().view()),
            filter: filter.model().clone(),
            time: filter.window(),
            hidden_layers,
            selection: selected
                .map(|row| Selection {
                    feature: self.feature_ref(&row),
                    layer: row.layer,
                })
                .or_else(|| self.link_selection.borrow().clone()),
            place: checked.and_then(|checked| checked.place()),
            width: is_route.then(|| self.store.draw.width.get_untracked()),
            // One that is too large for a link is left out; the panel says so.
            shape: shape.filter(Shape::is_handy),
            other: before.other.clone(),
        };
        drop(filter);
        let written = link.to_fragment();
        if written == fragment().trim_start_matches('#') {
            return;
        }
        // A change of filter, time or layers is a step to go back from; moving and reading are not.
        let lasting = |link| LinkState {
            view: None,
            selection: None,
            ..link
        };
        let is_step = lasting(before) != lasting(LinkState::from_fragment(&written));
        let Ok(history) = window().history() else {
            return;
        };
        let address = format!("#{written}");
        // Browsers refuse to write the address too often; then it is written with the next rest.
        let outcome = if is_step {
            history.push_state_with_url(&JsValue::NULL, "", Some(&address))
        } else {
            history.replace_state_with_url(&JsValue::NULL, "", Some(&address))
        };
        drop(outcome);
    }
}
