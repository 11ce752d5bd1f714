//! Symbols of fixed size: accidents, clusters of them, settlements, towns, the place asked about.

use std::rc::Rc;

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::instances::Instances;
use super::place_program::{PlaceProgram, copies, is_near, offset};
use super::program::{Program, Source, Uniform};
use crate::scene::{Casualties, Frame, Symbol, SymbolKind, Transform};
use crate::web::painter::Stats;
use crate::web::scenery::Scenery;

pub const SOURCE: Source = Source {
    name: "symbol",
    vertex: &[shader!("place.vert"), shader!("symbol.vert")],
    fragment: shader!("symbol.frag"),
};

pub struct SymbolPass {
    gl: Gl,
    place: PlaceProgram,
    ink: Uniform,
    paper: Uniform,
    muted: Uniform,
    instances: Instances,
    /// What `instances` hold, and the origin of their places.
    uploaded: Option<(Rc<[Symbol]>, [f64; 2])>,
}

impl SymbolPass {
    pub fn new(gl: &Gl, program: Program) -> Result<Self, GlError> {
        let place = PlaceProgram::new(gl, program);
        Ok(Self {
            gl: gl.clone(),
            ink: place.program.uniform("u_ink"),
            paper: place.program.uniform("u_paper"),
            muted: place.program.uniform("u_muted"),
            place,
            instances: Instances::new(gl, &[2, 2, 4])?,
            uploaded: None,
        })
    }

    /// Draws a frame's symbols in their order.
    pub fn draw(&mut self, frame: &Frame, scenery: &Scenery, stats: &mut Stats) {
        if frame.symbols.is_empty() {
            return;
        }
        let origin = self.upload(frame, stats);
        self.place.begin(scenery);
        for (place, colour) in [
            (&self.ink, frame.style.incident),
            (&self.paper, frame.style.halo),
            (&self.muted, frame.style.muted_text),
        ] {
            let [red, green, blue] = colour.unit();
            self.gl.uniform3f(place.as_ref(), red, green, blue);
        }
        for copy in copies(&frame.camera) {
            self.place
                .set_transform(&Transform::new(&frame.camera, origin, copy));
            self.instances.draw(stats);
        }
    }

    /// Uploads the symbols unless they are on the GPU already. Returns the origin of their places.
    fn upload(&mut self, frame: &Frame, stats: &mut Stats) -> [f64; 2] {
        if let Some((symbols, origin)) = &self.uploaded
            && Rc::ptr_eq(symbols, &frame.symbols)
            && is_near(&frame.camera, *origin)
        {
            return *origin;
        }
        let origin = frame.camera.centre();
        let numbers: Vec<f32> = frame
            .symbols
            .iter()
            .flat_map(|symbol| numbers(symbol, origin))
            .collect();
        self.instances.set(&numbers, stats);
        self.uploaded = Some((Rc::clone(&frame.symbols), origin));
        origin
    }
}

fn numbers(symbol: &Symbol, origin: [f64; 2]) -> [f32; 8] {
    let [x, y] = offset(symbol.at, origin);
    let (kind, [killed, injured]) = match &symbol.kind {
        SymbolKind::Incident(casualties) => (0.0, shares(casualties)),
        SymbolKind::Cluster { casualties, .. } => (1.0, shares(casualties)),
        SymbolKind::Settlement => (2.0, [0.0; 2]),
        SymbolKind::Town => (3.0, [0.0; 2]),
        SymbolKind::Pin => (4.0, [0.0; 2]),
    };
    let [hovered, selected] = [symbol.hovered, symbol.selected].map(|is| f32::from(u8::from(is)));
    let radius = symbol.radius() as f32;
    [x, y, radius, kind, killed, injured, hovered, selected]
}

/// The shares of killed and injured; the rest is unknown, and all of it where nothing is recorded.
fn shares(casualties: &Casualties) -> [f32; 2] {
    let all = casualties.killed + casualties.injured + casualties.outcome_unknown;
    [casualties.killed, casualties.injured].map(|people| people as f32 / all.max(1) as f32)
}
