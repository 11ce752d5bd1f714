//! Bytes of files and addresses as a stream, gunzipped on the way where their first bytes say so.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair,
    RequestInit, Response, WorkerGlobalScope, WritableStream,
};

use super::wire::{origin_of, thrown_text};

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

/// How much longer a file becomes by gunzipping: layers of areas some ten times, gzip itself a thousand times.
const MOST_INFLATED: u64 = 200;
/// So much may come out of anything.
const HARMLESS_BYTES: u64 = 50_000_000;

/// Why no bytes came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchError {
    /// The server answered with this HTTP status.
    Status(u16),
    /// The network, the browser or the file system said this.
    Broken(String),
    /// The address led on to this origin, from which nothing may come.
    Elsewhere(String),
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

    /// The bytes behind an address; with `origins`, only where it leads to no other.
    ///
    /// # Errors
    /// [`FetchError::Status`] where the server refuses; [`FetchError::Elsewhere`] where it leads to another origin;
    /// [`FetchError::Broken`] where it cannot be reached.
    pub async fn of_address(
        url: &str,
        signal: &AbortSignal,
        origins: Option<&[String]>,
    ) -> Result<Self, FetchError> {
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
        let origin = origin_of(&response.url());
        if origins.is_some_and(|origins| !origins.contains(&origin)) {
            return Err(FetchError::Elsewhere(origin));
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
        let first = read(&peek).await.map_err(FetchError::Broken)?;
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
        read(&self.reader).await.map_err(FetchError::Broken)
    }

    /// Whether so many bytes came out of so few that they were packed to do harm.
    pub fn is_bomb(&self, bytes: u64) -> bool {
        let packed = self.total.filter(|_| self.inflated);
        bytes > HARMLESS_BYTES && packed.is_some_and(|packed| bytes / MOST_INFLATED > packed)
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

/// The next bytes of a stream, or `None` at its end.
///
/// # Errors
/// Where it breaks: what the browser says.
pub async fn read(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, String> {
    let step = JsFuture::from(reader.read())
        .await
        .map_err(|thrown| thrown_text(&thrown))?;
    let done = Reflect::get(&step, &JsValue::from_str("done")).is_ok_and(|done| done.is_truthy());
    if done {
        return Ok(None);
    }
    let value =
        Reflect::get(&step, &JsValue::from_str("value")).map_err(|thrown| thrown_text(&thrown))?;
    Ok(value.dyn_into().ok())
}

fn broken(thrown: &JsValue, signal: &AbortSignal) -> FetchError {
    if signal.aborted() {
        FetchError::Cancelled
    } else {
        FetchError::Broken(thrown_text(thrown))
    }
}
