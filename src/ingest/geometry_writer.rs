//! From nested coordinates and a type to parts of a flat geometry, repaired where that is certain.
//!
//! Space: as in the file, meant as `lnglat`; places outside the world are written too, and told, because the whole
//! layer may turn out to be projected or swapped once it is read (see `place`).

use super::coordinates::Coordinates;
use super::finding::{Reason, Repair, Repairs};
use crate::spatial::{Geometries, PartKind, PolygonMender, antimeridian};
use crate::units::SquareMetres;

/// Beyond this a number is no coordinate of any system, and squares of it lose their meaning.
const ABSURD: f64 = 1e9;

/// Longitudes up to here are a place on Earth, counted on past the 180th meridian.
const FULL_TURN: f64 = 360.0;

/// The geometry types of GeoJSON and of well-known text, but for collections.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GeometryType {
    Point,
    MultiPoint,
    LineString,
    MultiLineString,
    Polygon,
    MultiPolygon,
}

/// What was found out about one feature's geometry.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    pub repairs: Repairs,
    pub winding_reversed: bool,
    pub has_heights: bool,
    pub outside_world: bool,
    pub area_change: Option<(SquareMetres, SquareMetres)>,
    /// Whether any part was written.
    pub any: bool,
    /// Why a part was not written, the first such.
    pub failed: Option<Reason>,
}

/// Writes geometries; keeps its buffers.
#[derive(Debug, Default)]
pub(super) struct GeometryWriter {
    mender: PolygonMender,
    line: Vec<[f64; 2]>,
}

impl GeometryType {
    /// The type GeoJSON calls so, in any case of letters.
    pub(super) fn named(name: &str) -> Option<Self> {
        [
            ("Point", Self::Point),
            ("MultiPoint", Self::MultiPoint),
            ("LineString", Self::LineString),
            ("MultiLineString", Self::MultiLineString),
            ("Polygon", Self::Polygon),
            ("MultiPolygon", Self::MultiPolygon),
        ]
        .into_iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, kind)| kind)
    }

    /// How deeply its positions are nested.
    fn depth(self) -> u8 {
        match self {
            Self::Point => 0,
            Self::MultiPoint | Self::LineString => 1,
            Self::MultiLineString | Self::Polygon => 2,
            Self::MultiPolygon => 3,
        }
    }

    /// The least and the greatest depth that still can mean only one thing, such as a polygon that lacks a bracket.
    fn readable_depths(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::Point | Self::MultiPoint => 0..=1,
            Self::LineString | Self::MultiLineString => 1..=2,
            Self::Polygon | Self::MultiPolygon => 1..=3,
        }
    }
}

impl GeometryWriter {
    /// Appends the parts of one simple geometry to the geometry being built and adds to `written`.
    pub(super) fn write(
        &mut self,
        kind: GeometryType,
        coordinates: &mut Coordinates,
        into: &mut Geometries,
        written: &mut Written,
    ) {
        let Some(depth) = coordinates.depth else {
            written.fail(Reason::EmptyGeometry);
            return;
        };
        if !kind.readable_depths().contains(&depth) {
            written.fail(Reason::WrongNesting);
            return;
        }
        let Some(reach) = reach(&coordinates.points) else {
            written.fail(Reason::BadCoordinates);
            return;
        };
        if reach.any >= ABSURD {
            written.outside_world = true;
            return;
        }
        if depth != kind.depth() {
            written.repairs.insert(Repair::NestingMended);
        }
        if coordinates.were_text {
            written.repairs.insert(Repair::CoordinatesWereText);
        }
        if coordinates.has_empty_lists {
            written.repairs.insert(Repair::PartLeftOut);
        }
        written.has_heights |= coordinates.has_heights;
        written.outside_world |= reach.lat > 90.0 || reach.lng > FULL_TURN;
        let beyond = reach.lng > 180.0 && reach.lng <= FULL_TURN && reach.lat <= 90.0;
        match kind {
            GeometryType::Point | GeometryType::MultiPoint => {
                write_points(&mut coordinates.points, beyond, into);
                written.any = true;
            }
            GeometryType::LineString | GeometryType::MultiLineString => {
                for line in coordinates.lines() {
                    self.write_line(line, beyond, into, written);
                }
            }
            GeometryType::Polygon | GeometryType::MultiPolygon => {
                if beyond {
                    bring_back(coordinates);
                }
                if depth < 3 {
                    self.write_polygon(coordinates.lines(), into, written);
                } else {
                    for polygon in coordinates.polygons() {
                        self.write_polygon(polygon, into, written);
                    }
                }
            }
        }
    }

