//! `cargo xtask publish`: a publisher's map and data, checked and packed into a folder for any static host.
//!
//! The check needs the code that reads data in the browser, so it is a program of its own (`publisher/`), which this
//! builds and runs: the other commands start without it.

use std::path::PathBuf;
use std::process::Command;

use crate::arguments::Arguments;
use crate::build::{Effort, build};
use crate::failure::{Failure, Outcome};
use crate::project::root;
use crate::setup::BuildTools;
use crate::shell::{run as run_program, say};

pub const USAGE: &str = "\
DIR             the folder that holds map.json and its data; it is only read
--out FOLDER    where to pack it: published/ if not given
--address URL   where it will be, for oEmbed: https://maps.example.org/region/
--strict        warnings stop it too
--no-offline    nothing is kept in browsers for times without a network
--no-compress   no .br and .gz files, for hosts that compress by themselves
--check         only check, pack nothing
--quick         with the build for trying out
--no-build      with what the last build left";

/// `cargo xtask publish`
pub fn run(mut arguments: Arguments) -> Outcome {
    let effort = if arguments.flag("--quick") {
        Effort::Quick
    } else {
        Effort::Release
    };
    let as_it_is = arguments.flag("--no-build");
    let only_check = arguments.flag("--check");
    let mut words = Vec::new();
    for flag in ["--strict", "--no-offline", "--no-compress"] {
        if arguments.flag(flag) {
            words.push(flag.to_owned());
        }
    }
    let out = arguments.option("--out")?;
    let out = out.map_or_else(|| root().join("published"), PathBuf::from);
    if let Some(address) = arguments.option("--address")? {
        words.push(format!("--address={address}"));
    }
    let folders = arguments.rest()?;
    let [folder] = folders.as_slice() else {
        return Err(Failure::new(
            "publish takes one folder",
            "name the folder that holds map.json: `cargo xtask publish DIR`",
        ));
    };

    let publisher = build_publisher()?;
    publish(Command::new(&publisher).arg(folder).args(&words))?;
    if only_check {
        return Ok(());
    }
    let site = if as_it_is {
        effort.folder()
    } else {
        build(&BuildTools::ensure()?, effort)?
    };
    publish(
        Command::new(&publisher)
            .arg(folder)
            .args(&words)
            .arg(format!("--site={}", site.display()))
            .arg(format!("--out={}", out.display())),
    )
}

/// Builds the program that checks and packs, and gives its path.
pub fn build_publisher() -> Outcome<PathBuf> {
    say("building the program that checks and packs (a few minutes the first time)");
    run_program(
        Command::new("cargo")
            .args([
                "build",
                "--quiet",
                "--locked",
                "--profile",
                "quick",
                "--package",
                "publisher",
            ])
            .current_dir(root()),
        "mend what the compiler's message above names",
    )?;
    Ok(root().join("target").join("quick").join("publisher"))
}

fn publish(publisher: &mut Command) -> Outcome {
    run_program(
        publisher,
        "do what the last lines above say, then run the command again",
    )
}
