//! Everything that lives on the GPU, and the order of a frame. Dropped whole when the context is lost.

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::backing::{Backing, Part};
use super::fill::{self, FillPass};
use super::label::{self, LabelPass};
use super::layer::GpuLayer;
use super::mark::{self, MarkPass};
use super::mesh_program::{MeshProgram, Placed};
use super::outline::{self, OutlinePass};
use super::program::{Linking, Source};
use super::rectangle::{self, RectanglePass};
use super::symbol::{self, SymbolPass};
use super::tile::{self, TilePass};
use crate::hazard::row_state::{HOVERED, SELECTED};
use crate::scene::{Camera, Frame, LayerId, LayerKind, Transform, emphases};
use crate::sorted::SortedMap;
use crate::web::dom;
use crate::web::mesh_store::MeshStore;
use crate::web::painter::Stats;
use crate::web::scenery::{Scenery, Visible};

/// The sources of all programs, in the order in which [`Device::new`] takes them.
const SOURCES: [&Source; 7] = [
    &fill::SOURCE,
    &outline::SOURCE,
    &mark::SOURCE,
    &tile::SOURCE,
    &rectangle::SOURCE,
    &symbol::SOURCE,
    &label::SOURCE,
];

/// All programs, while the driver compiles them.
pub struct Programs {
    linked: Vec<Linking>,
    /// Whether the driver tells how far it is.
    tells: bool,
}

impl Programs {
    /// Hands all sources to the driver.
    pub fn start(gl: &Gl) -> Result<Self, GlError> {
        let extension = gl.get_extension("KHR_parallel_shader_compile")?;
        let linked = SOURCES.map(|source| Linking::start(gl, source));
        Ok(Self {
            linked: linked.into_iter().collect::<Result<_, _>>()?,
            tells: extension.is_some(),
        })
    }

    /// Whether [`Device::new`] will not have to wait for the driver, as far as that can be known.
    pub fn are_done(&self) -> bool {
        !self.tells || self.linked.iter().all(Linking::is_done)
    }
}

pub struct Device {
    gl: Gl,
    fill: FillPass,
    outline: OutlinePass,
    mark: MarkPass,
    tile: TilePass,
    rectangle: RectanglePass,
    symbol: SymbolPass,
    label: LabelPass,
    layers: SortedMap<LayerId, GpuLayer>,
    backing: Backing,
}

impl Device {
    /// Makes what draws with the programs.
    pub fn new(gl: &Gl, programs: Programs, camera: Camera) -> Result<Self, GlError> {
        gl.enable(Gl::BLEND);
        gl.blend_func(Gl::ONE, Gl::ONE_MINUS_SRC_ALPHA);
        let mut programs = programs.linked.into_iter().map(Linking::finish);
        let mut next = || {
            programs
                .next()
                .unwrap_or(Err(GlError::NotCreated("program")))
        };
        Ok(Self {
            gl: gl.clone(),
            fill: FillPass::new(gl, next()?),
            outline: OutlinePass::new(gl, next()?),
            mark: MarkPass::new(gl, next()?),
            tile: TilePass::new(gl, next()?)?,
            rectangle: RectanglePass::new(gl, next()?)?,
            symbol: SymbolPass::new(gl, next()?)?,
            label: LabelPass::new(gl, next()?)?,
            layers: SortedMap::new(),
            backing: Backing::new(gl, camera)?,
        })
    }

    /// Draws a frame onto the canvas.
    pub fn draw(&mut self, frame: &Frame, store: &mut MeshStore) -> Result<Stats, GlError> {
        let mut stats = Stats::default();
        self.sync_layers(store, &mut stats)?;
        let frame = &self.backing.turn_to(frame, store, dom::now())?;
        let missing = self.backing.missing(frame);
        self.backing.begin();
        for part in missing {
            if let Err(error) = self.paint(&part, store, &mut stats) {
                self.backing.spoil();
                return Err(error);
            }
        }
        self.backing.end();
        let [left, bottom, width, height] = canvas_of(frame);
        self.gl.viewport(left, bottom, width, height);
        // A browser empties the canvas before the first thing that is drawn on it after it was shown, and does not count
        // copying.
        let [red, green, blue] = frame.background().unit();
        self.gl.clear_color(red, green, blue, 1.0);
        self.gl.clear(Gl::COLOR_BUFFER_BIT);
        self.backing.present(frame);
        self.draw_passing(frame, store, &mut stats)?;

        let scenery = Scenery::new(frame, store);
        if stands_out(store) {
            self.draw_standing_out(frame, &scenery, store, &mut stats)?;
        }
        self.symbol.draw(frame, &scenery, &mut stats);
        self.label.draw(frame, &scenery, &mut stats)?;
        self.rectangle.draw_drag_box(frame, &mut stats);
        self.gl.bind_vertex_array(None);
        stats.unfinished |= self.backing.is_enlarged();
        stats.shown = true;
        Ok(stats)
    }

