//! How the page was opened: the query of its address.
//!
//! `?map=map.json&lang=az&theme=dark&embed=1`, and `data=` with the address of a file, as often as wanted. The query
//! belongs to whoever publishes the link; the view is in the fragment ([`super::LinkState`]). Addresses are taken as they
//! stand: which may be loaded is decided where they are. The language is chosen before the program runs, in
//! `web/start.js`.

use super::percent::decode;
use crate::scene::Theme;

/// Files named in one query that are loaded.
const MAX_DATA: usize = 32;

/// What the query asks for; whatever it leaves out is decided by the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageOptions {
    /// Address of the manifest.
    pub map: Option<String>,
    /// Addresses of data files to load as they are.
    pub data: Vec<String>,
    pub theme: Option<Theme>,
    /// The page stands in a frame of another site.
    pub embed: bool,
}

impl PageOptions {
    /// Reads a query, with or without its `?`. Unknown keys and values are ignored.
    #[must_use]
    pub fn from_query(query: &str) -> Self {
        let mut options = Self::default();
        for pair in query.strip_prefix('?').unwrap_or(query).split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            // In a query, as forms write it, "+" is a space.
            let value = decode(&value.replace('+', " "));
            let value = value.trim();
            match decode(key).as_str() {
                "map" if !value.is_empty() => options.map = Some(value.to_owned()),
                "data" if !value.is_empty() && options.data.len() < MAX_DATA => {
                    options.data.push(value.to_owned());
                }
                "theme" => {
                    options.theme = match value {
                        "light" => Some(Theme::Light),
                        "dark" => Some(Theme::Dark),
                        _ => None,
                    }
                }
                "embed" => options.embed = !matches!(value, "0" | "false"),
                _ => {}
            }
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_configures_the_page() {
        let options = PageOptions::from_query("?map=map.json&lang=az&theme=dark&embed=1");
        assert_eq!(options.map.as_deref(), Some("map.json"));
        assert_eq!(options.theme, Some(Theme::Dark));
        assert!(options.embed);
    }

    #[test]
    fn several_files_can_be_named() {
        let options =
            PageOptions::from_query("data=a%20b.geojson&data=https%3A%2F%2Fx.example%2Fc%2Bd.json");
        assert_eq!(options.data, ["a b.geojson", "https://x.example/c+d.json"]);
    }

    #[test]
    fn what_is_not_understood_is_left_to_the_page() {
        assert_eq!(
            PageOptions::from_query("?lang=kl&theme=neon&utm=1&map="),
            PageOptions::default()
        );
    }
}
