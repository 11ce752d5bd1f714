//! Sets of a layer's rows, a bit per row. They meet word by word, 64 rows at a time, so that a question about a million
//! rows takes some ten thousand steps, in whatever order its rows come.

use std::ops::Range;

/// Rows in a word.
pub const WORD_ROWS: usize = u64::BITS as usize;

/// A set of rows. Rows beyond the last word are not in it, so the empty set takes no memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowSet {
    words: Vec<u64>,
}

impl RowSet {
    /// The first `rows` rows.
    #[must_use]
    pub fn all(rows: usize) -> Self {
        let mut words = vec![u64::MAX; rows.div_ceil(WORD_ROWS)];
        if let Some(last) = words.last_mut() {
            *last >>= words_room(rows);
        }
        Self { words }
    }

    /// Those of the first `rows` rows that `holds` of.
    #[must_use]
    pub fn of(rows: usize, holds: &dyn Fn(usize) -> bool) -> Self {
        let mut sets = sets_of(rows, 1, &|row| u64::from(holds(row)));
        sets.pop().unwrap_or_default()
    }

    /// The set whose rows 64·n to 64·n + 63 are the bits of word n, the least first.
    #[must_use]
    pub fn from_words(words: Vec<u64>) -> Self {
        Self { words }
    }

    /// The bits, 64 rows a word.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        let word = self.words.get(row / WORD_ROWS);
        word.is_some_and(|word| word >> (row % WORD_ROWS) & 1 == 1)
    }

    /// Takes a row in.
    pub fn insert(&mut self, row: usize) {
        let place = row / WORD_ROWS;
        if self.words.len() <= place {
            self.words.resize(place + 1, 0);
        }
        self.words[place] |= 1 << (row % WORD_ROWS);
    }

    /// Keeps only what `other` has too.
    pub fn intersect(&mut self, other: &Self) {
        self.words.truncate(other.words.len());
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Leaves out what `other` has.
    pub fn subtract(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Takes in what `other` has.
    pub fn unite(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Takes in what `other` lacks of the rows of the first `words` words.
    pub(super) fn unite_without(&mut self, other: &Self, words: usize) {
        self.words.resize(words, 0);
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.words.iter_mut().zip(others) {
            *word |= !other;
        }
    }

    /// How many rows it has.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    /// How many rows both have.
    #[must_use]
    pub fn count_common(&self, other: &Self) -> u64 {
        let mut count = 0;
        for (one, other) in self.words.iter().zip(&other.words) {
            count += u64::from((one & other).count_ones());
        }
        count
    }

    /// How many rows of a span both have.
    #[must_use]
    pub fn count_common_within(&self, other: &Self, rows: Range<usize>) -> u64 {
        let mut count = 0;
        self.for_words_within(rows, |place, word| {
            let other = other.words.get(place).copied().unwrap_or(0);
            count += u64::from((word & other).count_ones());
        });
        count
    }

    /// Calls `each` with the place and the bits of every word that has rows of a span, without rows beyond it.
    #[inline]
    pub fn for_words_within(&self, rows: Range<usize>, mut each: impl FnMut(usize, u64)) {
        if rows.is_empty() {
            return;
        }
        let [first, last] = [rows.start, rows.end - 1].map(|row| row / WORD_ROWS);
        let end = self.words.len().min(last + 1);
        for (place, word) in (first..).zip(self.words.get(first..end).unwrap_or_default()) {
            let mut word = *word;
            if place == first {
                word &= u64::MAX << (rows.start % WORD_ROWS);
            }
            if place == last {
                word &= u64::MAX >> words_room(rows.end);
            }
            if word != 0 {
                each(place, word);
            }
        }
    }

    /// Calls `each` with every row, in their order.
    #[inline]
    pub fn for_rows(&self, each: impl FnMut(usize)) {
        let whole = RowPiece {
            start: 0,
            words: &self.words,
        };
        whole.for_rows(each);
    }

    /// The set in pieces of a few thousand rows.
    pub fn pieces(&self) -> impl Iterator<Item = RowPiece<'_>> {
        const WORDS: usize = 64;
        let starts = (0..).step_by(WORDS * WORD_ROWS);
        (starts.zip(self.words.chunks(WORDS))).map(|(start, words)| RowPiece { start, words })
    }
}

/// Some rows of a set, in their order.
#[derive(Debug, Clone, Copy)]
pub struct RowPiece<'a> {
    start: usize,
    words: &'a [u64],
}

impl RowPiece<'_> {
    /// Calls `each` with every row, in their order.
    #[inline]
    pub fn for_rows(self, mut each: impl FnMut(usize)) {
        for (place, word) in self.words.iter().enumerate() {
            for_bits(*word, |bit| {
                each(self.start + place * WORD_ROWS + bit);
            });
        }
    }
}

/// By bit, the rows among the first `rows` that have it in `bits`. One pass; a set without rows takes no memory.
#[must_use]
pub fn sets_of(rows: usize, count: usize, bits: &dyn Fn(usize) -> u64) -> Vec<RowSet> {
    let mut sets = GrowingSets::new(rows, count);
    while sets.read(bits) {}
    sets.finish()
}

