//! Packages of a Debian-like distribution.

use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::shell::{as_root, find_program, output, run, say};

pub struct Package {
    name: &'static str,
    reason: &'static str,
}

impl Package {
    pub const fn new(name: &'static str, reason: &'static str) -> Self {
        Self { name, reason }
    }
}

/// Installs those of the packages that are missing, saying why each is needed.
///
/// # Errors
/// Where there is no `apt-get`: the person has to install them in their system's way. On such a system the
/// packages count as present once `command -v` finds the programs, which the callers check themselves.
pub fn ensure(packages: &[Package]) -> Outcome {
    if find_program("dpkg-query").is_none() || find_program("apt-get").is_none() {
        return Ok(());
    }
    let missing: Vec<&Package> = packages
        .iter()
        .filter(|package| !is_installed(package.name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    say("installing packages of the system:");
    for package in &missing {
        println!("    {:<18} {}", package.name, package.reason);
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let by_hand = format!(
        "run `apt-get update && apt-get install {}` as root, then this command again",
        names.join(" ")
    );
    run(apt_get().args(["-qq", "update"]), &by_hand)?;
    run(
        apt_get()
            .args([
                "-qq",
                "--option=Dpkg::Use-Pty=0",
                "install",
                "--yes",
                "--no-install-recommends",
            ])
            .args(&names),
        &by_hand,
    )
}

/// Whether the system installs packages with apt.
pub fn available() -> bool {
    find_program("apt-get").is_some() && find_program("dpkg-query").is_some()
}

fn apt_get() -> Command {
    let mut command = as_root("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    // Another installation may be under way, such as the system's own of the night.
    command.arg("--option=DPkg::Lock::Timeout=300");
    command
}

fn is_installed(name: &str) -> bool {
    output(Command::new("dpkg-query").args(["--show", "--showformat=${db:Status-Status}", name]))
        .as_deref()
        == Some("installed")
}

/// What to say on a system without apt.
pub fn unavailable(what: &str) -> Failure {
    Failure::new(
        format!("{what} is missing, and this system has no apt to install it with"),
        format!("install {what} in your system's way, then run this command again"),
    )
}
