//! The two Rust programs of a build: wasm-bindgen, of exactly the version in `Cargo.lock`, and Trunk.
//!
//! One of the right version in `PATH` is used as it is. Otherwise it is compiled once for this user, in a
//! folder named after its version, so further clones find it. Compiling favours a quick start over the speed
//! of the tool: both spend their time in other programs.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::project::{locked_version, root, tool_cache};
use crate::shell::{find_program, output, run, say};

/// Newer versions need a newer compiler than the packaged one.
const TRUNK_VERSION: &str = "0.21.14";

struct Tool {
    package: &'static str,
    version: String,
    /// The programs that the package brings; the first one tells the version.
    programs: &'static [&'static str],
    reason: &'static str,
    /// Whether the package's own lock file is used.
    locked: bool,
}

/// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner`.
pub fn wasm_bindgen() -> Outcome<PathBuf> {
    Tool {
        package: "wasm-bindgen-cli",
        version: locked_version("wasm-bindgen")?,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        reason: "connects the WebAssembly files to the page; its version must be the one in Cargo.lock",
        // Its own lock file can name a version that was withdrawn.
        locked: false,
    }
    .ensure()
}

/// The `trunk` program itself.
pub fn trunk() -> Outcome<PathBuf> {
    let folder = Tool {
        package: "trunk",
        version: TRUNK_VERSION.to_owned(),
        programs: &["trunk"],
        reason: "puts the WebAssembly files, the page and its assets together",
        locked: true,
    }
    .ensure()?;
    Ok(folder.join("trunk"))
}

impl Tool {
    /// The folder with the programs, in `PATH` or in the cache.
    fn ensure(&self) -> Outcome<PathBuf> {
        let in_path =
            find_program(self.programs[0]).and_then(|program| program.parent().map(Path::to_owned));
        let cached = tool_cache()?.join(format!("{}-{}", self.package, self.version));
        let found = in_path
            .into_iter()
            .chain([cached.join("bin")])
            .find(|folder| self.is_in(folder));
        if let Some(folder) = found {
            return Ok(folder);
        }
        self.install(&cached)?;
        let folder = cached.join("bin");
        if self.is_in(&folder) {
            return Ok(folder);
        }
        Err(Failure::new(
            format!(
                "{} {} was installed into {} but does not run",
                self.package,
                self.version,
                folder.display()
            ),
            format!("delete {} and run this command again", cached.display()),
        ))
    }

    fn is_in(&self, folder: &Path) -> bool {
        let version = output(Command::new(folder.join(self.programs[0])).arg("--version"));
        let right_version =
            version.is_some_and(|text| text.split_whitespace().nth(1) == Some(&self.version));
        right_version
            && self
                .programs
                .iter()
                .all(|program| folder.join(program).is_file())
    }

    fn install(&self, folder: &Path) -> Outcome {
        say(format!(
            "compiling {} {}: {}",
            self.package, self.version, self.reason
        ));
        println!(
            "    this takes some minutes, once; it goes to {}",
            folder.display()
        );
        let mut cargo = Command::new("cargo");
        cargo
            .args([
                "install",
                self.package,
                "--version",
                &self.version,
                "--root",
            ])
            .arg(folder)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env_remove("CARGO_TARGET_DIR")
            // Outside the project, so that its settings for WebAssembly do not apply.
            .current_dir(root().parent().unwrap_or(root()));
        if self.locked {
            cargo.arg("--locked");
        }
        run(
            &mut cargo,
            "check that this machine reaches its registry of Rust packages and has a C compiler, then run this command again",
        )
    }
}
