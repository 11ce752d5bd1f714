//! The books: every feature is drawn or set aside for one reason, and the report adds up.

use super::duplicates::id_of;
use crate::ingest::mapping::FieldMapping;
use crate::ingest::{LoadReport, Note, RawLayer, Reason, Repair, Repaired, SetAside};
use crate::order;

/// What became of the features of one dataset.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Account {
    /// Drawn, in row order.
    pub drawn: Vec<u32>,
    /// Set aside, ascending by feature.
    pub set_aside: Vec<(u32, Reason)>,
}

impl Account {
    /// The report of these features.
    pub fn report(
        &self,
        raw: &RawLayer,
        mapping: &FieldMapping,
        more_repairs: &[(u32, Repair)],
        notes: Vec<Note>,
    ) -> LoadReport {
        let id = |feature: u32| id_of(raw, mapping, feature as usize).map(str::to_owned);
        LoadReport {
            read: (self.drawn.len() + self.set_aside.len()) as u64,
            drawn: self.drawn.len() as u64,
            repaired: self.repaired(raw, more_repairs, id),
            skipped: self.skipped(id),
            notes,
        }
    }

    fn skipped(&self, id: impl Fn(u32) -> Option<String>) -> Vec<SetAside> {
        let mut by_reason = vec![None::<SetAside>; Reason::ALL.len()];
        for &(feature, reason) in &self.set_aside {
            let entry = by_reason[reason as usize].get_or_insert_with(|| SetAside {
                reason: reason.code().to_owned(),
                count: 0,
                index: u64::from(feature),
                id: id(feature),
                indices: Vec::new(),
            });
            entry.count += 1;
            if entry.indices.len() < SetAside::LISTED {
                entry.indices.push(u64::from(feature));
            }
        }
        by_reason.into_iter().flatten().collect()
    }

    fn repaired(
        &self,
        raw: &RawLayer,
        more: &[(u32, Repair)],
        id: impl Fn(u32) -> Option<String>,
    ) -> Vec<Repaired> {
        let mut by_repair = vec![None::<Repaired>; Repair::ALL.len()];
        // A repaired feature that was set aside all the same is not counted as drawn after repair.
        for &(feature, repair) in raw
            .repairs
            .iter()
            .chain(more)
            .filter(|(feature, _)| self.drawn.binary_search(feature).is_ok())
        {
            let entry = by_repair[repair as usize].get_or_insert_with(|| Repaired {
                repair: repair.code().to_owned(),
                count: 0,
                index: u64::from(feature),
                id: id(feature),
            });
            entry.count += 1;
        }
        by_repair.into_iter().flatten().collect()
    }
}

/// The report of a file: the sum of its layers' reports.
pub(super) fn sum(reports: &[&LoadReport]) -> LoadReport {
    let mut whole = LoadReport::default();
    for report in reports {
        whole.read += report.read;
        whole.drawn += report.drawn;
        for skipped in &report.skipped {
            match whole
                .skipped
                .iter_mut()
                .find(|known| known.reason == skipped.reason)
            {
                Some(known) => add_skipped(known, skipped),
                None => whole.skipped.push(skipped.clone()),
            }
        }
        for repaired in &report.repaired {
            match whole
                .repaired
                .iter_mut()
                .find(|known| known.repair == repaired.repair)
            {
                Some(known) => add_repaired(known, repaired),
                None => whole.repaired.push(repaired.clone()),
            }
        }
        for note in &report.notes {
            if !whole.notes.contains(note) {
                whole.notes.push(note.clone());
            }
        }
    }
    whole
}

fn add_skipped(known: &mut SetAside, more: &SetAside) {
    known.count += more.count;
    if more.index < known.index {
        known.index = more.index;
        known.id.clone_from(&more.id);
    }
    known.indices.extend(&more.indices);
    order::sort_by_number(&mut known.indices, |index| *index);
    known.indices.truncate(SetAside::LISTED);
}

fn add_repaired(known: &mut Repaired, more: &Repaired) {
    known.count += more.count;
    if more.index < known.index {
        known.index = more.index;
        known.id.clone_from(&more.id);
    }
}
