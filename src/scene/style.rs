//! How everything on the map looks: one table for light ground, one for dark.
//!
//! Every class of land has its own hue, its own hatch, its own outline and its own mark: colour is never the only cue.
//! Lengths are CSS pixels at whole zoom levels; colours are sRGB.

use crate::decimal::rounded;
use crate::hazard::HazardStatus;
use crate::hazard::row_state::{INJURED, KILLED};

/// Light paper or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    const fn hex(code: u32) -> Self {
        Self((code >> 16) as u8, (code >> 8) as u8, code as u8)
    }

    /// The colour of `#rrggbb`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        u32::from_str_radix(digits, 16).ok().map(Self::hex)
    }

    /// Red, green and blue from 0 to 1.
    #[must_use]
    pub fn unit(self) -> [f32; 3] {
        [self.0, self.1, self.2].map(|channel| f32::from(channel) / 255.0)
    }

    /// As CSS writes it, with an opacity from 0 to 1.
    #[must_use]
    pub fn css(self, alpha: f32) -> String {
        let alpha = rounded(f64::from(alpha), 3);
        format!("rgba({},{},{},{alpha})", self.0, self.1, self.2)
    }
}

/// Opacity of lines and dots of a hatch, over the fill's own.
pub const HATCH_OPACITY: f32 = 0.9;

/// The pattern over a fill, at 45 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hatch {
    None,
    Lines,
    BrokenLines,
    Dots,
}

impl Hatch {
    /// Every pattern that is drawn.
    pub const DRAWN: [Self; 3] = [Self::Lines, Self::BrokenLines, Self::Dots];

    /// The number that shaders know it by.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// How often the pattern repeats along the equator at zoom 0. A whole even number, so that no seam shows where
    /// the world wraps; lines lie 7.9, 10.1 and 9.1 pixels apart.
    #[must_use]
    pub fn repeats(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Lines => 46.0,
            Self::BrokenLines => 36.0,
            Self::Dots => 40.0,
        }
    }
}

/// The pattern along an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stroke {
    Solid,
    Dashed,
    DashDot,
    Dotted,
    /// Solid, with short marks towards the inside.
    Ticks,
}

impl Stroke {
    /// The number that shaders know it by.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Length after which it repeats.
    #[must_use]
    pub fn period(self) -> f32 {
        match self {
            Self::Solid => 1.0,
            Self::Dashed => 10.0,
            Self::DashDot => 14.0,
            Self::Dotted => 4.0,
            Self::Ticks => 12.0,
        }
    }
}

/// Length of the inner marks of [`Stroke::Ticks`]: shorter further out, where areas are narrow.
#[must_use]
pub fn tick_length(zoom: f64) -> f32 {
    (zoom as f32 - 8.0).clamp(2.5, 5.0)
}

/// Parts of rows whose longer side is shorter on screen carry a mark.
pub const MARKED_BELOW: f32 = 6.0;

const _: () = assert!(
    MARKED_BELOW as f64 >= super::MARK_EXTENT_PX,
    "what the mesher leaves out is marked"
);

/// The radius of marks of areas, and of rows that are points: these grow as one comes nearer.
#[must_use]
pub fn mark_radii(zoom: f64) -> [f32; 2] {
    let nearness = ((zoom - 8.0) / 6.0).clamp(0.0, 1.0) as f32;
    [3.0, 3.0 + 3.5 * nearness]
}

/// The radius of marks of accidents that are shown one by one: where many are in view, they are small.
#[must_use]
pub fn accident_radius(zoom: f64) -> f32 {
    let nearness = ((zoom - 6.0) / 7.0).clamp(0.0, 1.0) as f32;
    2.5 + 2.5 * nearness
}

/// The shape of a minimum mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MarkShape {
    Diamond,
    Triangle,
    Square,
    Disc,
    Ring,
    Cross,
    /// Accidents: a ring with a core, an open ring, a ring that is half full.
    Core,
    OpenRing,
    HalfRing,
}

impl MarkShape {
    /// Whether it says what happened in an accident.
    #[must_use]
    pub fn is_of_accidents(self) -> bool {
        matches!(self, Self::Core | Self::OpenRing | Self::HalfRing)
    }

    /// The number that shaders know it by.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

/// How one class of areas is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaStyle {
    pub colour: Rgb,
    /// Opacity of the fill under the hatch, 0 to 1.
    pub fill: f32,
    pub hatch: Hatch,
    /// Width of the outline; 0 draws none.
    pub outline: f32,
    pub stroke: Stroke,
    pub mark: MarkShape,
}

impl AreaStyle {
    const fn ground(colour: Rgb) -> Self {
        Self {
            colour,
            fill: 1.0,
            hatch: Hatch::None,
            outline: 0.0,
            stroke: Stroke::Solid,
            mark: MarkShape::Disc,
        }
    }

