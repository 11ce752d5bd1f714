//! What a person is told about each defect of real files, in files made by hand.

use super::*;
use crate::ingest::{RawValue, Remark, Repair};
use crate::spatial::PartKind;

mod defects;
mod forms;
mod places;
mod properties;
mod tables;

fn read(file: impl AsRef<[u8]>) -> Result<RawLayer, LoadError> {
    let mut reader = FeatureReader::new(ReaderOptions::default());
    reader.push(file.as_ref())?;
    reader.finish()
}

fn layer(file: impl AsRef<[u8]>) -> RawLayer {
    let layer = read(file).expect("the file can be read");
    assert_books(&layer);
    layer
}

/// Each feature is drawable or has exactly one reason; rows are everywhere the same.
fn assert_books(layer: &RawLayer) {
    assert_eq!(layer.table.rows(), layer.len());
    assert!(layer.problems.is_sorted_by(|a, b| a.0 < b.0));
    assert!(layer.repairs.is_sorted_by(|a, b| a.0 <= b.0));
    for row in 0..layer.len() {
        let has_parts = layer.geometries.get(row).parts().next().is_some();
        match layer.problem(row) {
            None => assert!(has_parts, "feature {row} is neither drawn nor set aside"),
            Some(Reason::OutsideWorld) => {}
            Some(reason) => assert!(!has_parts, "feature {row} is drawn and {reason:?}"),
        }
    }
}

fn collection(features: &[&str]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",\n")
    )
}

fn feature(geometry: &str) -> String {
    format!(r#"{{"type":"Feature","geometry":{geometry},"properties":{{"name":"a"}}}}"#)
}

fn point(lng: f64, lat: f64) -> String {
    feature(&format!(
        r#"{{"type":"Point","coordinates":[{lng},{lat}]}}"#
    ))
}

fn polygon(coordinates: &str) -> String {
    feature(&format!(
        r#"{{"type":"Polygon","coordinates":{coordinates}}}"#
    ))
}

/// A place at 46.93 E, 39.99 N in UTM zone 38 N and in Web Mercator, by pyproj 3.7.
const AGDAM_UTM: [f64; 2] = [664773.739, 4428431.173];
const AGDAM_MERCATOR: [f64; 2] = [5224223.703, 4864489.213];

const TRIANGLE: &str = "[[[46,39],[47,39],[46,40],[46,39]]]";

fn reasons(layer: &RawLayer) -> Vec<&'static str> {
    layer
        .problems
        .iter()
        .map(|&(_, reason)| reason.code())
        .collect()
}

fn repairs(layer: &RawLayer) -> Vec<&'static str> {
    layer
        .repairs
        .iter()
        .map(|&(_, repair)| repair.code())
        .collect()
}

fn notes(layer: &RawLayer) -> Vec<&str> {
    layer.notes.iter().map(|note| note.note.as_str()).collect()
}

fn parts(layer: &RawLayer, row: usize) -> Vec<(PartKind, usize)> {
    layer
        .geometries
        .get(row)
        .parts()
        .map(|part| (part.kind, part.rings().flatten().count()))
        .collect()
}

fn first_point(layer: &RawLayer, row: usize) -> [f64; 2] {
    let part = layer.geometries.get(row).parts().next().expect("a part");
    part.rings().next().expect("a ring")[0]
}
