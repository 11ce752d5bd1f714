//! The bytes of every type that messages are made of; see [`super::wire`] for their form.

use super::wire::{Wire, listed, records, variants};
use super::{
    Answer, BasemapPart, ColumnHeader, ColumnsHeader, FromWorker, GroundPlace, GroundWeight, Hit,
    ListedPlace, NamedRow, PlaceColumns, PlaceList, Refused, RefusedRow, RowReason, ToWorker,
};
use crate::basemap::CellGrid;
use crate::hazard::{Field, HazardType, Role};
use crate::ingest::{
    DetailValue, FieldMapping, KeyPreview, LoadReport, MappingPreview, Meaning, Note, Repaired,
    RowDetails, SetAside,
};
use crate::manifest::Limits;
use crate::units::{DatePrecision, Day, Metres, PartialDate};

variants! {
    ToWorker {
        0 = Load { source, name, url, sha256, role, fields, limits, origins };
        1 = Map { source, role, fields };
        2 = Cancel { source };
        3 = Unload { source };
        4 = Shown { layer };
        5 = Pick { ticket, at, tolerance, accidents };
        6 = Names { ticket, from, rows };
        7 = Texts { ticket, layer, fields };
        8 = Describe { ticket, layer, row };
        9 = Search { ticket, layer, words };
        10 = Find { ticket, layer, id };
        11 = SetAside { ticket, source, sentences, mark };
        12 = Basemap { key, url };
        13 = Assess { ticket, question };
        14 = AssessMany { ticket, places, basis };
        15 = StopAsking { ticket };
        16 = Places { ticket, columns };
    }
    FromWorker {
        0 = Ready;
        1 = Progress { source, bytes, total, features };
        2 = AskMapping { source, preview };
        3 = Layer { layer, bounds };
        4 = Chunk { layer };
        5 = Loaded { source, report, complete_below };
        6 = Failed { source, error };
        7 = Answer { ticket, answer };
        8 = Basemap { key, parts, places, cells };
        9 = BasemapFailed { key, reason };
        10 = Assessed { ticket, assessments };
        11 = Complete { source };
        12 = Glimpse { source, role };
        13 = Columns { source, layer, role, header };
    }
    Answer {
        0 = Picked { rows, all };
        1 = Names { rows };
        2 = Texts { rows };
        3 = Described { details };
        4 = Found { rows };
        5 = File { text };
        6 = Gone;
        7 = Assessed { assessed };
        8 = AssessedMany { assessments };
        9 = Senseless;
        10 = Places { list };
        11 = Unreadable { reason };
    }
    ColumnHeader {
        0 = Category { dictionary };
        1 = Set;
        2 = Date;
        3 = Number;
    }
    BasemapPart {
        0 = Land;
        1 = Lakes;
        2 = Coast;
        3 = Shores;
        4 = Rivers;
        5 = Borders;
        6 = UnsettledBorders;
    }
    GroundWeight {
        0 = Country(extent);
        1 = Capital(population);
        2 = Town(population);
    }
    DetailValue {
        0 = Text(text);
        1 = Number(number);
        2 = Date(date);
        3 = Category(slug);
        4 = HazardTypes(types);
    }
    Meaning {
        0 = Field(field);
        1 = RowKind;
        2 = Year;
        3 = Month;
        4 = DayOfMonth;
        5 = Casualties;
        6 = VictimOutcome;
        7 = VictimAge;
        8 = VictimSex;
        9 = VictimPerson;
    }
    DatePrecision {
        0 = Year;
        1 = Month;
        2 = Day;
    }
}

records! {
    Limits { memory_mb, file_mb, features, seconds }
    Hit { layer, row }
    NamedRow { layer, row, name, distance_m, bearing_deg }
    Refused { code, values }
    GroundPlace { name, lng, lat, weight }
    ColumnsHeader { rows, columns }
    CellGrid { degrees, present }
    LoadReport { read, drawn, repaired, skipped, notes }
    SetAside { reason, count, index, id, indices }
    Repaired { repair, count, index, id }
    Note { note, values, count }
    MappingPreview { fingerprint, features, keys, role_guess }
    KeyPreview { key, samples, distinct, guess }
    RowDetails { role, title, feature, fields, raw }
    PartialDate { first, precision }
    PlaceList { separator, has_header, decimal_comma, header, samples, columns, rows, placed, refused }
    ListedPlace { line, id, name, lnglat }
    RefusedRow { line, reason, text }
}

listed!(Field, HazardType, Role, RowReason);

/// Numbers with a unit travel as the number.
macro_rules! measures {
    ($($name:ident($number:ty)),+) => {$(
        impl Wire for $name {
            fn write(&self, bytes: &mut Vec<u8>) {
                self.0.write(bytes);
            }

            fn read(bytes: &mut &[u8]) -> Option<Self> {
                <$number>::read(bytes).map(Self)
            }
        }
    )+};
}

measures!(Day(i32), Metres(f64));

impl Wire for PlaceColumns {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Wire::read(bytes).map(Self)
    }
}

impl Wire for FieldMapping {
    fn write(&self, bytes: &mut Vec<u8>) {
        let entries = self.iter();
        entries
            .map(|(meaning, keys)| (meaning, keys.to_vec()))
            .collect::<Vec<_>>()
            .write(bytes);
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        let entries: Vec<(Meaning, Vec<String>)> = Wire::read(bytes)?;
        Some(entries.into_iter().collect())
    }
}
