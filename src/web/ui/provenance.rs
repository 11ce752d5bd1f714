//! Whose map this is, and the mark that stays while something is on it that its publisher does not stand behind.

use crate::web::view::prelude::*;

use super::Store;
use super::warning::is_web_address;
use crate::state::{not_published, shortened};
use crate::text::key;

/// Whoever stands behind the map, for the middle of a sentence.
pub(super) fn publisher_words(store: Store) -> String {
    let language = store.language.get();
    if store.foreign_map.with(Option::is_some) {
        return key::TRUST_SITE_OWNER.text(language).to_owned();
    }
    store.manifest.with(|manifest| {
        let name = manifest.publisher.in_language(language.tag());
        if name.is_empty() {
            key::TRUST_NO_PUBLISHER.text(language)
        } else {
            name
        }
        .to_owned()
    })
}

/// "Published by …"; of a map from elsewhere only who says so. Nothing where nobody is named.
pub(super) fn published_by(store: Store) -> Option<String> {
    let language = store.language.get();
    let name = store.manifest.with(|manifest| {
        let name = manifest.publisher.in_language(language.tag());
        (!name.is_empty()).then(|| name.to_owned())
    })?;
    let said = match store.foreign_map.get() {
        Some(origin) => {
            let values = [("publisher", &*name), ("origin", &*origin)];
            key::TRUST_PUBLISHER_CLAIMED.with(language, &values)
        }
        None => key::TRUST_PUBLISHED_BY.with(language, &[("publisher", &name)]),
    };
    Some(said)
}

/// What of the map its publisher does not stand behind, in one or two sentences; nothing where that is nothing.
pub(super) fn mark(store: Store) -> Option<String> {
    let is_foreign = store.foreign_map.with(Option::is_some);
    let has_added = store
        .layers
        .with(|layers| layers.iter().any(|layer| layer.added));
    let has_added = has_added || store.glimpsed.with(|glimpsed| !glimpsed.is_empty());
    (is_foreign || has_added).then(|| marked(store))
}

/// Most maps have no mark.
fn marked(store: Store) -> String {
    let language = store.language.get();
    let origin = store.foreign_map.get();
    let foreign = origin.map(|origin| {
        let origin = shortened(&origin, 80);
        key::TRUST_FOREIGN_MAP.with(language, &[("origin", &origin)])
    });
    let mut added = store.layers.with(|layers| {
        let added = layers.iter().filter(|layer| layer.added);
        added
            .map(|layer| layer.title.clone())
            .collect::<Vec<String>>()
    });
    let glimpsed = store.glimpsed.get().into_iter().map(|(_, name)| name);
    for name in glimpsed {
        if !added.contains(&name) {
            added.push(name);
        }
    }
    let added = not_published(language, &publisher_words(store), &added);
    let said: Vec<String> = foreign.into_iter().chain(added).collect();
    said.join(" ")
}

/// The band under the warning. It is made of what is loaded or seen of a file on its way, whatever is switched off, and
/// nothing else takes it away.
#[component]
pub(super) fn ForeignMark(store: Store) -> impl IntoView {
    let said = Memo::new(move |_| mark(store));
    move || {
        said.get().map(|sentence| {
            view! {
                <p class="foreign-mark" role="note" title=sentence.clone()>{sentence}</p>
            }
        })
    }
}

/// Whose the map is, under its title.
#[component]
pub(super) fn PublisherLine(store: Store) -> impl IntoView {
    let said = Memo::new(move |_| published_by(store));
    move || {
        said.get().map(|sentence| {
            view! { <p class="publisher" title=sentence.clone()><bdi>{sentence}</bdi></p> }
        })
    }
}

/// The same among the sources, with the way to the publisher.
pub(super) fn publisher_entry(store: Store) -> AnyView {
    let sentence = published_by(store);
    let site = store
        .manifest
        .with(|manifest| manifest.publisher_url.clone())
        .filter(|url| is_web_address(url));
    let entry = sentence.map(|sentence| match site {
        Some(url) => {
            view! { <li><a href=url target="_blank" rel="noopener noreferrer">{sentence}</a></li> }
                .into_any()
        }
        None => view! { <li>{sentence}</li> }.into_any(),
    });
    entry.into_any()
}
