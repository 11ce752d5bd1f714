//! The casualty timeline: accidents and people by year, quarter or month, under every filter but the time.
//!
//! Killed, injured and unknown outcome are never added together: people come in one series per outcome, and within it
//! per value of the chosen stack. Which of several people in one accident was a child *and* was killed is often not
//! recorded: whoever cannot be told apart counts as unknown in the stack, never in a guess.
//!
//! A date known to the year alone belongs to its year. In finer bins it stands apart, as a band over its year
//! ([`Histogram::year_only`]), and never in January. An accident without a date stands apart altogether.

use super::layer::Layer;
use super::people::{AgeGroup, Outcome, People, Sex};
use super::slots::{Slot, SlotOfRow, Slots};
use super::{Casualties, CrossFilter, PeopleColumns};
use crate::hazard::{Field, HazardType};
use crate::order;
use crate::units::Day;

/// The most bins a histogram has; what lies before or after them is counted apart.
pub const MAX_BINS: usize = 2_400;

/// The narrowest a bar is drawn, in CSS pixels.
const MIN_BAR: f64 = 6.0;

/// How long a bin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BinUnit {
    #[default]
    Year,
    Quarter,
    Month,
}

impl BinUnit {
    /// The finest unit whose bars can still be told apart at a scale of the timeline, in CSS pixels per year.
    #[must_use]
    pub fn for_scale(pixels_per_year: f64) -> Self {
        [Self::Month, Self::Quarter]
            .into_iter()
            .find(|unit| pixels_per_year / f64::from(unit.per_year()) >= MIN_BAR)
            .unwrap_or(Self::Year)
    }

    /// Bins in a year.
    #[must_use]
    pub fn per_year(self) -> i32 {
        match self {
            Self::Year => 1,
            Self::Quarter => 4,
            Self::Month => 12,
        }
    }

    /// The number of the bin that holds a day, counted from year 0.
    fn bin_of(self, day: Day) -> i32 {
        let (year, month, _) = day.ymd();
        year * self.per_year() + (month as i32 - 1) * self.per_year() / 12
    }

    /// The first day of a bin counted from year 0.
    fn first_day(self, bin: i32) -> Option<Day> {
        let (year, part) = (
            bin.div_euclid(self.per_year()),
            bin.rem_euclid(self.per_year()),
        );
        Day::from_ymd(year, (part * 12 / self.per_year()) as u32 + 1, 1)
    }
}

/// What a bar is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stack {
    #[default]
    Outcome,
    AgeGroup,
    Sex,
    Device,
}

impl Stack {
    /// All stacks, in the order of their list.
    pub const ALL: [Self; 4] = [Self::Outcome, Self::AgeGroup, Self::Sex, Self::Device];

    /// The spelling in links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::AgeGroup => "age_group",
            Self::Sex => "sex",
            Self::Device => "device",
        }
    }

    /// The stack spelled `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stack| stack.slug() == slug)
    }

    fn values(self) -> &'static [&'static str] {
        match self {
            Self::Outcome => &Outcome::SLUGS,
            Self::AgeGroup => &AgeGroup::SLUGS,
            Self::Sex => &Sex::SLUGS,
            Self::Device => &HazardType::SLUGS,
        }
    }
}

/// The value of an accident or a person that more than one value of a stack applies to.
pub const SEVERAL: &str = "several";

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Measure {
    #[default]
    People,
    Accidents,
}

/// What the timeline asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HistogramSpec {
    pub unit: BinUnit,
    pub stack: Stack,
    pub measure: Measure,
}

/// One colour of the bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Series {
    /// Of people: what became of them. `None` counts accidents.
    pub outcome: Option<Outcome>,
    /// A value of the stack, or [`SEVERAL`].
    pub value: &'static str,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bar {
    /// By series.
    pub counts: Vec<u64>,
    /// The accidents behind the counts, with what is known of each outcome.
    pub figures: Casualties,
}

/// The bars of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Histogram {
    pub spec: HistogramSpec,
    pub series: Vec<Series>,
    /// The first day of the first bar.
    pub start: Option<Day>,
    /// Consecutive bars of one [`BinUnit`] each, empty ones included.
    pub bars: Vec<Bar>,
    /// Accidents known to the year alone, as `(year, bar)`, in the order of the years; none where bins are years.
    pub year_only: Vec<(i32, Bar)>,
    /// Accidents without a date.
    pub undated: Bar,
    /// Accidents before or after the [`MAX_BINS`] bars, and what is some 1,300 years away from the others.
    pub beyond: Bar,
    /// All of these together.
    pub total: Casualties,
}

