//! The cross-filter against a naive scan, over random layers and random sequences of filters and windows.

use std::sync::Arc;

use proptest::prelude::*;

use super::oracle::{
    Naive, TRIED, any_incidents, any_model, any_window, any_zones, category, dates, numbers,
};
use super::*;
use crate::hazard::row_state;
use crate::hazard::{Columns, Field, HazardStatus, RowKind};
use crate::units::{DatePrecision, Day, PartialDate};

const TODAY: Day = Day(20_000);

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
    let kept = || {
        rows.iter()
            .filter(|naive| naive.passes_at_any_time(model, None))
    };
    let incidents =
        || kept().filter(|naive| naive.kind == RowKind::Incident && !naive.is_in_time());
    let undated = incidents().filter(|naive| naive.date(Field::Date).is_none());
    assert_eq!(totals.incidents.undated, undated.count() as u64);
    let out_of_time = incidents().filter(|naive| naive.date(Field::Date).is_some());
    assert_eq!(totals.incidents.out_of_time, out_of_time.count() as u64);
    let filtered = rows.len() - kept().count();
    assert_eq!(
        totals.zones.filtered + totals.incidents.filtered,
        filtered as u64
    );
    let partial = shown(RowKind::Incident).filter(|naive| {
        let date = naive.date(Field::Date);
        date.is_some_and(|date| date.precision != DatePrecision::Day)
    });
    assert_eq!(totals.incidents.shown_partial, partial.count() as u64);
    assert_eq!(
        totals.casualties.accidents,
        shown(RowKind::Incident).count() as u64
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_state_and_count_agrees_with_a_naive_scan_after_every_change(
        zones in any_zones(1..40),
        incidents in any_incidents(1..40),
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
    fn a_layer_that_comes_late_stands_under_the_filter_at_once(zones in any_zones(1..40), model in any_model(), window in any_window()) {
        let zones = Arc::new(zones);
        let mut late = CrossFilter::new(TODAY);
        late.apply(&model, window);
        late.add_layer("zones", RowKind::Zone, Arc::clone(&zones));
        assert_agrees(&late, &[("zones", RowKind::Zone, zones)]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_window_dragged_day_by_day_agrees_with_a_naive_scan(
        zones in any_zones(150..200),
        incidents in any_incidents(150..200),
        drag in prop::collection::vec((-3..4i32, -3..4i32), 1..12),
    ) {
        let layers = [
            ("zones", RowKind::Zone, Arc::new(zones)),
            ("incidents", RowKind::Incident, Arc::new(incidents)),
        ];
        let mut cross = CrossFilter::new(TODAY);
        for (id, kind, columns) in &layers {
            cross.add_layer(id, *kind, Arc::clone(columns));
        }
        // Around the turns of months, where partial dates begin and end.
        let (mut from, mut to) = (Day(18_262), Day(18_628));
        for (from_by, to_by) in drag {
            (from, to) = (Day(from.0 + from_by), Day(to.0 + to_by));
            let window = TimeWindow::new(Some(from), Some(to)).expect("a year between them");
            cross.apply(&FilterModel::default(), window);
            assert_agrees(&cross, &layers);
        }
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
fn zones_are_dated_as_soon_as_one_of_them_tells_a_day() {
    assert!(three_zones().has_dated_zones());
    let mut undated = CrossFilter::new(TODAY);
    let columns = Columns {
        rows: 2,
        columns: vec![(Field::SurveyDate, dates(&[None, None]))],
    };
    undated.add_layer("zones", RowKind::Zone, Arc::new(columns));
    assert!(!undated.has_dated_zones());
}

#[test]
fn the_people_of_an_accident_are_known_by_its_row() {
    let mut cross = three_zones();
    let columns = Columns {
        rows: 2,
        columns: vec![(Field::Killed, numbers(&[Some(2), None]))],
    };
    cross.add_layer("accidents", RowKind::Incident, Arc::new(columns));
    let killed = |layer: &str, row| cross.people(layer, row).map(|people| people.killed);
    assert_eq!(killed("accidents", 0), Some(Some(2)));
    assert_eq!(killed("accidents", 1), Some(None));
    assert_eq!(killed("accidents", 2), None);
    assert_eq!(killed("zones", 0), None);
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
fn the_state_of_an_accident_says_the_worst_that_happened() {
    let mut cross = CrossFilter::new(TODAY);
    let columns = Columns {
        rows: 3,
        columns: vec![
            (Field::Killed, numbers(&[Some(2), Some(0), None])),
            (Field::Injured, numbers(&[Some(1), Some(3), None])),
            (Field::Date, dates(&[day(2021, 5, 1); 3])),
        ],
    };
    cross.add_layer("accidents", RowKind::Incident, Arc::new(columns));
    let worst = [row_state::KILLED, row_state::INJURED, 0];
    let shown = worst.map(|worst| worst | row_state::VISIBLE);
    assert_eq!(cross.states("accidents"), Some(&shown[..]));
    let before = TimeWindow::new(None, Day::from_ymd(2021, 5, 1)).expect("days");
    cross.apply(&FilterModel::default(), before);
    assert_eq!(cross.states("accidents"), Some(&worst[..]));
}

#[test]
fn showing_accidents_one_by_one_changes_no_count() {
    let mut cross = three_zones();
    cross.take_changes();
    let mut model = FilterModel::default();
    model.group_accidents(false);
    let changes = cross.apply(&model, TimeWindow::default());
    assert_eq!(changes, Changes::default());
    assert!(!cross.model().groups_accidents());
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
