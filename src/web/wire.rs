//! Messages on the wire: a message's bytes and its attachments, in one array, transferred where they are buffers.

use js_sys::{Array, ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, Url, Worker};

use crate::protocol::{Wire, from_bytes, to_bytes};

/// Either end of the wire.
pub trait Port {
    /// Sends `message` and transfers `buffers`.
    fn post(&self, message: &JsValue, buffers: &JsValue) -> Result<(), JsValue>;
}

impl Port for Worker {
    fn post(&self, message: &JsValue, buffers: &JsValue) -> Result<(), JsValue> {
        self.post_message_with_transfer(message, buffers)
    }
}

impl Port for DedicatedWorkerGlobalScope {
    fn post(&self, message: &JsValue, buffers: &JsValue) -> Result<(), JsValue> {
        self.post_message_with_transfer(message, buffers)
    }
}

/// Sends a message; attachments that are buffers are transferred, others (files) are cloned.
///
/// # Errors
/// Where the other end cannot be reached or an attachment cannot be cloned.
pub fn send<M: Wire>(
    port: &impl Port,
    message: &M,
    attachments: &[JsValue],
) -> Result<(), JsValue> {
    let message = buffer_of(&to_bytes(message));
    let envelope = Array::of1(&message);
    let transfers = Array::of1(&message);
    for attachment in attachments {
        envelope.push(attachment);
        if attachment.is_instance_of::<ArrayBuffer>() {
            transfers.push(attachment);
        }
    }
    port.post(&envelope, &transfers)
}

/// A received message and its attachments; `None` for what is not one of ours.
pub fn receive<M: Wire>(event: &MessageEvent) -> Option<(M, Vec<JsValue>)> {
    let envelope: Array = event.data().dyn_into().ok()?;
    let message = from_bytes(&bytes_of(Some(&envelope.get(0))))?;
    Some((message, envelope.iter().skip(1).collect()))
}

/// Bytes as a buffer of their own, ready to be transferred.
#[must_use]
pub fn buffer_of(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).buffer().into()
}

/// The bytes of an attachment; empty where it is no buffer.
#[must_use]
pub fn bytes_of(attachment: Option<&JsValue>) -> Vec<u8> {
    attachment
        .and_then(|value| value.dyn_ref::<ArrayBuffer>())
        .map(|buffer| Uint8Array::new(buffer).to_vec())
        .unwrap_or_default()
}

/// The text of whatever was thrown: the kind of value where it is neither a text nor an error.
#[must_use]
pub fn thrown_text(thrown: &JsValue) -> String {
    if let Some(text) = thrown.as_string() {
        return text;
    }
    Reflect::get(thrown, &JsValue::from_str("message"))
        .ok()
        .and_then(|message| message.as_string())
        .unwrap_or_else(|| thrown.js_typeof().as_string().unwrap_or_default())
}

/// The origin of an absolute address as browsers compare them; "null" where it has none, such as `data:`.
pub fn origin_of(address: &str) -> String {
    Url::new(address).map_or_else(|_| "null".to_owned(), |url| url.origin())
}
