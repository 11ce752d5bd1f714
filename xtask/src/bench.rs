//! `cargo xtask bench`: the map beside other libraries, measured in Chromium; see `bench/README.md`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::arguments::Arguments;
use crate::build::{Effort, build};
use crate::failure::{AtPath, Outcome};
use crate::project::root;
use crate::setup::{Browser, BuildTools};
use crate::shell::{run as run_program, say};

pub const USAGE: &str = "\
--quick         small data and one round: minutes instead of an hour
--only NAME,…   of zones-1k, zones-10k, zones-100k, incidents-1m, computing
--peers NAME,…  only these beside the map: maplibre, deck, openlayers-webgl, openlayers-canvas, leaflet, raw-gl
--rounds N      3 otherwise, and 1 with --quick
--keep          keeps what was measured before of other data
--no-build      measures what the last build left in dist/";

/// `cargo xtask bench`
pub fn run(mut arguments: Arguments) -> Outcome {
    let mut words = Vec::new();
    for flag in ["--quick", "--keep"] {
        if arguments.flag(flag) {
            words.push(flag.to_owned());
        }
    }
    for option in ["--only", "--peers", "--rounds"] {
        if let Some(value) = arguments.option(option)? {
            words.push(format!("{option}={value}"));
        }
    }
    let as_it_is = arguments.flag("--no-build");
    arguments.finish()?;
    let tools = BuildTools::ensure()?;
    let browser = Browser::ensure()?;
    let folder = root().join("bench");
    ensure_packages(&folder)?;
    if !as_it_is {
        build(&tools, Effort::Release)?;
    }
    say("measuring; leave the machine alone meanwhile");
    run_program(
        tools
            .command("node")
            .arg(folder.join("run.mjs"))
            .args(words)
            .env("HAZARD_MAP_BROWSER", browser.program),
        "look at what the lines above name, then repeat with --only and the data set that failed",
    )
}

/// Installs the libraries of `bench/package-lock.json`, unless exactly these are there.
fn ensure_packages(folder: &Path) -> Outcome {
    let stamp_path = folder.join("node_modules").join(".installed-lock.json");
    let lock_path = folder.join("package-lock.json");
    let lock = fs::read_to_string(&lock_path).at("read", &lock_path)?;
    if fs::read_to_string(&stamp_path).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    say("installing the libraries to compare with into bench/node_modules/");
    run_program(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(folder),
        "check that this machine reaches the npm registry, then run `npm ci` in the folder bench",
    )?;
    fs::write(&stamp_path, lock).at("write", &stamp_path)
}
