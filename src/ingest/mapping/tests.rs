//! What small layers are recognised as.

use super::*;
use crate::hazard::{Field, Role};
use crate::ingest::RawLayer;
use crate::ingest::sample::{Shape, layer};
use crate::json::{FromJson, Value};

fn recognised(raw: &RawLayer, file_name: &str) -> Recognition {
    recognise(
        raw,
        &Hints {
            role: None,
            fields: &FieldMapping::default(),
            file_name,
        },
    )
}

fn field(field: Field) -> Meaning {
    Meaning::Field(field)
}

#[test]
fn the_value_of_a_type_tells_areas_from_accidents() {
    for (value, role) in [
        ("Suspected Minefield", Role::Contaminated),
        ("Cleared Areas", Role::Cleared),
        ("Lifted Minefields", Role::Cleared),
        ("Incidents", Role::Incidents),
    ] {
        let raw = layer(&[(
            Shape::At(17.0, 45.0),
            &[("typeArea", value), ("fileId", "2585-III")],
        )]);
        let recognition = recognised(&raw, "export.geojson");
        assert_eq!(recognition.role, Some(role), "{value}");
        assert_eq!(recognition.unmapped, ["fileId"], "{value}");
        assert_eq!(recognition.why[0].note, "recognised_by_values");
    }
}

#[test]
fn one_key_means_status_or_work_status_as_its_values_say() {
    let classes = layer(&[(
        Shape::Square(46.0, 39.0),
        &[("status_ha", "CHA"), ("closure_ha", "Open")],
    )]);
    let mapping = recognised(&classes, "x").mapping;
    assert_eq!(mapping.keys_of(Field::Status), ["status_ha"]);
    assert_eq!(mapping.keys_of(Field::WorkStatus), ["closure_ha"]);
    let work = layer(&[(
        Shape::Square(46.0, 39.0),
        &[("status_ha", "Worked on"), ("Hazard_Cla", "SHA")],
    )]);
    let mapping = recognised(&work, "x").mapping;
    assert_eq!(mapping.keys_of(Field::Status), ["Hazard_Cla"]);
    assert_eq!(mapping.keys_of(Field::WorkStatus), ["status_ha"]);
}

#[test]
fn a_status_that_is_a_date_is_a_date() {
    let raw = layer(&[(
        Shape::Square(46.0, 39.0),
        &[("Hazard_Cla", "CHA"), ("Status_Cha", "2019-05-01")],
    )]);
    assert_eq!(
        recognised(&raw, "x").mapping.keys_of(Field::StatusDate),
        ["Status_Cha"]
    );
}

#[test]
fn victims_make_accidents_and_their_names_are_dropped() {
    let raw = layer(&[(
        Shape::At(46.0, 39.0),
        &[
            ("Incident_D", "2021-06-04"),
            ("KILLED", "#3"),
            ("INJURE", "#4"),
            ("Name", "A. B."),
            ("contact", "a.b@example.org"),
            ("DEVICES", "AT mine"),
        ],
    )]);
    let recognition = recognised(&raw, "export.geojson");
    assert_eq!(recognition.role, Some(Role::Incidents));
    assert_eq!(recognition.personal, ["Name", "contact"]);
    assert_eq!(recognition.mapping.keys_of(Field::Date), ["Incident_D"]);
    assert_eq!(recognition.mapping.keys_of(Field::Device), ["DEVICES"]);
    assert!(!recognition.mapping.uses("Name"));
}

#[test]
fn events_of_several_kinds_are_recognised_with_both() {
    let event = |code: &'static str| {
        [
            ("TIPO_EVENTO", code),
            ("AÑO", "2010"),
            ("DEPARTAMENTO", "META"),
        ]
    };
    let (accident, suspicion, seizure) = (event("1"), event("8"), event("4"));
    let raw = layer(&[
        (Shape::At(-75.0, 3.0), &accident),
        (Shape::At(-75.1, 3.0), &suspicion),
        (Shape::At(-75.2, 3.0), &seizure),
    ]);
    let recognition = recognised(&raw, "2010.json");
    assert_eq!(recognition.role, Some(Role::Incidents));
    assert_eq!(recognition.mapping.keys(Meaning::RowKind), ["TIPO_EVENTO"]);
    assert_eq!(recognition.mapping.keys(Meaning::Year), ["AÑO"]);
    assert_eq!(recognition.mapping.keys_of(Field::Admin1), ["DEPARTAMENTO"]);
}

