//! One record (a feature, or a bare geometry) into the layer being built.
//!
//! A recursive descent over the record's text; no tree of values. Members may stand in any order and unknown ones are
//! passed over. A collection's geometries, and a feature in the place of a geometry, become parts of the one row.

use std::borrow::Cow;

use super::super::coordinates::Coordinates;
use super::super::dictionary::ValueKind;
use super::super::finding::{Reason, Repair, Repairs};
use super::super::geometry_writer::{GeometryType, Written};
use super::super::layer_builder::LayerBuilder;
use super::super::slices::part;
use super::coordinates::{self, BadCoordinates};
use super::cursor::{Cursor, Fault, Value};

/// Geometry collections and features within each other. Each level costs stack.
const MAX_NESTED_GEOMETRIES: usize = 32;

/// What a record turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Record {
    /// A row of the layer, drawable or with its reason.
    Row,
    /// JSON that breaks the rules at this byte; no row was made.
    Broken(usize),
    /// Something else than a feature; no row was made.
    NotAFeature,
    /// An object of a format that is not GeoJSON; no row was made.
    Esri,
    TopoJson,
    /// A collection whose features were read apart; no row was made.
    Collection,
}

/// Reads records; keeps its buffers.
#[derive(Debug, Default)]
pub(super) struct RecordReader {
    coordinates: Coordinates,
    key: String,
    text: String,
}

/// What an object says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Unsaid,
    Unknown,
    Feature,
    FeatureCollection,
    GeometryCollection,
    Geometry(GeometryType),
    Topology,
}

/// What was seen of an object's members.
#[derive(Debug, Default)]
struct Members {
    kind: Kind,
    coordinates: Option<Result<(), BadCoordinates>>,
    geometry: bool,
    geometries: bool,
    features: bool,
    esri: bool,
}

/// What is found out about the row on the way.
#[derive(Debug, Default)]
struct Row {
    written: Written,
    repairs: Repairs,
}

impl Members {
    /// What the object is that has these members.
    fn record(&self) -> Record {
        match self.kind {
            Kind::Topology => Record::TopoJson,
            Kind::FeatureCollection => Record::Collection,
            Kind::Unsaid if self.esri => Record::Esri,
            Kind::Unsaid if self.features => Record::Collection,
            Kind::Unsaid | Kind::Unknown if !self.geometry && self.coordinates.is_none() => {
                Record::NotAFeature
            }
            _ => Record::Row,
        }
    }
}

impl Row {
    fn end(mut self, cursor: &Cursor<'_>, original: &str, builder: &mut LayerBuilder) {
        if cursor.mended {
            self.repairs.insert(Repair::JsonMended);
        }
        builder.end_feature(self.written, self.repairs, original);
    }
}

impl RecordReader {
    /// Reads one record and ends its row. Where it returns something else than [`Record::Row`], the layer is as before
    /// and the caller decides what becomes of the text.
    pub(super) fn read(&mut self, bytes: &[u8], builder: &mut LayerBuilder) -> Record {
        let mut repairs = Repairs::default();
        let text = text_of(bytes, &mut repairs);
        let mut cursor = Cursor::new(&text);
        if cursor.peek() != Some(b'{') {
            return Record::NotAFeature;
        }
        let mut row = Row {
            repairs,
            ..Row::default()
        };
        let members = match self.object(&mut cursor, builder, &mut row, 0) {
            Ok(members) if cursor.peek().is_none() => members,
            Err(Fault::TooDeep) => {
                builder.end_unread(Reason::TooDeep, &text);
                return Record::Row;
            }
            Ok(_) => return give_up(Record::Broken(cursor.at), builder),
            Err(Fault::Broken(at)) => return give_up(Record::Broken(at), builder),
        };
        let record = members.record();
        if record == Record::Row {
            row.end(&cursor, &text, builder);
            record
        } else {
            give_up(record, builder)
        }
    }

