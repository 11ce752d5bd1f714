//! What a file became: one layer or two, and what is kept of the file itself.

use super::accounts::Account;
use crate::hazard::{Columns, HazardStatus, Role};
use crate::ingest::mapping::FieldMapping;
use crate::ingest::{LoadReport, Originals, RawColumn, RawTable, Reason};
use crate::spatial::Geometries;

/// A layer ready for the map. Rows of everything in it are the drawn features in the file's order.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub role: Role,
    pub geometries: Geometries,
    /// One column per canonical field that the file has.
    pub columns: Columns,
    /// Row to feature of the file, counted from 0.
    pub source_index: Vec<u32>,
    /// Of zones; [`HazardStatus::Unknown`] elsewhere. The same as the status column's codes.
    pub statuses: Vec<HazardStatus>,
    /// Of the features that belong to this layer.
    pub report: LoadReport,
}

/// All that a file became.
#[derive(Debug, Clone)]
pub struct Assembled {
    /// The layer of the file's role first. Accidents and zones of one file are two layers.
    pub datasets: Vec<Dataset>,
    /// Of the whole file: the sum of the layers' reports.
    pub report: LoadReport,
    pub source: Source,
    /// Rows or statuses differ from what [`super::Part`]s said while the file was being read: paint again.
    pub repaint: bool,
}

/// What is kept of a file for cards, search and downloads. Personal data is gone from it.
#[derive(Debug, Clone)]
pub struct Source {
    pub table: RawTable,
    pub ids: RawColumn,
    pub mapping: FieldMapping,
    /// Every feature that is not drawn, ascending, with its reason.
    pub set_aside: Vec<(u32, Reason)>,
    /// Geometries of the features set aside, in their order; empty where there is none.
    pub set_aside_geometries: Geometries,
    /// The features set aside as the file spells them; none where the file held personal data.
    pub originals: Originals,
}

/// One layer while its file is still being read.
#[derive(Debug, Clone, Default)]
pub struct Part {
    pub role: Option<Role>,
    pub(super) account: Account,
    pub(super) statuses: Vec<HazardStatus>,
}

impl Part {
    /// Row to feature of the file; it only grows while the file is read.
    #[must_use]
    pub fn source_index(&self) -> &[u32] {
        &self.account.drawn
    }

    /// The status of each row.
    #[must_use]
    pub fn statuses(&self) -> &[HazardStatus] {
        &self.statuses
    }
}
