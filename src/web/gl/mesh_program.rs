//! What the three mesh passes have in common: the transform, the states, the classes' colours.

use std::cell::Cell;

use web_sys::WebGl2RenderingContext as Gl;

use super::layer::{GpuChunk, GpuLayer};
use super::program::{Program, Uniform};
use crate::hazard::HazardStatus;
use crate::hazard::row_state::VISIBLE;
use crate::scene::pack::ChunkHeader;
use crate::scene::{AreaStyle, Transform};
use crate::web::scenery::Scenery;

/// A chunk, and where the frame has it.
pub struct Placed<'a> {
    pub header: &'a ChunkHeader,
    pub chunk: &'a GpuChunk,
    pub transform: Transform,
    /// With which rows are drawn whose state has not come yet.
    pub status: HazardStatus,
}

/// A program whose vertex shader begins with `mesh.vert`.
pub struct MeshProgram {
    pub program: Program,
    gl: Gl,
    chunk: Uniform,
    scale: Uniform,
    half_size: Uniform,
    row_count: Uniform,
    default_state: Uniform,
    /// What that is; programs keep it from frame to frame.
    default_is: Cell<Option<u32>>,
    colours: Uniform,
    opacity: Uniform,
    pixel_ratio: Uniform,
    next_level: Uniform,
}

impl MeshProgram {
    pub fn new(gl: &Gl, program: Program) -> Self {
        Self {
            gl: gl.clone(),
            chunk: program.uniform("u_chunk"),
            scale: program.uniform("u_scale"),
            half_size: program.uniform("u_half_size"),
            row_count: program.uniform("u_row_count"),
            default_state: program.uniform("u_default_state"),
            default_is: Cell::new(None),
            colours: program.uniform("u_colours"),
            opacity: program.uniform("u_opacity"),
            pixel_ratio: program.uniform("u_pixel_ratio"),
            next_level: program.uniform("u_next_level"),
            program,
        }
    }

    /// Makes it current, for one frame.
    pub fn begin(&self, scenery: &Scenery) {
        self.program.bind();
        let gl = &self.gl;
        let [width, height] = scenery.size;
        gl.uniform1f(self.scale.as_ref(), scenery.scale);
        gl.uniform2f(self.half_size.as_ref(), width / 2.0, height / 2.0);
        gl.uniform1f(self.pixel_ratio.as_ref(), scenery.pixel_ratio);
        gl.uniform1f(self.next_level.as_ref(), scenery.pattern.next as f32);
    }

    /// Sets colours and opacity of fills by class number.
    pub fn set_colours(&self, styles: &[AreaStyle; 8]) {
        let mut colours = [0.0; 32];
        for (slot, style) in colours.as_chunks_mut::<4>().0.iter_mut().zip(styles) {
            let [red, green, blue] = style.colour.unit();
            *slot = [red, green, blue, style.fill];
        }
        self.gl
            .uniform4fv_with_f32_array(self.colours.as_ref(), &colours);
    }

    /// Turns to the rows of another layer.
    pub fn set_layer(&self, layer: &GpuLayer, opacity: f32) {
        let row_count = layer.bind_states();
        self.gl.uniform1ui(self.row_count.as_ref(), row_count);
        self.gl.uniform1f(self.opacity.as_ref(), opacity);
    }

    /// Turns to a chunk that has something to draw.
    pub fn place(&self, placed: &Placed<'_>) {
        let [x, y] = placed.transform.centre;
        let [right, down] = placed.transform.residual;
        self.gl.uniform4f(self.chunk.as_ref(), x, y, right, down);
        let state = u32::from(VISIBLE | placed.status.code());
        if self.default_is.replace(Some(state)) != Some(state) {
            self.gl.uniform1ui(self.default_state.as_ref(), state);
        }
    }
}
