//! Bytes of files and addresses as a stream, gunzipped on the way where their first bytes say so.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair,
    RequestInit, Response, WorkerGlobalScope, WritableStream,
};

use super::wire::thrown_text;

#[wasm_bindgen]
extern "C" {
    /// <https://compression.spec.whatwg.org/>, which the bindings do not have as stable yet.
    type DecompressionStream;

    #[wasm_bindgen(constructor, catch)]
    fn new(format: &str) -> Result<DecompressionStream, JsValue>;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &DecompressionStream) -> ReadableStream;

    #[wasm_bindgen(method, getter)]
    fn writable(this: &DecompressionStream) -> WritableStream;
}

/// The first bytes of every gzip file (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Why no bytes came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// The server answered with this HTTP status.
    Status(u16),
    /// The network, the browser or the file system said this.
    Broken(String),
    /// The reader asked to stop.
    Cancelled,
}

/// Bytes on their way.
pub struct ByteStream {
    reader: ReadableStreamDefaultReader,
    /// Bytes in all, before gunzipping, where known.
    pub total: Option<u64>,
    /// Whether the bytes arrive gunzipped, so that `total` cannot be compared with what was read.
    pub inflated: bool,
}

impl ByteStream {
    /// The bytes of a file.
    ///
    /// # Errors
    /// [`FetchError::Broken`] where the file cannot be read.
    pub async fn of_file(file: &Blob) -> Result<Self, FetchError> {
        Self::of_stream(&file.stream(), Some(file.size() as u64)).await
    }

    /// The bytes behind an address.
    ///
    /// # Errors
    /// [`FetchError::Status`] where the server refuses; [`FetchError::Broken`] where it cannot be reached.
    pub async fn of_address(url: &str, signal: &AbortSignal) -> Result<Self, FetchError> {
        let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
        let init = RequestInit::new();
        init.set_signal(Some(signal));
        let answer = JsFuture::from(scope.fetch_with_str_and_init(url, &init))
            .await
            .map_err(|thrown| broken(&thrown, signal))?;
        let response: Response = answer.unchecked_into();
        if !response.ok() {
            return Err(FetchError::Status(response.status()));
        }
        let encoded = response
            .headers()
            .get("content-encoding")
            .ok()
            .flatten()
            .is_some();
        let length = response
            .headers()
            .get("content-length")
            .ok()
            .flatten()
            .and_then(|text| text.parse().ok());
        let total = length.filter(|_| !encoded);
        let body = response
            .body()
            .ok_or_else(|| FetchError::Broken("empty answer".to_owned()))?;
        Self::of_stream(&body, total).await
    }

    async fn of_stream(stream: &ReadableStream, total: Option<u64>) -> Result<Self, FetchError> {
        let branches = stream.tee();
        let (peek, whole): (ReadableStream, ReadableStream) = (
            branches.get(0).unchecked_into(),
            branches.get(1).unchecked_into(),
        );
        let peek: ReadableStreamDefaultReader = peek.get_reader().unchecked_into();
        let first = read(&peek).await?;
        // The other branch holds the same bytes; an error of cancelling this one changes nothing for it.
        drop(peek.cancel());
        let inflated = first.is_some_and(|bytes| {
            bytes.length() >= 2 && [bytes.get_index(0), bytes.get_index(1)] == GZIP_MAGIC
        });
        let stream = if inflated { gunzipped(&whole)? } else { whole };
        Ok(Self {
            reader: stream.get_reader().unchecked_into(),
            total,
            inflated,
        })
    }

    /// The next bytes, or `None` at the end.
    ///
    /// # Errors
    /// [`FetchError::Broken`] where the connection breaks or the gzip data are damaged.
    pub async fn next(&self) -> Result<Option<Uint8Array>, FetchError> {
        read(&self.reader).await
    }

    /// Gives up the rest.
    pub fn cancel(&self) {
        drop(self.reader.cancel());
    }
}

fn gunzipped(stream: &ReadableStream) -> Result<ReadableStream, FetchError> {
    let inflater = DecompressionStream::new("gzip")
        .map_err(|thrown| FetchError::Broken(thrown_text(&thrown)))?;
    let pair = ReadableWritablePair::new(&inflater.readable(), &inflater.writable());
    Ok(stream.pipe_through(&pair))
}

async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, FetchError> {
    let step = JsFuture::from(reader.read())
        .await
        .map_err(|thrown| FetchError::Broken(thrown_text(&thrown)))?;
    let done = Reflect::get(&step, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy());
    if done {
        return Ok(None);
    }
    let value = Reflect::get(&step, &JsValue::from_str("value"))
        .map_err(|thrown| FetchError::Broken(thrown_text(&thrown)))?;
    Ok(value.dyn_into().ok())
}

fn broken(thrown: &JsValue, signal: &AbortSignal) -> FetchError {
    if signal.aborted() {
        FetchError::Cancelled
    } else {
        FetchError::Broken(thrown_text(thrown))
    }
}
