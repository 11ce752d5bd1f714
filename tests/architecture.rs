//! The architecture's promises, read off the sources: who may import whom, where the browser begins,
//! and how long a file may be.
//!
//! The table is the one in `ARCHITECTURE.md`. A module may use itself and what its row names;
//! everything else is an error that names the file and the line.

use std::fs;
use std::path::{Path, PathBuf};

/// Module, and the modules of this crate it may use. `units`, `order`, `sorted`, `decimal` and `text` are leaves;
/// `text` is for those that word something for a person.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("text", &[]),
    ("order", &[]),
    ("sorted", &[]),
    ("decimal", &[]),
    ("elementary", &[]),
    ("sha256", &[]),
    ("json", &["decimal"]),
    ("spatial", &["units", "order", "elementary"]),
    ("hazard", &["spatial", "units", "text", "json"]),
    (
        "ingest",
        &[
            "hazard", "spatial", "units", "text", "order", "json", "decimal",
        ],
    ),
    ("filter", &["hazard", "units", "order", "sorted", "json"]),
    ("reactive", &[]),
    (
        "analysis",
        &["hazard", "spatial", "units", "order", "elementary"],
    ),
    (
        "scene",
        &[
            "hazard",
            "spatial",
            "units",
            "order",
            "sorted",
            "json",
            "elementary",
            "decimal",
        ],
    ),
    (
        "manifest",
        &["hazard", "units", "text", "order", "sorted", "json"],
    ),
    ("figures", &["manifest", "units", "json"]),
    ("basemap", &["spatial", "units", "order"]),
    (
        "protocol",
        &[
            "units", "spatial", "hazard", "ingest", "filter", "analysis", "scene", "manifest",
            "basemap",
        ],
    ),
    (
        "state",
        &[
            "units",
            "spatial",
            "hazard",
            "filter",
            "analysis",
            "manifest",
            "protocol",
            "scene",
            "text",
            "order",
            "sorted",
            "decimal",
            "elementary",
            "json",
        ],
    ),
];
/// Names of the browser, which only `src/web` and the two programs may say.
const BROWSER: &[&str] = &["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"];
const LONGEST_FILE: usize = 500;

#[test]
fn modules_import_only_what_the_architecture_allows() {
    let mut problems = Vec::new();
    for source in sources() {
        let Some((_, allowed)) = MAY_IMPORT
            .iter()
            .find(|(module, _)| *module == source.module)
        else {
            continue;
        };
        for (line, code) in source.code_lines() {
            for imported in imports(code) {
                if imported != source.module && !allowed.contains(&imported.as_str()) {
                    problems.push(format!("{}:{line} uses crate::{imported}", source.name));
                }
            }
        }
    }
    assert!(
        problems.is_empty(),
        "not allowed by the architecture:\n  {}",
        problems.join("\n  ")
    );
}

#[test]
fn every_module_has_its_row_in_the_table() {
    let known =
        |module: &str| module == "web" || MAY_IMPORT.iter().any(|(name, _)| *name == module);
    let strangers: Vec<String> = sources()
        .into_iter()
        .filter(|source| !matches!(source.module.as_str(), "lib" | "bin") && !known(&source.module))
        .map(|source| source.name)
        .collect();
    assert!(
        strangers.is_empty(),
        "modules without a row: {}",
        strangers.join(", ")
    );
}

#[test]
fn nobody_imports_web() {
    let offenders = lines_where(
        |source| !matches!(source.module.as_str(), "web" | "bin"),
        |code| imports(code).iter().any(|module| module == "web"),
    );
    assert!(
        offenders.is_empty(),
        "`web` is imported by nobody:\n  {}",
        offenders.join("\n  ")
    );
}

#[test]
fn the_browser_is_named_only_in_web() {
    let offenders = lines_where(
        |source| !matches!(source.module.as_str(), "web" | "bin"),
        |code| words(code).any(|word| BROWSER.contains(&word)),
    );
    assert!(
        offenders.is_empty(),
        "the browser belongs into src/web:\n  {}",
        offenders.join("\n  ")
    );
}

