//! What is shown and what is hidden, counted.

use super::timing::Timing;
use super::values::Values;
use super::{Facet, Measured, PeopleColumns};
use crate::hazard::{Columns, RowKind, row_state};

/// Bits of a row's failing dimensions that are no facet and no range.
pub(super) const TEXT: u32 = 1 << (Facet::ALL.len() + Measured::ALL.len());
pub(super) const TIME: u32 = TEXT << 1;
pub(super) const UNDATED: u32 = TEXT << 2;
pub(super) const LAYER_OFF: u32 = TEXT << 3;
/// Everything that the filter decides, as against the time and the layer switches.
pub(super) const FILTER: u32 = TEXT | (TEXT - 1);

/// Rows by what became of them. A row hidden for several reasons counts under the first of them, in this order:
/// its layer is off, the filter, no date, the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowTotals {
    pub shown: u64,
    pub layer_off: u64,
    pub filtered: u64,
    /// Accidents without a date, hidden because a time window is set.
    pub undated: u64,
    /// Accidents outside the window; zones not yet recorded on the day shown.
    pub out_of_time: u64,
    /// Of those shown: zones that have no date and so cannot follow the time.
    pub shown_undated: u64,
    /// Of those shown: accidents of which only the month or the year is known.
    pub shown_partial: u64,
    /// Of those shown: zones drawn as suspected because they were not yet released on the day shown.
    pub shown_not_yet_released: u64,
}

impl RowTotals {
    /// Rows that are not shown, for whatever reason.
    #[must_use]
    pub fn hidden(&self) -> u64 {
        self.layer_off + self.filtered + self.undated + self.out_of_time
    }

    /// All rows.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.shown + self.hidden()
    }

    fn of_reason(&mut self, fails: u32) -> &mut u64 {
        if fails == 0 {
            &mut self.shown
        } else if fails & LAYER_OFF != 0 {
            &mut self.layer_off
        } else if fails & FILTER != 0 {
            &mut self.filtered
        } else if fails & UNDATED != 0 {
            &mut self.undated
        } else {
            &mut self.out_of_time
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.shown += other.shown;
        self.layer_off += other.layer_off;
        self.filtered += other.filtered;
        self.undated += other.undated;
        self.out_of_time += other.out_of_time;
        self.shown_undated += other.shown_undated;
        self.shown_partial += other.shown_partial;
        self.shown_not_yet_released += other.shown_not_yet_released;
    }
}

/// A sum with its denominator: the number of accidents for which it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    pub sum: u64,
    pub accidents: u64,
}

/// People harmed in a set of accidents, by outcome, never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Casualties {
    pub accidents: u64,
    pub killed: Known,
    pub injured: Known,
    pub outcome_unknown: Known,
}

impl Casualties {
    /// Takes an accident in or out: killed, injured and of unknown outcome.
    pub(super) fn count(&mut self, by_outcome: [Option<u32>; 3], way: Way) {
        way.step(&mut self.accidents, 1);
        let sums = [
            &mut self.killed,
            &mut self.injured,
            &mut self.outcome_unknown,
        ];
        for (known, count) in sums.into_iter().zip(by_outcome) {
            if let Some(count) = count {
                way.step(&mut known.accidents, 1);
                way.step(&mut known.sum, u64::from(count));
            }
        }
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        self.accidents += other.accidents;
        for (known, other) in [
            (&mut self.killed, &other.killed),
            (&mut self.injured, &other.injured),
            (&mut self.outcome_unknown, &other.outcome_unknown),
        ] {
            known.sum += other.sum;
            known.accidents += other.accidents;
        }
    }
}

/// Whether a row enters a count or leaves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Enter,
    Leave,
}

impl Way {
    #[inline]
    pub fn step(self, count: &mut u64, by: u64) {
        match self {
            Self::Enter => *count += by,
            Self::Leave => *count -= by,
        }
    }
}

/// The counts of one layer.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Tally {
    /// By the layer's facets, then by the layer's codes: rows that pass everything else.
    pub facets: Vec<Vec<u64>>,
    pub rows: RowTotals,
    pub casualties: Casualties,
}

