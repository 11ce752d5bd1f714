use super::*;
use proptest::prelude::*;

type Ring = Vec<[f64; 2]>;

fn mend(rings: &[Ring]) -> Result<(Mending, Vec<Vec<Ring>>), TooFewPoints> {
    let mut geometries = Geometries::default();
    let mending =
        PolygonMender::default().mend(rings.iter().map(Vec::as_slice), &mut geometries)?;
    geometries.end_geometry();
    let parts = geometries
        .get(0)
        .parts()
        .map(|part| part.rings().map(<[_]>::to_vec).collect())
        .collect();
    Ok((mending, parts))
}

fn area(parts: &[Vec<Ring>]) -> f64 {
    parts.iter().flatten().map(|ring| signed_area(ring)).sum()
}

fn square(west: f64, south: f64, side: f64) -> Ring {
    vec![
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]
}

fn reversed(mut ring: Ring) -> Ring {
    ring.reverse();
    ring
}

#[test]
fn a_polygon_without_fault_keeps_its_coordinates_to_the_bit() {
    let rings = [square(0.1, 0.2, 0.7), reversed(square(0.3, 0.3, 0.1))];
    let (mending, parts) = mend(&rings).expect("mendable");
    assert_eq!(mending, Mending::default());
    assert_eq!(parts, [rings.to_vec()]);
}

#[test]
fn an_open_ring_is_closed_and_the_wrong_winding_is_turned() {
    let mut open = reversed(square(0.0, 0.0, 1.0));
    open.pop();
    let (mending, parts) = mend(&[open]).expect("mendable");
    assert!(mending.ring_closed && mending.winding_reversed);
    assert_eq!(parts[0][0].first(), parts[0][0].last());
    assert_eq!(area(&parts), 1.0);
}

#[test]
fn repeated_points_and_spikes_go_and_the_rest_stays() {
    let ring = vec![
        [0.0, 0.0],
        [1.0, 0.0],
        [1.0, 0.0],
        [1.0, 1.0],
        [5.0, 5.0],
        [1.0, 1.0],
        [0.0, 1.0],
        [0.0, 0.0],
    ];
    let (mending, parts) = mend(&[ring]).expect("mendable");
    assert!(mending.repeated_points_dropped && mending.spike_removed);
    assert_eq!(parts, [vec![square(0.0, 0.0, 1.0)]]);
}

#[test]
fn rings_of_one_to_three_points_that_enclose_nothing_are_refused() {
    for ring in [
        vec![],
        vec![[1.0, 1.0]],
        vec![[1.0, 1.0], [2.0, 2.0]],
        vec![[1.0, 1.0], [2.0, 2.0], [1.0, 1.0]],
        vec![[1.0, 1.0], [1.0, 1.0], [1.0, 1.0], [1.0, 1.0]],
    ] {
        assert_eq!(mend(&[ring]), Err(TooFewPoints));
    }
    let (mending, parts) =
        mend(&[square(0.0, 0.0, 1.0), vec![[0.5, 0.5]]]).expect("the shell is good");
    assert!(mending.hole_left_out);
    assert_eq!(area(&parts), 1.0);
}

#[test]
fn three_different_points_without_closing_are_a_triangle() {
    let (mending, parts) = mend(&[vec![[0.0, 0.0], [2.0, 0.0], [0.0, 1.0]]]).expect("a triangle");
    assert!(mending.ring_closed);
    assert_eq!(area(&parts), 1.0);
}

