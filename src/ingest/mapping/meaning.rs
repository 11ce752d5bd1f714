//! What a key of a file can mean: a canonical field, or a detail from which fields are made.

use crate::hazard::Field;

/// The meaning of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// The value is the field's, after reading.
    Field(Field),
    /// What each feature is: an area, an accident, or neither.
    RowKind,
    /// Year, month and day of [`Field::Date`] in columns of their own.
    Year,
    Month,
    DayOfMonth,
    /// The number of all casualties, whatever the outcome.
    Casualties,
    /// Of the one casualty whom a row is about: killed or injured.
    VictimOutcome,
    /// In years, or child and adult.
    VictimAge,
    VictimSex,
    /// Civilian, military, deminer.
    VictimPerson,
}

impl Meaning {
    const DETAILS: [(Self, &'static str); 9] = [
        (Self::RowKind, "row_kind"),
        (Self::Year, "year"),
        (Self::Month, "month"),
        (Self::DayOfMonth, "day"),
        (Self::Casualties, "casualties"),
        (Self::VictimOutcome, "victim_outcome"),
        (Self::VictimAge, "victim_age"),
        (Self::VictimSex, "victim_sex"),
        (Self::VictimPerson, "victim_person"),
    ];

    /// The spelling in `map.json` and messages.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Field(field) => field.slug(),
            detail => Self::DETAILS
                .into_iter()
                .find(|(known, _)| *known == detail)
                .map_or("", |(_, slug)| slug),
        }
    }

    /// The meaning spelled `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Field::from_slug(slug).map(Self::Field).or_else(|| {
            Self::DETAILS
                .into_iter()
                .find(|(_, known)| *known == slug)
                .map(|(detail, _)| detail)
        })
    }

    /// Whether values of several keys are read together (types of ordnance, texts); of the others the first that is known counts.
    #[must_use]
    pub fn takes_several_keys(self) -> bool {
        matches!(
            self,
            Self::Field(
                Field::HazardTypes
                    | Field::Device
                    | Field::Status
                    | Field::WorkStatus
                    | Field::Notes
                    | Field::Narrative
                    | Field::AltNames
                    | Field::Name
                    | Field::Source
            )
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_back_and_none_is_a_fields() {
        for (detail, slug) in Meaning::DETAILS {
            assert_eq!(Meaning::from_slug(slug), Some(detail));
            assert_eq!(detail.slug(), slug);
            assert_eq!(Field::from_slug(slug), None);
        }
        assert_eq!(
            Meaning::from_slug("status"),
            Some(Meaning::Field(Field::Status))
        );
        assert_eq!(Meaning::from_slug("colour"), None);
    }
}
