//! Questions and answers about places as JSON, for `window.hazardMap`.

use crate::analysis::{
    Assessment, Caveat, Gap, NearestKind, Tally, YearTally, ZoneClass, ZoneFound,
};
use crate::json::{FromJson, Members, Value, Wrong, expected, written};
use crate::protocol::{Asked, Assessed, Basis, ExpectedLayer, LayerState};
use crate::units::{Metres, PartialDate};

/// The width of a corridor of which nobody says how wide it is.
const CORRIDOR: Metres = Metres(50.0);

/// `{lng, lat}`, a GeoJSON geometry, or a feature with one: a point, polygons or lines.
impl FromJson for Asked {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        if let (Some(_), Some(_)) = (value.get("lng"), value.get("lat")) {
            let at = [value.required("lng")?, value.required("lat")?];
            return Ok(Self::Place { at });
        }
        if let Some(geometry) = value.get("geometry") {
            return Self::from_json(geometry).map_err(|wrong| wrong.in_member("geometry"));
        }
        let kind: String = value.required("type")?;
        let coordinates = value.get("coordinates").unwrap_or(&Value::Null);
        let asked = match kind.as_str() {
            "Point" => position(coordinates).map(|at| Self::Place { at }),
            "Polygon" => list(coordinates, |ring| list(ring, position)).map(|polygon| Self::Area {
                polygons: vec![polygon],
            }),
            "MultiPolygon" => list(coordinates, |polygon| {
                list(polygon, |ring| list(ring, position))
            })
            .map(|polygons| Self::Area { polygons }),
            "LineString" => list(coordinates, position).map(|line| Self::Route {
                lines: vec![line],
                width: CORRIDOR,
            }),
            "MultiLineString" => {
                list(coordinates, |line| list(line, position)).map(|lines| Self::Route {
                    lines,
                    width: CORRIDOR,
                })
            }
            _ => {
                let found = value.get("type").unwrap_or(&Value::Null);
                return Err(expected("a point, polygons or lines", found).in_member("type"));
            }
        };
        asked.map_err(|wrong| wrong.in_member("coordinates"))
    }
}

fn list<T>(value: &Value, read: impl Fn(&Value) -> Result<T, Wrong>) -> Result<Vec<T>, Wrong> {
    let entries = value.entries().ok_or_else(|| expected("a list", value))?;
    entries.iter().map(read).collect()
}

/// Longitude and latitude; a height is passed over.
fn position(value: &Value) -> Result<[f64; 2], Wrong> {
    let numbers: Vec<f64> = list(value, f64::from_json)?;
    match numbers[..] {
        [lng, lat, ..] => Ok([lng, lat]),
        _ => Err(expected("longitude and latitude", value)),
    }
}

/// Decimals of distances and uncertainties in metres: millimetres, far more than any record is worth.
const METRES: u32 = 3;
/// Decimals of coordinates in degrees: about a millimetre.
const DEGREES: u32 = 8;
/// Decimals of bearings in degrees.
const BEARING: u32 = 3;
/// Decimals of the score.
const SCORE: u32 = 6;
/// Decimals of shares of ground.
const SHARE: u32 = 9;
/// The least share that they can write: what is there is never written as nothing.
const LEAST_SHARE: f64 = 1e-9;
/// How an answer names the nearest zone, and a row of the table how far it is, by kind.
const NEAREST: [[&str; 2]; NearestKind::ALL.len()] = [
    ["confirmed", "nearest_confirmed_m"],
    ["suspected", "nearest_suspected_m"],
    ["declared", "nearest_declared_m"],
    ["cleared", "nearest_cleared_m"],
];

/// An answer about one place, area or route, as JSON.
#[must_use]
pub fn answer_json(assessed: &Assessed, basis: &Basis) -> String {
    let assessment = &assessed.assessment;
    let zone = |members: &mut Members<'_>, zone: &ZoneFound| {
        write_zone(members, zone, assessed, basis);
    };
    written(|answer| {
        answer.text("verdict", Some(assessment.verdict.code()));
        answer.objects("inside", assessment.inside.iter(), zone);
        answer.object("nearest", |nearest| {
            for (kind, [name, _]) in NearestKind::ALL.into_iter().zip(NEAREST) {
                match assessment.nearest.get(kind) {
                    Some(found) => nearest.object(name, |members| zone(members, found)),
                    None => nearest.text(name, None),
                }
            }
        });
        answer.object("within", |within| write_within(within, assessment));
        answer.objects("hazards", assessed.hazards.iter(), |members, hazard| {
            members.number("along_m", Some(hazard.along.0), METRES);
            members.object("zone", |members| zone(members, &hazard.zone));
        });
        let caveats = assessment.caveats.iter();
        answer.objects("caveats", caveats, |members, caveat| {
            write_caveat(members, caveat, basis);
        });
        answer.objects("layers", basis.expected.iter(), |members, layer| {
            write_layer(members, layer, basis);
        });
        answer.text("method", Some("geodesic, WGS 84"));
    })
}

