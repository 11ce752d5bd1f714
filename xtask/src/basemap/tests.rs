//! What is packed comes out again: the encoder against the reader that the page uses.

use hazard_map::basemap::{Basemap, BorderKind, TownKind};

use super::cities::City;
use super::ground::{Country, Ground, unwrapped};
use super::sheets::Stepped;

const STEPS_PER_DEGREE: i64 = 1_000;

/// An island with a lake across 40° east, cut by the cell from 30° to 40°.
fn ground() -> Ground {
    Ground {
        land: vec![vec![vec![
            [33.1, 41.2],
            [45.0, 41.3],
            [45.2, 48.1],
            [33.3, 48.0],
        ]]],
        lakes: vec![vec![vec![
            [38.0, 44.0],
            [42.0, 44.0],
            [42.0, 45.0],
            [38.0, 45.0],
        ]]],
        borders: vec![(1, vec![[33.2, 44.44], [45.1, 44.56]])],
        rivers: vec![(4, vec![[35.0, 41.5], [36.0, 47.7777]])],
        towns: vec![
            City {
                name: "Şəhər".into(),
                code: "PPLC".into(),
                population: 9_000,
                lnglat: [34.5, 43.25],
                ..City::default()
            },
            City {
                name: "East".into(),
                lnglat: [41.0, 43.0],
                ..City::default()
            },
        ],
        countries: vec![Country {
            name: "Island".into(),
            iso_numeric: 31,
            middle: [39.0, 44.5],
            extent: 12.1,
        }],
    }
}

fn packed(bounds: [i64; 4]) -> Basemap {
    let ground = ground();
    let bytes = Stepped::new(&ground, STEPS_PER_DEGREE)
        .cut(bounds)
        .sheet(bounds)
        .encode();
    Basemap::decode(&bytes).unwrap()
}

#[test]
fn everything_comes_back_within_half_a_step() {
    let cell = packed([30, 40, 40, 50]);
    let half = 0.5 / STEPS_PER_DEGREE as f64 + 1e-9;
    let near =
        |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() <= half && (a[1] - b[1]).abs() <= half;
    assert_eq!(cell.bounds, [30.0, 40.0, 40.0, 50.0]);
    let river = cell.rivers.lines.get(0).parts().next().unwrap();
    let river = river.rings().next().unwrap();
    assert!(near(river[0], [35.0, 41.5]) && near(river[1], [36.0, 47.7777]));
    assert_eq!(cell.rivers.ranks, [4]);
    assert_eq!(cell.borders.kinds, [BorderKind::Unsettled]);
    assert_eq!(cell.towns.len(), 1, "the other town lies in the next cell");
    assert_eq!(
        (cell.towns[0].name.as_str(), cell.towns[0].kind),
        ("Şəhər", TownKind::Capital)
    );
    assert!((cell.countries[0].extent - 12.1).abs() <= half);
}

#[test]
fn the_coast_ends_at_the_edge_of_the_cell_and_does_not_follow_it() {
    let cell = packed([30, 40, 40, 50]);
    for lines in [cell.coasts(), cell.shores()] {
        assert_eq!(lines.len(), 1);
        let part = lines.get(0).parts().next().unwrap();
        let line = part.rings().next().unwrap();
        assert_eq!((line[0][0], line[line.len() - 1][0]), (40.0, 40.0));
        assert!(line[1..line.len() - 1].iter().all(|point| point[0] < 40.0));
    }
}

#[test]
fn land_across_the_antimeridian_lies_on_both_sides_of_the_map() {
    let mut ground = ground();
    ground.land = vec![unwrapped(vec![vec![
        [178.0, 60.0],
        [-178.0, 60.0],
        [-178.0, 62.0],
        [178.0, 62.0],
    ]])];
    let world = [-180, -90, 180, 90];
    let bytes = Stepped::new(&ground, STEPS_PER_DEGREE)
        .cut(world)
        .sheet(world)
        .encode();
    let basemap = Basemap::decode(&bytes).unwrap();
    assert_eq!(basemap.land.len(), 2);
    assert_eq!(basemap.coasts().len(), 2);
}

#[test]
fn a_ring_around_the_pole_is_closed_along_it() {
    let ring = (0..36)
        .map(|i| [f64::from(i * 10) - 180.0, -70.0])
        .map(|[x, y]| [if x >= 175.0 { x - 360.0 } else { x }, y]);
    let rings = unwrapped(vec![ring.collect()]);
    assert_eq!(
        rings[0][rings[0].len() - 2..],
        [[170.0, -90.0], [-180.0, -90.0]]
    );
}
