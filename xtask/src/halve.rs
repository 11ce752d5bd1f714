//! Halves each program of a built folder: what its start needs, and what it brings when it is needed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::build::Effort;
use crate::divide::{Ran, Statics, divide, noting, outline};
use crate::failure::{AtPath, Failure, Outcome};
use crate::project::{noting_site, root};
use crate::script::{imports_from, with_loading, with_second_half};
use crate::setup::BuildTools;
use crate::shell::run;

/// How the name of a second half ends.
pub const LATER: &str = "_later.wasm";
/// How the name of a first half ends, as wasm-bindgen calls the module.
const FIRST: &str = "_bg.wasm";
/// What fetches the second half, as part of each program's script.
const SCRIPT: &str = "src/web/later.js";
/// What fetches, compiles and starts a program, in the place of what wasm-bindgen writes.
const LOADING_SCRIPT: &str = "src/web/load.js";
/// What tells the notes of a program that notes what runs.
const NOTES_SCRIPT: &str = "xtask/openings/notes.js";
/// The record of what a program runs while a map opens.
pub fn record_path(program: &str) -> PathBuf {
    let folder = root().join("xtask").join("openings");
    folder.join(format!("{program}.txt"))
}

/// Where a program that notes what runs is kept as it was before.
pub fn whole_path(program: &str) -> PathBuf {
    noting_site().with_extension(format!("{program}.wasm"))
}

/// Halves every program in a folder that Trunk has filled.
pub fn halve_programs(tools: &BuildTools, folder: &Path, effort: Effort) -> Outcome {
    let mut stems = Vec::new();
    for entry in fs::read_dir(folder).at("read", folder)? {
        let name = entry.at("read", folder)?.file_name();
        if let Some(stem) = name.to_string_lossy().strip_suffix(FIRST) {
            stems.push(stem.to_owned());
        }
    }
    for stem in stems {
        halve(tools, folder, &stem, effort)?;
    }
    Ok(())
}

fn halve(tools: &BuildTools, folder: &Path, stem: &str, effort: Effort) -> Outcome {
    let first = folder.join(format!("{stem}{FIRST}"));
    let later = folder.join(format!("{stem}{LATER}"));
    let script = folder.join(format!("{stem}.js"));
    let program = stem.split('-').next().unwrap_or(stem);
    let text = fs::read_to_string(&script).at("read", &script)?;
    let out_of_step = |what: &str| {
        Failure::new(
            format!("{what} of {stem} is not as wasm-bindgen makes it"),
            "bring xtask/src/script.rs and xtask/src/divide in step with the wasm-bindgen in use",
        )
    };
    let imports_from = imports_from(&text).ok_or_else(|| out_of_step("the script"))?;
    let not_a_program = |error| out_of_step(&format!("the module ({error})"));
    let whole = fs::read(&first).at("read", &first)?;
    let record = match effort {
        Effort::Release => read_record(program)?,
        // Where each crate is optimised by itself, functions are others: a program for trying out stays whole.
        Effort::Quick | Effort::Noting => Ran::default(),
    };
    let statics = Statics::of(&whole).map_err(|what| out_of_step(&format!("the data ({what})")))?;
    let outlined = outline(&whole, &record).map_err(not_a_program)?;
    let mut halves = divide(&outlined.module, imports_from, &outlined.waiting, &statics)
        .map_err(not_a_program)?;
    let mut bring = read_script(SCRIPT)?
        .replace("LATER", &format!("./{stem}{LATER}"))
        .replace("IN_PAGE", &(program == "app").to_string());
    if effort == Effort::Noting {
        let kept = whole_path(program);
        fs::write(&kept, &whole).at("write", &kept)?;
        halves.first = noting(&halves.first).map_err(not_a_program)?;
        bring += &read_script(NOTES_SCRIPT)?.replace("PROGRAM", program);
    }
    let text = with_loading(&text, &read_script(LOADING_SCRIPT)?)
        .and_then(|text| with_second_half(&text, &bring))
        .ok_or_else(|| out_of_step("the script"))?;
    fs::write(&script, text).at("write", &script)?;
    fs::write(&first, halves.first).at("write", &first)?;
    fs::write(&later, halves.later).at("write", &later)?;
    if effort == Effort::Release {
        for half in [&first, &later] {
            run(
                tools
                    .command("wasm-opt")
                    .args([
                        "-Oz",
                        // Zeros take less room on the way than a segment for each run of others.
                        "--skip-pass=memory-packing",
                        "--converge",
                        "--low-memory-unused",
                        "--strip-target-features",
                    ])
                    .arg(half)
                    .arg("-o")
                    .arg(half),
                "see whether xtask/src/divide makes modules that are valid",
            )?;
        }
    }
    Ok(())
}

fn read_record(program: &str) -> Outcome<Ran> {
    let path = record_path(program);
    let text = fs::read_to_string(&path).at("read", &path)?;
    Ran::read(&text).ok_or_else(|| {
        Failure::new(
            format!("{} is not a record of what runs", path.display()),
            "restore it with git, or make it again with `cargo xtask profile`",
        )
    })
}

fn read_script(name: &str) -> Outcome<String> {
    let path = root().join(name);
    fs::read_to_string(&path).at("read", &path)
}
