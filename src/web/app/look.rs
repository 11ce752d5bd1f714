//! The publisher's and the partner's look: colours, corners and font of the page, hues of the map. Only what can be read
//! is worn (see `state::page_theme`, `state::hues`); what is refused is said in the console and once in the status line.
//!
//! Most maps have no look of their own, so this comes with the second half of the program; until then a map has the
//! built-in one.

use std::rc::Rc;

use web_sys::Event;

use super::App;
use crate::hazard::HazardStatus;
use crate::manifest::ThemeColours;
use crate::reactive::Read;
use crate::scene::{Rgb, Theme};
use crate::state::{RefusedColour, THEME_TOKENS, WornTheme, chosen_in_query, readable_hues};
use crate::text::key;
use crate::web::dom::{self, window};

/// What is worn.
#[derive(Default)]
pub struct Look {
    /// What the page's address chooses.
    pub(super) query: Vec<(String, String)>,
    /// Hues in place of built-in ones, under the theme in force.
    pub(super) hues: Vec<(HazardStatus, Rgb)>,
    /// The second half of the program is here.
    pub(super) can_change: bool,
    /// What was said already.
    said: Vec<String>,
}

impl Look {
    pub(super) fn chosen(query: Vec<(String, String)>) -> Self {
        Self {
            query,
            ..Self::default()
        }
    }
}

impl App {
    /// Whether publisher or address choose anything.
    pub(super) fn has_own_look(&self) -> bool {
        let manifest = self.manifest.borrow();
        let is_plain = manifest.palette.light.is_empty()
            && manifest.palette.dark.is_empty()
            && manifest.theme == ThemeColours::default();
        !is_plain || !self.look.borrow().query.is_empty()
    }

    /// Wears the look that was chosen, once the program can: it is called again then.
    pub(super) fn wear_look(self: &Rc<Self>, theme: Theme) {
        if !self.has_own_look() {
            return;
        }
        if self.look.borrow().can_change {
            self.change_look(theme);
        } else if let Ok(event) = Event::new("hazard-map-open") {
            // Brings the second half.
            drop(window().dispatch_event(&event));
        }
    }

    fn change_look(self: &Rc<Self>, theme: Theme) {
        let manifest = self.manifest.borrow().clone();
        let palette = match theme {
            Theme::Light => &manifest.palette.light,
            Theme::Dark => &manifest.palette.dark,
        };
        let (hues, mut refused) = readable_hues(theme, palette);
        let query = self.look.borrow().query.clone();
        let (chosen, wrong) = chosen_in_query(manifest.theme, &query);
        let worn = WornTheme::of(&chosen, theme);
        refused.extend(worn.refused);
        for token in THEME_TOKENS {
            let value = worn.tokens.iter().find(|(name, _)| *name == token);
            dom::set_token(token, value.map(|(_, value)| value.as_str()));
        }
        for status in HazardStatus::ALL {
            let hue = hues.iter().find(|(known, _)| *known == status);
            let hue = hue.map(|(_, hue)| String::from(*hue));
            dom::set_token(&["--status-", status.slug()].concat(), hue.as_deref());
        }
        let hues = hues.into_iter().map(|(status, hue)| {
            let [red, green, blue] = hue.0;
            (status, Rgb(red, green, blue))
        });
        self.look.borrow_mut().hues = hues.collect();
        self.say_refused(&refused, &wrong);
    }

    fn say_refused(&self, refused: &[RefusedColour], wrong: &[(String, String)]) {
        let language = self.store.language.get_untracked();
        let wrong = wrong.iter().map(|(name, value)| {
            let value = crate::state::shortened(value, 40);
            key::THEME_NOT_UNDERSTOOD.with(language, &[("name", name), ("value", &value)])
        });
        let sentences = wrong.chain(refused.iter().map(|refused| refused.text(language)));
        let mut look = self.look.borrow_mut();
        let mut fresh = Vec::new();
        for sentence in sentences {
            if !look.said.contains(&sentence) {
                dom::warn(&sentence);
                look.said.push(sentence.clone());
                fresh.push(sentence);
            }
        }
        drop(look);
        if !fresh.is_empty() {
            self.store.announce(&fresh.join(" "));
        }
    }
}
