//! One mesh chunk as one run of bytes, so that the worker transfers a single buffer and the page uploads it as it is.
//!
//! Little-endian. A header of [`HEADER_LENGTH`] bytes, then the arrays without gaps, each aligned to its numbers:
//!
//! ```text
//! header      magic, status, rows, origin, bounds, zooms, least extent, counts, ladder
//! positions   corners × (x f32, y f32)
//! rows        corners × u32
//! segments    segments × (from x, y, to x, y, along f32, row u32)
//! marks       marks × (x, y, extent f32, row u32)
//! indices     indices × u16 where all corners can be counted with one, else u32
//! ```
//! Everything before the indices is one vertex buffer on the GPU; the indices are another.

use std::ops::Range;

use super::ladder::{Ladder, Leading, STEPS};
use super::mesh::{MeshChunk, OutlineSegment, ZoneMark};
use crate::hazard::HazardStatus;

/// Bytes before the first array.
pub const HEADER_LENGTH: usize = 96 + STEPS * size_of::<Leading>();
/// Bytes of one outline segment.
pub const SEGMENT_STRIDE: usize = 24;
/// Bytes of one mark.
pub const MARK_STRIDE: usize = 16;

const MAGIC: u32 = u32::from_le_bytes(*b"HMC2");
const POSITION_STRIDE: usize = 8;
const ROW_STRIDE: usize = 4;
/// The status byte of a chunk whose rows are not zones.
const NO_STATUS: u32 = u32::MAX;

/// Why bytes are not a chunk: the worker and the page disagree, or the buffer was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    #[error("these bytes are not a mesh chunk")]
    NotAChunk,
    #[error("a mesh chunk of {expected} bytes has {found}")]
    WrongLength { expected: usize, found: usize },
}

/// What a page needs to know of a chunk without reading its arrays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChunkHeader {
    /// As [`MeshChunk::origin`].
    pub origin: [f64; 2],
    /// As [`MeshChunk::bounds`].
    pub bounds: [f64; 4],
    /// As [`MeshChunk::zooms`].
    pub zooms: [f32; 2],
    /// As [`MeshChunk::status`].
    pub status: Option<HazardStatus>,
    /// The lowest row and the one after the highest; empty where the chunk has no row.
    pub rows: [u32; 2],
    /// The smallest extent of a mark, in `world`; infinite without marks.
    pub least_extent: f32,
    pub corners: u32,
    pub indices: u32,
    pub segments: u32,
    pub marks: u32,
    /// As [`MeshChunk::ladder`].
    pub ladder: Ladder,
}

impl ChunkHeader {
    fn of(chunk: &MeshChunk) -> Self {
        let rows = || {
            chunk
                .fill_rows
                .iter()
                .copied()
                .chain(chunk.outline.iter().map(|segment| segment.row))
                .chain(chunk.marks.iter().map(|mark| mark.row))
        };
        Self {
            origin: chunk.origin,
            bounds: chunk.bounds,
            zooms: chunk.zooms,
            status: chunk.status,
            rows: [
                rows().min().unwrap_or(0),
                rows().max().map_or(0, |row| row + 1),
            ],
            least_extent: chunk
                .marks
                .iter()
                .map(|mark| mark.extent)
                .fold(f32::INFINITY, f32::min),
            corners: chunk.fill_positions.len() as u32,
            indices: chunk.fill_indices.len() as u32,
            segments: chunk.outline.len() as u32,
            marks: chunk.marks.len() as u32,
            ladder: chunk.ladder,
        }
    }

    /// What is drawn of the chunk at `scale` CSS pixels per `world`.
    #[must_use]
    pub fn shown(&self, scale: f32) -> Leading {
        let all = Leading {
            segments: self.segments,
            indices: self.indices,
            marks: self.marks,
        };
        self.ladder.shown(scale, all)
    }

    /// Reads the header of packed bytes; `total` is the length of the whole buffer.
    ///
    /// # Errors
    /// Where the bytes are not a chunk, or more or fewer than the header promises.
    pub fn read(bytes: &[u8], total: usize) -> Result<Self, PackError> {
        let mut reader = Reader(bytes);
        if reader.u32() != Some(MAGIC) {
            return Err(PackError::NotAChunk);
        }
        let header = reader.header().ok_or(PackError::WrongLength {
            expected: HEADER_LENGTH,
            found: bytes.len(),
        })?;
        let expected = header.byte_length();
        if expected == total {
            Ok(header)
        } else {
            Err(PackError::WrongLength {
                expected,
                found: total,
            })
        }
    }

    /// Whether the chunk is drawn at a zoom.
    #[must_use]
    pub fn is_for(&self, zoom: f32) -> bool {
        self.zooms[0] <= zoom && zoom < self.zooms[1]
    }

    /// Whether indices are `u32`; they are `u16` in most chunks.
    #[must_use]
    pub fn has_wide_indices(&self) -> bool {
        self.corners > u32::from(u16::MAX)
    }

    /// Byte range of the corner positions.
    #[must_use]
    pub fn positions(&self) -> Range<usize> {
        run(HEADER_LENGTH, self.corners, POSITION_STRIDE)
    }

