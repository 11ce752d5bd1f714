//! The features that were set aside, as files that a publisher can mend and load again.
//!
//! Values are the file's own. Personal data that was dropped at import is not in them. A spreadsheet must not run a
//! cell as a formula: cells that begin like one get an apostrophe in front (OWASP, "CSV injection").

use std::fmt::Write as _;

use super::RawValue;
use super::assemble::Source;
use super::json::is_json;
use crate::decimal::shortest;
use crate::spatial::{GeometryView, PartKind, PartView};

/// A GeoJSON FeatureCollection; `mark`, where there is one, is its member `notice`.
///
/// Each feature has a member `set_aside` with the reason, and `feature` with its position in the file. What the file
/// itself held is kept letter by letter where it is one JSON object; otherwise it is written anew from its values.
#[must_use]
pub fn set_aside_geojson(source: &Source, mark: &str) -> String {
    // Both ascend by feature.
    let mut originals = source.originals.iter().peekable();
    let mut json = String::from("{\"type\":\"FeatureCollection\",");
    if !mark.is_empty() {
        let _ = write!(json, "\"notice\":{},", quoted(mark));
    }
    json.push_str("\"features\":[");
    for (index, &(feature, reason)) in source.set_aside.iter().enumerate() {
        json.push_str(if index == 0 { "\n" } else { ",\n" });
        let marks = format!(
            "\"set_aside\":{},\"feature\":{feature}",
            quoted(reason.code())
        );
        while originals.next_if(|(other, _)| *other < feature).is_some() {}
        let original = originals.next_if(|(other, _)| *other == feature);
        match original.and_then(|(_, original)| object_members(original)) {
            Some(members) => {
                let _ = write!(json, "{{{marks},{members}}}");
            }
            None => {
                let _ = write!(json, "{{\"type\":\"Feature\",{marks},\"geometry\":");
                write_geometry(&mut json, &source.set_aside_geometries.get(index));
                json.push_str(",\"properties\":");
                write_properties(&mut json, source, feature);
                json.push('}');
            }
        }
    }
    json.push_str("\n]}\n");
    json
}

/// A CSV table: position, reason as code and sentence, `mark`, id, then the file's own columns. Separated by commas, UTF-8 with BOM.
///
/// `sentences` are the reader's, by [`Reason::code`](super::Reason::code).
#[must_use]
pub fn set_aside_csv(source: &Source, sentences: &[(String, String)], mark: &str) -> String {
    let mut csv = String::from("\u{feff}feature,reason,explanation,notice,id");
    for column in source.table.columns() {
        csv.push(',');
        csv.push_str(&cell(column.key()));
    }
    csv.push_str("\r\n");
    for &(feature, reason) in &source.set_aside {
        let id = source
            .ids
            .value(feature as usize)
            .map_or("", RawValue::as_written);
        let _ = write!(
            csv,
            "{feature},{},{},{},{}",
            reason.code(),
            cell(sentence(reason.code(), sentences)),
            cell(mark),
            cell(id)
        );
        for column in source.table.columns() {
            csv.push(',');
            csv.push_str(
                &column
                    .value(feature as usize)
                    .map_or_else(String::new, value_cell),
            );
        }
        csv.push_str("\r\n");
    }
    csv
}

fn sentence<'a>(code: &str, sentences: &'a [(String, String)]) -> &'a str {
    let known = sentences.iter().find(|(known, _)| known == code);
    known.map_or("", |(_, sentence)| sentence)
}

/// Numbers are numbers, also negative ones; everything else is text.
fn value_cell(value: RawValue<'_>) -> String {
    match value {
        RawValue::Number { as_written, .. } => as_written.to_owned(),
        other => cell(other.as_written()),
    }
}

