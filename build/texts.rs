//! The translations as the build sees them: `locales/<language>/*.json`, checked, in one order for all languages.
//!
//! Shared by `build.rs`, which makes keys of them, and by `cargo xtask build`, which writes a file of texts for each
//! language: a visitor reads one.
//!
//! Every language must have exactly the keys of English, with the same `{placeholders}`. A key ending in
//! `.one`, `.two`, `.few`, `.many` or `.other` is a plural form; each language brings the forms it needs,
//! and `.other` always.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::flat_json;

/// The languages, in the order of `text::Language`.
pub const LANGUAGES: [&str; 2] = ["en", "az"];
/// The families of texts that are also found by name, as their keys begin: those that a map needs while it opens, and
/// the others. Plural forms are always found by name. The names of all other texts are not in the program.
pub const FOUND_BY_NAME: [&[&str]; 2] = [
    &[
        "age_group",
        "area_class",
        "facet",
        "hazard_type",
        "kind",
        "month",
        "outcome",
        "person",
        "role",
        "sex",
        "status",
    ],
    &[
        "activity",
        "caveat",
        "evidence",
        "field",
        "legend",
        "load_error",
        "location_precision",
        "manifest.expected",
        "many.column",
        "many.means",
        "many.reason",
        "many.verdict",
        "many.weight",
        "meaning",
        "note",
        "reason",
        "reliability",
        "repair",
        "return_status",
        "survey_age",
        "term",
        "work_status",
    ],
];
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// All texts in all languages.
pub struct Texts {
    /// The keys: the two parts that are found by name, then the others; each part ascending.
    pub keys: Vec<String>,
    by_language: Vec<BTreeMap<String, String>>,
}

impl Texts {
    /// Reads a folder with one folder for each language.
    ///
    /// # Errors
    /// Every file that cannot be read, and every text that is missing or does not fit English.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let by_language = LANGUAGES
            .iter()
            .map(|language| read_language(&folder.join(language)))
            .collect::<Result<Vec<_>, _>>()?;
        let keys: BTreeSet<(usize, String)> = by_language
            .iter()
            .flat_map(|table| table.keys())
            .map(|key| (part_of(key), key.clone()))
            .collect();
        let texts = Self {
            keys: keys.into_iter().map(|(_, key)| key).collect(),
            by_language,
        };
        let problems = texts.problems();
        if problems.is_empty() {
            Ok(texts)
        } else {
            Err(format!(
                "translations are incomplete:\n  {}",
                problems.join("\n  ")
            ))
        }
    }

    /// What the page reads: the texts of a language in the order of the keys, one a line; empty where a language does not
    /// need a plural form.
    pub fn file(&self, place: usize) -> String {
        let table = &self.by_language[place];
        let texts: Vec<&str> = self
            .keys
            .iter()
            .map(|key| table.get(key).map_or("", String::as_str))
            .collect();
        texts.join("\n")
    }

    fn problems(&self) -> Vec<String> {
        let english = &self.by_language[0];
        let mut problems = Vec::new();
        for (language, table) in LANGUAGES.iter().zip(&self.by_language) {
            for key in &self.keys {
                let form = plural_form(key);
                let optional = form.is_some_and(|form| form != "other");
                let Some(text) = table.get(key) else {
                    if !optional {
                        problems.push(format!("{language}: \"{key}\" is missing"));
                    }
                    continue;
                };
                if text.contains('\n') {
                    problems.push(format!("{language}: \"{key}\" has more than one line"));
                }
                let twin = english_twin(key, english);
                match twin {
                    None => problems.push(format!("en: \"{key}\" is missing")),
                    Some(twin) if !optional && placeholders(text) != placeholders(twin) => {
                        problems.push(format!(
                            "{language}: \"{key}\" has other placeholders than English"
                        ));
                    }
                    Some(_) => {}
                }
            }
        }
        problems
    }
}

fn read_language(folder: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut table = BTreeMap::new();
    let failed =
        |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let path = entry.map_err(|error| failed(folder, &error))?.path();
        let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
        let part = flat_json::read(&text).map_err(|error| failed(&path, &error))?;
        for (key, text) in part {
            if table.insert(key.clone(), text).is_some() {
                return Err(failed(&path, &format!("\"{key}\" stands in two files")));
            }
        }
    }
    Ok(table)
}

/// The part of [`FOUND_BY_NAME`] that a key belongs to; the number of parts for the others.
pub fn part_of(key: &str) -> usize {
    let is_of = |family: &&str| {
        let rest = key.strip_prefix(family);
        rest.is_some_and(|rest| rest.starts_with('.'))
    };
    let part = FOUND_BY_NAME
        .iter()
        .position(|families| families.iter().any(is_of));
    part.unwrap_or(if plural_form(key).is_some() {
        0
    } else {
        FOUND_BY_NAME.len()
    })
}

fn plural_form(key: &str) -> Option<&str> {
    let form = key.rsplit('.').next()?;
    PLURAL_FORMS.contains(&form).then_some(form)
}

/// The English text to compare placeholders with: the key's own, or the plural's `.other`.
fn english_twin<'a>(key: &str, english: &'a BTreeMap<String, String>) -> Option<&'a str> {
    let stem = key.rsplit_once('.').map_or(key, |(stem, _)| stem);
    let twin = english
        .get(key)
        .or_else(|| english.get(&format!("{stem}.other")));
    twin.map(String::as_str)
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}
