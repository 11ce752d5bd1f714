//! Questions about single records, which come when somebody points or searches. Each stands apart from the loop of
//! messages, so that the worker starts without them.

use super::{Context, with_layer};
use crate::hazard::RowKind;
use crate::ingest::{set_aside_csv, set_aside_geojson};
use crate::protocol::{Answer, Hit};

/// Rows of one place that a person can turn over; where more lie there, how many is told.
const MOST_PICKED: usize = 500;

/// What lies at a position, the topmost first.
pub fn pick(context: &Context, at: [f64; 2], tolerance: f64, accidents: bool) -> Answer {
    let workshop = context.workshop.borrow();
    let mut all = 0;
    let mut hits = Vec::new();
    for layer in workshop.layers.iter().rev() {
        if accidents || layer.dataset.role.row_kind() != RowKind::Incident {
            let of_layer = layer.pick(at, tolerance);
            all += of_layer.len() as u32;
            let best = of_layer.into_iter().take(MOST_PICKED);
            hits.extend(best.map(|hit| (hit.kind.rank(), &layer.id, hit.row)));
        }
    }
    crate::order::sort_by(&mut hits, |((first, near), ..), ((second, far), ..)| {
        first.cmp(second).then(near.total_cmp(far))
    });
    hits.truncate(MOST_PICKED);
    let hit = |(_, layer, row): (_, &String, u32)| Hit {
        layer: layer.clone(),
        row,
    };
    Answer::Picked {
        rows: hits.into_iter().map(hit).collect(),
        all,
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
