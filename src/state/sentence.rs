//! What is shown and what is hidden, in sentences.
//!
//! A filtered hazard map that does not say so reads as empty ground. So whatever is hidden is named with its number and
//! the reason, and people are given by outcome, each with the number of accidents for which it is recorded.
//! Numbers and days come formatted by the caller, as the reader's language writes them.

use crate::filter::{Known, RowTotals, TimeWindow, Totals};
use crate::text::{Key, Language, key, plural};
use crate::units::Day;

/// How sentences are worded: language, numbers, days.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    pub language: Language,
    pub number: &'a dyn Fn(u64) -> String,
    pub day: &'a dyn Fn(Day) -> String,
}

/// The sentences about one state of the map; each is empty where there is nothing to say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentences {
    /// "Showing 317 of 1,442 accidents and 4,210 of 7,971 areas."
    pub shown: String,
    /// People killed, injured and of unknown outcome in the accidents shown.
    pub casualties: String,
    /// Which days, and what that means for the areas.
    pub time: String,
    /// What is hidden and why.
    pub hidden: String,
}

impl Sentences {
    /// All of them, one after the other.
    #[must_use]
    pub fn joined(&self) -> String {
        let said = [&self.shown, &self.casualties, &self.time, &self.hidden];
        let said: Vec<_> = said
            .into_iter()
            .filter(|said| !said.is_empty())
            .map(String::as_str)
            .collect();
        said.join(" ")
    }
}

impl Wording<'_> {
    /// The sentences for totals under a time window.
    #[must_use]
    pub fn sentences(&self, totals: &Totals, window: TimeWindow) -> Sentences {
        Sentences {
            shown: self.shown(totals),
            casualties: self.casualties(totals),
            time: self.time(totals, window),
            hidden: self.hidden(totals, window),
        }
    }

    fn shown(&self, totals: &Totals) -> String {
        let part = |stem, rows: &RowTotals| {
            (rows.all() > 0).then(|| {
                let shown = (self.number)(rows.shown);
                let all = self.counted(stem, rows.all());
                self.fill(key::SENTENCE_PART, &[("shown", &shown), ("all", &all)])
            })
        };
        let parts: Vec<_> = [
            part(ZONES, &totals.zones),
            part(ACCIDENTS, &totals.incidents),
        ]
        .into_iter()
        .flatten()
        .collect();
        if parts.is_empty() {
            return key::SENTENCE_NOTHING_LOADED.text(self.language).to_owned();
        }
        self.fill(key::SENTENCE_SHOWN, &[("what", &self.list(&parts))])
    }

    fn casualties(&self, totals: &Totals) -> String {
        let of = totals.casualties.accidents;
        let known = |stem, known: Known| {
            (known.accidents > 0).then(|| {
                let people = self.counted(stem, known.sum);
                if known.accidents == of {
                    return people;
                }
                let accidents = (self.number)(known.accidents);
                let all = self.counted(ACCIDENTS, of);
                let values = [
                    ("people", &*people),
                    ("accidents", &*accidents),
                    ("all", &*all),
                ];
                self.fill(key::SENTENCE_KNOWN_FOR, &values)
            })
        };
        let people = &totals.casualties;
        let parts: Vec<_> = [
            known("sentence.killed", people.killed),
            known("sentence.injured", people.injured),
            known("sentence.outcome_unknown", people.outcome_unknown),
        ]
        .into_iter()
        .flatten()
        .collect();
        match (parts.is_empty(), of) {
            (_, 0) => String::new(),
            (true, _) => key::SENTENCE_NO_FIGURES.text(self.language).to_owned(),
            _ => self.fill(key::SENTENCE_CASUALTIES, &[("what", &parts.join("; "))]),
        }
    }

    fn time(&self, totals: &Totals, window: TimeWindow) -> String {
        let mut said = Vec::new();
        let last = window.as_of().map(self.day);
        let first = window.from().map(self.day);
        if totals.incidents.all() > 0 {
            match (&first, &last) {
                (Some(first), Some(last)) => {
                    said.push(
                        self.fill(key::SENTENCE_BETWEEN, &[("first", first), ("last", last)]),
                    );
                }
                (Some(first), None) => {
                    said.push(self.fill(key::SENTENCE_SINCE, &[("first", first)]))
                }
                (None, Some(last)) => said.push(self.fill(key::SENTENCE_UNTIL, &[("last", last)])),
                (None, None) => {}
            }
        }
        if !window.is_open() && totals.incidents.shown_partial > 0 {
            said.push(self.counted("sentence.partial_dates", totals.incidents.shown_partial));
        }
        if let Some(day) = last.filter(|_| totals.zones.all() > 0) {
            said.push(self.fill(key::SENTENCE_AS_OF, &[("day", &day)]));
            let zones = &totals.zones;
            for (count, stem) in [
                (zones.shown_not_yet_released, "sentence.not_yet_released"),
                (zones.shown_undated, "sentence.undated_zones"),
            ] {
                if count > 0 {
                    said.push(self.counted(stem, count));
                }
            }
        }
        said.join(" ")
    }

    fn hidden(&self, totals: &Totals, window: TimeWindow) -> String {
        let (zones, incidents) = (&totals.zones, &totals.incidents);
        if zones.all() + incidents.all() == 0 {
            return String::new();
        }
        let both = |reason: fn(&RowTotals) -> u64| {
            let parts: Vec<_> = [(ZONES, reason(zones)), (ACCIDENTS, reason(incidents))]
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|(stem, count)| self.counted(stem, count))
                .collect();
            self.list(&parts)
        };
        let mut reasons = Vec::new();
        let mut add = |key: Key, what: String, day: &str| {
            if !what.is_empty() {
                reasons.push(self.fill(key, &[("what", &what), ("day", day)]));
            }
        };
        add(key::SENTENCE_HIDDEN_FILTER, both(|rows| rows.filtered), "");
        let one = |stem, count| {
            if count > 0 {
                self.counted(stem, count)
            } else {
                String::new()
            }
        };
        add(
            key::SENTENCE_HIDDEN_DATES,
            one(ACCIDENTS, incidents.out_of_time),
            "",
        );
        add(
            key::SENTENCE_HIDDEN_UNDATED,
            one(ACCIDENTS, incidents.undated),
            "",
        );
        let day = window.as_of().map(self.day).unwrap_or_default();
        add(
            key::SENTENCE_HIDDEN_NOT_YET,
            one(ZONES, zones.out_of_time),
            &day,
        );
        add(key::SENTENCE_HIDDEN_LAYER, both(|rows| rows.layer_off), "");
        if reasons.is_empty() {
            return key::SENTENCE_NOTHING_HIDDEN.text(self.language).to_owned();
        }
        let mut said = self.fill(key::SENTENCE_HIDDEN, &[("what", &reasons.join("; "))]);
        if zones.hidden() > 0 {
            said.push(' ');
            said.push_str(key::SENTENCE_STILL_THERE.text(self.language));
        }
        said
    }

    fn counted(&self, stem: &str, count: u64) -> String {
        plural(self.language, stem, count, &(self.number)(count))
    }

    fn fill(&self, key: Key, values: &[(&str, &str)]) -> String {
        key.with(self.language, values)
    }

    /// "a", "a and b".
    fn list(&self, parts: &[String]) -> String {
        parts.join(key::SENTENCE_AND.text(self.language))
    }
}

