//! The door of reading: bytes in pieces of any size go in, a [`RawLayer`] comes out.
//!
//! Which format it is shows in the first character. While reading goes on, [`FeatureReader::layer`] already shows the
//! features read so far; what can only be judged by the whole file (projection, swapped axes) is judged at the end.

use super::csv::CsvReader;
use super::json::{Documents, beginning};
use super::layer_builder::LayerBuilder;
use super::load_error::LoadError;
use super::place;
use super::raw_layer::RawLayer;
use super::text_decoder::TextDecoder;
use super::{Format, Reason};

/// Bytes handled in one go, so that a file pushed as a whole is not held twice.
const PIECE: usize = 1 << 20;

/// How to read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReaderOptions {
    /// Memory that the layer may take, in bytes.
    pub memory_budget: usize,
    /// Bytes that the file may have, gunzipped.
    pub most_bytes: u64,
    pub most_features: usize,
    /// How long the file is said to be, where that is known: room for all of it is made at once.
    pub expected_bytes: Option<u64>,
    /// Read the first coordinate as latitude, because a person said so.
    pub latitude_first: bool,
}

impl Default for ReaderOptions {
    /// A gigabyte: a quarter of what a page can address.
    fn default() -> Self {
        Self {
            memory_budget: 1 << 30,
            most_bytes: u64::MAX,
            most_features: usize::MAX,
            expected_bytes: None,
            latitude_first: false,
        }
    }
}

/// Reads one file.
#[derive(Debug, Default)]
pub struct FeatureReader {
    options: ReaderOptions,
    bytes: u64,
    has_made_room: bool,
    decoder: TextDecoder,
    content: Content,
    builder: LayerBuilder,
}

#[derive(Debug, Default)]
enum Content {
    /// Only white space so far.
    #[default]
    Unknown,
    Json(Documents),
    Csv(CsvReader),
}

impl FeatureReader {
    /// A reader that has not seen a byte.
    #[must_use]
    pub fn new(options: ReaderOptions) -> Self {
        Self {
            options,
            ..Self::default()
        }
    }

    /// Reads the file's next bytes.
    ///
    /// # Errors
    /// Where the file cannot be read at all; what was read so far is in [`FeatureReader::layer`] still.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.bytes += bytes.len() as u64;
        if self.bytes > self.options.most_bytes {
            return Err(LoadError::TooLong {
                megabytes: self.options.most_bytes / 1_000_000,
            });
        }
        for piece in bytes.chunks(PIECE) {
            let (content, builder) = (&mut self.content, &mut self.builder);
            self.decoder
                .push(piece, |text| content.push(text, builder))?;
            let held = self.builder.bytes() + self.content.bytes();
            if held > self.options.memory_budget {
                return Err(LoadError::TooLarge {
                    budget_megabytes: self.options.memory_budget >> 20,
                });
            }
            if self.features() > self.options.most_features {
                return Err(LoadError::TooManyFeatures {
                    count: self.options.most_features,
                });
            }
        }
        self.make_room();
        Ok(())
    }

    /// Makes room for what is to come if all of the file is as its beginning. What grows by doubling needs thrice as much
    /// while it is moved, and in WebAssembly never gives that back.
    fn make_room(&mut self) {
        let read = self.bytes;
        if self.has_made_room || read < PIECE as u64 {
            return;
        }
        self.has_made_room = true;
        let expected = self.options.expected_bytes.unwrap_or(0);
        let held = self.builder.bytes() + self.content.bytes();
        let most = (self.options.memory_budget / 2) as f64 / held.max(1) as f64;
        self.builder
            .make_room((expected as f64 / read as f64).min(most));
    }

    /// Number of features read so far.
    #[must_use]
    pub fn features(&self) -> usize {
        self.builder.layer.len()
    }

    /// The features read so far. Rows are only added; a problem `outside_world` may still be lifted at the end.
    #[must_use]
    pub fn layer(&self) -> &RawLayer {
        &self.builder.layer
    }

    /// Ends the file: reads what is left and judges where the layer as a whole lies.
    ///
    /// # Errors
    /// Where the file holds no layer, or lies nowhere on Earth.
    pub fn finish(mut self) -> Result<RawLayer, LoadError> {
        let (content, builder) = (&mut self.content, &mut self.builder);
        self.decoder.finish(|text| content.push(text, builder))?;
        match &mut self.content {
            Content::Unknown => return Err(LoadError::Empty),
            Content::Json(documents) => documents.finish(&mut self.builder)?,
            Content::Csv(csv) => csv.finish(&mut self.builder)?,
        }
        let mut layer = self.builder.finish();
        refuse_if_nothing_is_a_feature(&layer)?;
        place::settle(&mut layer, self.options.latitude_first)?;
        Ok(layer)
    }
}

impl Content {
    fn push(&mut self, text: &[u8], builder: &mut LayerBuilder) -> Result<(), LoadError> {
        if let Self::Unknown = self {
            let Some(first) = text.iter().position(|byte| !byte.is_ascii_whitespace()) else {
                return Ok(());
            };
            *self = Self::of(&text[first..], builder)?;
            return self.push(&text[first..], builder);
        }
        match self {
            Self::Json(documents) => documents.push(text, builder),
            Self::Csv(csv) => csv.push(text, builder),
            Self::Unknown => Ok(()),
        }
    }

    /// What begins so.
    fn of(text: &[u8], builder: &mut LayerBuilder) -> Result<Self, LoadError> {
        match text {
            [b'{' | b'[' | 0x1E, ..] => Ok(Self::Json(Documents::default())),
            [b'<', b'?' | b'k' | b'g' | b'o', ..] => Err(LoadError::NotRecognised {
                start: beginning(text),
            }),
            [b'<', ..] => Err(LoadError::WebPage),
            [0x1F, 0x8B, ..] => Err(LoadError::Compressed { kind: "gzip" }),
            [b'P', b'K', 3, 4, ..] => Err(LoadError::Compressed { kind: "zip" }),
            // Letters in any script, digits, quotes: a table's header.
            [b'"' | b'\'' | b'_' | b'#', ..] | [0x80..=0xFF, ..] => Ok(Self::csv(builder)),
            [first, ..] if first.is_ascii_alphanumeric() => Ok(Self::csv(builder)),
            _ => Err(LoadError::NotRecognised {
                start: beginning(text),
            }),
        }
    }

    fn csv(builder: &mut LayerBuilder) -> Self {
        builder.layer.format = Format::Csv;
        Self::Csv(CsvReader::default())
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Unknown => 0,
            Self::Json(documents) => documents.bytes(),
            Self::Csv(csv) => csv.bytes(),
        }
    }
}

/// A list of numbers, say, is JSON whose every entry is no feature: that is a file's fault, not its entries'.
fn refuse_if_nothing_is_a_feature(layer: &RawLayer) -> Result<(), LoadError> {
    let all = layer.problems.len() == layer.len()
        && layer
            .problems
            .iter()
            .all(|&(_, reason)| reason == Reason::NotAFeature);
    if all && !layer.is_empty() {
        let found = layer.originals.iter().next().map_or("", |(_, text)| text);
        return Err(LoadError::NotGeoJson {
            found: beginning(found.as_bytes()),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
