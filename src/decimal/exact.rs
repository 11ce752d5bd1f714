//! Decimal numbers of any length to the nearest `f64`: exact, and without tables.
//!
//! Long coordinates are common, so 19 digits are tried first: where these and the next number of 19 digits give the
//! same `f64`, so does everything between them. Else the slow way:
//! the nearest value is found by bisection among all `f64`s, whose bits stand in the order of their values; each step
//! compares the decimal with the middle between two neighbours in whole numbers of any length.

use std::cmp::Ordering;

use super::round;

/// So many significant digits decide: the middle between two neighbours has at most 767.
const DIGITS: usize = 780;

/// Beyond these powers of ten every number is zero or infinite.
const GREATEST_POWER: i64 = 310;
const LEAST_POWER: i64 = -345;

/// The value of a whole number in decimal notation, sign and exponent included, which the caller has checked.
pub(super) fn parse(text: &[u8]) -> f64 {
    let decimal = Decimal::read(text);
    let magnitude = decimal.nearest();
    if text.first() == Some(&b'-') {
        -magnitude
    } else {
        magnitude
    }
}

/// `0.d1 d2 d3 … * 10^power`, the first digit not 0; no digits at all for zero.
pub(super) struct Decimal {
    digits: Vec<u8>,
    power: i64,
}

impl Decimal {
    /// All digits of a number that is neither negative nor infinite.
    pub(super) fn of(number: f64) -> Self {
        let (fraction, exponent) = parts(number.to_bits());
        // fraction * 2^exponent, or fraction * 5^-exponent / 10^-exponent
        let mut whole = Whole::of(fraction);
        whole.multiply_power(2, exponent);
        whole.multiply_power(5, -exponent);
        let mut digits = Vec::new();
        while !whole.0.is_empty() {
            digits.push(whole.divide_by_ten());
        }
        digits.reverse();
        let power = if digits.is_empty() {
            0
        } else {
            digits.len() as i64 + exponent.min(0)
        };
        Self { digits, power }
    }

    /// The nearest decimal of at most so many digits.
    pub(super) fn rounded(&self, digits: usize) -> Self {
        let mut rounded = Self {
            digits: self.digits.iter().copied().take(digits).collect(),
            power: self.power,
        };
        if self.digits.get(digits).is_some_and(|digit| *digit >= 5) {
            while rounded.digits.last() == Some(&9) {
                rounded.digits.pop();
            }
            match rounded.digits.last_mut() {
                Some(last) => *last += 1,
                None => {
                    rounded.digits.push(1);
                    rounded.power += 1;
                }
            }
        }
        while rounded.digits.last() == Some(&0) {
            rounded.digits.pop();
        }
        rounded
    }

    /// Appends it without an exponent.
    pub(super) fn write(&self, text: &mut String) {
        if self.power <= 0 {
            text.push('0');
        }
        // The first digit stands at place 0, the point before place `power`.
        for place in self.power.min(0)..self.power.max(self.digits.len() as i64) {
            if place == self.power {
                text.push('.');
            }
            let digit = usize::try_from(place)
                .ok()
                .and_then(|place| self.digits.get(place));
            text.push(char::from(b'0' + digit.copied().unwrap_or(0)));
        }
    }

    fn read(text: &[u8]) -> Self {
        let mut decimal = Self {
            digits: Vec::new(),
            power: 0,
        };
        let (mut fraction, mut dropped) = (false, false);
        let mut rest = text.iter();
        for &byte in rest.by_ref() {
            match byte {
                b'.' => fraction = true,
                b'e' | b'E' => break,
                b'0'..=b'9' => {
                    let leads = byte == b'0' && decimal.digits.is_empty();
                    if leads {
                        decimal.power -= i64::from(fraction);
                    } else {
                        decimal.power += i64::from(!fraction);
                        if decimal.digits.len() < DIGITS {
                            decimal.digits.push(byte - b'0');
                        } else {
                            dropped |= byte != b'0';
                        }
                    }
                }
                _ => {}
            }
        }
        if dropped {
            // More than the digits kept, less than the next: any digit tells both.
            decimal.digits.push(1);
        }
        let exponent = rest.as_slice();
        let size = exponent
            .iter()
            .filter(|byte| byte.is_ascii_digit())
            .fold(0, |size: i64, byte| {
                (10 * size + i64::from(byte - b'0')).min(1 << 40)
            });
        decimal.power += if exponent.first() == Some(&b'-') {
            -size
        } else {
            size
        };
        decimal
    }

