//! The map's pixels in a real browser: what is on the canvas after a frame.
//!
//! Every picture is read back in the task that drew it, as the compositor would take it.
#![cfg(target_arch = "wasm32")]

mod canvas_pictures;
mod canvas_probe;

use canvas_probe::{Probe, SIZE, square, square_with_hole};
use hazard_map::hazard::HazardStatus;
use hazard_map::hazard::row_state::VISIBLE;
use hazard_map::scene::{LayerKind, Rgb, Style, Theme};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const MIDDLE: [f64; 2] = [SIZE / 2.0, SIZE / 2.0];

fn class_colour(status: HazardStatus) -> Rgb {
    Style::of(Theme::Light).class(status).colour
}

#[wasm_bindgen_test]
fn every_class_is_drawn_in_its_own_hue() {
    for status in HazardStatus::ALL {
        let mut probe = Probe::new(10.0);
        probe.add(&square(status, 100.0));
        let picture = probe.draw();
        let share = picture.share_tinted(class_colour(status), MIDDLE, 40.0);
        assert!(share > 0.9, "{status:?}: {share} of the square is tinted");
        assert_eq!(picture.at([10.0, 10.0]), Style::of(Theme::Light).ground);
    }
}

#[wasm_bindgen_test]
fn a_hole_stays_empty() {
    let mut probe = Probe::new(10.0);
    probe.add(&square_with_hole(HazardStatus::Confirmed, 120.0, 60.0));
    let picture = probe.draw();
    assert_eq!(picture.at(MIDDLE), Style::of(Theme::Light).ground);
    let side = [MIDDLE[0] - 45.0, MIDDLE[1]];
    assert!(picture.share_tinted(class_colour(HazardStatus::Confirmed), side, 8.0) > 0.9);
}

#[wasm_bindgen_test]
fn an_invisible_row_leaves_no_trace_and_comes_back() {
    let mut probe = Probe::new(10.0);
    let empty = probe.draw();
    probe.add(&square(HazardStatus::Suspected, 100.0));
    let shown = probe.draw();
    probe
        .painter
        .set_states(probe.layer, &[HazardStatus::Suspected.code()]);
    assert!(probe.draw() == empty);
    let visible = HazardStatus::Suspected.code() | VISIBLE;
    probe.painter.update_states(probe.layer, 0, &[visible]);
    assert!(probe.draw() == shown);
}

#[wasm_bindgen_test]
fn the_state_overrules_the_recorded_status() {
    let mut probe = Probe::new(10.0);
    probe.add(&square(HazardStatus::Cleared, 100.0));
    probe
        .painter
        .set_states(probe.layer, &[HazardStatus::Confirmed.code() | VISIBLE]);
    let picture = probe.draw();
    assert!(picture.share_tinted(class_colour(HazardStatus::Confirmed), MIDDLE, 40.0) > 0.9);
}

#[wasm_bindgen_test]
fn a_row_beyond_two_thousand_finds_its_state() {
    let mut probe = Probe::new(10.0);
    let mut chunk = square(HazardStatus::Confirmed, 100.0);
    chunk.fill_rows.fill(5_000);
    chunk
        .outline
        .iter_mut()
        .for_each(|segment| segment.row = 5_000);
    probe.add(&chunk);
    let mut states = vec![VISIBLE | 1; 6_000];
    states[5_000] = 0;
    let empty = Probe::new(10.0).draw();
    probe.painter.set_states(probe.layer, &states);
    assert!(probe.draw() == empty);
}

#[wasm_bindgen_test]
fn the_world_is_repeated_across_the_antimeridian() {
    let mut probe = Probe::at(179.999, 10.0, 10.0);
    let mut chunk = square(HazardStatus::Confirmed, 100.0);
    let far_west = hazard_map::spatial::world_from_lnglat([-180.0 + 0.04, 10.0]);
    let shift = [0, 1].map(|axis| far_west[axis] - chunk.origin[axis]);
    chunk.origin = far_west;
    chunk.bounds = [0, 1, 2, 3].map(|edge| chunk.bounds[edge] + shift[edge % 2]);
    probe.add(&chunk);
    let place = probe.screen([180.04, 10.0]);
    let share = probe
        .draw()
        .share_tinted(class_colour(HazardStatus::Confirmed), place, 30.0);
    assert!(share > 0.9);
}

#[wasm_bindgen_test]
async fn a_lost_context_comes_back_with_the_same_picture() {
    let mut probe = Probe::new(10.0);
    probe.add(&square_with_hole(HazardStatus::Declared, 120.0, 40.0));
    probe
        .painter
        .set_states(probe.layer, &[HazardStatus::Declared.code() | VISIBLE]);
    let before = probe.draw();
    probe.lose_and_restore_context().await;
    assert!(probe.draw() == before);
}

#[wasm_bindgen_test]
fn a_layer_that_is_removed_and_loaded_again_is_drawn_as_new() {
    let mut probe = Probe::new(10.0);
    probe.add(&square(HazardStatus::Confirmed, 100.0));
    probe.draw();
    probe.painter.remove_layer(probe.layer);
    probe.add(&square(HazardStatus::Cleared, 100.0));
    let share = probe
        .draw()
        .share_tinted(class_colour(HazardStatus::Cleared), MIDDLE, 40.0);
    assert!(share > 0.9);
}

#[wasm_bindgen_test]
fn land_is_surrounded_by_water() {
    let mut probe = Probe::new(10.0);
    let mut land = square(HazardStatus::Unknown, 100.0);
    land.status = None;
    probe.add(&land);
    probe.frame.layers[0].kind = LayerKind::Land;
    let picture = probe.draw();
    assert_eq!(picture.at(MIDDLE), Style::of(Theme::Light).ground);
    assert_eq!(picture.at([10.0, 10.0]), Style::of(Theme::Light).water);
}

#[wasm_bindgen_test]
fn a_zone_too_small_to_be_seen_keeps_a_mark() {
    let mut probe = Probe::new(3.0);
    probe.add(&square(HazardStatus::Confirmed, 60.0));
    let picture = probe.draw();
    assert!(picture.share_tinted(class_colour(HazardStatus::Confirmed), MIDDLE, 1.0) > 0.9);
}

#[wasm_bindgen_test]
fn both_painters_agree_on_every_class() {
    for status in HazardStatus::ALL {
        let mut probe = Probe::new(10.0);
        let mut in_2d = Probe::in_2d(10.0);
        for painted in [&mut probe, &mut in_2d] {
            painted.add(&square_with_hole(status, 120.0, 50.0));
        }
        let apart = probe.draw().mean_difference(&in_2d.draw());
        assert!(apart < 6.0, "{status:?}: {apart} of 255 apart on average");
    }
}
