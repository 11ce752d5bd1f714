//! Accidents within reach, and the people in them.
//!
//! What is not recorded stays unknown: a count is `None` where no accident that was counted has one.

use super::approach::Approach;
use super::earth::chord_of;
use super::layers::{AnalysisLayer, Expected};
use super::records::rows_within;
use super::subject::{Scratch, Subject};
use crate::hazard::{CategoryColumn, DateColumn, Field, LocationPrecision, NumberColumn, RowKind};
use crate::order;
use crate::units::{Day, Metres, PartialDate};

/// Days of the two spans that are told apart: one year and five.
const RECENT_DAYS: [i32; 2] = [365, 1_826];

/// The share of a chord that is surely shorter than the same way on the ground, and the other way round.
const SURELY: f64 = 0.999;

/// People and the accidents that harmed them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub accidents: u32,
    pub killed: Option<u32>,
    pub injured: Option<u32>,
    /// Under 18, killed or injured.
    pub children: Option<u32>,
    /// Accidents of which neither killed nor injured are recorded.
    pub unrecorded: u32,
    /// People harmed, whatever the outcome; an accident without any number counts as one.
    pub casualties: u32,
}

/// The accidents of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearTally {
    pub year: i32,
    pub tally: Tally,
}

/// An accident as seen from a subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AccidentFound {
    /// The layer's place in the list that the records were made of.
    pub layer: usize,
    pub row: u32,
    pub distance: Metres,
    /// From the subject to the accident, degrees clockwise from north.
    pub bearing_deg: f64,
    pub nearest_lnglat: [f64; 2],
    pub date: Option<PartialDate>,
}

/// The accidents within reach.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Accidents {
    pub total: Tally,
    /// Years in which there were any, ascending.
    pub by_year: Vec<YearTally>,
    pub undated: Tally,
    /// Those that may have happened within the last year.
    pub last_year: Tally,
    /// Those that may have happened within the last five years.
    pub last_five_years: Tally,
    pub nearest: Option<AccidentFound>,
    /// Those whose place is known to a kilometre, a settlement or a district only.
    pub rough: u32,
}

/// An incident layer with what is asked of it again and again.
pub(super) struct AccidentLayer<'a> {
    number: usize,
    layer: &'a AnalysisLayer<'a>,
    date: Option<&'a DateColumn>,
    /// Killed, injured, of unknown outcome; children; boys, girls.
    people: [Option<&'a NumberColumn>; 6],
    precision: Option<&'a CategoryColumn>,
}

impl<'a> AccidentLayer<'a> {
    /// `None` where the layer holds no accidents or none of it is here.
    pub fn of(number: usize, expected: &'a Expected<'a>) -> Option<Self> {
        let layer = expected.condition.layer()?;
        let columns = layer.columns;
        let people = [
            Field::Killed,
            Field::Injured,
            Field::OutcomeUnknown,
            Field::Children,
            Field::Boys,
            Field::Girls,
        ];
        (layer.role.row_kind() == RowKind::Incident).then(|| Self {
            number,
            layer,
            date: columns.date(Field::Date),
            people: people.map(|field| columns.number(field)),
            precision: columns.category(Field::LocationPrecision),
        })
    }

    /// Adds the accidents within a distance of a subject.
    pub fn count(
        &self,
        subject: &Subject<'_>,
        reach: Metres,
        today: Day,
        scratch: &mut Scratch,
        into: &mut Accidents,
    ) {
        // Between these the chord does not tell whether the way on the ground is too long.
        let (surely, limit) = (chord_of(reach) * SURELY, chord_of(reach) / SURELY + 1e-3);
        let mut nearest: Option<(u32, Approach)> = None;
        for row in rows_within(subject, self.layer.index, limit) {
            let geometry = self.layer.geometries.get(row as usize);
            let known = nearest.map_or(f64::INFINITY, |(_, known)| known.chord);
            let chords = subject.chords_to_point(&geometry);
            if chords.is_some_and(|[least, _]| least >= limit) {
                continue;
            }
            // Most are surely within reach and surely not the nearest.
            if chords.is_none_or(|[least, most]| most > surely || least < known) {
                let Some(approach) = subject.approach(&geometry, limit, scratch) else {
                    continue;
                };
                if approach.chord > surely && approach.distance() > reach {
                    continue;
                }
                if approach.chord < known {
                    nearest = Some((row, approach));
                }
            }
            let date = self.date.and_then(|column| column.date(row as usize));
            into.add(&self.people(row), date, today);
            into.rough += u32::from(self.is_rough(row));
        }
        if let Some((row, approach)) = nearest {
            let found = self.found(row, &approach);
            let is_nearest = into
                .nearest
                .is_none_or(|known| found.distance < known.distance);
            if is_nearest {
                into.nearest = Some(found);
            }
        }
    }

    fn found(&self, row: u32, approach: &Approach) -> AccidentFound {
        AccidentFound {
            layer: self.number,
            row,
            distance: approach.distance(),
            bearing_deg: approach.bearing(),
            nearest_lnglat: approach.there,
            date: self.date.and_then(|column| column.date(row as usize)),
        }
    }

    fn people(&self, row: u32) -> Tally {
        let [killed, injured, unknown, children, boys, girls] =
            self.people.map(|column| count(column, row));
        let all = [killed, injured, unknown];
        let is_recorded = all.iter().any(Option::is_some);
        Tally {
            accidents: 1,
            killed,
            injured,
            children: children.or_else(|| sum(boys, girls)),
            unrecorded: u32::from(killed.is_none() && injured.is_none()),
            casualties: if is_recorded {
                all.into_iter().flatten().fold(0, u32::saturating_add)
            } else {
                1
            },
        }
    }

    fn is_rough(&self, row: u32) -> bool {
        let code = self
            .precision
            .and_then(|column| column.codes.get(row as usize));
        let precision =
            code.map(|code| LocationPrecision::from_code(u8::try_from(*code).unwrap_or(0)));
        !matches!(
            precision,
            None | Some(LocationPrecision::Unknown | LocationPrecision::Exact)
        )
    }
}

impl Accidents {
    fn add(&mut self, people: &Tally, date: Option<PartialDate>, today: Day) {
        self.total.add(people);
        let Some(date) = date else {
            self.undated.add(people);
            return;
        };
        let (year, _, _) = date.first.ymd();
        match self.by_year.iter_mut().find(|known| known.year == year) {
            Some(known) => known.tally.add(people),
            None => self.by_year.push(YearTally {
                year,
                tally: *people,
            }),
        }
        let recent = [&mut self.last_year, &mut self.last_five_years];
        for (tally, days) in recent.into_iter().zip(RECENT_DAYS) {
            if date.end().0 > today.0.saturating_sub(days) {
                tally.add(people);
            }
        }
    }

    pub(super) fn sort(&mut self) {
        order::sort_by_number(&mut self.by_year, |known| {
            order::ordered_bits(f64::from(known.year))
        });
    }
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.accidents += other.accidents;
        self.killed = sum(self.killed, other.killed);
        self.injured = sum(self.injured, other.injured);
        self.children = sum(self.children, other.children);
        self.unrecorded += other.unrecorded;
        self.casualties = self.casualties.saturating_add(other.casualties);
    }
}

/// The sum of what is known.
fn sum(left: Option<u32>, right: Option<u32>) -> Option<u32> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.saturating_add(right)),
        (known, None) | (None, known) => known,
    }
}

fn count(column: Option<&NumberColumn>, row: u32) -> Option<u32> {
    let value = *column?.values.get(row as usize)?;
    // A cast saturates; NaN and negative numbers are unknown.
    (value >= 0.0).then_some(value as u32)
}
