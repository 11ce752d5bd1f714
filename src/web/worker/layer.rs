//! One layer in the worker: exact geometry, index, and the texts of the file it came from.

use crate::ingest::holds;
use std::cell::RefCell;
use std::rc::Rc;

use crate::analysis::AnalysisLayer;
use crate::hazard::Field;
use crate::ingest::{Dataset, RowDetails, Source, cut, row_details, row_text, row_title};
use crate::protocol::{NamedRow, Placement};
use crate::scene::cluster::morton_order;
use crate::spatial::hilbert::fixed_from_world;
use crate::spatial::{
    Boxes, Geometries, Hit, NOWHERE, RowIndex, WorldBounds, joined_bounds, nearest_on, pick,
    world_bounds,
};

/// A layer with everything that questions need.
pub struct WorkerLayer {
    pub id: String,
    /// The id of the file it came from.
    pub source_id: String,
    pub dataset: Dataset,
    source: Rc<Source>,
    index: RowIndex,
    /// One byte per row, 0 hidden; empty while everything is shown.
    shown: RefCell<Vec<u8>>,
}

impl WorkerLayer {
    /// Indexes a dataset, of which the box of each row is given: `O(n)`.
    pub fn new(
        id: String,
        source_id: String,
        dataset: Dataset,
        source: Rc<Source>,
        boxes: Boxes,
    ) -> Self {
        let index = RowIndex::of(boxes);
        Self {
            id,
            source_id,
            dataset,
            source,
            index,
            shown: RefCell::default(),
        }
    }

    /// Which rows the filter shows.
    pub fn show(&self, shown: Vec<u8>) {
        *self.shown.borrow_mut() = shown;
    }

    /// All rows, whatever the filter shows: what questions about places are asked of.
    pub fn records(&self) -> AnalysisLayer<'_> {
        AnalysisLayer {
            role: self.dataset.role,
            geometries: &self.dataset.geometries,
            index: &self.index,
            columns: &self.dataset.columns,
            statuses: &self.dataset.statuses,
        }
    }

    /// Name or id of a row; empty where it has neither.
    pub fn name(&self, row: u32) -> String {
        row_title(&self.source, &self.dataset, row).unwrap_or_default()
    }

    /// The shown rows at a position in degrees; see [`pick`].
    pub fn pick(&self, at: [f64; 2], tolerance: f64) -> Vec<Hit> {
        let shown = self.shown.borrow();
        let is_shown = |row: u32| shown.get(row as usize).is_none_or(|shown| *shown != 0);
        pick(
            &self.dataset.geometries,
            &self.index,
            at,
            tolerance,
            is_shown,
        )
    }

    /// Names of rows, and how far and in which direction they lie from a position in degrees.
    pub fn named(&self, rows: &[u32], from: [f64; 2]) -> Vec<NamedRow> {
        let geometries = &self.dataset.geometries;
        let named = |row: u32| {
            let near = nearest_on(&geometries.get(row as usize), from)?;
            Some(NamedRow {
                layer: self.id.clone(),
                row,
                name: self.name(row),
                distance_m: near.distance.0,
                bearing_deg: near.bearing,
            })
        };
        let known = rows
            .iter()
            .copied()
            .filter(|row| (*row as usize) < geometries.len());
        known.filter_map(named).collect()
    }

    /// Texts of fields for all rows, in row order; empty where a row has none.
    pub fn texts(&self, fields: &[Field]) -> Vec<Vec<String>> {
        let text = |row: u32, field: &Field| {
            let text = self.text(row, *field).unwrap_or_default();
            cut(&text, MOST_LETTERS)
        };
        self.rows()
            .map(|row| fields.iter().map(|field| text(row, field)).collect())
            .collect()
    }

    /// Everything known of a row.
    pub fn describe(&self, row: u32) -> Option<RowDetails> {
        self.rows()
            .contains(&row)
            .then(|| row_details(&self.source, &self.dataset, row))
    }

    /// Rows whose free text holds all of the words, which come folded: see [`crate::filter::fold`].
    pub fn search(&self, words: &[String]) -> Vec<u32> {
        let holds = |row: &u32| {
            let texts = FREE_TEXTS
                .iter()
                .filter_map(|field| self.text(*row, *field));
            let text = crate::filter::fold(&texts.collect::<Vec<_>>().join(" "));
            words.iter().all(|word| holds(&text, word))
        };
        self.rows().filter(holds).collect()
    }

    /// Rows whose id is `id`.
    pub fn find(&self, id: &str) -> Vec<u32> {
        self.rows()
            .filter(|row| self.text(*row, Field::Id).is_some_and(|known| known == id))
            .collect()
    }

    fn text(&self, row: u32, field: Field) -> Option<String> {
        row_text(&self.source, &self.dataset, row, field)
    }

    fn rows(&self) -> std::ops::Range<u32> {
        0..self.dataset.geometries.len() as u32
    }
}

/// Where the rows of a layer are.
pub struct Places {
    /// What the page keeps of it.
    pub placement: Placement,
    /// What the index is made of.
    pub boxes: Boxes,
    /// The bounds of all rows.
    pub extent: Option<WorldBounds>,
}

impl Places {
    /// Finds all rows; `clustered` ones come with their order along the Morton curve.
    pub fn of(geometries: &Geometries, clustered: bool) -> Self {
        let mut anchors = Vec::with_capacity(geometries.len());
        let mut boxes = Boxes::default();
        let mut extent = NOWHERE;
        for geometry in geometries.iter() {
            let bounds = world_bounds(&geometry).unwrap_or(NOWHERE);
            let [left, top, right, bottom] = bounds;
            anchors.push(fixed_from_world([
                f64::midpoint(left, right),
                f64::midpoint(top, bottom),
            ]));
            boxes.push(bounds);
            extent = joined_bounds(extent, bounds);
        }
        let order = if clustered {
            morton_order(&anchors)
        } else {
            Vec::new()
        };
        let bounds = if boxes.are_points() {
            Vec::new()
        } else {
            boxes.coarse()
        };
        let placement = Placement {
            anchors,
            order,
            bounds,
        };
        Self {
            placement,
            boxes,
            extent: (!extent[0].is_nan()).then_some(extent),
        }
    }
}

/// Letters of a text that goes to the page for every row.
const MOST_LETTERS: usize = 2_000;
/// The fields that only the worker knows.
const FREE_TEXTS: [Field; 5] = [
    Field::Id,
    Field::Name,
    Field::AltNames,
    Field::Notes,
    Field::Narrative,
];
