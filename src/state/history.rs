//! Undo and redo of a value, such as the filter: what was cleared by mistake comes back.

/// Steps that are remembered; older ones are forgotten.
const DEPTH: usize = 100;

/// A value with its past and the future that was undone.
#[derive(Debug, Clone, PartialEq)]
pub struct History<T> {
    past: Vec<T>,
    present: T,
    future: Vec<T>,
    /// Whether the present was set by [`History::adjust`] and may be overwritten by the next adjustment.
    adjusting: bool,
}

impl<T: Clone + PartialEq> History<T> {
    #[must_use]
    pub fn new(present: T) -> Self {
        Self {
            past: Vec::new(),
            present,
            future: Vec::new(),
            adjusting: false,
        }
    }

    /// The value in force.
    #[must_use]
    pub fn present(&self) -> &T {
        &self.present
    }

    /// Sets the value as a step of its own. The same value again is no step.
    pub fn set(&mut self, value: T) {
        self.adjusting = false;
        self.step(value);
    }

    /// Sets the value while it is being dragged or typed: one step for all adjustments until [`History::settle`].
    pub fn adjust(&mut self, value: T) {
        if self.adjusting {
            self.present = value;
        } else if value != self.present {
            self.step(value);
            self.adjusting = true;
        }
    }

    /// Ends a drag or typing.
    pub fn settle(&mut self) {
        self.adjusting = false;
    }

    fn step(&mut self, value: T) {
        if value == self.present {
            return;
        }
        self.past.push(std::mem::replace(&mut self.present, value));
        if self.past.len() > DEPTH {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether something taken back can be done again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last step back; the value now in force, or `None` where there is no such step.
    pub fn undo(&mut self) -> Option<&T> {
        self.adjusting = false;
        let before = self.past.pop()?;
        self.future
            .push(std::mem::replace(&mut self.present, before));
        Some(&self.present)
    }

    /// Does the last step taken back again.
    pub fn redo(&mut self) -> Option<&T> {
        self.adjusting = false;
        let after = self.future.pop()?;
        self.past.push(std::mem::replace(&mut self.present, after));
        Some(&self.present)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cleared_filter_comes_back() {
        let mut history = History::new("all");
        history.set("mines only");
        history.set("all");
        assert_eq!(history.undo(), Some(&"mines only"));
        assert_eq!(history.redo(), Some(&"all"));
        assert_eq!(history.redo(), None);
    }

    #[test]
    fn a_drag_is_one_step() {
        let mut history = History::new(0);
        (1..50).for_each(|value| history.adjust(value));
        history.settle();
        history.adjust(60);
        assert_eq!(history.undo(), Some(&49));
        assert_eq!(history.undo(), Some(&0));
    }

    #[test]
    fn a_new_step_forgets_what_was_undone() {
        let mut history = History::new(1);
        history.set(2);
        history.undo();
        history.set(3);
        assert!(!history.can_redo());
    }

    proptest! {
        #[test]
        fn undoing_everything_leads_back_to_the_start(values in prop::collection::vec(0..5u8, 0..60)) {
            let mut history = History::new(9);
            values.iter().for_each(|value| history.set(*value));
            let end = *history.present();
            while history.undo().is_some() {}
            prop_assert_eq!(*history.present(), 9);
            while history.redo().is_some() {}
            prop_assert_eq!(*history.present(), end);
        }
    }
}
