//! Sentences that several components share: ages, dates of data, directions, numbered nouns.

use crate::web::view::prelude::*;

use super::Store;
use crate::hazard::{HazardStatus, RowKind};
use crate::state::{Sentences, Wording};
use crate::text::{Key, Language, key, plural};
use crate::web::intl;

const DAYS_PER_YEAR: i64 = 365;

/// "12 days old", from two years on in years.
pub(super) fn age(language: Language, days: i64) -> String {
    let days = days.max(0);
    let (stem, number) = if days < 2 * DAYS_PER_YEAR {
        ("page.age", days)
    } else {
        ("page.age_years", days / DAYS_PER_YEAR)
    };
    counted(language, stem, number.unsigned_abs())
}

/// "as of 1 Jun 2025", or the range where layers differ.
pub(super) fn as_of(language: Language, first: &str, last: &str) -> String {
    let (from, to) = (
        intl::iso_date(language, first),
        intl::iso_date(language, last),
    );
    if first == last {
        key::PAGE_AS_OF.with(language, &[("date", &from)])
    } else {
        key::PAGE_AS_OF_RANGE.with(language, &[("from", &from), ("to", &to)])
    }
}

/// What is shown and hidden, in sentences.
pub(super) fn sentences(store: Store) -> Sentences {
    let language = store.language.get();
    let wording = Wording {
        language,
        number: &|number| intl::count(language, number),
        day: &|day| intl::day(language, day),
    };
    let window = store.time.get();
    store
        .counted
        .with(|counted| wording.sentences(&counted.totals, window))
}

/// The plural of `stem` with its number as the language writes it.
pub(super) fn counted(language: Language, stem: &str, count: u64) -> String {
    plural(language, stem, count, &intl::count(language, count))
}

/// "to the north-east" for 45°: degrees clockwise from north.
pub(super) fn direction(language: Language, bearing_deg: f64) -> &'static str {
    const COMPASS: [Key; 8] = [
        key::DIRECTION_N,
        key::DIRECTION_NE,
        key::DIRECTION_E,
        key::DIRECTION_SE,
        key::DIRECTION_S,
        key::DIRECTION_SW,
        key::DIRECTION_W,
        key::DIRECTION_NW,
    ];
    let eighth = (bearing_deg.rem_euclid(360.0) / 45.0).round() as usize % COMPASS.len();
    COMPASS[eighth].text(language)
}

/// The short name of a class, as the legend has it.
pub(super) fn class_name(status: HazardStatus) -> Key {
    match status {
        HazardStatus::Confirmed => key::LEGEND_CONFIRMED,
        HazardStatus::Suspected => key::LEGEND_SUSPECTED,
        HazardStatus::Declared => key::LEGEND_DECLARED,
        HazardStatus::Cleared => key::LEGEND_CLEARED,
        HazardStatus::Reduced => key::LEGEND_REDUCED,
        HazardStatus::Cancelled => key::LEGEND_CANCELLED,
        HazardStatus::Unknown => key::LEGEND_UNKNOWN,
    }
}

/// What a row is, where it has no class.
pub(super) fn kind_name(kind: RowKind) -> Key {
    match kind {
        RowKind::Zone => key::KIND_OF_ROW_ZONE,
        RowKind::Incident => key::KIND_OF_ROW_INCIDENT,
        RowKind::Settlement => key::KIND_OF_ROW_SETTLEMENT,
        RowKind::Region => key::KIND_OF_ROW_REGION,
    }
}
