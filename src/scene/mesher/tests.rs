//! Properties of the mesher as a whole: what is drawn is what was read, at every zoom.

use proptest::prelude::*;

use super::groups::MAX_VERTICES;
use super::{MARK_EXTENT_PX, MAX_ERROR_PX, mesh_rows};
use crate::hazard::HazardStatus;
use crate::scene::{MeshChunk, TILE_SIZE};
use crate::spatial::polygon::tests::{crossings_say_inside, star};
use crate::spatial::polygon::{distance_to_segment, signed_area};
use crate::spatial::{Geometries, PartKind, world_bounds, world_from_lnglat};

type Rings = Vec<Vec<[f64; 2]>>;

/// Adds a row of parts.
fn push(geometries: &mut Geometries, parts: &[(PartKind, Rings)]) {
    for (kind, rings) in parts {
        for ring in rings {
            ring.iter()
                .for_each(|&coordinate| geometries.push_coordinate(coordinate));
            geometries.end_ring();
        }
        geometries.end_part(*kind);
    }
    geometries.end_geometry();
}

fn mesh(geometries: &Geometries) -> Vec<MeshChunk> {
    mesh_rows(geometries, 0..geometries.len(), |row| {
        Some(HazardStatus::from_code((row % 7) as u8))
    })
    .collect()
}

fn projected(rings: &Rings) -> Rings {
    let project = |ring: &Vec<[f64; 2]>| ring.iter().copied().map(world_from_lnglat).collect();
    rings.iter().map(project).collect()
}

/// A position of a chunk in `world`.
fn world(chunk: &MeshChunk, offset: [f32; 2]) -> [f64; 2] {
    [0, 1].map(|axis| chunk.origin[axis] + f64::from(offset[axis]))
}

fn distance_to_rings(rings: &Rings, point: [f64; 2]) -> f64 {
    rings
        .iter()
        .flat_map(|ring| ring.windows(2))
        .map(|edge| distance_to_segment(point, edge[0], edge[1]))
        .fold(f64::INFINITY, f64::min)
}

/// A star of `size` degrees with a hole in its middle.
fn zone() -> impl Strategy<Value = Rings> {
    (
        [20.0..70.0, -60.0..60.0],
        -5.0..0.5,
        prop::collection::vec(0.3..1.0, 3..80),
        prop::collection::vec(0.02..0.1, 3..20),
    )
        .prop_map(|(centre, magnitude, radii, hole)| {
            let size = 10_f64.powf(magnitude);
            let scaled = |radii: Vec<f64>| {
                radii
                    .into_iter()
                    .map(|radius| radius * size)
                    .collect::<Vec<_>>()
            };
            vec![star(centre, &scaled(radii)), star(centre, &scaled(hole))]
        })
}

/// Rows of one to three zones.
fn layer() -> impl Strategy<Value = Vec<Vec<Rings>>> {
    prop::collection::vec(prop::collection::vec(zone(), 1..4), 1..30)
}

fn geometries(layer: &[Vec<Rings>]) -> Geometries {
    let mut geometries = Geometries::default();
    for row in layer {
        let parts: Vec<_> = row
            .iter()
            .map(|rings| (PartKind::Polygon, rings.clone()))
            .collect();
        push(&mut geometries, &parts);
    }
    geometries
}

fn at_zoom(chunks: &[MeshChunk], zoom: f32) -> impl Iterator<Item = &MeshChunk> {
    chunks
        .iter()
        .filter(move |chunk| chunk.zooms[0] <= zoom && zoom < chunk.zooms[1])
}

