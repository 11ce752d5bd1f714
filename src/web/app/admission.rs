//! What the page's address names: a map, files. They are opened where they come from the page's own origin, or from one
//! that a map of this site allows; anything else is refused in words. So nobody makes a link to an official map that
//! shows what its publisher never saw.
//!
//! What a person opens by hand, and what the page around loads, is not asked for here: it carries the mark instead.

use std::pin::Pin;
use std::rc::Rc;

use super::App;
use super::commands::{name_in, stem};
use super::link;
use super::loading::Request;
use super::start::own_manifest;
use crate::json::object;
use crate::manifest::Manifest;
use crate::reactive::{Read, RwSignal};
use crate::state::shortened;
use crate::text::{Key, key};
use crate::web::dom::window;
use crate::web::fetching::{fetch_from, fetch_text};
use crate::web::ui::{SourceEntry, SourceState};
use crate::web::wire::origin_of;

/// Letters of an address that are shown.
const ADDRESS_LETTERS: usize = 120;

fn own_origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The page's own origin and those that a manifest allows, as browsers write them.
fn allowed_by(manifest: &Manifest) -> Vec<String> {
    let allowed = manifest.allowed_origins.iter();
    allowed
        .map(|origin| origin_of(origin))
        .chain([own_origin()])
        .collect()
}

impl App {
    /// Opens the map at an address that the page's address names; the site's own where it is refused.
    pub(super) async fn open_named(self: &Rc<Self>, address: &str) {
        let base = link::absolute(address);
        let own = own_origin();
        let origins = if origin_of(&base) == own {
            vec![own.clone()]
        } else {
            self.origins_of_this_site().await
        };
        let origin = origin_of(&base);
        if !origins.contains(&origin) {
            return self.refuse_map(&origin).await;
        }
        match fetch_from(&base).await {
            Ok((_, origin)) if !origins.contains(&origin) => self.refuse_map(&origin).await,
            Ok((text, origin)) => {
                self.store
                    .foreign_map
                    .set((origin != own).then_some(origin));
                self.take_manifest(&text, &base);
            }
            Err(reason) => self.manifest_missing(address, &reason),
        }
    }

    /// What the site's own map allows, which is read for this only where a foreign address is named. A map that cannot
    /// be read allows nothing.
    async fn origins_of_this_site(self: &Rc<Self>) -> Vec<String> {
        let text = match own_manifest() {
            Some(address) => fetch_text(&link::absolute(&address)).await.ok(),
            None => None,
        };
        let reading = text.and_then(|text| Manifest::read(&text).ok());
        allowed_by(&reading.unwrap_or_default().manifest)
    }

    async fn refuse_map(self: &Rc<Self>, origin: &str) {
        let sentence = self.refusal_of_origin(key::TRUST_MAP_REFUSED, origin, "");
        self.open_own().await;
        self.warn_of_link(sentence);
    }

    /// Loads a file that the page's address names, or says why not.
    pub(super) fn take_named(self: &Rc<Self>, address: &str) -> Pin<Box<dyn Future<Output = ()>>> {
        let (app, address) = (self.clone(), address.to_owned());
        Box::pin(async move { app.take_named_file(&address).await })
    }

    async fn take_named_file(self: &Rc<Self>, address: &str) {
        let url = link::absolute(address);
        let origin = origin_of(&url);
        let is_open = self.manifest.borrow().as_ref() != &Manifest::default();
        let origins = if is_open || origin == own_origin() {
            allowed_by(&self.manifest.borrow())
        } else {
            self.origins_of_this_site().await
        };
        let name = name_in(&url);
        if !origins.contains(&origin) {
            return self.refuse_file(&name, &origin);
        }
        let request = Request {
            url: Some(url),
            file: None,
            sha256: None,
            role: None,
            fields: Default::default(),
            added: true,
            origins: Some(origins),
            manifest_layer: None,
            name,
        };
        self.request(&stem(&request.name), request);
    }

    /// The file stands among the sources as one that failed: what it holds is missing, and every answer says so.
    fn refuse_file(self: &Rc<Self>, name: &str, origin: &str) {
        let sentence = self.refusal_of_origin(key::TRUST_DATA_REFUSED, origin, name);
        let id = self.free_id(&stem(name));
        let entry = SourceEntry {
            id: id.clone(),
            name: shortened(name, ADDRESS_LETTERS),
            state: RwSignal::new(SourceState::Failed(sentence.clone())),
            added: true,
        };
        self.store.sources.update(|sources| sources.push(entry));
        self.listeners.tell(
            "error",
            &object([
                ("id", id.into()),
                ("code", "origin_refused".into()),
                ("message", sentence.as_str().into()),
            ]),
        );
        self.warn_of_link(sentence);
    }

    fn refusal_of_origin(&self, said: Key, origin: &str, name: &str) -> String {
        let origin = shortened(origin, ADDRESS_LETTERS);
        let name = shortened(name, ADDRESS_LETTERS);
        let values = [("origin", &*origin), ("name", &*name)];
        said.with(self.store.language.get_untracked(), &values)
    }

    /// Stays on the map, beside what was said before.
    fn warn_of_link(&self, sentence: String) {
        self.store.map_trouble.update(|trouble| {
            let before = trouble.take().map_or_else(String::new, |said| said + " ");
            *trouble = Some(before + &sentence);
        });
    }

    /// What has to be said of a source in files made of it: that the publisher does not stand behind it.
    pub(super) fn mark_of(&self, source: &str) -> String {
        let language = self.store.language.get_untracked();
        let is_added = self.store.sources.with_untracked(|sources| {
            let entry = sources.iter().find(|entry| entry.id == source);
            entry.is_none_or(|entry| entry.added)
        });
        let is_foreign = self.store.foreign_map.with_untracked(Option::is_some);
        if is_added || is_foreign {
            key::TRUST_FILE_MARK.text(language).to_owned()
        } else {
            String::new()
        }
    }
}
