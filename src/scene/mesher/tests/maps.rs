//! Hand-made maps, one behaviour each.

use super::{at_zoom, filled, mesh, projected, push, world};
use crate::hazard::HazardStatus;
use crate::scene::mesher::groups::MAX_VERTICES;
use crate::scene::{MeshChunk, ZOOM_RANGE, mesh_rows};
use crate::spatial::polygon::signed_area;
use crate::spatial::polygon::tests::{crossings_say_inside, star};
use crate::spatial::{Geometries, PartKind, world_from_lnglat};

#[test]
fn coordinates_that_are_not_numbers_are_left_out() {
    let mut geometries = Geometries::default();
    let ring = vec![
        [0.0, 0.0],
        [f64::NAN, 1.0],
        [1.0, 0.0],
        [1.0, f64::INFINITY],
        [1.0, 1.0],
        [0.0, 0.0],
    ];
    push(&mut geometries, &[(PartKind::Polygon, vec![ring])]);
    push(
        &mut geometries,
        &[(PartKind::Points, vec![vec![[f64::NAN, f64::NAN]]])],
    );
    for chunk in mesh(&geometries) {
        assert!(
            chunk
                .fill_positions
                .iter()
                .flatten()
                .all(|axis| axis.is_finite())
        );
        assert!(chunk.fill_rows.iter().all(|&row| row == 0));
    }
}

#[test]
fn a_giant_polygon_is_cut_into_chunks_that_cover_it_whole() {
    let radii: Vec<f64> = (0..60_000)
        .map(|corner| 20.0 + f64::from(corner % 7) / 1e3)
        .collect();
    let rings = vec![star([40.0, 0.0], &radii)];
    let mut geometries = Geometries::default();
    push(&mut geometries, &[(PartKind::Polygon, rings.clone())]);
    let chunks = mesh(&geometries);
    assert!(chunks.len() > 4);
    for chunk in &chunks {
        assert!(chunk.fill_positions.len() <= MAX_VERTICES && chunk.outline.len() <= MAX_VERTICES);
    }
    let expected = signed_area(&projected(&rings)[0]).abs();
    let found = filled(at_zoom(&chunks, 20.0), 0);
    assert!(
        (found - expected).abs() < 1e-5 * expected,
        "{found} for {expected}"
    );
    let segments: usize = at_zoom(&chunks, 20.0)
        .map(|chunk| chunk.outline.len())
        .sum();
    assert_eq!(segments, 60_000);
    let coarse: usize = at_zoom(&chunks, 3.0).map(|chunk| chunk.outline.len()).sum();
    assert!(coarse < 2_000, "{coarse}");
}

#[test]
fn chunks_hold_one_status_and_the_worst_comes_first() {
    let mut geometries = Geometries::default();
    for row in 0..21 {
        push(
            &mut geometries,
            &[(
                PartKind::Polygon,
                vec![star([f64::from(row), 10.0], &[0.1; 5])],
            )],
        );
    }
    let chunks = mesh(&geometries);
    let is_detail = |chunk: &&MeshChunk| chunk.marks.is_empty() && chunk.zooms[1].is_infinite();
    let overviews = chunks.iter().take_while(|chunk| !is_detail(chunk)).count();
    assert!(chunks[overviews..].iter().all(|chunk| is_detail(&chunk)));
    for chunks in [&chunks[..overviews], &chunks[overviews..]] {
        let statuses = chunks.iter().filter_map(|chunk| chunk.status);
        let ranks: Vec<u8> = statuses.map(HazardStatus::draw_rank).collect();
        assert!(ranks.len() >= 7 && ranks.is_sorted_by(|left, right| left >= right));
    }
    for chunk in &chunks {
        let code = chunk.status.map(HazardStatus::code);
        assert!(
            chunk
                .fill_rows
                .iter()
                .all(|row| Some((row % 7) as u8) == code)
        );
    }
}

