//! Columns with one of few values, or several types of ordnance, per row.

use super::rows::{Rows, by_code};
use crate::hazard::{CategoryColumn, Field, SetColumn};
use crate::ingest::RawColumn;
use crate::ingest::dictionary::{Dictionary, ValueKind};
use crate::ingest::mapping::{MappingNote, Meaning};
use crate::ingest::value::spelling::{folded, is_blank};
use crate::ingest::value::{category, hazard_type, number};

/// Reads a text into the code of a closed list.
type ReadCode = fn(&str) -> Option<u8>;

/// The closed list behind a field: its slugs in code order and its reader. Status is decided elsewhere.
fn closed_list(field: Field) -> Option<(&'static [&'static str], ReadCode)> {
    use crate::hazard::{
        Evidence, IncidentKind, LocationPrecision, Reliability, ReturnStatus, WorkStatus,
    };
    Some(match field {
        Field::WorkStatus => (&WorkStatus::SLUGS, |text| {
            category::work_status(text).map(WorkStatus::code)
        }),
        Field::Evidence => (&Evidence::SLUGS, |text| {
            category::evidence(text).map(Evidence::code)
        }),
        Field::Reliability => (&Reliability::SLUGS, |text| {
            category::reliability(text).map(Reliability::code)
        }),
        Field::Kind => (&IncidentKind::SLUGS, |text| {
            category::incident_kind(text).map(IncidentKind::code)
        }),
        Field::LocationPrecision => (&LocationPrecision::SLUGS, |text| {
            category::location_precision(text).map(LocationPrecision::code)
        }),
        Field::ReturnStatus => (&ReturnStatus::SLUGS, |text| {
            category::return_status(text).map(ReturnStatus::code)
        }),
        _ => return None,
    })
}

/// The column of a field, `None` where no key feeds it.
pub(super) fn category_column(rows: &Rows<'_>, field: Field) -> Option<CategoryColumn> {
    let columns = rows.columns(Meaning::Field(field));
    if columns.is_empty() {
        return None;
    }
    Some(match closed_list(field) {
        Some((slugs, read)) => closed(rows, &columns, slugs, read),
        None => open(rows, &columns, field),
    })
}

fn closed(
    rows: &Rows<'_>,
    columns: &[&RawColumn],
    slugs: &[&str],
    read: ReadCode,
) -> CategoryColumn {
    let mut codes = vec![0_u16; rows.features.len()];
    for column in columns {
        let readings = by_code(column, None, |value| read(value.as_written()));
        rows.note_values(MappingNote::ValueNotUnderstood, column, &|code| {
            let text = column
                .value_of_code(code)
                .map_or("", |value| value.as_written());
            readings[code as usize].is_none()
                && number::read_text(text) == number::NumberReading::NotANumber
        });
        fill(
            &mut codes,
            &rows
                .look_up(column, &readings)
                .into_iter()
                .map(|code| code.map_or(0, u16::from))
                .collect::<Vec<_>>(),
        );
    }
    CategoryColumn {
        dictionary: slugs.iter().map(|slug| (*slug).to_owned()).collect(),
        codes,
    }
}

/// Texts as recorded; spellings that differ in case, accents or separators only are one value.
fn open(rows: &Rows<'_>, columns: &[&RawColumn], field: Field) -> CategoryColumn {
    let mut dictionary = vec!["unknown".to_owned()];
    // Codes count from 1, after "unknown".
    let mut known = Dictionary::default();
    let mut codes = vec![0_u16; rows.features.len()];
    for column in columns {
        let counts = rows.counts(column);
        let mut full = 0;
        let mut code_of = vec![0_u16; column.distinct_count() + 1];
        for (code, value, _) in column
            .distinct()
            .filter(|(code, ..)| counts[*code as usize] > 0)
        {
            let text = value.as_written().trim();
            if is_blank(text) {
                continue;
            }
            let entry = if field == Field::Activity {
                category::activity(text).unwrap_or(text)
            } else {
                text
            };
            let folded = folded(entry);
            let may_grow = known.len() < usize::from(u16::MAX);
            let entry_code = match known.code_of(ValueKind::Text, &folded) {
                None if may_grow => {
                    dictionary.push(entry.to_owned());
                    Some(known.intern(ValueKind::Text, &folded))
                }
                known => known,
            };
            code_of[code as usize] = entry_code.map_or_else(
                || {
                    full += counts[code as usize];
                    0
                },
                |code| code as u16,
            );
        }
        if full > 0 {
            rows.note(
                MappingNote::TooManyValues,
                &[("key", column.key().to_owned())],
                Some(full),
            );
        }
        fill(&mut codes, &rows.look_up(column, &code_of));
    }
    CategoryColumn { dictionary, codes }
}

/// Fills what earlier keys left unknown.
fn fill(codes: &mut [u16], more: &[u16]) {
    for (code, more) in codes.iter_mut().zip(more) {
        if *code == 0 {
            *code = *more;
        }
    }
}

/// The types of ordnance of all keys of a field together, `None` where no key feeds it.
pub(super) fn set_column(rows: &Rows<'_>, field: Field) -> Option<SetColumn> {
    let columns = rows.columns(Meaning::Field(field));
    if columns.is_empty() {
        return None;
    }
    let mut bits = vec![0; rows.features.len()];
    for column in columns {
        let by_key = hazard_type::named_by_key(column.key());
        let readings = by_code(column, Some(0), |value| {
            read_types(value.as_written(), by_key)
        });
        rows.note_values(MappingNote::ValueNotUnderstood, column, &|code| {
            readings[code as usize].is_none()
        });
        for (bits, found) in bits.iter_mut().zip(rows.look_up(column, &readings)) {
            *bits |= found.unwrap_or(0);
        }
    }
    Some(SetColumn { bits })
}

/// The types a value names, or those its key names and the value affirms; `None` where it is not understood.
fn read_types(
    text: &str,
    by_key: Option<hazard_type::HazardSet>,
) -> Option<hazard_type::HazardSet> {
    if let Some(found) = hazard_type::read_text(text) {
        return Some(found);
    }
    let by_key = by_key?;
    let count = number::read_text(text)
        .quantity(number::DecimalMark::Open)
        .map(|quantity| quantity.value > 0.0);
    category::yes_or_no(text)
        .or(count)
        .map(|present| if present { by_key } else { 0 })
}
