//! Numbers as decimals: the shortest that reads back as the same `f64`, as the standard library writes them, without
//! its tables. Numbers of usual sizes take three steps in whole numbers of 128 bits; others are written by [`exact`],
//! which is slow.
//!
//! [`exact`]: super::exact

use super::exact::{Decimal, parts};
use super::{EXACT_POWERS, round};

/// All whole numbers below are exact.
const WHOLE_BELOW: f64 = 9_007_199_254_740_992.0;

/// So many digits always tell a number from its neighbours.
const ENOUGH_DIGITS: usize = 17;

/// Decimals of so many digits lie farther apart than numbers do.
const DECISIVE_DIGITS: usize = 15;

/// The shortest decimal that reads back as the number, and of these the nearest to it; never with an exponent.
#[must_use]
pub fn shortest(value: f64) -> String {
    if !value.is_finite() {
        // No coordinate; nothing tells these apart better than a word.
        return if value.is_nan() { "NaN" } else { "inf" }.to_owned();
    }
    let magnitude = value.abs();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    if magnitude < WHOLE_BELOW && magnitude.fract() == 0.0 {
        let mut text = sign.to_owned();
        push_whole(&mut text, magnitude as u64, 1);
        return text;
    }
    if let Some(text) = quick(magnitude) {
        return format!("{sign}{text}");
    }
    let exact = Decimal::of(magnitude);
    let decimal = (1..ENOUGH_DIGITS)
        .map(|digits| exact.rounded(digits))
        .find(|decimal| decimal.nearest() == magnitude)
        .unwrap_or_else(|| exact.rounded(ENOUGH_DIGITS));
    let mut text = sign.to_owned();
    decimal.write(&mut text);
    text
}

/// [`shortest`] of a number that is neither small nor large; `None` where that takes more than 128 bits.
///
/// Decimals of 15 digits lie so far apart that, where any of no more digits reads back as the number, the nearest one
/// of 15 digits is that one and zeros. Of 16 and of 17 digits the nearest reads back if any does.
fn quick(magnitude: f64) -> Option<String> {
    if !(1e-3..1e15).contains(&magnitude) {
        return None;
    }
    let (whole, exponent) = parts(magnitude.to_bits());
    let shift = -exponent as u32;
    let before_point = EXACT_POWERS.partition_point(|power| *power <= magnitude);
    let zeros_after = [0.1, 0.01].iter().filter(|power| magnitude < **power);
    let zeros_after = zeros_after.count();
    for digits in DECISIVE_DIGITS..=ENOUGH_DIGITS {
        let decimals = digits - before_point + zeros_after;
        let scaled = u128::from(whole) * 10_u128.pow(decimals as u32);
        let number = ((scaled + (1 << (shift - 1))) >> shift) as u64;
        if round(number, -(decimals as i32))? == magnitude {
            return Some(with_point(number, decimals as u32));
        }
    }
    None
}

/// So many ones of so many decimals, without zeros at the end.
fn with_point(number: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let (whole, mut fraction) = (number / unit, number % unit);
    let mut text = String::new();
    push_whole(&mut text, whole, 1);
    if fraction > 0 {
        let mut width = decimals as usize;
        while fraction % 10 == 0 {
            fraction /= 10;
            width -= 1;
        }
        text.push('.');
        push_whole(&mut text, fraction, width);
    }
    text
}

/// Appends a whole number of at least so many digits (20 at most), with zeros before it where it has fewer.
pub fn push_whole(text: &mut String, number: u64, digits: usize) {
    // The greatest has twenty.
    let mut all = [b'0'; 20];
    let (mut rest, mut start) = (number, all.len());
    while rest > 0 {
        start -= 1;
        all[start] += (rest % 10) as u8;
        rest /= 10;
    }
    let start = start.min(all.len() - digits);
    text.extend(all[start..].iter().map(|digit| char::from(*digit)));
}

/// The number with at most so many decimals (15 at most), without zeros at the end; one half is rounded up.
#[must_use]
pub fn rounded(value: f64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let scaled = (value.abs() * unit as f64).round();
    if scaled.is_nan() || scaled >= WHOLE_BELOW {
        return shortest(value);
    }
    let sign = if value < 0.0 && scaled > 0.0 { "-" } else { "" };
    format!("{sign}{}", with_point(scaled as u64, decimals))
}

/// The number with four decimals: 11 m on the ground, for a sentence.
#[must_use]
pub fn with_four_decimals(value: f64) -> String {
    let ten_thousandths = (value.abs() * 1e4).round_ties_even() as u64;
    let sign = if value < 0.0 { "-" } else { "" };
    let (whole, fraction) = (ten_thousandths / 10_000, ten_thousandths % 10_000);
    format!("{sign}{whole}.{fraction:04}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edges_are_written_as_the_standard_library_does() {
        for value in [
            0.0,
            -0.0,
            1.0,
            -0.1,
            5e-324,
            f64::MAX,
            f64::MIN_POSITIVE,
            9_007_199_254_740_993.0,
            1e22,
            1e23,
            123_456.5,
            0.000_012,
        ] {
            assert_eq!(shortest(value), value.to_string());
        }
    }

    proptest! {
        #[test]
        fn numbers_are_written_as_the_standard_library_does(value in proptest::num::f64::ANY) {
            prop_assume!(value.is_finite());
            prop_assert_eq!(shortest(value), value.to_string());
        }

        #[test]
        fn usual_numbers_are_written_as_the_standard_library_does(size in -4_i32..16, share in 0.1..1.0, digits in 0_usize..18) {
            let value: f64 = format!("{:.1$e}", share * 10_f64.powi(size), digits).parse().expect("a number");
            prop_assert_eq!(shortest(value), value.to_string());
        }

        #[test]
        fn coordinates_are_written_as_the_standard_library_does(value in -180.0..180.0, decimals in 0_i32..18) {
            let value: f64 = format!("{value:.0$}", decimals as usize).parse().expect("a number");
            prop_assert_eq!(shortest(value), value.to_string());
        }

        #[test]
        fn four_decimals_are_those_of_the_standard_library(value in -180.0..180.0) {
            prop_assert_eq!(with_four_decimals(value), format!("{value:.4}"));
        }
    }
}
