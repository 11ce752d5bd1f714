//! Rows into groups that become chunks: one status, near one another, not too many vertices.

use std::ops::Range;

use super::chunk::extent_limit;
use super::level::{detail, overview};
use super::triangulate::Triangulator;
use crate::hazard::HazardStatus;
use crate::order;
use crate::scene::MeshChunk;
use crate::spatial::hilbert::{fixed_from_world, hilbert_key};
use crate::spatial::{Geometries, WorldBounds, joined_bounds, world_bounds};

/// Vertices and outline segments of a chunk at most: small enough to be culled, large enough to keep draw calls few.
pub(super) const MAX_VERTICES: usize = 8_192;

/// Rows that are meshed together.
#[derive(Debug)]
pub(super) struct Group {
    pub status: Option<HazardStatus>,
    pub rows: Vec<u32>,
    pub bounds: WorldBounds,
}

impl Group {
    /// The middle of its bounds.
    pub fn middle(&self) -> [f64; 2] {
        let [left, top, right, bottom] = self.bounds;
        [f64::midpoint(left, right), f64::midpoint(top, bottom)]
    }
}

/// Meshes the geometries of `rows` as the iterator is advanced: first marks and coarser levels of all groups, then all
/// that is as its source. The worst status comes first in both.
///
/// `status` is asked once for each row; `None` is for layers without one. Rows without a position give nothing.
/// Sorting costs `O(n log n)` at once, triangulation about `O(v log v)` over the vertices of each group.
/// `closest` is the zoom up to which it is drawn exactly: [`ZOOM_RANGE`]'s end for what is recorded; the less it is,
/// the wider and the fewer chunks may be.
///
/// # Panics
/// Where `rows` reaches beyond the geometries.
pub fn mesh_rows<'a>(
    geometries: &'a Geometries,
    rows: Range<usize>,
    status: &dyn Fn(usize) -> Option<HazardStatus>,
    closest: f64,
) -> Meshing<'a> {
    let groups = groups(geometries, rows, status, extent_limit(closest));
    Meshing {
        geometries,
        closest,
        details_from: Vec::with_capacity(groups.len()),
        groups,
        detailed: 0,
        made: Vec::new().into_iter(),
        triangulator: Triangulator::default(),
    }
}

/// Chunks in the making; see [`mesh_rows`].
pub struct Meshing<'a> {
    geometries: &'a Geometries,
    closest: f64,
    groups: Vec<Group>,
    /// Of the groups whose overview is made: the zoom from which they lack their detail.
    details_from: Vec<f64>,
    /// Groups whose detail is made.
    detailed: usize,
    made: std::vec::IntoIter<MeshChunk>,
    triangulator: Triangulator,
}

impl Meshing<'_> {
    /// The zoom below which what has been given out is all there is to draw; `None` while not even that much is.
    #[must_use]
    pub fn complete_below(&self) -> Option<f64> {
        let is_overview = self.details_from.len() == self.groups.len()
            && (self.detailed > 0 || self.made.as_slice().is_empty());
        let least = |least: f64, from: &f64| least.min(*from);
        is_overview.then(|| self.details_from.iter().fold(f64::INFINITY, least))
    }

    /// The chunks of the next group, or `None` after the last.
    fn next_group(&mut self) -> Option<Vec<MeshChunk>> {
        let sketched = self.details_from.len();
        if let Some(group) = self.groups.get(sketched) {
            let (chunks, from) =
                overview(self.geometries, group, self.closest, &mut self.triangulator);
            self.details_from.push(from);
            return Some(chunks);
        }
        let group = self.groups.get(self.detailed)?;
        let from = self.details_from[self.detailed];
        self.detailed += 1;
        Some(detail(
            self.geometries,
            group,
            [from, self.closest],
            &mut self.triangulator,
        ))
    }
}

impl Iterator for Meshing<'_> {
    type Item = MeshChunk;

    fn next(&mut self) -> Option<MeshChunk> {
        loop {
            if let Some(chunk) = self.made.next() {
                return Some(chunk);
            }
            self.made = self.next_group()?.into_iter();
        }
    }
}

/// The groups of a batch of rows, the worst status first, then along the Hilbert curve; none wider than `limit`, rows
/// that are wider themselves excepted.
pub(super) fn groups(
    geometries: &Geometries,
    rows: Range<usize>,
    status: &dyn Fn(usize) -> Option<HazardStatus>,
    limit: f64,
) -> Vec<Group> {
    struct Placed {
        row: u32,
        status: Option<HazardStatus>,
        key: u64,
        bounds: WorldBounds,
        vertices: usize,
    }
    let mut placed: Vec<Placed> = rows
        .filter_map(|row| {
            let geometry = geometries.get(row);
            let bounds = world_bounds(&geometry)?;
            let [left, top, right, bottom] = bounds;
            let middle = [f64::midpoint(left, right), f64::midpoint(top, bottom)];
            let rings = geometry.parts().flat_map(|part| part.rings());
            Some(Placed {
                row: row as u32,
                status: status(row),
                key: hilbert_key(fixed_from_world(middle)),
                bounds,
                vertices: rings.map(<[_]>::len).sum(),
            })
        })
        .collect();
    // The rows come in their order; sorts are stable.
    order::sort_by_number(&mut placed, |row| row.key);
    order::sort_by_number(&mut placed, |row| {
        let rank = row.status.map_or(0, |status| 1 + status.draw_rank());
        u64::from(u8::MAX - rank)
    });

    let mut groups: Vec<Group> = Vec::new();
    let mut vertices = 0;
    for row in placed {
        let joined = groups.last_mut().and_then(|group| {
            let bounds = joined_bounds(group.bounds, row.bounds);
            let fits = group.status == row.status
                && vertices + row.vertices <= MAX_VERTICES
                && extent(bounds) <= limit;
            fits.then_some((group, bounds))
        });
        if let Some((group, bounds)) = joined {
            group.rows.push(row.row);
            group.bounds = bounds;
            vertices += row.vertices;
        } else {
            groups.push(Group {
                status: row.status,
                rows: vec![row.row],
                bounds: row.bounds,
            });
            vertices = row.vertices;
        }
    }
    groups
}

/// The longer side.
pub(super) fn extent([left, top, right, bottom]: WorldBounds) -> f64 {
    (right - left).max(bottom - top)
}
