//! The ground under the data: the packed base map, and raster tiles where the publisher offers them.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::App;
use super::tiles::RasterGround;
use crate::basemap::{CELLS_FROM_ZOOM, CellGrid, CellId};
use crate::protocol::{BasemapPart, GroundPlace, ToWorker};
use crate::reactive::Read;
use crate::scene::{Camera, LayerDraw, LayerId, LayerKind, TileDraw};
use crate::sorted::{SortedMap, SortedSet};
use crate::spatial::lnglat_from_world;
use crate::web::dom::named_in_page;

/// The key of the file that holds the whole world.
const WORLD: &str = "world";

/// What of the ground is here.
#[derive(Default)]
pub struct Ground {
    /// Files asked for.
    asked: SortedSet<String>,
    /// Files that have come, or that are known to be empty.
    ready: SortedSet<String>,
    /// Names by file.
    pub(super) places: SortedMap<String, Vec<GroundPlace>>,
    /// Which finer cells there are.
    cells: CellGrid,
    pub(super) raster: Option<RasterGround>,
}

/// The parts in drawing order, with the painter's number for the world's file; the cells' come after them.
const PARTS: [(BasemapPart, LayerKind); 7] = [
    (BasemapPart::Land, LayerKind::Land),
    (BasemapPart::Lakes, LayerKind::Lakes),
    (BasemapPart::Rivers, LayerKind::Rivers),
    (BasemapPart::Coast, LayerKind::Coast),
    (BasemapPart::Shores, LayerKind::Coast),
    (BasemapPart::Borders, LayerKind::Borders),
    (BasemapPart::UnsettledBorders, LayerKind::UnsettledBorders),
];

/// The painter's number of the part at `place` in [`PARTS`].
fn number_of(place: usize, detailed: bool) -> LayerId {
    LayerId((place + if detailed { PARTS.len() } else { 0 }) as u32)
}

impl App {
    /// Asks for the world.
    pub(super) fn begin_ground(self: &Rc<Self>) {
        self.ask_ground(WORLD.to_owned(), "world.bin");
    }

    /// Asks anew for what a dead worker took with it.
    pub(super) fn ask_ground_again(self: &Rc<Self>) {
        let lost: Vec<String> = {
            let mut ground = self.ground.borrow_mut();
            let lost = ground
                .asked
                .iter()
                .filter(|key| !ground.ready.contains(*key))
                .cloned()
                .collect();
            ground.asked = ground.ready.clone();
            lost
        };
        for key in &lost {
            self.settling.end(&format!("ground {key}"));
        }
        self.begin_ground();
        self.look_for_ground();
    }

    fn ask_ground(self: &Rc<Self>, key: String, path: &str) {
        if self.ground.borrow_mut().asked.insert(key.clone()) {
            self.settling.begin(&format!("ground {key}"));
            let folder = named_in_page("hazard-map-ground").unwrap_or_default();
            let folder = super::link::absolute(&folder);
            self.worker.tell(
                &ToWorker::Basemap {
                    key,
                    url: super::link::resolve(path, &folder),
                },
                &[],
            );
        }
    }

    /// Asks for the detailed cells in view, once the map rests.
    pub(super) fn look_for_ground(self: &Rc<Self>) {
        let camera = self.map.camera();
        for cell in self.cells_in_view(&camera) {
            self.ask_ground(key_of(cell), &cell.path());
        }
        let has_tiles = self.ground.borrow().raster.is_some();
        if has_tiles {
            self.look_for_tiles(&camera);
        }
    }

    /// Takes a part of the ground from the worker.
    pub(super) fn add_ground(
        self: &Rc<Self>,
        key: &str,
        parts: &[BasemapPart],
        places: Vec<GroundPlace>,
        cells: Option<CellGrid>,
        attachments: &[JsValue],
    ) {
        for (part, buffer) in parts.iter().zip(attachments) {
            if let Some(place) = PARTS.iter().position(|(known, _)| known == part) {
                self.paint_chunk(number_of(place, key != WORLD), buffer);
            }
        }
        self.learn_towns(&places);
        {
            let mut ground = self.ground.borrow_mut();
            ground.places.insert(key.to_owned(), places);
            ground.ready.insert(key.to_owned());
            // Only the world's file knows which finer ones there are: a cell's own list is empty.
            if let Some(cells) = cells.filter(|_| key == WORLD) {
                ground.cells = cells;
            }
        }
        self.look_for_ground();
        self.forget_names();
        self.settling.end(&format!("ground {key}"));
        self.map.request_frame();
    }

