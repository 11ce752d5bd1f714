//! The values of one facet in one layer, row by row, in the layer's own codes.
//!
//! Columns of the layer are read in place; only what has to be worked out (outcome, age group, area class, …) is kept
//! here, in one byte per row.

use super::layer::Layer;
use super::people::groups_present;
use super::survey_age::survey_age_days;
use super::{AreaClass, Facet, Measured, PeopleColumns, SurveyAge, UNKNOWN};
use crate::hazard::row_state::STATUS_MASK;
use crate::hazard::{CategoryColumn, Column, Columns, Field, HazardType};
use crate::units::Day;

/// Where a row's values of a facet are found.
#[derive(Debug)]
pub(super) enum Values {
    /// All rows alike: the code 0 of a one-entry dictionary.
    Constant(String),
    /// A category column.
    Codes(Field),
    /// A set column.
    Set(Field),
    /// Worked out: a set of few values, bit `1 << code`.
    Bits(Vec<u8>),
    /// The effective status in the state byte.
    Status,
}

impl Values {
    /// The values of a facet that concerns a layer; where it lacks the column, all its rows are unknown.
    pub fn of_facet(facet: Facet, layer: &Layer, people: &mut PeopleBits) -> Self {
        let columns = &layer.columns;
        let group = match facet {
            Facet::Layer => return Self::Constant(layer.id.clone()),
            Facet::Status => return Self::Status,
            Facet::Area => return Self::of_area(columns),
            Facet::SurveyAge => return Self::of_survey_age(columns, layer.today()),
            Facet::Outcome => 0,
            Facet::AgeGroup => 1,
            Facet::Sex => 2,
            Facet::Person => 3,
            _ => return Self::of_column(facet, columns),
        };
        let bits = people.get_or_insert_with(|| people_bits(columns));
        Self::Bits(std::mem::take(&mut bits[group]))
    }

    fn unknown() -> Self {
        Self::Constant(UNKNOWN.to_owned())
    }

    fn of_area(columns: &Columns) -> Self {
        let columns_of_area = [Field::AreaM2, Field::ComputedAreaM2];
        if columns_of_area
            .iter()
            .all(|field| columns.number(*field).is_none())
        {
            return Self::unknown();
        }
        let class = |row| AreaClass::of(area(columns, row).map_or(f32::NAN, |area| area as f32));
        Self::Bits(
            (0..columns.rows)
                .map(|row| 1 << class(row).code())
                .collect(),
        )
    }

    fn of_survey_age(columns: &Columns, today: Day) -> Self {
        columns
            .date(Field::SurveyDate)
            .map_or_else(Self::unknown, |survey| {
                let age = |row| SurveyAge::on(today, survey.date(row)).code();
                Self::Bits((0..columns.rows).map(|row| 1 << age(row)).collect())
            })
    }

    fn of_column(facet: Facet, columns: &Columns) -> Self {
        let column = facet
            .field()
            .and_then(|field| Some((field, columns.get(field)?)));
        match column {
            Some((field, Column::Category(column))) if is_whole(column, columns.rows) => {
                Self::Codes(field)
            }
            Some((field, Column::Set(column))) if column.bits.len() == columns.rows => {
                Self::Set(field)
            }
            _ => Self::unknown(),
        }
    }

    /// The values by code.
    pub fn dictionary<'a>(&'a self, facet: Facet, columns: &'a Columns) -> Vec<&'a str> {
        match (self, facet.closed_values()) {
            (Self::Constant(value), _) => vec![value.as_str()],
            (Self::Codes(field), _) => columns.category(*field).map_or_else(
                || vec![UNKNOWN],
                |column| column.dictionary.iter().map(String::as_str).collect(),
            ),
            (_, closed) => closed.unwrap_or(&[UNKNOWN]).to_vec(),
        }
    }

    /// The codes, found once for many rows.
    pub fn reader<'a>(&'a self, columns: &'a Columns) -> Reader<'a> {
        match self {
            Self::Constant(_) => Reader::Constant,
            Self::Status => Reader::Status,
            Self::Bits(bits) => Reader::Bits(bits),
            Self::Codes(field) => columns
                .category(*field)
                .map_or(Reader::Constant, |column| Reader::Codes(&column.codes)),
            Self::Set(field) => columns
                .set(*field)
                .map_or(Reader::Constant, |column| Reader::Set(&column.bits)),
        }
    }
}

/// The codes of a facet's values.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reader<'a> {
    Constant,
    Codes(&'a [u16]),
    Set(&'a [u16]),
    Bits(&'a [u8]),
    Status,
}

impl Reader<'_> {
    /// Calls `each` with every code of a row; there is at least one.
    #[inline]
    pub fn for_row(&self, row: usize, state: u8, mut each: impl FnMut(usize)) {
        match self {
            Self::Constant => each(0),
            Self::Status => each(usize::from(state & STATUS_MASK)),
            Self::Codes(codes) => each(usize::from(codes[row])),
            Self::Set(sets) => for_bits(sets[row] & ALL_TYPES, each),
            Self::Bits(bits) => for_bits(u16::from(bits[row]), each),
        }
    }
}

/// Outcome, age group, sex and person of all accidents, in the order of the facets.
/// Outcomes, age groups, sexes and persons of all rows, which are worked out together and taken one by one.
pub(super) type PeopleBits = Option<[Vec<u8>; 4]>;

fn people_bits(columns: &Columns) -> [Vec<u8>; 4] {
    let people_of = PeopleColumns::of(columns);
    let mut bits = [(); 4].map(|()| Vec::with_capacity(columns.rows));
    for row in 0..columns.rows {
        let people = people_of.people(row);
        let [outcome, age, sex, person] = &mut bits;
        outcome.push(people.outcomes());
        age.push(groups_present(&people.by_age));
        sex.push(groups_present(&people.by_sex));
        person.push(groups_present(&people.by_person));
    }
    bits
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

/// The stated area in m², or the computed one where none is stated.
fn area(columns: &Columns, row: usize) -> Option<f64> {
    [Field::AreaM2, Field::ComputedAreaM2]
        .into_iter()
        .filter_map(|field| columns.number(field)?.values.get(row).copied())
        .find(|area| *area >= 0.0)
        .map(f64::from)
}
