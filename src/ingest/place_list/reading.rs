//! From the bytes of a list to its places and the rows that have none.

use std::convert::Infallible;

use super::columns::{PlaceColumn, PlaceColumns, recognise};
use super::rows::{Row, fields_of, is_header, rows, separator};
use super::{ListedPlace, MOST_ROWS, PlaceList, RefusedRow, RowReason};
use crate::ingest::csv::decimal;
use crate::ingest::text_decoder::TextDecoder;

/// Rows that show what the columns hold.
const TELLING: usize = 50;
/// Rows of these that are shown.
const SHOWN: usize = 5;
/// Letters kept of a name, an id, or a row without a position.
const LONGEST: usize = 120;

/// Reads a position out of a text: longitude and latitude in degrees.
type ReadPosition<'f> = &'f dyn Fn(&str) -> Option<[f64; 2]>;

/// Reads a list; `O(bytes)`. Without `chosen` the columns are recognised. `read_position` takes a text with both
/// latitude and longitude in it, latitude first where nothing says otherwise.
#[must_use]
pub fn read_places(
    bytes: &[u8],
    chosen: Option<PlaceColumns>,
    read_position: ReadPosition<'_>,
) -> PlaceList {
    let text = decoded(bytes);
    let (announced, text) = announced_separator(&text);
    let rows = rows(text);
    let first = rows.get(..=TELLING).unwrap_or(&rows);
    let mut table = Beginning::of(first, announced.or_else(|| separator(&rows)), read_position);
    if !table.recognised.say_where() {
        // What looks like a separator may stand inside the one column of positions.
        let whole = Beginning::of(first, None, read_position);
        if whole.recognised.say_where() {
            table = whole;
        }
    }
    let mut list = PlaceList {
        separator: table
            .separator
            .map_or_else(String::new, |separator| char::from(separator).to_string()),
        has_header: table.has_header,
        decimal_comma: false,
        samples: table.rows.into_iter().take(SHOWN).collect(),
        columns: chosen.unwrap_or(table.recognised),
        header: table.header,
        rows: 0,
        placed: Vec::new(),
        refused: Vec::new(),
    };
    let width = list.header.len();
    let mut fields = Vec::new();
    for row in rows.iter().skip(usize::from(table.has_header)) {
        fields_of(row, table.separator, &mut fields);
        list.take(row, &fields, width, read_position);
    }
    list
}

/// The first rows, split.
struct Beginning {
    separator: Option<u8>,
    has_header: bool,
    /// As wide as the list; without a header of empty names.
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    recognised: PlaceColumns,
}

impl Beginning {
    fn of(first: &[Row<'_>], separator: Option<u8>, read_position: ReadPosition<'_>) -> Self {
        let split = |row: &Row<'_>| {
            let mut fields = Vec::new();
            fields_of(row, separator, &mut fields);
            fields
        };
        let mut rows: Vec<Vec<String>> = first.iter().map(split).collect();
        let has_header = rows
            .first()
            .is_some_and(|first| is_header(first, read_position));
        let header = if has_header {
            rows.remove(0)
        } else {
            vec![String::new(); rows.iter().map(Vec::len).max().unwrap_or(0)]
        };
        Self {
            separator,
            has_header,
            recognised: recognise(&header, &rows, read_position),
            header,
            rows,
        }
    }
}

/// A line for one spreadsheet program says what separates the columns; it stays an empty line, so that lines count.
fn announced_separator(text: &str) -> (Option<u8>, &str) {
    let announced = text.strip_prefix("sep=").and_then(|rest| {
        let separator = *rest.as_bytes().first()?;
        separator.is_ascii().then(|| (Some(separator), &rest[1..]))
    });
    announced.unwrap_or((None, text))
}

fn decoded(bytes: &[u8]) -> String {
    let mut text = Vec::new();
    let mut decoder = TextDecoder::default();
    let mut take = |piece: &[u8]| {
        text.extend_from_slice(piece);
        Ok::<(), Infallible>(())
    };
    let Ok(()) = decoder.push(bytes, &mut take);
    let Ok(()) = decoder.finish(&mut take);
    // A lone return ends lines on very old machines.
    let text = String::from_utf8_lossy(&text);
    if text.contains('\n') {
        text.into_owned()
    } else {
        text.replace('\r', "\n")
    }
}

impl PlaceList {
    fn take(
        &mut self,
        row: &Row<'_>,
        fields: &[String],
        width: usize,
        read_position: ReadPosition<'_>,
    ) {
        self.rows += 1;
        let placed = if self.rows > MOST_ROWS {
            Err(RowReason::TooManyRows)
        } else if row.is_open {
            Err(RowReason::QuoteNotClosed)
        } else if fields.iter().skip(width).any(|field| !field.is_empty()) {
            Err(RowReason::TooManyFields)
        } else {
            self.position(fields, read_position)
        };
        match placed {
            Ok(lnglat) => {
                let text = |column| {
                    let field = self.columns.get(column).and_then(|at| fields.get(at));
                    field.map_or_else(String::new, |field| beginning(field))
                };
                self.placed.push(ListedPlace {
                    line: row.line,
                    id: text(PlaceColumn::Id),
                    name: text(PlaceColumn::Name),
                    lnglat,
                });
            }
            Err(reason) => self.refused.push(RefusedRow {
                line: row.line,
                reason,
                text: beginning(row.text),
            }),
        }
    }

    fn position(
        &mut self,
        fields: &[String],
        read_position: ReadPosition<'_>,
    ) -> Result<[f64; 2], RowReason> {
        let field = |at: usize| fields.get(at).ok_or(RowReason::TooFewFields);
        let columns = self.columns;
        if let Some(at) = columns.get(PlaceColumn::Position) {
            let text = field(at)?;
            return match read_position(text) {
                _ if text.is_empty() => Err(RowReason::NoPosition),
                Some(lnglat) => not_zero(lnglat),
                None => Err(RowReason::NotAPosition),
            };
        }
        let both = columns
            .get(PlaceColumn::Latitude)
            .zip(columns.get(PlaceColumn::Longitude));
        let (lat, lng) = both.ok_or(RowReason::NoColumns)?;
        let (lat, lng) = (field(lat)?, field(lng)?);
        if lat.is_empty() || lng.is_empty() {
            return Err(RowReason::NoPosition);
        }
        self.decimal_comma |= lat.contains(',') || lng.contains(',');
        match (decimal(lat), decimal(lng)) {
            (Some(lat), _) if lat.is_nan() || lat.abs() > 90.0 => {
                Err(RowReason::LatitudeOutOfRange)
            }
            (_, Some(lng)) if lng.is_nan() || lng.abs() > 180.0 => {
                Err(RowReason::LongitudeOutOfRange)
            }
            (Some(lat), Some(lng)) => not_zero([lng, lat]),
            // Degrees with minutes, letters, signs.
            _ => read_position(&format!("{lat};{lng}"))
                .ok_or(RowReason::NotAPosition)
                .and_then(not_zero),
        }
    }
}

fn not_zero(lnglat: [f64; 2]) -> Result<[f64; 2], RowReason> {
    if lnglat == [0.0, 0.0] {
        return Err(RowReason::BothZero);
    }
    Ok(lnglat)
}

fn beginning(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
