//! The state bytes of one layer as painters keep them: what has changed since the last frame, and which rows stand out.
//!
//! The bits are those of [`crate::hazard::row_state`]. Rows that have no state yet are drawn with their recorded status:
//! a zone must never be missing because its state is late.

use std::ops::Range;

use crate::hazard::row_state::{HOVERED, SELECTED};
use crate::sorted::SortedSet;

/// One byte per row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowStates {
    bytes: Vec<u8>,
    /// Rows changed since they were last taken.
    changed: Range<usize>,
    /// Rows that are hovered or selected; a handful.
    standing_out: SortedSet<u32>,
    revision: u64,
}

impl RowStates {
    /// All states, row by row.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The state of a row, where one was given.
    #[must_use]
    pub fn get(&self, row: u32) -> Option<u8> {
        self.bytes.get(row as usize).copied()
    }

    /// Another number after each change of how rows look that do not stand out.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Replaces all states.
    pub fn set(&mut self, states: &[u8]) {
        if states.len() < self.bytes.len() {
            self.bytes.clear();
            self.revision += 1;
        }
        self.standing_out.clear();
        self.update(0, states);
        self.changed = 0..self.bytes.len();
    }

    /// Replaces the states of rows from `first` on, and makes room where there are more rows than before.
    pub fn update(&mut self, first: u32, states: &[u8]) {
        let rows = first as usize..first as usize + states.len();
        if rows.is_empty() {
            return;
        }
        if self.bytes.len() < rows.end {
            self.bytes.resize(rows.end, 0);
            self.revision += 1;
        }
        let known = &mut self.bytes[rows.clone()];
        let plain = |state: u8| state & !(HOVERED | SELECTED);
        if (known.iter().zip(states)).any(|(&before, &after)| plain(before) != plain(after)) {
            self.revision += 1;
        }
        known.copy_from_slice(states);
        self.standing_out
            .retain(|&row| !rows.contains(&(row as usize)));
        let standing_out = (first..)
            .zip(states)
            .filter(|(_, state)| **state & (HOVERED | SELECTED) != 0);
        for (row, _) in standing_out {
            self.standing_out.insert(row);
        }
        self.changed = if self.changed.is_empty() {
            rows
        } else {
            self.changed.start.min(rows.start)..self.changed.end.max(rows.end)
        };
    }

    /// Counts all rows as changed: a painter starts anew.
    pub fn touch_all(&mut self) {
        self.changed = 0..self.bytes.len();
    }

    /// The rows changed since this was last asked.
    pub fn take_changed(&mut self) -> Range<usize> {
        std::mem::take(&mut self.changed)
    }

    /// The rows that are hovered or selected, in their order.
    pub fn standing_out(&self) -> impl Iterator<Item = u32> {
        self.standing_out.iter().copied()
    }

    /// Whether any row from `rows[0]` to before `rows[1]` has one of the flags: asks the few that stand out.
    #[must_use]
    pub fn any_with(&self, flag: u8, rows: [u32; 2]) -> bool {
        rows[0] < rows[1]
            && self
                .standing_out
                .iter()
                .filter(|row| (rows[0]..rows[1]).contains(*row))
                .any(|&row| self.get(row).is_some_and(|state| state & flag != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hazard::row_state::VISIBLE;

    #[test]
    fn changes_are_gathered_until_they_are_taken() {
        let mut states = RowStates::default();
        states.set(&[VISIBLE; 10]);
        assert_eq!(states.take_changed(), 0..10);
        states.update(2, &[0]);
        states.update(7, &[VISIBLE, 0]);
        assert_eq!(states.take_changed(), 2..9);
        assert!(states.take_changed().is_empty());
        assert_eq!(states.get(2), Some(0));
    }

    #[test]
    fn standing_out_is_no_revision_and_everything_else_is() {
        let mut states = RowStates::default();
        let mut last = states.revision();
        let mut revised =
            |states: &RowStates| std::mem::replace(&mut last, states.revision()) != last;
        states.set(&[VISIBLE; 4]);
        assert!(revised(&states));
        states.update(1, &[VISIBLE | HOVERED, VISIBLE | SELECTED]);
        states.set(&[VISIBLE; 4]);
        assert!(!revised(&states));
        states.update(3, &[0]);
        assert!(revised(&states));
        states.update(4, &[0]);
        assert!(revised(&states));
        states.set(&[VISIBLE; 3]);
        assert!(revised(&states));
    }

    #[test]
    fn rows_without_a_state_have_none() {
        let mut states = RowStates::default();
        states.update(3, &[VISIBLE]);
        assert_eq!((states.get(3), states.get(4)), (Some(VISIBLE), None));
    }

    #[test]
    fn the_rows_that_stand_out_are_found_and_forgotten() {
        let mut states = RowStates::default();
        states.set(&[VISIBLE, VISIBLE | SELECTED, VISIBLE | HOVERED]);
        assert!(states.any_with(SELECTED, [0, 3]));
        assert!(!states.any_with(SELECTED, [2, 3]));
        states.update(1, &[VISIBLE]);
        assert!(!states.any_with(SELECTED, [0, 3]) && states.any_with(HOVERED, [0, 3]));
    }
}
