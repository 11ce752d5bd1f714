//! A text as rows of fields: where rows end, what separates the fields, whether the first row is a header.

use crate::ingest::csv::{RowScanner, decimal, split};

/// From the most telling: a comma may also be a decimal sign or stand in a name.
const SEPARATORS: [u8; 4] = [b'\t', b';', b'|', b','];
/// Rows that decide what the separator is.
const DECIDING: usize = 50;
/// A name may be broken over lines; a quote that closes later than this is one that somebody forgot.
const MOST_LINES: usize = 4;

/// A row as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'t> {
    /// The line on which it begins, counted from 1.
    pub line: u32,
    pub text: &'t str,
    /// A quote in it is never closed: the row ends with its line, so that it does not swallow those that follow.
    pub is_open: bool,
}

/// The rows of a text that are not blank.
pub fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    let (mut start, mut line) = (0, 1);
    while start < text.len() {
        let rest = &text[start..];
        let mut scanner = RowScanner::default();
        let whole = scanner.scan(rest.as_bytes());
        let length = whole.unwrap_or(rest.len());
        let lines = rest[..length].trim_end().matches('\n').count() + 1;
        let is_open = whole.is_none() && scanner.is_in_quotes() || lines > MOST_LINES;
        let length = if is_open {
            rest.find('\n').map_or(rest.len(), |at| at + 1)
        } else {
            length
        };
        let row = &rest[..length];
        if !is_blank(row) {
            rows.push(Row {
                line,
                text: row.trim_end_matches(['\r', '\n']),
                is_open,
            });
        }
        line += row.matches('\n').count() as u32;
        start += length;
    }
    rows
}

/// Nothing but space, separators and quotes, as spreadsheets leave below a table.
fn is_blank(row: &str) -> bool {
    row.chars()
        .all(|letter| letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '"'))
}

/// What separates the fields: what makes as many of them in most of the rows. `None` where nothing does.
pub fn separator(rows: &[Row<'_>]) -> Option<u8> {
    let deciding = rows.get(..DECIDING).unwrap_or(rows);
    let first = deciding.first()?;
    let mut fields = Vec::new();
    let mut count = |row: &Row<'_>, separator: u8| {
        split(row.text, separator, &mut fields);
        fields.len()
    };
    let mut best = None;
    let mut most = 0;
    for separator in SEPARATORS {
        let width = count(first, separator);
        if width < 2 {
            continue;
        }
        let regular = deciding.iter().filter(|row| count(row, separator) == width);
        let regular = regular.count();
        if regular > most {
            (most, best) = (regular, Some(separator));
        }
    }
    best
}

/// The fields of a row, trimmed.
pub fn fields_of(row: &Row<'_>, separator: Option<u8>, fields: &mut Vec<String>) {
    match separator {
        Some(separator) => split(row.text, separator, fields),
        // A separator that no text has: quotes are undone all the same.
        None => split(row.text, 0, fields),
    }
    for field in fields {
        let trimmed = field.trim();
        if trimmed.len() != field.len() {
            *field = trimmed.to_owned();
        }
    }
}

/// Whether a row names columns: none of its fields is a number or a position.
pub fn is_header(fields: &[String], read_position: &dyn Fn(&str) -> Option<[f64; 2]>) -> bool {
    !fields
        .iter()
        .any(|field| decimal(field).is_some() || read_position(field).is_some())
}
