//! What a link shows, in the fragment of its address.
//!
//! `#map=9.2/39.55/46.9&status=confirmed,suspected&from=2020-11-10&to=2025-01-01`: the view as zoom/latitude/longitude
//! (the order of OpenStreetMap's links), every facet and range under its slug, the time window, accidents shown one
//! by one (`group=0`), layers switched off (`hide`), the open card (`select=layer/feature`), and what is checked: a place (`place=latitude/longitude`), an area
//! (`area=`) or a route (`route=`, with the `width` of its corridor in metres), written as [`Shape::to_link`] does. Only
//! what differs from the default stands there, in one fixed order, so that equal states have equal links. Keys that are not known are kept as they came.
//!
//! A fragment is input from strangers: whatever it holds, reading it never fails. What makes no sense is left out, which
//! shows more rather than less.

use crate::decimal;
use crate::elementary::power_of_two;
use crate::filter::{Facet, FilterModel, Measured, Range, TimeWindow};
use crate::order;
use crate::scene::{View, ZOOM_RANGE};
use crate::units::Day;

use super::percent::{decode, encode};
use super::shape::{Shape, ShapeKind};

/// Bytes of a fragment that are read.
const MAX_FRAGMENT: usize = 16_384;
/// Values per key that are read.
const MAX_VALUES: usize = 256;
/// Unknown keys that are kept.
const MAX_OTHER: usize = 16;
/// Widths of corridors that are read, in metres.
const WIDTHS: [f64; 2] = [1.0, 100_000.0];
/// Marks a feature that is named by its row, for want of an id.
const ROW_MARK: char = '@';

/// Everything a link can carry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LinkState {
    pub view: Option<View>,
    pub filter: FilterModel,
    pub time: TimeWindow,
    /// Ids of the layers switched off.
    pub hidden_layers: Vec<String>,
    pub selection: Option<Selection>,
    /// The place that is checked, longitude and latitude in degrees.
    pub place: Option<[f64; 2]>,
    /// The area or route that is checked.
    pub shape: Option<Shape>,
    /// Of the route's corridor, in metres.
    pub width: Option<f64>,
    /// Keys of other makers, in the order in which they came.
    pub other: Vec<(String, String)>,
}

/// The feature whose card is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    pub layer: String,
    pub feature: FeatureRef,
}

/// A feature by its own id, which outlives a new edition of the file, or else by its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeatureRef {
    Id(String),
    Row(u32),
}

impl LinkState {
    /// Reads a fragment, with or without its `#`.
    #[must_use]
    pub fn from_fragment(fragment: &str) -> Self {
        let fragment = readable(fragment.strip_prefix('#').unwrap_or(fragment));
        match fragment.strip_prefix("map=") {
            // As the map itself writes it while nothing but the view is chosen.
            Some(view) if !view.contains('&') => Self {
                view: view_from(view),
                ..Self::default()
            },
            None if fragment.is_empty() => Self::default(),
            _ => Self::from_pairs(fragment),
        }
    }

    fn from_pairs(fragment: &str) -> Self {
        let mut state = Self::default();
        let (mut from, mut to, mut undated) = (None, None, false);
        for pair in fragment.split('&') {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let key = decode(key);
            match key.as_str() {
                "" => {}
                "map" => state.view = view_from(value).or(state.view),
                "from" => from = Day::from_iso(&decode(value)),
                "to" => to = Day::from_iso(&decode(value)),
                "undated" => undated = value == "1",
                "text" => state.filter.set_text(&decode(value)),
                "group" => state.filter.group_accidents(value != "0"),
                "hide" => state.hidden_layers = list_from(value).collect(),
                "select" => state.selection = selection_from(value),
                "place" => state.place = place_from(value),
                "area" => state.shape = Shape::from_link(ShapeKind::Area, &decode(value)),
                "route" => state.shape = Shape::from_link(ShapeKind::Line, &decode(value)),
                "width" => state.width = width_from(value),
                _ => state.read_filter(&key, value),
            }
        }
        order::sort_by(&mut state.hidden_layers, Ord::cmp);
        state.hidden_layers.dedup();
        // A window that holds no day is a mistake, and would hide everything.
        state.time = TimeWindow::new(from, to)
            .unwrap_or_default()
            .with_undated(undated);
        state
    }

    fn read_filter(&mut self, key: &str, value: &str) {
        if let Some(measured) = Measured::from_slug(key) {
            self.filter.set_range(measured, range_from(value));
        } else if let Some(facet) = Facet::from_slug(key) {
            let known = list_from(value).filter(|value| facet.can_be(value));
            self.filter.choose(facet, known);
        } else if self.other.len() < MAX_OTHER {
            self.other.push((key.to_owned(), decode(value)));
        }
    }

