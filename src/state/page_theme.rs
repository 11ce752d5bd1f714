//! What a publisher's or a partner's colours become on the page: custom properties of its style, where they can be read.
//!
//! Text must have a contrast of 4.5:1 with every ground that it stands on, lines of controls 3:1 (WCAG 2.2). Grounds of
//! warnings cannot be chosen at all; a text is only taken where it is read on them too.

use super::contrast::contrast;
use super::hues::{manifest_colour, theme_name};
use super::refused_colour::{RefusedColour, Why};
use crate::manifest::{Colours, Font, GREATEST_RADIUS, Rgb, ThemeColours};
use crate::scene::{Style, Theme};

const TEXT: f64 = 4.5;
const LINE: f64 = 3.0;
/// How much of the text's colour is in what lies deeper than the surface.
const SUNK_SHARE: f64 = 0.08;

/// The built-in colours of `style/tokens.css` that a choice has to get on with.
#[derive(Debug, Clone, Copy)]
struct BuiltIn {
    paper: Rgb,
    paper_sunk: Rgb,
    ink: Rgb,
    ink_quiet: Rgb,
    control_line: Rgb,
    accent: Rgb,
    alert: Rgb,
    alert_ground: Rgb,
    attention_ground: Rgb,
    focus: Rgb,
}

const LIGHT: BuiltIn = BuiltIn {
    paper: Rgb([0xFB, 0xFA, 0xF7]),
    paper_sunk: Rgb([0xE9, 0xE6, 0xDF]),
    ink: Rgb([0x1B, 0x1D, 0x20]),
    ink_quiet: Rgb([0x45, 0x48, 0x4D]),
    control_line: Rgb([0x85, 0x82, 0x7A]),
    accent: Rgb([0x1D, 0x4F, 0x91]),
    alert: Rgb([0x9B, 0x1C, 0x0C]),
    alert_ground: Rgb([0xFB, 0xE6, 0xE1]),
    attention_ground: Rgb([0xFD, 0xF0, 0xD8]),
    focus: Rgb([0x0B, 0x57, 0xD0]),
};

const DARK: BuiltIn = BuiltIn {
    paper: Rgb([0x1F, 0x23, 0x29]),
    paper_sunk: Rgb([0x12, 0x15, 0x1A]),
    ink: Rgb([0xEC, 0xEA, 0xE5]),
    ink_quiet: Rgb([0xBC, 0xBA, 0xB4]),
    control_line: Rgb([0x7D, 0x82, 0x8B]),
    accent: Rgb([0xA9, 0xC7, 0xF5]),
    alert: Rgb([0xFF, 0xB4, 0xA5]),
    alert_ground: Rgb([0x46, 0x16, 0x0D]),
    attention_ground: Rgb([0x40, 0x30, 0x0F]),
    focus: Rgb([0x9C, 0xC2, 0xFF]),
};

/// The custom properties that a theme may set; each is set or taken away whenever one is worn.
pub const THEME_TOKENS: [&str; 7] = [
    "--ink",
    "--paper",
    "--paper-sunk",
    "--accent",
    "--accent-ink",
    "--radius",
    "--font",
];

/// A theme as the page wears it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct WornTheme {
    /// Values of [`THEME_TOKENS`]; the style sheet's own where there is none.
    pub tokens: Vec<(&'static str, String)>,
    pub refused: Vec<RefusedColour>,
}

impl WornTheme {
    /// What of a choice can be read under a theme. An accent that was chosen for light pages is tried on dark ones too.
    #[must_use]
    pub fn of(chosen: &ThemeColours, theme: Theme) -> Self {
        let mut worn = Self::default();
        let (built_in, colours) = match theme {
            Theme::Light => (LIGHT, chosen.light),
            Theme::Dark => (DARK, chosen.dark),
        };
        worn.wear_colours(&built_in, colours, theme);
        if theme == Theme::Dark && colours.accent.is_none() {
            let borrowed = Colours {
                accent: chosen.light.accent,
                ..colours
            };
            let mut tried = Self::default();
            tried.wear_colours(&built_in, borrowed, theme);
            if tried.refused == worn.refused {
                worn.tokens = tried.tokens;
            }
        }
        if let Some(radius) = chosen.radius {
            worn.tokens.push(("--radius", radius.to_string() + "px"));
        }
        if let Some(font) = chosen.font {
            worn.tokens.push(("--font", families(font).to_owned()));
        }
        worn
    }

