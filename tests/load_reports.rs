//! What a user is told about every defect that real files have: one small hand-made file each.
//!
//! An account is `read N, drawn N`, then repairs, reasons and notes with their counts. Whatever the file, read is
//! drawn plus set aside, each feature set aside is listed, and every code has its sentence in every language.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use hazard_map::hazard::Role;
use hazard_map::ingest::{
    Assembled, Assembler, FeatureReader, FieldMapping, Hints, LoadError, LoadReport, ReaderOptions,
    Recognition, recognise, set_aside_csv, set_aside_geojson,
};
use hazard_map::text::{Key, Language};

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn load(name: &str) -> Result<(Recognition, Assembled), LoadError> {
    let bytes = fs::read(fixture(name)).expect("a fixture");
    let mut reader = FeatureReader::new(ReaderOptions::default());
    reader.push(&bytes)?;
    let raw = reader.finish()?;
    let recognition = recognise(
        &raw,
        &Hints {
            role: None,
            fields: &FieldMapping::default(),
            file_name: "export",
        },
    );
    let role = recognition
        .role
        .or(recognition.guess)
        .expect("a role or a guess");
    let assembled = Assembler::new(role, recognition.clone()).finish(raw, recognition.clone());
    Ok((recognition, assembled))
}

fn account(report: &LoadReport) -> String {
    let mut lines = vec![format!("read {}, drawn {}", report.read, report.drawn)];
    lines.extend(
        report
            .repaired
            .iter()
            .map(|repaired| format!("{} {}", repaired.repair, repaired.count)),
    );
    lines.extend(
        report
            .skipped
            .iter()
            .map(|skipped| format!("{} {}", skipped.reason, skipped.count)),
    );
    for note in report
        .notes
        .iter()
        .filter(|note| !note.note.starts_with("recognised_by"))
    {
        lines.push(
            note.count
                .map_or(note.note.clone(), |count| format!("{} {count}", note.note)),
        );
    }
    lines.join("; ")
}

const ACCOUNTS: [(&str, &str); 32] = [
    (
        "antimeridian.geojson",
        "read 1, drawn 1; antimeridian_unrolled 1",
    ),
    (
        "bare_words.geojson",
        "read 3, drawn 3; read_as_confirmed 2; status_not_understood 1",
    ),
    ("blanks.geojson", "read 2, drawn 2"),
    ("bom.geojson", "read 1, drawn 1"),
    ("bow_tie.geojson", "read 1, drawn 1; area_changed 1"),
    ("clockwise.geojson", "read 1, drawn 1; winding_reversed 1"),
    (
        "duplicates.geojson",
        "read 5, drawn 4; duplicate 1; id_repeated 1; same_without_id 1",
    ),
    (
        "empty_coordinates.geojson",
        "read 3, drawn 1; empty_geometry 2",
    ),
    (
        "empty_properties.geojson",
        "read 3, drawn 3; status_not_recorded 2",
    ),
    (
        "geometry_collection.geojson",
        "read 1, drawn 1; point_where_area_expected 1",
    ),
    ("heights.geojson", "read 1, drawn 1; height_ignored 1"),
    (
        "hole_outside_shell.geojson",
        "read 1, drawn 1; hole_made_area 1; area_changed 1",
    ),
    ("hostile.geojson", "read 2, drawn 1; no_geometry 1"),
    ("latitude_first.geojson", "read 3, drawn 3; axes_swapped 3"),
    ("lines.geojsonl", "read 2, drawn 2"),
    (
        "lost_minus.geojson",
        "read 10, drawn 10; far_from_the_rest 1",
    ),
    (
        "model_scores.geojson",
        "read 1, drawn 0; model_score 1; model_scores",
    ),
    ("mojibake.geojson", "read 1, drawn 1; mojibake"),
    ("named_crs.geojson", "read 1, drawn 1; converted_from_crs"),
    ("nested_feature.geojson", "read 2, drawn 1; not_a_feature 1"),
    (
        "non_ascii_keys.geojson",
        "read 3, drawn 2; not_a_casualty_event 1; several_layers; events_left_out 1; victims_not_recorded 1; \
         point_where_area_expected 1",
    ),
    ("null_geometry.geojson", "read 3, drawn 1; no_geometry 2"),
    ("numbers_as_text.geojson", "read 2, drawn 2"),
    ("open_dates.geojson", "read 2, drawn 2; date_order_open 2"),
    ("open_ring.geojson", "read 1, drawn 1; ring_closed 1"),
    (
        "personal_data.geojson",
        "read 2, drawn 1; no_geometry 1; personal_data_dropped",
    ),
    (
        "points_for_areas.geojson",
        "read 3, drawn 3; point_where_area_expected 2; line_where_area_expected 1",
    ),
    ("short_rings.geojson", "read 4, drawn 1; too_few_points 3"),
    ("spike.geojson", "read 1, drawn 1; spike_removed 1"),
    (
        "truncated.geojson",
        "read 2, drawn 1; cut_short 1; truncated",
    ),
    (
        "two_digit_dates.geojson",
        "read 2, drawn 2; two_digit_years 2",
    ),
    ("wkt.csv", "read 2, drawn 1; broken_wkt 1"),
];

