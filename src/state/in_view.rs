//! What is in view: shown rows whose bounds touch the screen, nearest to its middle first, and their number by class.
//!
//! Space: `world`. Bounds stand for the rows, so a long zone can be listed although only its box reaches into view, and a
//! distance here serves to sort, not to be read. A linear scan: a map that shows a whole country shows most rows anyway.

use std::ops::Range;

use crate::hazard::row_state;
use crate::hazard::{HazardStatus, RowKind};
use crate::order;
use crate::spatial::hilbert::world_from_fixed;

/// The bounds of a layer's rows beside their states.
#[derive(Debug, Clone, Copy)]
pub struct LayerBounds<'a> {
    pub kind: RowKind,
    /// See [`row_state`].
    pub states: &'a [u8],
    /// Least x, least y, greatest x, greatest y in `world`; NaN where a row has no place. None where rows are points.
    pub bounds: &'a [[f32; 4]],
    /// In the fixed point of [`crate::spatial::hilbert`], one a row.
    pub anchors: &'a [[u32; 2]],
    /// Least and greatest x of all of them, where it is known.
    pub span: Option<[f64; 2]>,
}

/// A row in view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RowInView {
    /// Place of its layer among those given.
    pub layer: usize,
    pub row: u32,
    /// From the middle of the view to the nearest point of the row's bounds, in `world`; 0 inside.
    pub distance: f32,
}

/// The rows in view.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InView {
    /// The nearest ones, nearest first; the smaller of two equally near before the larger, so that a zone within a zone
    /// comes first.
    pub nearest: Vec<RowInView>,
    /// Zones by the code of their effective status.
    pub zones: [u64; HazardStatus::ALL.len()],
    pub incidents: u64,
    pub settlements: u64,
}

impl InView {
    /// All zones, accidents and settlements in view, listed or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.zones.iter().sum::<u64>() + self.incidents + self.settlements
    }
}

/// Looks for the rows in view, some of them at a time; lists up to `limit` of them. Regions are ground, not records, and are
/// left out. Cost: O(rows), and O(k log k) for the k listed.
pub struct Looking {
    /// What the screen shows, in `world`; it may lie beyond the square where it crosses the antimeridian.
    view: [f64; 4],
    /// The layer that is looked at, and its first row that has not been.
    at: (usize, usize),
    look: Look,
}

impl Looking {
    /// Begins with the first row of the first layer.
    #[must_use]
    pub fn new(view: [f64; 4], limit: usize) -> Self {
        Self {
            view,
            at: (0, 0),
            look: Look {
                copies: Vec::new(),
                limit,
                found: InView::default(),
                rows: Vec::new(),
                farthest: f32::INFINITY,
            },
        }
    }

