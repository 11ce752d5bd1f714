//! The controller: connects the map, the worker, the filter and the components.
//!
//! `App` owns everything of the page that is not a component. Its parts are methods by concern: `loading` (sources
//! and layers), `filtering` (which rows are shown), `reading` (hover, cards, lists), `painting` (frames), `ground`
//! (the base map), `commands` (what components ask), `answers` (what the API asks), `link` (the address).

mod accidents;
mod admission;
mod answer_drawing;
mod answers;
mod checking;
mod commands;
mod drawing;
mod drawing_overlay;
mod drawn_shape;
mod filtering;
mod gestures;
mod glimpses;
mod ground;
mod layers;
mod link;
mod loading;
mod look;
mod looking_around;
mod many;
mod map_view;
mod names;
mod one_by_one;
mod page_layer;
mod painting;
mod picture_file;
mod place_marks;
mod printing;
mod promises;
mod reading;
mod remembered;
mod revival;
mod settling;
mod start;
mod symbols;
mod tiles;
mod vector_layer;
mod worker_link;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::sync::Arc;

use wasm_bindgen::JsValue;

pub use map_view::{MapEvent, MapView};
pub use start::start;

use self::accidents::Accidents;
use self::drawing::Drawing;
use self::glimpses::Glimpse;
use self::ground::Ground;
use self::layers::Arriving;
use self::loading::Sources;
use self::look::Look;
use self::many::Many;
use self::page_layer::PageLayer;
use self::painting::Picture;
use self::place_marks::PlaceMarks;
use self::reading::Reading;
use self::settling::Settling;
use self::vector_layer::VectorLayer;
use self::worker_link::WorkerLink;

use super::api::Listeners;
use super::ui::{RowRef, Store};
use crate::filter::CrossFilter;
use crate::manifest::Manifest;
use crate::protocol::FromWorker;
use crate::scene::Camera;
use crate::state::Selection;

/// The page behind the components.
pub struct App {
    pub store: Store,
    pub map: Rc<MapView>,
    pub listeners: Listeners,
    worker: Rc<WorkerLink>,
    manifest: RefCell<Arc<Manifest>>,
    /// Where the published figures are, until they are fetched.
    figures_at: RefCell<Option<String>>,
    sources: RefCell<Sources>,
    /// What the worker said and nobody has read yet.
    inbox: RefCell<VecDeque<(FromWorker, Vec<JsValue>)>>,
    reading_inbox: Cell<bool>,
    arriving: RefCell<Vec<Arriving>>,
    layers: RefCell<Vec<PageLayer>>,
    glimpses: RefCell<Vec<Glimpse>>,
    filter: RefCell<CrossFilter>,
    accidents: RefCell<Accidents>,
    /// How often marks of single accidents were begun.
    attempts: Cell<u32>,
    picture: RefCell<Picture>,
    ground: RefCell<Ground>,
    reading: RefCell<Reading>,
    /// Counts looks around: an answer to an older one is dropped.
    list_version: Cell<u32>,
    look: RefCell<Look>,
    many: Many,
    place_marks: PlaceMarks,
    answer_drawing: VectorLayer,
    drawing: Drawing,
    /// The camera of the screen while the page is printed.
    on_screen: Cell<Option<Camera>>,
    settling: Rc<Settling>,
    /// While a link is being followed, the address is not rewritten.
    following_link: Cell<bool>,
    /// Nobody has said where to look: each layer that comes widens the view, until everything asked for is there.
    shows_all: Cell<bool>,
    /// How often the worker died, and what it left to be read again, one after the other.
    deaths: Cell<u32>,
    read_again: RefCell<VecDeque<String>>,
    /// The manifest was read: from now on the address follows the map.
    started: Cell<bool>,
    /// The card that a link asks for, until its layer is there.
    link_selection: RefCell<Option<Selection>>,
    /// The open card's record by its id, where no other record has the same.
    selected_id: RefCell<Option<(RowRef, String)>>,
}
