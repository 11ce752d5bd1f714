//! The picture that is kept while the map is dragged: everything that stays the same as long as nothing but the place
//! changes. A frame that only moves copies it, and paints what has come into view. While the zoom changes faster than
//! the map can be painted, the picture is enlarged.

use std::rc::Rc;

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::handle::{Framebuffer, Texture};
use crate::scene::pack::ChunkHeader;
use crate::scene::{
    Camera, Frame, LayerDraw, LayerId, Plate, PlatePiece, Rgb, Style, TileDraw, ZoomPace,
    visible_copies,
};
use crate::web::mesh_store::MeshStore;

/// Painted at once beyond the edge that the map is dragged over, in CSS pixels.
const MARGIN: f64 = 96.0;

/// Further from where it was begun, in device pixels, a picture is begun anew.
const FARTHEST: f64 = 1e6;

/// The most that a picture is enlarged, and the reciprocal of the most that it is made smaller.
const LARGEST: f64 = 2.5;

/// All that the picture depends on, but the place.
#[derive(PartialEq)]
struct Subject {
    zoom: f64,
    size: [f64; 2],
    pixel_ratio: f64,
    style: Rc<Style>,
    background: Rgb,
    tiles: Vec<TileDraw>,
    graticule: bool,
    tile_pictures: u64,
    /// Of the layers of which anything is here.
    contents: Vec<Content>,
}

/// What a layer's picture depends on.
#[derive(PartialEq)]
struct Content {
    layer: LayerDraw,
    number: u64,
    /// How many chunks are for this zoom: they are only ever added.
    chunks: usize,
    states: u64,
}

impl Subject {
    /// Of a frame as it would be at a zoom.
    fn of(frame: &Frame, store: &MeshStore, zoom: f64) -> Self {
        let layers = frame.layers.iter();
        let contents = layers.filter_map(|layer| {
            let kept = store.layer(layer.id)?;
            let chunks = kept.chunks.iter();
            Some(Content {
                layer: *layer,
                number: kept.number,
                chunks: chunks
                    .filter(|chunk| chunk.header.is_for(zoom as f32))
                    .count(),
                states: kept.states.revision(),
            })
        });
        Self {
            zoom,
            size: frame.camera.size(),
            pixel_ratio: frame.pixel_ratio,
            style: frame.style.clone(),
            background: frame.background(),
            tiles: frame.tiles.clone(),
            graticule: frame.graticule,
            tile_pictures: store.tile_revision(),
            contents: contents.filter(|content| content.chunks > 0).collect(),
        }
    }

    /// Device pixels that are painted ahead. Raster tiles are there for the screen only.
    fn margin(&self) -> u32 {
        if self.tiles.is_empty() {
            (MARGIN * self.pixel_ratio).round() as u32
        } else {
            0
        }
    }
}

/// A part of the plate that is to be painted.
pub struct Part {
    /// The frame, its camera over this part only.
    pub frame: Frame,
    /// Left, bottom, width and height on the plate, y up.
    pub texels: [i32; 4],
}

pub struct Backing {
    plate: Plate,
    texture: Texture,
    framebuffer: Framebuffer,
    subject: Option<Subject>,
    /// The layers of the last frame.
    layers: Vec<LayerDraw>,
    /// Where the picture was begun.
    begun: Camera,
    /// The screen's corner relative to that, in device pixels.
    at: [i32; 2],
    pace: ZoomPace,
    /// Whether the frame shows the picture of another zoom.
    enlarged: bool,
}

impl Backing {
    pub fn new(gl: &Gl, camera: Camera) -> Result<Self, GlError> {
        let texture = Texture::new(gl, Gl::NEAREST)?;
        let framebuffer = Framebuffer::new(gl, &texture)?;
        Ok(Self {
            plate: Plate::new([0, 0], 0),
            texture,
            framebuffer,
            subject: None,
            layers: Vec::new(),
            begun: camera,
            at: [0, 0],
            pace: ZoomPace::default(),
            enlarged: false,
        })
    }

    /// Turns to a frame, and returns it as it will be shown: moved by whole device pixels from where the picture was
    /// begun, so that what is kept need not be painted again.
    pub fn turn_to(
        &mut self,
        frame: &Frame,
        store: &MeshStore,
        now_ms: f64,
    ) -> Result<Frame, GlError> {
        self.layers.clone_from(&frame.layers);
        let zoom = frame.camera.zoom();
        let enlarge = self.pace.is_better_enlarged(zoom, now_ms);
        self.enlarged = enlarge && self.can_be_enlarged(frame, store);
        if self.enlarged {
            return Ok(frame.clone());
        }
        self.pace.painted();
        let subject = Subject::of(frame, store, zoom);
        let plate = Plate::new(frame.device_size(), subject.margin());
        if plate.size() != self.plate.size() {
            let [width, height] = plate.size().map(|length| length as u32);
            self.texture.reserve_colours([width, height])?;
            self.plate = plate;
            self.subject = None;
        }
        let moved = self.moved(frame);
        let far = moved.iter().any(|pixels| pixels.abs() > FARTHEST);
        if far || self.subject.as_ref() != Some(&subject) {
            self.plate = plate;
            self.subject = Some(subject);
            self.begun = frame.camera;
            self.at = [0, 0];
            return Ok(frame.clone());
        }
        self.at = moved.map(|pixels| pixels as i32);
        let [left, top] = moved.map(|pixels| pixels / frame.pixel_ratio);
        let [width, height] = frame.camera.size();
        let camera = self.begun.over([left, top, left + width, top + height]);
        Ok(Frame {
            camera,
            ..frame.clone()
        })
    }

