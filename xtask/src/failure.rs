//! A failed command: what went wrong, and the next step.

use std::fmt;

/// The outcome of every command and step.
pub type Outcome<T = ()> = Result<T, Failure>;

/// What went wrong and the one thing to do about it.
#[derive(Clone, Debug)]
pub struct Failure {
    what: String,
    next_step: String,
}

impl Failure {
    pub fn new(what: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            next_step: next_step.into(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Failed: {}.", self.what)?;
        write!(f, "Next step: {}.", self.next_step)
    }
}

/// Turns a failed file operation into a [`Failure`] that names the path.
pub trait AtPath<T> {
    /// `doing` completes the sentence "could not ... PATH".
    fn at(self, doing: &str, path: &std::path::Path) -> Outcome<T>;
}

impl<T> AtPath<T> for std::io::Result<T> {
    fn at(self, doing: &str, path: &std::path::Path) -> Outcome<T> {
        self.map_err(|error| {
            Failure::new(
                format!("could not {doing} {}: {error}", path.display()),
                "check that the path exists, that the disk has room and that you may write there, then run the command again",
            )
        })
    }
}
