//! The features of an array, one by one as their bytes come.
//!
//! Where one feature's text is broken, the next one's beginning is looked for inside it, so that a missing quote or
//! brace costs one feature and not the rest of the file.

use super::super::finding::{Reason, Repairs};
use super::super::layer_builder::LayerBuilder;
use super::super::load_error::LoadError;
use super::super::slices::part;
use super::buffer::Buffer;
use super::cursor::Fault;
use super::frame::{ElementScanner, ObjectScanner, next_feature_start};
use super::record::{Record, RecordReader, text_of};

/// A feature that grows beyond this without an end is searched for another one's beginning.
const SUSPICIOUS_LENGTH: usize = 1 << 20;

/// A feature that the bytes end in is read again from its beginning when more have come; a longer one has its end
/// looked for first.
const READ_AGAIN_BELOW: usize = 1 << 17;

/// An array of features being read.
#[derive(Debug, Default)]
pub(super) struct Features {
    element: Element,
    /// How much of the current element is scanned.
    scanned: usize,
    /// The length at which the current element is next searched for another's beginning.
    suspicious_at: usize,
}

#[derive(Debug, Default)]
enum Element {
    #[default]
    None,
    Object(ObjectScanner),
    /// Something else than an object.
    Other(ElementScanner),
}

impl Features {
    /// Reads features until the bytes or the array end: `true` at the array's end, whose bracket is passed. The bytes
    /// of the feature that they end in stay in the buffer.
    ///
    /// # Errors
    /// Where the first feature shows that this is another format.
    pub(super) fn advance(
        &mut self,
        buffer: &mut Buffer,
        records: &mut RecordReader,
        builder: &mut LayerBuilder,
    ) -> Result<bool, LoadError> {
        if matches!(self.element, Element::None)
            && read_whole(buffer, records, builder)
            && buffer.bytes().len() < READ_AGAIN_BELOW
        {
            return Ok(false);
        }
        self.advance_by_ends(buffer, records, builder)
    }

    /// The same, with the end of each feature found before it is read.
    fn advance_by_ends(
        &mut self,
        buffer: &mut Buffer,
        records: &mut RecordReader,
        builder: &mut LayerBuilder,
    ) -> Result<bool, LoadError> {
        loop {
            match &mut self.element {
                Element::None => {
                    match buffer.pass_while(is_between_features) {
                        None => return Ok(false),
                        Some(b']') => {
                            buffer.pass(1);
                            return Ok(true);
                        }
                        Some(b'{') => self.element = Element::Object(ObjectScanner::default()),
                        Some(_) => self.element = Element::Other(ElementScanner::default()),
                    }
                    self.scanned = 0;
                    self.suspicious_at = SUSPICIOUS_LENGTH;
                }
                Element::Object(scanner) => {
                    let Some(end) = scanner.scan(&buffer.bytes()[self.scanned..]) else {
                        self.scanned = buffer.bytes().len();
                        if self.scanned < self.suspicious_at {
                            return Ok(false);
                        }
                        self.suspicious_at *= 2;
                        if !self.part_broken(self.scanned, buffer, builder) {
                            return Ok(false);
                        }
                        continue;
                    };
                    let end = self.scanned + end;
                    self.end_object(end, buffer, records, builder)?;
                }
                Element::Other(scanner) => {
                    let Some(end) = scanner.scan(&buffer.bytes()[self.scanned..]) else {
                        self.scanned = buffer.bytes().len();
                        return Ok(false);
                    };
                    let end = self.scanned + end;
                    set_aside(Reason::NotAFeature, &buffer.bytes()[..end], builder);
                    buffer.pass(end);
                    self.element = Element::None;
                }
            }
        }
    }

    /// Deals with what is left where the file ends within the array; more features may show up in it.
    ///
    /// # Errors
    /// As [`Features::advance`].
    pub(super) fn finish(
        &mut self,
        buffer: &mut Buffer,
        records: &mut RecordReader,
        builder: &mut LayerBuilder,
    ) -> Result<(), LoadError> {
        self.advance_by_ends(buffer, records, builder)?;
        while matches!(self.element, Element::Object(_))
            && self.part_broken(buffer.bytes().len(), buffer, builder)
        {
            if self.advance_by_ends(buffer, records, builder)? {
                return Ok(());
            }
        }
        if !matches!(self.element, Element::None) {
            set_aside(Reason::CutShort, buffer.bytes(), builder);
            buffer.pass(buffer.bytes().len());
            self.element = Element::None;
        }
        Ok(())
    }

    fn end_object(
        &mut self,
        end: usize,
        buffer: &mut Buffer,
        records: &mut RecordReader,
        builder: &mut LayerBuilder,
    ) -> Result<(), LoadError> {
        let text = &buffer.bytes()[..end];
        let is_first = builder.layer.is_empty();
        match records.read(text, builder) {
            Record::Row => {}
            Record::Broken(_) => {
                if self.part_broken(end, buffer, builder) {
                    return Ok(());
                }
                set_aside(Reason::BrokenJson, &buffer.bytes()[..end], builder);
            }
            Record::Esri if is_first => return Err(LoadError::EsriJson),
            Record::TopoJson if is_first => return Err(LoadError::TopoJson),
            Record::Esri | Record::TopoJson | Record::Collection | Record::NotAFeature => {
                set_aside(Reason::NotAFeature, text, builder);
            }
        }
        buffer.pass(end);
        self.element = Element::None;
        Ok(())
    }

    /// Where another feature begins within the first `end` bytes of the current one, sets aside what stands before it
    /// and goes on there.
    fn part_broken(&mut self, end: usize, buffer: &mut Buffer, builder: &mut LayerBuilder) -> bool {
        let Some(start) = next_feature_start(&buffer.bytes()[..end]) else {
            return false;
        };
        set_aside(Reason::BrokenJson, &buffer.bytes()[..start], builder);
        buffer.pass(start);
        self.element = Element::None;
        true
    }
}

/// A brace too many belongs to the feature before, which is read.
#[inline]
fn is_between_features(byte: u8) -> bool {
    byte <= b' ' || matches!(byte, b',' | b'}')
}

/// Reads the features that are in order and whole, up to the first that is not: `true` where the bytes end in that one.
fn read_whole(buffer: &mut Buffer, records: &mut RecordReader, builder: &mut LayerBuilder) -> bool {
    let bytes = buffer.bytes();
    let text = text_at_start(bytes);
    let mut at = 0;
    let is_cut = loop {
        let mut passed = text.as_bytes()[at..].iter();
        let between = passed.position(|byte| !is_between_features(*byte));
        at += between.unwrap_or(text.len() - at);
        match records.read_feature(part(text, at..), builder) {
            Ok(length) => at += length,
            Err(fault) => break fault == Fault::Broken(text.len() - at),
        }
    };
    // Half a character may still become one.
    let is_all = bytes.len() - text.len() < 4;
    buffer.pass(at);
    is_cut && is_all
}

/// The bytes up to the first that are no text.
fn text_at_start(bytes: &[u8]) -> &str {
    str::from_utf8(bytes)
        .unwrap_or_else(|error| str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default())
}

/// Counts a feature that cannot be read.
pub(super) fn set_aside(reason: Reason, bytes: &[u8], builder: &mut LayerBuilder) {
    builder.end_unread(reason, &text_of(bytes, &mut Repairs::default()));
}
