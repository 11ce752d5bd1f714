//! Layers: how one arrives on the page without stopping it, and what is known of it.

use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsValue;

use super::App;
use super::page_layer::PageLayer;
use crate::filter::Arrival;
use crate::hazard::{Columns, Field, Role, RowKind};
use crate::protocol::{
    ColumnsHeader, Placement, unpack_anchors, unpack_bounds, unpack_column, unpack_order,
};
use crate::reactive::{Read, RwSignal};
use crate::scene::LayerId;
use crate::scene::cluster::{IncidentPoints, PlacingPoints};
use crate::spatial::joined_bounds;
use crate::text::key;
use crate::web::dom::today;
use crate::web::pause::Pacer;
use crate::web::ui::{LayerEntry, SourceState};
use crate::web::wire::bytes_of;

/// The numbers below belong to the ground.
const FIRST_LAYER_NUMBER: u32 = 32;

/// The closest that showing a whole layer comes.
const LAYER_ZOOM: f64 = 15.0;

/// A layer of which the page knows what is recorded, and not yet where.
pub struct Arriving {
    pub source: String,
    layer: String,
    role: Role,
    columns: Arc<Columns>,
    arrival: Arrival,
}

impl App {
    /// Takes in what is recorded of a layer's rows, some at a time, with pauses between.
    pub(super) async fn add_columns(
        self: &Rc<Self>,
        [source, layer]: [String; 2],
        role: Role,
        header: ColumnsHeader,
        attachments: &[JsValue],
        pacer: &mut Pacer,
    ) {
        let mut columns = Columns {
            rows: header.rows,
            columns: Vec::new(),
        };
        for (place, (field, header)) in header.columns.into_iter().enumerate() {
            let bytes = bytes_of(attachments.get(place));
            pacer.pause_if_due().await;
            let Some(column) = unpack_column(header, columns.rows, &bytes) else {
                self.broken(&source);
                return;
            };
            columns.columns.push((field, column));
        }
        let columns = Arc::new(columns);
        let mut arrival = {
            let filter = self.filter.borrow();
            filter.begin_layer(&layer, role.row_kind(), columns.clone())
        };
        while arrival.step() {
            pacer.pause_if_due().await;
        }
        if self.is_reading(&source) {
            let mut all = self.arriving.borrow_mut();
            // Of a source that was cancelled and is read again, the last counts.
            all.retain(|arriving| arriving.layer != layer);
            all.push(Arriving {
                source,
                layer,
                role,
                columns,
                arrival,
            });
        }
    }

    /// The page has not got what the worker sent.
    fn broken(self: &Rc<Self>, source: &str) {
        let language = self.store.language.get_untracked();
        let sentence = key::SOURCE_BROKEN_TRANSFER.text(language);
        self.failed(source, sentence.to_owned());
    }

    /// Takes in where a layer's rows are: from now on it is on the map.
    pub(super) async fn add_layer(
        self: &Rc<Self>,
        layer: &str,
        bounds: Option<[f64; 4]>,
        attachments: &[JsValue],
        pacer: &mut Pacer,
    ) {
        let of_layer = |arriving: &mut Arriving| arriving.layer == layer;
        let arriving = self.arriving.borrow_mut().extract_if(.., of_layer).next();
        let Some(arriving) = arriving else {
            // Cancelled or taken away meanwhile.
            return;
        };
        let Arriving {
            source,
            layer,
            role,
            columns,
            arrival,
        } = arriving;
        let run = |place: usize| bytes_of(attachments.get(place));
        let placement = Placement {
            anchors: unpack_anchors(&run(0)),
            order: Vec::new(),
            bounds: unpack_bounds(&run(2)),
        };
        if placement.anchors.len() != columns.rows {
            self.broken(&source);
            return;
        }
        pacer.pause_if_due().await;
        let kind = role.row_kind();
        let number = self.next_layer_number();
        let points = match kind {
            RowKind::Incident => {
                let order = unpack_order(&run(1));
                Some(points_of(&placement.anchors, order, &columns, pacer).await)
            }
            _ => None,
        };
        let page_layer = PageLayer::new(
            layer.clone(),
            source.clone(),
            number,
            role,
            placement,
            bounds,
            points,
        );
        pacer.pause_if_due().await;
        if !self.is_reading(&source) {
            // Cancelled or taken away meanwhile.
            return;
        }
        let entry = self.layer_entry(&source, &layer, role, columns.rows);
        {
            let mut layers = self.layers.borrow_mut();
            let order = |layer: &PageLayer| (layer.draw_rank(), self.place_of(&layer.source));
            let place = layers.partition_point(|other| order(other) <= order(&page_layer));
            layers.insert(place, page_layer);
        }
        self.filter.borrow_mut().add_arrived(arrival);
        if kind == RowKind::Incident {
            self.gather_accidents();
        }
        self.store.layers.update(|entries| {
            let order = |entry: &LayerEntry| (rank(entry.role), self.place_of(&entry.source_id));
            let place = entries.partition_point(|other| order(other) <= order(&entry));
            entries.insert(place, entry);
        });
        if kind == RowKind::Settlement {
            self.learn_places(&layer);
        }
        self.switch_layers();
        pacer.pause_if_due().await;
        // The first layer brings legend and timeline with it.
        self.map.leave_frame();
        self.filter_changed();
    }

