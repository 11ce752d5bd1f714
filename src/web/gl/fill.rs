//! Fills and their hatching, in one pass: the fragment shader draws the pattern of the row's class.

use web_sys::WebGl2RenderingContext as Gl;

use super::mesh_program::{MeshProgram, Placed};
use super::program::{Program, Source, Uniform};
use crate::scene::{AreaStyle, Camera, HATCH_OPACITY, Hatch, HatchFrame};
use crate::web::painter::Stats;
use crate::web::scenery::Scenery;

pub const SOURCE: Source = Source {
    name: "fill",
    vertex: &[shader!("mesh.vert"), shader!("fill.vert")],
    fragment: shader!("fill.frag"),
};

pub struct FillPass {
    pub mesh: MeshProgram,
    gl: Gl,
    hatch_of: Uniform,
    hatches: Uniform,
    middle: Uniform,
    hatch_opacity: Uniform,
    flag: Uniform,
}

impl FillPass {
    pub fn new(gl: &Gl, program: Program) -> Self {
        let mesh = MeshProgram::new(gl, program);
        Self {
            gl: gl.clone(),
            hatch_of: mesh.program.uniform("u_hatch_of"),
            hatches: mesh.program.uniform("u_hatches"),
            middle: mesh.program.uniform("u_middle"),
            hatch_opacity: mesh.program.uniform("u_hatch_opacity"),
            flag: mesh.program.uniform("u_flag"),
            mesh,
        }
    }

    /// Makes it current, for a viewport of left, bottom, width and height.
    pub fn begin(&self, scenery: &Scenery, camera: &Camera, viewport: [i32; 4]) {
        self.mesh.begin(scenery);
        self.set_flag(0);
        let ratio = f64::from(scenery.pixel_ratio);
        let mut hatches = [0.0; 16];
        let slots = hatches.as_chunks_mut::<4>().0;
        for hatch in Hatch::DRAWN {
            let HatchFrame { phase, step } = HatchFrame::new(hatch, camera, &scenery.pattern);
            let between = ratio / (step * std::f64::consts::SQRT_2);
            slots[usize::from(hatch.code())] =
                [phase[0], phase[1], step / ratio, between].map(|number| number as f32);
        }
        self.gl
            .uniform4fv_with_f32_array(self.hatches.as_ref(), &hatches);
        let middle = |axis: usize| viewport[axis] as f32 + viewport[axis + 2] as f32 / 2.0;
        self.gl
            .uniform2f(self.middle.as_ref(), middle(0), middle(1));
        self.gl
            .uniform1f(self.hatch_opacity.as_ref(), HATCH_OPACITY);
    }

    /// Draws only rows that have the flag from here on, as a wash; everything where it is 0.
    pub fn set_flag(&self, flag: u8) {
        self.gl.uniform1ui(self.flag.as_ref(), u32::from(flag));
    }

    /// Sets how each class looks.
    pub fn set_styles(&self, styles: &[AreaStyle; 8]) {
        self.mesh.set_colours(styles);
        let hatch_of = styles.map(|style| f32::from(style.hatch.code()));
        self.gl
            .uniform1fv_with_f32_array(self.hatch_of.as_ref(), &hatch_of);
    }

    /// Draws what a chunk has to show at a scale.
    pub fn draw(&self, scale: f32, placed: &Placed<'_>, stats: &mut Stats) {
        let header = placed.header;
        let indices = header.shown(scale).indices;
        if indices == 0 {
            return;
        }
        let kind = if header.has_wide_indices() {
            Gl::UNSIGNED_INT
        } else {
            Gl::UNSIGNED_SHORT
        };
        self.mesh.place(placed);
        placed.chunk.fill.bind();
        self.gl
            .draw_elements_with_i32(Gl::TRIANGLES, indices as i32, kind, 0);
        stats.draw_calls += 1;
        stats.triangles += u64::from(indices / 3);
    }
}
