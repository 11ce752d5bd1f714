//! What a file is and which of its keys mean what, from the names of keys, their values and the name of the file.
//!
//! Whatever the publisher or the visitor said stands; the rest is recognised. Where the role stays open the caller
//! asks ([`super::preview`]). Runs on a file that is still being read, too; it looks at distinct values only.

use super::field_mapping::FieldMapping;
use super::key_names::suggestions;
use super::meaning::Meaning;
use super::note::MappingNote;
use super::plausible::share;
use super::role::{guess_role, looks_like_model_scores};
use crate::hazard::{Role, RowKind};
use crate::ingest::value::personal;
use crate::ingest::{Note, RawLayer, RawValue};
use crate::order;

/// The least share of a column's values that must read as what the key's name promises.
const LEAST_SHARE: f64 = 0.5;

/// What one place further back in the list of spellings costs, in shares.
const RANK_COST: f64 = 0.01;

/// The least confidence at which nobody is asked.
const SURE: f32 = 0.5;

/// How many distinct texts are looked at for e-mail addresses and telephone numbers.
const CONTACT_SAMPLE: usize = 200;

/// What is known beside the file itself.
#[derive(Debug, Clone, Copy)]
pub struct Hints<'a> {
    /// As the manifest or the visitor says.
    pub role: Option<Role>,
    /// As the manifest or the visitor says; these keys are taken for nothing else.
    pub fields: &'a FieldMapping,
    pub file_name: &'a str,
}

/// What a file is.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognition {
    /// `None` where it cannot be told: ask.
    pub role: Option<Role>,
    /// The likeliest role, even where it is too doubtful to be used.
    pub guess: Option<Role>,
    /// 0 to 1.
    pub confidence: f32,
    pub mapping: FieldMapping,
    /// Keys whose values are dropped because they are about persons.
    pub personal: Vec<String>,
    /// Keys that mean nothing known; their values are shown as they stand.
    pub unmapped: Vec<String>,
    /// What the recognition rests on, for the load report.
    pub why: Vec<Note>,
    /// A grid computed by a model: none of it may be drawn as zones.
    pub model_scores: bool,
}

/// Recognises a file's role and keys.
#[must_use]
pub fn recognise(raw: &RawLayer, hints: &Hints<'_>) -> Recognition {
    let open = map_keys(raw, hints.fields, hints.role.map(Role::row_kind));
    let guess = guess_role(raw, &open, hints);
    let role = hints
        .role
        .or(guess.role.filter(|_| guess.confidence >= SURE));
    let likely = role.or(guess.role);
    let about_people =
        likely.map(Role::row_kind) == Some(RowKind::Incident) || guess.holds_incidents;
    let mut mapping = map_keys(raw, hints.fields, likely.map(Role::row_kind));
    if guess.holds_incidents && likely.map(Role::row_kind) == Some(RowKind::Zone) {
        add_missing(
            &mut mapping,
            map_keys(raw, hints.fields, Some(RowKind::Incident)),
        );
    } else if guess.holds_zones && likely.map(Role::row_kind) == Some(RowKind::Incident) {
        add_missing(
            &mut mapping,
            map_keys(raw, hints.fields, Some(RowKind::Zone)),
        );
    }
    let personal = personal_keys(raw, about_people);
    personal.iter().for_each(|key| mapping.remove_key(key));
    let mut why = guess.why;
    let model_scores = looks_like_model_scores(raw, &mapping);
    if let Some(keys) = &model_scores {
        why = vec![MappingNote::ModelScores.note(&[("keys", keys.clone())], None)];
    }
    let unmapped = raw
        .table
        .columns()
        .iter()
        .map(|column| column.key())
        .filter(|key| !mapping.uses(key) && !personal.iter().any(|known| known == key))
        .map(str::to_owned)
        .collect();
    let zones_of_a_model = model_scores.is_some() && hints.role.is_none();
    Recognition {
        role: role.filter(|_| !zones_of_a_model),
        guess: guess.role,
        confidence: if hints.role.is_some() {
            1.0
        } else {
            guess.confidence
        },
        mapping,
        personal,
        unmapped,
        why: if hints.role.is_some() && model_scores.is_none() {
            Vec::new()
        } else {
            why
        },
        model_scores: model_scores.is_some(),
    }
}

/// Gives each key the meaning that its name suggests and its values bear out best.
pub(super) fn map_keys(raw: &RawLayer, said: &FieldMapping, kind: Option<RowKind>) -> FieldMapping {
    let mut mapping = said.clone();
    let mut candidates: Vec<(f64, usize, Meaning)> = Vec::new();
    for (index, column) in raw.table.columns().iter().enumerate() {
        if said.uses(column.key()) {
            continue;
        }
        for suggestion in suggestions(column.key(), kind) {
            let Some(share) =
                share(suggestion.meaning, column).filter(|share| *share >= LEAST_SHARE)
            else {
                continue;
            };
            candidates.push((
                share - RANK_COST * suggestion.rank as f64,
                index,
                suggestion.meaning,
            ));
        }
    }
    order::sort_by_number(&mut candidates, |(share, ..)| !order::ordered_bits(*share));
    let mut taken = vec![false; raw.table.columns().len()];
    for (_, index, meaning) in candidates {
        let free = !said.names(meaning)
            && (meaning.takes_several_keys() || mapping.keys(meaning).is_empty());
        if free && !taken[index] {
            taken[index] = true;
            mapping.add(meaning, raw.table.columns()[index].key());
        }
    }
    mapping
}

/// Adds the meanings that only the other kind of rows has, such as victims beside zones.
fn add_missing(mapping: &mut FieldMapping, other: FieldMapping) {
    for (meaning, keys) in other.iter() {
        if !mapping.names(meaning) {
            keys.iter().for_each(|key| mapping.add(meaning, key));
        }
    }
}

fn personal_keys(raw: &RawLayer, about_people: bool) -> Vec<String> {
    raw.table
        .columns()
        .iter()
        .filter(|column| {
            let texts = column
                .distinct()
                .take(CONTACT_SAMPLE)
                .filter_map(|(_, value, _)| match value {
                    RawValue::Text(text) => Some(text),
                    _ => None,
                });
            personal::is_personal_key(column.key(), about_people) || personal::holds_contacts(texts)
        })
        .map(|column| column.key().to_owned())
        .collect()
}
