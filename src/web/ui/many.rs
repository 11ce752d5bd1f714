//! What the components of many places see and ask; see [`super::store`].

use std::sync::Arc;

use crate::analysis::{Caveat, Weighting};
use crate::protocol::{Basis, PlaceColumns, PlaceList, RefusedRow};
use crate::state::{PlaceRow, TableView};
use crate::web::view::prelude::*;

/// The signals of many places.
pub struct ManySignals {
    /// The Check tab is about many places, not one.
    pub open: RwSignal<bool>,
    /// The table lies over the map, or fills the sheet.
    pub wide: RwSignal<bool>,
    pub list: RwSignal<ListState>,
    pub work: RwSignal<Work>,
    /// The answers there are; while others are on their way, those of before.
    pub answers: RwSignal<Option<Arc<Answers>>>,
    /// How far around each place it is looked, in metres.
    pub radius: RwSignal<f64>,
    pub weighting: RwSignal<Weighting>,
    pub view: RwSignal<TableView>,
    /// The rows that the table shows, in its order.
    pub shown: RwSignal<Arc<Vec<usize>>>,
    /// The row that is looked at, on the map and in the table.
    pub chosen: RwSignal<Option<usize>>,
}

/// What became of a list of places.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ListState {
    #[default]
    None,
    Reading(String),
    Read(Arc<NamedList>),
    /// Name and reason.
    Unreadable(String, String),
}

/// A list and where it is from.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedList {
    /// Of the file or layer; empty where it was pasted.
    pub name: String,
    /// A layer has neither separators nor columns.
    pub is_layer: bool,
    /// Features of the layer's file without a place.
    pub set_aside: u64,
    pub list: PlaceList,
}

/// How far the answers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Work {
    #[default]
    None,
    Running {
        done: usize,
        of: usize,
    },
    Cancelled {
        done: usize,
        of: usize,
    },
    /// The worker was replaced before it could answer.
    Lost,
}

/// Answers about many places and what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    pub rows: Vec<PlaceRow>,
    pub refused: Vec<RefusedRow>,
    /// What limits every answer.
    pub caveats: Vec<Caveat>,
    pub basis: Basis,
    /// Of the layers of the basis.
    pub titles: Vec<String>,
}

/// What a component asks for.
#[derive(Clone)]
pub enum ManyCommand {
    /// A file that was picked or dropped.
    Read(web_sys::File),
    /// A list that was pasted.
    Paste(String),
    /// The places of a layer.
    UseLayer(String),
    /// The list again, with other columns.
    Columns(PlaceColumns),
    /// The list and its answers go.
    Forget,
    /// No more answers.
    Cancel,
    /// The answers again, after a cancel.
    AskAgain,
    Radius(f64),
    /// A row of the answers: the map shows where it is.
    Choose(usize),
    /// What is shown changed.
    Redraw,
}

impl ManySignals {
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            wide: RwSignal::new(false),
            list: RwSignal::new(ListState::None),
            work: RwSignal::new(Work::None),
            answers: RwSignal::new(None),
            radius: RwSignal::new(1_000.0),
            weighting: RwSignal::new(Weighting::default()),
            view: RwSignal::new(TableView::default()),
            shown: RwSignal::new(Arc::default()),
            chosen: RwSignal::new(None),
        }
    }
}