    fn wear_colours(&mut self, built_in: &BuiltIn, colours: Colours, theme: Theme) {
        let ground = manifest_colour(Style::of(theme).ground);
        let prefix = ["theme.", theme_name(theme), "."].concat();
        let mut judge = |name: &str, colour: Rgb, needs: &[(&str, Rgb, f64)]| {
            let faint = needs
                .iter()
                .map(|(on, other, least)| (*on, contrast(colour, *other), *least))
                .find(|(_, ratio, least)| ratio < least);
            let Some((on, ratio, least)) = faint else {
                return true;
            };
            self.refused.push(RefusedColour {
                name: [&*prefix, name].concat(),
                colour,
                why: Why::Faint {
                    on: on.to_owned(),
                    ratio,
                    least,
                },
            });
            false
        };
        let text = colours.text.filter(|text| {
            let needs = [
                ("surface", built_in.paper, TEXT),
                ("paper-sunk", built_in.paper_sunk, TEXT),
                ("ground", ground, TEXT),
                ("attention-ground", built_in.attention_ground, TEXT),
                ("alert-ground", built_in.alert_ground, TEXT),
            ];
            judge("text", *text, &needs)
        });
        let ink = text.unwrap_or(built_in.ink);
        let surface = colours.surface.filter(|surface| {
            let needs = [
                ("text", ink, TEXT),
                ("ink-quiet", built_in.ink_quiet, TEXT),
                ("alert", built_in.alert, TEXT),
                ("accent", built_in.accent, TEXT),
                ("focus", built_in.focus, LINE),
                ("control-line", built_in.control_line, LINE),
            ];
            let sunk = mixed(*surface, ink);
            let on_sunk = [
                ("text", ink, TEXT),
                ("ink-quiet", built_in.ink_quiet, TEXT),
                ("accent", built_in.accent, TEXT),
            ];
            judge("surface", *surface, &needs) && judge("surface (sunk)", sunk, &on_sunk)
        });
        let paper = surface.unwrap_or(built_in.paper);
        let paper_sunk = surface.map_or(built_in.paper_sunk, |surface| mixed(surface, ink));
        let accent = colours.accent.filter(|accent| {
            let needs = [
                ("surface", paper, TEXT),
                ("paper-sunk", paper_sunk, TEXT),
                ("ground", ground, TEXT),
            ];
            judge("accent", *accent, &needs)
        });
        let mut wear = |token, colour: Rgb| self.tokens.push((token, String::from(colour)));
        if let Some(text) = text {
            wear("--ink", text);
        }
        if surface.is_some() {
            wear("--paper", paper);
            wear("--paper-sunk", paper_sunk);
        }
        if let Some(accent) = accent {
            wear("--accent", accent);
            let [white, black] = [Rgb([255; 3]), Rgb([0; 3])];
            // One of the two is always read: their contrasts with any colour have the product 21.
            let reads = contrast(accent, white) >= contrast(accent, black);
            wear("--accent-ink", if reads { white } else { black });
        }
    }
}

/// A publisher's theme with what the query of the page's address chooses, and the entries of the query that make no sense.
#[must_use]
pub fn chosen_in_query(
    mut theme: ThemeColours,
    query: &[(String, String)],
) -> (ThemeColours, Vec<(String, String)>) {
    let mut wrong = Vec::new();
    for (name, value) in query {
        let is_taken = match name.as_str() {
            "radius" => {
                let radius = value.parse().ok();
                let radius = radius.filter(|radius| *radius <= GREATEST_RADIUS);
                theme.radius = radius.or(theme.radius);
                radius.is_some()
            }
            "font" => {
                let font = Font::from_slug(value);
                theme.font = font.or(theme.font);
                font.is_some()
            }
            name => {
                let (name, colours) = match name.strip_suffix("-dark") {
                    Some(name) => (name, &mut theme.dark),
                    None => (name, &mut theme.light),
                };
                let place = match name {
                    "accent" => &mut colours.accent,
                    "surface" => &mut colours.surface,
                    _ => &mut colours.text,
                };
                let colour = Rgb::parse(value);
                *place = colour.or(*place);
                colour.is_some()
            }
        };
        if !is_taken {
            wrong.push((name.clone(), value.clone()));
        }
    }
    (theme, wrong)
}

/// A surface with a little of the text's colour in it.
fn mixed(surface: Rgb, ink: Rgb) -> Rgb {
    let mut colour = surface.0;
    for (channel, ink) in colour.iter_mut().zip(ink.0) {
        let (from, to) = (f64::from(*channel), f64::from(ink));
        *channel = (from + (to - from) * SUNK_SHARE).round() as u8;
    }
    Rgb(colour)
}

