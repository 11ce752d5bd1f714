//! The margin of the sheet: scale bar, credits, the publisher's notices, and what goes wrong with the drawing.

use std::time::Duration;

use leptos::prelude::*;

use super::super::Store;
use super::super::icons::{self, icon};
use crate::scene::TILE_SIZE;
use crate::text::key;
use crate::web::intl;

/// WGS 84's equator, in metres: what the Mercator square's width measures at latitude 0.
const EQUATOR_M: f64 = 40_075_016.686;
/// The longest the scale bar may become, in CSS pixels.
const SCALE_BAR_MAX: f64 = 112.0;
/// How long a message of the status line stays.
const TOAST_STAYS: Duration = Duration::from_secs(6);

/// Scale bar and credits.
#[component]
pub(super) fn SheetMargin(store: Store) -> impl IntoView {
    let bar = Memo::new(move |_| {
        store.view.with(|view| {
            let metres_per_pixel =
                EQUATOR_M * view.lat.to_radians().cos() / (TILE_SIZE * view.zoom.exp2());
            let length = round_length(SCALE_BAR_MAX * metres_per_pixel);
            (length, length / metres_per_pixel)
        })
    });
    let length = move || intl::distance(store.language.get(), bar.get().0);
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
                <div class="scale-bar" style:width=move || format!("{:.1}px", bar.get().1)></div>
            </div>
            <p class="credits">{sources} " · " {store.text(key::MAP_DISCLAIMER)}</p>
        </div>
    }
}

/// The greatest of 1, 2, 5, 10, 20, … that is not over `metres`.
fn round_length(metres: f64) -> f64 {
    let power = 10_f64.powf(metres.max(1e-3).log10().floor());
    [5.0, 2.0, 1.0]
        .into_iter()
        .map(|step| step * power)
        .find(|length| *length <= metres)
        .unwrap_or(power)
}

/// Sentences the publisher keeps on the map, such as that its zones are invented.
#[component]
pub(super) fn Notices(store: Store) -> impl IntoView {
    move || {
        let language = store.language.get();
        store.manifest.with(|manifest| {
            manifest
                .notices
                .iter()
                .map(|notice| {
                    view! {
                        <p class="notice">{notice.text.in_language(language.tag()).to_owned()}</p>
                    }
                })
                .collect_view()
        })
    }
}

/// The same notice written across the map, so that a cropped picture still bears it.
#[component]
pub(super) fn Watermark(store: Store) -> impl IntoView {
    let text = Memo::new(move |_| {
        let language = store.language.get();
        store.manifest.with(|manifest| {
            let marked = manifest.notices.iter().find(|notice| notice.watermark);
            marked.map(|notice| notice.text.in_language(language.tag()).to_owned())
        })
    });
    move || {
        text.get().map(|text| {
            view! {
                <div class="watermark" aria-hidden="true">
                    {[(); 6].map(|()| view! { <span>{text.clone()}</span> }).into_iter().collect_view()}
                </div>
            }
        })
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
