//! One layer's file, read in pieces by the code that reads it in the browser, and its load report in words.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use hazard_map::hazard::RowKind;
use hazard_map::ingest::{
    Assembled, Assembler, FeatureReader, FieldMapping, Hints, LoadError, LoadReport, RawLayer,
    ReaderOptions, Recognition, recognise,
};
use hazard_map::manifest::LayerEntry;
use hazard_map::sha256::Sha256;
use hazard_map::text::{Key, Language};

use super::finding::{Findings, Severity};
use super::personal;
use crate::failure::{AtPath, Failure, Outcome};

/// Bytes read at a time.
const PIECE: usize = 1 << 20;
/// The first bytes of every gzip file (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// What an entry of a report need not make anybody look again.
const HARMLESS: [&str; 3] = ["duplicate", "not_a_casualty_event", "model_score"];
/// Remarks that somebody should look into.
const DOUBTFUL: [&str; 11] = [
    "maybe_swapped",
    "far_from_the_rest",
    "read_as_confirmed",
    "status_not_understood",
    "status_not_recorded",
    "value_not_understood",
    "date_order_open",
    "number_mark_open",
    "id_repeated",
    "mojibake",
    "model_scores",
];

/// A layer's file that can be published.
#[derive(Debug, Clone)]
pub struct CheckedFile {
    pub path: PathBuf,
    /// Of the content, unpacked where it is packed: what the browser compares.
    pub sha256: String,
    /// West, south, east, north of what is drawn, in degrees.
    pub bounds: Option<[f64; 4]>,
}

/// Reads a layer's file and says what became of it; gives nothing where it cannot be shown.
///
/// # Errors
/// Where the disk fails. Whatever the file holds is a finding.
pub fn check(
    path: &Path,
    entry: &LayerEntry,
    place: &str,
    findings: &mut Findings,
) -> Outcome<Option<CheckedFile>> {
    let mut sha256 = Sha256::default();
    let raw = match read(path, &mut sha256)? {
        Ok(raw) => raw,
        Err(error) => {
            findings.error(place, error.text(Language::English));
            return Ok(None);
        }
    };
    let sha256 = sha256.finish();
    if let Some(stated) = entry.sha256.as_ref().filter(|stated| **stated != sha256) {
        let sentence = format!(
            "the file's SHA-256 is {sha256}, but map.json says {stated}: use the file that was meant, or leave sha256 out, since publishing writes it"
        );
        findings.error(place, sentence);
    }
    let fields: FieldMapping = entry.fields.clone().into_iter().collect();
    for (field, key) in entry.fields.iter() {
        if raw.table.column_of(key).is_none() {
            let sentence = format!(
                "fields.{} names “{key}”, which no feature has",
                field.slug()
            );
            findings.warn(place, sentence);
        }
    }
    let title = entry.title.as_ref().map(|title| title.in_language("en"));
    let recognition = recognise(
        &raw,
        &Hints {
            role: entry.role,
            fields: &fields,
            file_name: title.unwrap_or(&entry.id),
        },
    );
    if recognition.role.is_none() {
        let sentence = "the file does not tell what it holds, so each reader would be asked: set role to contaminated, declared, cleared, zones, incidents, settlements, coverage or boundary";
        findings.error(place, sentence);
    }
    let Some(role) = recognition.role.or(recognition.guess) else {
        return Ok(None);
    };
    if recognition.role.is_none() {
        let guess = role.slug();
        findings.note(
            place,
            format!("it looks most like {guess}; what follows holds for that role"),
        );
    }
    let about_people = role.row_kind() == RowKind::Incident;
    say_personal(&raw, &recognition, about_people, place, findings);
    let assembled = Assembler::new(role, recognition.clone()).finish(raw, recognition);
    say_report(&assembled.report, place, findings);
    Ok(Some(CheckedFile {
        path: path.to_owned(),
        sha256,
        bounds: bounds(&assembled),
    }))
}

fn read(path: &Path, sha256: &mut Sha256) -> Outcome<Result<RawLayer, LoadError>> {
    let mut file = File::open(path).at("read", path)?;
    let mut first = [0; 2];
    let is_packed = file.read_exact(&mut first).is_ok() && first == GZIP_MAGIC;
    let file = File::open(path).at("read", path)?;
    if !is_packed {
        return read_from(file, path, sha256);
    }
    let mut program = gunzipped_program(file)?;
    let unpacked = program.stdout.take().expect("its output is a pipe");
    let raw = read_from(unpacked, path, sha256);
    let is_whole = program.wait().at("unpack", path)?.success();
    if raw.as_ref().is_ok_and(Result::is_ok) && !is_whole {
        return Ok(Err(LoadError::Compressed {
            kind: "damaged gzip",
        }));
    }
    raw
}

