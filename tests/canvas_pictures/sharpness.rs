//! Screens with several device pixels to a CSS pixel.

use hazard_map::hazard::HazardStatus;
use wasm_bindgen_test::wasm_bindgen_test;

use super::both_painters;
use crate::canvas_probe::square_with_hole;

#[wasm_bindgen_test]
fn twice_as_many_device_pixels_show_the_same_map() {
    for status in HazardStatus::ALL {
        for mut probe in both_painters(10.3) {
            probe.add(&square_with_hole(status, 100.0, 40.0));
            let plain = probe.draw();
            probe.frame.pixel_ratio = 2.0;
            let dense = probe.draw();
            let apart = dense.halved().mean_difference(&plain);
            assert!(apart < 5.0, "{status:?}: {apart} of 255 on average");
        }
    }
}

#[wasm_bindgen_test]
fn both_painters_agree_on_a_dense_screen() {
    for status in HazardStatus::ALL {
        let [with_gl, in_2d] = both_painters(10.0).map(|mut probe| {
            probe.add(&square_with_hole(status, 120.0, 50.0));
            probe.frame.pixel_ratio = 2.0;
            probe.draw()
        });
        let apart = with_gl.mean_difference(&in_2d);
        assert!(apart < 6.0, "{status:?}: {apart} of 255 apart on average");
    }
}
