//! Sorting with one small copy of the sorting code, whatever is sorted: the standard library's takes some five kilobytes
//! for every type and comparison, and the worker sorts in twenty places.
//!
//! Everything here is stable. What is sorted stays in place while indexes are sorted, and is then moved once. Comparisons
//! merge runs; whole numbers are dealt out byte by byte, which for many of them is quicker than comparing.

use std::cmp::Ordering;

/// Up to so many numbers are inserted one by one; dealing them out has its own cost.
const FEW_NUMBERS: usize = 40;
/// The length of the runs that merging starts from.
const RUN: usize = 8;

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
    let mut order = order_by_number(items.len(), &|index| number(&items[index]));
    arrange(items, &mut order);
}

/// The indexes in the order of their numbers. `O(n)`.
pub fn order_by_number(length: usize, number: &dyn Fn(usize) -> u64) -> Vec<u32> {
    let mut order: Vec<u64> = (0..length as u64).collect();
    // By the lower half, then by the upper one: each stands above the index.
    for half in [0, 32] {
        for place in &mut order {
            let index = u64::from(*place as u32);
            *place = (number(index as usize) >> half) << 32 | index;
        }
        sort_upper_halves(&mut order);
    }
    order.into_iter().map(|place| place as u32).collect()
}

/// Sorts numbers by their total order.
pub fn sort_floats(numbers: &mut [f64]) {
    sort_by_number(numbers, |number| ordered_bits(*number));
}

/// Sorts whole numbers by their upper 32 bits; those that are alike in them stay as they stand. `O(n)`, in passes over the
/// bytes in which they differ.
pub fn sort_upper_halves(numbers: &mut [u64]) {
    if numbers.len() <= FEW_NUMBERS {
        insert_by_upper_half(numbers);
        return;
    }
    let (all, any) = (numbers.iter()).fold((u64::MAX, 0), |(all, any), number| {
        (all & number, any | number)
    });
    let mut other = numbers.to_vec();
    let (mut sorted, mut dealt) = (&mut *numbers, &mut *other);
    let mut is_other = false;
    for shift in (32..u64::BITS).step_by(8) {
        if ((all ^ any) >> shift) & 0xFF != 0 {
            deal(sorted, dealt, shift);
            std::mem::swap(&mut sorted, &mut dealt);
            is_other = !is_other;
        }
    }
    if is_other {
        numbers.copy_from_slice(&other);
    }
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

fn insert_by_upper_half(numbers: &mut [u64]) {
    for end in 1..numbers.len() {
        let mut place = end;
        while place > 0 && numbers[place - 1] >> 32 > numbers[place] >> 32 {
            numbers.swap(place - 1, place);
            place -= 1;
        }
    }
}

/// Deals numbers out by one byte of theirs, in order.
fn deal(numbers: &[u64], dealt: &mut [u64], shift: u32) {
    let byte = |number: &u64| usize::from((number >> shift) as u8);
    let mut places = [0_usize; 256];
    for number in numbers {
        places[byte(number)] += 1;
    }
    let mut sum = 0;
    for place in &mut places {
        sum += std::mem::replace(place, sum);
    }
    for number in numbers {
        let place = &mut places[byte(number)];
        dealt[*place] = *number;
        *place += 1;
    }
}

/// Merges ever longer runs. `O(n log n)` comparisons, `O(n)` where the order is right already.
fn sort_indexes(order: &mut [u32], compare: &dyn Fn(u32, u32) -> Ordering) {
    for run in order.chunks_mut(RUN) {
        for end in 1..run.len() {
            let mut place = end;
            while place > 0 && compare(run[place - 1], run[place]).is_gt() {
                run.swap(place - 1, place);
                place -= 1;
            }
        }
    }
    let mut left = Vec::new();
    let mut length = RUN;
    while length < order.len() {
        for runs in order.chunks_mut(2 * length) {
            if runs.len() <= length || compare(runs[length - 1], runs[length]).is_le() {
                continue;
            }
            left.clear();
            left.extend_from_slice(&runs[..length]);
            let (mut taken, mut right) = (0, length);
            // What is left of the right run stands where it belongs once the left one is used up.
            for place in 0..runs.len() {
                if taken == left.len() {
                    break;
                }
                if right < runs.len() && compare(left[taken], runs[right]).is_gt() {
                    runs[place] = runs[right];
                    right += 1;
                } else {
                    runs[place] = left[taken];
                    taken += 1;
                }
            }
        }
        length *= 2;
    }
}

/// Moves to each place the item whose index stands there, along the cycles of the permutation; what is left of the order
/// says nothing.
pub fn arrange<T>(items: &mut [T], order: &mut [u32]) {
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
        fn items_lie_as_the_standard_library_sorts_them(items in proptest::collection::vec((0_u8..40, 0_u16..), 0..200)) {
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
        fn numbers_of_all_sizes_lie_in_order(numbers in proptest::collection::vec((0_u32..64, 0_u64..), 0..200)) {
            let numbers: Vec<u64> = numbers.into_iter().map(|(shift, number)| number >> shift).collect();
            let mut sorted = numbers.clone();
            sort_by_number(&mut sorted, |number| *number);
            let mut expected = numbers.clone();
            expected.sort_unstable();
            prop_assert_eq!(sorted, expected);
            let mut sorted = numbers.clone();
            sort_upper_halves(&mut sorted);
            let mut expected = numbers;
            expected.sort_by_key(|number| number >> 32);
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn floats_lie_in_their_total_order(numbers in proptest::collection::vec(proptest::num::f64::ANY, 0..80)) {
            let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
            let (mut expected, mut sorted) = (numbers.clone(), numbers);
            expected.sort_by(f64::total_cmp);
            sort_floats(&mut sorted);
            prop_assert_eq!(bits(&sorted), bits(&expected));
        }
    }
}
