//! Answers against PROJ and GEOS, case by case: see `oracles/assessment_cases.py`.

use hazard_map::analysis::{
    AnalysisLayer, Assessment, Condition, Expected, LayerFacts, NearestKind, Reach, Records,
    Subject,
};
use hazard_map::hazard::{Columns, HazardStatus, Role};
use hazard_map::spatial::{Geometries, PartKind, PolygonMender, RowIndex};
use hazard_map::units::{Day, Metres};
use serde::Deserialize;

const CASES: &str = include_str!("oracles/assessment_cases.json");

/// A metre and a thousandth.
fn allowed(expected: f64) -> f64 {
    1.0 + 1e-3 * expected
}

/// Of the whole circle, area or corridor: a tenth of what is promised.
const ALLOWED_SHARE: f64 = 0.000_5;

#[derive(Deserialize)]
struct Cases {
    maps: Vec<Map>,
    places: Vec<Place>,
    areas: Vec<Area>,
    routes: Vec<Route>,
}

#[derive(Deserialize)]
struct Map {
    name: String,
    zones: Vec<Zone>,
}

#[derive(Deserialize)]
struct Zone {
    status: String,
    kind: String,
    rings: Vec<Vec<[f64; 2]>>,
}

#[derive(Deserialize)]
struct Place {
    map: usize,
    at: [f64; 2],
    radius: f64,
    nearest: [Option<f64>; 4],
    shares: [f64; 6],
}

#[derive(Deserialize)]
struct Area {
    map: usize,
    ring: Vec<[f64; 2]>,
    nearest: [Option<f64>; 4],
    shares: [f64; 6],
}

#[derive(Deserialize)]
struct Route {
    map: usize,
    line: Vec<[f64; 2]>,
    width: f64,
    length: f64,
    nearest: [Option<f64>; 4],
    shares: [f64; 6],
}

fn push(kind: PartKind, rings: &[Vec<[f64; 2]>], into: &mut Geometries) {
    if kind == PartKind::Polygon {
        PolygonMender::default()
            .mend(rings.iter().map(Vec::as_slice), into)
            .expect("it can be mended");
    } else {
        for ring in rings {
            ring.iter()
                .for_each(|position| into.push_coordinate(*position));
            into.end_ring();
        }
        into.end_part(kind);
    }
    into.end_geometry();
}

fn one(kind: PartKind, ring: &[[f64; 2]]) -> Geometries {
    let mut geometries = Geometries::default();
    push(kind, &[ring.to_vec()], &mut geometries);
    geometries
}

/// The zones of a map as one layer, and what it is asked.
fn with_records<T>(map: &Map, ask: impl FnOnce(&Records<'_>) -> T) -> T {
    let mut geometries = Geometries::default();
    let mut statuses = Vec::new();
    for zone in &map.zones {
        let kind = match zone.kind.as_str() {
            "points" => PartKind::Points,
            "line" => PartKind::Line,
            _ => PartKind::Polygon,
        };
        push(kind, &zone.rings, &mut geometries);
        statuses.push(HazardStatus::from_slug(&zone.status).expect("a status"));
    }
    let index = RowIndex::build(&geometries);
    let columns = Columns::default();
    let layer = AnalysisLayer {
        role: Role::Zones,
        geometries: &geometries,
        index: &index,
        columns: &columns,
        statuses: &statuses,
    };
    let expected = [Expected {
        facts: LayerFacts {
            id: "zones",
            source: "made up",
            as_of: None,
            stale_after_days: 365,
            positional_accuracy: None,
            published: true,
        },
        condition: Condition::Loaded(layer),
    }];
    ask(&Records::new(&expected, Day(20_000)))
}

/// How far answers were off at most, and what was too far off.
#[derive(Default)]
struct Comparison {
    cases: usize,
    worst_distance: f64,
    worst_share: f64,
    problems: Vec<String>,
}

impl Comparison {
    fn compare(
        &mut self,
        what: &str,
        answer: &Assessment,
        nearest: &[Option<f64>; 4],
        shares: &[f64; 6],
    ) {
        self.cases += 1;
        for (kind, expected) in NearestKind::ALL.into_iter().zip(nearest) {
            let found = answer.nearest.get(kind).map(|zone| zone.distance.0);
            match (found, expected) {
                (Some(found), Some(expected)) => {
                    let off = (found - expected).abs();
                    self.worst_distance = self.worst_distance.max(off / allowed(*expected));
                    if off > allowed(*expected) {
                        self.problems
                            .push(format!("{what} {kind:?}: {found} instead of {expected}"));
                    }
                }
                (None, None) => {}
                _ => self
                    .problems
                    .push(format!("{what} {kind:?}: {found:?} {expected:?}")),
            }
        }
        let found = answer.within.shares.worst;
        for (class, (found, expected)) in found.iter().zip(shares).enumerate() {
            let off = (found - expected).abs();
            self.worst_share = self.worst_share.max(off);
            if off > ALLOWED_SHARE {
                self.problems.push(format!(
                    "{what} share {class}: {found} instead of {expected}"
                ));
            }
        }
    }

    fn finish(self, least_cases: usize) {
        println!(
            "{} cases; distances off by at most {:.3} of what is allowed, shares by {:.6}",
            self.cases, self.worst_distance, self.worst_share
        );
        assert!(self.problems.is_empty(), "{}", self.problems.join("\n"));
        assert!(self.cases >= least_cases);
    }
}

fn cases() -> Cases {
    serde_json::from_str(CASES).expect("the cases are JSON")
}

#[test]
fn places_are_as_far_away_and_as_covered_as_proj_and_geos_say() {
    let cases = cases();
    let mut comparison = Comparison::default();
    for case in &cases.places {
        let map = &cases.maps[case.map];
        let place = Subject::place(case.at).expect("on earth");
        let answer = with_records(map, |records| {
            records.assess(&place, Reach::of(Metres(case.radius)))
        });
        let what = format!("{} from {:?}", map.name, case.at);
        comparison.compare(&what, &answer, &case.nearest, &case.shares);
    }
    comparison.finish(500);
}

#[test]
fn areas_are_as_far_away_and_as_covered_as_proj_and_geos_say() {
    let cases = cases();
    let mut comparison = Comparison::default();
    for case in &cases.areas {
        let map = &cases.maps[case.map];
        let question = one(PartKind::Polygon, &case.ring);
        let area = Subject::area(question.get(0)).expect("a polygon");
        let answer = with_records(map, |records| records.assess(&area, Reach::of(Metres(0.0))));
        let what = format!("{} from an area at {:?}", map.name, case.ring[0]);
        comparison.compare(&what, &answer, &case.nearest, &case.shares);
    }
    comparison.finish(40);
}

#[test]
fn routes_are_as_long_and_their_corridors_as_covered_as_proj_and_geos_say() {
    let cases = cases();
    let mut comparison = Comparison::default();
    for case in &cases.routes {
        let map = &cases.maps[case.map];
        let question = one(PartKind::Line, &case.line);
        let answer = with_records(map, |records| {
            records.assess_route(&question.get(0), Metres(case.width))
        })
        .expect("a line");
        assert!((answer.length.0 - case.length).abs() <= allowed(case.length));
        let what = format!("{} from a route at {:?}", map.name, case.line[0]);
        comparison.compare(&what, &answer.assessment, &case.nearest, &case.shares);
    }
    comparison.finish(10);
}
