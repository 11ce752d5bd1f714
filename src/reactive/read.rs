//! Reading, the same for everything that can be read.

/// Something with a value that may change.
pub trait Read: Copy + 'static {
    type Value: 'static;

    /// Looks at the value; the present reader hears of its changes.
    ///
    /// # Panics
    /// When the owner of the signal is gone.
    fn with<U>(&self, look: impl FnOnce(&Self::Value) -> U) -> U {
        self.track();
        self.with_untracked(look)
    }

    /// Looks at the value, once.
    ///
    /// # Panics
    /// As [`Self::with`].
    fn with_untracked<U>(&self, look: impl FnOnce(&Self::Value) -> U) -> U;

    /// The present reader hears of changes.
    fn track(&self);

    /// A copy of the value; the present reader hears of its changes.
    ///
    /// # Panics
    /// As [`Self::with`].
    fn get(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        self.with(Clone::clone)
    }

    /// A copy of the value, once.
    ///
    /// # Panics
    /// As [`Self::with`].
    fn get_untracked(&self) -> Self::Value
    where
        Self::Value: Clone,
    {
        self.with_untracked(Clone::clone)
    }
}

/// Says in a panic what happened.
pub(super) const GONE: &str = "a signal is not used after its owner is gone";
