//! Small texts from the network: the manifest, figures, translations.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::dom::window;
use super::wire::thrown_text;

/// The text at an address.
///
/// # Errors
/// Why it is not to be had, in few words.
pub async fn fetch_text(address: &str) -> Result<String, String> {
    let text = |thrown: JsValue| thrown_text(&thrown);
    let answer = JsFuture::from(window().fetch_with_str(address))
        .await
        .map_err(text)?;
    let response: Response = answer.unchecked_into();
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let body = JsFuture::from(response.text().map_err(text)?)
        .await
        .map_err(text)?;
    body.as_string().ok_or_else(|| "not a text".to_owned())
}