    /// Whether the picture shows what the frame does, but at another zoom, and not at one that is far away.
    fn can_be_enlarged(&self, frame: &Frame, store: &MeshStore) -> bool {
        let by = frame.camera.scale() / self.begun.scale();
        let shown = Subject::of(frame, store, self.begun.zoom());
        (1.0 / LARGEST..LARGEST).contains(&by) && self.subject.as_ref() == Some(&shown)
    }

    /// Whether the frame shows the picture of another zoom: it is to be painted when the zoom rests.
    pub fn is_enlarged(&self) -> bool {
        self.enlarged
    }

    /// Whole device pixels from where the picture was begun, the short way around the world.
    fn moved(&self, frame: &Frame) -> [f64; 2] {
        let [from, to] = [self.begun.centre(), frame.camera.centre()];
        let east = to[0] - from[0];
        let pixel = frame.camera.scale() * frame.pixel_ratio;
        [east - east.round(), to[1] - from[1]].map(|way| (way * pixel).round())
    }

    /// What of the plate is to be painted for the frame that [`Backing::turn_to`] returned: all else is kept.
    pub fn missing(&mut self, frame: &Frame) -> Vec<Part> {
        if self.enlarged {
            return Vec::new();
        }
        let strips = self.plate.show(self.at);
        let pieces = strips.iter().flat_map(|strip| self.plate.pieces(*strip));
        pieces.map(|piece| self.part(frame, piece)).collect()
    }

    fn part(&self, frame: &Frame, piece: PlatePiece) -> Part {
        let [left, top, right, bottom] = piece.shown;
        let near = |pixel: i32, axis: usize| f64::from(pixel - self.at[axis]) / frame.pixel_ratio;
        let camera =
            (frame.camera).over([near(left, 0), near(top, 1), near(right, 0), near(bottom, 1)]);
        Part {
            frame: Frame {
                camera,
                ..frame.clone()
            },
            texels: self.texels(piece),
        }
    }

    /// Left, bottom, width and height on the plate, y up.
    fn texels(&self, piece: PlatePiece) -> [i32; 4] {
        let [left, top, right, bottom] = piece.shown;
        let [width, height] = [right - left, bottom - top];
        let [across, down] = piece.texel;
        [across, self.plate.size()[1] - down - height, width, height]
    }

    /// Whether a chunk of a layer is in view, as far as the picture goes.
    pub fn shows(&self, layer: LayerId, header: &ChunkHeader) -> bool {
        self.layers.iter().any(|drawn| drawn.id == layer)
            && header.is_for(self.begun.zoom() as f32)
            && !visible_copies(self.begun.bounds(), header.bounds).is_empty()
    }

    /// Whatever is drawn goes onto the plate from here on.
    pub fn begin(&self) {
        self.framebuffer.begin();
    }

    /// Forgets the picture: painting it failed.
    pub fn spoil(&mut self) {
        self.subject = None;
    }

    /// Whatever is drawn goes onto the canvas from here on.
    pub fn end(&self) {
        self.framebuffer.end();
    }

    /// Copies the picture of another zoom onto the canvas of a frame.
    fn present_enlarged(&self, frame: &Frame) {
        let by = frame.camera.scale() / self.begun.scale();
        let [x, y] = self.begun.world_from_screen([0.0, 0.0]);
        let worlds = (frame.camera.centre()[0] - self.begun.centre()[0]).round();
        let corner = frame.camera.screen_from_world([x + worlds, y]);
        let height = f64::from(frame.device_size()[1]);
        // From pixels of the picture to device pixels of the frame.
        let place =
            |pixel: i32, axis: usize| corner[axis] * frame.pixel_ratio + f64::from(pixel) * by;
        let painted = self.plate.painted().unwrap_or_default();
        for piece in self.plate.pieces(painted) {
            let [left, top, right, bottom] = piece.shown;
            let [x, y, across, up] = self.texels(piece);
            let to = [
                place(left, 0),
                height - place(bottom, 1),
                place(right, 0),
                height - place(top, 1),
            ];
            self.framebuffer.copy_to_canvas(
                [x, y, x + across, y + up],
                to.map(|edge| edge.round() as i32),
            );
        }
    }

    /// Copies the picture onto the canvas of the frame that [`Backing::turn_to`] returned.
    pub fn present(&self, frame: &Frame) {
        if self.enlarged {
            return self.present_enlarged(frame);
        }
        let screen = self.plate.screen_at(self.at);
        for piece in self.plate.pieces(screen) {
            let [x, y, width, height] = self.texels(piece);
            let [left, bottom] = [piece.shown[0] - screen[0], screen[3] - piece.shown[3]];
            self.framebuffer.copy_to_canvas(
                [x, y, x + width, y + height],
                [left, bottom, left + width, bottom + height],
            );
        }
    }
}