impl Histogram {
    /// The days of a bar, half-open.
    #[must_use]
    pub fn days_of(&self, bar: usize) -> Option<(Day, Day)> {
        let first = self.spec.unit.bin_of(self.start?) + bar as i32;
        Some((
            self.spec.unit.first_day(first)?,
            self.spec.unit.first_day(first + 1)?,
        ))
    }

    /// The height of the axis: the greatest bar, or band over a year, which is drawn at its mean per bar.
    #[must_use]
    pub fn tallest(&self) -> u64 {
        let sum = |bar: &Bar| bar.counts.iter().sum::<u64>();
        let per_year = u64::from(self.spec.unit.per_year().unsigned_abs());
        let bands = self
            .year_only
            .iter()
            .map(|(_, bar)| sum(bar).div_ceil(per_year));
        self.bars.iter().map(sum).chain(bands).max().unwrap_or(0)
    }
}

impl CrossFilter {
    /// Counts the accidents that pass everything but the time.
    ///
    /// The bars span all dated accidents, whatever the filter, so that the axis stands still. Cost: that of the moments
    /// where only the time hides accidents and bars are outcomes; else O(accidents).
    #[must_use]
    pub fn histogram(&self, spec: HistogramSpec) -> Histogram {
        let series = series_of(spec);
        let empty = Bar {
            counts: vec![0; series.len()],
            figures: Casualties::default(),
        };
        let (first, bars) = self.bins(spec.unit).unwrap_or((0, 0));
        let mut histogram = Histogram {
            spec,
            series,
            start: (bars > 0).then(|| spec.unit.first_day(first)).flatten(),
            bars: vec![empty.clone(); bars],
            year_only: Vec::new(),
            undated: empty.clone(),
            beyond: empty,
            total: Casualties::default(),
        };
        for layer in self.incident_layers() {
            histogram.add(layer, first);
        }
        let years = histogram.year_only.iter().map(|(_, bar)| bar);
        let apart = [&histogram.undated, &histogram.beyond];
        for bar in histogram.bars.iter().chain(years).chain(apart) {
            histogram.total.add_all(&bar.figures);
        }
        histogram
            .year_only
            .retain(|(_, bar)| bar.figures.accidents > 0);
        order::sort_by_number(&mut histogram.year_only, |(year, _)| {
            order::ordered_integer(i64::from(*year))
        });
        histogram
    }
}

impl CrossFilter {
    /// The first bin and how many there are. Where one stray date would make too many, those around the middle accident.
    fn bins(&self, unit: BinUnit) -> Option<(i32, usize)> {
        let (first, last) = self.incident_extent()?;
        let (first, last) = (unit.bin_of(first), unit.bin_of(last));
        let bins = (last - first + 1) as usize;
        if bins <= MAX_BINS {
            return Some((first, bins));
        }
        let largest = self
            .incident_layers()
            .max_by_key(|layer| layer.columns.rows)?;
        let middle = unit.bin_of(largest.timing.middle_day()?);
        let most = MAX_BINS as i32;
        Some(((middle - most / 2).clamp(first, last - most + 1), MAX_BINS))
    }
}

impl Histogram {
    fn add(&mut self, layer: &Layer, first_bin: i32) {
        let columns = &layer.columns;
        let shown = layer.shown_at_any_time();
        let codes = layer.months.codes();
        let mut slots = Slots::new(self.spec.unit, first_bin, self.bars.len());
        let moments = layer.months.moments().iter();
        let of_code: Vec<u16> = moments.map(|moment| slots.of(*moment)).collect();
        let slot = SlotOfRow {
            codes,
            slots: &of_code,
        };
        let all: Vec<Slot> = slots.all().collect();
        let mut figures = vec![Casualties::default(); all.len()];
        for (slot, of_moment) in of_code.iter().zip(layer.figures_by_moment(&shown).iter()) {
            figures[usize::from(*slot)].add_all(of_moment);
        }
        let series = self.series.len();
        let mut counts = vec![0; series * all.len()];
        if (self.spec.measure, self.spec.stack) == (Measure::People, Stack::Outcome) {
            for (counts, figures) in counts.chunks_mut(series).zip(&figures) {
                let sums = [figures.killed, figures.injured, figures.outcome_unknown];
                counts
                    .iter_mut()
                    .zip(sums)
                    .for_each(|(count, known)| *count = known.sum);
            }
        } else {
            let devices = columns.set(Field::Device);
            let people_of = PeopleColumns::of(columns);
            let spec = self.spec;
            shown.for_rows(|row| {
                let devices = devices.and_then(|column| column.bits.get(row));
                let devices = devices.copied().unwrap_or(0);
                let counts = &mut counts[series * slot.at(row)..][..series];
                count_accident(spec, counts, &people_of.people(row), devices);
            });
        }
        for (slot, (counts, figures)) in all.into_iter().zip(counts.chunks(series).zip(&figures)) {
            let bar = self.bar_of(slot);
            bar.figures.add_all(figures);
            for (all, count) in bar.counts.iter_mut().zip(counts) {
                *all += count;
            }
        }
    }

