//! What reading makes of a file: its properties as they stand, flat geometries, and what was found out on the way.

use super::finding::{Reason, Repair};
use super::raw_table::{RawColumn, RawTable};
use super::report::Note;
use crate::ingest::slices::part;
use crate::spatial::Geometries;
use crate::units::SquareMetres;

/// How a file was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// One JSON document: a collection, a feature, a geometry or a list of features.
    #[default]
    GeoJson,
    /// One feature per line or per RFC 8142 record.
    GeoJsonLines,
    /// Comma-separated values, or another separator, with coordinates or well-known text.
    Csv,
}

/// A polygon whose area changed by more than a hundredth when its crossings were resolved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AreaChange {
    pub feature: u32,
    /// By the outline as recorded, crossings cancelling each other.
    pub before: SquareMetres,
    pub after: SquareMetres,
}

/// A file as read. Rows of the table, of the geometries and of the ids are the features in the file's order.
///
/// Every feature is either drawable or has exactly one entry in `problems`; a feature with a problem may still
/// have a geometry (a place outside the world, say), which must not be drawn.
#[derive(Debug, Clone, Default)]
pub struct RawLayer {
    pub table: RawTable,
    /// Polygons are closed, their shells counter-clockwise and their holes clockwise; they do not cross themselves.
    /// Longitudes go beyond ±180 where an outline crosses the 180th meridian.
    pub geometries: Geometries,
    /// The `id` members of the features (not properties that are called so).
    pub ids: RawColumn,
    /// Features set aside, ascending by feature, at most one reason each.
    pub problems: Vec<(u32, Reason)>,
    /// Features repaired, ascending by feature; a feature can have several.
    pub repairs: Vec<(u32, Repair)>,
    pub area_changes: Vec<AreaChange>,
    /// The features set aside as the file spells them, for the download.
    pub originals: Originals,
    pub notes: Vec<Note>,
    /// The name in the file's `crs` member.
    pub crs: Option<String>,
    pub format: Format,
    /// The file ended before it was complete: no answer drawn from this layer is complete.
    pub truncated: bool,
}

impl RawLayer {
    /// Number of features read so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.geometries.len()
    }

    /// Whether no feature was read so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.geometries.is_empty()
    }

    /// Why a feature is not drawn, `None` where it is. O(log n).
    #[must_use]
    pub fn problem(&self, feature: usize) -> Option<Reason> {
        self.problems
            .binary_search_by_key(&(feature as u32), |&(index, _)| index)
            .ok()
            .map(|found| self.problems[found].1)
    }
}

/// The text of features that were set aside, as the file spells it, up to [`Originals::LIMIT`] bytes.
#[derive(Debug, Clone, Default)]
pub struct Originals {
    text: String,
    /// Feature and the end of its text.
    ends: Vec<(u32, u32)>,
}

impl Originals {
    /// Bytes kept at most; features after that have no original.
    pub const LIMIT: usize = 32 << 20;

    /// Each feature with its text, ascending by feature.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let mut start = 0;
        self.ends.iter().map(move |&(feature, end)| {
            let text = part(&self.text, start..end as usize);
            start = end as usize;
            (feature, text)
        })
    }

    /// Forgets the features for which `keep` does not hold.
    pub(super) fn retain(&mut self, keep: impl Fn(u32) -> bool) {
        if self.ends.iter().all(|&(feature, _)| keep(feature)) {
            return;
        }
        let mut kept = Self::default();
        for (feature, text) in self.iter().filter(|&(feature, _)| keep(feature)) {
            kept.keep(feature, text);
        }
        *self = kept;
    }

    /// Keeps a feature's text. Features come in ascending order.
    pub(super) fn keep(&mut self, feature: u32, text: &str) {
        if self.text.len() + text.len() <= Self::LIMIT {
            self.text.push_str(text);
            self.ends.push((feature, self.text.len() as u32));
        }
    }
}
