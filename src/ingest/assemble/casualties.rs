//! Casualties: counts as recorded, and rows about one victim each turned into counts.
//!
//! Killed, injured and unknown outcome are never mixed, and nothing recorded is not zero.

use super::numbers::{Counting, number_column, numbers};
use super::rows::{Rows, by_code};
use crate::hazard::Field;
use crate::ingest::mapping::{MappingNote, Meaning};
use crate::ingest::value::category::{self, AgeGroup, Outcome, Person, Sex};
use crate::ingest::value::number;
use crate::ingest::{RawColumn, RawValue};
use crate::order;

/// The fields that count people, with their values by row, NaN where unknown.
type Counts = Vec<(Field, Vec<f32>)>;

const PEOPLE: [Field; 12] = [
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
];

/// The years of age from which a person is no child.
const ADULT: f64 = 18.0;

/// The columns that count people.
pub(super) fn casualty_columns(rows: &Rows<'_>) -> Counts {
    let mut counts: Counts = PEOPLE
        .into_iter()
        .filter_map(|field| Some((field, number_column(rows, field)?)))
        .collect();
    if !rows.columns(Meaning::VictimOutcome).is_empty() {
        add_victims(rows, &mut counts);
    }
    add_totals(rows, &mut counts);
    let outcomes = [Field::Killed, Field::Injured, Field::OutcomeUnknown];
    if !counts.iter().any(|(field, _)| outcomes.contains(field)) {
        rows.note(
            MappingNote::VictimsNotRecorded,
            &[],
            Some(rows.features.len() as u64),
        );
    }
    order::sort_by_number(&mut counts, |(field, _)| *field as u64);
    counts
}

/// What each row says of its one victim, by the words of a column.
fn of_victim<T: Copy>(
    rows: &Rows<'_>,
    meaning: Meaning,
    read: impl Fn(RawValue<'_>) -> Option<T>,
) -> Option<Vec<Option<T>>> {
    let column = *rows.columns(meaning).first()?;
    let by_code = by_code(column, None, read);
    rows.note_values(MappingNote::ValueNotUnderstood, column, &|code| {
        by_code[code as usize].is_none()
    });
    Some(rows.look_up(column, &by_code))
}

fn age_group(value: RawValue<'_>) -> Option<AgeGroup> {
    let years = match value {
        RawValue::Number { value, .. } => Some(value),
        RawValue::Text(text) => number::read_text(text)
            .quantity(number::DecimalMark::Open)
            .map(|age| age.value),
        RawValue::Bool(_) | RawValue::Nested(_) => None,
    };
    match years {
        Some(years) if (0.0..=120.0).contains(&years) => Some(if years < ADULT {
            AgeGroup::Child
        } else {
            AgeGroup::Adult
        }),
        Some(_) => None,
        None => category::age_group(value.as_written()),
    }
}

/// Counts the one victim of each row where a row is about one: known by a column of outcomes.
fn add_victims(rows: &Rows<'_>, counts: &mut Counts) {
    let Some(outcomes) = of_victim(rows, Meaning::VictimOutcome, |value| {
        category::outcome(value.as_written())
    }) else {
        return;
    };
    let ages = of_victim(rows, Meaning::VictimAge, age_group);
    let sexes = of_victim(rows, Meaning::VictimSex, |value| {
        category::sex(value.as_written())
    });
    let persons = of_victim(rows, Meaning::VictimPerson, |value| {
        category::person(value.as_written())
    });
    let at = |row: usize| {
        let age = ages.as_ref().and_then(|ages| ages[row]);
        let sex = sexes.as_ref().and_then(|sexes| sexes[row]);
        [
            Some(match outcomes[row] {
                Some(Outcome::Killed) => Field::Killed,
                Some(Outcome::Injured) => Field::Injured,
                None => Field::OutcomeUnknown,
            }),
            (age == Some(AgeGroup::Child)).then_some(Field::Children),
            match (age, sex) {
                (Some(AgeGroup::Adult), Some(Sex::Male)) => Some(Field::Men),
                (Some(AgeGroup::Adult), Some(Sex::Female)) => Some(Field::Women),
                (Some(AgeGroup::Child), Some(Sex::Male)) => Some(Field::Boys),
                (Some(AgeGroup::Child), Some(Sex::Female)) => Some(Field::Girls),
                _ => None,
            },
            persons.as_ref().map(|persons| match persons[row] {
                Some(Person::Civilian) => Field::Civilian,
                Some(Person::Military) => Field::Military,
                Some(Person::Deminer) => Field::Deminer,
                None => Field::StatusUnknown,
            }),
        ]
    };
    for row in 0..rows.features.len() {
        for field in at(row).into_iter().flatten() {
            let values = values_of(counts, field, rows.features.len());
            if values[row].is_nan() {
                values[row] = 1.0;
            }
        }
    }
}

/// Casualties counted without an outcome: what killed and injured leave of the total.
fn add_totals(rows: &Rows<'_>, counts: &mut Counts) {
    let Some(column) = rows.columns(Meaning::Casualties).first().copied() else {
        return;
    };
    let totals = totals(rows, column);
    for (row, total) in totals
        .into_iter()
        .enumerate()
        .filter(|(_, total)| !total.is_nan())
    {
        let known = |field: Field| {
            counts
                .iter()
                .find(|(known, _)| *known == field)
                .map_or(f32::NAN, |(_, values)| values[row])
        };
        let (killed, injured, unknown) = (
            known(Field::Killed),
            known(Field::Injured),
            known(Field::OutcomeUnknown),
        );
        let rest = total
            - [killed, injured]
                .into_iter()
                .filter(|value| !value.is_nan())
                .sum::<f32>();
        if unknown.is_nan() && rest > 0.0 {
            values_of(counts, Field::OutcomeUnknown, rows.features.len())[row] = rest;
        }
    }
}

fn totals(rows: &Rows<'_>, column: &RawColumn) -> Vec<f32> {
    numbers(rows, column, Counting::People)
}

/// The values of a field, made where it has none yet.
fn values_of(counts: &mut Counts, field: Field, rows: usize) -> &mut Vec<f32> {
    let index = counts
        .iter()
        .position(|(known, _)| *known == field)
        .unwrap_or_else(|| {
            counts.push((field, vec![f32::NAN; rows]));
            counts.len() - 1
        });
    &mut counts[index].1
}