#[test]
fn nothing_known_asks_with_a_guess_and_the_commonest_values() {
    let features: Vec<(Shape, &[(&str, &str)])> = vec![
        (
            Shape::Square(46.0, 39.0),
            &[("kod2", "b"), ("email", "x@example.org")],
        ),
        (Shape::Square(46.1, 39.0), &[("kod2", "a")]),
        (Shape::Square(46.2, 39.0), &[("kod2", "b")]),
    ];
    let raw = layer(&features);
    let recognition = recognised(&raw, "export.geojson");
    assert_eq!(
        (recognition.role, recognition.guess),
        (None, Some(Role::Zones))
    );
    let preview = preview(&raw, &recognition);
    assert_eq!(preview.keys.len(), 1);
    assert_eq!(
        preview.keys[0].samples,
        [("b".to_owned(), 2), ("a".to_owned(), 1)]
    );
    assert_eq!((preview.features, preview.keys[0].distinct), (3, 2));
}

#[test]
fn the_shape_of_a_file_is_its_keys_and_kinds_of_geometry() {
    let one = layer(&[(Shape::Square(46.0, 39.0), &[("a", "1"), ("b", "2")])]);
    let same = layer(&[
        (Shape::Square(1.0, 2.0), &[("b", "x")]),
        (Shape::Square(1.0, 3.0), &[("a", "y")]),
    ]);
    let points = layer(&[(Shape::At(46.0, 39.0), &[("a", "1"), ("b", "2")])]);
    assert_eq!(shape_fingerprint(&one), shape_fingerprint(&same));
    assert_ne!(shape_fingerprint(&one), shape_fingerprint(&points));
    assert_eq!(shape_fingerprint(&layer(&[])), "cbf29ce484222325");
}

#[test]
fn what_the_publisher_says_stands() {
    let raw = layer(&[(
        Shape::Square(46.0, 39.0),
        &[("klass", "SHA"), ("status", "CHA")],
    )]);
    let json = Value::read(r#"{"status": "klass", "name": ""}"#).unwrap();
    let fields = FieldMapping::from_json(&json).unwrap();
    let recognition = recognise(
        &raw,
        &Hints {
            role: Some(Role::Declared),
            fields: &fields,
            file_name: "cleared.json",
        },
    );
    assert_eq!(recognition.role, Some(Role::Declared));
    assert_eq!(recognition.mapping.keys(field(Field::Status)), ["klass"]);
}

#[test]
fn a_grid_of_model_scores_is_no_survey() {
    let raw = layer(&[(
        Shape::Square(46.0, 39.0),
        &[("cell", "#1"), ("risk_score", "#0.83")],
    )]);
    let recognition = recognised(&raw, "hazard_zones.geojson");
    assert!(recognition.model_scores);
    assert_eq!(recognition.role, None);
    assert_eq!(recognition.why[0].note, "model_scores");
}

#[test]
fn settlements_and_records_are_known_by_their_keys() {
    let places = layer(&[(
        Shape::At(46.0, 39.0),
        &[("name", "Ağdam"), ("population", "#40000")],
    )]);
    assert_eq!(recognised(&places, "x").role, Some(Role::Settlements));
    let records = layer(&[(
        Shape::Square(46.0, 39.0),
        &[("record_no", "7"), ("reliability", "low")],
    )]);
    assert_eq!(recognised(&records, "x").role, Some(Role::Declared));
    let cleared = layer(&[(
        Shape::Square(-75.0, 3.0),
        &[("areadespejada", "#1200.5"), ("municipio", "Samaná")],
    )]);
    assert_eq!(recognised(&cleared, "x").role, Some(Role::Cleared));
}
