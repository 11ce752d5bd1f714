//! Whether a column's values look like what its key promises.
//!
//! A key called `status` may hold the class of the land or the state of the work; `Status_Cha` is a date. Names
//! suggest, values decide.

use super::meaning::Meaning;
use super::row_kind::place;
use crate::hazard::{Field, FieldKind};
use crate::ingest::json::texts_of_list;
use crate::ingest::value::{category, date, hazard_type, number, spelling, status};
use crate::ingest::{RawColumn, RawValue};

/// How many distinct values are looked at.
const SAMPLE: usize = 400;

/// The share of rows with a value whose value can be read as `meaning`; `None` where no row says anything.
pub(super) fn share(meaning: Meaning, column: &RawColumn) -> Option<f64> {
    let (mut read, mut all) = (0_u64, 0_u64);
    for (_, value, count) in column.distinct().take(SAMPLE) {
        if spelling::is_blank(value.as_written()) {
            continue;
        }
        all += u64::from(count);
        if can_be(meaning, column.key(), value) {
            read += u64::from(count);
        }
    }
    (all > 0).then(|| read as f64 / all as f64)
}

fn can_be(meaning: Meaning, key: &str, value: RawValue<'_>) -> bool {
    let text = value.as_written();
    match meaning {
        Meaning::RowKind => place(key, text).is_some(),
        Meaning::Year => is_date(value),
        Meaning::Month => month(value).is_some(),
        Meaning::DayOfMonth => number_of(value).is_some_and(|day| (1.0..=31.0).contains(&day)),
        Meaning::Casualties => is_count(value),
        Meaning::VictimOutcome => category::outcome(text).is_some(),
        Meaning::VictimAge => {
            category::age_group(text).is_some()
                || number_of(value).is_some_and(|age| (0.0..=120.0).contains(&age))
        }
        Meaning::VictimSex => category::sex(text).is_some(),
        Meaning::VictimPerson => category::person(text).is_some(),
        Meaning::Field(field) => can_be_field(field, key, value),
    }
}

fn can_be_field(field: Field, key: &str, value: RawValue<'_>) -> bool {
    let text = value.as_written();
    match field {
        Field::Status => status::read_text(text).is_some(),
        Field::WorkStatus => category::work_status(text).is_some(),
        Field::Evidence => category::evidence(text).is_some(),
        Field::Reliability => {
            category::reliability(text).is_some()
                || number::read_text(text) != number::NumberReading::NotANumber
                    && text.contains('%')
        }
        Field::Kind => category::incident_kind(text).is_some(),
        Field::LocationPrecision => category::location_precision(text).is_some(),
        Field::ReturnStatus => category::return_status(text).is_some(),
        Field::HazardTypes | Field::Device => {
            hazard_type::read_text(text).is_some()
                || hazard_type::named_by_key(key).is_some()
                    && (category::yes_or_no(text).is_some() || is_count(value))
        }
        Field::AltNames => match value {
            RawValue::Nested(json) => texts_of_list(json).is_some(),
            other => !matches!(other, RawValue::Bool(_)),
        },
        Field::Killed | Field::Injured => is_count(value) || category::yes_or_no(text).is_some(),
        _ => match field.kind() {
            FieldKind::Date => is_date(value),
            FieldKind::Number if is_people(field) => is_count(value),
            FieldKind::Number => {
                number_of(value).is_some()
                    || matches!(
                        number::read_text(text),
                        number::NumberReading::Either { .. }
                    )
            }
            FieldKind::Category | FieldKind::Text | FieldKind::Set => {
                !matches!(value, RawValue::Nested(_) | RawValue::Bool(_))
            }
        },
    }
}

fn is_people(field: Field) -> bool {
    !matches!(
        field,
        Field::ReliabilityPercent
            | Field::ClearanceDepthM
            | Field::AreaM2
            | Field::ComputedAreaM2
            | Field::PositionalAccuracyM
    )
}

fn is_date(value: RawValue<'_>) -> bool {
    let reading = match value {
        RawValue::Number { value, .. } => date::read_number(value),
        RawValue::Text(text) => date::read_text(text),
        RawValue::Bool(_) | RawValue::Nested(_) => return false,
    };
    reading.said != date::Said::NotADate
}

fn month(value: RawValue<'_>) -> Option<u32> {
    date::read_month(value.as_written())
}

fn is_count(value: RawValue<'_>) -> bool {
    number_of(value).is_some_and(|count| count >= 0.0 && count.fract() == 0.0)
}

fn number_of(value: RawValue<'_>) -> Option<f64> {
    match value {
        RawValue::Number { value, .. } => Some(value).filter(|value| value.is_finite()),
        RawValue::Text(text) => number::read_text(text)
            .quantity(number::DecimalMark::Open)
            .map(|quantity| quantity.value),
        RawValue::Bool(_) | RawValue::Nested(_) => None,
    }
}
