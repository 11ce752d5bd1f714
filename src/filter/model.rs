//! What a person asks to see: the filter as plain data.
//!
//! As JSON it is one object, the argument of `setFilter`:
//! `{"status": ["confirmed", "unknown"], "area_m2": {"min": 1000}, "survey_age_days": {"max": 365}, "text": "…"}`.
//! A facet that is absent, or whose list is empty, restricts nothing. `"group_accidents": false` hides nothing either: it
//! shows accidents that lie close together one by one. Not part of it: the time window ([`super::TimeWindow`]) and which
//! layers are switched on.

use super::Facet;
use crate::json::{FromJson, Value, Wrong, expected};
use crate::sorted::{SortedMap, SortedSet};

/// The longest text that is searched for, in characters; the rest is cut.
pub const MAX_TEXT: usize = 200;

/// The member that shows accidents one by one.
const GROUP_ACCIDENTS: &str = "group_accidents";

/// The choices of every facet, the ranges and the text, and whether accidents are shown in groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FilterModel {
    choices: SortedMap<Facet, SortedSet<String>>,
    ranges: SortedMap<Measured, Range>,
    text: String,
    /// Whether accidents that lie close together are shown one by one, and not as one symbol.
    one_by_one: bool,
}

/// A number of a zone that a range can be asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Measured {
    /// Stated area in m², or computed where none is stated.
    Area,
    /// Days since the survey.
    SurveyAge,
}

impl Measured {
    pub const ALL: [Self; 2] = [Self::Area, Self::SurveyAge];

    /// The spelling in filters and links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Area => "area_m2",
            Self::SurveyAge => "survey_age_days",
        }
    }

    /// The number spelled `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|measured| measured.slug() == slug)
    }

    /// Its bit in a row's set of failing dimensions, after those of the facets.
    pub(super) fn bit(self) -> u32 {
        1 << (Facet::ALL.len() as u8 + self as u8)
    }
}

/// From `min` to `max`, both included; `unknown` says whether rows without the number belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Range {
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub unknown: bool,
}

impl Range {
    /// Whether a number lies within; `None` is unknown.
    #[must_use]
    pub fn contains(&self, value: Option<f64>) -> bool {
        match value {
            None => self.unknown,
            Some(value) => {
                self.min.is_none_or(|min| value >= min) && self.max.is_none_or(|max| value <= max)
            }
        }
    }

    /// Bounds that are numbers, in order; `None` where nothing is bounded.
    fn normal(self) -> Option<Self> {
        let number = |bound: Option<f64>| bound.filter(|bound| bound.is_finite());
        let (mut min, mut max) = (number(self.min), number(self.max));
        if min > max && max.is_some() {
            (min, max) = (max, min);
        }
        (min.is_some() || max.is_some()).then_some(Self { min, max, ..self })
    }
}

