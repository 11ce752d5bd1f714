//! Which cells become symbols, and which join the symbol of a cell beside them.

use super::SEPARATION_PX;
use super::cells::{CELL_PX, Grid, Sum};
use super::points::{Cluster, ClusterKey, IncidentPoints};
use crate::hazard::RowSet;
use crate::order;
use crate::spatial::WorldBounds;

/// Cells nearer than this join, in cells: below one, so that only cells beside one another are ever compared.
const JOIN_DISTANCE: f64 = 62.0 / CELL_PX;

/// How far a symbol moves towards the mean of those that joined it, in cells: two that move towards one another stay
/// apart.
const MAX_MOVE: f64 = (JOIN_DISTANCE - SEPARATION_PX / CELL_PX) / 2.0;

/// How far around a view cells matter to what is drawn in it: one turn looks one cell further than the turn before
/// (three after the first), joining one more, and symbols are kept for two cells around the view.
const REACH: u32 = 6;

/// A cell with points that are shown.
#[derive(Debug, Clone, Copy)]
struct Filled {
    cell: [u32; 2],
    sum: Sum,
    /// The mean of its points, in `world`.
    mean: [f64; 2],
    /// The place of the cell it joined; its own, where it is a symbol.
    anchor: Option<usize>,
}

/// The symbols in a view, and some around it.
pub(super) fn join_cells(
    points: &IncidentPoints,
    grid: Grid,
    view: WorldBounds,
    shown: &RowSet,
) -> Vec<Cluster> {
    let mut cells = filled_cells(points, grid, view, shown);
    let number = |[x, y]: [u32; 2]| u64::from(x) << 32 | u64::from(y);
    let mut places: Vec<(u64, u32)> = (cells.iter().zip(0..))
        .map(|(filled, place)| (number(filled.cell), place))
        .collect();
    order::sort_by_number(&mut places, |(number, _)| *number);
    let place_of = |cell| {
        let found = places.binary_search_by(|(known, _)| known.cmp(&number(cell)));
        found.ok().map(|at| places[at].1 as usize)
    };
    let around = |cell| grid.around(cell).filter_map(place_of);

    let join_distance = JOIN_DISTANCE * grid.side();
    for turn in 0..4 {
        for place in 0..cells.len() {
            let here = &cells[place];
            if (here.cell[0] & 1) + 2 * (here.cell[1] & 1) != turn {
                continue;
            }
            let nearest = around(here.cell)
                .filter(|&near| cells[near].anchor == Some(near))
                .map(|near| (distance(here.mean, cells[near].mean), near))
                .filter(|&(distance, _)| distance < join_distance)
                .min_by(|left, right| left.0.total_cmp(&right.0));
            cells[place].anchor = Some(nearest.map_or(place, |(_, near)| near));
        }
    }
    (cells.iter().enumerate())
        .filter(|&(place, filled)| filled.anchor == Some(place))
        .map(|(place, filled)| {
            let joined = around(filled.cell).map(|near| &cells[near]);
            symbol(
                filled,
                joined.filter(|other| other.anchor == Some(place)),
                grid,
            )
        })
        .collect()
}

/// The cells in and around a view in which points are shown.
fn filled_cells(
    points: &IncidentPoints,
    grid: Grid,
    view: WorldBounds,
    shown: &RowSet,
) -> Vec<Filled> {
    let mut cells = Vec::new();
    for run in points.runs(grid, view, REACH) {
        let mut start = run.start;
        while start < run.end {
            let end = points.end_of_cell(grid, &run, start);
            let cell = grid.cell(points.positions[start]);
            let corner = grid.corner(cell);
            if let Some(sum) = points.sum(start..end, corner, shown) {
                cells.push(Filled {
                    cell,
                    sum,
                    mean: sum.mean(corner),
                    anchor: None,
                });
            }
            start = end;
        }
    }
    cells
}

/// The symbol of a cell and of those that joined it.
fn symbol<'a>(here: &Filled, joined: impl Iterator<Item = &'a Filled>, grid: Grid) -> Cluster {
    let mut sum = here.sum;
    let mut drift = [0.0; 2];
    for there in joined {
        sum.join(&there.sum);
        let away = offset(here.mean, there.mean);
        drift = [0, 1].map(|axis| drift[axis] + away[axis] * f64::from(there.sum.incidents));
    }
    let drift = drift.map(|axis| axis / f64::from(sum.incidents));
    let too_far = drift[0].hypot(drift[1]) / (MAX_MOVE * grid.side());
    let at = [0, 1].map(|axis| here.mean[axis] + drift[axis] / too_far.max(1.0));
    let key = ClusterKey::new(grid.level, here.cell);
    sum.cluster(key, [at[0].rem_euclid(1.0), at[1]])
}

/// From one position to another the short way around the world.
fn offset(from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
    let across = to[0] - from[0];
    [across - across.round(), to[1] - from[1]]
}

fn distance(from: [f64; 2], to: [f64; 2]) -> f64 {
    let [across, down] = offset(from, to);
    across.hypot(down)
}
