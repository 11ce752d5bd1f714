//! The order of a frame on a 2D canvas.

use wasm_bindgen::JsValue;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::placed::Placed;
use super::{area, mark, outline, symbol};
use crate::hazard::HazardStatus;
use crate::order;
use crate::scene::pack::{PackError, unpack};
use crate::scene::{
    Frame, LabelKind, LayerId, LayerKind, MeshChunk, SymbolKind, WATERMARK_OPACITY, emphases,
    graticule, visible_copies, watermark_places,
};
use crate::sorted::SortedMap;
use crate::web::mesh_store::MeshStore;
use crate::web::painter::Stats;
use crate::web::scenery::{Scenery, Visible};
use crate::web::text_picture::{context_2d, draw_text};
use crate::web::wire::thrown_text;

/// Why the 2D canvas gave no picture.
#[derive(Debug, Clone, thiserror::Error)]
pub enum CanvasError {
    #[error("the browser refused to draw: {0}")]
    Browser(String),
    #[error(transparent)]
    Chunk(#[from] PackError),
}

impl From<JsValue> for CanvasError {
    fn from(thrown: JsValue) -> Self {
        Self::Browser(thrown_text(&thrown))
    }
}

/// A chunk of a layer: the layer's own number tells it from earlier ones with the same id.
type MeshKey = (LayerId, u64, usize);

/// Draws frames with the browser's own 2D graphics.
pub struct CanvasPainter {
    context: CanvasRenderingContext2d,
    meshes: SortedMap<MeshKey, MeshChunk>,
}

impl CanvasPainter {
    /// # Errors
    /// Where the canvas has given out another kind of context.
    pub fn new(canvas: &HtmlCanvasElement) -> Result<Self, CanvasError> {
        Ok(Self {
            context: context_2d(canvas)?,
            meshes: SortedMap::new(),
        })
    }

    /// Draws a frame; the canvas has the frame's size already.
    ///
    /// # Errors
    /// Where the browser throws.
    pub fn draw(&mut self, frame: &Frame, store: &MeshStore) -> Result<Stats, CanvasError> {
        let mut stats = Stats::default();
        let frame = &frame.with_passing();
        let scenery = Scenery::new(frame, store);
        self.read_meshes(&scenery, store)?;

        let ratio = frame.pixel_ratio;
        self.context
            .set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0)?;
        self.context.set_global_alpha(1.0);
        let [width, height] = frame.camera.size();
        self.context
            .set_fill_style_str(&frame.background().css(1.0));
        self.context.fill_rect(0.0, 0.0, width, height);

        self.draw_tiles(frame, store, &mut stats)?;
        for layer in &scenery.under {
            self.draw_areas(frame, store, layer, &mut stats);
        }
        self.draw_graticule(frame);
        self.draw_areas(frame, store, &scenery.zones, &mut stats);
        for layer in &scenery.over {
            self.draw_areas(frame, store, layer, &mut stats);
        }
        self.draw_symbols(frame, &mut stats)?;
        self.draw_labels(frame)?;
        self.draw_watermark(frame)?;
        self.draw_drag_box(frame);
        stats.shown = true;
        Ok(stats)
    }

    /// Reads the chunks in view that have not been read, and forgets those of layers that are gone.
    fn read_meshes(&mut self, scenery: &Scenery, store: &MeshStore) -> Result<(), CanvasError> {
        self.meshes.retain(|(id, number, _), _| {
            let kept = store.layer(*id);
            kept.is_some_and(|layer| layer.number == *number)
        });
        for visible in scenery.visible() {
            let Some(layer) = store.layer(visible.layer.id) else {
                continue;
            };
            let key = (visible.layer.id, layer.number, visible.chunk);
            if !self.meshes.contains_key(&key) {
                let mesh = unpack(&layer.chunks[visible.chunk].to_vec())?;
                self.meshes.insert(key, mesh);
            }
        }
        Ok(())
    }

    /// Fills, then outlines, then marks, the worst class last in each.
    fn draw_areas(&self, frame: &Frame, store: &MeshStore, visible: &[Visible], stats: &mut Stats) {
        let Some(first) = visible.first() else { return };
        let kind = first.layer.kind;
        let styles = kind.styles_by_class(&frame.style);
        let placed: Vec<Placed<'_>> = visible
            .iter()
            .filter_map(|visible| {
                let layer = store.layer(visible.layer.id)?;
                let key = (visible.layer.id, layer.number, visible.chunk);
                let mesh = self.meshes.get(&key)?;
                Some(Placed::new(mesh, &layer.states, visible, &frame.camera))
            })
            .collect();
        let mut classes = HazardStatus::ALL;
        order::sort_by_number(&mut classes, |status| u64::from(status.draw_rank()));
        let classes = classes.map(|status| (status.code(), &styles[usize::from(status.code())]));
        let zoom = frame.camera.zoom();
        let context = &self.context;
        context.set_global_alpha(f64::from(first.layer.opacity));
        for (class, style) in classes {
            area::fill(context, frame, &placed, class, style, stats);
        }
        for (class, style) in classes {
            outline::stroke(context, zoom, &placed, class, style, stats);
        }
        if kind == LayerKind::Zones {
            for emphasis in emphases(&frame.style) {
                for (class, style) in classes {
                    outline::emphasise(context, &placed, class, style, &emphasis);
                }
            }
        }
        if kind.has_marks() {
            let radii = kind.mark_radii(zoom).map(f64::from);
            for (class, style) in classes {
                mark::draw(context, radii, &placed, class, style, &frame.style);
            }
        }
        context.set_global_alpha(1.0);
    }

