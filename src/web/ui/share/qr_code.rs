//! The link as a QR code, for leaflets and signs: shown, and as a file.

use crate::web::view::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlCanvasElement};

use super::super::Store;
use crate::state::{QUIET_ZONE, QrCode, SharedView};
use crate::text::key;
use crate::web::download::{download, download_blob};
use crate::web::text_picture::context_2d;

/// Pixels to each side of a square in the PNG file: sharp on a card printed with 300 dots per inch.
const SQUARE: f64 = 12.0;

#[component]
pub(super) fn QrOfLink(store: Store, shared: Memo<SharedView>) -> impl IntoView {
    let code = Memo::new(move |_| shared.with(|view| QrCode::of(&view.link())));
    let drawn = move || match code.get() {
        Some(code) => offered(store, code),
        None => view! { <p class="quiet">{store.text(key::SHARE_QR_TOO_LONG)}</p> }.into_any(),
    };
    view! {
        <fieldset class="share-part">
            <legend>{store.text(key::SHARE_QR)}</legend>
            {drawn}
        </fieldset>
    }
}

fn offered(store: Store, code: QrCode) -> AnyView {
    let side = code.size() + 2 * QUIET_ZONE;
    let path = code.path();
    let svg = code.svg();
    let save_svg = move |_| download("map-link.svg", "image/svg+xml", &svg);
    let save_png = {
        let path = path.clone();
        move |_| {
            if save_picture(&path, side).is_none() {
                let language = store.language.get_untracked();
                store.announce(key::SHARE_PICTURE_FAILED.text(language));
            }
        }
    };
    view! {
        <div class="share-qr">
            <svg
                class="qr"
                role="img"
                aria-label=store.text(key::SHARE_QR_LABEL)
                viewBox=format!("0 0 {side} {side}")
            >
                <path d=path/>
            </svg>
            <div class="share-qr-about">
                <p class="quiet">{store.text(key::SHARE_QR_NOTE)}</p>
                <div class="buttons">
                    <button type="button" class="button" on:click=save_svg>{store.text(key::SHARE_QR_SVG)}</button>
                    <button type="button" class="button" on:click=save_png>{store.text(key::SHARE_QR_PNG)}</button>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// Offers the code as a PNG file; none where the browser cannot draw it.
fn save_picture(path: &str, side: usize) -> Option<()> {
    let canvas = document().create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let pixels = side as f64 * SQUARE;
    canvas.set_width(pixels as u32);
    canvas.set_height(pixels as u32);
    let context = context_2d(&canvas).ok()?;
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, pixels, pixels);
    context.scale(SQUARE, SQUARE).ok()?;
    context.set_fill_style_str("#000");
    let squares = web_sys::Path2d::new_with_path_string(path).ok()?;
    context.fill_with_path_2d(&squares);
    let take = Closure::once_into_js(|blob: JsValue| {
        if let Ok(blob) = blob.dyn_into::<Blob>() {
            download_blob("map-link.png", &blob);
        }
    });
    canvas.to_blob(take.unchecked_ref()).ok()
}
