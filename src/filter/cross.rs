//! All layers under one filter and one time window.

use std::ops::Range as Rows;
use std::sync::Arc;

use super::layer::Layer;
use super::tally::{FILTER, TEXT, TIME};
use super::{
    Arrival, Facet, FilterModel, Measured, People, PeopleColumns, RowTotals, TimeWindow, Totals,
};
use crate::hazard::row_state;
use crate::hazard::{Columns, RowKind, RowSet};
use crate::order;
use crate::sorted::SortedMap;
use crate::units::Day;

/// The columns of every layer, the filter they stand under, and what follows: states and counts.
#[derive(Debug)]
pub struct CrossFilter {
    layers: Vec<Layer>,
    off: Vec<String>,
    model: FilterModel,
    window: TimeWindow,
    today: Day,
    /// Whether anything but the time changed since the last [`CrossFilter::take_changes`].
    beyond_time: bool,
}

/// Rows of a layer whose state byte changed: all changed ones lie within.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerChange {
    pub layer: String,
    pub rows: Rows<u32>,
}

/// What differs since the last time it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Layers whose state bytes must be sent to the GPU again.
    pub layers: Vec<LayerChange>,
    /// Whether more than the time changed: the timeline must be counted anew.
    pub beyond_time: bool,
}

/// A value of a facet with what it leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueCount {
    pub value: String,
    /// Zones with this value that pass everything but this facet.
    pub zones: u64,
    /// Accidents with this value that pass everything but this facet.
    pub incidents: u64,
    /// Rows with this value, whatever the filter.
    pub total: u64,
}

impl CrossFilter {
    /// No layers, no filter. `today` dates the age of surveys.
    #[must_use]
    pub fn new(today: Day) -> Self {
        Self {
            layers: Vec::new(),
            off: Vec::new(),
            model: FilterModel::default(),
            window: TimeWindow::default(),
            today,
            beyond_time: false,
        }
    }

    /// Takes a layer in, or replaces the one of the same id; it stands under the filter at once.
    ///
    /// Cost: O(rows · facets).
    pub fn add_layer(&mut self, id: &str, kind: RowKind, columns: Arc<Columns>) {
        let arrival = self.begin_layer(id, kind, columns);
        self.add_arrived(arrival);
    }

    /// Begins to take a layer in; [`Arrival::step`] does the work bit by bit, [`CrossFilter::add_arrived`] ends it.
    #[must_use]
    pub fn begin_layer(&self, id: &str, kind: RowKind, columns: Arc<Columns>) -> Arrival {
        Arrival::new(id, kind, columns, self.today)
    }

    /// Takes in a layer whose steps are done; what is left of them is done now.
    pub fn add_arrived(&mut self, arrival: Arrival) {
        let mut layer = arrival.finish();
        if !(self.model.is_empty() && self.window.is_open()) {
            layer.refilter(&self.model, self.window, FILTER | TIME);
        }
        if self.off.contains(&layer.id) {
            layer.set_on(false);
        }
        match self.layers.iter_mut().find(|known| known.id == layer.id) {
            Some(known) => *known = layer,
            None => self.layers.push(layer),
        }
        self.beyond_time = true;
    }

    /// Forgets a layer; whether it was switched off is remembered.
    pub fn remove_layer(&mut self, id: &str) {
        self.layers.retain(|layer| layer.id != id);
        self.beyond_time = true;
    }

    /// The ids of the layers, in the order in which they came.
    pub fn layer_ids(&self) -> impl Iterator<Item = &str> {
        self.layers.iter().map(|layer| layer.id.as_str())
    }

    /// Sets filter and time window, and says what changed.
    ///
    /// Cost: O(rows / 64) for each value of a facet and each digit of the days, wherever the window comes from; O(rows)
    /// for a range, a text, and a facet of many values.
    pub fn apply(&mut self, model: &FilterModel, window: TimeWindow) -> Changes {
        let dimensions = changed_dimensions(&self.model, model);
        let old = std::mem::replace(&mut self.window, window);
        self.model.clone_from(model);
        self.beyond_time |= dimensions != 0;
        let time = if old == window { 0 } else { TIME };
        for layer in &mut self.layers {
            let dimensions = dimensions & layer.dimensions() | time;
            if dimensions != 0 {
                layer.refilter(&self.model, window, dimensions);
            }
        }
        self.take_changes()
    }

    /// Switches layers off, exactly these; ids of layers still to come count too.
    pub fn set_layers_off(&mut self, off: &[String]) {
        for layer in &mut self.layers {
            let (was, is) = (self.off.contains(&layer.id), off.contains(&layer.id));
            if was != is {
                layer.set_on(!is);
                self.beyond_time = true;
            }
        }
        self.off = off.to_vec();
    }

    /// Adds the rows whose free text holds a search's words, as the worker found them. They count while exactly this
    /// text is searched for.
    pub fn set_text_hits(&mut self, id: &str, text: &str, rows: Vec<u32>) {
        if let Some(layer) = self.layers.iter_mut().find(|layer| layer.id == id) {
            layer.text_hits = Some((text.to_owned(), rows));
            if self.model.text() == text {
                layer.refilter(&self.model, self.window, TEXT);
                self.beyond_time = true;
            }
        }
    }

    /// Marks a row as hovered or selected, or takes the mark back.
    pub fn mark(&mut self, id: &str, row: u32, mark: Mark, on: bool) {
        if let Some(layer) = self.layers.iter_mut().find(|layer| layer.id == id) {
            let flag = match mark {
                Mark::Hovered => row_state::HOVERED,
                Mark::Selected => row_state::SELECTED,
            };
            layer.mark(row as usize, flag, on);
        }
    }

