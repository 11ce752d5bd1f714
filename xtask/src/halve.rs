//! Halves each program of a built folder: what its start needs, and what it brings when it is needed.

use std::fs;
use std::path::Path;

use crate::build::Effort;
use crate::divide::{BRING, divide, waits};
use crate::failure::{AtPath, Failure, Outcome};
use crate::project::root;
use crate::setup::BuildTools;
use crate::shell::run;

/// How the name of a second half ends.
pub const LATER: &str = "_later.wasm";
/// How the name of a first half ends, as wasm-bindgen calls the module.
const FIRST: &str = "_bg.wasm";
/// What fetches the second half, as part of each program's script.
const SCRIPT: &str = "src/web/later.js";
/// Where it goes: before the functions that a program imports from its script.
const BEFORE: &str = "function __wbg_get_imports() {";
/// Where those functions are listed.
const LIST: &str = "const import0 = {";
/// Where a program is there and not yet started.
const LOADED: &str = "await __wbg_load(await module_or_path, imports);";

/// Halves every program in a folder that Trunk has filled.
pub fn halve_programs(tools: &BuildTools, folder: &Path, effort: Effort) -> Outcome {
    let mut stems = Vec::new();
    for entry in fs::read_dir(folder).at("read", folder)? {
        let name = entry.at("read", folder)?.file_name();
        if let Some(stem) = name.to_string_lossy().strip_suffix(FIRST) {
            stems.push(stem.to_owned());
        }
    }
    let bring = root().join(SCRIPT);
    let bring = fs::read_to_string(&bring).at("read", &bring)?;
    for stem in stems {
        halve(tools, folder, &stem, &bring, effort)?;
    }
    Ok(())
}

fn halve(tools: &BuildTools, folder: &Path, stem: &str, bring: &str, effort: Effort) -> Outcome {
    let first = folder.join(format!("{stem}{FIRST}"));
    let later = folder.join(format!("{stem}{LATER}"));
    let script = folder.join(format!("{stem}.js"));
    let text = fs::read_to_string(&script).at("read", &script)?;
    let out_of_step = |what: &str| {
        Failure::new(
            format!("{what} of {stem} is not as wasm-bindgen makes it"),
            "bring xtask/src/halve.rs and xtask/src/divide in step with the wasm-bindgen in use",
        )
    };
    let bring = bring.replace("LATER", &format!("./{stem}{LATER}"));
    let [before, list, loaded] = [BEFORE, LIST, LOADED].map(|part| text.matches(part).count());
    let imports_from = text
        .split(": import0,")
        .next()
        .and_then(|start| start.rsplit('"').nth(1));
    let (1, 1, 1, Some(imports_from)) = (before, list, loaded, imports_from) else {
        return Err(out_of_step("the script"));
    };
    let whole = fs::read(&first).at("read", &first)?;
    // Names tell less where each crate is optimised by itself: a program for trying out stays whole.
    let halves = divide(&whole, imports_from, |name| {
        effort == Effort::Release && waits(name)
    })
    .map_err(|error| out_of_step(&format!("the module ({error})")))?;
    let text = text
        .replace(BEFORE, &format!("{bring}\n{BEFORE}"))
        .replace(LIST, &format!("{LIST} {BRING}: bringLater,"))
        .replace(LOADED, &format!("{LOADED} await tookKept;"));
    fs::write(&script, text).at("write", &script)?;
    fs::write(&first, halves.first).at("write", &first)?;
    fs::write(&later, halves.later).at("write", &later)?;
    if effort == Effort::Release {
        for half in [&first, &later] {
            run(
                tools
                    .command("wasm-opt")
                    .args(["-Oz", "--converge", "--low-memory-unused"])
                    .arg(half)
                    .arg("-o")
                    .arg(half),
                "see whether xtask/src/divide makes modules that are valid",
            )?;
        }
    }
    Ok(())
}
