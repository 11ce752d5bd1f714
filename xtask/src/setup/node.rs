//! Node and the packages of `package.json`: wasm-opt, the script and style minifier, the browser's remote control.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{AtPath, Failure, Outcome};
use crate::project::{parse_version, root};
use crate::shell::{find_program, output, run, say};

const OLDEST_NODE: u32 = 20;

/// Installs the locked packages into `node_modules` and returns the folder of their programs.
pub fn ensure() -> Outcome<PathBuf> {
    let version = output(Command::new("node").arg("--version"));
    let major = version
        .as_deref()
        .and_then(parse_version)
        .map(|(major, _)| major);
    if major.is_none_or(|major| major < OLDEST_NODE) || find_program("npm").is_none() {
        return Err(Failure::new(
            format!("Node {OLDEST_NODE} or newer, with npm, is needed and was not found"),
            format!("install Node {OLDEST_NODE} or newer, then run this command again"),
        ));
    }
    let modules = root().join("node_modules");
    let lock_path = root().join("package-lock.json");
    let stamp_path = modules.join(".installed-lock.json");
    let lock = fs::read_to_string(&lock_path).at("read", &lock_path)?;
    if fs::read_to_string(&stamp_path).is_ok_and(|stamp| stamp == lock) {
        return Ok(modules.join(".bin"));
    }
    say("installing Node packages into node_modules/:");
    println!("    binaryen           makes the WebAssembly files smaller");
    println!("    esbuild            joins and shrinks style sheets and scripts");
    println!("    selenium-webdriver lets the end-to-end tests steer the browser");
    println!("    and what package.json names beside them");
    run(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(root()),
        "check that this machine reaches the npm registry, then run `npm ci` in the project's folder",
    )?;
    fs::write(&stamp_path, lock).at("write", &stamp_path)?;
    Ok(modules.join(".bin"))
}