    /// A part of the ground is missing: the map works on paper alone, and the console knows.
    pub(super) fn ground_failed(self: &Rc<Self>, key: &str, reason: &str) {
        crate::web::dom::warn(&format!(
            "the base map's file {key} could not be read: {reason}"
        ));
        // It will not come: what is coarser stands in for it.
        self.ground.borrow_mut().ready.insert(key.to_owned());
        self.settling.end(&format!("ground {key}"));
        self.map.request_frame();
    }

    /// Layers and tiles of the ground for a frame.
    pub(super) fn ground_layers(&self, camera: &Camera) -> (Vec<LayerDraw>, Vec<TileDraw>) {
        let ground = self.ground.borrow();
        if let Some(raster) = &ground.raster {
            return (Vec::new(), raster.in_view(camera));
        }
        let cells = cells_in(&ground.cells, camera);
        let detailed = !cells.is_empty()
            && cells
                .iter()
                .all(|cell| ground.ready.contains(&key_of(*cell)));
        let layers = PARTS
            .into_iter()
            .enumerate()
            .map(|(place, (_, kind))| LayerDraw {
                id: number_of(place, detailed),
                kind,
                opacity: 1.0,
            });
        (layers.collect(), Vec::new())
    }

    fn cells_in_view(&self, camera: &Camera) -> Vec<CellId> {
        cells_in(&self.ground.borrow().cells, camera)
    }

    /// The names of the ground that a view can show.
    pub(super) fn ground_places(&self, camera: &Camera) -> Vec<GroundPlace> {
        let ground = self.ground.borrow();
        let cells = cells_in(&ground.cells, camera).into_iter().map(key_of);
        let files = std::iter::once(WORLD.to_owned()).chain(cells);
        files
            .filter_map(|file| ground.places.get(&file))
            .flatten()
            .cloned()
            .collect()
    }

    /// Takes a raster ground of the manifest, or the built-in one.
    pub(super) fn set_raster_ground(self: &Rc<Self>, id: Option<String>) {
        let manifest = self.manifest.borrow().clone();
        let chosen = id
            .as_deref()
            .and_then(|id| manifest.basemaps.iter().find(|basemap| basemap.id == id));
        let old = self.ground.borrow_mut().raster.take();
        if let Some(old) = old {
            self.forget_tiles(&old);
        }
        self.ground.borrow_mut().raster = chosen.map(RasterGround::new);
        self.store
            .basemap
            .set(chosen.map(|basemap| basemap.id.clone()));
        self.publish_credits();
        self.look_for_ground();
        self.map.request_frame();
    }

    /// Whom the ground asks to be named.
    pub(super) fn publish_credits(&self) {
        let language = self.store.language.get_untracked();
        let ground = self.ground.borrow();
        let credit = ground.raster.as_ref().map_or_else(
            || crate::text::key::CREDIT_BUILT_IN.text(language).to_owned(),
            |raster| raster.attribution(language.tag()),
        );
        self.store.credits.set(vec![credit]);
    }
}

/// The finer cells that a view needs.
fn cells_in(grid: &CellGrid, camera: &Camera) -> Vec<CellId> {
    if camera.zoom() < CELLS_FROM_ZOOM {
        return Vec::new();
    }
    let [left, top, right, bottom] = camera.bounds();
    let ([west, north], [east, south]) = (
        lnglat_from_world([left, top]),
        lnglat_from_world([right, bottom]),
    );
    grid.cells_in([west, south, east, north])
}

fn key_of(cell: CellId) -> String {
    format!("cell {} {}", cell.x, cell.y)
}
