//! Number columns: one decimal mark per column, units converted, and never a 0 where nothing is recorded.

use super::rows::{Rows, by_code};
use crate::hazard::Field;
use crate::ingest::mapping::{MappingNote, Meaning};
use crate::ingest::value::category;
use crate::ingest::value::number::{self, DecimalMark, NumberReading, Quantity, Unit};
use crate::ingest::{RawColumn, RawValue};

/// The deepest clearance that a number without a unit can mean, in metres; more is centimetres or a mistake.
const DEEPEST_WITHOUT_UNIT: f64 = 5.0;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    People,
    SquareMetres,
    Metres,
    Depth,
    Percent,
}

impl Counting {
    pub fn of(field: Field) -> Self {
        match field {
            Field::AreaM2 | Field::ComputedAreaM2 => Self::SquareMetres,
            Field::PositionalAccuracyM => Self::Metres,
            Field::ClearanceDepthM => Self::Depth,
            Field::ReliabilityPercent => Self::Percent,
            _ => Self::People,
        }
    }

    /// The number in the field's own unit, `None` where it cannot be meant.
    fn converted(self, quantity: Quantity, key_unit: Option<Unit>) -> Option<f64> {
        let value = quantity.value;
        let unit = quantity.unit.or(key_unit);
        let converted = match (self, unit) {
            (Self::People, None) => Some(value).filter(|value| value.fract() == 0.0),
            (Self::SquareMetres, Some(Unit::Area(size))) => Some(value * size),
            (Self::Metres | Self::Depth, Some(Unit::Length(size))) => Some(value * size),
            (Self::Depth, None) => Some(value).filter(|value| *value <= DEEPEST_WITHOUT_UNIT),
            (Self::SquareMetres | Self::Metres, None) => Some(value),
            (Self::Percent, None | Some(Unit::Percent)) => {
                Some(value).filter(|value| *value <= 100.0)
            }
            _ => None,
        };
        // An area or a depth of 0 is how tables write "not recorded".
        let least_is_open = matches!(self, Self::SquareMetres | Self::Depth);
        converted.filter(|value| *value > 0.0 || *value == 0.0 && !least_is_open)
    }
}

/// The values of a field by row, NaN where unknown; `None` where no key feeds it.
pub(super) fn number_column(rows: &Rows<'_>, field: Field) -> Option<Vec<f32>> {
    let counting = Counting::of(field);
    let mut values = Vec::new();
    for column in rows.columns(Meaning::Field(field)) {
        fill(&mut values, numbers(rows, column, counting));
    }
    if field == Field::ReliabilityPercent {
        // "25%" in the column of reliabilities is a percentage too.
        for column in rows.columns(Meaning::Field(Field::Reliability)) {
            let percents = percents_among_words(rows, column);
            if percents.iter().any(|value| !value.is_nan()) {
                fill(&mut values, percents);
            }
        }
    }
    (!values.is_empty()).then_some(values)
}

/// The values of one column by row, NaN where unknown.
pub(super) fn numbers(rows: &Rows<'_>, column: &RawColumn, counting: Counting) -> Vec<f32> {
    let readings = by_code(column, NumberReading::Nothing, |value| {
        read(value, counting)
    });
    let mark = match DecimalMark::of_column(readings.iter().copied()) {
        // Nobody counts 1.234 people.
        DecimalMark::Open if counting == Counting::People => DecimalMark::Point,
        mark => mark,
    };
    let key_unit = number::unit_in_key(column.key()).filter(|_| counting != Counting::People);
    let quantities: Vec<_> = readings
        .iter()
        .map(|reading| reading.quantity(mark))
        .collect();
    let share = counting == Counting::Percent && are_shares(&quantities);
    if share {
        let count = rows.look_up(column, &quantities).iter().flatten().count() as u64;
        rows.note(
            MappingNote::FractionsAsPercent,
            &[("key", column.key().to_owned())],
            Some(count),
        );
    }
    let is_open = |code: u32| {
        mark == DecimalMark::Open && matches!(readings[code as usize], NumberReading::Either { .. })
    };
    let converted: Vec<_> = quantities
        .iter()
        .map(|quantity| {
            let value = quantity.and_then(|quantity| counting.converted(quantity, key_unit));
            value.map_or(f32::NAN, |value| {
                (if share { 100.0 * value } else { value }) as f32
            })
        })
        .collect();
    rows.note_values(MappingNote::NumberMarkOpen, column, &is_open);
    rows.note_values(MappingNote::ValueNotUnderstood, column, &|code| {
        let zero = quantities[code as usize].is_some_and(|quantity| quantity.value == 0.0);
        converted[code as usize].is_nan() && !is_open(code) && !zero
    });
    rows.look_up(column, &converted)
}

fn read(value: RawValue<'_>, counting: Counting) -> NumberReading {
    match value {
        RawValue::Number { value, .. } if value.is_finite() => {
            NumberReading::Number(Quantity { value, unit: None })
        }
        RawValue::Text(text) => match (number::read_text(text), counting) {
            // A row about one casualty says yes or no where a row about an accident counts.
            (NumberReading::NotANumber, Counting::People) => yes_or_no(category::yes_or_no(text)),
            (reading, _) => reading,
        },
        RawValue::Bool(value) if counting == Counting::People => yes_or_no(Some(value)),
        RawValue::Number { .. } | RawValue::Bool(_) | RawValue::Nested(_) => {
            NumberReading::NotANumber
        }
    }
}

fn yes_or_no(answer: Option<bool>) -> NumberReading {
    answer.map_or(NumberReading::NotANumber, |yes| {
        NumberReading::Number(Quantity {
            value: f64::from(u8::from(yes)),
            unit: None,
        })
    })
}

/// Whether all values lie between 0 and 1 and some strictly between.
fn are_shares(quantities: &[Option<Quantity>]) -> bool {
    let mut known = quantities.iter().flatten();
    let all = known
        .clone()
        .all(|quantity| (0.0..=1.0).contains(&quantity.value) && quantity.unit.is_none());
    all && known.any(|quantity| quantity.value.fract() != 0.0)
}

fn percents_among_words(rows: &Rows<'_>, column: &RawColumn) -> Vec<f32> {
    let percents = by_code(column, f32::NAN, |value| {
        let reading = read(value, Counting::Percent);
        let quantity = reading.quantity(DecimalMark::Comma);
        quantity
            .and_then(|quantity| Counting::Percent.converted(quantity, None))
            .map_or(f32::NAN, |value| value as f32)
    });
    rows.look_up(column, &percents)
}

/// Fills what earlier keys left unknown.
fn fill(values: &mut Vec<f32>, more: Vec<f32>) {
    if values.is_empty() {
        *values = more;
        return;
    }
    for (value, more) in values.iter_mut().zip(more) {
        if value.is_nan() {
            *value = more;
        }
    }
}
