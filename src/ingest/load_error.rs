//! Why a whole file was refused. One bad feature is a [`Reason`](super::Reason) instead; the rest still loads.

use std::fmt;

use crate::decimal::shortest;
use crate::text::{Key, Language};

/// A refused file. Its sentences stand in the translations under `load_error.<code>`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LoadError {
    /// Not one byte, or only white space.
    Empty,
    /// A web page came instead of data, as many servers send for a missing file.
    WebPage,
    /// Still packed, as `kind` says.
    Compressed {
        kind: &'static str,
    },
    /// Neither JSON nor a table; `start` is how it begins.
    NotRecognised {
        start: String,
    },
    /// JSON that breaks off or breaks the rules before any feature was read. Counted from 1.
    BrokenJson {
        line: usize,
        column: usize,
    },
    /// JSON, but not GeoJSON: its `type` or what else it is.
    NotGeoJson {
        found: String,
    },
    EsriJson,
    TopoJson,
    /// A table without columns for places; `columns` lists what it has.
    NoPlaceColumns {
        columns: String,
    },
    /// Coordinates in a projection that the file does not name; `likely` guesses which.
    ProjectedCoordinates {
        x: f64,
        y: f64,
        likely: Option<&'static str>,
    },
    /// The file names a coordinate reference system that cannot be converted here.
    UnknownCrs {
        name: String,
    },
    /// More bytes than a file may have, gunzipped.
    TooLong {
        megabytes: u64,
    },
    TooManyFeatures {
        count: usize,
    },
    /// More than the memory that may be used.
    TooLarge {
        budget_megabytes: usize,
    },
}

impl LoadError {
    /// The code, as in `load_error.<code>`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::WebPage => "web_page",
            Self::Compressed { .. } => "compressed",
            Self::NotRecognised { .. } => "not_recognised",
            Self::BrokenJson { .. } => "broken_json",
            Self::NotGeoJson { .. } => "not_geojson",
            Self::EsriJson => "esri_json",
            Self::TopoJson => "topojson",
            Self::NoPlaceColumns { .. } => "no_place_columns",
            Self::ProjectedCoordinates {
                likely: Some(_), ..
            } => "projected_likely",
            Self::ProjectedCoordinates { likely: None, .. } => "projected",
            Self::UnknownCrs { .. } => "unknown_crs",
            Self::TooLong { .. } => "too_long",
            Self::TooManyFeatures { .. } => "too_many_features",
            Self::TooLarge { .. } => "too_large",
        }
    }

    /// Values for the placeholders of the sentence.
    #[must_use]
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty | Self::WebPage | Self::EsriJson | Self::TopoJson => Vec::new(),
            Self::Compressed { kind } => vec![("kind", (*kind).to_owned())],
            Self::NotRecognised { start } => vec![("start", start.clone())],
            Self::BrokenJson { line, column } => {
                vec![("line", line.to_string()), ("column", column.to_string())]
            }
            Self::NotGeoJson { found } => vec![("found", found.clone())],
            Self::NoPlaceColumns { columns } => vec![("columns", columns.clone())],
            Self::ProjectedCoordinates { x, y, likely } => {
                let mut values = vec![("x", shortest(*x)), ("y", shortest(*y))];
                values.extend(likely.map(|name| ("likely", name.to_owned())));
                values
            }
            Self::UnknownCrs { name } => vec![("name", name.clone())],
            Self::TooLong { megabytes } => vec![("megabytes", megabytes.to_string())],
            Self::TooManyFeatures { count } => vec![("count", count.to_string())],
            Self::TooLarge { budget_megabytes } => {
                vec![("megabytes", budget_megabytes.to_string())]
            }
        }
    }

    /// The sentence in a language.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let values = self.values();
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        Key::named(&format!("load_error.{}", self.code()))
            .map_or_else(String::new, |key| key.with(language, &values))
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text(Language::English))
    }
}

impl std::error::Error for LoadError {}
