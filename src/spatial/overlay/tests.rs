use i_overlay::core::fill_rule::FillRule;
use i_overlay::core::overlay_rule::OverlayRule;
use i_overlay::float::single::SingleFloatOverlay;
use proptest::prelude::*;

use super::*;
use crate::spatial::polygon::contains;

fn closed(mut ring: Ring) -> Ring {
    ring.extend(ring.first().copied());
    ring
}

fn slices(rings: &[Ring]) -> Vec<&[[f64; 2]]> {
    rings.iter().map(Vec::as_slice).collect()
}

fn total(areas: &[Vec<Ring>]) -> f64 {
    areas.iter().flatten().map(|ring| signed_area(ring)).sum()
}

fn either(shell: bool, hole: bool) -> bool {
    shell != hole
}

fn shell_alone(shell: bool, hole: bool) -> bool {
    shell && !hole
}

/// Rings on a coarse lattice meet in every way there is: at corners, along edges, upon one another.
fn lattice_rings() -> impl Strategy<Value = Vec<Ring>> {
    let corner = (0u8..7, 0u8..7).prop_map(|(x, y)| [f64::from(x), f64::from(y)]);
    let ring = prop::collection::vec(corner, 3..12).prop_map(closed);
    prop::collection::vec(ring, 1..4)
}

fn wild_rings() -> impl Strategy<Value = Vec<Ring>> {
    let ring = prop::collection::vec([-9.0..9.0, -9.0..9.0], 3..30).prop_map(closed);
    prop::collection::vec(ring, 1..4)
}

/// A point is inside by the windings of the rings as given, with all holes wound the same way.
fn is_expected(rings: &[Ring], rule: fn(bool, bool) -> bool, at: [f64; 2]) -> bool {
    let hole = |ring: &Ring| winding(ring, at) * if signed_area(ring) > 0.0 { 1 } else { -1 };
    rule(
        winding(&rings[0], at) != 0,
        rings[1..].iter().map(hole).sum::<i32>() != 0,
    )
}

fn check(rings: &[Ring], at: [f64; 2]) -> Result<(), TestCaseError> {
    for rule in [either, shell_alone] {
        let Some(areas) = areas(&slices(rings), rule) else {
            continue;
        };
        let found = areas
            .iter()
            .filter(|area| contains(area.iter().map(Vec::as_slice), at))
            .count();
        let expected = usize::from(is_expected(rings, rule, at));
        prop_assert_eq!(found, expected, "{:?} in {:?}", at, areas);
        for area in &areas {
            // Slivers of a few steps of the grid may lose their area on the way back.
            prop_assert!(signed_area(&area[0]) > -1e-9);
            prop_assert!(area[1..].iter().all(|hole| signed_area(hole) < 1e-9));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn places_are_inside_as_the_windings_say(rings in wild_rings(), at in [-9.0..9.0, -9.0..9.0]) {
        check(&rings, at)?;
    }

    #[test]
    fn rings_that_touch_in_every_way_are_resolved_too(rings in lattice_rings(), x in 0u8..30, y in 0u8..30) {
        // Never on a line between two points of the lattice.
        let at = [(f64::from(x) + 0.123_456) / 5.0, (f64::from(y) + 0.345_678_9) / 5.0];
        check(&rings, at)?;
    }

    #[test]
    fn areas_agree_with_another_library(rings in wild_rings()) {
        let wound = |ring: &Ring| {
            let mut ring = ring.clone();
            if signed_area(&ring) < 0.0 {
                ring.reverse();
            }
            ring
        };
        let holes: Vec<Ring> = rings[1..].iter().map(wound).collect();
        let expected = vec![rings[0].clone()].overlay(&holes, OverlayRule::Difference, FillRule::NonZero);
        let expected: f64 = expected.iter().flatten().map(|ring| signed_area(&closed(ring.clone()))).sum();
        let found = areas(&slices(&rings), shell_alone).expect("an end to the cutting");
        prop_assert!((total(&found) - expected).abs() < 1e-5, "{} {expected}", total(&found));
    }
}

#[test]
fn a_bow_tie_becomes_two_areas_that_touch() {
    let bow_tie = closed(vec![[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0]]);
    let areas = areas(&[&bow_tie], shell_alone).expect("an end");
    assert_eq!(areas.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1]);
    assert!((total(&areas) - 2.0).abs() < 1e-8);
}

#[test]
fn a_hole_that_touches_its_shell_stays_a_hole() {
    let shell = closed(vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0]]);
    let hole = closed(vec![[0.0, 2.0], [2.0, 3.0], [2.0, 1.0]]);
    let areas = areas(&[&shell, &hole], shell_alone).expect("an end");
    assert_eq!(areas.iter().map(Vec::len).collect::<Vec<_>>(), [2]);
    assert!((total(&areas) - 14.0).abs() < 1e-7);
}

#[test]
fn rings_without_an_extent_enclose_nothing() {
    let point = vec![[1.0, 1.0]; 4];
    assert!(areas(&[&point], either).is_none_or(|areas| areas.is_empty()));
    let line = closed(vec![[0.0, 0.0], [1.0, 1.0], [2.0, 2.0]]);
    assert_eq!(areas(&[&line], either).map(|areas| areas.len()), Some(0));
}

#[test]
fn sixty_thousand_points_with_a_crossing_take_no_minutes() {
    let count = 60_000;
    let star = |corner: u32| {
        let angle = f64::from(corner) * std::f64::consts::TAU / f64::from(count);
        let radius = 10.0 + f64::from(corner % 7) / 100.0;
        [radius * angle.cos(), radius * angle.sin()]
    };
    let mut ring: Ring = (0..count).map(star).collect();
    ring.swap(100, 20_000);
    let ring = closed(ring);
    let areas = areas(&[&ring], shell_alone).expect("an end");
    assert!(total(&areas) > 300.0);
}
