//! `cargo xtask lint`: formatting and lints, for this machine and for the browser. Warnings are errors.

use std::process::Command;

use crate::arguments::Arguments;
use crate::failure::Outcome;
use crate::project::root;
use crate::setup::BuildTools;
use crate::shell::{run as run_program, say};

const MEND: &str = "mend what the messages above name, then run the command again";

/// `cargo xtask lint`
pub fn run(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    say("formatting");
    run_program(
        Command::new("cargo")
            .args(["fmt", "--all", "--check"])
            .current_dir(root()),
        "run `cargo fmt --all`, then this command again",
    )?;
    say("lints for this machine");
    run_program(
        Command::new("cargo")
            .args([
                "clippy",
                "--quiet",
                "--workspace",
                "--all-targets",
                "--locked",
                "--",
                "--deny",
                "warnings",
            ])
            .current_dir(root()),
        MEND,
    )?;
    let tools = BuildTools::ensure()?;
    tools.ensure_clippy()?;
    say("lints for the browser");
    run_program(
        tools.command("cargo").args([
            "clippy",
            "--quiet",
            "--target",
            "wasm32-unknown-unknown",
            "--lib",
            "--bins",
            "--test",
            "web_*",
            "--locked",
            "--",
            "--deny",
            "warnings",
        ]),
        MEND,
    )
}
