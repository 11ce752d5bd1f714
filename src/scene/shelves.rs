//! Room for small boxes in a large one, given out shelf by shelf: where the pictures of texts lie in a texture.

/// Shelves from the top down, each as high as its first box, filled from the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelves {
    size: [u32; 2],
    /// Top, height and filled width of each.
    shelves: Vec<[u32; 3]>,
}

impl Shelves {
    /// Empty, in a box of `size`.
    #[must_use]
    pub fn new(size: [u32; 2]) -> Self {
        Self {
            size,
            shelves: Vec::new(),
        }
    }

    /// The left and top of a box of `size`, or `None` where there is no room for it. O(shelves).
    pub fn place(&mut self, [width, height]: [u32; 2]) -> Option<[u32; 2]> {
        if width > self.size[0] {
            return None;
        }
        // A box a little lower than its shelf wastes less than a shelf of its own.
        let fitting = self.shelves.iter_mut().find(|[_, high, filled]| {
            height <= *high
                && *high <= height + height / 4 + 2
                && filled.saturating_add(width) <= self.size[0]
        });
        if let Some([top, _, filled]) = fitting {
            let left = *filled;
            *filled += width;
            return Some([left, *top]);
        }
        let top = self.shelves.last().map_or(0, |[top, high, _]| top + high);
        if top.saturating_add(height) > self.size[1] {
            return None;
        }
        self.shelves.push([top, height, width]);
        Some([0, top])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SIZE: [u32; 2] = [256, 128];

    proptest! {
        #[test]
        fn boxes_lie_inside_and_apart(sizes in prop::collection::vec([1..300_u32, 1..60_u32], 0..60)) {
            let mut shelves = Shelves::new(SIZE);
            let mut placed: Vec<[u32; 4]> = Vec::new();
            for size in sizes {
                let Some([left, top]) = shelves.place(size) else { continue };
                let here = [left, top, left + size[0], top + size[1]];
                prop_assert!(here[2] <= SIZE[0] && here[3] <= SIZE[1]);
                for other in &placed {
                    let apart = here[0] >= other[2] || other[0] >= here[2] || here[1] >= other[3] || other[1] >= here[3];
                    prop_assert!(apart, "{here:?} meets {other:?}");
                }
                placed.push(here);
            }
        }
    }

    #[test]
    fn equal_boxes_fill_the_whole_room() {
        let mut shelves = Shelves::new(SIZE);
        let placed = (0..100).filter_map(|_| shelves.place([32, 16])).count();
        assert_eq!(placed, 8 * 8);
    }
}
