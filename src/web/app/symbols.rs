//! Symbols and labels of a view: accidents and their clusters, settlements, towns. Kept until view or filter ask for
//! others, so that a pan costs nothing.

use std::rc::Rc;

use super::App;
use crate::hazard::{RowKind, row_state};
use crate::protocol::GroundWeight;
use crate::reactive::Read;
use crate::scene::cluster::{Cluster, SEPARATION_PX, SINGLE_ZOOM};
use crate::scene::{
    Camera, Label, LabelCandidate, LabelKind, Symbol, SymbolKind, label_step, place_labels,
};
use crate::spatial::world_from_lnglat;
use crate::web::intl;
use crate::web::ui::RowRef;

/// How far beyond the view symbols are prepared, as a part of its size.
const MARGIN: f64 = 0.5;
/// A settlement's symbol is shown from this zoom.
const SETTLEMENT_ZOOM: f64 = 7.0;

/// What is drawn besides meshes, and for which view it was made.
#[derive(Default)]
pub struct Symbols {
    made_for: Option<Made>,
    shown: Rc<[Symbol]>,
    /// Beside each symbol: what a click on it means.
    targets: Vec<Target>,
    labels: Rc<[Label]>,
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

impl Symbols {
    /// Symbols and labels for a frame.
    pub fn shown(&self) -> (Rc<[Symbol]>, Rc<[Label]>) {
        (self.shown.clone(), self.labels.clone())
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
    /// The symbols must be made anew: filter, theme, language or data changed.
    pub(super) fn forget_symbols(&self) {
        self.accidents.borrow_mut().refilter(&self.filter.borrow());
        self.picture.borrow_mut().symbols.made_for = None;
    }

    /// Makes the symbols of a view, unless those there are serve it.
    pub(super) fn refresh_symbols(self: &Rc<Self>, camera: &Camera) {
        if self.picture.borrow().symbols.fits(camera) {
            return;
        }
        let [left, top, right, bottom] = camera.bounds();
        let (x, y) = ((right - left) * MARGIN, (bottom - top) * MARGIN);
        let bounds = [left - x, top - y, right + x, bottom + y];
        let mut shown = Vec::new();
        let mut targets = Vec::new();
        for layer in self.layers.borrow().iter() {
            let filter = self.filter.borrow();
            let Some(states) = filter.states(&layer.id) else {
                continue;
            };
            match layer.kind() {
                RowKind::Settlement if camera.zoom() >= SETTLEMENT_ZOOM => {
                    for (row, state) in states.iter().enumerate() {
                        let Some(at) = layer.anchor(row) else {
                            continue;
                        };
                        if row_state::is_visible(*state) && contains(bounds, at) {
                            let symbol = Symbol {
                                at,
                                kind: SymbolKind::Settlement,
                                hovered: false,
                                selected: false,
                            };
                            let row = Some(RowRef {
                                layer: layer.id.clone(),
                                row: row as u32,
                            });
                            targets.push(Target {
                                at,
                                row,
                                radius: symbol.radius(),
                            });
                            shown.push(symbol);
                        }
                    }
                }
                _ => {}
            }
        }
        let clusters = self.accidents.borrow().clusters(camera.zoom(), bounds);
        for cluster in clusters {
            let (symbol, target) = self.incident_symbol(&cluster);
            shown.push(symbol);
            targets.push(target);
        }
        let labels = self.write_labels(camera, bounds);
        let mut picture = self.picture.borrow_mut();
        let symbols = &mut picture.symbols;
        symbols.labels = labels.into();
        symbols.made_for = Some(Made {
            bounds,
            zoom: camera.zoom(),
        });
        symbols.shown = shown.into();
        symbols.targets = targets;
        drop(picture);
        self.mark_symbols();
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
        let symbol = Symbol {
            at: cluster.at,
            kind,
            hovered: false,
            selected: false,
        };
        let row = cluster.row.and_then(|row| self.accidents.borrow().row(row));
        let target = Target {
            at: cluster.at,
            row,
            radius: symbol.radius(),
        };
        (symbol, target)
    }

    /// Puts hover and selection on the symbols.
    pub(super) fn mark_symbols(&self) {
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
            .map(|target| [is(&target.row, &hovered), is(&target.row, &selected)])
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
        picture.symbols.targets.iter().rev().find(hit).cloned()
    }

    /// Zooms in on a cluster until it opens; one that cannot open shows its accidents as cards.
    pub(super) fn open_cluster(self: &Rc<Self>, target: &Target) {
        let camera = self.map.camera();
        let reach = SEPARATION_PX / camera.scale();
        let near = self.accidents.borrow().shown_near(target.at, reach);
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
            self.open_card(if on_spot.is_empty() { all() } else { on_spot }, 0);
        } else {
            self.map.fit(bounds, SINGLE_ZOOM.max(camera.zoom() + 1.0));
        }
    }

