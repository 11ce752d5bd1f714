//! Every sentence a person reads, in every language, chosen by compile-time keys.
//!
//! `locales/<language>/*.json` is the source; `build.rs` refuses a language that lacks a key, and a key that
//! does not exist does not compile. The texts themselves are a file for each language ([`learn`]). Numbers and dates arrive here already formatted by the browser's `Intl`.

mod plural;
mod tables;

pub use plural::{PluralForm, plural_form};
pub use tables::{is_known, learn};

/// Compile-time keys, one constant per text: `zone.count.other` is [`key::ZONE_COUNT_OTHER`].
pub mod key {
    use super::Key;
    include!(concat!(env!("OUT_DIR"), "/keys.rs"));
}

/// One text in all languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(usize);

/// A language the interface speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    #[default]
    English,
    Azerbaijani,
}

impl Language {
    /// All languages, in the order of the switcher.
    pub const ALL: [Self; 2] = [Self::English, Self::Azerbaijani];

    /// The BCP 47 tag, for `lang` attributes and `Intl`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Azerbaijani => "az",
        }
    }

    /// The language's own name.
    #[must_use]
    pub fn endonym(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Azerbaijani => "Azərbaycanca",
        }
    }

    /// The language of a BCP 47 tag; region and script are ignored.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == primary)
    }
}

impl Key {
    /// The key spelled `name` in the locale files: for texts chosen by data, such as the codes of a report. Only of the
    /// families that `build/texts.rs` lists, and plural forms.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let everyday = tables::everyday();
        everyday
            .binary_search(&name)
            .or_else(|_| {
                let place = tables::rare().binary_search(&name);
                place.map(|place| everyday.len() + place)
            })
            .ok()
            .map(Self)
    }

    /// The text as it stands; empty where the language's texts are not there.
    #[must_use]
    pub fn text(self, language: Language) -> &'static str {
        tables::table(language)
            .get(self.0)
            .copied()
            .unwrap_or_default()
    }

    /// The text with each `{name}` replaced by its value.
    #[must_use]
    pub fn with(self, language: Language, values: &[(&str, &str)]) -> String {
        fill(self.text(language), values)
    }
}

/// The plural of `stem` for `count`: `stem.one`, `stem.other`, … as the language demands; `{count}` is `shown`.
#[must_use]
pub fn plural(language: Language, stem: &str, count: u64, shown: &str) -> String {
    plural_with(language, stem, count, &[("count", shown)])
}

/// The plural of `stem` for `count`, with each `{name}` replaced by its value.
#[must_use]
pub fn plural_with(language: Language, stem: &str, count: u64, values: &[(&str, &str)]) -> String {
    let form = plural_form(language, count).suffix();
    let key =
        Key::named(&format!("{stem}.{form}")).or_else(|| Key::named(&format!("{stem}.other")));
    debug_assert!(key.is_some(), "no plural texts for {stem}");
    key.map_or_else(String::new, |key| key.with(language, values))
}

/// Replaces each `{name}` by its value; unknown names stay as they are, so that a mistake shows.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(length) = rest[start..].find('}') else {
            break;
        };
        let name = &rest[start + 1..start + length];
        filled.push_str(&rest[..start]);
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_values_are_not_read_again() {
        assert_eq!(fill("{a} of {b}", &[("a", "{b}"), ("b", "7")]), "{b} of 7");
    }

    #[test]
    fn unknown_placeholders_stay_visible() {
        assert_eq!(fill("{a} {nobody}", &[("a", "1")]), "1 {nobody}");
    }

    #[test]
    fn names_are_sorted_so_that_look_ups_by_name_find_every_key() {
        let names = tables::everyday().iter().chain(tables::rare());
        for (place, name) in names.enumerate() {
            assert_eq!(Key::named(name), Some(Key(place)), "{name}");
        }
    }

    #[test]
    fn tags_with_regions_find_their_language() {
        assert_eq!(
            Language::from_tag("az-Latn-AZ"),
            Some(Language::Azerbaijani)
        );
        assert_eq!(Language::from_tag("km"), None);
    }
}
