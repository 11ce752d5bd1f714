//! Lists of texts as property values: `["Agdam", "Агдам"]`.

use super::cursor::{Cursor, Fault, Value};

/// The texts of a JSON array that holds nothing else; `None` for any other value.
pub(in super::super) fn texts_of_list(json: &str) -> Option<Vec<String>> {
    read(&mut Cursor::new(json)).ok()
}

fn read(cursor: &mut Cursor<'_>) -> Result<Vec<String>, Fault> {
    cursor.expect(b'[')?;
    let mut texts = Vec::new();
    if cursor.take(b']') {
        return Ok(texts);
    }
    loop {
        let Value::Text(text) = cursor.value()? else {
            return Err(cursor.broken());
        };
        texts.push(text.plain(&mut String::new()).to_owned());
        if !cursor.next_entry(b']')? {
            return Ok(texts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_texts_is_read_with_its_escapes() {
        let listed = texts_of_list(r#"["Ağdam", "\u0410\u0433\u0434\u0430\u043c", "a, b"]"#);
        assert_eq!(listed.unwrap(), ["Ağdam", "Агдам", "a, b"]);
        assert_eq!(texts_of_list("[]").unwrap(), [""; 0]);
    }

    #[test]
    fn anything_else_is_no_list_of_texts() {
        for other in [
            r#"["a", 1]"#,
            r#"{"a": "b"}"#,
            r#"["a"#,
            "a, b",
            r#"[["a"]]"#,
        ] {
            assert_eq!(texts_of_list(other), None, "{other}");
        }
    }
}
