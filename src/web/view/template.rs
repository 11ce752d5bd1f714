//! Elements from a compact description, with places that are filled in as it is read.
//!
//! `view!` writes the description: parts that end with a zero byte and begin with what they are.
//!
//! | part | what it does |
//! |---|---|
//! | `<div`, `~path` | begins an element of HTML, of SVG |
//! | `=class`, then `icon` | sets an attribute |
//! | `"text` | adds text |
//! | `>` | ends the element |
//! | `@title`, `.open`, `:left`, `*value` | attribute, class, style, property: filled in by [`Template::value`] |
//! | `?` | a child: filled in by [`Template::child`] |
//! | `!` | a listener: filled in by [`Template::on`] |
//! | `&` | tells the element: filled in by [`Template::node_ref`] |

use std::str::Split;

use wasm_bindgen::JsCast;
use web_sys::Element;

use super::bind::{Target, bind};
use super::event::{self, Hear, Kind};
use super::node::{AnyView, IntoView, Place, text_node};
use super::node_ref::NodeRef;
use super::value::{IntoValue, Value};
use crate::reactive::RwSignal;
use crate::web::dom::document;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A description that is being read.
pub struct Template {
    parts: Split<'static, char>,
    /// The elements that have begun, outermost first.
    open: Vec<Element>,
    roots: Vec<AnyView>,
}

impl Template {
    #[must_use]
    pub fn new(description: &'static str) -> Self {
        Self {
            parts: description.split('\0'),
            open: Vec::new(),
            roots: Vec::new(),
        }
    }

    /// A description without places to fill in.
    #[must_use]
    pub fn fixed(description: &'static str) -> AnyView {
        Self::new(description).finish()
    }

    pub fn value(&mut self, value: impl IntoValue) {
        self.bind(value.into_value());
    }

    pub fn child(&mut self, child: impl IntoView) {
        self.put_child(child.into_any());
    }

    pub fn on<K: Kind>(&mut self, _: K, hear: impl FnMut(K::Event) + 'static) {
        self.listen(K::NAME, event::listener::<K>(hear));
    }

    pub fn node_ref<E: JsCast>(&mut self, reference: NodeRef<E>) {
        self.tell(reference.element());
    }

    /// Reads what is left; gives the elements.
    #[must_use]
    pub fn finish(mut self) -> AnyView {
        let rest = self.next_place();
        debug_assert!(rest.is_none(), "every place is filled in");
        if self.roots.len() == 1
            && let Some(root) = self.roots.pop()
        {
            return root;
        }
        AnyView::Many(self.roots)
    }

    fn bind(&mut self, value: Value) {
        let place = self.next_place();
        if let (Some((kind, name)), Some(element)) = (place, self.open.last()) {
            let target = match kind {
                b'.' => Target::Class,
                b':' => Target::Style,
                b'*' => Target::Property,
                _ => Target::Attribute,
            };
            bind(element.clone(), target, name, value);
        }
    }

    fn put_child(&mut self, child: AnyView) {
        self.next_place();
        self.add(child);
    }

    fn listen(&mut self, name: &'static str, listener: Box<dyn Hear>) {
        self.next_place();
        if let Some(element) = self.open.last() {
            event::listen(element, name, listener);
        }
    }

    fn tell(&mut self, reference: RwSignal<Option<Element>>) {
        self.next_place();
        reference.set(self.open.last().cloned());
    }

    /// Reads up to the next place to fill in, and gives its kind and name.
    fn next_place(&mut self) -> Option<(u8, &'static str)> {
        loop {
            let (kind, text) = self.parts.next()?.split_at_checked(1)?;
            match kind.as_bytes() {
                b"<" => self.begin(document().create_element(text).ok()),
                b"~" => self.begin(document().create_element_ns(Some(SVG), text).ok()),
                b">" => {
                    if let Some(element) = self.open.pop() {
                        self.add(AnyView::Node(element.into()));
                    }
                }
                b"=" => {
                    if let (Some(element), Some(value)) = (self.open.last(), self.parts.next()) {
                        // Fails only for names that are no names.
                        let set = element.set_attribute(text, value);
                        debug_assert!(set.is_ok());
                    }
                }
                b"\"" => self.add(AnyView::Node(text_node(text))),
                kind => return Some((*kind.first()?, text)),
            }
        }
    }

    fn begin(&mut self, element: Option<Element>) {
        // The names of elements are in the programs, so that creating one does not fail.
        self.open.extend(element);
    }

    fn add(&mut self, view: AnyView) {
        match self.open.last() {
            Some(parent) => {
                let place = Place {
                    parent,
                    before: None,
                };
                place.put(view);
            }
            None => self.roots.push(view),
        }
    }
}
