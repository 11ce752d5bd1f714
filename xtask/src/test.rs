//! `cargo xtask test`: everything that is tested, in three suites.
//!
//! - `native`: `cargo test` of the plain Rust, without a browser.
//! - `browser`: `tests/web_*.rs`, compiled to WebAssembly and run inside Chromium.
//! - `e2e`: the built map, opened in Chromium under a strict policy and below a sub-path, steered from outside.
//!
//! A failing suite does not hide the others; the summary at the end names each one's outcome.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::build::{Effort, build};
use crate::failure::{AtPath, Failure, Outcome};
use crate::project::root;
use crate::publish::build_publisher;
use crate::setup::{Browser, BuildTools};
use crate::shell::{run as run_program, say};

pub const USAGE: &str = "\
native          only the tests of plain Rust
browser         only the tests that run as WebAssembly inside the browser
e2e [NAME…]     only the end-to-end tests, or those whose file name contains NAME
--quick         end-to-end tests on the quick build instead of the published one";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Suite {
    Native,
    Browser,
    EndToEnd,
}

impl Suite {
    const ALL: [Self; 3] = [Self::Native, Self::Browser, Self::EndToEnd];

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Browser => "browser",
            Self::EndToEnd => "e2e",
        }
    }
}

/// `cargo xtask test`
pub fn run(mut arguments: Arguments) -> Outcome {
    let effort = if arguments.flag("--quick") {
        Effort::Quick
    } else {
        Effort::Release
    };
    let mut names = arguments.rest()?;
    let suites = match names.first().map(String::as_str) {
        None => Suite::ALL.to_vec(),
        Some(word) => {
            let suite = Suite::ALL.into_iter().find(|suite| suite.name() == word);
            vec![suite.ok_or_else(|| {
                Failure::new(
                    format!("there is no test suite \"{word}\""),
                    "choose native, browser or e2e",
                )
            })?]
        }
    };
    names = names.split_off(names.len().min(1));

    let started = Instant::now();
    let results: Vec<(Suite, Outcome, Duration)> = suites
        .into_iter()
        .map(|suite| {
            let started = Instant::now();
            let outcome = match suite {
                Suite::Native => native(),
                Suite::Browser => browser(),
                Suite::EndToEnd => end_to_end(effort, &names),
            };
            (suite, outcome, started.elapsed())
        })
        .collect();
    summarise(&results, started.elapsed())
}

fn native() -> Outcome {
    say("native tests");
    run_program(
        Command::new("cargo")
            .args(["test", "--workspace", "--locked"])
            .current_dir(root()),
        "mend the failing test, and repeat only this suite with `cargo xtask test native`",
    )
}

fn browser() -> Outcome {
    let tools = BuildTools::ensure()?;
    let browser = Browser::ensure()?;
    say("tests inside the browser");
    run_program(
        tools
            .command("cargo")
            .args([
                "test",
                "--target",
                "wasm32-unknown-unknown",
                "--test",
                "web_*",
                "--locked",
            ])
            .env("CHROMEDRIVER", browser.driver)
            .env("WASM_BINDGEN_USE_BROWSER", "1")
            // Patience in seconds, for software rendering on busy cores.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30")
            .env(
                "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
                root().join("tests").join("webdriver.json"),
            ),
        "mend the failing test, and repeat only this suite with `cargo xtask test browser`",
    )
}

fn end_to_end(effort: Effort, names: &[String]) -> Outcome {
    let tools = BuildTools::ensure()?;
    let browser = Browser::ensure()?;
    let site = build(&tools, effort)?;
    let publisher = build_publisher()?;
    say("end-to-end tests");
    let this_program = std::env::current_exe().map_err(|error| {
        Failure::new(
            format!("this program does not know its own path: {error}"),
            "run it again",
        )
    })?;
    run_program(
        tools
            .command("node")
            .args(["--test", "--test-concurrency=1", "--test-reporter=spec"])
            .args(end_to_end_files(names)?)
            .env("HAZARD_MAP_XTASK", this_program)
            .env("HAZARD_MAP_PUBLISHER", publisher)
            .env("HAZARD_MAP_FOLDER", site)
            .env(
                "HAZARD_MAP_SITE",
                if effort == Effort::Release {
                    "release"
                } else {
                    "quick"
                },
            )
            .env("HAZARD_MAP_BROWSER", browser.program)
            .env("HAZARD_MAP_DRIVER", browser.driver),
        "look at target/e2e/, which holds a picture of each failed test's page, then repeat with `cargo xtask test e2e NAME`",
    )
}

/// The test files whose names contain one of the words; all without words.
fn end_to_end_files(names: &[String]) -> Outcome<Vec<PathBuf>> {
    let folder = root().join("tests").join("e2e");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).at("read", &folder)? {
        let path = entry.at("read", &folder)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".test.mjs")
            && (names.is_empty() || names.iter().any(|word| name.contains(word.as_str())))
        {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Failure::new(
            format!(
                "no file in {} matches {}",
                folder.display(),
                names.join(", ")
            ),
            "give a part of a file's name, or none to run all",
        ));
    }
    Ok(files)
}

/// Prints one line per suite.
///
/// # Errors
/// When any suite failed: the first one's failure, so that its next step is the last thing printed.
fn summarise(results: &[(Suite, Outcome, Duration)], total: Duration) -> Outcome {
    println!("\nSummary");
    for (suite, outcome, time) in results {
        let verdict = if outcome.is_ok() { "passed" } else { "FAILED" };
        println!("  {:<8} {verdict}  {:>5} s", suite.name(), time.as_secs());
    }
    println!("  {:<8} {:>13} s", "in all", total.as_secs());
    match results
        .iter()
        .find_map(|(_, outcome, _)| outcome.as_ref().err())
    {
        None => Ok(()),
        Some(failure) => Err(failure.clone()),
    }
}
