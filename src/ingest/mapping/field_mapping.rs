//! Which keys of a file feed which canonical field, as in `fields` of `map.json`.

use super::meaning::Meaning;
use crate::hazard::Field;
use crate::json::{FromJson, Value, Wrong, expected};

/// Keys by meaning. As JSON: `{"status": "Hazard_Cla", "hazard_types": ["eo_mine_type", "eo_erw"]}`.
///
/// A meaning with an empty list is deliberately not mapped: recognition leaves it alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldMapping(
    /// Ascending by meaning.
    Vec<(Meaning, Vec<String>)>,
);

impl FieldMapping {
    /// Nothing mapped.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether nothing is mapped.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys that feed a meaning; of several, the first known value counts, or all are read together.
    #[must_use]
    pub fn keys(&self, meaning: Meaning) -> &[String] {
        self.place(meaning).map_or(&[], |place| &self.0[place].1)
    }

    /// The keys that feed a field.
    #[must_use]
    pub fn keys_of(&self, field: Field) -> &[String] {
        self.keys(Meaning::Field(field))
    }

    /// Whether the meaning has an entry, be it an empty one.
    #[must_use]
    pub fn names(&self, meaning: Meaning) -> bool {
        self.place(meaning).is_ok()
    }

    /// Whether a key feeds anything.
    #[must_use]
    pub fn uses(&self, key: &str) -> bool {
        self.meaning_of(key).is_some()
    }

    /// The first meaning that a key feeds.
    #[must_use]
    pub fn meaning_of(&self, key: &str) -> Option<Meaning> {
        self.0
            .iter()
            .find(|(_, keys)| keys.iter().any(|known| known == key))
            .map(|(meaning, _)| *meaning)
    }

    /// Adds a key to a meaning, after those it has.
    pub fn add(&mut self, meaning: Meaning, key: &str) {
        let place = self.place(meaning).unwrap_or_else(|place| {
            self.0.insert(place, (meaning, Vec::new()));
            place
        });
        let keys = &mut self.0[place].1;
        if !keys.iter().any(|known| known == key) {
            keys.push(key.to_owned());
        }
    }

    fn set(&mut self, meaning: Meaning, keys: Vec<String>) {
        match self.place(meaning) {
            Ok(place) => self.0[place].1 = keys,
            Err(place) => self.0.insert(place, (meaning, keys)),
        }
    }

    /// Takes a key off every meaning.
    pub fn remove_key(&mut self, key: &str) {
        for (_, keys) in &mut self.0 {
            keys.retain(|known| known != key);
        }
    }

    /// Every meaning with its keys.
    pub fn iter(&self) -> impl Iterator<Item = (Meaning, &[String])> {
        self.0
            .iter()
            .map(|(meaning, keys)| (*meaning, keys.as_slice()))
    }

    /// Where a meaning stands, or where it belongs.
    fn place(&self, meaning: Meaning) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(&meaning))
    }
}

impl FromIterator<(Field, String)> for FieldMapping {
    fn from_iter<I: IntoIterator<Item = (Field, String)>>(fields: I) -> Self {
        let mut mapping = Self::default();
        for (field, key) in fields {
            mapping.add(Meaning::Field(field), &key);
        }
        mapping
    }
}

impl FromIterator<(Meaning, Vec<String>)> for FieldMapping {
    fn from_iter<I: IntoIterator<Item = (Meaning, Vec<String>)>>(entries: I) -> Self {
        let mut mapping = Self::default();
        for (meaning, keys) in entries {
            mapping.set(meaning, keys);
        }
        mapping
    }
}

/// A meaning that does not exist is refused by name: what it should have fed would silently be missing.
impl FromJson for FieldMapping {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let Some(members) = value.members() else {
            return Err(expected("an object", value));
        };
        let mut mapping = Self::new();
        for (slug, keys) in members {
            let Some(meaning) = Meaning::from_slug(slug) else {
                return Err(Wrong::new(format!("no field is called \"{slug}\"")));
            };
            let keys = match keys.text() {
                Some("") => Vec::new(),
                Some(key) => vec![key.to_owned()],
                None => Vec::from_json(keys).map_err(|wrong| wrong.in_member(slug))?,
            };
            mapping.set(meaning, keys);
        }
        Ok(mapping)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<FieldMapping, Wrong> {
        FieldMapping::from_json(&Value::read(json).unwrap())
    }

    #[test]
    fn json_takes_one_key_several_or_none() {
        let mapping = read(
            r#"{"status": "Hazard_Cla", "hazard_types": ["eo_mine_type", "eo_erw"], "area_m2": "", "victim_outcome": "VICTIM"}"#,
        )
        .unwrap();
        assert_eq!(mapping.keys_of(Field::Status), ["Hazard_Cla"]);
        assert_eq!(
            mapping.keys_of(Field::HazardTypes),
            ["eo_mine_type", "eo_erw"]
        );
        assert!(
            mapping.names(Meaning::Field(Field::AreaM2))
                && mapping.keys_of(Field::AreaM2).is_empty()
        );
        assert_eq!(mapping.meaning_of("VICTIM"), Some(Meaning::VictimOutcome));
    }

    #[test]
    fn a_field_that_does_not_exist_is_refused_by_name() {
        let error = read(r#"{"colour": "x"}"#).unwrap_err();
        assert!(error.to_string().contains("colour"), "{error}");
    }
}
