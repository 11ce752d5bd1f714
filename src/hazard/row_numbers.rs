//! Whole numbers of a layer's rows, kept digit by digit: for each binary digit the set of rows that have it.
//!
//! So a sum over any set of rows is a count of bits per digit, and "which rows are below a bound" two operations per
//! digit and 64 rows.

use std::ops::Range;

use super::row_set::{RowSet, sets_of};

/// A whole number per row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowNumbers {
    rows: usize,
    /// The least digit first.
    digits: Vec<RowSet>,
}

impl RowNumbers {
    /// The numbers of the first `rows` rows, of which the sets are the digits, the least first.
    #[must_use]
    pub fn of_digits(rows: usize, mut digits: Vec<RowSet>) -> Self {
        while digits.last().is_some_and(|digit| digit.words().is_empty()) {
            digits.pop();
        }
        Self { rows, digits }
    }

    /// The number of a row; 0 of one that there is not.
    #[must_use]
    pub fn at(&self, row: usize) -> u32 {
        let digits = self.digits.iter().enumerate();
        digits.fold(0, |number, (place, digit)| {
            number | u32::from(digit.contains(row)) << place
        })
    }

    /// The sum over a set of rows.
    #[must_use]
    pub fn sum(&self, rows: &RowSet) -> u64 {
        let digits = self.digits.iter().enumerate();
        digits.fold(0, |sum, (place, digit)| {
            sum + (digit.count_common(rows) << place)
        })
    }

    /// The sum over a set of rows within a span.
    #[must_use]
    pub fn sum_within(&self, rows: &RowSet, span: Range<usize>) -> u64 {
        let digits = self.digits.iter().enumerate();
        digits.fold(0, |sum, (place, digit)| {
            sum + (digit.count_common_within(rows, span.clone()) << place)
        })
    }

    /// The rows whose number is not 0.
    #[must_use]
    pub fn not_zero(&self) -> RowSet {
        let mut rows = RowSet::default();
        self.digits.iter().for_each(|digit| rows.unite(digit));
        rows
    }

    /// The rows whose number is less than a bound.
    #[must_use]
    pub fn below(&self, bound: i64) -> RowSet {
        if bound <= 0 {
            return RowSet::default();
        }
        let all = RowSet::all(self.rows);
        if bound >> self.digits.len() != 0 {
            return all;
        }
        let mut below = RowSet::default();
        for (place, digit) in self.digits.iter().enumerate() {
            // From the least digit on: less by what comes before, or by this digit.
            if bound >> place & 1 == 1 {
                below.unite_without(digit, all.words().len());
            } else {
                below.subtract(digit);
            }
        }
        below.intersect(&all);
        below
    }
}

/// Counts of people per row, where they are recorded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowCounts {
    known: RowSet,
    numbers: RowNumbers,
}

impl RowCounts {
    /// Bits that tell the count of a row, and whether it is known.
    pub const BITS: usize = u32::BITS as usize + 1;

    /// The counts of the first `rows` rows. One pass.
    #[must_use]
    pub fn of(rows: usize, count: &dyn Fn(usize) -> Option<u32>) -> Self {
        Self::of_bits(
            rows,
            sets_of(rows, Self::BITS, &|row| Self::bits(count(row))),
        )
    }

    /// What is kept of a count.
    #[inline]
    #[must_use]
    pub fn bits(count: Option<u32>) -> u64 {
        count.map_or(0, |count| u64::from(count) | 1 << u32::BITS)
    }

    /// The counts of the first `rows` rows, by the sets of those that have each bit of [`RowCounts::bits`].
    #[must_use]
    pub fn of_bits(rows: usize, mut sets: Vec<RowSet>) -> Self {
        Self {
            known: sets.pop().unwrap_or_default(),
            numbers: RowNumbers::of_digits(rows, sets),
        }
    }

    /// The rows of which it is recorded.
    #[must_use]
    pub fn known(&self) -> &RowSet {
        &self.known
    }

    /// The counts, 0 where they are not recorded.
    #[must_use]
    pub fn numbers(&self) -> &RowNumbers {
        &self.numbers
    }

    /// The count of a row.
    #[must_use]
    pub fn at(&self, row: usize) -> Option<u32> {
        self.known.contains(row).then(|| self.numbers.at(row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers() -> impl Strategy<Value = Vec<u32>> {
        let number = prop_oneof![4 => 0..6_u32, 1 => any::<u32>()];
        prop::collection::vec(number, 0..200)
    }

    proptest! {
        #[test]
        fn sums_and_bounds_agree_with_a_scan(
            numbers in numbers(), taken in prop::collection::vec(any::<bool>(), 200), bound in -1..7_i64, any_bound: u32,
        ) {
            let digits = sets_of(numbers.len(), u32::BITS as usize, &|row| u64::from(numbers[row]));
            let kept = RowNumbers::of_digits(numbers.len(), digits);
            let rows = RowSet::of(numbers.len(), &|row| taken[row]);
            let sum = |span: Range<usize>| -> u64 {
                span.filter(|row| taken[*row]).map(|row| u64::from(numbers[row])).sum()
            };
            prop_assert_eq!(kept.sum(&rows), sum(0..numbers.len()));
            let span = numbers.len() / 3..numbers.len();
            prop_assert_eq!(kept.sum_within(&rows, span.clone()), sum(span));
            for (row, number) in numbers.iter().enumerate() {
                prop_assert_eq!(kept.not_zero().contains(row), *number != 0);
            }
            for bound in [bound, i64::from(any_bound), i64::MAX, i64::MIN] {
                let below = kept.below(bound);
                for (row, number) in numbers.iter().enumerate() {
                    prop_assert_eq!(kept.at(row), *number);
                    prop_assert_eq!(below.contains(row), i64::from(*number) < bound);
                }
            }
        }
    }
}
