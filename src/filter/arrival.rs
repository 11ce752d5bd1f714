//! A layer on its way into the cross-filter, in steps that are each one pass over its rows: a page that must not
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
    ByFirstDay,
    ByLastDay,
    /// Of the facet at this place in [`Facet::ALL`].
    Values(usize),
    Time,
    /// Of the facet at this place among the layer's.
    Count(usize),
    Totals,
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

    /// Takes the next step; `false` when the layer has arrived. A step costs O(rows), the orders by day O(n log n).
    pub fn step(&mut self) -> bool {
        let layer = &mut self.layer;
        self.next = match self.next {
            Step::Dates => {
                layer.read_dates();
                Step::ByFirstDay
            }
            Step::ByFirstDay => {
                layer.timing.order_by_first();
                Step::ByLastDay
            }
            Step::ByLastDay => {
                layer.timing.order_by_last();
                Step::Values(0)
            }
            Step::Values(place) => match Facet::ALL.get(place) {
                Some(facet) => {
                    if facet.concerns(layer.kind) {
                        let values = Values::of_facet(*facet, layer, &mut self.people);
                        layer.values.push((*facet, values));
                    }
                    Step::Values(place + 1)
                }
                None => Step::Time,
            },
            Step::Time => {
                layer.begin_in_open_time();
                Step::Count(0)
            }
            Step::Count(place) if layer.count_facet(place) => Step::Count(place + 1),
            Step::Count(_) => Step::Totals,
            Step::Totals | Step::Arrived => {
                if matches!(self.next, Step::Totals) {
                    layer.count_totals();
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
