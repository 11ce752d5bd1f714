//! One layer under the filter: which dimensions each row fails, its state byte, and the counts that follow.
//!
//! A row is shown when it fails nothing. It counts for a facet when it fails nothing but perhaps that facet, which is
//! what makes every count answer to all the *other* choices. Changing one dimension rewrites one bit per row; moving
//! the time window touches only the rows between the old bounds and the new ones.

use std::ops::Range as Rows;
use std::sync::Arc;

use super::tally::{Counted, LAYER_OFF, Move, TEXT, TIME, Tally, UNDATED};
use super::timing::Timing;
use super::values::{Values, measured};
use super::{Facet, FilterModel, Measured, TimeWindow, search};
use crate::hazard::row_state;
use crate::hazard::{Columns, RowKind};
use crate::units::Day;

#[derive(Debug)]
pub(super) struct Layer {
    pub id: String,
    pub kind: RowKind,
    pub columns: Arc<Columns>,
    pub values: Vec<(Facet, Values)>,
    pub timing: Timing,
    /// Per row the dimensions that hide it.
    pub fails: Vec<u32>,
    /// Per row what the GPU is told.
    pub state: Vec<u8>,
    pub tally: Tally,
    /// Rows by value of each facet, whatever the filter: the size of the choice.
    pub sizes: Vec<Vec<u64>>,
    /// Rows whose free text holds the words of a search, as the worker found them.
    pub text_hits: Option<(String, Vec<u32>)>,
    /// Rows whose state changed since [`Layer::take_changes`].
    changed: Option<Rows<u32>>,
    today: Day,
}

