//! What is asked about: a place, an area or a route.
//!
//! Space: `lnglat`, edges straight there, in one piece across the antimeridian; whole turns of longitude make no
//! difference.

use super::approach::TOUCHING;
use super::bounds::Viewpoint;
use super::earth::{Space, chord, space_from_lnglat};
use super::edge::{Closest, Edge, LEAST_SAG, SAG_SHARE, closest};
use crate::spatial::antimeridian::{middle_of, turns_towards};
use crate::spatial::polygon::contains;
use crate::spatial::{GeometryView, PartKind, PartView, WorldBounds};
use crate::units::Metres;

/// Edges of a subject that are passed over together.
const RUN: usize = 24;

/// A place, an area or a route, ready to be compared with records.
#[derive(Debug, Clone)]
pub struct Subject<'a> {
    pub(super) shape: Shape<'a>,
    pub(super) edges: Vec<Edge>,
    pub(super) runs: Vec<Run>,
    /// Around an area with all that is inside; `None` where the runs hold everything.
    whole: Option<Disc>,
    /// A position of each part: where one of them is inside and no edges meet, the part is inside.
    pub(super) anchors: Vec<[f64; 2]>,
}

#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    Place,
    Area(GeometryView<'a>),
    Route(Metres),
}

/// All that is within a chord of a position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Disc {
    pub centre: [f64; 2],
    viewpoint: Viewpoint,
    space: Space,
    pub radius: f64,
}

/// Edges that follow one another, and a disc that holds them.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub disc: Disc,
    pub edges: std::ops::Range<usize>,
}

impl<'a> Subject<'a> {
    /// A place; `None` where there is no such position on earth.
    #[must_use]
    pub fn place(lnglat: [f64; 2]) -> Option<Self> {
        let is_on_earth = lnglat[0].abs() < 1e9 && lnglat[1].abs() <= 90.0;
        is_on_earth.then(|| Self::of_edges(Shape::Place, vec![Edge::point(lnglat)], vec![lnglat]))
    }

    /// The polygons of a geometry, mended as those of layers are; `None` where there is none.
    #[must_use]
    pub fn area(geometry: GeometryView<'a>) -> Option<Self> {
        let mut subject =
            Self::of_parts(Shape::Area(geometry.clone()), &geometry, PartKind::Polygon)?;
        let discs = subject
            .runs
            .iter()
            .flat_map(|run| &subject.edges[run.edges.clone()]);
        subject.whole = Some(Disc::around(discs));
        Some(subject)
    }

    /// The lines of a geometry, one after the other, with half the width of the corridor; `None` where there is none.
    #[must_use]
    pub fn route(geometry: &GeometryView<'a>, half_width: Metres) -> Option<Self> {
        let is_wide = half_width.0 >= 0.0;
        is_wide
            .then(|| Self::of_parts(Shape::Route(half_width), geometry, PartKind::Line))
            .flatten()
    }

    fn of_parts(shape: Shape<'a>, geometry: &GeometryView<'_>, kind: PartKind) -> Option<Self> {
        let (mut edges, mut anchors) = (Vec::new(), Vec::new());
        for part in geometry.parts().filter(|part| part.kind == kind) {
            for ring in part.rings() {
                push_edges(ring, &mut edges);
                anchors.extend(ring.first());
            }
        }
        let is_on_earth = edges.iter().all(|edge| {
            let ends = [edge.from, edge.to];
            ends.iter()
                .all(|[lng, lat]| lng.abs() < 1e9 && lat.abs() <= 90.0)
        });
        (is_on_earth && !edges.is_empty()).then(|| Self::of_edges(shape, edges, anchors))
    }

    fn of_edges(shape: Shape<'a>, edges: Vec<Edge>, anchors: Vec<[f64; 2]>) -> Self {
        let runs = (0..edges.len())
            .step_by(RUN)
            .map(|start| {
                let edges_of_run = start..(start + RUN).min(edges.len());
                Run {
                    disc: Disc::around(edges[edges_of_run.clone()].iter()),
                    edges: edges_of_run,
                }
            })
            .collect();
        Self {
            shape,
            edges,
            runs,
            whole: None,
            anchors,
        }
    }

    pub(super) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// Discs that together hold the subject.
    pub(super) fn discs(&self) -> impl Iterator<Item = &Disc> {
        let runs = if self.whole.is_some() {
            &[]
        } else {
            &self.runs[..]
        };
        self.whole.iter().chain(runs.iter().map(|run| &run.disc))
    }

    /// A place and where it is seen from; `None` of areas and routes.
    pub(super) fn viewpoint(&self) -> Option<(&Edge, &Viewpoint)> {
        match (&self.shape, &self.edges[..], &self.runs[..]) {
            (Shape::Place, [place], [run]) => Some((place, &run.disc.viewpoint)),
            _ => None,
        }
    }