#[test]
fn a_bow_tie_is_filled_on_both_sides_at_every_level() {
    let mut geometries = Geometries::default();
    let bow_tie = vec![[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0], [0.0, 0.0]];
    push(&mut geometries, &[(PartKind::Polygon, vec![bow_tie])]);
    let chunks = mesh(&geometries);
    for zoom in [4.0, 7.0, 10.0, 20.0] {
        let area = filled(at_zoom(&chunks, zoom), 0);
        let expected = 2.0 / 360.0 / 360.0;
        assert!(
            (area - expected).abs() < 1e-3 * expected,
            "{area} at {zoom}"
        );
    }
}

#[test]
fn a_line_is_marked_on_itself_and_points_one_by_one() {
    let mut geometries = Geometries::default();
    push(
        &mut geometries,
        &[(
            PartKind::Line,
            vec![vec![[0.0, 0.0], [1.0, 0.0], [4.0, 0.0]]],
        )],
    );
    push(
        &mut geometries,
        &[(PartKind::Points, vec![vec![[7.0, 0.0], [8.0, 0.0]]])],
    );
    let chunks = mesh(&geometries);
    let mut marks: Vec<(u32, f64, bool)> = chunks
        .iter()
        .flat_map(|chunk| {
            chunk
                .marks
                .iter()
                .map(|mark| (mark.row, world(chunk, mark.at)[0], mark.extent > 0.0))
        })
        .collect();
    marks.sort_by(|left, right| left.1.total_cmp(&right.1));
    let expected = [(0, 2.0, true), (1, 7.0, false), (1, 8.0, false)];
    for ((row, x, extended), (expected_row, lng, expected_extended)) in
        marks.into_iter().zip(expected)
    {
        assert_eq!((row, extended), (expected_row, expected_extended));
        assert!((x - world_from_lnglat([lng, 0.0])[0]).abs() < 1e-9);
    }
}

#[test]
fn the_inside_lies_on_the_left_of_every_outline_whatever_the_winding() {
    let shell = vec![[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]];
    let hole = vec![[1.0, 1.0], [3.0, 1.0], [3.0, 3.0], [1.0, 3.0], [1.0, 1.0]];
    let turned = |ring: &Vec<[f64; 2]>| ring.iter().rev().copied().collect::<Vec<_>>();
    let mut geometries = Geometries::default();
    for rings in [
        vec![shell.clone(), hole.clone()],
        vec![turned(&shell), turned(&hole)],
    ] {
        push(&mut geometries, &[(PartKind::Polygon, rings)]);
    }
    let ground = projected(&vec![shell, hole]);
    for chunk in mesh(&geometries) {
        for segment in &chunk.outline {
            let [from, to] = [segment.from, segment.to].map(|end| world(&chunk, end));
            let left = [
                f64::midpoint(from[0], to[0]) + 1e-2 * (to[1] - from[1]),
                f64::midpoint(from[1], to[1]) - 1e-2 * (to[0] - from[0]),
            ];
            assert!(crossings_say_inside(&ground, left), "{segment:?}");
        }
    }
}

#[test]
fn it_says_below_which_zoom_what_came_first_is_all_there_is_to_draw() {
    let mut geometries = Geometries::default();
    for row in 0..50 {
        let ring = star([f64::from(row) * 0.01, 10.0], &[0.002; 60]);
        push(&mut geometries, &[(PartKind::Polygon, vec![ring])]);
    }
    let mut meshing = mesh_rows(
        &geometries,
        0..50,
        &|_| Some(HazardStatus::Confirmed),
        ZOOM_RANGE[1],
    );
    assert_eq!(meshing.complete_below(), None);
    let mut first = Vec::new();
    while meshing.complete_below().is_none() {
        first.extend(meshing.next());
    }
    let below = meshing.complete_below().expect("an overview");
    assert!((7.0..12.0).contains(&below), "{below}");
    let rest: Vec<MeshChunk> = meshing.by_ref().collect();
    assert!(!rest.is_empty() && rest.iter().all(|chunk| f64::from(chunk.zooms[0]) >= below));
    assert_eq!(meshing.complete_below(), Some(below));
    assert!(
        first
            .iter()
            .all(|chunk| chunk.fill_indices.is_empty() || chunk.zooms[1].is_finite())
    );

    let mut empty = mesh_rows(&geometries, 0..0, &|_| None, ZOOM_RANGE[1]);
    assert_eq!(
        (empty.complete_below(), empty.next()),
        (Some(f64::INFINITY), None)
    );
}
