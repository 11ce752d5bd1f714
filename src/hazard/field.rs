//! The canonical fields of zones, incidents and settlements.

/// What one row of a layer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RowKind {
    Zone,
    Incident,
    Settlement,
    Region,
}

/// How a field's values are stored; see [`super::Column`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// One of few values: a code into a dictionary, 0 unknown.
    Category,
    /// Several of a closed list: a bit set, 0 unknown.
    Set,
    /// A whole day, month or year.
    Date,
    /// A number, NaN unknown.
    Number,
    /// Free text; stays in the worker, asked for row by row.
    Text,
}

macro_rules! fields {
    ($($variant:ident, $slug:literal, $kind:ident;)+) => {
        /// A canonical field: the name under which the product knows a value, whatever the file calls it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Field { $($variant,)+ }

        impl Field {
            /// Every field.
            pub const ALL: [Self; [$($slug),+].len()] = [$(Self::$variant),+];

            /// The spelling in `map.json`, messages, links and exports.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)+ }
            }

            /// How its values are stored.
            #[must_use]
            pub fn kind(self) -> FieldKind {
                match self { $(Self::$variant => FieldKind::$kind,)+ }
            }
        }
    };
}

fields! {
    Id, "id", Text;
    Name, "name", Text;
    AltNames, "alt_names", Text;
    Notes, "notes", Text;
    Narrative, "narrative", Text;
    DevicesFound, "devices_found", Text;
    Source, "source", Category;
    Operator, "operator", Category;
    Admin1, "admin1", Category;
    Admin2, "admin2", Category;
    Settlement, "settlement", Category;
    Status, "status", Category;
    WorkStatus, "work_status", Category;
    HazardTypes, "hazard_types", Set;
    Evidence, "evidence", Category;
    Reliability, "reliability", Category;
    ReliabilityPercent, "reliability_percent", Number;
    SurveyDate, "survey_date", Date;
    StatusDate, "status_date", Date;
    ClearedDate, "cleared_date", Date;
    ClearanceDepthM, "clearance_depth_m", Number;
    AreaM2, "area_m2", Number;
    ComputedAreaM2, "computed_area_m2", Number;
    PositionalAccuracyM, "positional_accuracy_m", Number;
    Date, "date", Date;
    Killed, "killed", Number;
    Injured, "injured", Number;
    OutcomeUnknown, "outcome_unknown", Number;
    Children, "children", Number;
    Men, "men", Number;
    Women, "women", Number;
    Boys, "boys", Number;
    Girls, "girls", Number;
    Civilian, "civilian", Number;
    Military, "military", Number;
    Deminer, "deminer", Number;
    StatusUnknown, "status_unknown", Number;
    Device, "device", Set;
    Activity, "activity", Category;
    Kind, "kind", Category;
    LocationPrecision, "location_precision", Category;
    Population, "population", Number;
    ReturnStatus, "return_status", Category;
    ReturnedOn, "returned_on", Date;
    Residents, "residents", Number;
}

impl Field {
    /// The field spelled `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.slug() == slug)
    }

    /// The fields a row of this kind can have, in the order in which a person wants to read them.
    #[must_use]
    pub fn of(kind: RowKind) -> &'static [Self] {
        match kind {
            RowKind::Zone => &ZONE,
            RowKind::Incident => &INCIDENT,
            RowKind::Settlement => &SETTLEMENT,
            RowKind::Region => &REGION,
        }
    }
}

const ZONE: [Field; 23] = [
    Field::Name,
    Field::Id,
    Field::Status,
    Field::WorkStatus,
    Field::HazardTypes,
    Field::Evidence,
    Field::Reliability,
    Field::ReliabilityPercent,
    Field::SurveyDate,
    Field::StatusDate,
    Field::ClearedDate,
    Field::ClearanceDepthM,
    Field::AreaM2,
    Field::ComputedAreaM2,
    Field::PositionalAccuracyM,
    Field::DevicesFound,
    Field::Operator,
    Field::Admin1,
    Field::Admin2,
    Field::Settlement,
    Field::Source,
    Field::Notes,
    Field::AltNames,
];

const INCIDENT: [Field; 23] = [
    Field::Id,
    Field::Date,
    Field::Killed,
    Field::Injured,
    Field::OutcomeUnknown,
    Field::Children,
    Field::Men,
    Field::Women,
    Field::Boys,
    Field::Girls,
    Field::Civilian,
    Field::Military,
    Field::Deminer,
    Field::StatusUnknown,
    Field::Device,
    Field::Activity,
    Field::Kind,
    Field::LocationPrecision,
    Field::Admin1,
    Field::Admin2,
    Field::Settlement,
    Field::Source,
    Field::Narrative,
];

const SETTLEMENT: [Field; 10] = [
    Field::Name,
    Field::Id,
    Field::AltNames,
    Field::Population,
    Field::ReturnStatus,
    Field::ReturnedOn,
    Field::Residents,
    Field::Admin1,
    Field::Admin2,
    Field::Source,
];

const REGION: [Field; 6] = [
    Field::Name,
    Field::Id,
    Field::Admin1,
    Field::SurveyDate,
    Field::Source,
    Field::Notes,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_come_back_and_no_two_are_alike() {
        for field in Field::ALL {
            assert_eq!(Field::from_slug(field.slug()), Some(field));
        }
    }

    #[test]
    fn every_field_has_a_name_for_people() {
        for field in Field::ALL {
            let name = format!("field.{}", field.slug());
            assert!(
                crate::text::Key::named(&name).is_some(),
                "no text for {name}"
            );
        }
    }
}