    /// Reads the feature that a text begins with, and ends its row: the number of its bytes.
    ///
    /// # Errors
    /// Where there is none, or something is wrong with it; where it goes on beyond the text, that is broken at its end.
    /// The layer is then as before.
    pub(super) fn read_feature(
        &mut self,
        text: &str,
        builder: &mut LayerBuilder,
    ) -> Result<usize, Fault> {
        let mut cursor = Cursor::new(text);
        let mut row = Row::default();
        let fault = match self.object(&mut cursor, builder, &mut row, 0) {
            Ok(members) if members.record() == Record::Row => {
                row.end(&cursor, part(text, ..cursor.at), builder);
                return Ok(cursor.at);
            }
            Ok(_) => Fault::Broken(0),
            Err(fault) => fault,
        };
        builder.forget_row();
        Err(fault)
    }

    /// Reads the members around a collection's features, of which only `crs` matters.
    pub(super) fn read_envelope(&mut self, bytes: &[u8], builder: &mut LayerBuilder) {
        let text = String::from_utf8_lossy(bytes);
        // A mistake after the features does not put them in doubt: they were read one by one.
        let _ = self.object(&mut Cursor::new(&text), builder, &mut Row::default(), 0);
        builder.forget_row();
    }

    /// Reads an object at the cursor: the record itself at level 0, or a geometry within it.
    fn object(
        &mut self,
        cursor: &mut Cursor<'_>,
        builder: &mut LayerBuilder,
        row: &mut Row,
        level: usize,
    ) -> Result<Members, Fault> {
        if level > MAX_NESTED_GEOMETRIES {
            return Err(Fault::TooDeep);
        }
        cursor.expect(b'{')?;
        let mut members = Members::default();
        let mut more = !cursor.take(b'}');
        while more {
            let key = cursor.key()?;
            match key.plain(&mut self.key) {
                "type" => members.kind = self.kind(cursor)?,
                "coordinates" => {
                    members.coordinates = Some(coordinates::read(cursor, &mut self.coordinates)?);
                }
                "geometry" => {
                    members.geometry = true;
                    // A member given twice counts as its last.
                    builder.layer.geometries.abandon_geometry();
                    row.written = Written::default();
                    self.geometry(cursor, builder, row, level)?;
                }
                "geometries" if cursor.peek() == Some(b'[') => {
                    members.geometries = true;
                    self.geometries(cursor, builder, row, level)?;
                }
                "properties" if cursor.peek() == Some(b'{') => {
                    self.properties(cursor, builder, row)?;
                }
                "id" if level == 0 => self.id(cursor, builder)?,
                "crs" if level == 0 => {
                    if let Value::Nested(json) = cursor.value()? {
                        builder.layer.crs = crs_name(json).or(builder.layer.crs.take());
                    }
                }
                other => {
                    members.features |= other == "features";
                    members.esri |= matches!(other, "attributes" | "rings" | "spatialReference");
                    cursor.value()?;
                }
            }
            more = cursor.next_entry(b'}')?;
        }
        self.write_geometry(&members, builder, row, level);
        Ok(members)
    }

    fn kind(&mut self, cursor: &mut Cursor<'_>) -> Result<Kind, Fault> {
        let Value::Text(name) = cursor.value()? else {
            return Ok(Kind::Unknown);
        };
        let name = name.plain(&mut self.text);
        Ok(match name {
            "Feature" => Kind::Feature,
            "FeatureCollection" => Kind::FeatureCollection,
            "Topology" => Kind::Topology,
            _ if name.eq_ignore_ascii_case("GeometryCollection") => Kind::GeometryCollection,
            _ if name.eq_ignore_ascii_case("Feature") => Kind::Feature,
            _ => GeometryType::named(name).map_or(Kind::Unknown, Kind::Geometry),
        })
    }

    /// Writes the geometry that the object itself is, if it is one.
    fn write_geometry(
        &mut self,
        members: &Members,
        builder: &mut LayerBuilder,
        row: &mut Row,
        level: usize,
    ) {
        match (members.kind, members.coordinates) {
            (Kind::Geometry(kind), Some(Ok(()))) => builder.writer.write(
                kind,
                &mut self.coordinates,
                &mut builder.layer.geometries,
                &mut row.written,
            ),
            (Kind::Geometry(_), Some(Err(BadCoordinates::NotNumbers))) => {
                row.written.fail(Reason::BadCoordinates);
            }
            (Kind::Geometry(_), Some(Err(BadCoordinates::Nesting))) => {
                row.written.fail(Reason::WrongNesting);
            }
            (Kind::Geometry(_) | Kind::GeometryCollection, None) if !row.written.any => {
                row.written.fail(Reason::EmptyGeometry);
            }
            (Kind::Unsaid | Kind::Unknown, coordinates)
                if !members.geometry && (level > 0 || coordinates.is_some()) =>
            {
                row.written.fail(Reason::UnknownGeometryType);
            }
            _ => {}
        }
    }

