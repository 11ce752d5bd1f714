//! One layer under the filter: which dimensions each row fails, its state byte, and the counts that follow.
//!
//! A row is shown when it fails nothing. It counts for a facet when it fails nothing but perhaps that facet, which is
//! what makes every count answer to all the *other* choices. Changing one dimension rewrites one bit per row; moving
//! the time window touches only the rows between the old bounds and the new ones.

use std::ops::Range as Rows;
use std::sync::Arc;

use super::tally::{LAYER_OFF, TEXT, TIME, Tally, UNDATED, Way};
use super::time::{ZoneDates, is_released};
use super::values::{Values, measured};
use super::{Facet, FilterModel, Measured, PeopleColumns, TimeWindow, search};
use crate::hazard::row_state;
use crate::hazard::{Columns, DateColumn, Field, HazardStatus, RowKind};
use crate::units::Day;

/// Rows in the order of a day on which they change.
type Order = Vec<(i32, u32)>;

#[derive(Debug)]
pub(super) struct Layer {
    pub id: String,
    pub kind: RowKind,
    pub columns: Arc<Columns>,
    pub values: Vec<(Facet, Values)>,
    /// The meaning of the status column's codes.
    statuses: Vec<HazardStatus>,
    /// Per row the dimensions that hide it.
    pub fails: Vec<u32>,
    /// Per row what the GPU is told.
    pub state: Vec<u8>,
    pub tally: Tally,
    /// Rows by value of each facet, whatever the filter: the size of the choice.
    pub sizes: Vec<Vec<u64>>,
    /// Rows whose free text holds the words of a search, as the worker found them.
    pub text_hits: Option<(String, Vec<u32>)>,
    /// Zones: first day recorded. Accidents: first day the date can mean.
    by_first: Order,
    /// Zones: first day released. Accidents: the day after the last one the date can mean.
    by_last: Order,
    /// Rows whose state changed since [`Layer::take_changes`].
    changed: Option<Rows<u32>>,
    today: Day,
}

impl Layer {
    /// Cost: O(n log n) in the number of rows, for the orders by day.
    pub fn new(id: &str, kind: RowKind, columns: Arc<Columns>, today: Day) -> Self {
        let values: Vec<_> = Facet::ALL
            .into_iter()
            .filter(|facet| facet.concerns(kind))
            .map(|facet| (facet, Values::of(facet, id, kind, &columns, today)))
            .collect();
        let statuses = columns.category(Field::Status).map(|column| {
            let status =
                |slug: &String| HazardStatus::from_slug(slug).unwrap_or(HazardStatus::Unknown);
            column.dictionary.iter().map(status).collect()
        });
        let mut layer = Self {
            statuses: statuses.unwrap_or_default(),
            id: id.to_owned(),
            kind,
            fails: vec![0; columns.rows],
            state: vec![row_state::VISIBLE; columns.rows],
            columns,
            values,
            tally: Tally::default(),
            sizes: Vec::new(),
            text_hits: None,
            by_first: Order::new(),
            by_last: Order::new(),
            changed: None,
            today,
        };
        layer.order_by_day();
        layer.set_time_of_all(TimeWindow::default());
        layer.recount();
        layer.sizes.clone_from(&layer.tally.facets);
        layer
    }

    fn order_by_day(&mut self) {
        let columns = Arc::clone(&self.columns);
        match self.kind {
            RowKind::Zone => {
                let dates = ZoneDates::of(&columns);
                for row in 0..columns.rows {
                    let days = dates.days(row, self.recorded_status(row));
                    for (day, order) in [
                        (days.known, &mut self.by_first),
                        (days.released, &mut self.by_last),
                    ] {
                        if day > i32::MIN {
                            order.push((day, row as u32));
                        }
                    }
                    if !days.dated {
                        self.state[row] |= row_state::UNDATED;
                    }
                }
            }
            RowKind::Incident => {
                for row in 0..columns.rows {
                    match columns.date(Field::Date).and_then(|dates| dates.date(row)) {
                        Some(date) => {
                            self.by_first.push((date.first.0, row as u32));
                            self.by_last.push((date.end().0, row as u32));
                        }
                        None => self.state[row] |= row_state::UNDATED,
                    }
                }
            }
            RowKind::Settlement | RowKind::Region => {}
        }
        self.by_first.sort_unstable();
        self.by_last.sort_unstable();
    }

    /// First and last day that accidents with a date can mean.
    pub fn dated_extent(&self) -> Option<(Day, Day)> {
        let (first, _) = self.by_first.first()?;
        let (end, _) = self.by_last.last()?;
        Some((Day(*first), Day(end - 1)))
    }

    /// The first day of the middle one among the rows with a date.
    pub fn middle_day(&self) -> Option<Day> {
        self.by_first
            .get(self.by_first.len() / 2)
            .map(|(day, _)| Day(*day))
    }

