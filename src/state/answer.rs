//! An answer about a place in words: the verdict in one sentence, and what limits it.
//!
//! Numbers, distances and ages come formatted by the caller, as the reader's language writes them. No sentence here
//! calls ground safe; the mildest says that nothing is recorded, and that this is no evidence of safety.

use super::provenance::not_published;
use crate::analysis::{Assessment, Caveat, Gap, Near, Verdict, ZoneFound};
use crate::protocol::Asked;
use crate::text::{Key, Language, key, plural_with};
use crate::units::Metres;

/// What an answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Place,
    Area,
    Route,
}

impl About {
    /// What a question is about.
    #[must_use]
    pub fn of(asked: &Asked) -> Self {
        match asked {
            Asked::Place { .. } => Self::Place,
            Asked::Area { .. } => Self::Area,
            Asked::Route { .. } => Self::Route,
        }
    }

    /// The one of three texts that fits.
    #[must_use]
    pub fn of_three(self, [place, area, route]: [Key; 3]) -> Key {
        match self {
            Self::Place => place,
            Self::Area => area,
            Self::Route => route,
        }
    }
}

/// How an answer is worded.
#[derive(Clone, Copy)]
pub struct AnswerWording<'a> {
    pub about: About,
    pub language: Language,
    pub number: &'a dyn Fn(u64) -> String,
    pub distance: &'a dyn Fn(Metres) -> String,
    /// A share from 0 to 1.
    pub percent: &'a dyn Fn(f64) -> String,
    /// Of data, in days.
    pub age: &'a dyn Fn(u32) -> String,
    /// "to the north-east", for degrees clockwise from north.
    pub direction: &'a dyn Fn(f64) -> &'static str,
    /// The title of a layer by its place among those expected.
    pub title: &'a dyn Fn(usize) -> String,
    /// Whoever publishes the map, in words.
    pub publisher: &'a str,
}

