//! Which of many places come first, by a sum that anyone can check.
//!
//! The score is 100 · Σ weight · part / Σ weight, where each part is between 0 and 1:
//! - nearness of the nearest confirmed, suspected and declared zone: `h / (h + d)` for a distance of `d`, which is 1
//!   inside, one half at the distance `h`, and 0 where there is none; `h` is [`HALF_NEAR`];
//! - the share of the circle that is contaminated, and that is declared and nothing worse;
//! - people harmed within reach in the last year, in the last five years, and ever: `n / (n + m)`, which is one half
//!   for `m` people; `m` is [`HALF_HARMED`].
//!
//! Of equal scores the worse verdict comes first, then the place that was given first.

use super::assessment::Assessment;
use super::class::ZoneClass;
use super::zones::ZoneFound;
use crate::order;
use crate::units::Metres;

/// The distance at which a zone counts for half.
pub const HALF_NEAR: Metres = Metres(1_000.0);

/// The number of people harmed that counts for half.
pub const HALF_HARMED: f64 = 5.0;

/// How much each part counts; none below 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    pub confirmed_nearness: f64,
    pub suspected_nearness: f64,
    pub declared_nearness: f64,
    pub contaminated_share: f64,
    pub declared_share: f64,
    pub harmed_last_year: f64,
    pub harmed_last_five_years: f64,
    pub harmed_ever: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            confirmed_nearness: 3.0,
            suspected_nearness: 2.0,
            declared_nearness: 1.0,
            contaminated_share: 3.0,
            declared_share: 1.0,
            harmed_last_year: 3.0,
            harmed_last_five_years: 2.0,
            harmed_ever: 1.0,
        }
    }
}

/// A place in its rank.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// The place's number in the list that was assessed.
    pub place: usize,
    /// 0 to 100.
    pub score: f64,
    /// What each part adds to the score, in the order of [`Weights`].
    pub parts: [f64; 8],
}

/// Ranks assessments, the most urgent first. Numbers that make no sense as weights count as 0.
#[must_use]
pub fn rank(assessments: &[Assessment], weights: &Weights) -> Vec<Ranked> {
    let weights = weights.checked();
    let mut ranked: Vec<Ranked> = assessments
        .iter()
        .enumerate()
        .map(|(place, assessment)| {
            let parts = parts(assessment);
            let parts = std::array::from_fn(|part| 100.0 * weights[part] * parts[part]);
            Ranked {
                place,
                score: parts.iter().sum(),
                parts,
            }
        })
        .collect();
    order::sort_by(&mut ranked, |left, right| {
        let mildness = |ranked: &Ranked| assessments[ranked.place].verdict.mildness();
        (right.score.total_cmp(&left.score)).then_with(|| mildness(left).cmp(&mildness(right)))
    });
    ranked
}

impl Weights {
    /// In the order of the parts, adding up to 1, or all 0.
    fn checked(&self) -> [f64; 8] {
        let weights = [
            self.confirmed_nearness,
            self.suspected_nearness,
            self.declared_nearness,
            self.contaminated_share,
            self.declared_share,
            self.harmed_last_year,
            self.harmed_last_five_years,
            self.harmed_ever,
        ]
        .map(|weight| {
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

fn parts(assessment: &Assessment) -> [f64; 8] {
    let nearness = |zone: &Option<ZoneFound>| {
        let distance = zone.map_or(f64::INFINITY, |zone| zone.distance.0);
        HALF_NEAR.0 / (HALF_NEAR.0 + distance)
    };
    let harmed = |people: u32| f64::from(people) / (f64::from(people) + HALF_HARMED);
    let (nearest, within) = (&assessment.nearest, &assessment.within);
    [
        nearness(&nearest.confirmed),
        nearness(&nearest.suspected),
        nearness(&nearest.declared),
        within.shares.contaminated(),
        within.shares.worst_of(ZoneClass::Declared),
        harmed(within.accidents.last_year.casualties),
        harmed(within.accidents.last_five_years.casualties),
        harmed(within.accidents.total.casualties),
    ]
}