    const fn line(colour: Rgb, outline: f32, stroke: Stroke) -> Self {
        Self {
            fill: 0.0,
            outline,
            stroke,
            ..Self::ground(colour)
        }
    }
}

/// Everything a painter asks about colour.
#[derive(Debug, Clone, PartialEq)]
pub struct Style {
    pub theme: Theme,
    /// Paper: land, and the whole map where no basemap is loaded.
    pub ground: Rgb,
    pub water: Rgb,
    pub land: AreaStyle,
    pub lakes: AreaStyle,
    pub coast: AreaStyle,
    pub rivers: AreaStyle,
    pub borders: AreaStyle,
    pub unsettled_borders: AreaStyle,
    pub regions: AreaStyle,
    pub coverage: AreaStyle,
    /// What a person draws or asks about: a place, a route, a distance.
    pub sketch: AreaStyle,
    pub graticule: Rgb,
    pub text: Rgb,
    /// Names of lesser weight.
    pub muted_text: Rgb,
    pub water_text: Rgb,
    /// Around text and marks, so that they read on any fill.
    pub halo: Rgb,
    /// Rings and cores of accidents.
    pub incident: Rgb,
    classes: [AreaStyle; 7],
}

impl Style {
    /// The table of a theme.
    #[must_use]
    pub fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => LIGHT,
            Theme::Dark => DARK,
        }
    }

    /// How a class of zones is drawn; unknown as suspected.
    #[must_use]
    pub fn class(&self, status: HazardStatus) -> &AreaStyle {
        &self.classes[usize::from(status.code())]
    }

    /// How an accident is drawn by itself: by the worst that happened, as its state says it.
    #[must_use]
    pub fn accident(&self, outcome: u8) -> AreaStyle {
        AreaStyle {
            fill: 0.0,
            mark: match outcome {
                KILLED => MarkShape::Core,
                INJURED => MarkShape::OpenRing,
                _ => MarkShape::HalfRing,
            },
            ..AreaStyle::ground(self.incident)
        }
    }

    /// With another hue for a class. Unknown and suspected share theirs.
    #[must_use]
    pub fn with_colour(mut self, status: HazardStatus, colour: Rgb) -> Self {
        self.classes[usize::from(status.code())].colour = colour;
        match status {
            HazardStatus::Suspected => self.classes[0].colour = colour,
            HazardStatus::Unknown => self.classes[2].colour = colour,
            _ => {}
        }
        self
    }
}

/// The classes by code, in their hues: confirmed, suspected, declared, cleared, released without clearance.
const fn classes(hues: [u32; 5]) -> [AreaStyle; 7] {
    let confirmed = AreaStyle {
        colour: Rgb::hex(hues[0]),
        fill: 0.45,
        hatch: Hatch::Lines,
        outline: 2.0,
        stroke: Stroke::Solid,
        mark: MarkShape::Diamond,
    };
    let suspected = AreaStyle {
        colour: Rgb::hex(hues[1]),
        fill: 0.35,
        hatch: Hatch::BrokenLines,
        outline: 2.0,
        stroke: Stroke::Dashed,
        mark: MarkShape::Triangle,
    };
    let declared = AreaStyle {
        colour: Rgb::hex(hues[2]),
        fill: 0.06,
        hatch: Hatch::Dots,
        outline: 1.5,
        stroke: Stroke::DashDot,
        mark: MarkShape::Square,
    };
    let cleared = AreaStyle {
        colour: Rgb::hex(hues[3]),
        fill: 0.15,
        hatch: Hatch::None,
        outline: 1.5,
        stroke: Stroke::Ticks,
        mark: MarkShape::Ring,
    };
    let reduced = AreaStyle {
        colour: Rgb::hex(hues[4]),
        fill: 0.15,
        hatch: Hatch::None,
        outline: 1.0,
        stroke: Stroke::Solid,
        mark: MarkShape::Disc,
    };
    let cancelled = AreaStyle {
        stroke: Stroke::Dotted,
        mark: MarkShape::Cross,
        ..reduced
    };
    [
        suspected, confirmed, suspected, declared, cleared, reduced, cancelled,
    ]
}

