//! Words of the table that several of its parts use.

use super::super::super::provenance::{mark, publisher_words};
use super::super::super::wording::{age, direction};
use super::super::super::{Answers, Store};
use crate::protocol::RowReason;
use crate::reactive::Read;
use crate::state::{About, AnswerWording, PlaceRow};
use crate::text::{Key, Language, key};
use crate::units::Metres;
use crate::web::intl;

/// Words answers in the language in force, and hands the wording on.
pub(super) fn worded<T>(
    store: Store,
    titles: &[String],
    say: impl FnOnce(&AnswerWording<'_>) -> T,
) -> T {
    let language = store.language.get();
    say(&AnswerWording {
        language,
        about: About::Place,
        number: &|number| intl::count(language, number),
        distance: &|Metres(metres)| intl::distance(language, metres),
        percent: &|share| percent(language, share),
        age: &|days| age(language, i64::from(days)),
        direction: &|bearing| direction(language, bearing),
        title: &|layer| titles.get(layer).cloned().unwrap_or_default(),
        publisher: &publisher_words(store),
    })
}

/// A share as a percentage that never rounds something to nothing.
pub(super) fn percent(language: Language, share: f64) -> String {
    let hundredths = 100.0 * share;
    let is_small = hundredths > 0.0 && hundredths < 1.0;
    intl::with_unit(
        language,
        key::UNIT_PERCENT,
        hundredths,
        if is_small { 2 } else { 0 },
    )
}

/// A text chosen by a code; the code itself where there is none.
pub(super) fn said(language: Language, stem: &str, code: &str) -> String {
    let name = Key::named(&format!("{stem}.{code}"));
    name.map_or_else(|| code.to_owned(), |name| name.text(language).to_owned())
}

pub(super) fn reason(language: Language, reason: RowReason) -> String {
    said(language, "many.reason", reason.code())
}

/// The name of a place, else its id, else its line.
pub(super) fn name_of(language: Language, row: &PlaceRow) -> String {
    let place = &row.place;
    if !place.name.is_empty() {
        place.name.clone()
    } else if !place.id.is_empty() {
        place.id.clone()
    } else {
        key::MANY_NAMELESS.with(language, &[("line", &place.line.to_string())])
    }
}

/// What limits every answer, one sentence each.
pub(super) fn table_caveats(store: Store, answers: &Answers) -> Vec<String> {
    worded(store, &answers.titles, |wording| {
        wording.caveats(&answers.caveats)
    })
}

/// What limits the answer about one row.
pub(super) fn row_caveats(store: Store, answers: &Answers, row: &PlaceRow) -> Vec<String> {
    worded(store, &answers.titles, |wording| {
        wording.caveats(&row.caveats)
    })
}

/// That no record is no evidence of safety, and what the publisher wants in every export.
pub(super) fn warning(store: Store, language: Language) -> String {
    let mut warning = key::WARNING_LINE.text(language).to_owned();
    store.manifest.with(|manifest| {
        for notice in manifest.notices.iter().filter(|notice| notice.watermark) {
            warning.push(' ');
            warning.push_str(notice.text.in_language(language.tag()));
        }
    });
    if let Some(mark) = mark(store) {
        warning.push(' ');
        warning.push_str(&mark);
    }
    warning
}
