//! Every text is read by somebody: through its constant, or by its name where its family is found so.

#[path = "../build/flat_json.rs"]
mod flat_json;
#[path = "../build/texts.rs"]
mod texts;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use texts::{FOUND_BY_NAME, LANGUAGES, Texts, part_of};

/// All Rust sources of a folder, one after the other.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all += &sources(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all += &fs::read_to_string(&path).expect("a source is text");
        }
    }
    all
}

#[test]
fn every_text_has_a_reader() {
    let sources = sources(Path::new("src"));
    let read: BTreeSet<&str> = sources
        .split("key::")
        .skip(1)
        .map(|rest| {
            let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
            &rest[..end.unwrap_or(rest.len())]
        })
        .collect();
    let texts = Texts::read(Path::new("locales")).expect("complete translations");
    let constant = |key: &str| key.replace(['.', '-'], "_").to_uppercase();
    let unread: Vec<&String> = (texts.keys.iter())
        .filter(|key| part_of(key) == FOUND_BY_NAME.len() && !read.contains(&*constant(key)))
        .collect();
    assert!(
        unread.is_empty(),
        "delete these texts, or list their families in build/texts.rs: {unread:?}"
    );
}

#[test]
fn what_the_sources_ask_for_by_name_is_found_so() {
    let sources = sources(Path::new("src"));
    let texts = Texts::read(Path::new("locales")).expect("complete translations");
    // The literals that are no families, and how names begin that are filled in.
    let families = FOUND_BY_NAME.concat();
    let asked: BTreeSet<&str> = sources
        .lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|literal| !families.contains(literal))
        .collect();
    let starts: BTreeSet<&str> = (sources.split("named(&format!(\"").skip(1))
        .filter_map(|rest| rest.split_once('{'))
        .map(|(start, _)| start)
        .filter(|start| start.ends_with('.'))
        .collect();
    assert!(starts.contains("status."), "{starts:?}");
    let lost: Vec<&String> = (texts.keys.iter())
        .filter(|key| part_of(key) == FOUND_BY_NAME.len())
        .filter(|key| {
            asked.contains(key.as_str()) || starts.iter().any(|start| key.starts_with(start))
        })
        .collect();
    assert!(
        lost.is_empty(),
        "list the families of these texts in build/texts.rs: {lost:?}"
    );
}

#[test]
fn every_language_has_a_line_for_every_text() {
    let texts = Texts::read(Path::new("locales")).expect("complete translations");
    for language in 0..LANGUAGES.len() {
        assert_eq!(texts.file(language).split('\n').count(), texts.keys.len());
    }
}

#[test]
fn every_family_that_is_found_by_name_has_texts() {
    let texts = Texts::read(Path::new("locales")).expect("complete translations");
    for family in FOUND_BY_NAME.concat() {
        let start = format!("{family}.");
        assert!(
            texts.keys.iter().any(|key| key.starts_with(&start)),
            "no text begins with {start}"
        );
    }
}