    fn bar_of(&mut self, slot: Slot) -> &mut Bar {
        match slot {
            Slot::Bar(bar) => &mut self.bars[bar],
            Slot::Undated => &mut self.undated,
            Slot::Beyond => &mut self.beyond,
            Slot::Year(year) => {
                let known = self.year_only.iter().position(|(known, _)| *known == year);
                let place = known.unwrap_or_else(|| {
                    let counts = vec![0; self.series.len()];
                    let figures = Casualties::default();
                    self.year_only.push((year, Bar { counts, figures }));
                    self.year_only.len() - 1
                });
                &mut self.year_only[place].1
            }
        }
    }
}

const OUTCOMES: [Outcome; 3] = [Outcome::Killed, Outcome::Injured, Outcome::Unknown];

/// The series of a histogram: people by outcome and, within it, by value; accidents by value.
fn series_of(spec: HistogramSpec) -> Vec<Series> {
    let of = |outcome, value| Series { outcome, value };
    match (spec.measure, spec.stack) {
        (Measure::People, Stack::Outcome) => OUTCOMES
            .map(|outcome| of(Some(outcome), outcome.slug()))
            .to_vec(),
        (Measure::People, stack) => OUTCOMES
            .into_iter()
            .flat_map(|outcome| values_of(stack).map(move |value| of(Some(outcome), value)))
            .collect(),
        (Measure::Accidents, stack) => values_of(stack).map(|value| of(None, value)).collect(),
    }
}

/// The values of a stack in the order of their codes, then [`SEVERAL`].
fn values_of(stack: Stack) -> impl Iterator<Item = &'static str> {
    stack.values().iter().copied().chain([SEVERAL])
}

fn count_accident(spec: HistogramSpec, counts: &mut [u64], people: &People, devices: u16) {
    let present = |groups: &[u32]| u16::from(super::people::groups_present(groups));
    let by_outcome = OUTCOMES.map(|outcome| {
        u64::from(match outcome {
            Outcome::Killed => people.killed.unwrap_or(0),
            Outcome::Injured => people.injured.unwrap_or(0),
            _ => people.outcome_unknown.unwrap_or(0),
        })
    });
    let values = spec.stack.values().len();
    match (spec.measure, spec.stack) {
        (Measure::Accidents, stack) => {
            let bits = match stack {
                Stack::Outcome => u16::from(people.outcomes()),
                Stack::AgeGroup => present(&people.by_age),
                Stack::Sex => present(&people.by_sex),
                Stack::Device => devices,
            };
            counts[only_value(bits, values)] += 1;
        }
        (Measure::People, Stack::Outcome) => counts
            .iter_mut()
            .zip(by_outcome)
            .for_each(|(count, people)| *count += people),
        (Measure::People, Stack::Device) => {
            let value = only_value(devices, values);
            for (place, count) in by_outcome.into_iter().enumerate() {
                counts[place * (values + 1) + value] += count;
            }
        }
        (Measure::People, stack) => {
            let groups = if stack == Stack::AgeGroup {
                people.by_age
            } else {
                people.by_sex
            };
            let one_outcome = by_outcome.iter().filter(|count| **count > 0).count() == 1;
            let one_group = groups.iter().filter(|count| **count > 0).count() == 1;
            for (place, count) in by_outcome
                .into_iter()
                .enumerate()
                .filter(|(_, count)| *count > 0)
            {
                let bars = &mut counts[place * (values + 1)..][..values];
                // More people in groups than casualties: the record contradicts itself, so nobody is told apart.
                let consistent = groups.iter().map(|group| u64::from(*group)).sum::<u64>()
                    == by_outcome.iter().sum::<u64>();
                if consistent && one_outcome {
                    bars.iter_mut()
                        .zip(groups)
                        .for_each(|(bar, group)| *bar += u64::from(group));
                } else if consistent && one_group {
                    bars.iter_mut()
                        .zip(groups)
                        .filter(|(_, group)| *group > 0)
                        .for_each(|(bar, _)| *bar += count);
                } else {
                    bars[0] += count;
                }
            }
        }
    }
}

/// The code of a set's only value, or the place of [`SEVERAL`], which follows the last one; none is unknown.
fn only_value(bits: u16, values: usize) -> usize {
    match bits.count_ones() {
        0 => 0,
        1 => (bits.trailing_zeros() as usize).min(values),
        _ => values,
    }
}

#[cfg(test)]
#[path = "histogram_tests.rs"]
mod tests;
