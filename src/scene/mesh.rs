//! Meshes in chunks: the unit in which geometry travels from the worker to the GPU.
//!
//! Positions are `f32` offsets from the chunk's `f64` origin in `world`. A renderer subtracts the camera's centre
//! (relative to the same origin) before it scales, so that what is on screen is exact at zoom 22.

use super::ladder::Ladder;
use crate::hazard::HazardStatus;

/// A piece of one layer: rows that are near one another, at one level of detail.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MeshChunk {
    /// Origin of all positions, in `world`.
    pub origin: [f64; 2],
    /// Least x, least y, greatest x, greatest y in `world`.
    pub bounds: [f64; 4],
    /// The chunk is drawn while `zooms[0] <= zoom < zooms[1]`.
    pub zooms: [f32; 2],
    /// The recorded status of its rows: chunks are drawn in the order of [`HazardStatus::draw_rank`].
    pub status: Option<HazardStatus>,
    /// Triangle corners: x, y.
    pub fill_positions: Vec<[f32; 2]>,
    /// The row of each corner.
    pub fill_rows: Vec<u32>,
    /// Three corners per triangle, counted within the chunk.
    pub fill_indices: Vec<u32>,
    pub outline: Vec<OutlineSegment>,
    pub marks: Vec<ZoneMark>,
    /// How much of it is drawn at which scale.
    pub ladder: Ladder,
}

impl MeshChunk {
    /// What it holds of some rows, which are sorted.
    #[must_use]
    pub fn only(&self, rows: &[u32]) -> Self {
        let has = |row: &u32| rows.binary_search(row).is_ok();
        let mut only = Self {
            outline: (self.outline.iter().copied())
                .filter(|segment| has(&segment.row))
                .collect(),
            marks: (self.marks.iter().copied())
                .filter(|mark| has(&mark.row))
                .collect(),
            fill_positions: Vec::new(),
            fill_rows: Vec::new(),
            fill_indices: Vec::new(),
            ladder: Ladder::default(),
            ..*self
        };
        // By corner: one more than its new number.
        let mut numbers = vec![0; self.fill_rows.len()];
        for triangle in self.fill_indices.as_chunks::<3>().0 {
            // All corners of a triangle are of one row.
            if !has(&self.fill_rows[triangle[0] as usize]) {
                continue;
            }
            for corner in triangle.map(|corner| corner as usize) {
                if numbers[corner] == 0 {
                    only.fill_positions.push(self.fill_positions[corner]);
                    only.fill_rows.push(self.fill_rows[corner]);
                    numbers[corner] = only.fill_rows.len() as u32;
                }
                only.fill_indices.push(numbers[corner] - 1);
            }
        }
        only
    }

    /// Whether nothing of it is drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fill_indices.is_empty() && self.outline.is_empty() && self.marks.is_empty()
    }
}

/// One segment of an outline, drawn as an instanced quad. A polygon's inside lies on its left, as the map shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutlineSegment {
    pub from: [f32; 2],
    pub to: [f32; 2],
    /// World length of the ring before this segment: dashes run on around corners.
    pub along: f32,
    pub row: u32,
}

/// The least that is ever drawn of a part of a row: a dot at a point inside it. Points have extent 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ZoneMark {
    pub at: [f32; 2],
    /// The longer side of the part's bounds, in `world`: the mark is drawn while this is small on screen. Below 0 for a
    /// point with a larger mark: by how much of its radius it is larger.
    pub extent: f32,
    pub row: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows 3, 5, 3: a triangle each, corners told apart by their x.
    fn chunk() -> MeshChunk {
        let rows = [3, 5, 3];
        MeshChunk {
            fill_positions: (0..9).map(|corner| [corner as f32, 0.0]).collect(),
            fill_rows: rows.iter().flat_map(|&row| [row; 3]).collect(),
            fill_indices: vec![3, 4, 5, 0, 1, 2, 8, 7, 6],
            outline: (rows.iter())
                .map(|&row| OutlineSegment {
                    from: [0.0; 2],
                    to: [1.0; 2],
                    along: 0.0,
                    row,
                })
                .collect(),
            marks: (rows.iter())
                .map(|&row| ZoneMark {
                    at: [0.0; 2],
                    extent: 0.0,
                    row,
                })
                .collect(),
            ..MeshChunk::default()
        }
    }

    fn drawn(chunk: &MeshChunk) -> Vec<(f32, u32)> {
        let corner = |index: &u32| {
            let index = *index as usize;
            (chunk.fill_positions[index][0], chunk.fill_rows[index])
        };
        chunk.fill_indices.iter().map(corner).collect()
    }

    #[test]
    fn of_some_rows_all_is_kept_and_of_others_nothing() {
        let only = chunk().only(&[1, 3]);
        let corners = [0.0, 1.0, 2.0, 8.0, 7.0, 6.0].map(|x| (x, 3));
        assert_eq!(drawn(&only), corners);
        assert_eq!((only.fill_positions.len(), only.outline.len()), (6, 2));
        assert!(only.marks.iter().all(|mark| mark.row == 3) && only.marks.len() == 2);
        assert_eq!(chunk().only(&[5]).marks.len(), 1);
        assert!(chunk().only(&[4]).is_empty() && !only.is_empty());
    }
}
