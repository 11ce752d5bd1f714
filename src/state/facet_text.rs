//! The names of facets and of their values, for the filter panel, the legend and the timeline.

use super::shortened;
use crate::filter::{Facet, SEVERAL, UNKNOWN};
use crate::text::{Key, Language, key};

/// Letters of a value that a file brings.
const LETTERS: usize = 200;

/// What a facet is called.
#[must_use]
pub fn facet_name(facet: Facet) -> Key {
    let named = match facet.field() {
        Some(field) => Key::named(&format!("field.{}", field.slug())),
        None => Key::named(&format!("facet.{}", facet.slug())),
    };
    debug_assert!(named.is_some(), "{facet:?} has no name");
    named.unwrap_or(key::FACET_OTHER)
}

/// What a value of a facet is called; a value that the data bring stands as it is written there.
///
/// The value of several devices in one accident ([`SEVERAL`]) has a name too.
#[must_use]
pub fn value_name(facet: Facet, value: &str, language: Language) -> String {
    let group = match facet {
        Facet::HazardTypes | Facet::Device => "hazard_type",
        Facet::Area => "area_class",
        facet => facet.slug(),
    };
    let known = Key::named(&format!("{group}.{value}")).or(match value {
        UNKNOWN => Some(key::FACET_VALUE_UNKNOWN),
        SEVERAL => Some(key::FACET_VALUE_SEVERAL),
        _ => None,
    });
    known.map_or_else(
        || shortened(value, LETTERS),
        |key| key.text(language).to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_facet_and_every_value_of_a_closed_list_has_a_name() {
        for facet in Facet::ALL {
            assert_ne!(facet_name(facet), key::FACET_OTHER, "{facet:?}");
            for value in facet.closed_values().unwrap_or(&[]) {
                for language in Language::ALL {
                    assert_ne!(&value_name(facet, value, language), value, "{facet:?}");
                }
            }
        }
    }

    #[test]
    fn a_value_of_the_data_stands_as_it_is_written() {
        assert_eq!(
            value_name(Facet::Operator, "ANAMA", Language::Azerbaijani),
            "ANAMA"
        );
        assert_eq!(
            value_name(Facet::Operator, "unknown", Language::English),
            "Unknown"
        );
    }
}
