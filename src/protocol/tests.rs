//! Every message comes back from its bytes as it was.

use std::fmt::Debug;

use super::*;
use crate::hazard::HazardType;
use crate::ingest::{DetailValue, KeyPreview, Meaning, Note, Repaired, SetAside};
use crate::manifest::Limits;
use crate::units::PartialDate;

fn comes_back<M: Wire + Debug>(message: &M) {
    let bytes = to_bytes(message);
    let back: M = from_bytes(&bytes).expect("a whole message");
    assert_eq!(format!("{back:?}"), format!("{message:?}"));
    assert!(from_bytes::<M>(&bytes[..bytes.len() - 1]).is_none());
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn fields() -> FieldMapping {
    [
        (Meaning::Field(Field::Status), vec![text("Hazard_Cla")]),
        (Meaning::Field(Field::Name), Vec::new()),
        (Meaning::VictimPerson, vec![text("a"), text("b")]),
    ]
    .into_iter()
    .collect()
}

#[test]
fn questions_and_orders_come_back() {
    let source = || text("zones");
    for message in [
        ToWorker::Load {
            source: source(),
            name: text("Minahədəfli.geojson"),
            url: Some(text("data/zones.geojson")),
            sha256: Some(text("ba7816bf")),
            role: Some(Role::Boundary),
            fields: fields(),
            limits: Limits::default(),
            origins: Some(vec![text("https://data.example.org")]),
        },
        ToWorker::Map {
            source: source(),
            role: Role::Contaminated,
            fields: FieldMapping::new(),
        },
        ToWorker::Cancel { source: source() },
        ToWorker::Unload { source: source() },
        ToWorker::Shown { layer: source() },
        ToWorker::Pick {
            ticket: 1,
            at: [46.5, -39.25],
            tolerance: 1e-9,
            accidents: true,
        },
        ToWorker::Names {
            ticket: u32::MAX,
            from: [0.0, 0.0],
            rows: vec![(source(), vec![0, 7]), (source(), Vec::new())],
        },
        ToWorker::Texts {
            ticket: 2,
            layer: source(),
            fields: Field::ALL.to_vec(),
        },
        ToWorker::Describe {
            ticket: 3,
            layer: source(),
            row: 9,
        },
        ToWorker::Search {
            ticket: 4,
            layer: source(),
            words: vec![text("suşa"), text("")],
        },
        ToWorker::Find {
            ticket: 5,
            layer: source(),
            id: text("HA-1"),
        },
        ToWorker::SetAside {
            ticket: 6,
            source: source(),
            sentences: Some(vec![(text("no_geometry"), text("It has no place."))]),
            mark: text("Not published by the centre."),
        },
        ToWorker::Basemap {
            key: text("world"),
            url: text("basemap/world.bin"),
        },
    ] {
        comes_back(&message);
    }
}

#[test]
fn news_comes_back() {
    let source = || text("zones");
    let header = ColumnsHeader {
        rows: 3,
        columns: vec![
            (
                Field::Status,
                ColumnHeader::Category {
                    dictionary: vec![text("unknown")],
                },
            ),
            (Field::HazardTypes, ColumnHeader::Set),
            (Field::Date, ColumnHeader::Date),
            (Field::Residents, ColumnHeader::Number),
        ],
    };
    let report = LoadReport {
        read: 3,
        drawn: 1,
        repaired: vec![Repaired {
            repair: text("ring_closed"),
            count: 1,
            index: 0,
            id: None,
        }],
        skipped: vec![SetAside {
            reason: text("no_geometry"),
            count: 2,
            index: 1,
            id: Some(text("HA-2")),
            indices: vec![1, 2],
        }],
        notes: vec![Note {
            note: text("truncated"),
            values: vec![(text("a"), text("b"))],
            count: Some(u64::MAX),
        }],
    };
    let preview = MappingPreview {
        fingerprint: text("0123"),
        features: 5,
        keys: vec![KeyPreview {
            key: text("typ"),
            samples: vec![(text("x"), 4)],
            distinct: 1,
            guess: Some(Meaning::RowKind),
        }],
        role_guess: None,
    };
    for message in [
        FromWorker::Ready,
        FromWorker::Progress {
            source: source(),
            bytes: 1 << 40,
            total: None,
            features: 8,
        },
        FromWorker::AskMapping {
            source: source(),
            preview: Box::new(preview),
        },
        FromWorker::Columns {
            source: source(),
            layer: source(),
            role: Role::Zones,
            header,
        },
        FromWorker::Layer {
            layer: source(),
            bounds: Some([0.1, 0.2, 0.3, f64::INFINITY]),
        },
        FromWorker::Chunk { layer: source() },
        FromWorker::Glimpse {
            source: source(),
            role: Role::Zones,
        },
        FromWorker::Loaded {
            source: source(),
            report,
            complete_below: 9.0,
        },
        FromWorker::Complete { source: source() },
        FromWorker::Failed {
            source: source(),
            error: Refused::new("projected", &[("x", "500000")]),
        },
        FromWorker::Basemap {
            key: text("world"),
            parts: vec![BasemapPart::Land, BasemapPart::UnsettledBorders],
            places: vec![GroundPlace {
                name: text("Şuşa"),
                lng: 46.75,
                lat: 39.75,
                weight: GroundWeight::Town(4_000),
            }],
            cells: Some(CellGrid::default()),
        },
        FromWorker::BasemapFailed {
            key: text("cell"),
            reason: text("HTTP 404"),
        },
    ] {
        comes_back(&message);
    }
}

#[test]
fn answers_come_back() {
    let details = RowDetails {
        role: Role::Incidents,
        title: Some(text("Accident")),
        feature: 4,
        fields: vec![
            (Field::Narrative, DetailValue::Text(text("…"))),
            (Field::Killed, DetailValue::Number(2.0)),
            (
                Field::Date,
                DetailValue::Date(PartialDate::from_iso("2021-03").expect("a month")),
            ),
            (Field::Kind, DetailValue::Category(text("mine_erw"))),
            (
                Field::Device,
                DetailValue::HazardTypes(HazardType::ALL.to_vec()),
            ),
        ],
        raw: vec![(text("KILLED"), text("2"))],
    };
    for answer in [
        Answer::Picked {
            rows: vec![Hit {
                layer: text("zones"),
                row: 1,
            }],
            all: 70_000,
        },
        Answer::Names {
            rows: vec![NamedRow {
                layer: text("zones"),
                row: 1,
                name: text("HA-1"),
                distance_m: 12.5,
                bearing_deg: 359.0,
            }],
        },
        Answer::Texts {
            rows: vec![vec![text("a"), text("")], Vec::new()],
        },
        Answer::Described {
            details: Box::new(details),
        },
        Answer::Found { rows: vec![3, 1] },
        Answer::File {
            text: text("a\r\n"),
        },
        Answer::Gone,
    ] {
        comes_back(&FromWorker::Answer { ticket: 7, answer });
    }
}

#[test]
fn lists_of_places_come_back() {
    comes_back(&ToWorker::Places {
        ticket: 7,
        columns: Some(PlaceColumns([Some(3), None, Some(0), Some(1), None])),
    });
    comes_back(&FromWorker::Assessed {
        ticket: 7,
        assessments: vec![None],
    });
    let refused = RowReason::ALL.map(|reason| RefusedRow {
        line: 2,
        reason,
        text: text("x;y"),
    });
    let list = PlaceList {
        separator: text(";"),
        has_header: true,
        decimal_comma: true,
        header: vec![text("Ad")],
        samples: vec![vec![text("Ağalı")]],
        columns: PlaceColumns::default(),
        rows: 11,
        placed: vec![ListedPlace {
            line: 3,
            id: text("7"),
            name: text("Ağalı"),
            lnglat: [46.7, 39.1],
        }],
        refused: refused.to_vec(),
    };
    let reason = text("damaged");
    for answer in [
        Answer::Places {
            list: Box::new(list),
        },
        Answer::Unreadable { reason },
    ] {
        comes_back(&FromWorker::Answer { ticket: 7, answer });
    }
}
