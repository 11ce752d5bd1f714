//! The decoder against bytes by hand, against damage, and against the files that are shipped.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::spatial::Geometries;

/// A file of one square cell, 10° by 10°, one step a degree: a land that is cut by the western edge, one border, one
/// river, one town, one country.
const BY_HAND: &[u8] = &[
    b'H', b'M', b'B', b'M', 1, 1, 0, 0, 20, 20, // bounds 0, 0, 10, 10
    1, 1, 4, 0, 4, 8, 0, 0, 4, 7, 0, // land: (0,2) (4,2) (4,4) (0,4)
    0, // no lakes
    1, 1, 2, 2, 2, 2, 2, // an unsettled border from (1,1) to (2,2)
    1, 3, 2, 10, 0, 0, 10, // a river of rank 3 from (5,0) to (5,5)
    1, 6, 6, 100, 2, 1, b'A', // a capital of 100 people at (3,3)
    1, 4, 6, 31, 4, 1, b'B', // a country at (2,3), 4 steps wide
    0,    // no cells
];

fn lines(geometries: &Geometries) -> Vec<Vec<[f64; 2]>> {
    let parts = geometries
        .iter()
        .flat_map(|geometry| geometry.parts().collect::<Vec<_>>());
    parts
        .flat_map(|part| part.rings().map(<[_]>::to_vec).collect::<Vec<_>>())
        .collect()
}

#[test]
fn a_file_made_by_hand_is_read_as_written() {
    let basemap = Basemap::decode(BY_HAND).unwrap();
    assert_eq!(basemap.bounds, [0.0, 0.0, 10.0, 10.0]);
    assert_eq!(
        lines(&basemap.land),
        [[[0.0, 2.0], [4.0, 2.0], [4.0, 4.0], [0.0, 4.0], [0.0, 2.0]]]
    );
    assert_eq!(basemap.borders.kinds, [BorderKind::Unsettled]);
    assert_eq!(lines(&basemap.borders.lines), [[[1.0, 1.0], [2.0, 2.0]]]);
    assert_eq!(
        (basemap.rivers.ranks, lines(&basemap.rivers.lines)),
        (vec![3], vec![vec![[5.0, 0.0], [5.0, 5.0]]])
    );
    assert_eq!(basemap.towns[0].kind, TownKind::Capital);
    assert_eq!(
        (
            basemap.countries[0].iso_numeric,
            basemap.countries[0].extent
        ),
        (31, 4.0)
    );
}

#[test]
fn the_cut_at_the_edge_of_a_cell_is_no_coast() {
    let coasts = Basemap::decode(BY_HAND).unwrap().coasts();
    assert_eq!(
        lines(&coasts),
        [[[0.0, 2.0], [4.0, 2.0], [4.0, 4.0], [0.0, 4.0]]]
    );
}

#[test]
fn a_file_cut_short_anywhere_is_an_error() {
    for length in 0..BY_HAND.len() {
        assert!(
            Basemap::decode(&BY_HAND[..length]).is_err(),
            "{length} bytes"
        );
    }
}

#[test]
fn what_follows_the_end_is_damage() {
    let longer = [BY_HAND, &[0]].concat();
    assert_eq!(
        Basemap::decode(&longer),
        Err(BasemapError::Damaged {
            position: BY_HAND.len()
        })
    );
}

#[test]
fn other_files_and_later_versions_are_told_apart() {
    assert_eq!(
        Basemap::decode(b"<!doctype html>"),
        Err(BasemapError::NotABasemap)
    );
    assert_eq!(
        Basemap::decode(b"HMBM\x02"),
        Err(BasemapError::UnknownVersion(2))
    );
}

#[test]
fn a_few_bytes_cannot_ask_for_much_memory() {
    let mut greedy = BY_HAND[..10].to_vec();
    greedy.extend([0xFF, 0xFF, 0xFF, 0xFF, 0x7F]);
    assert!(matches!(
        Basemap::decode(&greedy),
        Err(BasemapError::Damaged { .. })
    ));
}