impl FilterModel {
    /// Whether it restricts nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty() && self.ranges.is_empty() && self.text.is_empty()
    }

    /// The values chosen of a facet, or `None` where it is left open.
    #[must_use]
    pub fn chosen(&self, facet: Facet) -> Option<&SortedSet<String>> {
        self.choices.get(&facet)
    }

    /// Whether rows with this value are asked for: chosen, or nothing is.
    #[must_use]
    pub fn admits(&self, facet: Facet, value: &str) -> bool {
        self.chosen(facet)
            .is_none_or(|values| values.contains(value))
    }

    /// Chooses exactly these values; none leaves the facet open.
    pub fn choose<S: Into<String>>(&mut self, facet: Facet, values: impl IntoIterator<Item = S>) {
        let values: SortedSet<String> = values.into_iter().map(Into::into).collect();
        if values.is_empty() {
            self.choices.remove(&facet);
        } else {
            self.choices.insert(facet, values);
        }
    }

    /// Chooses a value, or takes the choice back: narrowing from "everything".
    pub fn toggle(&mut self, facet: Facet, value: &str) {
        let mut values = self.choices.remove(&facet).unwrap_or_default();
        if !values.remove(value) {
            values.insert(value.to_owned());
        }
        self.choose(facet, values);
    }

    /// Switches a value of a closed list on or off, as a legend does: everything is on at first.
    ///
    /// Switching the last one off leaves it on: the map never goes empty by a click on its legend.
    /// A facet whose values the data decide is left as it is.
    pub fn switch(&mut self, facet: Facet, value: &str, on: bool) {
        let Some(all) = facet.closed_values() else {
            return;
        };
        let wanted: Vec<_> = all
            .iter()
            .copied()
            .filter(|known| {
                if *known == value {
                    on
                } else {
                    self.admits(facet, known)
                }
            })
            .collect();
        match wanted.len() {
            0 => {}
            count if count == all.len() => self.clear(facet),
            _ => self.choose(facet, wanted),
        }
    }

    /// Leaves a facet open.
    pub fn clear(&mut self, facet: Facet) {
        self.choices.remove(&facet);
    }

    /// The range asked of a number.
    #[must_use]
    pub fn range(&self, measured: Measured) -> Option<Range> {
        self.ranges.get(&measured).copied()
    }

    /// Asks for a range; bounds in the wrong order are exchanged, and one without bounds restricts nothing.
    pub fn set_range(&mut self, measured: Measured, range: Option<Range>) {
        match range.and_then(Range::normal) {
            Some(range) => self.ranges.insert(measured, range),
            None => self.ranges.remove(&measured),
        };
    }

    /// The words to be found.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Asks for words; white space around them is dropped, and so is what lies beyond [`MAX_TEXT`].
    pub fn set_text(&mut self, text: &str) {
        let cut: String = text.trim().chars().take(MAX_TEXT).collect();
        cut.trim_end().clone_into(&mut self.text);
    }

    /// Whether accidents that lie close together are shown as one symbol.
    #[must_use]
    pub fn groups_accidents(&self) -> bool {
        !self.one_by_one
    }

    /// Shows accidents that lie close together as one symbol, or each by itself.
    pub fn group_accidents(&mut self, group: bool) {
        self.one_by_one = !group;
    }

    /// Facets with a choice, in the order of the panel.
    pub fn choices(&self) -> impl Iterator<Item = (Facet, &SortedSet<String>)> {
        self.choices.iter().map(|(facet, values)| (*facet, values))
    }

    /// How many facets, ranges and texts restrict what is shown.
    #[must_use]
    pub fn restrictions(&self) -> usize {
        self.choices.len() + self.ranges.len() + usize::from(!self.text.is_empty())
    }
}

impl FilterModel {
    /// The filter as the API gives it; see the module's head.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let choices = self.choices.iter().map(|(facet, values)| {
            let values = values.iter().map(String::as_str).collect();
            (facet.slug().to_owned(), values)
        });
        let ranges = (self.ranges.iter())
            .map(|(measured, range)| (measured.slug().to_owned(), range.to_json()));
        let mut members: Vec<_> = choices.chain(ranges).collect();
        if !self.text.is_empty() {
            members.push(("text".to_owned(), self.text.as_str().into()));
        }
        if self.one_by_one {
            members.push((GROUP_ACCIDENTS.to_owned(), false.into()));
        }
        Value::Object(members)
    }
}

/// A key that is no facet, range or `text`, and a value outside a closed list, is refused: the message names both and
/// what could stand there, because a misspelt filter that restricts nothing would pass for an answer.
impl FromJson for FilterModel {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        let Some(members) = value.members() else {
            let what = "an object such as {\"status\": [\"confirmed\"]}";
            return Err(expected(what, value));
        };
        let mut model = Self::default();
        for (name, value) in members {
            let read = model.read_member(name, value);
            read.map_err(|wrong| wrong.in_member(name))?;
        }
        Ok(model)
    }
}

impl FilterModel {
    fn read_member(&mut self, name: &str, value: &Value) -> Result<(), Wrong> {
        if name == "text" {
            self.set_text(&String::from_json(value)?);
        } else if name == GROUP_ACCIDENTS {
            self.group_accidents(bool::from_json(value)?);
        } else if let Some(measured) = Measured::from_slug(name) {
            let range = match value {
                Value::Null => None,
                value => Some(Range::from_json(value)?),
            };
            self.set_range(measured, range);
        } else if let Some(facet) = Facet::from_slug(name) {
            let values = Vec::<String>::from_json(value)?;
            if let (Some(known), Some(wrong)) = (
                facet.closed_values(),
                values.iter().find(|value| !facet.can_be(value)),
            ) {
                let known = known.join(", ");
                return Err(Wrong::new(format!(
                    "there is no value \"{wrong}\"; it can be {known}"
                )));
            }
            self.choose(facet, values);
        } else {
            let facets = Facet::ALL.iter().map(|facet| facet.slug());
            let known: Vec<_> = facets
                .chain(Measured::ALL.iter().map(|measured| measured.slug()))
                .collect();
            let known = known.join(", ");
            return Err(Wrong::new(format!(
                "there is no such filter; there are {known}, text, {GROUP_ACCIDENTS}"
            )));
        }
        Ok(())
    }
}