/// One line of the table of many places, as JSON.
#[must_use]
pub fn row_json(id: &Value, at: [f64; 2], answer: Option<(&Assessment, f64)>) -> String {
    written(|row| {
        row.value("id", id);
        row.value("lng", &at[0].into());
        row.value("lat", &at[1].into());
        row.text("verdict", answer.map(|(found, _)| found.verdict.code()));
        let Some((assessment, score)) = answer else {
            return;
        };
        row.number("score", Some(score), SCORE);
        for (kind, [_, name]) in NearestKind::ALL.into_iter().zip(NEAREST) {
            let nearest = assessment.nearest.get(kind);
            row.number(name, nearest.map(|zone| zone.distance.0), METRES);
        }
        row.object("within", |within| write_within(within, assessment));
        let caveats = assessment.caveats.iter();
        row.texts("caveats", caveats.map(Caveat::code));
    })
}

fn write_zone(members: &mut Members<'_>, zone: &ZoneFound, assessed: &Assessed, basis: &Basis) {
    let uncertainty = zone.uncertainty.map(|metres| metres.0);
    members.text("id", Some(assessed.name(zone.layer, zone.row)));
    members.text("layer", Some(layer_id(basis, zone.layer)));
    members.count("row", Some(zone.row));
    members.text("status", Some(zone.status.slug()));
    members.number("distance_m", Some(zone.distance.0), METRES);
    members.number("bearing_deg", Some(zone.bearing_deg), BEARING);
    members.number("lng", Some(zone.nearest_lnglat[0]), DEGREES);
    members.number("lat", Some(zone.nearest_lnglat[1]), DEGREES);
    write_date(members, "date", zone.date);
    members.number("positional_accuracy_m", uncertainty, METRES);
}

fn layer_id(basis: &Basis, layer: usize) -> &str {
    basis.expected.get(layer).map_or("", |layer| &layer.id)
}

fn write_within(members: &mut Members<'_>, assessment: &Assessment) {
    let within = &assessment.within;
    members.number("radius_m", Some(within.reach.ring.0), METRES);
    members.number("zones_m", Some(within.reach.zones.0), METRES);
    members.number("incidents_m", Some(within.reach.accidents.0), METRES);
    members.object("zones", |zones| {
        for class in ZoneClass::ALL {
            zones.count(class.slug(), Some(within.zones[class as usize]));
        }
    });
    members.object("share", |shares| {
        for class in ZoneClass::ALL {
            let share = within.shares.worst_of(class);
            let least = if share > 0.0 { LEAST_SHARE } else { 0.0 };
            shares.number(class.slug(), Some(share.max(least)), SHARE);
        }
    });
    members.object("incidents", |incidents| {
        let accidents = &within.accidents;
        write_tally(incidents, &accidents.total);
        incidents.object("by_year", |years| {
            for YearTally { year, tally } in &accidents.by_year {
                years.object(&year.to_string(), |members| write_tally(members, tally));
            }
            if accidents.undated.accidents > 0 {
                years.object("unknown", |members| {
                    write_tally(members, &accidents.undated)
                });
            }
        });
    });
    write_date(members, "newest_survey", within.newest_survey);
}

fn write_tally(members: &mut Members<'_>, tally: &Tally) {
    members.count("total", Some(tally.accidents));
    members.count("killed", tally.killed);
    members.count("injured", tally.injured);
    members.count("children", tally.children);
}

fn write_date(members: &mut Members<'_>, name: &str, date: Option<PartialDate>) {
    members.text(name, date.map(PartialDate::to_iso).as_deref());
}

fn write_caveat(members: &mut Members<'_>, caveat: &Caveat, basis: &Basis) {
    let layer = match caveat {
        Caveat::Gap(
            Gap::LayerMissing { layer, .. }
            | Gap::LayerIncomplete { layer, .. }
            | Gap::LayerStale { layer, .. },
        )
        | Caveat::NotPublished { layer }
        | Caveat::LayerUndated { layer } => Some(*layer),
        _ => None,
    };
    members.text("code", Some(caveat.code()));
    members.text("layer", layer.map(|layer| layer_id(basis, layer)));
}

