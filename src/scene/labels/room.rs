//! The room that labels have taken, looked up by place.

use super::place::LabelCandidate;
use super::{GAP, STEPS_PER_ZOOM};
use crate::elementary::power_of_two;
use crate::scene::TILE_SIZE;
use crate::sorted::SortedMap;
use crate::spatial::WorldBounds;

/// The side of the cells in which taken room is looked up, in CSS pixels.
const CELL_PX: f64 = 128.0;

/// A box that is taken: fixed in pixels around a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    at: [f64; 2],
    /// Left, top, right, bottom from the place.
    edges: [f64; 4],
}

impl Taken {
    pub fn text(candidate: &LabelCandidate, [x, y]: [f64; 2]) -> Self {
        let [half_wide, half_high] = candidate.size.map(|side| side / 2.0);
        Self {
            at: candidate.at,
            edges: [x - half_wide, y - half_high, x + half_wide, y + half_high],
        }
    }

    pub fn disc(at: [f64; 2], radius: f64) -> Self {
        Self {
            at,
            edges: [-radius, -radius, radius, radius],
        }
    }

    /// Whether the two are apart at all scales between two, in pixels per world.
    ///
    /// A distance on one axis changes in proportion to the scale, so being apart on an axis at both ends is being
    /// apart on it all the way.
    fn is_apart(&self, other: &Self, scales: [f64; 2]) -> bool {
        let across = other.at[0] - self.at[0];
        let away = [across - across.round(), other.at[1] - self.at[1]];
        (0..2).any(|axis| {
            let after = other.edges[axis] - self.edges[axis + 2] - GAP;
            let before = self.edges[axis] - other.edges[axis + 2] - GAP;
            scales.iter().all(|scale| away[axis] * scale + after >= 0.0)
                || scales
                    .iter()
                    .all(|scale| before - away[axis] * scale >= 0.0)
        })
    }
}

/// The room taken so far.
pub(super) struct Room {
    /// Pixels per world at the ends of the step.
    scales: [f64; 2],
    /// How much closer than at the step's start two boxes can come within it.
    slack: f64,
    /// Cells side by side around the world, each `cell` pixels wide.
    columns: i64,
    cell: f64,
    taken: Vec<Taken>,
    cells: SortedMap<[i64; 2], Vec<usize>>,
}

impl Room {
    pub fn new(zoom: f64, largest_reach: f64) -> Self {
        let growth = power_of_two(1.0 / STEPS_PER_ZOOM);
        let scale = TILE_SIZE * power_of_two(zoom);
        let columns = (scale / CELL_PX).floor().max(1.0);
        Self {
            scales: [scale, scale * growth],
            // Boxes that meet belong to places no further apart than both reach; that distance grows by this much.
            slack: (growth - 1.0) * 2.0 * largest_reach + GAP,
            columns: columns as i64,
            cell: scale / columns,
            taken: Vec::new(),
            cells: SortedMap::new(),
        }
    }

    pub fn is_free(&self, wanted: &Taken) -> bool {
        self.cells_of(wanted, self.slack)
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .all(|&near| wanted.is_apart(&self.taken[near], self.scales))
    }

    pub fn take(&mut self, taken: Taken) {
        let cells: Vec<[i64; 2]> = self.cells_of(&taken, 0.0).collect();
        for cell in cells {
            self.cells
                .get_or_insert_with(cell, Vec::new)
                .push(self.taken.len());
        }
        self.taken.push(taken);
    }

    /// The cells that a box touches at the step's start, with a margin around it.
    fn cells_of(&self, taken: &Taken, margin: f64) -> impl Iterator<Item = [i64; 2]> + use<> {
        let [left, top, right, bottom]: WorldBounds = [0, 1, 2, 3].map(|edge| {
            let outwards = if edge < 2 { -margin } else { margin };
            let pixels = taken.at[edge % 2] * self.scales[0] + taken.edges[edge] + outwards;
            (pixels / self.cell).floor()
        });
        let columns = self.columns;
        let across = ((right - left) as i64 + 1).min(columns);
        (top as i64..=bottom as i64).flat_map(move |row| {
            (0..across).map(move |step| [(left as i64 + step).rem_euclid(columns), row])
        })
    }
}
