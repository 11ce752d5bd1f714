//! Properties of clusters against linear scans.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Cluster, ClusterKey, IncidentPoints, SEPARATION_PX, SINGLE_ZOOM, morton_order};
use crate::hazard::{NumberColumn, RowSet};
use crate::scene::TILE_SIZE;
use crate::spatial::hilbert::{fixed_from_world, world_from_fixed};

const WORLD: [f64; 4] = [0.0, 0.0, 1.0, 1.0];

/// Accidents as they lie: in places, along the edge of the world too, some on one spot.
#[derive(Debug, Clone)]
struct Layer {
    positions: Vec<[u32; 2]>,
    people: Vec<[f32; 3]>,
    shown: Vec<u8>,
}

impl Layer {
    fn points(&self) -> IncidentPoints {
        let column = |outcome: usize| {
            self.people
                .iter()
                .map(|people| people[outcome])
                .collect::<Vec<_>>()
        };
        let mut points = IncidentPoints::new(&self.positions, morton_order(&self.positions));
        for outcome in 0..3 {
            let values = column(outcome);
            let column = NumberColumn { values };
            let mut taking = points.take_people(outcome, &column);
            while taking.step() {}
        }
        points
    }

    fn clusters(&self, zoom: f64) -> Vec<Cluster> {
        let points = self.points();
        points.clusters(&points.places_of(&self.rows()), zoom, WORLD)
    }

    /// The rows that are shown.
    fn rows(&self) -> RowSet {
        RowSet::of(self.shown.len(), &|row| self.shown[row] != 0)
    }
}

fn layer() -> impl Strategy<Value = Layer> {
    let place = prop_oneof![Just([0.63, 0.38]), Just([0.999, 0.5]), Just([0.001, 0.5])];
    let point = (place, -9.0..-1.0, [-1.0..1.0, -1.0..1.0]).prop_map(|(place, magnitude, away)| {
        let spread = 2_f64.powf(3.0 * magnitude);
        fixed_from_world([0, 1].map(|axis: usize| place[axis] + away[axis] * spread))
    });
    let number = || prop_oneof![Just(f32::NAN), (0_u8..9).prop_map(f32::from)];
    let row = (point, [number(), number(), number()], 0_u8..3);
    prop::collection::vec(row, 0..200).prop_map(|rows| Layer {
        positions: rows.iter().map(|row| row.0).collect(),
        people: rows.iter().map(|row| row.1).collect(),
        shown: rows.iter().map(|row| row.2).collect(),
    })
}

