//! Lists whose items keep their nodes: `<For/>`.
//!
//! Items are told apart by a hash of their keys. With 64 bits, two of a few hundred items share one once in 10¹⁴ lists.

use std::hash::{Hash, Hasher};

use web_sys::Node;

use super::dynamic::remove;
use super::node::{AnyView, IntoView, Place, text_node};
use crate::reactive::{Owner, render_effect};

/// The items in the page, and the node before which they end.
pub struct Rows {
    rows: Vec<Row>,
    end: Node,
    /// Of all the items; it outlives each updating of the list.
    owner: Owner,
}

struct Row {
    key: u64,
    owner: Owner,
    first: Node,
    last: Node,
}

/// `<For/>`: a view for each item, made once per key.
pub fn each<T, K: Hash, V: IntoView, Items: IntoIterator<Item = T>>(
    each: impl Fn() -> Items + 'static,
    key: impl Fn(&T) -> K + 'static,
    children: impl Fn(T) -> V + 'static,
) -> AnyView {
    AnyView::List(Box::new(move |rows| {
        let mut items: Vec<Option<T>> = each().into_iter().map(Some).collect();
        let keys = items
            .iter()
            .flatten()
            .map(|item| hash(&key(item)))
            .collect();
        rows.update(keys, &mut |at| match items[at].take() {
            Some(item) => children(item).into_any(),
            None => AnyView::Nothing,
        });
    }))
}

pub(super) fn put(place: Place, mut update: Box<dyn FnMut(&mut Rows)>) {
    let end = text_node("");
    place.insert(&end);
    let mut rows = Rows {
        rows: Vec::new(),
        end,
        owner: Owner::new(),
    };
    render_effect(Box::new(move || update(&mut rows)));
}

impl Rows {
    /// Shows the items of these keys in this order. `make` gives the view of the item at a place.
    fn update(&mut self, keys: Vec<u64>, make: &mut dyn FnMut(usize) -> AnyView) {
        let mut known: Vec<Option<Row>> = self.rows.drain(..).map(Some).collect();
        // The same item twice is two items: each finds the first row that is still free.
        let kept: Vec<Option<Row>> = keys
            .iter()
            .map(|key| {
                let is_it = |row: &Option<Row>| row.as_ref().is_some_and(|row| row.key == *key);
                let at = known.iter().position(is_it)?;
                known[at].take()
            })
            .collect();
        for gone in known.into_iter().flatten() {
            gone.remove();
        }
        let Some(parent) = self.end.parent_node() else {
            return;
        };
        // From the end, so that each item knows what it stands before.
        let mut before = self.end.clone();
        let mut rows = Vec::with_capacity(keys.len());
        for (at, (key, kept)) in keys.into_iter().zip(kept).enumerate().rev() {
            let place = Place {
                parent: &parent,
                before: Some(&before),
            };
            let row = match kept {
                Some(row) => {
                    row.move_to(place);
                    row
                }
                None => Row::put(place, key, self.owner.child(), &mut || make(at)),
            };
            before = row.first.clone();
            rows.push(row);
        }
        rows.reverse();
        self.rows = rows;
    }
}

impl Row {
    fn put(place: Place, key: u64, owner: Owner, make: &mut dyn FnMut() -> AnyView) -> Self {
        owner.with(|| match make() {
            AnyView::Node(node) => {
                place.insert(&node);
                Self {
                    key,
                    owner,
                    first: node.clone(),
                    last: node,
                }
            }
            view => {
                let (first, last) = (text_node(""), text_node(""));
                place.insert(&first);
                place.insert(&last);
                let inside = Place {
                    parent: place.parent,
                    before: Some(&last),
                };
                inside.put(view);
                Self {
                    key,
                    owner,
                    first,
                    last,
                }
            }
        })
    }

    /// Out of the page first: an element that loses the focus tells its listeners, which may still need what it owns.
    fn remove(self) {
        for node in self.nodes() {
            remove(&node);
        }
        self.owner.dispose();
    }

    /// Moves what is elsewhere; what stays where it is keeps the focus.
    fn move_to(&self, place: Place) {
        if self.last.next_sibling().as_ref() == place.before {
            return;
        }
        for node in self.nodes() {
            place.insert(&node);
        }
    }

    fn nodes(&self) -> Vec<Node> {
        let mut nodes = vec![self.first.clone()];
        let mut at = self.first.clone();
        while at != self.last
            && let Some(next) = at.next_sibling()
        {
            nodes.push(next.clone());
            at = next;
        }
        nodes
    }
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
