//! One source, from its first byte to the last chunk.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal, Blob};

use super::Context;
use super::glimpses::Glimpses;
use super::layer::{Places, WorkerLayer};
use crate::hazard::{HazardStatus, Role, RowKind};
use crate::ingest::{
    Assembler, Dataset, FeatureReader, FieldMapping, Hints, LoadError, RawLayer, ReaderOptions,
    Recognition, preview, recognise,
};
use crate::manifest::Limits;
use crate::protocol::{ColumnsHeader, FromWorker, Refused, pack_column};
use crate::scene::{Meshing, ZOOM_RANGE, mesh_rows, pack};
use crate::sha256::Sha256;
use crate::spatial::Boxes;
use crate::web::files::{ByteStream, FetchError};
use crate::web::pause::Pacer;
use crate::web::wire;

/// Milliseconds of work between two pauses, for a cancel or a question to be heard.
const BETWEEN_PAUSES_MS: f64 = 24.0;
/// Milliseconds between two reports of progress.
const PROGRESS_MS: f64 = 100.0;
/// Bytes parsed at a time: short enough for a cancel to be heard.
const SLICE: u32 = 1 << 20;
/// As much of a checksum as a person compares.
const SHOWN_DIGITS: usize = 12;

/// A source to be read.
pub struct Loading {
    pub source: String,
    pub name: String,
    pub url: Option<String>,
    pub file: Option<Blob>,
    /// What the checksum of the bytes must be, unpacked where they were packed.
    pub sha256: Option<String>,
    pub role: Option<Role>,
    pub fields: FieldMapping,
    pub limits: Limits,
    pub origins: Option<Vec<String>>,
}

impl Loading {
    /// What is known of the file before it is read.
    fn hints(&self) -> Hints<'_> {
        Hints {
            role: self.role,
            fields: &self.fields,
            file_name: &self.name,
        }
    }
}

/// A source that is read and waits to be told what it is.
pub struct Waiting {
    raw: RawLayer,
}

/// Why a source ended early.
enum Ended {
    Refused(Refused),
    Cancelled,
}

impl From<LoadError> for Ended {
    fn from(error: LoadError) -> Self {
        let values = error
            .values()
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Self::Refused(Refused {
            code: error.code().to_owned(),
            values,
        })
    }
}

impl From<FetchError> for Ended {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::Cancelled => Self::Cancelled,
            FetchError::Status(status) => Self::Refused(Refused::new(
                "http_status",
                &[("status", &status.to_string())],
            )),
            FetchError::Elsewhere(origin) => {
                Self::Refused(Refused::new("elsewhere", &[("origin", &origin)]))
            }
            FetchError::Broken(reason) => {
                Self::Refused(Refused::new("broken_transfer", &[("reason", &reason)]))
            }
        }
    }
}

/// Begins to read a source.
pub fn start(context: &Context, loading: Loading) {
    let context = context.clone();
    let Ok(controller) = AbortController::new() else {
        return;
    };
    let signal = controller.signal();
    context
        .workshop
        .borrow_mut()
        .running
        .insert(loading.source.clone(), controller);
    spawn_local(async move {
        let source = loading.source.clone();
        let outcome = load(&context, loading, &signal).await;
        finish(&context, &source, outcome);
    });
}

/// Goes on with a source whose role the user has told.
pub fn go_on(context: &Context, source: String, role: Role, fields: FieldMapping) {
    let Some(waiting) = context.workshop.borrow_mut().waiting.remove(&source) else {
        return;
    };
    let Ok(controller) = AbortController::new() else {
        return;
    };
    let signal = controller.signal();
    context
        .workshop
        .borrow_mut()
        .running
        .insert(source.clone(), controller);
    let context = context.clone();
    spawn_local(async move {
        let recognition = recognise(
            &waiting.raw,
            &Hints {
                role: Some(role),
                fields: &fields,
                file_name: "",
            },
        );
        let outcome = publish(&context, &source, waiting.raw, role, recognition, &signal).await;
        finish(&context, &source, outcome);
    });
}

fn finish(context: &Context, source: &str, outcome: Result<(), Ended>) {
    if matches!(outcome, Err(Ended::Cancelled)) {
        // Whoever cancelled it has forgotten it, and may be reading it again already.
        return;
    }
    context.workshop.borrow_mut().running.remove(source);
    if let Err(Ended::Refused(error)) = outcome {
        let source = source.to_owned();
        context.tell(&FromWorker::Failed { source, error }, &[]);
    }
}

