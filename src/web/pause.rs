//! Pauses in long work, in the worker and on the page: messages and frames that wait get their turn.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Knows when it is time for a pause.
pub struct Pacer {
    between: f64,
    last: f64,
}

impl Pacer {
    /// Pauses after `between` milliseconds of work each.
    pub fn new(between: f64) -> Self {
        Self {
            between,
            last: js_sys::Date::now(),
        }
    }

    /// Lets what waits through, if it has been a while; says whether it has.
    pub async fn pause_if_due(&mut self) -> bool {
        let is_due = self.is_due();
        if is_due {
            // A channel's promise never rejects.
            drop(JsFuture::from(next_task()).await);
            self.last = js_sys::Date::now();
        }
        is_due
    }

    /// Whether it is time.
    pub fn is_due(&self) -> bool {
        js_sys::Date::now() - self.last >= self.between
    }
}

/// Resolves in a task behind the messages that wait. A timer would do, but browsers make timers wait for 4 ms.
fn next_task() -> Promise {
    Promise::new(&mut |resolve, _| match MessageChannel::new() {
        Ok(channel) => {
            channel.port1().set_onmessage(Some(&resolve));
            if channel.port2().post_message(&JsValue::NULL).is_err() {
                resume(&resolve);
            }
        }
        Err(_) => resume(&resolve),
    })
}

fn resume(resolve: &js_sys::Function) {
    // A promise's resolver never throws.
    drop(resolve.call0(&JsValue::UNDEFINED));
}
