//! A group's parts, projected: rings with the significance of their vertices, and where each mark stands.
//!
//! Space: `world` relative to the group's origin, in `f64`.

use std::cell::OnceCell;

use super::groups::extent;
use super::level::FINEST_TOLERANCE;
use crate::order;
use crate::spatial::polygon::interior_point;
use crate::spatial::simplify::{kept, ring_significance, significance};
use crate::spatial::trig::length;
use crate::spatial::{
    Geometries, PartKind, PartView, WorldBounds, joined_bounds, world_from_lnglat,
};

/// One part of a row.
#[derive(Debug)]
pub(super) struct Part {
    pub row: u32,
    pub kind: PartKind,
    pub rings: Vec<Ring>,
    /// The longer side of its bounds.
    pub extent: f64,
}

/// One ring, line or run of points. A polygon's rings are closed; no vertex repeats the one before.
#[derive(Debug)]
pub(super) struct Ring {
    pub points: Vec<[f64; 2]>,
    kind: PartKind,
    /// At which tolerance each vertex is dropped; found when it is first asked for.
    significance: OnceCell<Vec<f64>>,
    pub extent: f64,
}

impl AsRef<[[f64; 2]]> for Ring {
    fn as_ref(&self) -> &[[f64; 2]] {
        &self.points
    }
}

impl Ring {
    fn project(ring: &[[f64; 2]], kind: PartKind, origin: [f64; 2]) -> Self {
        let mut points: Vec<[f64; 2]> = ring
            .iter()
            .map(|&coordinate| world_from_lnglat(coordinate))
            .filter(|point| point.iter().all(|axis| axis.is_finite()))
            .map(|point| [point[0] - origin[0], point[1] - origin[1]])
            .collect();
        if kind == PartKind::Polygon {
            points.extend(points.first().copied());
        }
        if kind != PartKind::Points {
            points.dedup();
        }
        Self {
            extent: bounds(&points).map_or(0.0, extent),
            points,
            kind,
            significance: OnceCell::new(),
        }
    }

    fn significance(&self) -> &[f64] {
        self.significance.get_or_init(|| match self.kind {
            PartKind::Points => Vec::new(),
            PartKind::Line => significance(&self.points, FINEST_TOLERANCE),
            PartKind::Polygon => ring_significance(&self.points, FINEST_TOLERANCE),
        })
    }

    /// The vertices kept at a tolerance; all of them without one.
    pub fn vertices(&self, tolerance: Option<f64>) -> Vec<[f64; 2]> {
        match tolerance {
            Some(tolerance) => kept(&self.points, self.significance(), tolerance).collect(),
            None => self.points.clone(),
        }
    }

    /// How many vertices are kept at a tolerance.
    pub fn count(&self, tolerance: f64) -> usize {
        let is_kept = |&&significance: &&f64| significance > tolerance;
        self.significance().iter().filter(is_kept).count()
    }

    /// About how many vertices are kept at a tolerance, told by its size alone: as many as a circle's would be.
    pub fn likely_count(&self, tolerance: f64) -> usize {
        let of_circle = std::f64::consts::PI * (self.extent / (4.0 * tolerance)).sqrt();
        self.points.len().min(of_circle as usize)
    }
}

/// A mark before it is packed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub at: [f64; 2],
    pub extent: f64,
    pub row: u32,
}

impl Part {
    fn project(view: &PartView<'_>, row: u32, origin: [f64; 2]) -> Self {
        let rings: Vec<Ring> = view
            .rings()
            .map(|ring| Ring::project(ring, view.kind, origin))
            .filter(|ring| !ring.points.is_empty())
            .collect();
        let joined = rings
            .iter()
            .filter_map(|ring| bounds(&ring.points))
            .reduce(joined_bounds);
        Self {
            row,
            kind: view.kind,
            rings,
            extent: joined.map_or(0.0, extent),
        }
    }

    /// The least that is drawn of the part: one dot inside a polygon or on a line, one for each point.
    pub fn marks(&self) -> Vec<Mark> {
        let mark = |at| Mark {
            at,
            extent: self.extent,
            row: self.row,
        };
        let first = || {
            self.rings
                .first()
                .and_then(|ring| ring.points.first().copied())
        };
        match self.kind {
            PartKind::Points => {
                let points = self.rings.iter().flat_map(|ring| &ring.points);
                points
                    .map(|&at| Mark {
                        extent: 0.0,
                        ..mark(at)
                    })
                    .collect()
            }
            PartKind::Line => {
                let line = self.rings.first().and_then(|ring| halfway(&ring.points));
                line.or_else(first).map(mark).into_iter().collect()
            }
            PartKind::Polygon => {
                let inside = interior_point(&self.rings);
                inside.or_else(first).map(mark).into_iter().collect()
            }
        }
    }
}

/// The parts of some rows, relative to `origin`, the largest first.
pub(super) fn parts(geometries: &Geometries, rows: &[u32], origin: [f64; 2]) -> Vec<Part> {
    let mut parts: Vec<Part> = rows
        .iter()
        .flat_map(|&row| {
            let views = geometries.get(row as usize).parts();
            views.map(move |view| Part::project(&view, row, origin))
        })
        .filter(|part| !part.rings.is_empty())
        .collect();
    // Bits of numbers that are not negative have their order. The sort is stable.
    order::sort_by_number(&mut parts, |part| u64::MAX - part.extent.to_bits());
    parts
}

fn bounds(points: &[[f64; 2]]) -> Option<WorldBounds> {
    points
        .iter()
        .map(|&[x, y]| [x, y, x, y])
        .reduce(joined_bounds)
}

/// The point at half the length of a line.
fn halfway(line: &[[f64; 2]]) -> Option<[f64; 2]> {
    let along = |edge: &[[f64; 2]]| length([edge[1][0] - edge[0][0], edge[1][1] - edge[0][1]]);
    let mut left = line.windows(2).map(along).sum::<f64>() / 2.0;
    line.windows(2).find_map(|edge| {
        let here = along(edge);
        if here >= left && here > 0.0 {
            let share = left / here;
            return Some(
                [0, 1].map(|axis| edge[0][axis] + share * (edge[1][axis] - edge[0][axis])),
            );
        }
        left -= here;
        None
    })
}
