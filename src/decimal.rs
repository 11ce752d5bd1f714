//! Decimal numbers to `f64`, correctly rounded, quick for the lengths that coordinates have.
//!
//! At most 19 digits and a small exponent are handled in integers; anything else goes to [`exact`], which is slow.
//! Both give the nearest `f64`, ties to even, so the two ways cannot be told apart. `str::parse` would do the same with
//! ten kilobytes of tables, which every visitor would transfer.
//!
//! Sources: W. D. Clinger, "How to Read Floating Point Numbers Accurately" (the exact case); the eight-digit step is
//! D. Lemire's, "Number Parsing at a Gigabyte per Second". The case above 2^53 divides in floating point and then
//! corrects the quotient by an exact comparison in 128 bits.

mod exact;
mod written;

pub use written::{push_whole, rounded, shortest, with_four_decimals};

/// Powers of ten that an `f64` holds exactly.
const EXACT_POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The number that fills `bytes` entirely, in JSON's grammar made forgiving: a leading `+` and zeros, `.5` and `5.`.
pub fn parse(bytes: &[u8]) -> Option<f64> {
    match scan(bytes) {
        Some((value, length)) if length == bytes.len() => Some(value),
        _ => None,
    }
}

/// The number at the start of `bytes`, and its length. `None` where there is none.
#[inline]
pub fn scan(bytes: &[u8]) -> Option<(f64, usize)> {
    let mut at = 0;
    let negative = match bytes.first()? {
        b'-' => {
            at = 1;
            true
        }
        b'+' => {
            at = 1;
            false
        }
        _ => false,
    };
    let first_digit = at;
    let mut mantissa = 0_u64;
    at = digits(bytes, at, &mut mantissa);
    let mut digit_count = at - first_digit;
    let mut exponent = 0_i32;
    if bytes.get(at) == Some(&b'.') {
        let fraction = at + 1;
        at = digits(bytes, fraction, &mut mantissa);
        digit_count += at - fraction;
        exponent = -((at - fraction) as i32);
    }
    if digit_count == 0 {
        return None;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let (power, end) = power(bytes, at)?;
        exponent = exponent.saturating_add(power);
        at = end;
    }
    let magnitude = if digit_count <= 19 {
        round(mantissa, exponent)
    } else {
        None
    };
    let value = match magnitude {
        Some(magnitude) if negative => -magnitude,
        Some(magnitude) => magnitude,
        None => exact::parse(&bytes[..at]),
    };
    Some((value, at))
}

/// Takes digits from `at` into `mantissa` (which wraps beyond 19 digits) and returns where they end.
#[inline]
fn digits(bytes: &[u8], mut at: usize, mantissa: &mut u64) -> usize {
    while let Some(eight) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*eight);
        if !all_digits(word) {
            break;
        }
        *mantissa = mantissa
            .wrapping_mul(100_000_000)
            .wrapping_add(eight_digits(word));
        at += 8;
    }
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        *mantissa = mantissa
            .wrapping_mul(10)
            .wrapping_add(u64::from(digit - b'0'));
        at += 1;
    }
    at
}

/// Whether all eight bytes are ASCII digits.
#[inline]
fn all_digits(word: u64) -> bool {
    let high = word & 0xF0F0_F0F0_F0F0_F0F0;
    let above_nine = (word & 0x0F0F_0F0F_0F0F_0F0F) + 0x0606_0606_0606_0606;
    high == 0x3030_3030_3030_3030 && above_nine & 0xF0F0_F0F0_F0F0_F0F0 == 0
}

/// The value of eight ASCII digits, the first in the lowest byte: pairs, then fours, then all.
#[inline]
fn eight_digits(word: u64) -> u64 {
    let pairs = (word & 0x0F0F_0F0F_0F0F_0F0F).wrapping_mul(10 * 256 + 1) >> 8;
    let fours = (pairs & 0x00FF_00FF_00FF_00FF).wrapping_mul(100 * 65_536 + 1) >> 16;
    (fours & 0x0000_FFFF_0000_FFFF).wrapping_mul(10_000 * (1 << 32) + 1) >> 32
}