    /// Byte range of the corners' rows.
    #[must_use]
    pub fn corner_rows(&self) -> Range<usize> {
        run(self.positions().end, self.corners, ROW_STRIDE)
    }

    /// Byte range of the outline segments.
    #[must_use]
    pub fn segment_bytes(&self) -> Range<usize> {
        run(self.corner_rows().end, self.segments, SEGMENT_STRIDE)
    }

    /// Byte range of the marks.
    #[must_use]
    pub fn mark_bytes(&self) -> Range<usize> {
        run(self.segment_bytes().end, self.marks, MARK_STRIDE)
    }

    /// Byte range of the triangle indices.
    #[must_use]
    pub fn index_bytes(&self) -> Range<usize> {
        let width = if self.has_wide_indices() { 4 } else { 2 };
        run(self.mark_bytes().end, self.indices, width)
    }

    /// Length of the whole buffer.
    #[must_use]
    pub fn byte_length(&self) -> usize {
        self.index_bytes().end
    }
}

fn run(start: usize, count: u32, stride: usize) -> Range<usize> {
    start..start + count as usize * stride
}

/// The chunk as one run of bytes. O(size), one allocation.
#[must_use]
pub fn pack(chunk: &MeshChunk) -> Vec<u8> {
    let header = ChunkHeader::of(chunk);
    let mut bytes = Vec::with_capacity(header.byte_length());
    write_header(&header, &mut bytes);
    debug_assert_eq!(bytes.len(), HEADER_LENGTH);
    put(&mut bytes, &chunk.fill_positions, |at| {
        words::<_, POSITION_STRIDE>(at.map(f32::to_bits))
    });
    put(&mut bytes, &chunk.fill_rows, |row| row.to_le_bytes());
    put(&mut bytes, &chunk.outline, |segment| {
        let ([from_x, from_y], [to_x, to_y]) = (segment.from, segment.to);
        let numbers = [from_x, from_y, to_x, to_y, segment.along].map(f32::to_bits);
        let [from_x, from_y, to_x, to_y, along] = numbers;
        words::<_, SEGMENT_STRIDE>([from_x, from_y, to_x, to_y, along, segment.row])
    });
    put(&mut bytes, &chunk.marks, |mark| {
        let [x, y] = mark.at.map(f32::to_bits);
        words::<_, MARK_STRIDE>([x, y, mark.extent.to_bits(), mark.row])
    });
    if header.has_wide_indices() {
        put(&mut bytes, &chunk.fill_indices, |index| index.to_le_bytes());
    } else {
        put(&mut bytes, &chunk.fill_indices, |index| {
            (index as u16).to_le_bytes()
        });
    }
    bytes
}

fn write_header(header: &ChunkHeader, bytes: &mut Vec<u8>) {
    let status = header
        .status
        .map_or(NO_STATUS, |status| u32::from(status.code()));
    put(
        bytes,
        &[MAGIC, status, header.rows[0], header.rows[1]],
        |number| number.to_le_bytes(),
    );
    put(bytes, &header.origin, |number| number.to_le_bytes());
    put(bytes, &header.bounds, |number| number.to_le_bytes());
    let [from, until] = header.zooms;
    put(bytes, &[from, until, header.least_extent], |number| {
        number.to_le_bytes()
    });
    put(
        bytes,
        &[
            header.corners,
            header.indices,
            header.segments,
            header.marks,
        ],
        |count| count.to_le_bytes(),
    );
    bytes.extend(header.ladder.greatest.to_le_bytes());
    for step in &header.ladder.steps {
        put(bytes, &[step.segments, step.indices, step.marks], |count| {
            count.to_le_bytes()
        });
    }
}

fn put<T: Copy, const N: usize>(bytes: &mut Vec<u8>, items: &[T], encode: fn(T) -> [u8; N]) {
    for &item in items {
        bytes.extend_from_slice(&encode(item));
    }
}

/// The bytes of 32-bit words.
fn words<const WORDS: usize, const BYTES: usize>(words: [u32; WORDS]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    for (place, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
        *place = word.to_le_bytes();
    }
    bytes
}

