//! Shapes on the ground laid out in a plane that keeps their areas, ready to be measured.
//!
//! Spaces: from `lnglat` to the `plane` of a [`Frame`]. Edges are straight in `lnglat`, so long ones that come near the
//! shape in question are drawn as several. Zones larger than a hemisphere are beyond what a plane can hold.

use super::clip::Outlines;
use super::earth::{Frame, chord, space_from_lnglat};
use super::edge::{Closest, Edge, closest};
use super::shares::FRAME;
use crate::spatial::trig::{atan2, sin_cos};
use crate::spatial::{GeometryView, PartKind};

/// Corners of a circle; its radius is stretched until the area is that of the circle.
const CIRCLE_CORNERS: usize = 128;

/// Corners of the round end of a corridor.
const END_CORNERS: usize = 32;

/// Outlines in the plane around a position.
pub(super) struct Drawing {
    frame: Frame,
    /// The position around which the plane lies, as an edge.
    origin: Edge,
    /// What is farther from the origin than this, in metres, does not matter.
    near: f64,
    /// How far a drawn edge may be from the recorded one, in metres.
    tolerance: f64,
    pub outlines: Outlines,
    /// What the frame encloses, where that is known, in square metres.
    pub frame_area: Option<f64>,
}

impl Drawing {
    pub fn around(lnglat: [f64; 2], near: f64, tolerance: f64) -> Self {
        Self {
            frame: Frame::at(lnglat),
            origin: Edge::point(lnglat),
            near,
            tolerance,
            outlines: Outlines::default(),
            frame_area: None,
        }
    }

    /// A circle around the origin as the frame.
    pub fn frame_circle(&mut self, radius: f64) {
        let half_angle = std::f64::consts::PI / CIRCLE_CORNERS as f64;
        self.frame_area = Some(std::f64::consts::PI * radius * radius);
        let (sine, cosine) = sin_cos(half_angle);
        let radius = radius * (half_angle / (sine * cosine)).sqrt();
        self.outlines.start_polygon(FRAME);
        for corner in 0..CIRCLE_CORNERS {
            let (sine, cosine) = sin_cos(2.0 * half_angle * corner as f64);
            self.outlines.push([radius * sine, radius * cosine]);
        }
        self.outlines.end_ring(false);
    }

    /// The polygons of a geometry as the frame.
    pub fn frame_area(&mut self, area: &GeometryView<'_>) {
        self.polygons(area, FRAME);
    }

    /// Everything within a distance of the edges as the frame.
    pub fn frame_corridor(&mut self, edges: &[Edge], half_width: f64) {
        for edge in edges {
            let mut way = vec![self.frame.plane_from_space(edge.from_space)];
            self.bend(edge, &mut way);
            for pair in way.windows(2) {
                self.push_capsule(pair[0], pair[1], half_width);
            }
        }
    }

    /// A stretch of corridor with its round ends.
    fn push_capsule(&mut self, from: [f64; 2], to: [f64; 2], half_width: f64) {
        let ahead = atan2(to[1] - from[1], to[0] - from[0]);
        let quarter = std::f64::consts::FRAC_PI_2;
        self.outlines.start_polygon(FRAME);
        for (centre, start) in [(to, ahead - quarter), (from, ahead + quarter)] {
            for corner in 0..=END_CORNERS {
                let turn = 2.0 * quarter * corner as f64 / END_CORNERS as f64;
                let (sine, cosine) = sin_cos(start + turn);
                self.outlines.push([
                    centre[0] + half_width * cosine,
                    centre[1] + half_width * sine,
                ]);
            }
        }
        self.outlines.end_ring(false);
    }

    /// The polygons of a geometry; points and lines have no area.
    pub fn polygons(&mut self, geometry: &GeometryView<'_>, kind: u8) {
        let mut way = Vec::new();
        for part in geometry
            .parts()
            .filter(|part| part.kind == PartKind::Polygon)
        {
            self.outlines.start_polygon(kind);
            for (place, ring) in part.rings().enumerate() {
                self.ring(ring, &mut way);
                way.iter().for_each(|point| self.outlines.push(*point));
                self.outlines.end_ring(place > 0);
            }
        }
    }

    /// A closed ring as an open one in the plane.
    fn ring(&self, ring: &[[f64; 2]], way: &mut Vec<[f64; 2]>) {
        way.clear();
        let Some(&first) = ring.first() else {
            return;
        };
        let mut from = (first, space_from_lnglat(first));
        for &position in &ring[1..] {
            let to = (position, space_from_lnglat(position));
            self.bend(&Edge::between(from.0, from.1, to.0, to.1), way);
            from = to;
        }
    }

    /// Appends an edge without its start.
    fn bend(&self, edge: &Edge, way: &mut Vec<[f64; 2]>) {
        if edge.sag > self.tolerance && self.may_come_near(edge) {
            edge.halves().iter().for_each(|half| self.bend(half, way));
        } else {
            way.push(self.frame.plane_from_space(edge.to_space));
        }
    }

    fn may_come_near(&self, edge: &Edge) -> bool {
        // The edge lies within its sag of its chord, whose drawing again lies that close to it.
        let limit = self.near + 2.0 * edge.sag;
        let straight = Edge { sag: 0.0, ..*edge };
        let mut nearest = Closest {
            chord: limit,
            first: [0.0; 2],
            second: [0.0; 2],
        };
        chord(self.origin.from_space, edge.to_space) < limit
            || closest(&self.origin, &straight, &mut nearest)
    }
}