    fn recorded_status(&self, row: usize) -> HazardStatus {
        let code = self
            .columns
            .category(Field::Status)
            .and_then(|column| column.codes.get(row));
        code.and_then(|code| self.statuses.get(usize::from(*code)).copied())
            .unwrap_or(HazardStatus::Unknown)
    }

    /// The dimensions that can hide its rows, without time and switch.
    pub fn dimensions(&self) -> u32 {
        let facets = self
            .values
            .iter()
            .fold(0, |bits, (facet, _)| bits | facet.bit());
        match self.kind {
            RowKind::Zone => Measured::ALL
                .into_iter()
                .fold(facets | TEXT, |bits, which| bits | which.bit()),
            RowKind::Incident => facets | TEXT,
            RowKind::Settlement | RowKind::Region => 0,
        }
    }

    /// Rewrites the given dimensions of all rows, and counts anew. Cost: O(rows · (dimensions + facets)).
    pub fn refilter(&mut self, model: &FilterModel, window: TimeWindow, dimensions: u32) {
        if dimensions & (TIME | UNDATED) != 0 {
            self.set_time_of_all(window);
        }
        for place in 0..self.values.len() {
            let facet = self.values[place].0;
            // The effective status follows the time.
            let stale = if facet == Facet::Status {
                facet.bit() | TIME
            } else {
                facet.bit()
            };
            if dimensions & stale != 0 {
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
        self.fails.iter_mut().for_each(|fails| *fails |= bit);
        let fails = &mut self.fails;
        values.for_all(&self.columns, &self.state, |row, code| {
            if admitted[code] {
                fails[row] &= !bit;
            }
        });
    }

    fn set_range(&mut self, which: Measured, model: &FilterModel) {
        if self.kind != RowKind::Zone {
            return;
        }
        let range = model.range(which);
        for (row, fails) in self.fails.iter_mut().enumerate() {
            let outside = range.is_some_and(|range| {
                !range.contains(measured(which, &self.columns, self.today, row))
            });
            *fails = with_bit(*fails, which.bit(), outside);
        }
    }

    fn set_text(&mut self, text: &str) {
        if !matches!(self.kind, RowKind::Zone | RowKind::Incident) {
            return;
        }
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

    /// Whether a row fails the time, and its state byte as of the window but for visibility.
    fn time_of(&self, row: usize, window: TimeWindow) -> (u32, u8) {
        let state = self.state[row] & !(row_state::STATUS_MASK | row_state::NOT_YET_RELEASED);
        match self.kind {
            RowKind::Zone => {
                let recorded = self.recorded_status(row);
                let Some(as_of) = window.as_of() else {
                    return (0, state | recorded.code());
                };
                let days = ZoneDates::of(&self.columns).days(row, recorded);
                let fails = if days.known > as_of.0 { TIME } else { 0 };
                if is_released(recorded) && days.released > as_of.0 {
                    let then = HazardStatus::Suspected.code() | row_state::NOT_YET_RELEASED;
                    (fails, state | then)
                } else {
                    (fails, state | recorded.code())
                }
            }
            RowKind::Incident => {
                let date = self
                    .columns
                    .date(Field::Date)
                    .and_then(|dates: &DateColumn| dates.date(row));
                let fails = match date {
                    None if window.hides_undated() => UNDATED,
                    Some(date) if !window.overlaps(date) => TIME,
                    _ => 0,
                };
                (fails, state)
            }
            RowKind::Settlement | RowKind::Region => (0, state),
        }
    }

    fn set_time_of_all(&mut self, window: TimeWindow) {
        for row in 0..self.columns.rows {
            let (fails, state) = self.time_of(row, window);
            self.fails[row] = self.fails[row] & !(TIME | UNDATED) | fails;
            self.set_state(row, state);
        }
    }

    /// Moves the time window, touching only the rows between the old bounds and the new ones.
    ///
    /// Cost: O(rows that enter or leave), or one pass over the layer where these are a large part of it.
    pub fn move_time(&mut self, model: &FilterModel, old: TimeWindow, new: TimeWindow) {
        let undated_switch =
            self.kind == RowKind::Incident && old.hides_undated() != new.hides_undated();
        let rows = self.rows_between(old, new);
        if undated_switch || rows.len() > self.columns.rows / 4 {
            self.refilter(model, new, TIME | UNDATED);
            return;
        }
        let status = self
            .values
            .iter()
            .find(|(facet, _)| *facet == Facet::Status);
        let status = status
            .filter(|_| model.chosen(Facet::Status).is_some())
            .map(|(facet, values)| admitted(*facet, values, &self.columns, model));
        for row in rows {
            let row = row as usize;
            self.count(row, Way::Leave);
            let (time, state) = self.time_of(row, new);
            let mut fails = self.fails[row] & !(TIME | UNDATED) | time;
            if let Some(admitted) = &status {
                let code = usize::from(state & row_state::STATUS_MASK);
                fails = with_bit(fails, Facet::Status.bit(), !admitted[code]);
            }
            self.fails[row] = fails;
            self.set_state(row, shown_if(state, fails == 0));
            self.count(row, Way::Enter);
        }
    }

    /// Rows that may differ between two windows, each once.
    fn rows_between(&self, old: TimeWindow, new: TimeWindow) -> Vec<u32> {
        let ((old_from, old_to), (new_from, new_to)) = (old.bounds(), new.bounds());
        let between = |order: &Order, one: i32, other: i32| {
            let from = order.partition_point(|(day, _)| *day < one.min(other));
            let to = order.partition_point(|(day, _)| *day < one.max(other));
            from..to
        };
        let mut rows = Vec::new();
        let entering = between(&self.by_first, old_to, new_to);
        rows.extend(self.by_first[entering].iter().map(|(_, row)| *row));
        let leaving = match self.kind {
            // A zone is released from a day on: as of the day before `to`, as it is recorded from a day on.
            RowKind::Zone => between(&self.by_last, old_to, new_to),
            // An accident ends before a day: `end > from` holds up to `from`, that day included.
            _ => between(
                &self.by_last,
                old_from.saturating_add(1),
                new_from.saturating_add(1),
            ),
        };
        let both = !rows.is_empty() && !leaving.is_empty();
        rows.extend(self.by_last[leaving].iter().map(|(_, row)| *row));
        if both {
            rows.sort_unstable();
            rows.dedup();
        }
        rows
    }

    /// Sets or takes back a flag of one row that is not the filter's: hovered, selected.
    pub fn mark(&mut self, row: usize, flag: u8, on: bool) {
        if let Some(state) = self.state.get(row).copied() {
            self.set_state(row, if on { state | flag } else { state & !flag });
        }
    }

    /// Declares every row changed: the layer is new to whoever draws it.
    pub fn mark_all_changed(&mut self) {
        self.changed = (!self.state.is_empty()).then_some(0..self.state.len() as u32);
    }

    /// The rows whose state changed since the last call.
    pub fn take_changes(&mut self) -> Option<Rows<u32>> {
        self.changed.take()
    }

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
        let mut facets = Vec::with_capacity(self.values.len());
        for (facet, values) in &self.values {
            let others = !facet.bit();
            let mut counts = vec![0u64; values.dictionary(*facet, &self.columns).len()];
            values.for_all(&self.columns, &self.state, |row, code| {
                counts[code] += u64::from(self.fails[row] & others == 0);
            });
            facets.push(counts);
        }
        self.tally = Tally {
            facets,
            ..Tally::default()
        };
        for row in 0..self.columns.rows {
            self.count_totals(row, Way::Enter);
        }
    }

    /// Takes a row into all counts or out of them, as it stands.
    fn count(&mut self, row: usize, way: Way) {
        let fails = self.fails[row];
        for (place, (facet, values)) in self.values.iter().enumerate() {
            if fails & !facet.bit() == 0 {
                let counts = &mut self.tally.facets[place];
                values.for_row(&self.columns, self.state[row], row, |code| {
                    way.step(&mut counts[code], 1);
                });
            }
        }
        self.count_totals(row, way);
    }

    fn count_totals(&mut self, row: usize, way: Way) {
        let (fails, state) = (self.fails[row], self.state[row]);
        let totals = &mut self.tally.rows;
        way.step(totals.of_reason(fails), 1);
        if fails != 0 {
            return;
        }
        way.step(
            &mut totals.shown_undated,
            u64::from(state & row_state::UNDATED != 0),
        );
        let not_released = state & row_state::NOT_YET_RELEASED != 0;
        way.step(&mut totals.shown_not_yet_released, u64::from(not_released));
        if self.kind == RowKind::Incident {
            let people = PeopleColumns::of(&self.columns).people(row);
            self.tally.casualties.count(&people, way);
        }
    }
}

/// By code, whether a value is asked for.
fn admitted(facet: Facet, values: &Values, columns: &Columns, model: &FilterModel) -> Vec<bool> {
    let dictionary = values.dictionary(facet, columns);
    dictionary
        .into_iter()
        .map(|value| model.admits(facet, value))
        .collect()
}

fn with_bit(bits: u32, bit: u32, on: bool) -> u32 {
    if on { bits | bit } else { bits & !bit }
}

fn shown_if(state: u8, shown: bool) -> u8 {
    if shown {
        state | row_state::VISIBLE
    } else {
        state & !row_state::VISIBLE
    }
}
