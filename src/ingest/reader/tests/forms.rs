//! All legal forms of GeoJSON, and those that are clear though not legal.

use super::*;

fn one_point_each(file: impl AsRef<[u8]>, count: usize) -> RawLayer {
    let layer = layer(file);
    assert_eq!(layer.len(), count);
    for row in 0..count {
        assert_eq!(parts(&layer, row), [(PartKind::Points, 1)], "feature {row}");
    }
    layer
}

#[test]
fn members_of_a_collection_may_stand_in_any_order() {
    let features = format!("[{},{}]", point(46.0, 39.0), point(47.0, 39.5));
    for file in [
        format!(r#"{{"type":"FeatureCollection","features":{features}}}"#),
        format!(r#"{{"features":{features},"type":"FeatureCollection"}}"#),
        format!(
            r#" {{ "name" : "features", "bbox":[1,[2],3], "features" : {features} , "crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}} }} "#
        ),
    ] {
        let layer = one_point_each(&file, 2);
        assert!(!layer.truncated);
        assert_eq!(layer.crs.is_some(), file.contains("crs"));
    }
}

#[test]
fn members_of_a_feature_may_stand_in_any_order_and_unknown_ones_are_passed() {
    let feature = r#"{"properties":{"b":1},"bbox":[1,2,3,4],"geometry":{"coordinates":[46,39],"meta":{"type":"x"},"type":"Point"},"id":7,"type":"Feature"}"#;
    let layer = one_point_each(collection(&[feature]), 1);
    assert_eq!(layer.ids.value(0).map(RawValue::as_written), Some("7"));
}

#[test]
fn a_feature_and_a_bare_geometry_are_files_of_one_row() {
    one_point_each(point(46.0, 39.0), 1);
    one_point_each(r#"{"type":"Point","coordinates":[46,39]}"#, 1);
    one_point_each(r#"{"coordinates":[46,39,1200,5],"type":"Point"}"#, 1);
}

#[test]
fn a_collection_of_geometries_becomes_parts_of_one_row() {
    let geometry = format!(
        r#"{{"type":"GeometryCollection","geometries":[
            {{"type":"Point","coordinates":[46,39]}},
            {{"type":"GeometryCollection","geometries":[{{"type":"Polygon","coordinates":{TRIANGLE}}}]}},
            {{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}}]}}"#
    );
    let layer = layer(collection(&[&feature(&geometry)]));
    assert_eq!(
        parts(&layer, 0),
        [
            (PartKind::Points, 1),
            (PartKind::Polygon, 4),
            (PartKind::Line, 2),
            (PartKind::Line, 2)
        ]
    );
}

#[test]
fn a_feature_in_the_place_of_a_geometry_is_read_through() {
    let nested = feature(&point(46.0, 39.0));
    one_point_each(collection(&[&nested]), 1);
}

#[test]
fn several_points_of_one_feature_stay_one_feature() {
    let geometry = r#"{"type":"MultiPoint","coordinates":[[46,39],[47,39]]}"#;
    assert_eq!(parts(&layer(feature(geometry)), 0), [(PartKind::Points, 2)]);
}

#[test]
fn heights_are_ignored_with_a_note() {
    let geometry = r#"{"type":"LineString","coordinates":[[46,39,900],[47,39,901,4]]}"#;
    let layer = layer(feature(geometry));
    assert_eq!(parts(&layer, 0), [(PartKind::Line, 2)]);
    assert_eq!(notes(&layer), ["height_ignored"]);
}

#[test]
fn lines_records_and_blank_lines_are_features_one_by_one() {
    let [a, b] = [point(46.0, 39.0), point(47.0, 39.0)];
    for file in [
        format!("{a}\n{b}"),
        format!("{a}\r\n\r\n{b}\r\n"),
        format!("\u{1e}{a}\n\u{1e}{b}\n"),
        format!("{a},\n{b},\n"),
    ] {
        let layer = one_point_each(&file, 2);
        assert_eq!(layer.format, Format::GeoJsonLines, "{file:?}");
    }
}

#[test]
fn documents_over_several_lines_may_follow_one_another() {
    let document = point(46.0, 39.0).replace(',', ",\n  ");
    one_point_each(format!("{document}\n{document}"), 2);
    let collections = collection(&[&point(46.0, 39.0), &point(47.0, 39.0)]);
    one_point_each(format!("{collections}\n{collections}\n"), 4);
}

#[test]
fn a_bare_list_of_features_is_read_with_a_note() {
    let file = format!("[{},{}]", point(46.0, 39.0), point(47.0, 39.0));
    assert_eq!(notes(&one_point_each(file, 2)), ["top_level_array"]);
}

#[test]
fn byte_order_marks_and_utf16_are_no_obstacle() {
    let file = collection(&[&point(46.0, 39.0).replace("\"a\"", "\"Ağdam\"")]);
    let little: Vec<u8> = file.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = file.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [
        [&[0xEF, 0xBB, 0xBF], file.as_bytes()].concat(),
        [&[0xFF, 0xFE], little.as_slice()].concat(),
        [&[0xFE, 0xFF], big.as_slice()].concat(),
    ] {
        let layer = one_point_each(bytes, 1);
        assert_eq!(layer.table.value(0, 0), Some(RawValue::Text("Ağdam")));
    }
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_told() {
    let file = collection(&[&point(46.0, 39.0)]).into_bytes();
    let file: Vec<u8> = file
        .into_iter()
        .map(|byte| if byte == b'a' { 0xE2 } else { byte })
        .collect();
    // Every "a" of the member names is gone too, so only one that stands in a value is put to the test.
    let file = String::from_utf8_lossy(&file).replace('\u{fffd}', "a");
    let bytes: Vec<u8> = file
        .replace(":\"a\"", ":\"\u{1}\"")
        .bytes()
        .map(|byte| if byte == 1 { 0xE2 } else { byte })
        .collect();
    let layer = one_point_each(bytes, 1);
    assert_eq!(layer.table.value(0, 0), Some(RawValue::Text("\u{fffd}")));
    assert_eq!(repairs(&layer), ["text_replaced"]);
}

#[test]
fn an_empty_collection_is_a_layer_without_features() {
    for file in [
        r#"{"type":"FeatureCollection","features":[]}"#,
        r#"{"type":"FeatureCollection"}"#,
        r#"{"type":"FeatureCollection","features":null}"#,
    ] {
        assert!(layer(file).is_empty(), "{file}");
    }
}

#[test]
fn what_is_not_geojson_is_refused_by_name() {
    for (file, code) in [
        ("", "empty"),
        (" \n\t", "empty"),
        ("<!DOCTYPE html><html>", "web_page"),
        ("  <html><body>404</body></html>", "web_page"),
        ("<?xml version=\"1.0\"?><kml>", "not_recognised"),
        ("404: Not Found", "not_recognised"),
        ("PK\u{3}\u{4}rest", "compressed"),
        (r#"{"error":{"code":499}}"#, "not_geojson"),
        ("[1,2,3]", "not_geojson"),
        (r#"{"type":"Topology","objects":{},"arcs":[]}"#, "topojson"),
        (
            r#"{"geometryType":"esriGeometryPolygon","features":[{"attributes":{"a":1},"geometry":{"rings":[]}}]}"#,
            "esri_json",
        ),
        (r#"{"type":"FeatureCollection","#, "broken_json"),
        (r#"{"type":"Feature","geometry":x}"#, "broken_json"),
    ] {
        let error = read(file).expect_err(file);
        assert_eq!(error.code(), code, "{file}");
        assert!(error.to_string().len() > 10, "{error}");
    }
    let gzip = [0x1F, 0x8B, 8, 0, 0, 0];
    assert_eq!(
        read(gzip).map(|layer| layer.len()),
        Err(LoadError::Compressed { kind: "gzip" })
    );
}

#[test]
fn broken_json_is_told_by_line_and_column() {
    let error = read("{\n \"type\": \"Feature\",\n \"geometry\": ?}").expect_err("broken");
    assert_eq!(
        error,
        LoadError::BrokenJson {
            line: 3,
            column: 14
        }
    );
}

#[test]
fn a_file_beyond_the_memory_budget_is_refused() {
    let mut reader = FeatureReader::new(ReaderOptions {
        memory_budget: 1 << 10,
        ..ReaderOptions::default()
    });
    let many = vec![point(46.0, 39.0); 100].join(",");
    let pushed = reader.push(format!(r#"{{"features":[{many}]}}"#).as_bytes());
    assert_eq!(pushed.map_err(|error| error.code()), Err("too_large"));
}

#[test]
fn features_can_be_seen_while_the_file_is_still_coming() {
    let file = collection(&[&point(46.0, 39.0), &point(47.0, 39.0)]);
    let mut reader = FeatureReader::new(ReaderOptions::default());
    reader
        .push(&file.as_bytes()[..file.len() - 20])
        .expect("a good beginning");
    assert_eq!(reader.features(), 1);
    assert_eq!(parts(reader.layer(), 0), [(PartKind::Points, 1)]);
}

#[test]
fn however_long_a_file_is_said_to_be_it_is_read_as_it_is() {
    let points: Vec<String> = (0..20_000)
        .map(|row| point(46.0 + f64::from(row) / 1e5, 39.0))
        .collect();
    let file = collection(&points.iter().map(String::as_str).collect::<Vec<_>>());
    let read = |expected_bytes| {
        let mut reader = FeatureReader::new(ReaderOptions {
            expected_bytes,
            ..ReaderOptions::default()
        });
        for piece in file.as_bytes().chunks(100_000) {
            reader.push(piece).expect("within the budget");
        }
        reader.finish().expect("a layer")
    };
    let known = read(None);
    assert!(file.len() > 1 << 20 && known.len() == points.len());
    for expected in [0, 1, file.len() as u64, 10 * file.len() as u64, u64::MAX] {
        let found = read(Some(expected));
        assert_eq!(found.geometries, known.geometries, "{expected}");
        let row = found.len() - 1;
        let values = |layer: &RawLayer| format!("{:?}", layer.table.row(row).collect::<Vec<_>>());
        assert_eq!(values(&found), values(&known));
    }
}
