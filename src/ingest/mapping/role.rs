//! The role of a file, from its values first, then its keys, then its name.

use super::field_mapping::FieldMapping;
use super::meaning::Meaning;
use super::note::{MappingNote, quoted};
use super::recognise::Hints;
use super::row_kind::{Placing, is_strict, place};
use crate::hazard::{Field, HazardStatus, Role};
use crate::ingest::slices::holds;
use crate::ingest::value::spelling::{folded, folded_key};
use crate::ingest::value::status;
use crate::ingest::{Note, RawColumn, RawLayer};
use crate::spatial::PartKind;

/// A role and what it rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct RoleGuess {
    pub role: Option<Role>,
    /// 0 to 1.
    pub confidence: f32,
    pub holds_zones: bool,
    pub holds_incidents: bool,
    pub why: Vec<Note>,
}

/// How sure each kind of evidence makes.
const BY_VALUES: f32 = 0.95;
const BY_SEVERAL_KEYS: f32 = 0.8;
const BY_ONE_KEY: f32 = 0.6;
const BY_FILE_NAME: f32 = 0.55;
const BY_GEOMETRY: f32 = 0.3;

/// Guesses the role from a mapping made without knowing it.
pub(super) fn guess_role(raw: &RawLayer, mapping: &FieldMapping, hints: &Hints<'_>) -> RoleGuess {
    by_row_kind(raw, mapping)
        .or_else(|| by_status(raw, mapping))
        .or_else(|| by_keys(mapping, hints.file_name))
        .or_else(|| by_file_name(hints.file_name))
        .unwrap_or_else(|| by_geometry(raw))
}

/// The columns of a meaning's keys.
fn columns<'a>(
    raw: &'a RawLayer,
    mapping: &'a FieldMapping,
    meaning: Meaning,
) -> impl Iterator<Item = &'a RawColumn> {
    mapping
        .keys(meaning)
        .iter()
        .filter_map(|key| raw.table.column_of(key))
        .map(|index| &raw.table.columns()[index])
}

fn by_row_kind(raw: &RawLayer, mapping: &FieldMapping) -> Option<RoleGuess> {
    let column = columns(raw, mapping, Meaning::RowKind).next()?;
    let (mut zones, mut incidents) = (0_u64, 0_u64);
    let mut statuses = StatusCounts::default();
    let mut values = Vec::new();
    for (_, value, count) in column.distinct() {
        values.push(value.as_written());
        match place(column.key(), value.as_written()) {
            Some(Placing::Zone(reading)) => {
                zones += u64::from(count);
                statuses.add(
                    reading.map_or(HazardStatus::Unknown, |reading| reading.status),
                    count,
                );
            }
            Some(Placing::Incident) => incidents += u64::from(count),
            Some(Placing::LeftOut) | None => {}
        }
    }
    // Kinds that draw nothing decide nothing, unless events were all that there is.
    if zones + incidents == 0 && !is_strict(column.key()) {
        return None;
    }
    let role = if incidents >= zones {
        Role::Incidents
    } else {
        statuses.role()
    };
    Some(RoleGuess {
        role: Some(role),
        confidence: BY_VALUES,
        holds_zones: zones > 0,
        holds_incidents: incidents > 0,
        why: vec![by_values_note(column.key(), &values)],
    })
}

fn by_status(raw: &RawLayer, mapping: &FieldMapping) -> Option<RoleGuess> {
    if has_victims(mapping) {
        return None;
    }
    let column = columns(raw, mapping, Meaning::Field(Field::Status)).next()?;
    let mut statuses = StatusCounts::default();
    let mut values = Vec::new();
    for (_, value, count) in column.distinct() {
        values.push(value.as_written());
        let reading = status::read_text(value.as_written());
        statuses.add(
            reading.map_or(HazardStatus::Unknown, |reading| reading.status),
            count,
        );
    }
    Some(RoleGuess {
        role: Some(statuses.role()),
        confidence: BY_VALUES,
        holds_zones: true,
        holds_incidents: false,
        why: vec![by_values_note(column.key(), &values)],
    })
}

/// Which groups of statuses occur.
#[derive(Debug, Default)]
struct StatusCounts {
    contaminated: u64,
    declared: u64,
    released: u64,
}

impl StatusCounts {
    fn add(&mut self, status: HazardStatus, count: u32) {
        let group = match status {
            HazardStatus::Unknown => return,
            HazardStatus::Confirmed | HazardStatus::Suspected => &mut self.contaminated,
            HazardStatus::Declared => &mut self.declared,
            HazardStatus::Cleared | HazardStatus::Reduced | HazardStatus::Cancelled => {
                &mut self.released
            }
        };
        *group += u64::from(count);
    }

