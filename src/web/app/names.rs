//! The names on the map: settlements of the data first, then towns and countries of the ground. Placed for half a zoom
//! at a time, beside the symbols there are when the map and the filter rest.

use std::rc::Rc;

use super::App;
use super::symbols::{SETTLEMENT_ZOOM, Target, contains};
use crate::hazard::row_state;
use crate::protocol::GroundWeight;
use crate::reactive::Read;
use crate::scene::{
    Camera, Label, LabelCandidate, LabelKind, Obstacle, Symbol, SymbolKind, label_step,
    place_labels,
};
use crate::spatial::{distance, world_from_lnglat};
use crate::units::Metres;

/// Settlements of the data come before towns of the ground.
const SETTLEMENT_PRIORITY: f64 = 1e9;
/// Height of a line of text, as a multiple of its letters' size.
const LINE_HEIGHT: f64 = 1.25;
/// A town of the ground this close to a settlement of the data is that settlement, however it is spelt.
const SAME_PLACE: Metres = Metres(2_500.0);
/// Two towns of one name this close together are one.
const SAME_TOWN: Metres = Metres(12_000.0);

/// Placed names, and for which view.
#[derive(Default)]
pub struct Names {
    placed_for: Option<(i32, [f64; 4])>,
    labels: Rc<[Label]>,
    towns: Vec<[f64; 2]>,
}

impl Names {
    /// For a frame.
    pub fn shown(&self) -> Rc<[Label]> {
        self.labels.clone()
    }

    /// Where a named town of the ground lies, in `world`: it gets a dot.
    pub fn towns(&self) -> impl Iterator<Item = [f64; 2]> {
        self.towns.iter().copied()
    }

    /// Whether they serve a view.
    pub fn fit(&self, camera: &Camera) -> bool {
        let seen = camera.bounds();
        self.placed_for.is_some_and(|(step, bounds)| {
            step == label_step(camera.zoom())
                && bounds[0] <= seen[0]
                && bounds[1] <= seen[1]
                && bounds[2] >= seen[2]
                && bounds[3] >= seen[3]
        })
    }

    /// They must be placed anew.
    pub fn forget(&mut self) {
        self.placed_for = None;
    }
}

/// Whether two positions are nearer than that. Most are told apart by their latitudes, of which a degree is longer than
/// 110 km everywhere.
fn is_within(limit: Metres, one: [f64; 2], other: [f64; 2]) -> bool {
    (one[1] - other[1]).abs() * 110_000.0 < limit.0 && distance(one, other) < limit
}

/// A name that wants a place.
struct Wish {
    text: Rc<str>,
    kind: LabelKind,
    lnglat: [f64; 2],
    candidate: LabelCandidate,
}

impl App {
    /// The names there is room for in `bounds` (world), beside the symbols.
    pub(super) fn write_names(
        &self,
        camera: &Camera,
        bounds: [f64; 4],
        symbols: &[(Symbol, Target)],
    ) -> Names {
        let step = label_step(camera.zoom());
        let mut wishes = self.settlement_names(bounds);
        let settlements = wishes.len();
        for place in self.ground_places(camera) {
            let lnglat = [place.lng, place.lat];
            let (kind, dot, priority, min_zoom) = weigh(place.weight);
            if label_step(min_zoom) > step {
                continue;
            }
            let wish = wish(&place.name, lnglat, kind, dot, priority, min_zoom);
            if !contains(bounds, wish.candidate.at) {
                continue;
            }
            let is_known = kind == LabelKind::Town
                && (wishes[..settlements]
                    .iter()
                    .any(|settlement| is_within(SAME_PLACE, settlement.lnglat, lnglat))
                    || wishes[settlements..].iter().any(|other| {
                        other.text == wish.text && is_within(SAME_TOWN, other.lnglat, lnglat)
                    }));
            if !is_known {
                wishes.push(wish);
            }
        }
        let candidates: Vec<LabelCandidate> = wishes.iter().map(|wish| wish.candidate).collect();
        // Accidents are never covered; the square of a village may be, by the name of a town.
        let obstacles: Vec<Obstacle> = symbols
            .iter()
            .filter(|(symbol, _)| symbol.kind != SymbolKind::Settlement)
            .map(|(symbol, _)| Obstacle {
                at: symbol.at,
                radius: symbol.radius(),
            })
            .collect();
        let placed = place_labels(&candidates, &obstacles, step);
        let is_town =
            |placed: &&crate::scene::PlacedLabel| wishes[placed.candidate].kind == LabelKind::Town;
        Names {
            placed_for: Some((step, bounds)),
            towns: placed
                .iter()
                .filter(is_town)
                .map(|placed| candidates[placed.candidate].at)
                .collect(),
            labels: placed
                .iter()
                .map(|placed| Label {
                    at: candidates[placed.candidate].at,
                    offset: placed.offset,
                    text: wishes[placed.candidate].text.clone(),
                    kind: wishes[placed.candidate].kind,
                })
                .collect(),
        }
    }

    /// The settlements that the filter shows.
    fn settlement_names(&self, bounds: [f64; 4]) -> Vec<Wish> {
        let filter = self.filter.borrow();
        let is_shown = |place: &&crate::web::ui::Place| {
            place.row.as_ref().is_some_and(|row| {
                let states = filter.states(&row.layer).unwrap_or_default();
                states
                    .get(row.row as usize)
                    .is_some_and(|state| row_state::is_visible(*state))
            })
        };
        self.store.places.with_untracked(|places| {
            places
                .iter()
                .filter(is_shown)
                .map(|place| {
                    wish(
                        &place.name,
                        [place.lng, place.lat],
                        LabelKind::Settlement,
                        3.5,
                        SETTLEMENT_PRIORITY + place.population,
                        SETTLEMENT_ZOOM,
                    )
                })
                .filter(|wish| contains(bounds, wish.candidate.at))
                .collect()
        })
    }
}

fn wish(
    name: &str,
    lnglat: [f64; 2],
    kind: LabelKind,
    dot: f64,
    priority: f64,
    min_zoom: f64,
) -> Wish {
    Wish {
        text: Rc::from(name),
        kind,
        lnglat,
        candidate: LabelCandidate {
            at: world_from_lnglat(lnglat),
            size: [
                estimated_width(name, kind.size()),
                kind.size() * LINE_HEIGHT,
            ],
            dot,
            priority,
            min_zoom,
        },
    }
}

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
