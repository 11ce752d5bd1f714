//! A raster ground: under everything, children over their parents, nothing where none has come.

use hazard_map::hazard::HazardStatus;
use hazard_map::scene::{Rgb, TileDraw, TileId};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{MIDDLE, alike, both_painters, share_of, style};
use crate::canvas_probe::{place, plain_picture, square};

const SEA: Rgb = Rgb(30, 90, 160);
const GRASS: Rgb = Rgb(90, 150, 60);

/// The tile of a level at the probe's place.
fn tile_at(z: u8) -> TileId {
    let [x, y] = place().map(|axis| (axis * f64::from(z).exp2()) as u32);
    TileId { z, x, y }
}

#[wasm_bindgen_test]
async fn a_tile_lies_under_the_zones_and_over_its_parent() {
    for mut probe in both_painters(10.0) {
        let (parent, child) = (tile_at(9), tile_at(11));
        probe.painter.add_tile(parent, plain_picture(SEA).await);
        probe.painter.add_tile(child, plain_picture(GRASS).await);
        probe.frame.tiles = [parent, child]
            .map(|id| TileDraw { id, opacity: 1.0 })
            .to_vec();
        let picture = probe.draw();
        assert!(alike(picture.at(MIDDLE), GRASS));
        let [left, top, right, bottom] = child.bounds();
        let camera = probe.frame.camera;
        for corner in [[left, top], [right, bottom]] {
            let [x, y] = camera.screen_from_world(corner);
            let outwards = if corner == [left, top] { -3.0 } else { 3.0 };
            let beyond = [x + outwards, y + outwards];
            if beyond.iter().all(|axis| (0.0..200.0).contains(axis)) {
                assert!(alike(picture.at(beyond), SEA), "at {beyond:?}");
            }
        }

        probe.add(&square(HazardStatus::Confirmed, 60.0));
        assert!(share_of(&probe.draw(), GRASS, MIDDLE, 20) < 0.05);
    }
}

#[wasm_bindgen_test]
async fn where_no_tile_has_come_the_paper_shows() {
    for mut probe in both_painters(10.0) {
        let tile = tile_at(10);
        probe.frame.tiles = vec![TileDraw {
            id: tile,
            opacity: 1.0,
        }];
        assert_eq!(probe.draw().at(MIDDLE), style().ground);
        probe.painter.add_tile(tile, plain_picture(SEA).await);
        assert!(alike(probe.draw().at(MIDDLE), SEA));
        probe.painter.remove_tile(tile);
        assert_eq!(probe.draw().at(MIDDLE), style().ground);
    }
}