    fn role(&self) -> Role {
        match (self.contaminated > 0, self.declared > 0, self.released > 0) {
            (_, false, false) => Role::Contaminated,
            (false, true, false) => Role::Declared,
            (false, false, true) => Role::Cleared,
            _ => Role::Zones,
        }
    }
}

const VICTIMS: [Meaning; 12] = [
    Meaning::Field(Field::Killed),
    Meaning::Field(Field::Injured),
    Meaning::Field(Field::Children),
    Meaning::Field(Field::Men),
    Meaning::Field(Field::Women),
    Meaning::Field(Field::Boys),
    Meaning::Field(Field::Girls),
    Meaning::Field(Field::OutcomeUnknown),
    Meaning::Casualties,
    Meaning::VictimOutcome,
    Meaning::Field(Field::Deminer),
    Meaning::Field(Field::Activity),
];

/// Whether rows are about casualties. One count alone could be anything; an outcome could not.
fn has_victims(mapping: &FieldMapping) -> bool {
    let known = VICTIMS
        .iter()
        .filter(|meaning| !mapping.keys(**meaning).is_empty())
        .count();
    known > 1
        || [
            Meaning::Field(Field::Killed),
            Meaning::Field(Field::Injured),
            Meaning::VictimOutcome,
        ]
        .iter()
        .any(|meaning| !mapping.keys(*meaning).is_empty())
}

fn by_keys(mapping: &FieldMapping, file_name: &str) -> Option<RoleGuess> {
    let keys_of = |meanings: &[Meaning]| -> Vec<String> {
        meanings
            .iter()
            .flat_map(|meaning| mapping.keys(*meaning))
            .cloned()
            .collect()
    };
    let field = |fields: &[Field]| {
        keys_of(
            &fields
                .iter()
                .map(|field| Meaning::Field(*field))
                .collect::<Vec<_>>(),
        )
    };
    let guess = |role, keys: Vec<String>| RoleGuess {
        role: Some(role),
        confidence: if keys.len() > 1 {
            BY_SEVERAL_KEYS
        } else {
            BY_ONE_KEY
        },
        holds_zones: false,
        holds_incidents: role == Role::Incidents,
        why: vec![MappingNote::RecognisedByKeys.note(&[("keys", keys.join(", "))], None)],
    };
    if has_victims(mapping) {
        return Some(guess(Role::Incidents, keys_of(&VICTIMS)));
    }
    let named = role_named(file_name);
    let released = field(&[
        Field::ClearedDate,
        Field::ClearanceDepthM,
        Field::DevicesFound,
    ]);
    let area_cleared: Vec<String> = field(&[Field::AreaM2])
        .into_iter()
        .filter(|key| says_cleared(key))
        .collect();
    let released = [released, area_cleared].concat();
    let records = field(&[Field::Reliability, Field::ReliabilityPercent]);
    let hazards = field(&[
        Field::HazardTypes,
        Field::Evidence,
        Field::WorkStatus,
        Field::SurveyDate,
    ]);
    let people = field(&[Field::Population, Field::ReturnStatus, Field::Residents]);
    // What a file is called decides between kinds that its keys leave open.
    let zone_keys = [released.clone(), records.clone(), hazards.clone()].concat();
    match named {
        Some(role @ (Role::Contaminated | Role::Declared | Role::Cleared))
            if !zone_keys.is_empty() =>
        {
            Some(guess(role, zone_keys))
        }
        Some(Role::Incidents) if !field(&[Field::Date, Field::Device]).is_empty() => {
            Some(guess(Role::Incidents, field(&[Field::Date, Field::Device])))
        }
        _ if !people.is_empty() => Some(guess(Role::Settlements, people)),
        _ if !records.is_empty() => Some(guess(Role::Declared, records)),
        _ if !hazards.is_empty() && released.is_empty() => Some(guess(Role::Contaminated, hazards)),
        _ if !released.is_empty() => Some(guess(Role::Cleared, released)),
        _ => None,
    }
}

fn says_cleared(key: &str) -> bool {
    let folded = folded_key(key);
    ["despejada", "cleared", "temizlen"]
        .iter()
        .any(|word| holds(&folded, word))
}

