//! What a component gives: something that can be put into the page.

use std::borrow::Cow;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::Node;

use super::{dynamic, list};
use crate::reactive::{Memo, Read, RwSignal, Signal, flush, on_work};
use crate::web::dom::document;

/// A piece of the page that has not been put into it yet.
pub enum AnyView {
    Nothing,
    Text(Cow<'static, str>),
    Node(Node),
    Many(Vec<AnyView>),
    /// Drawn again whenever what the closure read has changed.
    Changing(Box<dyn Draw>),
    /// Items that keep their nodes, brought up to date by the closure.
    List(Box<dyn list::Update>),
}

/// A closure that gives views. With one method it is smaller than what `dyn FnMut` brings along for each closure.
pub trait Draw {
    fn draw(&mut self) -> AnyView;
}

impl<V: IntoView, F: FnMut() -> V> Draw for F {
    fn draw(&mut self) -> AnyView {
        self().into_any()
    }
}

/// What can stand among the children of an element.
pub trait IntoView {
    fn into_any(self) -> AnyView;
}

/// Where nodes are put: into an element or fragment, before a child or at the end.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub parent: &'a Node,
    pub before: Option<&'a Node>,
}

impl Place<'_> {
    pub(super) fn insert(self, node: &Node) {
        // Fails only for a `before` that is elsewhere; ours are where we put them.
        let inserted = self.parent.insert_before(node, self.before);
        debug_assert!(inserted.is_ok());
    }

    pub(super) fn put(self, view: AnyView) {
        match view {
            AnyView::Nothing => {}
            AnyView::Text(text) => self.insert(&text_node(&text)),
            AnyView::Node(node) => self.insert(&node),
            AnyView::Many(views) => views.into_iter().for_each(|view| self.put(view)),
            AnyView::Changing(draw) => dynamic::put(self, draw),
            AnyView::List(update) => list::put(self, update),
        }
    }
}

pub(super) fn text_node(text: &str) -> Node {
    document().create_text_node(text).unchecked_into()
}

/// Puts a view at the end of an element. From then on, what changes is drawn once the code that changed it is done.
pub fn mount(parent: &Node, view: impl IntoView) {
    on_work(|| spawn_local(async { flush() }));
    let place = Place {
        parent,
        before: None,
    };
    place.put(view.into_any());
}

/// Views from an iterator.
pub trait CollectView {
    fn collect_view(self) -> AnyView;
}

impl<I: IntoIterator<Item: IntoView>> CollectView for I {
    fn collect_view(self) -> AnyView {
        // A loop and one copy of growing are smaller than what `collect` makes for every iterator.
        let mut views = Vec::new();
        for view in self {
            push(&mut views, view.into_any());
        }
        AnyView::Many(views)
    }
}

fn push(views: &mut Vec<AnyView>, view: AnyView) {
    views.push(view);
}

impl IntoView for AnyView {
    fn into_any(self) -> AnyView {
        self
    }
}

impl IntoView for () {
    fn into_any(self) -> AnyView {
        AnyView::Nothing
    }
}

impl IntoView for &'static str {
    fn into_any(self) -> AnyView {
        AnyView::Text(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_any(self) -> AnyView {
        AnyView::Text(Cow::Owned(self))
    }
}

impl IntoView for i32 {
    fn into_any(self) -> AnyView {
        self.to_string().into_any()
    }
}

impl IntoView for usize {
    fn into_any(self) -> AnyView {
        self.to_string().into_any()
    }
}

impl<V: IntoView> IntoView for Option<V> {
    fn into_any(self) -> AnyView {
        match self {
            Some(view) => view.into_any(),
            None => AnyView::Nothing,
        }
    }
}

impl<V: IntoView> IntoView for Vec<V> {
    fn into_any(self) -> AnyView {
        self.collect_view()
    }
}

impl<V: IntoView, F: FnMut() -> V + 'static> IntoView for F {
    fn into_any(self) -> AnyView {
        AnyView::Changing(Box::new(self))
    }
}

macro_rules! readable {
    ($($signal:ident),*) => {$(
        impl<T: IntoView + Clone + 'static> IntoView for $signal<T> {
            fn into_any(self) -> AnyView {
                AnyView::Changing(Box::new(move || self.get()))
            }
        }
    )*};
}

readable!(RwSignal, Memo, Signal);