    fn draw_tiles(
        &self,
        frame: &Frame,
        store: &MeshStore,
        stats: &mut Stats,
    ) -> Result<(), CanvasError> {
        for tile in &frame.tiles {
            let Some(kept) = store.tile(tile.id) else {
                continue;
            };
            self.context.set_global_alpha(f64::from(tile.opacity));
            let [left, top, right, bottom] = tile.id.bounds();
            for copy in visible_copies(frame.camera.bounds(), tile.id.bounds()) {
                let [from, to] = [[left, top], [right, bottom]].map(|[x, y]| {
                    let screen = frame.camera.screen_from_world([x + f64::from(copy), y]);
                    screen.map(|length| frame.snapped(length))
                });
                self.context.draw_image_with_image_bitmap_and_dw_and_dh(
                    &kept.picture,
                    from[0],
                    from[1],
                    to[0] - from[0],
                    to[1] - from[1],
                )?;
                stats.draw_calls += 1;
            }
        }
        self.context.set_global_alpha(1.0);
        Ok(())
    }

    fn draw_graticule(&self, frame: &Frame) {
        if !frame.graticule {
            return;
        }
        self.context
            .set_fill_style_str(&frame.style.graticule.css(1.0));
        let hair = 1.0 / frame.pixel_ratio;
        for line in graticule(&frame.camera) {
            let [from, to] = line.ends.map(|end| frame.camera.screen_from_world(end));
            let [left, top] = from.map(|length| frame.snapped(length));
            if from[0] == to[0] {
                self.context.fill_rect(left, from[1], hair, to[1] - from[1]);
            } else {
                self.context.fill_rect(from[0], top, to[0] - from[0], hair);
            }
        }
    }

    /// Where a place is on screen, in each copy of the world that is near it.
    fn screens(frame: &Frame, at: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
        let margin = 300.0 / frame.camera.scale();
        let [left, top, right, bottom] = frame.camera.bounds();
        let view = [left - margin, top - margin, right + margin, bottom + margin];
        let [x, y] = at;
        let camera = frame.camera;
        visible_copies(view, [x, y, x, y])
            .map(move |copy| camera.screen_from_world([x + f64::from(copy), y]))
    }

    fn draw_symbols(&self, frame: &Frame, stats: &mut Stats) -> Result<(), CanvasError> {
        for drawn in frame.symbols.iter() {
            for at in Self::screens(frame, drawn.at) {
                symbol::draw(&self.context, drawn, at, &frame.style);
                if let SymbolKind::Cluster { count, .. } = &drawn.kind {
                    self.draw_text(frame, count, at, LabelKind::Count)?;
                }
                stats.instances += 1;
            }
        }
        Ok(())
    }

    fn draw_labels(&self, frame: &Frame) -> Result<(), CanvasError> {
        for label in frame.labels.iter() {
            for [x, y] in Self::screens(frame, label.at) {
                let middle = [x + label.offset[0], y + label.offset[1]];
                self.draw_text(frame, &label.text, middle, label.kind)?;
            }
        }
        Ok(())
    }

    fn draw_watermark(&self, frame: &Frame) -> Result<(), CanvasError> {
        let Some(text) = &frame.watermark else {
            return Ok(());
        };
        self.context.set_global_alpha(f64::from(WATERMARK_OPACITY));
        let size = frame.camera.size();
        for [x, y] in watermark_places(size) {
            let middle = [x + size[0] / 2.0, y + size[1] / 2.0];
            self.draw_text(frame, text, middle, LabelKind::Watermark)?;
        }
        self.context.set_global_alpha(1.0);
        Ok(())
    }

    fn draw_text(
        &self,
        frame: &Frame,
        text: &str,
        middle: [f64; 2],
        kind: LabelKind,
    ) -> Result<(), CanvasError> {
        self.context.set_font(&kind.font(kind.size()));
        Ok(draw_text(
            &self.context,
            text,
            middle,
            kind,
            &frame.style,
            1.0,
        )?)
    }

    fn draw_drag_box(&self, frame: &Frame) {
        let Some([left, top, right, bottom]) = frame.drag_box else {
            return;
        };
        let ink = frame.style.text;
        self.context.set_fill_style_str(&ink.css(0.1));
        self.context
            .fill_rect(left, top, right - left, bottom - top);
        self.context.set_stroke_style_str(&ink.css(0.9));
        self.context.set_line_width(1.0);
        self.context.stroke_rect(
            left + 0.5,
            top + 0.5,
            right - left - 1.0,
            bottom - top - 1.0,
        );
    }
}
