//! Installs what is missing, and only that.
//!
//! A machine needs Rust, Node and, for the tests, a browser. Everything else comes from here: the
//! WebAssembly target of the compiler ([`toolchain`]), two Rust programs ([`cargo_tools`]), the Node packages
//! of `package.json` ([`node`]) and the distribution's packages ([`packages`]). Each piece is looked for first;
//! with all of it present a set-up costs about a second.

mod cargo_tools;
mod node;
mod packages;
mod toolchain;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::arguments::Arguments;
use crate::failure::{Failure, Outcome};
use crate::shell::{find_program, say};
use packages::Package;
use toolchain::Route;

/// Everything a build needs, found or installed.
pub struct BuildTools {
    route: Route,
    path: OsString,
    trunk: PathBuf,
}

impl BuildTools {
    /// Finds or installs the compiler's target, wasm-bindgen, Trunk and the Node packages.
    pub fn ensure() -> Outcome<Self> {
        let node_binaries = node::ensure()?;
        let route = toolchain::ensure()?;
        let wasm_bindgen = cargo_tools::wasm_bindgen()?;
        let trunk = cargo_tools::trunk()?;

        let mut folders = vec![node_binaries];
        if let Route::Packaged { programs } = &route {
            folders.push(programs.clone());
        }
        folders.push(wasm_bindgen);
        let inherited = env::var_os("PATH").unwrap_or_default();
        folders.extend(env::split_paths(&inherited));
        let path = env::join_paths(folders).map_err(|error| {
            Failure::new(
                format!("PATH cannot be extended: {error}"),
                "remove the folder it names from PATH",
            )
        })?;
        Ok(Self { route, path, trunk })
    }

    /// A program that compiles for the browser, or calls one that does.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        // A compiler chosen for this process must not be forced upon another toolchain.
        for name in ["CARGO", "RUSTC", "LD_LIBRARY_PATH"] {
            command.env_remove(name);
        }
        if matches!(self.route, Route::Packaged { .. }) {
            command.env_remove("RUSTUP_TOOLCHAIN");
        }
        // A failed build needs the compiler's message, not the place in Trunk that passed it on.
        command.env_remove("RUST_BACKTRACE");
        // Trunk reads NO_COLOR as a yes or no, others as set or not set.
        command.env_remove("NO_COLOR");
        command
            .env("PATH", &self.path)
            .current_dir(crate::project::root());
        command
    }

    /// Trunk, ready to run.
    pub fn trunk(&self) -> Command {
        let mut trunk = self.command(&self.trunk.to_string_lossy());
        // Names tell apart what the finishing step divides; paths of this machine are nobody's business.
        let mut flags = vec!["-Csymbol-mangling-version=v0".to_owned()];
        if let Some(packages) = home_of_cargo() {
            flags.push(format!(
                "--remap-path-prefix={}=",
                packages.join("registry/src").display()
            ));
        }
        trunk.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            flags.join(" "),
        );
        trunk
    }

    /// Adds the linter for the browser's target where it is a package of its own.
    pub fn ensure_clippy(&self) -> Outcome {
        if matches!(self.route, Route::Packaged { .. }) {
            packages::ensure(&[Package::new(
                "rust-web-clippy",
                "the linter of the packaged compiler",
            )])?;
        }
        Ok(())
    }
}

/// Where Cargo keeps packages.
fn home_of_cargo() -> Option<PathBuf> {
    let own = env::var_os("CARGO_HOME").map(PathBuf::from);
    own.or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// The browser that tests run in, and the program that drives it.
pub struct Browser {
    pub program: PathBuf,
    pub driver: PathBuf,
}

impl Browser {
    /// Finds or installs Chromium, its driver and software WebGL2.
    pub fn ensure() -> Outcome<Self> {
        packages::ensure(&[
            Package::new("chromium", "the browser that the tests open"),
            Package::new("chromium-driver", "lets the tests steer that browser"),
            Package::new(
                "libegl1",
                "lets the browser draw WebGL2 without a graphics card",
            ),
            Package::new("libgl1-mesa-dri", "draws WebGL2 on the processor"),
            Package::new(
                "fonts-dejavu-core",
                "letters for labels, on machines without any font",
            ),
        ])?;
        Ok(Self {
            program: installed_program(&["chromium", "chromium-browser", "google-chrome"])?,
            driver: installed_program(&["chromedriver"])?,
        })
    }
}

fn installed_program(names: &[&str]) -> Outcome<PathBuf> {
    names
        .iter()
        .find_map(|name| find_program(name))
        .ok_or_else(|| {
            Failure::new(
                format!("there is no {} in PATH", names[0]),
                format!("install {} and add its folder to PATH", names[0]),
            )
        })
}

/// `cargo xtask setup`
pub fn run(arguments: Arguments) -> Outcome {
    arguments.finish()?;
    BuildTools::ensure()?.ensure_clippy()?;
    Browser::ensure()?;
    say("everything that the commands need is installed");
    Ok(())
}
