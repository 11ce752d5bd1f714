//! What an attribute, a class, a style or a property can be set to.

use std::borrow::Cow;

use crate::reactive::{Memo, Read, RwSignal, Signal};

/// The value of an attribute, class, style or property.
pub enum Value {
    /// Not set.
    Nothing,
    /// On or off.
    Switch(bool),
    Text(Cow<'static, str>),
    /// Set again whenever what the closure read has changed.
    Changing(Box<dyn Give>),
}

/// A closure that gives values; as small as [`super::node::Draw`].
pub trait Give {
    fn give(&mut self) -> Value;
}

impl<V: IntoValue, F: FnMut() -> V> Give for F {
    fn give(&mut self) -> Value {
        self().into_value()
    }
}

/// What can stand after the `=` of an attribute.
pub trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Switch(self)
    }
}

impl IntoValue for &'static str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Borrowed(self))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl IntoValue for i32 {
    fn into_value(self) -> Value {
        self.to_string().into_value()
    }
}

impl IntoValue for f64 {
    fn into_value(self) -> Value {
        crate::decimal::shortest(self).into_value()
    }
}

impl<V: IntoValue> IntoValue for Option<V> {
    fn into_value(self) -> Value {
        match self {
            Some(value) => value.into_value(),
            None => Value::Nothing,
        }
    }
}

impl<V: IntoValue, F: FnMut() -> V + 'static> IntoValue for F {
    fn into_value(self) -> Value {
        Value::Changing(Box::new(self))
    }
}

macro_rules! readable {
    ($($signal:ident),*) => {$(
        impl<T: IntoValue + Clone + 'static> IntoValue for $signal<T> {
            fn into_value(self) -> Value {
                Value::Changing(Box::new(move || self.get()))
            }
        }
    )*};
}

readable!(RwSignal, Memo, Signal);
