//! The page's end of the wire to the worker: messages, questions with answers, and a new worker when one dies.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{ErrorEvent, MessageEvent, Worker};

use crate::analysis::Assessment;
use crate::protocol::{Answer, FromWorker, ToWorker};
use crate::sorted::SortedMap;
use crate::web::dom::{listen, named_in_page};
use crate::web::wire::{receive, send, thrown_text};

/// What comes from the worker.
pub enum WorkerEvent {
    Message(FromWorker, Vec<JsValue>),
    /// The worker died, saying this.
    Died(String),
}

type Then = Box<dyn FnOnce(Answer)>;
/// What hears the parts of an answer that are not its last.
pub type Parts = Rc<dyn Fn(Vec<Option<Assessment>>)>;
type Unsent = (ToWorker, Vec<JsValue>);
type Listener = Rc<dyn Fn(WorkerEvent)>;

/// A worker, replaced when it dies.
pub struct WorkerLink {
    worker: RefCell<Worker>,
    listener: Listener,
    next_ticket: Cell<u32>,
    questions: RefCell<SortedMap<u32, Then>>,
    /// Of questions that are answered in parts.
    parts: RefCell<SortedMap<u32, Parts>>,
    /// Messages for a worker that is not ready yet: it would not hear them. `None` once it is.
    unsent: RefCell<Option<Vec<Unsent>>>,
}

impl WorkerLink {
    /// Starts the worker.
    ///
    /// # Errors
    /// Where the browser refuses to start one: the text of its refusal.
    pub fn start(listener: impl Fn(WorkerEvent) + 'static) -> Result<Rc<Self>, String> {
        let link = Rc::new(Self {
            worker: RefCell::new(new_worker()?),
            listener: Rc::new(listener),
            next_ticket: Cell::new(0),
            questions: RefCell::default(),
            parts: RefCell::default(),
            unsent: RefCell::new(Some(Vec::new())),
        });
        link.listen();
        Ok(link)
    }

    /// Starts another worker in place of a dead one. Questions that waited are answered with [`Answer::Gone`].
    ///
    /// # Errors
    /// As [`WorkerLink::start`].
    pub fn restart(self: &Rc<Self>) -> Result<(), String> {
        self.worker.borrow().terminate();
        *self.worker.borrow_mut() = new_worker()?;
        *self.unsent.borrow_mut() = Some(Vec::new());
        self.listen();
        self.parts.take();
        let questions = std::mem::take(&mut *self.questions.borrow_mut());
        questions
            .into_iter()
            .for_each(|(_, question)| question(Answer::Gone));
        Ok(())
    }

    /// Sends a message, once the worker is ready; see [`ToWorker`] for its attachments.
    pub fn tell(&self, message: &ToWorker, attachments: &[JsValue]) {
        if let Some(unsent) = &mut *self.unsent.borrow_mut() {
            unsent.push((message.clone(), attachments.to_vec()));
            return;
        }
        self.post(message, attachments);
    }

    fn post(&self, message: &ToWorker, attachments: &[JsValue]) {
        let sent = send(&*self.worker.borrow(), message, attachments);
        if let Err(thrown) = sent {
            (self.listener)(WorkerEvent::Died(thrown_text(&thrown)));
        }
    }

    fn send_what_waited(&self) {
        let unsent = self.unsent.borrow_mut().take();
        for (message, attachments) in unsent.into_iter().flatten() {
            self.post(&message, &attachments);
        }
    }

    /// Sends a question made with a fresh ticket; `then` gets the answer.
    pub fn ask(&self, question: impl FnOnce(u32) -> ToWorker, then: impl FnOnce(Answer) + 'static) {
        let ticket = self.next_ticket.get();
        self.send_question(question(ticket), &[], Box::new(then));
    }

    /// The same with attachments; gives the ticket, for [`WorkerLink::stop`].
    pub fn ask_with(
        &self,
        question: impl FnOnce(u32) -> ToWorker,
        attachments: &[JsValue],
        then: impl FnOnce(Answer) + 'static,
    ) -> u32 {
        let ticket = self.next_ticket.get();
        self.send_question(question(ticket), attachments, Box::new(then));
        ticket
    }

    /// Lets `parts` hear the parts of an answer before its last.
    pub fn hear_parts(&self, ticket: u32, parts: Parts) {
        self.parts.borrow_mut().insert(ticket, parts);
    }

    /// Nobody waits for the answer any more: the question is not answered. Says whether it had been waiting.
    pub fn stop(&self, ticket: u32) -> bool {
        self.parts.borrow_mut().remove(&ticket);
        let waited = self.questions.borrow_mut().remove(&ticket).is_some();
        if waited {
            self.tell(&ToWorker::StopAsking { ticket }, &[]);
        }
        waited
    }

    fn send_question(&self, question: ToWorker, attachments: &[JsValue], then: Then) {
        let ticket = self.next_ticket.get();
        self.next_ticket.set(ticket.wrapping_add(1));
        self.questions.borrow_mut().insert(ticket, then);
        self.tell(&question, attachments);
    }

    fn listen(self: &Rc<Self>) {
        let worker = self.worker.borrow().clone();
        let link = self.clone();
        listen(&worker, "message", move |event: MessageEvent| {
            let Some((message, attachments)) = receive(&event) else {
                return;
            };
            match message {
                FromWorker::Assessed {
                    ticket,
                    assessments,
                } => {
                    let parts = link.parts.borrow().get(&ticket).cloned();
                    if let Some(hear) = parts {
                        hear(assessments);
                    }
                }
                FromWorker::Answer { ticket, answer } => {
                    link.parts.borrow_mut().remove(&ticket);
                    let question = link.questions.borrow_mut().remove(&ticket);
                    if let Some(then) = question {
                        then(answer);
                    }
                }
                FromWorker::Ready => link.send_what_waited(),
                message => (link.listener)(WorkerEvent::Message(message, attachments)),
            }
        });
        let listener = self.listener.clone();
        listen(&worker, "error", move |event: ErrorEvent| {
            event.prevent_default();
            listener(WorkerEvent::Died(event.message()));
        });
    }
}

fn new_worker() -> Result<Worker, String> {
    let address = named_in_page("hazard-map-worker")
        .ok_or_else(|| "the page does not name its worker".to_owned())?;
    Worker::new(&address).map_err(|thrown| thrown_text(&thrown))
}
