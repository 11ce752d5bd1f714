//! Questions and answers about places as JSON, for `window.hazardMap`.

use crate::analysis::{
    Assessment, Caveat, Gap, NearestKind, Tally, YearTally, ZoneClass, ZoneFound,
};
use crate::json::{FromJson, Value, Wrong, expected, object};
use crate::protocol::{Asked, Assessed, Basis, LayerState};
use crate::units::Metres;

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

/// An answer about one place, area or route.
#[must_use]
pub fn answer_json(assessed: &Assessed, basis: &Basis) -> Value {
    let assessment = &assessed.assessment;
    let zone = |zone: &ZoneFound| zone_json(zone, assessed, basis);
    let nearest = |kind| assessment.nearest.get(kind).map(zone);
    let caveats = assessment.caveats.iter();
    let hazards = assessed.hazards.iter().map(|hazard| {
        object([
            ("along_m", hazard.along.0.into()),
            ("zone", zone(&hazard.zone)),
        ])
    });
    object([
        ("verdict", assessment.verdict.code().into()),
        ("inside", assessment.inside.iter().map(zone).collect()),
        (
            "nearest",
            object([
                ("confirmed", nearest(NearestKind::Confirmed).into()),
                ("suspected", nearest(NearestKind::Suspected).into()),
                ("declared", nearest(NearestKind::Declared).into()),
                ("cleared", nearest(NearestKind::Cleared).into()),
            ]),
        ),
        ("within", within_json(assessment)),
        ("hazards", hazards.collect()),
        (
            "caveats",
            caveats.map(|caveat| caveat_json(caveat, basis)).collect(),
        ),
        ("layers", layers_json(basis)),
        ("method", "geodesic, WGS 84".into()),
    ])
}

/// One line of the table of many places.
#[must_use]
pub fn row_json(id: &Value, at: [f64; 2], answer: Option<(&Assessment, f64)>) -> Value {
    let mut members = vec![
        ("id".to_owned(), id.clone()),
        ("lng".to_owned(), at[0].into()),
        ("lat".to_owned(), at[1].into()),
    ];
    let Some((assessment, score)) = answer else {
        members.push(("verdict".to_owned(), Value::Null));
        return Value::Object(members);
    };
    members.push(("verdict".to_owned(), assessment.verdict.code().into()));
    members.push(("score".to_owned(), score.into()));
    for (kind, name) in
        NearestKind::ALL
            .into_iter()
            .zip(["confirmed", "suspected", "declared", "cleared"])
    {
        let distance = assessment.nearest.get(kind).map(|zone| zone.distance.0);
        members.push((format!("nearest_{name}_m"), distance.into()));
    }
    members.push(("within".to_owned(), within_json(assessment)));
    let caveats = assessment.caveats.iter().map(|caveat| caveat.code());
    members.push(("caveats".to_owned(), caveats.collect()));
    Value::Object(members)
}

fn zone_json(zone: &ZoneFound, assessed: &Assessed, basis: &Basis) -> Value {
    object([
        ("id", assessed.name(zone.layer, zone.row).into()),
        ("layer", layer_id(basis, zone.layer).into()),
        ("row", zone.row.into()),
        ("status", zone.status.slug().into()),
        ("distance_m", zone.distance.0.into()),
        ("bearing_deg", zone.bearing_deg.into()),
        ("lng", zone.nearest_lnglat[0].into()),
        ("lat", zone.nearest_lnglat[1].into()),
        ("date", zone.date.map(|date| date.to_iso()).into()),
        (
            "positional_accuracy_m",
            zone.uncertainty.map(|metres| metres.0).into(),
        ),
    ])
}

fn layer_id(basis: &Basis, layer: usize) -> &str {
    basis.expected.get(layer).map_or("", |layer| &layer.id)
}

fn within_json(assessment: &Assessment) -> Value {
    let within = &assessment.within;
    let zones = ZoneClass::ALL
        .map(|class| {
            let count = within.zones[class as usize];
            (class.slug().to_owned(), count.into())
        })
        .to_vec();
    let shares = ZoneClass::ALL
        .map(|class| {
            (
                class.slug().to_owned(),
                within.shares.worst_of(class).into(),
            )
        })
        .to_vec();
    let accidents = &within.accidents;
    let years = accidents
        .by_year
        .iter()
        .map(|YearTally { year, tally }| (year.to_string(), tally_json(tally)))
        .chain((accidents.undated.accidents > 0).then(|| {
            let undated = tally_json(&accidents.undated);
            ("unknown".to_owned(), undated)
        }))
        .collect();
    let Value::Object(mut incidents) = tally_json(&accidents.total) else {
        return Value::Null;
    };
    incidents.push(("by_year".to_owned(), Value::Object(years)));
    object([
        ("radius_m", within.reach.ring.0.into()),
        ("zones_m", within.reach.zones.0.into()),
        ("incidents_m", within.reach.accidents.0.into()),
        ("zones", Value::Object(zones)),
        ("share", Value::Object(shares)),
        ("incidents", Value::Object(incidents)),
        (
            "newest_survey",
            within.newest_survey.map(|date| date.to_iso()).into(),
        ),
    ])
}

fn tally_json(tally: &Tally) -> Value {
    object([
        ("total", tally.accidents.into()),
        ("killed", tally.killed.into()),
        ("injured", tally.injured.into()),
        ("children", tally.children.into()),
    ])
}

fn caveat_json(caveat: &Caveat, basis: &Basis) -> Value {
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
    object([
        ("code", caveat.code().into()),
        ("layer", layer.map(|layer| layer_id(basis, layer)).into()),
    ])
}

fn layers_json(basis: &Basis) -> Value {
    let layers = basis.expected.iter().map(|layer| {
        let discarded = match layer.state {
            LayerState::Here { set_aside, .. } => Some(set_aside),
            LayerState::Gone { .. } => None,
        };
        let age = layer
            .as_of
            .map(|as_of| f64::from(basis.today.0.saturating_sub(as_of.first.0).max(0)));
        object([
            ("id", layer.id.as_str().into()),
            ("source", layer.source.as_str().into()),
            ("as_of", layer.as_of.map(|date| date.to_iso()).into()),
            ("age_days", age.into()),
            ("discarded", discarded.into()),
            ("published", layer.published.into()),
        ])
    });
    layers.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let wrong = asked(r#"{"type":"Polygon","coordinates":[[[0,"north"]]]}"#).unwrap_err();
        assert!(wrong.contains("coordinates"), "{wrong}");
        assert!(asked(r#"{"type":"Circle"}"#).unwrap_err().contains("type"));
        assert!(asked("{}").is_err());
    }
}
