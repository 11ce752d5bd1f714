//! A position in one record's JSON text, with the small steps that all readers of it share.
//!
//! Strict about structure, forgiving where the meaning is certain: control characters in texts, a comma before a
//! closing bracket, and `NaN` and `Infinity` as many exporters write them. No step recurses.

use crate::decimal;
use crate::ingest::slices::{part, same};

/// Nesting allowed in one record. Real records have less than ten levels.
pub(super) const MAX_DEPTH: usize = 512;

/// Why a record cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Broken at this byte of the record.
    Broken(usize),
    TooDeep,
}

/// A JSON value that is not nested, or the extent of one that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'a> {
    /// What stands between the quotes, escapes and all.
    Text(EscapedText<'a>),
    Number(&'a str),
    Bool(bool),
    Null,
    /// `NaN`, `Infinity` or `-Infinity`, which JSON does not have.
    NotANumber,
    /// An object or array, as raw JSON.
    Nested(&'a str),
}

/// A JSON text between its quotes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EscapedText<'a> {
    raw: &'a str,
    has_escapes: bool,
}

/// A position in a record.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    bytes: &'a [u8],
    pub at: usize,
    /// Whether a comma too many was passed over.
    pub mended: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            mended: false,
        }
    }

    pub(super) fn broken(&self) -> Fault {
        Fault::Broken(self.at)
    }

    /// The record's bytes from here on.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.bytes[self.at..]
    }

    /// The next byte that is not white space, which is not passed.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte > b' ' {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Passes the next byte where it is this one.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// Passes a byte that must come next.
    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Fault> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.broken())
        }
    }

    /// After an entry of an object or array: `true` where another follows, `false` after passing the end.
    #[inline]
    pub(super) fn next_entry(&mut self, end: u8) -> Result<bool, Fault> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                if self.take(end) {
                    self.mended = true;
                    return Ok(false);
                }
                Ok(true)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.broken()),
        }
    }

    /// Passes a key and its colon where it is this one, without escapes or spaces.
    pub(super) fn take_key(&mut self, key: &str) -> bool {
        if self.peek() != Some(b'"') {
            return false;
        }
        let start = self.at + 1;
        let end = start + key.len();
        let key_there = self.bytes.get(start..end);
        let there = key_there.is_some_and(|there| same(there, key.as_bytes()))
            && self.bytes.get(end..end + 2) == Some(b"\":");
        if there {
            self.at = end + 2;
        }
        there
    }

    /// Passes a key and its colon.
    pub(super) fn key(&mut self) -> Result<EscapedText<'a>, Fault> {
        let key = self.string()?;
        self.expect(b':')?;
        Ok(key)
    }

    /// Passes a text in quotes.
    pub(super) fn string(&mut self) -> Result<EscapedText<'a>, Fault> {
        self.expect(b'"')?;
        let start = self.at;
        let mut has_escapes = false;
        loop {
            self.at += quote_or_backslash(self.rest());
            match self.bytes.get(self.at) {
                Some(b'"') => break,
                Some(_) => {
                    has_escapes = true;
                    self.at = (self.at + 2).min(self.bytes.len());
                }
                None => return Err(self.broken()),
            }
        }
        let raw = part(self.text, start..self.at);
        self.at += 1;
        Ok(EscapedText { raw, has_escapes })
    }

    /// Passes any value; nested ones as a whole.
    pub(super) fn value(&mut self) -> Result<Value<'a>, Fault> {
        let Some(first) = self.peek() else {
            return Err(self.broken());
        };
        match first {
            b'"' => self.string().map(Value::Text),
            b'{' | b'[' => {
                let start = self.at;
                self.skip_nested()?;
                Ok(Value::Nested(part(self.text, start..self.at)))
            }
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn number(&mut self) -> Result<Value<'a>, Fault> {
        if self.rest().starts_with(b"-Infinity") {
            return self.word();
        }
        let start = self.at;
        let (_, length) = decimal::scan(self.rest()).ok_or(self.broken())?;
        self.at += length;
        // A brace is still to come; where there is none yet, more digits may be.
        if self.at == self.bytes.len() {
            return Err(self.broken());
        }
        Ok(Value::Number(part(self.text, start..self.at)))
    }

    fn word(&mut self) -> Result<Value<'a>, Fault> {
        const WORDS: [(&[u8], Value<'static>); 7] = [
            (b"null", Value::Null),
            (b"true", Value::Bool(true)),
            (b"false", Value::Bool(false)),
            (b"NaN", Value::NotANumber),
            (b"nan", Value::NotANumber),
            (b"Infinity", Value::NotANumber),
            (b"-Infinity", Value::NotANumber),
        ];
        for (word, value) in WORDS {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.broken())
    }

    /// Passes an object or array by its brackets alone; what is between them is not checked. Braces must match by
    /// themselves: by them the end of a record is found.
    pub(super) fn skip_nested(&mut self) -> Result<(), Fault> {
        let (mut depth, mut braces) = (0_usize, 0_usize);
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.string()?;
                    continue;
                }
                b'{' | b'[' => {
                    depth += 1;
                    braces += usize::from(byte == b'{');
                    if depth > MAX_DEPTH {
                        return Err(Fault::TooDeep);
                    }
                }
                b'}' | b']' => {
                    let closed = usize::from(byte == b'}');
                    braces = braces.checked_sub(closed).ok_or(self.broken())?;
                    depth -= 1;
                    if depth == 0 {
                        if braces > 0 {
                            return Err(self.broken());
                        }
                        self.at += 1;
                        return Ok(());
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        Err(self.broken())
    }
}