    /// One disc that holds the subject.
    pub(super) fn disc(&self) -> Disc {
        self.whole
            .unwrap_or_else(|| Disc::around(self.edges.iter()))
    }

    /// A chord that nothing inside a box is nearer than.
    pub(super) fn chord_to_box(&self, bounds: WorldBounds) -> f64 {
        self.discs()
            .map(|disc| disc.viewpoint.chord_to(bounds) - disc.radius)
            .fold(f64::INFINITY, f64::min)
            .max(0.0)
    }

    /// Whether a geometry's polygons hold the subject's first position.
    pub(super) fn starts_inside(&self, geometry: &GeometryView<'_>) -> bool {
        let start = self.anchors.first();
        start.is_some_and(|start| geometry.parts().any(|part| is_inside(&part, *start)))
    }
}

impl Disc {
    fn around<'e>(edges: impl Iterator<Item = &'e Edge> + Clone) -> Self {
        let mut bounds = [
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ];
        for [lng, lat] in edges.clone().flat_map(|edge| [edge.from, edge.to]) {
            let [west, south, east, north] = bounds;
            bounds = [west.min(lng), south.min(lat), east.max(lng), north.max(lat)];
        }
        let centre = [
            f64::midpoint(bounds[0], bounds[2]),
            f64::midpoint(bounds[1], bounds[3]),
        ];
        let space = space_from_lnglat(centre);
        let radius = edges
            .map(|edge| {
                let [from, to] = [edge.from_space, edge.to_space];
                chord(space, from).max(chord(space, to)) + edge.sag
            })
            .fold(0.0, f64::max);
        Self {
            centre,
            viewpoint: Viewpoint::at(centre),
            space,
            radius,
        }
    }

    /// A chord that no point of an edge is nearer to the centre than.
    pub fn chord_to_edge(&self, edge: &Edge) -> f64 {
        let [from, to] = [edge.from_space, edge.to_space].map(|end| chord(self.space, end));
        (from + to - chord(edge.from_space, edge.to_space)) / 2.0 - edge.sag
    }
}

/// Whether a polygon holds a position, or a copy of it whole turns away.
pub(super) fn is_inside(part: &PartView<'_>, [lng, lat]: [f64; 2]) -> bool {
    if part.kind != PartKind::Polygon {
        return false;
    }
    let Some(shell) = part.rings().next() else {
        return false;
    };
    let turns = turns_towards(lng, middle_of(shell));
    contains(part.rings(), [lng + turns * 360.0, lat])
}

/// Appends the edges of a line or ring; of a single coordinate, that place.
pub(super) fn push_edges(ring: &[[f64; 2]], edges: &mut Vec<Edge>) {
    let Some(&first) = ring.first() else {
        return;
    };
    if ring.len() == 1 {
        edges.push(Edge::point(first));
    }
    let mut from = (first, space_from_lnglat(first));
    for &position in &ring[1..] {
        let to = (position, space_from_lnglat(position));
        edges.push(Edge::between(from.0, from.1, to.0, to.1));
        from = to;
    }
}

/// Appends the edges of a line or ring that may be nearer to a place than a chord, in their order, and makes the chord
/// smaller where one of them is nearer; `false`, and nothing of both, where too far away to tell without looking at all.
pub(super) fn push_near_edges(
    (place, viewpoint): (&Edge, &Viewpoint),
    ring: &[[f64; 2]],
    within: &mut f64,
    scratch: &mut Scratch,
) -> bool {
    let Scratch { edges, bounds } = scratch;
    if ring.len() < 2 || !viewpoint.chords_to_edges(ring, bounds) {
        return false;
    }
    let edge = |index: usize| {
        let [from, to] = [ring[index], ring[index + 1]];
        Edge::between(from, space_from_lnglat(from), to, space_from_lnglat(to))
    };
    let by_bound = bounds.iter().enumerate();
    let likely = by_bound.min_by(|left, right| left.1.total_cmp(right.1));
    if let Some((likely, _)) = likely.filter(|(_, bound)| **bound < *within) {
        let mut found = Closest {
            chord: *within,
            first: [0.0; 2],
            second: [0.0; 2],
        };
        closest(place, &edge(likely), &mut found);
        *within = found.chord.max(TOUCHING);
        // Edges are measured within their sag.
        let doubtful = *within * (1.0 + 2.0 * SAG_SHARE) + 2.0 * LEAST_SAG;
        let near = bounds.iter().enumerate();
        let near = near.filter(|(_, bound)| **bound < doubtful);
        edges.extend(near.map(|(index, _)| edge(index)));
    }
    true
}

/// Room to work in, from question to question.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub edges: Vec<Edge>,
    bounds: Vec<f64>,
}
