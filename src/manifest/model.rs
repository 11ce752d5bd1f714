//! The parts of a manifest, as the rest of the program sees them.

use super::{LocalText, Palette, ThemeColours};
use crate::hazard::{Field, Role};
use crate::json::{FromJson, Value, Wrong, choice};
use crate::sorted::SortedMap;
use crate::units::{Metres, PartialDate};

/// A whole `map.json`, with every value checked and every default in place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Manifest {
    pub title: LocalText,
    /// Who publishes the map, and where they are found; empty where nobody is named.
    pub publisher: LocalText,
    pub publisher_url: Option<String>,
    pub layers: Vec<LayerEntry>,
    /// Where the map opens; without it, the map fits its layers.
    pub start: Option<StartView>,
    /// Raster tiles the reader can choose instead of the built-in ground; the first is not chosen by itself.
    pub basemaps: Vec<Basemap>,
    pub emergency: Option<EmergencyContact>,
    /// What to do on finding a dangerous object, one step each; empty means the built-in steps.
    pub advice: Vec<LocalText>,
    /// Interface languages offered, the first being the one to start with; empty means all.
    pub languages: Vec<String>,
    pub analysis: AnalysisDefaults,
    /// Origins besides the page's own from which an address may load data or a map.
    pub allowed_origins: Vec<String>,
    pub notices: Vec<Notice>,
    pub palette: Palette,
    pub theme: ThemeColours,
    pub limits: Limits,
    /// Address of the published figures.
    pub figures: Option<String>,
}

/// One data file of the map.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerEntry {
    /// Unique in the manifest; the file's name without its ending where none is given.
    pub id: String,
    pub url: String,
    /// What the layer holds; without it the loader finds out from the data.
    pub role: Option<Role>,
    pub format: LayerFormat,
    /// Canonical field name to the name the file uses.
    pub fields: SortedMap<Field, String>,
    pub title: Option<LocalText>,
    pub source: Option<LocalText>,
    pub licence: Option<LocalText>,
    /// Date of the data, possibly only a year or a month.
    pub as_of: Option<PartialDate>,
    /// Age from which answers warn that the layer is out of date.
    pub stale_after_days: u32,
    /// How far a boundary may be from where it is drawn; features may say it more exactly for themselves.
    pub positional_accuracy: Option<Metres>,
    pub caveat: Option<LocalText>,
    /// SHA-256 of the file, unpacked where it is gzip, in 64 small hexadecimal digits: another file is refused.
    pub sha256: Option<String>,
    /// Whether the layer is switched on when the map opens. An invisible layer is still loaded and still answers.
    pub visible: bool,
}

/// Age from which a layer counts as out of date when the publisher sets none: one year.
pub(super) const STALE_AFTER_DAYS: u32 = 365;

/// How a layer's bytes are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LayerFormat {
    /// Found out from the bytes.
    #[default]
    Auto,
    Geojson,
    /// One GeoJSON feature per line.
    GeojsonLines,
}

impl LayerFormat {
    const ALL: [Self; 3] = [Self::Auto, Self::Geojson, Self::GeojsonLines];

    /// The spelling in `map.json`.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Geojson => "geojson",
            Self::GeojsonLines => "geojson_lines",
        }
    }
}

impl FromJson for LayerFormat {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        choice(value, &Self::ALL, Self::slug)
    }
}

/// Where the map opens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum StartView {
    Camera {
        lng: f64,
        lat: f64,
        zoom: f64,
    },
    /// West may be greater than east: the box then crosses the antimeridian.
    Bounds {
        west: f64,
        south: f64,
        east: f64,
        north: f64,
    },
}

/// A raster ground from a tile server.
#[derive(Debug, Clone, PartialEq)]
pub struct Basemap {
    pub id: String,
    pub title: LocalText,
    /// With `{z}`, `{x}`, `{y}` and optionally `{r}`, which becomes `@2x` on dense screens.
    pub url: String,
    pub attribution: LocalText,
    pub min_zoom: u8,
    pub max_zoom: u8,
    /// Edge of a tile in CSS pixels: 256 or 512.
    pub tile_size: u16,
    pub referrer_policy: ReferrerPolicy,
}

/// What the tile server learns about the page; named as the Fetch standard does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReferrerPolicy {
    NoReferrer,
    Origin,
    /// Tile servers with a usage policy ask for at least the origin.
    #[default]
    StrictOriginWhenCrossOrigin,
    SameOrigin,
}

impl FromJson for ReferrerPolicy {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        choice(value, &Self::ALL, Self::as_str)
    }
}

impl ReferrerPolicy {
    const ALL: [Self; 4] = [
        Self::NoReferrer,
        Self::Origin,
        Self::StrictOriginWhenCrossOrigin,
        Self::SameOrigin,
    ];

    /// The value for `fetch` and for `referrerpolicy` attributes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoReferrer => "no-referrer",
            Self::Origin => "origin",
            Self::StrictOriginWhenCrossOrigin => "strict-origin-when-cross-origin",
            Self::SameOrigin => "same-origin",
        }
    }
}

/// Whom to call on finding a dangerous object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EmergencyContact {
    pub text: LocalText,
    /// As printed: `+994 12 497 38 51`.
    pub phone: Option<String>,
    pub url: Option<String>,
}

impl EmergencyContact {
    /// The number as a `tel:` link, without the spaces and brackets people print.
    #[must_use]
    pub fn dial_link(&self) -> Option<String> {
        let phone = self.phone.as_deref()?;
        let dialled: String = phone
            .chars()
            .filter(|c| c.is_ascii_digit() || "+*#".contains(*c))
            .collect();
        Some(format!("tel:{}", dialled.replace('#', "%23")))
    }
}

/// What checks and comparisons start from; the reader can change both.
#[derive(Debug, Clone, PartialEq)]
pub struct AnalysisDefaults {
    /// Radius around a checked place.
    pub radius: Metres,
    /// Distances at which declared records are compared with what was found, ascending.
    pub buffers: Vec<Metres>,
}

impl Default for AnalysisDefaults {
    fn default() -> Self {
        Self {
            radius: Metres(1_000.0),
            buffers: [0.0, 100.0, 500.0, 1_000.0].map(Metres).to_vec(),
        }
    }
}

/// A sentence that stays on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: LocalText,
    /// Written across the map, into the legend and into every export, not only shown once.
    pub watermark: bool,
}

/// What a file may cost before it is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Memory that a file may take while it is read.
    pub memory_mb: u32,
    /// Bytes of a file, gunzipped.
    pub file_mb: u32,
    pub features: u32,
    /// Time of reading.
    pub seconds: u32,
}

impl Default for Limits {
    /// A gigabyte of memory is a quarter of what a page can address; a file holds much that is not kept.
    fn default() -> Self {
        Self {
            memory_mb: 1_024,
            file_mb: 4_096,
            features: 20_000_000,
            seconds: 300,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dial_link_keeps_only_what_a_phone_dials() {
        let contact = EmergencyContact {
            phone: Some("+994 (12) 497-38*1#".into()),
            ..Default::default()
        };
        assert_eq!(contact.dial_link().as_deref(), Some("tel:+9941249738*1%23"));
    }
}
