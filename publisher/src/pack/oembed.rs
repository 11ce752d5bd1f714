//! oEmbed: what other sites show when somebody pastes the map's address there. <https://oembed.com>

use hazard_map::json::{Value, object};

use super::page::escaped;
use crate::failure::{Failure, Outcome};

pub const FILE: &str = "oembed.json";
const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 560.0;
/// Seconds for which a site may keep the answer: a day.
const CACHE_AGE: f64 = 86_400.0;

/// A map's public address with a slash at its end.
///
/// # Errors
/// Where it is no address of the web.
pub fn public_address(written: &str) -> Outcome<String> {
    let is_plain =
        !written.contains(|letter: char| letter.is_whitespace() || "\"'<>?#\\".contains(letter));
    if crate::folder::origin_of(written).is_none() || !is_plain {
        return Err(Failure::new(
            format!("\"{written}\" is no public address of a map"),
            "give it as --address https://maps.example.org/region/, without query and fragment",
        ));
    }
    let folder = written.trim_end_matches("index.html").trim_end_matches('/');
    Ok(format!("{folder}/"))
}

/// The oEmbed answer for the map as a whole.
pub fn answer(title: &str, address: &str) -> Value {
    let html = format!(
        "<iframe src=\"{}?embed=1\" title=\"{}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" loading=\"lazy\" \
         referrerpolicy=\"strict-origin-when-cross-origin\" allow=\"fullscreen; clipboard-write\"></iframe>",
        escaped(address),
        escaped(title)
    );
    object([
        ("version", "1.0".into()),
        ("type", "rich".into()),
        ("title", title.into()),
        ("provider_name", title.into()),
        ("provider_url", address.into()),
        ("html", html.as_str().into()),
        ("width", Value::Number(WIDTH)),
        ("height", Value::Number(HEIGHT)),
        ("cache_age", Value::Number(CACHE_AGE)),
    ])
}
