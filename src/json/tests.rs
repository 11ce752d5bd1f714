//! The reader and the writer against another parser.

use proptest::prelude::*;

use super::*;

/// What another parser reads, as our value.
fn theirs(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().map(|value| ours(&value))
}

fn ours(value: &serde_json::Value) -> Value {
    use serde_json::Value as Theirs;
    match value {
        Theirs::Null => Value::Null,
        Theirs::Bool(flag) => Value::Bool(*flag),
        Theirs::Number(number) => Value::Number(number.as_f64().expect("every number is one")),
        Theirs::String(text) => Value::Text(text.clone()),
        Theirs::Array(entries) => Value::List(entries.iter().map(ours).collect()),
        Theirs::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), ours(value)))
                .collect(),
        ),
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        proptest::num::f64::NORMAL.prop_map(Value::Number),
        any::<u32>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::Text),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::btree_map(".{0,4}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

#[test]
fn what_is_not_json_is_refused_and_its_place_is_named() {
    for (text, line, column) in [
        ("", 1, 1),
        (" nul", 1, 2),
        ("[1,]", 1, 4),
        ("{\n  \"a\": oops }", 2, 8),
        ("{\"a\" 1}", 1, 6),
        ("{a:1}", 1, 2),
        ("[1 2]", 1, 4),
        ("1 2", 1, 3),
        ("[01]", 1, 2),
        ("\"open", 1, 6),
        ("\"\t\"", 1, 2),
        ("\"\\ud800\"", 1, 8),
        ("[1e999]", 1, 7),
    ] {
        let refused = Value::read(text).expect_err(text);
        assert_eq!(
            (refused.line, refused.column),
            (line, column),
            "{refused} in {text}"
        );
        assert_eq!(theirs(text), None);
    }
    assert!(Value::read(&"[".repeat(100_000)).is_err());
}

#[test]
fn the_last_of_two_members_with_one_name_counts() {
    let read = Value::read(r#"{"b": 1, "a": 2, "b": 3}"#).expect("JSON");
    assert_eq!(read, object([("a", 2.0.into()), ("b", 3.0.into())]));
}

#[test]
fn what_is_wrong_is_named_with_its_path() {
    let value = Value::read(r#"{"a": [{"b": 1}, {"b": "x"}]}"#).expect("JSON");
    struct Entry;
    impl FromJson for Entry {
        fn from_json(value: &Value) -> Result<Self, Wrong> {
            value.required::<f64>("b").map(|_| Self)
        }
    }
    let wrong = value
        .required::<Vec<Entry>>("a")
        .err()
        .expect("\"x\" is no number");
    assert_eq!(wrong.to_string(), r#"a[1].b: expected a number, found "x""#);
    let wrong = value.required::<f64>("c").expect_err("there is no c");
    assert_eq!(wrong.to_string(), "c: is missing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_as_another_parser_reads_it(text in "[\\[\\]{}\",:0-9eE+.\\-\\\\ntrfalsud ]{0,12}") {
        prop_assert_eq!(Value::read(&text).ok(), theirs(&text), "{}", text);
    }

    #[test]
    fn escapes_are_read_as_another_parser_reads_them(text in "\"(\\\\u[dD][89abcAB0-9][0-9]{2}|\\\\u00[0-9a-f]{2}|\\\\[nrtbf/]|é){0,4}\"") {
        prop_assert_eq!(Value::read(&text).ok(), theirs(&text), "{}", text);
    }
}

proptest! {
    #[test]
    fn what_is_written_comes_back_here_and_elsewhere(value in any_value()) {
        let text = value.to_string();
        prop_assert_eq!(theirs(&text), Some(value.clone()));
        prop_assert_eq!(Value::read(&text).ok(), Some(value));
    }
}