    /// Brings the last chunk of a layer onto the GPU if the next frame will draw it: a frame that has hundreds to bring
    /// keeps the page waiting.
    pub fn expect_last_chunk(&mut self, id: LayerId, store: &MeshStore) -> Result<(), GlError> {
        let kept = store.layer(id);
        let last = kept.and_then(|kept| kept.chunks.iter().enumerate().next_back());
        let (Some(kept), Some((index, chunk))) = (kept, last) else {
            return Ok(());
        };
        let layer = self.layers.get_mut(&id);
        let layer = layer.filter(|layer| layer.number == kept.number);
        match layer {
            Some(layer) if self.backing.shows(id, &chunk.header) => {
                layer.ensure_chunk(&self.gl, index, chunk)?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Paints what is kept while the map is dragged, of one part.
    fn paint(
        &mut self,
        part: &Part,
        store: &mut MeshStore,
        stats: &mut Stats,
    ) -> Result<(), GlError> {
        let frame = &part.frame;
        let scenery = Scenery::new(frame, store);
        self.sync_chunks(&scenery, store, stats)?;
        let gl = self.gl.clone();
        let [left, bottom, width, height] = part.texels;
        gl.viewport(left, bottom, width, height);
        gl.scissor(left, bottom, width, height);
        gl.enable(Gl::SCISSOR_TEST);
        let [red, green, blue] = frame.background().unit();
        gl.clear_color(red, green, blue, 1.0);
        gl.clear(Gl::COLOR_BUFFER_BIT);
        gl.disable(Gl::SCISSOR_TEST);

        if self.tile.has_work(frame) {
            self.tile.draw(frame, store, stats)?;
        }
        for layer in &scenery.under {
            self.draw_areas(part, &scenery, store, layer, stats);
        }
        if frame.graticule {
            self.rectangle.draw_graticule(frame, stats);
        }
        self.draw_data(part, &scenery, store, stats);
        Ok(())
    }

    /// Draws what will soon be gone over what is kept.
    fn draw_passing(
        &mut self,
        frame: &Frame,
        store: &MeshStore,
        stats: &mut Stats,
    ) -> Result<(), GlError> {
        if frame.passing.is_empty() {
            return Ok(());
        }
        let part = Part {
            frame: Frame {
                layers: frame.passing.clone(),
                ..frame.clone()
            },
            texels: canvas_of(frame),
        };
        let scenery = Scenery::new(&part.frame, store);
        self.sync_chunks(&scenery, store, stats)?;
        self.draw_data(&part, &scenery, store, stats);
        Ok(())
    }

    fn draw_data(&self, part: &Part, scenery: &Scenery, store: &MeshStore, stats: &mut Stats) {
        let zones = std::iter::once(&scenery.zones);
        for layer in zones.chain(&scenery.over) {
            self.draw_areas(part, scenery, store, layer, stats);
        }
    }

    /// Brings layers and states onto the GPU, and drops layers that are gone.
    fn sync_layers(&mut self, store: &mut MeshStore, stats: &mut Stats) -> Result<(), GlError> {
        self.layers.retain(|id, layer| {
            let kept = store.layer(*id);
            kept.is_some_and(|kept| kept.number == layer.number)
        });
        for (id, layer) in store.layers_mut() {
            if !self.layers.contains_key(&id) {
                let on_gpu = GpuLayer::new(&self.gl, layer.number)?;
                self.layers.insert(id, on_gpu);
            }
            if let Some(on_gpu) = self.layers.get_mut(&id) {
                stats.bytes_uploaded += on_gpu.sync_states(&self.gl, layer)?;
            }
        }
        Ok(())
    }

    /// Brings the chunks in view onto the GPU.
    fn sync_chunks(
        &mut self,
        scenery: &Scenery,
        store: &MeshStore,
        stats: &mut Stats,
    ) -> Result<(), GlError> {
        for visible in scenery.visible() {
            let kept = store.layer(visible.layer.id);
            let chunk = kept.and_then(|kept| kept.chunks.get(visible.chunk));
            if let (Some(chunk), Some(layer)) = (chunk, self.layers.get_mut(&visible.layer.id)) {
                stats.bytes_uploaded += layer.ensure_chunk(&self.gl, visible.chunk, chunk)?;
            }
        }
        Ok(())
    }

    /// Fills, then outlines, of chunks that share a style table, then marks.
    fn draw_areas(
        &self,
        part: &Part,
        scenery: &Scenery,
        store: &MeshStore,
        visible: &[Visible],
        stats: &mut Stats,
    ) {
        let Some(first) = visible.first() else { return };
        let frame = &part.frame;
        let kind = first.layer.kind;
        // Of layers without marks the smallest parts are drawn as they are.
        let scale = if kind.has_marks() {
            scenery.scale
        } else {
            f32::INFINITY
        };
        let styles = kind.styles_by_class(&frame.style);
        let run = Run {
            layers: &self.layers,
            frame,
            store,
            visible,
            standing_out: false,
        };
        if styles.iter().any(|style| style.fill > 0.0) {
            self.fill.begin(scenery, &frame.camera, part.texels);
            self.fill.set_styles(&styles);
            run.each(&self.fill.mesh, |placed| {
                self.fill.draw(scale, placed, stats);
            });
        }
        if styles.iter().any(|style| style.outline > 0.0) {
            self.outline.begin(scenery, frame.camera.zoom());
            self.outline.set_styles(&styles);
            run.each(&self.outline.mesh, |placed| {
                self.outline.draw(scale, placed, stats);
            });
        }
        if !kind.has_marks() {
            return;
        }
        self.mark
            .begin(scenery, &frame.style, kind.mark_radii(frame.camera.zoom()));
        self.mark.set_styles(&styles);
        run.each(&self.mark.mesh, |placed| {
            self.mark.draw(scale, placed, stats);
        });
    }

    /// Zones that are hovered or selected, once more and above the others.
    fn draw_standing_out(
        &mut self,
        frame: &Frame,
        scenery: &Scenery,
        store: &MeshStore,
        stats: &mut Stats,
    ) -> Result<(), GlError> {
        let visible = self.sync_standing_out(frame, scenery, store, stats)?;
        if visible.is_empty() {
            return Ok(());
        }
        let run = Run {
            layers: &self.layers,
            frame,
            store,
            visible: &visible,
            standing_out: true,
        };
        let kind = LayerKind::Zones;
        let styles = kind.styles_by_class(&frame.style);
        self.fill.begin(scenery, &frame.camera, canvas_of(frame));
        self.fill.set_styles(&styles);
        self.fill.set_flag(HOVERED);
        run.each(&self.fill.mesh, |placed| {
            self.fill.draw(scenery.scale, placed, stats);
        });
        self.outline.begin(scenery, frame.camera.zoom());
        self.outline.set_styles(&styles);
        for emphasis in emphases(&frame.style) {
            self.outline.emphasise(Some(emphasis));
            run.each(&self.outline.mesh, |placed| {
                self.outline.draw(scenery.scale, placed, stats);
            });
        }
        self.mark
            .begin(scenery, &frame.style, kind.mark_radii(frame.camera.zoom()));
        self.mark.set_styles(&styles);
        for flag in [HOVERED, SELECTED] {
            self.mark.set_flag(flag);
            run.each(&self.mark.mesh, |placed| {
                self.mark.draw(scenery.scale, placed, stats);
            });
        }
        Ok(())
    }

    /// Brings what stands out of the chunks in view onto the GPU, and returns the chunks that have any of it.
    fn sync_standing_out(
        &mut self,
        frame: &Frame,
        scenery: &Scenery,
        store: &MeshStore,
        stats: &mut Stats,
    ) -> Result<Vec<Visible>, GlError> {
        let mut found = Vec::new();
        for visible in &scenery.zones {
            let id = visible.layer.id;
            let (Some(kept), Some(layer)) = (store.layer(id), self.layers.get_mut(&id)) else {
                continue;
            };
            let chunk = &kept.chunks[visible.chunk];
            let may_have = kept.states.any_with(HOVERED | SELECTED, chunk.header.rows)
                && frame.may_stand_out(chunk.header.bounds);
            if !may_have {
                continue;
            }
            let rows: Vec<u32> = kept.states.standing_out().collect();
            stats.bytes_uploaded +=
                layer.ensure_standing_out(&self.gl, visible.chunk, chunk, &rows)?;
            if layer.standing_out(visible.chunk).is_some() {
                found.push(*visible);
            }
        }
        Ok(found)
    }
}

/// Left, bottom, width and height of the canvas in device pixels.
fn canvas_of(frame: &Frame) -> [i32; 4] {
    let [width, height] = frame.device_size().map(|length| length as i32);
    [0, 0, width, height]
}

/// Whether any row is hovered or selected.
fn stands_out(store: &MeshStore) -> bool {
    let mut layers = store.layers();
    layers.any(|layer| layer.states.standing_out().next().is_some())
}

/// Chunks that one pass draws one after the other.
struct Run<'a> {
    layers: &'a SortedMap<LayerId, GpuLayer>,
    frame: &'a Frame,
    store: &'a MeshStore,
    visible: &'a [Visible],
    /// Whether only rows that stand out are drawn.
    standing_out: bool,
}

impl Run<'_> {
    /// Has each chunk drawn by a program.
    fn each(&self, program: &MeshProgram, mut draw: impl FnMut(&Placed<'_>)) {
        let mut current = None;
        for visible in self.visible {
            let id = visible.layer.id;
            let (Some(layer), Some(kept)) = (self.layers.get(&id), self.store.layer(id)) else {
                continue;
            };
            let index = visible.chunk;
            let found = if self.standing_out {
                layer
                    .standing_out(index)
                    .map(|(header, chunk)| (header, chunk))
            } else {
                let whole = layer.chunk(index);
                whole.map(|chunk| (&kept.chunks[index].header, chunk))
            };
            let Some((header, chunk)) = found else {
                continue;
            };
            if current.replace(id) != Some(id) {
                program.set_layer(layer, visible.layer.opacity);
            }
            draw(&Placed {
                header,
                chunk,
                transform: Transform::new(&self.frame.camera, header.origin, visible.copy),
                status: visible.status,
            });
        }
    }
}
