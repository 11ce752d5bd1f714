//! The points in Morton order, and what a cluster tells.

use super::SINGLE_ZOOM;
use super::anchors::join_cells;
use super::cells::{Grid, Sum};
use crate::order;
use crate::scene::{Casualties, visible_copies};
use crate::spatial::WorldBounds;
use crate::spatial::hilbert::{morton_key, world_from_fixed};

/// What tells a symbol from the others of the same whole zoom, however the map is panned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClusterKey {
    /// How often the world is halved into the cells of its grid; 32 for a single spot.
    level: u8,
    cell: [u32; 2],
}

impl ClusterKey {
    pub(super) fn new(level: u32, cell: [u32; 2]) -> Self {
        Self {
            level: level as u8,
            cell,
        }
    }
}

/// One symbol: a row, or several that would overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cluster {
    pub key: ClusterKey,
    /// In `world`; of a single row its exact place, otherwise near the mean of the rows.
    pub at: [f64; 2],
    /// How many rows it stands for.
    pub incidents: u32,
    /// The sums of what is recorded.
    pub casualties: Casualties,
    /// Rows of which neither killed nor injured nor unknown outcomes are recorded: their people are in no sum.
    pub unrecorded: u32,
    /// The row, where it is one.
    pub row: Option<u32>,
}

/// Recorded people per row; NaN is unknown, an empty slice a column that the layer lacks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outcomes<'a> {
    pub killed: &'a [f32],
    pub injured: &'a [f32],
    pub outcome_unknown: &'a [f32],
}

/// A layer of accidents, ready to be clustered.
#[derive(Debug, Clone, Default)]
pub struct IncidentPoints {
    /// In Morton order; `rows` and `people` beside it.
    pub(super) positions: Vec<[u32; 2]>,
    pub(super) rows: Vec<u32>,
    /// Killed, injured, of unknown outcome.
    pub(super) people: Vec<[f32; 3]>,
}

/// The rows in the Morton order of their positions: `O(n log n)`, for the worker.
#[must_use]
pub fn morton_order(positions: &[[u32; 2]]) -> Vec<u32> {
    let mut keyed: Vec<(u64, u32)> = (0..)
        .zip(positions)
        .map(|(row, &position)| (morton_key(position), row))
        .collect();
    order::sort_numbered(&mut keyed);
    keyed.into_iter().map(|(_, row)| row).collect()
}

impl IncidentPoints {
    /// Takes positions by row with their [`morton_order`]. Linear.
    ///
    /// # Panics
    /// Where `order` names a row that has no position.
    #[must_use]
    pub fn new(positions: &[[u32; 2]], order: Vec<u32>, outcomes: Outcomes<'_>) -> Self {
        let people = |row: &u32| {
            [outcomes.killed, outcomes.injured, outcomes.outcome_unknown]
                .map(|column| column.get(*row as usize).copied().unwrap_or(f32::NAN))
        };
        Self {
            positions: order.iter().map(|&row| positions[row as usize]).collect(),
            people: order.iter().map(people).collect(),
            rows: order,
        }
    }

    /// These points and another layer's, whose rows are numbered from `start` on. Linear.
    #[must_use]
    pub fn joined(&self, other: &Self, start: u32) -> Self {
        let length = self.rows.len() + other.rows.len();
        let mut joined = Self {
            positions: Vec::with_capacity(length),
            rows: Vec::with_capacity(length),
            people: Vec::with_capacity(length),
        };
        let mut take = |from: &Self, place: usize, start: u32| {
            joined.positions.push(from.positions[place]);
            joined.rows.push(from.rows[place] + start);
            joined.people.push(from.people[place]);
        };
        let mut mine = 0;
        for (place, &position) in other.positions.iter().enumerate() {
            let key = morton_key(position);
            while mine < self.rows.len() && morton_key(self.positions[mine]) <= key {
                take(self, mine, 0);
                mine += 1;
            }
            take(other, place, start);
        }
        (mine..self.rows.len()).for_each(|place| take(self, place, 0));
        joined
    }

    /// The rows of `shown` within `reach` of a position, both in `world`, with their places. Linear.
    #[must_use]
    pub fn within(&self, shown: &[u8], at: [f64; 2], reach: f64) -> Vec<(u32, [f64; 2])> {
        let places = self.positions.iter().zip(&self.rows);
        places
            .filter(|(_, row)| shown.get(**row as usize).is_some_and(|shown| *shown != 0))
            .map(|(position, row)| (*row, world_from_fixed(*position)))
            .filter(|(_, [x, y])| (x - at[0]).hypot(y - at[1]) <= reach)
            .collect()
    }

    /// The symbols that reach into `view` (`world`, any copy), each once, in an order that panning does not change.
    ///
    /// `shown` has a byte per row, not 0 for the rows that the filter leaves; rows beyond it are hidden.
    /// Linear in the points in and around the view.
    #[must_use]
    pub fn clusters(&self, shown: &[u8], zoom: f64, view: WorldBounds) -> Vec<Cluster> {
        if !zoom.is_finite() || view.iter().any(|edge| !edge.is_finite()) {
            return Vec::new();
        }
        let grid = Grid::new(zoom);
        let mut clusters = if zoom < SINGLE_ZOOM {
            join_cells(self, grid, view, shown)
        } else {
            self.spots(grid, view, shown)
        };
        let [left, top, right, bottom] = view;
        let edge = grid.side();
        let wide = [left - edge, top - edge, right + edge, bottom + edge];
        clusters.retain(|cluster| {
            let [x, y] = cluster.at;
            !visible_copies(wide, [x, y, x, y]).is_empty()
        });
        order::sort_by(&mut clusters, |one, other| one.key.cmp(&other.key));
        clusters
    }

    /// One symbol per spot.
    fn spots(&self, grid: Grid, view: WorldBounds, shown: &[u8]) -> Vec<Cluster> {
        let mut clusters = Vec::new();
        for run in self.runs(grid, view, 1) {
            let mut start = run.start;
            for spot in self.positions[run].chunk_by(|left, right| left == right) {
                let end = start + spot.len();
                if let Some(sum) = self.sum(start..end, spot[0], shown) {
                    let key = ClusterKey::new(u32::BITS, spot[0]);
                    clusters.push(sum.cluster(key, world_from_fixed(spot[0])));
                }
                start = end;
            }
        }
        clusters
    }

    /// The sum over the shown points of a run, or `None` where none is shown. Offsets count from `corner`.
    pub(super) fn sum(
        &self,
        run: std::ops::Range<usize>,
        corner: [u32; 2],
        shown: &[u8],
    ) -> Option<Sum> {
        let mut sum = Sum::default();
        for place in run {
            let row = self.rows[place];
            if shown.get(row as usize).is_some_and(|&byte| byte != 0) {
                sum.add(row, self.positions[place], corner, self.people[place]);
            }
        }
        (sum.incidents > 0).then_some(sum)
    }
}