impl Range {
    /// Only what differs from an open range.
    fn to_json(self) -> Value {
        let bounds = [("min", self.min), ("max", self.max)];
        let mut members: Vec<(String, Value)> = bounds
            .into_iter()
            .filter_map(|(name, bound)| Some((name.to_owned(), bound?.into())))
            .collect();
        if self.unknown {
            members.push(("unknown".to_owned(), true.into()));
        }
        Value::Object(members)
    }
}

impl FromJson for Range {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        value.only(&["min", "max", "unknown"])?;
        let unknown: Option<bool> = value.optional("unknown")?;
        Ok(Self {
            min: value.optional("min")?,
            max: value.optional("max")?,
            unknown: unknown.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(json: &str) -> Result<FilterModel, Wrong> {
        FilterModel::from_json(&Value::read(json).expect("JSON"))
    }

    #[test]
    fn what_is_set_through_json_comes_back() {
        let json = r#"{"status":["confirmed","unknown"],"operator":["ANAMA"],"area_m2":{"min":1000,"unknown":true},"text":"Ağdam"}"#;
        let model = parsed(json).expect("a valid filter");
        assert!(model.admits(Facet::Status, "unknown") && !model.admits(Facet::Status, "cleared"));
        assert_eq!(model.to_json().to_string(), json);
    }

    #[test]
    fn a_misspelt_facet_or_value_is_refused_by_name() {
        let wrong_value = parsed(r#"{"status":["confirmd"]}"#).expect_err("refused");
        assert!(wrong_value.to_string().contains("confirmd"));
        let wrong_name = parsed(r#"{"colour":["red"]}"#).expect_err("refused");
        assert!(wrong_name.to_string().contains("colour"));
    }

    #[test]
    fn showing_accidents_one_by_one_restricts_nothing() {
        let model = parsed(r#"{"group_accidents":false}"#).expect("valid");
        assert!(model.is_empty() && model.restrictions() == 0);
        assert!(!model.groups_accidents() && FilterModel::default().groups_accidents());
        assert_eq!(model.to_json().to_string(), r#"{"group_accidents":false}"#);
        assert!(parsed(r#"{"group_accidents":1}"#).is_err());
    }

    #[test]
    fn an_empty_list_restricts_nothing() {
        assert!(
            parsed(r#"{"status":[],"text":"  "}"#)
                .expect("valid")
                .is_empty()
        );
    }

    #[test]
    fn a_legend_switches_off_from_everything_and_never_goes_dark() {
        let mut model = FilterModel::default();
        model.switch(Facet::Reliability, "low", false);
        assert!(
            !model.admits(Facet::Reliability, "low") && model.admits(Facet::Reliability, "unknown")
        );
        model.switch(Facet::Reliability, "high", false);
        model.switch(Facet::Reliability, "unknown", false);
        assert!(model.admits(Facet::Reliability, "unknown"));
        for value in ["low", "high"] {
            model.switch(Facet::Reliability, value, true);
        }
        assert!(model.is_empty());
    }

    #[test]
    fn unknown_numbers_are_outside_a_range_unless_chosen() {
        let mut range = Range {
            min: Some(5.0),
            ..Range::default()
        };
        assert!(!range.contains(None) && range.contains(Some(5.0)));
        range.unknown = true;
        assert!(range.contains(None));
    }

    #[test]
    fn bounds_in_the_wrong_order_are_exchanged() {
        let mut model = FilterModel::default();
        model.set_range(
            Measured::Area,
            Some(Range {
                min: Some(9.0),
                max: Some(1.0),
                unknown: false,
            }),
        );
        let range = model.range(Measured::Area).expect("set");
        assert_eq!((range.min, range.max), (Some(1.0), Some(9.0)));
    }
}
