//! Hazards along a route, in the order in which a traveller meets them.

use super::approach::Approach;
use super::assessment::{Assessment, Reach};
use super::earth::{chord, ground_distance, space_from_lnglat};
use super::records::Records;
use super::subject::Subject;
use super::zones::ZoneFound;
use crate::order;
use crate::spatial::GeometryView;
use crate::units::Metres;

/// The answer for a route.
#[derive(Debug, Clone, PartialEq)]
pub struct RouteAssessment {
    /// Of the route and its corridor; "inside" is what the route touches.
    pub assessment: Assessment,
    /// Of all its lines.
    pub length: Metres,
    /// Hazards that are, or may be, in the corridor, by the way to them.
    pub hazards: Vec<RouteHazard>,
}

/// A hazard along a route.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RouteHazard {
    pub zone: ZoneFound,
    /// The way from the start to where the zone is first met, or where it is nearest.
    pub along: Metres,
}

impl Records<'_> {
    /// What is recorded along the lines of a geometry, within half of `width` on either side; `None` where it has none.
    #[must_use]
    pub fn assess_route(&self, line: &GeometryView<'_>, width: Metres) -> Option<RouteAssessment> {
        let half_width = Metres(width.0 / 2.0);
        let subject = Subject::route(line, half_width)?;
        let (assessment, zones) = self.examine(&subject, Reach::of(half_width));
        let ways = ways(&subject);
        let mut hazards: Vec<RouteHazard> = zones
            .iter()
            .filter(|(zone, _)| zone.class.is_hazard() && zone.least_distance() <= half_width)
            .map(|(zone, approach)| RouteHazard {
                zone: *zone,
                along: along(&subject, &ways, approach),
            })
            .collect();
        order::sort_by(&mut hazards, |left, right| {
            let by_way = left.along.0.total_cmp(&right.along.0);
            by_way.then(left.zone.class.cmp(&right.zone.class))
        });
        Some(RouteAssessment {
            assessment,
            length: Metres(ways.last().copied().unwrap_or(0.0)),
            hazards,
        })
    }
}

/// The way to the start of each edge, and to the end of the last.
fn ways(subject: &Subject<'_>) -> Vec<f64> {
    let mut way = 0.0;
    let ends = subject.edges().iter().map(|edge| {
        let length = chord(edge.from_space, edge.to_space);
        way += ground_distance(edge.from, edge.to, length).0;
        way
    });
    std::iter::once(0.0).chain(ends).collect()
}

fn along(subject: &Subject<'_>, ways: &[f64], approach: &Approach) -> Metres {
    let edge = &subject.edges()[approach.edge];
    let length = chord(edge.from_space, space_from_lnglat(approach.here));
    Metres(ways[approach.edge] + ground_distance(edge.from, approach.here, length).0)
}
