//! Random layers, filters and windows, and a naive reading of what the documentation promises: the oracle of the tests.

use proptest::prelude::*;

use super::*;
use crate::hazard::{
    CategoryColumn, Column, Columns, DateColumn, Evidence, Field, HazardStatus, NumberColumn,
    RowKind, SetColumn,
};
use crate::units::{DatePrecision, Day, PartialDate};

pub const OPERATORS: [&str; 4] = ["unknown", "ANAMA", "Émera", "Halo"];

/// More than there are sets for: such a list stays in its column.
pub fn districts() -> Vec<String> {
    let named = (1..=80).map(|number| format!("district {number}"));
    std::iter::once("unknown".to_owned()).chain(named).collect()
}

pub fn category<S: ToString>(dictionary: &[S], codes: Vec<u16>) -> Column {
    Column::Category(CategoryColumn {
        dictionary: dictionary.iter().map(ToString::to_string).collect(),
        codes,
    })
}

pub fn dates(dates: &[Option<PartialDate>]) -> Column {
    let mut column = DateColumn::default();
    dates.iter().for_each(|date| column.push(*date));
    Column::Date(column)
}

pub fn numbers(values: &[Option<u8>]) -> Column {
    let values = values.iter().map(|value| value.map_or(f32::NAN, f32::from));
    Column::Number(NumberColumn {
        values: values.collect(),
    })
}

pub fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
    let date =
        (2018..2024i32, 1..=12u32, 1..=28u32, 0..3u8).prop_map(|(year, month, day, precision)| {
            let (month, day, precision) = match precision {
                0 => (1, 1, DatePrecision::Year),
                1 => (month, 1, DatePrecision::Month),
                _ => (month, day, DatePrecision::Day),
            };
            let first = Day::from_ymd(year, month, day).expect("exists");
            PartialDate { first, precision }
        });
    prop::option::weighted(0.8, date)
}

pub fn any_zones(rows: std::ops::Range<usize>) -> impl Strategy<Value = Columns> {
    let row = (
        0..7u16,
        0..4u16,
        0..1024u16,
        [any_date(), any_date(), any_date()],
        0..4u16,
        prop::option::of(any::<u8>()),
    );
    (prop::collection::vec(row, rows), any::<bool>()).prop_map(|(rows, has_evidence)| {
        let date = |which: usize| dates(&rows.iter().map(|row| row.3[which]).collect::<Vec<_>>());
        let mut columns = vec![
            (
                Field::Status,
                category(&HazardStatus::SLUGS, rows.iter().map(|row| row.0).collect()),
            ),
            (
                Field::HazardTypes,
                Column::Set(SetColumn {
                    bits: rows.iter().map(|row| row.2).collect(),
                }),
            ),
            (Field::SurveyDate, date(0)),
            (Field::StatusDate, date(1)),
            (Field::ClearedDate, date(2)),
            (
                Field::Operator,
                category(&OPERATORS, rows.iter().map(|row| row.4).collect()),
            ),
            (
                Field::AreaM2,
                numbers(&rows.iter().map(|row| row.5).collect::<Vec<_>>()),
            ),
        ];
        if has_evidence {
            columns.push((
                Field::Evidence,
                category(&Evidence::SLUGS, rows.iter().map(|row| row.1).collect()),
            ));
        }
        Columns {
            rows: rows.len(),
            columns,
        }
    })
}

pub fn any_incidents(rows: std::ops::Range<usize>) -> impl Strategy<Value = Columns> {
    let count = || prop::option::of(0..4u8);
    let row = (
        any_date(),
        [count(), count(), count(), count()],
        0..1024u16,
        0..4u16,
        0..81u16,
    );
    prop::collection::vec(row, rows).prop_map(|rows| {
        let count =
            |which: usize| numbers(&rows.iter().map(|row| row.1[which]).collect::<Vec<_>>());
        Columns {
            rows: rows.len(),
            columns: vec![
                (
                    Field::Date,
                    dates(&rows.iter().map(|row| row.0).collect::<Vec<_>>()),
                ),
                (Field::Killed, count(0)),
                (Field::Injured, count(1)),
                (Field::Children, count(2)),
                (Field::Women, count(3)),
                (
                    Field::Device,
                    Column::Set(SetColumn {
                        bits: rows.iter().map(|row| row.2).collect(),
                    }),
                ),
                (
                    Field::Admin1,
                    category(&OPERATORS, rows.iter().map(|row| row.3).collect()),
                ),
                (
                    Field::Admin2,
                    category(&districts(), rows.iter().map(|row| row.4).collect()),
                ),
            ],
        }
    })
}

pub fn any_model() -> impl Strategy<Value = FilterModel> {
    let values = |values: &'static [&'static str]| prop_oneof![3 => Just(Vec::new()), 2 => prop::sample::subsequence(values, 1..values.len())];
    let facets = (
        values(&HazardStatus::SLUGS),
        values(&["unknown", "ap_mine", "uxo"]),
        values(&["unknown", "direct"]),
        values(&OPERATORS),
        values(&["unknown", "killed", "injured", "none"]),
        values(&["unknown", "child"]),
        values(&["zones", "incidents"]),
        values(&[
            "unknown",
            "district 1",
            "district 2",
            "district 3",
            "district 80",
        ]),
    );
    let range = prop::option::of((prop::option::of(0.0..200.0f64), any::<bool>()));
    let text = prop_oneof![4 => Just(""), 1 => Just("emera"), 1 => Just("a n")];
    (facets, range, text).prop_map(
        |((status, types, evidence, operator, outcome, age, layer, admin2), range, text)| {
            let mut model = FilterModel::default();
            model.choose(Facet::Status, status);
            model.choose(Facet::HazardTypes, types);
            model.choose(Facet::Evidence, evidence);
            model.choose(Facet::Operator, operator);
            model.choose(Facet::Outcome, outcome);
            model.choose(Facet::AgeGroup, age);
            model.choose(Facet::Layer, layer);
            model.choose(Facet::Admin2, admin2);
            model.set_range(
                Measured::Area,
                range.map(|(min, unknown)| Range {
                    min,
                    max: None,
                    unknown,
                }),
            );
            model.set_text(text);
            model
        },
    )
}

