//! From the bytes of `map.json` to a [`Manifest`] and the list of what was wrong with it.

use super::checks::{
    is_language_tag, is_origin, is_phone_number, is_sha256, is_tile_template, is_web_address,
    partial_date,
};
use super::fields::{Fields, problem};
use super::model::STALE_AFTER_DAYS;
use super::problem::{Consequence, Expected, ManifestError, ManifestProblem};
use super::{
    AnalysisDefaults, Basemap, Colours, EmergencyContact, GREATEST_RADIUS, LayerEntry, Limits,
    LocalText, Manifest, Notice, Palette, StartView, ThemeColours,
};
use crate::hazard::{Field, HazardStatus};
use crate::json::Value;
use crate::order;
use crate::sorted::SortedSet;
use crate::units::{Metres, PartialDate};

/// How long a manifest may be: a thousand times as long as those there are.
pub const MOST_MEGABYTES: usize = 5;
/// Greatest zoom the map reaches.
const MAX_ZOOM: f64 = 22.0;
/// Greatest distance a publisher may set, in metres: half a meridian, so that a slip of units shows.
const MAX_DISTANCE_M: f64 = 10_000_000.0;

/// A manifest as far as it could be read, and what could not be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ManifestReading {
    pub manifest: Manifest,
    /// In the order of the file's parts.
    pub problems: Vec<ManifestProblem>,
}

impl ManifestReading {
    /// How many layers are named in the file but missing from [`ManifestReading::manifest`]: answers must say so.
    #[must_use]
    pub fn lost_layers(&self) -> usize {
        let lost = |problem: &&ManifestProblem| {
            // A broken list of layers loses all of them; how many is unknown, but not none.
            problem.path.starts_with("layers[") && problem.consequence == Consequence::EntryLeftOut
                || problem.path == "layers"
        };
        self.problems.iter().filter(lost).count()
    }
}