impl<'a> EscapedText<'a> {
    /// The text; `buffer` is used where there are escapes to undo.
    pub(super) fn plain<'b>(self, buffer: &'b mut String) -> &'b str
    where
        'a: 'b,
    {
        if !self.has_escapes {
            return self.raw;
        }
        buffer.clear();
        let mut rest = self.raw;
        while let Some(at) = rest.find('\\') {
            buffer.push_str(part(rest, ..at));
            rest = unescape(part(rest, at + 1..), buffer);
        }
        buffer.push_str(rest);
        buffer
    }
}

/// Appends the character that `rest`, after a backslash, begins with; returns what follows it.
/// Half of a surrogate pair becomes �; an escape that JSON does not have stands for the character itself.
fn unescape<'a>(rest: &'a str, buffer: &mut String) -> &'a str {
    let Some(escaped) = rest.chars().next() else {
        return rest;
    };
    let after = part(rest, escaped.len_utf8()..);
    let plain = match escaped {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let Some(unit) = four_hex_digits(after) else {
                buffer.push(char::REPLACEMENT_CHARACTER);
                return after;
            };
            let after = part(after, 4..);
            let second = after.strip_prefix("\\u").and_then(four_hex_digits);
            let units = [unit, second.unwrap_or(0)];
            return match char::decode_utf16(units).next() {
                Some(Ok(character)) => {
                    buffer.push(character);
                    part(after, 6 * (character.len_utf16() - 1)..)
                }
                _ => {
                    buffer.push(char::REPLACEMENT_CHARACTER);
                    after
                }
            };
        }
        other => other,
    };
    buffer.push(plain);
    after
}

fn four_hex_digits(text: &str) -> Option<u16> {
    let digits = text.get(..4)?;
    if digits.starts_with('+') {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}

/// The position of the first quote or backslash, or the length. Eight bytes at a time.
#[inline]
pub(super) fn quote_or_backslash(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let found = equal_bytes(word, b'"') | equal_bytes(word, b'\\');
        if found != 0 {
            return 8 * index + found.trailing_zeros() as usize / 8;
        }
    }
    let tail = rest
        .iter()
        .position(|&byte| byte == b'"' || byte == b'\\')
        .unwrap_or(rest.len());
    8 * words.len() + tail
}

/// The high bit of each byte of `word` that equals `byte`; bytes after the first such may be marked in error.
///
/// Source: H. S. Warren, "Hacker's Delight", 6-1 (find the first zero byte).
#[inline]
pub(super) fn equal_bytes(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    let zero_where_equal = word ^ (LOW * byte as u64);
    zero_where_equal.wrapping_sub(LOW) & !zero_where_equal & (LOW << 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plain(json: &str) -> Option<String> {
        let mut buffer = String::new();
        let text = Cursor::new(json).string().ok()?;
        Some(text.plain(&mut buffer).to_owned())
    }

    #[test]
    fn escapes_are_undone_and_halves_of_pairs_replaced() {
        assert_eq!(
            plain(r#""a\"b\\c\/d\n\u0041\uD83D\uDE00""#).as_deref(),
            Some("a\"b\\c/d\nA😀")
        );
        assert_eq!(plain(r#""\uD83D!""#).as_deref(), Some("\u{fffd}!"));
        assert_eq!(plain(r#""\uZZ""#).as_deref(), Some("\u{fffd}ZZ"));
        assert_eq!(plain(r#""open"#), None);
        assert_eq!(plain(r#""open\"#), None);
    }

    #[test]
    fn a_hundred_thousand_brackets_are_too_deep_and_no_crash() {
        let text = "[".repeat(100_000);
        assert_eq!(Cursor::new(&text).value(), Err(Fault::TooDeep));
    }

    #[test]
    fn closing_brackets_without_opening_ones_are_broken() {
        assert_eq!(Cursor::new("]").value(), Err(Fault::Broken(0)));
    }

    proptest! {
        #[test]
        fn texts_come_back_as_another_parser_reads_them(text in ".*") {
            let json = serde_json::to_string(&text).expect("texts can be written");
            prop_assert_eq!(plain(&json), Some(text));
        }

        #[test]
        fn the_quick_search_agrees_with_a_linear_scan(bytes in proptest::collection::vec(prop_oneof![Just(b'"'), Just(b'\\'), any::<u8>()], 0..40)) {
            let expected = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(bytes.len());
            prop_assert_eq!(quote_or_backslash(&bytes), expected);
        }
    }
}
