//! `public/map.schema.json` against the reader: the same fields, the same choices, and words for each.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::*;
use crate::hazard::{Field, HazardStatus, Role};

thread_local! {
    /// Every field that a reader of this thread asked for, as `layers[].role`.
    static ASKED: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

/// Called by every reader of an object when it has asked for all it knows.
pub(super) fn remember(path: &str, known: &[&'static str]) {
    let path = path.replace("[0]", "[]");
    let dot = if path.is_empty() { "" } else { "." };
    let full = known.iter().map(|name| format!("{path}{dot}{name}"));
    ASKED.with_borrow_mut(|asked| asked.extend(full));
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../../public/map.schema.json")).unwrap()
}

/// The definition behind a `$ref`, or the schema itself.
fn resolved<'a>(schema: &'a Value, part: &'a Value) -> &'a Value {
    match part["$ref"].as_str() {
        Some(name) => &schema["$defs"][name.trim_start_matches("#/$defs/")],
        None => part,
    }
}

/// Every field that the schema names, with its schema.
fn fields_of<'a>(
    schema: &'a Value,
    part: &'a Value,
    path: &str,
    found: &mut Vec<(String, &'a Value)>,
) {
    let part = resolved(schema, part);
    for (name, field) in part["properties"].as_object().into_iter().flatten() {
        let dot = if path.is_empty() { "" } else { "." };
        let full = format!("{path}{dot}{name}");
        fields_of(schema, field, &full, found);
        fields_of(
            schema,
            &resolved(schema, field)["items"],
            &format!("{full}[]"),
            found,
        );
        found.push((full, field));
    }
}

#[test]
fn the_schema_and_the_reader_know_the_same_fields() {
    let everything = json!({
        "view": {}, "layers": [{}], "basemaps": [{}], "emergency": {}, "analysis": {}, "notices": [{}], "palette": {},
        "theme": {"light": {}, "dark": {}}, "limits": {}
    });
    Manifest::read(&everything.to_string()).unwrap();
    let asked = ASKED.with_borrow(BTreeSet::clone);
    let schema = schema();
    let mut named = Vec::new();
    fields_of(&schema, &schema, "", &mut named);
    let named: BTreeSet<String> = named.into_iter().map(|(path, _)| path).collect();
    assert_eq!(named, asked);
    assert!(
        named.contains("layers[].sha256") && named.contains("palette.dark"),
        "{named:?}"
    );
}

#[test]
fn an_editor_has_words_for_every_field() {
    let schema = schema();
    let mut named = Vec::new();
    fields_of(&schema, &schema, "", &mut named);
    for (path, field) in named {
        let own = field["description"].as_str();
        let words = own.or(resolved(&schema, field)["description"].as_str());
        assert!(words.is_some_and(|words| words.len() > 10), "{path}");
    }
}

#[test]
fn the_schema_offers_the_choices_that_the_reader_takes() {
    let schema = schema();
    let layer = &schema["$defs"]["layer"]["properties"];
    assert_eq!(layer["role"]["enum"], json!(Role::ALL.map(Role::slug)));
    assert_eq!(
        layer["fields"]["propertyNames"]["enum"],
        json!(Field::ALL.map(Field::slug).to_vec())
    );
    let classes: Vec<&str> = HazardStatus::ALL
        .into_iter()
        .filter(|class| *class != HazardStatus::Unknown)
        .map(HazardStatus::slug)
        .collect();
    assert_eq!(
        schema["$defs"]["hues"]["propertyNames"]["enum"],
        json!(classes)
    );
    let basemap = &schema["$defs"]["basemap"]["properties"];
    for (part, field, choices) in [
        ("layers", "format", &layer["format"]["enum"]),
        (
            "basemaps",
            "referrer_policy",
            &basemap["referrer_policy"]["enum"],
        ),
        ("basemaps", "tile_size", &basemap["tile_size"]["enum"]),
    ] {
        for choice in choices.as_array().unwrap() {
            let mut entry = json!({"url": "https://a.example/{z}/{x}/{y}", "attribution": "a"});
            if part == "layers" {
                entry = json!({"url": "a.geojson"});
            }
            entry[field] = choice.clone();
            let reading = Manifest::read(&json!({ part: [entry] }).to_string()).unwrap();
            assert_eq!(reading.problems, [], "{part}.{field} {choice}");
        }
    }
}
