//! The points in Morton order, and what a cluster tells.

use std::ops::Range;

use super::SINGLE_ZOOM;
use super::anchors::join_cells;
use super::cells::{Grid, Sum};
use crate::hazard::{GrowingSets, NumberColumn, RowCounts, RowSet, WORD_ROWS, for_bits};
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

/// A layer of accidents, ready to be clustered. Everything is by place: the rank in Morton order.
#[derive(Debug, Clone, Default)]
pub struct IncidentPoints {
    pub(super) positions: Vec<[u32; 2]>,
    rows: Vec<u32>,
    /// Killed, injured, of unknown outcome.
    people: [RowCounts; 3],
    /// Places of which nothing is recorded.
    unrecorded: RowSet,
    /// The sums of the positions, 64 places a sum.
    position_sums: Vec<[u64; 2]>,
}

/// The rows in the Morton order of their positions: `O(n)`, for the worker.
#[must_use]
pub fn morton_order(positions: &[[u32; 2]]) -> Vec<u32> {
    order::order_by_number(positions.len(), &|row| morton_key(positions[row]))
}

impl IncidentPoints {
    /// Takes positions by row with their [`morton_order`]; nothing is recorded of people yet. Linear.
    ///
    /// # Panics
    /// Where `order` names a row that has no position.
    #[must_use]
    pub fn new(positions: &[[u32; 2]], order: Vec<u32>) -> Self {
        let mut placing = PlacingPoints::new(positions, order);
        while placing.step() {}
        placing.finish()
    }

    /// `rows` at these positions, both in Morton order.
    fn at(positions: Vec<[u32; 2]>, rows: Vec<u32>) -> Self {
        Self {
            position_sums: positions.chunks(WORD_ROWS).map(sum_of).collect(),
            positions,
            unrecorded: RowSet::all(rows.len()),
            rows,
            people: Default::default(),
        }
    }

