//! What happens when values change.

use std::cell::RefCell;
use std::rc::Rc;

use super::graph::{self, Turn};

/// Something that happens, and happens again after what it read has changed.
pub struct Effect;

impl Effect {
    /// Runs `follow` in the next flush and after every change, once everything that is drawn is up to date. It may take
    /// what it gave the time before.
    #[expect(
        clippy::new_ret_no_self,
        reason = "an effect ends with its owner: there is nothing to hold"
    )]
    pub fn new<T: 'static, Kind>(follow: impl Follow<T, Kind>) {
        let run = Rc::new(RefCell::new(follow.into_run()));
        graph::insert(None, Some(run), Turn::Afterwards);
    }
}

/// Draws now and again after every change, before any [`Effect`] runs.
pub fn render_effect(mut draw: Box<dyn FnMut()>) {
    let run = move || {
        draw();
        false
    };
    let id = graph::insert(None, Some(Rc::new(RefCell::new(run))), Turn::Draw);
    graph::refresh(id);
}

/// What an effect may be: a closure without arguments, or one that takes what it gave the time before.
pub trait Follow<T, Kind>: 'static {
    fn into_run(self) -> Box<dyn FnMut() -> bool>;
}

/// A closure without arguments.
pub struct Plain;
/// A closure that takes what it gave before.
pub struct WithPast;

impl<F: FnMut() + 'static> Follow<(), Plain> for F {
    fn into_run(mut self) -> Box<dyn FnMut() -> bool> {
        Box::new(move || {
            self();
            false
        })
    }
}

impl<T: 'static, F: FnMut(Option<T>) -> T + 'static> Follow<T, WithPast> for F {
    fn into_run(mut self) -> Box<dyn FnMut() -> bool> {
        let mut before = None;
        Box::new(move || {
            before = Some(self(before.take()));
            false
        })
    }
}
