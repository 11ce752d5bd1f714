//! When everything that was asked for is loaded and painted.

use std::cell::RefCell;

use crate::sorted::{SortedMap, SortedSet};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

type Then = Box<dyn FnOnce()>;

/// What is still under way, and who waits for the end of it.
#[derive(Default)]
pub struct Settling {
    under_way: RefCell<SortedSet<String>>,
    /// Sources, with the zoom from which their meshes are still coming.
    lacking_detail: RefCell<SortedMap<String, f64>>,
    waiting: RefCell<Vec<Function>>,
    /// Who waits for the end of one thing.
    watching: RefCell<Vec<(String, Then)>>,
}

impl Settling {
    /// Something named `what` began.
    pub fn begin(&self, what: &str) {
        self.under_way.borrow_mut().insert(what.to_owned());
    }

    /// It ended, well or not.
    pub fn end(&self, what: &str) {
        if !self.under_way.borrow_mut().remove(what) {
            return;
        }
        let watching: Vec<_> = self
            .watching
            .borrow_mut()
            .extract_if(.., |(name, _)| name == what)
            .collect();
        watching.into_iter().for_each(|(_, then)| then());
    }

    /// Calls `then` when `what` ends; at once where it is not under way.
    pub fn on_end(&self, what: &str, then: impl FnOnce() + 'static) {
        if self.under_way.borrow().contains(what) {
            self.watching
                .borrow_mut()
                .push((what.to_owned(), Box::new(then)));
        } else {
            then();
        }
    }

    /// A source is loaded, but for meshes that are seen from a zoom on.
    pub fn lacks_detail(&self, source: &str, from: f64) {
        self.lacking_detail
            .borrow_mut()
            .insert(source.to_owned(), from);
    }

    /// All meshes of a source are there, or it is gone.
    pub fn has_detail(&self, source: &str) {
        self.lacking_detail.borrow_mut().remove(source);
    }

    /// Whether nothing is under way.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.under_way.borrow().is_empty()
    }

    /// A promise that is kept at the next quiet painted frame.
    pub fn promise(&self) -> Promise {
        Promise::new(&mut |resolve, _| self.waiting.borrow_mut().push(resolve))
    }

    /// A frame of a map at rest is painted with all that is there at its zoom: keeps the promises if nothing of it is under way.
    pub fn painted(&self, zoom: f64) {
        let lacking = self.lacking_detail.borrow();
        let has_detail = lacking.iter().all(|(_, from)| zoom < *from);
        if self.is_quiet() && has_detail {
            for resolve in self.waiting.take() {
                // A promise's resolver never throws.
                drop(resolve.call0(&JsValue::UNDEFINED));
            }
        }
    }
}
