//! Where rows are, small enough for the page to keep: an anchor per row, and bounds for rows with an extent.
//!
//! Space: `world`; anchors in the fixed point of [`crate::spatial::hilbert`].

use super::columns::{bytes_of, numbers};

/// Anchors and bounds of a layer's rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placement {
    /// A point of each row: inside its area, or the point itself.
    pub anchors: Vec<[u32; 2]>,
    /// The rows along the Morton curve, for layers whose rows are clustered; else empty.
    pub order: Vec<u32>,
    /// Least x, least y, greatest x, greatest y in `world`; none where every row is a point, its anchor.
    pub bounds: Vec<[f32; 4]>,
}

impl Placement {
    /// As bytes: anchors, order, bounds.
    #[must_use]
    pub fn pack(&self) -> [Vec<u8>; 3] {
        [
            bytes_of(self.anchors.as_flattened(), u32::to_le_bytes),
            bytes_of(&self.order, u32::to_le_bytes),
            bytes_of(self.bounds.as_flattened(), f32::to_le_bytes),
        ]
    }
}

/// The anchors that [`Placement::pack`] made bytes of.
#[must_use]
pub fn unpack_anchors(bytes: &[u8]) -> Vec<[u32; 2]> {
    numbers(bytes, |pair: [u8; 8]| {
        let (x, y) = (pair.first_chunk(), pair.last_chunk());
        [x, y].map(|half| half.copied().map_or(0, u32::from_le_bytes))
    })
}

/// The order that [`Placement::pack`] made bytes of.
#[must_use]
pub fn unpack_order(bytes: &[u8]) -> Vec<u32> {
    numbers(bytes, u32::from_le_bytes)
}

/// The bounds that [`Placement::pack`] made bytes of.
#[must_use]
pub fn unpack_bounds(bytes: &[u8]) -> Vec<[f32; 4]> {
    numbers(bytes, |edges: [u8; 16]| {
        let (edges, _) = edges.as_chunks::<4>();
        [0, 1, 2, 3].map(|edge| f32::from_le_bytes(edges[edge]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placements_come_back() {
        let placement = Placement {
            anchors: vec![[1, 2], [u32::MAX, 0]],
            order: vec![1, 0],
            bounds: vec![[0.0, 0.25, 0.5, 1.0], [0.1, 0.2, 0.3, 0.4]],
        };
        let [anchors, order, bounds] = placement.pack();
        let back = Placement {
            anchors: unpack_anchors(&anchors),
            order: unpack_order(&order),
            bounds: unpack_bounds(&bounds),
        };
        assert_eq!(back, placement);
    }
}
