//! What is said all over the map: on the screen and in every picture taken of it.

use hazard_map::hazard::HazardStatus;
use hazard_map::scene::{Camera, View};
use wasm_bindgen_test::wasm_bindgen_test;

use super::both_painters;
use crate::canvas_probe::{Picture, square};

const WORDS: &str = "Demonstration: invented zones";

#[wasm_bindgen_test]
fn the_watermark_is_in_every_quarter_of_the_map_and_lets_it_shine_through() {
    let view = View {
        lng: 46.75,
        lat: 39.82,
        zoom: 10.0,
    };
    for mut probe in both_painters(10.0) {
        let size = [1_200.0, 800.0];
        probe.frame.camera = Camera::new(view, size);
        let bare = probe.draw();
        probe.frame.watermark = Some(WORDS.into());
        let marked = probe.draw();
        for quarter in [[0.0, 0.0], [0.5, 0.0], [0.0, 0.5], [0.5, 0.5]] {
            let from = [quarter[0] * size[0], quarter[1] * size[1]];
            let to = [from[0] + size[0] / 2.0, from[1] + size[1] / 2.0];
            let changed = marked.part(from, to).changed_from(&bare.part(from, to));
            assert!(changed.is_some(), "nothing at {quarter:?}");
        }
        let faintest = 0.4 * 255.0;
        assert!(f64::from(marked.greatest_difference(&bare)) < faintest);
    }
}

#[wasm_bindgen_test]
async fn a_snapshot_shows_what_the_screen_shows_with_the_watermark() {
    for mut probe in both_painters(10.0) {
        probe.add(&square(HazardStatus::Confirmed, 100.0));
        probe.frame.watermark = Some(WORDS.into());
        let shown = probe.draw();
        let promise = probe.painter.snapshot(&probe.frame).expect("a picture");
        let taken = Picture::of_blob(promise).await;
        assert!(taken == shown);
    }
}
