use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::filter::{Facet, FilterModel, TimeWindow};
use crate::hazard::{Column, Columns, DateColumn, NumberColumn, RowKind, SetColumn};
use crate::units::{DatePrecision, PartialDate};

/// A row: date, killed, injured, children, men, device bits. A dot is "not recorded".
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    u16,
);

const ROWS: [Row; 6] = [
    ("2020", "1", "0", ".", "1", 0b10),
    ("2020-03", "0", "2", "2", ".", 0b100),
    ("2020-03-09", "1", "1", "1", "1", 0b110),
    ("2021-12-31", ".", "3", ".", ".", 0),
    ("", "2", ".", "1", "1", 0b10),
    ("2022-02", "0", "0", ".", ".", 0b10),
];

fn date(text: &str) -> Option<PartialDate> {
    let (iso, precision) = match text.len() {
        0 => return None,
        4 => (format!("{text}-01-01"), DatePrecision::Year),
        7 => (format!("{text}-01"), DatePrecision::Month),
        _ => (text.to_owned(), DatePrecision::Day),
    };
    let first = Day::from_iso(&iso)?;
    Some(PartialDate { first, precision })
}

fn accidents(rows: &[Row]) -> CrossFilter {
    let numbers = |text: fn(&Row) -> &'static str| {
        let values = rows.iter().map(|row| text(row).parse().unwrap_or(f32::NAN));
        Column::Number(NumberColumn {
            values: values.collect(),
        })
    };
    let mut dates = DateColumn::default();
    rows.iter().for_each(|row| dates.push(date(row.0)));
    let columns = Columns {
        rows: rows.len(),
        columns: vec![
            (Field::Date, Column::Date(dates)),
            (Field::Killed, numbers(|row| row.1)),
            (Field::Injured, numbers(|row| row.2)),
            (Field::Children, numbers(|row| row.3)),
            (Field::Men, numbers(|row| row.4)),
            (
                Field::Device,
                Column::Set(SetColumn {
                    bits: rows.iter().map(|row| row.5).collect(),
                }),
            ),
        ],
    };
    let mut cross = CrossFilter::new(Day(20_000));
    cross.add_layer("accidents", RowKind::Incident, Arc::new(columns));
    cross
}

fn spec(unit: BinUnit, stack: Stack, measure: Measure) -> HistogramSpec {
    HistogramSpec {
        unit,
        stack,
        measure,
    }
}

fn count(histogram: &Histogram, bar: &Bar, outcome: Option<Outcome>, value: &str) -> u64 {
    let wanted = |series: &Series| series.outcome == outcome && series.value == value;
    bar.counts[histogram.series.iter().position(wanted).expect("a series")]
}

#[test]
fn a_year_alone_lies_in_its_year_and_never_in_january() {
    let cross = accidents(&ROWS);
    let years = cross.histogram(spec(BinUnit::Year, Stack::Outcome, Measure::People));
    assert_eq!(years.bars.len(), 3);
    assert_eq!(years.bars[0].figures.accidents, 3);
    assert!(years.year_only.is_empty());

    let months = cross.histogram(spec(BinUnit::Month, Stack::Outcome, Measure::People));
    assert_eq!(months.start, Day::from_ymd(2020, 1, 1));
    assert_eq!(months.bars[0].figures.accidents, 0);
    assert_eq!(months.bars[2].figures.accidents, 2);
    assert_eq!(months.year_only.len(), 1);
    assert_eq!(
        (
            months.year_only[0].0,
            months.year_only[0].1.figures.killed.sum
        ),
        (2020, 1)
    );
}

#[test]
fn killed_and_injured_stand_in_series_of_their_own() {
    let years = accidents(&ROWS).histogram(spec(BinUnit::Year, Stack::Outcome, Measure::People));
    assert_eq!(years.bars[0].counts, [2, 3, 0]);
    assert_eq!(years.undated.counts, [2, 0, 0]);
}

#[test]
fn figures_carry_the_number_of_accidents_for_which_they_are_known() {
    let total = accidents(&ROWS).histogram(HistogramSpec::default()).total;
    assert_eq!(total.accidents, 6);
    assert_eq!((total.killed.sum, total.killed.accidents), (4, 5));
    assert_eq!((total.injured.sum, total.injured.accidents), (6, 5));
    assert_eq!(total.outcome_unknown.accidents, 0);
}

