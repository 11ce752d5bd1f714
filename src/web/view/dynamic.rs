//! A place whose content changes.
//!
//! The place is kept by one empty text node, which also shows the content as long as that is text. Other content
//! stands before it, after a second such node.

use std::borrow::Cow;

use web_sys::Node;

use super::kept::Kept;
use super::node::{AnyView, Draw, IntoView, Place, text_node};
use crate::reactive::{Memo, Read, render_effect};

struct Slot {
    /// Set once the content was something else than text.
    start: Option<Node>,
    end: Node,
    shown: Cow<'static, str>,
}

/// Puts a place whose content is what `draw` gives.
pub(super) fn put(place: Place, mut draw: Box<dyn Draw>) {
    let end = text_node("");
    place.insert(&end);
    let mut slot = Slot {
        start: None,
        end,
        shown: Cow::Borrowed(""),
    };
    render_effect(Box::new(move || slot.show(draw.draw())));
}

impl Slot {
    fn show(&mut self, view: AnyView) {
        let kept = self.start.as_ref().and_then(|start| {
            let kept = Kept::inside(&start.parent_node()?);
            remove_between(start, &self.end);
            Some(kept)
        });
        match view {
            AnyView::Nothing => self.write(Cow::Borrowed("")),
            AnyView::Text(text) => self.write(text),
            view => self.put(view),
        }
        if let Some(kept) = kept {
            kept.restore();
        }
    }

    /// Writes nothing where nothing changes: screen readers would say it again.
    fn write(&mut self, text: Cow<'static, str>) {
        if text != self.shown {
            self.end.set_text_content(Some(&text));
            self.shown = text;
        }
    }

    fn put(&mut self, view: AnyView) {
        self.write(Cow::Borrowed(""));
        let Some(parent) = self.end.parent_node() else {
            return;
        };
        let place = Place {
            parent: &parent,
            before: Some(&self.end),
        };
        if self.start.is_none() {
            let start = text_node("");
            place.insert(&start);
            self.start = Some(start);
        }
        place.put(view);
    }
}

/// Takes the nodes between two siblings out of the page.
fn remove_between(start: &Node, end: &Node) {
    while let Some(node) = end.previous_sibling().filter(|node| node != start) {
        remove(&node);
    }
}

pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // Fails only if it is no child of its parent.
        let removed = parent.remove_child(node);
        debug_assert!(removed.is_ok());
    }
}

/// `<Show/>`: one view or another, made anew only when the answer changes.
pub fn show<V: IntoView, W: IntoView>(
    when: impl Fn() -> bool + 'static,
    children: impl Fn() -> V + 'static,
    fallback: impl Fn() -> W + 'static,
) -> AnyView {
    let when: Box<dyn Fn() -> bool> = Box::new(when);
    let when = Memo::new(move |_| when());
    AnyView::Changing(Box::new(move || {
        if when.get() {
            children().into_any()
        } else {
            fallback().into_any()
        }
    }))
}