/// A text as a CSV cell, after RFC 4180, that no spreadsheet runs as a formula.
fn cell(text: &str) -> String {
    let starts_formula =
        text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r']);
    let text = if starts_formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The members of a JSON object without its braces; `None` where the text is no whole object or an empty one.
fn object_members(text: &str) -> Option<&str> {
    is_json(text).then_some(())?;
    let members = text.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    (!members.is_empty()).then_some(members)
}

/// A text as JSON writes it.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => json.extend(['\\', character]),
            '\u{0}'..='\u{1f}' => {
                let _ = write!(json, "\\u{:04x}", u32::from(character));
            }
            _ => json.push(character),
        }
    }
    json.push('"');
    json
}

fn write_properties(json: &mut String, source: &Source, feature: u32) {
    json.push('{');
    for (index, (key, value)) in source.table.row(feature as usize).enumerate() {
        if index > 0 {
            json.push(',');
        }
        json.push_str(&quoted(key));
        json.push(':');
        match value {
            RawValue::Text(text) => json.push_str(&quoted(text)),
            other => json.push_str(other.as_written()),
        }
    }
    json.push('}');
}

/// A geometry as GeoJSON: `null` where it has no part, a collection where its parts differ in kind.
fn write_geometry(json: &mut String, geometry: &GeometryView<'_>) {
    let parts: Vec<_> = geometry.parts().collect();
    match parts.as_slice() {
        [] => json.push_str("null"),
        [part] => write_part(json, part),
        [first, rest @ ..]
            if rest.iter().all(|part| part.kind == first.kind)
                && first.kind != PartKind::Points =>
        {
            let kind = if first.kind == PartKind::Line {
                "MultiLineString"
            } else {
                "MultiPolygon"
            };
            let _ = write!(json, "{{\"type\":\"{kind}\",\"coordinates\":");
            write_list(json, &parts, write_coordinates);
            json.push('}');
        }
        _ => {
            json.push_str("{\"type\":\"GeometryCollection\",\"geometries\":");
            write_list(json, &parts, write_part);
            json.push('}');
        }
    }
}

fn write_part(json: &mut String, part: &PartView<'_>) {
    let count = part.rings().map(<[_]>::len).sum::<usize>();
    let kind = match (part.kind, count) {
        (PartKind::Points, 1) => "Point",
        (PartKind::Points, _) => "MultiPoint",
        (PartKind::Line, _) => "LineString",
        (PartKind::Polygon, _) => "Polygon",
    };
    let _ = write!(json, "{{\"type\":\"{kind}\",\"coordinates\":");
    match (part.kind, count) {
        (PartKind::Points, 1) => part
            .rings()
            .flatten()
            .for_each(|place| write_place(json, place)),
        _ => write_coordinates(json, part),
    }
    json.push('}');
}

fn write_coordinates(json: &mut String, part: &PartView<'_>) {
    let rings: Vec<_> = part.rings().collect();
    match part.kind {
        PartKind::Polygon => write_list(json, &rings, |json, ring| {
            write_list(json, ring, write_place)
        }),
        PartKind::Points | PartKind::Line => write_list(json, &rings.concat(), write_place),
    }
}

fn write_list<T>(json: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    json.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            json.push(',');
        }
        write(json, item);
    }
    json.push(']');
}

fn write_place(json: &mut String, [lng, lat]: &[f64; 2]) {
    for (before, number) in [('[', lng), (',', lat)] {
        json.push(before);
        json.push_str(&shortest(*number));
    }
    json.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_begins_like_a_formula() {
        for hostile in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "  =1",
            "=HYPERLINK(\"http://x\",\"y\")",
        ] {
            let cell = cell(hostile);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{cell}");
        }
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }

    proptest::proptest! {
        #[test]
        fn texts_come_back_as_another_parser_reads_them(text in "(.|[\u{0}-\u{1f}])*") {
            let read: String = serde_json::from_str(&quoted(&text)).expect("a JSON text");
            proptest::prop_assert_eq!(read, text);
        }
    }

    #[test]
    fn only_a_whole_object_is_kept_letter_by_letter() {
        assert_eq!(object_members(" {\"a\": 1.50} "), Some("\"a\": 1.50"));
        for broken in ["{\"a\": ", "[1]", "{}", "{\"a\":1} x", ""] {
            assert_eq!(object_members(broken), None, "{broken}");
        }
    }
}
