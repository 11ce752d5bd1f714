//! Turns `locales/<language>/*.json` into compile-time keys, so that a missing text fails the build.
//!
//! The shaders lose their comments on the way into the program.
//!
//! Programs for the browser hold no texts: a visitor fetches those of one language (see `src/text`). Native ones, which
//! are tests, hold all.

#[path = "build/flat_json.rs"]
mod flat_json;
#[path = "build/texts.rs"]
mod texts;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use texts::{LANGUAGES, Texts, part_of};

const SHADERS: &str = "src/web/gl/shaders";

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let out = Path::new(&out);
    strip_shaders(out);
    let texts = Texts::read(Path::new("locales")).unwrap_or_else(|problems| panic!("{problems}"));
    let mut code = String::new();
    for (index, key) in texts.keys.iter().enumerate() {
        let name = key.replace(['.', '-'], "_").to_uppercase();
        let _ = writeln!(code, "/// `{key}`\npub const {name}: Key = Key({index});");
    }
    let _ = writeln!(
        code,
        "pub(super) const COUNT: usize = {};",
        texts.keys.len()
    );
    for (part, name) in ["EVERYDAY", "RARE"].iter().enumerate() {
        let names: Vec<&str> = (texts.keys.iter().map(String::as_str))
            .filter(|key| part_of(key) == part)
            .collect();
        let names = names.join("\n");
        let _ = writeln!(code, "pub(super) static {name}: &str = {names:?};");
    }
    let in_browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if in_browser {
        // The build divides each program, and asks which data each function reads: see xtask/src/divide/statics.rs.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let built_in: Vec<String> = (0..LANGUAGES.len())
        .map(|place| {
            if in_browser {
                String::new()
            } else {
                texts.file(place)
            }
        })
        .collect();
    let _ = writeln!(
        code,
        "pub(super) static BUILT_IN: [&str; {}] = {built_in:?};",
        built_in.len()
    );
    fs::write(out.join("keys.rs"), code).expect("the build's own folder is writable");
}

/// Copies the shaders without comments and indentation, which no driver needs.
fn strip_shaders(out: &Path) {
    println!("cargo::rerun-if-changed={SHADERS}");
    for entry in fs::read_dir(SHADERS).expect("the shaders are part of the sources") {
        let path = entry.expect("the folder can be read").path();
        let text = fs::read_to_string(&path).expect("a shader is text");
        let mut stripped = String::with_capacity(text.len());
        for line in text.lines() {
            let line = line.split("//").next().unwrap_or_default().trim();
            if !line.is_empty() {
                stripped += line;
                stripped.push('\n');
            }
        }
        let name = path.file_name().expect("a file has a name");
        fs::write(out.join(name), stripped).expect("the build's own folder is writable");
    }
}
