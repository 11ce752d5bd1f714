//! A value without readers: kept by the graph, so that closures can share it as a small copy.

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
        Self::of_node(graph::insert(Some(Rc::new(value)), None, Turn::Read))
    }

    /// The value of a node that somebody else made, with values of this type.
    pub(super) fn of_node(id: NodeId) -> Self {
        Self {
            id,
            of: PhantomData,
        }
    }

    /// The value as it is now; who holds it is not troubled by a write.
    ///
    /// # Panics
    /// When its owner is gone.
    pub(super) fn value(self) -> Rc<T> {
        let value = graph::value(self.id).and_then(|value| value.downcast().ok());
        value.expect(GONE)
    }

    /// # Panics
    /// When the owner of the value is gone.
    pub fn with_value<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.value())
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
    ///
    /// # Panics
    /// While somebody else looks at the value.
    pub fn try_update_value<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let mut value: Rc<T> = graph::take_value(self.id)?.downcast().ok()?;
        let result =
            change(Rc::get_mut(&mut value).expect("a value is not changed while it is looked at"));
        graph::set_value(self.id, value);
        Some(result)
    }

    /// Replaces the value, if its owner is still there.
    pub fn set_value(self, value: T) {
        graph::set_value(self.id, Rc::new(value));
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