async fn load(context: &Context, loading: Loading, signal: &AbortSignal) -> Result<(), Ended> {
    let stream = match (&loading.file, &loading.url) {
        (Some(file), _) => ByteStream::of_file(file).await?,
        (None, Some(url)) => {
            ByteStream::of_address(url, signal, loading.origins.as_deref()).await?
        }
        (None, None) => {
            return Err(Ended::Refused(Refused::new(
                "broken_transfer",
                &[("reason", "no file")],
            )));
        }
    };
    let raw = read(context, &loading, &stream, signal).await?;
    let recognition = recognise(&raw, &loading.hints());
    let Some(role) = recognition.role else {
        let question = FromWorker::AskMapping {
            source: loading.source.clone(),
            preview: Box::new(preview(&raw, &recognition)),
        };
        context
            .workshop
            .borrow_mut()
            .waiting
            .insert(loading.source, Waiting { raw });
        context.tell(&question, &[]);
        return Ok(());
    };
    publish(context, &loading.source, raw, role, recognition, signal).await
}

/// Parses the bytes as they come.
async fn read(
    context: &Context,
    loading: &Loading,
    stream: &ByteStream,
    signal: &AbortSignal,
) -> Result<RawLayer, Ended> {
    let limits = &loading.limits;
    let total = stream.total.filter(|_| !stream.inflated);
    let mut reader = FeatureReader::new(ReaderOptions {
        memory_budget: (limits.memory_mb as usize) << 20,
        most_bytes: u64::from(limits.file_mb) * 1_000_000,
        most_features: limits.features as usize,
        expected_bytes: total,
        ..ReaderOptions::default()
    });
    // Waiting for the network is not counted: a slow line is no reason to refuse.
    let most_ms = f64::from(limits.seconds) * 1_000.0;
    let mut worked_ms = 0.0;
    let mut sha256 = Sha256::default();
    let mut pacer = Pacer::new(BETWEEN_PAUSES_MS);
    let mut glimpses = Glimpses::default();
    let (mut bytes, mut told) = (0_u64, js_sys::Date::now());
    while let Some(piece) = stream.next().await? {
        let began = js_sys::Date::now();
        for start in (0..piece.length()).step_by(SLICE as usize) {
            let slice = piece
                .subarray(start, (start + SLICE).min(piece.length()))
                .to_vec();
            if loading.sha256.is_some() {
                sha256.push(&slice);
            }
            reader.push(&slice)?;
            bytes += slice.len() as u64;
            pacer.pause_if_due().await;
            if signal.aborted() {
                stream.cancel();
                return Err(Ended::Cancelled);
            }
        }
        let now = js_sys::Date::now();
        worked_ms += now - began;
        let refused = if worked_ms > most_ms {
            Some(Refused::new(
                "too_slow",
                &[("seconds", &limits.seconds.to_string())],
            ))
        } else if stream.is_bomb(bytes) {
            Some(Refused::new("inflates", &[]))
        } else {
            None
        };
        if let Some(refused) = refused {
            stream.cancel();
            return Err(Ended::Refused(refused));
        }
        // Of a file that may turn out to be another one, nothing is shown before that is known.
        if loading.sha256.is_none() {
            for (role, chunk) in glimpses.next(reader.layer(), &loading.hints()) {
                let source = loading.source.clone();
                let buffer = wire::buffer_of(&pack::pack(&chunk));
                context.tell(&FromWorker::Glimpse { source, role }, &[buffer]);
            }
        }
        if now - told > PROGRESS_MS {
            told = now;
            let features = reader.features() as u64;
            context.tell(
                &FromWorker::Progress {
                    source: loading.source.clone(),
                    bytes,
                    total,
                    features,
                },
                &[],
            );
        }
    }
    if let Some(expected) = &loading.sha256 {
        let found = sha256.finish();
        if found != *expected {
            return Err(Ended::Refused(not_the_file(loading, &found, expected)));
        }
    }
    Ok(reader.finish()?)
}

/// The refusal of a file that is another than the map was published with.
fn not_the_file(loading: &Loading, found: &str, expected: &str) -> Refused {
    let address = loading.url.as_deref().unwrap_or(&loading.name);
    let file = address.rsplit('/').next().unwrap_or(address);
    let [found, expected] =
        [found, expected].map(|sha256| sha256.get(..SHOWN_DIGITS).unwrap_or(sha256));
    Refused::new(
        "not_the_file",
        &[("file", file), ("found", found), ("expected", expected)],
    )
}

