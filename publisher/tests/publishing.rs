//! A small folder with defects, and one without: what is said, and what is packed.

use std::fs;
use std::path::{Path, PathBuf};

use hazard_map::json::Value;
use hazard_map::units::Day;
use publisher::check::{Checked, Severity, check};
use publisher::pack::{Options, pack};

const TODAY: &str = "2026-01-15";
const ZONE: &str = r#"{"type":"Feature","properties":{"id":"Z-1","status":"confirmed"},"geometry":{"type":"Polygon","coordinates":[[[46,39],[46.1,39],[46.1,39.1],[46,39]]]}}"#;
const GOOD: &str = r#"{
  "title": {"en": "A <map> & more", "az": "Xəritə"},
  "languages": ["en"],
  "emergency": {"phone": "112"},
  "basemaps": [{"url": "https://tiles.example.org/{z}/{x}/{y}.png", "attribution": "Tiles"}],
  "layers": [
    {"url": "data/Zones%20one.geojson", "role": "contaminated", "source": "Survey", "licence": "CC0", "as_of": "2026-01"},
    {"url": "https://data.example.org/more.geojson", "role": "cleared", "source": "Survey", "licence": "CC0", "as_of": "2026-01"}
  ]
}"#;

/// A new folder below the target folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("removable");
    }
    fs::create_dir_all(&folder).expect("writable");
    folder
}

fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
    fs::write(path, content).expect("writable");
}

fn collection(features: &[&str]) -> String {
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    )
}

fn checked(folder: &Path) -> Checked {
    check(folder, Day::from_iso(TODAY).expect("a day")).expect("a manifest")
}

fn good_folder(name: &str) -> PathBuf {
    let folder = folder(name);
    write(&folder, "map.json", GOOD);
    write(&folder, "data/Zones one.geojson", collection(&[ZONE]));
    write(&folder, "notes.txt", "for nobody else");
    folder
}

/// A built map as small as it can be: the page's own source, and the real ground's first file.
fn site(name: &str) -> PathBuf {
    let site = folder(name);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the repository");
    for (from, to) in [
        ("index.html", "index.html"),
        ("src/web/offline.js", "offline.js"),
        ("public/icon.svg", "icon.svg"),
        ("public/map.schema.json", "map.schema.json"),
        ("public/basemap/world.bin", "basemap/world.bin"),
        ("public/demo/map.json", "demo/map.json"),
    ] {
        write(
            &site,
            to,
            fs::read(root.join(from)).expect("of the project"),
        );
    }
    write(
        &site,
        "app-0123456789abcdef.js",
        "export default 1;\n".repeat(40),
    );
    write(&site, "embed.js", "export default 2;");
    site
}