const ZONES: &str = "sentence.zones";
const ACCIDENTS: &str = "sentence.accidents";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Casualties;

    fn said(language: Language, totals: &Totals, window: TimeWindow) -> Sentences {
        let wording = Wording {
            language,
            number: &|number| number.to_string(),
            day: &Day::to_iso,
        };
        wording.sentences(totals, window)
    }

    fn filtered() -> Totals {
        Totals {
            zones: RowTotals {
                shown: 10,
                filtered: 1,
                out_of_time: 2,
                shown_not_yet_released: 3,
                ..RowTotals::default()
            },
            incidents: RowTotals {
                shown: 317,
                shown_partial: 55,
                filtered: 900,
                undated: 225,
                ..RowTotals::default()
            },
            casualties: Casualties {
                accidents: 317,
                killed: Known {
                    sum: 1,
                    accidents: 300,
                },
                injured: Known {
                    sum: 40,
                    accidents: 317,
                },
                ..Casualties::default()
            },
            ..Totals::default()
        }
    }

    #[test]
    fn everything_hidden_is_named_with_its_number_and_reason() {
        let window = TimeWindow::new(None, Day::from_ymd(2021, 1, 1)).expect("days");
        let said = said(Language::English, &filtered(), window);
        assert_eq!(
            said.shown,
            "Showing 10 of 13 areas and 317 of 1442 accidents."
        );
        assert_eq!(
            said.casualties,
            "In these accidents: 1 person killed (recorded for 300 of 317 accidents); 40 people injured."
        );
        assert_eq!(
            said.hidden,
            "Hidden: 1 area and 900 accidents by the filter; 225 accidents without a date; \
             2 areas not yet recorded on 2020-12-31. Hidden areas are no less dangerous."
        );
        assert!(said.time.contains("2020-12-31") && said.time.contains("not yet released"));
    }

    #[test]
    fn every_number_is_said_in_every_language() {
        let window =
            TimeWindow::new(Day::from_ymd(2020, 1, 1), Day::from_ymd(2021, 1, 1)).expect("days");
        for language in Language::ALL {
            let said = said(language, &filtered(), window).joined();
            for number in [
                "10",
                "55",
                "13",
                "317",
                "1442",
                "900",
                "225",
                "300",
                "40",
                "2020-01-01",
                "2020-12-31",
            ] {
                assert!(said.contains(number), "{number} in {said}");
            }
            assert!(!said.contains(['{', '}']), "{said}");
        }
    }

    #[test]
    fn an_unfiltered_map_says_that_nothing_is_hidden() {
        let mut totals = filtered();
        totals.zones = RowTotals {
            shown: 5,
            ..RowTotals::default()
        };
        totals.incidents = RowTotals::default();
        totals.casualties = Casualties::default();
        let said = said(Language::English, &totals, TimeWindow::default());
        assert_eq!(said.joined(), "Showing 5 of 5 areas. Nothing is hidden.");
    }

    #[test]
    fn an_empty_map_says_that_nothing_is_loaded() {
        let said = said(Language::English, &Totals::default(), TimeWindow::default());
        assert_eq!(said.joined(), "No areas and no accidents are loaded.");
    }

    #[test]
    fn accidents_without_any_figure_are_not_counted_as_nobody() {
        let mut totals = Totals::default();
        totals.incidents.shown = 3;
        totals.casualties.accidents = 3;
        let said = said(Language::English, &totals, TimeWindow::default());
        assert_eq!(
            said.casualties,
            "The data do not say how many people were harmed."
        );
    }
}