const LIGHT: Style = Style {
    theme: Theme::Light,
    ground: Rgb::hex(0xF3_F1_EC),
    water: Rgb::hex(0xDB_E5_EA),
    land: AreaStyle::ground(Rgb::hex(0xF3_F1_EC)),
    lakes: AreaStyle {
        outline: 0.75,
        ..AreaStyle::ground(Rgb::hex(0xDB_E5_EA))
    },
    coast: AreaStyle::line(Rgb::hex(0x93_A9_B5), 1.0, Stroke::Solid),
    rivers: AreaStyle::line(Rgb::hex(0xB9_CC_D6), 1.0, Stroke::Solid),
    borders: AreaStyle::line(Rgb::hex(0x8D_88_80), 1.25, Stroke::DashDot),
    unsettled_borders: AreaStyle::line(Rgb::hex(0xA3_9D_94), 1.25, Stroke::Dotted),
    regions: AreaStyle::line(Rgb::hex(0xA9_A4_9B), 1.0, Stroke::Dotted),
    coverage: AreaStyle {
        fill: 0.04,
        ..AreaStyle::line(Rgb::hex(0x5B_5A_57), 1.0, Stroke::Dotted)
    },
    sketch: AreaStyle {
        fill: 0.06,
        ..AreaStyle::line(Rgb::hex(0x16_18_1C), 1.5, Stroke::Dashed)
    },
    graticule: Rgb::hex(0xC9_CE_CC),
    text: Rgb::hex(0x2A_2B_2D),
    muted_text: Rgb::hex(0x55_55_53),
    water_text: Rgb::hex(0x3B_62_78),
    halo: Rgb::hex(0xF8_F7_F4),
    incident: Rgb::hex(0x16_18_1C),
    classes: classes([0xC5_32_1E, 0xED_99_20, 0x02_2F_81, 0x2F_8F_BE, 0xC0_CA_D9]),
};

const DARK: Style = Style {
    theme: Theme::Dark,
    ground: Rgb::hex(0x17_1A_1F),
    water: Rgb::hex(0x0F_16_1D),
    land: AreaStyle::ground(Rgb::hex(0x17_1A_1F)),
    lakes: AreaStyle {
        outline: 0.75,
        ..AreaStyle::ground(Rgb::hex(0x0F_16_1D))
    },
    coast: AreaStyle::line(Rgb::hex(0x3A_4B_57), 1.0, Stroke::Solid),
    rivers: AreaStyle::line(Rgb::hex(0x26_33_3D), 1.0, Stroke::Solid),
    borders: AreaStyle::line(Rgb::hex(0x6A_6A_6E), 1.25, Stroke::DashDot),
    unsettled_borders: AreaStyle::line(Rgb::hex(0x5A_5A_5E), 1.25, Stroke::Dotted),
    regions: AreaStyle::line(Rgb::hex(0x52_54_59), 1.0, Stroke::Dotted),
    coverage: AreaStyle {
        fill: 0.05,
        ..AreaStyle::line(Rgb::hex(0x9A_9C_A1), 1.0, Stroke::Dotted)
    },
    sketch: AreaStyle {
        fill: 0.08,
        ..AreaStyle::line(Rgb::hex(0xF2_F0_EA), 1.5, Stroke::Dashed)
    },
    graticule: Rgb::hex(0x2C_32_39),
    text: Rgb::hex(0xE9_E7_E1),
    muted_text: Rgb::hex(0xB4_B4_B2),
    water_text: Rgb::hex(0x8F_B4_C8),
    halo: Rgb::hex(0x0E_10_13),
    incident: Rgb::hex(0xF2_F0_EA),
    classes: classes([0xF7_56_39, 0xFF_B0_19, 0xD6_C7_F7, 0x29_88_B0, 0x58_5B_5E]),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_classes_share_both_hatch_and_outline() {
        let style = Style::of(Theme::Light);
        let known: Vec<_> = HazardStatus::ALL[1..]
            .iter()
            .map(|&status| style.class(status))
            .collect();
        for (index, a) in known.iter().enumerate() {
            for b in &known[..index] {
                assert!((a.hatch, a.stroke) != (b.hatch, b.stroke));
                assert!(a.mark != b.mark);
            }
        }
    }

    #[test]
    fn unknown_is_drawn_as_suspected_whatever_the_palette() {
        let style = Style::of(Theme::Dark).with_colour(HazardStatus::Suspected, Rgb(1, 2, 3));
        assert_eq!(
            style.class(HazardStatus::Unknown),
            style.class(HazardStatus::Suspected)
        );
    }

    #[test]
    fn patterns_repeat_a_whole_even_number_of_times_around_the_world() {
        for hatch in Hatch::DRAWN {
            assert_eq!(hatch.repeats() % 2.0, 0.0);
        }
    }

    #[test]
    fn colours_are_read_as_css_writes_them() {
        assert_eq!(Rgb::parse("#C5321E"), Some(Rgb(0xC5, 0x32, 0x1E)));
        for wrong in ["C5321E", "#C5321", "#C5321G", "#+5321E", "red"] {
            assert_eq!(Rgb::parse(wrong), None, "{wrong}");
        }
    }
}
