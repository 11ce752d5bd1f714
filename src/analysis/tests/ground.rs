//! Shares of ground where numbers can be checked by hand, and where the ground has to be cut up.

use proptest::prelude::*;

use crate::analysis::clip::Outlines;
use crate::analysis::shares::{FRAME, Measured, measure};

const CONFIRMED: u8 = 0;
const DECLARED: u8 = 2;
const CLEARED: u8 = 3;

fn outlines(polygons: &[(u8, &[&[[f64; 2]]])]) -> Outlines {
    let mut outlines = Outlines::default();
    for (kind, rings) in polygons {
        outlines.start_polygon(*kind);
        for (place, ring) in rings.iter().enumerate() {
            ring.iter().for_each(|point| outlines.push(*point));
            outlines.end_ring(place > 0);
        }
    }
    outlines
}

fn square([x, y]: [f64; 2], side: f64) -> [[f64; 2]; 4] {
    [[x, y], [x + side, y], [x + side, y + side], [x, y + side]]
}

#[test]
fn each_spot_counts_once_for_its_worst_class() {
    let frame = square([0.0, 0.0], 100.0);
    let (first, second) = (square([-10.0, 0.0], 60.0), square([20.0, 20.0], 60.0));
    let (milder, hole) = (square([0.0, 0.0], 100.0), square([90.0, 90.0], 10.0));
    let measured = measure(
        &outlines(&[
            (CLEARED, &[&milder, &hole]),
            (CONFIRMED, &[&first]),
            (FRAME, &[&frame]),
            (CONFIRMED, &[&second]),
            (DECLARED, &[&second]),
        ]),
        None,
    );
    let confirmed = 50.0 * 60.0 + 60.0 * 60.0 - 30.0 * 40.0;
    assert_eq!(measured.frame, 10_000.0);
    assert_eq!(measured.worst[usize::from(CONFIRMED)], confirmed);
    assert_eq!(measured.worst[usize::from(DECLARED)], 0.0);
    assert_eq!(measured.covered[usize::from(DECLARED)], 3_600.0);
    assert_eq!(
        measured.worst[usize::from(CLEARED)],
        10_000.0 - 100.0 - confirmed
    );
}

#[test]
fn edges_that_cross_are_cut_where_they_cross() {
    let frame = square([0.0, 0.0], 10.0);
    let up = [[0.0, 0.0], [10.0, 10.0], [10.0, 0.0]];
    let down = [[0.0, 10.0], [10.0, 10.0], [10.0, 0.0]];
    let polygons: &[(u8, &[&[[f64; 2]]])] = &[
        (FRAME, &[&frame]),
        (CONFIRMED, &[&up]),
        (CONFIRMED, &[&down]),
    ];
    let measured = measure(&outlines(polygons), None);
    assert!((measured.worst[0] - 75.0).abs() < 1e-9);
}

#[test]
fn without_a_frame_nothing_is_measured() {
    let zone = square([0.0, 0.0], 10.0);
    let measured = measure(&outlines(&[(CONFIRMED, &[&zone])]), None);
    assert_eq!(measured.frame, 0.0);
    assert_eq!(measured.worst[0], 0.0);
}

/// The same ring with each edge in so many pieces.
fn in_pieces(ring: &[[f64; 2]], pieces: usize) -> Vec<[f64; 2]> {
    (0..ring.len())
        .flat_map(|at| {
            let (from, to) = (ring[at], ring[(at + 1) % ring.len()]);
            (0..pieces).map(move |piece| {
                let share = piece as f64 / pieces as f64;
                [0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis]))
            })
        })
        .collect()
}

fn rings() -> impl Strategy<Value = Vec<(u8, Vec<[f64; 2]>)>> {
    let corner = [-50.0..150.0, -50.0..150.0];
    // Corners anywhere: these rings cross themselves and one another.
    prop::collection::vec((0..6_u8, prop::collection::vec(corner, 3..7)), 1..7)
}

fn measured(rings: &[(u8, Vec<[f64; 2]>)], pieces: usize, frame: Option<f64>) -> Measured {
    let mut all = Outlines::default();
    for (kind, ring) in rings {
        all.start_polygon(*kind);
        in_pieces(ring, pieces)
            .into_iter()
            .for_each(|point| all.push(point));
        all.end_ring(false);
    }
    all.start_polygon(FRAME);
    square([0.0, 0.0], 100.0)
        .into_iter()
        .for_each(|point| all.push(point));
    all.end_ring(false);
    measure(&all, frame)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cutting_up_the_ground_changes_no_area(rings in rings()) {
        let whole = measured(&rings, 1, None);
        let in_pieces = measured(&rings, 400, None);
        let around_zones = measured(&rings, 1, Some(10_000.0));
        for other in [in_pieces, around_zones] {
            for (left, right) in whole.worst.iter().zip(other.worst) {
                prop_assert!((left - right).abs() < 1e-2, "{left} {right}");
            }
            prop_assert!((whole.frame - other.frame).abs() < 1e-3);
        }
    }

    #[test]
    fn areas_are_what_many_fine_lines_across_add_up_to(rings in rings()) {
        const LINES: usize = 3_000;
        let found = measured(&rings, 1, None);
        let mut expected = [0.0; 6];
        for line in 0..LINES {
            let y = 100.0 * (line as f64 + 0.5) / LINES as f64;
            let mut cuts = vec![0.0, 100.0];
            for (_, ring) in &rings {
                for at in 0..ring.len() {
                    let (from, to) = (ring[at], ring[(at + 1) % ring.len()]);
                    if (from[1] <= y) != (to[1] <= y) {
                        let x = from[0] + (y - from[1]) / (to[1] - from[1]) * (to[0] - from[0]);
                        cuts.push(x.clamp(0.0, 100.0));
                    }
                }
            }
            cuts.sort_by(f64::total_cmp);
            for pair in cuts.windows(2) {
                let at = [f64::midpoint(pair[0], pair[1]), y];
                let is_in = |ring: &[[f64; 2]]| {
                    let closed: Vec<_> = ring.iter().chain(ring.first()).copied().collect();
                    crate::spatial::polygon::winding(&closed, at) != 0
                };
                let worst = rings.iter().filter(|(_, ring)| is_in(ring)).map(|(kind, _)| *kind).min();
                if let Some(worst) = worst {
                    expected[usize::from(worst)] += (pair[1] - pair[0]) * 100.0 / LINES as f64;
                }
            }
        }
        for (found, expected) in found.worst.iter().zip(expected) {
            prop_assert!((found - expected).abs() < 5.0, "{found} {expected}");
        }
    }
}
