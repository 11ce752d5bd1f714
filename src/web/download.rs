//! Files for the person at the screen.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::dom::{after, document, warn};
use super::wire::thrown_text;

/// How long a browser may take to begin a download before its address is given back, in milliseconds.
const KEEP_MS: i32 = 60_000;

/// Offers `text` as a file.
pub fn download(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    match Blob::new_with_str_sequence_and_options(&parts, &options) {
        Ok(blob) => download_blob(name, &blob),
        Err(thrown) => warn(&thrown_text(&thrown)),
    }
}

/// Offers a blob as a file.
pub fn download_blob(name: &str, blob: &Blob) {
    let outcome = Url::create_object_url_with_blob(blob).and_then(|address| {
        let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
        after(KEEP_MS, move || drop(Url::revoke_object_url(&address)));
        Ok(())
    });
    if let Err(thrown) = outcome {
        warn(&thrown_text(&thrown));
    }
}
