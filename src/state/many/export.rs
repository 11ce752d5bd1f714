//! The table as files: CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read the names) and GeoJSON (RFC 7946).
//!
//! Every place and every row that could not be placed is in them, in the order of the ranks, whatever the table shows.
//! The same inputs give the same bytes: no clock is read here. Each line says that no record is no evidence of safety,
//! and what notices the publisher wants in every export.

use super::row::PlaceRow;
use crate::analysis::{Caveat, HALF_HARMED, HALF_NEAR, Ranked, ScorePart, Weighting};
use crate::json::{Value, object};
use crate::protocol::{RefusedRow, RowReason};
use crate::units::Day;

/// Everything that the files tell.
pub struct Account<'a> {
    pub rows: &'a [PlaceRow],
    /// Of the rows.
    pub ranked: &'a [Ranked],
    pub refused: &'a [RefusedRow],
    pub weighting: Weighting,
    pub radius_m: f64,
    /// The day from which years are counted back.
    pub counted_to: Day,
    pub layers: Vec<AccountLayer>,
    /// What limits every answer.
    pub caveats: Vec<String>,
    /// That no record is no evidence of safety, the publisher's notices, and what the publisher does not stand behind.
    pub warning: String,
    pub verdict_text: &'a dyn Fn(&str) -> String,
    pub caveat_text: &'a dyn Fn(&Caveat) -> String,
    pub reason_text: &'a dyn Fn(RowReason) -> String,
}

/// A layer that the answers rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountLayer {
    pub title: String,
    pub source: String,
    /// ISO; empty where nobody says.
    pub as_of: String,
    /// Whether the map's publisher stands behind it.
    pub published: bool,
    /// Features that could not be placed; `None` where the layer is not here.
    pub set_aside: Option<u64>,
}

type Members = Vec<(String, Value)>;

/// The columns of the table, and the properties of a feature.
const COLUMNS: [&str; 29] = [
    "record",
    "rank",
    "score",
    "line",
    "id",
    "name",
    "latitude",
    "longitude",
    "verdict",
    "verdict_text",
    "nearest_confirmed_m",
    "nearest_suspected_m",
    "nearest_declared_m",
    "nearest_cleared_m",
    "share_confirmed",
    "share_suspected",
    "share_declared",
    "share_cleared",
    "share_reduced",
    "share_cancelled",
    "casualties_last_year",
    "casualties_last_five_years",
    "casualties_all_years",
    "newest_survey",
    "caveats",
    "reason",
    "text",
    "warning",
    "value",
];

/// What stands in the columns of a place, in their order; the last is for other records.
fn place_values(account: &Account<'_>, ranked: &Ranked, rank: usize) -> Vec<Value> {
    let row = &account.rows[ranked.place];
    let mut values: Vec<Value> = vec![
        "place".into(),
        rank.into(),
        rounded(ranked.score, 100.0),
        row.place.line.into(),
        row.place.id.as_str().into(),
        row.place.name.as_str().into(),
        rounded(row.place.lnglat[1], 1e7),
        rounded(row.place.lnglat[0], 1e7),
        row.verdict.into(),
        (account.verdict_text)(row.verdict).into(),
    ];
    let nearest = row.nearest_m.iter();
    values.extend(nearest.map(|metres| metres.map(|metres| rounded(metres, 10.0)).into()));
    values.extend(row.shares.iter().map(|share| rounded(*share, 1e4)));
    values.extend(row.scored.harmed.iter().map(|harmed| Value::from(*harmed)));
    values.push(row.newest_survey.map(|date| date.to_iso()).into());
    let codes: Vec<&str> = row.caveats.iter().map(|caveat| caveat.code()).collect();
    values.push(codes.join(" ").into());
    values.push(Value::Null);
    let sentences: Vec<String> = row.caveats.iter().map(account.caveat_text).collect();
    values.push(sentences.join(" ").into());
    values.push(account.warning.as_str().into());
    values
}

/// What is told of a row that could not be placed.
fn refused_members(account: &Account<'_>, row: &RefusedRow) -> Members {
    let text = format!("{} {}", (account.reason_text)(row.reason), row.text);
    Vec::from(
        [
            ("record", "not_placed".into()),
            ("line", row.line.into()),
            ("reason", row.reason.code().into()),
            ("text", text.into()),
            ("warning", account.warning.as_str().into()),
        ]
        .map(|(name, value): (&str, Value)| (name.to_owned(), value)),
    )
}

fn rounded(value: f64, parts: f64) -> Value {
    // Adding 0 takes the sign off a zero.
    ((value * parts).round() / parts + 0.0).into()
}