    /// Begins to take how many people were killed (0), injured (1) or of unknown outcome (2), by row.
    pub fn take_people<'a>(
        &'a mut self,
        outcome: usize,
        column: &'a NumberColumn,
    ) -> TakingPeople<'a> {
        TakingPeople {
            column,
            bytes: Vec::with_capacity(column.values.len()),
            counts: GrowingSets::new(self.rows.len(), RowCounts::BITS),
            points: self,
            outcome,
        }
    }

    fn take_counts(&mut self, outcome: usize, count: &dyn Fn(u32) -> Option<u32>) {
        let rows = &self.rows;
        let counts = RowCounts::of(rows.len(), &|place| count(rows[place]));
        self.put_counts(outcome, counts);
    }

    fn put_counts(&mut self, outcome: usize, counts: RowCounts) {
        self.unrecorded.subtract(counts.known());
        self.people[outcome] = counts;
    }

    /// These points and another layer's, whose rows are numbered from `start` on. Linear.
    #[must_use]
    pub fn joined(&self, other: &Self, start: u32) -> Self {
        let length = self.rows.len() + other.rows.len();
        let (mut positions, mut rows) = (Vec::with_capacity(length), Vec::with_capacity(length));
        // By row: where its people are.
        let mut places = vec![0; start as usize + other.rows.len()];
        let mut take = |from: &Self, place: usize, start: u32| {
            let row = from.rows[place] + start;
            positions.push(from.positions[place]);
            rows.push(row);
            places[row as usize] = place;
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
        let mut joined = Self::at(positions, rows);
        for outcome in 0..joined.people.len() {
            joined.take_counts(outcome, &|row| {
                let from = if row < start { self } else { other };
                from.people[outcome].at(places[row as usize])
            });
        }
        joined
    }

    /// The places of a set of these rows. Linear, and quick: what the other questions are asked with.
    #[must_use]
    pub fn places_of(&self, rows: &RowSet) -> RowSet {
        if rows.count() == self.rows.len() as u64 {
            return RowSet::all(self.rows.len());
        }
        let words = self.rows.chunks(WORD_ROWS).map(|chunk| {
            let bits = chunk.iter().enumerate();
            bits.fold(0, |word, (bit, row)| {
                word | u64::from(rows.contains(*row as usize)) << bit
            })
        });
        RowSet::from_words(words.collect())
    }

    /// The rows at the places `shown` within `reach` of a position, both in `world`, with their positions. Linear in the
    /// points around it.
    #[must_use]
    pub fn within(&self, shown: &RowSet, at: [f64; 2], reach: f64) -> Vec<(u32, [f64; 2])> {
        let around = [at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach];
        let mut found = Vec::new();
        for run in self.runs(Grid::finest(), around, 0) {
            for place in run.filter(|place| shown.contains(*place)) {
                let [x, y] = world_from_fixed(self.positions[place]);
                let across = x - at[0];
                if (across - across.round()).hypot(y - at[1]) <= reach {
                    found.push((self.rows[place], [x, y]));
                }
            }
        }
        found
    }

    /// The symbols that reach into `view` (`world`, any copy), each once, in an order that panning does not change.
    ///
    /// `shown` are the [places](Self::places_of) of the rows that the filter leaves. Linear in the points in and around
    /// the view, 64 at a time where none or all of them are shown.
    #[must_use]
    pub fn clusters(&self, shown: &RowSet, zoom: f64, view: WorldBounds) -> Vec<Cluster> {
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
    fn spots(&self, grid: Grid, view: WorldBounds, shown: &RowSet) -> Vec<Cluster> {
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
    pub(super) fn sum(&self, run: Range<usize>, corner: [u32; 2], shown: &RowSet) -> Option<Sum> {
        let mut sum = Sum::default();
        let mut last = run.start;
        let mut positions = [0_u64; 2];
        shown.for_words_within(run.clone(), |word, bits| {
            sum.incidents += bits.count_ones();
            let mut add = |[x, y]: [u64; 2]| positions = [positions[0] + x, positions[1] + y];
            if bits == u64::MAX {
                add(self.position_sums[word]);
            } else {
                for_bits(bits, |bit| {
                    last = word * WORD_ROWS + bit;
                    add(self.positions[last].map(u64::from));
                });
            }
        });
        if sum.incidents == 0 {
            return None;
        }
        let from_corner =
            |axis: usize| positions[axis] - u64::from(corner[axis]) * u64::from(sum.incidents);
        sum.offset = [0, 1].map(from_corner);
        sum.row = self.rows[last];
        sum.unrecorded = self.unrecorded.count_common_within(shown, run.clone()) as u32;
        for (sum, counts) in sum.people.iter_mut().zip(&self.people) {
            *sum = counts.numbers().sum_within(shown, run.clone());
        }
        Some(sum)
    }

    /// The row at a place.
    pub(super) fn row(&self, place: usize) -> u32 {
        self.rows[place]
    }

    /// All people of the accident at a place.
    pub(super) fn people_at(&self, place: usize) -> u64 {
        self.people
            .iter()
            .map(|counts| u64::from(counts.numbers().at(place)))
            .sum()
    }

    /// Where a run of places in one cell, which begins at `start`, ends. `O(log n)`.
    pub(super) fn end_of_cell(&self, grid: Grid, run: &Range<usize>, start: usize) -> usize {
        let cell = grid.cell(self.positions[start]);
        let rest = &self.positions[start..run.end];
        start + rest.partition_point(|position| grid.cell(*position) == cell)
    }
}

fn sum_of(positions: &[[u32; 2]]) -> [u64; 2] {
    [0, 1].map(|axis| {
        let parts = positions.iter().map(|position| u64::from(position[axis]));
        parts.sum()
    })
}

/// Positions by row on their way into their order, some rows at a time.
pub struct PlacingPoints<'a> {
    by_row: &'a [[u32; 2]],
    points: IncidentPoints,
}

impl<'a> PlacingPoints<'a> {
    /// See [`IncidentPoints::new`].
    #[must_use]
    pub fn new(by_row: &'a [[u32; 2]], order: Vec<u32>) -> Self {
        let points = IncidentPoints {
            positions: Vec::with_capacity(order.len()),
            position_sums: Vec::with_capacity(order.len().div_ceil(WORD_ROWS)),
            unrecorded: RowSet::all(order.len()),
            rows: order,
            people: Default::default(),
        };
        Self { by_row, points }
    }

    /// Places some more; `false` where all are placed.
    pub fn step(&mut self) -> bool {
        const ROWS: usize = 1_024 * WORD_ROWS;
        let IncidentPoints {
            positions,
            position_sums,
            rows,
            ..
        } = &mut self.points;
        let start = positions.len();
        let end = rows.len().min(start + ROWS);
        let places = rows[start..end].iter();
        positions.extend(places.map(|row| self.by_row[*row as usize]));
        position_sums.extend(positions[start..].chunks(WORD_ROWS).map(sum_of));
        end < rows.len()
    }

    /// All of them, once they are placed.
    #[must_use]
    pub fn finish(self) -> IncidentPoints {
        self.points
    }
}

/// A column of people on its way to the places of its rows, some rows at a time.
pub struct TakingPeople<'a> {
    points: &'a mut IncidentPoints,
    outcome: usize,
    column: &'a NumberColumn,
    /// The rows come in the order of places, all over the column: bytes stay close to the processor.
    bytes: Vec<u8>,
    counts: GrowingSets,
}

impl TakingPeople<'_> {
    const NOT_RECORDED: u8 = u8::MAX;
    /// Stands for this many and for more.
    const MANY: u8 = u8::MAX - 1;

    /// Takes some more; `false` where all are taken. Linear in all steps together.
    pub fn step(&mut self) -> bool {
        const ROWS: usize = 1 << 17;
        let Self {
            points,
            column,
            bytes,
            counts,
            ..
        } = self;
        if bytes.len() < column.values.len() {
            let end = column.values.len().min(bytes.len() + ROWS);
            bytes.extend((bytes.len()..end).map(|row| match column.people(row) {
                None => Self::NOT_RECORDED,
                Some(count) => u8::try_from(count).unwrap_or(Self::MANY).min(Self::MANY),
            }));
            return true;
        }
        let count = |row: u32| match bytes.get(row as usize) {
            None | Some(&Self::NOT_RECORDED) => None,
            Some(&Self::MANY) => column.people(row as usize),
            Some(count) => Some(u32::from(*count)),
        };
        let rows = &points.rows;
        if counts.read(&|place| RowCounts::bits(count(rows[place]))) {
            return true;
        }
        let counts = RowCounts::of_bits(rows.len(), std::mem::take(counts).finish());
        points.put_counts(self.outcome, counts);
        false
    }
}
