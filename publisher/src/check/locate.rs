//! Where in a JSON text the value of a path stands: `layers[2].role` is in line 12, column 15.

/// The place of each value in a text that is JSON.
pub struct Places<'a> {
    text: &'a str,
    /// Path and byte of every value.
    values: Vec<(String, usize)>,
}

impl<'a> Places<'a> {
    /// Reads a text that was read as JSON before. Of anything else only the beginning is known.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut reader = Reader {
            bytes: text.as_bytes(),
            at: text.len() - text.trim_start_matches('\u{feff}').len(),
            values: Vec::new(),
        };
        reader.value("");
        Self {
            text,
            values: reader.values,
        }
    }

    /// Line and column, counted from 1, of the value at a path, or of the nearest one around it that is there.
    #[must_use]
    pub fn of_path(&self, path: &str) -> (usize, usize) {
        let mut path = path;
        loop {
            if let Some((_, byte)) = self.values.iter().find(|(known, _)| known == path) {
                return self.line_and_column(*byte);
            }
            match path.rfind(['.', '[']) {
                Some(end) => path = &path[..end],
                None if path.is_empty() => return (1, 1),
                None => path = "",
            }
        }
    }

    fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..byte];
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (line, before[start..].chars().count() + 1)
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    values: Vec<(String, usize)>,
}

impl Reader<'_> {
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn skip_space(&mut self) {
        while self.peek().is_ascii_whitespace() {
            self.at += 1;
        }
    }

    /// Passes a letter if it comes next.
    fn take(&mut self, letter: u8) -> bool {
        self.skip_space();
        let is_there = self.peek() == letter;
        self.at += usize::from(is_there);
        is_there
    }

    fn value(&mut self, path: &str) {
        self.skip_space();
        self.values.push((path.to_owned(), self.at));
        match self.peek() {
            b'{' => self.object(path),
            b'[' => self.list(path),
            b'"' => drop(self.quoted()),
            _ => {
                while self.at < self.bytes.len() && !b",]} \t\r\n".contains(&self.peek()) {
                    self.at += 1;
                }
            }
        }
    }

    fn object(&mut self, path: &str) {
        self.at += 1;
        self.skip_space();
        while self.peek() == b'"' {
            let name = self.quoted();
            if !self.take(b':') {
                return;
            }
            if path.is_empty() {
                self.value(&name);
            } else {
                self.value(&format!("{path}.{name}"));
            }
            if !self.take(b',') {
                break;
            }
            self.skip_space();
        }
        self.take(b'}');
    }

    fn list(&mut self, path: &str) {
        self.at += 1;
        self.skip_space();
        let mut index = 0;
        while self.at < self.bytes.len() && self.peek() != b']' {
            self.value(&format!("{path}[{index}]"));
            index += 1;
            if !self.take(b',') {
                break;
            }
        }
        self.take(b']');
    }

    /// The text in quotes, with its escapes as they stand: names of fields have none.
    fn quoted(&mut self) -> String {
        let start = self.at + 1;
        self.at = start;
        while self.at < self.bytes.len() && self.peek() != b'"' {
            self.at += if self.peek() == b'\\' { 2 } else { 1 };
        }
        let end = self.at.min(self.bytes.len());
        self.at = end + 1;
        String::from_utf8_lossy(&self.bytes[start..end]).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"title\": \"Minalanmış \\\" {\",\n  \"layers\": [\n    {\"url\": \"a\"},\n    {\"url\": \"b\", \"role\": 5}\n  ]\n}";

    #[test]
    fn every_value_has_its_line_and_column() {
        let places = Places::of(TEXT);
        for (path, place) in [
            ("title", (2, 12)),
            ("layers", (3, 13)),
            ("layers[0].url", (4, 13)),
            ("layers[1].role", (5, 26)),
        ] {
            assert_eq!(places.of_path(path), place, "{path}");
        }
    }

    #[test]
    fn what_is_missing_is_placed_at_what_it_is_missing_from() {
        let places = Places::of(TEXT);
        assert_eq!(places.of_path("layers[0].role"), (4, 5));
        assert_eq!(places.of_path("basemaps[3].url"), (1, 1));
        assert_eq!(Places::of("").of_path("layers"), (1, 1));
    }

    #[test]
    fn a_text_that_is_no_json_ends_the_search_and_not_the_program() {
        for text in ["{\"a\": [1, 2", "{\"a\"", "[[[", "{\"a\": \"\\", "nonsense"] {
            assert!(Places::of(text).of_path("a").0 >= 1, "{text}");
        }
    }
}
