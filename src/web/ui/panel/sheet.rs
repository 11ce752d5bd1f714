//! The panel as a bottom sheet on phones: three heights, by drag, tap or keyboard. Wide screens never see the handle.

use crate::web::view::prelude::*;
use web_sys::PointerEvent;

use super::super::Store;
use crate::text::{Key, key};

/// How far a finger moves before a tap becomes a drag, in CSS pixels.
const DRAG_FROM: f64 = 12.0;

/// How high the sheet stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sheet {
    /// Handle and tabs only: 96 px.
    Peek,
    Half,
    Full,
}

impl Sheet {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Peek => "sheet-peek",
            Self::Half => "sheet-half",
            Self::Full => "sheet-full",
        }
    }

    pub(super) fn at_least_half(self) -> Self {
        if self == Self::Peek { Self::Half } else { self }
    }

    fn name(self) -> Key {
        match self {
            Self::Peek => key::PANEL_SHEET_PEEK,
            Self::Half => key::PANEL_SHEET_HALF,
            Self::Full => key::PANEL_SHEET_FULL,
        }
    }

    fn higher(self) -> Self {
        if self == Self::Peek {
            Self::Half
        } else {
            Self::Full
        }
    }

    fn lower(self) -> Self {
        if self == Self::Full {
            Self::Half
        } else {
            Self::Peek
        }
    }

    fn after_tap(self) -> Self {
        if self == Self::Full {
            Self::Peek
        } else {
            self.higher()
        }
    }
}

#[component]
pub(super) fn SheetHandle(store: Store, sheet: RwSignal<Sheet>) -> impl IntoView {
    let handle = NodeRef::<web_sys::HtmlElement>::new();
    let pressed_at = RwSignal::new(None::<f64>);
    let dragged = RwSignal::new(false);
    let press = move |event: PointerEvent| {
        pressed_at.set(Some(f64::from(event.client_y())));
        dragged.set(false);
        if let Some(handle) = handle.get_untracked() {
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
    };
    let release = move |event: PointerEvent| {
        let Some(from) = pressed_at.get_untracked() else {
            return;
        };
        pressed_at.set(None);
        let moved = f64::from(event.client_y()) - from;
        if moved.abs() >= DRAG_FROM {
            dragged.set(true);
            sheet.update(|sheet| {
                *sheet = if moved < 0.0 {
                    sheet.higher()
                } else {
                    sheet.lower()
                }
            });
        }
    };
    let tap = move |_| {
        // A drag ends with a click too.
        if !dragged.get_untracked() {
            sheet.update(|sheet| *sheet = sheet.after_tap());
        }
        dragged.set(false);
    };
    let label = move || {
        let language = store.language.get();
        key::PANEL_SHEET.with(language, &[("size", sheet.get().name().text(language))])
    };
    view! {
        <button
            type="button"
            node_ref=handle
            class="sheet-handle"
            aria-label=label
            aria-controls="panel-body"
            aria-expanded=move || (sheet.get() != Sheet::Peek).to_string()
            on:pointerdown=press
            on:pointerup=release
            on:pointercancel=move |_| pressed_at.set(None)
            on:click=tap
        >
            <span></span>
        </button>
    }
}