#[test]
fn a_line_there_and_back_is_kept_by_its_outline() {
    let line = vec![[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [1.0, 1.0], [0.0, 0.0]];
    let (mending, parts) = mend(std::slice::from_ref(&line)).expect("drawn as a line");
    assert!(mending.no_area);
    assert_eq!(parts, [vec![line]]);
}

#[test]
fn a_bow_tie_becomes_two_triangles_of_which_none_is_lost() {
    let bow_tie = vec![[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]];
    let (mending, parts) = mend(&[bow_tie]).expect("mendable");
    assert!(mending.crossings_resolved);
    assert_eq!(parts.len(), 2);
    assert!((area(&parts) - 2.0).abs() < 1e-6);
    let (before, after) = mending.area_change.expect("told");
    assert!(before.0 < 1.0 && after.0 > 2e10);
}

#[test]
fn ground_that_an_outline_covers_twice_stays_covered() {
    // A loop inside the square that runs the same way round as the square itself.
    let ring = vec![
        [0.0, 0.0],
        [4.0, 0.0],
        [4.0, 4.0],
        [1.0, 3.0],
        [1.0, 1.0],
        [3.0, 1.0],
        [3.0, 3.5],
        [0.0, 4.0],
        [0.0, 0.0],
    ];
    let (_, parts) = mend(std::slice::from_ref(&ring)).expect("mendable");
    let inside = parts
        .iter()
        .any(|part| super::super::polygon::contains(part.iter().map(Vec::as_slice), [2.0, 2.0]));
    assert!(inside);
}

#[test]
fn a_hole_outside_its_shell_is_drawn_as_an_area() {
    let rings = [square(0.0, 0.0, 1.0), reversed(square(5.0, 5.0, 2.0))];
    let (mending, parts) = mend(&rings).expect("mendable");
    assert!(mending.hole_made_area && !mending.crossings_resolved);
    assert_eq!(parts.len(), 2);
    assert!((area(&parts) - 5.0).abs() < 1e-6);
}

#[test]
fn a_hole_that_touches_its_shell_leaves_the_outline_as_recorded() {
    let rings = [
        square(0.0, 0.0, 4.0),
        vec![[0.0, 0.0], [1.0, 2.0], [2.0, 1.0], [0.0, 0.0]],
    ];
    let (mending, parts) = mend(&rings).expect("mendable");
    assert_eq!(mending, Mending::default());
    assert_eq!(parts, [rings.to_vec()]);
}

#[test]
fn overlapping_holes_are_one_hole() {
    let rings = [
        square(0.0, 0.0, 10.0),
        reversed(square(2.0, 2.0, 2.0)),
        square(3.0, 3.0, 2.0),
    ];
    let (_, parts) = mend(&rings).expect("mendable");
    assert!((area(&parts) - 93.0).abs() < 1e-6);
}

#[test]
fn a_square_across_the_180th_meridian_is_small_and_its_hole_lies_in_it() {
    let shell = vec![
        [179.0, 0.0],
        [-179.0, 0.0],
        [-179.0, 2.0],
        [179.0, 2.0],
        [179.0, 0.0],
    ];
    let hole = reversed(square(-179.6, 0.5, 0.2));
    let (mending, parts) = mend(&[shell, hole]).expect("mendable");
    assert!(mending.unrolled && !mending.hole_made_area);
    assert!((area(&parts) - 3.96).abs() < 1e-9);
}

#[test]
fn sixty_two_thousand_points_are_checked_in_a_moment() {
    let corners = 62_000;
    let mut ring: Ring = (0..corners)
        .map(|corner| {
            let angle = std::f64::consts::TAU * f64::from(corner) / f64::from(corners);
            let radius = 1.0 + 0.1 * (angle * 900.0).sin();
            [radius * angle.cos(), radius * angle.sin()]
        })
        .collect();
    ring.push(ring[0]);
    let start = std::time::Instant::now();
    let (mending, parts) = mend(&[ring.clone()]).expect("mendable");
    assert_eq!(mending, Mending::default());
    assert_eq!(parts, [vec![ring]]);
    assert!(
        start.elapsed().as_secs() < 5,
        "every pair would take minutes"
    );
}

/// Area of what a ring winds around, by an independent way: horizontal lines through the middle of each strip
/// between two neighbouring heights (corners and crossings), on which the covered length is linear.
fn nonzero_area_by_strips(ring: &[[f64; 2]]) -> f64 {
    let edges: Vec<_> = ring.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let mut heights: Vec<f64> = ring.iter().map(|point| point[1]).collect();
    for (at, a) in edges.iter().enumerate() {
        for b in &edges[at + 1..] {
            heights.extend(crossing_height(*a, *b));
        }
    }
    heights.sort_by(f64::total_cmp);
    heights
        .windows(2)
        .map(|strip| {
            let middle = (strip[0] + strip[1]) / 2.0;
            let mut crossings: Vec<(f64, i32)> = edges
                .iter()
                .filter(|(from, to)| (from[1] > middle) != (to[1] > middle))
                .map(|(from, to)| {
                    let share = (middle - from[1]) / (to[1] - from[1]);
                    let x = from[0] + share * (to[0] - from[0]);
                    (x, if to[1] > from[1] { 1 } else { -1 })
                })
                .collect();
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut around = 0;
            let mut length = 0.0;
            for pair in crossings.windows(2) {
                around += pair[0].1;
                if around != 0 {
                    length += pair[1].0 - pair[0].0;
                }
            }
            length * (strip[1] - strip[0])
        })
        .sum()
}

fn crossing_height(a: ([f64; 2], [f64; 2]), b: ([f64; 2], [f64; 2])) -> Option<f64> {
    let [ax, ay] = [a.1[0] - a.0[0], a.1[1] - a.0[1]];
    let [bx, by] = [b.1[0] - b.0[0], b.1[1] - b.0[1]];
    let across = ax * by - ay * bx;
    let share = ((b.0[0] - a.0[0]) * by - (b.0[1] - a.0[1]) * bx) / across;
    (across != 0.0 && (0.0..=1.0).contains(&share)).then(|| a.0[1] + share * ay)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_area_is_what_the_outline_winds_around(
        corners in proptest::collection::vec((-300_i32..300, -300_i32..300), 3..14)
    ) {
        let mut ring: Ring = corners.iter().map(|&(x, y)| [f64::from(x) / 7.0, f64::from(y) / 7.0]).collect();
        ring.push(ring[0]);
        if let Ok((mending, parts)) = mend(std::slice::from_ref(&ring)) {
            let expected = nonzero_area_by_strips(&ring);
            if !mending.no_area {
                prop_assert!((area(&parts) - expected).abs() < 1e-3, "{} != {expected}", area(&parts));
            } else {
                prop_assert!(expected.abs() < 1e-3);
            }
        }
    }

    #[test]
    fn a_mended_polygon_needs_no_mending_of_its_area(
        corners in proptest::collection::vec((-20_i32..20, -20_i32..20), 3..10)
    ) {
        let ring: Ring = corners.iter().map(|&(x, y)| [f64::from(x), f64::from(y)]).collect();
        if let Ok((_, parts)) = mend(&[ring]) {
            for part in &parts {
                let (_, again) = mend(part).expect("still a polygon");
                prop_assert!((area(&again) - area(std::slice::from_ref(part))).abs() < 1e-3);
            }
        }
    }
}
