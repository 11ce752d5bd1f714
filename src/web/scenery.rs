//! A frame boiled down to what every pass needs: sizes, the pattern's level, and the chunks in view in drawing order.

use crate::hazard::HazardStatus;
use crate::order;
use crate::scene::{Frame, LayerDraw, LayerKind, PatternScale, visible_copies};
use crate::web::mesh_store::MeshStore;

/// How far a mark or a wide line reaches beyond the bounds of its chunk, in CSS pixels.
const MARGIN: f64 = 16.0;

/// A chunk in one copy of the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Visible {
    pub layer: LayerDraw,
    pub chunk: usize,
    pub copy: i32,
    pub status: HazardStatus,
}

/// What passes share.
pub struct Scenery {
    /// CSS pixels.
    pub size: [f32; 2],
    pub pixel_ratio: f32,
    /// CSS pixels per world unit.
    pub scale: f32,
    pub pattern: PatternScale,
    /// Layers under the zones, one after the other, lowest first.
    pub under: Vec<Vec<Visible>>,
    /// Zones of all layers, the worst last.
    pub zones: Vec<Visible>,
    /// Layers over the zones.
    pub over: Vec<Vec<Visible>>,
}

impl Scenery {
    /// Collects what is in view. O(chunks).
    pub fn new(frame: &Frame, store: &MeshStore) -> Self {
        let camera = &frame.camera;
        let mut scenery = Self {
            size: camera.size().map(|length| length as f32),
            pixel_ratio: frame.pixel_ratio as f32,
            scale: camera.scale() as f32,
            pattern: PatternScale::new(camera.zoom()),
            under: Vec::new(),
            zones: Vec::new(),
            over: Vec::new(),
        };
        for layer in &frame.layers {
            let visible = visible_chunks(frame, store, *layer);
            match layer.kind {
                LayerKind::Zones => scenery.zones.extend(visible),
                LayerKind::Sketch | LayerKind::Accidents => scenery.over.push(visible.collect()),
                _ => scenery.under.push(visible.collect()),
            }
        }
        // Stable: within a class, the later layer lies above.
        order::sort_by_number(&mut scenery.zones, |visible| {
            u64::from(visible.status.draw_rank())
        });
        scenery
    }

    /// All that is in view.
    pub fn visible(&self) -> impl Iterator<Item = &Visible> {
        let around = self.under.iter().chain(&self.over).flatten();
        around.chain(&self.zones)
    }
}

fn visible_chunks<'a>(
    frame: &Frame,
    store: &'a MeshStore,
    layer: LayerDraw,
) -> impl Iterator<Item = Visible> + use<'a> {
    let margin = MARGIN / frame.camera.scale();
    let [left, top, right, bottom] = frame.camera.bounds();
    let view = [left - margin, top - margin, right + margin, bottom + margin];
    let zoom = frame.camera.zoom() as f32;
    let chunks = store.layer(layer.id).map_or(&[][..], |layer| &layer.chunks);
    chunks
        .iter()
        .enumerate()
        .filter(move |(_, chunk)| chunk.header.is_for(zoom))
        .flat_map(move |(index, chunk)| {
            let status = chunk.header.status.unwrap_or(HazardStatus::Unknown);
            visible_copies(view, chunk.header.bounds).map(move |copy| Visible {
                layer,
                chunk: index,
                copy,
                status,
            })
        })
}
