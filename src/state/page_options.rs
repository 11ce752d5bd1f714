//! How the page was opened: the query of its address.
//!
//! `?map=map.json&lang=az&theme=dark&panel=check&layers=confirmed,cleared`, and `data=` with the address of a file, as
//! often as wanted. The query belongs to whoever publishes the link; the view is in the fragment
//! ([`super::LinkState`]). Addresses are taken as they stand: which may be loaded is decided where they are. What must
//! be known before the program runs is read in `web/start.js`: the language, and what a frame leaves out.

use super::LinkState;
use super::percent::decode;
use crate::order;
use crate::scene::Theme;

/// Files named in one query that are loaded.
const MAX_DATA: usize = 32;
/// Layers named in one query that are read.
const MAX_LAYERS: usize = 256;

/// Keys of the query that choose colours, corners and font.
pub(super) const LOOK: [&str; 8] = [
    "accent",
    "accent-dark",
    "surface",
    "surface-dark",
    "text",
    "text-dark",
    "radius",
    "font",
];

/// What the query asks for; whatever it leaves out is decided by the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageOptions {
    /// Address of the manifest.
    pub map: Option<String>,
    /// Addresses of data files to load as they are.
    pub data: Vec<String>,
    pub theme: Option<Theme>,
    /// What the panel opens with: `closed`, or the name of a part.
    pub panel: Option<String>,
    /// What is chosen of colours, corners and font, as it stands: see [`super::chosen_in_query`].
    pub look: Vec<(String, String)>,
    /// Ids of the layers that are switched on at first; all that the manifest shows where it is missing.
    pub layers: Option<Vec<String>>,
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
                key if LOOK.contains(&key) && !value.is_empty() => {
                    options.look.retain(|(known, _)| known != key);
                    options.look.push((key.to_owned(), value.to_owned()));
                }
                "panel" if !value.is_empty() => options.panel = Some(value.to_owned()),
                "layers" => {
                    let ids = value.split(',').map(str::trim).take(MAX_LAYERS);
                    options.layers = Some(ids.map(str::to_owned).collect());
                }
                _ => {}
            }
        }
        options
    }

    /// Adds to a link the layers that the query leaves out of all that are `known`; a link that switches layers itself
    /// knows better. Gives whether it changed.
    pub fn leave_out_layers<'a>(
        &self,
        known: impl Iterator<Item = &'a str>,
        link: &mut LinkState,
    ) -> bool {
        let Some(wanted) = self
            .layers
            .as_ref()
            .filter(|_| link.hidden_layers.is_empty())
        else {
            return false;
        };
        let hidden = known.filter(|id| !wanted.iter().any(|wanted| wanted == id));
        link.hidden_layers = hidden.map(str::to_owned).collect();
        order::sort_by(&mut link.hidden_layers, Ord::cmp);
        !link.hidden_layers.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_configures_the_page() {
        let options = PageOptions::from_query("?map=map.json&lang=az&theme=dark&panel=check");
        assert_eq!(options.map.as_deref(), Some("map.json"));
        assert_eq!(options.theme, Some(Theme::Dark));
        assert_eq!(options.panel.as_deref(), Some("check"));
        assert_eq!(options.layers, None);
    }

    #[test]
    fn a_query_names_the_layers_that_are_on_and_a_link_overrules_it() {
        let options = PageOptions::from_query("layers=b,%20d&embed=1");
        let known = || ["a", "b", "c"].into_iter();
        let mut link = LinkState::default();
        assert!(options.leave_out_layers(known(), &mut link));
        assert_eq!(link.hidden_layers, ["a", "c"]);
        assert!(!options.leave_out_layers(known(), &mut link));

        let mut link = LinkState::from_fragment("#hide=b");
        assert!(!options.leave_out_layers(known(), &mut link));
        assert_eq!(link.hidden_layers, ["b"]);
        assert!(!PageOptions::default().leave_out_layers(known(), &mut LinkState::default()));
    }

    #[test]
    fn a_look_is_taken_as_it_stands_the_last_of_each() {
        let options = PageOptions::from_query("?accent=%23123456&text-dark=&accent=red&radius=4");
        let look = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(options.look, [look("accent", "red"), look("radius", "4")]);
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
