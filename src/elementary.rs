//! Sine, cosine and powers of two, for the ranges a map has: without the tables and the reduction of huge arguments with
//! which a mathematical library serves everybody, and which every visitor would transfer.
//!
//! Source of the polynomials: FreeBSD's msun (`k_sin.c`, `k_cos.c`), K. C. Ng, 1993; good to the last bit or two on
//! ±π/4.

use std::f64::consts::LN_2;

const SINE: [f64; 6] = [
    1.589_690_995_211_550_1e-10,
    -2.505_076_025_340_686_3e-8,
    2.755_731_370_707_006_8e-6,
    -1.984_126_982_985_795e-4,
    8.333_333_333_322_49e-3,
    -1.666_666_666_666_663_2e-1,
];
const COSINE: [f64; 6] = [
    -1.135_964_755_778_819_5e-11,
    2.087_572_321_298_175e-9,
    -2.755_731_435_139_066_3e-7,
    2.480_158_728_947_673e-5,
    -1.388_888_888_887_411e-3,
    4.166_666_666_666_66e-2,
];

/// Sine and cosine of an angle in radians, from -π to π.
#[must_use]
pub fn sine_cosine(angle: f64) -> [f64; 2] {
    let quarter = angle / 4.0;
    let square = quarter * quarter;
    let polynomial = |terms: [f64; 6]| terms.into_iter().fold(0.0, |sum, term| sum * square + term);
    let sine = quarter + quarter * square * polynomial(SINE);
    let cosine = 1.0 - square / 2.0 + square * square * polynomial(COSINE);
    doubled(doubled([sine, cosine]))
}

/// Sine and cosine of twice the angle.
fn doubled([sine, cosine]: [f64; 2]) -> [f64; 2] {
    [2.0 * sine * cosine, 1.0 - 2.0 * sine * sine]
}

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
    use std::f64::consts::PI;

    #[test]
    fn whole_powers_are_exact() {
        for power in -1_022..=1_023 {
            assert_eq!(power_of_two(f64::from(power)), 2_f64.powi(power));
        }
        assert_eq!(sine_cosine(0.0), [0.0, 1.0]);
    }

    proptest! {
        #[test]
        fn sine_and_cosine_are_the_standard_librarys(angle in -PI..=PI) {
            let [sine, cosine] = sine_cosine(angle);
            prop_assert!((sine - angle.sin()).abs() < 1e-15 && (cosine - angle.cos()).abs() < 1e-15);
        }

        #[test]
        fn powers_are_the_standard_librarys(power in -60.0..60.0_f64) {
            prop_assert!((power_of_two(power) / power.exp2() - 1.0).abs() < 1e-15);
        }
    }
}
