//! Questions of the API: promises of answers, which a signal can cancel.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::App;
use super::worker_link::Parts;
use crate::analysis::{Assessment, Reach, Scored, Weighting, rank};
use crate::protocol::{Answer, ToWorker};
use crate::state::row_json;
use crate::units::Metres;
use crate::web::api::{AssessOptions, NamedPlace, Refusal, parsed, resolved_with};

/// What cancels a question; it is kept until the question is answered.
type Abort = Rc<RefCell<Option<Closure<dyn FnMut()>>>>;

impl App {
    /// A table of many places: the promise of it, ranked.
    pub fn assess_many(
        self: &Rc<Self>,
        places: Vec<NamedPlace>,
        options: AssessOptions,
    ) -> Promise {
        let basis = self.basis(self.reach(&options)).0;
        let positions = places.iter().map(|place| place.lnglat).collect();
        let table = Rc::new(RefCell::new(Table::of(places)));
        let parts = table.clone();
        self.promise_answer(
            options.signal,
            Some(Rc::new(move |some| parts.borrow_mut().extend(&some))),
            |ticket| ToWorker::AssessMany {
                ticket,
                places: positions,
                basis,
            },
            move |answer| match answer {
                Answer::AssessedMany { assessments } => {
                    let mut table = table.take();
                    table.extend(&assessments);
                    Some(table.in_order().into())
                }
                _ => None,
            },
        )
    }

    pub(super) fn reach(&self, options: &AssessOptions) -> Reach {
        let own = || self.manifest.borrow().analysis.radius;
        let ring = options.radius_m.map_or_else(own, Metres);
        Reach {
            zones: options.zones_m.map_or(ring, Metres),
            accidents: options.incidents_m.map_or(ring, Metres),
            ring,
        }
    }

    /// The promise of what `read` makes of the answer; `parts` hears what comes before its end.
    pub(super) fn promise_answer(
        self: &Rc<Self>,
        signal: Option<AbortSignal>,
        parts: Option<Parts>,
        question: impl FnOnce(u32) -> ToWorker,
        read: impl Fn(Answer) -> Option<JsValue> + 'static,
    ) -> Promise {
        if signal.as_ref().is_some_and(AbortSignal::aborted) {
            return resolved_with(Err(cancelled()));
        }
        let mut settle = None;
        let promise = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
        let Some((resolve, reject)) = settle else {
            return promise;
        };
        let abort = Abort::default();
        let (known, refuse) = (abort.clone(), reject.clone());
        let listened = signal.clone();
        let ticket = self.worker.ask_with(question, &[], move |answer| {
            forget(listened.as_ref(), &known);
            let senseless = matches!(answer, Answer::Senseless);
            match read(answer) {
                Some(read) => settle_with(&resolve, &read),
                None => settle_with(&refuse, &refusal(senseless).to_js()),
            }
        });
        if let Some(parts) = parts {
            self.worker.hear_parts(ticket, parts);
        }
        if let Some(signal) = signal {
            let app = self.clone();
            let stop = Closure::<dyn FnMut()>::new(move || {
                if app.worker.stop(ticket) {
                    settle_with(&reject, &cancelled().to_js());
                }
            });
            // Fails for no function.
            drop(signal.add_event_listener_with_callback("abort", stop.as_ref().unchecked_ref()));
            *abort.borrow_mut() = Some(stop);
        }
        promise
    }
}

fn forget(signal: Option<&AbortSignal>, abort: &Abort) {
    if let Some((signal, stop)) = signal.zip(abort.take()) {
        let function = stop.as_ref().unchecked_ref();
        drop(signal.remove_event_listener_with_callback("abort", function));
    }
}

/// A promise's functions never throw.
fn settle_with(settle: &Function, value: &JsValue) {
    drop(settle.call1(&JsValue::UNDEFINED, value));
}

fn cancelled() -> Refusal {
    Refusal::new("cancelled", "the question was cancelled by its signal")
}

fn refusal(senseless: bool) -> Refusal {
    if senseless {
        Refusal::new(
            "no_such_place",
            "there is no such place on earth, no polygon or no line in it",
        )
    } else {
        Refusal::new(
            "lost",
            "the program that answers had to be restarted; ask again",
        )
    }
}

/// Many places with their answers, which become rows while the worker goes on answering.
#[derive(Default)]
struct Table {
    places: Vec<NamedPlace>,
    /// Of the first places, as the page around has them.
    rows: Vec<JsValue>,
    /// Places that are somewhere on earth, and what they are ranked by.
    found: Vec<usize>,
    scored: Vec<Scored>,
    nowhere: Vec<usize>,
}

impl Table {
    fn of(places: Vec<NamedPlace>) -> Self {
        Self {
            places,
            ..Self::default()
        }
    }

    fn extend(&mut self, assessments: &[Option<Assessment>]) {
        let weighting = Weighting::default();
        let mut json = String::new();
        let places = self.places.iter().enumerate().skip(self.rows.len());
        for ((at, place), assessment) in places.zip(assessments) {
            let answer = assessment.as_ref().map(|assessment| {
                let scored = Scored::of(assessment);
                let score = weighting.total(&scored);
                self.found.push(at);
                self.scored.push(scored);
                (assessment, score)
            });
            if answer.is_none() {
                self.nowhere.push(at);
            }
            json.push(if json.is_empty() { '[' } else { ',' });
            json.push_str(&row_json(&place.id, place.lnglat, answer));
        }
        if !json.is_empty() {
            json.push(']');
            self.rows.extend(Array::from(&parsed(&json)).iter());
        }
    }

    /// The places by rank, the one to look at first on top; those that are nowhere on earth at the end.
    fn in_order(&self) -> Array {
        let ranked = rank(&self.scored, &Weighting::default());
        let found = ranked.iter().map(|ranked| &self.found[ranked.place]);
        found
            .chain(&self.nowhere)
            .map(|row| &self.rows[*row])
            .collect()
    }
}