#[test]
fn every_defect_has_its_account() {
    for (name, expected) in ACCOUNTS {
        let (_, assembled) =
            load(&format!("defects/{name}")).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(account(&assembled.report), expected, "{name}");
    }
}

#[test]
fn what_is_read_is_drawn_or_listed_as_set_aside() {
    for (name, _) in ACCOUNTS {
        let (_, assembled) = load(&format!("defects/{name}")).expect("readable");
        let drawn = assembled
            .datasets
            .iter()
            .flat_map(|dataset| dataset.source_index.iter().copied());
        let set_aside = assembled
            .source
            .set_aside
            .iter()
            .map(|(feature, _)| *feature);
        let features: Vec<u32> = drawn.chain(set_aside).collect();
        let different: BTreeSet<u32> = features.iter().copied().collect();
        assert_eq!(features.len() as u64, assembled.report.read, "{name}");
        assert_eq!(
            different,
            (0..assembled.report.read as u32).collect(),
            "{name}"
        );
        let listed: usize = assembled
            .report
            .skipped
            .iter()
            .map(|skipped| skipped.indices.len())
            .sum();
        assert_eq!(listed, assembled.source.set_aside.len(), "{name}");
    }
}

#[test]
fn every_code_of_every_report_has_a_sentence_with_its_values() {
    for (name, _) in ACCOUNTS {
        let (_, assembled) = load(&format!("defects/{name}")).expect("readable");
        let report = &assembled.report;
        let codes = report
            .skipped
            .iter()
            .map(|skipped| format!("reason.{}", skipped.reason));
        let codes = codes.chain(
            report
                .repaired
                .iter()
                .map(|repaired| format!("repair.{}", repaired.repair)),
        );
        for code in codes {
            assert!(Key::named(&code).is_some(), "{name}: {code}");
        }
        for note in &report.notes {
            let values: Vec<_> = note
                .values
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let key = Key::named(&format!("note.{}", note.note))
                .unwrap_or_else(|| panic!("{name}: {}", note.note));
            for language in Language::ALL {
                let sentence = key.with(language, &values);
                assert!(!sentence.contains('{'), "{name}: {sentence}");
            }
        }
    }
}

#[test]
fn files_that_cannot_be_read_are_refused_with_the_way_out() {
    for (name, code, way_out) in [
        (
            "web_page.geojson",
            "web_page",
            "Open the address in the browser",
        ),
        (
            "projected_unnamed.geojson",
            "projected_likely",
            "Export the layer as WGS 84",
        ),
        ("packed.geojson.gz", "compressed", "Unpack it"),
    ] {
        let error = load(&format!("defects/{name}")).expect_err("refused");
        assert_eq!(error.code(), code, "{name}");
        assert!(error.to_string().contains(way_out), "{error}");
    }
}

#[test]
fn a_country_shaped_like_bosnia_is_accounted_for_one_by_one() {
    for (name, role, expected) in [
        (
            "suspect_areas.geojson",
            Role::Contaminated,
            "read 5, drawn 2; no_geometry 2; empty_geometry 1",
        ),
        (
            "cleared_areas.geojson",
            Role::Cleared,
            "read 4, drawn 2; no_geometry 1; empty_geometry 1",
        ),
        (
            "incidents.geojson",
            Role::Incidents,
            "read 2, drawn 2; same_without_id 1; victims_not_recorded 2",
        ),
        (
            "lifted_minefields.geojson",
            Role::Cleared,
            "read 1, drawn 1; point_where_area_expected 1",
        ),
    ] {
        let (recognition, assembled) = load(&format!("bosnia_shaped/{name}")).expect("readable");
        assert_eq!(recognition.role, Some(role), "{name}");
        assert_eq!(account(&assembled.report), expected, "{name}");
    }
}

#[test]
fn downloads_hold_what_was_set_aside_and_nothing_that_runs() {
    let (_, assembled) = load("defects/hostile.geojson").expect("readable");
    let sentences = [("no_geometry".to_owned(), "It has no place.".to_owned())];
    let csv = set_aside_csv(&assembled.source, &sentences, "Not the centre's, it says.");
    assert!(csv.contains("\"'=HYPERLINK"), "{csv}");
    assert!(csv.contains("no_geometry,It has no place.,"), "{csv}");
    let json: serde_json::Value =
        serde_json::from_str(&set_aside_geojson(&assembled.source, "Not the centre's."))
            .expect("JSON");
    assert_eq!(json["features"][0]["set_aside"], "no_geometry");
    assert_eq!(json["features"][0]["properties"]["Hazard_ID"], "HA-2");
    let (_, assembled) = load("defects/personal_data.geojson").expect("readable");
    assert!(!set_aside_geojson(&assembled.source, "Not the centre's.").contains("C. D."));
}