pub fn any_window() -> impl Strategy<Value = TimeWindow> {
    let day = || prop::option::weighted(0.7, (2018..2024i32, 1..=12u32, 1..=2u32));
    (day(), day(), any::<bool>()).prop_map(|(one, other, undated)| {
        let day = |date: Option<(i32, u32, u32)>| date.and_then(|(y, m, d)| Day::from_ymd(y, m, d));
        let (one, other) = (day(one), day(other));
        let window = TimeWindow::new(one, other).or_else(|| TimeWindow::new(other, one));
        window.unwrap_or_default().with_undated(undated)
    })
}

/// A row as the documentation describes it, one look at a time.
pub struct Naive<'a> {
    pub layer: &'a str,
    pub kind: RowKind,
    pub columns: &'a Columns,
    pub row: usize,
    pub window: TimeWindow,
}

impl Naive<'_> {
    pub fn date(&self, field: Field) -> Option<PartialDate> {
        self.columns
            .date(field)
            .and_then(|column| column.date(self.row))
    }

    pub fn text(&self, field: Field) -> &str {
        self.columns.category(field).map_or("unknown", |column| {
            &column.dictionary[usize::from(column.codes[self.row])]
        })
    }

    pub fn status(&self) -> HazardStatus {
        let recorded = HazardStatus::from_slug(self.text(Field::Status)).expect("a status");
        let release = self
            .date(Field::ClearedDate)
            .or(self.date(Field::StatusDate));
        let released = matches!(
            recorded,
            HazardStatus::Cleared | HazardStatus::Reduced | HazardStatus::Cancelled
        );
        match (self.window.to(), release) {
            (Some(to), Some(release)) if released && release.end() > to => HazardStatus::Suspected,
            _ => recorded,
        }
    }

    pub fn is_in_time(&self) -> bool {
        if self.kind == RowKind::Incident {
            return match self.date(Field::Date) {
                Some(date) => self.window.overlaps(date),
                None => self.window.is_open() || self.window.include_undated(),
            };
        }
        let Some(to) = self.window.to() else {
            return true;
        };
        let days = super::time::ZoneDates::of(self.columns).days(
            self.row,
            HazardStatus::from_slug(self.text(Field::Status)).expect("a status"),
        );
        days.known < to.0
    }

    pub fn values(&self, facet: Facet) -> Vec<String> {
        let bits = |bits: u16, slugs: &[&str]| -> Vec<String> {
            let bits = if bits == 0 { 1 } else { bits };
            (0..slugs.len())
                .filter(|code| bits >> code & 1 == 1)
                .map(|code| slugs[code].to_owned())
                .collect()
        };
        let people = PeopleColumns::of(self.columns).people(self.row);
        let set = |field| {
            self.columns
                .set(field)
                .map_or(0, |column| column.bits[self.row])
        };
        match facet {
            Facet::Layer => vec![self.layer.to_owned()],
            Facet::Status => vec![self.status().slug().to_owned()],
            Facet::HazardTypes => bits(
                set(Field::HazardTypes),
                facet.closed_values().expect("closed"),
            ),
            Facet::Device => bits(set(Field::Device), facet.closed_values().expect("closed")),
            Facet::Outcome => bits(u16::from(people.outcomes()), &Outcome::SLUGS),
            Facet::AgeGroup => bits(
                (0..3)
                    .map(|code| u16::from(people.by_age[code] > 0) << code)
                    .sum(),
                &AgeGroup::SLUGS,
            ),
            _ => vec![
                self.text(facet.field().expect("read from a column"))
                    .to_owned(),
            ],
        }
    }

    /// Whether it passes everything, leaving one facet out of account.
    pub fn passes(&self, model: &FilterModel, but: Option<Facet>) -> bool {
        self.is_in_time() && self.passes_at_any_time(model, but)
    }

    /// Whether it passes everything but perhaps the time, leaving one facet out of account.
    pub fn passes_at_any_time(&self, model: &FilterModel, but: Option<Facet>) -> bool {
        let facets = TRIED
            .into_iter()
            .filter(|facet| facet.concerns(self.kind) && Some(*facet) != but);
        let mut passes = true;
        for facet in facets {
            passes &= self
                .values(facet)
                .iter()
                .any(|value| model.admits(facet, value));
        }
        if let Some(range) = model
            .range(Measured::Area)
            .filter(|_| self.kind == RowKind::Zone)
        {
            let area = self
                .columns
                .number(Field::AreaM2)
                .map(|column| f64::from(column.values[self.row]));
            passes &= range.contains(area.filter(|area| !area.is_nan()));
        }
        let texts = [self.text(Field::Operator), self.text(Field::Admin1)].map(fold);
        let mut words = model.text().split_whitespace();
        passes
            && words.all(|word| {
                texts
                    .iter()
                    .any(|text| text != "unknown" && text.contains(word))
            })
    }
}

pub const TRIED: [Facet; 10] = [
    Facet::Status,
    Facet::HazardTypes,
    Facet::Evidence,
    Facet::Operator,
    Facet::Outcome,
    Facet::AgeGroup,
    Facet::Device,
    Facet::Admin1,
    Facet::Admin2,
    Facet::Layer,
];
