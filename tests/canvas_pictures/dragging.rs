//! A map that is dragged keeps what it has painted: it must look as if it had been painted where it is.

use crate::canvas_probe::{Probe, square_with_hole};
use hazard_map::hazard::HazardStatus;
use wasm_bindgen_test::wasm_bindgen_test;

fn zones() -> Probe {
    let mut probe = Probe::new(10.0);
    probe.add(&square_with_hole(HazardStatus::Confirmed, 120.0, 50.0));
    probe
}

#[wasm_bindgen_test]
fn a_dragged_map_looks_as_if_painted_anew() {
    let mut dragged = zones();
    dragged.frame.graticule = true;
    dragged.draw();
    // Past the margin in every direction, and back across what is kept.
    for by in [
        [-9.0, 4.0],
        [31.0, -7.0],
        [-3.0, -40.0],
        [55.0, 60.0],
        [-80.0, -9.0],
    ] {
        for _ in 0..3 {
            dragged.frame.camera.pan(by);
            let mut anew = zones();
            anew.frame = dragged.frame.clone();
            let apart = dragged.draw().mean_difference(&anew.draw());
            assert!(apart < 0.01, "{by:?}: {apart} of 255 apart on average");
        }
    }
}

#[wasm_bindgen_test]
fn a_frame_that_shows_the_same_draws_no_mesh() {
    let mut probe = zones();
    let first = probe.painter.draw(&probe.frame).expect("a frame");
    let second = probe.painter.draw(&probe.frame).expect("a frame");
    assert!(first.triangles > 0);
    assert_eq!((second.triangles, second.draw_calls), (0, 0));
}
