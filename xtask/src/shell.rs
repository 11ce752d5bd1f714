//! Running other programs and talking to the person at the terminal.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};

/// One line of progress.
pub fn say(text: impl AsRef<str>) {
    println!("» {}", text.as_ref());
}

/// Runs a program whose output the person sees; `next_step` is what to do when it fails.
pub fn run(command: &mut Command, next_step: &str) -> Outcome {
    let name = describe(command);
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("could not start `{name}`: {error}"), next_step))?;
    if status.success() {
        return Ok(());
    }
    let how = status.code().map_or_else(
        || "was stopped".to_owned(),
        |code| format!("ended with code {code}"),
    );
    Err(Failure::new(
        format!("`{name}` {how}; its message is above"),
        next_step,
    ))
}

/// What a program prints on its standard output, or `None` where it fails or does not exist.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether a program runs and succeeds; nothing of it is shown.
pub fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The first file of this name in the folders of `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// A command that may change the system: as it is for root, through `sudo` for everyone else.
pub fn as_root(program: impl AsRef<OsStr>) -> Command {
    if output(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Command::new(program);
    }
    let mut command = Command::new("sudo");
    command.arg("--preserve-env=DEBIAN_FRONTEND").arg(program);
    command
}

/// The program's name and its first words, short enough for one line.
fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or(command.get_program());
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .take(4)
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}
