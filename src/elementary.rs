//! Powers of two, without the tables with which a mathematical library serves everybody, and which every visitor would
//! transfer.

use std::f64::consts::LN_2;

/// 2 to a power; exact for whole powers.
#[must_use]
pub fn power_of_two(power: f64) -> f64 {
    let whole = power.floor().clamp(-1_022.0, 1_023.0);
    let scale = f64::from_bits(((1_023 + whole as i64) as u64) << 52);
    ((power - whole) * LN_2).exp() * scale
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

    proptest! {
        #[test]
        fn powers_are_the_standard_librarys(power in -60.0..60.0_f64) {
            prop_assert!((power_of_two(power) / power.exp2() - 1.0).abs() < 1e-15);
        }
    }
}
