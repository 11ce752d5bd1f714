//! What is in view: counted for the legend, and listed, nearest first.

use std::rc::Rc;
use std::sync::Arc;

use super::App;
use crate::filter::Outcome;
use crate::hazard::{HazardStatus, RowKind, row_state};
use crate::order;
use crate::protocol::{Answer, ToWorker};
use crate::scene::Camera;
use crate::sorted::SortedMap;
use crate::spatial::lnglat_from_world;
use crate::state::{LayerBounds, Looking};
use crate::web::dom::spawn;
use crate::web::pause::Pacer;
use crate::web::ui::{InView, RecordItem, Records, RowRef};

/// Rows listed at most; the rest is counted.
const LISTED: usize = 200;
/// The longest that a look around keeps the page busy without a pause, in milliseconds.
const LOOKING_MS: f64 = 8.0;

impl App {
    /// Counts and lists what is in view, once the map and the filter rest.
    pub(super) fn look_around_soon(self: &Rc<Self>) {
        let app = self.clone();
        self.soon("look around", 120, move || app.look_around());
    }

    fn look_around(self: &Rc<Self>) {
        let camera = self.map.camera();
        let layers = self.layers.borrow();
        let ids: Vec<String> = layers.iter().map(|layer| layer.id.clone()).collect();
        drop(layers);
        let version = self.list_version.get() + 1;
        self.list_version.set(version);
        let mut looking = Looking::new(camera.bounds(), LISTED);
        if self.look_further(&mut looking, &ids) == Some(false) {
            self.looked(&camera, looking, &ids, version);
            return;
        }
        let app = self.clone();
        spawn(async move {
            let mut pacer = Pacer::new(LOOKING_MS);
            let mut is_more = Some(true);
            while is_more == Some(true) {
                pacer.pause_if_due().await;
                // Another look may have begun, or be about to.
                let is_last = app.list_version.get() == version;
                is_more = app.look_further(&mut looking, &ids).filter(|_| is_last);
            }
            if is_more.is_some() {
                app.looked(&camera, looking, &ids, version);
            }
        });
    }

    /// Looks at some more rows; `None` where the layers are others by now.
    fn look_further(&self, looking: &mut Looking, ids: &[String]) -> Option<bool> {
        let (layers, filter) = (self.layers.borrow(), self.filter.borrow());
        let scanned: Vec<LayerBounds<'_>> = layers
            .iter()
            .zip(ids)
            .filter(|(layer, id)| layer.id == **id)
            .map(|(layer, _)| LayerBounds {
                kind: layer.kind(),
                states: filter.states(&layer.id).unwrap_or_default(),
                bounds: &layer.bounds,
                anchors: &layer.anchors,
                span: layer.extent.map(|[left, _, right, _]| [left, right]),
            })
            .collect();
        (scanned.len() == ids.len()).then(|| looking.step(&scanned))
    }

    fn looked(self: &Rc<Self>, camera: &Camera, looking: Looking, ids: &[String], version: u32) {
        let found = looking.finish();
        let total = found.total();
        let counts = InView {
            zones: found.zones,
            incidents: found.incidents,
            settlements: found.settlements,
        };
        self.store.in_view.set(counts);
        let nearest = found
            .nearest
            .into_iter()
            .map(|near| (ids[near.layer].clone(), near.row))
            .collect();
        self.list(camera, nearest, total, version);
    }

    /// Asks for the names of the rows and publishes the list.
    fn list(self: &Rc<Self>, camera: &Camera, found: Vec<(String, u32)>, total: u64, version: u32) {
        let here = lnglat_from_world(camera.centre());
        let mut by_layer: SortedMap<String, Vec<u32>> = SortedMap::new();
        for (layer, row) in found {
            by_layer.get_or_insert_with(layer, Vec::new).push(row);
        }
        let rows: Vec<(String, Vec<u32>)> = by_layer.into_iter().collect();
        let app = self.clone();
        self.worker.ask(
            |ticket| ToWorker::Names {
                ticket,
                from: here,
                rows: rows.clone(),
            },
            move |answer| {
                let Answer::Names { mut rows } = answer else {
                    return;
                };
                if app.list_version.get() != version {
                    return;
                }
                order::sort_by_number(&mut rows, |row| order::ordered_bits(row.distance_m));
                let items = rows
                    .into_iter()
                    .filter_map(|named| app.record(named))
                    .collect();
                app.store.records.set(Arc::new(Records { items, total }));
            },
        );
    }

    fn record(&self, named: crate::protocol::NamedRow) -> Option<RecordItem> {
        let layers = self.layers.borrow();
        let layer = layers.iter().find(|layer| layer.id == named.layer)?;
        let filter = self.filter.borrow();
        let state = *filter.states(&named.layer)?.get(named.row as usize)?;
        let kind = layer.kind();
        let people = filter.people(&named.layer, named.row);
        let outcome = people.map_or(Outcome::Unknown, |people| people.worst_outcome());
        Some(RecordItem {
            row: RowRef {
                layer: named.layer,
                row: named.row,
            },
            kind,
            status: (kind == RowKind::Zone)
                .then(|| HazardStatus::from_code(state & row_state::STATUS_MASK)),
            outcome,
            title: named.name,
            distance_m: named.distance_m,
            bearing_deg: named.bearing_deg,
        })
    }
}
