//! Values that are computed from others and kept until one of those changes.

use std::cell::RefCell;
use std::rc::Rc;

use super::graph::{self, Turn};
use super::read::Read;
use super::signal::Signal;
use super::stored::StoredValue;

/// A value computed from others; its readers hear of it only when it becomes another value.
pub struct Memo<T>(StoredValue<T>);

/// A closure that computes; with one method it is smaller than what `dyn FnMut` brings along for each closure.
trait Compute<T> {
    fn compute(&mut self, before: Option<&T>) -> T;
}

impl<T, F: FnMut(Option<&T>) -> T> Compute<T> for F {
    fn compute(&mut self, before: Option<&T>) -> T {
        self(before)
    }
}

impl<T: PartialEq + 'static> Memo<T> {
    /// `compute` is given the value before, and runs when somebody reads.
    #[must_use]
    pub fn new(compute: impl FnMut(Option<&T>) -> T + 'static) -> Self {
        Self::boxed(Box::new(compute))
    }

    /// One copy for all memos of a type.
    fn boxed(mut compute: Box<dyn Compute<T>>) -> Self {
        let run = move || {
            // Whoever runs owns what is made meanwhile: the memo itself.
            let Some(id) = graph::scope().owner else {
                return false;
            };
            let before = graph::value(id).and_then(|value| value.downcast::<T>().ok());
            let value = compute.compute(before.as_deref());
            let changed = before.as_deref() != Some(&value);
            if changed {
                graph::set_value(id, Rc::new(value));
            }
            changed
        };
        let run = Rc::new(RefCell::new(run));
        Self(StoredValue::of_node(graph::insert(
            None,
            Some(run),
            Turn::Read,
        )))
    }
}

impl<T: 'static> Read for Memo<T> {
    type Value = T;

    fn value(&self) -> Rc<T> {
        graph::refresh(self.0.id);
        self.0.value()
    }

    fn track(&self) {
        // First: else the reader would hear of the very value that it is about to read.
        graph::refresh(self.0.id);
        graph::track(self.0.id);
    }
}

impl<T: Clone + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::derive(move || memo.get())
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}
