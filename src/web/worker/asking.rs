//! Questions about places: answered from every row that is here, whatever the map shows.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::Context;
use super::layer::WorkerLayer;
use crate::analysis::{
    Assessment, Condition, Expected, LayerFacts, Missing, Near, Records, Subject, Verdict,
};
use crate::ingest::read_places;
use crate::protocol::{
    Answer, Asked, Assessed, Basis, ExpectedLayer, FromWorker, LayerState, PlaceColumns, Question,
    RecordName,
};
use crate::spatial::{Geometries, PartKind, PolygonMender};
use crate::state::read_position;
use crate::units::Metres;
use crate::web::files::{ByteStream, FetchError};
use crate::web::pause::Pacer;

/// Milliseconds of answering between two pauses.
const BETWEEN_PAUSES_MS: f64 = 24.0;
/// A list of places is no longer than this.
const MOST_BYTES: usize = 64_000_000;

/// Answers a question about one place, area or route.
pub fn assess(context: &Context, question: &Question) -> Answer {
    let layers = context.workshop.borrow().layers.clone();
    let expected = expected(&question.basis, &layers);
    let records = Records::new(&expected, question.basis.today);
    let reach = question.basis.reach;
    let mut hazards = Vec::new();
    let assessment = match &question.asked {
        Asked::Place { at } => Subject::place(*at).map(|subject| records.assess(&subject, reach)),
        Asked::Area { polygons } => {
            let geometries = mended(polygons);
            Subject::area(geometries.get(0)).map(|subject| records.assess(&subject, reach))
        }
        Asked::Route { lines, width } => {
            let lines = lines.iter().map(std::slice::from_ref);
            let geometries = geometries(lines, PartKind::Line);
            let found = records.assess_route(&geometries.get(0), Metres(width.0));
            found.map(|found| {
                hazards = found.hazards;
                found.assessment
            })
        }
    };
    let Some(assessment) = assessment else {
        return Answer::Senseless;
    };
    let names = spoken_of(&assessment)
        .chain(
            hazards
                .iter()
                .map(|hazard| (hazard.zone.layer, hazard.zone.row)),
        )
        .map(|(layer, row)| RecordName {
            layer,
            row,
            name: find(&layers, &question.basis.expected[layer].id)
                .map_or_else(String::new, |layer| layer.name(row)),
        })
        .collect();
    Answer::Assessed {
        assessed: Box::new(Assessed {
            assessment,
            hazards,
            names,
        }),
    }
}

/// Begins to answer about many places: in parts as they come, with the last as the answer. None comes any more when
/// nobody waits.
pub fn start_many(context: &Context, ticket: u32, places: Vec<[f64; 2]>, basis: Basis) {
    context.workshop.borrow_mut().asking.push(ticket);
    let context = context.clone();
    spawn_local(async move {
        // Layers that go meanwhile stay for this answer: it is about one moment.
        let layers = context.workshop.borrow().layers.clone();
        let expected = expected(&basis, &layers);
        let records = Records::new(&expected, basis.today);
        let mut pacer = Pacer::new(BETWEEN_PAUSES_MS);
        let mut assessments = Vec::new();
        for assessment in records.assess_many(&places, basis.reach) {
            assessments.push(assessment);
            if pacer.is_due() {
                let assessments = std::mem::take(&mut assessments);
                context.tell(
                    &FromWorker::Assessed {
                        ticket,
                        assessments,
                    },
                    &[],
                );
                pacer.pause_if_due().await;
                if !context.workshop.borrow().asking.contains(&ticket) {
                    return;
                }
            }
        }
        let asking = &mut context.workshop.borrow_mut().asking;
        asking.retain(|asking| *asking != ticket);
        context.answer(ticket, Answer::AssessedMany { assessments });
    });
}

/// Begins to read a list of places.
pub fn start_places(
    context: &Context,
    ticket: u32,
    columns: Option<PlaceColumns>,
    file: Option<Blob>,
) {
    let context = context.clone();
    spawn_local(async move {
        let read = match file {
            Some(file) => bytes_of(&file).await,
            None => Ok(Vec::new()),
        };
        context.answer(
            ticket,
            match read {
                Ok(bytes) => Answer::Places {
                    list: Box::new(read_places(&bytes, columns, &coordinates)),
                },
                Err(reason) => Answer::Unreadable { reason },
            },
        );
    });
}

