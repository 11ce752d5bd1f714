//! Sorts features into layers while a file is read, and makes the layers when it is read.

use std::cell::RefCell;

use super::accounts::{Account, sum};
use super::columns;
use super::dataset::{Assembled, Dataset, Part, Source};
use super::duplicates::{Duplicates, Repeats, id_of};
use super::geometry;
use super::rows::{Rows, by_code};
use super::status::{StatusReader, StatusRemarks};
use crate::hazard::{HazardStatus, Role, RowKind};
use crate::ingest::mapping::{
    MappingNote, Meaning, Placing, Recognition, is_strict, place, quoted,
};
use crate::ingest::value::mojibake::is_mojibake;
use crate::ingest::{Note, Originals, RawLayer, Reason, Remark};
use crate::order;
use crate::spatial::Geometries;

/// Distinct values of a column that are looked at for damaged text.
const MOJIBAKE_SAMPLE: usize = 2_000;

/// Turns a file that is being read into layers.
#[derive(Debug)]
pub struct Assembler {
    role: Role,
    recognition: Recognition,
    /// The layer of the file's role, and the one of the other kind of rows.
    parts: [Part; 2],
    /// Features sorted so far.
    sorted: usize,
    placings: Vec<Option<Placing>>,
    statuses: StatusReader,
    duplicates: Duplicates,
    remarks: Remarks,
}

/// What sorting found out.
#[derive(Debug, Default)]
struct Remarks {
    ids_repeated: Vec<String>,
    id_repeats: u64,
    same_without_id: u64,
}

impl Assembler {
    /// Begins with what the file was recognised as; `role` is the recognition's or the answer of whoever was asked.
    #[must_use]
    pub fn new(role: Role, recognition: Recognition) -> Self {
        let other = match role.row_kind() {
            RowKind::Incident => Some(Role::Contaminated),
            RowKind::Zone => Some(Role::Incidents),
            RowKind::Settlement | RowKind::Region => None,
        };
        let part = |role| Part {
            role,
            ..Part::default()
        };
        Self {
            role,
            recognition,
            parts: [part(Some(role)), part(other)],
            sorted: 0,
            placings: vec![None],
            statuses: StatusReader::default(),
            duplicates: Duplicates::default(),
            remarks: Remarks::default(),
        }
    }

    /// Sorts the features that are new since the last call. Cost: linear in those.
    pub fn advance(&mut self, raw: &RawLayer) {
        self.extend_tables(raw);
        for feature in self.sorted..raw.len() {
            self.sort(raw, feature);
        }
        self.sorted = raw.len();
    }

    /// The layers so far; one without a role or without rows is none.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Makes the layers of the whole file.
    ///
    /// `recognition` is that of the whole file with the role given as a hint: keys that came late are in it. Where it
    /// maps otherwise than the first one did, sorting begins anew.
    #[must_use]
    pub fn finish(mut self, mut raw: RawLayer, recognition: Recognition) -> Assembled {
        let mut repaint = was_moved(&raw);
        if recognition.mapping != self.recognition.mapping
            || recognition.model_scores != self.recognition.model_scores
            || self.problems() != problems_before(&raw, self.sorted)
        {
            let mut anew = Self::new(self.role, recognition);
            anew.advance(&raw);
            repaint |= self.parts.iter().zip(&anew.parts).any(|(before, after)| {
                !after.account.drawn.starts_with(&before.account.drawn)
                    || !after.statuses.starts_with(&before.statuses)
            });
            self = anew;
        } else {
            self.recognition = recognition;
            self.advance(&raw);
        }
        self.parts[1].role = self.other_role();
        self.duplicates = Duplicates::default();
        let file_notes = self.file_notes(&raw);
        let set_aside = self.set_aside(&raw.geometries);
        let is_replaced = self.is_replaced();
        let mut geometries = std::mem::take(&mut raw.geometries);
        let [own, other] = std::mem::take(&mut self.parts);
        let has_other = other.account != Account::default();
        let mut datasets = Vec::new();
        if !is_replaced {
            let copied = has_other.then(|| geometries.clone());
            let geometries = copied.unwrap_or_else(|| std::mem::take(&mut geometries));
            datasets.extend(self.dataset(&raw, own, geometries, &file_notes));
        }
        if has_other {
            datasets.extend(self.dataset(&raw, other, geometries, &file_notes));
        }
        let report = sum(&datasets
            .iter()
            .map(|dataset| &dataset.report)
            .collect::<Vec<_>>());
        let source = self.source(raw, set_aside);
        Assembled {
            datasets,
            report,
            source,
            repaint,
        }
    }

