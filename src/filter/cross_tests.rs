//! The cross-filter against a naive scan, over random layers and random sequences of filters and windows.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::hazard::row_state;
use crate::hazard::{
    CategoryColumn, Column, Columns, DateColumn, Evidence, Field, HazardStatus, NumberColumn,
    RowKind, SetColumn,
};
use crate::units::{DatePrecision, Day, PartialDate};

const TODAY: Day = Day(20_000);
const OPERATORS: [&str; 4] = ["unknown", "ANAMA", "Émera", "Halo"];

fn category<S: ToString>(dictionary: &[S], codes: Vec<u16>) -> Column {
    Column::Category(CategoryColumn {
        dictionary: dictionary.iter().map(ToString::to_string).collect(),
        codes,
    })
}

fn dates(dates: &[Option<PartialDate>]) -> Column {
    let mut column = DateColumn::default();
    dates.iter().for_each(|date| column.push(*date));
    Column::Date(column)
}

fn numbers(values: &[Option<u8>]) -> Column {
    let values = values.iter().map(|value| value.map_or(f32::NAN, f32::from));
    Column::Number(NumberColumn {
        values: values.collect(),
    })
}

fn any_date() -> impl Strategy<Value = Option<PartialDate>> {
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

fn any_zones() -> impl Strategy<Value = Columns> {
    let row = (
        0..7u16,
        0..4u16,
        0..1024u16,
        [any_date(), any_date(), any_date()],
        0..4u16,
        prop::option::of(any::<u8>()),
    );
    (prop::collection::vec(row, 1..40), any::<bool>()).prop_map(|(rows, has_evidence)| {
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

fn any_incidents() -> impl Strategy<Value = Columns> {
    let count = || prop::option::of(0..4u8);
    let row = (
        any_date(),
        [count(), count(), count(), count()],
        0..1024u16,
        0..4u16,
    );
    prop::collection::vec(row, 1..40).prop_map(|rows| {
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
            ],
        }
    })
}

fn any_model() -> impl Strategy<Value = FilterModel> {
    let values = |values: &'static [&'static str]| prop_oneof![3 => Just(Vec::new()), 2 => prop::sample::subsequence(values, 1..values.len())];
    let facets = (
        values(&HazardStatus::SLUGS),
        values(&["unknown", "ap_mine", "uxo"]),
        values(&["unknown", "direct"]),
        values(&OPERATORS),
        values(&["unknown", "killed", "injured", "none"]),
        values(&["unknown", "child"]),
        values(&["zones", "incidents"]),
    );
    let range = prop::option::of((prop::option::of(0.0..200.0f64), any::<bool>()));
    let text = prop_oneof![4 => Just(""), 1 => Just("emera"), 1 => Just("a n")];
    (facets, range, text).prop_map(
        |((status, types, evidence, operator, outcome, age, layer), range, text)| {
            let mut model = FilterModel::default();
            model.choose(Facet::Status, status);
            model.choose(Facet::HazardTypes, types);
            model.choose(Facet::Evidence, evidence);
            model.choose(Facet::Operator, operator);
            model.choose(Facet::Outcome, outcome);
            model.choose(Facet::AgeGroup, age);
            model.choose(Facet::Layer, layer);
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

fn any_window() -> impl Strategy<Value = TimeWindow> {
    let day = || prop::option::weighted(0.7, (2018..2024i32, 1..=12u32, 1..=2u32));
    (day(), day(), any::<bool>()).prop_map(|(one, other, undated)| {
        let day = |date: Option<(i32, u32, u32)>| date.and_then(|(y, m, d)| Day::from_ymd(y, m, d));
        let (one, other) = (day(one), day(other));
        let window = TimeWindow::new(one, other).or_else(|| TimeWindow::new(other, one));
        window.unwrap_or_default().with_undated(undated)
    })
}

/// A row as the documentation describes it, one look at a time.
struct Naive<'a> {
    layer: &'a str,
    kind: RowKind,
    columns: &'a Columns,
    row: usize,
    window: TimeWindow,
}

impl Naive<'_> {
    fn date(&self, field: Field) -> Option<PartialDate> {
        self.columns
            .date(field)
            .and_then(|column| column.date(self.row))
    }

    fn text(&self, field: Field) -> &str {
        self.columns.category(field).map_or("unknown", |column| {
            &column.dictionary[usize::from(column.codes[self.row])]
        })
    }

    fn status(&self) -> HazardStatus {
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

    fn is_in_time(&self) -> bool {
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

    fn values(&self, facet: Facet) -> Vec<String> {
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
    fn passes(&self, model: &FilterModel, but: Option<Facet>) -> bool {
        let facets = TRIED
            .into_iter()
            .filter(|facet| facet.concerns(self.kind) && Some(*facet) != but);
        let mut passes = self.is_in_time();
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

const TRIED: [Facet; 9] = [
    Facet::Status,
    Facet::HazardTypes,
    Facet::Evidence,
    Facet::Operator,
    Facet::Outcome,
    Facet::AgeGroup,
    Facet::Device,
    Facet::Admin1,
    Facet::Layer,
];

fn assert_agrees(cross: &CrossFilter, layers: &[(&str, RowKind, Arc<Columns>)]) {
    let (model, window) = (cross.model(), cross.window());
    let rows: Vec<_> = layers
        .iter()
        .flat_map(|(layer, kind, columns)| {
            (0..columns.rows).map(move |row| Naive {
                layer,
                kind: *kind,
                columns,
                row,
                window,
            })
        })
        .collect();
    for naive in &rows {
        let state = cross.states(naive.layer).expect("added")[naive.row];
        assert_eq!(
            row_state::is_visible(state),
            naive.passes(model, None),
            "{} {}",
            naive.layer,
            naive.row
        );
        if naive.kind == RowKind::Zone {
            assert_eq!(row_state::effective_status(state), naive.status());
        }
    }
    for facet in TRIED {
        let counts = cross.counts(facet);
        for count in &counts {
            let left = |kind| {
                let of_kind = rows
                    .iter()
                    .filter(|naive| naive.kind == kind && facet.concerns(kind));
                of_kind
                    .filter(|naive| {
                        naive.values(facet).contains(&count.value)
                            && naive.passes(model, Some(facet))
                    })
                    .count() as u64
            };
            assert_eq!(
                (count.zones, count.incidents),
                (left(RowKind::Zone), left(RowKind::Incident)),
                "{facet:?} {}",
                count.value
            );
        }
    }
    let totals = cross.totals();
    let shown = |kind| {
        rows.iter()
            .filter(move |naive| naive.kind == kind && naive.passes(model, None))
    };
    assert_eq!(totals.zones.shown, shown(RowKind::Zone).count() as u64);
    assert_eq!(
        totals.zones.all() + totals.incidents.all(),
        rows.len() as u64
    );
    let killed: Vec<_> = shown(RowKind::Incident)
        .filter_map(|naive| PeopleColumns::of(naive.columns).people(naive.row).killed)
        .collect();
    assert_eq!(
        totals.casualties.killed.sum,
        killed.iter().map(|count| u64::from(*count)).sum::<u64>()
    );
    assert_eq!(totals.casualties.killed.accidents, killed.len() as u64);
    assert_eq!(
        totals.casualties.accidents,
        shown(RowKind::Incident).count() as u64
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_state_and_count_agrees_with_a_naive_scan_after_every_change(
        zones in any_zones(),
        incidents in any_incidents(),
        changes in prop::collection::vec((prop::option::weighted(0.4, any_model()), any_window()), 1..6),
    ) {
        let layers = [
            ("zones", RowKind::Zone, Arc::new(zones)),
            ("incidents", RowKind::Incident, Arc::new(incidents)),
        ];
        let mut cross = CrossFilter::new(TODAY);
        for (id, kind, columns) in &layers {
            cross.add_layer(id, *kind, Arc::clone(columns));
        }
        let mut model = FilterModel::default();
        for (next, window) in changes {
            model = next.unwrap_or(model);
            let before: Vec<Vec<u8>> = layers.iter().map(|(id, ..)| cross.states(id).expect("added").to_vec()).collect();
            cross.take_changes();
            let told = cross.apply(&model, window);
            assert_agrees(&cross, &layers);
            for ((id, ..), before) in layers.iter().zip(before) {
                let rows = told.layers.iter().find(|change| change.layer == *id).map_or(0..0, |change| change.rows.clone());
                for (row, state) in cross.states(id).expect("added").iter().enumerate() {
                    prop_assert!(*state == before[row] || rows.contains(&(row as u32)), "an untold change");
                }
            }
        }
    }

    #[test]
    fn a_layer_that_comes_late_stands_under_the_filter_at_once(zones in any_zones(), model in any_model(), window in any_window()) {
        let zones = Arc::new(zones);
        let mut late = CrossFilter::new(TODAY);
        late.apply(&model, window);
        late.add_layer("zones", RowKind::Zone, Arc::clone(&zones));
        assert_agrees(&late, &[("zones", RowKind::Zone, zones)]);
    }
}

fn three_zones() -> CrossFilter {
    let mut cross = CrossFilter::new(TODAY);
    let columns = Columns {
        rows: 3,
        columns: vec![
            (Field::Status, category(&HazardStatus::SLUGS, vec![4, 1, 2])),
            (Field::ClearedDate, dates(&[day(2021, 5, 1), None, None])),
            (Field::SurveyDate, dates(&[None, day(2022, 1, 1), None])),
        ],
    };
    cross.add_layer("zones", RowKind::Zone, Arc::new(columns));
    cross
}

fn day(year: i32, month: u32, day: u32) -> Option<PartialDate> {
    let first = Day::from_ymd(year, month, day)?;
    Some(PartialDate {
        first,
        precision: DatePrecision::Day,
    })
}

#[test]
fn on_a_past_day_a_cleared_zone_is_suspected_and_one_not_yet_surveyed_is_hidden() {
    let mut cross = three_zones();
    let window = TimeWindow::new(None, Day::from_ymd(2021, 1, 1)).expect("days");
    cross.apply(&FilterModel::default(), window);
    let states = cross.states("zones").expect("added");
    assert_eq!(
        states[0],
        row_state::VISIBLE | row_state::NOT_YET_RELEASED | HazardStatus::Suspected.code()
    );
    assert_eq!(states[1], HazardStatus::Confirmed.code());
    assert_eq!(
        states[2],
        row_state::VISIBLE | row_state::UNDATED | HazardStatus::Suspected.code()
    );
    let zones = cross.totals().zones;
    assert_eq!((zones.shown, zones.out_of_time), (2, 1));
    assert_eq!((zones.shown_not_yet_released, zones.shown_undated), (1, 1));
}

#[test]
fn the_status_filter_follows_the_day_shown() {
    let mut cross = three_zones();
    let mut model = FilterModel::default();
    model.choose(Facet::Status, ["suspected"]);
    let past = TimeWindow::new(None, Day::from_ymd(2021, 1, 1)).expect("days");
    cross.apply(&model, past);
    assert_eq!(cross.totals().zones.shown, 2);
    cross.apply(&model, TimeWindow::default());
    assert_eq!(cross.totals().zones.shown, 1);
}

#[test]
fn a_layer_switched_off_leaves_the_counts() {
    let mut cross = three_zones();
    cross.set_layers_off(&["zones".to_owned()]);
    assert_eq!(cross.totals().zones.layer_off, 3);
    assert!(
        cross
            .counts(Facet::Status)
            .iter()
            .all(|count| count.zones == 0)
    );
    cross.set_layers_off(&[]);
    assert_eq!(cross.totals().zones.shown, 3);
}

#[test]
fn free_text_found_by_the_worker_counts_only_for_the_text_it_was_found_for() {
    let mut cross = three_zones();
    let mut model = FilterModel::default();
    model.set_text("old road");
    cross.apply(&model, TimeWindow::default());
    assert_eq!(cross.totals().zones.shown, 0);
    cross.set_text_hits("zones", "old road", vec![1]);
    assert_eq!(cross.totals().zones.shown, 1);
    model.set_text("old roads");
    cross.apply(&model, TimeWindow::default());
    assert_eq!(cross.totals().zones.shown, 0);
}

#[test]
fn a_mark_changes_one_byte() {
    let mut cross = three_zones();
    cross.take_changes();
    cross.mark("zones", 1, Mark::Selected, true);
    let changes = cross.take_changes();
    assert_eq!(
        changes.layers,
        [LayerChange {
            layer: "zones".to_owned(),
            rows: 1..2
        }]
    );
    assert!(!changes.beyond_time);
}
