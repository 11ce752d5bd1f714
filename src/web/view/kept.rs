//! What a reader has done to elements that are made anew: what was unfolded is unfolded again, and the focus returns
//! to the element in the same place. A change of language, for one, makes a card anew while somebody reads it.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlDetailsElement, HtmlElement, Node};

use crate::web::dom::document;

/// What was done to the elements inside one.
pub(super) struct Kept {
    inside: Element,
    unfolded: Vec<bool>,
    /// The focused element, its place, and how many there are.
    focused: Option<(Element, usize, usize)>,
}

impl Kept {
    pub(super) fn inside(node: &Node) -> Self {
        let inside: Element = node.clone().unchecked_into();
        let active = document().active_element();
        let active = active.filter(|active| node.contains(Some(active)) && *active != inside);
        let focused = active.and_then(|active| {
            let all = all(&inside, "*");
            let at = all.iter().position(|element| *element == active)?;
            Some((active, at, all.len()))
        });
        let unfolded = folds(&inside).map(|fold| fold.open()).collect();
        Self {
            inside,
            unfolded,
            focused,
        }
    }

    /// Does it again, unless other elements have come than went.
    pub(super) fn restore(self) {
        if folds(&self.inside).count() == self.unfolded.len() {
            for (fold, open) in folds(&self.inside).zip(self.unfolded) {
                if fold.open() != open {
                    fold.set_open(open);
                }
            }
        }
        let Some((focused, at, count)) = self.focused else {
            return;
        };
        let all = all(&self.inside, "*");
        if let Some(now) = all.get(at)
            && !focused.is_connected()
            && all.len() == count
            && now.tag_name() == focused.tag_name()
        {
            focus(now);
        }
    }
}

/// Gives the focus back to an element that lost it by being moved.
pub(super) fn refocus(focused: Option<Element>) {
    if let Some(focused) = focused
        && focused.is_connected()
        && document().active_element().as_ref() != Some(&focused)
    {
        focus(&focused);
    }
}

/// Where it is: nothing is scrolled.
fn focus(element: &Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // Drawings have the same method; it fails for nothing that is in a page.
    let element: &HtmlElement = element.unchecked_ref();
    let _ = element.focus_with_options(&options);
}

fn folds(inside: &Element) -> impl Iterator<Item = HtmlDetailsElement> + use<> {
    all(inside, "details")
        .into_iter()
        .map(JsCast::unchecked_into)
}

fn all(inside: &Element, selector: &str) -> Vec<Element> {
    // Fails only for what is no selector.
    let found = inside.query_selector_all(selector).ok();
    found.map_or_else(Vec::new, |found| {
        (0..found.length())
            .filter_map(|at| found.item(at))
            .map(JsCast::unchecked_into)
            .collect()
    })
}
