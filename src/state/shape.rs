//! A shape that a person drew or brought along: the rings of an area, or the lines of a route.
//!
//! Space: `lnglat` in degrees to six decimals (a tenth of a metre), in one piece: each vertex follows the one before by
//! the shorter way around the earth, so that longitudes may go beyond ±180. Rings are open: the last vertex is not the
//! first again. What a shape holds is always on earth and never more than [`MOST_LOADED`] vertices.

mod geojson;
mod linked;
mod measures;

pub use geojson::ShapeProblem;
pub use measures::ShapeMeasures;

use crate::protocol::Asked;
use crate::spatial::{ContactFinder, Geometries, PartKind};
use crate::units::Metres;

/// Vertices of a shape that is edited and that a link carries.
pub const MOST_VERTICES: usize = 400;
/// Vertices of a shape that is asked about.
pub const MOST_LOADED: usize = 20_000;
/// Longitudes that a shape may reach by going around the earth.
const FARTHEST_LONGITUDE: f64 = 540.0;

/// Whether a shape encloses ground or leads over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeKind {
    Area,
    Line,
}

impl ShapeKind {
    /// The vertices that one of its parts has at least.
    #[must_use]
    pub fn fewest(self) -> usize {
        match self {
            Self::Area => 3,
            Self::Line => 2,
        }
    }
}

/// A ring or a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub vertices: Vec<[f64; 2]>,
    /// A hole of the last ring before it that is none.
    pub is_hole: bool,
}

/// A shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    pub kind: ShapeKind,
    pub parts: Vec<Part>,
}

/// A vertex of a shape: its part, and its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    pub part: usize,
    pub vertex: usize,
}

impl Shape {
    /// A shape without vertices.
    #[must_use]
    pub fn empty(kind: ShapeKind) -> Self {
        let part = Part {
            vertices: Vec::new(),
            is_hole: false,
        };
        Self {
            kind,
            parts: vec![part],
        }
    }

    /// The vertices of all parts together.
    #[must_use]
    pub fn count(&self) -> usize {
        self.parts.iter().map(|part| part.vertices.len()).sum()
    }

    /// Whether each part has the vertices it needs.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let fewest = self.kind.fewest();
        let mut parts = self.parts.iter();
        !self.parts.is_empty() && parts.all(|part| part.vertices.len() >= fewest)
    }

    /// Whether it is small enough to be edited by hand and to go into a link.
    #[must_use]
    pub fn is_handy(&self) -> bool {
        self.count() <= MOST_VERTICES
    }

    /// Every vertex with its spot, part by part.
    pub fn vertices(&self) -> impl Iterator<Item = (Spot, [f64; 2])> {
        self.parts.iter().enumerate().flat_map(|(part, ring)| {
            let vertices = ring.vertices.iter().enumerate();
            vertices.map(move |(vertex, position)| (Spot { part, vertex }, *position))
        })
    }

    /// The middle of the edge after each vertex that has one.
    pub fn middles(&self) -> impl Iterator<Item = (Spot, [f64; 2])> {
        self.vertices().filter_map(|(spot, from)| {
            let to = self.after(spot)?;
            Some((spot, [0, 1].map(|axis| f64::midpoint(from[axis], to[axis]))))
        })
    }

    /// The vertex that an edge leads to from `spot`.
    fn after(&self, spot: Spot) -> Option<[f64; 2]> {
        let vertices = &self.parts[spot.part].vertices;
        let next = vertices.get(spot.vertex + 1).copied();
        let closes = self.kind == ShapeKind::Area && vertices.len() > 2;
        next.or_else(|| vertices.first().copied().filter(|_| closes))
    }

    /// The question about it; `width` is that of the corridor along its lines.
    #[must_use]
    pub fn asked(&self, width: Metres) -> Asked {
        match self.kind {
            ShapeKind::Area => {
                let mut polygons: Vec<Vec<Vec<[f64; 2]>>> = Vec::new();
                for part in &self.parts {
                    let ring = closed(&part.vertices);
                    match polygons.last_mut().filter(|_| part.is_hole) {
                        Some(polygon) => polygon.push(ring),
                        None => polygons.push(vec![ring]),
                    }
                }
                Asked::Area { polygons }
            }
            ShapeKind::Line => Asked::Route {
                lines: self
                    .parts
                    .iter()
                    .map(|part| part.vertices.clone())
                    .collect(),
                width,
            },
        }
    }

    /// Whether the outline of an area meets itself. Then all that it encloses counts, as in files.
    #[must_use]
    pub fn meets_itself(&self) -> bool {
        if self.kind == ShapeKind::Line {
            return false;
        }
        let (mut points, mut ends) = (Vec::new(), Vec::new());
        for part in &self.parts {
            points.extend(closed(&part.vertices));
            ends.push(points.len());
        }
        ContactFinder::default().any(&points, &ends)
    }

    /// The rings or lines as one geometry.
    fn geometries(&self) -> Geometries {
        let mut geometries = Geometries::default();
        let kind = match self.kind {
            ShapeKind::Area => PartKind::Polygon,
            ShapeKind::Line => PartKind::Line,
        };
        for (number, part) in self.parts.iter().enumerate() {
            if number > 0 && !part.is_hole {
                geometries.end_part(kind);
            }
            let closing = part
                .vertices
                .first()
                .filter(|_| self.kind == ShapeKind::Area);
            for position in part.vertices.iter().chain(closing) {
                geometries.push_coordinate(*position);
            }
            geometries.end_ring();
        }
        geometries.end_part(kind);
        geometries.end_geometry();
        geometries
    }

    /// Appends a part as it comes from elsewhere; `false` where it has too few vertices or one that is not on earth.
    fn push_part(&mut self, vertices: &[[f64; 2]], is_hole: bool) -> bool {
        let mut before = self
            .parts
            .first()
            .and_then(|part| part.vertices.first().copied());
        let mut taken: Vec<[f64; 2]> = Vec::with_capacity(vertices.len());
        for &position in vertices {
            let Some(vertex) = settled(position, before) else {
                return false;
            };
            if taken.last() != Some(&vertex) {
                taken.push(vertex);
            }
            before = Some(vertex);
        }
        if self.kind == ShapeKind::Area && taken.len() > 1 && taken.first() == taken.last() {
            taken.pop();
        }
        if taken.len() < self.kind.fewest() {
            return false;
        }
        self.parts.push(Part {
            vertices: taken,
            is_hole: is_hole && !self.parts.is_empty(),
        });
        true
    }
}

