//! The status of each zone: what the record says, weighed with the evidence and the reliability it names.
//!
//! Rules, after IMAS and the product's own class "declared":
//! - a status that is said stands; a bare "mined" is the worse class, unless the record itself names weaker evidence;
//! - a record that is not known to be reliable supports suspicion, never confirmation;
//! - a text that is not understood is unknown, also in a layer of cleared land: it may say the opposite;
//! - nothing recorded is what the layer is for (declared, cleared), else what the evidence says, else unknown.

use super::rows::columns;
use crate::hazard::{Evidence, Field, HazardStatus, Reliability, Role};
use crate::ingest::mapping::{FieldMapping, MappingNote, Meaning, Placing, place, quoted};
use crate::ingest::value::category;
use crate::ingest::value::number::{self, DecimalMark};
use crate::ingest::value::spelling::is_blank;
use crate::ingest::value::status::{self, StatusReading};
use crate::ingest::{Note, RawColumn, RawLayer, RawValue};
use crate::order;

/// Percentages of reliability below this count as low.
const LOW_PERCENT: f64 = 50.0;

/// What one value says about the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Status(StatusReading),
    NotUnderstood,
}

/// Tables by code, one entry per distinct value; they grow with the columns' dictionaries.
#[derive(Debug, Default)]
pub(super) struct StatusReader {
    statuses: Vec<(usize, Vec<Said>)>,
    evidence: Vec<(usize, Vec<Evidence>)>,
    reliability: Vec<(usize, Vec<Reliability>)>,
}

/// The status of a row and the remark it earns, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decided {
    pub status: HazardStatus,
    pub note: Option<MappingNote>,
}

impl StatusReader {
    /// Reads values that are new since the last call.
    pub fn extend(&mut self, raw: &RawLayer, mapping: &FieldMapping) {
        let kinds = [Meaning::RowKind, Meaning::Field(Field::Status)];
        extend(
            &mut self.statuses,
            raw,
            mapping,
            &kinds,
            Said::Nothing,
            |column, value| {
                let text = value.as_written();
                if is_blank(text) || text == "null" {
                    return Said::Nothing;
                }
                if let Some(Placing::Zone(Some(reading))) = place(column.key(), text) {
                    return Said::Status(reading);
                }
                match status::read_text(text) {
                    Some(reading) => Said::Status(reading),
                    // The state of the work says nothing about the class of the land.
                    None if category::work_status(text).is_some() => Said::Nothing,
                    None => Said::NotUnderstood,
                }
            },
        );
        extend(
            &mut self.evidence,
            raw,
            mapping,
            &[Meaning::Field(Field::Evidence)],
            Evidence::Unknown,
            |_, value| category::evidence(value.as_written()).unwrap_or(Evidence::Unknown),
        );
        let reliabilities = [
            Meaning::Field(Field::Reliability),
            Meaning::Field(Field::ReliabilityPercent),
        ];
        extend(
            &mut self.reliability,
            raw,
            mapping,
            &reliabilities,
            Reliability::Unknown,
            |_, value| read_reliability(value),
        );
    }

    /// The status of a feature in a layer of this role.
    pub fn decide(&self, raw: &RawLayer, role: Role, feature: usize) -> Decided {
        let said = first(&self.statuses, raw, feature, |said| *said != Said::Nothing)
            .unwrap_or(Said::Nothing);
        let evidence = first(&self.evidence, raw, feature, |value| {
            *value != Evidence::Unknown
        })
        .unwrap_or(Evidence::Unknown);
        let reliability = first(&self.reliability, raw, feature, |value| {
            *value != Reliability::Unknown
        })
        .unwrap_or(Reliability::Unknown);
        decide(role, said, evidence, reliability)
    }

    /// The text that was read as the status of a feature, as written.
    pub fn text<'a>(&self, raw: &'a RawLayer, feature: usize) -> Option<&'a str> {
        self.statuses.iter().find_map(|(index, table)| {
            let said = table.get(raw.table.code(*index, feature) as usize);
            said.filter(|said| **said != Said::Nothing)?;
            raw.table.value(*index, feature).map(RawValue::as_written)
        })
    }
}

fn read_reliability(value: RawValue<'_>) -> Reliability {
    let text = value.as_written();
    if let Some(known) = category::reliability(text) {
        return known;
    }
    match number::read_text(text).quantity(DecimalMark::Comma) {
        Some(percent) if percent.value < LOW_PERCENT => Reliability::Low,
        _ => Reliability::Unknown,
    }
}

