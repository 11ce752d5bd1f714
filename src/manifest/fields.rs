//! Takes fields out of a JSON object one by one, and writes down every one that is not as it should be.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::problem::{Consequence, Expected, ManifestProblem};

/// Longest excerpt of a wrong value shown to the publisher, in characters.
const EXCERPT_CHARACTERS: usize = 60;

/// One object of the manifest, at `path`. Call [`Fields::finish`] when all known fields are taken.
pub(super) struct Fields<'a> {
    path: String,
    object: &'a Map<String, Value>,
    known: Vec<&'static str>,
    problems: &'a mut Vec<ManifestProblem>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(
        path: &str,
        object: &'a Map<String, Value>,
        problems: &'a mut Vec<ManifestProblem>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            object,
            known: Vec::new(),
            problems,
        }
    }

    /// The value of `name` if it is there, reads as `T` and passes `check`; `null` counts as not there.
    pub(super) fn take_checked<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        expected: Expected,
        check: impl FnOnce(&T) -> bool,
    ) -> Option<T> {
        let value = self.raw(name)?;
        let taken = T::deserialize(value).ok().filter(check);
        if taken.is_none() {
            self.report(name, value, expected, Consequence::DefaultUsed);
        }
        taken
    }

    /// [`Fields::take_checked`] where every `T` will do.
    pub(super) fn take<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        expected: Expected,
    ) -> Option<T> {
        self.take_checked(name, expected, |_| true)
    }

    /// The object called `name`, read by `read` through its own [`Fields`].
    pub(super) fn object<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Fields) -> T,
    ) -> Option<T> {
        let value = self.raw(name)?;
        let Value::Object(object) = value else {
            self.report(name, value, Expected::Object, Consequence::DefaultUsed);
            return None;
        };
        let mut fields = Fields::new(&self.path_of(name), object, self.problems);
        let taken = read(&mut fields);
        fields.finish();
        Some(taken)
    }

    /// The list of objects called `name`; an entry that is not an object, or of which `read` makes nothing, is left
    /// out and written down.
    pub(super) fn objects<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&mut Fields) -> Result<T, (&'static str, Expected)>,
    ) -> Vec<T> {
        let Some(entries) = self.list(name) else {
            return Vec::new();
        };
        let path = self.path_of(name);
        let problems = &mut *self.problems;
        let mut taken = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let path = format!("{path}[{index}]");
            let Value::Object(object) = entry else {
                problems.push(problem(
                    &path,
                    Some(entry),
                    Expected::Object,
                    Consequence::EntryLeftOut,
                ));
                continue;
            };
            let before = problems.len();
            let mut fields = Fields::new(&path, object, problems);
            let result = read(&mut fields);
            fields.finish();
            match result {
                Ok(value) => taken.push(value),
                Err((field, expected)) => {
                    // The field's own complaint is replaced: what matters is that the entry is gone.
                    let path = format!("{path}.{field}");
                    let own = problems[before..]
                        .iter()
                        .position(|known| known.path == path);
                    own.map(|at| problems.remove(before + at));
                    problems.push(problem(
                        &path,
                        object.get(field),
                        expected,
                        Consequence::EntryLeftOut,
                    ));
                }
            }
        }
        taken
    }

    /// The list of plain values called `name`; entries that fail `check` are left out and written down.
    pub(super) fn values<T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        expected: Expected,
        check: impl Fn(&T) -> bool,
    ) -> Vec<T> {
        let Some(entries) = self.list(name) else {
            return Vec::new();
        };
        let path = self.path_of(name);
        let mut taken = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            match T::deserialize(entry).ok().filter(&check) {
                Some(value) => taken.push(value),
                None => {
                    let path = format!("{path}[{index}]");
                    self.problems.push(problem(
                        &path,
                        Some(entry),
                        expected,
                        Consequence::EntryLeftOut,
                    ));
                }
            }
        }
        taken
    }

    /// The object called `name` as a map whose keys the publisher chooses among those that `read_key` knows;
    /// entries with a wrong key or value are left out and written down.
    pub(super) fn map<K: Ord, T: DeserializeOwned>(
        &mut self,
        name: &'static str,
        read_key: impl Fn(&str) -> Option<K>,
        expected_key: Expected,
        expected_value: Expected,
    ) -> BTreeMap<K, T> {
        let entries = match self.raw(name) {
            Some(Value::Object(entries)) => entries,
            Some(other) => {
                self.report(name, other, Expected::Object, Consequence::DefaultUsed);
                return BTreeMap::new();
            }
            None => return BTreeMap::new(),
        };
        let path = self.path_of(name);
        let mut taken = BTreeMap::new();
        for (key, value) in entries {
            let expected = match (read_key(key), T::deserialize(value)) {
                (Some(key), Ok(value)) => {
                    taken.insert(key, value);
                    continue;
                }
                (None, _) => expected_key,
                (_, Err(_)) => expected_value,
            };
            self.problems.push(problem(
                &path_of(&path, key),
                Some(value),
                expected,
                Consequence::EntryLeftOut,
            ));
        }
        taken
    }

    /// Whether anything at all is written under `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.object.get(name).is_some_and(|value| !value.is_null())
    }

    /// Writes down that `name` should have been there.
    pub(super) fn report_missing(&mut self, name: &str, expected: Expected) {
        let path = self.path_of(name);
        self.problems
            .push(problem(&path, None, expected, Consequence::DefaultUsed));
    }

    /// Writes down the fields nobody asked for. Names that start with `$` or `x-` are the publisher's own.
    pub(super) fn finish(self) {
        for (name, value) in self.object {
            if !self.known.contains(&name.as_str())
                && !name.starts_with('$')
                && !name.starts_with("x-")
            {
                let path = path_of(&self.path, name);
                self.problems.push(problem(
                    &path,
                    Some(value),
                    Expected::KnownField,
                    Consequence::NotUsed,
                ));
            }
        }
    }

    fn raw(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.object.get(name).filter(|value| !value.is_null())
    }

    fn list(&mut self, name: &'static str) -> Option<&'a [Value]> {
        match self.raw(name)? {
            Value::Array(entries) => Some(entries),
            other => {
                self.report(name, other, Expected::List, Consequence::DefaultUsed);
                None
            }
        }
    }

    fn report(&mut self, name: &str, value: &Value, expected: Expected, consequence: Consequence) {
        let path = self.path_of(name);
        self.problems
            .push(problem(&path, Some(value), expected, consequence));
    }

    fn path_of(&self, name: &str) -> String {
        path_of(&self.path, name)
    }
}

fn path_of(parent: &str, name: &str) -> String {
    if parent.is_empty() {
        name.to_owned()
    } else {
        format!("{parent}.{name}")
    }
}

pub(super) fn problem(
    path: &str,
    found: Option<&Value>,
    expected: Expected,
    consequence: Consequence,
) -> ManifestProblem {
    let found = found.map(excerpt).unwrap_or_default();
    ManifestProblem {
        path: path.to_owned(),
        found,
        expected,
        consequence,
    }
}

/// The value as written, cut to one short line.
pub(super) fn excerpt(value: &Value) -> String {
    let written = value.to_string();
    match written.char_indices().nth(EXCERPT_CHARACTERS) {
        Some((end, _)) => format!("{}…", &written[..end]),
        None => written,
    }
}
