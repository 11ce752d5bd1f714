//! Later, and again and again.

use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::web::dom::{after, before_next_frame, cancel_timer, window};

/// Calls `callback` before the next frame is painted.
pub fn request_animation_frame(callback: impl FnOnce() + 'static) {
    before_next_frame(move |_| callback());
}

/// Something that will happen, unless it is taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeoutHandle(i32);

/// Calls `callback` once, after `delay`.
pub fn set_timeout_with_handle(
    callback: impl FnOnce() + 'static,
    delay: Duration,
) -> TimeoutHandle {
    TimeoutHandle(after(delay.as_millis() as i32, callback))
}

impl TimeoutHandle {
    pub fn clear(self) {
        cancel_timer(self.0);
    }
}

/// Something that happens again and again until it is taken back.
pub struct IntervalHandle {
    handle: i32,
    _callback: Closure<dyn FnMut()>,
}

/// Calls `callback` every `period`.
pub fn set_interval_with_handle(
    callback: impl FnMut() + 'static,
    period: Duration,
) -> IntervalHandle {
    let callback = Closure::<dyn FnMut()>::new(callback);
    let handle = window().set_interval_with_callback_and_timeout_and_arguments_0(
        callback.as_ref().unchecked_ref(),
        period.as_millis() as i32,
    );
    IntervalHandle {
        handle: handle.unwrap_or_default(),
        _callback: callback,
    }
}

impl IntervalHandle {
    pub fn clear(self) {
        window().clear_interval_with_handle(self.handle);
    }
}
