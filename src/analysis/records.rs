//! All that is recorded, ready to be asked about place after place.

use super::accidents::AccidentLayer;
use super::bounds::box_around;
use super::caveat::{Caveat, Gap, gaps, of_layers};
use super::layers::{AnalysisLayer, Expected, LayerNote};
use super::subject::Subject;
use super::zones::ZoneLayer;
use crate::hazard::Role;
use crate::order;
use crate::spatial::RowIndex;
use crate::units::Day;

/// Every layer that should be there, looked through once.
pub struct Records<'a> {
    pub(super) expected: &'a [Expected<'a>],
    pub(super) today: Day,
    pub(super) zones: Vec<ZoneLayer<'a>>,
    pub(super) accidents: Vec<AccidentLayer<'a>>,
    pub(super) coverage: Vec<&'a AnalysisLayer<'a>>,
    gaps: Vec<Gap>,
    /// What every answer says of the layers that are here.
    pub(super) of_layers: Vec<Caveat>,
}

impl<'a> Records<'a> {
    /// Looks through the layers: `O(rows)`. Answers name a layer by its place in the list.
    #[must_use]
    pub fn new(expected: &'a [Expected<'a>], today: Day) -> Self {
        let numbered = || expected.iter().enumerate();
        Self {
            expected,
            today,
            zones: numbered()
                .filter_map(|(number, expected)| ZoneLayer::of(number, expected))
                .collect(),
            accidents: numbered()
                .filter_map(|(number, expected)| AccidentLayer::of(number, expected))
                .collect(),
            coverage: expected
                .iter()
                .filter_map(|expected| expected.condition.layer())
                .filter(|layer| layer.role == Role::Coverage)
                .collect(),
            gaps: gaps(expected, today),
            of_layers: of_layers(expected),
        }
    }

    /// What every answer says of its layers.
    #[must_use]
    pub fn layers(&self) -> Vec<LayerNote> {
        let notes = self
            .expected
            .iter()
            .map(|expected| expected.note(self.today));
        notes.collect()
    }

    /// What is known to be missing wherever one asks.
    #[must_use]
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }
}

/// The rows whose bounds may be within a chord of a subject, in ascending order.
pub(super) fn rows_within(subject: &Subject<'_>, index: &RowIndex, chord: f64) -> Vec<u32> {
    let mut discs = subject.discs();
    let mut around = discs.by_ref().map(|disc| {
        let bounds = box_around(disc.centre, chord + disc.radius);
        index.query_box(bounds)
    });
    let mut rows = around.next().unwrap_or_default();
    let first = rows.len();
    for more in around {
        rows.extend(more);
    }
    if rows.len() > first {
        order::sort_by_number(&mut rows, |row| u64::from(*row));
        rows.dedup();
    }
    rows
}
