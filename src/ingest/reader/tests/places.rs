//! Where a layer as a whole lies.

use super::*;
use crate::spatial::polygon::signed_area;

fn with_crs(name: &str, feature: &str) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{feature}],"crs":{{"type":"name","properties":{{"name":"{name}"}}}}}}"#
    )
}

#[test]
fn unnamed_metres_are_refused_with_a_guess() {
    let utm = polygon("[[[650000,4400000],[651000,4400000],[650000,4401000],[650000,4400000]]]");
    let error = read(collection(&[&utm])).expect_err("metres");
    assert_eq!(
        error,
        LoadError::ProjectedCoordinates {
            x: 650_000.0,
            y: 4_400_000.0,
            likely: Some("UTM (EPSG:326zz)")
        }
    );
    let mercator = read(collection(&[&point(5_204_000.0, 4_840_000.0)]));
    assert!(matches!(
        mercator,
        Err(LoadError::ProjectedCoordinates {
            likely: Some("Web Mercator (EPSG:3857)"),
            ..
        })
    ));
}

#[test]
fn metres_of_a_named_system_are_converted_with_a_note() {
    // The same place twice.
    for (name, [x, y]) in [
        ("EPSG:32638", AGDAM_UTM),
        ("urn:ogc:def:crs:EPSG::3857", AGDAM_MERCATOR),
    ] {
        let layer = layer(with_crs(name, &point(x, y)));
        let [lng, lat] = first_point(&layer, 0);
        assert!((lng - 46.93).abs() < 1e-6, "{name}: {lng}");
        assert!((lat - 39.99).abs() < 1e-6, "{name}: {lat}");
        assert_eq!(notes(&layer), ["converted_from_crs"]);
        assert_eq!(layer.problems, []);
        assert_eq!(layer.originals.iter().count(), 0);
    }
}

#[test]
fn degrees_under_a_projections_name_are_taken_as_degrees_with_a_note() {
    let layer = layer(with_crs("EPSG:32638", &point(46.93, 39.99)));
    assert_eq!(first_point(&layer, 0), [46.93, 39.99]);
    assert_eq!(notes(&layer), ["crs_ignored"]);
}

#[test]
fn a_system_that_is_not_known_is_refused_even_if_it_is_degrees() {
    // Pulkovo 1942: degrees, but a hundred metres off.
    let error = read(with_crs("EPSG:4284", &point(46.93, 39.99))).expect_err("unknown");
    assert_eq!(error.code(), "unknown_crs");
}

#[test]
fn latitude_first_is_swapped_where_the_coordinates_allow_nothing_else() {
    let shape = polygon("[[[10,120],[10,121],[11,120],[10,120]]]");
    let layer = layer(collection(&[&shape, &shape]));
    assert_eq!(layer.problems, []);
    assert!(notes(&layer).contains(&"axes_swapped"));
    let part = layer.geometries.get(0).parts().next().expect("a part");
    let ring = part.rings().next().expect("a ring");
    assert!(ring.contains(&[121.0, 10.0]));
    assert!(signed_area(ring) > 0.0, "shells stay counter-clockwise");
}

#[test]
fn one_place_off_the_world_among_good_ones_is_set_aside_alone() {
    let good = point(46.0, 39.0);
    let bad = point(39.0, 460.0);
    let layer = layer(collection(&[&good, &bad, &good]));
    assert_eq!(layer.problems, [(1, Reason::OutsideWorld)]);
    assert_eq!(first_point(&layer, 0), [46.0, 39.0]);
}

#[test]
fn latitude_first_that_the_properties_betray_is_noted_and_swapped_on_demand() {
    let rows: Vec<String> = (0..5)
        .map(|index| {
            let [lng, lat] = [46.0 + f64::from(index) / 10.0, 39.0];
            format!(
                r#"{{"type":"Feature","geometry":{{"type":"Point","coordinates":[{lat},{lng}]}},"properties":{{"Latitude":{lat},"Longitude":"{lng}"}}}}"#
            )
        })
        .collect();
    let file = collection(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let as_written = layer(&file);
    assert_eq!(notes(&as_written), ["maybe_swapped"]);
    assert_eq!(first_point(&as_written, 0), [39.0, 46.0]);

    let mut reader = FeatureReader::new(ReaderOptions {
        latitude_first: true,
        ..ReaderOptions::default()
    });
    reader.push(file.as_bytes()).expect("readable");
    let swapped = reader.finish().expect("readable");
    assert_eq!(first_point(&swapped, 0), [46.0, 39.0]);
}

#[test]
fn a_lost_minus_sign_is_noted_and_drawn_where_the_file_says() {
    let mut rows: Vec<String> = (0..20)
        .map(|index| point(-74.0 - f64::from(index) / 5.0, 4.0 + f64::from(index % 3)))
        .collect();
    rows[7] = point(75.5, 5.0);
    let layer = layer(collection(
        &rows.iter().map(String::as_str).collect::<Vec<_>>(),
    ));
    assert_eq!(notes(&layer), ["far_from_the_rest"]);
    assert_eq!(layer.notes[0].count, Some(1));
    let feature = ("feature".to_owned(), "7".to_owned());
    assert!(layer.notes[0].values.contains(&feature));
    assert_eq!(layer.problems, []);
}

#[test]
fn places_counted_on_past_the_180th_meridian_come_back() {
    let beyond = polygon("[[[181,0],[182,0],[181,1],[181,0]]]");
    let layer = layer(collection(&[&point(190.0, 10.0), &beyond]));
    assert_eq!(first_point(&layer, 0), [-170.0, 10.0]);
    assert_eq!(
        layer.geometries.get(1).bounds(),
        Some([-179.0, 0.0, -178.0, 1.0])
    );
}
