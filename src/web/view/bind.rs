//! Keeps one attribute, class, style or property of an element at a value.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::value::Value;
use crate::reactive::render_effect;

/// What of an element is set. The class attribute is set word by word, so that `class=` and `class:x=` do not undo
/// each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    Attribute,
    Class,
    Style,
    Property,
}

pub(super) fn bind(element: Element, target: Target, name: &'static str, value: Value) {
    let mut before = Value::Nothing;
    match value {
        Value::Changing(mut value) => render_effect(Box::new(move || {
            let now = settled(value.give());
            // A reader may have changed a property meanwhile, by typing: that is always written.
            if target == Target::Property || !same(&now, &before) {
                set(&element, target, name, &before, &now);
                before = now;
            }
        })),
        value => set(&element, target, name, &before, &value),
    }
}

/// Closures that give closures: the innermost value.
fn settled(mut value: Value) -> Value {
    while let Value::Changing(mut inner) = value {
        value = inner.give();
    }
    value
}

fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Nothing, Value::Nothing) => true,
        (Value::Switch(one), Value::Switch(other)) => one == other,
        (Value::Text(one), Value::Text(other)) => one == other,
        _ => false,
    }
}

/// The names are ours, so that none of these calls fails.
fn set(element: &Element, target: Target, name: &str, before: &Value, now: &Value) {
    let text = match now {
        Value::Text(text) => Some(&**text),
        Value::Switch(true) => Some(""),
        _ => None,
    };
    let done = match target {
        Target::Attribute if name == "class" => {
            let words = |value: &Value, on: bool| {
                if let Value::Text(words) = value {
                    for word in words.split_ascii_whitespace() {
                        let _ = element.class_list().toggle_with_force(word, on);
                    }
                }
            };
            words(before, false);
            words(now, true);
            Ok(())
        }
        Target::Attribute => match text {
            Some(text) => element.set_attribute(name, text),
            None => element.remove_attribute(name),
        },
        Target::Class => element
            .class_list()
            .toggle_with_force(name, text.is_some())
            .map(drop),
        Target::Style => {
            let style = element.unchecked_ref::<HtmlElement>().style();
            // An empty value takes the property away.
            style.set_property(name, text.unwrap_or_default())
        }
        Target::Property => {
            let value = match now {
                Value::Text(text) => JsValue::from_str(text),
                Value::Switch(on) => JsValue::from_bool(*on),
                _ => JsValue::UNDEFINED,
            };
            js_sys::Reflect::set(element, &JsValue::from_str(name), &value).map(drop)
        }
    };
    debug_assert!(done.is_ok(), "{name} cannot be set");
}