#[test]
fn the_target_is_asked_only_where_web_begins() {
    let offenders = lines_where(
        |source| !matches!(source.module.as_str(), "lib" | "bin"),
        |code| words(code).any(|word| word == "target_arch" || word == "target_family"),
    );
    assert!(
        offenders.is_empty(),
        "only lib.rs and the programs ask for the target:\n  {}",
        offenders.join("\n  ")
    );
}

#[test]
fn no_file_is_too_long_to_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let long: Vec<String> = ["src", "xtask/src", "tests"]
        .iter()
        .flat_map(|folder| rust_files(&root.join(folder)))
        .filter_map(|path| {
            let lines = fs::read_to_string(&path)
                .expect("sources are readable text")
                .lines()
                .count();
            (lines > LONGEST_FILE).then(|| format!("{} has {lines} lines", path.display()))
        })
        .collect();
    assert!(
        long.is_empty(),
        "more than {LONGEST_FILE} lines:\n  {}",
        long.join("\n  ")
    );
}

#[test]
fn imports_are_found_however_they_are_written() {
    assert_eq!(imports("use crate::hazard::{Zone, Incident};"), ["hazard"]);
    assert_eq!(
        imports("use crate::{hazard::Zone, units, spatial::index::{self, Tree}};"),
        ["hazard", "units", "spatial"]
    );
    assert_eq!(imports("    let day = crate::units::Day(0);"), ["units"]);
    assert_eq!(imports("pub(crate) fn crate_name() {}"), [""; 0]);
}

struct Source {
    /// Path below the root, as messages show it.
    name: String,
    /// The top-level module, or `lib` or `bin`.
    module: String,
    text: String,
}

impl Source {
    /// Numbered lines, with statements that run over several lines joined into their first one; comments left out.
    fn code_lines(&self) -> Vec<(usize, &str)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (number, line) in (1..).zip(self.text.split_inclusive('\n')) {
            let end = start + line.len();
            if !line.trim_start().starts_with("//") {
                lines.push((number, start, end));
            }
            start = end;
        }
        // A `use` with braces may go on for lines; its first line then carries all of it.
        lines
            .into_iter()
            .map(|(number, start, end)| {
                let rest = &self.text[start..];
                let line = &self.text[start..end];
                let opens = line.contains("crate::{") && !line.contains(';');
                (
                    number,
                    if opens {
                        &rest[..rest.find(';').unwrap_or(line.len())]
                    } else {
                        line
                    },
                )
            })
            .collect()
    }
}

/// The top-level modules of this crate that a statement names.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(top_level_names(group)),
            None => found.extend(words(rest).next().map(str::to_owned)),
        }
    }
    found
}

/// The first word of each entry of a brace group whose opening brace is already gone.
fn top_level_names(group: &str) -> Vec<String> {
    let mut depth = 1;
    let mut entry = String::new();
    let mut names = Vec::new();
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && c == ',') {
            names.extend(words(&entry).next().map(str::to_owned));
            entry.clear();
        } else {
            entry.push(c);
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
}

fn lines_where(of: impl Fn(&Source) -> bool, matches: impl Fn(&str) -> bool) -> Vec<String> {
    sources()
        .iter()
        .filter(|source| of(source))
        .flat_map(|source| {
            let lines = source.code_lines();
            lines
                .into_iter()
                .filter(|(_, code)| matches(code))
                .map(|(line, code)| {
                    format!(
                        "{}:{line} {}",
                        source.name,
                        code.lines().next().unwrap_or_default().trim()
                    )
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    rust_files(&root.join("src"))
        .into_iter()
        .map(|path| {
            let inner = path
                .strip_prefix(root.join("src"))
                .expect("it was found below src");
            let first = inner
                .iter()
                .next()
                .expect("a file has a name")
                .to_string_lossy()
                .into_owned();
            Source {
                name: format!("src/{}", inner.display()),
                module: first.trim_end_matches(".rs").to_owned(),
                text: fs::read_to_string(&path).expect("sources are readable text"),
            }
        })
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder exists") {
        let path = entry.expect("the folder is readable").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
