//! What of a source is on the map while it is still being read: dots where its first rows are, until its layers come.

use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::App;
use crate::hazard::{Role, RowKind};
use crate::scene::{LayerDraw, LayerId, LayerKind};

/// The dots of a source of one kind.
pub struct Glimpse {
    source: String,
    kind: LayerKind,
    number: LayerId,
}

impl App {
    /// Takes dots of a source that is being read and will be seen.
    pub(super) fn add_glimpse(self: &Rc<Self>, source: &str, role: Role, dots: Option<&JsValue>) {
        let Some(dots) = dots.filter(|_| self.is_reading(source) && !self.is_hidden(source)) else {
            return;
        };
        let kind = match role.row_kind() {
            RowKind::Incident => LayerKind::Accidents,
            _ => LayerKind::Zones,
        };
        let mut glimpses = self.glimpses.borrow_mut();
        let known = (glimpses.iter())
            .find(|glimpse| glimpse.source == source && glimpse.kind == kind)
            .map(|glimpse| glimpse.number);
        let number = known.unwrap_or_else(|| {
            let number = self.next_layer_number();
            glimpses.push(Glimpse {
                source: source.to_owned(),
                kind,
                number,
            });
            number
        });
        drop(glimpses);
        if known.is_none() {
            self.mark_glimpsed(source);
        }
        self.paint_chunk(number, dots);
        self.map.request_frame();
    }

    /// What somebody added is marked as soon as anything of it is on the map.
    fn mark_glimpsed(&self, source: &str) {
        let added = (self.sources.borrow().requests.get(source))
            .filter(|request| request.added)
            .map(|request| request.name.clone());
        if let Some(name) = added {
            let mark = (source.to_owned(), name);
            self.store.glimpsed.update(|glimpsed| {
                if !glimpsed.contains(&mark) {
                    glimpsed.push(mark);
                }
            });
        }
    }

    /// Whether manifest or address keep the layers of a source off the map at first.
    fn is_hidden(&self, source: &str) -> bool {
        let manifest = self.manifest.borrow();
        let is_of_source = |id: &str| {
            let rest = id.strip_prefix(source);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let link = Self::link_state();
        let mut hidden = link.hidden_layers.iter();
        let published = manifest.layers.iter().find(|entry| entry.id == source);
        hidden.any(|id| is_of_source(id)) || published.is_some_and(|entry| !entry.visible)
    }

    /// The dots of a frame: none under a filter, which they cannot follow.
    pub(super) fn glimpse_layers(&self) -> Vec<LayerDraw> {
        let filter = self.filter.borrow();
        let glimpses = self.glimpses.borrow();
        let shown = filter.model().is_empty() && filter.window().is_open();
        let glimpses = glimpses.iter().filter(|_| shown);
        let draw = |glimpse: &Glimpse| LayerDraw {
            id: glimpse.number,
            kind: glimpse.kind,
            opacity: 1.0,
        };
        glimpses.map(draw).collect()
    }

    /// The layers of a source are there, or will not come.
    pub(super) fn forget_glimpses_of(&self, source: &str) {
        let gone: Vec<Glimpse> = (self.glimpses.borrow_mut())
            .extract_if(.., |glimpse| glimpse.source == source)
            .collect();
        if gone.is_empty() {
            return;
        }
        for glimpse in gone {
            self.forget_painted(glimpse.number);
        }
        self.store
            .glimpsed
            .update(|glimpsed| glimpsed.retain(|(id, _)| id != source));
    }
}
