//! Plural forms of whole numbers, after Unicode CLDR's cardinal rules, for the languages the interface speaks.

use super::Language;

/// CLDR's cardinal categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PluralForm {
    One,
    Other,
}

impl PluralForm {
    pub(super) fn suffix(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Other => "other",
        }
    }
}

/// The form a whole number takes.
#[must_use]
pub fn plural_form(language: Language, count: u64) -> PluralForm {
    match language {
        Language::English | Language::Azerbaijani if count == 1 => PluralForm::One,
        Language::English | Language::Azerbaijani => PluralForm::Other,
    }
}
