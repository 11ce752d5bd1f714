//! Where a record is nearest to a subject.
//!
//! What lies inside is decided in `lnglat`; otherwise every edge of the one is compared with every edge of the other
//! that may be nearer than what is known. Cost: the product of the two numbers of edges, less what runs pass over.

use super::earth::{Frame, chord, ground_distance, space_from_lnglat};
use super::edge::{Closest, Edge, closest};
use super::subject::{Scratch, Shape, Subject, is_inside, push_edges, push_near_edges};
use crate::spatial::{GeometryView, PartKind, PartView};
use crate::units::Metres;

/// What is nearer than this, in metres, touches: on the boundary is inside.
pub(super) const TOUCHING: f64 = 0.01;

/// Where a record is nearest to a subject.
#[derive(Debug, Clone, Copy)]
pub(super) struct Approach {
    /// In metres; 0 where they touch or overlap.
    pub chord: f64,
    /// On the subject.
    pub here: [f64; 2],
    /// On the record.
    pub there: [f64; 2],
    /// The edge of the subject that `here` is on.
    pub edge: usize,
}

impl Subject<'_> {
    /// Where a geometry is nearest, if that is nearer than a chord; on a route the first of several touches.
    /// `scratch` is room to work in.
    pub(super) fn approach(
        &self,
        geometry: &GeometryView<'_>,
        limit: f64,
        scratch: &mut Scratch,
    ) -> Option<Approach> {
        if let (Shape::Place, Some(point)) = (&self.shape, single_point(geometry)) {
            return self.approach_point(point, limit);
        }
        if let Some(overlap) = self.overlap(geometry) {
            return (limit > 0.0).then_some(overlap);
        }
        scratch.edges.clear();
        // Edges that cross are as far apart in space as they sag.
        let mut within = limit.max(TOUCHING);
        let place = self.viewpoint();
        for part in geometry.parts() {
            for ring in part.rings() {
                if part.kind == PartKind::Points {
                    let points = ring.iter().map(|point| Edge::point(*point));
                    scratch.edges.extend(points);
                } else if !place
                    .is_some_and(|place| push_near_edges(place, ring, &mut within, scratch))
                {
                    push_edges(ring, &mut scratch.edges);
                }
            }
        }
        self.approach_edges(&scratch.edges, limit)
    }

    /// Where one of some edges is nearest, if that is nearer than a chord.
    pub(super) fn approach_edges(&self, edges: &[Edge], limit: f64) -> Option<Approach> {
        let mut best: Option<Approach> = None;
        let mut within = limit.max(TOUCHING);
        for run in &self.runs {
            for other in edges {
                let far = run.disc.chord_to_edge(other) - run.disc.radius;
                if far >= within {
                    continue;
                }
                for index in run.edges.clone() {
                    let mut found = Closest {
                        chord: within.max(TOUCHING),
                        first: [0.0; 2],
                        second: [0.0; 2],
                    };
                    if !closest(&self.edges[index], other, &mut found) {
                        continue;
                    }
                    let approach = Approach {
                        chord: found.chord,
                        here: found.first,
                        there: found.second,
                        edge: index,
                    };
                    let is_better = best.is_none_or(|best| self.is_before(&approach, &best));
                    if is_better {
                        within = within.min(found.chord);
                        best = Some(approach);
                    }
                }
            }
        }
        best.map(Approach::without_touching_gap)
            .filter(|approach| approach.chord < limit)
    }

    /// Between which chords a point is from a place, where both are that and it can be told quickly.
    pub(super) fn chords_to_point(&self, geometry: &GeometryView<'_>) -> Option<[f64; 2]> {
        let (_, viewpoint) = self.viewpoint()?;
        viewpoint.chords_to(single_point(geometry)?)
    }

    /// From a place to a point: by far the most frequent question.
    fn approach_point(&self, there: [f64; 2], limit: f64) -> Option<Approach> {
        let place = self.edges.first()?;
        let chord = chord(place.from_space, space_from_lnglat(there));
        let approach = Approach {
            chord,
            here: place.from,
            there,
            edge: 0,
        };
        Some(approach.without_touching_gap()).filter(|approach| approach.chord < limit)
    }

    /// Whether an approach is nearer than another, or, where both touch, earlier on the way.
    fn is_before(&self, approach: &Approach, other: &Approach) -> bool {
        if approach.chord >= TOUCHING || other.chord >= TOUCHING {
            return approach.chord < other.chord;
        }
        let along = |approach: &Approach| {
            let edge = &self.edges[approach.edge];
            chord(edge.from_space, space_from_lnglat(approach.here))
        };
        approach.edge < other.edge || approach.edge == other.edge && along(approach) < along(other)
    }

    /// Where one lies inside the other, if no edges need to be looked at to know it.
    fn overlap(&self, geometry: &GeometryView<'_>) -> Option<Approach> {
        let overlap = |at: [f64; 2]| Approach {
            chord: 0.0,
            here: at,
            there: at,
            edge: 0,
        };
        let polygons = || {
            geometry
                .parts()
                .filter(|part| part.kind == PartKind::Polygon)
        };
        if let Some(anchor) = self
            .anchors
            .iter()
            .find(|anchor| polygons().any(|part| is_inside(&part, **anchor)))
        {
            let edge = self.edges.iter().position(|edge| edge.from == *anchor);
            return Some(Approach {
                edge: edge.unwrap_or(0),
                ..overlap(*anchor)
            });
        }
        let Shape::Area(area) = &self.shape else {
            return None;
        };
        let of_part = |part: PartView<'_>| {
            let candidates = if part.kind == PartKind::Points {
                usize::MAX
            } else {
                1
            };
            part.rings()
                .flat_map(|ring| ring.iter().take(candidates))
                .find(|at| area.parts().any(|part| is_inside(&part, **at)))
                .copied()
        };
        geometry.parts().find_map(of_part).map(overlap)
    }
}

impl Approach {
    fn without_touching_gap(self) -> Self {
        let chord = if self.chord < TOUCHING {
            0.0
        } else {
            self.chord
        };
        Self { chord, ..self }
    }

    /// The way on the ground; 0 where they touch.
    pub fn distance(&self) -> Metres {
        if self.chord > 0.0 {
            ground_distance(self.here, self.there, self.chord)
        } else {
            Metres(0.0)
        }
    }

    /// From the subject to the record, degrees clockwise from north; 0 where they touch.
    pub fn bearing(&self) -> f64 {
        if self.chord > 0.0 {
            Frame::at(self.here).bearing(self.there)
        } else {
            0.0
        }
    }
}

/// The position of a geometry that is a point and nothing else.
fn single_point(geometry: &GeometryView<'_>) -> Option<[f64; 2]> {
    let mut parts = geometry.parts();
    let part = parts.next().filter(|part| part.kind == PartKind::Points)?;
    match part.rings().next()? {
        [point] if parts.next().is_none() => Some(*point),
        _ => None,
    }
}
