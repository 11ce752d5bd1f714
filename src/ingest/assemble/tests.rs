//! What small layers become.

use super::*;
use crate::hazard::{Field, HazardStatus, HazardType, Role};
use crate::ingest::mapping::{FieldMapping, Hints, recognise};
use crate::ingest::sample::{Shape, layer};
use crate::ingest::{
    DetailValue, LoadReport, RawLayer, row_details, set_aside_csv, set_aside_geojson,
};

fn assembled_as(raw: RawLayer, role: Option<Role>) -> Assembled {
    let recognition = recognise(
        &raw,
        &Hints {
            role,
            fields: &FieldMapping::default(),
            file_name: "export.geojson",
        },
    );
    let role = recognition.role.expect("recognised");
    Assembler::new(role, recognition.clone()).finish(raw, recognition)
}

fn assembled(raw: RawLayer) -> Assembled {
    assembled_as(raw, None)
}

fn adds_up(report: &LoadReport) {
    let set_aside: u64 = report.skipped.iter().map(|skipped| skipped.count).sum();
    assert_eq!(report.read, report.drawn + set_aside);
}

fn note_count(report: &LoadReport, note: &str) -> Option<Option<u64>> {
    report
        .notes
        .iter()
        .find(|known| known.note == note)
        .map(|known| known.count)
}

fn number(assembled: &Assembled, field: Field, row: usize) -> Option<f32> {
    assembled.datasets[0]
        .columns
        .number(field)
        .map(|column| column.values[row])
        .filter(|value| !value.is_nan())
}

#[test]
fn accidents_and_zones_of_one_file_become_two_layers_that_add_up() {
    let event = |code: &'static str| {
        [
            ("TIPO_EVENTO", code),
            ("AÑO", "2010"),
            ("DEPARTAMENTO", "META"),
        ]
    };
    let (accident, other_accident, suspicion, seizure) =
        (event("1"), event("2"), event("8"), event("4"));
    let nothing = [("AÑO", "2010")];
    let raw = layer(&[
        (Shape::At(-75.0, 3.0), &accident),
        (Shape::At(-75.1, 3.0), &suspicion),
        (Shape::At(-75.2, 3.0), &seizure),
        (Shape::At(-75.3, 3.0), &other_accident),
        (Shape::At(-75.4, 3.0), &nothing),
    ]);
    let assembled = assembled(raw);
    let [accidents, zones] = &assembled.datasets[..] else {
        panic!("two layers")
    };
    assert_eq!(
        (accidents.role, accidents.source_index.as_slice()),
        (Role::Incidents, &[0, 3][..])
    );
    assert_eq!(
        (zones.role, zones.source_index.as_slice()),
        (Role::Contaminated, &[1][..])
    );
    assert_eq!(zones.statuses, [HazardStatus::Suspected]);
    assert_eq!((assembled.report.read, assembled.report.drawn), (5, 3));
    [&assembled.report, &accidents.report, &zones.report]
        .into_iter()
        .for_each(adds_up);
    assert_eq!(assembled.report.skipped[0].reason, "not_a_casualty_event");
    assert_eq!(assembled.report.skipped[1].reason, "kind_not_known");
    assert_eq!(
        note_count(&assembled.report, "events_left_out"),
        Some(Some(1))
    );
    assert_eq!(
        note_count(&accidents.report, "victims_not_recorded"),
        Some(Some(2))
    );
    assert_eq!(number(&assembled, Field::Killed, 0), None);
    let year = accidents
        .columns
        .date(Field::Date)
        .and_then(|dates| dates.date(0))
        .map(|date| date.to_iso());
    assert_eq!(year.as_deref(), Some("2010"));
    let since = zones
        .columns
        .date(Field::StatusDate)
        .and_then(|dates| dates.date(0))
        .map(|date| date.to_iso());
    assert_eq!(since.as_deref(), Some("2010"));
}

#[test]
fn only_the_same_id_makes_two_equal_records_one() {
    let with_id =
        |id: &'static str, class: &'static str| [("Hazard_ID", id), ("Hazard_Cla", class)];
    let (first, copy, changed) = (
        with_id("HA-1", "SHA"),
        with_id("HA-1 ", "SHA"),
        with_id("HA-1", "CHA"),
    );
    let raw = layer(&[
        (Shape::Square(46.0, 39.0), &first),
        (Shape::Square(46.0, 39.0), &copy),
        (Shape::Square(46.0, 39.0), &changed),
    ]);
    let assembled = assembled(raw);
    assert_eq!(assembled.datasets[0].source_index, [0, 2]);
    assert_eq!(assembled.report.skipped[0].reason, "duplicate");
    assert_eq!(note_count(&assembled.report, "id_repeated"), Some(Some(1)));
    let no_id = [("Hazard_Cla", "SHA")];
    let raw = layer(&[
        (Shape::Square(46.0, 39.0), &no_id),
        (Shape::Square(46.0, 39.0), &no_id),
    ]);
    let assembled = self::assembled(raw);
    assert_eq!(assembled.report.drawn, 2);
    assert_eq!(
        note_count(&assembled.report, "same_without_id"),
        Some(Some(1))
    );
}

