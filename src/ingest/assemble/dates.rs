//! Date columns: the order of day and month is decided by a column's values together.

use super::rows::{Rows, by_code};
use crate::hazard::{DateColumn, Field};
use crate::ingest::mapping::{MappingNote, Meaning};
use crate::ingest::value::date::{self, DateOrder, DateReading, Said};
use crate::ingest::value::number;
use crate::ingest::{RawColumn, RawValue};
use crate::units::PartialDate;

/// The column of a field, `None` where nothing feeds it.
///
/// The date of an event stands in one key or in three (year, month, day). A zone's plain date dates its status.
pub(super) fn date_column(rows: &Rows<'_>, field: Field) -> Option<DateColumn> {
    let mut dates = Vec::new();
    for column in rows.columns(Meaning::Field(field)) {
        fill(&mut dates, whole_dates(rows, column));
    }
    if field == Field::Date || field == Field::StatusDate && dates.is_empty() {
        if field == Field::StatusDate {
            for column in rows.columns(Meaning::Field(Field::Date)) {
                fill(&mut dates, whole_dates(rows, column));
            }
        }
        if let Some(&years) = rows.columns(Meaning::Year).first() {
            fill(&mut dates, dates_in_parts(rows, years));
        }
    }
    (!dates.is_empty()).then(|| {
        let mut column = DateColumn::default();
        dates.into_iter().for_each(|date| column.push(date));
        column
    })
}

/// Fills what earlier keys left unknown.
fn fill(dates: &mut Vec<Option<PartialDate>>, more: Vec<Option<PartialDate>>) {
    if dates.is_empty() {
        *dates = more;
        return;
    }
    for (date, more) in dates.iter_mut().zip(more) {
        *date = date.or(more);
    }
}

fn read(value: RawValue<'_>) -> DateReading {
    match value {
        RawValue::Number { value, .. } => date::read_number(value),
        RawValue::Text(text) => date::read_text(text),
        RawValue::Bool(_) | RawValue::Nested(_) => Said::NotADate.into(),
    }
}

fn whole_dates(rows: &Rows<'_>, column: &RawColumn) -> Vec<Option<PartialDate>> {
    let readings = by_code(column, Said::Nothing.into(), read);
    let order = DateOrder::of_column(readings.iter().copied());
    let key = || [("key", column.key().to_owned())];
    let counts = rows.counts(column);
    let total = |holds: &dyn Fn(DateReading) -> bool| -> u64 {
        readings
            .iter()
            .zip(&counts)
            .filter(|(reading, _)| holds(**reading))
            .map(|(_, count)| count)
            .sum()
    };
    let open = total(&|reading| reading.is_lowered(order));
    if open > 0 {
        rows.note(MappingNote::DateOrderOpen, &key(), Some(open));
    }
    let two_digit = total(&|reading| reading.two_digit_year && reading.said != Said::NotADate);
    if two_digit > 0 {
        rows.note(MappingNote::TwoDigitYears, &key(), Some(two_digit));
    }
    rows.note_values(MappingNote::ValueNotUnderstood, column, &|code| {
        readings[code as usize].said == Said::NotADate
    });
    let dates: Vec<_> = readings.iter().map(|reading| reading.date(order)).collect();
    rows.look_up(column, &dates)
}

fn dates_in_parts(rows: &Rows<'_>, years: &RawColumn) -> Vec<Option<PartialDate>> {
    let year_of = by_code(years, None, |value| read(value).date(DateOrder::Open));
    rows.note_values(MappingNote::ValueNotUnderstood, years, &|code| {
        year_of[code as usize].is_none()
    });
    let year_of = rows.look_up(years, &year_of);
    let part = |meaning| {
        rows.columns(meaning).first().map(|column| {
            let by_code = by_code(column, None, |value| match meaning {
                Meaning::Month => date::read_month(value.as_written()),
                _ => number::read_text(value.as_written())
                    .quantity(number::DecimalMark::Open)
                    .map(|day| day.value as u32),
            });
            rows.look_up(column, &by_code)
        })
    };
    let (months, days) = (part(Meaning::Month), part(Meaning::DayOfMonth));
    let at =
        |part: &Option<Vec<Option<u32>>>, row: usize| part.as_ref().and_then(|values| values[row]);
    year_of
        .into_iter()
        .enumerate()
        .map(|(row, year)| match (year, at(&months, row)) {
            // A "year" that is a whole date says more than its parts.
            (Some(date), None) => Some(date),
            (Some(date), month) => date::from_parts(date.first.ymd().0, month, at(&days, row)),
            (None, _) => None,
        })
        .collect()
}
