//! A text that a publisher writes once, or once per language.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// `"Areas"` or `{"en": "Areas", "az": "Ərazilər"}`; never the interface's own texts, those are in `text`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct LocalText {
    /// Texts by lower-case BCP 47 tag; the empty tag holds a text given without a language.
    by_tag: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    PerLanguage(BTreeMap<String, String>),
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
        Written::Plain(text.to_owned()).into()
    }
}

impl From<Written> for LocalText {
    fn from(written: Written) -> Self {
        let by_tag = match written {
            Written::Plain(text) => BTreeMap::from([(String::new(), text)]),
            Written::PerLanguage(texts) => texts
                .into_iter()
                .map(|(tag, text)| (tag.to_ascii_lowercase(), text))
                .collect(),
        };
        Self { by_tag }
    }
}

impl From<LocalText> for Written {
    fn from(text: LocalText) -> Self {
        let mut by_tag = text.by_tag;
        match (by_tag.len(), by_tag.remove("")) {
            (1, Some(plain)) => Self::Plain(plain),
            (_, Some(plain)) => {
                by_tag.insert(String::new(), plain);
                Self::PerLanguage(by_tag)
            }
            (_, None) => Self::PerLanguage(by_tag),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> LocalText {
        serde_json::from_str(json).unwrap()
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
    fn both_spellings_survive_a_round_trip() {
        for json in [r#""Areas""#, r#"{"az":"Ərazilər","en":"Areas"}"#] {
            assert_eq!(serde_json::to_string(&read(json)).unwrap(), json);
        }
    }
}
