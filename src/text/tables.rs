//! The texts of each language, once they are there.
//!
//! On the page they come as one file for each language, see `web::texts`; native programs have them built in.

use std::sync::OnceLock;

use super::{Language, key};

static TABLES: [OnceLock<Vec<&'static str>>; Language::ALL.len()] =
    [const { OnceLock::new() }; Language::ALL.len()];
static EVERYDAY: OnceLock<Vec<&'static str>> = OnceLock::new();
static RARE: OnceLock<Vec<&'static str>> = OnceLock::new();

/// Takes up the texts of a language from its file; whether it is the file of this build, with a text for every key.
pub fn learn(language: Language, file: String) -> bool {
    let fits = file.split('\n').count() == key::COUNT;
    if fits {
        TABLES[language as usize].get_or_init(|| file.leak().split('\n').collect());
    }
    fits
}

/// Whether the texts of a language are there.
#[must_use]
pub fn is_known(language: Language) -> bool {
    !table(language).is_empty()
}

/// The texts in the order of the keys; none where they have not come.
pub(super) fn table(language: Language) -> &'static [&'static str] {
    let place = language as usize;
    let table = &TABLES[place];
    if table.get().is_none() && !key::BUILT_IN[place].is_empty() {
        learn(language, key::BUILT_IN[place].to_owned());
    }
    table.get().map_or(&[], Vec::as_slice)
}

/// The spellings of the first keys, ascending: of those that a map needs while it opens.
pub(super) fn everyday() -> &'static [&'static str] {
    EVERYDAY.get_or_init(|| key::EVERYDAY.split('\n').collect())
}

/// The spellings of the keys after these, ascending.
pub(super) fn rare() -> &'static [&'static str] {
    RARE.get_or_init(|| key::RARE.split('\n').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_line_for_every_key() {
        for language in Language::ALL {
            assert_eq!(table(language).len(), key::COUNT);
            assert!(is_known(language));
        }
    }

    #[test]
    fn a_file_of_another_build_is_refused() {
        assert!(!learn(Language::English, "Map\nPlace".to_owned()));
    }
}
