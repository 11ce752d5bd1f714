//! Published figures: numbers that somebody has printed, each with who, when and out of how many.
//!
//! They stand beside the map, never on it: nothing here is computed from zones or accidents. Where sources disagree,
//! and where the parts of one source do not add up to its own total, both numbers are kept and none is chosen.
//! Sentences hold `{value}` and `{parts_total}`; the page fills in the numbers as the reader's language writes them.

mod reading;

use crate::json::{NotJson, Value, Wrong};
use crate::manifest::LocalText;
use crate::units::PartialDate;

/// A whole `figures.json`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    pub title: LocalText,
    pub note: LocalText,
    pub sources: Vec<Source>,
    pub groups: Vec<Group>,
}

/// Who published a number, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    pub id: String,
    pub name: LocalText,
    /// ISO date, possibly only a year or a month.
    pub date: String,
}

/// Figures on one subject.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Group {
    pub id: String,
    pub title: LocalText,
    pub figures: Vec<Figure>,
    pub series: Vec<Series>,
}

/// One quantity and everything that is claimed about it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    pub id: String,
    pub label: LocalText,
    pub unit: Unit,
    pub claims: Vec<Claim>,
}

/// What one source says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claim {
    /// The id of a [`Source`].
    pub source: String,
    /// Absent where the source says something about the quantity without giving a number.
    pub value: Option<f64>,
    pub bound: Bound,
    /// Start of the time it covers, as an ISO date that may be partial.
    pub since: Option<String>,
    /// Out of what: a number without it can mislead.
    pub denominator: Option<LocalText>,
    /// The whole claim as a sentence that names who says it.
    pub statement: LocalText,
    /// What the source says the value consists of.
    pub parts: Vec<Part>,
}

/// One part of a claimed total.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    pub label: LocalText,
    pub value: f64,
}

/// What a number counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    People,
    Hectares,
    Devices,
    Percent,
    Settlements,
}

/// How exactly a source means its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Bound {
    #[default]
    Exact,
    About,
    MoreThan,
}

/// One quantity over time, each point with its own source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    pub id: String,
    pub title: LocalText,
    pub unit: Unit,
    /// Whether each point counts from the same start, so that points must not be added.
    pub cumulative: bool,
    pub points: Vec<SeriesPoint>,
}

/// One printed value of a series.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesPoint {
    /// First day of the period; absent where the series is cumulative.
    pub from: Option<String>,
    /// Last day of the period, or the day of the report.
    pub to: String,
    pub value: f64,
    pub source: String,
}

/// Why a file of figures was refused: a number without a source is worse than none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FiguresError {
    #[error("the figures are not JSON: {0}")]
    NotJson(#[from] NotJson),
    #[error("the figures cannot be read: {0}")]
    NotFigures(Wrong),
    #[error("{claim} names the source \"{source_id}\", which the list of sources lacks")]
    UnknownSource { claim: String, source_id: String },
}

impl Figures {
    /// Reads the text of a `figures.json`.
    ///
    /// # Errors
    /// When the text does not have the structure of this module, or names a source that it does not list.
    pub fn read(text: &str) -> Result<Self, FiguresError> {
        let written = Value::read(text)?;
        let figures = reading::read(&written).map_err(FiguresError::NotFigures)?;
        figures.check_sources()?;
        Ok(figures)
    }

    /// The source called `id`.
    #[must_use]
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    fn check_sources(&self) -> Result<(), FiguresError> {
        let claims = self.groups.iter().flat_map(|group| {
            let figures = group.figures.iter();
            let claims = figures.flat_map(|figure| {
                figure
                    .claims
                    .iter()
                    .map(|claim| (&figure.id, &claim.source))
            });
            let series = group.series.iter();
            claims.chain(series.flat_map(|series| {
                series
                    .points
                    .iter()
                    .map(|point| (&series.id, &point.source))
            }))
        });
        for (claim, source) in claims {
            if self.source(source).is_none() {
                return Err(FiguresError::UnknownSource {
                    claim: claim.clone(),
                    source_id: source.clone(),
                });
            }
        }
        Ok(())
    }
}

impl Claim {
    /// The sum of the parts, where the source gives parts.
    #[must_use]
    pub fn parts_total(&self) -> Option<f64> {
        (!self.parts.is_empty()).then(|| self.parts.iter().map(|part| part.value).sum())
    }

    /// The sum of the parts, only where it is not the value that the source itself gives: both are to be shown.
    #[must_use]
    pub fn conflicting_total(&self) -> Option<f64> {
        self.parts_total()
            .filter(|total| self.value.is_some_and(|value| value != *total))
    }
}

impl Series {
    /// How long to draw each point beside the others, as a share of the largest; `None` where a bar would mislead.
    ///
    /// A month beside whole years would look like a bad year: only periods about as long as the longest have bars.
    #[must_use]
    pub fn bars(&self) -> Vec<Option<f64>> {
        let longest = self.points.iter().filter_map(SeriesPoint::days).max();
        let comparable = |point: &&SeriesPoint| {
            point.value >= 0.0
                && (self.cumulative
                    || point.days().zip(longest).is_some_and(|(days, longest)| {
                        f64::from(days) >= f64::from(longest) * LEAST_PART_OF_LONGEST
                    }))
        };
        let alike = self.points.iter().filter(comparable);
        let largest = alike.map(|point| point.value).fold(0.0, f64::max);
        let share = |point: &SeriesPoint| {
            (largest > 0.0 && comparable(&point)).then_some(point.value / largest)
        };
        self.points.iter().map(share).collect()
    }
}

