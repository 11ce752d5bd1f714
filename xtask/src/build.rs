//! `cargo xtask build`: the published folder.

use std::fs;
use std::path::PathBuf;

use crate::arguments::Arguments;
use crate::failure::{AtPath, Outcome};
use crate::finish;
use crate::project::{dist, noting_site, quick_site, root};
use crate::setup::BuildTools;
use crate::shell::{run as run_program, say};

pub const USAGE: &str = "--quick    into target/site/ instead: builds sooner, transfers more";

/// How much a build gives for small files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// As published: optimised for size as a whole, into `dist/`.
    Release,
    /// For trying it out: optimised per crate, built incrementally, into `target/site/`.
    Quick,
    /// As published, whole, and noting what of it runs: into `target/noting/`.
    Noting,
}

impl Effort {
    /// The folder that a build of this effort fills.
    pub fn folder(self) -> PathBuf {
        match self {
            Self::Release => dist(),
            Self::Quick => quick_site(),
            Self::Noting => noting_site(),
        }
    }

    fn staging_name(self) -> &'static str {
        match self {
            Self::Release => "staging-release",
            Self::Quick => "staging-quick",
            Self::Noting => "staging-noting",
        }
    }
}

/// `cargo xtask build`
pub fn run(mut arguments: Arguments) -> Outcome {
    let effort = if arguments.flag("--quick") {
        Effort::Quick
    } else {
        Effort::Release
    };
    arguments.finish()?;
    let tools = BuildTools::ensure()?;
    let folder = build(&tools, effort)?;
    say(format!(
        "the map is in {}: put that folder on any static host, under any path",
        folder.display()
    ));
    Ok(())
}

/// Builds the map and returns the folder it is in.
pub fn build(tools: &BuildTools, effort: Effort) -> Outcome<PathBuf> {
    let folder = effort.folder();
    // A build that fails half-way must leave no finished-looking folder behind.
    let staging = root().join("target").join(effort.staging_name());
    fs::create_dir_all(&staging).at("create", &staging)?;
    let mut trunk = tools.trunk();
    trunk.args(["build", "--dist"]).arg(&staging);
    match effort {
        Effort::Release | Effort::Noting => {
            say("building the map as it is published (some minutes the first time)");
            trunk.arg("--release");
        }
        Effort::Quick => {
            say("building the map for trying it out (a minute or two the first time)");
            trunk.args(["--cargo-profile", "quick"]);
        }
    }
    run_program(
        trunk.env("TRUNK_SKIP_VERSION_CHECK", "true"),
        "mend what the compiler's message above names; after an update of the compiler, delete target/wasm32-unknown-unknown first",
    )?;
    finish::finish(tools, &staging, effort)?;
    if folder.exists() {
        fs::remove_dir_all(&folder).at("replace", &folder)?;
    }
    fs::rename(&staging, &folder).at("move the finished build to", &folder)?;
    Ok(folder)
}