/// What the answers rest on.
fn about(account: &Account<'_>) -> Members {
    let counts = ["confirmed", "suspected", "declared"]
        .into_iter()
        .zip(account.weighting.counts);
    let counting = counts.filter(|(_, counts)| *counts).map(|(name, _)| name);
    let weights = ScorePart::ALL.into_iter().zip(account.weighting.weights);
    let weights = weights.map(|(part, weight)| (part.slug().to_owned(), weight.into()));
    let layers = account.layers.iter().map(|layer| {
        object([
            ("title", layer.title.as_str().into()),
            ("source", layer.source.as_str().into()),
            ("as_of", layer.as_of.as_str().into()),
            ("set_aside", layer.set_aside.into()),
            ("published", layer.published.into()),
        ])
    });
    let score = object([
        ("formula", "100 * sum(weight * part) / sum(weight)".into()),
        ("weights", Value::Object(weights.collect())),
        ("classes", counting.collect()),
        ("half_near_m", HALF_NEAR.0.into()),
        ("half_harmed", HALF_HARMED.into()),
    ]);
    Vec::from(
        [
            ("radius_m", account.radius_m.into()),
            ("counted_to", account.counted_to.to_iso().into()),
            ("score", score),
            ("layers", layers.collect()),
            (
                "caveats",
                account.caveats.iter().map(String::as_str).collect(),
            ),
            ("method", "geodesic, WGS 84".into()),
        ]
        .map(|(name, value): (&str, Value)| (name.to_owned(), value)),
    )
}

/// The table as comma-separated values: the places by rank, the rows that could not be placed, and what the answers
/// rest on, told apart by the column `record`.
#[must_use]
pub fn places_csv(account: &Account<'_>) -> String {
    let mut lines = String::from('\u{feff}');
    write_line(&mut lines, COLUMNS.iter().map(|name| Value::from(*name)));
    for (ranked, rank) in account.ranked.iter().zip(1..) {
        let mut values = place_values(account, ranked, rank);
        values.resize(COLUMNS.len(), Value::Null);
        write_line(&mut lines, values.into_iter());
    }
    let refused = account.refused.iter();
    let refused = refused.map(|row| refused_members(account, row));
    let about = about(account).into_iter().map(|(name, value)| {
        let text = match value {
            Value::Text(text) => text,
            other => other.to_string(),
        };
        let members: [(&str, Value); 4] = [
            ("record", "about".into()),
            ("text", name.into()),
            ("warning", account.warning.as_str().into()),
            ("value", text.into()),
        ];
        Vec::from(members.map(|(name, value)| (name.to_owned(), value)))
    });
    for members in refused.chain(about) {
        let value = |name: &&str| {
            let found = members.iter().find(|(known, _)| known == name);
            found.map_or(Value::Null, |(_, value)| value.clone())
        };
        write_line(&mut lines, COLUMNS.iter().map(value));
    }
    lines
}

fn write_line(lines: &mut String, cells: impl Iterator<Item = Value>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            lines.push(',');
        }
        match cell {
            Value::Null => {}
            Value::Text(text) => write_text(lines, &text),
            number => lines.push_str(&number.to_string()),
        }
    }
    lines.push_str("\r\n");
}

/// A text that a spreadsheet would take for a formula gets an apostrophe before it.
fn write_text(lines: &mut String, text: &str) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let is_quoted = text.contains([',', '"', '\n', '\r']);
    if is_quoted {
        lines.push('"');
    }
    if is_formula {
        lines.push('\'');
    }
    if is_quoted {
        lines.push_str(&text.replace('"', "\"\""));
        lines.push('"');
    } else {
        lines.push_str(text);
    }
}

/// The table as a collection of points; a row that could not be placed has no geometry. What the answers rest on stands
/// beside the features.
#[must_use]
pub fn places_geojson(account: &Account<'_>) -> String {
    let placed = account.ranked.iter().zip(1..).map(|(ranked, rank)| {
        let place = &account.rows[ranked.place].place;
        let [lng, lat] = place.lnglat.map(|degrees| rounded(degrees, 1e7));
        let point = object([
            ("type", "Point".into()),
            ("coordinates", Value::List(vec![lng, lat])),
        ]);
        {
            let names = COLUMNS.iter().map(|name| (*name).to_owned());
            let properties = names.zip(place_values(account, ranked, rank));
            feature(Some(&place.id), point, properties.collect())
        }
    });
    let refused = account
        .refused
        .iter()
        .map(|row| feature(None, Value::Null, refused_members(account, row)));
    let mut members: Members = vec![
        ("type".to_owned(), "FeatureCollection".into()),
        ("warning".to_owned(), account.warning.as_str().into()),
        ("about".to_owned(), Value::Object(about(account))),
    ];
    members.push(("features".to_owned(), placed.chain(refused).collect()));
    Value::Object(members).to_string()
}

fn feature(id: Option<&str>, geometry: Value, properties: Members) -> Value {
    let mut members: Members = vec![("type".to_owned(), "Feature".into())];
    if let Some(id) = id.filter(|id| !id.is_empty()) {
        members.push(("id".to_owned(), id.into()));
    }
    members.push(("geometry".to_owned(), geometry));
    members.push(("properties".to_owned(), Value::Object(properties)));
    Value::Object(members)
}