/// The signed digits after the `e` at `at`, and where they end.
fn power(bytes: &[u8], at: usize) -> Option<(i32, usize)> {
    let (negative, mut end) = match bytes.get(at + 1)? {
        b'-' => (true, at + 2),
        b'+' => (false, at + 2),
        _ => (false, at + 1),
    };
    let start = end;
    let mut power = 0_i32;
    while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
        power = (10 * power + i32::from(digit - b'0')).min(100_000);
        end += 1;
    }
    (end > start).then_some((if negative { -power } else { power }, end))
}

/// `mantissa * 10^exponent` correctly rounded, or `None` where that needs more than this does.
#[inline]
fn round(mantissa: u64, exponent: i32) -> Option<f64> {
    if mantissa <= 1 << 53 {
        let exact = mantissa as f64;
        return match exponent {
            -22..=-1 => Some(exact / EXACT_POWERS[-exponent as usize]),
            0..=22 => Some(exact * EXACT_POWERS[exponent as usize]),
            _ if mantissa == 0 => Some(0.0),
            _ => None,
        };
    }
    match exponent {
        0 => Some(mantissa as f64),
        -19..=-1 => quotient(mantissa, -exponent as usize),
        _ => None,
    }
}

/// `mantissa / 10^digits` correctly rounded, for mantissas above 2^53 and 1 to 19 digits.
///
/// The floating-point quotient is off by at most one step: two roundings of half a step each. Whether the neighbour
/// is nearer is decided exactly: quotient = `q * 2^-shift` with `q` a 53-bit integer, so `mantissa * 2^(shift + 1)`
/// is compared with `(2q ± 1) * 10^digits`.
#[inline]
fn quotient(mantissa: u64, digits: usize) -> Option<f64> {
    let guess = mantissa as f64 / EXACT_POWERS[digits];
    let bits = guess.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let shift = 1_075 - (bits >> 52) as i32;
    // Next to a power of two the steps differ in size on the two sides; the shift must fit into 128 bits.
    if fraction == 0 || fraction == (1 << 52) - 1 || !(0..=62).contains(&shift) {
        return None;
    }
    let whole = fraction | 1 << 52;
    let divisor = 10_u64.pow(digits as u32);
    let exact = u128::from(mantissa) << (shift + 1);
    let guessed = u128::from(2 * whole) * u128::from(divisor);
    let error = exact.wrapping_sub(guessed) as i128;
    let half = i128::from(divisor);
    let up = error > half || (error == half && whole & 1 == 1);
    let down = error < -half || (error == -half && whole & 1 == 1);
    Some(f64::from_bits(bits + u64::from(up) - u64::from(down)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "", "-", ".", "e5", "1e", "1e+", "NaN", "--1", "1.2.3", "0x10", "1 ",
        ] {
            assert_eq!(parse(text.as_bytes()), None, "{text:?}");
        }
    }

    #[test]
    fn a_number_ends_where_its_grammar_ends() {
        assert_eq!(scan(b"17.25,45"), Some((17.25, 5)));
        assert_eq!(scan(b"-0]"), Some((-0.0, 2)));
    }

    #[test]
    fn ties_and_neighbours_of_powers_of_two_round_as_the_standard_library_does() {
        for text in [
            "9007199254740993",
            "9007199254740993.0",
            "9007199254740995.0",
            "900719925474099.35",
            "4503599627370496.5",
            "63.99999999999999645",
            "64.00000000000000355",
            "0.1000000000000000055",
            "1844674407370955161.5",
            "9999999999999999999",
            "12345678901234567890123",
            "1e22",
            "1e23",
            "1e-400",
            "1e400",
            "0e999999999999",
        ] {
            assert_same(text);
        }
    }

    fn assert_same(text: &str) {
        let expected: f64 = text.parse().expect("the standard library reads it");
        let got = parse(text.as_bytes()).expect("read here too");
        assert_eq!(got.to_bits(), expected.to_bits(), "{text}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn decimals_are_read_to_the_last_bit(text in "-?[0-9]{1,4}\\.[0-9]{0,22}") {
            assert_same(&text);
        }

        #[test]
        fn numbers_with_exponents_are_read_to_the_last_bit(text in "-?[0-9]{1,20}(\\.[0-9]{1,20})?[eE][-+]?[0-9]{1,3}") {
            assert_same(&text);
        }
    }

    proptest! {
        #[test]
        fn what_the_standard_library_writes_comes_back(value in proptest::num::f64::NORMAL) {
            assert_same(&value.to_string());
        }
    }
}
