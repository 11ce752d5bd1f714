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
    /// The places of the rows that the filter shows; none where they are to be asked anew.
    shown: Option<RowSet>,
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

    /// Other rows are shown than before.
    pub fn forget_shown(&mut self) {
        self.shown = None;
    }

    /// The places of the rows that the filter shows. Linear after a change, once however many there were.
    fn shown(&mut self, filter: &CrossFilter) -> &RowSet {
        let (points, starts) = (&self.points, &self.starts);
        self.shown
            .get_or_insert_with(|| points.places_of(&shown_rows(starts, filter)))
    }

    /// The symbols that reach into a view; see [`IncidentPoints::clusters`].
    pub fn clusters(&mut self, filter: &CrossFilter, zoom: f64, view: [f64; 4]) -> Vec<Cluster> {
        let points = self.points.clone();
        points.clusters(self.shown(filter), zoom, view)
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
    pub fn shown_near(
        &mut self,
        filter: &CrossFilter,
        at: [f64; 2],
        reach: f64,
    ) -> Vec<(RowRef, [f64; 2])> {
        let points = self.points.clone();
        let near = points.within(self.shown(filter), at, reach);
        near.into_iter()
            .filter_map(|(row, place)| Some((self.row(row)?, place)))
            .collect()
    }
}

/// The rows that the filter shows, layer after layer.
fn shown_rows(starts: &[(String, u32)], filter: &CrossFilter) -> RowSet {
    let mut words = Vec::new();
    for (layer, start) in starts {
        words.resize(*start as usize / WORD_ROWS, 0);
        words.extend(filter.shown(layer).map_or(&[][..], RowSet::words));
    }
    RowSet::from_words(words)
}
