//! A text that a publisher writes once, or once per language.

use crate::json::{FromJson, Value, Wrong, expected};
use crate::sorted::SortedMap;

/// `"Areas"` or `{"en": "Areas", "az": "Ərazilər"}`; never the interface's own texts, those are in `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocalText {
    /// Texts by lower-case BCP 47 tag; the empty tag holds a text given without a language.
    by_tag: SortedMap<String, String>,
}

impl LocalText {
    /// The text for a reader of `tag`: that language, else its primary part, else the text without a language,
    /// else English, else any.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> &str {
        let tag = tag.to_ascii_lowercase();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        [tag.as_str(), primary, "", "en"]
            .into_iter()
            .find_map(|tag| self.by_tag.get(tag))
            .or_else(|| self.by_tag.values().next())
            .map_or("", String::as_str)
    }

    /// Whether no language has any text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_tag.values().all(|text| text.trim().is_empty())
    }

    /// The tags that have a text of their own.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.by_tag
            .keys()
            .map(String::as_str)
            .filter(|tag| !tag.is_empty())
    }
}

impl From<&str> for LocalText {
    fn from(text: &str) -> Self {
        Self {
            by_tag: [(String::new(), text.to_owned())].into_iter().collect(),
        }
    }
}

impl FromJson for LocalText {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let what = "a text or an object with one for each language";
        if let Some(text) = value.text() {
            return Ok(text.into());
        }
        let Some(members) = value.members() else {
            return Err(expected(what, value));
        };
        let mut by_tag = SortedMap::new();
        for (tag, text) in members {
            let text = String::from_json(text).map_err(|wrong| wrong.in_member(tag))?;
            by_tag.insert(tag.to_ascii_lowercase(), text);
        }
        Ok(Self { by_tag })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> LocalText {
        LocalText::from_json(&Value::read(json).unwrap()).unwrap()
    }

    #[test]
    fn a_plain_text_serves_every_language() {
        assert_eq!(read(r#""Areas""#).in_language("az"), "Areas");
    }

    #[test]
    fn a_region_falls_back_to_its_language_and_an_unknown_language_to_english() {
        let text = read(r#"{"en": "Areas", "AZ": "Ərazilər"}"#);
        assert_eq!(text.in_language("az-Latn-AZ"), "Ərazilər");
        assert_eq!(text.in_language("km"), "Areas");
    }

    #[test]
    fn without_english_any_text_is_better_than_none() {
        assert_eq!(read(r#"{"km": "តំបន់"}"#).in_language("en"), "តំបន់");
        assert_eq!(LocalText::default().in_language("en"), "");
    }

    #[test]
    fn what_is_neither_a_text_nor_texts_is_refused() {
        for json in ["5", "[\"Areas\"]", "{\"en\": null}"] {
            let refused = LocalText::from_json(&Value::read(json).unwrap());
            assert!(refused.is_err(), "{json}");
        }
    }
}
