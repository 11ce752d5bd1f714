//! How well one colour is read on another, and how well two are told apart by eyes of every kind.
//!
//! Contrast: WCAG 2.2, "contrast ratio" and "relative luminance", 1 to 21. Distance: Euclidean in Oklab (B. Ottosson,
//! "A perceptual color space for image processing", 2020) times 100, after what protanopes, deuteranopes and tritanopes
//! see (Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
//! 2009, severity 1.0).

use crate::manifest::Rgb;

type Matrix = [[f64; 3]; 3];

/// What a kind of eye makes of linear red, green and blue: the usual one, protanopia, deuteranopia, tritanopia.
const VISIONS: [Matrix; 4] = [
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ],
    [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ],
    [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ],
];

const CONES: Matrix = [
    [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
    [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
    [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];

const OKLAB: Matrix = [
    [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
    [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
    [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
];

/// The ratio of WCAG, from 1 to 21, whichever of the two is the lighter.
#[must_use]
pub fn contrast(one: Rgb, other: Rgb) -> f64 {
    let [one, other] = [one, other].map(luminance);
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The smallest distance of two colours under any of the visions; what one eye tells apart easily lies above 10.
#[must_use]
pub fn smallest_distance(one: Rgb, other: Rgb) -> f64 {
    let distance = |vision: &Matrix| {
        let [one, other] = [one, other].map(|colour| oklab(times(vision, linear(colour))));
        let squares = (0..3).map(|axis| (one[axis] - other[axis]).powi(2));
        100.0 * squares.sum::<f64>().sqrt()
    };
    VISIONS.iter().map(distance).fold(f64::INFINITY, f64::min)
}

fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = linear(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Red, green and blue as light, from 0 to 1 (IEC 61966-2-1).
fn linear(colour: Rgb) -> [f64; 3] {
    colour.0.map(|channel| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 {
            value / 12.92
        } else {
            power((value + 0.055) / 1.055, 2.4)
        }
    })
}

fn oklab(light: [f64; 3]) -> [f64; 3] {
    // What a screen cannot show is cut off.
    let light = light.map(|channel| channel.clamp(0.0, 1.0));
    times(
        &OKLAB,
        times(&CONES, light).map(|cone| power(cone, 1.0 / 3.0)),
    )
}

/// Without the tables that the standard library's own brings along.
fn power(base: f64, exponent: f64) -> f64 {
    if base <= 0.0 {
        return 0.0;
    }
    (base.ln() * exponent).exp()
}

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn colour(written: &str) -> Rgb {
        Rgb::parse(written).expect("the test writes colours")
    }

    #[test]
    fn contrast_agrees_with_published_values() {
        // From the WebAIM contrast checker and the Understanding documents of WCAG 2.2.
        for (one, other, published) in [
            ("#000000", "#FFFFFF", 21.0),
            ("#777777", "#FFFFFF", 4.48),
            ("#767676", "#FFFFFF", 4.54),
            ("#949494", "#FFFFFF", 3.03),
            ("#FF0000", "#FFFFFF", 4.0),
            ("#0000FF", "#FFFFFF", 8.59),
            ("#00FF00", "#FFFFFF", 1.37),
            ("#FFFF00", "#000000", 19.56),
        ] {
            let ratio = contrast(colour(one), colour(other));
            assert!((ratio - published).abs() < 0.006, "{one} {other}: {ratio}");
        }
    }

    #[test]
    fn red_and_green_of_one_lightness_are_far_for_some_eyes_and_near_for_others() {
        let [red, green] = [colour("#A05A2C"), colour("#687830")];
        let usual = {
            let [one, other] = [red, green].map(|colour| oklab(linear(colour)));
            100.0 * ((one[1] - other[1]).powi(2) + (one[2] - other[2]).powi(2)).sqrt()
        };
        assert!(smallest_distance(red, green) < usual / 2.0);
    }

    proptest! {
        #[test]
        fn contrast_is_the_same_both_ways_and_within_its_range(one: [u8; 3], other: [u8; 3]) {
            let ratio = contrast(Rgb(one), Rgb(other));
            prop_assert_eq!(ratio, contrast(Rgb(other), Rgb(one)));
            prop_assert!((1.0..=21.0 + 1e-9).contains(&ratio));
            prop_assert!((contrast(Rgb(one), Rgb(one)) - 1.0).abs() < 1e-12);
        }

        #[test]
        fn powers_are_the_standard_librarys(base in 1e-6..1.0_f64) {
            prop_assert!((power(base, 2.4) / base.powf(2.4) - 1.0).abs() < 1e-12);
            prop_assert!((power(base, 1.0 / 3.0) / base.cbrt() - 1.0).abs() < 1e-12);
        }
    }
}
