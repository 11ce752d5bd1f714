//! `cargo xtask profile`: records what runs while maps open, by which the build divides each program.
//!
//! What an earlier record says of functions that have not changed since is kept, unless `--anew` is said.

use std::fs;

use crate::arguments::Arguments;
use crate::build::{Effort, build};
use crate::divide::{Ran, record};
use crate::failure::{AtPath, Failure, Outcome};
use crate::halve::{record_path, whole_path};
use crate::project::root;
use crate::setup::{Browser, BuildTools};
use crate::shell::{run as run_program, say};

const PROGRAMS: [&str; 2] = ["app", "worker"];

/// `cargo xtask profile`
pub fn run(mut arguments: Arguments) -> Outcome {
    let anew = arguments.flag("--anew");
    arguments.finish()?;
    let tools = BuildTools::ensure()?;
    let browser = Browser::ensure()?;
    let site = build(&tools, Effort::Noting)?;
    let this_program = std::env::current_exe().map_err(|error| {
        Failure::new(
            format!("this program does not know its own path: {error}"),
            "run it again",
        )
    })?;
    say("opening maps and noting what runs");
    run_program(
        tools
            .command("node")
            .arg(root().join("xtask").join("openings").join("openings.mjs"))
            .env("HAZARD_MAP_XTASK", this_program)
            .env("HAZARD_MAP_NOTES", &site)
            .env("HAZARD_MAP_SITE", "noting")
            .env("HAZARD_MAP_BROWSER", browser.program)
            .env("HAZARD_MAP_DRIVER", browser.driver),
        "look at what the lines above name; nothing was recorded",
    )?;
    for program in PROGRAMS {
        let [whole_path, notes_path] = [whole_path(program), site.join(format!("{program}.notes"))];
        let whole = fs::read(&whole_path).at("read", &whole_path)?;
        let notes = fs::read(&notes_path).at("read", &notes_path)?;
        let path = record_path(program);
        // A record that cannot be read tells nothing; a new one takes its place.
        let before = fs::read_to_string(&path).ok().filter(|_| !anew);
        let before = before.and_then(|text| Ran::read(&text)).unwrap_or_default();
        let record = record(&whole, &notes, &before).map_err(|error| {
            Failure::new(
                format!("{program} is no program ({error})"),
                "bring xtask/src/divide in step with the wasm-bindgen in use",
            )
        })?;
        fs::write(&path, record.text()).at("write", &path)?;
        say(format!("{} is new", path.display()));
    }
    Ok(())
}