/// Node's gunzip, as it is needed for the build anyway.
///
/// # Errors
/// Where Node does not start.
fn gunzipped_program(packed: File) -> Outcome<std::process::Child> {
    let script = "process.stdin.pipe(require('node:zlib').createGunzip().on('error', () => process.exit(1))).pipe(process.stdout)";
    let mut node = Command::new("node");
    node.args(["-e", script])
        .stdin(packed)
        .stdout(Stdio::piped());
    node.spawn().map_err(|error| {
        Failure::new(
            format!("could not start node: {error}"),
            "install Node, then run the command again",
        )
    })
}

fn read_from(
    mut bytes: impl Read,
    path: &Path,
    sha256: &mut Sha256,
) -> Outcome<Result<RawLayer, LoadError>> {
    let mut reader = FeatureReader::new(ReaderOptions::default());
    let mut piece = vec![0; PIECE];
    loop {
        let length = bytes.read(&mut piece).at("read", path)?;
        if length == 0 {
            return Ok(reader.finish());
        }
        sha256.push(&piece[..length]);
        if let Err(error) = reader.push(&piece[..length]) {
            return Ok(Err(error));
        }
    }
}

fn say_personal(
    raw: &RawLayer,
    recognition: &Recognition,
    about_people: bool,
    place: &str,
    findings: &mut Findings,
) {
    let all = raw.len().max(1);
    for found in personal::find(&raw.table, recognition, about_people) {
        let share = (found.rows * 100).div_ceil(all);
        let (key, what, rows) = (&found.key, found.what, counted(found.rows as u64, "row"));
        findings.warn(
            place,
            format!("“{key}” holds {what}, in {rows} ({share}% of all). The map leaves out what it takes for personal, but the published file would hold it: remove the field from the file"),
        );
    }
}

fn say_report(report: &LoadReport, place: &str, findings: &mut Findings) {
    let (read, drawn) = (counted(report.read, "feature"), grouped(report.drawn));
    findings.note(place, format!("{read} read, {drawn} drawn"));
    if report.drawn == 0 {
        findings.error(place, "none of its features can be drawn");
    }
    for skipped in &report.skipped {
        let severity = if HARMLESS.contains(&skipped.reason.as_str()) {
            Severity::Note
        } else {
            Severity::Warning
        };
        let reason = sentence("reason", &skipped.reason, &[]);
        let first = skipped.index + 1;
        let count = counted(skipped.count, "feature");
        findings.add(
            severity,
            place,
            format!("{count} not drawn. {reason} The first is number {first} in the file"),
        );
    }
    for repaired in &report.repaired {
        let repair = sentence("repair", &repaired.repair, &[]);
        let count = counted(repaired.count, "feature");
        findings.note(place, format!("{count} mended. {repair}"));
    }
    for note in &report.notes {
        if note.note == "personal_data_dropped" || note.note.starts_with("recognised_by") {
            continue;
        }
        let values: Vec<(&str, &str)> = note
            .values
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        let count = note
            .count
            .map(|count| format!("{}: ", counted(count, "feature")));
        let severity = match note.note.as_str() {
            "truncated" => Severity::Error,
            doubtful if DOUBTFUL.contains(&doubtful) => Severity::Warning,
            _ => Severity::Note,
        };
        let text = sentence("note", &note.note, &values);
        findings.add(severity, place, count.unwrap_or_default() + &text);
    }
}

fn sentence(family: &str, code: &str, values: &[(&str, &str)]) -> String {
    let key = Key::named(&format!("{family}.{code}"));
    key.map_or_else(
        || code.to_owned(),
        |key| key.with(Language::English, values),
    )
}

/// `1 row`, `11,068 rows`.
fn counted(number: u64, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {what}{plural}", grouped(number))
}

/// `11,068`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn bounds(assembled: &Assembled) -> Option<[f64; 4]> {
    let geometries = assembled
        .datasets
        .iter()
        .flat_map(|dataset| dataset.geometries.iter());
    let boxes = geometries.filter_map(|geometry| geometry.bounds());
    boxes.reduce(|a, b| {
        [
            a[0].min(b[0]),
            a[1].min(b[1]),
            a[2].max(b[2]),
            a[3].max(b[3]),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1_000, 11_068, 1_234_567].map(grouped),
            ["0", "999", "1,000", "11,068", "1,234,567"]
        );
    }
}
