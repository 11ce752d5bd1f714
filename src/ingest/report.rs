//! The load report: what was read, drawn, repaired and set aside of one layer.
//!
//! Reasons are codes; their sentences stand in the translations under `reason.<code>`, `repair.<code>`, `note.<code>`.

use serde::{Deserialize, Serialize};

use super::finding::{Reason, Remark};

/// What became of every feature of a file.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// Code of the reason, such as `no_geometry`.
    pub reason: String,
    pub count: u64,
    /// Position in the file of the first such feature, counted from 0.
    pub index: u64,
    /// Id of the first such feature, where it has one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<String>,
    /// Positions of the first [`SetAside::LISTED`] such features.
    pub indices: Vec<u64>,
}

impl SetAside {
    /// How many positions are listed; all can be downloaded.
    pub const LISTED: usize = 100;
}

/// Features changed in one way before they were drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Repaired {
    /// Code of the repair, such as `ring_closed`.
    pub repair: String,
    pub count: u64,
    /// Position in the file of the first such feature, counted from 0.
    pub index: u64,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub id: Option<String>,
}

/// A remark on the whole file, such as values read as the worse class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Code of the remark, such as `read_as_confirmed`.
    pub note: String,
    /// Values for the placeholders of the remark's sentence.
    #[serde(default)]
    pub values: Vec<(String, String)>,
    /// How many features it concerns, where it can be counted.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub count: Option<u64>,
}
