//! One layer under the filter: the rows that pass each dimension, the rows shown, and the counts that follow.
//!
//! A row is shown when it passes everything. It counts for a facet when it passes everything but perhaps that facet,
//! which is what makes every count answer to all the *other* choices. Each dimension that restricts anything has the set
//! of the rows that pass it; a change makes one set anew, and everything that follows is made of sets and counts of bits.

use std::borrow::Cow;
use std::ops::Range as Rows;
use std::sync::Arc;

use super::months::Months;
use super::slots::{count_accidents, count_people};
use super::tally::{Casualties, Outcomes, RowTotals, TEXT, TIME, Tally};
use super::timing::Timing;
use super::values::{Values, measured};
use super::{Facet, FilterModel, Measured, TimeWindow, search};
use crate::hazard::{
    Columns, Field, HazardStatus, RowKind, RowPiece, RowSet, WORD_ROWS, row_state,
};
use crate::units::Day;

#[derive(Debug)]
pub(super) struct Layer {
    pub id: String,
    pub kind: RowKind,
    pub columns: Arc<Columns>,
    pub values: Vec<(Facet, Values)>,
    pub timing: Timing,
    /// Of accidents.
    pub months: Months,
    /// Of all accidents, by code of the moment; and how many pieces of the rows are counted in.
    by_moment: Vec<Casualties>,
    pieces_counted: usize,
    pub outcomes: Outcomes,
    /// Per row what the GPU is told.
    pub state: Vec<u8>,
    pub tally: Tally,
    /// Rows by value of each facet, whatever the filter: the size of the choice.
    pub sizes: Vec<Vec<u64>>,
    /// Rows whose free text holds the words of a search, as the worker found them.
    pub text_hits: Option<(String, Vec<u32>)>,
    /// The dimensions that restrict anything, each with the rows that pass it.
    passing: Vec<(u32, RowSet)>,
    shown: RowSet,
    /// Zones drawn as suspected because they were not yet released on the day shown.
    not_yet_released: RowSet,
    is_on: bool,
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
            months: Months::default(),
            by_moment: Vec::new(),
            pieces_counted: 0,
            outcomes: Outcomes::default(),
            state: vec![row_state::VISIBLE; columns.rows],
            tally: Tally::default(),
            sizes: Vec::new(),
            text_hits: None,
            passing: Vec::new(),
            shown: RowSet::all(columns.rows),
            not_yet_released: RowSet::default(),
            is_on: true,
            changed: (columns.rows > 0).then_some(0..columns.rows as u32),
            columns,
            today,
        }
    }

    /// Notes in the states what the dates say, once they are read. Everything is shown, as of today.
    pub fn note_dates(&mut self) {
        let state = &mut self.state;
        (self.timing.undated()).for_rows(|row| state[row] |= row_state::UNDATED);
        for (code, rows) in self.timing.recorded().iter().enumerate() {
            rows.for_rows(|row| state[row] |= code as u8);
        }
    }

    /// Reads the months of some more accidents; `false` where all are read.
    pub fn read_months(&mut self) -> bool {
        const ROWS: usize = 1 << 16;
        if self.kind != RowKind::Incident {
            return false;
        }
        if self.months.codes().is_empty() {
            self.months = Months::of(self.timing.extent(), self.timing.middle_day());
        }
        let dates = self.columns.date(Field::Date);
        self.months.read(dates, self.columns.rows, ROWS)
    }

    /// Counts some more accidents by moment, once all moments are read; `false` where all are counted.
    pub fn count_moments(&mut self) -> bool {
        const PIECES: usize = 8;
        let mut figures = std::mem::take(&mut self.by_moment);
        figures.resize(self.months.moments().len(), Casualties::default());
        let rows = RowSet::all(self.columns.rows);
        let mut pieces = rows.pieces().skip(self.pieces_counted);
        self.count_pieces(pieces.by_ref().take(PIECES), &mut figures);
        let is_more = pieces.next().is_some();
        self.by_moment = figures;
        self.pieces_counted += PIECES;
        is_more
    }

    fn count_pieces<'a>(
        &self,
        pieces: impl Iterator<Item = RowPiece<'a>>,
        figures: &mut [Casualties],
    ) {
        let codes = self.months.codes();
        let outcomes = Outcomes::FIELDS.map(|field| self.columns.number(field));
        for rows in pieces {
            count_accidents(figures, rows, codes);
            for (outcome, column) in outcomes.iter().enumerate() {
                if let Some(column) = column {
                    count_people(figures, outcome, rows, codes, column);
                }
            }
        }
    }

    /// Accidents and people by code of the moment, of the rows [`Layer::shown_at_any_time`]. O(rows) where a filter
    /// hides any.
    pub fn figures_by_moment(&self, shown: &RowSet) -> Cow<'_, [Casualties]> {
        let is_whole = self.is_on && self.passing.iter().all(|(known, _)| *known == TIME);
        if is_whole {
            return Cow::Borrowed(&self.by_moment);
        }
        let mut figures = vec![Casualties::default(); self.months.moments().len()];
        self.count_pieces(shown.pieces(), &mut figures);
        Cow::Owned(figures)
    }

    /// Notes in the states of accidents the worst that happened.
    pub fn note_worst(&mut self) {
        let [killed, injured, _] = self.outcomes.rows_with_any();
        let state = &mut self.state;
        injured.for_rows(|row| state[row] |= row_state::INJURED);
        killed.for_rows(|row| state[row] = state[row] & !row_state::INJURED | row_state::KILLED);
    }

    /// Counts for the first time, while nothing is filtered: these are the sizes too.
    pub fn count_all(&mut self) {
        self.count();
        self.sizes.clone_from(&self.tally.facets);
    }

    pub fn today(&self) -> Day {
        self.today
    }

    /// The rows that pass everything.
    pub fn shown(&self) -> &RowSet {
        &self.shown
    }

    /// The rows that pass everything but perhaps the time.
    pub fn shown_at_any_time(&self) -> RowSet {
        self.passing_but(TIME)
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

    /// Makes the given dimensions anew, and counts. Cost: O(rows / 64) for each value of a facet that is counted; O(rows)
    /// for a range, a text and a facet of many values.
    pub fn refilter(&mut self, model: &FilterModel, window: TimeWindow, dimensions: u32) {
        let mut dimensions = dimensions;
        if dimensions & TIME != 0 && self.set_time(window) {
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
        self.show();
    }

    /// Hides or shows the whole layer.
    pub fn set_on(&mut self, on: bool) {
        self.is_on = on;
        self.show();
    }

    /// Notes which rows pass a dimension; `None` where it restricts nothing.
    fn set_passing(&mut self, dimension: u32, rows: Option<RowSet>) {
        self.passing.retain(|(known, _)| *known != dimension);
        self.passing.extend(rows.map(|rows| (dimension, rows)));
    }

    fn set_facet(&mut self, place: usize, model: &FilterModel) {
        let (facet, values) = &self.values[place];
        let facet = *facet;
        let passing = model.chosen(facet).map(|_| {
            let dictionary = values.dictionary(facet, &self.columns).into_iter();
            let admitted: Vec<bool> = dictionary.map(|value| model.admits(facet, value)).collect();
            values.rows_with(&admitted, &self.columns)
        });
        self.set_passing(facet.bit(), passing);
    }

    fn set_range(&mut self, which: Measured, model: &FilterModel) {
        let passing = model.range(which).map(|range| {
            RowSet::of(self.columns.rows, &|row| {
                range.contains(measured(which, &self.columns, self.today, row))
            })
        });
        self.set_passing(which.bit(), passing);
    }

    fn set_text(&mut self, text: &str) {
        let passing = (!text.is_empty()).then(|| {
            let found = search::rows_with(text, &self.columns);
            let rows = self.columns.rows;
            let mut passing = RowSet::of(rows, &|row| found.contains(row));
            if let Some((_, hits)) = self.text_hits.as_ref().filter(|(query, _)| query == text) {
                let known = hits.iter().map(|row| *row as usize);
                known
                    .filter(|row| *row < rows)
                    .for_each(|row| passing.insert(row));
            }
            passing
        });
        self.set_passing(TEXT, passing);
    }

    /// Moves the time window; whether the effective status of any row may have changed.
    fn set_time(&mut self, window: TimeWindow) -> bool {
        let seen = self.timing.seen_in(window);
        self.set_passing(TIME, seen.in_time);
        let before = std::mem::replace(&mut self.not_yet_released, seen.not_yet_released);
        if before == self.not_yet_released {
            return false;
        }
        let mut differing = before;
        differing.unite(&self.not_yet_released);
        for (code, recorded) in self.timing.recorded().iter().enumerate() {
            let mut rows = recorded.clone();
            rows.intersect(&differing);
            rows.for_rows(|row| {
                let suspected = HazardStatus::Suspected.code() | row_state::NOT_YET_RELEASED;
                let follows = if self.not_yet_released.contains(row) {
                    suspected
                } else {
                    code as u8
                };
                let state = self.state[row] & !FOLLOWS_TIME | follows;
                set_state(&mut self.state, &mut self.changed, row, state);
            });
        }
        let mut effective = self.timing.recorded().to_vec();
        for rows in &mut effective {
            rows.subtract(&self.not_yet_released);
        }
        effective[usize::from(HazardStatus::Suspected.code())].unite(&self.not_yet_released);
        if let Some((_, values)) =
            (self.values.iter_mut()).find(|(facet, _)| *facet == Facet::Status)
        {
            *values = Values::Listed(effective);
        }
        true
    }

    /// Sets or takes back a flag of one row that is not the filter's: hovered, selected.
    pub fn mark(&mut self, row: usize, flag: u8, on: bool) {
        if let Some(state) = self.state.get(row).copied() {
            let state = if on { state | flag } else { state & !flag };
            set_state(&mut self.state, &mut self.changed, row, state);
        }
    }

    /// The rows whose state changed since the last call; all of them at first.
    pub fn take_changes(&mut self) -> Option<Rows<u32>> {
        self.changed.take()
    }

    /// Shows what passes everything, and counts.
    fn show(&mut self) {
        let shown = self.passing_but(0);
        let before = std::mem::replace(&mut self.shown, shown);
        for (place, states) in self.state.chunks_mut(WORD_ROWS).enumerate() {
            let word = |set: &RowSet| set.words().get(place).copied().unwrap_or(0);
            let differing = word(&before) ^ word(&self.shown);
            if differing != 0 {
                flip_visible(states, differing);
                let start = (place * WORD_ROWS) as u32;
                let end = start + u64::BITS - differing.leading_zeros();
                note(&mut self.changed, start + differing.trailing_zeros()..end);
            }
        }
        self.count();
    }

    /// The rows that pass all dimensions but these.
    fn passing_but(&self, dimensions: u32) -> RowSet {
        if !self.is_on {
            return RowSet::default();
        }
        let mut rows = RowSet::all(self.columns.rows);
        for (_, passing) in (self.passing.iter()).filter(|(known, _)| known & dimensions == 0) {
            rows.intersect(passing);
        }
        rows
    }

    fn count(&mut self) {
        let restricted = self.passing.iter().fold(0, |bits, (known, _)| bits | known);
        let facets = self.values.iter().map(|(facet, values)| {
            let entries = values.dictionary(*facet, &self.columns).len();
            if facet.bit() & restricted == 0 {
                values.count(&self.shown, &self.columns, entries)
            } else {
                let others = self.passing_but(facet.bit());
                values.count(&others, &self.columns, entries)
            }
        });
        self.tally = Tally {
            facets: facets.collect(),
            rows: self.row_totals(),
            casualties: match self.kind {
                RowKind::Incident => self.outcomes.of_accidents(&self.shown),
                _ => Casualties::default(),
            },
        };
    }

    fn row_totals(&self) -> RowTotals {
        let rows = self.columns.rows as u64;
        if !self.is_on {
            return RowTotals {
                layer_off: rows,
                ..RowTotals::default()
            };
        }
        let at_any_time = self.passing_but(TIME);
        let (filtered, shown) = (rows - at_any_time.count(), self.shown.count());
        let shown_undated = self.timing.undated().count_common(&self.shown);
        let hidden_undated = match self.kind {
            RowKind::Incident => at_any_time.count_common(self.timing.undated()) - shown_undated,
            _ => 0,
        };
        RowTotals {
            shown,
            layer_off: 0,
            filtered,
            undated: hidden_undated,
            out_of_time: rows - filtered - shown - hidden_undated,
            shown_undated,
            shown_partial: self.timing.partial().count_common(&self.shown),
            shown_not_yet_released: self.not_yet_released.count_common(&self.shown),
        }
    }
}

/// The part of a state byte that the time decides.
const FOLLOWS_TIME: u8 = row_state::STATUS_MASK | row_state::NOT_YET_RELEASED;

#[inline]
fn set_state(states: &mut [u8], changed: &mut Option<Rows<u32>>, row: usize, state: u8) {
    if states[row] != state {
        states[row] = state;
        note(changed, row as u32..row as u32 + 1);
    }
}

/// Notes that these rows changed.
fn note(changed: &mut Option<Rows<u32>>, rows: Rows<u32>) {
    *changed = Some(match changed.take() {
        Some(known) => known.start.min(rows.start)..known.end.max(rows.end),
        None => rows,
    });
}

/// Shows what was hidden and hides what was shown: of up to 64 rows those whose bit is set, eight rows a step.
fn flip_visible(states: &mut [u8], differing: u64) {
    let (eights, rest) = states.as_chunks_mut::<8>();
    for (eight, differing) in eights.iter_mut().zip(differing.to_le_bytes()) {
        // One bit of the eight in each byte, then, where it is set, the byte's highest.
        let apart = (u64::from(differing) * 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
        let visible = (apart + 0x7F7F_7F7F_7F7F_7F7F) & 0x8080_8080_8080_8080;
        *eight = (u64::from_le_bytes(*eight) ^ visible).to_le_bytes();
    }
    let done = 8 * eights.len();
    for (bit, state) in rest.iter_mut().enumerate() {
        *state ^= row_state::VISIBLE * (differing >> (done + bit) & 1) as u8;
    }
}

// Rows are shown by the highest bit of their byte.
const _: () = assert!(row_state::VISIBLE == 0x80);
