//! Small texts from the network: the manifest, figures, translations.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::dom::window;
use super::wire::{origin_of, thrown_text};

/// The text at an address.
///
/// # Errors
/// Why it is not to be had, in few words.
pub async fn fetch_text(address: &str) -> Result<String, String> {
    fetch_from(address).await.map(|(text, _)| text)
}

/// The text at an address, and the origin that it came from in the end.
///
/// # Errors
/// Why it is not to be had, in few words.
pub async fn fetch_from(address: &str) -> Result<(String, String), String> {
    let text = |thrown: JsValue| thrown_text(&thrown);
    let answer = JsFuture::from(window().fetch_with_str(address))
        .await
        .map_err(text)?;
    let response: Response = answer.unchecked_into();
    if !response.ok() {
        return Err(format!("HTTP {}", response.status()));
    }
    let origin = origin_of(&response.url());
    let body = JsFuture::from(response.text().map_err(text)?)
        .await
        .map_err(text)?;
    let body = body.as_string().ok_or_else(|| "not a text".to_owned())?;
    Ok((body, origin))
}
