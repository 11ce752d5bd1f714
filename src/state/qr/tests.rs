//! Compared square by square with codes that another program made: `codes_by_qrcode.py` beside the list.

use super::*;
use proptest::prelude::*;

const BY_QRCODE: &str = include_str!("codes_by_qrcode.csv");

/// The rows of a code in hexadecimal digits, as the list has them.
fn written(dark: &[bool]) -> String {
    let digits = dark.chunks(4).map(|four| {
        let filled = four.iter().chain(std::iter::repeat(&false)).take(4);
        let digit = filled.fold(0, |digit, bit| digit << 1 | u32::from(*bit));
        char::from_digit(digit, 16).expect("four bits are a digit")
    });
    digits.collect()
}

#[test]
fn every_square_is_as_another_program_draws_it() {
    let mut versions = 0;
    for line in BY_QRCODE.lines().skip(1) {
        let mut cells = line.splitn(4, ',');
        let mut cell = || cells.next().expect("four cells");
        let (version, mask, squares, text) = (cell(), cell(), cell(), cell());
        let version: usize = version.parse().expect("a number");
        let mask = mask.parse().expect("a number");
        let drawn = QrCode::masked(text, mask).expect("it fits");
        assert_eq!(drawn.size(), 17 + 4 * version, "{text}");
        assert_eq!(written(&drawn.into_dark()), squares, "{version} {mask}");
        versions |= 1 << version;
    }
    assert_eq!(versions, (1 << (LARGEST + 1)) - 2, "every version is there");
}

#[test]
fn what_is_too_long_has_no_code() {
    assert!(QrCode::of(&"x".repeat(997)).is_some());
    assert!(QrCode::of(&"x".repeat(998)).is_none());
}

#[test]
fn the_path_holds_every_dark_square_once() {
    let code = QrCode::of("https://maps.example.org/").expect("it fits");
    let runs = code.path();
    let widths = runs.split('h').skip(1).step_by(2);
    let squares: usize = widths
        .map(|run| {
            run.split('v')
                .next()
                .expect("a width")
                .parse::<usize>()
                .expect("a number")
        })
        .sum();
    assert_eq!(squares, code.dark.iter().filter(|dark| **dark).count());
    assert!(code.svg().contains("viewBox=\"0 0 33 33\""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_mask_with_the_smallest_penalty_is_taken(text in "[ -~]{1,200}") {
        let code = QrCode::of(&text).expect("it fits");
        let all: Vec<_> = (0..8).map(|mask| QrCode::masked(&text, mask).expect("it fits")).collect();
        let least = all.iter().map(Matrix::penalty).min();
        let taken = all.into_iter().find(|drawn| Some(drawn.penalty()) == least).expect("there are eight");
        prop_assert_eq!(taken.into_dark(), code.dark);
    }
}
