//! One layer on the GPU: its chunks, uploaded when they are first seen, and the states of its rows.

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::handle::{Buffer, Texture, VertexArray};
use crate::scene::pack::{ChunkHeader, MARK_STRIDE, SEGMENT_STRIDE};
use crate::sorted::SortedMap;
use crate::web::mesh_store::{Chunk, MeshLayer};

/// Width of a state texture: every WebGL2 has room for it, and shaders find a row by shifting.
const STATES_WIDTH: usize = 2048;

/// A chunk on the GPU.
pub struct GpuChunk {
    pub fill: VertexArray,
    pub outline: VertexArray,
    pub marks: VertexArray,
    /// The vertex arrays read from them.
    _vertices: Buffer,
    _indices: Buffer,
}

impl GpuChunk {
    fn upload(gl: &Gl, chunk: &Chunk) -> Result<Self, GlError> {
        let header = &chunk.header;
        let vertices = Buffer::vertices(gl)?;
        let start = header.positions().start;
        vertices.upload(&chunk.part(start..header.index_bytes().start));

        let fill = VertexArray::new(gl)?;
        fill.bind();
        fill.floats(0, 2, 0, 0);
        fill.whole(1, 0, header.corner_rows().start - start);
        let indices = Buffer::indices(gl)?;
        indices.upload(&chunk.part(header.index_bytes()));

        let outline = VertexArray::new(gl)?;
        outline.bind();
        let segments = header.segment_bytes().start - start;
        outline.floats(0, 4, SEGMENT_STRIDE, segments);
        outline.floats(1, 1, SEGMENT_STRIDE, segments + 16);
        outline.whole(2, SEGMENT_STRIDE, segments + 20);
        outline.per_instance(0..3);

        let marks = VertexArray::new(gl)?;
        marks.bind();
        let first = header.mark_bytes().start - start;
        marks.floats(0, 3, MARK_STRIDE, first);
        marks.whole(1, MARK_STRIDE, first + 12);
        marks.per_instance(0..2);

        gl.bind_vertex_array(None);
        Ok(Self {
            fill,
            outline,
            marks,
            _vertices: vertices,
            _indices: indices,
        })
    }
}

/// A layer on the GPU.
pub struct GpuLayer {
    /// As [`MeshLayer::number`].
    pub number: u64,
    chunks: Vec<Option<GpuChunk>>,
    /// By chunk: what it holds of the rows that stand out.
    standing_out: SortedMap<usize, Option<(ChunkHeader, GpuChunk)>>,
    /// The rows that it holds.
    standing_rows: Vec<u32>,
    states: Texture,
    /// Rows that the texture has room for.
    capacity: usize,
    row_count: u32,
}

impl GpuLayer {
    pub fn new(gl: &Gl, number: u64) -> Result<Self, GlError> {
        let states = Texture::new(gl, Gl::NEAREST)?;
        // A texture without a size cannot be bound to a sampler.
        states.reserve_bytes([1, 1])?;
        Ok(Self {
            number,
            chunks: Vec::new(),
            standing_out: SortedMap::new(),
            standing_rows: Vec::new(),
            states,
            capacity: 0,
            row_count: 0,
        })
    }

    /// The states, for the sampler; rows beyond the count have none yet.
    pub fn bind_states(&self) -> u32 {
        self.states.bind();
        self.row_count
    }

    /// The chunk of a number, where it has been uploaded.
    pub fn chunk(&self, index: usize) -> Option<&GpuChunk> {
        self.chunks.get(index).and_then(Option::as_ref)
    }

    /// Uploads a chunk that is not on the GPU yet. Returns the bytes sent.
    pub fn ensure_chunk(&mut self, gl: &Gl, index: usize, chunk: &Chunk) -> Result<u64, GlError> {
        if self.chunks.len() <= index {
            self.chunks.resize_with(index + 1, || None);
        }
        if self.chunks[index].is_some() {
            return Ok(0);
        }
        self.chunks[index] = Some(GpuChunk::upload(gl, chunk)?);
        Ok(chunk.header.byte_length() as u64)
    }

    /// What a chunk holds of the rows that stand out, where that has been uploaded.
    pub fn standing_out(&self, index: usize) -> Option<&(ChunkHeader, GpuChunk)> {
        self.standing_out.get(&index).and_then(Option::as_ref)
    }

    /// Uploads what a chunk holds of the rows that stand out, and forgets that of other rows. Returns the bytes sent.
    pub fn ensure_standing_out(
        &mut self,
        gl: &Gl,
        index: usize,
        chunk: &Chunk,
        rows: &[u32],
    ) -> Result<u64, GlError> {
        if self.standing_rows != rows {
            self.standing_out.clear();
            self.standing_rows = rows.to_vec();
        }
        if self.standing_out.contains_key(&index) {
            return Ok(0);
        }
        let mut bytes = 0;
        let mut uploaded = None;
        if let Some(only) = chunk.only(rows)? {
            bytes = only.header.byte_length() as u64;
            uploaded = Some((only.header, GpuChunk::upload(gl, &only)?));
        }
        self.standing_out.insert(index, uploaded);
        Ok(bytes)
    }

    /// Brings the states up to date. Returns the bytes sent.
    pub fn sync_states(&mut self, gl: &Gl, layer: &mut MeshLayer) -> Result<u64, GlError> {
        let mut changed = layer.states.take_changed();
        let bytes = layer.states.bytes();
        if self.row_count as usize != bytes.len() {
            self.row_count = bytes.len() as u32;
            if bytes.len() > self.capacity {
                changed = 0..bytes.len();
                self.reserve(gl, bytes.len())?;
            }
        }
        if self.capacity == 0 || changed.is_empty() {
            return Ok(0);
        }
        let lines =
            changed.start / STATES_WIDTH..changed.end.min(bytes.len()).div_ceil(STATES_WIDTH);
        if lines.is_empty() {
            return Ok(0);
        }
        let mut sent =
            bytes[lines.start * STATES_WIDTH..bytes.len().min(lines.end * STATES_WIDTH)].to_vec();
        sent.resize(lines.len() * STATES_WIDTH, 0);
        let size = [STATES_WIDTH as u32, lines.len() as u32];
        self.states.write_bytes(lines.start, size, &sent)?;
        Ok(sent.len() as u64)
    }

    fn reserve(&mut self, gl: &Gl, rows: usize) -> Result<(), GlError> {
        let lines = rows.div_ceil(STATES_WIDTH);
        let most = gl.get_parameter(Gl::MAX_TEXTURE_SIZE)?.as_f64();
        if lines as f64 > most.unwrap_or(STATES_WIDTH as f64) {
            return Err(GlError::TooManyRows { rows });
        }
        self.states
            .reserve_bytes([STATES_WIDTH as u32, lines as u32])?;
        self.capacity = lines * STATES_WIDTH;
        Ok(())
    }
}