async fn bytes_of(file: &Blob) -> Result<Vec<u8>, String> {
    let reason = |error| match error {
        FetchError::Broken(reason) => reason,
        // A file has no status, and nobody cancels.
        other => format!("{other:?}"),
    };
    let stream = ByteStream::of_file(file).await.map_err(reason)?;
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await.map_err(reason)? {
        bytes.extend(piece.to_vec());
        if bytes.len() > MOST_BYTES {
            stream.cancel();
            return Err(format!("> {} MB", MOST_BYTES / 1_000_000));
        }
    }
    Ok(bytes)
}

/// The layers as the page expects them, with the data that is here.
fn expected<'a>(basis: &'a Basis, layers: &'a [Rc<WorkerLayer>]) -> Vec<Expected<'a>> {
    basis
        .expected
        .iter()
        .map(|layer| Expected {
            facts: LayerFacts {
                id: &layer.id,
                source: &layer.source,
                as_of: layer.as_of,
                stale_after_days: layer.stale_after_days,
                positional_accuracy: layer.positional_accuracy,
                published: layer.published,
            },
            condition: condition(layer, layers),
        })
        .collect()
}

fn condition<'a>(expected: &ExpectedLayer, layers: &'a [Rc<WorkerLayer>]) -> Condition<'a> {
    let data = find(layers, &expected.id).map(|layer| layer.records());
    match (expected.state, data) {
        (
            LayerState::Here {
                set_aside: 0,
                cut_short: false,
            },
            Some(layer),
        ) => Condition::Loaded(layer),
        (
            LayerState::Here {
                set_aside,
                cut_short,
            },
            Some(layer),
        ) => Condition::Incomplete {
            layer,
            set_aside,
            cut_short,
        },
        // The page thinks it is here, but a worker that was replaced is still reading it.
        (LayerState::Here { .. }, None) => Condition::Missing {
            why: Missing::Loading,
            role: None,
        },
        (LayerState::Gone { why, role }, _) => Condition::Missing { why, role },
    }
}

fn find<'a>(layers: &'a [Rc<WorkerLayer>], id: &str) -> Option<&'a Rc<WorkerLayer>> {
    layers.iter().find(|layer| layer.id == id)
}

/// Polygons as those of layers are read: what an outline that crosses itself encloses counts as enclosed.
fn mended(polygons: &[Vec<Vec<[f64; 2]>>]) -> Geometries {
    let mut geometries = Geometries::default();
    let mut mender = PolygonMender::default();
    let mut positions = polygons.iter().flatten().flatten();
    let is_on_earth = positions.all(|[lng, lat]| lng.abs() < 1e9 && lat.abs() <= 90.0);
    for rings in polygons.iter().filter(|_| is_on_earth) {
        // One that encloses nothing adds nothing.
        let _ = mender.mend(rings.iter().map(Vec::as_slice), &mut geometries);
    }
    geometries.end_geometry();
    geometries
}

/// One geometry of parts given by their rings.
fn geometries<'a>(parts: impl Iterator<Item = &'a [Vec<[f64; 2]>]>, kind: PartKind) -> Geometries {
    let mut geometries = Geometries::default();
    for rings in parts {
        for ring in rings {
            for position in ring {
                geometries.push_coordinate(*position);
            }
            geometries.end_ring();
        }
        geometries.end_part(kind);
    }
    geometries.end_geometry();
    geometries
}

/// The records that an answer names: layer and row.
fn spoken_of(assessment: &Assessment) -> impl Iterator<Item = (usize, u32)> {
    let near_accident = match assessment.verdict {
        Verdict::NearHazard(Near::Accident(accident)) => Some((accident.layer, accident.row)),
        _ => None,
    };
    let nearest = &assessment.nearest;
    let nearest = [
        nearest.confirmed,
        nearest.suspected,
        nearest.declared,
        nearest.cleared,
    ];
    let zones = assessment
        .inside
        .iter()
        .copied()
        .chain(nearest.into_iter().flatten());
    zones
        .map(|zone| (zone.layer, zone.row))
        .chain(near_accident)
        .collect::<Vec<_>>()
        .into_iter()
}

/// A position in any form that people write; what is near enough is taken as it is.
fn coordinates(text: &str) -> Option<[f64; 2]> {
    read_position(text).ok().map(|position| position.lnglat)
}
