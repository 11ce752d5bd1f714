//! The values of one facet in one layer, row by row, in the layer's own codes.
//!
//! Columns of the layer are read in place; only what has to be worked out (outcome, age group, area class, …) is kept
//! here, in one byte per row.

use super::people::groups_present;
use super::survey_age::survey_age_days;
use super::{AreaClass, Facet, Measured, PeopleColumns, SurveyAge, UNKNOWN};
use crate::hazard::row_state::STATUS_MASK;
use crate::hazard::{CategoryColumn, Column, Columns, Field, HazardType, RowKind};
use crate::units::Day;

/// Where a row's values of a facet are found.
#[derive(Debug)]
pub(super) enum Values {
    /// All rows alike: the code 0 of a one-entry dictionary.
    Constant(String),
    /// The category column at this place.
    Codes(usize),
    /// The set column at this place.
    Set(usize),
    /// Worked out: a set of few values, bit `1 << code`.
    Bits(Vec<u8>),
    /// The effective status in the state byte.
    Status,
}

impl Values {
    /// The values of a facet in a layer; a layer that lacks the column has all its rows unknown.
    pub fn of(facet: Facet, layer: &str, kind: RowKind, columns: &Columns, today: Day) -> Self {
        let unknown = || Self::Constant(UNKNOWN.to_owned());
        let place = |field: Field| {
            columns
                .columns
                .iter()
                .position(|(known, _)| *known == field)
        };
        match facet {
            Facet::Layer => Self::Constant(layer.to_owned()),
            Facet::Status => Self::Status,
            Facet::Area if has_area(columns) => Self::Bits(
                (0..columns.rows)
                    .map(|row| {
                        AreaClass::of(area(columns, row).map_or(f32::NAN, |area| area as f32))
                    })
                    .map(|class| 1 << class.code())
                    .collect(),
            ),
            Facet::SurveyAge => columns
                .date(Field::SurveyDate)
                .map_or_else(unknown, |survey| {
                    let age = |row| SurveyAge::on(today, survey.date(row)).code();
                    Self::Bits((0..columns.rows).map(|row| 1 << age(row)).collect())
                }),
            Facet::Outcome | Facet::AgeGroup | Facet::Sex | Facet::Person
                if kind == RowKind::Incident =>
            {
                let people = PeopleColumns::of(columns);
                let bits = |row| {
                    let people = people.people(row);
                    match facet {
                        Facet::Outcome => people.outcomes(),
                        Facet::AgeGroup => groups_present(&people.by_age),
                        Facet::Sex => groups_present(&people.by_sex),
                        _ => groups_present(&people.by_person),
                    }
                };
                Self::Bits((0..columns.rows).map(bits).collect())
            }
            _ => match facet.field().and_then(place) {
                Some(place) => match &columns.columns[place].1 {
                    Column::Category(column) if is_whole(column, columns.rows) => {
                        Self::Codes(place)
                    }
                    Column::Set(column) if column.bits.len() == columns.rows => Self::Set(place),
                    _ => unknown(),
                },
                None => unknown(),
            },
        }
    }

    /// The values by code.
    pub fn dictionary<'a>(&'a self, facet: Facet, columns: &'a Columns) -> Vec<&'a str> {
        match (self, facet.closed_values()) {
            (Self::Constant(value), _) => vec![value.as_str()],
            (Self::Codes(place), _) => match &columns.columns[*place].1 {
                Column::Category(column) => column.dictionary.iter().map(String::as_str).collect(),
                _ => vec![UNKNOWN],
            },
            (_, closed) => closed.unwrap_or(&[UNKNOWN]).to_vec(),
        }
    }

    /// Calls `each` with every code of a row; there is at least one.
    #[inline]
    pub fn for_row(&self, columns: &Columns, state: u8, row: usize, mut each: impl FnMut(usize)) {
        match self {
            Self::Constant(_) => each(0),
            Self::Status => each(usize::from(state & STATUS_MASK)),
            Self::Bits(bits) => for_bits(u16::from(bits[row]), each),
            Self::Codes(place) => match &columns.columns[*place].1 {
                Column::Category(column) => each(usize::from(column.codes[row])),
                _ => each(0),
            },
            Self::Set(place) => match &columns.columns[*place].1 {
                Column::Set(column) => for_bits(column.bits[row] & ALL_TYPES, each),
                _ => each(0),
            },
        }
    }

    /// Calls `each` with row and code for every value of every row, in row order.
    pub fn for_all(&self, columns: &Columns, states: &[u8], mut each: impl FnMut(usize, usize)) {
        match self {
            Self::Codes(place) => {
                if let Column::Category(column) = &columns.columns[*place].1 {
                    for (row, code) in column.codes.iter().enumerate() {
                        each(row, usize::from(*code));
                    }
                }
            }
            _ => {
                for (row, state) in states.iter().enumerate() {
                    self.for_row(columns, *state, row, |code| each(row, code));
                }
            }
        }
    }
}

/// Every hazard type there is: other bits mean nothing.
const ALL_TYPES: u16 = (1 << HazardType::ALL.len()) - 1;

/// Whether every row has a code that the dictionary explains.
fn is_whole(column: &CategoryColumn, rows: usize) -> bool {
    let entries = column.dictionary.len();
    column.codes.len() == rows && column.codes.iter().all(|code| usize::from(*code) < entries)
}

/// Calls `each` with the place of every set bit; an empty set is unknown.
#[inline]
fn for_bits(bits: u16, mut each: impl FnMut(usize)) {
    let mut rest = if bits == 0 { 1 } else { bits };
    while rest != 0 {
        each(rest.trailing_zeros() as usize);
        rest &= rest - 1;
    }
}

/// The number of a row that a range is asked of.
pub(super) fn measured(
    measured: Measured,
    columns: &Columns,
    today: Day,
    row: usize,
) -> Option<f64> {
    match measured {
        Measured::Area => area(columns, row),
        Measured::SurveyAge => columns
            .date(Field::SurveyDate)
            .and_then(|column| column.date(row))
            .map(|survey| f64::from(survey_age_days(today, survey))),
    }
}

fn has_area(columns: &Columns) -> bool {
    columns.number(Field::AreaM2).is_some() || columns.number(Field::ComputedAreaM2).is_some()
}

/// The stated area in m², or the computed one where none is stated.
fn area(columns: &Columns, row: usize) -> Option<f64> {
    [Field::AreaM2, Field::ComputedAreaM2]
        .into_iter()
        .filter_map(|field| columns.number(field)?.values.get(row).copied())
        .find(|area| *area >= 0.0)
        .map(f64::from)
}
