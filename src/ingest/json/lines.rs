//! One record per line, or per RFC 8142 record separator: a broken one costs no other.

use super::super::finding::Reason;
use super::super::layer_builder::LayerBuilder;
use super::super::raw_layer::Format;
use super::buffer::Buffer;
use super::features::set_aside;
use super::record::{Record, RecordReader};

/// RFC 8142's mark before each record.
pub(super) const RECORD_SEPARATOR: u8 = 0x1E;

/// Lines being read.
#[derive(Debug)]
pub(super) struct Lines {
    separator: u8,
    scanned: usize,
}

impl Lines {
    /// Records that end at `separator`: a line feed or [`RECORD_SEPARATOR`].
    pub(super) fn new(separator: u8) -> Self {
        Self {
            separator,
            scanned: 0,
        }
    }

    /// Reads the records whose ends have come.
    pub(super) fn advance(
        &mut self,
        buffer: &mut Buffer,
        records: &mut RecordReader,
        builder: &mut LayerBuilder,
    ) {
        while let Some(found) = buffer.bytes()[self.scanned..]
            .iter()
            .position(|&byte| byte == self.separator)
        {
            let end = self.scanned + found;
            read_line(&buffer.bytes()[..end], Reason::BrokenJson, records, builder);
            buffer.pass(end + 1);
            self.scanned = 0;
        }
        self.scanned = buffer.bytes().len();
    }

    /// Reads the last record, which needs no end; a broken one there is the mark of a file cut short.
    pub(super) fn finish(
        &mut self,
        buffer: &mut Buffer,
        records: &mut RecordReader,
        builder: &mut LayerBuilder,
    ) {
        let set_aside_before = builder.layer.problems.len();
        read_line(buffer.bytes(), Reason::CutShort, records, builder);
        builder.layer.truncated |= builder.layer.problems[set_aside_before..]
            .iter()
            .any(|&(_, reason)| reason == Reason::CutShort);
        buffer.pass(buffer.bytes().len());
    }
}

fn read_line(
    line: &[u8],
    if_broken: Reason,
    records: &mut RecordReader,
    builder: &mut LayerBuilder,
) {
    let line = trimmed(line);
    if line.is_empty() {
        return;
    }
    builder.layer.format = Format::GeoJsonLines;
    match records.read(line, builder) {
        Record::Broken(_) => set_aside(if_broken, line, builder),
        other => set_record_aside(other, line, builder),
    }
}

/// Counts a record that made no row.
pub(super) fn set_record_aside(record: Record, text: &[u8], builder: &mut LayerBuilder) {
    match record {
        Record::Row => {}
        Record::Broken(_) => set_aside(Reason::BrokenJson, text, builder),
        Record::NotAFeature | Record::Esri | Record::TopoJson | Record::Collection => {
            set_aside(Reason::NotAFeature, text, builder);
        }
    }
}

/// The line without white space, separators, and the comma of a list that was cut into lines.
fn trimmed(mut line: &[u8]) -> &[u8] {
    let blank = |byte: u8| byte <= b' ' || byte == b',';
    while let [first, rest @ ..] = line
        && blank(*first)
    {
        line = rest;
    }
    while let [rest @ .., last] = line
        && blank(*last)
    {
        line = rest;
    }
    line
}
