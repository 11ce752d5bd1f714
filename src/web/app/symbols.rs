//! Symbols of a view: accidents and their clusters, settlements, towns. Kept until view or filter ask for others, so
//! that a pan costs nothing.

use std::rc::Rc;

use super::App;
use super::accidents::Accidents;
use super::names::Names;
use crate::hazard::{RowKind, row_state};
use crate::reactive::Read;
use crate::scene::cluster::{Cluster, SEPARATION_PX, SINGLE_ZOOM};
use crate::scene::{Camera, Label, Symbol, SymbolKind};
use crate::web::intl;
use crate::web::ui::RowRef;

/// How far beyond the view symbols are prepared, as a part of its size.
const MARGIN: f64 = 0.5;
/// A settlement's symbol is shown from this zoom.
pub(super) const SETTLEMENT_ZOOM: f64 = 7.0;

/// What is drawn besides meshes, and for which view it was made.
#[derive(Default)]
pub struct Symbols {
    made_for: Option<Made>,
    shown: Rc<[Symbol]>,
    /// Beside each symbol: what a click on it means; nothing for towns of the ground.
    targets: Vec<Option<Target>>,
    pub(super) names: Names,
}

struct Made {
    bounds: [f64; 4],
    zoom: f64,
}

/// What a symbol stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// In `world`.
    pub at: [f64; 2],
    /// The row, where it is one.
    pub row: Option<RowRef>,
    radius: f64,
}

impl Target {
    pub fn new(at: [f64; 2], row: Option<RowRef>, radius: f64) -> Self {
        Self { at, row, radius }
    }
}

impl Symbols {
    /// Symbols and labels for a frame.
    pub fn shown(&self) -> (Rc<[Symbol]>, Rc<[Label]>) {
        (self.shown.clone(), self.names.shown())
    }

    fn fits(&self, camera: &Camera) -> bool {
        let bounds = camera.bounds();
        self.made_for.as_ref().is_some_and(|made| {
            (made.zoom - camera.zoom()).abs() < 1e-9
                && made.bounds[0] <= bounds[0]
                && made.bounds[1] <= bounds[1]
                && made.bounds[2] >= bounds[2]
                && made.bounds[3] >= bounds[3]
        })
    }
}

impl App {
    /// Other accidents are shown than before.
    pub(super) fn refilter_accidents(&self) {
        self.accidents.borrow_mut().forget_shown();
        self.forget_symbols();
    }

    /// Layers of accidents came or went.
    pub(super) fn gather_accidents(&self) {
        *self.accidents.borrow_mut() = Accidents::of(&self.layers.borrow());
        self.refilter_accidents();
    }

    /// The symbols must be made anew. The names stay until the hand rests, so that they do not
    /// jump while the dates are dragged.
    pub(super) fn forget_symbols(&self) {
        self.picture.borrow_mut().symbols.made_for = None;
    }

    /// The names must be placed anew, and the symbols with them.
    pub(super) fn forget_names(&self) {
        self.picture.borrow_mut().symbols.names.forget();
        self.forget_symbols();
    }

    /// Places the names anew once the filter rests.
    pub(super) fn place_names_soon(self: &Rc<Self>) {
        let app = self.clone();
        self.soon("names", 200, move || {
            app.forget_names();
            app.map.request_frame();
        });
    }

    /// Makes the symbols of a view, unless those there are serve it.
    pub(super) fn refresh_symbols(self: &Rc<Self>, camera: &Camera) {
        if self.picture.borrow().symbols.fits(camera) {
            return;
        }
        let [left, top, right, bottom] = camera.bounds();
        let (x, y) = ((right - left) * MARGIN, (bottom - top) * MARGIN);
        let bounds = [left - x, top - y, right + x, bottom + y];
        let mut symbols = self.settlement_symbols(camera, bounds);
        if self.shows_one_by_one() {
            let standing_out = self.accidents_standing_out().into_iter();
            symbols
                .extend(standing_out.map(|(at, kind, row)| targeted(symbol(at, kind), Some(row))));
        } else {
            let filter = self.filter.borrow();
            let mut accidents = self.accidents.borrow_mut();
            let clusters = accidents.clusters(&filter, camera.zoom(), bounds);
            drop(accidents);
            symbols.extend(clusters.iter().map(|cluster| self.incident_symbol(cluster)));
        }
        if !self.picture.borrow().symbols.names.fit(camera) {
            let names = self.write_names(camera, bounds, &symbols);
            self.picture.borrow_mut().symbols.names = names;
        }
        let mut picture = self.picture.borrow_mut();
        let made = &mut picture.symbols;
        let towns = made
            .names
            .towns()
            .map(|at| (symbol(at, SymbolKind::Town), None));
        let targeted = symbols
            .into_iter()
            .map(|(symbol, target)| (symbol, Some(target)));
        let (shown, targets): (Vec<_>, Vec<_>) = towns.chain(targeted).unzip();
        made.shown = shown.into();
        made.targets = targets;
        made.made_for = Some(Made {
            bounds,
            zoom: camera.zoom(),
        });
        drop(picture);
        self.put_marks();
    }

    fn settlement_symbols(&self, camera: &Camera, bounds: [f64; 4]) -> Vec<(Symbol, Target)> {
        let mut found = Vec::new();
        if camera.zoom() < SETTLEMENT_ZOOM {
            return found;
        }
        let (layers, filter) = (self.layers.borrow(), self.filter.borrow());
        for layer in layers
            .iter()
            .filter(|layer| layer.kind() == RowKind::Settlement)
        {
            let states = filter.states(&layer.id).unwrap_or_default();
            for (row, state) in states.iter().enumerate() {
                let Some(at) = layer.anchor(row) else {
                    continue;
                };
                if row_state::is_visible(*state) && contains(bounds, at) {
                    let row = Some(RowRef {
                        layer: layer.id.clone(),
                        row: row as u32,
                    });
                    found.push(targeted(symbol(at, SymbolKind::Settlement), row));
                }
            }
        }
        found
    }

