//! GeoJSON as it comes: a collection, a feature, a geometry, a bare list of features, one document after the other,
//! one record per line.
//!
//! Only the bytes of the feature being read are kept (and the envelope around a collection).

use super::super::finding::Remark;
use super::super::layer_builder::LayerBuilder;
use super::super::load_error::LoadError;
use super::buffer::Buffer;
use super::envelope::{Envelope, Reached};
use super::features::Features;
use super::lines::{Lines, RECORD_SEPARATOR};
use super::record::{Record, RecordReader};

/// How much of an unreadable document is shown.
const SHOWN: usize = 60;

/// A file of JSON being read.
#[derive(Debug, Default)]
pub(in super::super) struct Documents {
    buffer: Buffer,
    records: RecordReader,
    envelope: Envelope,
    state: State,
    documents: usize,
}

#[derive(Debug, Default)]
enum State {
    /// Before a document.
    #[default]
    Between,
    Envelope,
    /// In an array of features, within an envelope or bare.
    Features {
        features: Features,
        in_envelope: bool,
    },
    Lines(Lines),
}

impl Documents {
    /// Reads all that the bytes so far allow.
    ///
    /// # Errors
    /// Where this is not GeoJSON.
    pub(in super::super) fn push(
        &mut self,
        bytes: &[u8],
        builder: &mut LayerBuilder,
    ) -> Result<(), LoadError> {
        self.buffer.push(bytes);
        self.advance(builder)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// Where this is not GeoJSON, or breaks off before a single feature.
    pub(in super::super) fn finish(&mut self, builder: &mut LayerBuilder) -> Result<(), LoadError> {
        if matches!(self.state, State::Envelope) && self.was_lines() {
            self.advance(builder)?;
        }
        match &mut self.state {
            State::Between => Ok(()),
            State::Lines(lines) => {
                lines.finish(&mut self.buffer, &mut self.records, builder);
                Ok(())
            }
            State::Features { features, .. } => {
                features.finish(&mut self.buffer, &mut self.records, builder)?;
                builder.layer.truncated = true;
                if self.envelope.had_features {
                    self.records.read_envelope(self.envelope.text(), builder);
                }
                Ok(())
            }
            State::Envelope if self.envelope.had_features || self.documents > 0 => {
                self.records.read_envelope(self.envelope.text(), builder);
                builder.layer.truncated = true;
                Ok(())
            }
            State::Envelope => Err(self.broken_at(self.envelope.text().len())),
        }
    }

    /// Bytes held, for the memory budget.
    pub(in super::super) fn bytes(&self) -> usize {
        self.buffer.capacity() + self.envelope.capacity()
    }

    fn advance(&mut self, builder: &mut LayerBuilder) -> Result<(), LoadError> {
        loop {
            match &mut self.state {
                State::Between => {
                    let Some(first) = self
                        .buffer
                        .pass_while(|byte| byte <= b' ' && byte != RECORD_SEPARATOR)
                    else {
                        return Ok(());
                    };
                    self.begin(first, builder);
                }
                State::Envelope => match self.envelope.advance(&mut self.buffer) {
                    Reached::EndOfBytes => return Ok(()),
                    Reached::Features => {
                        self.state = State::Features {
                            features: Features::default(),
                            in_envelope: true,
                        };
                    }
                    Reached::End => self.end_document(builder)?,
                },
                State::Features {
                    features,
                    in_envelope,
                } => {
                    if !features.advance(&mut self.buffer, &mut self.records, builder)? {
                        return Ok(());
                    }
                    self.state = if *in_envelope {
                        State::Envelope
                    } else {
                        self.documents += 1;
                        State::Between
                    };
                }
                State::Lines(lines) => {
                    lines.advance(&mut self.buffer, &mut self.records, builder);
                    return Ok(());
                }
            }
        }
    }

    fn begin(&mut self, first: u8, builder: &mut LayerBuilder) {
        self.state = match first {
            b'{' => {
                self.envelope = Envelope::default();
                State::Envelope
            }
            b'[' if self.documents == 0 => {
                self.buffer.pass(1);
                let note = Remark::TopLevelArray.note(&[], None);
                builder.layer.notes.push(note);
                State::Features {
                    features: Features::default(),
                    in_envelope: false,
                }
            }
            _ => {
                let separator = if first == RECORD_SEPARATOR {
                    RECORD_SEPARATOR
                } else {
                    b'\n'
                };
                State::Lines(Lines::new(separator))
            }
        };
    }

    fn end_document(&mut self, builder: &mut LayerBuilder) -> Result<(), LoadError> {
        self.documents += 1;
        self.state = State::Between;
        let text = self.envelope.text();
        if self.envelope.had_features {
            self.records.read_envelope(text, builder);
            return Ok(());
        }
        let is_first = self.documents == 1;
        match self.records.read(text, builder) {
            Record::Collection => {}
            Record::Row => {
                // A first record on one line: whatever follows comes line by line, and a broken line stays alone.
                if is_first && !text.contains(&b'\n') {
                    self.state = State::Lines(Lines::new(b'\n'));
                }
            }
            Record::Broken(at) if is_first => {
                if !self.was_lines() {
                    return Err(self.broken_at(at));
                }
            }
            Record::Esri if is_first => return Err(LoadError::EsriJson),
            Record::TopoJson if is_first => return Err(LoadError::TopoJson),
            Record::NotAFeature if is_first => {
                return Err(LoadError::NotGeoJson {
                    found: beginning(text),
                });
            }
            other => super::lines::set_record_aside(other, text, builder),
        }
        Ok(())
    }

    /// Where the first document makes no sense as a whole but its second line does, goes on line by line.
    fn was_lines(&mut self) -> bool {
        if self.envelope.had_features || self.documents > 1 {
            return false;
        }
        let text = self.envelope.text();
        let second_line = text
            .split(|&byte| byte == b'\n')
            .skip(1)
            .find(|line| !line.trim_ascii().is_empty());
        let makes_sense = second_line.is_some_and(|line| {
            self.records.read(line, &mut LayerBuilder::default()) == Record::Row
        });
        if makes_sense {
            let envelope = std::mem::take(&mut self.envelope);
            self.buffer.put_back(envelope.into_text());
            self.state = State::Lines(Lines::new(b'\n'));
        }
        makes_sense
    }

    fn broken_at(&self, at: usize) -> LoadError {
        // Where bytes were no text, the record that was read is longer than they are.
        let text = self.envelope.text();
        let before = &text[..at.min(text.len())];
        let line_start = before
            .iter()
            .rposition(|&byte| byte == b'\n')
            .map_or(0, |line_break| line_break + 1);
        LoadError::BrokenJson {
            line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
            column: String::from_utf8_lossy(&before[line_start..])
                .chars()
                .count()
                + 1,
        }
    }
}

/// How a file begins, for a message.
pub(in super::super) fn beginning(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4 * SHOWN)]);
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").chars().take(SHOWN).collect()
}