/// The area of a row's triangles in some chunks, in square `world` units.
fn filled<'a>(chunks: impl Iterator<Item = &'a MeshChunk>, row: u32) -> f64 {
    chunks
        .flat_map(|chunk| {
            let corner = |index: u32| chunk.fill_positions[index as usize].map(f64::from);
            let triangles = chunk.fill_indices.as_chunks::<3>().0.iter();
            triangles
                .filter(move |triangle| chunk.fill_rows[triangle[0] as usize] == row)
                .map(move |&[a, b, c]| {
                    signed_area(&[corner(a), corner(b), corner(c), corner(a)]).abs()
                })
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_full_level_covers_the_area_of_every_row(zones in prop::collection::vec(zone(), 1..4)) {
        let mut geometries = Geometries::default();
        let parts: Vec<_> = zones.iter().map(|rings| (PartKind::Polygon, rings.clone())).collect();
        push(&mut geometries, &parts);
        let chunks = mesh(&geometries);
        let expected: f64 = zones
            .iter()
            .map(projected)
            .map(|rings| signed_area(&rings[0]).abs() - signed_area(&rings[1]).abs())
            .sum();
        // Offsets are f32: exact to 2^-24 of the chunk, which can be far wider than a zone.
        let rounding: f64 = at_zoom(&chunks, 21.9)
            .map(|chunk| {
                let wide = (chunk.bounds[2] - chunk.bounds[0]).max(chunk.bounds[3] - chunk.bounds[1]);
                let edges = chunk.outline.iter().map(|segment| {
                    f64::from((segment.to[0] - segment.from[0]).hypot(segment.to[1] - segment.from[1]))
                });
                2.0 * edges.sum::<f64>() * wide * 2_f64.powi(-24)
            })
            .sum();
        let found = filled(at_zoom(&chunks, 21.9), 0);
        prop_assert!((found - expected).abs() <= 1e-6 * expected + rounding, "{found} for {expected}");
    }

    #[test]
    fn every_part_has_one_mark_inside_it(layer in layer()) {
        let geometries = geometries(&layer);
        let chunks = mesh(&geometries);
        let mut marks: Vec<Vec<[f64; 2]>> = vec![Vec::new(); layer.len()];
        for chunk in &chunks {
            for mark in &chunk.marks {
                prop_assert_eq!(chunk.zooms, [0.0, f32::INFINITY]);
                marks[mark.row as usize].push(world(chunk, mark.at));
            }
        }
        for (row, marks) in layer.iter().zip(marks) {
            prop_assert_eq!(row.len(), marks.len());
            for rings in row {
                let rings = projected(rings);
                // A mark keeps to the inside but for the rounding of its chunk's offsets.
                let inside = |mark: [f64; 2]| {
                    crossings_say_inside(&rings, mark) || distance_to_rings(&rings, mark) < 5e-10
                };
                prop_assert!(marks.iter().copied().any(inside));
            }
        }
    }

    #[test]
    fn every_row_is_drawn_at_every_zoom(layer in layer(), zoom in 0.0_f32..22.0) {
        let geometries = geometries(&layer);
        let chunks = mesh(&geometries);
        for row in 0..layer.len() as u32 {
            let filled = at_zoom(&chunks, zoom).any(|chunk| chunk.fill_rows.contains(&row));
            let outlined = at_zoom(&chunks, zoom).any(|chunk| chunk.outline.iter().any(|segment| segment.row == row));
            let smallest_shown = MARK_EXTENT_PX / (TILE_SIZE * f64::from(zoom).exp2());
            let marked = chunks
                .iter()
                .flat_map(|chunk| &chunk.marks)
                .any(|mark| mark.row == row && f64::from(mark.extent) <= smallest_shown);
            prop_assert!(marked || filled && outlined, "row {row} is missing at zoom {zoom}");
        }
    }

    #[test]
    fn no_level_strays_from_the_source_by_more_than_half_a_pixel(layer in layer(), zoom in 0.0_f32..22.0) {
        let geometries = geometries(&layer);
        let chunks = mesh(&geometries);
        for chunk in at_zoom(&chunks, zoom) {
            let tolerance = MAX_ERROR_PX / (TILE_SIZE * f64::from(zoom).exp2()) + 1e-9;
            for segment in &chunk.outline {
                let source: Vec<Rings> = layer[segment.row as usize].iter().map(projected).collect();
                let middle = [0, 1].map(|axis| (segment.from[axis] + segment.to[axis]) / 2.0);
                for offset in [segment.from, middle, segment.to] {
                    let point = world(chunk, offset);
                    let distances = source.iter().map(|rings| distance_to_rings(rings, point));
                    let distance = distances.fold(f64::INFINITY, f64::min);
                    prop_assert!(distance <= tolerance, "{distance} at zoom {zoom}");
                }
            }
        }
    }

    #[test]
    fn coarser_levels_weigh_at_most_two_fifths_of_the_full_one(layer in layer()) {
        let weight = |chunk: &MeshChunk| {
            12 * chunk.fill_positions.len() + 4 * chunk.fill_indices.len() + 24 * chunk.outline.len()
        };
        let (full, coarse): (Vec<_>, Vec<_>) = mesh(&geometries(&layer))
            .into_iter()
            .filter(|chunk| chunk.marks.is_empty())
            .partition(|chunk| chunk.zooms[1] == f32::INFINITY);
        let [full, coarse] = [full, coarse].map(|chunks| chunks.iter().map(weight).sum::<usize>());
        prop_assert!(5 * coarse <= 2 * full, "{coarse} beside {full}");
    }

    #[test]
    fn any_coordinates_give_numbers_and_no_panic(
        parts in prop::collection::vec(
            (0..3_usize, prop::collection::vec(prop::collection::vec([-400.0..400.0, -95.0..95.0], 0..12), 0..4)),
            0..6,
        ),
        repeated in 1..4_usize,
    ) {
        let kinds = [PartKind::Points, PartKind::Line, PartKind::Polygon];
        let mut geometries = Geometries::default();
        for (kind, rings) in parts {
            // Repeated coordinates and rings that are not closed are what repair may miss.
            let stutter = |ring: Vec<[f64; 2]>| ring.into_iter().flat_map(|point| vec![point; repeated]).collect();
            push(&mut geometries, &[(kinds[kind], rings.into_iter().map(stutter).collect())]);
        }
        let with_position = geometries.iter().filter_map(|geometry| world_bounds(&geometry)).count();
        let chunks = mesh(&geometries);
        let mut marked: Vec<u32> = chunks.iter().flat_map(|chunk| &chunk.marks).map(|mark| mark.row).collect();
        marked.dedup();
        prop_assert_eq!(marked.len(), with_position);
        for chunk in &chunks {
            let outline = chunk.outline.iter().flat_map(|segment| [segment.from, segment.to]);
            let marks = chunk.marks.iter().map(|mark| mark.at);
            let offsets = chunk.fill_positions.iter().copied().chain(outline).chain(marks);
            prop_assert!(offsets.flatten().all(f32::is_finite));
            prop_assert!(chunk.bounds.iter().all(|edge| edge.is_finite()));
            prop_assert!(chunk.fill_indices.iter().all(|&index| (index as usize) < chunk.fill_rows.len()));
        }
    }
}

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
    let ranks: Vec<u8> = chunks
        .iter()
        .filter_map(|chunk| chunk.status)
        .map(HazardStatus::draw_rank)
        .collect();
    assert!(ranks.is_sorted_by(|left, right| left >= right));
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
