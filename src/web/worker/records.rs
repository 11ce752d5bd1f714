//! Questions about single records, which come when somebody points or searches. Each stands apart from the loop of
//! messages, so that the worker starts without them.

use super::{Context, with_layer};
use crate::ingest::{set_aside_csv, set_aside_geojson};
use crate::protocol::{Answer, Hit};

/// What lies at a position, the topmost first.
pub fn pick(context: &Context, at: [f64; 2], tolerance: f64) -> Answer {
    let workshop = context.workshop.borrow();
    let mut hits: Vec<_> = workshop
        .layers
        .iter()
        .rev()
        .flat_map(|layer| {
            layer
                .pick(at, tolerance)
                .into_iter()
                .map(|hit| (hit.kind.rank(), layer.id.clone(), hit.row))
        })
        .collect();
    crate::order::sort_by(&mut hits, |((first, near), ..), ((second, far), ..)| {
        first.cmp(second).then(near.total_cmp(far))
    });
    Answer::Picked {
        rows: hits
            .into_iter()
            .map(|(_, layer, row)| Hit { layer, row })
            .collect(),
    }
}

/// All that is known of a row.
pub fn describe(context: &Context, layer: &str, row: u32) -> Answer {
    let details = with_layer(context, layer, |layer| layer.describe(row)).flatten();
    details.map_or(Answer::Gone, |details| Answer::Described {
        details: Box::new(details),
    })
}

/// The rows that have all the words.
pub fn search(context: &Context, layer: &str, words: &[String]) -> Answer {
    let found = with_layer(context, layer, |layer| Answer::Found {
        rows: layer.search(words),
    });
    found.unwrap_or(Answer::Gone)
}

/// The rows with an id.
pub fn find(context: &Context, layer: &str, id: &str) -> Answer {
    let found = with_layer(context, layer, |layer| Answer::Found {
        rows: layer.find(id),
    });
    found.unwrap_or(Answer::Gone)
}

/// What of a file was set aside: as a table where there are sentences for it, else as GeoJSON.
pub fn set_aside(
    context: &Context,
    source: &str,
    sentences: Option<Vec<(String, String)>>,
    mark: &str,
) -> Answer {
    let workshop = context.workshop.borrow();
    let text = workshop.files.get(source).map(|file| match &sentences {
        Some(sentences) => set_aside_csv(file, sentences, mark),
        None => set_aside_geojson(file, mark),
    });
    text.map_or(Answer::Gone, |text| Answer::File { text })
}