/// Makes layers of what was read, and sends them to the page chunk by chunk: first all that an overview shows.
async fn publish(
    context: &Context,
    source: &str,
    raw: RawLayer,
    role: Role,
    recognition: Recognition,
    signal: &AbortSignal,
) -> Result<(), Ended> {
    let assembled = Assembler::new(role, recognition.clone()).finish(raw, recognition);
    let file = Rc::new(assembled.source);
    let several = assembled.datasets.len() > 1;
    let named = |role: Role| {
        if several {
            format!("{source}-{}", role.slug())
        } else {
            source.to_owned()
        }
    };
    // While the index is made here, the page takes the columns in.
    for dataset in &assembled.datasets {
        send_columns(context, source, named(dataset.role), dataset);
    }
    let mut layers = Vec::new();
    for dataset in assembled.datasets {
        let id = named(dataset.role);
        let boxes = send_places(context, &id, &dataset);
        let layer = WorkerLayer::new(id, source.to_owned(), dataset, file.clone(), boxes);
        layers.push(Rc::new(layer));
    }
    let mut meshings: Vec<_> = (layers.iter())
        .filter_map(|layer| Some((layer, meshing_of(layer)?)))
        .collect();
    let mut pacer = Pacer::new(BETWEEN_PAUSES_MS);
    let mut complete_below = f64::INFINITY;
    for (layer, meshing) in &mut meshings {
        while meshing.complete_below().is_none() {
            send_next(context, layer, meshing, &mut pacer, signal).await?;
        }
        complete_below = complete_below.min(meshing.complete_below().unwrap_or_default());
    }
    {
        let mut workshop = context.workshop.borrow_mut();
        workshop.layers.extend(layers.iter().cloned());
        workshop.files.insert(source.to_owned(), file);
    }
    context.tell(
        &FromWorker::Loaded {
            source: source.to_owned(),
            report: assembled.report,
            complete_below,
        },
        &[],
    );
    for (layer, meshing) in &mut meshings {
        while send_next(context, layer, meshing, &mut pacer, signal).await? {}
    }
    let source = source.to_owned();
    context.tell(&FromWorker::Complete { source }, &[]);
    Ok(())
}

fn send_columns(context: &Context, source: &str, layer: String, dataset: &Dataset) {
    let mut header = ColumnsHeader {
        rows: dataset.columns.rows,
        columns: Vec::new(),
    };
    let mut buffers = Vec::new();
    for (field, column) in &dataset.columns.columns {
        let (kind, bytes) = pack_column(column);
        header.columns.push((*field, kind));
        buffers.push(wire::buffer_of(&bytes));
    }
    let message = FromWorker::Columns {
        source: source.to_owned(),
        layer,
        role: dataset.role,
        header,
    };
    context.tell(&message, &buffers);
}

/// Sends where the rows are, so that the page puts them on the map; gives what the index is made of.
fn send_places(context: &Context, layer: &str, dataset: &Dataset) -> Boxes {
    let is_clustered = dataset.role.row_kind() == RowKind::Incident;
    let Places {
        placement,
        boxes,
        extent,
    } = Places::of(&dataset.geometries, is_clustered);
    let message = FromWorker::Layer {
        layer: layer.to_owned(),
        bounds: extent,
    };
    context.tell(
        &message,
        &placement.pack().map(|bytes| wire::buffer_of(&bytes)),
    );
    boxes
}

/// The meshes of a layer; `None` where rows are symbols.
fn meshing_of(layer: &WorkerLayer) -> Option<Meshing<'_>> {
    let dataset = &layer.dataset;
    let kind = dataset.role.row_kind();
    if matches!(kind, RowKind::Incident | RowKind::Settlement) {
        return None;
    }
    let recorded = |row: usize| dataset.statuses.get(row).copied();
    let status = |row: usize| {
        (kind == RowKind::Zone).then(|| recorded(row).unwrap_or(HazardStatus::Unknown))
    };
    let rows = 0..dataset.geometries.len();
    Some(mesh_rows(&dataset.geometries, rows, &status, ZOOM_RANGE[1]))
}

/// Makes and sends a chunk; `false` where there is none left.
async fn send_next(
    context: &Context,
    layer: &WorkerLayer,
    meshing: &mut Meshing<'_>,
    pacer: &mut Pacer,
    signal: &AbortSignal,
) -> Result<bool, Ended> {
    let Some(chunk) = meshing.next() else {
        return Ok(false);
    };
    let buffer = wire::buffer_of(&pack::pack(&chunk));
    let layer = layer.id.clone();
    context.tell(&FromWorker::Chunk { layer }, &[buffer]);
    pacer.pause_if_due().await;
    if signal.aborted() {
        return Err(Ended::Cancelled);
    }
    Ok(true)
}
