//! Builds a layer feature by feature, whatever format they come from, and keeps the books: each feature is drawable or
//! has one reason.

use super::finding::{Reason, Remark, Repairs};
use super::geometry_writer::{GeometryWriter, Written};
use super::raw_layer::{AreaChange, RawLayer};

/// Room is made for so many times of what is expected: a file that grows denser towards its end is not moved again.
const ROOM_TO_SPARE: f64 = 1.05;

/// A layer being read.
#[derive(Debug, Default)]
pub(super) struct LayerBuilder {
    pub layer: RawLayer,
    pub writer: GeometryWriter,
    with_heights: u64,
    with_reversed_rings: u64,
}

impl LayerBuilder {
    /// The position of the feature being read.
    fn feature(&self) -> u32 {
        self.layer.geometries.len() as u32
    }

    /// Ends a feature whose properties were set and whose parts were written. `original` is its text in the file.
    pub(super) fn end_feature(
        &mut self,
        mut written: Written,
        mut repairs: Repairs,
        original: &str,
    ) {
        let outcome = written.outcome();
        repairs.add(written.repairs);
        let feature = self.feature();
        if let Err(reason) = outcome {
            self.layer.problems.push((feature, reason));
            self.layer.originals.keep(feature, original);
            // A place outside the world may yet be brought into it, when the whole layer is known.
            if reason != Reason::OutsideWorld {
                self.layer.geometries.abandon_geometry();
            }
        } else {
            self.with_heights += u64::from(written.has_heights);
            self.with_reversed_rings += u64::from(written.winding_reversed);
        }
        if outcome.is_ok() || outcome == Err(Reason::OutsideWorld) {
            let repaired = repairs.iter().map(|repair| (feature, repair));
            self.layer.repairs.extend(repaired);
            self.layer
                .area_changes
                .extend(written.area_change.map(|(before, after)| AreaChange {
                    feature,
                    before,
                    after,
                }));
        }
        self.layer.geometries.end_geometry();
        self.layer.table.end_row();
    }

    /// Forgets whatever was read of the feature that has not ended.
    pub(super) fn forget_row(&mut self) {
        self.layer.table.abandon_row();
        self.layer.ids.unset(self.layer.geometries.len());
        self.layer.geometries.abandon_geometry();
    }

    /// Ends a feature that could not be read at all; whatever was read of it is forgotten.
    pub(super) fn end_unread(&mut self, reason: Reason, original: &str) {
        let feature = self.feature();
        self.forget_row();
        self.layer.problems.push((feature, reason));
        self.layer.originals.keep(feature, original);
        self.layer.geometries.end_geometry();
        self.layer.table.end_row();
    }

    /// Makes room for so many times of what has been read.
    pub(super) fn make_room(&mut self, times: f64) {
        let more_share = ROOM_TO_SPARE * times - 1.0;
        // A cast takes what is less than nothing for 0.
        let more = |length: usize| (more_share * length as f64) as usize;
        self.layer.table.make_room(&more);
        self.layer.ids.make_room(&more);
        self.layer.geometries.make_room(&more);
    }

    /// Bytes held, for the memory budget.
    pub(super) fn bytes(&self) -> usize {
        const COORDINATE: usize = 2 * size_of::<f64>();
        self.layer.table.bytes()
            + self.layer.ids.bytes()
            + self.layer.geometries.coordinate_count() * COORDINATE
    }

    /// The layer with the remarks on all features.
    pub(super) fn finish(mut self) -> RawLayer {
        self.layer.table.seal();
        self.layer.ids.seal();
        self.layer.geometries.seal();
        for (remark, count) in [
            (Remark::HeightIgnored, self.with_heights),
            (Remark::WindingReversed, self.with_reversed_rings),
        ] {
            if count > 0 {
                self.layer.notes.push(remark.note(&[], Some(count)));
            }
        }
        if self.layer.truncated {
            self.layer.notes.push(Remark::Truncated.note(&[], None));
        }
        self.layer
    }
}
