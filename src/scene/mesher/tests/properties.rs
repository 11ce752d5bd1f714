//! Random layers: what is drawn is what was read, at every zoom.

use proptest::prelude::*;

use super::{
    Rings, at_zoom, covers, distance_to_rings, filled, geometries, layer, mesh, projected, push,
    world, zone,
};
use crate::scene::mesher::{MARK_EXTENT_PX, MAX_ERROR_PX};
use crate::scene::{MeshChunk, TILE_SIZE};
use crate::spatial::polygon::signed_area;
use crate::spatial::polygon::tests::crossings_say_inside;
use crate::spatial::{Geometries, PartKind, world_bounds};

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
        // Offsets are f32: exact to 2^-24 of the chunk, which can be far wider than a zone. Fills and outlines of a zone
        // may be in different chunks.
        let widest = at_zoom(&chunks, 21.9)
            .map(|chunk| (chunk.bounds[2] - chunk.bounds[0]).max(chunk.bounds[3] - chunk.bounds[1]))
            .fold(0.0, f64::max);
        let edges: f64 = at_zoom(&chunks, 21.9)
            .flat_map(|chunk| &chunk.outline)
            .map(|segment| f64::from((segment.to[0] - segment.from[0]).hypot(segment.to[1] - segment.from[1])))
            .sum();
        let rounding = 2.0 * edges * widest * 2_f64.powi(-24);
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
    fn ground_further_from_an_outline_than_half_a_pixel_is_filled_just_where_the_source_is(
        zone in zone(), zoom in 0.0_f32..22.0, places in prop::collection::vec([-1.1..1.1, -1.1..1.1], 24),
    ) {
        let mut geometries = Geometries::default();
        push(&mut geometries, &[(PartKind::Polygon, vec![zone[0].clone(), zone[1].clone()])]);
        let chunks = mesh(&geometries);
        let source = projected(&zone);
        let mark = chunks.iter().find_map(|chunk| chunk.marks.first()).expect("a zone has a mark");
        let pixel = 1.0 / (TILE_SIZE * f64::from(zoom).exp2());
        prop_assume!(f64::from(mark.extent) > MARK_EXTENT_PX * pixel, "its mark may stand for it");
        let [left, top, right, bottom] = world_bounds(&geometries.get(0)).expect("it has a position");
        for [across, down] in places {
            let point = [
                f64::midpoint(left, right) + across * (right - left) / 2.0,
                f64::midpoint(top, bottom) + down * (bottom - top) / 2.0,
            ];
            if distance_to_rings(&source, point) > MAX_ERROR_PX * pixel + 1e-9 {
                let filled = at_zoom(&chunks, zoom).any(|chunk| covers(chunk, point));
                prop_assert_eq!(filled, crossings_say_inside(&source, point), "{:?} at zoom {}", point, zoom);
            }
        }
    }

    #[test]
    fn coarser_levels_weigh_at_most_half_of_the_full_one(layer in layer()) {
        let weight = |chunk: &MeshChunk| {
            12 * chunk.fill_positions.len() + 4 * chunk.fill_indices.len() + 24 * chunk.outline.len()
        };
        let (full, coarse): (Vec<_>, Vec<_>) = mesh(&geometries(&layer))
            .into_iter()
            .filter(|chunk| chunk.marks.is_empty())
            .partition(|chunk| chunk.zooms[1] == f32::INFINITY);
        let [full, coarse] = [full, coarse].map(|chunks| chunks.iter().map(weight).sum::<usize>());
        prop_assert!(2 * coarse <= full, "{coarse} beside {full}");
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