    /// The problems of reading that were known when their features were sorted, ascending. The end of a file can still
    /// lift one, where it shows that the file as a whole lies elsewhere.
    fn problems(&self) -> Vec<(u32, Reason)> {
        let own = [
            Reason::NotACasualtyEvent,
            Reason::KindNotKnown,
            Reason::ModelScore,
            Reason::Duplicate,
        ];
        let set_aside = self.parts.iter().flat_map(|part| &part.account.set_aside);
        let mut problems: Vec<_> = set_aside
            .filter(|(_, reason)| !own.contains(reason))
            .copied()
            .collect();
        order::sort_by_number(&mut problems, |(feature, _)| u64::from(*feature));
        problems
    }

    /// Whether the layer of the file's own role is empty because all rows are of the other kind.
    fn is_replaced(&self) -> bool {
        let is_empty = |part: &Part| part.account == Account::default();
        is_empty(&self.parts[0]) && !is_empty(&self.parts[1])
    }

    /// The role of the zones that stand beside accidents: what their statuses are.
    fn other_role(&self) -> Option<Role> {
        if self.role.row_kind() != RowKind::Incident {
            return self.parts[1].role;
        }
        let released = |status: &HazardStatus| {
            matches!(
                status,
                HazardStatus::Cleared | HazardStatus::Reduced | HazardStatus::Cancelled
            )
        };
        let statuses = &self.parts[1].statuses;
        Some(
            match statuses.iter().filter(|status| released(status)).count() {
                0 => Role::Contaminated,
                all if all == statuses.len() => Role::Cleared,
                _ => Role::Zones,
            },
        )
    }

    fn extend_tables(&mut self, raw: &RawLayer) {
        self.statuses.extend(raw, &self.recognition.mapping);
        self.duplicates.extend(raw, &self.recognition.mapping);
        if let Some(column) =
            super::rows::columns(raw, &self.recognition.mapping, Meaning::RowKind).first()
        {
            let known = self.placings.len() - 1;
            let new = column
                .distinct()
                .skip(known)
                .map(|(_, value, _)| place(column.key(), value.as_written()));
            self.placings.extend(new);
        }
    }

    /// What a feature is, by the file's own word.
    fn placing(&self, raw: &RawLayer, feature: usize) -> Result<Option<Placing>, Reason> {
        let columns = super::rows::columns(raw, &self.recognition.mapping, Meaning::RowKind);
        let Some(column) = columns.first().filter(|_| self.parts[1].role.is_some()) else {
            return Ok(None);
        };
        match self.placings[column.code(feature) as usize] {
            Some(Placing::LeftOut) => Err(Reason::NotACasualtyEvent),
            Some(placing) => Ok(Some(placing)),
            None if is_strict(column.key()) => Err(Reason::KindNotKnown),
            None => Ok(None),
        }
    }

