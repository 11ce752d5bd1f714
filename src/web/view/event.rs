//! Events by name and type, and what listeners ask of them.

use std::marker::PhantomData;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
pub use web_sys::{
    DragEvent, Event, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, SubmitEvent,
};
use web_sys::{EventTarget, HtmlInputElement};

use crate::reactive::Aside;
use crate::web::dom::window;

/// A kind of event: its name for the browser and its type for us.
pub trait Kind {
    type Event: JsCast + 'static;
    const NAME: &'static str;
}

macro_rules! events {
    ($($name:ident: $event:ty),* $(,)?) => {$(
        #[doc = concat!("The event `", stringify!($name), "`.")]
        #[allow(non_camel_case_types, reason = "as the browser spells it")]
        pub struct $name;

        impl Kind for $name {
            type Event = $event;
            const NAME: &'static str = stringify!($name);
        }
    )*};
}

events! {
    afterprint: Event,
    beforeprint: Event,
    blur: FocusEvent,
    cancel: Event,
    change: Event,
    click: MouseEvent,
    dragenter: DragEvent,
    dragleave: DragEvent,
    dragover: DragEvent,
    drop: DragEvent,
    focus: FocusEvent,
    input: Event,
    keydown: KeyboardEvent,
    pointercancel: PointerEvent,
    pointerdown: PointerEvent,
    pointerenter: PointerEvent,
    pointerleave: PointerEvent,
    pointermove: PointerEvent,
    pointerup: PointerEvent,
    resize: Event,
    submit: SubmitEvent,
    toggle: Event,
}

/// A listener of whatever event; as small as [`super::node::Draw`].
pub(super) trait Hear {
    fn hear(&mut self, event: Event);
}

struct Heard<F, E>(F, PhantomData<E>);

impl<E: JsCast, F: FnMut(E)> Hear for Heard<F, E> {
    fn hear(&mut self, event: Event) {
        (self.0)(event.unchecked_into());
    }
}

pub(super) fn listener<K: Kind>(hear: impl FnMut(K::Event) + 'static) -> Box<dyn Hear> {
    Box::new(Heard(hear, PhantomData::<K::Event>))
}

/// Lets `listener` hear of an event of `target` for as long as that lives.
pub(super) fn listen(
    target: &EventTarget,
    name: &str,
    mut listener: Box<dyn Hear>,
) -> js_sys::Function {
    let closure = Closure::<dyn FnMut(Event)>::new(move |event| {
        // An event may come while something is drawn, such as a blur when the focused element goes.
        let _outside = Aside::outside();
        listener.hear(event);
    });
    let function: js_sys::Function = closure.into_js_value().unchecked_into();
    // Fails only for an invalid listener, which a function never is.
    let added = target.add_event_listener_with_callback(name, &function);
    debug_assert!(added.is_ok());
    function
}

/// A listener of the window; it listens until it is removed.
pub struct WindowListenerHandle {
    name: &'static str,
    function: js_sys::Function,
}

/// Lets `hear` hear of an event of the window.
pub fn window_event_listener<K: Kind>(
    _: K,
    hear: impl FnMut(K::Event) + 'static,
) -> WindowListenerHandle {
    let function = listen(&window(), K::NAME, listener::<K>(hear));
    WindowListenerHandle {
        name: K::NAME,
        function,
    }
}

impl WindowListenerHandle {
    pub fn remove(self) {
        let removed = window().remove_event_listener_with_callback(self.name, &self.function);
        debug_assert!(removed.is_ok());
    }
}

/// The element that the event happened to.
///
/// # Panics
/// For an event that was never dispatched; listeners hear of none.
#[must_use]
pub fn event_target<E: JsCast>(event: &Event) -> E {
    let target = event.target().expect("an event that is heard has a target");
    target.unchecked_into()
}

/// What is written in the field, or chosen in the list, that the event happened to.
#[must_use]
pub fn event_target_value(event: &Event) -> String {
    // Lists and text areas spell it as input fields do.
    event_target::<HtmlInputElement>(event).value()
}

/// Whether the box that the event happened to is ticked.
#[must_use]
pub fn event_target_checked(event: &Event) -> bool {
    event_target::<HtmlInputElement>(event).checked()
}
