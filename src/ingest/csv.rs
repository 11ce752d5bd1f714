//! Tables as comma-separated values, or with `;`, `|` or tabs, with a header: one row, one feature.
//!
//! The place stands in a column of well-known text or in two of longitude and latitude, decimal commas included.
//! Values are kept as texts; an empty one counts as absent. Source of the quoting rules: RFC 4180.

use super::coordinates::Coordinates;
use super::dictionary::ValueKind;
use super::finding::{Reason, Repairs};
use super::geometry_writer::{GeometryType, Written};
use super::json::beginning;
use super::layer_builder::LayerBuilder;
use super::load_error::LoadError;
use super::place_names::{LAT_NAMES, LNG_NAMES, WKT_NAMES, column_named};
use super::wkt;
use crate::decimal;

const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A table being read.
#[derive(Debug, Default)]
pub(super) struct CsvReader {
    buffer: Vec<u8>,
    scanner: RowScanner,
    scanned: usize,
    header: Option<Header>,
    fields: Vec<String>,
    coordinates: Coordinates,
}

#[derive(Debug)]
struct Header {
    separator: u8,
    names: Vec<String>,
    place: Place,
}

/// The columns that say where a row is.
#[derive(Debug, Clone, Copy)]
enum Place {
    Wkt(usize),
    LngLat(usize, usize),
}

/// Finds the line break that ends a row: one outside of quotes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RowScanner {
    state: InRow,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum InRow {
    #[default]
    FieldStart,
    Plain,
    Quoted,
    /// After a quote in a quoted field: its end, or the first of two that stand for one.
    QuoteInQuoted,
}

impl CsvReader {
    /// Reads the rows whose ends have come.
    ///
    /// # Errors
    /// Where the header names no place.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        builder: &mut LayerBuilder,
    ) -> Result<(), LoadError> {
        self.buffer.extend_from_slice(bytes);
        let mut start = 0;
        while let Some(length) = self.scanner.scan(&self.buffer[self.scanned..]) {
            let end = self.scanned + length;
            self.end_row(start, end, builder)?;
            start = end;
            self.scanned = end;
        }
        self.buffer.drain(..start);
        self.scanned = self.buffer.len();
        Ok(())
    }

    /// Reads the last row, which needs no line break.
    ///
    /// # Errors
    /// As [`CsvReader::push`].
    pub(super) fn finish(&mut self, builder: &mut LayerBuilder) -> Result<(), LoadError> {
        builder.layer.truncated |= self.scanner.is_in_quotes();
        let end = self.buffer.len();
        self.end_row(0, end, builder)
    }

    /// Bytes held, for the memory budget.
    pub(super) fn bytes(&self) -> usize {
        self.buffer.capacity()
    }

    fn end_row(
        &mut self,
        start: usize,
        end: usize,
        builder: &mut LayerBuilder,
    ) -> Result<(), LoadError> {
        let mut repairs = Repairs::default();
        let row = super::json::text_of(&self.buffer[start..end], &mut repairs);
        let row = row.trim_end_matches(['\r', '\n']);
        match &self.header {
            _ if row.trim().is_empty() => {}
            Some(header) => {
                split(row, header.separator, &mut self.fields);
                let fields = &self.fields;
                read_row(row, header, fields, repairs, &mut self.coordinates, builder);
            }
            // A line for one spreadsheet program, which says what separates the columns.
            None if row.starts_with("sep=") => {}
            None => self.header = Some(Header::of(row)?),
        }
        Ok(())
    }
}

impl Header {
    fn of(row: &str) -> Result<Self, LoadError> {
        let mut names = Vec::new();
        let mut separator = b',';
        let mut most = 0;
        for candidate in SEPARATORS {
            let mut fields = Vec::new();
            split(row, candidate, &mut fields);
            if fields.len() > most {
                (most, separator, names) = (fields.len(), candidate, fields);
            }
        }
        let columns: Vec<&str> = names.iter().map(String::as_str).collect();
        let wkt = column_named(&columns, &WKT_NAMES);
        let lng_lat = column_named(&columns, &LNG_NAMES).zip(column_named(&columns, &LAT_NAMES));
        let place = match (wkt, lng_lat) {
            (Some(column), _) => Place::Wkt(column),
            (None, Some((lng, lat))) => Place::LngLat(lng, lat),
            (None, None) if names.len() < 2 => {
                return Err(LoadError::NotRecognised {
                    start: beginning(row.as_bytes()),
                });
            }
            (None, None) => {
                return Err(LoadError::NoPlaceColumns {
                    columns: names.join(", "),
                });
            }
        };
        Ok(Self {
            separator,
            names,
            place,
        })
    }
}

