//! Labels: each text is drawn once by the browser into an atlas, then costs a quad.

use std::rc::Rc;

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::handle::Texture;
use super::instances::Instances;
use super::place_program::{PlaceProgram, copies, is_near, offset};
use super::program::{Program, Source, Uniform};
use crate::scene::{
    Frame, Label, LabelKind, Shelves, Style, Symbol, SymbolKind, Transform, WATERMARK_OPACITY,
    watermark_places,
};
use crate::sorted::SortedMap;
use crate::web::painter::Stats;
use crate::web::scenery::Scenery;
use crate::web::text_picture::TextPicture;

pub const SOURCE: Source = Source {
    name: "label",
    vertex: &[shader!("place.vert"), shader!("label.vert")],
    fragment: shader!("label.frag"),
};

/// Width and height of the atlas: thousands of labels.
const ATLAS_SIZE: [u32; 2] = [2048, 2048];

/// Texts drawn in one frame at most; the others come with the next ones. A slow machine draws some two in a millisecond.
const MOST_MADE: u32 = 32;

/// Clear pixels between texts, so that none shows at the edge of another.
const GAP: u32 = 1;

type Texel = [f32; 4];

pub struct LabelPass {
    gl: Gl,
    place: PlaceProgram,
    atlas_size: Uniform,
    opacity: Uniform,
    atlas: Atlas,
    labels: Instances,
    watermark: Instances,
    uploaded: Option<Uploaded>,
}

/// What the labels' instances were made of, and the origin of their places.
struct Uploaded {
    labels: Rc<[Label]>,
    symbols: Rc<[Symbol]>,
    origin: [f64; 2],
}

impl LabelPass {
    pub fn new(gl: &Gl, program: Program) -> Result<Self, GlError> {
        let place = PlaceProgram::new(gl, program);
        Ok(Self {
            gl: gl.clone(),
            atlas_size: place.program.uniform("u_atlas_size"),
            opacity: place.program.uniform("u_opacity"),
            atlas: Atlas::new(gl)?,
            labels: Instances::new(gl, &[2, 2, 4])?,
            watermark: Instances::new(gl, &[2, 2, 4])?,
            uploaded: None,
            place,
        })
    }

    /// Draws a frame's labels, the numbers in its symbols, and its watermark.
    pub fn draw(
        &mut self,
        frame: &Frame,
        scenery: &Scenery,
        stats: &mut Stats,
    ) -> Result<(), GlError> {
        if self.atlas.turn_to(&frame.style, frame.pixel_ratio) {
            self.uploaded = None;
        }
        self.atlas.made = 0;
        let origin = self.upload_labels(frame, stats)?;
        self.upload_watermark(frame, stats)?;

        self.place.begin(scenery);
        let [width, height] = ATLAS_SIZE.map(|length| length as f32);
        self.gl.uniform2f(self.atlas_size.as_ref(), width, height);
        self.gl.uniform1f(self.opacity.as_ref(), 1.0);
        self.atlas.texture.bind();
        for copy in copies(&frame.camera) {
            self.place
                .set_transform(&Transform::new(&frame.camera, origin, copy));
            self.labels.draw(stats);
        }
        self.place.set_screen();
        self.gl.uniform1f(self.opacity.as_ref(), WATERMARK_OPACITY);
        self.watermark.draw(stats);
        Ok(())
    }

    /// Uploads the labels unless they are on the GPU already. Returns the origin of their places.
    fn upload_labels(&mut self, frame: &Frame, stats: &mut Stats) -> Result<[f64; 2], GlError> {
        if let Some(known) = &self.uploaded
            && Rc::ptr_eq(&known.labels, &frame.labels)
            && Rc::ptr_eq(&known.symbols, &frame.symbols)
            && is_near(&frame.camera, known.origin)
        {
            return Ok(known.origin);
        }
        let origin = frame.camera.centre();
        let mut numbers = Vec::new();
        // Where the atlas is full it starts anew with what is wanted now.
        for most_made in [MOST_MADE, u32::MAX] {
            match self.label_numbers(frame, origin, most_made, stats)? {
                Some(made) => {
                    numbers = made;
                    break;
                }
                None => self.atlas.clear(),
            }
        }
        self.labels.set(&numbers, stats);
        self.uploaded = (!stats.unfinished).then(|| Uploaded {
            labels: Rc::clone(&frame.labels),
            symbols: Rc::clone(&frame.symbols),
            origin,
        });
        Ok(origin)
    }

