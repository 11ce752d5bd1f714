//! The texts of the page: those of the first language come with the start, others when they are asked for.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use super::dom::{named_in_page, window};
use super::fetching::fetch_text;
use crate::text::{Language, is_known, learn};

/// Where `start.js` puts the first language and its texts.
const FIRST: &str = "hazardMapTexts";

/// Takes the texts that the start fetched; gives their language, or `None` where they are not those of this program.
pub fn take_first() -> Option<Language> {
    let window = window();
    let page: &Object = window.as_ref();
    let name = JsValue::from_str(FIRST);
    let first = Reflect::get(page, &name).ok()?;
    let part = |name: &str| {
        Reflect::get(&first, &JsValue::from_str(name))
            .ok()?
            .as_string()
    };
    let language = Language::from_tag(&part("language")?)?;
    let fits = learn(language, part("file")?);
    // A global of ours can be deleted.
    drop(Reflect::delete_property(page, &name));
    fits.then_some(language)
}

/// Fetches the texts of a language, unless they are there.
///
/// # Errors
/// Why they are not to be had.
pub async fn fetch(language: Language) -> Result<(), String> {
    if is_known(language) {
        return Ok(());
    }
    let address = address(language).ok_or_else(|| "the page does not name them".to_owned())?;
    let file = fetch_text(&address).await?;
    if learn(language, file) {
        Ok(())
    } else {
        Err("they belong to another edition of the map".to_owned())
    }
}

/// The address of a language's texts, which the build writes into the page: `en:texts-….txt az:texts-….txt`.
fn address(language: Language) -> Option<String> {
    let listed = named_in_page("hazard-map-texts")?;
    let entry = listed
        .split(' ')
        .find_map(|entry| entry.strip_prefix(language.tag())?.strip_prefix(':'))?;
    Some(entry.to_owned())
}
