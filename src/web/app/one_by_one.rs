//! Accidents one by one. While they are not grouped, the painter has a mark of each of them: which are seen is in the
//! states of their rows. Symbols of groups stay until all marks are there, so that nothing is missing meanwhile.

use std::rc::Rc;

use js_sys::Uint8Array;

use super::App;
use super::page_layer::PageLayer;
use super::symbols::Target;
use crate::filter::People;
use crate::hazard::{RowKind, row_state};
use crate::reactive::Read;
use crate::scene::cluster::IncidentPoints;
use crate::scene::pack::pack;
use crate::scene::{Casualties, LayerId, SymbolKind, accident_radius};
use crate::web::dom::spawn;
use crate::web::pause::Pacer;
use crate::web::ui::RowRef;

/// Milliseconds of work between two pauses.
const WORK_MS: f64 = 16.0;
/// How far beside a mark it can still be pointed at, in CSS pixels.
const TOLERANCE: f64 = 3.0;

/// The marks of a layer of accidents with the painter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marks {
    #[default]
    None,
    /// On their way, as the so many-th attempt.
    Coming(u32),
    There,
}

fn of_accidents(layer: &&PageLayer) -> bool {
    layer.kind() == RowKind::Incident
}

impl App {
    /// Whether each accident is shown by itself.
    pub(super) fn shows_one_by_one(&self) -> bool {
        let layers = self.layers.borrow();
        let mut accidents = layers.iter().filter(of_accidents);
        !self.filter.borrow().model().groups_accidents()
            && accidents.all(|layer| layer.marks.get() == Marks::There)
    }

    /// Gives the painter the marks that are wanted and not there, or takes back those that are not wanted.
    pub(super) fn group_or_mark_accidents(self: &Rc<Self>) {
        let group = self.filter.borrow().model().groups_accidents();
        let layers = self.layers.borrow();
        let mut wanted = Vec::new();
        for layer in layers.iter().filter(of_accidents) {
            match (layer.marks.get(), &layer.points) {
                (Marks::None, Some(points)) if !group => {
                    wanted.push((layer.id.clone(), layer.number, points.clone()));
                }
                (Marks::Coming(_) | Marks::There, _) if group => {
                    layer.marks.set(Marks::None);
                    self.forget_painted(layer.number);
                }
                _ => {}
            }
        }
        drop(layers);
        for (id, number, points) in wanted {
            let attempt = self.attempts.get() + 1;
            self.attempts.set(attempt);
            self.set_marks(number, Marks::Coming(attempt));
            let rows = self.filter.borrow().states(&id).map_or(0, <[u8]>::len);
            self.paint_states(&id, 0..rows as u32);
            let (app, name) = (self.clone(), format!("marks {attempt}"));
            self.settling.begin(&name);
            spawn(async move {
                app.mark_each(number, points, attempt).await;
                app.settling.end(&name);
                app.map.request_frame();
            });
        }
    }

    async fn mark_each(&self, number: LayerId, points: Rc<IncidentPoints>, attempt: u32) {
        let mut pacer = Pacer::new(WORK_MS);
        let mut from = 0;
        while let Some((chunk, next)) = points.mark_chunk(from) {
            if self.marks_of(number) != Some(Marks::Coming(attempt)) {
                // Taken back meanwhile.
                return;
            }
            self.paint_chunk(number, &Uint8Array::from(&pack(&chunk)[..]).buffer());
            from = next;
            pacer.pause_if_due().await;
        }
        if self.marks_of(number) == Some(Marks::Coming(attempt)) {
            self.set_marks(number, Marks::There);
            self.forget_symbols();
        }
    }

    fn marks_of(&self, number: LayerId) -> Option<Marks> {
        let layers = self.layers.borrow();
        let layer = layers.iter().find(|layer| layer.number == number)?;
        Some(layer.marks.get())
    }

    fn set_marks(&self, number: LayerId, marks: Marks) {
        let layers = self.layers.borrow();
        if let Some(layer) = layers.iter().find(|layer| layer.number == number) {
            layer.marks.set(marks);
        }
    }

    /// The accidents that are hovered or selected, above all marks.
    pub(super) fn accidents_standing_out(&self) -> Vec<([f64; 2], SymbolKind, RowRef)> {
        let hovered = self.store.hovered.get_untracked();
        let selected = self.store.selected.get_untracked();
        let both = hovered
            .iter()
            .chain(selected.iter().filter(|row| hovered.as_ref() != Some(*row)));
        let (layers, filter) = (self.layers.borrow(), self.filter.borrow());
        both.filter_map(|row| {
            let place = row.row as usize;
            let layer = (layers.iter().filter(of_accidents)).find(|layer| layer.id == row.layer)?;
            let state = *filter.states(&row.layer)?.get(place)?;
            let people = filter.people(&row.layer, row.row)?;
            let symbol = SymbolKind::Incident(casualties(&people));
            row_state::is_visible(state).then_some((layer.anchor(place)?, symbol, row.clone()))
        })
        .collect()
    }

    /// Where accidents are shown one by one: the nearest to a position on screen, if any is there.
    pub(super) fn accident_at(&self, at: [f64; 2]) -> Option<Target> {
        let camera = self.map.camera();
        let radius = f64::from(accident_radius(camera.zoom()));
        let [x, y] = camera.world_from_screen(at);
        let reach = (radius + TOLERANCE) / camera.scale();
        let near = self.shown_near([x, y], reach);
        let far = |[there, down]: [f64; 2]| {
            let across = there - x;
            (across - across.round()).hypot(down - y)
        };
        let nearest = near
            .into_iter()
            .min_by(|one, other| far(one.1).total_cmp(&far(other.1)));
        nearest.map(|(row, at)| Target::new(at, Some(row), radius))
    }
}

fn casualties(people: &People) -> Casualties {
    let [killed, injured, outcome_unknown] =
        people.by_outcome().map(|count| count.unwrap_or_default());
    Casualties {
        killed,
        injured,
        outcome_unknown,
    }
}
