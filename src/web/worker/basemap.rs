//! Files of the base map: fetched, decoded and meshed like any layer.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::Context;
use crate::basemap::{Basemap, BorderKind, TownKind};
use crate::protocol::{BasemapPart, FromWorker, GroundPlace, GroundWeight};
use crate::scene::{ZOOM_RANGE, mesh_rows, pack};
use crate::spatial::Geometries;
use crate::web::files::{ByteStream, FetchError};
use crate::web::wire::buffer_of;

/// The zoom up to which the world's file is drawn exactly: closer by, cells stand in its place.
const WORLD_CLOSEST: f64 = 16.0;

/// Begins to read a file of the base map.
pub fn start(context: &Context, key: String, url: String) {
    let context = context.clone();
    spawn_local(async move {
        let outcome = match read(&url).await {
            Ok(bytes) => Basemap::decode(&bytes).map_err(|error| error.to_string()),
            Err(reason) => Err(reason),
        };
        match outcome {
            Ok(basemap) => publish(&context, key, &basemap),
            Err(reason) => context.tell(&FromWorker::BasemapFailed { key, reason }, &[]),
        }
    });
}

async fn read(url: &str) -> Result<Vec<u8>, String> {
    let text = |error: FetchError| match error {
        FetchError::Status(status) => format!("HTTP {status}"),
        FetchError::Broken(reason) | FetchError::Elsewhere(reason) => reason,
        FetchError::Cancelled => "cancelled".to_owned(),
    };
    let controller =
        AbortController::new().map_err(|thrown| crate::web::wire::thrown_text(&thrown))?;
    let stream = ByteStream::of_address(url, &controller.signal(), None)
        .await
        .map_err(text)?;
    let mut bytes = Vec::new();
    while let Some(piece) = stream.next().await.map_err(text)? {
        bytes.extend(piece.to_vec());
    }
    Ok(bytes)
}

fn publish(context: &Context, key: String, basemap: &Basemap) {
    let (settled, unsettled) = borders(basemap);
    let lists = [
        (BasemapPart::Land, &basemap.land),
        (BasemapPart::Lakes, &basemap.lakes),
        (BasemapPart::Coast, &basemap.coasts()),
        (BasemapPart::Shores, &basemap.shores()),
        (BasemapPart::Rivers, &basemap.rivers.lines),
        (BasemapPart::Borders, &settled),
        (BasemapPart::UnsettledBorders, &unsettled),
    ];
    let is_world = !basemap.countries.is_empty();
    let closest = if is_world {
        WORLD_CLOSEST
    } else {
        ZOOM_RANGE[1]
    };
    let mut parts = Vec::new();
    let mut chunks: Vec<JsValue> = Vec::new();
    for (part, geometries) in lists {
        let fills = matches!(part, BasemapPart::Land | BasemapPart::Lakes);
        for mut chunk in mesh_rows(geometries, 0..geometries.len(), &|_| None, closest) {
            // The ground is background: it has no minimum marks, and its areas' outlines are lists of their own.
            chunk.marks.clear();
            if fills {
                chunk.outline.clear();
            }
            if !(chunk.outline.is_empty() && chunk.fill_indices.is_empty()) {
                parts.push(part);
                chunks.push(buffer_of(&pack::pack(&chunk)));
            }
        }
    }
    let cells = is_world.then(|| basemap.cells.clone());
    context.tell(
        &FromWorker::Basemap {
            key,
            parts,
            places: places(basemap),
            cells,
        },
        &chunks,
    );
}

/// Settled borders, and those that are not.
fn borders(basemap: &Basemap) -> (Geometries, Geometries) {
    let (mut settled, mut unsettled) = (Geometries::default(), Geometries::default());
    for (line, kind) in basemap.borders.lines.iter().zip(&basemap.borders.kinds) {
        match kind {
            BorderKind::Settled => settled.push_copy(line),
            BorderKind::Unsettled => unsettled.push_copy(line),
        }
    }
    (settled, unsettled)
}

fn places(basemap: &Basemap) -> Vec<GroundPlace> {
    let place = |name: &str, [lng, lat]: [f64; 2], weight| GroundPlace {
        name: name.to_owned(),
        lng,
        lat,
        weight,
    };
    let countries = basemap.countries.iter().map(|country| {
        place(
            &country.name,
            country.lnglat,
            GroundWeight::Country(country.extent),
        )
    });
    let towns = basemap.towns.iter().map(|town| {
        let weight = match town.kind {
            TownKind::Capital => GroundWeight::Capital(town.population),
            _ => GroundWeight::Town(town.population),
        };
        place(&town.name, town.lnglat, weight)
    });
    countries.chain(towns).collect()
}