#[test]
fn every_defect_is_named_with_its_place_and_the_way_out() {
    let folder = folder("defects");
    write(
        &folder,
        "map.json",
        r#"{
  "titel": "x",
  "layers": [
    {"url": "zones.geojson", "role": "minefield", "as_of": "2020-05", "fields": {"status": "Klasse"}},
    {"url": "gone.geojson", "role": "cleared"},
    {"url": "../secret.geojson"},
    {"url": "http://data.example.org/a.geojson", "role": "cleared"},
    {"url": "page.geojson", "role": "cleared"},
    {"url": "odd.geojson", "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"url": "incidents.geojson", "role": "incidents"}
  ]
}"#,
    );
    let lost =
        r#"{"type":"Feature","properties":{"id":"Z-2","status":"suspected"},"geometry":null}"#;
    write(&folder, "zones.geojson", collection(&[ZONE, lost, lost]));
    write(&folder, "Gone.geojson", collection(&[ZONE]));
    write(
        &folder,
        "page.geojson",
        "<!doctype html><title>Not found</title>",
    );
    write(
        &folder,
        "odd.geojson",
        r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}}"#,
    );
    let people = [
        ("Ana Horvat", "call +387 61 123 456"),
        ("Emir Begić", "none"),
        ("Lejla Kovač", "none"),
        ("Marko Ilić", "none"),
        ("Sara Tomić", "none"),
    ];
    let accidents = people.map(|(who, notes)| {
        format!(r#"{{"type":"Feature","properties":{{"date":"2001-02-03","killed":1,"Prezime":"{who}","Osoba":"{who}","Biljeske":"{notes}"}},"geometry":{{"type":"Point","coordinates":[17,44]}}}}"#)
    });
    write(
        &folder,
        "incidents.geojson",
        collection(&accidents.each_ref().map(String::as_str)),
    );

    let findings = checked(&folder).findings;
    let said = findings.to_string();
    for words in [
        "map.json:4:38\n  ERROR    layers[0].role: found \"minefield\", expected one of contaminated, declared, cleared",
        "map.json:2:12\n  ERROR    titel: found \"x\", expected a field of this format. It has no effect; is it spelled as it should be? Perhaps “title” was meant.",
        "title is missing",
        "emergency.phone is missing",
        "layer zones (zones.geojson)\n  warning  source is missing",
        "is out of date: as_of 2020-05 was 2085 days ago",
        "fields.status names “Klasse”, which no feature has",
        "2 features not drawn. The record has no place",
        "there is Gone.geojson, which most hosts take for another file",
        "lies outside the folder",
        "http://data.example.org is without encryption",
        "A web page came instead of data",
        "the file's SHA-256 is ",
        "set role to contaminated, declared",
        "“Prezime” holds personal data by its name or its values, in 5 rows (100% of all)",
        "“Osoba” holds what looks like names of persons, in 5 rows",
        "“Biljeske” holds telephone numbers, in 1 row (20% of all)",
    ] {
        assert!(said.contains(words), "{words}\n---\n{said}");
    }
    for private in ["Horvat", "387", "Begić"] {
        assert!(!said.contains(private), "{private}\n---\n{said}");
    }
    assert!(findings.count(Severity::Error) >= 6, "{said}");
}

#[test]
fn a_manifest_that_is_no_json_is_one_error_with_its_place() {
    let folder = folder("no-json");
    write(&folder, "map.json", "{\n  \"title\": oops }");
    let findings = checked(&folder).findings;
    assert_eq!(findings.list().len(), 1);
    assert_eq!(findings.list()[0].place, "map.json:2:12");
    assert!(check(&folder.join("nowhere"), Day(0)).is_err());
}

