//! The margin of the sheet: scale bar, credits, the publisher's notices, and what goes wrong with the drawing.

use std::time::Duration;

use crate::decimal::rounded;
use crate::web::view::prelude::*;

use super::super::Store;
use super::super::icons::{self, icon};
use super::super::provenance::publisher_entry;
use crate::manifest::Notice;
use crate::scene::{Camera, ScaleBar};
use crate::text::key;
use crate::web::intl;

/// The longest the scale bar may become, in CSS pixels.
const SCALE_BAR_MAX: f64 = 112.0;
/// How long a message of the status line stays.
const TOAST_STAYS: Duration = Duration::from_secs(6);

/// Scale bar and credits, and in frames the ways out: `web/frame.js` keeps their addresses.
#[component]
pub(super) fn SheetMargin(store: Store) -> impl IntoView {
    let bar = Memo::new(move |_| {
        // The scale is that of the middle, whatever the size of the map.
        let camera = Camera::new(store.view.get(), [1.0, 1.0]);
        ScaleBar::new(&camera, SCALE_BAR_MAX)
    });
    let length = move || intl::distance(store.language.get(), bar.get().length.0);
    let label = move || key::MAP_SCALE.with(store.language.get(), &[("distance", &length())]);
    let credits = move || store.credits.with(|credits| credits.join(" · "));
    // Whom to thank for the data, each once however many layers are theirs.
    let sources = move || {
        store.layers.with(|layers| {
            let mut named: Vec<String> = Vec::new();
            for source in layers.iter().filter_map(|layer| layer.source.as_ref()) {
                if !named.contains(source) {
                    named.push(source.clone());
                }
            }
            named
        })
    };
    let notices = move || {
        let tag = store.language.get().tag();
        let folded = |notice: &&Notice| !notice.watermark;
        store.manifest.with(|manifest| {
            let notices = manifest.notices.iter().filter(folded);
            notices
                .map(|notice| notice.text.in_language(tag).to_owned())
                .collect::<Vec<_>>()
        })
    };
    view! {
        <div class="margin">
            <nav class="frame-links" aria-label=store.text(key::FRAME_LINKS)>
                <a href="./" target="_blank" rel="noopener" data-frame-link="map">{store.text(key::FRAME_FULL_MAP)}</a>
                <a href="./" target="_blank" rel="noopener" data-frame-link="records">{store.text(key::FRAME_LIST)}</a>
            </nav>
            <div class="scale" role="img" aria-label=label>
                <span>{length}</span>
                <div class="scale-bar" style:width=move || format!("{}px", rounded(bar.get().width, 1))></div>
            </div>
            <details class="credits">
                <summary>
                    <span class="credits-line">
                        {store.text(key::MAP_DISCLAIMER)} " " {credits} <span class="credits-dot">" · "</span>
                    </span>
                    <span class="credits-more">{store.text(key::MAP_SOURCES)}</span>
                </summary>
                <ul>
                    {move || publisher_entry(store)}
                    <li class="credits-narrow">{store.text(key::MAP_DISCLAIMER)}</li>
                    <li class="credits-narrow">{credits}</li>
                    {move || sources().into_iter().map(|source| view! { <li class="credits-source">{source}</li> }).collect_view()}
                    {move || notices().into_iter().map(|notice| view! { <li>{notice}</li> }).collect_view()}
                </ul>
            </details>
        </div>
    }
}

/// Sentences the publisher keeps on the map. Those that are written across it stand as they are; the others take one
/// line until they are unfolded, and can be put away: they stay readable under the sources.
#[component]
pub(super) fn Notices(store: Store) -> impl IntoView {
    let put_away = RwSignal::new(false);
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
        let others: Vec<_> = others.into_iter().map(text).collect();
        let about = (!others.is_empty() && !put_away.get()).then(|| {
            view! {
                <div class="notice notice-about">
                    <details>
                        <summary>
                            <span class="notice-line">{others.join(" ")}</span>
                            <span class="notice-more">{key::MAP_MORE.text(language)}</span>
                        </summary>
                    </details>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label=key::MAP_NOTICE_CLOSE.text(language)
                        title=key::MAP_NOTICE_CLOSE.text(language)
                        on:click=move |_| put_away.set(true)
                    >
                        {icon(icons::CLOSE)}
                    </button>
                </div>
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
        Some(set_timeout_with_handle(
            move || shown.set(false),
            TOAST_STAYS,
        ))
    });
    view! {
        <p class="toast" class:toast-shown=shown role="status">{store.announcement}</p>
    }
}
