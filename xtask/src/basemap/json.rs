//! Just enough JSON to read the sources: the commands depend on the standard library alone.

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// `null`, `true` and `false`: nothing here needs to tell them apart.
    Literal,
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text; `None` where it is not JSON.
    pub fn read(text: &str) -> Option<Self> {
        let mut rest = text;
        let value = read_value(&mut rest)?;
        rest.trim().is_empty().then_some(value)
    }

    /// The member of an object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members
                .iter()
                .find(|(own, _)| own == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn read_value(rest: &mut &str) -> Option<Json> {
    *rest = rest.trim_start();
    match rest.chars().next()? {
        '{' => read_sequence(rest, '}', |rest| {
            *rest = rest.trim_start();
            let name = read_text(rest)?;
            *rest = rest.trim_start().strip_prefix(':')?;
            Some((name, read_value(rest)?))
        })
        .map(Json::Object),
        '[' => read_sequence(rest, ']', read_value).map(Json::List),
        '"' => read_text(rest).map(Json::Text),
        _ => {
            let end = rest
                .find([',', ']', '}', ' ', '\n', '\r', '\t'])
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            *rest = after;
            match word {
                "null" | "true" | "false" => Some(Json::Literal),
                _ => word.parse().ok().map(Json::Number),
            }
        }
    }
}

fn read_sequence<T>(
    rest: &mut &str,
    end: char,
    read: impl Fn(&mut &str) -> Option<T>,
) -> Option<Vec<T>> {
    *rest = rest[1..].trim_start();
    let mut items = Vec::new();
    if let Some(after) = rest.strip_prefix(end) {
        *rest = after;
        return Some(items);
    }
    loop {
        items.push(read(rest)?);
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(end) {
            *rest = after;
            return Some(items);
        }
        *rest = rest.strip_prefix(',')?;
    }
}

fn read_text(rest: &mut &str) -> Option<String> {
    let mut text = String::new();
    let mut letters = rest.strip_prefix('"')?.chars();
    loop {
        match letters.next()? {
            '"' => break,
            '\\' => text.push(match letters.next()? {
                'n' => '\n',
                't' => '\t',
                'u' => {
                    let digits: String = letters.by_ref().take(4).collect();
                    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)?
                }
                other => other,
            }),
            letter => text.push(letter),
        }
    }
    *rest = letters.as_str();
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_values_are_read() {
        let value = Json::read(r#" {"a": [1, -2.5e1, "x\"\u0259"], "b": {}, "c": null} "#).unwrap();
        let list = value.get("a").unwrap().items();
        assert_eq!(list[1].number(), Some(-25.0));
        assert_eq!(list[2].text(), Some("x\"ə"));
        assert_eq!(value.get("b"), Some(&Json::Object(Vec::new())));
        assert_eq!(value.get("c"), Some(&Json::Literal));
    }

    #[test]
    fn what_is_not_json_is_nothing() {
        for text in ["", "[1,", "{\"a\" 1}", "[1] 2", "oops", "\"open"] {
            assert_eq!(Json::read(text), None, "{text}");
        }
    }
}
