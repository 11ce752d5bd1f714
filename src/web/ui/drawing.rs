//! Drawing on the map, as the components see it: signals in, commands out.

use crate::protocol::Asked;
use crate::state::{Sketch, Spot, Tool};
use crate::web::view::prelude::RwSignal;

/// The width of a corridor until another is chosen, in metres.
const CORRIDOR: f64 = 500.0;

/// What is asked about: a place with its name, an area or a route.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// Empty where nobody knows one.
    pub name: String,
    pub asked: Asked,
    /// The place is the middle of a square that was written: metres from there to its sides; else 0.
    pub within: f64,
}

impl Checked {
    /// Where it is, where it is a place.
    #[must_use]
    pub fn place(&self) -> Option<[f64; 2]> {
        match self.asked {
            Asked::Place { at } => Some(at),
            _ => None,
        }
    }
}

/// What a component asks of the drawing.
#[derive(Clone)]
pub enum DrawCommand {
    /// The next tap on the map chooses the place that is checked, or does no longer.
    Point,
    /// Begins to draw; ends it where the same is being drawn.
    Begin(Tool),
    Finish,
    Undo,
    Redo,
    /// Takes the chosen vertex out.
    RemoveVertex,
    /// Takes the drawing off the map.
    Close,
    /// A file with a shape.
    Load(web_sys::File),
    /// GeoJSON with a shape.
    Read(String),
    /// The width of the corridor in metres.
    Width(f64),
}

/// What is drawn.
pub struct DrawSignals {
    pub sketch: RwSignal<Option<Sketch>>,
    /// Where the next vertex would be, in `lnglat`.
    pub pointer: RwSignal<Option<[f64; 2]>>,
    /// The vertex that has the focus.
    pub chosen: RwSignal<Option<Spot>>,
    /// Of the corridor along a route, in metres.
    pub width: RwSignal<f64>,
    /// Why a file or text gave no shape, in a sentence; empty where all went well.
    pub problem: RwSignal<String>,
}

impl Default for DrawSignals {
    fn default() -> Self {
        Self {
            sketch: RwSignal::new(None),
            pointer: RwSignal::new(None),
            chosen: RwSignal::new(None),
            width: RwSignal::new(CORRIDOR),
            problem: RwSignal::new(String::new()),
        }
    }
}