    /// What changed since the last call (or the last [`CrossFilter::apply`]).
    pub fn take_changes(&mut self) -> Changes {
        let layers = self.layers.iter_mut().filter_map(|layer| {
            let rows = layer.take_changes()?;
            Some(LayerChange {
                layer: layer.id.clone(),
                rows,
            })
        });
        Changes {
            layers: layers.collect(),
            beyond_time: std::mem::take(&mut self.beyond_time),
        }
    }

    /// The filter in force.
    #[must_use]
    pub fn model(&self) -> &FilterModel {
        &self.model
    }

    /// The time window in force.
    #[must_use]
    pub fn window(&self) -> TimeWindow {
        self.window
    }

    /// The state bytes of a layer, by row; see [`row_state`].
    #[must_use]
    pub fn states(&self, id: &str) -> Option<&[u8]> {
        self.layers
            .iter()
            .find(|layer| layer.id == id)
            .map(|layer| layer.state.as_slice())
    }

    /// The rows of a layer that are shown.
    #[must_use]
    pub fn shown(&self, id: &str) -> Option<&RowSet> {
        self.layers
            .iter()
            .find(|layer| layer.id == id)
            .map(Layer::shown)
    }

    /// The people of an accident.
    #[must_use]
    pub fn people(&self, id: &str, row: u32) -> Option<People> {
        let mut incidents = self.incident_layers();
        let layer = incidents.find(|layer| layer.id == id)?;
        ((row as usize) < layer.columns.rows)
            .then(|| PeopleColumns::of(&layer.columns).people(row as usize))
    }

    /// Whether any area tells when it was recorded or released, so that the map can be shown as of a day.
    #[must_use]
    pub fn has_dated_zones(&self) -> bool {
        let mut zones = self
            .layers
            .iter()
            .filter(|layer| layer.kind == RowKind::Zone);
        zones.any(|layer| layer.timing.is_dated())
    }

    /// What of a layer is shown and hidden.
    #[must_use]
    pub fn layer_totals(&self, id: &str) -> Option<RowTotals> {
        self.layers
            .iter()
            .find(|layer| layer.id == id)
            .map(|layer| layer.tally.rows)
    }

    /// What is shown and hidden, over all layers.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for layer in &self.layers {
            let rows = match layer.kind {
                RowKind::Zone => &mut totals.zones,
                RowKind::Incident => &mut totals.incidents,
                RowKind::Settlement => &mut totals.settlements,
                RowKind::Region => &mut totals.regions,
            };
            rows.add_all(&layer.tally.rows);
            totals.casualties.add_all(&layer.tally.casualties);
        }
        totals
    }

    /// The values of a facet, each with what it leaves under all *other* choices.
    ///
    /// Closed lists come whole, in their order. Open ones come by size, so that the order does not change under the
    /// reader's hand, with `unknown` last. Cost: O(values), whatever the number of rows.
    #[must_use]
    pub fn counts(&self, facet: Facet) -> Vec<ValueCount> {
        let mut by_value: SortedMap<&str, ValueCount> = SortedMap::new();
        for layer in &self.layers {
            for (place, (_, values)) in layer
                .values
                .iter()
                .enumerate()
                .filter(|(_, (known, _))| *known == facet)
            {
                for (code, value) in values
                    .dictionary(facet, &layer.columns)
                    .into_iter()
                    .enumerate()
                {
                    let count = by_value.get_or_insert_with(value, || ValueCount::none(value));
                    let left = layer.tally.facets[place][code];
                    match layer.kind {
                        RowKind::Incident => count.incidents += left,
                        _ => count.zones += left,
                    }
                    count.total += layer.sizes[place][code];
                }
            }
        }
        if let Some(closed) = facet.closed_values() {
            return closed
                .iter()
                .map(|value| {
                    by_value
                        .remove(value)
                        .unwrap_or_else(|| ValueCount::none(value))
                })
                .collect();
        }
        let mut counts: Vec<_> = by_value
            .into_iter()
            .map(|(_, count)| count)
            .filter(|count| count.total > 0)
            .collect();
        order::sort_by_number(&mut counts, |count| {
            let unknown = u64::from(count.value == super::UNKNOWN);
            unknown << 63 | ((u64::MAX >> 1) - count.total)
        });
        counts
    }

    /// First and last day that the dates of accidents can mean, whatever the filter.
    #[must_use]
    pub fn incident_extent(&self) -> Option<(Day, Day)> {
        self.incident_layers()
            .filter_map(|layer| layer.timing.extent())
            .reduce(|(first, last), (other_first, other_last)| {
                (first.min(other_first), last.max(other_last))
            })
    }

    pub(super) fn incident_layers(&self) -> impl Iterator<Item = &Layer> {
        self.layers
            .iter()
            .filter(|layer| layer.kind == RowKind::Incident)
    }
}

/// A flag of a row that the pointer or the keyboard sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Hovered,
    Selected,
}

impl ValueCount {
    fn none(value: &str) -> Self {
        Self {
            value: value.to_owned(),
            zones: 0,
            incidents: 0,
            total: 0,
        }
    }
}

fn changed_dimensions(old: &FilterModel, new: &FilterModel) -> u32 {
    let facets = Facet::ALL
        .into_iter()
        .filter(|facet| old.chosen(*facet) != new.chosen(*facet));
    let ranges = Measured::ALL
        .into_iter()
        .filter(|which| old.range(*which) != new.range(*which));
    let text = if old.text() == new.text() { 0 } else { TEXT };
    facets
        .map(Facet::bit)
        .chain(ranges.map(Measured::bit))
        .fold(text, |bits, bit| bits | bit)
}
