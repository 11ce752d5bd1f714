//! Which of many places come first, by a sum that anyone can check.
//!
//! The score is 100 · Σ weight · part / Σ weight, where each part is between 0 and 1:
//! - nearness of the nearest confirmed, suspected and declared zone: `h / (h + d)` for a distance of `d`, which is 1
//!   inside, one half at the distance `h`, and 0 where there is none; `h` is [`HALF_NEAR`];
//! - the share of the circle that is contaminated, and that is declared and nothing worse;
//! - people harmed within reach in the last year, in the last five years, and ever: `n / (n + m)`, which is one half
//!   for `m` people; `m` is [`HALF_HARMED`].
//!
//! A class that does not count adds nothing to any part; the verdict does not know of it. Of equal scores the worse
//! verdict comes first, then the place that was given first.

use super::assessment::Assessment;
use super::class::ZoneClass;
use super::zones::ZoneFound;
use crate::order;
use crate::units::Metres;

/// The distance at which a zone counts for half.
pub const HALF_NEAR: Metres = Metres(1_000.0);

/// The number of people harmed that counts for half.
pub const HALF_HARMED: f64 = 5.0;

/// What a score is the sum of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ScorePart {
    ConfirmedNearness,
    SuspectedNearness,
    DeclaredNearness,
    ContaminatedShare,
    DeclaredShare,
    HarmedLastYear,
    HarmedLastFiveYears,
    HarmedEver,
}

impl ScorePart {
    pub const ALL: [Self; 8] = [
        Self::ConfirmedNearness,
        Self::SuspectedNearness,
        Self::DeclaredNearness,
        Self::ContaminatedShare,
        Self::DeclaredShare,
        Self::HarmedLastYear,
        Self::HarmedLastFiveYears,
        Self::HarmedEver,
    ];

    /// The stable code.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::ConfirmedNearness => "confirmed_nearness",
            Self::SuspectedNearness => "suspected_nearness",
            Self::DeclaredNearness => "declared_nearness",
            Self::ContaminatedShare => "contaminated_share",
            Self::DeclaredShare => "declared_share",
            Self::HarmedLastYear => "harmed_last_year",
            Self::HarmedLastFiveYears => "harmed_last_five_years",
            Self::HarmedEver => "harmed_ever",
        }
    }
}

/// How much each part counts, in the order of [`ScorePart::ALL`], and which classes do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighting {
    pub weights: [f64; ScorePart::ALL.len()],
    /// Confirmed, suspected, declared.
    pub counts: [bool; 3],
}

impl Default for Weighting {
    fn default() -> Self {
        Self {
            weights: [3.0, 2.0, 1.0, 3.0, 1.0, 3.0, 2.0, 1.0],
            counts: [true; 3],
        }
    }
}

/// What of an answer is scored; confirmed, suspected, declared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// Metres; infinite where there is none.
    pub nearest_m: [f64; 3],
    /// Where no worse class lies.
    pub shares: [f64; 3],
    /// In the last year, in the last five years, ever.
    pub harmed: [u32; 3],
    /// Of the verdict: 0 is the worst.
    pub mildness: u8,
}

/// A place in its rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The place's number in the list that was assessed.
    pub place: usize,
    /// 0 to 100.
    pub score: f64,
}

/// Ranks answers, the most urgent first.
#[must_use]
pub fn rank(answers: &[Scored], weighting: &Weighting) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = answers
        .iter()
        .enumerate()
        .map(|(place, answer)| Ranked {
            place,
            score: weighting.total(answer),
        })
        .collect();
    order::sort_by(&mut ranked, |left, right| {
        let mildness = |ranked: &Ranked| answers[ranked.place].mildness;
        (right.score.total_cmp(&left.score)).then_with(|| mildness(left).cmp(&mildness(right)))
    });
    ranked
}

impl Scored {
    #[must_use]
    pub fn of(assessment: &Assessment) -> Self {
        let metres = |zone: &Option<ZoneFound>| zone.map_or(f64::INFINITY, |zone| zone.distance.0);
        let (nearest, within) = (&assessment.nearest, &assessment.within);
        let accidents = &within.accidents;
        Self {
            nearest_m: [
                metres(&nearest.confirmed),
                metres(&nearest.suspected),
                metres(&nearest.declared),
            ],
            shares: [
                ZoneClass::Confirmed,
                ZoneClass::Suspected,
                ZoneClass::Declared,
            ]
            .map(|class| within.shares.worst_of(class)),
            harmed: [
                accidents.last_year.casualties,
                accidents.last_five_years.casualties,
                accidents.total.casualties,
            ],
            mildness: assessment.verdict.mildness(),
        }
    }
}

impl Weighting {
    /// What each part adds to the score, which is their sum.
    #[must_use]
    pub fn score(&self, answer: &Scored) -> [f64; ScorePart::ALL.len()] {
        let (weights, parts) = (self.checked(), self.parts(answer));
        std::array::from_fn(|part| 100.0 * weights[part] * parts[part])
    }

    /// The score, 0 to 100.
    #[must_use]
    pub fn total(&self, answer: &Scored) -> f64 {
        self.score(answer).iter().sum()
    }

    /// The parts, each between 0 and 1.
    #[must_use]
    pub fn parts(&self, answer: &Scored) -> [f64; ScorePart::ALL.len()] {
        let nearness = |class: usize| {
            if self.counts[class] {
                HALF_NEAR.0 / (HALF_NEAR.0 + answer.nearest_m[class])
            } else {
                0.0
            }
        };
        let share = |class: usize| {
            if self.counts[class] {
                answer.shares[class]
            } else {
                0.0
            }
        };
        let harmed = |span: usize| {
            let people = f64::from(answer.harmed[span]);
            people / (people + HALF_HARMED)
        };
        [
            nearness(0),
            nearness(1),
            nearness(2),
            share(0) + share(1),
            share(2),
            harmed(0),
            harmed(1),
            harmed(2),
        ]
    }

    /// Adding up to 1, or all 0; numbers that make no sense as weights count as 0.
    fn checked(&self) -> [f64; ScorePart::ALL.len()] {
        let weights = self.weights.map(|weight| {
            if weight.is_finite() {
                weight.max(0.0)
            } else {
                0.0
            }
        });
        let total: f64 = weights.iter().sum();
        weights.map(|weight| if total > 0.0 { weight / total } else { 0.0 })
    }
}
