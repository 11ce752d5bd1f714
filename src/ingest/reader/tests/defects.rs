//! Features with defects: which are drawn after a repair, which are set aside, and that no other one suffers.

use super::*;

fn only_reason(feature: &str) -> &'static str {
    let good = point(46.0, 39.0);
    let layer = layer(collection(&[&good, feature, &good]));
    assert_eq!(layer.len(), 3, "{feature}");
    let [(1, reason)] = layer.problems[..] else {
        panic!("{feature}: {:?}", layer.problems);
    };
    let originals: Vec<_> = layer.originals.iter().collect();
    assert_eq!(originals, [(1, feature)]);
    reason.code()
}

fn only_repair(feature: &str) -> (&'static str, RawLayer) {
    let good = point(46.0, 39.0);
    let layer = layer(collection(&[&good, feature, &good]));
    assert_eq!(layer.problems, [], "{feature}");
    let [(1, repair)] = layer.repairs[..] else {
        panic!("{feature}: {:?}", layer.repairs);
    };
    (repair.code(), layer)
}

#[test]
fn each_defect_has_its_reason_and_costs_one_feature() {
    let nested = format!("{}1{}", "{\"geometry\":".repeat(99), "}".repeat(99));
    for (bad, reason) in [
        (feature("null"), "no_geometry"),
        (
            r#"{"type":"Feature","properties":{}}"#.into(),
            "no_geometry",
        ),
        (
            feature(r#"{"type":"Polygon","coordinates":[]}"#),
            "empty_geometry",
        ),
        (
            feature(r#"{"type":"MultiPolygon","coordinates":[]}"#),
            "empty_geometry",
        ),
        (
            feature(r#"{"type":"MultiPolygon","coordinates":[[[]]]}"#),
            "empty_geometry",
        ),
        (
            feature(r#"{"type":"GeometryCollection","geometries":[]}"#),
            "empty_geometry",
        ),
        (feature(r#"{"type":"Point"}"#), "empty_geometry"),
        (
            feature(r#"{"type":"Point","coordinates":[null,39]}"#),
            "bad_coordinates",
        ),
        (
            feature(r#"{"type":"Point","coordinates":[46,NaN]}"#),
            "bad_coordinates",
        ),
        (
            feature(r#"{"type":"Point","coordinates":[46]}"#),
            "bad_coordinates",
        ),
        (
            feature(r#"{"type":"Point","coordinates":[46,1e999]}"#),
            "bad_coordinates",
        ),
        (
            feature(r#"{"type":"Point","coordinates":"46,39"}"#),
            "bad_coordinates",
        ),
        (point(46.0, 139.0), "outside_world"),
        (point(1e12, 1e12), "outside_world"),
        (polygon("[[[46,39]]]"), "too_few_points"),
        (polygon("[[[46,39],[47,39]]]"), "too_few_points"),
        (polygon("[[[46,39],[47,39],[46,39]]]"), "too_few_points"),
        (
            feature(r#"{"type":"LineString","coordinates":[[46,39]]}"#),
            "too_few_points",
        ),
        (
            feature(r#"{"type":"Circle","coordinates":[46,39]}"#),
            "unknown_geometry_type",
        ),
        (feature("7"), "unknown_geometry_type"),
        (
            feature(r#"{"type":"Point","coordinates":[[[46,39]]]}"#),
            "wrong_nesting",
        ),
        (
            feature(r#"{"type":"Polygon","coordinates":[46,39]}"#),
            "wrong_nesting",
        ),
        ("null".into(), "not_a_feature"),
        ("[1,[2,\"]\"]]".into(), "not_a_feature"),
        (r#"{"name":"x"}"#.into(), "not_a_feature"),
        (
            r#"{"type":"Feature","geometry" null}"#.into(),
            "broken_json",
        ),
        (feature(&nested), "too_deep"),
    ] {
        assert_eq!(only_reason(&bad), reason, "{bad}");
    }
}

#[test]
fn each_certain_repair_is_told_and_the_feature_is_drawn() {
    for (mendable, expected) in [
        (polygon("[[[46,39],[47,39],[46,40]]]"), "ring_closed"),
        (
            polygon("[[[46,39],[47,39],[47,39],[46,40],[46,39]]]"),
            "repeated_points_dropped",
        ),
        (
            polygon("[[[46,39],[47,39],[49,38],[47,39],[46,40],[46,39]]]"),
            "spike_removed",
        ),
        (
            polygon("[[[46,39],[47,39],[46,40],[46,39]],[[46.1,39.1]]]"),
            "hole_left_out",
        ),
        (
            feature(
                r#"{"type":"MultiPolygon","coordinates":[[[[46,39],[47,39],[46,40],[46,39]]],[[[1,1]]]]}"#,
            ),
            "part_left_out",
        ),
        (
            polygon("[[[46,39],[48,41],[48,39],[46,41],[46,39]]]"),
            "area_changed",
        ),
        (polygon("[[[46,39],[47,39],[48,39],[46,39]]]"), "no_area"),
        (
            polygon("[[[179,0],[-179,0],[-179,1],[179,1],[179,0]]]"),
            "antimeridian_unrolled",
        ),
        (
            feature(r#"{"type":"Point","coordinates":["46.5","39"]}"#),
            "coordinates_were_text",
        ),
        (
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[46,39],},"properties":{"a":[1],},}"#
                .into(),
            "json_mended",
        ),
        (
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[46,39]},"properties":{"a":NaN}}"#
                .into(),
            "not_a_number_dropped",
        ),
        (
            feature(r#"{"type":"Polygon","coordinates":[[46,39],[47,39],[46,40],[46,39]]}"#),
            "nesting_mended",
        ),
    ] {
        let (repair, layer) = only_repair(&mendable);
        assert_eq!(repair, expected, "{mendable}");
        assert_eq!(
            layer.area_changes.len(),
            usize::from(repair == "area_changed")
        );
    }
}

#[test]
fn a_hole_outside_its_shell_is_an_area_of_its_own() {
    let hole = polygon("[[[46,39],[47,39],[46,40],[46,39]],[[10,10],[10,11],[11,10],[10,10]]]");
    let layer = layer(&hole);
    assert_eq!(parts(&layer, 0).len(), 2);
    assert!(repairs(&layer).contains(&"hole_made_area"));
}

#[test]
fn clockwise_shells_are_turned_with_one_note_for_the_file() {
    let clockwise = polygon("[[[46,39],[46,40],[47,39],[46,39]]]");
    let layer = layer(collection(&[&clockwise, &clockwise]));
    assert_eq!(repairs(&layer), [""; 0]);
    assert_eq!(notes(&layer), ["winding_reversed"]);
    assert_eq!(layer.notes[0].count, Some(2));
}

#[test]
fn a_national_file_of_the_known_shape_is_accounted_for_one_by_one() {
    let area = polygon(TRIANGLE);
    let empty = feature(r#"{"type":"MultiPolygon","coordinates":[]}"#);
    let nothing = feature("null");
    let features: Vec<&str> = (0..1_000)
        .map(|index| match index % 100 {
            0..72 => area.as_str(),
            72..99 => nothing.as_str(),
            _ => empty.as_str(),
        })
        .collect();
    let layer = layer(collection(&features));
    let count = |reason: &str| {
        reasons(&layer)
            .iter()
            .filter(|&&found| found == reason)
            .count()
    };
    assert_eq!(layer.len(), 1_000);
    assert_eq!(count("no_geometry"), 270);
    assert_eq!(count("empty_geometry"), 10);
    assert_eq!(layer.problems.len(), 280);
}

#[test]
fn a_broken_feature_costs_itself_and_not_the_next_ones() {
    let good = point(46.0, 39.0);
    for broken in [
        // A brace is missing.
        r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2],"properties":{}}"#,
        // A quote is missing, or stands in a text.
        r#"{"type":"Feature","geometry":null,"properties":{"name":"it is}}"#,
        r#"{"type":"Feature","geometry":null,"properties":{"name":"the "old mill"}}"#,
        // It is cut in the middle of a text.
        r#"{"type":"Feature","geometry":null,"properties":{"name":"Ağ"#,
    ] {
        let layer = layer(collection(&[&good, broken, &good, &good]));
        assert_eq!(reasons(&layer), ["broken_json"], "{broken}");
        assert_eq!((layer.len(), layer.problems[0].0), (4, 1), "{broken}");
    }
}

#[test]
fn a_brace_too_many_costs_nothing() {
    let good = point(46.0, 39.0);
    let file = format!(r#"{{"type":"FeatureCollection","features":[{good}}},{good}]}}"#);
    let layer = layer(file);
    assert_eq!((layer.len(), layer.problems.len()), (2, 0));
}

#[test]
fn a_broken_line_costs_itself_and_not_the_next_ones() {
    let good = point(46.0, 39.0);
    let half = &good[..good.len() / 2];
    for (file, at) in [
        (format!("{good}\n{half}\n{good}\n"), 1),
        (format!("{half}\n{good}\n{good}\n"), 0),
        (format!("\u{1e}{good}\n\u{1e}{half}\n\u{1e}{good}\n"), 1),
    ] {
        let layer = layer(&file);
        assert_eq!(layer.problems, [(at, Reason::BrokenJson)], "{file:?}");
        assert_eq!(layer.len(), 3);
        assert!(!layer.truncated);
    }
}

#[test]
fn a_file_cut_short_keeps_what_came_and_says_so() {
    let good = point(46.0, 39.0);
    let file = collection(&[good.as_str(); 5]);
    for length in 50..file.len() {
        let layer = layer(&file[..length]);
        assert!(layer.truncated, "{}", &file[..length]);
        assert!(notes(&layer).contains(&"truncated"));
        let whole = file[..length].matches("}}").count();
        let drawn = layer.len() - layer.problems.len();
        assert_eq!(drawn, whole, "{}", &file[..length]);
        assert!(reasons(&layer).iter().all(|&reason| reason == "cut_short"));
    }
    assert!(!layer(&file).truncated);
}

#[test]
fn a_line_file_cut_short_says_so() {
    let good = point(46.0, 39.0);
    let file = format!("{good}\n{good}\n{}", &good[..30]);
    let layer = layer(&file);
    assert!(layer.truncated);
    assert_eq!(reasons(&layer), ["cut_short"]);
}

#[test]
fn a_hundred_thousand_levels_do_not_overflow_the_stack() {
    for opening in [
        "[",
        "{\"a\":",
        "{\"geometry\":",
        "{\"geometries\":[",
        "[[{\"properties\":",
    ] {
        let nested = opening.repeat(100_000);
        // Whatever comes of it, it comes back.
        let _ = read(&nested);
        let _ = read(format!(r#"{{"features":[{nested}"#));
    }
    let closed = format!(r#"{{"a":{}1{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let layer = layer(collection(&[&closed, &point(46.0, 39.0)]));
    assert_eq!(reasons(&layer), ["too_deep"]);
}