impl Manifest {
    /// Reads the text of a `map.json`; a byte-order mark is ignored.
    ///
    /// # Errors
    /// Only when the text is too long, is not JSON, or is JSON but not an object. Everything else is a [`ManifestProblem`].
    pub fn read(text: &str) -> Result<ManifestReading, ManifestError> {
        if text.len() > MOST_MEGABYTES * 1_000_000 {
            return Err(ManifestError::TooLong {
                megabytes: MOST_MEGABYTES,
            });
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value = Value::read(text).map_err(|error| ManifestError::NotJson {
            line: error.line,
            column: error.column,
            reason: error.reason.to_owned(),
        })?;
        let Some(object) = value.members() else {
            return Err(ManifestError::NotAnObject {
                found: value.excerpt(),
            });
        };
        let mut problems = Vec::new();
        let mut fields = Fields::new("", object, &mut problems);
        let mut manifest = read_manifest(&mut fields);
        fields.finish();
        rename_doubles(
            manifest.layers.iter_mut().map(|layer| &mut layer.id),
            "layers",
            &mut problems,
        );
        rename_doubles(
            manifest.basemaps.iter_mut().map(|basemap| &mut basemap.id),
            "basemaps",
            &mut problems,
        );
        Ok(ManifestReading { manifest, problems })
    }
}

fn read_manifest(fields: &mut Fields) -> Manifest {
    Manifest {
        title: fields
            .take("title", Expected::LocalText)
            .unwrap_or_default(),
        publisher: fields
            .take("publisher", Expected::LocalText)
            .unwrap_or_default(),
        publisher_url: take_address(fields, "publisher_url"),
        layers: fields.objects("layers", read_layer),
        start: read_start(fields),
        basemaps: fields.objects("basemaps", read_basemap),
        emergency: fields.object("emergency", read_emergency),
        advice: fields.values("advice", Expected::LocalText, |step: &LocalText| {
            !step.is_empty()
        }),
        languages: fields.values("languages", Expected::LanguageTag, |tag: &String| {
            is_language_tag(tag)
        }),
        analysis: fields.object("analysis", read_analysis).unwrap_or_default(),
        allowed_origins: fields.values("allowed_origins", Expected::Origin, |origin: &String| {
            is_origin(origin)
        }),
        notices: fields.objects("notices", read_notice),
        palette: fields.object("palette", read_palette).unwrap_or_default(),
        theme: fields.object("theme", read_theme).unwrap_or_default(),
        limits: fields.object("limits", read_limits).unwrap_or_default(),
        figures: take_address(fields, "figures"),
    }
}

fn read_layer(fields: &mut Fields) -> Result<LayerEntry, (&'static str, Expected)> {
    let url = take_address(fields, "url");
    let id = take_text(fields, "id");
    let layer = LayerEntry {
        id: id.or_else(|| url.as_deref().map(stem)).unwrap_or_default(),
        url: url.unwrap_or_default(),
        role: fields.take("role", Expected::Role),
        format: fields.take("format", Expected::Format).unwrap_or_default(),
        fields: fields.map(
            "fields",
            Field::from_slug,
            Expected::CanonicalField,
            Expected::FieldName,
        ),
        title: fields.take("title", Expected::LocalText),
        source: fields.take("source", Expected::LocalText),
        licence: fields.take("licence", Expected::LocalText),
        as_of: take_date(fields, "as_of"),
        stale_after_days: fields
            .take("stale_after_days", Expected::Days)
            .unwrap_or(STALE_AFTER_DAYS),
        positional_accuracy: take_distance(fields, "positional_accuracy_m"),
        caveat: fields.take("caveat", Expected::LocalText),
        sha256: fields
            .take_checked("sha256", Expected::Sha256, |sha256: &String| {
                is_sha256(sha256)
            })
            .map(|sha256| sha256.to_ascii_lowercase()),
        visible: fields.take("visible", Expected::Flag).unwrap_or(true),
    };
    if layer.url.is_empty() {
        Err(("url", Expected::Address))
    } else if layer.sha256.is_none() && fields.has("sha256") {
        // A file that was to be checked and cannot be is not shown unchecked.
        Err(("sha256", Expected::Sha256))
    } else {
        Ok(layer)
    }
}

fn read_basemap(fields: &mut Fields) -> Result<Basemap, (&'static str, Expected)> {
    let url = fields.take_checked("url", Expected::TileTemplate, |url: &String| {
        is_tile_template(url)
    });
    let zoom = |zoom: &u32| f64::from(*zoom) <= MAX_ZOOM;
    let id = take_text(fields, "id").unwrap_or_else(|| "basemap".to_owned());
    let basemap = Basemap {
        title: fields
            .take("title", Expected::LocalText)
            .unwrap_or_else(|| id.as_str().into()),
        id,
        url: url.unwrap_or_default(),
        attribution: fields
            .take("attribution", Expected::LocalText)
            .unwrap_or_default(),
        min_zoom: fields
            .take_checked("min_zoom", Expected::Zoom, zoom)
            .unwrap_or(0) as u8,
        max_zoom: fields
            .take_checked("max_zoom", Expected::Zoom, zoom)
            .unwrap_or(19) as u8,
        tile_size: fields
            .take_checked("tile_size", Expected::TileSize, |size: &u32| {
                matches!(size, 256 | 512)
            })
            .unwrap_or(256) as u16,
        referrer_policy: fields
            .take("referrer_policy", Expected::ReferrerPolicy)
            .unwrap_or_default(),
    };
    if basemap.url.is_empty() {
        return Err(("url", Expected::TileTemplate));
    }
    if basemap.attribution.is_empty() {
        fields.report_missing("attribution", Expected::Attribution);
    }
    Ok(basemap)
}

fn read_start(fields: &mut Fields) -> Option<StartView> {
    let camera = fields.object("view", |view| {
        let lng = view.take_checked("lng", Expected::Longitude, |lng: &f64| lng.abs() <= 180.0);
        let lat = view.take_checked("lat", Expected::Latitude, |lat: &f64| lat.abs() <= 90.0);
        let zoom = view.take_checked("zoom", Expected::Zoom, |zoom: &f64| {
            (0.0..=MAX_ZOOM).contains(zoom)
        });
        for (name, value, expected) in [
            ("lng", lng, Expected::Longitude),
            ("lat", lat, Expected::Latitude),
            ("zoom", zoom, Expected::Zoom),
        ] {
            if value.is_none() && !view.has(name) {
                view.report_missing(name, expected);
            }
        }
        Some(StartView::Camera {
            lng: lng?,
            lat: lat?,
            zoom: zoom?,
        })
    });
    let bounds = fields.take_checked("bounds", Expected::Bounds, |bounds: &Vec<f64>| {
        matches!(**bounds, [west, south, east, north] if west.abs() <= 180.0
                && east.abs() <= 180.0
                && -90.0 <= south
                && south < north
                && north <= 90.0)
    });
    let bounds = bounds.map(|bounds| StartView::Bounds {
        west: bounds[0],
        south: bounds[1],
        east: bounds[2],
        north: bounds[3],
    });
    camera.flatten().or(bounds)
}

fn read_emergency(fields: &mut Fields) -> EmergencyContact {
    EmergencyContact {
        text: fields.take("text", Expected::LocalText).unwrap_or_default(),
        phone: fields.take_checked("phone", Expected::Phone, |phone: &String| {
            is_phone_number(phone)
        }),
        url: take_address(fields, "url"),
    }
}

fn read_analysis(fields: &mut Fields) -> AnalysisDefaults {
    let built_in = AnalysisDefaults::default();
    let mut buffers = fields.values("buffers_m", Expected::Metres, is_distance);
    order::sort_floats(&mut buffers);
    buffers.dedup();
    AnalysisDefaults {
        radius: take_distance(fields, "radius_m").unwrap_or(built_in.radius),
        buffers: if buffers.is_empty() {
            built_in.buffers
        } else {
            buffers.into_iter().map(Metres).collect()
        },
    }
}

fn read_notice(fields: &mut Fields) -> Result<Notice, (&'static str, Expected)> {
    let text: LocalText = fields.take("text", Expected::LocalText).unwrap_or_default();
    let watermark = fields.take("watermark", Expected::Flag).unwrap_or(false);
    if text.is_empty() {
        Err(("text", Expected::LocalText))
    } else {
        Ok(Notice { text, watermark })
    }
}

fn read_palette(fields: &mut Fields) -> Palette {
    let class =
        |slug: &str| HazardStatus::from_slug(slug).filter(|class| *class != HazardStatus::Unknown);
    let mut hues = |theme| fields.map(theme, class, Expected::Class, Expected::Colour);
    Palette {
        light: hues("light"),
        dark: hues("dark"),
    }
}

fn read_theme(fields: &mut Fields) -> ThemeColours {
    ThemeColours {
        light: fields.object("light", read_colours).unwrap_or_default(),
        dark: fields.object("dark", read_colours).unwrap_or_default(),
        radius: fields.take_checked("radius_px", Expected::Radius, |radius: &u32| {
            *radius <= GREATEST_RADIUS
        }),
        font: fields.take("font", Expected::Font),
    }
}

fn read_colours(fields: &mut Fields) -> Colours {
    Colours {
        accent: fields.take("accent", Expected::Colour),
        surface: fields.take("surface", Expected::Colour),
        text: fields.take("text", Expected::Colour),
    }
}

fn read_limits(fields: &mut Fields) -> Limits {
    let built_in = Limits::default();
    let mut limit = |name, most: u32, otherwise: u32| {
        let within = |limit: &u32| (1..=most).contains(limit);
        let taken = fields.take_checked(name, Expected::Limit, within);
        taken.unwrap_or(otherwise)
    };
    Limits {
        // A program of WebAssembly addresses four gigabytes; beyond three it would end instead of refusing.
        memory_mb: limit("memory_mb", 3_072, built_in.memory_mb),
        file_mb: limit("file_mb", 1_000_000, built_in.file_mb),
        features: limit("features", u32::MAX, built_in.features),
        seconds: limit("seconds", 86_400, built_in.seconds),
    }
}

fn take_address(fields: &mut Fields, name: &'static str) -> Option<String> {
    fields.take_checked(name, Expected::Address, |address: &String| {
        is_web_address(address)
    })
}

fn take_text(fields: &mut Fields, name: &'static str) -> Option<String> {
    fields.take_checked(name, Expected::Text, |text: &String| {
        !text.trim().is_empty()
    })
}

/// The date is checked as a string, so that a number such as 2025 is asked to be written as one.
fn take_date(fields: &mut Fields, name: &'static str) -> Option<PartialDate> {
    let written: Option<String> = fields.take_checked(name, Expected::Date, |date: &String| {
        partial_date(date).is_some()
    });
    written.as_deref().and_then(partial_date)
}

fn take_distance(fields: &mut Fields, name: &'static str) -> Option<Metres> {
    fields
        .take_checked(name, Expected::Metres, is_distance)
        .map(Metres)
}

fn is_distance(metres: &f64) -> bool {
    (0.0..=MAX_DISTANCE_M).contains(metres)
}

/// The last part of an address without its ending: `data/zones.geojson?v=2` is `zones`.
fn stem(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    file.split('.').next().unwrap_or_default().to_owned()
}

/// Gives the second and later bearer of an id another one, so that no layer hides behind another.
fn rename_doubles<'a>(
    ids: impl Iterator<Item = &'a mut String>,
    path: &str,
    problems: &mut Vec<ManifestProblem>,
) {
    let mut taken = SortedSet::new();
    for (index, id) in ids.enumerate() {
        if taken.contains(id.as_str()) {
            let found = Value::Text(id.clone());
            let path = format!("{path}[{index}].id");
            problems.push(problem(
                &path,
                Some(&found),
                Expected::UniqueId,
                Consequence::Renamed,
            ));
            let free = (2..)
                .map(|number| format!("{id}-{number}"))
                .find(|name| !taken.contains(name));
            *id = free.expect("there are more numbers than ids");
        }
        taken.insert(id.clone());
    }
}