fn shipped(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("public/basemap")
        .join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_shipped_world_is_small_and_whole() {
    let bytes = shipped("world.bin");
    assert!(bytes.len() <= 250_000, "{} bytes", bytes.len());
    let world = Basemap::decode(&bytes).unwrap();
    assert_eq!(world.bounds, [-180.0, -90.0, 180.0, 90.0]);
    for name in [
        "Azerbaijan",
        "Bosnia and Herz.",
        "Colombia",
        "Ukraine",
        "Cambodia",
    ] {
        assert!(
            world.countries.iter().any(|country| country.name == name),
            "{name}"
        );
    }
    assert!(
        world
            .towns
            .is_sorted_by(|a, b| a.population >= b.population)
    );
    let all = world.cells.cells_in([-180.0, -90.0, 180.0, 90.0]);
    assert!(all.len() > 300, "{} cells", all.len());
}

#[test]
fn every_cell_the_world_names_is_shipped_and_fills_its_own_place() {
    let world = Basemap::decode(&shipped("world.bin")).unwrap();
    let mut total = 0;
    for cell in world.cells.cells_in([-180.0, -90.0, 180.0, 90.0]) {
        let bytes = shipped(&cell.path());
        total += bytes.len();
        let basemap =
            Basemap::decode(&bytes).unwrap_or_else(|error| panic!("{}: {error}", cell.path()));
        assert_eq!(basemap.bounds, world.cells.bounds(cell), "{}", cell.path());
    }
    assert!(total < 6_000_000, "{total} bytes");
}

#[test]
fn shipped_land_and_lakes_fill_without_gaps_or_spikes() {
    // Rounding can fold a spit or an islet over itself; at zoom 5 this is half a square pixel.
    const ROUNDED_AREA: f64 = 5e-4;
    let mut files = vec!["world.bin".to_owned()];
    // Colombia, Bosnia, Ukraine, Azerbaijan, Cambodia and a coast of a thousand islands.
    files.extend(
        [(10, 9), (19, 13), (21, 13), (22, 12), (28, 10), (20, 16)]
            .map(|(x, y)| CellId { x, y }.path()),
    );
    for file in files {
        let basemap = Basemap::decode(&shipped(&file)).unwrap();
        for polygon in basemap.land.iter().chain(basemap.lakes.iter()) {
            let part = polygon.parts().next().unwrap();
            let (mut points, mut holes, mut area) = (Vec::new(), Vec::new(), 0.0);
            for (index, ring) in part.rings().enumerate() {
                if index > 0 {
                    holes.push(points.len() as u32);
                }
                area += doubled_area(ring).abs() * if index == 0 { 1.0 } else { -1.0 };
                points.extend_from_slice(&ring[..ring.len() - 1]);
            }
            let mut corners: Vec<u32> = Vec::new();
            earcut::Earcut::new().earcut(points.iter().copied(), &holes, &mut corners);
            let filled: f64 = corners
                .chunks_exact(3)
                .map(|corner| doubled_area(&[0, 1, 2, 0].map(|i| points[corner[i] as usize])).abs())
                .sum();
            assert!(
                (filled - area).abs() <= 1e-3 * area + ROUNDED_AREA,
                "{file}: {filled} for {area} at {:?}",
                points[0]
            );
        }
    }
}

/// Twice the area of a closed ring, signed.
fn doubled_area(ring: &[[f64; 2]]) -> f64 {
    ring.windows(2)
        .map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1])
        .sum()
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Basemap::decode(&bytes);
        let _ = Basemap::decode(&[b"HMBM\x01", bytes.as_slice()].concat());
    }

    #[test]
    fn damage_to_one_byte_never_leads_outside_the_bounds(at in 10..BY_HAND.len(), byte in any::<u8>()) {
        let mut bytes = BY_HAND.to_vec();
        bytes[at] = byte;
        if let Ok(basemap) = Basemap::decode(&bytes) {
            for point in lines(&basemap.land).iter().flatten() {
                prop_assert!(point.iter().all(|degrees| (0.0..=10.0).contains(degrees)));
            }
        }
    }
}
