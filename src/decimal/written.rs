//! Numbers as decimals: the shortest that reads back as the same `f64`, as the standard library writes them, without
//! its tables and its second algorithm. Slow, for the few numbers that are written.

use super::exact::Decimal;

/// All whole numbers below are exact.
const WHOLE_BELOW: f64 = 9_007_199_254_740_992.0;

/// So many digits always tell a number from its neighbours.
const ENOUGH_DIGITS: usize = 17;

/// The shortest decimal that reads back as the number, and of these the nearest to it; never with an exponent.
#[must_use]
pub fn shortest(value: f64) -> String {
    if !value.is_finite() {
        // No coordinate; nothing tells these apart better than a word.
        return if value.is_nan() { "NaN" } else { "inf" }.to_owned();
    }
    let magnitude = value.abs();
    if magnitude < WHOLE_BELOW && magnitude.fract() == 0.0 {
        let sign = if value.is_sign_negative() { "-" } else { "" };
        return format!("{sign}{}", magnitude as u64);
    }
    let exact = Decimal::of(magnitude);
    let decimal = (1..ENOUGH_DIGITS)
        .map(|digits| exact.rounded(digits))
        .find(|decimal| decimal.nearest() == magnitude)
        .unwrap_or_else(|| exact.rounded(ENOUGH_DIGITS));
    let mut text = String::new();
    if value.is_sign_negative() {
        text.push('-');
    }
    decimal.write(&mut text);
    text
}

/// The number with at most so many decimals (15 at most), without zeros at the end; one half is rounded up.
#[must_use]
pub fn rounded(value: f64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    let scaled = (value.abs() * unit as f64).round();
    if scaled.is_nan() || scaled >= WHOLE_BELOW {
        return shortest(value);
    }
    let scaled = scaled as u64;
    let sign = if value < 0.0 && scaled > 0 { "-" } else { "" };
    let (whole, fraction) = (scaled / unit, scaled % unit);
    let mut text = format!("{sign}{whole}");
    if fraction > 0 {
        let digits = (unit + fraction).to_string();
        text.push('.');
        text.push_str(digits[1..].trim_end_matches('0'));
    }
    text
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
