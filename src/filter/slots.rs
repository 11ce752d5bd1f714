//! The places that the accidents of a histogram are counted in, and the counting: the inner loops of the timeline.

use super::Casualties;
use super::histogram::BinUnit;
use super::months::Moment;
use crate::hazard::{NumberColumn, RowPiece};

/// Bars, then what is undated, what is beyond the bars, and the years of which more is not known.
pub(super) struct Slots {
    unit: BinUnit,
    first_bar: i32,
    bars: usize,
    years: Vec<i32>,
}

/// What a slot stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Bar(usize),
    Undated,
    Beyond,
    Year(i32),
}

impl Slots {
    /// For some bars, the first of them counted from year 0.
    pub fn new(unit: BinUnit, first_bar: i32, bars: usize) -> Self {
        Self {
            unit,
            first_bar,
            bars,
            years: Vec::new(),
        }
    }

    /// The slot of a moment; a year gets one where it has none.
    pub fn of(&mut self, moment: Moment) -> u16 {
        let [undated, beyond] = [self.bars, self.bars + 1];
        let slot = match moment {
            Moment::Undated => undated,
            Moment::Beyond => beyond,
            Moment::Month(month) => self.bar_of(month).unwrap_or(beyond),
            Moment::Year(year) if self.unit == BinUnit::Year => {
                self.bar_of(year * 12).unwrap_or(beyond)
            }
            Moment::Year(year) => {
                let known = self.years.iter().position(|known| *known == year);
                let place = known.unwrap_or_else(|| {
                    self.years.push(year);
                    self.years.len() - 1
                });
                beyond + 1 + place
            }
        };
        slot as u16
    }

    /// The bar of a month counted from year 0.
    fn bar_of(&self, month: i32) -> Option<usize> {
        let bar = month.div_euclid(12 / self.unit.per_year()) - self.first_bar;
        usize::try_from(bar).ok().filter(|bar| *bar < self.bars)
    }

    /// What each slot stands for.
    pub fn all(&self) -> impl Iterator<Item = Slot> {
        let bars = (0..self.bars).map(Slot::Bar);
        let years = self.years.iter().map(|year| Slot::Year(*year));
        bars.chain([Slot::Undated, Slot::Beyond]).chain(years)
    }
}

/// By row, its slot: what stands for its month, by the code of the month.
#[derive(Clone, Copy)]
pub(super) struct SlotOfRow<'a> {
    pub codes: &'a [u16],
    pub slots: &'a [u16],
}

impl SlotOfRow<'_> {
    #[inline]
    pub fn at(self, row: usize) -> usize {
        usize::from(self.slots[usize::from(self.codes[row])])
    }
}

/// Counts the accidents of a piece by code. A function of its own, so that browsers make the best of it after a few
/// pieces.
#[inline(never)]
pub(super) fn count_accidents(figures: &mut [Casualties], rows: RowPiece, codes: &[u16]) {
    rows.for_rows(|row| figures[usize::from(codes[row])].accidents += 1);
}

/// Counts the people whom an outcome befell in a piece, by code.
#[inline(never)]
pub(super) fn count_people(
    figures: &mut [Casualties],
    outcome: usize,
    rows: RowPiece,
    codes: &[u16],
    column: &NumberColumn,
) {
    rows.for_rows(|row| {
        if let Some(count) = column.people(row) {
            let known = figures[usize::from(codes[row])].outcome_mut(outcome);
            known.accidents += 1;
            known.sum += u64::from(count);
        }
    });
}