    fn sort(&mut self, raw: &RawLayer, feature: usize) {
        let index = feature as u32;
        let placing = self.placing(raw, feature);
        let kind = match placing {
            Ok(Some(Placing::Zone(_))) => RowKind::Zone,
            Ok(Some(Placing::Incident)) => RowKind::Incident,
            // Left out of the casualty count: the accounts of the accidents, where there are any.
            Err(_) if self.recognition_has_incidents() => RowKind::Incident,
            _ => self.role.row_kind(),
        };
        let part = usize::from(kind != self.role.row_kind());
        let reason = raw
            .problem(feature)
            .or(placing.err())
            .or((self.recognition.model_scores && kind == RowKind::Zone)
                .then_some(Reason::ModelScore))
            .or_else(|| self.repeats(raw, index));
        if let Some(reason) = reason {
            self.parts[part].account.set_aside.push((index, reason));
            return;
        }
        let role = self.parts[part].role.unwrap_or(self.role);
        let status = if kind == RowKind::Zone {
            self.statuses.decide(raw, role, feature).status
        } else {
            HazardStatus::Unknown
        };
        self.parts[part].account.drawn.push(index);
        self.parts[part].statuses.push(status);
    }

    fn recognition_has_incidents(&self) -> bool {
        self.role == Role::Incidents || self.placings.contains(&Some(Placing::Incident))
    }

    /// Whether a feature repeats one before it in all respects; otherwise notes what it repeats.
    fn repeats(&mut self, raw: &RawLayer, feature: u32) -> Option<Reason> {
        match self.duplicates.check(raw, feature) {
            Repeats::Nothing => {}
            Repeats::Record => return Some(Reason::Duplicate),
            Repeats::IdOnly => {
                self.remarks.id_repeats += 1;
                if let Some(id) = id_of(raw, &self.recognition.mapping, feature as usize)
                    && self.remarks.ids_repeated.len() < 10
                    && !self.remarks.ids_repeated.iter().any(|known| known == id)
                {
                    self.remarks.ids_repeated.push(id.to_owned());
                }
            }
            Repeats::RecordWithoutId => self.remarks.same_without_id += 1,
        }
        None
    }

    /// `geometries` are those of all features.
    fn dataset(
        &self,
        raw: &RawLayer,
        part: Part,
        geometries: Geometries,
        file_notes: &[Note],
    ) -> Option<Dataset> {
        let role = part.role?;
        let kind = role.row_kind();
        let features = &part.account.drawn;
        let (geometries, placed) = geometry::of_rows(geometries, features, kind);
        let rows = Rows {
            raw,
            mapping: &self.recognition.mapping,
            features,
            notes: RefCell::default(),
        };
        let columns = columns::make(&rows, kind, &geometries, &part.statuses);
        let mut notes = file_notes.to_vec();
        if kind == RowKind::Zone {
            notes.extend(self.status_notes(raw, &part, role));
            notes.extend(geometry::zone_notes(&geometries));
        }
        notes.append(&mut rows.notes.into_inner());
        let mapping = &self.recognition.mapping;
        Some(Dataset {
            role,
            report: part.account.report(raw, mapping, &placed, notes),
            source_index: part.account.drawn,
            statuses: part.statuses,
            geometries,
            columns,
        })
    }

    fn status_notes(&self, raw: &RawLayer, part: &Part, role: Role) -> Vec<Note> {
        let mut remarks = StatusRemarks::default();
        for &feature in &part.account.drawn {
            if let Some(note) = self.statuses.decide(raw, role, feature as usize).note {
                remarks.add(note, self.statuses.text(raw, feature as usize));
            }
        }
        remarks.notes()
    }

