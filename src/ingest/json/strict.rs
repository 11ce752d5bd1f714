//! Whether a text is JSON to the letter (RFC 8259), for what is handed on as it stands: no comma too many, no `NaN`.
//! The reader itself forgives more; see [`super::cursor`].

use super::cursor::{MAX_DEPTH, quote_or_backslash};

/// Whether the text is one JSON value and nothing else. Values nested deeper than any real ones are refused.
pub(in super::super) fn is_json(text: &str) -> bool {
    let mut rest = Rest(text.as_bytes());
    rest.value(0).is_some() && rest.peek().is_none()
}

/// What is not yet passed. Every step yields `None` where the text is not JSON.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn peek(&mut self) -> Option<u8> {
        while let [b' ' | b'\t' | b'\n' | b'\r', rest @ ..] = self.0 {
            self.0 = rest;
        }
        self.0.first().copied()
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[byte])?;
        Some(())
    }

    fn value(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'{' => self.entries(depth, b'}'),
            b'[' => self.entries(depth, b']'),
            b'"' => self.string(),
            b't' => self.word(b"true"),
            b'f' => self.word(b"false"),
            b'n' => self.word(b"null"),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(word)?;
        Some(())
    }

    /// An object or an array, from its opening bracket on.
    fn entries(&mut self, depth: usize, end: u8) -> Option<()> {
        self.0 = &self.0[1..];
        if depth == MAX_DEPTH {
            return None;
        }
        if self.peek()? == end {
            return self.take(end);
        }
        loop {
            if end == b'}' {
                self.peek()?;
                self.string()?;
                self.peek()?;
                self.take(b':')?;
            }
            self.value(depth + 1)?;
            if self.peek()? == end {
                return self.take(end);
            }
            self.take(b',')?;
        }
    }

    fn string(&mut self) -> Option<()> {
        self.take(b'"')?;
        loop {
            let plain = quote_or_backslash(self.0);
            if self.0[..plain].iter().any(|byte| *byte < b' ') {
                return None;
            }
            self.0 = &self.0[plain..];
            match self.0 {
                [b'"', rest @ ..] => {
                    self.0 = rest;
                    return Some(());
                }
                [b'\\', b'u', a, b, c, d, rest @ ..]
                    if [a, b, c, d].iter().all(|digit| digit.is_ascii_hexdigit()) =>
                {
                    self.0 = rest;
                }
                [
                    b'\\',
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't',
                    rest @ ..,
                ] => {
                    self.0 = rest;
                }
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        let _ = self.take(b'-');
        if self.take(b'0').is_none() {
            self.digits()?;
        }
        if self.take(b'.').is_some() {
            self.digits()?;
        }
        if let [b'e' | b'E', rest @ ..] = self.0 {
            self.0 = rest;
            if let [b'+' | b'-', rest @ ..] = self.0 {
                self.0 = rest;
            }
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let count = self
            .0
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        self.0 = &self.0[count..];
        (count > 0).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a second parser says. It refuses halves of surrogate pairs, which the grammar allows.
    fn expected(text: &str) -> bool {
        serde_json::from_str::<serde_json::Value>(text).is_ok()
    }

    #[test]
    fn what_the_reader_forgives_is_not_json() {
        for text in [
            "[1,]",
            "{\"a\":1,}",
            "NaN",
            "-Infinity",
            "01",
            "1.",
            ".5",
            "+1",
            "\"\t\"",
            "\"\\q\"",
            "\"open",
            "{\"a\" 1}",
            "{a:1}",
            "[1 2]",
            "1 2",
            "",
            " ",
            "nul",
            "\u{a0}1",
        ] {
            assert!(!is_json(text) && !expected(text), "{text}");
        }
        assert!(!is_json(&"[".repeat(100_000)));
    }

    proptest! {
        #[test]
        fn the_verdict_is_another_parsers(text in "[\\[\\]{}\",:0-9eE+.\\-\\\\ntrfalsu ]{0,12}") {
            prop_assert_eq!(is_json(&text), expected(&text), "{}", text);
        }

        #[test]
        fn what_another_writer_wrote_is_json(values: Vec<(String, f64, bool)>) {
            let text = serde_json::to_string(&values).expect("values can be written");
            prop_assert!(is_json(&text));
        }
    }
}