    fn geometry(
        &mut self,
        cursor: &mut Cursor<'_>,
        builder: &mut LayerBuilder,
        row: &mut Row,
        level: usize,
    ) -> Result<(), Fault> {
        if cursor.peek() == Some(b'{') {
            self.object(cursor, builder, row, level + 1)?;
        } else if cursor.value()? != Value::Null {
            row.written.fail(Reason::UnknownGeometryType);
        }
        Ok(())
    }

    fn geometries(
        &mut self,
        cursor: &mut Cursor<'_>,
        builder: &mut LayerBuilder,
        row: &mut Row,
        level: usize,
    ) -> Result<(), Fault> {
        cursor.expect(b'[')?;
        let mut more = !cursor.take(b']');
        while more {
            self.geometry(cursor, builder, row, level)?;
            more = cursor.next_entry(b']')?;
        }
        Ok(())
    }

    fn properties(
        &mut self,
        cursor: &mut Cursor<'_>,
        builder: &mut LayerBuilder,
        row: &mut Row,
    ) -> Result<(), Fault> {
        cursor.expect(b'{')?;
        let mut more = !cursor.take(b'}');
        while more {
            let table = &mut builder.layer.table;
            let column = match table.expected_key() {
                Some(key) if cursor.take_key(key) => table.take_expected(),
                _ => table.column_for(cursor.key()?.plain(&mut self.key)),
            };
            match cursor.value()? {
                Value::Text(text) => {
                    table.set(column, ValueKind::Text, text.plain(&mut self.text));
                }
                Value::Number(text) => table.set(column, ValueKind::Number, text),
                Value::Bool(value) => {
                    let text = if value { "true" } else { "false" };
                    table.set(column, ValueKind::Bool, text);
                }
                Value::Nested(text) => table.set(column, ValueKind::Nested, text),
                Value::Null => table.unset(column),
                Value::NotANumber => {
                    table.unset(column);
                    row.repairs.insert(Repair::NotANumberDropped);
                }
            }
            more = cursor.next_entry(b'}')?;
        }
        Ok(())
    }

    fn id(&mut self, cursor: &mut Cursor<'_>, builder: &mut LayerBuilder) -> Result<(), Fault> {
        let row = builder.layer.geometries.len();
        match cursor.value()? {
            Value::Text(text) => {
                let text = text.plain(&mut self.text);
                builder.layer.ids.set(row, ValueKind::Text, text);
            }
            Value::Number(text) => builder.layer.ids.set(row, ValueKind::Number, text),
            _ => {}
        }
        Ok(())
    }
}

fn give_up(record: Record, builder: &mut LayerBuilder) -> Record {
    builder.forget_row();
    record
}

/// The bytes as text; what is not UTF-8 becomes �, and is told.
pub(in super::super) fn text_of<'a>(bytes: &'a [u8], repairs: &mut Repairs) -> Cow<'a, str> {
    // Checking alone is quicker than replacing.
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    repairs.insert(Repair::TextReplaced);
    String::from_utf8_lossy(bytes)
}

/// The name in a `crs` member of GeoJSON 2008.
fn crs_name(json: &str) -> Option<String> {
    let Value::Nested(properties) = member(json, "properties")? else {
        return None;
    };
    let Value::Text(name) = member(properties, "name")? else {
        return None;
    };
    Some(name.plain(&mut String::new()).to_owned())
}

/// The value of an object's member.
fn member<'a>(json: &'a str, name: &str) -> Option<Value<'a>> {
    let mut cursor = Cursor::new(json);
    let (mut buffer, mut found) = (String::new(), None);
    cursor.expect(b'{').ok()?;
    let mut more = !cursor.take(b'}');
    while more {
        let key = cursor.key().ok()?;
        let value = cursor.value().ok()?;
        if key.plain(&mut buffer) == name {
            found = Some(value);
        }
        more = cursor.next_entry(b'}').ok()?;
    }
    found
}
