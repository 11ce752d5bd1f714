//! Everything that reads what a stranger wrote, fed with damaged files: whatever comes, nothing panics, and the sums hold.
//!
//! Inputs are the fixtures, damaged by a seeded generator: bytes lost, doubled, exchanged, joined with those of another
//! file, and pieces that have broken readers before. A short run is part of the tests. A long one:
//! `HAZARD_MAP_INPUTS=10000000 cargo test --release --test mutations`; `HAZARD_MAP_SEED` begins elsewhere. A failure
//! prints its input.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use hazard_map::hazard::Role;
use hazard_map::ingest::{
    Assembler, FeatureReader, FieldMapping, Hints, ReaderOptions, read_places, recognise,
    set_aside_csv, set_aside_geojson,
};
use hazard_map::json::Value;
use hazard_map::manifest::Manifest;
use hazard_map::protocol::{FromWorker, ToWorker, from_bytes};
use hazard_map::scene::{ZOOM_RANGE, mesh_rows};
use hazard_map::state::{LinkState, PageOptions, read_position};

/// Inputs of a short run, all readers together.
const FEW: usize = 6_000;
/// Fixtures larger than this would make few inputs only.
const LARGEST: usize = 6_000;
/// What readers stumble over.
const PIECES: [&[u8]; 22] = [
    b"NaN",
    b"-Infinity",
    b"1e999",
    b"-0",
    b"0.0000000000000000000000000000000001",
    b"184467440737095516160",
    b"[[[[[[[[",
    b"]]]]]]",
    b"{\"__proto__\":",
    b"\"constructor\":",
    b"\\u0000",
    b"\\ud800",
    b"\"",
    b"\\",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1e",
    b"null",
    b"%C4%",
    b"&#=/,;\t",
    b"9999-99-99",
    b"\r\n\r\n",
];

struct Random(u64);

impl Random {
    /// Marsaglia's xorshift64.
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % count.max(1) as u64) as usize
    }

    /// A damaged copy of one of the seeds.
    fn input(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let (from, length) = (self.below(bytes.len() + 1), self.below(24));
            let to = (from + length).min(bytes.len());
            match self.below(7) {
                0 => drop(bytes.drain(from..to)),
                1 => {
                    let doubled = bytes[from..to].to_vec();
                    bytes.splice(from..from, doubled);
                }
                2 => bytes.truncate(from),
                3 => {
                    if let Some(byte) = bytes.get_mut(from) {
                        *byte = self.below(256) as u8;
                    }
                }
                4 => {
                    let other = &seeds[self.below(seeds.len())];
                    let start = self.below(other.len() + 1);
                    let end = (start + self.below(400)).min(other.len());
                    bytes.splice(from..to, other[start..end].iter().copied());
                }
                _ => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(from..to, piece.iter().copied());
                }
            }
        }
        bytes
    }
}

/// The files below a folder that are small, and of these endings.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<Vec<u8>>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, endings, found);
            continue;
        }
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|ending| endings.contains(&ending)) {
            let bytes = fs::read(&path).expect("a file");
            if bytes.len() <= LARGEST {
                found.push(bytes);
            }
        }
    }
}

fn seeds(folder: &str, endings: &[&str]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    files(&root.join(folder), endings, &mut found);
    assert!(!found.is_empty(), "no file of {endings:?} in {folder}");
    found
}

/// Feeds one reader its share of the inputs.
fn feed(name: &str, seeds: &[Vec<u8>], readers: usize, read: impl Fn(&[u8])) {
    let number = |variable: &str, otherwise: usize| {
        let text = std::env::var(variable);
        text.map_or(otherwise, |text| text.parse().expect("a whole number"))
    };
    let inputs = number("HAZARD_MAP_INPUTS", FEW) / readers;
    let mut random = Random(number("HAZARD_MAP_SEED", 20_251_128) as u64 | 1);
    for round in 0..inputs {
        let input = random.input(seeds);
        if catch_unwind(AssertUnwindSafe(|| read(&input))).is_err() {
            panic!(
                "{name}, input {round}: {:?}\n{}",
                input,
                String::from_utf8_lossy(&input)
            );
        }
    }
}

/// How many readers share the inputs.
const READERS: usize = 5;

