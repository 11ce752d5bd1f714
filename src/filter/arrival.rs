//! A layer on its way into the cross-filter, in steps of some rows or one quick pass over all: a page that must not freeze
//! takes them one task at a time.

use std::sync::Arc;

use super::Facet;
use super::layer::Layer;
use super::tally::Outcomes;
use super::values::{PeopleBits, Values};
use crate::hazard::{Columns, GrowingSets, RowKind};
use crate::units::Day;

/// A layer that is not counted yet.
#[derive(Debug)]
pub struct Arrival {
    layer: Layer,
    people: PeopleBits,
    /// Sets of rows that the next step goes on with.
    growing: Option<GrowingSets>,
    next: Step,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    /// Of some rows.
    Dates,
    /// Of some rows.
    Days,
    DatedStates,
    /// Of some rows.
    Months,
    /// Of some rows.
    Moments,
    /// Of this number, of some rows.
    Outcome(usize),
    WorstOutcome,
    /// Of some rows.
    People,
    /// Of the facet at this place in [`Facet::ALL`].
    Values(usize),
    Count,
    Arrived,
}

impl Arrival {
    pub(super) fn new(id: &str, kind: RowKind, columns: Arc<Columns>, today: Day) -> Self {
        Self {
            layer: Layer::uncounted(id, kind, columns, today),
            people: PeopleBits::default(),
            growing: None,
            next: Step::Dates,
        }
    }

    /// Takes the next step; `false` when the layer has arrived. A step costs O(rows) at most.
    pub fn step(&mut self) -> bool {
        let layer = &mut self.layer;
        self.next = match self.next {
            Step::Dates if layer.timing.read(&layer.columns) => Step::Dates,
            Step::Dates => Step::Days,
            Step::Days if layer.timing.sort_out() => Step::Days,
            Step::Days => Step::DatedStates,
            Step::DatedStates => {
                layer.note_dates();
                Step::Months
            }
            Step::Months if layer.read_months() => Step::Months,
            Step::Months if layer.kind == RowKind::Incident => Step::Moments,
            Step::Months => Step::WorstOutcome,
            Step::Moments if layer.count_moments() => Step::Moments,
            Step::Moments => Step::Outcome(0),
            Step::Outcome(outcome) => {
                let (outcomes, columns) = (&mut layer.outcomes, &layer.columns);
                match outcome {
                    _ if outcomes.read(outcome, columns, &mut self.growing) => {
                        Step::Outcome(outcome)
                    }
                    _ if outcome + 1 < Outcomes::FIELDS.len() => Step::Outcome(outcome + 1),
                    _ => Step::WorstOutcome,
                }
            }
            Step::WorstOutcome => {
                layer.note_worst();
                Step::People
            }
            Step::People => {
                if layer.kind == RowKind::Incident && self.people.read(&layer.columns) {
                    Step::People
                } else {
                    Step::Values(0)
                }
            }
            Step::Values(place) => match Facet::ALL.get(place) {
                Some(facet) => {
                    if facet.concerns(layer.kind) {
                        let values = Values::of_facet(*facet, layer, &mut self.people);
                        layer.values.push((*facet, values));
                    }
                    Step::Values(place + 1)
                }
                None => Step::Count,
            },
            Step::Count | Step::Arrived => {
                if matches!(self.next, Step::Count) {
                    layer.count_all();
                }
                Step::Arrived
            }
        };
        !matches!(self.next, Step::Arrived)
    }

    /// The layer, with whatever steps were left.
    pub(super) fn finish(mut self) -> Layer {
        while self.step() {}
        self.layer
    }
}
