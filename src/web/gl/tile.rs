//! Raster basemap tiles, under everything else.

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::handle::{Texture, VertexArray};
use super::program::{Program, Source, Uniform};
use crate::scene::{Frame, TileId, visible_copies};
use crate::sorted::SortedMap;
use crate::web::mesh_store::MeshStore;
use crate::web::painter::Stats;

pub const SOURCE: Source = Source {
    name: "tile",
    vertex: &[shader!("tile.vert")],
    fragment: shader!("label.frag"),
};

pub struct TilePass {
    gl: Gl,
    program: Program,
    edges: Uniform,
    half_size: Uniform,
    opacity: Uniform,
    /// Without inputs: the shader counts its corners.
    quad: VertexArray,
    /// Textures with the number of the picture that they show.
    textures: SortedMap<TileId, (u64, Texture)>,
}

impl TilePass {
    pub fn new(gl: &Gl, program: Program) -> Result<Self, GlError> {
        Ok(Self {
            gl: gl.clone(),
            edges: program.uniform("u_edges"),
            half_size: program.uniform("u_half_size"),
            opacity: program.uniform("u_opacity"),
            program,
            quad: VertexArray::new(gl)?,
            textures: SortedMap::new(),
        })
    }

    /// Whether tiles are to be drawn or to be forgotten.
    pub fn has_work(&self, frame: &Frame) -> bool {
        !frame.tiles.is_empty() || !self.textures.is_empty()
    }

    /// Draws a frame's tiles in their order; tiles whose pictures are not there are passed over.
    pub fn draw(
        &mut self,
        frame: &Frame,
        store: &MeshStore,
        stats: &mut Stats,
    ) -> Result<(), GlError> {
        self.textures
            .retain(|id, (number, _)| store.tile(*id).is_some_and(|tile| tile.number == *number));
        self.program.bind();
        self.quad.bind();
        let [width, height] = frame.camera.size().map(|length| length as f32);
        self.gl
            .uniform2f(self.half_size.as_ref(), width / 2.0, height / 2.0);
        for tile in &frame.tiles {
            let Some(kept) = store.tile(tile.id) else {
                continue;
            };
            if !self.textures.contains_key(&tile.id) {
                let texture = Texture::new(&self.gl, Gl::LINEAR)?;
                texture.set_picture(&kept.picture)?;
                let pixels = u64::from(kept.picture.width()) * u64::from(kept.picture.height());
                stats.bytes_uploaded += 4 * pixels;
                self.textures.insert(tile.id, (kept.number, texture));
            }
            if let Some((_, texture)) = self.textures.get(&tile.id) {
                texture.bind();
            }
            self.gl.uniform1f(self.opacity.as_ref(), tile.opacity);
            let bounds = tile.id.bounds();
            for copy in visible_copies(frame.camera.bounds(), bounds) {
                let [left, top, right, bottom] = edges(frame, bounds, copy);
                self.gl
                    .uniform4f(self.edges.as_ref(), left, top, right, bottom);
                self.gl.draw_arrays(Gl::TRIANGLE_STRIP, 0, 4);
                stats.draw_calls += 1;
            }
        }
        Ok(())
    }
}

/// Left, top, right, bottom from the middle of the screen. On whole device pixels, so that no seam shows between tiles.
fn edges(frame: &Frame, [left, top, right, bottom]: [f64; 4], copy: i32) -> [f32; 4] {
    let corners = [[left, top], [right, bottom]].map(|[x, y]| {
        let screen = frame.camera.screen_from_world([x + f64::from(copy), y]);
        [0, 1].map(|axis| (frame.snapped(screen[axis]) - frame.camera.size()[axis] / 2.0) as f32)
    });
    [corners[0][0], corners[0][1], corners[1][0], corners[1][1]]
}
