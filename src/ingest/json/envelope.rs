//! The outermost object of a document, but for its array of features, which is read apart as it comes.
//!
//! What the document is shows only at its end, so the object is kept: a feature collection's envelope is small, and
//! a single feature or geometry is read from it whole.

use super::buffer::Buffer;

/// An outermost object being read.
#[derive(Debug, Default)]
pub(super) struct Envelope {
    text: Vec<u8>,
    scanned: usize,
    depth: usize,
    in_text: bool,
    escaped: bool,
    text_start: usize,
    /// Whether the last text at the first level is `features`, and what came since.
    key: Key,
    /// Whether an array of features was read apart.
    pub had_features: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Key {
    #[default]
    Other,
    Features,
    FeaturesAndColon,
}

/// Where reading an envelope came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reached {
    /// All bytes are read.
    EndOfBytes,
    /// The array of features begins: its bracket is passed.
    Features,
    /// The object is complete.
    End,
}

impl Envelope {
    /// The object's text so far; an array of features that was read apart stands there empty.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// The object's text so far, to be read in another way.
    pub(super) fn into_text(self) -> Vec<u8> {
        self.text
    }

    /// Bytes held, for the memory budget.
    pub(super) fn capacity(&self) -> usize {
        self.text.capacity()
    }

    /// Takes bytes up to the object's end or its array of features.
    pub(super) fn advance(&mut self, buffer: &mut Buffer) -> Reached {
        let before = self.text.len();
        self.text.extend_from_slice(buffer.bytes());
        while let Some(&byte) = self.text.get(self.scanned) {
            self.scanned += 1;
            if self.in_text {
                self.scan_text(byte);
                continue;
            }
            match byte {
                b'"' => {
                    self.in_text = true;
                    self.text_start = self.scanned;
                }
                b':' if self.key == Key::Features => self.key = Key::FeaturesAndColon,
                b'[' if self.key == Key::FeaturesAndColon && self.depth == 1 => {
                    self.had_features = true;
                    self.key = Key::Other;
                    self.text.truncate(self.scanned);
                    buffer.pass(self.scanned - before);
                    self.text.push(b']');
                    self.scanned += 1;
                    return Reached::Features;
                }
                b'{' | b'[' => {
                    self.depth += 1;
                    self.key = Key::Other;
                }
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        self.text.truncate(self.scanned);
                        buffer.pass(self.scanned - before);
                        return Reached::End;
                    }
                }
                byte if byte > b' ' => self.key = Key::Other,
                _ => {}
            }
        }
        buffer.pass(self.text.len() - before);
        Reached::EndOfBytes
    }

    fn scan_text(&mut self, byte: u8) {
        if self.escaped {
            self.escaped = false;
        } else if byte == b'\\' {
            self.escaped = true;
        } else if byte == b'"' {
            self.in_text = false;
            let text = &self.text[self.text_start..self.scanned - 1];
            self.key = if self.depth == 1 && text == b"features" {
                Key::Features
            } else {
                Key::Other
            };
        }
    }
}
