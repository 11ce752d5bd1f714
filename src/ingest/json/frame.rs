//! Where an object ends: the one pass over the bytes before a record is read.
//!
//! Only quotes and braces matter, eight bytes are looked at in one step, and the scan goes on where the last bytes
//! ended, inside a text or an escape if need be.

use super::cursor::{equal_bytes, quote_or_backslash};
use crate::ingest::slices::find;

/// Scans one object, from its opening brace on.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ObjectScanner {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl ObjectScanner {
    /// Scans on over `bytes`, which follow those of the call before. Returns the position after the closing brace,
    /// or `None` where all are passed without it.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < bytes.len() {
            if self.escaped {
                self.escaped = false;
                at += 1;
            } else if self.in_text {
                at += quote_or_backslash(&bytes[at..]);
                match bytes.get(at) {
                    Some(b'"') => self.in_text = false,
                    Some(_) => self.escaped = true,
                    None => return None,
                }
                at += 1;
            } else {
                at += quote_or_brace(&bytes[at..]);
                match bytes.get(at) {
                    Some(b'"') => self.in_text = true,
                    Some(b'{') => self.depth += 1,
                    Some(b'}') => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
        }
        None
    }
}

/// Scans a list's entry that is no object, up to the comma or bracket after it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ElementScanner {
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl ElementScanner {
    /// Scans on over `bytes`, which follow those of the call before. Returns the position of the comma or closing
    /// bracket after the entry, or `None` where all are passed without it.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, &byte) in bytes.iter().enumerate() {
            if self.escaped {
                self.escaped = false;
            } else if self.in_text {
                self.escaped = byte == b'\\';
                self.in_text = byte != b'"';
            } else {
                match byte {
                    b'"' => self.in_text = true,
                    b',' | b']' if self.depth == 0 => return Some(at),
                    b'[' | b'{' => self.depth += 1,
                    b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                    _ => {}
                }
            }
        }
        None
    }
}

/// The position of the first quote, brace, `y` or delete character, or the length or more. The latter two share the
/// braces' bits under the mask and are rare between the texts of GeoJSON.
#[inline]
fn quote_or_brace(bytes: &[u8]) -> usize {
    const BRACE_BITS: u64 = 0xF9F9_F9F9_F9F9_F9F9;
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = equal_bytes(word, b'"') | equal_bytes(word & BRACE_BITS, b'{' & 0xF9);
        if found != 0 {
            return 8 * index + found.trailing_zeros() as usize / 8;
        }
    }
    let tail = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'{' | b'}'))
        .unwrap_or(rest.len());
    8 * words.len() + tail
}

/// The position in `text`, after its first byte, where another feature begins: for the case that one lacks its end.
///
/// It must follow a comma or a line break; a feature that is a member's value does not count.
pub(super) fn next_feature_start(text: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"\"Feature\"";
    let mut from = 1;
    while let Some(found) = find(&text[from.min(text.len())..], NAME) {
        let name = from + found;
        let start = step_back(text, name, b":")
            .and_then(|at| step_back(text, at, b"\"type\""))
            .and_then(|at| step_back(text, at, b"{"));
        if let Some(start) = start.filter(|&start| start > 0) {
            let before = text[..start].trim_ascii_end();
            let line_break = text[before.len()..start].contains(&b'\n');
            if before.ends_with(b",") || line_break && !before.ends_with(b":") {
                return Some(start);
            }
        }
        from = name + NAME.len();
    }
    None
}

/// The position where `expected` begins that stands, but for white space, right before `at`.
fn step_back(text: &[u8], at: usize, expected: &[u8]) -> Option<usize> {
    let before = text[..at].trim_ascii_end();
    before
        .ends_with(expected)
        .then(|| before.len() - expected.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn braces_in_texts_do_not_count() {
        let text = br#"{"a":"}\"}","b":{"c":[1,2]}} ,"#;
        assert_eq!(
            ObjectScanner::default().scan(text),
            Some(text.len() - " ,".len())
        );
    }

    #[test]
    fn the_next_feature_is_found_but_not_a_nested_one() {
        let cut = br#"{"type":"Feature","geometry":{"type":"Feature"}, "properties":{"name":"it
{ "type" : "Feature" }"#;
        let start = next_feature_start(cut).expect("on the second line");
        assert!(cut[start..].starts_with(br#"{ "type" : "#));
        assert_eq!(next_feature_start(br#"{"type":"Feature"}"#), None);
    }

    proptest! {
        #[test]
        fn the_end_is_the_same_however_the_bytes_are_cut(
            text in r#"\{[a-z{}"\\ y0-9,]{0,60}"#,
            cuts in proptest::collection::vec(1_usize..9, 1..30)
        ) {
            let bytes = text.as_bytes();
            let whole = ObjectScanner::default().scan(bytes);
            let mut scanner = ObjectScanner::default();
            let (mut start, mut end) = (0, None);
            for cut in cuts.iter().cycle() {
                let stop = (start + cut).min(bytes.len());
                end = scanner.scan(&bytes[start..stop]).map(|at| start + at);
                start = stop;
                if end.is_some() || start == bytes.len() {
                    break;
                }
            }
            prop_assert_eq!(end, whole);
        }
    }
}
