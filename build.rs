//! Turns `locales/<language>/*.json` into compile-time keys and tables, so that a missing text fails the build.
//!
//! Every language must have exactly the keys of English, with the same `{placeholders}`. A key ending in
//! `.one`, `.two`, `.few`, `.many` or `.other` is a plural form; each language brings the forms it needs,
//! and `.other` always.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const LANGUAGES: [&str; 2] = ["en", "az"];
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

fn main() {
    println!("cargo::rerun-if-changed=locales");
    let tables: Vec<_> = LANGUAGES
        .iter()
        .map(|language| read_language(language))
        .collect();
    let keys: BTreeSet<String> = tables
        .iter()
        .flat_map(|table| table.keys().cloned())
        .collect();
    let mut problems = Vec::new();
    for (language, table) in LANGUAGES.iter().zip(&tables) {
        for key in &keys {
            match table.get(key) {
                Some(text) => {
                    let expected = placeholders(&tables[0][&english_twin(key, &tables[0])]);
                    if plural_form(key).is_none_or(|form| form == "other")
                        && placeholders(text) != expected
                    {
                        problems.push(format!(
                            "{language}: \"{key}\" has other placeholders than English"
                        ));
                    }
                }
                None if plural_form(key).is_some_and(|form| form != "other") => {}
                None => problems.push(format!("{language}: \"{key}\" is missing")),
            }
        }
    }
    assert!(
        problems.is_empty(),
        "translations are incomplete:\n  {}",
        problems.join("\n  ")
    );

    let mut code = String::new();
    for (index, key) in keys.iter().enumerate() {
        let name = key.replace(['.', '-'], "_").to_uppercase();
        let _ = writeln!(code, "/// `{key}`\npub const {name}: Key = Key({index});");
    }
    let names: Vec<_> = keys.iter().map(|key| format!("{key:?}")).collect();
    let _ = writeln!(
        code,
        "pub(super) static NAMES: [&str; {}] = [{}];",
        keys.len(),
        names.join(", ")
    );
    for (language, table) in LANGUAGES.iter().zip(&tables) {
        let texts: Vec<_> = keys
            .iter()
            .map(|key| format!("{:?}", table.get(key).map_or("", String::as_str)))
            .collect();
        let _ = writeln!(
            code,
            "pub(super) static {}: [&str; {}] = [{}];",
            language.to_uppercase(),
            keys.len(),
            texts.join(", ")
        );
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&out).join("keys.rs"), code).expect("the build's own folder is writable");
}

fn read_language(language: &str) -> BTreeMap<String, String> {
    let folder = Path::new("locales").join(language);
    let mut table = BTreeMap::new();
    let entries =
        fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        let text =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let part: BTreeMap<String, String> = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (key, text) in part {
            let twice = table.insert(key.clone(), text).is_some();
            assert!(!twice, "{}: \"{key}\" stands in two files", path.display());
        }
    }
    table
}

fn plural_form(key: &str) -> Option<&str> {
    let form = key.rsplit('.').next()?;
    PLURAL_FORMS.contains(&form).then_some(form)
}

/// The English text to compare placeholders with: the key's own, or the plural's `.other`.
fn english_twin(key: &str, english: &BTreeMap<String, String>) -> String {
    if english.contains_key(key) {
        return key.to_owned();
    }
    let stem = key.rsplit_once('.').map_or(key, |(stem, _)| stem);
    let twin = format!("{stem}.other");
    assert!(english.contains_key(&twin), "en: \"{key}\" is missing");
    twin
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