fn read_row(
    row: &str,
    header: &Header,
    fields: &[String],
    repairs: Repairs,
    coordinates: &mut Coordinates,
    builder: &mut LayerBuilder,
) {
    for (name, field) in header.names.iter().zip(fields) {
        let column = builder.layer.table.column_for(name);
        if !field.is_empty() {
            builder.layer.table.set(column, ValueKind::Text, field);
        }
    }
    let field = |column: usize| fields.get(column).map_or("", |field| field.trim());
    let mut written = Written::default();
    match header.place {
        Place::Wkt(column) if field(column).is_empty() => {}
        Place::Wkt(column) => wkt::read(field(column), coordinates, builder, &mut written),
        Place::LngLat(lng, lat) if field(lng).is_empty() && field(lat).is_empty() => {}
        Place::LngLat(lng, lat) => match (decimal(field(lng)), decimal(field(lat))) {
            (Some(lng), Some(lat)) => {
                coordinates.clear();
                coordinates.points.push([lng, lat]);
                coordinates.depth = Some(0);
                let geometries = &mut builder.layer.geometries;
                builder
                    .writer
                    .write(GeometryType::Point, coordinates, geometries, &mut written);
            }
            _ => written.fail(Reason::BadCoordinates),
        },
    }
    builder.end_feature(written, repairs, row);
}

/// A number with a decimal point or comma.
pub(super) fn decimal(text: &str) -> Option<f64> {
    decimal::parse(text.as_bytes()).or_else(|| {
        let one_comma = text.matches(',').count() == 1 && !text.contains('.');
        one_comma.then(|| decimal::parse(text.replace(',', ".").as_bytes()))?
    })
}

/// Splits a row into fields, their quotes undone.
pub(super) fn split(row: &str, separator: u8, fields: &mut Vec<String>) {
    let separator = char::from(separator);
    let mut count = 0;
    let mut characters = row.chars().peekable();
    loop {
        if fields.len() == count {
            fields.push(String::new());
        }
        let field = &mut fields[count];
        count += 1;
        field.clear();
        let quoted = characters.next_if_eq(&'"').is_some();
        let mut in_quotes = quoted;
        loop {
            match characters.next() {
                None => {
                    fields.truncate(count);
                    return;
                }
                Some('"') if in_quotes => {
                    if characters.next_if_eq(&'"').is_some() {
                        field.push('"');
                    } else {
                        in_quotes = false;
                    }
                }
                Some(character) if character == separator && !in_quotes => break,
                Some(character) => field.push(character),
            }
        }
    }
}

impl RowScanner {
    /// Whether a quote is open where the scan ended.
    pub(super) fn is_in_quotes(self) -> bool {
        self.state == InRow::Quoted
    }

    /// Scans on over `bytes`, which follow those of the call before. Returns the position after the row's line break,
    /// or `None` where all are passed without one.
    ///
    /// What separates the fields need not be known: a quote opens a field after any of the separators.
    pub(super) fn scan(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, &byte) in bytes.iter().enumerate() {
            self.state = match (self.state, byte) {
                (InRow::Quoted, b'"') => InRow::QuoteInQuoted,
                (InRow::Quoted, _) | (InRow::FieldStart | InRow::QuoteInQuoted, b'"') => {
                    InRow::Quoted
                }
                (_, b'\n') => {
                    self.state = InRow::FieldStart;
                    return Some(at + 1);
                }
                (_, byte) if SEPARATORS.contains(&byte) => InRow::FieldStart,
                _ => InRow::Plain,
            };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(row: &str, separator: u8) -> Vec<String> {
        let mut fields = vec!["left over".to_owned(); 9];
        split(row, separator, &mut fields);
        fields
    }

    #[test]
    fn quotes_protect_separators_and_double_for_themselves() {
        assert_eq!(
            fields(r#"a,"b,""c""",,5" pipe"#, b','),
            ["a", "b,\"c\"", "", "5\" pipe"]
        );
        assert_eq!(fields("", b';'), [""]);
    }

    #[test]
    fn a_line_break_in_quotes_does_not_end_the_row() {
        let text = b"a,\"b\nc\",d\r\nnext";
        assert_eq!(RowScanner::default().scan(text), Some(11));
    }

    #[test]
    fn decimal_commas_are_points_but_thousands_are_nothing() {
        assert_eq!(decimal("46,75"), Some(46.75));
        assert_eq!(decimal("46.75"), Some(46.75));
        assert_eq!(decimal("1,234,567"), None);
        assert_eq!(decimal("46°45'"), None);
    }

    #[test]
    fn the_separator_is_the_one_that_makes_most_columns() {
        let header = Header::of("Name|Remark, long|Lat|Lon").expect("has places");
        assert_eq!(header.separator, b'|');
        assert!(matches!(header.place, Place::LngLat(3, 2)));
    }
}