#[test]
fn a_good_folder_is_packed_with_names_checksums_and_headers() {
    let folder = good_folder("good");
    let checked = checked(&folder);
    assert_eq!(
        checked.findings.summary(),
        "0 errors, 0 warnings",
        "{}",
        checked.findings
    );
    let out = folder.with_file_name("good-out");
    let options = Options {
        site: site("good-site"),
        out: out.clone(),
        address: Some("https://maps.example.org/region".to_owned()),
        compress: true,
        offline: true,
    };
    // A second time over the first: an earlier published map is replaced.
    for _ in 0..2 {
        let lines = pack(&checked, &options).expect("packed").join("\n");
        assert!(
            lines.contains("left out, since map.json does not name it: notes.txt"),
            "{lines}"
        );
    }
    let read = |name: &str| {
        fs::read_to_string(out.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    };

    let manifest = Value::read(&read("map.json")).expect("JSON");
    let layers = manifest
        .get("layers")
        .and_then(Value::entries)
        .expect("layers");
    let url = layers[0]
        .get("url")
        .and_then(Value::text)
        .expect("an address");
    assert!(
        url.starts_with("data/Zones_one-") && url.ends_with(".geojson"),
        "{url}"
    );
    assert_eq!(read(url), collection(&[ZONE]));
    let sha256 = layers[0]
        .get("sha256")
        .and_then(Value::text)
        .expect("a checksum");
    assert!(url.contains(&sha256[..16]), "{url} {sha256}");
    let id = layers[0].get("id").and_then(Value::text);
    assert_eq!(id, Some("Zones%20one"), "links keep their meaning");
    assert_eq!(layers[1].get("sha256"), None);
    assert_eq!(
        manifest.get("$schema").and_then(Value::text),
        Some("map.schema.json")
    );

    let page = read("index.html");
    for words in [
        "<title>A &lt;map&gt; &amp; more</title>",
        r#"name="hazard-map-manifest" content="map.json?v="#,
        r#"name="hazard-map-ground" content="basemap-"#,
        r#"<link rel="canonical" href="https://maps.example.org/region/">"#,
        r#"type="application/json+oembed" href="https://maps.example.org/region/oembed.json""#,
        "connect-src 'self' https://data.example.org https://tiles.example.org;",
    ] {
        assert!(page.contains(words), "{words}\n---\n{page}");
    }
    let oembed = Value::read(&read("oembed.json")).expect("JSON");
    let html = oembed.get("html").and_then(Value::text).expect("a frame");
    assert!(
        html.contains(
            "src=\"https://maps.example.org/region/?embed=1\" title=\"A &lt;map&gt; &amp; more\""
        ),
        "{html}"
    );

    let offline = read("offline.js");
    let listed = offline
        .split("const files = \"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a list");
    assert!(listed.split(' ').any(|file| file == url), "{listed}");
    for file in listed.split(' ') {
        let name = file.split('?').next().unwrap_or_default();
        // The small site has no cells of the ground.
        assert!(
            out.join(name).is_file() || name.contains("/cells/"),
            "{name}"
        );
    }
    let version = page
        .split("data-version=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a version");
    assert!(offline.contains(version), "{version}");
    assert!(read("_headers").contains("Content-Security-Policy: default-src 'self'"));
    for name in [
        ".htaccess",
        "nginx.conf",
        ".nojekyll",
        "index.html.br",
        "app-0123456789abcdef.js.gz",
    ] {
        assert!(out.join(name).exists(), "{name}");
    }
    for name in ["demo", "notes.txt", "icon.svg", "basemap"] {
        assert!(!out.join(name).exists(), "{name}");
    }
}

#[test]
fn what_was_kept_is_forgotten_where_nothing_is_to_be_kept() {
    let folder = good_folder("forgotten");
    let out = folder.with_file_name("forgotten-out");
    let options = Options {
        site: site("forgotten-site"),
        out: out.clone(),
        address: None,
        compress: false,
        offline: false,
    };
    pack(&checked(&folder), &options).expect("packed");
    let page = fs::read_to_string(out.join("index.html")).expect("a page");
    assert!(
        !page.contains("hazard-map-offline") && !page.contains("oembed"),
        "{page}"
    );
    let script = fs::read_to_string(out.join("offline.js")).expect("a script");
    assert!(script.contains("const files = \"\""), "{script}");
}

#[test]
fn a_folder_with_something_else_is_never_replaced() {
    let folder = good_folder("careful");
    let checked = checked(&folder);
    let strange = folder.with_file_name("careful-out");
    write(&strange, "thesis.txt", "years of work");
    for out in [
        strange.clone(),
        folder.clone(),
        folder.join("out"),
        folder.parent().expect("a parent").to_owned(),
    ] {
        let options = Options {
            site: site("careful-site"),
            out: out.clone(),
            address: None,
            compress: false,
            offline: true,
        };
        assert!(pack(&checked, &options).is_err(), "{}", out.display());
    }
    assert!(strange.join("thesis.txt").is_file());
    for address in [
        "maps.example.org",
        "javascript:x",
        "https://a.example/?x",
        "https://a.example/\"x",
    ] {
        let options = Options {
            site: folder.with_file_name("careful-site"),
            out: folder.with_file_name("careful-new"),
            address: Some(address.to_owned()),
            compress: false,
            offline: true,
        };
        assert!(pack(&checked, &options).is_err(), "{address}");
    }
}