    /// Writes the fragment, without `#`; empty where everything is as it is by default.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        if let Some(view) = &self.view {
            pairs.push(format!("map={}", view_text(view)));
        }
        let rest = Self {
            view: None,
            ..self.clone()
        };
        if rest != Self::default() {
            rest.write_choices(&mut pairs);
        }
        pairs.join("&")
    }

    fn write_choices(&self, pairs: &mut Vec<String>) {
        for (facet, values) in self.filter.choices() {
            let values = values.iter().map(String::as_str);
            pairs.push(format!("{}={}", facet.slug(), list_text(values)));
        }
        for measured in Measured::ALL {
            if let Some(range) = self.filter.range(measured) {
                pairs.push(format!("{}={}", measured.slug(), range_text(range)));
            }
        }
        if !self.filter.text().is_empty() {
            pairs.push(format!("text={}", encode(self.filter.text())));
        }
        if !self.filter.groups_accidents() {
            pairs.push("group=0".to_owned());
        }
        for (key, day) in [("from", self.time.from()), ("to", self.time.to())] {
            if let Some(day) = day {
                pairs.push(format!("{key}={}", day.to_iso()));
            }
        }
        if self.time.include_undated() {
            pairs.push("undated=1".to_owned());
        }
        if !self.hidden_layers.is_empty() {
            let hidden = list_text(self.hidden_layers.iter().map(String::as_str));
            pairs.push(format!("hide={hidden}"));
        }
        if let Some(Selection { layer, feature }) = &self.selection {
            let feature = match feature {
                FeatureRef::Id(id) => encode(id),
                FeatureRef::Row(row) => format!("{ROW_MARK}{row}"),
            };
            pairs.push(format!("select={}/{feature}", encode(layer)));
        }
        if let Some([lng, lat]) = self.place {
            pairs.push(format!(
                "place={}/{}",
                decimal::rounded(lat, 6),
                decimal::rounded(lng, 6)
            ));
        }
        if let Some(shape) = &self.shape
            && let Some(written) = shape.to_link()
        {
            match shape.kind {
                ShapeKind::Area => pairs.push(["area=", &written].concat()),
                ShapeKind::Line => pairs.push(["route=", &written].concat()),
            }
        }
        if let Some(width) = self.width {
            pairs.push(["width=", &decimal::rounded(width, 0)].concat());
        }
        for (key, value) in &self.other {
            pairs.push(format!("{}={}", encode(key), encode(value)));
        }
    }
}

/// The part of a fragment that is read: whole pairs within [`MAX_FRAGMENT`].
fn readable(fragment: &str) -> &str {
    if fragment.len() <= MAX_FRAGMENT {
        return fragment;
    }
    let cut = fragment.floor_char_boundary(MAX_FRAGMENT);
    fragment[..cut]
        .rsplit_once('&')
        .map_or("", |(whole, _)| whole)
}

fn list_from(value: &str) -> impl Iterator<Item = String> {
    value
        .split(',')
        .take(MAX_VALUES)
        .map(decode)
        .filter(|value| !value.is_empty())
}

fn list_text<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values
        .filter(|value| !value.is_empty())
        .map(encode)
        .collect::<Vec<_>>()
        .join(",")
}

/// Zoom/latitude/longitude, each brought into its range.
fn view_from(value: &str) -> Option<View> {
    let value = decode(value);
    let mut numbers = value
        .split('/')
        .map(|number| decimal::parse(number.trim().as_bytes()).filter(|number| number.is_finite()));
    let (zoom, lat, lng) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let turns = (lng + 180.0).div_euclid(360.0);
    Some(View {
        lng: if (-180.0..=180.0).contains(&lng) {
            lng
        } else {
            (lng - 360.0 * turns).clamp(-180.0, 180.0)
        },
        lat: lat.clamp(-90.0, 90.0),
        zoom: zoom.clamp(ZOOM_RANGE[0], ZOOM_RANGE[1]),
    })
}

/// Latitude/longitude of a place on earth.
fn place_from(value: &str) -> Option<[f64; 2]> {
    let value = decode(value);
    let (lat, lng) = value.split_once('/')?;
    let degrees = |text: &str, limit: f64| {
        let degrees = crate::decimal::parse(text.trim().as_bytes())?;
        (degrees.abs() <= limit).then_some(degrees)
    };
    Some([degrees(lng, 180.0)?, degrees(lat, 90.0)?])
}

/// The width of a corridor in whole metres.
fn width_from(value: &str) -> Option<f64> {
    let width = decimal::parse(decode(value).trim().as_bytes())?.round();
    (WIDTHS[0]..=WIDTHS[1]).contains(&width).then_some(width)
}

/// As many decimals as half a CSS pixel asks for: the world is 512 · 2^zoom of them wide.
fn view_text(view: &View) -> String {
    // The zoom as it is written: whoever reads the link writes as many decimals again.
    let zoom = (view.zoom * 100.0).round() / 100.0;
    let pixels_per_degree = 512.0 * power_of_two(zoom) / 360.0;
    let mut decimals = 0;
    while decimals < 9 && 10_f64.powi(decimals as i32) < 2.0 * pixels_per_degree {
        decimals += 1;
    }
    format!(
        "{}/{}/{}",
        decimal::rounded(view.zoom, 2),
        decimal::rounded(view.lat, decimals),
        decimal::rounded(view.lng, decimals)
    )
}

/// `min..max`, either of which may be missing, and `,unknown` where rows without the number belong to it.
fn range_from(value: &str) -> Option<Range> {
    let value = decode(value);
    let (bounds, rest) = value.split_once(',').unwrap_or((&value, ""));
    let (min, max) = bounds.split_once("..")?;
    Some(Range {
        min: decimal::parse(min.as_bytes()),
        max: decimal::parse(max.as_bytes()),
        unknown: rest == crate::filter::UNKNOWN,
    })
}

fn range_text(range: Range) -> String {
    let bound = |bound: Option<f64>| bound.map_or_else(String::new, decimal::shortest);
    let unknown = if range.unknown { ",unknown" } else { "" };
    format!("{}..{}{unknown}", bound(range.min), bound(range.max))
}

fn selection_from(value: &str) -> Option<Selection> {
    let (layer, feature) = value.split_once('/')?;
    let feature = match feature.strip_prefix(ROW_MARK) {
        Some(row) => FeatureRef::Row(row.parse().ok()?),
        None => FeatureRef::Id(decode(feature)),
    };
    let layer = decode(layer);
    (!layer.is_empty() && feature != FeatureRef::Id(String::new()))
        .then_some(Selection { layer, feature })
}

#[cfg(test)]
mod tests;