#[test]
fn whether_the_child_or_the_man_was_killed_is_not_guessed() {
    let cross = accidents(&ROWS);
    let days = cross.histogram(spec(BinUnit::Month, Stack::AgeGroup, Measure::People));
    let march = &days.bars[2];
    // One accident with two injured children, one with a child and a man of whom one was killed, one injured.
    assert_eq!(count(&days, march, Some(Outcome::Injured), "child"), 2);
    assert_eq!(count(&days, march, Some(Outcome::Injured), "unknown"), 1);
    assert_eq!(count(&days, march, Some(Outcome::Killed), "unknown"), 1);
    // Two killed, a child and a man: both are known.
    assert_eq!(
        count(&days, &days.undated, Some(Outcome::Killed), "child"),
        1
    );
    assert_eq!(
        count(&days, &days.undated, Some(Outcome::Killed), "adult"),
        1
    );
}

#[test]
fn an_accident_with_several_devices_is_counted_once() {
    let years = accidents(&ROWS).histogram(spec(BinUnit::Year, Stack::Device, Measure::Accidents));
    let first = &years.bars[0];
    assert_eq!(first.counts.iter().sum::<u64>(), 3);
    assert_eq!(count(&years, first, None, SEVERAL), 1);
    assert_eq!(count(&years, first, None, "ap_mine"), 1);
}

#[test]
fn no_accident_is_lost_whatever_is_asked() {
    let cross = accidents(&ROWS);
    for unit in [BinUnit::Year, BinUnit::Quarter, BinUnit::Month] {
        for stack in Stack::ALL {
            for measure in [Measure::People, Measure::Accidents] {
                let histogram = cross.histogram(spec(unit, stack, measure));
                let apart = histogram.year_only.iter().map(|(_, bar)| bar);
                let parts = histogram
                    .bars
                    .iter()
                    .chain(apart)
                    .chain([&histogram.undated, &histogram.beyond]);
                let (mut accidents, mut counted) = (0, 0);
                for bar in parts {
                    accidents += bar.figures.accidents;
                    counted += bar.counts.iter().sum::<u64>();
                }
                assert_eq!(accidents, ROWS.len() as u64);
                let expected = if measure == Measure::Accidents {
                    accidents
                } else {
                    10
                };
                assert_eq!(counted, expected, "{unit:?} {stack:?} {measure:?}");
            }
        }
    }
}

#[test]
fn the_timeline_answers_to_every_filter_but_the_time() {
    let mut cross = accidents(&ROWS);
    let all = cross.histogram(HistogramSpec::default());
    let window =
        TimeWindow::new(Day::from_ymd(2021, 1, 1), Day::from_ymd(2022, 1, 1)).expect("days");
    cross.apply(&FilterModel::default(), window);
    assert_eq!(cross.histogram(HistogramSpec::default()), all);
    assert_eq!(cross.totals().casualties.injured.sum, 3);

    let mut model = FilterModel::default();
    model.choose(Facet::Outcome, ["killed"]);
    cross.apply(&model, window);
    let killed = cross.histogram(HistogramSpec::default());
    assert_eq!(killed.total.accidents, 3);
    assert_eq!(killed.bars.len(), all.bars.len(), "the axis stands still");
}

#[test]
fn days_of_a_bar_meet_those_of_the_next() {
    let quarters =
        accidents(&ROWS).histogram(spec(BinUnit::Quarter, Stack::Outcome, Measure::People));
    assert_eq!(quarters.bars.len(), 9);
    for bar in 1..quarters.bars.len() {
        let (before, here) = (quarters.days_of(bar - 1), quarters.days_of(bar));
        assert_eq!(before.expect("days").1, here.expect("days").0);
    }
}

#[test]
fn a_date_of_another_age_neither_makes_endless_bars_nor_hides_the_others() {
    let stray: Row = ("0001-01-01", "1", ".", ".", ".", 0);
    let rows = [stray, ROWS[1], ROWS[2], ROWS[3]];
    let months = accidents(&rows).histogram(spec(BinUnit::Month, Stack::Outcome, Measure::People));
    assert_eq!(months.bars.len(), MAX_BINS);
    assert_eq!(months.beyond.figures.accidents, 1);
    assert_eq!(
        months
            .bars
            .iter()
            .map(|bar| bar.figures.accidents)
            .sum::<u64>(),
        3
    );
}