fn extend<T: Copy>(
    tables: &mut Vec<(usize, Vec<T>)>,
    raw: &RawLayer,
    mapping: &FieldMapping,
    meanings: &[Meaning],
    absent: T,
    read: impl Fn(&RawColumn, RawValue<'_>) -> T,
) {
    for column in meanings
        .iter()
        .flat_map(|meaning| columns(raw, mapping, *meaning))
    {
        let Some(index) = raw.table.column_of(column.key()) else {
            continue;
        };
        let at = tables
            .iter()
            .position(|(known, _)| *known == index)
            .unwrap_or_else(|| {
                tables.push((index, vec![absent]));
                tables.len() - 1
            });
        let table = &mut tables[at].1;
        table.extend(
            column
                .distinct()
                .skip(table.len() - 1)
                .map(|(_, value, _)| read(column, value)),
        );
    }
}

fn first<T: Copy>(
    tables: &[(usize, Vec<T>)],
    raw: &RawLayer,
    feature: usize,
    says: impl Fn(&T) -> bool,
) -> Option<T> {
    tables
        .iter()
        .filter_map(|(index, table)| table.get(raw.table.code(*index, feature) as usize).copied())
        .find(|value| says(value))
}

fn decide(role: Role, said: Said, evidence: Evidence, reliability: Reliability) -> Decided {
    let plain = |status| Decided { status, note: None };
    let noted = |status, note| Decided {
        status,
        note: Some(note),
    };
    match said {
        Said::Status(StatusReading {
            status: HazardStatus::Confirmed,
            bare: true,
        }) => match role {
            Role::Declared => plain(HazardStatus::Declared),
            _ if evidence == Evidence::Indirect || reliability == Reliability::Low => {
                noted(HazardStatus::Suspected, MappingNote::StatusFromEvidence)
            }
            _ => noted(HazardStatus::Confirmed, MappingNote::ReadAsConfirmed),
        },
        Said::Status(StatusReading {
            status: HazardStatus::Confirmed,
            ..
        }) if role == Role::Declared && reliability != Reliability::High => {
            noted(HazardStatus::Declared, MappingNote::DeclaredNotConfirmed)
        }
        Said::Status(StatusReading { status, bare: true }) => {
            noted(status, MappingNote::ReadAsCancelled)
        }
        Said::Status(StatusReading { status, .. }) => plain(status),
        Said::NotUnderstood => noted(HazardStatus::Unknown, MappingNote::StatusNotUnderstood),
        Said::Nothing => match (role, evidence) {
            (Role::Declared, _) => plain(HazardStatus::Declared),
            (Role::Cleared, _) => plain(HazardStatus::Cleared),
            (_, Evidence::Direct) if reliability != Reliability::Low => {
                noted(HazardStatus::Confirmed, MappingNote::StatusFromEvidence)
            }
            (_, Evidence::Direct | Evidence::Indirect) => {
                noted(HazardStatus::Suspected, MappingNote::StatusFromEvidence)
            }
            _ => noted(HazardStatus::Unknown, MappingNote::StatusNotRecorded),
        },
    }
}

/// What the statuses of a layer earned in remarks, with the words that earned them.
#[derive(Debug, Default)]
pub(super) struct StatusRemarks<'a>(Vec<(MappingNote, u64, Vec<&'a str>)>);

impl<'a> StatusRemarks<'a> {
    pub fn add(&mut self, note: MappingNote, text: Option<&'a str>) {
        let place = self.0.iter().position(|(known, ..)| *known == note);
        let place = place.unwrap_or_else(|| {
            self.0.push((note, 0, Vec::new()));
            self.0.len() - 1
        });
        let (_, count, texts) = &mut self.0[place];
        *count += 1;
        if let Some(text) = text
            && !texts.contains(&text)
            && texts.len() < 10
        {
            texts.push(text);
        }
    }

    pub fn notes(mut self) -> Vec<Note> {
        order::sort_by_number(&mut self.0, |(note, ..)| *note as u64);
        self.0
            .into_iter()
            .map(|(note, count, texts)| note.note(&[("values", quoted(texts))], Some(count)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(
        role: Role,
        text: &str,
        evidence: Evidence,
        reliability: Reliability,
    ) -> HazardStatus {
        let said = status::read_text(text).map_or(Said::Nothing, Said::Status);
        decide(role, said, evidence, reliability).status
    }

    #[test]
    fn a_record_that_is_not_known_to_be_reliable_is_never_confirmed() {
        use Reliability::{High, Low, Unknown};
        for reliability in [Low, Unknown] {
            assert_eq!(
                decided(Role::Declared, "confirmed", Evidence::Unknown, reliability),
                HazardStatus::Declared
            );
            assert_eq!(
                decided(Role::Declared, "mined", Evidence::Unknown, reliability),
                HazardStatus::Declared
            );
            assert_eq!(
                decided(Role::Declared, "", Evidence::Direct, reliability),
                HazardStatus::Declared
            );
        }
        assert_eq!(
            decided(Role::Declared, "confirmed", Evidence::Direct, High),
            HazardStatus::Confirmed
        );
        assert_eq!(
            decided(Role::Contaminated, "mined", Evidence::Unknown, Low),
            HazardStatus::Suspected
        );
    }

    #[test]
    fn a_bare_word_is_the_worse_class_and_an_explicit_one_stands() {
        use Reliability::{Low, Unknown};
        assert_eq!(
            decided(Role::Contaminated, "mined", Evidence::Unknown, Unknown),
            HazardStatus::Confirmed
        );
        assert_eq!(
            decided(Role::Contaminated, "mined", Evidence::Indirect, Unknown),
            HazardStatus::Suspected
        );
        assert_eq!(
            decided(Role::Contaminated, "CHA", Evidence::Indirect, Low),
            HazardStatus::Confirmed
        );
        assert_eq!(
            decided(Role::Cleared, "suspected", Evidence::Unknown, Unknown),
            HazardStatus::Suspected
        );
    }

    #[test]
    fn nothing_recorded_is_what_the_layer_is_for_or_unknown() {
        let nothing = |role, evidence| decided(role, "", evidence, Reliability::Unknown);
        assert_eq!(
            nothing(Role::Cleared, Evidence::Unknown),
            HazardStatus::Cleared
        );
        assert_eq!(
            nothing(Role::Contaminated, Evidence::Unknown),
            HazardStatus::Unknown
        );
        assert_eq!(
            nothing(Role::Contaminated, Evidence::Direct),
            HazardStatus::Confirmed
        );
        assert_eq!(
            nothing(Role::Zones, Evidence::Indirect),
            HazardStatus::Suspected
        );
    }

    #[test]
    fn a_text_that_is_not_understood_is_unknown_even_in_a_layer_of_cleared_land() {
        let decided = decide(
            Role::Cleared,
            Said::NotUnderstood,
            Evidence::Unknown,
            Reliability::Unknown,
        );
        assert_eq!(decided.status, HazardStatus::Unknown);
    }
}
