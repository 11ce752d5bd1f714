//! What symbols and labels have in common: a place on the ground, relative to an origin near the camera.

use std::ops::Range;

use web_sys::WebGl2RenderingContext as Gl;

use super::program::{Program, Uniform};
use crate::scene::{Camera, Transform, visible_copies};
use crate::web::scenery::Scenery;

/// How far the camera may go from an origin, in CSS pixels: nearer than this, `f32` offsets of what is on screen are
/// exact to a fiftieth of a pixel.
const REACH: f64 = 200_000.0;

/// How far a symbol or a label may reach beyond its place, in CSS pixels.
const MARGIN: f64 = 300.0;

/// Whether offsets from `origin` are still good for a camera.
pub fn is_near(camera: &Camera, origin: [f64; 2]) -> bool {
    (0..2).all(|axis| (camera.centre()[axis] - origin[axis]).abs() * camera.scale() < REACH)
}

/// A position relative to an origin.
pub fn offset(at: [f64; 2], origin: [f64; 2]) -> [f32; 2] {
    [0, 1].map(|axis| (at[axis] - origin[axis]) as f32)
}

/// A program whose vertex shader begins with `place.vert`.
pub struct PlaceProgram {
    pub program: Program,
    gl: Gl,
    chunk: Uniform,
    scale: Uniform,
    half_size: Uniform,
    pixel_ratio: Uniform,
}

impl PlaceProgram {
    pub fn new(gl: &Gl, program: Program) -> Self {
        Self {
            gl: gl.clone(),
            chunk: program.uniform("u_chunk"),
            scale: program.uniform("u_scale"),
            half_size: program.uniform("u_half_size"),
            pixel_ratio: program.uniform("u_pixel_ratio"),
            program,
        }
    }

    /// Makes it current.
    pub fn begin(&self, scenery: &Scenery) {
        self.program.bind();
        let [width, height] = scenery.size;
        self.gl
            .uniform2f(self.half_size.as_ref(), width / 2.0, height / 2.0);
        self.gl
            .uniform1f(self.pixel_ratio.as_ref(), scenery.pixel_ratio);
    }

    /// Places what follows on the ground.
    pub fn set_transform(&self, transform: &Transform) {
        let [x, y] = transform.centre;
        let [right, down] = transform.residual;
        self.gl.uniform4f(self.chunk.as_ref(), x, y, right, down);
        self.gl.uniform1f(self.scale.as_ref(), transform.scale);
    }

    /// Places what follows on the screen: offsets are CSS pixels from the middle.
    pub fn set_screen(&self) {
        self.set_transform(&Transform {
            centre: [0.0; 2],
            scale: 1.0,
            residual: [0.0; 2],
        });
    }
}

/// The copies of the world whose places can be seen.
pub fn copies(camera: &Camera) -> Range<i32> {
    let margin = MARGIN / camera.scale();
    let [left, top, right, bottom] = camera.bounds();
    let view = [left - margin, top - margin, right + margin, bottom + margin];
    visible_copies(view, [0.0, 0.0, 1.0, 1.0])
}