#[test]
fn counts_of_people_are_never_made_up() {
    let rows: [&[(&str, &str)]; 4] = [
        &[("KILLED", "#3"), ("INJURE", "4"), ("VICTIM", "8")],
        &[("KILLED", "-"), ("INJURE", "#0")],
        &[("VICTIM", "2")],
        &[("KILLED", "many")],
    ];
    let raw = layer(&rows.map(|row| (Shape::At(46.0, 39.0), row)));
    let assembled = assembled(raw);
    let people = |row| {
        [Field::Killed, Field::Injured, Field::OutcomeUnknown]
            .map(|field| number(&assembled, field, row))
    };
    assert_eq!(people(0), [Some(3.0), Some(4.0), Some(1.0)]);
    assert_eq!(people(1), [None, Some(0.0), None]);
    assert_eq!(people(2), [None, None, Some(2.0)]);
    assert_eq!(people(3), [None, None, None]);
    assert_eq!(
        note_count(&assembled.report, "value_not_understood"),
        Some(Some(1))
    );
}

#[test]
fn a_row_about_one_victim_counts_one() {
    let rows: [&[(&str, &str)]; 3] = [
        &[
            ("vi_consequence", "Herido"),
            ("vi_age", "#9"),
            ("vi_gender", "Female"),
            ("vi_status", "civilian"),
        ],
        &[
            ("vi_consequence", "Muerto"),
            ("vi_age", "31"),
            ("vi_gender", "M"),
            ("vi_status", "soldier"),
        ],
        &[("vi_consequence", "")],
    ];
    let raw = layer(&rows.map(|row| (Shape::At(-75.0, 3.0), row)));
    let assembled = assembled(raw);
    let at = |field, row| number(&assembled, field, row);
    assert_eq!(
        [
            at(Field::Injured, 0),
            at(Field::Girls, 0),
            at(Field::Children, 0),
            at(Field::Civilian, 0)
        ],
        [Some(1.0); 4]
    );
    assert_eq!(
        [
            at(Field::Killed, 1),
            at(Field::Men, 1),
            at(Field::Military, 1)
        ],
        [Some(1.0); 3]
    );
    assert_eq!(
        [at(Field::OutcomeUnknown, 2), at(Field::StatusUnknown, 2)],
        [Some(1.0); 2]
    );
    assert_eq!(at(Field::Killed, 0), None);
}

#[test]
fn values_of_a_zone_reach_their_columns_and_its_card() {
    let properties = [
        ("Hazard_ID", "HA-7"),
        ("Hazard_Cla", "Contaminated"),
        ("eo_mine_type", "AP mine; AT mine"),
        ("eo_ied", "Yes"),
        ("survey_date", "25/12/2020"),
        ("Area (ha)", "1,5"),
        ("depth_cm", "20"),
        ("Province", " Füzuli "),
        ("remark_x", "<img src=x onerror=alert(1)>"),
    ];
    let assembled = assembled(layer(&[(Shape::Square(46.0, 39.0), &properties)]));
    let details = row_details(&assembled.source, &assembled.datasets[0], 0);
    let value = |field| {
        details
            .fields
            .iter()
            .find(|(known, _)| *known == field)
            .map(|(_, value)| value.clone())
    };
    assert_eq!(
        value(Field::Status),
        Some(DetailValue::Category("confirmed".to_owned()))
    );
    assert_eq!(
        value(Field::HazardTypes),
        Some(DetailValue::HazardTypes(vec![
            HazardType::ApMine,
            HazardType::AvMine,
            HazardType::Ied
        ]))
    );
    assert_eq!(value(Field::AreaM2), Some(DetailValue::Number(15_000.0)));
    assert_eq!(
        value(Field::ClearanceDepthM),
        Some(DetailValue::Number(0.2))
    );
    assert_eq!(
        value(Field::Admin1),
        Some(DetailValue::Category("Füzuli".to_owned()))
    );
    assert_eq!(details.title.as_deref(), Some("HA-7"));
    assert!(details.raw.contains(&(
        "remark_x".to_owned(),
        "<img src=x onerror=alert(1)>".to_owned()
    )));
    assert_eq!(
        note_count(&assembled.report, "read_as_confirmed"),
        Some(Some(1))
    );
    assert!(
        matches!(value(Field::ComputedAreaM2), Some(DetailValue::Number(area)) if (950_000.0..970_000.0).contains(&area))
    );
}

