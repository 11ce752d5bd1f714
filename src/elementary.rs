//! Powers of two and limits, without the tables with which a library serves everybody, and which every visitor would
//! transfer.

use std::f64::consts::LN_2;

/// 2 to a power; exact for whole powers.
#[must_use]
pub fn power_of_two(power: f64) -> f64 {
    let whole = power.floor().clamp(-1_022.0, 1_023.0);
    let scale = f64::from_bits(((1_023 + whole as i64) as u64) << 52);
    ((power - whole) * LN_2).exp() * scale
}

/// The number of a range that is nearest to `number`; the lower end for what is not a number.
///
/// The standard library's `clamp` can print its arguments, and brings along what that takes.
#[must_use]
pub fn within(number: f64, [low, high]: [f64; 2]) -> f64 {
    number.max(low).min(high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_powers_are_exact() {
        for power in -1_022..=1_023 {
            assert_eq!(power_of_two(f64::from(power)), 2_f64.powi(power));
        }
    }

    #[test]
    fn what_is_not_a_number_is_the_lower_end() {
        assert_eq!(within(f64::NAN, [1.0, 2.0]), 1.0);
        assert_eq!(within(f64::INFINITY, [1.0, 2.0]), 2.0);
    }

    proptest! {
        #[test]
        fn limits_are_the_standard_librarys(number in -9.0..9.0_f64, low in -5.0..0.0_f64, high in 0.0..5.0_f64) {
            prop_assert_eq!(within(number, [low, high]), number.clamp(low, high));
        }

        #[test]
        fn powers_are_the_standard_librarys(power in -60.0..60.0_f64) {
            prop_assert!((power_of_two(power) / power.exp2() - 1.0).abs() < 1e-15);
        }
    }
}
