//! Takes fields out of a JSON object one by one, and writes down every one that is not as it should be.

use super::problem::{Consequence, Expected, ManifestProblem};
use crate::json::{FromJson, Value};
use crate::sorted::SortedMap;

/// A list of objects is read so far: a hostile one must not fill the page with layers.
const MOST_ENTRIES: usize = 500;

/// The members of an object.
type Members = [(String, Value)];
/// The field without which an entry is nothing, and what should have stood there.
pub(super) type Lacking = (&'static str, Expected);

/// One object of the manifest, at `path`. Call [`Fields::finish`] when all known fields are taken.
pub(super) struct Fields<'a> {
    path: String,
    object: &'a Members,
    known: Vec<&'static str>,
    problems: &'a mut Vec<ManifestProblem>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(
        path: &str,
        object: &'a Members,
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
    pub(super) fn take_checked<T: FromJson>(
        &mut self,
        name: &'static str,
        expected: Expected,
        check: impl FnOnce(&T) -> bool,
    ) -> Option<T> {
        let value = self.raw(name)?;
        let taken = T::from_json(value).ok().filter(check);
        if taken.is_none() {
            self.report(name, value, expected, Consequence::DefaultUsed);
        }
        taken
    }

    /// [`Fields::take_checked`] where every `T` will do.
    pub(super) fn take<T: FromJson>(
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
        let object = self.members(name)?;
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
        read: impl Fn(&mut Fields) -> Result<T, Lacking>,
    ) -> Vec<T> {
        let mut taken = Vec::new();
        self.each_object(name, &mut |fields| {
            taken.push(read(fields)?);
            Ok(())
        });
        taken
    }

    fn each_object(
        &mut self,
        name: &'static str,
        read: &mut dyn FnMut(&mut Fields) -> Result<(), Lacking>,
    ) {
        let path = self.path_of(name);
        let entries = self.list(name);
        let problems = &mut *self.problems;
        for (index, entry) in entries.iter().enumerate() {
            let path = format!("{path}[{index}]");
            if index == MOST_ENTRIES {
                let fewer = Expected::FewerEntries;
                problems.push(problem(
                    &path,
                    Some(entry),
                    fewer,
                    Consequence::EntryLeftOut,
                ));
                break;
            }
            let Some(object) = entry.members() else {
                let left_out = Consequence::EntryLeftOut;
                problems.push(problem(&path, Some(entry), Expected::Object, left_out));
                continue;
            };
            let before = problems.len();
            let mut fields = Fields::new(&path, object, problems);
            let result = read(&mut fields);
            fields.finish();
            if let Err((field, expected)) = result {
                // The field's own complaint is replaced: what matters is that the entry is gone.
                let path = path_of(&path, field);
                let own = problems[before..]
                    .iter()
                    .position(|known| known.path == path);
                own.map(|at| problems.remove(before + at));
                let found = entry.get(field);
                problems.push(problem(&path, found, expected, Consequence::EntryLeftOut));
            }
        }
    }

    /// The list of plain values called `name`; entries that fail `check` are left out and written down.
    pub(super) fn values<T: FromJson>(
        &mut self,
        name: &'static str,
        expected: Expected,
        check: impl Fn(&T) -> bool,
    ) -> Vec<T> {
        let mut taken = Vec::new();
        for (index, entry) in self.list(name).iter().enumerate() {
            match T::from_json(entry).ok().filter(&check) {
                Some(value) => taken.push(value),
                None => self.leave_out(&format!("{name}[{index}]"), entry, expected),
            }
        }
        taken
    }

    /// The object called `name` as a map whose keys the publisher chooses among those that `read_key` knows;
    /// entries with a wrong key or value are left out and written down.
    pub(super) fn map<K: Ord, T: FromJson>(
        &mut self,
        name: &'static str,
        read_key: impl Fn(&str) -> Option<K>,
        expected_key: Expected,
        expected_value: Expected,
    ) -> SortedMap<K, T> {
        let mut taken = SortedMap::new();
        for (key, value) in self.members(name).unwrap_or_default() {
            let expected = match (read_key(key), T::from_json(value)) {
                (Some(key), Ok(value)) => {
                    taken.insert(key, value);
                    continue;
                }
                (None, _) => expected_key,
                (_, Err(_)) => expected_value,
            };
            self.leave_out(&path_of(name, key), value, expected);
        }
        taken
    }

    /// Whether anything at all is written under `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.written(name).is_some()
    }

    /// Writes down that `name` should have been there.
    pub(super) fn report_missing(&mut self, name: &str, expected: Expected) {
        let path = self.path_of(name);
        self.problems
            .push(problem(&path, None, expected, Consequence::DefaultUsed));
    }

    /// Writes down the fields nobody asked for. Names that start with `$` or `x-` are the publisher's own.
    pub(super) fn finish(self) {
        #[cfg(test)]
        super::schema_tests::remember(&self.path, &self.known);
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

    fn written(&self, name: &str) -> Option<&'a Value> {
        let member = self.object.iter().find(|(known, _)| known == name);
        member
            .map(|(_, value)| value)
            .filter(|value| !value.is_null())
    }

    fn raw(&mut self, name: &'static str) -> Option<&'a Value> {
        self.known.push(name);
        self.written(name)
    }

    fn members(&mut self, name: &'static str) -> Option<&'a Members> {
        let value = self.raw(name)?;
        let members = value.members();
        if members.is_none() {
            self.report(name, value, Expected::Object, Consequence::DefaultUsed);
        }
        members
    }

    fn list(&mut self, name: &'static str) -> &'a [Value] {
        let Some(value) = self.raw(name) else {
            return &[];
        };
        value.entries().unwrap_or_else(|| {
            self.report(name, value, Expected::List, Consequence::DefaultUsed);
            &[]
        })
    }

    fn leave_out(&mut self, name: &str, value: &Value, expected: Expected) {
        self.report(name, value, expected, Consequence::EntryLeftOut);
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
    let found = found.map(Value::excerpt).unwrap_or_default();
    ManifestProblem {
        path: path.to_owned(),
        found,
        expected,
        consequence,
    }
}
