//! An object that is written member by member, for answers of thousands of rows: a tree of values, with a text of its own
//! for every name, takes longer to make than many an answer.

use std::fmt::Write;

use super::Value;
use super::writer::quote;
use crate::decimal::{push_whole, rounded};

/// The members of an object in the making. Names are the program's own: there is nothing in them to escape.
pub struct Members<'t> {
    text: &'t mut String,
    is_first: bool,
}

/// The text of the object of which `write` writes the members.
#[must_use]
pub fn written(write: impl FnOnce(&mut Members<'_>)) -> String {
    let mut text = String::new();
    push_object(&mut text, write);
    text
}

fn push_object(text: &mut String, write: impl FnOnce(&mut Members<'_>)) {
    text.push('{');
    write(&mut Members {
        text,
        is_first: true,
    });
    text.push('}');
}

impl Members<'_> {
    fn name(&mut self, name: &str) {
        self.text.push_str(if self.is_first { "\"" } else { ",\"" });
        self.is_first = false;
        self.text.push_str(name);
        self.text.push_str("\":");
    }

    /// A member of any value.
    pub fn value(&mut self, name: &str, value: &Value) {
        self.name(name);
        push(self.text, value);
    }

    /// A text; `null` where there is none.
    pub fn text(&mut self, name: &str, text: Option<&str>) {
        self.known(name, text, push_quoted);
    }

    /// A count; `null` where it is unknown.
    pub fn count(&mut self, name: &str, count: Option<u32>) {
        self.known(name, count, |text, count| {
            push_whole(text, u64::from(count), 1);
        });
    }

    /// A number with at most so many decimals; `null` where it is unknown or none.
    pub fn number(&mut self, name: &str, number: Option<f64>, decimals: u32) {
        let number = number.filter(|number| number.is_finite());
        self.known(name, number, |text, number| {
            text.push_str(&rounded(number, decimals));
        });
    }

    fn known<T>(&mut self, name: &str, value: Option<T>, write: impl FnOnce(&mut String, T)) {
        self.name(name);
        match value {
            Some(value) => write(self.text, value),
            None => self.text.push_str("null"),
        }
    }

    /// An object.
    pub fn object(&mut self, name: &str, write: impl FnOnce(&mut Members<'_>)) {
        self.name(name);
        push_object(self.text, write);
    }

    /// A list of texts.
    pub fn texts<'a>(&mut self, name: &str, texts: impl Iterator<Item = &'a str>) {
        self.list(name, texts, push_quoted);
    }

    /// A list of an object for each entry.
    pub fn objects<T>(
        &mut self,
        name: &str,
        entries: impl Iterator<Item = T>,
        write: impl Fn(&mut Members<'_>, T),
    ) {
        self.list(name, entries, |text, entry| {
            push_object(text, |members| write(members, entry));
        });
    }

    fn list<T>(
        &mut self,
        name: &str,
        entries: impl Iterator<Item = T>,
        write: impl Fn(&mut String, T),
    ) {
        self.name(name);
        self.text.push('[');
        for (place, entry) in entries.enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            write(self.text, entry);
        }
        self.text.push(']');
    }
}

fn push(text: &mut String, value: &Value) {
    // A text takes whatever is written.
    let written = write!(text, "{value}");
    debug_assert!(written.is_ok());
}

fn push_quoted(text: &mut String, quoted: &str) {
    let written = quote(quoted, text);
    debug_assert!(written.is_ok());
}
