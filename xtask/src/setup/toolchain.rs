//! A compiler that makes WebAssembly.
//!
//! Two routes lead there. With rustup the target is one download away. Where rustup may not download
//! (`RUSTUP_AUTO_INSTALL=0`) or cannot, Debian's own packages bring a compiler and the source of its standard
//! library, which is then compiled once for WebAssembly and put beside the compiler's other libraries.
//!
//! Whether a compiler is ready is not guessed from files: [`makes_wasm`] compiles a small program with it,
//! through the linker and link-time optimisation.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use super::packages::{self, Package};
use crate::failure::{AtPath, Failure, Outcome};
use crate::project::{oldest_rust, parse_version, tool_cache};
use crate::shell::{as_root, output, run, say, succeeds};

const TARGET: &str = "wasm32-unknown-unknown";
/// Where Debian's packages put their compiler.
const PACKAGED_PROGRAMS: &str = "/usr/bin";
const PACKAGED_LIBRARIES: &str = "/usr/lib/rustlib";
const PACKAGES: [Package; 3] = [
    Package::new(
        "rustc-web",
        "a Rust compiler from the distribution's packages",
    ),
    Package::new("cargo-web", "the build tool of that compiler"),
    Package::new(
        "rust-web-src",
        "the standard library's source, to compile it for WebAssembly",
    ),
];

/// Which compiler makes the WebAssembly files.
pub enum Route {
    /// The compiler that runs this command.
    Own,
    /// The distribution's compiler, reached through this folder, which holds nothing else.
    Packaged { programs: PathBuf },
}

/// Finds or installs a compiler that makes WebAssembly.
pub fn ensure() -> Outcome<Route> {
    let own = Path::new("rustc");
    if makes_wasm(own)? {
        return Ok(Route::Own);
    }
    let may_download = env::var("RUSTUP_AUTO_INSTALL").as_deref() != Ok("0");
    if may_download && succeeds(Command::new("rustup").arg("--version")) {
        say(format!(
            "adding {TARGET} to the Rust toolchain: the standard library for WebAssembly"
        ));
        let added = run(
            Command::new("rustup").args(["target", "add", TARGET]),
            "add the target by hand",
        )
        .is_ok();
        if added && makes_wasm(own)? {
            return Ok(Route::Own);
        }
        say("rustup could not add it; taking the distribution's packages instead");
    }
    if !packages::available() {
        return Err(packages::unavailable(&format!(
            "a Rust toolchain with the target {TARGET}"
        )));
    }
    packaged()?;
    Ok(Route::Packaged {
        programs: links_to_packaged_programs()?,
    })
}

/// A folder for the front of `PATH`: `/usr/bin` itself would bring other tools' versions forward too.
fn links_to_packaged_programs() -> Outcome<PathBuf> {
    let folder = tool_cache()?.join("packaged-compiler");
    fs::create_dir_all(&folder).at("create", &folder)?;
    for name in ["cargo", "rustc", "rustdoc", "cargo-clippy", "clippy-driver"] {
        let link = folder.join(name);
        if link.symlink_metadata().is_err() {
            symlink(Path::new(PACKAGED_PROGRAMS).join(name), &link).at("create", &link)?;
        }
    }
    Ok(folder)
}

/// Makes the distribution's compiler ready.
fn packaged() -> Outcome {
    let compiler = Path::new(PACKAGED_PROGRAMS).join("rustc");
    packages::ensure(&PACKAGES)?;
    let version = output(Command::new(&compiler).arg("--version")).unwrap_or_default();
    let oldest = oldest_rust();
    if parse_version(&version).is_none_or(|found| found < oldest) {
        return Err(Failure::new(
            format!(
                "the packaged compiler is \"{version}\", and {}.{} or newer is needed",
                oldest.0, oldest.1
            ),
            "enable the distribution's security updates, run `apt-get update` and `apt-get upgrade rustc-web`, then this command again",
        ));
    }
    if makes_wasm(&compiler)? {
        return Ok(());
    }
    link_the_linker(&compiler)?;
    if !makes_wasm(&compiler)? {
        build_standard_library(&compiler)?;
    }
    if makes_wasm(&compiler)? {
        return Ok(());
    }
    Err(Failure::new(
        format!(
            "{} has a standard library for {TARGET} but cannot use it",
            compiler.display()
        ),
        format!("delete {PACKAGED_LIBRARIES}/{TARGET} and run this command again"),
    ))
}