/// The chunk of packed bytes, for painters that read geometry on the CPU.
///
/// # Errors
/// As [`ChunkHeader::read`].
pub fn unpack(bytes: &[u8]) -> Result<MeshChunk, PackError> {
    let header = ChunkHeader::read(bytes, bytes.len())?;
    let words = |range: Range<usize>| bytes[range].as_chunks::<4>().0.iter();
    let float = |word: &[u8; 4]| f32::from_le_bytes(*word);
    let whole = |word: &[u8; 4]| u32::from_le_bytes(*word);
    let pairs = bytes[header.positions()].as_chunks::<8>().0.iter();
    Ok(MeshChunk {
        origin: header.origin,
        bounds: header.bounds,
        zooms: header.zooms,
        status: header.status,
        fill_positions: pairs
            .map(|pair| {
                let words = pair.as_chunks::<4>().0;
                [float(&words[0]), float(&words[1])]
            })
            .collect(),
        fill_rows: words(header.corner_rows()).map(whole).collect(),
        fill_indices: if header.has_wide_indices() {
            words(header.index_bytes()).map(whole).collect()
        } else {
            let halves = bytes[header.index_bytes()].as_chunks::<2>().0.iter();
            halves
                .map(|half| u32::from(u16::from_le_bytes(*half)))
                .collect()
        },
        outline: bytes[header.segment_bytes()]
            .as_chunks::<SEGMENT_STRIDE>()
            .0
            .iter()
            .map(|segment| {
                let words = segment.as_chunks::<4>().0;
                OutlineSegment {
                    from: [float(&words[0]), float(&words[1])],
                    to: [float(&words[2]), float(&words[3])],
                    along: float(&words[4]),
                    row: whole(&words[5]),
                }
            })
            .collect(),
        marks: bytes[header.mark_bytes()]
            .as_chunks::<MARK_STRIDE>()
            .0
            .iter()
            .map(|mark| {
                let words = mark.as_chunks::<4>().0;
                ZoneMark {
                    at: [float(&words[0]), float(&words[1])],
                    extent: float(&words[2]),
                    row: whole(&words[3]),
                }
            })
            .collect(),
        ladder: header.ladder,
    })
}

/// Takes numbers off the front of bytes; `None` once they have run out.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.take().map(f32::from_le_bytes)
    }

    fn f64(&mut self) -> Option<f64> {
        self.take().map(f64::from_le_bytes)
    }

    /// The header after its magic number.
    fn header(&mut self) -> Option<ChunkHeader> {
        let status = match self.u32()? {
            NO_STATUS => None,
            code => Some(HazardStatus::from_code(u8::try_from(code).unwrap_or(0))),
        };
        let rows = [self.u32()?, self.u32()?];
        let origin = [self.f64()?, self.f64()?];
        let bounds = [self.f64()?, self.f64()?, self.f64()?, self.f64()?];
        let zooms = [self.f32()?, self.f32()?];
        let least_extent = self.f32()?;
        let [corners, indices, segments, marks] =
            [self.u32()?, self.u32()?, self.u32()?, self.u32()?];
        let mut ladder = Ladder {
            greatest: self.f32()?,
            ..Ladder::default()
        };
        for step in &mut ladder.steps {
            *step = Leading {
                segments: self.u32()?,
                indices: self.u32()?,
                marks: self.u32()?,
            };
        }
        Some(ChunkHeader {
            origin,
            bounds,
            zooms,
            status,
            rows,
            least_extent,
            corners,
            indices,
            segments,
            marks,
            ladder,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(corners: usize) -> MeshChunk {
        MeshChunk {
            origin: [0.625, 0.375],
            bounds: [0.62, 0.37, 0.63, 0.38],
            zooms: [7.0, f32::INFINITY],
            status: Some(HazardStatus::Declared),
            fill_positions: (0..corners).map(|n| [n as f32, -0.5]).collect(),
            fill_rows: vec![7; corners],
            fill_indices: vec![0, 1, corners as u32 - 1],
            outline: vec![OutlineSegment {
                from: [1.0, 2.0],
                to: [3.0, 4.0],
                along: 0.25,
                row: 9,
            }],
            marks: vec![ZoneMark {
                at: [5.0, 6.0],
                extent: 1e-6,
                row: 4,
            }],
            ladder: Ladder::new(&[], &[1e-6]),
        }
    }

    #[test]
    fn a_chunk_comes_back_from_its_bytes() {
        for corners in [3, 65_535, 65_536, 70_001] {
            let chunk = chunk(corners);
            assert_eq!(unpack(&pack(&chunk)), Ok(chunk), "{corners} corners");
        }
    }

    #[test]
    fn a_chunk_without_rows_and_status_comes_back() {
        let empty = MeshChunk::default();
        let bytes = pack(&empty);
        assert_eq!(bytes.len(), HEADER_LENGTH);
        assert_eq!(unpack(&bytes), Ok(empty));
    }

    #[test]
    fn the_header_names_the_rows_and_the_smallest_mark() {
        let bytes = pack(&chunk(3));
        let header = ChunkHeader::read(&bytes[..HEADER_LENGTH], bytes.len()).expect("a header");
        assert_eq!(header.rows, [4, 10]);
        assert_eq!(header.least_extent, 1e-6);
    }

    #[test]
    fn each_array_starts_where_its_numbers_are_aligned() {
        let bytes = pack(&chunk(5));
        let header = ChunkHeader::read(&bytes, bytes.len()).expect("a header");
        for range in [
            header.positions(),
            header.corner_rows(),
            header.segment_bytes(),
            header.mark_bytes(),
            header.index_bytes(),
        ] {
            assert_eq!(range.start % 4, 0);
        }
    }

    #[test]
    fn cut_or_foreign_bytes_are_refused() {
        let bytes = pack(&chunk(3));
        for length in [0, 3, 50, 100, bytes.len() - 1] {
            assert!(unpack(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert_eq!(unpack(&[7; 200]), Err(PackError::NotAChunk));
    }
}
