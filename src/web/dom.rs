//! Small bridges to the browser: listeners, clock, frames, custom properties.

use std::pin::Pin;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::FromWasmAbi;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{AddEventListenerOptions, Document, EventTarget, HtmlElement, Window};

use crate::units::Day;

/// The page's window.
///
/// # Panics
/// Outside a page: the page's code never runs there.
#[must_use]
pub fn window() -> Window {
    web_sys::window().expect("page code runs in a page")
}

/// The page's document.
///
/// # Panics
/// As [`window`].
#[must_use]
pub fn document() -> Document {
    window().document().expect("a page has a document")
}

/// What the page's `<meta name=… content=…>` says: the build and the publisher write addresses there.
#[must_use]
pub fn named_in_page(name: &str) -> Option<String> {
    let meta = document().query_selector(&format!("meta[name={name}]"));
    meta.ok()??.get_attribute("content")
}

/// Sets a custom property of the whole page, or leaves it to the style sheet.
pub fn set_token(name: &str, value: Option<&str>) {
    let root = document().document_element();
    let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    // Both fail only for names that are not properties; what is no colour is ignored.
    let _ = match value {
        Some(value) => root.style().set_property(name, value),
        None => root.style().remove_property(name).map(drop),
    };
}

/// Shows the beginning of an element that scrolls.
pub fn scroll_to_top(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_scroll_top(0);
    }
}

/// The browser's clock for frames and events, in milliseconds.
#[must_use]
pub fn now() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}

/// Calls `listener` at every such event, for as long as the page lives. It may prevent the event's default.
pub fn listen<E: FromWasmAbi + 'static>(
    target: &EventTarget,
    event: &str,
    listener: impl FnMut(E) + 'static,
) {
    let function = Closure::<dyn FnMut(E)>::new(listener).into_js_value();
    add_listener(target, event, &function);
}

fn add_listener(target: &EventTarget, event: &str, function: &JsValue) {
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    // Fails only for an invalid listener, which a closure never is.
    let added = target.add_event_listener_with_callback_and_add_event_listener_options(
        event,
        function.unchecked_ref(),
        &options,
    );
    debug_assert!(added.is_ok());
}

/// Calls `callback` once, before the next frame is painted.
pub fn before_next_frame(callback: impl FnOnce(f64) + 'static) {
    request_frame(Box::new(callback));
}

fn request_frame(callback: Box<dyn FnOnce(f64)>) {
    let closure = Closure::once_into_js(callback);
    let requested = window().request_animation_frame(closure.unchecked_ref());
    debug_assert!(requested.is_ok());
}

/// Calls `callback` once after `milliseconds`; gives the handle for [`cancel_timer`].
pub fn after(milliseconds: i32, callback: impl FnOnce() + 'static) -> i32 {
    set_timer(milliseconds, Box::new(callback))
}

// Boxed, so that the machinery around a callback is there once.
fn set_timer(milliseconds: i32, callback: Box<dyn FnOnce()>) -> i32 {
    let closure = Closure::once_into_js(callback);
    window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            closure.unchecked_ref(),
            milliseconds,
        )
        .unwrap_or_default()
}

/// Does `work` besides everything else, beginning in a moment.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    // Boxed for the same reason.
    spawn_local(Box::pin(work) as Pin<Box<dyn Future<Output = ()>>>);
}

/// Takes back [`after`].
pub fn cancel_timer(handle: i32) {
    window().clear_timeout_with_handle(handle);
}

/// Sets a style property through the object model, which a strict content security policy allows.
pub fn set_style(element: &HtmlElement, property: &str, value: &str) {
    // Fails only for a read-only style declaration, which an element's own never is.
    let set = element.style().set_property(property, value);
    debug_assert!(set.is_ok());
}

/// Whether a media query holds.
#[must_use]
pub fn media(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// A message in the browser's console.
pub fn warn(text: &str) {
    web_sys::console::warn_1(&JsValue::from_str(text));
}

/// Today, by the device's calendar.
#[must_use]
pub fn today() -> Day {
    let now = js_sys::Date::new_0();
    let today = Day::from_ymd(
        now.get_full_year() as i32,
        now.get_month() + 1,
        now.get_date(),
    );
    today.expect("the device's calendar has today")
}
