//! From a value to JSON's text, on one line.

use std::fmt::{self, Write};

use super::Value;
use crate::decimal::shortest;

/// Numbers that JSON cannot write (`NaN`, infinities) become `null`, as JavaScript does.
impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(true) => out.write_str("true"),
            Self::Bool(false) => out.write_str("false"),
            Self::Number(number) if number.is_finite() => out.write_str(&shortest(*number)),
            Self::Number(_) => out.write_str("null"),
            Self::Text(text) => quote(text, out),
            Self::List(entries) => {
                out.write_char('[')?;
                for (place, entry) in entries.iter().enumerate() {
                    out.write_str(if place == 0 { "" } else { "," })?;
                    entry.fmt(out)?;
                }
                out.write_char(']')
            }
            Self::Object(members) => {
                out.write_char('{')?;
                for (place, (name, value)) in members.iter().enumerate() {
                    out.write_str(if place == 0 { "" } else { "," })?;
                    quote(name, out)?;
                    out.write_char(':')?;
                    value.fmt(out)?;
                }
                out.write_char('}')
            }
        }
    }
}

/// The text as JSON has it, between quotation marks.
pub(super) fn quote(text: &str, out: &mut dyn Write) -> fmt::Result {
    out.write_char('"')?;
    for letter in text.chars() {
        match letter {
            '"' | '\\' => {
                out.write_char('\\')?;
                out.write_char(letter)?;
            }
            '\n' => out.write_str("\\n")?,
            '\r' => out.write_str("\\r")?,
            '\t' => out.write_str("\\t")?,
            '\0'..=' ' if letter != ' ' => write!(out, "\\u{:04x}", u32::from(letter))?,
            _ => out.write_char(letter)?,
        }
    }
    out.write_char('"')
}
