//! The project's commands: `cargo xtask serve`, `test`, `build` and a few smaller ones.
//!
//! Each command first installs what it needs and does not find (see [`setup`]), naming every piece and the
//! reason for it. A failure ends with one sentence that says what to do next. Only the standard library is
//! used, so that the first command starts within seconds of a fresh clone.

mod arguments;
mod basemap;
mod bench;
mod build;
mod demo;
mod divide;
mod failure;
mod finish;
#[path = "../../build/flat_json.rs"]
mod flat_json;
mod halve;
mod http;
mod lint;
mod profile;
mod project;
mod publish;
mod script;
mod serve;
mod setup;
mod shell;
mod short_names;
mod size;
mod test;
#[path = "../../build/texts.rs"]
mod texts;

use std::process::ExitCode;

use arguments::Arguments;
use failure::{Failure, Outcome};

struct Command {
    name: &'static str,
    usage: &'static str,
    summary: &'static str,
    run: fn(Arguments) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        usage: serve::USAGE,
        summary: "build the map and serve it on this machine with its demonstration data",
        run: serve::run,
    },
    Command {
        name: "test",
        usage: test::USAGE,
        summary: "run every test: native, in the browser, and end to end",
        run: test::run,
    },
    Command {
        name: "build",
        usage: build::USAGE,
        summary: "make dist/, a folder that any static host serves from any path",
        run: build::run,
    },
    Command {
        name: "publish",
        usage: publish::USAGE,
        summary: "check a folder with map.json and data, and pack it with the map for any static host",
        run: publish::run,
    },
    Command {
        name: "size",
        usage: "",
        summary: "print what a visitor transfers and fail above the limits",
        run: size::run,
    },
    Command {
        name: "profile",
        usage: "[--anew]",
        summary: "record what runs while maps open, by which the build divides the programs",
        run: profile::run,
    },
    Command {
        name: "lint",
        usage: "",
        summary: "check formatting and lints, natively and for the browser",
        run: lint::run,
    },
    Command {
        name: "bench",
        usage: bench::USAGE,
        summary: "measure the map beside other libraries in the browser",
        run: bench::run,
    },
    Command {
        name: "basemap",
        usage: "",
        summary: "pack the built-in ground again from Natural Earth and GeoNames",
        run: basemap::run,
    },
    Command {
        name: "demo",
        usage: "",
        summary: "make the demonstration map's data again, byte for byte",
        run: demo::run,
    },
    Command {
        name: "setup",
        usage: "",
        summary: "only install what the other commands need",
        run: setup::run,
    },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_else(|| "help".to_owned());
    let arguments = Arguments::new(words);
    let outcome = match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(arguments),
        None if matches!(name.as_str(), "help" | "--help" | "-h") => {
            print!("{}", help());
            Ok(())
        }
        None => Err(Failure::new(
            format!("there is no command \"{name}\""),
            "run `cargo xtask help` to see the commands",
        )),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let mut text = String::from("Usage: cargo xtask COMMAND\n\n");
    for command in COMMANDS {
        text += &format!("  {:<8} {}\n", command.name, command.summary);
        for line in command.usage.lines() {
            text += &format!("             {line}\n");
        }
    }
    text += "\nEvery command installs what it needs and does not find, and says what and why.\n";
    text
}
