//! What of a source is shown while it is still being read.

use crate::hazard::{Role, RowKind};
use crate::ingest::{Assembler, Hints, RawLayer, recognise};
use crate::scene::{MeshChunk, glimpse};

/// A file with fewer features is there before a glimpse of it would be.
const FIRST: usize = 256;
/// How many times as many features the next glimpse is of: each is a frame that takes its time from the reading.
const STEP: usize = 4;
/// Features that are looked at: enough to see where the data lie, few enough to cost nothing.
const MOST: usize = 20_000;

/// Glimpses of a source, the next when four times as many features are there.
#[derive(Default)]
pub struct Glimpses {
    assembler: Option<Assembler>,
    /// Rows of each part that were shown.
    shown: [usize; 2],
    looked_at: usize,
}

impl Glimpses {
    /// Dots for the features that are new, where it is time for them and the file says what it is.
    pub fn next(&mut self, raw: &RawLayer, hints: &Hints<'_>) -> Vec<(Role, MeshChunk)> {
        if raw.len() < FIRST.max(STEP * self.looked_at) || self.looked_at >= MOST {
            return Vec::new();
        }
        self.looked_at = raw.len();
        if self.assembler.is_none() {
            let recognition = recognise(raw, hints);
            let role = recognition.role;
            self.assembler = role.map(|role| Assembler::new(role, recognition));
        }
        let Some(assembler) = &mut self.assembler else {
            return Vec::new();
        };
        assembler.advance(raw);
        let mut chunks = Vec::new();
        for (part, shown) in assembler.parts().iter().zip(&mut self.shown) {
            let (rows, statuses) = (part.source_index(), part.statuses());
            let kind = part.role.map(Role::row_kind);
            if let Some(role) = part.role
                && matches!(kind, Some(RowKind::Zone | RowKind::Incident))
            {
                let dots = glimpse(&raw.geometries, &rows[*shown..], &statuses[*shown..]);
                chunks.extend(dots.into_iter().map(|chunk| (role, chunk)));
            }
            *shown = rows.len();
        }
        chunks
    }
}
