//! Bytes of a text file to UTF-8, whatever pieces they come in.
//!
//! UTF-8 passes through unchecked (records are checked one by one) without its byte order mark; UTF-16 of either byte
//! order is told by its mark, or by a zero byte beside the first character, and transcoded.

/// How many first bytes decide.
const DECIDING: usize = 4;

/// A text being decoded.
#[derive(Debug, Default)]
pub(super) struct TextDecoder {
    encoding: Option<Encoding>,
    /// Bytes that are not decoded yet: the first few, or half a character.
    waiting: Vec<u8>,
    /// The first half of a surrogate pair.
    high_surrogate: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { little_endian: bool },
}

impl TextDecoder {
    /// Hands the text of `bytes` to `sink`, in pieces.
    ///
    /// # Errors
    /// Those of `sink`.
    pub(super) fn push<E>(
        &mut self,
        bytes: &[u8],
        sink: impl FnOnce(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.encoding {
            Some(Encoding::Utf8) => sink(bytes),
            Some(Encoding::Utf16 { little_endian }) => {
                self.waiting.extend_from_slice(bytes);
                let text = self.transcode(little_endian);
                sink(text.as_bytes())
            }
            None => {
                self.waiting.extend_from_slice(bytes);
                if self.waiting.len() < DECIDING {
                    return Ok(());
                }
                self.decide(sink)
            }
        }
    }

    /// Hands over what is left.
    ///
    /// # Errors
    /// Those of `sink`.
    pub(super) fn finish<E>(&mut self, sink: impl FnOnce(&[u8]) -> Result<(), E>) -> Result<(), E> {
        if self.encoding.is_none() {
            return self.decide(sink);
        }
        if self.waiting.is_empty() && self.high_surrogate.is_none() {
            return Ok(());
        }
        sink(char::REPLACEMENT_CHARACTER.to_string().as_bytes())
    }

    fn decide<E>(&mut self, sink: impl FnOnce(&[u8]) -> Result<(), E>) -> Result<(), E> {
        let bytes = std::mem::take(&mut self.waiting);
        let (encoding, mark_length) = match bytes.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding::Utf8, 3),
            [0xFF, 0xFE, ..] => (
                Encoding::Utf16 {
                    little_endian: true,
                },
                2,
            ),
            [0xFE, 0xFF, ..] => (
                Encoding::Utf16 {
                    little_endian: false,
                },
                2,
            ),
            [1..=0xFF, 0, 1..=0xFF, 0, ..] => (
                Encoding::Utf16 {
                    little_endian: true,
                },
                0,
            ),
            [0, 1..=0xFF, 0, 1..=0xFF, ..] => (
                Encoding::Utf16 {
                    little_endian: false,
                },
                0,
            ),
            _ => (Encoding::Utf8, 0),
        };
        self.encoding = Some(encoding);
        self.push(&bytes[mark_length..], sink)
    }

    fn transcode(&mut self, little_endian: bool) -> String {
        let (pairs, rest) = self.waiting.as_chunks::<2>();
        let units = pairs.iter().map(|pair| {
            if little_endian {
                u16::from_le_bytes(*pair)
            } else {
                u16::from_be_bytes(*pair)
            }
        });
        let mut units: Vec<u16> = self
            .high_surrogate
            .take()
            .into_iter()
            .chain(units)
            .collect();
        self.high_surrogate = units.pop_if(|last| (0xD800..0xDC00).contains(last));
        let text = char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        let rest = rest.to_vec();
        self.waiting = rest;
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn decoded(bytes: &[u8], piece: usize) -> String {
        let mut decoder = TextDecoder::default();
        let mut text = Vec::new();
        let mut take = |bytes: &[u8]| {
            text.extend_from_slice(bytes);
            Ok::<(), Infallible>(())
        };
        for piece in bytes.chunks(piece) {
            decoder.push(piece, &mut take).expect("nothing fails");
        }
        decoder.finish(&mut take).expect("nothing fails");
        String::from_utf8(text).expect("text")
    }

    #[test]
    fn every_encoding_in_every_piece_size_is_the_same_text() {
        let text = "{\"name\":\"Ağdam – Xocalı 😀\"}";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let files = [
            text.as_bytes().to_vec(),
            [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(),
            [&[0xFF, 0xFE], little.as_slice()].concat(),
            [&[0xFE, 0xFF], big.as_slice()].concat(),
            little,
            big,
        ];
        for file in files {
            for piece in 1..8 {
                assert_eq!(decoded(&file, piece), text);
            }
        }
    }

    #[test]
    fn shorter_files_than_any_mark_pass() {
        assert_eq!(decoded(b"", 1), "");
        assert_eq!(decoded(b"{}", 1), "{}");
    }
}
