//! Accidents one by one: chunks of marks, which painters draw as they draw the least marks of zones.

use super::points::IncidentPoints;
use crate::scene::{MeshChunk, ZoneMark};
use crate::spatial::hilbert::world_from_fixed;
use crate::spatial::{WorldBounds, joined_bounds};

/// Accidents in a chunk at most: few enough to be culled, enough to keep draw calls few.
const MAX_MARKS: usize = 4_096;

/// The longer side of a chunk at most, in `world`, as that of other meshes: offsets are then exact at every zoom.
const MAX_EXTENT: f64 = 1.0 / 64.0;

impl IncidentPoints {
    /// The chunk of marks that begins at a place, and where the next one begins; `None` after the last. Together they have
    /// a mark of each row, hidden ones too: which of them are seen is in the states of the rows.
    #[must_use]
    pub fn mark_chunk(&self, from: usize) -> Option<(MeshChunk, usize)> {
        let mut bounds: Option<WorldBounds> = None;
        let mut end = from;
        for position in self.positions.get(from..)?.iter().take(MAX_MARKS) {
            let wider = widened(bounds, world_from_fixed(*position));
            if (wider[2] - wider[0]).max(wider[3] - wider[1]) > MAX_EXTENT {
                break;
            }
            bounds = Some(wider);
            end += 1;
        }
        let bounds = bounds?;
        let origin = [0, 1].map(|axis| f64::midpoint(bounds[axis], bounds[axis + 2]));
        let mark = |place: usize| {
            let [x, y] = world_from_fixed(self.positions[place]);
            ZoneMark {
                at: [x - origin[0], y - origin[1]].map(|offset| offset as f32),
                extent: -larger_by(self.people_at(place)),
                row: self.row(place),
            }
        };
        let chunk = MeshChunk {
            origin,
            bounds,
            zooms: [f32::NEG_INFINITY, f32::INFINITY],
            marks: (from..end).map(mark).collect(),
            ..MeshChunk::default()
        };
        Some((chunk, end))
    }
}

/// By how much of its radius the mark of an accident with so many people is larger: as symbols are.
fn larger_by(people: u64) -> f32 {
    (people.clamp(1, 9) as f32 - 1.0).sqrt() / 5.0
}

fn widened(bounds: Option<WorldBounds>, [x, y]: [f64; 2]) -> WorldBounds {
    let place = [x, y, x, y];
    bounds.map_or(place, |bounds| joined_bounds(bounds, place))
}
