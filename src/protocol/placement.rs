//! Where rows are, small enough for the page to keep: an anchor per row, and bounds for rows with an extent.
//!
//! Space: `world`; anchors in the fixed point of [`crate::spatial::hilbert`].

use super::columns::numbers;

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
    /// As bytes: the numbers of anchors and of ordered rows, the anchors, the order, the bounds.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        let length = 8 + 8 * self.anchors.len() + 4 * self.order.len() + 16 * self.bounds.len();
        let mut bytes = Vec::with_capacity(length);
        bytes.extend((self.anchors.len() as u32).to_le_bytes());
        bytes.extend((self.order.len() as u32).to_le_bytes());
        bytes.extend(
            self.anchors
                .as_flattened()
                .iter()
                .flat_map(|value| value.to_le_bytes()),
        );
        bytes.extend(self.order.iter().flat_map(|row| row.to_le_bytes()));
        bytes.extend(
            self.bounds
                .as_flattened()
                .iter()
                .flat_map(|value| value.to_le_bytes()),
        );
        bytes
    }

    /// What [`Placement::pack`] made, or `None` where the bytes are too few.
    #[must_use]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let lengths = numbers(bytes, 2, u32::from_le_bytes)?;
        let (rows, ordered) = (lengths[0] as usize, lengths[1] as usize);
        let anchors = numbers(bytes.get(8..)?, rows, |pair: [u8; 8]| {
            let (x, y) = (pair.first_chunk(), pair.last_chunk());
            [x, y].map(|half| half.copied().map_or(0, u32::from_le_bytes))
        })?;
        let rest = bytes.get(8 + 8 * rows..)?;
        let order = numbers(rest, ordered, u32::from_le_bytes)?;
        let rest = rest.get(4 * ordered..)?;
        let bounds = numbers(rest, rest.len() / 16, |edges: [u8; 16]| {
            let (edges, _) = edges.as_chunks::<4>();
            [0, 1, 2, 3].map(|edge| f32::from_le_bytes(edges[edge]))
        })?;
        Some(Self {
            anchors,
            order,
            bounds,
        })
    }
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
        assert_eq!(Placement::unpack(&placement.pack()), Some(placement));
        assert_eq!(Placement::unpack(&[9, 0, 0, 0, 0, 0, 0, 0]), None);
    }
}
