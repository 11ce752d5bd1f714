//! The margin of the sheet: scale bar, credits, the publisher's notices, and what goes wrong with the drawing.

use std::time::Duration;

use leptos::prelude::*;

use super::super::Store;
use super::super::icons::{self, icon};
use super::is_wide;
use crate::manifest::Notice;
use crate::scene::{Camera, ScaleBar};
use crate::text::key;
use crate::web::intl;

/// The longest the scale bar may become, in CSS pixels.
const SCALE_BAR_MAX: f64 = 112.0;
/// How long a message of the status line stays.
const TOAST_STAYS: Duration = Duration::from_secs(6);

/// Scale bar and credits.
#[component]
pub(super) fn SheetMargin(store: Store) -> impl IntoView {
    let bar = Memo::new(move |_| {
        // The scale is that of the middle, whatever the size of the map.
        let camera = Camera::new(store.view.get(), [1.0, 1.0]);
        ScaleBar::new(&camera, SCALE_BAR_MAX)
    });
    let length = move || intl::distance(store.language.get(), bar.get().length.0);
    let label = move || key::MAP_SCALE.with(store.language.get(), &[("distance", &length())]);
    let sources = move || {
        let mut sources = store.credits.get();
        store.layers.with(|layers| {
            sources.extend(layers.iter().filter_map(|layer| layer.source.clone()));
        });
        let mut seen = Vec::new();
        sources.retain(|source| {
            !seen.contains(source) && {
                seen.push(source.clone());
                true
            }
        });
        sources.join(" · ")
    };
    view! {
        <div class="margin">
            <div class="scale" role="img" aria-label=label>
                <span>{length}</span>
                <div class="scale-bar" style:width=move || format!("{:.1}px", bar.get().width)></div>
            </div>
            <details class="credits" open=is_wide()>
                <summary>{store.text(key::MAP_SOURCES)}</summary>
                <p>{sources} " · " {store.text(key::MAP_DISCLAIMER)}</p>
            </details>
        </div>
    }
}

/// Sentences the publisher keeps on the map: those that are written across it stand as they are, longer ones fold.
#[component]
pub(super) fn Notices(store: Store) -> impl IntoView {
    move || {
        let language = store.language.get();
        let manifest = store.manifest.get();
        let text = |notice: &Notice| notice.text.in_language(language.tag()).to_owned();
        let (marks, others): (Vec<_>, Vec<_>) =
            manifest.notices.iter().partition(|notice| notice.watermark);
        let marks: Vec<_> = marks
            .into_iter()
            .map(|notice| view! { <p class="notice">{text(notice)}</p> })
            .collect();
        let others: Vec<_> = others
            .into_iter()
            .map(|notice| view! { <p>{text(notice)}</p> })
            .collect();
        let about = (!others.is_empty()).then(|| {
            view! {
                <details class="notice notice-about" open=is_wide()>
                    <summary>{key::MAP_ABOUT.text(language)}</summary>
                    {others}
                </details>
            }
        });
        view! {
            {marks}
            {about}
        }
    }
}

/// Why the map is not drawn as it should be.
#[component]
pub(super) fn Trouble(store: Store) -> impl IntoView {
    move || {
        store.map_trouble.get().map(|sentence| {
            view! {
                <p class="alert map-trouble" role="alert">{icon(icons::ALERT)} {sentence}</p>
            }
        })
    }
}

/// The status line: shows what was announced for a while, and says it to screen readers.
#[component]
pub(super) fn Toast(store: Store) -> impl IntoView {
    let shown = RwSignal::new(false);
    Effect::new(move |pending: Option<Option<TimeoutHandle>>| {
        if let Some(pending) = pending.flatten() {
            pending.clear();
        }
        let said = store.announcement.with(|sentence| !sentence.is_empty());
        shown.set(said);
        if !said {
            return None;
        }
        set_timeout_with_handle(move || shown.set(false), TOAST_STAYS).ok()
    });
    view! {
        <p class="toast" class:toast-shown=shown role="status">{store.announcement}</p>
    }
}