    /// A number that no layer of the painter has.
    pub(super) fn next_layer_number(&self) -> LayerId {
        let mut sources = self.sources.borrow_mut();
        sources.next_number += 1;
        LayerId(FIRST_LAYER_NUMBER + sources.next_number)
    }

    /// Where a source stands among those asked for, so that layers lie in this order whoever comes first.
    fn place_of(&self, source: &str) -> Option<usize> {
        self.store
            .sources
            .with_untracked(|sources| sources.iter().position(|entry| entry.id == source))
    }

    fn layer_entry(&self, source: &str, layer: &str, role: Role, rows: usize) -> LayerEntry {
        let language = self.store.language.get_untracked();
        let sources = self.sources.borrow();
        let request = sources.requests.get(source);
        let manifest = self.manifest.borrow();
        let published = request
            .and_then(|request| request.manifest_layer.as_deref())
            .and_then(|id| manifest.layers.iter().find(|entry| entry.id == id));
        let hidden = Self::link_state()
            .hidden_layers
            .iter()
            .any(|id| id == layer);
        let text = |text: Option<&crate::manifest::LocalText>| {
            text.map(|text| text.in_language(language.tag()).to_owned())
        };
        let as_of = published.and_then(|entry| entry.as_of);
        let age_days = as_of.map(|date| i64::from(today().0 - date.first.0));
        let name = request.map_or_else(|| layer.to_owned(), |request| request.name.clone());
        let title = text(published.and_then(|entry| entry.title.as_ref())).unwrap_or(name);
        LayerEntry {
            id: layer.to_owned(),
            source_id: source.to_owned(),
            title,
            role,
            rows,
            visible: RwSignal::new(published.is_none_or(|entry| entry.visible) && !hidden),
            source: text(published.and_then(|entry| entry.source.as_ref())),
            licence: text(published.and_then(|entry| entry.licence.as_ref())),
            as_of: as_of.map(crate::units::PartialDate::to_iso),
            age_days,
            stale: age_days
                .zip(published)
                .is_some_and(|(age, entry)| age > i64::from(entry.stale_after_days)),
            caveat: text(published.and_then(|entry| entry.caveat.as_ref())),
            added: request.is_none_or(|request| request.added),
        }
    }

    pub(super) fn is_reading(&self, source: &str) -> bool {
        self.store.sources.with_untracked(|sources| {
            let entry = sources.iter().find(|entry| entry.id == source);
            entry.is_some_and(|entry| {
                matches!(entry.state.get_untracked(), SourceState::Loading { .. })
            })
        })
    }

    /// Shows some layers whole.
    pub(super) fn show_layers(self: &Rc<Self>, wanted: impl Fn(&PageLayer) -> bool) {
        let extents: Vec<[f64; 4]> = self
            .layers
            .borrow()
            .iter()
            .filter(|layer| wanted(layer))
            .filter_map(|layer| layer.extent)
            .collect();
        if let Some(bounds) = extents.into_iter().reduce(joined_bounds) {
            self.map.fit(bounds, LAYER_ZOOM);
        }
    }

    /// Titles in the language in force.
    pub(super) fn retitle_layers(self: &Rc<Self>) {
        self.store.layers.update(|entries| {
            for entry in entries {
                let fresh = self.layer_entry(&entry.source_id, &entry.id, entry.role, entry.rows);
                *entry = LayerEntry {
                    visible: entry.visible,
                    ..fresh
                };
            }
        });
    }
}

/// The accidents of a layer as they are clustered, made with pauses.
async fn points_of(
    anchors: &[[u32; 2]],
    order: Vec<u32>,
    columns: &Columns,
    pacer: &mut Pacer,
) -> IncidentPoints {
    let mut placing = PlacingPoints::new(anchors, order);
    while placing.step() {
        pacer.pause_if_due().await;
    }
    let mut points = placing.finish();
    let outcomes = [Field::Killed, Field::Injured, Field::OutcomeUnknown];
    for (outcome, field) in outcomes.into_iter().enumerate() {
        pacer.pause_if_due().await;
        if let Some(column) = columns.number(field) {
            let mut taking = points.take_people(outcome, column);
            while taking.step() {
                pacer.pause_if_due().await;
            }
        }
    }
    points
}

fn rank(role: Role) -> usize {
    Role::ALL
        .iter()
        .position(|known| *known == role)
        .unwrap_or(usize::MAX)
}