    fn incident_symbol(&self, cluster: &Cluster) -> (Symbol, Target) {
        let kind = if cluster.incidents == 1 {
            SymbolKind::Incident(cluster.casualties)
        } else {
            let count = intl::count(
                self.store.language.get_untracked(),
                u64::from(cluster.incidents),
            );
            SymbolKind::Cluster {
                incidents: cluster.incidents,
                casualties: cluster.casualties,
                count: count.into(),
            }
        };
        let row = cluster.row.and_then(|row| self.accidents.borrow().row(row));
        targeted(symbol(cluster.at, kind), row)
    }

    /// Another row is hovered or selected.
    pub(super) fn mark_symbols(&self) {
        if self.shows_one_by_one() {
            self.picture.borrow_mut().symbols.made_for = None;
        } else {
            self.put_marks();
        }
    }

    /// Puts hover and selection on the symbols.
    fn put_marks(&self) {
        let (hovered, selected) = (
            self.store.hovered.get_untracked(),
            self.store.selected.get_untracked(),
        );
        let mut picture = self.picture.borrow_mut();
        let symbols = &mut picture.symbols;
        let is = |row: &Option<RowRef>, marked: &Option<RowRef>| row.is_some() && row == marked;
        let marks: Vec<[bool; 2]> = symbols
            .targets
            .iter()
            .map(|target| {
                let row = target.as_ref().and_then(|target| target.row.clone());
                [is(&row, &hovered), is(&row, &selected)]
            })
            .collect();
        let differs = symbols
            .shown
            .iter()
            .zip(&marks)
            .any(|(symbol, mark)| [symbol.hovered, symbol.selected] != *mark);
        if differs {
            let marked = symbols.shown.iter().zip(marks);
            symbols.shown = marked
                .map(|(symbol, [hovered, selected])| Symbol {
                    hovered,
                    selected,
                    ..symbol.clone()
                })
                .collect();
        }
    }

    /// The symbol under a screen position, the topmost first.
    pub(super) fn symbol_at(&self, at: [f64; 2]) -> Option<Target> {
        let camera = self.map.camera();
        let picture = self.picture.borrow();
        let hit = |target: &&Target| {
            let [x, y] = screen_of(&camera, target.at);
            (x - at[0]).hypot(y - at[1]) <= target.radius + 3.0
        };
        let targets = picture.symbols.targets.iter().rev();
        let symbol = targets.flatten().find(hit).cloned();
        if symbol.is_none() && self.shows_one_by_one() {
            return self.accident_at(at);
        }
        symbol
    }

    /// The accidents shown within `reach` of a position, both in `world`, with their places.
    pub(super) fn shown_near(&self, at: [f64; 2], reach: f64) -> Vec<(RowRef, [f64; 2])> {
        let mut accidents = self.accidents.borrow_mut();
        accidents.shown_near(&self.filter.borrow(), at, reach)
    }

    /// Zooms in on a cluster until it opens; one that cannot open shows its accidents as cards.
    pub(super) fn open_cluster(self: &Rc<Self>, target: &Target) {
        let camera = self.map.camera();
        let reach = SEPARATION_PX / camera.scale();
        let near = self.shown_near(target.at, reach);
        let bounds = near
            .iter()
            .fold(None, |bounds: Option<[f64; 4]>, (_, [x, y])| {
                let [left, top, right, bottom] = bounds.unwrap_or([*x, *y, *x, *y]);
                Some([left.min(*x), top.min(*y), right.max(*x), bottom.max(*y)])
            });
        let Some(bounds) = bounds else { return };
        let extent = (bounds[2] - bounds[0]).max(bounds[3] - bounds[1]) * camera.scale();
        if camera.zoom() >= SINGLE_ZOOM || extent < 1e-3 {
            let on_spot = near.iter().filter(|(_, place)| *place == target.at);
            let on_spot: Vec<RowRef> = on_spot.map(|(row, _)| row.clone()).collect();
            let all = || near.into_iter().map(|(row, _)| row).collect();
            let rows: Vec<RowRef> = if on_spot.is_empty() { all() } else { on_spot };
            let count = rows.len();
            self.open_card(rows, count, 0);
        } else {
            self.map.fit(bounds, SINGLE_ZOOM.max(camera.zoom() + 1.0));
        }
    }
}

fn symbol(at: [f64; 2], kind: SymbolKind) -> Symbol {
    Symbol {
        at,
        kind,
        hovered: false,
        selected: false,
    }
}

fn targeted(symbol: Symbol, row: Option<RowRef>) -> (Symbol, Target) {
    let target = Target::new(symbol.at, row, symbol.radius());
    (symbol, target)
}

/// Where a world position is on screen, in the copy of the world that is nearest to the middle.
fn screen_of(camera: &Camera, at: [f64; 2]) -> [f64; 2] {
    let turns = (camera.centre()[0] - at[0]).round();
    camera.screen_from_world([at[0] + turns, at[1]])
}

pub(super) fn contains(bounds: [f64; 4], [x, y]: [f64; 2]) -> bool {
    let turns = (f64::midpoint(bounds[0], bounds[2]) - x).round();
    let x = x + turns;
    x >= bounds[0] && x <= bounds[2] && y >= bounds[1] && y <= bounds[3]
}