    /// The instances of all labels, or `None` where the atlas has no room for one.
    fn label_numbers(
        &mut self,
        frame: &Frame,
        origin: [f64; 2],
        most_made: u32,
        stats: &mut Stats,
    ) -> Result<Option<Vec<f32>>, GlError> {
        let counts = frame
            .symbols
            .iter()
            .filter_map(|symbol| match &symbol.kind {
                SymbolKind::Cluster { count, .. } => {
                    Some((symbol.at, [0.0; 2], count, LabelKind::Count))
                }
                _ => None,
            });
        let labels = frame
            .labels
            .iter()
            .map(|label| (label.at, label.offset, &label.text, label.kind));
        // First, so that there is always room for it.
        if let Some(text) = &frame.watermark {
            self.atlas.picture(text, LabelKind::Watermark, frame)?;
        }
        let mut numbers = Vec::new();
        for (at, [right, down], text, kind) in counts.chain(labels) {
            if self.atlas.made >= most_made && !self.atlas.has(text, kind) {
                stats.unfinished = true;
                continue;
            }
            let Some(texel) = self.atlas.picture(text, kind, frame)? else {
                return Ok(None);
            };
            numbers.extend(offset(at, origin));
            numbers.extend([right as f32, down as f32]);
            numbers.extend(texel);
        }
        Ok(Some(numbers))
    }

    fn upload_watermark(&mut self, frame: &Frame, stats: &mut Stats) -> Result<(), GlError> {
        let mut numbers = Vec::new();
        if let Some(text) = &frame.watermark
            && let Some(texel) = self.atlas.picture(text, LabelKind::Watermark, frame)?
        {
            for [x, y] in watermark_places(frame.camera.size()) {
                numbers.extend([x as f32, y as f32, 0.0, 0.0]);
                numbers.extend(texel);
            }
        }
        self.watermark.set(&numbers, stats);
        Ok(())
    }
}

/// A texture full of texts in one style at one pixel ratio.
struct Atlas {
    texture: Texture,
    shelves: Shelves,
    places: SortedMap<(LabelKind, Rc<str>), Texel>,
    pen: TextPicture,
    style: Option<Rc<Style>>,
    pixel_ratio: f64,
    /// Texts drawn in this frame.
    made: u32,
}

impl Atlas {
    fn new(gl: &Gl) -> Result<Self, GlError> {
        let texture = Texture::new(gl, Gl::NEAREST)?;
        texture.reserve_colours(ATLAS_SIZE)?;
        Ok(Self {
            texture,
            shelves: Shelves::new(ATLAS_SIZE),
            places: SortedMap::new(),
            pen: TextPicture::new()?,
            style: None,
            pixel_ratio: 0.0,
            made: 0,
        })
    }

    /// Starts anew where style or pixel ratio have changed; says whether it did.
    fn turn_to(&mut self, style: &Rc<Style>, pixel_ratio: f64) -> bool {
        let same_style = self
            .style
            .as_ref()
            .is_some_and(|known| Rc::ptr_eq(known, style) || known == style);
        if same_style && self.pixel_ratio == pixel_ratio {
            return false;
        }
        self.style = Some(Rc::clone(style));
        self.pixel_ratio = pixel_ratio;
        self.clear();
        true
    }

    fn clear(&mut self) {
        self.shelves = Shelves::new(ATLAS_SIZE);
        self.places.clear();
    }

    fn has(&self, text: &Rc<str>, kind: LabelKind) -> bool {
        self.places.contains_key(&(kind, Rc::clone(text)))
    }

    /// Where a text is in the atlas, drawn now if it was not there; `None` where there is no room for it.
    fn picture(
        &mut self,
        text: &Rc<str>,
        kind: LabelKind,
        frame: &Frame,
    ) -> Result<Option<Texel>, GlError> {
        let key = (kind, Rc::clone(text));
        if let Some(texel) = self.places.get(&key) {
            return Ok(Some(*texel));
        }
        let picture = self.pen.draw(text, kind, &frame.style, frame.pixel_ratio)?;
        let [width, height] = [picture.width(), picture.height()];
        let Some([left, top]) = self.shelves.place([width + GAP, height + GAP]) else {
            return Ok(None);
        };
        self.texture.write_picture([left, top], &picture)?;
        self.made += 1;
        let texel = [left, top, width, height].map(|length| length as f32);
        self.places.insert(key, texel);
        Ok(Some(texel))
    }
}
