//! From a value to what it means, and in words what was wrong with it and where.

use std::fmt;

use super::Value;

/// What can be read from JSON.
pub trait FromJson: Sized {
    /// # Errors
    /// What was expected instead, and where.
    fn from_json(value: &Value) -> Result<Self, Wrong>;
}

/// A value that does not mean what it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Path from the value that was read: `groups[2].title`; empty for itself.
    pub path: String,
    pub what: String,
}

/// Longest excerpt of a wrong value, in characters.
const EXCERPT_CHARACTERS: usize = 60;

impl Wrong {
    /// Wrong with the value itself.
    #[must_use]
    pub fn new(what: String) -> Self {
        Self {
            path: String::new(),
            what,
        }
    }

    /// The same as seen from the object that holds the value as `name`.
    #[must_use]
    pub fn in_member(self, name: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') {
            ""
        } else {
            "."
        };
        let path = [name, joint, &self.path].concat();
        Self { path, ..self }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            out.write_str(&self.path)?;
            out.write_str(": ")?;
        }
        out.write_str(&self.what)
    }
}

/// What to say of a value that should have been something else.
#[must_use]
pub fn expected(what: &str, found: &Value) -> Wrong {
    Wrong::new(["expected ", what, ", found ", &found.excerpt()].concat())
}

/// What one of `all` is spelled as `value`.
///
/// # Errors
/// Where none is: the spellings there are.
pub fn choice<T: Copy>(
    value: &Value,
    all: &[T],
    slug: impl Fn(T) -> &'static str,
) -> Result<T, Wrong> {
    let found = value.text();
    let chosen = all.iter().find(|known| Some(slug(**known)) == found);
    chosen.copied().ok_or_else(|| {
        let slugs: Vec<_> = all.iter().map(|known| slug(*known)).collect();
        expected(&["one of ", &slugs.join(", ")].concat(), value)
    })
}

impl Value {
    /// The value as written, cut to one short line.
    #[must_use]
    pub fn excerpt(&self) -> String {
        let mut written = self.to_string();
        if let Some((end, _)) = written.char_indices().nth(EXCERPT_CHARACTERS) {
            written.truncate(end);
            written.push('…');
        }
        written
    }

    /// The member called `name`, read; `None` where it is `null` or not there.
    ///
    /// # Errors
    /// Where this is no object, or the member is not as it should be.
    pub fn optional<T: FromJson>(&self, name: &str) -> Result<Option<T>, Wrong> {
        match self.member(name)? {
            Some(value) => match T::from_json(value) {
                Ok(read) => Ok(Some(read)),
                Err(wrong) => Err(wrong.in_member(name)),
            },
            None => Ok(None),
        }
    }

    /// The member called `name`, read.
    ///
    /// # Errors
    /// As [`Value::optional`], and where it is not there.
    pub fn required<T: FromJson>(&self, name: &str) -> Result<T, Wrong> {
        match self.optional(name)? {
            Some(read) => Ok(read),
            None => Err(Wrong::new("is missing".to_owned()).in_member(name)),
        }
    }

    fn member(&self, name: &str) -> Result<Option<&Self>, Wrong> {
        match self {
            Self::Object(_) => Ok(self.get(name).filter(|value| !value.is_null())),
            other => Err(expected("an object", other)),
        }
    }

    /// Refuses an object with members of other names: a misspelt one would pass for one that was heard.
    ///
    /// # Errors
    /// Where there is one, and where this is no object.
    pub fn only(&self, names: &[&str]) -> Result<(), Wrong> {
        let Some(members) = self.members() else {
            return Err(expected("an object", self));
        };
        match (members.iter()).find(|(name, _)| !names.contains(&name.as_str())) {
            None => Ok(()),
            Some((name, _)) => Err(Wrong::new(format!(
                "there is no \"{name}\" here; there are {}",
                names.join(", ")
            ))),
        }
    }
}

impl FromJson for String {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        match value.text() {
            Some(text) => Ok(text.to_owned()),
            None => Err(expected("a text", value)),
        }
    }
}

impl FromJson for f64 {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        value.number().ok_or_else(|| expected("a number", value))
    }
}

impl FromJson for u32 {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        match value.number() {
            Some(number) if number == f64::from(number as Self) => Ok(number as Self),
            _ => Err(expected("a whole number", value)),
        }
    }
}

impl FromJson for bool {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        match value {
            Value::Bool(flag) => Ok(*flag),
            _ => Err(expected("true or false", value)),
        }
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let Some(entries) = value.entries() else {
            return Err(expected("a list", value));
        };
        let mut read = Self::with_capacity(entries.len());
        for (place, entry) in entries.iter().enumerate() {
            match T::from_json(entry) {
                Ok(entry) => read.push(entry),
                Err(wrong) => return Err(wrong.in_member(&format!("[{place}]"))),
            }
        }
        Ok(read)
    }
}
