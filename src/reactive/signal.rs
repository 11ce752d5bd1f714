//! Values that are written, and values that follow from others at every read.

use std::fmt;
use std::rc::Rc;

use super::graph;
use super::read::Read;
use super::stored::StoredValue;

/// A value that is written; its readers hear of every write.
pub struct RwSignal<T>(StoredValue<T>);

impl<T: 'static> RwSignal<T> {
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(StoredValue::new(value))
    }

    /// Replaces the value, if its owner is still there.
    pub fn set(&self, value: T) {
        self.0.set_value(value);
        self.notify();
    }

    /// Changes the value, if its owner is still there.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes the value; `None` when its owner is gone.
    pub fn try_update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        let result = self.0.try_update_value(change);
        self.notify();
        result
    }

    /// Changes the value and tells nobody.
    pub fn update_untracked(&self, change: impl FnOnce(&mut T)) {
        self.0.try_update_value(change);
    }

    /// Tells the readers to look again.
    pub fn notify(&self) {
        graph::notify(self.0.id);
    }
}

impl<T: 'static> Read for RwSignal<T> {
    type Value = T;

    fn value(&self) -> Rc<T> {
        self.0.value()
    }

    fn track(&self) {
        graph::track(self.0.id);
    }
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> PartialEq for RwSignal<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> fmt::Debug for RwSignal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value that follows from others, computed at every read.
pub struct Signal<T>(StoredValue<Box<dyn Fn() -> T>>);

impl<T: 'static> Signal<T> {
    #[must_use]
    pub fn derive(compute: impl Fn() -> T + 'static) -> Self {
        Self(StoredValue::new(Box::new(compute)))
    }
}

impl<T: 'static> Read for Signal<T> {
    type Value = T;

    fn value(&self) -> Rc<T> {
        let _aside = super::Aside::unread();
        self.tracked_value()
    }

    fn tracked_value(&self) -> Rc<T> {
        Rc::new((self.0.value())())
    }

    fn track(&self) {
        self.tracked_value();
    }
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}
