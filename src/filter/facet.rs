//! The questions a person can narrow the map by, and the values each can be answered with.
//!
//! A facet concerns zones, incidents or both; a row of another kind is never hidden by it. Value 0 of every facet
//! is `unknown`: a choice of its own, which a row has wherever its layer does not tell.

use super::AreaClass;
use super::people::{AgeGroup, Outcome, Person, Sex};
use super::survey_age::SurveyAge;
use crate::hazard::{
    Evidence, Field, HazardStatus, HazardType, IncidentKind, Reliability, RowKind, WorkStatus,
};

/// The value of a row whose layer does not tell.
pub const UNKNOWN: &str = "unknown";

macro_rules! facets {
    ($($(#[$meta:meta])* $variant:ident, $slug:literal, $field:expr, [$($kind:ident),+];)+) => {
        /// A question with a list of values to choose from.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Facet { $($(#[$meta])* $variant,)+ }

        impl Facet {
            /// Every facet, in the order of the filter panel.
            pub const ALL: [Self; [$($slug),+].len()] = [$(Self::$variant),+];

            /// The spelling in filters, links and messages.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// The column its values are read from as they are; `None` where they are worked out.
            #[must_use]
            pub fn field(self) -> Option<Field> {
                match self { $(Self::$variant => $field,)+ }
            }

            /// Whether it concerns rows of a kind.
            #[must_use]
            pub fn concerns(self, kind: RowKind) -> bool {
                match self { $(Self::$variant => matches!(kind, $(RowKind::$kind)|+),)+ }
            }
        }
    };
}

facets! {
    /// The effective status: on a map as of a past day, what was known then.
    Status, "status", Some(Field::Status), [Zone];
    HazardTypes, "hazard_types", Some(Field::HazardTypes), [Zone];
    WorkStatus, "work_status", Some(Field::WorkStatus), [Zone];
    Evidence, "evidence", Some(Field::Evidence), [Zone];
    Reliability, "reliability", Some(Field::Reliability), [Zone];
    /// Stated area in classes, or computed where none is stated.
    Area, "area", None, [Zone];
    /// Years since the survey, in classes.
    SurveyAge, "survey_age", None, [Zone];
    Operator, "operator", Some(Field::Operator), [Zone];
    Outcome, "outcome", None, [Incident];
    AgeGroup, "age_group", None, [Incident];
    Sex, "sex", None, [Incident];
    /// Civilian, military or deminer.
    Person, "person", None, [Incident];
    Device, "device", Some(Field::Device), [Incident];
    Activity, "activity", Some(Field::Activity), [Incident];
    Kind, "kind", Some(Field::Kind), [Incident];
    Admin1, "admin1", Some(Field::Admin1), [Zone, Incident];
    Admin2, "admin2", Some(Field::Admin2), [Zone, Incident];
    /// The layer a row comes from, by its id.
    Layer, "layer", None, [Zone, Incident];
}

impl Facet {
    /// The facet spelled `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.slug() == slug)
    }

    /// The values of a closed list, `unknown` first; `None` where the data decide (operator, region, …).
    #[must_use]
    pub fn closed_values(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Status => &HazardStatus::SLUGS,
            Self::HazardTypes | Self::Device => &HazardType::SLUGS,
            Self::WorkStatus => &WorkStatus::SLUGS,
            Self::Evidence => &Evidence::SLUGS,
            Self::Reliability => &Reliability::SLUGS,
            Self::Area => &AreaClass::SLUGS,
            Self::SurveyAge => &SurveyAge::SLUGS,
            Self::Outcome => &Outcome::SLUGS,
            Self::AgeGroup => &AgeGroup::SLUGS,
            Self::Sex => &Sex::SLUGS,
            Self::Person => &Person::SLUGS,
            Self::Kind => &IncidentKind::SLUGS,
            Self::Operator | Self::Activity | Self::Admin1 | Self::Admin2 | Self::Layer => {
                return None;
            }
        })
    }

    /// Whether it can have a value: one of its list, or anything where the data decide.
    #[must_use]
    pub fn can_be(self, value: &str) -> bool {
        self.closed_values()
            .is_none_or(|values| values.contains(&value))
    }

    /// Its bit in a row's set of failing dimensions.
    pub(super) fn bit(self) -> u32 {
        1 << self as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_is_the_first_choice_of_every_closed_list() {
        for facet in Facet::ALL {
            assert_eq!(Facet::from_slug(facet.slug()), Some(facet));
            if let Some(values) = facet.closed_values() {
                assert_eq!(values[0], UNKNOWN, "{facet:?}");
            }
        }
    }
}
