//! Sorting with one copy of the sorting code, whatever is sorted: the standard library's takes some five kilobytes for
//! every type and comparison, and the worker sorts in twenty places.
//!
//! Everything here is stable. What is sorted stays in place while indexes are sorted, and is then moved once.

use std::cmp::Ordering;

/// Sorts by a comparison.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_indexes(&mut order, &|left, right| {
        compare(&items[left as usize], &items[right as usize])
    });
    arrange(items, &mut order);
}

/// Sorts by a whole number; quicker than [`sort_by`].
pub fn sort_by_number<T>(items: &mut [T], number: impl Fn(&T) -> u64) {
    let mut numbered: Vec<(u64, u32)> = items.iter().map(number).zip(0..).collect();
    sort_numbered(&mut numbered);
    arrange(items, &mut without_numbers(numbered));
}

/// Sorts numbers by their total order.
pub fn sort_floats(numbers: &mut [f64]) {
    sort_by_number(numbers, |number| ordered_bits(*number));
}

/// Sorts pairs of a number and an index.
pub fn sort_numbered(numbered: &mut [(u64, u32)]) {
    numbered.sort_unstable();
}

/// Sorts whole numbers.
pub fn sort_numbers(numbers: &mut [u64]) {
    numbers.sort_unstable();
}

/// A signed number, so that it stands in its order among unsigned ones.
#[must_use]
pub fn ordered_integer(number: i64) -> u64 {
    number as u64 ^ 1 << 63
}

/// The bits of a number, so that whole numbers stand in the total order of the numbers: see [`f64::total_cmp`].
#[must_use]
pub fn ordered_bits(number: f64) -> u64 {
    let bits = number.to_bits();
    let negative = bits >> 63 == 1;
    if negative { !bits } else { bits | 1 << 63 }
}

fn sort_indexes(order: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    order.sort_by(|left, right| compare(*left, *right));
}

fn without_numbers(numbered: Vec<(u64, u32)>) -> Vec<u32> {
    numbered.into_iter().map(|(_, index)| index).collect()
}

/// Moves to each place the item whose index stands there, along the cycles of the permutation.
fn arrange<T>(items: &mut [T], order: &mut [u32]) {
    for start in 0..items.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut order[place], place as u32) as usize;
            if from == start {
                break;
            }
            items.swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_lie_as_the_standard_library_sorts_them(items: Vec<(u8, u16)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            let mut sorted = items.clone();
            sort_by(&mut sorted, |left, right| left.0.cmp(&right.0));
            prop_assert_eq!(&sorted, &expected);
            let mut sorted = items;
            sort_by_number(&mut sorted, |(key, _)| u64::from(*key));
            prop_assert_eq!(&sorted, &expected);
        }

        #[test]
        fn floats_lie_in_their_total_order(numbers in proptest::collection::vec(proptest::num::f64::ANY, 0..40)) {
            let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
            let (mut expected, mut sorted) = (numbers.clone(), numbers);
            expected.sort_by(f64::total_cmp);
            sort_floats(&mut sorted);
            prop_assert_eq!(bits(&sorted), bits(&expected));
        }
    }
}