/// A file with data: read in two pieces, recognised, made into layers, meshed; features read = drawn + set aside.
fn read_file(bytes: &[u8]) {
    let mut reader = FeatureReader::new(ReaderOptions::default());
    let (first, second) = bytes.split_at(bytes.len() / 3);
    let Ok(raw) = reader
        .push(first)
        .and_then(|()| reader.push(second))
        .and_then(|()| reader.finish())
    else {
        return;
    };
    let fields = FieldMapping::default();
    let hints = Hints {
        role: None,
        fields: &fields,
        file_name: "export",
    };
    let recognition = recognise(&raw, &hints);
    let role = recognition.role.or(recognition.guess);
    let role = role.unwrap_or(Role::Zones);
    let assembled = Assembler::new(role, recognition.clone()).finish(raw, recognition);
    let report = &assembled.report;
    let skipped: u64 = report.skipped.iter().map(|reason| reason.count).sum();
    assert_eq!(report.read, report.drawn + skipped, "{report:?}");
    for dataset in &assembled.datasets {
        let rows = 0..dataset.geometries.len();
        for chunk in mesh_rows(&dataset.geometries, rows, &|_| None, ZOOM_RANGE[1]) {
            let corners = chunk.fill_positions.as_flattened();
            assert!(corners.iter().all(|corner| corner.is_finite()));
        }
    }
    let set_aside = set_aside_geojson(&assembled.source, "");
    let exported = set_aside.matches("\"set_aside\":").count();
    assert!(exported as u64 >= skipped, "{set_aside}");
    drop(set_aside_csv(&assembled.source, &[], ""));
}

#[test]
fn a_damaged_file_is_read_or_refused_and_every_feature_counted() {
    let mut seeds = seeds(
        "tests/fixtures",
        &["geojson", "json", "geojsonl", "ndjson", "csv"],
    );
    seeds.push(
        br#"{"type":"Polygon","coordinates":[[[179,1],[-179,1],[-179,2],[179,2],[179,1]]]}"#
            .to_vec(),
    );
    feed("ingest", &seeds, READERS, read_file);
}

#[test]
fn a_damaged_table_of_places_is_placed_or_refused_row_by_row() {
    let seeds = [
        "name;lat;lng\nXocavənd;39,79;47,11\nB;91;400\n\n",
        "id,position,note\n1,\"39°45'N 46°45'E\",\"a \"\"b\"\"\"\n2,38SMJ1234567890,\n",
        "Latitude\tLongitude\n39.7\t46.7\n-\t-\n",
        "geo:39.7,46.7\n8HFJQQ22+22\n38S 478000 4400000\n",
    ]
    .map(|text| text.as_bytes().to_vec());
    feed("places", &seeds, READERS, |bytes| {
        let position = |text: &str| read_position(text).ok().map(|position| position.lnglat);
        let list = read_places(bytes, None, &position);
        assert_eq!(list.rows, list.placed.len() + list.refused.len());
        assert!(
            list.placed
                .iter()
                .flat_map(|place| place.lnglat)
                .all(f64::is_finite)
        );
    });
}

#[test]
fn a_damaged_manifest_is_read_or_refused() {
    let mut seeds = seeds("tests/fixtures", &["json"]);
    seeds.extend(crate::seeds("public/demo", &["json"]));
    feed("manifest", &seeds, READERS, |bytes| {
        if let Ok(text) = std::str::from_utf8(bytes) {
            drop(Manifest::read(text));
            if let Ok(value) = Value::read(text) {
                let written = value.to_string();
                assert_eq!(
                    Value::read(&written).map(|again| again.to_string()),
                    Ok(written)
                );
            }
        }
    });
}

#[test]
fn a_damaged_address_opens_something_that_opens_the_same_again() {
    let seeds = [
        "#map=9.2/39.82/46.75&status=confirmed,suspected&from=1994&to=2020-06&place=39.8/46.7&r=2000",
        "?map=map.json&data=a.geojson&lang=az&theme=dark&panel=check&layers=a,b&timeline=0",
        "#select=zones/3&off=cleared&q=%C4%9F&x=%",
    ]
    .map(|text| text.as_bytes().to_vec());
    feed("addresses", &seeds, READERS, |bytes| {
        let text = String::from_utf8_lossy(bytes);
        drop(PageOptions::from_query(&text));
        let once = LinkState::from_fragment(&text).to_fragment();
        assert_eq!(LinkState::from_fragment(&once).to_fragment(), once);
    });
}

#[test]
fn damaged_messages_between_page_and_worker_are_none() {
    let seeds: Vec<Vec<u8>> = (0..16_u8)
        .map(|kind| {
            let mut bytes = vec![kind];
            bytes.extend((0..64).map(|at: u8| at.wrapping_mul(37) % 5));
            bytes
        })
        .collect();
    feed("messages", &seeds, READERS, |bytes| {
        drop(from_bytes::<ToWorker>(bytes));
        drop(from_bytes::<FromWorker>(bytes));
    });
}
