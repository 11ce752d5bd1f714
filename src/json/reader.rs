//! From JSON's text (RFC 8259, to the letter) to a value.

use super::Value;
use crate::decimal;

/// Levels of nesting that are read. Real manifests have less than ten.
const MAX_DEPTH: u32 = 128;

/// Why a text is not JSON, and where: line and column are counted from 1, columns in bytes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason} at line {line} column {column}")]
pub struct NotJson {
    pub line: usize,
    pub column: usize,
    pub reason: &'static str,
}

impl Value {
    /// Reads a text that is one JSON value and nothing else. Of several members with one name the last counts.
    ///
    /// # Errors
    /// Where it is not JSON, or nested deeper than anything real.
    pub fn read(text: &str) -> Result<Self, NotJson> {
        let mut reader = Reader { text, at: 0 };
        reader
            .value(0)
            .and_then(|value| match reader.peek() {
                None => Ok(value),
                Some(_) => Err("trailing characters"),
            })
            .map_err(|reason| reader.not_json(reason))
    }
}

type Outcome<T> = Result<T, &'static str>;

/// A position in the text.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// The next byte that is not white space, which is not passed.
    fn peek(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.rest().first() {
            self.at += 1;
        }
        self.rest().first().copied()
    }

    /// Passes the next byte where it is this one.
    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn value(&mut self, depth: u32) -> Outcome<Value> {
        match self.peek().ok_or("EOF while parsing a value")? {
            b'{' | b'[' if depth == MAX_DEPTH => Err("recursion limit exceeded"),
            b'{' => self.object(depth + 1),
            b'[' => self.list(depth + 1),
            b'"' => self.quoted().map(Value::Text),
            b'-' | b'0'..=b'9' => self.number(),
            _ => self.word(),
        }
    }

    fn word(&mut self) -> Outcome<Value> {
        let words = [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
        ];
        for (word, value) in words {
            if self.rest().starts_with(word.as_bytes()) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err("expected value")
    }

    fn list(&mut self, depth: u32) -> Outcome<Value> {
        self.at += 1;
        let mut entries = Vec::new();
        if self.take(b']') {
            return Ok(Value::List(entries));
        }
        loop {
            entries.push(self.value(depth)?);
            if self.take(b']') {
                return Ok(Value::List(entries));
            }
            if !self.take(b',') {
                return Err(self.or_end("expected `,` or `]`"));
            }
            if self.peek() == Some(b']') {
                return Err("trailing comma");
            }
        }
    }

    fn object(&mut self, depth: u32) -> Outcome<Value> {
        self.at += 1;
        let mut members: Vec<(String, Value)> = Vec::new();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.or_end("key must be a string"));
            }
            let name = self.quoted()?;
            if !self.take(b':') {
                return Err(self.or_end("expected `:`"));
            }
            let value = self.value(depth)?;
            match members.binary_search_by(|(known, _)| known.cmp(&name)) {
                Ok(place) => members[place].1 = value,
                Err(place) => members.insert(place, (name, value)),
            }
            if self.take(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.take(b',') {
                return Err(self.or_end("expected `,` or `}`"));
            }
            if self.peek() == Some(b'}') {
                return Err("trailing comma");
            }
        }
    }

    /// What is wrong here: the text's end, or else `reason`.
    fn or_end(&self, reason: &'static str) -> &'static str {
        if self.rest().is_empty() {
            "the text ends too early"
        } else {
            reason
        }
    }

    /// The number at the position, in JSON's own grammar, which is narrower than that of [`decimal::scan`].
    fn number(&mut self) -> Outcome<Value> {
        let digits = self.rest();
        let digits = digits.strip_prefix(b"-").unwrap_or(digits);
        let starts = matches!(digits, [b'0', after @ ..] if !after.first().is_some_and(u8::is_ascii_digit))
            || matches!(digits, [b'1'..=b'9', ..]);
        let (number, length) = decimal::scan(self.rest())
            .filter(|_| starts)
            .ok_or("invalid number")?;
        let point = self.rest()[..length].iter().position(|byte| *byte == b'.');
        let fraction = point.map(|point| self.rest().get(point + 1));
        self.at += length;
        if fraction.is_some_and(|first| !first.is_some_and(u8::is_ascii_digit)) {
            return Err("invalid number");
        }
        if number.is_infinite() {
            return Err("number out of range");
        }
        Ok(Value::Number(number))
    }

    /// A text in quotes, whose opening quote is at the position.
    fn quoted(&mut self) -> Outcome<String> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let plain = (self.rest().iter())
                .position(|byte| matches!(byte, b'"' | b'\\' | 0..b' '))
                .unwrap_or(self.rest().len());
            text.push_str(&self.text[self.at..self.at + plain]);
            self.at += plain;
            match self.rest() {
                [b'"', ..] => {
                    self.at += 1;
                    return Ok(text);
                }
                [b'\\', escaped, ..] => {
                    self.at += 2;
                    text.push(self.unescaped(*escaped)?);
                }
                [] | [b'\\'] => return Err("EOF while parsing a string"),
                _ => return Err("control character found while parsing a string"),
            }
        }
    }

    /// The character that a backslash and `escaped`, both passed, stand for.
    fn unescaped(&mut self, escaped: u8) -> Outcome<char> {
        Ok(match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let mut units = [self.unit()?, 0];
                if (0xD800..0xDC00).contains(&units[0]) && self.rest().starts_with(b"\\u") {
                    self.at += 2;
                    units[1] = self.unit()?;
                }
                let single = units[1] == 0;
                match char::decode_utf16(units).next() {
                    Some(Ok(character)) if single == (character.len_utf16() == 1) => character,
                    _ => return Err("lone surrogate in hex escape"),
                }
            }
            _ => return Err("invalid escape"),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Outcome<u16> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self
                .rest()
                .first()
                .and_then(|byte| char::from(*byte).to_digit(16));
            unit = unit << 4 | digit.ok_or("invalid escape")? as u16;
            self.at += 1;
        }
        Ok(unit)
    }

    fn not_json(&self, reason: &'static str) -> NotJson {
        let before = &self.text.as_bytes()[..self.at];
        let line_start = before.iter().rposition(|byte| *byte == b'\n');
        NotJson {
            line: 1 + before.iter().filter(|byte| **byte == b'\n').count(),
            column: self.at + 1 - line_start.map_or(0, |end| end + 1),
            reason,
        }
    }
}
