//! What is shown and what is hidden, counted.

use super::{Facet, Measured};
use crate::hazard::{Columns, Field, GrowingSets, RowCounts, RowSet};

/// Bits of the dimensions that are no facet and no range.
pub(super) const TEXT: u32 = 1 << (Facet::ALL.len() + Measured::ALL.len());
pub(super) const TIME: u32 = TEXT << 1;
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
    /// Of killed (0), injured (1), of unknown outcome (2).
    #[inline]
    pub(super) fn outcome_mut(&mut self, outcome: usize) -> &mut Known {
        match outcome {
            0 => &mut self.killed,
            1 => &mut self.injured,
            _ => &mut self.outcome_unknown,
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

/// The people of a layer's accidents by outcome, ready to be summed up: killed, injured, of unknown outcome.
#[derive(Debug, Default)]
pub(super) struct Outcomes([RowCounts; 3]);

impl Outcomes {
    pub const FIELDS: [Field; 3] = [Field::Killed, Field::Injured, Field::OutcomeUnknown];

    /// Reads some more of the column of an outcome, into sets that grow until it is read; `false` where it is.
    pub fn read(
        &mut self,
        outcome: usize,
        columns: &Columns,
        growing: &mut Option<GrowingSets>,
    ) -> bool {
        let Some(column) = columns.number(Self::FIELDS[outcome]) else {
            return false;
        };
        let mut sets = growing
            .take()
            .unwrap_or_else(|| GrowingSets::new(columns.rows, RowCounts::BITS));
        if sets.read(&|row| RowCounts::bits(column.people(row))) {
            *growing = Some(sets);
            return true;
        }
        self.0[outcome] = RowCounts::of_bits(columns.rows, sets.finish());
        false
    }

    /// By outcome, the accidents in which it befell anybody.
    pub fn rows_with_any(&self) -> [RowSet; 3] {
        [0, 1, 2].map(|outcome| self.0[outcome].numbers().not_zero())
    }

    /// The casualties of a set of accidents.
    pub fn of_accidents(&self, rows: &RowSet) -> Casualties {
        let known = |counts: &RowCounts| Known {
            sum: counts.numbers().sum(rows),
            accidents: counts.known().count_common(rows),
        };
        Casualties {
            accidents: rows.count(),
            killed: known(&self.0[0]),
            injured: known(&self.0[1]),
            outcome_unknown: known(&self.0[2]),
        }
    }
}

/// The counts of one layer.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// By the layer's facets, then by the layer's codes: rows that pass everything else.
    pub facets: Vec<Vec<u64>>,
    pub rows: RowTotals,
    pub casualties: Casualties,
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
