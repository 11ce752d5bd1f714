//! Colours that a publisher or a partner chooses. Here they are only read; whether they can be read on the page is
//! judged where they are used.

use crate::hazard::HazardStatus;
use crate::json::{FromJson, Value, Wrong, choice, expected};
use crate::sorted::SortedMap;

/// Hues that replace the built-in ones, by class; the check for colour-blind readers happens where they are used.
/// Unknown status has no hue of its own: it is always drawn as suspected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    pub light: SortedMap<HazardStatus, Rgb>,
    pub dark: SortedMap<HazardStatus, Rgb>,
}

/// How the page around the map looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ThemeColours {
    pub light: Colours,
    pub dark: Colours,
    /// Of corners, in CSS pixels.
    pub radius: Option<u32>,
    pub font: Option<Font>,
}

/// Colours of the page under one theme; the built-in ones where none are given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Colours {
    /// Links, marks of what is chosen, the main button.
    pub accent: Option<Rgb>,
    /// Behind panels and bars.
    pub surface: Option<Rgb>,
    pub text: Option<Rgb>,
}

/// Fonts that the reader's device has; the map carries none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    Sans,
    Serif,
    Humanist,
}

impl Font {
    const ALL: [Self; 3] = [Self::Sans, Self::Serif, Self::Humanist];

    /// The spelling in `map.json` and in addresses.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Sans => "sans",
            Self::Serif => "serif",
            Self::Humanist => "humanist",
        }
    }

    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|font| font.slug() == slug)
    }
}

impl FromJson for Font {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        choice(value, &Self::ALL, Self::slug)
    }
}

/// Corners rounder than this would cut into words.
pub const GREATEST_RADIUS: u32 = 16;

/// An sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub [u8; 3]);

impl Rgb {
    /// The colour written `#RRGGBB`, `#RGB`, `rgb(197, 50, 30)` or `rgb(197 50 30)`; nothing else that CSS knows.
    #[must_use]
    pub fn parse(written: &str) -> Option<Self> {
        match written.strip_prefix('#') {
            Some(digits) => Self::from_digits(digits),
            None => Self::from_channels(written.strip_prefix("rgb(")?.strip_suffix(')')?),
        }
    }

    fn from_digits(digits: &str) -> Option<Self> {
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        match digits.len() {
            6 => Some(Self([red, green, blue])),
            // Each digit twice.
            3 => Some(Self(
                [green & 15, blue >> 4, blue & 15].map(|digit| digit * 17),
            )),
            _ => None,
        }
    }

    fn from_channels(channels: &str) -> Option<Self> {
        let separator = if channels.contains(',') { ',' } else { ' ' };
        let mut colour = [0; 3];
        let mut given = channels
            .split(separator)
            .map(str::trim)
            .filter(|channel| separator == ',' || !channel.is_empty());
        for channel in &mut colour {
            let digits = given.next()?;
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return None;
            }
            *channel = digits.parse().ok()?;
        }
        given.next().is_none().then_some(Self(colour))
    }
}

impl FromJson for Rgb {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let colour = value.text().and_then(Self::parse);
        colour.ok_or_else(|| expected("a colour such as #C5321E", value))
    }
}

impl From<Rgb> for String {
    fn from(Rgb([red, green, blue]): Rgb) -> Self {
        format!("#{red:02X}{green:02X}{blue:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!(
            Rgb::parse("#c5321E").map(String::from),
            Some("#C5321E".to_owned())
        );
        for same in ["rgb(197,50,30)", "rgb(197, 50, 30)", "rgb(197 50 30)"] {
            assert_eq!(Rgb::parse(same), Some(Rgb([197, 50, 30])), "{same}");
        }
        assert_eq!(Rgb::parse("#1a0"), Some(Rgb([0x11, 0xAA, 0x00])));
        for wrong in [
            "",
            "#",
            "C5321E",
            "#C53E",
            "#C5321G",
            "#+5321E",
            "#C5321E80",
            "red",
            "#C5321E;x",
            "rgb(1,2)",
            "rgb(1,2,3,4)",
            "rgb(1,2,256)",
            "rgb(1,2,-3)",
            "rgb(1,,3)",
            "rgb(1 2,3)",
            "rgb(1%,2%,3%)",
            "rgba(1,2,3)",
            "url(x)",
            "var(--x)",
        ] {
            assert_eq!(Rgb::parse(wrong), None, "{wrong}");
        }
    }
}
