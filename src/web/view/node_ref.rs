//! The element that a component wants to talk to itself.

use std::marker::PhantomData;

use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::reactive::{Read, RwSignal};

/// An element of a template once it is there: `node_ref=…`.
pub struct NodeRef<E> {
    element: RwSignal<Option<Element>>,
    of: PhantomData<fn() -> E>,
}

impl<E: JsCast> NodeRef<E> {
    #[must_use]
    #[expect(
        clippy::new_without_default,
        reason = "making one has an effect on the graph"
    )]
    pub fn new() -> Self {
        Self {
            element: RwSignal::new(None),
            of: PhantomData,
        }
    }

    #[must_use]
    pub fn get(self) -> Option<E> {
        self.element.get().map(JsCast::unchecked_into)
    }

    #[must_use]
    pub fn get_untracked(self) -> Option<E> {
        self.element.get_untracked().map(JsCast::unchecked_into)
    }

    pub fn track(self) {
        self.element.track();
    }

    pub(super) fn element(self) -> RwSignal<Option<Element>> {
        self.element
    }
}

impl<E> Clone for NodeRef<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for NodeRef<E> {}