    fn write_line(
        &mut self,
        line: &[[f64; 2]],
        beyond: bool,
        into: &mut Geometries,
        written: &mut Written,
    ) {
        if line.len() < 2 {
            written.fail(Reason::TooFewPoints);
            return;
        }
        self.line.clear();
        self.line.extend_from_slice(line);
        if beyond {
            antimeridian::move_beside(&mut self.line, 0.0);
        } else if antimeridian::unroll_line(&mut self.line) {
            written.repairs.insert(Repair::AntimeridianUnrolled);
        }
        self.line
            .iter()
            .for_each(|&point| into.push_coordinate(point));
        into.end_ring();
        into.end_part(PartKind::Line);
        written.any = true;
    }

    fn write_polygon<'a>(
        &mut self,
        rings: impl Iterator<Item = &'a [[f64; 2]]>,
        into: &mut Geometries,
        written: &mut Written,
    ) {
        let Ok(mending) = self.mender.mend(rings, into) else {
            written.fail(Reason::TooFewPoints);
            return;
        };
        written.any = true;
        written.winding_reversed |= mending.winding_reversed;
        for (done, repair) in [
            (mending.ring_closed, Repair::RingClosed),
            (
                mending.repeated_points_dropped,
                Repair::RepeatedPointsDropped,
            ),
            (mending.spike_removed, Repair::SpikeRemoved),
            (mending.hole_left_out, Repair::HoleLeftOut),
            (mending.hole_made_area, Repair::HoleMadeArea),
            (
                mending.crossings_resolved && mending.area_change.is_none(),
                Repair::CrossingsResolved,
            ),
            (mending.area_change.is_some(), Repair::AreaChanged),
            (mending.no_area, Repair::NoArea),
            (mending.unrolled, Repair::AntimeridianUnrolled),
        ] {
            if done {
                written.repairs.insert(repair);
            }
        }
        if let Some((before, after)) = mending.area_change {
            let sum = written.area_change.get_or_insert_default();
            sum.0.0 += before.0;
            sum.1.0 += after.0;
        }
    }
}

impl Written {
    pub(super) fn fail(&mut self, reason: Reason) {
        self.failed.get_or_insert(reason);
    }

    /// Whether the feature can be drawn, and the repairs it took.
    pub(super) fn outcome(&mut self) -> Result<(), Reason> {
        if self.outside_world {
            return Err(Reason::OutsideWorld);
        }
        match self.failed {
            Some(reason) if !self.any => Err(reason),
            Some(_) => {
                self.repairs.insert(Repair::PartLeftOut);
                Ok(())
            }
            None if self.any => Ok(()),
            None => Err(Reason::NoGeometry),
        }
    }
}

/// The greatest absolute longitude and latitude.
struct Reach {
    lng: f64,
    lat: f64,
    any: f64,
}

/// `None` where a coordinate is not finite.
fn reach(points: &[[f64; 2]]) -> Option<Reach> {
    let [lng, lat] = points.iter().fold([0.0_f64; 2], |[lng, lat], point| {
        // `max` would pass over NaN; numbers in files are never NaN, but may overflow to infinity.
        [lng.max(point[0].abs()), lat.max(point[1].abs())]
    });
    let any = lng.max(lat);
    any.is_finite().then_some(Reach { lng, lat, any })
}

fn write_points(points: &mut [[f64; 2]], beyond: bool, into: &mut Geometries) {
    for point in points {
        if beyond {
            antimeridian::move_beside(std::slice::from_mut(point), 0.0);
        }
        into.push_coordinate(*point);
    }
    into.end_ring();
    into.end_part(PartKind::Points);
}

/// Moves polygons counted on past the 180th meridian to where the rest of the world is counted, each as a whole.
fn bring_back(coordinates: &mut Coordinates) {
    let all_lines = [coordinates.line_ends.len()];
    let polygon_ends = match coordinates.depth {
        Some(3) => coordinates.polygon_ends.as_slice(),
        _ => &all_lines,
    };
    let (mut first_line, mut start) = (0, 0);
    for &last_line in polygon_ends {
        let shell_end = coordinates.line_ends[first_line];
        let end = coordinates.line_ends[last_line - 1];
        let shell_middle = antimeridian::middle_of(&coordinates.points[start..shell_end]);
        let turns = antimeridian::turns_towards(shell_middle, 0.0);
        coordinates.points[start..end]
            .iter_mut()
            .for_each(|point| point[0] += turns * FULL_TURN);
        (first_line, start) = (last_line, end);
    }
}
