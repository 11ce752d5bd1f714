//! Reading, the same for everything that can be read.

use std::rc::Rc;

/// Something with a value that may change.
pub trait Read: Copy + 'static {
    type Value: 'static;

    /// The value as it is now.
    ///
    /// # Panics
    /// When the owner of the signal is gone.
    fn value(&self) -> Rc<Self::Value>;

    /// The present reader hears of changes.
    fn track(&self);

    /// The value as it is now; the present reader hears of its changes.
    ///
    /// # Panics
    /// As [`Self::value`].
    fn tracked_value(&self) -> Rc<Self::Value> {
        self.track();
        self.value()
    }

    /// Looks at the value; the present reader hears of its changes.
    ///
    /// # Panics
    /// As [`Self::value`].
    fn with<U>(&self, look: impl FnOnce(&Self::Value) -> U) -> U {
        look(&self.tracked_value())
    }

    /// Looks at the value, once.
    ///
    /// # Panics
    /// As [`Self::value`].
    fn with_untracked<U>(&self, look: impl FnOnce(&Self::Value) -> U) -> U {
        look(&self.value())
    }

    /// A copy of the value; the present reader hears of its changes.
    ///
    /// # Panics
    /// As [`Self::value`].
    fn get(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        self.with(Clone::clone)
    }

    /// A copy of the value, once.
    ///
    /// # Panics
    /// As [`Self::value`].
    fn get_untracked(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        self.with_untracked(Clone::clone)
    }
}

/// Says in a panic what happened.
pub(super) const GONE: &str = "a signal is not used after its owner is gone";
