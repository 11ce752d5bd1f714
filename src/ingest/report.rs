//! The load report: what was read, drawn, repaired and set aside of one layer.
//!
//! Reasons are codes; their sentences stand in the translations under `reason.<code>`, `repair.<code>`, `note.<code>`.

use crate::json::{Value, object};

use super::finding::{Reason, Remark};

/// What became of every feature of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LoadReport {
    /// Features found in the file.
    pub read: u64,
    /// Features on the map.
    pub drawn: u64,
    /// Features drawn after a repair, by kind of repair.
    pub repaired: Vec<Repaired>,
    /// Features not drawn, by reason. The counts add up to `read - drawn`.
    pub skipped: Vec<SetAside>,
    /// What the reader should know about the whole file.
    pub notes: Vec<Note>,
}

impl LoadReport {
    /// Features that may tell of a hazard and are not on the map. What was set aside for what it is does not count: a
    /// duplicate, an event that harmed nobody, a cell of a model.
    #[must_use]
    pub fn missing(&self) -> u64 {
        let harmless = [
            Reason::Duplicate,
            Reason::NotACasualtyEvent,
            Reason::ModelScore,
        ];
        self.skipped
            .iter()
            .filter(|entry| harmless.iter().all(|reason| reason.code() != entry.reason))
            .map(|entry| entry.count)
            .sum()
    }

    /// Whether the file ended too early.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        self.skipped
            .iter()
            .any(|entry| entry.reason == Reason::CutShort.code())
            || self
                .notes
                .iter()
                .any(|note| note.note == Remark::Truncated.code())
    }
}

/// Features set aside for one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// Code of the reason, such as `no_geometry`.
    pub reason: String,
    pub count: u64,
    /// Position in the file of the first such feature, counted from 0.
    pub index: u64,
    /// Id of the first such feature, where it has one.
    pub id: Option<String>,
    /// Positions of the first [`SetAside::LISTED`] such features.
    pub indices: Vec<u64>,
}

impl SetAside {
    /// How many positions are listed; all can be downloaded.
    pub const LISTED: usize = 100;
}

/// Features changed in one way before they were drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Repaired {
    /// Code of the repair, such as `ring_closed`.
    pub repair: String,
    pub count: u64,
    /// Position in the file of the first such feature, counted from 0.
    pub index: u64,
    pub id: Option<String>,
}

/// A remark on the whole file, such as values read as the worse class.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Code of the remark, such as `read_as_confirmed`.
    pub note: String,
    /// Values for the placeholders of the remark's sentence.
    pub values: Vec<(String, String)>,
    /// How many features it concerns, where it can be counted.
    pub count: Option<u64>,
}

impl LoadReport {
    /// The report as the page's API gives it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        object([
            ("read", self.read.into()),
            ("drawn", self.drawn.into()),
            (
                "repaired",
                self.repaired.iter().map(Repaired::to_json).collect(),
            ),
            (
                "skipped",
                self.skipped.iter().map(SetAside::to_json).collect(),
            ),
            ("notes", self.notes.iter().map(Note::to_json).collect()),
        ])
    }
}

impl SetAside {
    fn to_json(&self) -> Value {
        with_known(
            vec![
                ("reason", self.reason.as_str().into()),
                ("count", self.count.into()),
                ("index", self.index.into()),
                ("indices", self.indices.iter().copied().collect()),
            ],
            "id",
            self.id.as_deref().into(),
        )
    }
}

impl Repaired {
    fn to_json(&self) -> Value {
        with_known(
            vec![
                ("repair", self.repair.as_str().into()),
                ("count", self.count.into()),
                ("index", self.index.into()),
            ],
            "id",
            self.id.as_deref().into(),
        )
    }
}

impl Note {
    fn to_json(&self) -> Value {
        let pair = |(name, value): &(String, String)| -> Value {
            [name.as_str(), value.as_str()].into_iter().collect()
        };
        with_known(
            vec![
                ("note", self.note.as_str().into()),
                ("values", self.values.iter().map(pair).collect()),
            ],
            "count",
            self.count.into(),
        )
    }
}

/// An object of these members and of one that is left out where it is not known.
fn with_known(mut members: Vec<(&str, Value)>, name: &'static str, value: Value) -> Value {
    if !value.is_null() {
        members.push((name, value));
    }
    let named = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Value::Object(named.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_gives_the_whole_report_and_leaves_out_what_is_not_known() {
        let set_aside = SetAside {
            reason: "no_geometry".to_owned(),
            count: 2,
            index: 3,
            id: None,
            indices: vec![3, 7],
        };
        let repaired = Repaired {
            repair: "ring_closed".to_owned(),
            count: 1,
            index: 0,
            id: Some("Z-1".to_owned()),
        };
        let note = Note {
            note: "read_as_confirmed".to_owned(),
            values: vec![("value".to_owned(), "CHA".to_owned())],
            count: Some(4),
        };
        let report = LoadReport {
            read: 10,
            drawn: 8,
            repaired: vec![repaired],
            skipped: vec![set_aside],
            notes: vec![note],
        };
        assert_eq!(
            report.to_json().to_string(),
            concat!(
                r#"{"read":10,"drawn":8,"repaired":[{"repair":"ring_closed","count":1,"index":0,"id":"Z-1"}],"#,
                r#""skipped":[{"reason":"no_geometry","count":2,"index":3,"indices":[3,7]}],"#,
                r#""notes":[{"note":"read_as_confirmed","values":[["value","CHA"]],"count":4}]}"#
            )
        );
    }
}