/// Families that devices have.
fn families(font: Font) -> &'static str {
    match font {
        Font::Sans => "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif",
        Font::Serif => {
            "ui-serif, Charter, Georgia, \"Noto Serif\", \"DejaVu Serif\", \"Times New Roman\", serif"
        }
        Font::Humanist => {
            "Seravek, Ubuntu, Calibri, \"Gill Sans\", \"Noto Sans\", \"DejaVu Sans\", sans-serif"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOKENS: &str = include_str!("../../style/tokens.css");

    fn colour(written: &str) -> Rgb {
        Rgb::parse(written).expect("the test writes colours")
    }

    fn token(worn: &WornTheme, name: &str) -> Option<Rgb> {
        let found = worn.tokens.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| colour(value))
    }

    #[test]
    fn the_built_in_colours_are_those_of_the_style_sheet() {
        let (light, dark) = TOKENS
            .split_once(":root[data-theme=\"dark\"]")
            .expect("both themes are in it");
        for (sheet, built_in) in [(light, LIGHT), (dark, DARK)] {
            for (name, value) in [
                ("paper", built_in.paper),
                ("paper-sunk", built_in.paper_sunk),
                ("ink", built_in.ink),
                ("ink-quiet", built_in.ink_quiet),
                ("control-line", built_in.control_line),
                ("accent", built_in.accent),
                ("alert", built_in.alert),
                ("alert-ground", built_in.alert_ground),
                ("attention-ground", built_in.attention_ground),
                ("focus", built_in.focus),
            ] {
                let line = format!("    --{name}: {};", String::from(value).to_lowercase());
                assert!(sheet.contains(&line), "{line}");
            }
        }
    }

    #[test]
    fn a_readable_theme_is_worn_and_its_button_can_be_read() {
        let chosen = ThemeColours {
            light: Colours {
                accent: Some(colour("#00695C")),
                surface: Some(colour("#FFFFFF")),
                text: Some(colour("#102027")),
            },
            radius: Some(8),
            font: Some(Font::Serif),
            ..ThemeColours::default()
        };
        let worn = WornTheme::of(&chosen, Theme::Light);
        assert_eq!(worn.refused, []);
        assert_eq!(token(&worn, "--accent"), Some(colour("#00695C")));
        assert_eq!(token(&worn, "--accent-ink"), Some(colour("#FFFFFF")));
        assert!(worn.tokens.contains(&("--radius", "8px".to_owned())));
        assert!(
            worn.tokens
                .iter()
                .all(|(name, _)| THEME_TOKENS.contains(name))
        );
    }

    #[test]
    fn an_accent_for_light_pages_is_not_blamed_on_dark_ones() {
        let chosen = |accent| ThemeColours {
            light: Colours {
                accent: Some(colour(accent)),
                ..Colours::default()
            },
            ..ThemeColours::default()
        };
        let navy = WornTheme::of(&chosen("#002B5C"), Theme::Dark);
        assert_eq!(navy, WornTheme::default());
        let bright = WornTheme::of(&chosen("#80CBC4"), Theme::Dark);
        assert_eq!(token(&bright, "--accent"), Some(colour("#80CBC4")));
        assert_eq!(
            WornTheme::of(&chosen("#80CBC4"), Theme::Light)
                .refused
                .len(),
            1
        );
    }

    #[test]
    fn an_address_chooses_over_the_manifest_and_nonsense_chooses_nothing() {
        let manifest = ThemeColours {
            light: Colours {
                accent: Some(colour("#123456")),
                ..Colours::default()
            },
            ..ThemeColours::default()
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let query = [
            pair("accent", "url(javascript:x)"),
            pair("text-dark", "rgb(255, 255, 255)"),
            pair("radius", "400"),
            pair("font", "Comic Sans; color: red"),
        ];
        let (theme, wrong) = chosen_in_query(manifest, &query);
        assert_eq!(theme.light, manifest.light);
        assert_eq!(theme.dark.text, Some(colour("#FFF")));
        assert_eq!((theme.radius, theme.font), (None, None));
        let names: Vec<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["accent", "radius", "font"]);
    }

    #[test]
    fn a_text_that_vanishes_in_the_warning_is_refused() {
        let chosen = ThemeColours {
            light: Colours {
                text: Some(LIGHT.attention_ground),
                ..Colours::default()
            },
            ..ThemeColours::default()
        };
        let worn = WornTheme::of(&chosen, Theme::Light);
        assert_eq!(worn.tokens, []);
        assert_eq!(worn.refused[0].name, "theme.light.text");
    }

    proptest! {
        #[test]
        fn whatever_is_chosen_the_page_can_be_read(text: Option<[u8; 3]>, surface: Option<[u8; 3]>, accent: Option<[u8; 3]>, dark: bool) {
            let colours = Colours { text: text.map(Rgb), surface: surface.map(Rgb), accent: accent.map(Rgb) };
            let (theme, built_in) = if dark { (Theme::Dark, DARK) } else { (Theme::Light, LIGHT) };
            let chosen = ThemeColours { light: colours, dark: colours, ..ThemeColours::default() };
            let worn = WornTheme::of(&chosen, theme);
            let ink = token(&worn, "--ink").unwrap_or(built_in.ink);
            let paper = token(&worn, "--paper").unwrap_or(built_in.paper);
            let sunk = token(&worn, "--paper-sunk").unwrap_or(built_in.paper_sunk);
            let accent = token(&worn, "--accent").unwrap_or(built_in.accent);
            for ground in [paper, sunk, built_in.attention_ground, built_in.alert_ground] {
                prop_assert!(contrast(ink, ground) >= TEXT);
            }
            for (line, ground) in [(built_in.alert, paper), (built_in.ink_quiet, paper), (accent, paper)] {
                prop_assert!(contrast(line, ground) >= TEXT);
            }
            if let Some(ink) = token(&worn, "--accent-ink") {
                prop_assert!(contrast(accent, ink) >= TEXT);
            }
        }
    }
}