fn by_key(clusters: Vec<Cluster>) -> BTreeMap<ClusterKey, Cluster> {
    clusters
        .into_iter()
        .map(|cluster| (cluster.key, cluster))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn layers_joined_cluster_like_one_layer_with_all_rows(first in layer(), second in layer(), zoom in 0.0..18.0) {
        let mut whole = first.clone();
        whole.positions.extend(&second.positions);
        whole.people.extend(&second.people);
        whole.shown.extend(&second.shown);
        let joined = first.points().joined(&second.points(), first.positions.len() as u32);
        let sums = |points: &IncidentPoints| {
            let mut sums: Vec<_> = points
                .clusters(&points.places_of(&whole.rows()), zoom, WORLD)
                .iter()
                .map(|cluster| (cluster.key, cluster.incidents, cluster.casualties.killed))
                .collect();
            sums.sort_unstable();
            sums
        };
        prop_assert_eq!(sums(&joined), sums(&whole.points()));
    }

    #[test]
    fn sums_are_those_of_a_linear_scan(layer in layer(), zoom in 0.0..22.0) {
        let clusters = layer.clusters(zoom);
        let shown: Vec<usize> = (0..layer.shown.len()).filter(|&row| layer.shown[row] != 0).collect();
        let people = |outcome: usize| -> u32 {
            let numbers = shown.iter().map(|&row| layer.people[row][outcome]);
            numbers.filter(|number| !number.is_nan()).sum::<f32>() as u32
        };
        let unrecorded = shown.iter().filter(|&&row| layer.people[row].iter().all(|number| number.is_nan())).count();
        prop_assert_eq!(clusters.iter().map(|cluster| cluster.incidents as usize).sum::<usize>(), shown.len());
        prop_assert_eq!(clusters.iter().map(|cluster| cluster.casualties.killed).sum::<u32>(), people(0));
        prop_assert_eq!(clusters.iter().map(|cluster| cluster.casualties.injured).sum::<u32>(), people(1));
        prop_assert_eq!(clusters.iter().map(|cluster| cluster.casualties.outcome_unknown).sum::<u32>(), people(2));
        prop_assert_eq!(clusters.iter().map(|cluster| cluster.unrecorded as usize).sum::<usize>(), unrecorded);
    }

    #[test]
    fn symbols_never_overlap(layer in layer(), zoom in 0.0..SINGLE_ZOOM) {
        let clusters = layer.clusters(zoom);
        let scale = TILE_SIZE * zoom.exp2();
        for (place, left) in clusters.iter().enumerate() {
            for right in &clusters[..place] {
                let across = (left.at[0] - right.at[0]).abs();
                let across = across.min(1.0 - across);
                let distance = across.hypot(left.at[1] - right.at[1]) * scale;
                prop_assert!(distance >= SEPARATION_PX - 1e-3, "{distance} between {left:?} and {right:?}");
            }
        }
    }

    #[test]
    fn panning_changes_nothing(
        layer in layer(), zoom in 0.0..22.0, place in 0..3_usize, pan in [-1.0..1.0, -1.0..1.0], copy in -2..3_i32,
    ) {
        let points = layer.points();
        let shown = points.places_of(&layer.rows());
        let whole = by_key(points.clusters(&shown, zoom, WORLD));
        let half = 400.0 / (TILE_SIZE * zoom.exp2());
        let centre = [[0.63, 0.38], [0.999, 0.5], [0.001, 0.5]][place];
        let [x, y]: [f64; 2] = [0, 1].map(|axis: usize| centre[axis] + pan[axis] * half);
        let x = x + f64::from(copy);
        let seen = by_key(points.clusters(&shown, zoom, [x - half, y - half, x + half, y + half]));
        for (key, cluster) in &seen {
            prop_assert_eq!(whole.get(key), Some(cluster));
        }
        for (key, cluster) in whole {
            let across: f64 = cluster.at[0] - x;
            let across = across - across.round();
            let within = across.abs() <= half && (cluster.at[1] - y).abs() <= half;
            prop_assert!(!within || seen.contains_key(&key), "{cluster:?} is missing");
        }
    }

    #[test]
    fn the_rows_around_a_place_are_those_of_a_linear_scan(layer in layer(), place in 0..3_usize, magnitude in -9.0..-1.0) {
        let points = layer.points();
        let at = [[0.63, 0.38], [0.999, 0.5], [0.001, 0.5]][place];
        let reach = 2_f64.powf(3.0 * magnitude);
        let found = points.within(&points.places_of(&layer.rows()), at, reach);
        let found: BTreeSet<u32> = found.into_iter().map(|(row, _)| row).collect();
        let near = |row: &usize| {
            let [x, y] = world_from_fixed(layer.positions[*row]);
            let across: f64 = x - at[0];
            layer.shown[*row] != 0 && (across - across.round()).hypot(y - at[1]) <= reach
        };
        let expected: BTreeSet<u32> = (0..layer.shown.len()).filter(near).map(|row| row as u32).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn every_accident_has_one_mark_where_it_happened(layer in layer()) {
        let points = layer.points();
        let mut from = 0;
        let mut marked = BTreeSet::new();
        while let Some((chunk, next)) = points.mark_chunk(from) {
            prop_assert!(next > from);
            from = next;
            let [left, top, right, bottom] = chunk.bounds;
            prop_assert!((right - left).max(bottom - top) <= 1.0 / 64.0);
            for mark in &chunk.marks {
                prop_assert!(marked.insert(mark.row), "two marks of {}", mark.row);
                let exact = world_from_fixed(layer.positions[mark.row as usize]);
                let at = [0, 1].map(|axis: usize| chunk.origin[axis] + f64::from(mark.at[axis]));
                // Half a CSS pixel at the greatest zoom.
                let error = (at[0] - exact[0]).hypot(at[1] - exact[1]) * TILE_SIZE * 22_f64.exp2();
                prop_assert!(error < 0.75, "{error}");
                prop_assert!((-0.6..=0.0).contains(&mark.extent));
            }
        }
        prop_assert_eq!(marked.len(), layer.positions.len());
    }

    #[test]
    fn a_single_row_stands_exactly_where_it_happened(layer in layer(), zoom in 0.0..22.0) {
        for cluster in layer.clusters(zoom) {
            prop_assert_eq!(cluster.row.is_some(), cluster.incidents == 1);
            if let Some(row) = cluster.row {
                prop_assert!(layer.shown[row as usize] != 0);
                let at = world_from_fixed(layer.positions[row as usize]);
                prop_assert!((0..2).all(|axis| (at[axis] - cluster.at[axis]).abs() < 1e-12));
            }
        }
    }

    #[test]
    fn close_up_only_rows_on_one_spot_are_joined(layer in layer(), zoom in SINGLE_ZOOM..22.0) {
        let mut spots: BTreeMap<[u32; 2], u32> = BTreeMap::new();
        for (position, &shown) in layer.positions.iter().zip(&layer.shown) {
            *spots.entry(*position).or_default() += u32::from(shown != 0);
        }
        spots.retain(|_, &mut rows| rows > 0);
        let clusters = layer.clusters(zoom);
        let found: BTreeMap<[u32; 2], u32> =
            clusters.iter().map(|cluster| (fixed_from_world(cluster.at), cluster.incidents)).collect();
        prop_assert_eq!(found, spots);
    }
}

#[test]
fn many_on_one_spot_stay_one_symbol_at_every_zoom() {
    let positions = vec![fixed_from_world([0.63, 0.38]); 50];
    let points = IncidentPoints::new(&positions, morton_order(&positions));
    for zoom in 0..=22 {
        let clusters = points.clusters(&RowSet::all(50), f64::from(zoom), WORLD);
        assert_eq!(clusters.len(), 1);
        assert_eq!((clusters[0].incidents, clusters[0].unrecorded), (50, 50));
    }
}

#[test]
fn nonsense_views_and_empty_layers_show_nothing() {
    let points = IncidentPoints::default();
    assert!(points.clusters(&RowSet::default(), 3.0, WORLD).is_empty());
    assert!(
        points
            .clusters(&RowSet::default(), f64::NAN, [f64::NAN; 4])
            .is_empty()
    );
    let positions = [[1, 1]];
    let points = IncidentPoints::new(&positions, morton_order(&positions));
    assert!(
        points.clusters(&RowSet::default(), 3.0, WORLD).is_empty(),
        "a row that is not in the set is hidden"
    );
    assert!(
        points
            .clusters(&RowSet::all(1), 3.0, [0.5, 0.9, 0.4, 0.1])
            .is_empty()
    );
}
