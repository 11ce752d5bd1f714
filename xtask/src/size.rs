//! `cargo xtask size`: what a visitor's browser transfers before the map works, and what comes later.
//!
//! Sizes are brotli at its highest quality, as a static host serves files compressed ahead of time.
//! 1 KB is 1,000 bytes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::arguments::Arguments;
use crate::build::{Effort, build};
use crate::failure::{AtPath, Failure, Outcome};
use crate::finish::{EMBED, FRAME, LATER_STYLE, OFFLINE, TEXTS};
use crate::halve::LATER;
use crate::setup::BuildTools;
use crate::shell::output;

/// Programs, scripts and style of the page.
const PAGE_LIMIT: u64 = 180_000;
/// What it says: the page itself and the texts of one language.
const WORDS_LIMIT: u64 = 14_000;
const WORKER_LIMIT: u64 = 120_000;
/// The second half of each program, and how it looks.
const LATER_LIMIT: u64 = 348_000;
/// What only pages with a map in a frame transfer.
const EMBED_LIMIT: u64 = 6_000;

/// Prints the compressed size of each file named on its command line, one a line.
const COMPRESS: &str = "
    const { readFileSync } = require('node:fs');
    const { brotliCompressSync, constants } = require('node:zlib');
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
    for (const file of process.argv.slice(1)) console.log(brotliCompressSync(readFileSync(file), { params }).length);
";

/// `cargo xtask size`
pub fn run(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    let folder = build(&BuildTools::ensure()?, Effort::Release)?;
    let (later, first): (Vec<_>, Vec<_>) = program_files(&folder)?.into_iter().partition(|file| {
        is_named(file, |name| {
            name.ends_with(LATER) || name.starts_with(LATER_STYLE) || name == OFFLINE
        })
    });
    let (embedding, first): (Vec<_>, Vec<_>) = first
        .into_iter()
        .partition(|file| is_named(file, |name| name == EMBED || name.starts_with(FRAME)));
    let (worker, first): (Vec<_>, Vec<_>) = first
        .into_iter()
        .partition(|file| is_named(file, |name| name.starts_with("worker")));
    let (words, page): (Vec<_>, Vec<_>) = first.into_iter().partition(|file| {
        is_named(file, |name| {
            name.ends_with(".html") || name.starts_with(TEXTS)
        })
    });
    println!();
    let above = [
        print_table("page", &page, PAGE_LIMIT)?,
        print_table("its words", &words, WORDS_LIMIT)?,
        print_table("worker", &worker, WORKER_LIMIT)?,
        print_table("when first needed", &later, LATER_LIMIT)?,
        print_table("in the pages of others", &embedding, EMBED_LIMIT)?,
    ];
    if above.contains(&true) {
        return Err(Failure::new(
            "the program has grown above its limit",
            "record what runs now with `cargo xtask profile`; if that is not enough, see which change made it grow with `git bisect run cargo xtask size`",
        ));
    }
    Ok(())
}

/// The page, scripts, WebAssembly and styles at the top of the folder: the program, without data and pictures.
fn program_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).at("read", folder)? {
        let path = entry.at("read", folder)?.path();
        let extension = path
            .extension()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let language = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(TEXTS));
        if language || matches!(extension.as_str(), "js" | "wasm" | "css" | "html") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn is_named(file: &Path, wanted: impl Fn(&str) -> bool) -> bool {
    file.file_name()
        .is_some_and(|name| wanted(&name.to_string_lossy()))
}

/// Prints one part's files; whether they are above the limit, all compressed.
fn print_table(part: &str, files: &[PathBuf], limit: u64) -> Outcome<bool> {
    let sizes = output(
        Command::new("node")
            .args(["-e", COMPRESS, "--"])
            .args(files),
    );
    let sizes: Vec<u64> = sizes
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.parse().ok())
        .collect();
    if sizes.len() != files.len() || files.is_empty() {
        return Err(Failure::new(
            "the files could not be compressed",
            "check that `node` runs, then run the command again",
        ));
    }
    println!("{part:<34}{:>10}{:>10}", "bytes", "brotli");
    for (file, size) in files.iter().zip(&sizes) {
        let plain = fs::metadata(file).at("read", file)?.len();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("  {name:<32}{plain:>10}{size:>10}");
    }
    // A visitor reads one language: the longest counts.
    let is_text = |file: &PathBuf| file.extension().is_some_and(|extension| extension == "txt");
    let texts = files.iter().zip(&sizes).filter(|(file, _)| is_text(file));
    let (all, longest) = texts.fold((0, 0), |(all, longest), (_, size)| {
        (all + size, size.max(&longest).to_owned())
    });
    let total = sizes.iter().sum::<u64>() - all + longest;
    let verdict = if total <= limit { "within" } else { "ABOVE" };
    println!(
        "  {:<32}{:>10}{total:>10}  {verdict} the limit of {limit}\n",
        "together", ""
    );
    Ok(total > limit)
}