#[test]
fn personal_data_is_gone_from_cards_and_downloads() {
    let victim = [("Name", "Somebody"), ("KILLED", "#1"), ("ID", "1")];
    let raw = layer(&[
        (Shape::At(46.0, 39.0), &victim),
        (Shape::At(46.0, 39.0), &victim),
    ]);
    let assembled = assembled(raw);
    let card = row_details(&assembled.source, &assembled.datasets[0], 0);
    let downloads =
        set_aside_geojson(&assembled.source, "") + &set_aside_csv(&assembled.source, &[], "");
    assert_eq!(assembled.report.skipped[0].reason, "duplicate");
    assert!(
        downloads.contains("KILLED")
            && !downloads.contains("Somebody")
            && !format!("{card:?}").contains("Somebody")
    );
    let dropped = assembled
        .report
        .notes
        .iter()
        .find(|note| note.note == "personal_data_dropped");
    assert_eq!(
        dropped.map(|note| note.values.clone()),
        Some(vec![("keys".to_owned(), "Name".to_owned())])
    );
}

#[test]
fn a_layer_can_be_painted_while_its_file_is_read() {
    let rows: Vec<(Shape, &[(&str, &str)])> = vec![
        (Shape::Square(46.0, 39.0), &[("Hazard_Cla", "CHA")]),
        (Shape::Square(46.1, 39.0), &[("Hazard_Cla", "SHA")]),
        (Shape::Square(46.2, 39.0), &[("Hazard_Cla", "mined")]),
    ];
    let whole = layer(&rows);
    let hints = Hints {
        role: None,
        fields: &FieldMapping::default(),
        file_name: "x",
    };
    let begun = layer(&rows[..1]);
    let mut assembler = Assembler::new(Role::Contaminated, recognise(&begun, &hints));
    assembler.advance(&begun);
    assert_eq!(assembler.parts()[0].statuses(), [HazardStatus::Confirmed]);
    assembler.advance(&whole);
    assert_eq!(assembler.parts()[0].source_index(), [0, 1, 2]);
    let recognition = recognise(&whole, &hints);
    let assembled = assembler.finish(whole, recognition);
    assert!(!assembled.repaint);
    assert_eq!(
        assembled.datasets[0].statuses,
        [
            HazardStatus::Confirmed,
            HazardStatus::Suspected,
            HazardStatus::Confirmed
        ]
    );
}

#[test]
fn values_that_come_late_and_change_a_status_ask_for_new_paint() {
    let rows: Vec<(Shape, &[(&str, &str)])> = vec![
        (Shape::Square(46.0, 39.0), &[("evidence", "direct")]),
        (Shape::Square(46.1, 39.0), &[("evidence", "A7")]),
        (Shape::Square(46.2, 39.0), &[("evidence", "B2")]),
    ];
    let hints = Hints {
        role: Some(Role::Contaminated),
        fields: &EMPTY,
        file_name: "x",
    };
    let begun = layer(&rows[..1]);
    let mut assembler = Assembler::new(Role::Contaminated, recognise(&begun, &hints));
    assembler.advance(&begun);
    assert_eq!(assembler.parts()[0].statuses(), [HazardStatus::Confirmed]);
    let whole = layer(&rows);
    let recognition = recognise(&whole, &hints);
    let assembled = assembler.finish(whole, recognition);
    assert_eq!(assembled.datasets[0].statuses, [HazardStatus::Unknown; 3]);
    assert!(assembled.repaint, "a column of other codes is no evidence");
}

static EMPTY: FieldMapping = FieldMapping::new();

#[test]
fn the_accident_of_a_district_is_one_point_and_zones_may_be_points() {
    let accident = [("KILLED", "#1"), ("INJURE", "#0")];
    let assembled = assembled_as(
        layer(&[(Shape::Square(46.0, 39.0), &accident)]),
        Some(Role::Incidents),
    );
    assert_eq!(assembled.report.repaired[0].repair, "placed_at_middle");
    let [west, south, east, north] = assembled.datasets[0]
        .geometries
        .get(0)
        .bounds()
        .expect("a place");
    assert_eq!((west, south), (east, north));
    assert!((west - 46.005).abs() < 1.0e-9 && (south - 39.005).abs() < 1.0e-9);
    let zone = [("Hazard_Cla", "SHA")];
    let assembled = assembled_as(
        layer(&[
            (Shape::At(46.0, 39.0), &zone),
            (Shape::Line(46.0, 39.0), &zone),
        ]),
        None,
    );
    assert_eq!(
        note_count(&assembled.report, "point_where_area_expected"),
        Some(Some(1))
    );
    assert_eq!(
        note_count(&assembled.report, "line_where_area_expected"),
        Some(Some(1))
    );
}

#[test]
fn scores_of_a_model_are_never_zones_whoever_says_so() {
    let raw = layer(&[(Shape::Square(46.0, 39.0), &[("risk_score", "#0.8")])]);
    let assembled = assembled_as(raw, Some(Role::Contaminated));
    assert_eq!((assembled.report.read, assembled.report.drawn), (1, 0));
    assert_eq!(assembled.report.skipped[0].reason, "model_score");
}
