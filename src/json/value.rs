//! A JSON value.

/// A JSON value. Numbers are `f64`, as in JavaScript.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    /// Members in the order in which they are written. What was read has them ascending by name, each once.
    Object(Vec<(String, Value)>),
}

/// An object of these members, in this order.
#[must_use]
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(Vec::from(
        members.map(|(name, value)| (name.to_owned(), value)),
    ))
}

impl Value {
    /// The member called `name`; none where this is no object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let member = self.members()?.iter().find(|(known, _)| known == name);
        member.map(|(_, value)| value)
    }

    /// The members of an object.
    #[must_use]
    pub fn members(&self) -> Option<&[(String, Self)]> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The entries of a list.
    #[must_use]
    pub fn entries(&self) -> Option<&[Self]> {
        match self {
            Self::List(entries) => Some(entries),
            _ => None,
        }
    }

    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, where it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether it is `null`, which counts as not written.
    #[must_use]
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }
}

macro_rules! from {
    ($($from:ty, $value:ident => $made:expr;)+) => {
        $(impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $made
            }
        })+
    };
}

from! {
    bool, value => Self::Bool(value);
    f64, value => Self::Number(value);
    u32, value => Self::Number(f64::from(value));
    // Counts of features and people: far below 2^53.
    u64, value => Self::Number(value as f64);
    usize, value => Self::Number(value as f64);
    &str, value => Self::Text(value.to_owned());
    String, value => Self::Text(value);
    Vec<Value>, value => Self::List(value);
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(entries: I) -> Self {
        Self::List(entries.into_iter().map(Into::into).collect())
    }
}
