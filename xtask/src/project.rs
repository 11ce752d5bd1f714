//! Where the project's folders are, and what its manifests pin.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::failure::{AtPath, Failure, Outcome};

/// The repository's root.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies one folder below the root")
}

/// The published map.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The map as built for trying it out: quicker to build, larger to transfer.
pub fn quick_site() -> PathBuf {
    root().join("target").join("site")
}

/// The map as published, noting what of it runs.
pub fn noting_site() -> PathBuf {
    root().join("target").join("noting")
}

/// Tools that were compiled once for this user, shared by all clones.
pub fn tool_cache() -> Outcome<PathBuf> {
    if let Some(folder) = env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()) {
        return Ok(PathBuf::from(folder).join("hazard-map"));
    }
    match env::var_os("HOME") {
        Some(home) => Ok(PathBuf::from(home).join(".cache").join("hazard-map")),
        None => Err(Failure::new(
            "neither HOME nor XDG_CACHE_HOME is set, so there is no folder for compiled tools",
            "set HOME to your home folder and run the command again",
        )),
    }
}

/// The version of a package in `Cargo.lock`.
pub fn locked_version(package: &str) -> Outcome<String> {
    let path = root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).at("read", &path)?;
    version_in_lock(&lock, package).ok_or_else(|| {
        Failure::new(
            format!("Cargo.lock names no {package}"),
            "restore Cargo.lock with `git checkout Cargo.lock`",
        )
    })
}

/// The oldest Rust that builds the project, as `(major, minor)`.
pub fn oldest_rust() -> (u32, u32) {
    parse_version(env!("CARGO_PKG_RUST_VERSION")).expect("xtask/Cargo.toml states a rust-version")
}

/// The first `major.minor` in a text such as "rustc 1.96.0 (Debian)".
pub fn parse_version(text: &str) -> Option<(u32, u32)> {
    text.split(|c: char| !(c.is_ascii_digit() || c == '.'))
        .find_map(|word| {
            let mut numbers = word.split('.').map(str::parse);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        })
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    let name = format!("name = \"{package}\"");
    lines.find(|line| *line == name)?;
    Some(
        lines
            .next()?
            .strip_prefix("version = \"")?
            .trim_end_matches('"')
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lock_files_version_belongs_to_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            version_in_lock(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }

    #[test]
    fn versions_are_read_from_what_tools_print() {
        assert_eq!(
            parse_version("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"),
            Some((1, 96))
        );
        assert_eq!(parse_version("v20.20.2"), Some((20, 20)));
        assert_eq!(parse_version("no number"), None);
    }
}
