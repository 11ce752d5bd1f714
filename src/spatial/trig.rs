//! Trigonometry in a few hundred bytes, within some units in the last place.
//!
//! The standard library's functions are made for any angle and the last bit, and bring twenty times the code: every
//! visitor transfers it. Angles here are those of a map: radians, of at most a million turns.
//! Source of the polynomials: Sun Microsystems' fdlibm, `k_sin.c` and `k_cos.c`; of the split of π/2: `e_rem_pio2.c`.

use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, PI};

/// π/2 in two parts: 33 bits, whose whole multiples are exact, and the rest.
const HALF_PI: [f64; 2] = [1.570_796_326_734_125_6, 6.077_100_506_506_192e-11];

/// sin x = x + x³ (S1 + x² (S2 + …)) within ±π/4.
const SINE: [f64; 6] = [
    -1.666_666_666_666_663_2e-1,
    8.333_333_333_322_49e-3,
    -1.984_126_982_985_795e-4,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_3e-8,
    1.589_690_995_211_55e-10,
];

/// cos x = 1 - x²/2 + x⁴ (C1 + x² (C2 + …)) within ±π/4.
const COSINE: [f64; 6] = [
    4.166_666_666_666_66e-2,
    -1.388_888_888_887_411e-3,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];

/// Below this tangent the series of [`atan2`] needs no rough angle; no rough angle is further off.
const SMALL: f64 = 0.005;

/// Sine and cosine.
#[must_use]
pub fn sin_cos(angle: f64) -> (f64, f64) {
    let quarters = (angle * FRAC_2_PI).round_ties_even();
    let rest = angle - quarters * HALF_PI[0] - quarters * HALF_PI[1];
    let square = rest * rest;
    let series = |factors: [f64; 6]| factors.iter().rev().fold(0.0, |sum, f| sum * square + f);
    let sine = rest + rest * square * series(SINE);
    let cosine = 1.0 - (0.5 * square - square * square * series(COSINE));
    match quarters as i64 & 3 {
        0 => (sine, cosine),
        1 => (cosine, -sine),
        2 => (-sine, -cosine),
        _ => (-cosine, sine),
    }
}

/// Sine.
#[must_use]
pub fn sin(angle: f64) -> f64 {
    sin_cos(angle).0
}

/// Cosine.
#[must_use]
pub fn cos(angle: f64) -> f64 {
    sin_cos(angle).1
}

/// Tangent.
#[must_use]
pub fn tan(angle: f64) -> f64 {
    let (sine, cosine) = sin_cos(angle);
    sine / cosine
}

/// The direction of `[x, y]` from the positive x axis towards the positive y axis, within ±π; 0 for no direction at all.
///
/// A rough angle is turned back; what is left of the direction is so small that three terms of a series tell its angle.
#[must_use]
pub fn atan2(y: f64, x: f64) -> f64 {
    let (wide, high) = (x.abs(), y.abs());
    let ratio = wide.min(high) / wide.max(high);
    if ratio.is_nan() {
        return if wide == high { 0.0 } else { f64::NAN };
    }
    let series = |left: f64| {
        let square = left * left;
        left * (1.0 - square * (1.0 / 3.0 - square * (0.2 - square / 7.0)))
    };
    if x > 0.0 && high < SMALL * wide {
        return series(y / x);
    }
    let mut rough = ratio * (0.972_4 - 0.191_9 * ratio * ratio);
    if high > wide {
        rough = FRAC_PI_2 - rough;
    }
    if x < 0.0 {
        rough = PI - rough;
    }
    rough = rough.copysign(y);
    let (sine, cosine) = sin_cos(rough);
    rough + series((y * cosine - x * sine) / (x * cosine + y * sine))
}

/// The angle within ±π/2 that has a tangent.
#[must_use]
pub fn atan(tangent: f64) -> f64 {
    atan2(tangent, 1.0)
}

/// The angle within ±π/2 that has a sine, which must lie within ±1.
#[must_use]
pub fn asin(sine: f64) -> f64 {
    atan2(sine, ((1.0 - sine) * (1.0 + sine)).sqrt())
}

/// Hyperbolic sine and cosine, within some units in the last place of the cosine.
#[must_use]
pub fn sinh_cosh(x: f64) -> (f64, f64) {
    let grown = x.exp();
    ((grown - 1.0 / grown) / 2.0, (grown + 1.0 / grown) / 2.0)
}

/// Inverse hyperbolic tangent of numbers within ±0.1: there the eccentricity of the earth times any sine lies.
#[must_use]
pub fn atanh_of_small(x: f64) -> f64 {
    const FACTORS: [f64; 8] = [
        1.0,
        1.0 / 3.0,
        1.0 / 5.0,
        1.0 / 7.0,
        1.0 / 9.0,
        1.0 / 11.0,
        1.0 / 13.0,
        1.0 / 15.0,
    ];
    let square = x * x;
    x * FACTORS.iter().rev().fold(0.0, |sum, f| sum * square + f)
}

/// The length of a vector; its square must be within the range of numbers.
#[must_use]
pub fn length([x, y]: [f64; 2]) -> f64 {
    (x * x + y * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As far as results may be from the standard library's, for each unit of their size.
    const CLOSE: f64 = 1e-15;

    fn assert_close(found: f64, expected: f64) {
        assert!(
            (found - expected).abs() <= CLOSE * expected.abs(),
            "{found} instead of {expected}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn angles_have_their_sines(angle in prop_oneof![-7.0..7.0, -1e-3..1e-3, -1e5..1e5]) {
            let (sine, cosine) = sin_cos(angle);
            assert_close(sine, angle.sin());
            assert_close(cosine, angle.cos());
            assert_close(tan(angle), angle.tan());
        }

        #[test]
        fn directions_have_their_angles(
            x in prop_oneof![-1.0..1.0, -1e-9..1e-9, Just(0.0), Just(1.0)],
            y in prop_oneof![-1.0..1.0, -1e-9..1e-9, Just(0.0), Just(1.0)],
        ) {
            assert_close(atan2(y, x), y.atan2(x));
            assert_close(atan(y), y.atan());
            assert_close(asin(y), y.asin());
        }

        #[test]
        fn small_numbers_have_their_hyperbolic_tangents(x in -0.1..0.1) {
            assert_close(atanh_of_small(x), x.atanh());
        }

        #[test]
        fn hyperbolic_functions_are_close(x in -4.0..4.0) {
            let (sine, cosine) = sinh_cosh(x);
            prop_assert!((sine - x.sinh()).abs() <= CLOSE * cosine);
            assert_close(cosine, x.cosh());
        }
    }

    #[test]
    fn whole_quarters_of_a_turn_are_where_they_should_be() {
        assert_eq!(atan2(0.0, 1.0), 0.0);
        assert_eq!(atan2(1.0, 0.0), FRAC_PI_2);
        assert_eq!(atan2(0.0, -1.0), PI);
        assert_eq!(atan2(0.0, 0.0), 0.0);
        assert_eq!(sin_cos(0.0), (0.0, 1.0));
        assert!(sin(f64::NAN).is_nan() && atan2(f64::NAN, 0.0).is_nan());
    }
}