    /// The names there is room for, in a view.
    fn write_labels(&self, camera: &Camera, bounds: [f64; 4]) -> Vec<Label> {
        let mut names: Vec<(Rc<str>, LabelKind)> = Vec::new();
        let mut candidates = Vec::new();
        let mut offer = |name: &str,
                         lnglat: [f64; 2],
                         kind: LabelKind,
                         dot: f64,
                         priority: f64,
                         min_zoom: f64| {
            let at = world_from_lnglat(lnglat);
            if contains(bounds, at) {
                let size = [
                    estimated_width(name, kind.size()),
                    kind.size() * LINE_HEIGHT,
                ];
                candidates.push(LabelCandidate {
                    at,
                    size,
                    dot,
                    priority,
                    min_zoom,
                });
                names.push((Rc::from(name), kind));
            }
        };
        self.store.places.with_untracked(|places| {
            for place in places.iter().filter(|place| place.row.is_some()) {
                offer(
                    &place.name,
                    [place.lng, place.lat],
                    LabelKind::Settlement,
                    3.5,
                    SETTLEMENT_PRIORITY,
                    SETTLEMENT_ZOOM,
                );
            }
        });
        for place in self.ground_places(camera) {
            let (kind, dot, priority, min_zoom) = weigh(place.weight);
            offer(
                &place.name,
                [place.lng, place.lat],
                kind,
                dot,
                priority,
                min_zoom,
            );
        }
        place_labels(&candidates, label_step(camera.zoom()))
            .into_iter()
            .map(|placed| {
                let (text, kind) = names[placed.candidate].clone();
                Label {
                    at: candidates[placed.candidate].at,
                    offset: placed.offset,
                    text,
                    kind,
                }
            })
            .collect()
    }
}

/// Settlements of the data come before towns of the ground.
const SETTLEMENT_PRIORITY: f64 = 1e9;
/// Height of a line of text, as a multiple of its letters' size.
const LINE_HEIGHT: f64 = 1.25;

/// How a name of the ground is written, how large its dot is, how important it is, and from which zoom it shows.
fn weigh(weight: GroundWeight) -> (LabelKind, f64, f64, f64) {
    match weight {
        GroundWeight::Country(extent) => (
            LabelKind::Country,
            0.0,
            1e8 * extent,
            6.0 - extent.max(0.5).log2(),
        ),
        GroundWeight::Capital(people) => (LabelKind::Town, 2.5, 1e7 + f64::from(people), 4.0),
        GroundWeight::Town(people) => {
            let people = f64::from(people.max(1_000));
            (
                LabelKind::Town,
                2.5,
                people,
                12.0 - (people / 1_000.0).log2() * 0.75,
            )
        }
    }
}

/// A text's width before it is drawn: letters are on average a little more than half as wide as high.
fn estimated_width(text: &str, size: f64) -> f64 {
    text.chars()
        .map(|letter| if letter.is_ascii() { 0.56 } else { 0.75 })
        .sum::<f64>()
        * size
        + 4.0
}

/// Where a world position is on screen, in the copy of the world that is nearest to the middle.
fn screen_of(camera: &Camera, at: [f64; 2]) -> [f64; 2] {
    let turns = (camera.centre()[0] - at[0]).round();
    camera.screen_from_world([at[0] + turns, at[1]])
}

fn contains(bounds: [f64; 4], [x, y]: [f64; 2]) -> bool {
    let turns = (f64::midpoint(bounds[0], bounds[2]) - x).round();
    let x = x + turns;
    x >= bounds[0] && x <= bounds[2] && y >= bounds[1] && y <= bounds[3]
}
