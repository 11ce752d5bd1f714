//! A glimpse of a layer that is still being read: a dot for every part of its first rows, long before there are meshes.

use super::{MeshChunk, ZoneMark};
use crate::hazard::HazardStatus;
use crate::spatial::{Geometries, PartKind, joined_bounds, world_from_lnglat};

/// Status, row, and place in `world`.
type Dot = (Option<HazardStatus>, u32, [f64; 2]);

/// Chunks of dots, one for each status: one at the first position of each part of `rows`, all of them for points.
///
/// `statuses` goes with `rows`; rows beyond it have none. The dots are drawn at all zooms, however large their parts
/// are. They lie within a millionth of the extent of all of them.
///
/// # Panics
/// Where a row reaches beyond the geometries.
#[must_use]
pub fn glimpse(geometries: &Geometries, rows: &[u32], statuses: &[HazardStatus]) -> Vec<MeshChunk> {
    let mut dots: Vec<Dot> = Vec::new();
    for (place, &row) in rows.iter().enumerate() {
        let status = statuses.get(place).copied();
        for part in geometries.get(row as usize).parts() {
            let shell = part.rings().next().unwrap_or_default();
            let shown = match part.kind {
                PartKind::Points => shell.len(),
                PartKind::Line | PartKind::Polygon => shell.len().min(1),
            };
            let places = shell[..shown].iter().copied().map(world_from_lnglat);
            dots.extend(places.map(|at| (status, row, at)));
        }
    }
    let mut chunks: Vec<MeshChunk> = Vec::new();
    while let Some((status, ..)) = dots.first().copied() {
        let of_status: Vec<_> = dots.extract_if(.., |dot| dot.0 == status).collect();
        chunks.push(chunk(status, &of_status));
    }
    chunks
}

fn chunk(status: Option<HazardStatus>, dots: &[Dot]) -> MeshChunk {
    let bounds = dots
        .iter()
        .map(|(_, _, [x, y])| [*x, *y, *x, *y])
        .reduce(joined_bounds)
        .unwrap_or_default();
    let origin = [0, 1].map(|axis| f64::midpoint(bounds[axis], bounds[axis + 2]));
    let mark = |(_, row, [x, y]): &Dot| ZoneMark {
        at: [x - origin[0], y - origin[1]].map(|offset| offset as f32),
        extent: 0.0,
        row: *row,
    };
    MeshChunk {
        origin,
        bounds,
        zooms: [f32::NEG_INFINITY, f32::INFINITY],
        status,
        marks: dots.iter().map(mark).collect(),
        ..MeshChunk::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::lnglat_from_world;

    fn geometries() -> Geometries {
        let mut geometries = Geometries::default();
        for row in [
            vec![(
                PartKind::Polygon,
                vec![[47.0, 39.0], [47.1, 39.0], [47.1, 39.1], [47.0, 39.0]],
            )],
            vec![],
            vec![
                (PartKind::Line, vec![[46.0, 40.0], [46.5, 40.5]]),
                (PartKind::Points, vec![[45.0, 41.0], [45.5, 41.5]]),
            ],
        ] {
            for (kind, positions) in row {
                for position in positions {
                    geometries.push_coordinate(position);
                }
                geometries.end_ring();
                geometries.end_part(kind);
            }
            geometries.end_geometry();
        }
        geometries
    }

    #[test]
    fn every_part_has_its_dot_in_the_colour_of_its_row() {
        use HazardStatus::{Cleared, Confirmed};
        let chunks = glimpse(&geometries(), &[0, 1, 2], &[Confirmed, Confirmed, Cleared]);
        let seen: Vec<_> = chunks
            .iter()
            .flat_map(|chunk| {
                chunk.marks.iter().map(|mark| {
                    let world = [0, 1].map(|axis| chunk.origin[axis] + f64::from(mark.at[axis]));
                    let place =
                        lnglat_from_world(world).map(|degrees| (degrees * 1e4).round() / 1e4);
                    (chunk.status, mark.row, place)
                })
            })
            .collect();
        assert_eq!(
            seen,
            [
                (Some(Confirmed), 0, [47.0, 39.0]),
                (Some(Cleared), 2, [46.0, 40.0]),
                (Some(Cleared), 2, [45.0, 41.0]),
                (Some(Cleared), 2, [45.5, 41.5]),
            ]
        );
    }
}
