//! Small texts from the network: the manifest, figures, translations. What is longer than a manifest may be is given up
//! while it arrives.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

use super::dom::window;
use super::files::read;
use super::wire::{origin_of, thrown_text};
use crate::manifest::MOST_MEGABYTES;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

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
    Ok((body(&response).await?, origin))
}

async fn body(response: &Response) -> Result<String, String> {
    let stream = response.body().ok_or_else(|| "empty answer".to_owned())?;
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Some(part) = read(&reader).await? {
        if bytes.len() + part.length() as usize > MOST_MEGABYTES * 1_000_000 {
            drop(reader.cancel());
            return Err(format!("longer than {MOST_MEGABYTES} MB"));
        }
        bytes.extend(part.to_vec());
    }
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(text).into_owned())
}
