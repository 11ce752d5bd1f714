//! A value without readers: kept by the graph, so that closures can share it as a small copy.

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::graph::{self, NodeId, Turn};
use super::read::GONE;

/// A value in the graph that nobody hears of.
pub struct StoredValue<T> {
    pub(super) id: NodeId,
    of: PhantomData<fn() -> T>,
}

impl<T: 'static> StoredValue<T> {
    #[must_use]
    pub fn new(value: T) -> Self {
        let cell = Rc::new(RefCell::new(value));
        Self::of_node(graph::insert(Some(cell), None, Turn::Read))
    }

    /// The value of a node that somebody else made, with a cell of this type.
    pub(super) fn of_node(id: NodeId) -> Self {
        Self {
            id,
            of: PhantomData,
        }
    }

    /// The cell, unless its owner is gone.
    pub(super) fn cell(self) -> Option<Rc<RefCell<T>>> {
        graph::value(self.id)?.downcast().ok()
    }

    /// # Panics
    /// When the owner of the value is gone.
    pub fn with_value<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.cell().expect(GONE).borrow())
    }

    /// # Panics
    /// As [`Self::with_value`].
    #[must_use]
    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        self.with_value(Clone::clone)
    }

    /// Changes the value; `None` when its owner is gone.
    pub fn try_update_value<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        Some(change(&mut self.cell()?.borrow_mut()))
    }

    /// Replaces the value, if its owner is still there.
    pub fn set_value(self, value: T) {
        let before = self.cell().map(|cell| cell.replace(value));
        drop(before);
    }
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

impl<T> PartialEq for StoredValue<T> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<T> fmt::Debug for StoredValue<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.id.fmt(f)
    }
}