impl SeriesPoint {
    /// How many days it covers; `None` where its start is not given.
    fn days(&self) -> Option<i32> {
        let from = PartialDate::from_iso(self.from.as_deref()?)?;
        let to = PartialDate::from_iso(&self.to)?;
        Some(to.end().0 - from.first.0)
    }
}

/// The years of a series are as long as one another, and so are its months.
const LEAST_PART_OF_LONGEST: f64 = 0.9;

#[cfg(test)]
mod tests {
    use super::*;

    fn published() -> Figures {
        Figures::read(include_str!("../public/demo/figures.json")).unwrap()
    }

    fn claims(figures: &Figures) -> impl Iterator<Item = &Claim> {
        figures
            .groups
            .iter()
            .flat_map(|group| &group.figures)
            .flat_map(|figure| &figure.claims)
    }

    #[test]
    fn the_devices_are_shown_with_both_totals_and_every_other_sum_agrees() {
        let figures = published();
        let conflicts: Vec<_> = claims(&figures)
            .filter_map(|claim| claim.conflicting_total().map(|total| (claim.value, total)))
            .collect();
        assert_eq!(conflicts, [(Some(181_148.0), 180_936.0)]);
    }

    #[test]
    fn every_claim_speaks_both_languages_and_shows_its_number() {
        let figures = published();
        for claim in claims(&figures) {
            for language in ["en", "az"] {
                let statement = claim.statement.in_language(language);
                assert_eq!(
                    statement.contains("{value}"),
                    claim.value.is_some(),
                    "{statement}"
                );
                assert_eq!(
                    statement.contains("{parts_total}"),
                    claim.conflicting_total().is_some(),
                    "{statement}"
                );
            }
            assert_ne!(
                claim.statement.in_language("en"),
                claim.statement.in_language("az")
            );
        }
    }

    fn series(cumulative: bool, points: &[(Option<&str>, &str, f64)]) -> Series {
        Series {
            id: "s".to_owned(),
            title: LocalText::default(),
            unit: Unit::Hectares,
            cumulative,
            points: points
                .iter()
                .map(|(from, to, value)| SeriesPoint {
                    from: from.map(str::to_owned),
                    to: (*to).to_owned(),
                    value: *value,
                    source: "a".to_owned(),
                })
                .collect(),
        }
    }

    #[test]
    fn a_month_has_no_bar_beside_whole_years() {
        let cleared = series(
            false,
            &[
                (Some("2023"), "2023", 50.0),
                (Some("2024-01-01"), "2024-12-31", 100.0),
                (Some("2025-01"), "2025-01", 4.0),
            ],
        );
        assert_eq!(cleared.bars(), [Some(0.5), Some(1.0), None]);
    }

    #[test]
    fn totals_up_to_each_date_need_no_start_for_their_bars() {
        let so_far = series(true, &[(None, "2023-05", 1.0), (None, "2024-09-02", 4.0)]);
        assert_eq!(so_far.bars(), [Some(0.25), Some(1.0)]);
        let nothing = series(true, &[(None, "2023", 0.0)]);
        assert_eq!(nothing.bars(), [None]);
    }

    #[test]
    fn what_is_not_as_it_should_be_is_named_with_its_place() {
        for (text, said) in [
            ("[]", "title: is missing"),
            (
                r#"{"title": "x", "sources": [{"id": "a", "name": "A", "date": 2024}], "groups": []}"#,
                "sources[0].date: expected a text, found 2024",
            ),
            (
                r#"{"title": "x", "sources": [], "groups": [{"id": "g", "title": "g", "series": [
                    {"id": "s", "title": "s", "unit": "tons", "cumulative": false, "points": []}]}]}"#,
                "groups[0].series[0].unit: expected one of people, hectares",
            ),
        ] {
            let refused = Figures::read(text).unwrap_err().to_string();
            assert!(refused.contains(said), "{refused}");
        }
        assert!(matches!(Figures::read("{"), Err(FiguresError::NotJson(_))));
    }

    #[test]
    fn a_claim_without_a_listed_source_refuses_the_file() {
        let text = r#"{"title": "x", "sources": [], "groups": [{"id": "g", "title": "g", "figures": [
            {"id": "f", "label": "f", "unit": "people", "claims": [{"source": "rumour", "value": 1, "statement": "s"}]}
        ]}]}"#;
        assert_eq!(
            Figures::read(text),
            Err(FiguresError::UnknownSource {
                claim: "f".to_owned(),
                source_id: "rumour".to_owned()
            })
        );
    }

    #[test]
    fn what_is_not_figures_is_refused_with_its_place() {
        let error = Figures::read("<!doctype html>").unwrap_err();
        assert!(error.to_string().contains("line 1"), "{error}");
    }

    #[test]
    fn cumulative_series_never_fall() {
        for series in published()
            .groups
            .iter()
            .flat_map(|group| &group.series)
            .filter(|series| series.cumulative)
        {
            assert!(
                series
                    .points
                    .is_sorted_by(|a, b| a.to <= b.to && a.value <= b.value),
                "{}",
                series.id
            );
        }
    }
}
