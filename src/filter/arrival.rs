//! A layer on its way into the cross-filter, in steps that are each at most one pass over its rows: a page that must not
//! freeze takes them one task at a time.

use std::sync::Arc;

use super::Facet;
use super::layer::Layer;
use super::values::{PeopleBits, Values};
use crate::hazard::{Columns, RowKind};
use crate::units::Day;

/// A layer that is not counted yet.
#[derive(Debug)]
pub struct Arrival {
    layer: Layer,
    people: PeopleBits,
    next: Step,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Dates,
    FirstDays,
    LastDays,
    DatedStates,
    Months,
    /// Of this number.
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
            next: Step::Dates,
        }
    }

    /// Takes the next step; `false` when the layer has arrived. A step costs O(rows).
    pub fn step(&mut self) -> bool {
        let layer = &mut self.layer;
        self.next = match self.next {
            Step::Dates => {
                layer.timing.read(&layer.columns);
                Step::FirstDays
            }
            Step::FirstDays => {
                layer.timing.sort_out_first();
                Step::LastDays
            }
            Step::LastDays => {
                layer.timing.sort_out_last();
                Step::DatedStates
            }
            Step::DatedStates => {
                layer.note_dates();
                Step::Months
            }
            Step::Months if layer.read_months() => Step::Months,
            Step::Months => Step::Outcome(0),
            Step::Outcome(outcome) if layer.read_outcome(outcome) => Step::Outcome(outcome + 1),
            Step::Outcome(_) => Step::WorstOutcome,
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
