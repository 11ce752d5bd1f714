//! Texts: in their place, and no larger than they were measured.

use hazard_map::scene::{Label, LabelKind};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{MIDDLE, both_painters};
use crate::canvas_probe::place;

const NAME: &str = "Ağdərə – Мартакерт";

#[wasm_bindgen_test]
fn a_label_stands_where_it_was_placed_within_the_room_that_was_measured() {
    for ratio in [1.0, 2.0] {
        for mut probe in both_painters(10.0) {
            probe.frame.pixel_ratio = ratio;
            let empty = probe.draw();
            let [width, height] = probe.painter.measure_label(NAME, LabelKind::Settlement);
            let offset = [10.0, -40.0];
            probe.frame.labels = [Label {
                at: place(),
                offset,
                text: NAME.into(),
                kind: LabelKind::Settlement,
            }]
            .into();
            let [left, top, right, bottom] = probe.draw().changed_from(&empty).expect("a text");
            let middle = [MIDDLE[0] + offset[0], MIDDLE[1] + offset[1]];
            let slack = 1.5;
            assert!(left / ratio >= middle[0] - width / 2.0 - slack);
            assert!(right / ratio <= middle[0] + width / 2.0 + slack);
            assert!(top / ratio >= middle[1] - height / 2.0 - slack);
            assert!(bottom / ratio <= middle[1] + height / 2.0 + slack);
            let drawn = (right - left) / ratio;
            assert!(drawn > 0.9 * width - 4.0, "{drawn} of {width} pixels");
        }
    }
}

#[wasm_bindgen_test]
fn labels_that_are_gone_leave_no_trace() {
    for mut probe in both_painters(10.0) {
        let empty = probe.draw();
        probe.frame.labels = [Label {
            at: place(),
            offset: [0.0, 0.0],
            text: NAME.into(),
            kind: LabelKind::Country,
        }]
        .into();
        probe.draw();
        probe.frame.labels = [].into();
        assert!(probe.draw() == empty);
    }
}
