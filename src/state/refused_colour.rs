//! Why a colour that somebody chose is not used, in words for whoever chose it.

use crate::manifest::Rgb;
use crate::text::{Language, key};

/// A colour that is not used; the built-in one stays.
#[derive(Debug, Clone, PartialEq)]
pub struct RefusedColour {
    /// Where it was chosen: `theme.light.accent`.
    pub name: String,
    pub colour: Rgb,
    pub why: Why,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// It is not read on another colour, or another not on it.
    Faint { on: String, ratio: f64, least: f64 },
    /// Some eyes take it for that of another class.
    Alike { other: String },
}

impl RefusedColour {
    /// One sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let colour = String::from(self.colour);
        let named = [("name", &*self.name), ("colour", &*colour)];
        match &self.why {
            Why::Faint { on, ratio, least } => {
                let [ratio, least] = [*ratio, *least].map(told);
                let values = [
                    named[0],
                    named[1],
                    ("other", on.as_str()),
                    ("ratio", &ratio),
                    ("least", &least),
                ];
                key::THEME_FAINT.with(language, &values)
            }
            Why::Alike { other } => {
                let values = [named[0], named[1], ("other", other.as_str())];
                key::THEME_ALIKE.with(language, &values)
            }
        }
    }
}

/// A ratio with two places after the point, rounded down: one that is too small must not read as enough.
fn told(ratio: f64) -> String {
    crate::decimal::shortest((ratio * 100.0).floor() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_is_a_whole_sentence_in_every_language() {
        let faint = Why::Faint {
            on: "surface".to_owned(),
            ratio: 4.499,
            least: 4.5,
        };
        let alike = Why::Alike {
            other: "cleared".to_owned(),
        };
        for language in Language::ALL {
            for why in [faint.clone(), alike.clone()] {
                let refused = RefusedColour {
                    name: "theme.light.accent".to_owned(),
                    colour: Rgb([1, 2, 3]),
                    why,
                };
                let said = refused.text(language);
                assert!(said.contains("theme.light.accent") && said.contains("#010203"));
                assert!(!said.contains(['{', '}']), "{said}");
            }
        }
        let refused = RefusedColour {
            name: String::new(),
            colour: Rgb([0; 3]),
            why: faint,
        };
        assert!(refused.text(Language::English).contains("4.49:1"));
    }
}
