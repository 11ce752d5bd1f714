//! What a publisher is told about a manifest, and what the map makes of it.

use proptest::prelude::*;

use super::*;
use crate::hazard::{Field, HazardStatus, Role};
use crate::text::Language;
use crate::units::Metres;

fn read(json: &str) -> ManifestReading {
    Manifest::read(json).unwrap()
}

/// The paths of all problems, which is what most tests are about.
fn paths(reading: &ManifestReading) -> Vec<&str> {
    reading
        .problems
        .iter()
        .map(|problem| problem.path.as_str())
        .collect()
}

#[test]
fn an_empty_object_is_a_map_with_every_default() {
    let reading = read("{}");
    assert_eq!(reading, ManifestReading::default());
    assert_eq!(reading.manifest.analysis.radius, Metres(1_000.0));
}

#[test]
fn a_full_manifest_is_read_without_a_problem() {
    let reading = read(
        r##"{
        "$schema": "map.schema.json",
        "title": {"en": "Hazard map", "az": "Təhlükə xəritəsi"},
        "layers": [{
            "id": "zones", "role": "zones", "url": "data/zones.geojson", "format": "geojson",
            "fields": {"status": "Hazard_Cla", "survey_date": "Status_Cha"},
            "title": "Zones", "source": "Mine action centre", "licence": "CC BY 4.0", "as_of": "2025-06",
            "stale_after_days": 90, "positional_accuracy_m": 25.5, "caveat": {"en": "May drift."}, "visible": false,
            "sha256": "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"
        }],
        "view": {"lng": 46.9, "lat": 39.55, "zoom": 9.2},
        "basemaps": [{"id": "osm", "name": "x", "title": "Streets", "url": "https://t.example/{z}/{x}/{y}{r}.png",
            "attribution": "© contributors", "min_zoom": 2, "max_zoom": 18, "tile_size": 512,
            "referrer_policy": "origin"}],
        "emergency": {"text": "Call", "phone": "+994 12 497 38 51", "url": "https://example.org"},
        "advice": ["Stop.", {"en": "Go back the way you came."}],
        "languages": ["az", "en"],
        "analysis": {"radius_m": 500, "buffers_m": [1000, 100, 100]},
        "allowed_origins": ["https://data.example.org"],
        "notices": [{"text": "Demonstration", "watermark": true}],
        "palette": {"light": {"confirmed": "#AA0000"}},
        "figures": "figures.json"
    }"##,
    );
    assert_eq!(
        paths(&reading),
        ["basemaps[0].name"],
        "the one misspelled name"
    );
    let manifest = &reading.manifest;
    let layer = &manifest.layers[0];
    assert_eq!(manifest.title.in_language("az"), "Təhlükə xəritəsi");
    assert_eq!(layer.role, Some(Role::Zones));
    assert_eq!(layer.fields[&Field::SurveyDate], "Status_Cha");
    assert_eq!(
        layer.as_of.map(|date| date.to_iso()).as_deref(),
        Some("2025-06")
    );
    assert_eq!(
        (layer.stale_after_days, layer.positional_accuracy),
        (90, Some(Metres(25.5)))
    );
    assert!(!layer.visible);
    assert_eq!(
        manifest.start,
        Some(StartView::Camera {
            lng: 46.9,
            lat: 39.55,
            zoom: 9.2
        })
    );
    assert_eq!(manifest.basemaps[0].referrer_policy.as_str(), "origin");
    assert_eq!(
        manifest.analysis.buffers,
        [Metres(100.0), Metres(1_000.0)],
        "ascending, each once"
    );
    assert_eq!(
        manifest.palette.light[&HazardStatus::Confirmed],
        Rgb([0xAA, 0, 0])
    );
    assert!(manifest.notices[0].watermark);
}

#[test]
fn what_is_not_json_is_refused_with_its_place() {
    let error = Manifest::read("{\n  \"title\": oops }").unwrap_err();
    assert!(
        matches!(error, ManifestError::NotJson { line: 2, .. }),
        "{error}"
    );
    let page = Manifest::read("<!doctype html>").unwrap_err();
    assert!(page.text(Language::English).contains("line 1, column 1"));
    assert!(matches!(
        Manifest::read("[]"),
        Err(ManifestError::NotAnObject { .. })
    ));
}