/// A row whose failing dimensions or state changed: both as they were and as they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    pub row: u32,
    pub before: (u32, u8),
    pub after: (u32, u8),
}

/// What of a layer is counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counted<'a> {
    pub kind: RowKind,
    pub columns: &'a Columns,
    pub values: &'a [(Facet, Values)],
    pub timing: &'a Timing,
}

impl Tally {
    /// Counts all rows. Facet by facet, so that memory is read in its order. Cost: O(rows · facets).
    pub fn of(layer: Counted<'_>, fails: &[u32], states: &[u8]) -> Self {
        let mut tally = Self::default();
        let mut place = 0;
        while tally.count_facet(layer, fails, states, place) {
            place += 1;
        }
        tally.count_totals(layer, fails, states);
        tally
    }

    /// Counts the facet at a place among the layer's, the next one after those counted; `false` where there is none.
    pub fn count_facet(
        &mut self,
        layer: Counted<'_>,
        fails: &[u32],
        states: &[u8],
        place: usize,
    ) -> bool {
        let Some((facet, values)) = layer.values.get(place) else {
            return false;
        };
        let others = !facet.bit();
        let mut counts = vec![0u64; values.dictionary(*facet, layer.columns).len()];
        let reader = values.reader(layer.columns);
        for (row, (fails, state)) in fails.iter().zip(states).enumerate() {
            if fails & others == 0 {
                reader.for_row(row, *state, |code| counts[code] += 1);
            }
        }
        self.facets.push(counts);
        true
    }

    /// Counts rows by what became of them, and the casualties of those shown.
    pub fn count_totals(&mut self, layer: Counted<'_>, fails: &[u32], states: &[u8]) {
        let people = PeopleColumns::of(layer.columns);
        for (row, (fails, state)) in fails.iter().zip(states).enumerate() {
            *self.rows.of_reason(*fails) += 1;
            if *fails == 0 {
                self.count_shown(layer, &people, row, *state, Way::Enter);
            }
        }
    }

    /// Brings the counts up to date with some rows. Cost: O(moves · facets).
    pub fn follow(&mut self, layer: Counted<'_>, moves: &[Move]) {
        for ((facet, values), counts) in layer.values.iter().zip(&mut self.facets) {
            let others = !facet.bit();
            let reader = values.reader(layer.columns);
            for Move { row, before, after } in moves {
                let (was, is) = (before.0 & others == 0, after.0 & others == 0);
                // Only the status of a row can change; every other value stays as long as the row does.
                if was == is && *facet != Facet::Status {
                    continue;
                }
                if was {
                    reader.for_row(*row as usize, before.1, |code| counts[code] -= 1);
                }
                if is {
                    reader.for_row(*row as usize, after.1, |code| counts[code] += 1);
                }
            }
        }
        let people = PeopleColumns::of(layer.columns);
        for Move { row, before, after } in moves {
            for ((fails, state), way) in [(*before, Way::Leave), (*after, Way::Enter)] {
                way.step(self.rows.of_reason(fails), 1);
                if fails == 0 {
                    self.count_shown(layer, &people, *row as usize, state, way);
                }
            }
        }
    }

    /// What is said of shown rows alone.
    fn count_shown(
        &mut self,
        layer: Counted<'_>,
        people: &PeopleColumns<'_>,
        row: usize,
        state: u8,
        way: Way,
    ) {
        let has = |flag: u8| u64::from(state & flag != 0);
        way.step(&mut self.rows.shown_undated, has(row_state::UNDATED));
        way.step(
            &mut self.rows.shown_not_yet_released,
            has(row_state::NOT_YET_RELEASED),
        );
        if layer.kind == RowKind::Incident {
            way.step(
                &mut self.rows.shown_partial,
                u64::from(layer.timing.is_partial(row)),
            );
            self.casualties.count(people.by_outcome(row), way);
        }
    }
}

/// Totals over all layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    pub zones: RowTotals,
    pub incidents: RowTotals,
    pub settlements: RowTotals,
    pub regions: RowTotals,
    /// Of the accidents shown.
    pub casualties: Casualties,
}
