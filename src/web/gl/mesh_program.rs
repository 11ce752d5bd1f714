//! What the three mesh passes have in common: the transform, the states, the classes' colours.

use web_sys::WebGl2RenderingContext as Gl;

use super::layer::GpuLayer;
use super::program::{Program, Uniform};
use crate::hazard::HazardStatus;
use crate::hazard::row_state::VISIBLE;
use crate::scene::{AreaStyle, Transform};
use crate::web::scenery::Scenery;

/// A program whose vertex shader begins with `mesh.vert`.
pub struct MeshProgram {
    pub program: Program,
    gl: Gl,
    chunk: Uniform,
    scale: Uniform,
    half_size: Uniform,
    row_count: Uniform,
    default_state: Uniform,
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

    /// Places a chunk; rows whose state has not come yet are drawn with `status`.
    pub fn set_chunk(&self, transform: &Transform, status: HazardStatus) {
        let [x, y] = transform.centre;
        let [right, down] = transform.residual;
        self.gl.uniform4f(self.chunk.as_ref(), x, y, right, down);
        let state = u32::from(VISIBLE | status.code());
        self.gl.uniform1ui(self.default_state.as_ref(), state);
    }
}
