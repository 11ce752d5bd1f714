//! The worker: reads sources, keeps exact geometry, answers questions. The page never waits for it.
//!
//! One message, one handler. Long work pauses now and then so that a cancel or a question gets its turn.

mod asking;
mod basemap;
mod by_source;
mod glimpses;
mod layer;
mod loading;
mod records;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, Blob, DedicatedWorkerGlobalScope, MessageEvent};

use self::by_source::BySource;
use self::layer::WorkerLayer;
use self::loading::{Loading, Waiting};
use super::wire::{receive, send};
use crate::ingest::Source;
use crate::protocol::{Answer, FromWorker, ToWorker};

/// What the worker holds.
#[derive(Default)]
struct Workshop {
    /// In the order in which they came: later ones are drawn above.
    layers: Vec<Rc<WorkerLayer>>,
    /// Sources being read.
    running: BySource<AbortController>,
    /// Sources that wait for the answer of the mapping dialog.
    waiting: BySource<Waiting>,
    /// What is kept of each file, by source.
    files: BySource<Rc<Source>>,
    /// Tickets of long questions that are being answered.
    asking: Vec<u32>,
}

/// The worker's end of everything: shared by the handlers.
#[derive(Clone)]
struct Context {
    scope: DedicatedWorkerGlobalScope,
    workshop: Rc<RefCell<Workshop>>,
}

impl Context {
    fn tell(&self, message: &FromWorker, attachments: &[JsValue]) {
        if let Err(thrown) = send(&self.scope, message, attachments) {
            // Without a way to the page there is no one to tell but the console.
            web_sys::console::error_1(&thrown);
        }
    }

    fn answer(&self, ticket: u32, answer: Answer) {
        self.tell(&FromWorker::Answer { ticket, answer }, &[]);
    }
}

/// Starts the worker.
///
/// # Panics
/// Outside a dedicated worker.
pub fn run() {
    super::panic::report_panics();
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        panic!("the worker's code runs in a dedicated worker");
    };
    let context = Context {
        scope: scope.clone(),
        workshop: Rc::default(),
    };
    let handler = context.clone();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some((message, attachments)) = receive(&event) {
            handle(&handler, message, attachments);
        }
    });
    scope.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
    context.tell(&FromWorker::Ready, &[]);
}

fn handle(context: &Context, message: ToWorker, attachments: Vec<JsValue>) {
    match message {
        ToWorker::Load {
            source,
            name,
            url,
            sha256,
            role,
            fields,
            limits,
            origins,
        } => {
            let file = attachments
                .into_iter()
                .next()
                .and_then(|file| file.dyn_into::<Blob>().ok());
            loading::start(
                context,
                Loading {
                    source,
                    name,
                    url,
                    file,
                    sha256,
                    role,
                    fields,
                    limits,
                    origins,
                },
            );
        }
        ToWorker::Map {
            source,
            role,
            fields,
        } => loading::go_on(context, source, role, fields),
        ToWorker::Cancel { source } | ToWorker::Unload { source } => forget(context, &source),
        ToWorker::Shown { layer } => {
            let shown = super::wire::bytes_of(attachments.first());
            with_layer(context, &layer, |layer| layer.show(shown));
        }
        ToWorker::Pick {
            ticket,
            at,
            tolerance,
            accidents,
        } => context.answer(ticket, records::pick(context, at, tolerance, accidents)),
        ToWorker::Names { ticket, from, rows } => {
            let named = rows.into_iter().filter_map(|(id, rows)| {
                with_layer(context, &id, |layer| layer.named(&rows, from))
            });
            context.answer(
                ticket,
                Answer::Names {
                    rows: named.flatten().collect(),
                },
            );
        }
        ToWorker::Texts {
            ticket,
            layer,
            fields,
        } => {
            let texts = with_layer(context, &layer, |layer| Answer::Texts {
                rows: layer.texts(&fields),
            });
            context.answer(ticket, texts.unwrap_or(Answer::Gone));
        }
        ToWorker::Describe { ticket, layer, row } => {
            context.answer(ticket, records::describe(context, &layer, row));
        }
        ToWorker::Search {
            ticket,
            layer,
            words,
        } => context.answer(ticket, records::search(context, &layer, &words)),
        ToWorker::Find { ticket, layer, id } => {
            context.answer(ticket, records::find(context, &layer, &id));
        }
        ToWorker::SetAside {
            ticket,
            source,
            sentences,
            mark,
        } => context.answer(
            ticket,
            records::set_aside(context, &source, sentences, &mark),
        ),
        ToWorker::Basemap { key, url } => basemap::start(context, key, url),
        ToWorker::Assess { ticket, question } => {
            context.answer(ticket, asking::assess(context, &question));
        }
        ToWorker::AssessMany {
            ticket,
            places,
            basis,
        } => asking::start_many(context, ticket, places, basis),
        ToWorker::Places { ticket, columns } => {
            let file = attachments.into_iter().next();
            let file = file.and_then(|file| file.dyn_into::<Blob>().ok());
            asking::start_places(context, ticket, columns, file);
        }
        ToWorker::StopAsking { ticket } => {
            let mut workshop = context.workshop.borrow_mut();
            workshop.asking.retain(|asking| *asking != ticket);
        }
    }
}

fn with_layer<T>(context: &Context, id: &str, work: impl FnOnce(&WorkerLayer) -> T) -> Option<T> {
    let workshop = context.workshop.borrow();
    let layer = workshop.layers.iter().find(|layer| layer.id == id)?;
    Some(work(layer))
}

fn forget(context: &Context, source: &str) {
    let mut workshop = context.workshop.borrow_mut();
    if let Some(running) = workshop.running.remove(source) {
        running.abort();
    }
    workshop.waiting.remove(source);
    workshop.files.remove(source);
    workshop.layers.retain(|layer| layer.source_id != source);
}