    /// What concerns the file as a whole.
    fn file_notes(&self, raw: &RawLayer) -> Vec<Note> {
        let mut notes = raw.notes.clone();
        notes.extend(self.recognition.why.iter().cloned());
        let mut add = |note: MappingNote, values: &[(&str, String)], count| {
            notes.push(note.note(values, count))
        };
        if self.parts.iter().all(|part| !part.account.drawn.is_empty())
            && let [key, ..] = self.recognition.mapping.keys(Meaning::RowKind)
        {
            add(MappingNote::SeveralLayers, &[("key", key.clone())], None);
        }
        if let Some((values, count)) = self.left_out(raw)
            && let [key, ..] = self.recognition.mapping.keys(Meaning::RowKind)
        {
            add(
                MappingNote::EventsLeftOut,
                &[("key", key.clone()), ("values", values)],
                Some(count),
            );
        }
        if !self.recognition.personal.is_empty() {
            add(
                MappingNote::PersonalDataDropped,
                &[("keys", self.recognition.personal.join(", "))],
                None,
            );
        }
        let damaged = damaged_keys(raw);
        if !damaged.is_empty() {
            add(MappingNote::Mojibake, &[("keys", damaged.join(", "))], None);
        }
        if self.remarks.id_repeats > 0 {
            let ids = quoted(self.remarks.ids_repeated.iter().map(String::as_str));
            add(
                MappingNote::IdRepeated,
                &[("values", ids)],
                Some(self.remarks.id_repeats),
            );
        }
        if self.remarks.same_without_id > 0 {
            add(
                MappingNote::SameWithoutId,
                &[],
                Some(self.remarks.same_without_id),
            );
        }
        notes
    }

    /// The values of events that are neither zones nor accidents, and how many features have them.
    fn left_out(&self, raw: &RawLayer) -> Option<(String, u64)> {
        let column =
            *super::rows::columns(raw, &self.recognition.mapping, Meaning::RowKind).first()?;
        let left_out = by_code(column, false, |value| {
            place(column.key(), value.as_written()) == Some(Placing::LeftOut)
        });
        let events = || {
            column
                .distinct()
                .filter(|(code, ..)| left_out[*code as usize])
        };
        let count = events().map(|(.., count)| u64::from(count)).sum();
        let values = quoted(events().map(|(_, value, _)| value.as_written()));
        (count > 0).then_some((values, count))
    }

    /// The features that are in no layer, and their geometries.
    fn set_aside(&self, geometries: &Geometries) -> (Vec<(u32, Reason)>, Geometries) {
        let [mut set_aside, other] = self
            .parts
            .each_ref()
            .map(|part| part.account.set_aside.clone());
        set_aside.extend(other);
        order::sort_by_number(&mut set_aside, |(feature, _)| u64::from(*feature));
        let mut copies = Geometries::default();
        for (feature, _) in &set_aside {
            copies.push_copy(geometries.get(*feature as usize));
        }
        (set_aside, copies)
    }

    fn source(
        self,
        mut raw: RawLayer,
        (set_aside, set_aside_geometries): (Vec<(u32, Reason)>, Geometries),
    ) -> Source {
        let personal = &self.recognition.personal;
        raw.table
            .keep_columns(|key| !personal.iter().any(|known| known == key));
        Source {
            table: raw.table,
            ids: raw.ids,
            mapping: self.recognition.mapping,
            set_aside,
            set_aside_geometries,
            originals: if personal.is_empty() {
                raw.originals
            } else {
                Originals::default()
            },
        }
    }
}

fn problems_before(raw: &RawLayer, feature: usize) -> &[(u32, Reason)] {
    let end = raw
        .problems
        .partition_point(|&(index, _)| (index as usize) < feature);
    &raw.problems[..end]
}

/// Whether the end of the file moved all its places.
fn was_moved(raw: &RawLayer) -> bool {
    let codes = [Remark::AxesSwapped.code(), Remark::ConvertedFromCrs.code()];
    raw.notes
        .iter()
        .any(|note| codes.contains(&note.note.as_str()))
}

/// Keys whose texts were damaged by a wrong character set.
fn damaged_keys(raw: &RawLayer) -> Vec<String> {
    raw.table
        .columns()
        .iter()
        .filter(|column| {
            is_mojibake(column.key())
                || column
                    .distinct()
                    .take(MOJIBAKE_SAMPLE)
                    .any(|(_, value, _)| is_mojibake(value.as_written()))
        })
        .map(|column| column.key().to_owned())
        .collect()
}
