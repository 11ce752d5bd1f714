//! Minimum marks: what is too small to be seen as an area is seen as a sign of its class.

use web_sys::WebGl2RenderingContext as Gl;

use super::mesh_program::{MeshProgram, Placed};
use super::program::{Program, Source, Uniform};
use crate::scene::{AreaStyle, MARKED_BELOW, Style};
use crate::web::painter::Stats;
use crate::web::scenery::Scenery;

pub const SOURCE: Source = Source {
    name: "mark",
    vertex: &[shader!("mesh.vert"), shader!("mark.vert")],
    fragment: shader!("mark.frag"),
};

pub struct MarkPass {
    pub mesh: MeshProgram,
    gl: Gl,
    shapes: Uniform,
    sizes: Uniform,
    halo: Uniform,
    flag: Uniform,
}

impl MarkPass {
    pub fn new(gl: &Gl, program: Program) -> Self {
        let mesh = MeshProgram::new(gl, program);
        Self {
            gl: gl.clone(),
            shapes: mesh.program.uniform("u_shapes"),
            sizes: mesh.program.uniform("u_sizes"),
            halo: mesh.program.uniform("u_halo"),
            flag: mesh.program.uniform("u_flag"),
            mesh,
        }
    }

    /// Makes it current. The radii are those of areas and of points, in CSS pixels.
    pub fn begin(&self, scenery: &Scenery, style: &Style, [area, point]: [f32; 2]) {
        self.mesh.begin(scenery);
        self.set_flag(0);
        self.gl
            .uniform3f(self.sizes.as_ref(), area, point, MARKED_BELOW);
        let [red, green, blue] = style.halo.unit();
        self.gl.uniform3f(self.halo.as_ref(), red, green, blue);
    }

    /// Draws only rows that have the flag from here on, with its ring; everything, and no rings, where it is 0.
    pub fn set_flag(&self, flag: u8) {
        self.gl.uniform1ui(self.flag.as_ref(), u32::from(flag));
    }

    /// Sets how each class looks.
    pub fn set_styles(&self, styles: &[AreaStyle; 8]) {
        self.mesh.set_colours(styles);
        let shapes = styles.map(|style| f32::from(style.mark.code()));
        self.gl
            .uniform1fv_with_f32_array(self.shapes.as_ref(), &shapes);
    }

    /// Draws what a chunk has to show at a scale.
    pub fn draw(&self, scale: f32, placed: &Placed<'_>, stats: &mut Stats) {
        let header = placed.header;
        let marks = header.shown(scale).marks;
        if marks == 0 || header.least_extent * scale >= MARKED_BELOW {
            return;
        }
        self.mesh.place(placed);
        placed.chunk.marks.bind();
        self.gl
            .draw_arrays_instanced(Gl::TRIANGLE_STRIP, 0, 4, marks as i32);
        stats.draw_calls += 1;
        stats.instances += u64::from(marks);
    }
}