fn write_layer(members: &mut Members<'_>, layer: &ExpectedLayer, basis: &Basis) {
    let discarded = match layer.state {
        LayerState::Here { set_aside, .. } => Some(set_aside),
        LayerState::Gone { .. } => None,
    };
    let age = |as_of: PartialDate| basis.today.0.saturating_sub(as_of.first.0).max(0);
    members.text("id", Some(&layer.id));
    members.text("source", Some(&layer.source));
    write_date(members, "as_of", layer.as_of);
    members.number("age_days", layer.as_of.map(age).map(f64::from), 0);
    members.value("discarded", &discarded.into());
    members.value("published", &layer.published.into());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Accidents, Near, NearestZones, Reach, Shares, Verdict, Within};
    use crate::hazard::{HazardStatus, Reliability};

    fn asked(json: &str) -> Result<Asked, String> {
        let value = Value::read(json).expect("the test writes JSON");
        Asked::from_json(&value).map_err(|wrong| wrong.to_string())
    }

    #[test]
    fn a_place_is_the_same_in_every_form() {
        let place = Asked::Place { at: [46.9, 39.7] };
        for json in [
            r#"{"lng":46.9,"lat":39.7}"#,
            r#"{"type":"Point","coordinates":[46.9,39.7,812]}"#,
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[46.9,39.7]}}"#,
        ] {
            assert_eq!(asked(json), Ok(place.clone()), "{json}");
        }
    }

    #[test]
    fn polygons_and_lines_are_areas_and_routes() {
        let area = asked(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#);
        assert!(matches!(area, Ok(Asked::Area { polygons }) if polygons[0][0].len() == 4));
        let route =
            asked(r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,0]],[[2,0],[3,0]]]}"#);
        assert!(matches!(route, Ok(Asked::Route { lines, .. }) if lines.len() == 2));
    }

    /// A zone half a kilometre away, and an accident.
    fn assessment() -> Assessment {
        let zone = ZoneFound {
            layer: 0,
            row: 3,
            class: ZoneClass::Suspected,
            status: HazardStatus::Suspected,
            distance: Metres(512.345_678_9),
            bearing_deg: 90.0,
            nearest_lnglat: [46.9, 39.7],
            date: None,
            uncertainty: None,
            reliability: Reliability::Unknown,
            has_extent: true,
        };
        let tally = Tally {
            accidents: 1,
            killed: Some(2),
            ..Tally::default()
        };
        let mut within = Within {
            reach: Reach::of(Metres(2_000.0)),
            zones: [0, 1, 0, 0, 0, 0],
            shares: Shares::default(),
            accidents: Accidents {
                total: tally,
                by_year: vec![YearTally { year: 2021, tally }],
                ..Accidents::default()
            },
            newest_survey: None,
        };
        within.shares.worst = [0.0, 1e-12, 0.25, 0.0, 0.0, 0.0];
        Assessment {
            verdict: Verdict::NearHazard(Near::Zone(zone)),
            inside: Vec::new(),
            nearest: NearestZones {
                suspected: Some(zone),
                ..NearestZones::default()
            },
            within,
            caveats: vec![Caveat::LayerUndated { layer: 0 }],
        }
    }

    #[test]
    fn a_row_is_json_of_what_was_found() {
        let row = row_json(
            &"a \"quoted\" id".into(),
            [46.9, 39.7],
            Some((&assessment(), 40.0)),
        );
        let row = Value::read(&row).expect("a row is JSON");
        let at = |path: &[&str]| {
            let start = Some(&row);
            (path.iter().fold(start, |value, name| value?.get(name))).cloned()
        };
        assert_eq!(at(&["id"]), Some("a \"quoted\" id".into()));
        assert_eq!(at(&["verdict"]), Some("near_hazard".into()));
        assert_eq!(at(&["score"]), Some(40.0.into()));
        assert_eq!(at(&["nearest_confirmed_m"]), Some(Value::Null));
        assert_eq!(at(&["nearest_suspected_m"]), Some(512.346.into()));
        assert_eq!(at(&["within", "radius_m"]), Some(2_000.0.into()));
        assert_eq!(at(&["within", "zones", "suspected"]), Some(1.0.into()));
        let of_2021 = ["within", "incidents", "by_year", "2021"];
        assert_eq!(at(&[&of_2021[..], &["killed"]].concat()), Some(2.0.into()));
        assert_eq!(
            at(&[&of_2021[..], &["injured"]].concat()),
            Some(Value::Null)
        );
        assert_eq!(
            at(&["caveats"]),
            Some(["layer_undated"].into_iter().collect())
        );
    }

    #[test]
    fn the_least_share_of_hazard_is_not_written_as_none() {
        let row = row_json(&Value::Null, [46.9, 39.7], Some((&assessment(), 40.0)));
        let row = Value::read(&row).expect("a row is JSON");
        let share = |class| row.get("within")?.get("share")?.get(class)?.number();
        assert_eq!(share("confirmed"), Some(0.0));
        assert_eq!(share("suspected"), Some(1e-9));
        assert_eq!(share("declared"), Some(0.25));
    }

    #[test]
    fn a_place_that_is_nowhere_has_no_verdict() {
        let row = row_json(&7.0.into(), [200.0, 99.0], None);
        assert_eq!(row, r#"{"id":7,"lng":200,"lat":99,"verdict":null}"#);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let wrong = asked(r#"{"type":"Polygon","coordinates":[[[0,"north"]]]}"#).unwrap_err();
        assert!(wrong.contains("coordinates"), "{wrong}");
        assert!(asked(r#"{"type":"Circle"}"#).unwrap_err().contains("type"));
        assert!(asked("{}").is_err());
    }
}
