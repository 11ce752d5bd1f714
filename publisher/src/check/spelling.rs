//! Which field a misspelt one was meant to be, from the published schema.

use std::collections::BTreeSet;

use hazard_map::json::Value;

const SCHEMA: &str = include_str!("../../../public/map.schema.json");
/// Letters that may be wrong, missing or too many.
const MISTAKES: usize = 2;

/// The field whose name is nearest to what was written, if any is near.
pub fn meant(written: &str) -> Option<String> {
    let mut names = BTreeSet::new();
    collect(&Value::read(SCHEMA).ok()?, &mut names);
    let written = written.to_lowercase();
    let near = names
        .into_iter()
        .map(|name| (distance(&written, &name), name));
    let (mistakes, name) = near.min()?;
    (mistakes <= MISTAKES && mistakes <= name.len() / 2).then_some(name)
}

/// The names in every `properties` of a schema.
fn collect(schema: &Value, names: &mut BTreeSet<String>) {
    for (name, part) in schema.members().unwrap_or_default() {
        if name == "properties" {
            let fields = part.members().unwrap_or_default();
            names.extend(fields.iter().map(|(field, _)| field.clone()));
        }
        collect(part, names);
    }
}

/// Letters to change, add or leave out to come from one word to another (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut before = row[0];
        row[0] = at + 1;
        for (place, other) in to.iter().enumerate() {
            let changed = before + usize::from(letter != *other);
            before = row[place + 1];
            row[place + 1] = changed.min(before + 1).min(row[place] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_leads_to_the_field_and_a_strange_word_to_none() {
        for (written, name) in [
            ("layres", "layers"),
            ("Licence", "licence"),
            ("license", "licence"),
            ("as_off", "as_of"),
        ] {
            assert_eq!(meant(written).as_deref(), Some(name), "{written}");
        }
        for written in ["telephone", "x", "editor"] {
            assert_eq!(meant(written), None, "{written}");
        }
    }

    #[test]
    fn distances_are_those_of_the_textbook() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
    }
}