impl AnswerWording<'_> {
    /// The verdict in one sentence.
    #[must_use]
    pub fn verdict(&self, assessment: &Assessment) -> String {
        let language = self.language;
        let said = |texts| self.about.of_three(texts).text(language).to_owned();
        match assessment.verdict {
            Verdict::InsideConfirmed(_) => said([
                key::VERDICT_INSIDE_CONFIRMED,
                key::VERDICT_AREA_INSIDE_CONFIRMED,
                key::VERDICT_ROUTE_INSIDE_CONFIRMED,
            ]),
            Verdict::InsideSuspected(_) => said([
                key::VERDICT_INSIDE_SUSPECTED,
                key::VERDICT_AREA_INSIDE_SUSPECTED,
                key::VERDICT_ROUTE_INSIDE_SUSPECTED,
            ]),
            Verdict::InsideDeclared(_) => said([
                key::VERDICT_INSIDE_DECLARED,
                key::VERDICT_AREA_INSIDE_DECLARED,
                key::VERDICT_ROUTE_INSIDE_DECLARED,
            ]),
            Verdict::NearHazard(near) => self.near(near),
            Verdict::CannotAnswer(_) => said([
                key::VERDICT_CANNOT_ANSWER,
                key::VERDICT_AREA_CANNOT_ANSWER,
                key::VERDICT_ROUTE_CANNOT_ANSWER,
            ]),
            Verdict::InsideCleared(zone) => {
                let sentence = self.about.of_three([
                    key::VERDICT_INSIDE_CLEARED,
                    key::VERDICT_AREA_INSIDE_CLEARED,
                    key::VERDICT_ROUTE_INSIDE_CLEARED,
                ]);
                sentence.with(language, &[("class", self.class(&zone))])
            }
            Verdict::NoRecordedHazard => {
                let radius = (self.distance)(assessment.within.reach.zones);
                let sentence = self.about.of_three([
                    key::VERDICT_NO_RECORDED_HAZARD,
                    key::VERDICT_AREA_NO_RECORDED_HAZARD,
                    key::VERDICT_ROUTE_NO_RECORDED_HAZARD,
                ]);
                sentence.with(language, &[("radius", &radius)])
            }
        }
    }

    fn near(&self, near: Near) -> String {
        let (sentences, class, bearing) = match near {
            Near::Zone(zone) => (
                [
                    key::VERDICT_NEAR_ZONE,
                    key::VERDICT_AREA_NEAR_ZONE,
                    key::VERDICT_ROUTE_NEAR_ZONE,
                ],
                self.class(&zone),
                zone.bearing_deg,
            ),
            Near::Accident(accident) if accident.distance.0 == 0.0 && self.about == About::Area => {
                return key::VERDICT_AREA_ACCIDENT_INSIDE
                    .text(self.language)
                    .to_owned();
            }
            Near::Accident(accident) => (
                [
                    key::VERDICT_NEAR_ACCIDENT,
                    key::VERDICT_AREA_NEAR_ACCIDENT,
                    key::VERDICT_ROUTE_NEAR_ACCIDENT,
                ],
                "",
                accident.bearing_deg,
            ),
        };
        let distance = (self.distance)(Metres(near.distance_m()));
        let values = [
            ("class", class),
            ("distance", &*distance),
            ("direction", (self.direction)(bearing)),
        ];
        self.about.of_three(sentences).with(self.language, &values)
    }

    /// The name of a zone's class, as the legend has it.
    fn class(&self, zone: &ZoneFound) -> &'static str {
        Key::named(&format!("legend.{}", zone.status.slug()))
            .map_or(zone.class.slug(), |name| name.text(self.language))
    }

    /// What a reader has to know, one sentence each.
    #[must_use]
    pub fn caveats(&self, caveats: &[Caveat]) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        let added = caveats.iter().filter_map(|caveat| match caveat {
            Caveat::NotPublished { layer } => Some((self.title)(*layer)),
            _ => None,
        });
        // One sentence, however many layers there are.
        said.extend(not_published(
            self.language,
            self.publisher,
            &added.collect::<Vec<_>>(),
        ));
        let others = caveats
            .iter()
            .filter(|caveat| !matches!(caveat, Caveat::NotPublished { .. }));
        said.extend(others.map(|caveat| self.caveat(caveat)));
        said
    }

    /// One sentence of them.
    #[must_use]
    pub fn caveat(&self, caveat: &Caveat) -> String {
        let mut stem = format!("caveat.{}", caveat.code());
        if matches!(caveat, Caveat::MayBeInside { .. }) && self.about != About::Place {
            stem.push_str("_shape");
        }
        let (count, uncertainty) = match *caveat {
            Caveat::Gap(gap) => return self.gap(&stem, gap),
            Caveat::NotPublished { layer } => {
                let titles = [(self.title)(layer)];
                return not_published(self.language, self.publisher, &titles).unwrap_or_default();
            }
            Caveat::LayerUndated { layer } => {
                return self.said(&stem, &[("layer", &(self.title)(layer))]);
            }
            Caveat::MayBeInside { zones, uncertainty }
            | Caveat::NearByUncertainty { zones, uncertainty } => (zones, uncertainty),
            Caveat::LowReliability { zones }
            | Caveat::UnknownStatus { zones }
            | Caveat::NoExtent { zones }
            | Caveat::HazardOnReleasedLand { zones }
            | Caveat::ReleasedLand { zones } => (zones, Metres(0.0)),
            Caveat::RoughAccidents { accidents } => (accidents, Metres(0.0)),
            Caveat::SeveralAccidentLayers { layers } => (layers, Metres(0.0)),
        };
        let distance = (self.distance)(uncertainty);
        self.counted(&stem, u64::from(count), "distance", &distance)
    }

    fn gap(&self, stem: &str, gap: Gap) -> String {
        match gap {
            Gap::NoContaminatedLayer => self.said(stem, &[]),
            Gap::LayerMissing { layer, .. } => self.said(stem, &[("layer", &(self.title)(layer))]),
            Gap::LayerIncomplete {
                layer,
                cut_short: true,
                ..
            } => {
                key::CAVEAT_LAYER_CUT_SHORT.with(self.language, &[("layer", &(self.title)(layer))])
            }
            Gap::LayerIncomplete {
                layer, set_aside, ..
            } => self.counted(stem, set_aside, "layer", &(self.title)(layer)),
            Gap::LayerStale {
                layer, age_days, ..
            } => {
                let (title, age) = ((self.title)(layer), (self.age)(age_days));
                self.said(stem, &[("layer", &title), ("age", &age)])
            }
            Gap::OutsideCoverage { surveyed } => {
                self.said(stem, &[("percent", &(self.percent)(surveyed))])
            }
        }
    }

    fn said(&self, name: &str, values: &[(&str, &str)]) -> String {
        Key::named(name).map_or_else(|| name.to_owned(), |key| key.with(self.language, values))
    }

    fn counted(&self, stem: &str, count: u64, name: &str, value: &str) -> String {
        let shown = (self.number)(count);
        plural_with(
            self.language,
            stem,
            count,
            &[("count", &shown), (name, value)],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Accidents, Missing, NearestZones, Reach, Shares, Within, ZoneClass};
    use crate::hazard::{HazardStatus, Reliability};

    fn zone(status: HazardStatus) -> ZoneFound {
        ZoneFound {
            layer: 0,
            row: 0,
            class: ZoneClass::of(status),
            status,
            distance: Metres(420.0),
            bearing_deg: 45.0,
            nearest_lnglat: [46.0, 39.0],
            date: None,
            uncertainty: None,
            reliability: Reliability::Unknown,
            has_extent: true,
        }
    }

    fn assessment(verdict: Verdict, caveats: Vec<Caveat>) -> Assessment {
        Assessment {
            verdict,
            inside: Vec::new(),
            nearest: NearestZones::default(),
            within: Within {
                reach: Reach::of(Metres(1_000.0)),
                zones: [0; 6],
                shares: Shares::default(),
                accidents: Accidents::default(),
                newest_survey: None,
            },
            caveats,
        }
    }

    fn every_verdict() -> Vec<Verdict> {
        let gap = Gap::NoContaminatedLayer;
        vec![
            Verdict::InsideConfirmed(zone(HazardStatus::Confirmed)),
            Verdict::InsideSuspected(zone(HazardStatus::Unknown)),
            Verdict::InsideDeclared(zone(HazardStatus::Declared)),
            Verdict::NearHazard(Near::Zone(zone(HazardStatus::Confirmed))),
            Verdict::CannotAnswer(gap),
            Verdict::InsideCleared(zone(HazardStatus::Cleared)),
            Verdict::NoRecordedHazard,
        ]
    }

    fn every_caveat() -> Vec<Caveat> {
        let uncertainty = Metres(200.0);
        let missing = [
            Missing::Loading,
            Missing::Failed,
            Missing::Cancelled,
            Missing::Unloaded,
        ];
        let mut caveats: Vec<Caveat> = missing
            .map(|why| Caveat::Gap(Gap::LayerMissing { layer: 3, why }))
            .to_vec();
        let incomplete = |set_aside, cut_short| Gap::LayerIncomplete {
            layer: 3,
            set_aside,
            cut_short,
        };
        let stale = Gap::LayerStale {
            layer: 3,
            age_days: 900,
            stale_after_days: 365,
        };
        caveats.extend([
            Caveat::Gap(Gap::NoContaminatedLayer),
            Caveat::Gap(incomplete(1, false)),
            Caveat::Gap(incomplete(5, false)),
            Caveat::Gap(incomplete(0, true)),
            Caveat::Gap(stale),
            Caveat::Gap(Gap::OutsideCoverage { surveyed: 0.25 }),
            Caveat::NotPublished { layer: 3 },
            Caveat::LayerUndated { layer: 3 },
            Caveat::MayBeInside {
                zones: 1,
                uncertainty,
            },
            Caveat::NearByUncertainty {
                zones: 2,
                uncertainty,
            },
            Caveat::LowReliability { zones: 2 },
            Caveat::UnknownStatus { zones: 1 },
            Caveat::NoExtent { zones: 2 },
            Caveat::HazardOnReleasedLand { zones: 1 },
            Caveat::ReleasedLand { zones: 2 },
            Caveat::RoughAccidents { accidents: 2 },
            Caveat::SeveralAccidentLayers { layers: 2 },
        ]);
        caveats
    }

    fn wording(language: Language) -> AnswerWording<'static> {
        AnswerWording {
            about: About::Place,
            language,
            number: &|number| number.to_string(),
            distance: &|metres| format!("{} m", metres.0),
            percent: &|share| format!("{}%", share * 100.0),
            age: &|days| format!("{days} days old"),
            direction: &|_| "to the north-east",
            title: &|layer| format!("layer {layer}"),
            publisher: "the centre",
        }
    }

    #[test]
    fn every_verdict_and_caveat_has_a_whole_sentence_in_every_language() {
        let abouts = [About::Place, About::Area, About::Route];
        for (language, about) in Language::ALL
            .into_iter()
            .flat_map(|language| abouts.map(|about| (language, about)))
        {
            let wording = AnswerWording {
                about,
                ..wording(language)
            };
            for verdict in every_verdict() {
                let sentence = wording.verdict(&assessment(verdict, Vec::new()));
                assert!(!sentence.contains(['{', '}']), "{sentence}");
            }
            for caveat in every_caveat() {
                let sentence = wording.caveat(&caveat);
                let whole = sentence.contains(' ') && !sentence.contains(['{', '}']);
                assert!(whole, "{caveat:?}: {sentence}");
            }
        }
    }

    #[test]
    fn no_verdict_calls_ground_safe() {
        let abouts = [About::Place, About::Area, About::Route];
        for (verdict, about) in every_verdict()
            .into_iter()
            .flat_map(|verdict| abouts.map(|about| (verdict, about)))
        {
            let wording = AnswerWording {
                about,
                ..wording(Language::English)
            };
            let sentence = wording.verdict(&assessment(verdict, Vec::new()));
            let claims = sentence.to_lowercase().replace("evidence of safety", "");
            assert!(!claims.contains("safe"), "{sentence}");
        }
    }

    #[test]
    fn a_near_zone_is_told_with_class_distance_and_direction() {
        let verdict = Verdict::NearHazard(Near::Zone(zone(HazardStatus::Confirmed)));
        assert_eq!(
            wording(Language::English).verdict(&assessment(verdict, Vec::new())),
            "Confirmed hazardous: 420 m away, to the north-east."
        );
    }

    #[test]
    fn all_layers_that_are_not_the_publishers_are_named_in_the_first_sentence() {
        let caveats = [
            Caveat::Gap(Gap::NoContaminatedLayer),
            Caveat::NotPublished { layer: 3 },
            Caveat::NotPublished { layer: 4 },
        ];
        let said = wording(Language::English).caveats(&caveats);
        assert_eq!(said.len(), 2);
        assert_eq!(
            said[0],
            "Contains data not published by the centre: “layer 3”, “layer 4”."
        );
    }

    #[test]
    fn a_layer_with_features_without_a_place_is_named_with_their_number() {
        let gap = Gap::LayerIncomplete {
            layer: 3,
            set_aside: 3_097,
            cut_short: false,
        };
        assert_eq!(
            wording(Language::English).caveat(&Caveat::Gap(gap)),
            "3097 features of “layer 3” could not be placed. Some may lie here."
        );
    }
}