fn closed(vertices: &[[f64; 2]]) -> Vec<[f64; 2]> {
    vertices.iter().chain(vertices.first()).copied().collect()
}

/// A position to six decimals, in the turn around the earth that is nearest to the vertex before it; `None` where it is
/// not on earth.
pub(super) fn settled([lng, lat]: [f64; 2], before: Option<[f64; 2]>) -> Option<[f64; 2]> {
    let is_on_earth = lng.abs() <= FARTHEST_LONGITUDE && lat.abs() <= 90.0;
    let beside = before.map_or(0.0, |before| before[0]);
    let turned = lng + 360.0 * ((beside - lng) / 360.0).round();
    let is_near = turned.abs() <= FARTHEST_LONGITUDE;
    (is_on_earth && is_near).then(|| [turned, lat].map(|degrees| (degrees * 1e6).round() / 1e6))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(rings: &[(&[[f64; 2]], bool)]) -> Shape {
        let mut shape = Shape {
            kind: ShapeKind::Area,
            parts: Vec::new(),
        };
        for (ring, is_hole) in rings {
            assert!(shape.push_part(ring, *is_hole), "{ring:?}");
        }
        shape
    }

    #[test]
    fn holes_belong_to_the_ring_before_them_and_rings_are_closed_in_the_question() {
        let shell = [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 40.0]];
        let hole = [[46.4, 39.4], [46.6, 39.4], [46.6, 39.6]];
        let shape = area(&[(&shell, false), (&hole, true), (&shell, false)]);
        let Asked::Area { polygons } = shape.asked(Metres(0.0)) else {
            panic!("an area is asked about as an area")
        };
        let rings: Vec<usize> = polygons.iter().map(Vec::len).collect();
        assert_eq!(rings, [2, 1]);
        assert_eq!(polygons[0][1].len(), 4);
        assert_eq!(polygons[0][1][0], polygons[0][1][3]);
    }

    #[test]
    fn a_shape_across_the_antimeridian_stays_in_one_piece() {
        let shape = area(&[(&[[179.9, -17.0], [-179.9, -17.0], [-179.9, -16.8]], false)]);
        let lngs: Vec<f64> = shape.vertices().map(|(_, [lng, _])| lng).collect();
        assert_eq!(lngs, [179.9, 180.1, 180.1]);
    }

    #[test]
    fn an_outline_that_crosses_itself_is_seen() {
        let bow = [[46.0, 39.0], [47.0, 40.0], [47.0, 39.0], [46.0, 40.0]];
        assert!(area(&[(&bow, false)]).meets_itself());
        let square = [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 40.0]];
        assert!(!area(&[(&square, false)]).meets_itself());
    }

    #[test]
    fn an_area_has_a_middle_on_every_edge_and_a_line_between_its_vertices_only() {
        let square = [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 40.0]];
        let mut shape = area(&[(&square, false)]);
        assert_eq!(shape.middles().count(), 4);
        assert_eq!(shape.middles().last().map(|(_, at)| at), Some([46.0, 39.5]));
        shape.kind = ShapeKind::Line;
        assert_eq!(shape.middles().count(), 3);
    }
}