#[test]
fn bars_get_finer_while_they_can_be_told_apart() {
    assert_eq!(BinUnit::for_scale(10.0), BinUnit::Year);
    assert_eq!(BinUnit::for_scale(30.0), BinUnit::Quarter);
    assert_eq!(BinUnit::for_scale(100.0), BinUnit::Month);
}

/// Year, month, day, how much of these is known, killed, injured.
type Dated = (i32, u32, u32, u8, i32, i32);

proptest! {
    #[test]
    fn every_accident_is_where_its_date_says(
        rows in prop::collection::vec(
            (prop_oneof![8 => 1990..2026_i32, 1 => -300..2_400_i32], 1..13_u32, 1..29_u32, 0..4_u8, -1..400_i32, -1..3_i32),
            1..60,
        ),
    ) {
        let mut dates = DateColumn::default();
        for (year, month, day, precision, ..) in &rows {
            let known = |month, day| Day::from_ymd(*year, month, day).expect("a day");
            dates.push(match precision {
                0 => None,
                1 => Some(PartialDate { first: known(1, 1), precision: DatePrecision::Year }),
                2 => Some(PartialDate { first: known(*month, 1), precision: DatePrecision::Month }),
                _ => Some(PartialDate { first: known(*month, *day), precision: DatePrecision::Day }),
            });
        }
        let numbers = |value: fn(&Dated) -> i32| {
            let values = rows.iter().map(|row| value(row) as f32).collect();
            Column::Number(NumberColumn { values })
        };
        let columns = Columns {
            rows: rows.len(),
            columns: vec![
                (Field::Date, Column::Date(dates.clone())),
                (Field::Killed, numbers(|row| row.4)),
                (Field::Injured, numbers(|row| row.5)),
            ],
        };
        let mut cross = CrossFilter::new(Day(20_000));
        cross.add_layer("accidents", RowKind::Incident, Arc::new(columns));
        for unit in [BinUnit::Year, BinUnit::Quarter, BinUnit::Month] {
            let histogram = cross.histogram(spec(unit, Stack::Outcome, Measure::People));
            let first = histogram.start.map_or(0, |start| unit.bin_of(start));
            let mut expected = Histogram {
                bars: vec![empty(); histogram.bars.len()],
                year_only: Vec::new(),
                undated: empty(),
                beyond: empty(),
                total: Casualties::default(),
                ..histogram.clone()
            };
            for (row, (.., killed, injured)) in rows.iter().enumerate() {
                let bar = match dates.date(row) {
                    None => &mut expected.undated,
                    Some(date) if date.precision == DatePrecision::Year && unit != BinUnit::Year => {
                        let year = date.first.ymd().0;
                        let place = expected.year_only.iter().position(|(known, _)| *known == year);
                        let place = place.unwrap_or_else(|| {
                            expected.year_only.push((year, empty()));
                            expected.year_only.len() - 1
                        });
                        &mut expected.year_only[place].1
                    }
                    Some(date) => {
                        let bar = usize::try_from(unit.bin_of(date.first) - first).ok();
                        match bar.filter(|bar| *bar < expected.bars.len()) {
                            Some(bar) => &mut expected.bars[bar],
                            None => &mut expected.beyond,
                        }
                    }
                };
                bar.figures.accidents += 1;
                expected.total.accidents += 1;
                for (outcome, count) in [(0, *killed), (1, *injured)] {
                    if let Ok(count) = u64::try_from(count) {
                        for figures in [&mut bar.figures, &mut expected.total] {
                            figures.outcome_mut(outcome).accidents += 1;
                            figures.outcome_mut(outcome).sum += count;
                        }
                        bar.counts[outcome] += count;
                    }
                }
            }
            expected.year_only.sort_by_key(|(year, _)| *year);
            prop_assert!(histogram == expected, "by {unit:?}");
        }
    }
}

fn empty() -> Bar {
    Bar {
        counts: vec![0; 3],
        figures: Casualties::default(),
    }
}
