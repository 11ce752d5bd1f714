//! Reads a publisher's folder as the browser will, and says what a reader of the map would stumble over.
//!
//! Errors are what the map could not show or would show wrongly: broken JSON, wrong values, files that are missing,
//! refused or cut short. Warnings are what somebody must decide: features set aside, data out of date or without a
//! source, personal data. Nothing here quotes personal data; it names the field and counts the rows.

mod finding;
mod layer;
mod locate;
mod manifest;
mod personal;
mod spelling;

use std::fs;
use std::path::{Path, PathBuf};

use hazard_map::figures::Figures;
use hazard_map::json::Value;
use hazard_map::manifest::{Consequence, Manifest, ManifestError, ManifestProblem};
use hazard_map::text::Language;
use hazard_map::units::Day;

use crate::failure::{AtPath, Failure, Outcome};
use crate::folder::{Target, in_other_letters};
pub use finding::{Finding, Findings, Severity};
pub use layer::CheckedFile;

/// The manifest's name.
pub const MANIFEST: &str = "map.json";

/// A publisher's folder, read as a whole.
#[derive(Debug)]
pub struct Checked {
    pub folder: PathBuf,
    pub manifest: Manifest,
    /// The manifest as written.
    pub json: Value,
    /// The file of each layer, in the manifest's order; none where it lies elsewhere or could not be read.
    pub files: Vec<Option<CheckedFile>>,
    pub findings: Findings,
}

/// Reads the folder; `today` decides what is out of date.
///
/// # Errors
/// Where there is no folder or no manifest in it. Everything else is a finding.
pub fn check(folder: &Path, today: Day) -> Outcome<Checked> {
    let path = folder.join(MANIFEST);
    if !path.is_file() {
        return Err(Failure::new(
            format!("there is no {MANIFEST} in {}", folder.display()),
            "name the folder that holds map.json and its data; docs/publishing.md begins with the smallest one",
        ));
    }
    let bytes = fs::read(&path).at("read", &path)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut checked = Checked {
        folder: folder.to_owned(),
        manifest: Manifest::default(),
        json: Value::Null,
        files: Vec::new(),
        findings: Findings::default(),
    };
    match Manifest::read(&text) {
        Ok(reading) => {
            let places = locate::Places::of(&text);
            let findings = &mut checked.findings;
            for problem in &reading.problems {
                let (line, column) = places.of_path(&problem.path);
                let place = format!("{MANIFEST}:{line}:{column}");
                findings.error(&place, sentence_of(problem));
            }
            // It was read as JSON a moment ago.
            checked.json = Value::read(text.trim_start_matches('\u{feff}')).unwrap_or(Value::Null);
            checked.manifest = reading.manifest;
            manifest::check(&checked.manifest, findings);
            check_files(&mut checked, today)?;
        }
        Err(error) => {
            let place = match &error {
                ManifestError::NotJson { line, column, .. } => {
                    format!("{MANIFEST}:{line}:{column}")
                }
                _ => MANIFEST.to_owned(),
            };
            checked
                .findings
                .error(&place, error.text(Language::English));
        }
    }
    Ok(checked)
}

/// What was wrong with a value, and which field a misspelt one was meant to be.
fn sentence_of(problem: &ManifestProblem) -> String {
    let sentence = problem.text(Language::English);
    let name = problem.path.rsplit('.').next().unwrap_or_default();
    match spelling::meant(name).filter(|_| problem.consequence == Consequence::NotUsed) {
        Some(meant) if meant != name => format!("{sentence} Perhaps “{meant}” was meant."),
        _ => sentence,
    }
}

fn check_files(checked: &mut Checked, today: Day) -> Outcome {
    for entry in &checked.manifest.layers {
        let place = format!("layer {} ({})", entry.id, entry.url);
        manifest::check_layer(entry, today, &place, &mut checked.findings);
        let path = inside(&checked.folder, &entry.url, &place, &mut checked.findings);
        let file = match path {
            Some(path) => layer::check(&path, entry, &place, &mut checked.findings)?,
            None => None,
        };
        checked.files.push(file);
    }
    if let Some(address) = &checked.manifest.figures {
        let place = format!("figures ({address})");
        if let Some(path) = inside(&checked.folder, address, &place, &mut checked.findings) {
            let text = fs::read_to_string(&path).at("read", &path)?;
            if let Err(error) = Figures::read(&text) {
                checked.findings.error(&place, error.to_string());
            }
        }
    }
    Ok(())
}

/// The file behind an address; where there is none here, that is said.
fn inside(folder: &Path, address: &str, place: &str, findings: &mut Findings) -> Option<PathBuf> {
    let path = match Target::of(address) {
        Target::Inside(path) => folder.join(path),
        Target::Elsewhere(origin) => {
            findings.note(
                place,
                format!("comes from {origin}: not checked, not packed, and not there without a network. That server must send Access-Control-Allow-Origin"),
            );
            warn_of_mixed(&origin, place, findings);
            return None;
        }
        Target::Outside => {
            findings.error(
                place,
                "lies outside the folder: put the file beside map.json, and name it relative to that",
            );
            return None;
        }
    };
    if path.is_file() {
        return Some(path);
    }
    let hint = match in_other_letters(&path) {
        Some(other) => format!("there is {other}, which most hosts take for another file"),
        None => "put it there, or mend the address in map.json".to_owned(),
    };
    findings.error(place, format!("there is no such file: {hint}"));
    None
}

/// Warns of what browsers refuse: plain http below a page under https.
fn warn_of_mixed(origin: &str, place: &str, findings: &mut Findings) {
    if origin.starts_with("http://") {
        let sentence = format!(
            "{origin} is without encryption: browsers refuse it in a page under https. Use its https address"
        );
        findings.warn(place, sentence);
    }
}
