//! The code that puts the present view into a page, and the address that a link to it gives.
//!
//! An address is taken apart into the page, its query and its fragment. What a frame adds to the query for itself is no
//! part of what is shared.

use super::page_options::LOOK;
use super::percent::decode;

/// Keys of the query that belong to one frame.
const OF_A_FRAME: [&str; 4] = ["embed", "parent", "panel", "timeline"];

/// What is shared: an address in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedView {
    page: String,
    query: Vec<(String, String)>,
    fragment: String,
}

/// How the view is put into a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmbedOptions {
    /// The element `hazard-map`, which has methods and events; else a plain frame.
    pub element: bool,
    pub panel: bool,
    pub timeline: bool,
    /// In CSS pixels.
    pub height: u32,
}

/// What the code says besides the address.
#[derive(Debug, Clone, Copy)]
pub struct EmbedWords<'a> {
    pub title: &'a str,
    /// Tag of the language.
    pub language: &'a str,
}

impl SharedView {
    /// Takes an address apart.
    #[must_use]
    pub fn of(address: &str) -> Self {
        let (rest, fragment) = address.split_once('#').unwrap_or((address, ""));
        let (page, query) = rest.split_once('?').unwrap_or((rest, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let query = pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .filter(|(key, _)| !OF_A_FRAME.contains(&decode(key).as_str()))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        Self {
            page: page.to_owned(),
            query,
            fragment: fragment.to_owned(),
        }
    }

    /// The address of the whole map with this view.
    #[must_use]
    pub fn link(&self) -> String {
        self.address(&[])
    }

    /// Whether the element can carry it: it has no attribute for data files that the address names.
    #[must_use]
    pub fn fits_the_element(&self) -> bool {
        self.value_of("data").is_none()
    }

    /// The code for a page.
    #[must_use]
    pub fn code(&self, options: EmbedOptions, words: EmbedWords<'_>) -> String {
        if options.element && self.fits_the_element() {
            self.element(options, words)
        } else {
            self.frame(options, words)
        }
    }

    fn element(&self, options: EmbedOptions, words: EmbedWords<'_>) -> String {
        let folder = self.page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut code = format!(
            "<script type=\"module\" src=\"{}/embed.js\"></script>\n<hazard-map",
            escaped(folder)
        );
        let height = options.height.to_string();
        let attributes = [
            ("src", self.value_of("map")),
            ("lang", Some(words.language.to_owned())),
            ("theme", self.value_of("theme")),
            ("layers", self.value_of("layers")),
            ("panel", (!options.panel).then(|| "none".to_owned())),
            ("timeline", (!options.timeline).then(|| "0".to_owned())),
            ("height", Some(height)),
            ("fragment", Some(self.fragment.clone())),
        ];
        let look = LOOK.map(|name| (name, self.value_of(name)));
        for (name, value) in attributes.into_iter().chain(look) {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                code += &format!(" {name}=\"{}\"", escaped(&value));
            }
        }
        code += &format!(
            ">\n  <a href=\"{}\">{}</a>\n</hazard-map>",
            escaped(&self.link()),
            escaped(words.title)
        );
        code
    }

    fn frame(&self, options: EmbedOptions, words: EmbedWords<'_>) -> String {
        let mut more = vec![("embed", "1")];
        if self.value_of("lang").is_none() {
            more.push(("lang", words.language));
        }
        if !options.panel {
            more.push(("panel", "none"));
        }
        if !options.timeline {
            more.push(("timeline", "0"));
        }
        format!(
            "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{}\" loading=\"lazy\" \
             referrerpolicy=\"strict-origin-when-cross-origin\" allow=\"fullscreen; clipboard-write\"></iframe>",
            escaped(&self.address(&more)),
            escaped(words.title),
            options.height
        )
    }

    fn address(&self, more: &[(&str, &str)]) -> String {
        let own = self.query.iter().map(|(key, value)| (&**key, &**value));
        let pairs: Vec<String> = own
            .chain(more.iter().copied())
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let mut address = self.page.clone();
        for (mark, part) in [('?', &pairs.join("&")), ('#', &self.fragment)] {
            if !part.is_empty() {
                address.push(mark);
                address += part;
            }
        }
        address
    }

    fn value_of(&self, key: &str) -> Option<String> {
        let pair = self.query.iter().find(|(known, _)| decode(known) == key);
        pair.map(|(_, value)| decode(&value.replace('+', " ")))
    }
}

/// As the value of an attribute or as text of a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: EmbedOptions = EmbedOptions {
        element: true,
        panel: true,
        timeline: true,
        height: 480,
    };
    const WORDS: EmbedWords<'_> = EmbedWords {
        title: "A & B",
        language: "az",
    };

    #[test]
    fn a_link_leaves_out_what_belongs_to_a_frame() {
        let address = "https://x.example/m/?map=a%20b.json&embed=1&parent=https%3A%2F%2Fy&panel=none&timeline=0&data=1#map=9/1/2";
        let link = SharedView::of(address).link();
        assert_eq!(link, "https://x.example/m/?map=a%20b.json&data=1#map=9/1/2");
        assert_eq!(
            SharedView::of("https://x.example/").link(),
            "https://x.example/"
        );
    }

    #[test]
    fn the_element_says_what_the_address_says() {
        let view = SharedView::of(
            "https://x.example/m/index.html?map=a%20b.json#map=9/1/2&from=2020-01-01",
        );
        let options = EmbedOptions {
            panel: false,
            ..ALL
        };
        assert_eq!(
            view.code(options, WORDS),
            "<script type=\"module\" src=\"https://x.example/m/embed.js\"></script>\n\
             <hazard-map src=\"a b.json\" lang=\"az\" panel=\"none\" height=\"480\" \
             fragment=\"map=9/1/2&amp;from=2020-01-01\">\n  \
             <a href=\"https://x.example/m/index.html?map=a%20b.json#map=9/1/2&amp;from=2020-01-01\">A &amp; B</a>\n\
             </hazard-map>"
        );
    }

    #[test]
    fn data_named_in_the_address_needs_the_plain_frame() {
        let view = SharedView::of("https://x.example/m/?data=a.geojson&lang=en#map=9/1/2");
        let options = EmbedOptions {
            timeline: false,
            ..ALL
        };
        assert!(!view.fits_the_element());
        assert!(view.code(options, WORDS).starts_with(
            "<iframe src=\"https://x.example/m/?data=a.geojson&amp;lang=en&amp;embed=1&amp;timeline=0#map=9/1/2\" \
             title=\"A &amp; B\" width=\"100%\" height=\"480\" "
        ));
    }

    proptest! {
        #[test]
        fn no_title_and_no_address_leaves_its_quotes(address in "\\PC{0,80}", title in "\\PC{0,40}", element in any::<bool>()) {
            let options = EmbedOptions { element, ..ALL };
            let plain = SharedView::of("").code(options, EmbedWords { title: "", language: "en" });
            let code = SharedView::of(&address).code(options, EmbedWords { title: &title, language: "en" });
            let marks = |code: &str| code.matches(['<', '>']).count();
            prop_assert_eq!(marks(&code), if element && !SharedView::of(&address).fits_the_element() { 4 } else { marks(&plain) });
            prop_assert_eq!(code.matches('"').count() % 2, 0);
        }
    }
}