/// The role that a file's name tells, `None` where it tells none.
fn role_named(file_name: &str) -> Option<Role> {
    const WORDS: [(Role, &[&str]); 8] = [
        (
            Role::Incidents,
            &[
                "incident",
                "accident",
                "casualt",
                "victim",
                "hadise",
                "nesrec",
                "zerercek",
                "пострадав",
            ],
        ),
        (
            Role::Cleared,
            &[
                "cleared",
                "clearance",
                "demined",
                "lifted",
                "released",
                "despejad",
                "ociscen",
                "temizlen",
                "очищен",
            ],
        ),
        (
            Role::Declared,
            &["declared", "record", "formulyar", "zapisni", "handedover"],
        ),
        (
            Role::Contaminated,
            &[
                "suspect",
                "contaminat",
                "hazard",
                "minefield",
                "mined",
                "confirmed",
                "cha",
                "sha",
                "sumnjiv",
                "sospech",
                "subheli",
                "cirklen",
            ],
        ),
        (
            Role::Settlements,
            &[
                "settlement",
                "village",
                "town",
                "cities",
                "places",
                "naselja",
                "kend",
                "menteqe",
            ],
        ),
        (Role::Coverage, &["coverage", "surveyed", "tedqiqat"]),
        (
            Role::Boundary,
            &[
                "boundar", "admin", "district", "region", "province", "serhed", "rayon",
            ],
        ),
        (Role::Zones, &["zones", "areas"]),
    ];
    let stem = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    let folded = folded(stem);
    WORDS
        .into_iter()
        .find(|(_, beginnings)| {
            folded
                .split(' ')
                .any(|word| beginnings.iter().any(|beginning| begins(word, beginning)))
        })
        .map(|(role, _)| role)
}

/// Three letters must be the whole word (`sha`, not `shape`).
fn begins(word: &str, beginning: &str) -> bool {
    if beginning.len() <= 3 {
        word == beginning
    } else {
        word.starts_with(beginning)
    }
}

fn by_file_name(file_name: &str) -> Option<RoleGuess> {
    let role = role_named(file_name)?;
    Some(RoleGuess {
        role: Some(role),
        // "Zones" alone is a word of every geographer.
        confidence: if role == Role::Zones {
            BY_GEOMETRY
        } else {
            BY_FILE_NAME
        },
        holds_zones: false,
        holds_incidents: role == Role::Incidents,
        why: vec![MappingNote::RecognisedByFileName.note(&[("name", file_name.to_owned())], None)],
    })
}

/// Areas are zones rather than regions, points are settlements: too little to act upon, enough to propose.
fn by_geometry(raw: &RawLayer) -> RoleGuess {
    let areas = raw
        .geometries
        .iter()
        .take(100)
        .flat_map(|geometry| geometry.parts())
        .any(|part| part.kind == PartKind::Polygon);
    RoleGuess {
        role: (!raw.is_empty()).then_some(if areas {
            Role::Zones
        } else {
            Role::Settlements
        }),
        confidence: BY_GEOMETRY,
        ..RoleGuess::default()
    }
}

fn by_values_note(key: &str, values: &[&str]) -> Note {
    MappingNote::RecognisedByValues.note(
        &[
            ("key", key.to_owned()),
            ("values", quoted(values.iter().copied())),
        ],
        None,
    )
}

/// Keys that hold scores of a model over a grid of polygons, where nothing else says what the areas are.
pub(super) fn looks_like_model_scores(raw: &RawLayer, mapping: &FieldMapping) -> Option<String> {
    const SCORES: [&str; 8] = [
        "score",
        "probab",
        "predict",
        "likelihood",
        "suscept",
        "riskindex",
        "riskscore",
        "modelrisk",
    ];
    const SAID: [Meaning; 5] = [
        Meaning::RowKind,
        Meaning::Field(Field::Status),
        Meaning::Field(Field::HazardTypes),
        Meaning::Field(Field::Evidence),
        Meaning::Field(Field::SurveyDate),
    ];
    if SAID
        .iter()
        .any(|meaning| !mapping.keys(*meaning).is_empty())
    {
        return None;
    }
    let polygons = raw
        .geometries
        .iter()
        .take(100)
        .all(|geometry| geometry.parts().all(|part| part.kind == PartKind::Polygon));
    let keys: Vec<&str> = raw
        .table
        .columns()
        .iter()
        .map(RawColumn::key)
        .filter(|key| SCORES.iter().any(|word| holds(&folded_key(key), word)))
        .collect();
    (polygons && !keys.is_empty()).then(|| keys.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_tell_their_role() {
        for (name, role) in [
            ("incidents.geojson", Some(Role::Incidents)),
            ("Cleared_Areas_2023.geojson", Some(Role::Cleared)),
            ("data/suspect_areas.geojson", Some(Role::Contaminated)),
            ("SHA.json", Some(Role::Contaminated)),
            ("shapes.json", None),
            ("settlements.geojson", Some(Role::Settlements)),
            ("export(3).geojson", None),
        ] {
            assert_eq!(role_named(name), role, "{name}");
        }
    }
}
