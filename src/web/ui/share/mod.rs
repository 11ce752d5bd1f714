//! Handing the view on: its link, the code that puts it into a page, a picture of it, a print.

mod picture;
mod qr_code;

use crate::web::view::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDialogElement, HtmlInputElement};

use self::picture::picture_texts;
use self::qr_code::QrOfLink;
use super::{Command, Store};
use crate::state::{EmbedOptions, EmbedWords, SharedView};
use crate::text::{Key, key};

/// Heights of an embedded map that can be chosen, in CSS pixels: the warning and a legible map need the smallest.
const HEIGHTS: [u32; 2] = [240, 2_000];
const HEIGHT: u32 = 560;

/// What the dialog holds, made when it is opened.
pub(super) fn share_sheet(
    store: Store,
    address: RwSignal<String>,
    dialog: NodeRef<HtmlDialogElement>,
) -> AnyView {
    let shared = Memo::new(move |_| address.with(|address| SharedView::of(address)));
    view! {
        <form method="dialog">
            <h2 id="share-title">{store.text(key::SHARE_TITLE)}</h2>
            <Link store shared/>
            <QrOfLink store shared/>
            <EmbedCode store shared/>
            <Files store dialog/>
            <button class="button button-primary">{store.text(key::PAGE_CLOSE)}</button>
        </form>
    }
    .into_any()
}

/// The address, whose fragment holds view, filters and dates.
#[component]
fn Link(store: Store, shared: Memo<SharedView>) -> impl IntoView {
    let link = move || shared.with(SharedView::link);
    let names_data = move || {
        let foreign = store.foreign_map.with(Option::is_some);
        let adds = foreign || shared.with(|view| !view.fits_the_element());
        adds.then(|| view! { <p class="share-mark">{store.text(key::TRUST_LINK_ADDS)}</p> })
    };
    let adds = move || {
        store.sources.with(|sources| {
            let own = sources.iter().any(|source| source.added);
            own.then(|| view! { <p class="quiet">{store.text(key::SHARE_OWN_FILES)}</p> })
        })
    };
    view! {
        <div class="share-part">
            <label class="field">
                <span>{store.text(key::SHARE_LINK)}</span>
                <input type="text" id="share-link" readonly prop:value=link/>
            </label>
            {copy_button(store, key::SHARE_COPY_LINK, link)}
            {names_data}
            {adds}
        </div>
    }
}

/// The code for somebody else's page, as the choices above it make it.
#[component]
fn EmbedCode(store: Store, shared: Memo<SharedView>) -> impl IntoView {
    let options = RwSignal::new(EmbedOptions {
        element: true,
        panel: true,
        timeline: true,
        height: HEIGHT,
    });
    let title = store.title();
    let code = move || {
        let title = title.get();
        let words = EmbedWords {
            title: &title,
            language: store.language.get().tag(),
        };
        shared.with(|view| view.code(options.get(), words))
    };
    let switch = move |name: Key, set: fn(&mut EmbedOptions, bool)| {
        let changed = move |event: ev::Event| {
            options.update(|options| set(options, event_target_checked(&event)));
        };
        view! {
            <label class="share-choice">
                <input type="checkbox" prop:checked=true on:change=changed/>
                <span>{store.text(name)}</span>
            </label>
        }
    };
    let choose_height = move |event: ev::Event| {
        let input: HtmlInputElement = event_target(&event);
        let asked = input.value_as_number();
        if asked.is_finite() {
            let height = asked.clamp(f64::from(HEIGHTS[0]), f64::from(HEIGHTS[1]));
            options.update(|options| options.height = height as u32);
        }
        input.set_value(&options.get_untracked().height.to_string());
    };
    view! {
        <fieldset class="share-part">
            <legend>{store.text(key::SHARE_EMBED)}</legend>
            <div class="share-choices">
                {switch(key::SHARE_ELEMENT, |options, on| options.element = on)}
                {switch(key::SHARE_PANEL, |options, on| options.panel = on)}
                {switch(key::SHARE_TIMELINE, |options, on| options.timeline = on)}
                <label class="share-choice">
                    <span>{store.text(key::SHARE_HEIGHT)}</span>
                    <input
                        type="number"
                        min=HEIGHTS[0].to_string()
                        max=HEIGHTS[1].to_string()
                        step="10"
                        value=HEIGHT.to_string()
                        on:change=choose_height
                    />
                </label>
            </div>
            <textarea
                id="share-code"
                readonly
                rows="6"
                spellcheck="false"
                aria-label=store.text(key::SHARE_CODE)
                prop:value=code
            ></textarea>
            {copy_button(store, key::SHARE_COPY_CODE, code)}
            <p class="quiet">{store.text(key::SHARE_EMBED_NOTE)}</p>
        </fieldset>
    }
}

/// A picture and a print.
#[component]
fn Files(store: Store, dialog: NodeRef<HtmlDialogElement>) -> impl IntoView {
    // What is said of the picture is said beside the map, and a dialog is no part of a print.
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let save = move |_| {
        close();
        store.send(Command::SavePicture(picture_texts(store)));
    };
    let print = move |_| {
        close();
        // Throws only where printing is switched off; then there is nothing to print.
        request_animation_frame(|| drop(window().print()));
    };
    view! {
        <div class="buttons">
            <button type="button" class="button" on:click=save>{store.text(key::SHARE_PICTURE)}</button>
            <button type="button" class="button" on:click=print>{store.text(key::CHECK_PRINT)}</button>
        </div>
    }
}

fn copy_button(store: Store, name: Key, text: impl Fn() -> String + 'static) -> AnyView {
    let said = RwSignal::new("");
    let copy = move |_| {
        let text = text();
        spawn_local(async move {
            let written = window().navigator().clipboard().write_text(&text);
            let copied = JsFuture::from(written).await.is_ok();
            let key = if copied {
                key::SHARE_COPIED
            } else {
                key::SHARE_NOT_COPIED
            };
            said.set(key.text(store.language.get_untracked()));
        });
    };
    view! {
        <div class="buttons">
            <button type="button" class="button" on:click=copy>{store.text(name)}</button>
            <span role="status" class="quiet">{said}</span>
        </div>
    }
    .into_any()
}
