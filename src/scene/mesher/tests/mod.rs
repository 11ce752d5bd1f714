//! The mesher as a whole.

mod maps;
mod properties;

use proptest::prelude::*;

use super::mesh_rows;
use crate::hazard::HazardStatus;
use crate::scene::{MeshChunk, ZOOM_RANGE};
use crate::spatial::polygon::tests::star;
use crate::spatial::polygon::{distance_to_segment, signed_area};
use crate::spatial::{Geometries, PartKind, world_from_lnglat};

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
    let status = |row| Some(HazardStatus::from_code((row % 7) as u8));
    mesh_rows(geometries, 0..geometries.len(), &status, ZOOM_RANGE[1]).collect()
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

/// Whether one of a chunk's triangles covers a point.
fn covers(chunk: &MeshChunk, point: [f64; 2]) -> bool {
    let corner = |index: u32| world(chunk, chunk.fill_positions[index as usize]);
    let side = |from: [f64; 2], to: [f64; 2]| signed_area(&[from, to, point, from]);
    chunk
        .fill_indices
        .as_chunks::<3>()
        .0
        .iter()
        .any(|triangle| {
            let [a, b, c] = triangle.map(corner);
            let sides = [side(a, b), side(b, c), side(c, a)];
            sides.iter().all(|&side| side >= 0.0) || sides.iter().all(|&side| side <= 0.0)
        })
}