    pub(super) fn nearest(&self) -> f64 {
        if self.digits.is_empty() || self.power < LEAST_POWER {
            return 0.0;
        }
        if self.power > GREATEST_POWER {
            return f64::INFINITY;
        }
        if let Some(value) = self.of_19_digits() {
            return value;
        }
        // The number of values whose upper middle lies below the decimal.
        let (mut low, mut high) = (0, f64::INFINITY.to_bits());
        while low < high {
            let bits = u64::midpoint(low, high);
            let above = match self.compare_with_middle_above(bits) {
                Ordering::Greater => true,
                Ordering::Equal => bits & 1 == 1,
                Ordering::Less => false,
            };
            if above {
                low = bits + 1;
            } else {
                high = bits;
            }
        }
        f64::from_bits(low)
    }

    fn of_19_digits(&self) -> Option<f64> {
        let digits = self.digits.iter().chain(std::iter::repeat(&0)).take(19);
        let mantissa = digits.fold(0, |mantissa: u64, digit| 10 * mantissa + u64::from(*digit));
        let exponent = (self.power - 19) as i32;
        let [low, high] = [mantissa, mantissa + 1].map(|mantissa| round(mantissa, exponent));
        low.filter(|_| low == high)
    }

    /// Compares with the middle between the value of `bits` and the next.
    fn compare_with_middle_above(&self, bits: u64) -> Ordering {
        let (whole, exponent) = parts(bits);
        // digits * 10^tens against (2 * whole + 1) * 2^twos
        let (tens, twos) = (self.power - self.digits.len() as i64, exponent - 1);
        let mut decimal = Whole::default();
        for digit in &self.digits {
            decimal.multiply_add(10, u32::from(*digit));
        }
        let mut middle = Whole::of(2 * whole + 1);
        decimal.multiply_power(10, tens);
        middle.multiply_power(10, -tens);
        decimal.multiply_power(2, -twos);
        middle.multiply_power(2, twos);
        decimal.compare(&middle)
    }
}

/// A number that is not negative, from its bits, as a whole number and a power of two.
pub(super) fn parts(bits: u64) -> (u64, i64) {
    let (fraction, biased) = (bits & ((1 << 52) - 1), (bits >> 52) as i64);
    match biased {
        0 => (fraction, -1_074),
        _ => (fraction | 1 << 52, biased - 1_075),
    }
}

/// A whole number of any length, its 32-bit digits from the least on; no leading zero.
#[derive(Default)]
struct Whole(Vec<u32>);

impl Whole {
    fn of(value: u64) -> Self {
        let mut whole = Self::default();
        whole.multiply_add(1, (value >> 32) as u32);
        whole.multiply_add(1 << 16, 0);
        whole.multiply_add(1 << 16, 0);
        whole.multiply_add(1, value as u32);
        whole
    }

    fn multiply_add(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Divides and returns the remainder.
    fn divide_by_ten(&mut self) -> u8 {
        let mut remainder = 0;
        for digit in self.0.iter_mut().rev() {
            let value = remainder << 32 | u64::from(*digit);
            *digit = (value / 10) as u32;
            remainder = value % 10;
        }
        self.0.pop_if(|digit| *digit == 0);
        remainder as u8
    }

    /// Multiplies by a power of 2, 5 or 10; one below 1 leaves it as it is.
    fn multiply_power(&mut self, base: u32, exponent: i64) {
        for _ in 0..exponent / 9 {
            self.multiply_add(base.pow(9), 0);
        }
        for _ in 0..exponent % 9 {
            self.multiply_add(base, 0);
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        (self.0.len().cmp(&other.0.len()))
            .then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}
