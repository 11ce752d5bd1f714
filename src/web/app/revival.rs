//! What happens when the worker dies: the file that killed it is named, everything else is read again.
//!
//! Several files may be under way when it happens. They are then read one after the other, so that the next death has
//! one suspect only.

use std::rc::Rc;

use super::App;
use crate::reactive::Read;
use crate::text::key;
use crate::web::dom::warn;
use crate::web::ui::SourceState;

/// A worker that dies this often cannot be helped.
const MOST_DEATHS: u32 = 8;

impl App {
    /// A new worker for a dead one.
    pub(super) fn revive_worker(self: &Rc<Self>, reason: &str) {
        warn(&format!("the worker died: {reason}"));
        let language = self.store.language.get_untracked();
        self.deaths.set(self.deaths.get() + 1);
        let outcome = if self.deaths.get() > MOST_DEATHS {
            Err(reason.to_owned())
        } else {
            self.worker.restart()
        };
        if let Err(refusal) = outcome {
            let sentence = key::TROUBLE_WORKER.with(language, &[("reason", &refusal)]);
            self.store.map_trouble.set(Some(sentence));
            return;
        }
        self.ask_ground_again();
        let in_state = |wanted: fn(&SourceState) -> bool| -> Vec<(String, String)> {
            self.store.sources.with_untracked(|sources| {
                let matching = sources
                    .iter()
                    .filter(|entry| wanted(&entry.state.get_untracked()));
                matching
                    .map(|entry| (entry.id.clone(), entry.name.clone()))
                    .collect()
            })
        };
        let under_way = in_state(|state| matches!(state, SourceState::Loading { .. }));
        let lost = in_state(|state| matches!(state, SourceState::Loaded(_) | SourceState::Asking));
        let ids = |sources: &[(String, String)]| -> Vec<String> {
            sources.iter().map(|(id, _)| id.clone()).collect()
        };
        match &under_way[..] {
            [(id, name)] => {
                self.read_again.borrow_mut().extend(ids(&lost));
                // Its end begins the next.
                self.failed(
                    id,
                    key::SOURCE_WORKER_DIED.with(language, &[("name", name)]),
                );
            }
            several => {
                let mut queue = self.read_again.borrow_mut();
                queue.extend(ids(several));
                queue.extend(ids(&lost));
                drop(queue);
                self.read_next_again();
            }
        }
    }

    /// Reads the next of the files that a dead worker left, if there is one.
    pub(super) fn read_next_again(self: &Rc<Self>) {
        let next = self.read_again.borrow_mut().pop_front();
        if let Some(id) = next {
            self.read_again_now(&id);
        }
    }

    fn read_again_now(self: &Rc<Self>, id: &str) {
        let request = self.sources.borrow().requests.get(id).cloned();
        let Some(request) = request else {
            return self.read_next_again();
        };
        self.store
            .questions
            .update(|all| all.retain(|question| question.source != *id));
        self.remove_layers_of(id);
        self.set_state(
            id,
            SourceState::Loading {
                bytes: 0,
                total: None,
                features: 0,
            },
        );
        self.settling.begin(id);
        self.ask_worker_for(id, &request);
    }
}