    /// Looks at some more rows of the layers, which must be the same each time; `false` where all have been looked at.
    pub fn step(&mut self, layers: &[LayerBounds<'_>]) -> bool {
        const CALLS: usize = 16;
        for _ in 0..CALLS {
            let (layer, start) = self.at;
            let Some(bounds) = layers.get(layer) else {
                return false;
            };
            let placed = bounds.bounds.len().max(bounds.anchors.len());
            let rows = bounds.states.len().min(placed);
            if bounds.kind == RowKind::Region || start >= rows {
                self.at = (layer + 1, 0);
                continue;
            }
            if start == 0 {
                self.look.copies = copies_of(self.view, bounds.span);
            }
            let end = rows.min(start + ROWS_AT_ONCE);
            self.look.look_at(layer, bounds, start..end);
            self.at.1 = end;
        }
        self.at.0 < layers.len()
    }

    /// What is in view.
    #[must_use]
    pub fn finish(self) -> InView {
        let Look {
            mut found,
            mut rows,
            limit,
            ..
        } = self.look;
        keep_nearest(&mut rows, limit);
        let root = |(row, _): (RowInView, f32)| RowInView {
            distance: row.distance.sqrt(),
            ..row
        };
        found.nearest = rows.into_iter().map(root).collect();
        found
    }
}

/// Copies of the view, whole worlds away, that rows of a span can lie in. Each costs as much as the first.
fn copies_of(view: [f64; 4], span: Option<[f64; 2]>) -> Vec<[f32; 4]> {
    ((view[0].floor() as i32 - 1)..=(view[2].floor() as i32 + 1))
        .map(|copy| {
            let shift = f64::from(copy);
            [view[0] - shift, view[1], view[2] - shift, view[3]]
        })
        .filter(|view| {
            span.is_none_or(|[least, greatest]| {
                least - COARSE <= view[2] && greatest + COARSE >= view[0]
            })
        })
        .map(|view| view.map(|edge| edge as f32))
        .collect()
}

/// By how much bounds may be off, which are not kept exactly.
const COARSE: f64 = 1e-6;

/// Browsers make the best of what is called often, not of what runs long.
const ROWS_AT_ONCE: usize = 4_096;

/// What has been seen so far.
struct Look {
    /// The view, and where else rows of the layer can be in view.
    copies: Vec<[f32; 4]>,
    limit: usize,
    found: InView,
    /// With their sizes. Until they are given out, distances are squared: a root for each row would cost more than all
    /// the rest.
    rows: Vec<(RowInView, f32)>,
    /// Of those kept, as far as is known.
    farthest: f32,
}

impl Look {
    #[inline(never)]
    fn look_at(&mut self, layer: usize, of: &LayerBounds<'_>, rows: Range<usize>) {
        for row in rows {
            let state = of.states[row];
            if !row_state::is_visible(state) {
                continue;
            }
            let bounds = &of.bounds.get(row).copied().unwrap_or_else(|| {
                let [x, y] = world_from_fixed(of.anchors[row]).map(|part| part as f32);
                [x, y, x, y]
            });
            let in_copies = self.copies.iter().filter(|view| touch(view, bounds));
            let Some(distance) = in_copies
                .map(|view| squared_distance(view, bounds))
                .reduce(f32::min)
            else {
                continue;
            };
            match of.kind {
                RowKind::Zone => {
                    let status = row_state::effective_status(state);
                    self.found.zones[usize::from(status.code())] += 1;
                }
                RowKind::Incident => self.found.incidents += 1,
                _ => self.found.settlements += 1,
            }
            // Now and then what lies too far is dropped, so that a whole country does not pile up.
            if self.rows.len() > 4 * self.limit + 1_000 {
                keep_nearest(&mut self.rows, self.limit);
                self.farthest = self.rows.last().map_or(0.0, |(row, _)| row.distance);
            }
            if distance > self.farthest {
                continue;
            }
            let size = (bounds[2] - bounds[0]).max(bounds[3] - bounds[1]);
            let row = row as u32;
            let seen = RowInView {
                layer,
                row,
                distance,
            };
            self.rows.push((seen, size));
        }
    }
}

/// Sorts the rows and keeps the first ones. Equal ones stay in the order of layers and rows, in which they were found.
fn keep_nearest(rows: &mut Vec<(RowInView, f32)>, limit: usize) {
    // Distances and sizes are not negative: their bits lie in the order of the numbers.
    order::sort_by_number(rows, |(row, size)| {
        u64::from(row.distance.to_bits()) << 32 | u64::from(size.to_bits())
    });
    rows.truncate(limit);
}

fn touch(view: &[f32; 4], bounds: &[f32; 4]) -> bool {
    bounds[0] <= view[2] && bounds[2] >= view[0] && bounds[1] <= view[3] && bounds[3] >= view[1]
}

/// From the middle of a view to bounds.
fn squared_distance(view: &[f32; 4], bounds: &[f32; 4]) -> f32 {
    let middle = [
        f32::midpoint(view[0], view[2]),
        f32::midpoint(view[1], view[3]),
    ];
    let beyond = |axis: usize| {
        (bounds[axis] - middle[axis])
            .max(middle[axis] - bounds[axis + 2])
            .max(0.0)
    };
    let [across, down] = [beyond(0), beyond(1)];
    across * across + down * down
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::spatial::hilbert::fixed_from_world;

    const SHOWN: u8 = row_state::VISIBLE | 1;

    fn point(x: f32, y: f32) -> [f32; 4] {
        [x, y, x, y]
    }

    fn zones<'a>(states: &'a [u8], bounds: &'a [[f32; 4]]) -> LayerBounds<'a> {
        LayerBounds {
            kind: RowKind::Zone,
            states,
            bounds,
            anchors: &[],
            span: None,
        }
    }

    fn rows_in_view(layers: &[LayerBounds<'_>], view: [f64; 4], limit: usize) -> InView {
        let mut looking = Looking::new(view, limit);
        while looking.step(layers) {}
        looking.finish()
    }

    /// With the span that the worker tells.
    fn with_span<'a>(states: &'a [u8], bounds: &'a [[f32; 4]]) -> LayerBounds<'a> {
        let span = bounds
            .iter()
            .fold([f64::INFINITY, -f64::INFINITY], |span, edges| {
                [
                    span[0].min(f64::from(edges[0])),
                    span[1].max(f64::from(edges[2])),
                ]
            });
        LayerBounds {
            span: Some(span),
            ..zones(states, bounds)
        }
    }

    #[test]
    fn hidden_rows_are_not_in_view() {
        let bounds = [point(0.5, 0.5); 2];
        let layer = zones(&[SHOWN, 1], &bounds);
        let found = rows_in_view(&[layer], [0.4, 0.4, 0.6, 0.6], 10);
        assert_eq!((found.nearest.len(), found.zones[1]), (1, 1));
    }

    #[test]
    fn a_row_across_the_antimeridian_is_found_once() {
        let bounds = [point(0.01, 0.5), point(0.99, 0.5), [0.98, 0.4, 1.02, 0.6]];
        for layer in [zones(&[SHOWN; 3], &bounds), with_span(&[SHOWN; 3], &bounds)] {
            for view in [[0.95, 0.3, 1.05, 0.7], [-0.05, 0.3, 0.05, 0.7]] {
                assert_eq!(rows_in_view(&[layer], view, 10).total(), 3, "{view:?}");
            }
        }
    }

    #[test]
    fn rows_without_a_place_are_nowhere() {
        let layer = zones(&[SHOWN], &[[f32::NAN; 4]]);
        assert_eq!(rows_in_view(&[layer], [0.0, 0.0, 1.0, 1.0], 10).total(), 0);
    }

    #[test]
    fn a_zone_within_a_zone_comes_first() {
        let layer = zones(&[SHOWN; 2], &[[0.0, 0.0, 1.0, 1.0], [0.4, 0.4, 0.6, 0.6]]);
        let found = rows_in_view(&[layer], [0.4, 0.4, 0.6, 0.6], 1);
        assert_eq!(found.nearest[0].row, 1);
        assert_eq!(found.total(), 2, "counted although not listed");
    }

    #[test]
    fn of_a_whole_country_the_nearest_are_listed_and_all_are_counted() {
        // More than are ever kept at once, the nearer ones last.
        let far = |row: usize| 0.4 * (1.0 - row as f32 / 5_000.0);
        let bounds: Vec<_> = (0..5_000).map(|row| point(0.5 + far(row), 0.5)).collect();
        let states = vec![SHOWN; bounds.len()];
        let mut both = bounds.clone();
        both.reverse();
        for (bounds, nearest) in [(&bounds, [4_999, 4_998, 4_997]), (&both, [0, 1, 2])] {
            let found = rows_in_view(&[zones(&states, bounds)], [0.0, 0.0, 1.0, 1.0], 3);
            let rows: Vec<u32> = found.nearest.iter().map(|near| near.row).collect();
            assert_eq!(rows, nearest);
            assert_eq!(found.total(), 5_000);
        }
    }

    proptest! {
        #[test]
        fn the_listed_rows_are_the_nearest_of_a_naive_scan(
            points in prop::collection::vec((0.0..1.0f32, 0.0..1.0f32), 0..60),
            limit in 0..70usize,
        ) {
            let bounds: Vec<_> = points.iter().map(|(x, y)| point(*x, *y)).collect();
            let states = vec![SHOWN; bounds.len()];
            let found = rows_in_view(&[zones(&states, &bounds)], [0.25, 0.25, 0.75, 0.75], limit);
            let mut naive: Vec<f32> = points
                .iter()
                .filter(|(x, y)| (0.25..=0.75).contains(x) && (0.25..=0.75).contains(y))
                .map(|(x, y)| ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)).sqrt())
                .collect();
            naive.sort_by(f32::total_cmp);
            prop_assert_eq!(found.total(), naive.len() as u64);
            let with_span = with_span(&states, &bounds);
            prop_assert_eq!(&rows_in_view(&[with_span], [0.25, 0.25, 0.75, 0.75], limit), &found);
            let anchors: Vec<_> = points.iter().map(|(x, y)| fixed_from_world([*x, *y].map(f64::from))).collect();
            let by_anchor = LayerBounds { anchors: &anchors, ..zones(&states, &[]) };
            prop_assert_eq!(rows_in_view(&[by_anchor], [0.25, 0.25, 0.75, 0.75], limit).total(), found.total());
            let listed: Vec<f32> = found.nearest.iter().map(|row| row.distance).collect();
            prop_assert_eq!(&listed[..], &naive[..limit.min(naive.len())]);
        }
    }
}
