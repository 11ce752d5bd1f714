//! Meshes, row states and tile pictures as the page keeps them, whatever paints them.
//!
//! The bytes stay in the browser's memory, as the worker sent them: a painter uploads them from there, again after a
//! lost context.

use js_sys::{ArrayBuffer, Uint8Array};
use web_sys::ImageBitmap;

use crate::scene::pack::{ChunkHeader, HEADER_LENGTH, PackError, pack, unpack};
use crate::scene::{LayerId, RowStates, TileId};
use crate::sorted::SortedMap;

/// A mesh chunk in the browser's memory.
pub struct Chunk {
    pub header: ChunkHeader,
    bytes: Uint8Array,
}

impl Chunk {
    fn new(buffer: &ArrayBuffer) -> Result<Self, PackError> {
        let bytes = Uint8Array::new(buffer);
        let length = bytes.length();
        let head = bytes.subarray(0, length.min(HEADER_LENGTH as u32)).to_vec();
        let header = ChunkHeader::read(&head, length as usize)?;
        Ok(Self { header, bytes })
    }

    /// The chunk of some of its rows, or `None` where it has nothing of them.
    pub fn only(&self, rows: &[u32]) -> Result<Option<Self>, PackError> {
        let mesh = unpack(&self.to_vec())?.only(rows);
        if mesh.is_empty() {
            return Ok(None);
        }
        Self::new(&Uint8Array::from(&pack(&mesh)[..]).buffer()).map(Some)
    }

    /// A view of part of the bytes; nothing is copied.
    pub fn part(&self, range: std::ops::Range<usize>) -> Uint8Array {
        self.bytes.subarray(range.start as u32, range.end as u32)
    }

    /// A copy of all bytes, for a painter that reads them itself.
    pub fn to_vec(&self) -> Vec<u8> {
        self.bytes.to_vec()
    }
}

/// The meshes of one layer.
pub struct MeshLayer {
    /// Differs from that of any other layer that had the same id before.
    pub number: u64,
    /// Only ever appended to.
    pub chunks: Vec<Chunk>,
    pub states: RowStates,
}

/// A raster tile's picture.
pub struct Tile {
    /// Differs from that of any other picture that this tile had before.
    pub number: u64,
    pub picture: ImageBitmap,
}

/// Everything that painters draw from, apart from the frame.
#[derive(Default)]
pub struct MeshStore {
    layers: SortedMap<LayerId, MeshLayer>,
    tiles: SortedMap<TileId, Tile>,
    /// Numbers given out so far.
    numbers: u64,
    tile_revision: u64,
}

impl MeshStore {
    /// Another number after each change of tile pictures.
    pub fn tile_revision(&self) -> u64 {
        self.tile_revision
    }

    pub fn layer(&self, id: LayerId) -> Option<&MeshLayer> {
        self.layers.get(&id)
    }

    pub fn layers(&self) -> impl Iterator<Item = &MeshLayer> {
        self.layers.iter().map(|(_, layer)| layer)
    }

    pub fn layers_mut(&mut self) -> impl Iterator<Item = (LayerId, &mut MeshLayer)> {
        self.layers.iter_mut().map(|(id, layer)| (*id, layer))
    }

    pub fn tile(&self, id: TileId) -> Option<&Tile> {
        self.tiles.get(&id)
    }

    /// Adds a packed chunk to a layer.
    ///
    /// # Errors
    /// Where the buffer is not a chunk; the layer stays as it was.
    pub fn add_chunk(&mut self, id: LayerId, buffer: &ArrayBuffer) -> Result<(), PackError> {
        let chunk = Chunk::new(buffer)?;
        self.layer_mut(id).chunks.push(chunk);
        Ok(())
    }

    /// Forgets a layer.
    pub fn remove_layer(&mut self, id: LayerId) {
        self.layers.remove(&id);
    }

    /// The states of a layer's rows, which may come before its first chunk.
    pub fn states_mut(&mut self, id: LayerId) -> &mut RowStates {
        &mut self.layer_mut(id).states
    }

    /// Keeps a tile's picture until it is removed.
    pub fn add_tile(&mut self, id: TileId, picture: ImageBitmap) {
        self.numbers += 1;
        self.tile_revision += 1;
        let number = self.numbers;
        if let Some(replaced) = self.tiles.insert(id, Tile { number, picture }) {
            replaced.picture.close();
        }
    }

    /// Frees a tile's picture.
    pub fn remove_tile(&mut self, id: TileId) {
        if let Some(removed) = self.tiles.remove(&id) {
            self.tile_revision += 1;
            removed.picture.close();
        }
    }

    fn layer_mut(&mut self, id: LayerId) -> &mut MeshLayer {
        let numbers = &mut self.numbers;
        self.layers.get_or_insert_with(id, || {
            *numbers += 1;
            MeshLayer {
                number: *numbers,
                chunks: Vec::new(),
                states: RowStates::default(),
            }
        })
    }
}