/// rustc looks for `rust-lld` among its own programs; Debian's package does not bring it.
fn link_the_linker(compiler: &Path) -> Outcome {
    let Some(host) = output(Command::new(compiler).args(["--print", "host-tuple"])) else {
        return Err(Failure::new(
            "the packaged compiler does not run",
            "reinstall the package rustc-web",
        ));
    };
    let link = Path::new(PACKAGED_LIBRARIES)
        .join(&host)
        .join("bin")
        .join("rust-lld");
    if link.exists() {
        return Ok(());
    }
    let of_rustup = output(Command::new("rustc").args(["--print", "sysroot"]))
        .map(|sysroot| {
            Path::new(&sysroot)
                .join("lib/rustlib")
                .join(&host)
                .join("bin/rust-lld")
        })
        .filter(|linker| linker.is_file());
    let linker = match of_rustup {
        Some(linker) => linker,
        None => {
            packages::ensure(&[Package::new("lld-22", "the linker for WebAssembly")])?;
            PathBuf::from("/usr/bin/wasm-ld-22")
        }
    };
    say(format!(
        "linking {} to {}: the linker for WebAssembly",
        link.display(),
        linker.display()
    ));
    let by_hand = format!(
        "as root, make {} a link to a WebAssembly linker",
        link.display()
    );
    run(
        as_root("mkdir")
            .arg("-p")
            .arg(link.parent().unwrap_or(&link)),
        &by_hand,
    )?;
    run(as_root("ln").arg("-sf").arg(&linker).arg(&link), &by_hand)
}

/// Compiles the standard library from its packaged source and puts it where the compiler looks for it.
fn build_standard_library(compiler: &Path) -> Outcome {
    say(
        "compiling Rust's standard library for WebAssembly from its packaged source (under a minute, once)",
    );
    let folder = tool_cache()?.join("standard-library");
    if folder.exists() {
        fs::remove_dir_all(&folder).at("clear", &folder)?;
    }
    fs::create_dir_all(&folder).at("create", &folder)?;
    let manifest = "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
                    [lib]\npath = \"lib.rs\"\n\n[profile.release]\npanic = \"abort\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest).at("write into", &folder)?;
    fs::write(folder.join("lib.rs"), "#![no_std]\n").at("write into", &folder)?;
    run(
        Command::new(Path::new(PACKAGED_PROGRAMS).join("cargo"))
            .args([
                "build",
                "--release",
                "--target",
                TARGET,
                "-Zbuild-std=std,panic_abort,test",
            ])
            .current_dir(&folder)
            .env("RUSTC", compiler)
            // Building the library needs an option that is not stable, from the same compiler.
            .env("RUSTC_BOOTSTRAP", "1")
            // Without bitcode in the library, link-time optimisation of a release build fails.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env_remove("CARGO")
            .env_remove("LD_LIBRARY_PATH")
            .env_remove("RUSTUP_TOOLCHAIN"),
        "check that this machine reaches its registry of Rust packages, then run this command again",
    )?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    let libraries = standard_libraries_in(&built)?;
    let place = Path::new(PACKAGED_LIBRARIES).join(TARGET).join("lib");
    say(format!("putting the library into {}", place.display()));
    let by_hand = format!(
        "as root, replace {} with the .rlib files of {}",
        place.display(),
        built.display()
    );
    // An older copy beside the new one would make every crate ambiguous.
    run(as_root("rm").arg("-rf").arg(&place), &by_hand)?;
    run(as_root("mkdir").arg("-p").arg(&place), &by_hand)?;
    run(as_root("cp").args(&libraries).arg(&place), &by_hand)?;
    fs::remove_dir_all(&folder).at("clear", &folder)
}

fn standard_libraries_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut libraries = Vec::new();
    for entry in fs::read_dir(folder).at("read", folder)? {
        let path = entry.at("read", folder)?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".rlib") && !name.starts_with("libempty") {
            libraries.push(path);
        }
    }
    Ok(libraries)
}

/// Whether a compiler turns a program that uses the standard library into an optimised WebAssembly file, and
/// a test of it into a test program.
fn makes_wasm(compiler: &Path) -> Outcome<bool> {
    let folder = env::temp_dir().join(format!("wasm-probe-{}", std::process::id()));
    fs::create_dir_all(&folder).at("create", &folder)?;
    let source = folder.join("probe.rs");
    let program = "#[unsafe(no_mangle)]\npub extern \"C\" fn probe() -> usize { vec![1_usize; 3].len() }\n\
                   #[test]\nfn works() { assert_eq!(probe(), 3); }\n";
    fs::write(&source, program).at("write", &source)?;
    let compiles = |options: &[&str]| {
        let mut command = Command::new(compiler);
        if compiler.is_absolute() {
            command
                .env_remove("LD_LIBRARY_PATH")
                .env_remove("RUSTUP_TOOLCHAIN");
        }
        command
            .args(["--edition=2024", "-Copt-level=1", "--target", TARGET])
            .args(options);
        succeeds(
            command
                .arg("-o")
                .arg(folder.join("probe.wasm"))
                .arg(&source),
        )
    };
    let works =
        compiles(&["--crate-type=cdylib", "-Clto=fat", "-Cpanic=abort"]) && compiles(&["--test"]);
    fs::remove_dir_all(&folder).at("remove", &folder)?;
    Ok(works)
}