#[test]
fn a_manifest_made_to_do_harm_is_refused_or_cut_short_and_says_so() {
    let deep =
        |open: &str, close: &str| [&*open.repeat(100_000), "1", &close.repeat(100_000)].concat();
    for text in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(100_000)] {
        assert!(matches!(
            Manifest::read(&text),
            Err(ManifestError::NotJson { .. })
        ));
    }
    let long = format!(r#"{{"title": "{}"}}"#, "x".repeat(10_000_000));
    let refused = Manifest::read(&long).unwrap_err();
    assert_eq!(refused, ManifestError::TooLong { megabytes: 5 });
    let many = [
        r#"{"layers": ["#,
        &vec![r#"{"url":"a"}"#; 400_000].join(","),
        "]}",
    ]
    .concat();
    let reading = read(&many);
    assert_eq!(reading.manifest.layers.len(), 500);
    assert_eq!(reading.lost_layers(), 1, "which makes the page say so");
    assert!(Manifest::read(&vec![r#"{"url":"a"}"#; 1_000_000].join(",")).is_err());
    for number in ["1e999", "-1e999", "NaN", "Infinity", "-Infinity"] {
        let text = format!(r#"{{"analysis": {{"radius_m": {number}}}}}"#);
        assert!(Manifest::read(&text).is_err(), "{number}");
    }
}

#[test]
fn limits_are_whole_numbers_within_what_a_page_can_hold() {
    let reading =
        read(r#"{"limits": {"memory_mb": 4096, "file_mb": 20, "features": 0, "seconds": 1.5}}"#);
    let limits = reading.manifest.limits;
    let built_in = Limits::default();
    assert_eq!(limits.file_mb, 20);
    assert_eq!(
        (limits.memory_mb, limits.features, limits.seconds),
        (built_in.memory_mb, built_in.features, built_in.seconds)
    );
    assert_eq!(
        paths(&reading),
        ["limits.memory_mb", "limits.features", "limits.seconds"]
    );
}

#[test]
fn a_publisher_and_a_theme_are_read_and_wrong_colours_are_reported() {
    let reading = read(
        r##"{
        "publisher": {"en": "The centre", "az": "Mərkəz"}, "publisher_url": "javascript:x",
        "theme": {"light": {"accent": "rgb(0, 90, 60)", "text": "red"}, "radius_px": 40, "font": "serif"}
    }"##,
    );
    let manifest = &reading.manifest;
    assert_eq!(manifest.publisher.in_language("az"), "Mərkəz");
    assert_eq!(manifest.theme.light.accent, Some(Rgb([0, 90, 60])));
    assert_eq!(manifest.theme.font, Some(Font::Serif));
    assert_eq!(
        paths(&reading),
        ["publisher_url", "theme.light.text", "theme.radius_px"]
    );
}

#[test]
fn a_byte_order_mark_is_no_reason_to_refuse() {
    assert_eq!(read("\u{feff}{}"), ManifestReading::default());
}

#[test]
fn a_wrong_value_costs_that_value_alone_and_the_sentence_says_all() {
    let reading =
        read(r#"{"layers": [{"url": "a.geojson", "role": "minefield", "visible": false}]}"#);
    assert_eq!(reading.manifest.layers[0].role, None);
    assert!(!reading.manifest.layers[0].visible);
    let sentence = reading.problems[0].text(Language::English);
    for part in [
        "layers[0].role",
        "\"minefield\"",
        "contaminated, declared, cleared",
    ] {
        assert!(sentence.contains(part), "{sentence}");
    }
}

#[test]
fn a_layer_without_a_usable_address_is_lost_and_counted() {
    let reading = read(
        r#"{"layers": [{"role": "cleared"}, {"url": "javascript:alert(1)"}, "zones.geojson", {"url": "ok.geojson"}]}"#,
    );
    assert_eq!(reading.manifest.layers.len(), 1);
    assert_eq!(reading.lost_layers(), 3);
    assert_eq!(
        paths(&reading),
        ["layers[0].url", "layers[1].url", "layers[2]"]
    );
}

#[test]
fn a_layer_with_a_checksum_that_is_none_is_lost_and_not_shown_unchecked() {
    let reading = read(r#"{"layers": [{"url": "a.geojson", "sha256": "ba7816bf"}]}"#);
    assert_eq!(paths(&reading), ["layers[0].sha256"]);
    assert_eq!(reading.lost_layers(), 1);
    let nothing = read(r#"{"layers": [{"url": "a.geojson", "sha256": null}]}"#);
    assert_eq!(nothing.manifest.layers.len(), 1);
}

#[test]
fn a_broken_list_of_layers_never_reads_as_a_map_without_layers() {
    assert_eq!(read(r#"{"layers": {"url": "a.geojson"}}"#).lost_layers(), 1);
    assert_eq!(read(r#"{"layers": []}"#).lost_layers(), 0);
}

#[test]
fn two_layers_with_one_id_both_stay() {
    let reading = read(
        r#"{"layers": [{"url": "a/z.geojson"}, {"url": "b/z.geojson"}, {"id": "z-2", "url": "c"}]}"#,
    );
    let ids: Vec<_> = reading
        .manifest
        .layers
        .iter()
        .map(|layer| layer.id.as_str())
        .collect();
    assert_eq!(ids, ["z", "z-2", "z-2-2"]);
    assert_eq!(reading.lost_layers(), 0);
    assert_eq!(paths(&reading), ["layers[1].id", "layers[2].id"]);
}

#[test]
fn misspelled_fields_are_named_and_the_publishers_own_are_left_alone() {
    let reading = read(
        r#"{"basmaps": [], "x-editor": 1, "$schema": "s", "emergency": {"telephone": "112"}}"#,
    );
    assert_eq!(paths(&reading), ["emergency.telephone", "basmaps"]);
}

#[test]
fn a_camera_needs_all_three_numbers_in_range() {
    assert_eq!(
        paths(&read(r#"{"view": {"lng": 46.9, "zoom": 9}}"#)),
        ["view.lat"]
    );
    let swapped =
        read(r#"{"view": {"lng": 39.5, "lat": 146.9, "zoom": 40}, "bounds": [45, 38, 48, 41]}"#);
    assert_eq!(paths(&swapped), ["view.lat", "view.zoom"]);
    assert!(
        matches!(swapped.manifest.start, Some(StartView::Bounds { .. })),
        "the bounds still serve"
    );
}

#[test]
fn bounds_may_cross_the_antimeridian_but_not_stand_on_their_head() {
    assert!(
        read(r#"{"bounds": [170, -20, -170, -10]}"#)
            .manifest
            .start
            .is_some()
    );
    assert_eq!(paths(&read(r#"{"bounds": [45, 41, 48, 38]}"#)), ["bounds"]);
    assert_eq!(paths(&read(r#"{"bounds": [45, 38, 48]}"#)), ["bounds"]);
}

#[test]
fn tiles_without_attribution_are_drawn_but_reported() {
    let reading = read(
        r#"{"basemaps": [{"url": "https://t.example/{z}/{x}/{y}.png"}, {"url": "https://t.example/"}]}"#,
    );
    assert_eq!(reading.manifest.basemaps.len(), 1);
    assert_eq!(
        paths(&reading),
        ["basemaps[0].attribution", "basemaps[1].url"]
    );
}

#[test]
fn the_palette_takes_known_classes_and_colours_only() {
    let reading = read(
        r##"{"palette": {"dark": {"unknown": "#000000", "cleared": "url(x)", "declared": "#D6C7F7"}}}"##,
    );
    assert_eq!(reading.manifest.palette.dark.len(), 1);
    assert_eq!(
        paths(&reading),
        ["palette.dark.cleared", "palette.dark.unknown"]
    );
}

#[test]
fn long_wrong_values_are_cut_on_a_character_boundary() {
    let reading = read(&format!(r#"{{"title": ["{}"]}}"#, "ə".repeat(500)));
    assert!(reading.problems[0].found.chars().count() <= 61);
}

/// Any JSON value, with the manifest's own names among its keys so that every reader is reached.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let names = [
        "title",
        "layers",
        "url",
        "role",
        "fields",
        "view",
        "lng",
        "bounds",
        "basemaps",
        "emergency",
        "phone",
        "analysis",
        "buffers_m",
        "notices",
        "text",
        "palette",
        "light",
        "confirmed",
        "id",
        "as_of",
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "[a-z{}:/#.0-9-]{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((prop::sample::select(names.to_vec()), inner), 0..6).prop_map(
                |pairs| pairs
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value))
                    .collect()
            ),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_makes_the_reader_panic_and_no_layer_disappears(value in any_json()) {
        if let Ok(reading) = Manifest::read(&value.to_string()) {
            let named = value.get("layers").and_then(serde_json::Value::as_array).map_or(0, Vec::len);
            if value.get("layers").is_some_and(serde_json::Value::is_array) {
                prop_assert_eq!(reading.manifest.layers.len() + reading.lost_layers(), named);
            }
            for problem in &reading.problems {
                prop_assert!(!problem.text(Language::Azerbaijani).is_empty());
            }
        }
    }
}

#[test]
fn the_demonstration_is_read_without_a_problem() {
    let reading = read(include_str!("../../public/demo/map.json"));
    assert_eq!(reading.problems, []);
    assert_eq!(reading.manifest.layers.len(), 5);
    assert!(
        reading.manifest.notices[0].watermark,
        "nobody may take it for a register"
    );
}