/// Sets that are made of some rows at a time, so that a page can pause in between.
#[derive(Debug, Default)]
pub struct GrowingSets {
    rows: usize,
    sets: Vec<RowSet>,
    /// Words that are made.
    words: usize,
}

impl GrowingSets {
    /// For so many rows, and so many bits.
    #[must_use]
    pub fn new(rows: usize, count: usize) -> Self {
        Self {
            rows,
            sets: vec![RowSet::default(); count],
            words: 0,
        }
    }

    /// Reads the bits of a hundred thousand rows more; `false` where all are read.
    pub fn read(&mut self, bits: &dyn Fn(usize) -> u64) -> bool {
        const WORDS_AT_ONCE: usize = 64;
        const CALLS: usize = 32;
        let words = self.rows.div_ceil(WORD_ROWS);
        for _ in 0..CALLS {
            let some = self.words..words.min(self.words + WORDS_AT_ONCE);
            self.words = some.end;
            meet(&mut self.sets, some, self.rows, bits);
        }
        self.words < words
    }

    /// The sets, by bit.
    #[must_use]
    pub fn finish(self) -> Vec<RowSet> {
        self.sets
    }
}

/// Some words of all sets. A function of its own: browsers make the best of what is called often, not of what runs long.
#[inline(never)]
fn meet(sets: &mut [RowSet], words: Range<usize>, rows: usize, bits: &dyn Fn(usize) -> u64) {
    for place in words {
        let start = place * WORD_ROWS;
        let mut met = [0_u64; WORD_ROWS];
        for row in start..rows.min(start + WORD_ROWS) {
            for_bits(bits(row), |bit| met[bit] |= 1 << (row - start));
        }
        for (set, word) in sets.iter_mut().zip(met) {
            if word != 0 && set.words.is_empty() {
                set.words.resize(rows.div_ceil(WORD_ROWS), 0);
            }
            if let Some(known) = set.words.get_mut(place) {
                *known = word;
            }
        }
    }
}

/// Calls `each` with the number of every bit that is set, the least first.
#[inline]
pub fn for_bits(bits: u64, mut each: impl FnMut(usize)) {
    let mut rest = bits;
    while rest != 0 {
        each(rest.trailing_zeros() as usize);
        rest &= rest - 1;
    }
}

/// Bits of the last word of the first `rows` rows that are no row.
fn words_room(rows: usize) -> usize {
    (WORD_ROWS - rows % WORD_ROWS) % WORD_ROWS
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn rows() -> impl Strategy<Value = BTreeSet<usize>> {
        prop::collection::btree_set(0..300_usize, 0..200)
    }

    fn set(rows: &BTreeSet<usize>) -> RowSet {
        let mut set = RowSet::default();
        rows.iter().for_each(|row| set.insert(*row));
        set
    }

    fn listed(set: &RowSet) -> BTreeSet<usize> {
        let mut rows = BTreeSet::new();
        set.for_rows(|row| {
            rows.insert(row);
        });
        rows
    }

    proptest! {
        #[test]
        fn sets_meet_as_lists_do(one in rows(), other in rows(), span in (0..320_usize, 0..320_usize)) {
            let (set_of_one, set_of_other) = (set(&one), set(&other));
            let common: BTreeSet<usize> = one.intersection(&other).copied().collect();
            let changed = |change: fn(&mut RowSet, &RowSet)| {
                let mut changed = set_of_one.clone();
                change(&mut changed, &set_of_other);
                listed(&changed)
            };
            prop_assert_eq!(&changed(RowSet::intersect), &common);
            prop_assert_eq!(changed(RowSet::unite), one.union(&other).copied().collect::<BTreeSet<_>>());
            prop_assert_eq!(changed(RowSet::subtract), one.difference(&other).copied().collect::<BTreeSet<_>>());
            prop_assert_eq!(set_of_one.count(), one.len() as u64);
            prop_assert_eq!(set_of_one.count_common(&set_of_other), common.len() as u64);
            let span = span.0.min(span.1)..span.0.max(span.1);
            let within = common.iter().filter(|row| span.contains(row)).count() as u64;
            prop_assert_eq!(set_of_one.count_common_within(&set_of_other, span), within);
            for row in 0..320 {
                prop_assert_eq!(set_of_one.contains(row), one.contains(&row));
            }
            let mut in_pieces = BTreeSet::new();
            let far: BTreeSet<usize> = one.iter().map(|row| row * 50).collect();
            set(&far).pieces().for_each(|piece| piece.for_rows(|row| assert!(in_pieces.insert(row))));
            prop_assert_eq!(in_pieces, far);
        }

        #[test]
        fn every_row_is_in_the_sets_of_its_bits(bits in prop::collection::vec(0..64_u64, 0..200)) {
            let sets = sets_of(bits.len(), 6, &|row| bits[row]);
            for (bit, set) in sets.iter().enumerate() {
                let rows = (0..bits.len()).filter(|row| bits[*row] >> bit & 1 == 1);
                prop_assert_eq!(listed(set), rows.collect::<BTreeSet<_>>());
            }
        }

        #[test]
        fn all_rows_are_the_first_ones(rows in 0..200_usize) {
            prop_assert_eq!(listed(&RowSet::all(rows)), (0..rows).collect::<BTreeSet<_>>());
        }
    }
}
