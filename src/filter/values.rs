//! The values of one facet in one layer: for each value the set of its rows, so that counting the values that any rows
//! have is counting bits.
//!
//! Open lists with many values (municipalities, say) are left in their column: a set for each would take more memory
//! than it saves time.

use super::layer::Layer;
use super::people::groups_present;
use super::survey_age::survey_age_days;
use super::{AreaClass, Facet, Measured, PeopleColumns, SurveyAge, UNKNOWN};
use crate::hazard::{CategoryColumn, Column, Columns, Field, HazardType, RowSet, sets_of};
use crate::units::Day;

/// The longest dictionary that sets are made for: they take up to 8 bytes a row.
const MAX_SETS: usize = u64::BITS as usize;

/// The rows of each value of a facet.
#[derive(Debug)]
pub(super) enum Values {
    /// All rows alike: the code 0 of a one-entry dictionary.
    Constant(String),
    /// By code, of a closed list.
    Listed(Vec<RowSet>),
    /// By code, of a category column.
    Recorded(Field, Vec<RowSet>),
    /// A category column of many values.
    Codes(Field),
}

impl Values {
    /// The values of a facet that concerns a layer; where it lacks the column, all its rows are unknown.
    pub fn of_facet(facet: Facet, layer: &Layer, people: &mut PeopleBits) -> Self {
        let columns = &layer.columns;
        let group = match facet {
            Facet::Layer => return Self::Constant(layer.id.clone()),
            Facet::Status => return Self::Listed(layer.timing.recorded().to_vec()),
            Facet::Area => return Self::of_area(columns),
            Facet::SurveyAge => return Self::of_survey_age(columns, layer.today()),
            Facet::Outcome => 0,
            Facet::AgeGroup => 1,
            Facet::Sex => 2,
            Facet::Person => 3,
            _ => return Self::of_column(facet, columns),
        };
        let bits = people.take(group, columns);
        Self::Listed(sets_of(columns.rows, u8::BITS as usize, &|row| {
            u64::from(bits[row])
        }))
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
        Self::Listed(sets_of(columns.rows, AreaClass::ALL.len(), &|row| {
            let area = area(columns, row).map_or(f32::NAN, |area| area as f32);
            1 << AreaClass::of(area).code()
        }))
    }

    fn of_survey_age(columns: &Columns, today: Day) -> Self {
        let Some(survey) = columns.date(Field::SurveyDate) else {
            return Self::unknown();
        };
        Self::Listed(sets_of(columns.rows, SurveyAge::ALL.len(), &|row| {
            1 << SurveyAge::on(today, survey.date(row)).code()
        }))
    }

    fn of_column(facet: Facet, columns: &Columns) -> Self {
        let column = facet
            .field()
            .and_then(|field| Some((field, columns.get(field)?)));
        match column {
            Some((field, Column::Category(column))) if is_whole(column, columns.rows) => {
                let entries = column.dictionary.len();
                if entries > MAX_SETS {
                    return Self::Codes(field);
                }
                let sets = sets_of(columns.rows, entries, &|row| 1 << column.codes[row]);
                Self::Recorded(field, sets)
            }
            Some((_, Column::Set(column))) if column.bits.len() == columns.rows => {
                let types = |row: usize| match column.bits[row] & ALL_TYPES {
                    // An empty set is unknown.
                    0 => 1,
                    types => u64::from(types),
                };
                Self::Listed(sets_of(columns.rows, HazardType::ALL.len(), &types))
            }
            _ => Self::unknown(),
        }
    }

    /// The values by code.
    pub fn dictionary<'a>(&'a self, facet: Facet, columns: &'a Columns) -> Vec<&'a str> {
        match self {
            Self::Constant(value) => vec![value.as_str()],
            Self::Recorded(field, _) | Self::Codes(field) => columns.category(*field).map_or_else(
                || vec![UNKNOWN],
                |column| column.dictionary.iter().map(String::as_str).collect(),
            ),
            Self::Listed(_) => facet.closed_values().unwrap_or(&[UNKNOWN]).to_vec(),
        }
    }

    /// The rows that have any of the admitted values, which come by code.
    pub fn rows_with(&self, admitted: &[bool], columns: &Columns) -> RowSet {
        match self {
            Self::Constant(_) if admitted[0] => RowSet::all(columns.rows),
            Self::Constant(_) => RowSet::default(),
            Self::Listed(sets) | Self::Recorded(_, sets) => {
                let mut rows = RowSet::default();
                for (set, _) in sets.iter().zip(admitted).filter(|(_, admitted)| **admitted) {
                    rows.unite(set);
                }
                rows
            }
            Self::Codes(field) => {
                let codes = codes_of(columns, *field);
                RowSet::of(codes.len(), &|row| admitted[usize::from(codes[row])])
            }
        }
    }

    /// How many of `rows` have each of the values, by code; there are `entries` of them.
    pub fn count(&self, rows: &RowSet, columns: &Columns, entries: usize) -> Vec<u64> {
        let mut counts = vec![0; entries];
        match self {
            Self::Constant(_) => counts[0] = rows.count(),
            Self::Listed(sets) | Self::Recorded(_, sets) => {
                for (count, set) in counts.iter_mut().zip(sets) {
                    *count = set.count_common(rows);
                }
            }
            Self::Codes(field) => {
                let codes = codes_of(columns, *field);
                rows.for_rows(|row| counts[usize::from(codes[row])] += 1);
            }
        }
        counts
    }
}

fn codes_of(columns: &Columns, field: Field) -> &[u16] {
    columns
        .category(field)
        .map_or(&[][..], |column| &column.codes)
}

/// Outcomes, age groups, sexes and persons of all rows, which are worked out together and taken one by one.
#[derive(Debug, Default)]
pub(super) struct PeopleBits([Vec<u8>; 4]);

impl PeopleBits {
    /// Reads some more rows; `false` where all are read.
    pub fn read(&mut self, columns: &Columns) -> bool {
        const ROWS: usize = 1 << 15;
        let people_of = PeopleColumns::of(columns);
        let [outcome, age, sex, person] = &mut self.0;
        let end = columns.rows.min(outcome.len() + ROWS);
        for row in outcome.len()..end {
            let people = people_of.people(row);
            outcome.push(people.outcomes());
            age.push(groups_present(&people.by_age));
            sex.push(groups_present(&people.by_sex));
            person.push(groups_present(&people.by_person));
        }
        end < columns.rows
    }

    /// One of them, of all rows; zones have nobody.
    fn take(&mut self, group: usize, columns: &Columns) -> Vec<u8> {
        while self.0[group].len() < columns.rows {
            self.read(columns);
        }
        std::mem::take(&mut self.0[group])
    }
}

/// Every hazard type there is: other bits mean nothing.
const ALL_TYPES: u16 = (1 << HazardType::ALL.len()) - 1;

/// Whether every row has a code that the dictionary explains.
fn is_whole(column: &CategoryColumn, rows: usize) -> bool {
    let entries = column.dictionary.len();
    column.codes.len() == rows && column.codes.iter().all(|code| usize::from(*code) < entries)
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
