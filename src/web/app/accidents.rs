//! The accidents of all layers as one set of points, so that their clusters never lie over one another.

use std::rc::Rc;

use super::page_layer::PageLayer;
use crate::filter::CrossFilter;
use crate::hazard::{RowSet, WORD_ROWS};
use crate::scene::cluster::{Cluster, IncidentPoints};
use crate::web::ui::RowRef;

/// All accidents: layer after layer, rows counted through.
#[derive(Default)]
pub struct Accidents {
    points: Rc<IncidentPoints>,
    /// Each layer with the number of its first row.
    starts: Vec<(String, u32)>,
    /// The places of the rows that the filter shows.
    shown: RowSet,
}

impl Accidents {
    /// Joins the accidents of the layers. Nothing is copied where one layer has them all; else linear.
    pub fn of(layers: &[PageLayer]) -> Self {
        let mut accidents = Self::default();
        let mut rows = 0;
        for layer in layers {
            let Some(points) = &layer.points else {
                continue;
            };
            accidents.points = if accidents.starts.is_empty() {
                points.clone()
            } else {
                Rc::new(accidents.points.joined(points, rows))
            };
            accidents.starts.push((layer.id.clone(), rows));
            // Whole words of rows, so that sets of rows lie side by side.
            rows += layer.anchors.len().next_multiple_of(WORD_ROWS) as u32;
        }
        accidents
    }

    /// Takes up which rows the filter shows.
    pub fn refilter(&mut self, filter: &CrossFilter) {
        let mut words = Vec::new();
        for (layer, start) in &self.starts {
            words.resize(*start as usize / WORD_ROWS, 0);
            words.extend(filter.shown(layer).map_or(&[][..], RowSet::words));
        }
        self.shown = self.points.places_of(&RowSet::from_words(words));
    }

    /// The symbols that reach into a view; see [`IncidentPoints::clusters`].
    pub fn clusters(&self, zoom: f64, view: [f64; 4]) -> Vec<Cluster> {
        self.points.clusters(&self.shown, zoom, view)
    }

    /// The row of a layer behind a row counted through.
    pub fn row(&self, row: u32) -> Option<RowRef> {
        let (layer, start) = self.starts.iter().rev().find(|(_, start)| *start <= row)?;
        Some(RowRef {
            layer: layer.clone(),
            row: row - start,
        })
    }

    /// The shown rows within `reach` of a position (`world`), with their places.
    pub fn shown_near(&self, at: [f64; 2], reach: f64) -> Vec<(RowRef, [f64; 2])> {
        let near = self.points.within(&self.shown, at, reach);
        near.into_iter()
            .filter_map(|(row, place)| Some((self.row(row)?, place)))
            .collect()
    }
}
