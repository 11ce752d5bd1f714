//! Values that are computed from others and kept until one of those changes.

use std::cell::RefCell;
use std::rc::Rc;

use super::graph::{self, Turn};
use super::read::Read;
use super::signal::Signal;
use super::stored::StoredValue;

/// A value computed from others; its readers hear of it only when it becomes another value.
pub struct Memo<T>(StoredValue<Option<T>>);

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
        let cell = Rc::new(RefCell::new(None));
        let kept = cell.clone();
        let run = move || {
            let value = compute.compute(kept.borrow().as_ref());
            let changed = kept.borrow().as_ref() != Some(&value);
            if changed {
                let before = kept.replace(Some(value));
                drop(before);
            }
            changed
        };
        let run = Rc::new(RefCell::new(run));
        Self(StoredValue::of_node(graph::insert(
            Some(cell),
            Some(run),
            Turn::Read,
        )))
    }
}

impl<T: 'static> Read for Memo<T> {
    type Value = T;

    fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        graph::refresh(self.0.id);
        self.0.with_value(|value| {
            look(
                value
                    .as_ref()
                    .expect("a memo has a value once it is refreshed"),
            )
        })
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
