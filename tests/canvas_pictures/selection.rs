//! Areas that are pointed at or selected.

use hazard_map::hazard::HazardStatus;
use hazard_map::hazard::row_state::{HOVERED, SELECTED, VISIBLE};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{MIDDLE, both_painters};
use crate::canvas_probe::square;

#[wasm_bindgen_test]
fn a_selected_area_has_a_black_line_on_white_in_every_class() {
    for status in HazardStatus::ALL {
        for mut probe in both_painters(10.0) {
            probe.add(&square(status, 100.0));
            let state = VISIBLE | SELECTED | status.code();
            probe.painter.set_states(probe.layer, &[state]);
            let picture = probe.draw();
            let across =
                |beyond: i32| picture.at([MIDDLE[0] + 50.0 + f64::from(beyond), MIDDLE[1]]);
            let line: Vec<_> = (-4..4).map(across).collect();
            assert!(line.iter().any(|colour| colour.0 < 60 && colour.2 < 60));
            assert!(line.iter().any(|colour| colour.0 > 250 && colour.2 > 250));
        }
    }
}

#[wasm_bindgen_test]
fn what_is_pointed_at_is_darker_and_as_before_when_the_pointer_has_left() {
    for mut probe in both_painters(10.0) {
        let plain = VISIBLE | HazardStatus::Cleared.code();
        probe.add(&square(HazardStatus::Cleared, 100.0));
        probe.painter.set_states(probe.layer, &[plain]);
        let before = probe.draw();
        probe
            .painter
            .update_states(probe.layer, 0, &[plain | HOVERED]);
        let pointed_at = probe.draw();
        assert!(pointed_at.at(MIDDLE).0 < before.at(MIDDLE).0);
        probe.painter.update_states(probe.layer, 0, &[plain]);
        assert!(probe.draw() == before);
    }
}
