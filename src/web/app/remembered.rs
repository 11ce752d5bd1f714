//! Answers of the mapping dialog, remembered for files of the same shape.
//!
//! A remembered answer is said, and taking the file away forgets it: a mistake is not made for ever.

use std::rc::Rc;
use std::sync::Arc;

use super::App;
use crate::hazard::Role;
use crate::ingest::{FieldMapping, MappingPreview};
use crate::json::{FromJson, Value, Wrong, object};
use crate::reactive::Read;
use crate::text::{Key, key};
use crate::web::storage;
use crate::web::ui::{MappingQuestion, SourceState};

struct Remembered {
    role: Role,
    fields: FieldMapping,
}

impl FromJson for Remembered {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let slug: String = value.required("role")?;
        Ok(Self {
            role: Role::from_slug(&slug).ok_or_else(|| Wrong::new(slug))?,
            fields: value.required("fields")?,
        })
    }
}

/// The text that [`Remembered`] is read from.
fn written(role: Role, fields: &FieldMapping) -> String {
    let keys = fields.iter().map(|(meaning, keys)| {
        let keys = keys.iter().map(String::as_str).collect();
        (meaning.slug().to_owned(), keys)
    });
    let fields = Value::Object(keys.collect());
    object([("role", role.slug().into()), ("fields", fields)]).to_string()
}

fn name_of(shape: &str) -> String {
    format!("mapping.{shape}")
}

impl App {
    /// Asks what a file holds, unless that was told of a file of the same shape.
    pub(super) fn ask_mapping(self: &Rc<Self>, source: String, preview: MappingPreview) {
        self.set_state(&source, SourceState::Asking);
        let name = {
            let mut sources = self.sources.borrow_mut();
            sources
                .shapes
                .insert(source.clone(), preview.fingerprint.clone());
            let request = sources.requests.get(&source);
            request
                .map(|request| request.name.clone())
                .unwrap_or_default()
        };
        let remembered = storage::recall(&name_of(&preview.fingerprint))
            .and_then(|text| Value::read(&text).ok())
            .and_then(|value| Remembered::from_json(&value).ok());
        if let Some(Remembered { role, fields }) = remembered {
            let language = self.store.language.get_untracked();
            let role_name = Key::named(&format!("role.{}", role.slug()));
            let values = [
                ("name", &*name),
                (
                    "role",
                    role_name.map_or(role.slug(), |key| key.text(language)),
                ),
            ];
            self.store
                .announce(&key::SOURCE_REMEMBERED.with(language, &values));
            self.answer_mapping(&source, role, fields);
            return;
        }
        let question = MappingQuestion {
            name,
            source,
            preview: Arc::new(preview),
        };
        self.store.questions.update(|all| all.push(question));
    }

    pub(super) fn remember_mapping(&self, source: &str, role: Role, fields: &FieldMapping) {
        if let Some(shape) = self.sources.borrow().shapes.get(source) {
            storage::remember(&name_of(shape), &written(role, fields));
        }
    }

    pub(super) fn forget_mapping(&self, source: &str) {
        if let Some(shape) = self.sources.borrow_mut().shapes.remove(source) {
            storage::forget(&name_of(&shape));
        }
    }
}
