//! The context's life: lost when the driver resets or memory runs short, given back later, or not.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, HtmlCanvasElement};

const LOST: &str = "webglcontextlost";
const RESTORED: &str = "webglcontextrestored";

/// Listens as long as it lives.
pub struct ContextLoss {
    canvas: HtmlCanvasElement,
    losses: Rc<Cell<u32>>,
    on_lost: Closure<dyn FnMut(Event)>,
    on_restored: Closure<dyn FnMut(Event)>,
}

impl ContextLoss {
    /// Starts to listen; `restored` is called when drawing is possible again.
    pub fn watch(
        canvas: &HtmlCanvasElement,
        restored: impl Fn() + 'static,
    ) -> Result<Self, wasm_bindgen::JsValue> {
        let losses = Rc::new(Cell::new(0));
        let counted = Rc::clone(&losses);
        let on_lost = Closure::new(move |event: Event| {
            // Without this the browser would never give the context back.
            event.prevent_default();
            counted.set(counted.get() + 1);
        });
        let on_restored = Closure::new(move |_: Event| restored());
        let watch = Self {
            canvas: canvas.clone(),
            losses,
            on_lost,
            on_restored,
        };
        for (name, listener) in watch.listeners() {
            canvas.add_event_listener_with_callback(name, listener)?;
        }
        Ok(watch)
    }

    /// How often the context was lost: what was made before the last loss is gone.
    pub fn count(&self) -> u32 {
        self.losses.get()
    }

    fn listeners(&self) -> [(&'static str, &js_sys::Function); 2] {
        [
            (LOST, self.on_lost.as_ref().unchecked_ref()),
            (RESTORED, self.on_restored.as_ref().unchecked_ref()),
        ]
    }
}

impl Drop for ContextLoss {
    fn drop(&mut self) {
        for (name, listener) in self.listeners() {
            // A listener that cannot be removed was never added.
            let _ = self
                .canvas
                .remove_event_listener_with_callback(name, listener);
        }
    }
}
