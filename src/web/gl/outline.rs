//! Outlines: one instance per segment, with dashes that run on around corners, and the lines around what is hovered
//! or selected.

use web_sys::WebGl2RenderingContext as Gl;

use super::mesh_program::{MeshProgram, Placed};
use super::program::{Program, Source, Uniform};
use crate::scene::{AreaStyle, Emphasis, tick_length};
use crate::web::painter::Stats;
use crate::web::scenery::Scenery;

pub const SOURCE: Source = Source {
    name: "outline",
    vertex: &[shader!("mesh.vert"), shader!("outline.vert")],
    fragment: shader!("outline.frag"),
};

pub struct OutlinePass {
    pub mesh: MeshProgram,
    gl: Gl,
    strokes: Uniform,
    flag: Uniform,
    emphasis_width: Uniform,
    emphasis: Uniform,
    pattern: Uniform,
    tick_length: Uniform,
}

impl OutlinePass {
    pub fn new(gl: &Gl, program: Program) -> Self {
        let mesh = MeshProgram::new(gl, program);
        Self {
            gl: gl.clone(),
            strokes: mesh.program.uniform("u_strokes"),
            flag: mesh.program.uniform("u_flag"),
            emphasis_width: mesh.program.uniform("u_emphasis_width"),
            emphasis: mesh.program.uniform("u_emphasis"),
            pattern: mesh.program.uniform("u_pattern"),
            tick_length: mesh.program.uniform("u_tick_length"),
            mesh,
        }
    }

    /// Makes it current.
    pub fn begin(&self, scenery: &Scenery, zoom: f64) {
        self.mesh.begin(scenery);
        self.gl.uniform2f(
            self.pattern.as_ref(),
            scenery.pattern.level_scale as f32,
            scenery.pattern.growth as f32,
        );
        self.gl
            .uniform1f(self.tick_length.as_ref(), tick_length(zoom));
        self.emphasise(None);
    }

    /// Sets how each class looks.
    pub fn set_styles(&self, styles: &[AreaStyle; 8]) {
        self.mesh.set_colours(styles);
        let mut strokes = [0.0; 32];
        for (slot, style) in strokes.as_chunks_mut::<4>().0.iter_mut().zip(styles) {
            *slot = [
                style.outline,
                f32::from(style.stroke.code()),
                style.stroke.period(),
                0.0,
            ];
        }
        self.gl
            .uniform4fv_with_f32_array(self.strokes.as_ref(), &strokes);
    }

    /// Draws only what stands out from here on, or, with `None`, everything again.
    pub fn emphasise(&self, emphasis: Option<Emphasis>) {
        let flag = emphasis.map_or(0, |emphasis| emphasis.flag);
        self.gl.uniform1ui(self.flag.as_ref(), u32::from(flag));
        let Some(emphasis) = emphasis else { return };
        self.gl
            .uniform1f(self.emphasis_width.as_ref(), emphasis.width);
        let [red, green, blue, alpha] = emphasis.colour.map_or([0.0; 4], |colour| {
            let [red, green, blue] = colour.unit();
            [red, green, blue, 1.0]
        });
        self.gl
            .uniform4f(self.emphasis.as_ref(), red, green, blue, alpha);
    }

    /// Draws what a chunk has to show at a scale.
    pub fn draw(&self, scale: f32, placed: &Placed<'_>, stats: &mut Stats) {
        let header = placed.header;
        let segments = header.shown(scale).segments;
        if segments == 0 {
            return;
        }
        self.mesh.place(placed);
        placed.chunk.outline.bind();
        self.gl
            .draw_arrays_instanced(Gl::TRIANGLE_STRIP, 0, 4, segments as i32);
        stats.draw_calls += 1;
        stats.instances += u64::from(segments);
    }
}
