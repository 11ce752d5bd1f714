//! What happens when the worker dies: what it was reading failed, everything else is read again.

use std::rc::Rc;

use leptos::prelude::*;

use super::App;
use super::loading::Request;
use crate::text::key;
use crate::web::ui::{SourceEntry, SourceState};

impl App {
    /// A new worker for a dead one: what was being read failed, everything else is read again.
    pub(super) fn revive_worker(self: &Rc<Self>, reason: &str) {
        crate::web::dom::warn(&format!("the worker died: {reason}"));
        let language = self.store.language.get_untracked();
        let culprits: Vec<SourceEntry> = self.store.sources.with_untracked(|sources| {
            let reading = |entry: &&SourceEntry| {
                matches!(entry.state.get_untracked(), SourceState::Loading { .. })
            };
            sources.iter().filter(reading).cloned().collect()
        });
        if let Err(refusal) = self.worker.restart() {
            self.store.map_trouble.set(Some(
                key::TROUBLE_WORKER.with(language, &[("reason", &refusal)]),
            ));
            return;
        }
        for culprit in &culprits {
            self.failed(
                &culprit.id,
                key::SOURCE_WORKER_DIED.with(language, &[("name", &culprit.name)]),
            );
        }
        let again: Vec<(String, Request)> = {
            let sources = self.sources.borrow();
            let dead = |id: &String| culprits.iter().any(|culprit| culprit.id == *id);
            let loaded = |id: &String| self.layers.borrow().iter().any(|layer| layer.source == *id);
            sources
                .requests
                .iter()
                .filter(|(id, _)| !dead(id) && loaded(id))
                .map(|(id, request)| (id.clone(), request.clone()))
                .collect()
        };
        for (id, request) in again {
            self.remove_layers_of(&id);
            self.set_state(
                &id,
                SourceState::Loading {
                    bytes: 0,
                    total: None,
                    features: 0,
                },
            );
            self.settling.begin(&id);
            self.ask_worker_for(&id, &request);
        }
    }
}
