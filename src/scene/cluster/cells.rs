//! The grid of a whole zoom: which cells a view needs, which points lie in one, what they sum up to.

use std::ops::Range;

use super::points::{Cluster, ClusterKey, IncidentPoints};
use crate::elementary::{power_of_two, within};
use crate::scene::{Casualties, TILE_SIZE, ZOOM_RANGE};
use crate::spatial::WorldBounds;
use crate::spatial::hilbert::morton_key;

/// The side of a cell at its whole zoom, in CSS pixels.
pub(super) const CELL_PX: f64 = 64.0;

/// The cells of a whole zoom: the world halved `level` times in both axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grid {
    pub level: u32,
}

impl Grid {
    /// The grid of the whole zoom at or below `zoom`.
    pub fn new(zoom: f64) -> Self {
        let whole = within(zoom.floor(), ZOOM_RANGE);
        let cells = (TILE_SIZE / CELL_PX).log2();
        Self {
            level: (whole + cells) as u32,
        }
    }

    /// The grid of the greatest zoom.
    pub fn finest() -> Self {
        Self::new(ZOOM_RANGE[1])
    }

    /// The side of a cell in `world` units.
    pub fn side(self) -> f64 {
        power_of_two(-f64::from(self.level))
    }

    /// How many cells lie side by side.
    pub fn across(self) -> u32 {
        1 << self.level
    }

    /// The fixed-point position of a cell's top left corner.
    pub fn corner(self, cell: [u32; 2]) -> [u32; 2] {
        cell.map(|axis| axis << (u32::BITS - self.level))
    }

    /// The cell of a fixed-point position.
    pub fn cell(self, position: [u32; 2]) -> [u32; 2] {
        position.map(|axis| axis >> (u32::BITS - self.level))
    }

    /// The cells beside and diagonal to one; columns go on over the edge of the world.
    pub fn around(self, [column, row]: [u32; 2]) -> impl Iterator<Item = [u32; 2]> {
        let across = self.across();
        let columns = [column + across - 1, column, column + 1].map(|column| column % across);
        let rows = [row.wrapping_sub(1), row, row + 1];
        rows.into_iter()
            .filter(move |&near| near < across)
            .flat_map(move |near| columns.map(|beside| [beside, near]))
            .filter(move |&near| near != [column, row])
    }

    /// The cells in and `reach` cells around a view, row by row.
    fn window(
        self,
        [left, top, right, bottom]: WorldBounds,
        reach: f64,
    ) -> impl ExactSizeIterator<Item = [u32; 2]> {
        let across = f64::from(self.across());
        let first = |edge: f64| (edge / self.side()).floor() - reach;
        let end = |edge: f64| (edge / self.side()).floor() + reach + 1.0;
        let columns = within(end(right) - first(left), [0.0, across]) as usize;
        let top = within(first(top), [0.0, across]);
        let rows = (within(end(bottom), [0.0, across]) - top).max(0.0) as usize;
        let left = first(left).rem_euclid(across) as u32;
        (0..columns * rows).map(move |place| {
            let (row, column) = (place / columns, place % columns);
            let column = (left + column as u32) % self.across();
            [column, top as u32 + row as u32]
        })
    }
}

impl IncidentPoints {
    /// Runs of points that together hold all those in and `reach` cells around a view, each at most once, in runs of
    /// whole cells.
    pub(super) fn runs(&self, grid: Grid, view: WorldBounds, reach: u32) -> Vec<Range<usize>> {
        /// Few enough to look each up; more of them means that the view is far out for its zoom.
        const MAX_CELLS: usize = 1_024;
        let mut coarse = grid;
        let mut reach = f64::from(reach);
        while coarse.level > 0 && coarse.window(view, reach.ceil()).len() > MAX_CELLS {
            coarse.level -= 1;
            reach /= 2.0;
        }
        let run = |cell| self.run(coarse, cell);
        coarse.window(view, reach.ceil()).map(run).collect()
    }

    /// The places of a cell's points. `O(log n)`.
    fn run(&self, grid: Grid, cell: [u32; 2]) -> Range<usize> {
        let wanted = morton_key(cell);
        let key = |&position: &[u32; 2]| morton_key(grid.cell(position));
        let start = self
            .positions
            .partition_point(|position| key(position) < wanted);
        let length = self.positions[start..].partition_point(|position| key(position) == wanted);
        start..start + length
    }
}

/// Rows summed up.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    pub incidents: u32,
    /// Steps from the corner of the cell, summed.
    pub offset: [u64; 2],
    /// Killed, injured, of unknown outcome.
    pub people: [u64; 3],
    pub unrecorded: u32,
    /// One of the rows.
    pub row: u32,
}

impl Sum {
    /// The mean of the positions, in `world`, given the corner from which they were counted.
    pub fn mean(&self, corner: [u32; 2]) -> [f64; 2] {
        let steps = 2_f64.powi(u32::BITS as i32);
        [0, 1].map(|axis| {
            let offset = self.offset[axis] as f64 / f64::from(self.incidents);
            (f64::from(corner[axis]) + offset + 0.5) / steps
        })
    }

    /// Adds another sum; the mean of the positions is no longer known.
    pub fn join(&mut self, other: &Self) {
        self.incidents += other.incidents;
        self.unrecorded += other.unrecorded;
        for (sum, number) in self.people.iter_mut().zip(other.people) {
            *sum += number;
        }
    }

    pub fn cluster(&self, key: ClusterKey, at: [f64; 2]) -> Cluster {
        let number = |people: u64| people.min(u64::from(u32::MAX)) as u32;
        let [killed, injured, outcome_unknown] = self.people.map(number);
        Cluster {
            key,
            at,
            incidents: self.incidents,
            casualties: Casualties {
                killed,
                injured,
                outcome_unknown,
            },
            unrecorded: self.unrecorded,
            row: (self.incidents == 1).then_some(self.row),
        }
    }
}
