//! Which fine cells there are, and which of them a view needs.

use crate::order;

/// From this zoom on the fine cells are worth fetching.
pub const CELLS_FROM_ZOOM: f64 = 5.0;

/// A cell: column from 180° west eastwards, row from 90° south northwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId {
    pub x: u16,
    pub y: u16,
}

impl CellId {
    /// The cell's file, relative to the folder of `world.bin`.
    #[must_use]
    pub fn path(self) -> String {
        format!("cells/{}_{}.bin", self.x, self.y)
    }
}

/// A regular grid over the whole world, with the cells that hold anything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CellGrid {
    /// Edge of a cell; 0 where there is no grid.
    pub(crate) degrees: u16,
    /// One bit per cell, row by row.
    pub(crate) present: Vec<u8>,
}

impl CellGrid {
    /// How many bytes of bits a grid of this edge has; `None` where the edge does not divide the world.
    pub(super) fn bytes(degrees: u64) -> Option<usize> {
        let fits = degrees > 0 && 180 % degrees == 0;
        fits.then(|| ((360 / degrees) * (180 / degrees)).div_ceil(8) as usize)
    }

    pub(super) fn new(degrees: u16, present: Vec<u8>) -> Self {
        Self { degrees, present }
    }

    fn columns(&self) -> i32 {
        360 / i32::from(self.degrees)
    }

    fn rows(&self) -> i32 {
        180 / i32::from(self.degrees)
    }

    fn contains(&self, cell: CellId) -> bool {
        let index = usize::from(cell.y) * self.columns() as usize + usize::from(cell.x);
        self.present
            .get(index / 8)
            .is_some_and(|bits| bits >> (index % 8) & 1 == 1)
    }

    /// The cells that hold anything within west, south, east, north in degrees. West and east may lie beyond ±180,
    /// as a view near the antimeridian does; each cell comes once.
    #[must_use]
    pub fn cells_in(&self, [west, south, east, north]: [f64; 4]) -> Vec<CellId> {
        if self.degrees == 0 || !(west <= east && south <= north) {
            return Vec::new();
        }
        let edge = f64::from(self.degrees);
        let columns = self.columns();
        let first = ((west + 180.0) / edge).floor() as i32;
        let last = (((east + 180.0) / edge).floor() as i32).min(first.saturating_add(columns - 1));
        let row = |lat: f64| (((lat + 90.0) / edge).floor() as i32).clamp(0, self.rows() - 1);
        let mut cells: Vec<CellId> = (row(south)..=row(north))
            .flat_map(|y| (first..=last).map(move |x| (x.rem_euclid(columns), y)))
            .map(|(x, y)| CellId {
                x: x as u16,
                y: y as u16,
            })
            .filter(|cell| self.contains(*cell))
            .collect();
        order::sort_by_number(&mut cells, |cell| {
            u64::from(cell.x) << 16 | u64::from(cell.y)
        });
        cells
    }

    /// West, south, east, north of a cell, in degrees.
    #[must_use]
    pub fn bounds(&self, cell: CellId) -> [f64; 4] {
        let edge = f64::from(self.degrees);
        let (west, south) = (
            f64::from(cell.x) * edge - 180.0,
            f64::from(cell.y) * edge - 90.0,
        );
        [west, south, west + edge, south + edge]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(degrees: u16) -> CellGrid {
        CellGrid::new(
            degrees,
            vec![0xFF; CellGrid::bytes(u64::from(degrees)).unwrap()],
        )
    }

    #[test]
    fn a_view_needs_the_cells_it_touches() {
        let cells = full(10).cells_in([45.0, 38.0, 51.0, 42.0]);
        let expected = [(22, 12), (22, 13), (23, 12), (23, 13)].map(|(x, y)| CellId { x, y });
        assert_eq!(cells, expected);
        assert_eq!(full(10).bounds(expected[1]), [40.0, 40.0, 50.0, 50.0]);
    }

    #[test]
    fn a_view_across_the_antimeridian_needs_cells_of_both_sides_once() {
        let columns: Vec<_> = full(10)
            .cells_in([175.0, 0.0, 185.0, 1.0])
            .iter()
            .map(|cell| cell.x)
            .collect();
        assert_eq!(columns, [0, 35]);
        assert_eq!(full(10).cells_in([-900.0, 0.0, 900.0, 1.0]).len(), 36);
    }

    #[test]
    fn absent_cells_and_senseless_views_need_nothing() {
        let mut grid = full(10);
        grid.present.fill(0);
        assert_eq!(grid.cells_in([0.0, 0.0, 50.0, 50.0]), []);
        assert_eq!(full(10).cells_in([f64::NAN, 0.0, 1.0, 1.0]), []);
        assert_eq!(CellGrid::default().cells_in([0.0, 0.0, 1.0, 1.0]), []);
    }

    #[test]
    fn only_edges_that_divide_the_world_make_a_grid() {
        assert_eq!(CellGrid::bytes(10), Some(81));
        for edge in [0, 7, 200, u64::MAX] {
            assert_eq!(CellGrid::bytes(edge), None);
        }
    }
}