impl Layer {
    /// A layer of which nothing is read or counted yet: see [`super::Arrival`].
    pub fn uncounted(id: &str, kind: RowKind, columns: Arc<Columns>, today: Day) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            values: Vec::new(),
            timing: Timing::new(kind),
            fails: vec![0; columns.rows],
            changed: (columns.rows > 0).then_some(0..columns.rows as u32),
            state: vec![row_state::VISIBLE; columns.rows],
            columns,
            tally: Tally::default(),
            sizes: Vec::new(),
            text_hits: None,
            today,
        }
    }

    /// Reads the days of all rows.
    pub fn read_dates(&mut self) {
        self.timing.read(&self.columns, &mut self.state);
    }

    /// Everything is shown, as of today.
    pub fn begin_in_open_time(&mut self) {
        self.set_time_of_all(TimeWindow::default());
    }

    /// Counts the facet at a place among the layer's; `false` where there is none.
    pub fn count_facet(&mut self, place: usize) -> bool {
        let mut tally = std::mem::take(&mut self.tally);
        let counted = tally.count_facet(self.counted(), &self.fails, &self.state, place);
        self.tally = tally;
        counted
    }

    /// Counts rows and casualties, once all facets are counted. Nothing is filtered yet: these are the sizes too.
    pub fn count_totals(&mut self) {
        let mut tally = std::mem::take(&mut self.tally);
        tally.count_totals(self.counted(), &self.fails, &self.state);
        self.tally = tally;
        self.sizes.clone_from(&self.tally.facets);
    }

    pub fn today(&self) -> Day {
        self.today
    }

    /// The dimensions that can hide its rows, without time and switch.
    pub fn dimensions(&self) -> u32 {
        let facets = self
            .values
            .iter()
            .fold(0, |bits, (facet, _)| bits | facet.bit());
        let ranges = Measured::ALL
            .into_iter()
            .fold(0, |bits, which| bits | which.bit());
        match self.kind {
            RowKind::Zone => facets | TEXT | ranges,
            RowKind::Incident => facets | TEXT,
            RowKind::Settlement | RowKind::Region => 0,
        }
    }

    /// Rewrites the given dimensions of all rows, and counts anew. Cost: O(rows · (dimensions + facets)).
    pub fn refilter(&mut self, model: &FilterModel, window: TimeWindow, dimensions: u32) {
        let mut dimensions = dimensions;
        if dimensions & (TIME | UNDATED) != 0 {
            self.set_time_of_all(window);
            // The effective status follows the time.
            dimensions |= Facet::Status.bit();
        }
        dimensions &= self.dimensions();
        for place in 0..self.values.len() {
            if dimensions & self.values[place].0.bit() != 0 {
                self.set_facet(place, model);
            }
        }
        for which in Measured::ALL {
            if dimensions & which.bit() != 0 {
                self.set_range(which, model);
            }
        }
        if dimensions & TEXT != 0 {
            self.set_text(model.text());
        }
        self.show_all();
        self.recount();
    }

    /// Hides or shows the whole layer.
    pub fn set_on(&mut self, on: bool) {
        for fails in &mut self.fails {
            *fails = with_bit(*fails, LAYER_OFF, !on);
        }
        self.show_all();
        self.recount();
    }

    fn set_facet(&mut self, place: usize, model: &FilterModel) {
        let (facet, values) = &self.values[place];
        let bit = facet.bit();
        if model.chosen(*facet).is_none() {
            self.fails.iter_mut().for_each(|fails| *fails &= !bit);
            return;
        }
        let admitted = admitted(*facet, values, &self.columns, model);
        let reader = values.reader(&self.columns);
        for (row, (fails, state)) in self.fails.iter_mut().zip(&self.state).enumerate() {
            let mut passes = false;
            reader.for_row(row, *state, |code| passes |= admitted[code]);
            *fails = with_bit(*fails, bit, !passes);
        }
    }

    fn set_range(&mut self, which: Measured, model: &FilterModel) {
        let range = model.range(which);
        for (row, fails) in self.fails.iter_mut().enumerate() {
            let outside = range.is_some_and(|range| {
                !range.contains(measured(which, &self.columns, self.today, row))
            });
            *fails = with_bit(*fails, which.bit(), outside);
        }
    }

    fn set_text(&mut self, text: &str) {
        let found = search::rows_with(text, &self.columns);
        for (row, fails) in self.fails.iter_mut().enumerate() {
            *fails = with_bit(*fails, TEXT, !found.contains(row));
        }
        if let Some((_, rows)) = self.text_hits.as_ref().filter(|(query, _)| query == text) {
            for row in rows {
                if let Some(fails) = self.fails.get_mut(*row as usize) {
                    *fails &= !TEXT;
                }
            }
        }
    }

    fn set_time_of_all(&mut self, window: TimeWindow) {
        for row in 0..self.state.len() {
            let (fails, state) = self.timing.at(row, window);
            self.fails[row] = self.fails[row] & !(TIME | UNDATED) | fails;
            self.set_state(row, self.state[row] & !FOLLOWS_TIME | state);
        }
    }

    /// Moves the time window, touching only the rows between the old bounds and the new ones.
    ///
    /// Cost: O(k log k) for k rows that enter or leave, or one pass over the layer where these are a large part of it.
    pub fn move_time(&mut self, model: &FilterModel, old: TimeWindow, new: TimeWindow) {
        let switches_undated =
            self.kind == RowKind::Incident && old.hides_undated() != new.hides_undated();
        let rows = self
            .timing
            .rows_between(old, new)
            .filter(|_| !switches_undated);
        let Some(rows) = rows else {
            self.refilter(model, new, TIME | UNDATED);
            return;
        };
        let status = self
            .values
            .iter()
            .find(|(facet, _)| *facet == Facet::Status);
        let status = status
            .filter(|_| model.chosen(Facet::Status).is_some())
            .map(|(facet, values)| admitted(*facet, values, &self.columns, model));
        let mut moves = Vec::with_capacity(rows.len());
        for row in rows {
            let place = row as usize;
            let (time, state) = self.timing.at(place, new);
            let state = self.state[place] & !FOLLOWS_TIME | state;
            let mut fails = self.fails[place] & !(TIME | UNDATED) | time;
            if let Some(admitted) = &status {
                let code = usize::from(state & row_state::STATUS_MASK);
                fails = with_bit(fails, Facet::Status.bit(), !admitted[code]);
            }
            let state = shown_if(state, fails == 0);
            if (fails, state) != (self.fails[place], self.state[place]) {
                moves.push(Move {
                    row,
                    before: (self.fails[place], self.state[place]),
                    after: (fails, state),
                });
                self.fails[place] = fails;
                self.set_state(place, state);
            }
        }
        let mut tally = std::mem::take(&mut self.tally);
        tally.follow(self.counted(), &moves);
        self.tally = tally;
    }

    /// Sets or takes back a flag of one row that is not the filter's: hovered, selected.
    pub fn mark(&mut self, row: usize, flag: u8, on: bool) {
        if let Some(state) = self.state.get(row).copied() {
            self.set_state(row, if on { state | flag } else { state & !flag });
        }
    }

    /// The rows whose state changed since the last call; all of them at first.
    pub fn take_changes(&mut self) -> Option<Rows<u32>> {
        self.changed.take()
    }

    #[inline]
    fn set_state(&mut self, row: usize, state: u8) {
        if self.state[row] != state {
            self.state[row] = state;
            let row = row as u32;
            self.changed = Some(match self.changed.take() {
                Some(rows) => rows.start.min(row)..rows.end.max(row + 1),
                None => row..row + 1,
            });
        }
    }

    fn show_all(&mut self) {
        for row in 0..self.state.len() {
            self.set_state(row, shown_if(self.state[row], self.fails[row] == 0));
        }
    }

    fn recount(&mut self) {
        self.tally = Tally::of(self.counted(), &self.fails, &self.state);
    }

    fn counted(&self) -> Counted<'_> {
        Counted {
            kind: self.kind,
            columns: &self.columns,
            values: &self.values,
            timing: &self.timing,
        }
    }
}

/// The part of a state byte that the time decides.
const FOLLOWS_TIME: u8 = row_state::STATUS_MASK | row_state::NOT_YET_RELEASED;

/// By code, whether a value is asked for.
fn admitted(facet: Facet, values: &Values, columns: &Columns, model: &FilterModel) -> Vec<bool> {
    let dictionary = values.dictionary(facet, columns);
    dictionary
        .into_iter()
        .map(|value| model.admits(facet, value))
        .collect()
}

#[inline]
fn with_bit(bits: u32, bit: u32, on: bool) -> u32 {
    if on { bits | bit } else { bits & !bit }
}

#[inline]
fn shown_if(state: u8, shown: bool) -> u8 {
    if shown {
        state | row_state::VISIBLE
    } else {
        state & !row_state::VISIBLE
    }
}
