//! Lists whose items keep their nodes: `<For/>`.
//!
//! Items are told apart by a hash of their keys. With 64 bits, two of a few hundred items share one once in 10¹⁴ lists.

use std::hash::{Hash, Hasher};

use web_sys::Node;

use super::dynamic::remove;
use super::kept::refocus;
use super::node::{AnyView, IntoView, Place, text_node};
use crate::reactive::{Owner, render_effect};
use crate::web::dom::document;

/// The items in the page, and the node before which they end.
pub struct Rows {
    rows: Vec<Row>,
    /// While the list is brought up to date: the items before, those that are still there taken out.
    before: Vec<Row>,
    end: Node,
    /// Of all the items; it outlives each updating of the list.
    owner: Owner,
}

struct Row {
    key: u64,
    owner: Owner,
    content: Content,
}

enum Content {
    /// Not in the page yet.
    Waiting(AnyView),
    /// The first and the last of its nodes.
    Shown(Node, Node),
}

/// `<For/>`: a view for each item, made once per key.
pub fn each<T, K: Hash, V: IntoView, Items: IntoIterator<Item = T>>(
    each: impl Fn() -> Items + 'static,
    key: impl Fn(&T) -> K + 'static,
    children: impl Fn(T) -> V + 'static,
) -> AnyView {
    AnyView::List(Box::new(move |rows: &mut Rows| {
        rows.begin();
        for item in each() {
            let key = hash(&key(&item));
            if !rows.keep(key) {
                let owner = rows.owner.child();
                let view = owner.with(|| children(item).into_any());
                rows.add(key, owner, view);
            }
        }
        rows.finish();
    }))
}

pub(super) fn put(place: Place, mut update: Box<dyn Update>) {
    let end = text_node("");
    place.insert(&end);
    let mut rows = Rows {
        rows: Vec::new(),
        before: Vec::new(),
        end,
        owner: Owner::new(),
    };
    render_effect(Box::new(move || update.update(&mut rows)));
}

/// A closure that brings a list up to date; as small as [`super::node::Draw`].
pub trait Update {
    fn update(&mut self, rows: &mut Rows);
}

impl<F: FnMut(&mut Rows)> Update for F {
    fn update(&mut self, rows: &mut Rows) {
        self(rows);
    }
}

impl Rows {
    fn begin(&mut self) {
        self.before = std::mem::take(&mut self.rows);
    }

    /// Whether the next item is there already. The same item twice is two items: each finds a row that is still free.
    fn keep(&mut self, key: u64) -> bool {
        let at = self.before.iter().position(|row| row.key == key);
        let found = at.map(|at| self.before.remove(at));
        let kept = found.is_some();
        self.rows.extend(found);
        kept
    }

    fn add(&mut self, key: u64, owner: Owner, view: AnyView) {
        self.rows.push(Row {
            key,
            owner,
            content: Content::Waiting(view),
        });
    }

    /// Takes away what is gone, and puts every item in its place.
    fn finish(&mut self) {
        for gone in self.before.drain(..) {
            gone.remove();
        }
        let Some(parent) = self.end.parent_node() else {
            return;
        };
        let focused = document().active_element();
        // From the end, so that each item knows what it stands before.
        let mut before = self.end.clone();
        for row in self.rows.iter_mut().rev() {
            let place = Place {
                parent: &parent,
                before: Some(&before),
            };
            before = row.put(place);
        }
        refocus(focused);
    }
}

impl Row {
    /// Puts the row into its place; gives its first node. What is there already keeps the focus.
    fn put(&mut self, place: Place) -> Node {
        let (first, last) =
            match std::mem::replace(&mut self.content, Content::Waiting(AnyView::Nothing)) {
                Content::Shown(first, last) => {
                    if last.next_sibling().as_ref() != place.before {
                        for node in nodes(&first, &last) {
                            place.insert(&node);
                        }
                    }
                    (first, last)
                }
                Content::Waiting(AnyView::Node(node)) => {
                    place.insert(&node);
                    (node.clone(), node)
                }
                Content::Waiting(view) => {
                    let (first, last) = (text_node(""), text_node(""));
                    place.insert(&first);
                    place.insert(&last);
                    let inside = Place {
                        parent: place.parent,
                        before: Some(&last),
                    };
                    self.owner.with(|| inside.put(view));
                    (first, last)
                }
            };
        self.content = Content::Shown(first.clone(), last);
        first
    }

    /// Out of the page first: an element that loses the focus tells its listeners, which may still need what it owns.
    fn remove(self) {
        if let Content::Shown(first, last) = &self.content {
            for node in nodes(first, last) {
                remove(&node);
            }
        }
        self.owner.dispose();
    }
}

fn nodes(first: &Node, last: &Node) -> Vec<Node> {
    let mut nodes = vec![first.clone()];
    let mut at = first.clone();
    while at != *last
        && let Some(next) = at.next_sibling()
    {
        nodes.push(next.clone());
        at = next;
    }
    nodes
}

/// FNV-1a: short, and even enough for keys that nobody chooses to collide.
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
    key.hash(&mut hasher);
    hasher.finish()
}
