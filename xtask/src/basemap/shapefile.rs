//! Lines of an ESRI shapefile with the fields of their table.
//!
//! Source: ESRI, "Shapefile Technical Description" (1998); the table is dBASE III.

use super::topology::LngLat;

/// One line with its row of the table.
pub struct Line {
    pub points: Vec<LngLat>,
    fields: Vec<(String, String)>,
}

impl Line {
    /// The field of this name in any case, trimmed; empty where there is none.
    pub fn field(&self, name: &str) -> &str {
        let found = self
            .fields
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value.as_str())
    }
}

const SHAPE_POLYLINE: i32 = 3;

/// Reads the `.shp` and `.dbf` of a layer of lines; a line in several parts becomes several lines.
/// `None` where the bytes are damaged or hold something else than lines.
pub fn read_lines(shp: &[u8], dbf: &[u8]) -> Option<Vec<Line>> {
    let rows = read_table(dbf)?;
    let mut rest = shp.get(100..)?;
    let mut lines = Vec::new();
    for fields in rows {
        let content = 8 + 2 * usize::try_from(i32::from_be_bytes(array(rest, 4)?)).ok()?;
        let record = rest.get(8..content)?;
        rest = rest.get(content..)?;
        match i32::from_le_bytes(array(record, 0)?) {
            0 => continue,
            SHAPE_POLYLINE => {}
            _ => return None,
        }
        let parts = usize::try_from(i32::from_le_bytes(array(record, 36)?)).ok()?;
        let points = usize::try_from(i32::from_le_bytes(array(record, 40)?)).ok()?;
        let mut starts = Vec::new();
        for part in 0..parts {
            starts.push(usize::try_from(i32::from_le_bytes(array(record, 44 + 4 * part)?)).ok()?);
        }
        starts.push(points);
        let first = 44 + 4 * parts;
        for part in starts.windows(2) {
            let mut line = Vec::new();
            for point in part[0]..part[1] {
                let at = first + 16 * point;
                line.push([
                    f64::from_le_bytes(array(record, at)?),
                    f64::from_le_bytes(array(record, at + 8)?),
                ]);
            }
            lines.push(Line {
                points: line,
                fields: fields.clone(),
            });
        }
    }
    Some(lines)
}

fn read_table(dbf: &[u8]) -> Option<Vec<Vec<(String, String)>>> {
    let rows = u32::from_le_bytes(array(dbf, 4)?) as usize;
    let header = usize::from(u16::from_le_bytes(array(dbf, 8)?));
    let width = usize::from(u16::from_le_bytes(array(dbf, 10)?));
    let mut columns = Vec::new();
    let mut at = 32;
    while *dbf.get(at)? != b'\r' {
        let name = dbf
            .get(at..at + 11)?
            .split(|byte| *byte == 0)
            .next()
            .unwrap_or_default();
        columns.push((
            String::from_utf8_lossy(name).into_owned(),
            usize::from(*dbf.get(at + 16)?),
        ));
        at += 32;
    }
    let mut table = Vec::new();
    for row in 0..rows {
        let mut start = header + row * width + 1;
        let mut fields = Vec::new();
        for (name, width) in &columns {
            let value = String::from_utf8_lossy(dbf.get(start..start + width)?)
                .trim()
                .to_owned();
            fields.push((name.clone(), value));
            start += width;
        }
        table.push(fields);
    }
    Some(table)
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}
