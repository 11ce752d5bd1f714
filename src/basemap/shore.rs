//! Where land or a lake ends: the outlines of polygons without the cuts.

use crate::spatial::{Geometries, PartKind};

/// The outlines of polygons as lines, without what runs along the edge of `bounds` (west, south, east, north).
///
/// Each geometry of the result is one unbroken line; a ring that meets no edge stays a closed line. Points on an edge
/// are exactly on it, since bounds are whole degrees and every step of a file divides a degree.
pub(super) fn outlines(polygons: &Geometries, bounds: [f64; 4]) -> Geometries {
    let mut lines = Geometries::default();
    for polygon in polygons.iter() {
        for part in polygon.parts() {
            for ring in part.rings() {
                push_outline(&mut lines, ring, bounds);
            }
        }
    }
    lines
}

fn push_outline(lines: &mut Geometries, ring: &[[f64; 2]], bounds: [f64; 4]) {
    let segments = ring.len().saturating_sub(1);
    // Start behind a cut, so that a line that passes the ring's first point is not broken there.
    let cut = (0..segments).find(|at| is_cut(ring[*at], ring[at + 1], bounds));
    let start = cut.map_or(0, |at| at + 1);
    let mut open = false;
    for step in 0..segments {
        let at = (start + step) % segments;
        let (from, to) = (ring[at], ring[at + 1]);
        if is_cut(from, to, bounds) {
            end_line(lines, &mut open);
            continue;
        }
        if !open {
            lines.push_coordinate(from);
            open = true;
        }
        lines.push_coordinate(to);
    }
    end_line(lines, &mut open);
}

fn end_line(lines: &mut Geometries, open: &mut bool) {
    if *open {
        lines.end_ring();
        lines.end_part(PartKind::Line);
        lines.end_geometry();
    }
    *open = false;
}

/// Whether a segment runs along one edge of the bounds.
fn is_cut(from: [f64; 2], to: [f64; 2], [west, south, east, north]: [f64; 4]) -> bool {
    let along = |axis: usize, edge: f64| from[axis] == edge && to[axis] == edge;
    along(0, west) || along(0, east) || along(1, south) || along(1, north)
}
