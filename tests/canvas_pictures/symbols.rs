//! Accidents, their clusters, settlements.

use std::rc::Rc;

use hazard_map::scene::{Camera, Casualties, Symbol, SymbolKind, View};
use wasm_bindgen_test::wasm_bindgen_test;

use super::{MIDDLE, alike, both_painters, share_of, style};
use crate::canvas_probe::{Picture, Probe, SIZE, place};

const KILLED: Casualties = Casualties {
    killed: 4,
    injured: 0,
    outcome_unknown: 0,
};
const INJURED: Casualties = Casualties {
    killed: 0,
    injured: 4,
    outcome_unknown: 0,
};
const UNKNOWN: Casualties = Casualties {
    killed: 0,
    injured: 0,
    outcome_unknown: 4,
};

fn symbol(kind: SymbolKind) -> Symbol {
    Symbol {
        at: place(),
        kind,
        hovered: false,
        selected: false,
    }
}

fn cluster(casualties: Casualties) -> SymbolKind {
    SymbolKind::Cluster {
        incidents: 100,
        casualties,
        count: "100".into(),
    }
}

fn drawn(probe: &mut Probe, symbols: &[Symbol]) -> Picture {
    probe.frame.symbols = symbols.into();
    probe.draw()
}

#[wasm_bindgen_test]
fn only_an_accident_that_killed_has_a_dark_core_and_an_unknown_one_is_half_dark() {
    let style = style();
    for mut probe in both_painters(10.0) {
        let mut core = |casualties, beside: f64| {
            let accident = symbol(SymbolKind::Incident(casualties));
            let picture = drawn(&mut probe, &[accident]);
            picture.at([MIDDLE[0] + beside, MIDDLE[1]])
        };
        assert!(alike(core(KILLED, -1.5), style.incident));
        assert!(alike(core(KILLED, 1.5), style.incident));
        assert!(alike(core(INJURED, -1.5), style.halo));
        assert!(alike(core(INJURED, 1.5), style.halo));
        assert!(alike(core(UNKNOWN, -2.5), style.incident));
        assert!(alike(core(UNKNOWN, 1.5), style.halo));
    }
}

#[wasm_bindgen_test]
fn the_rim_of_a_cluster_is_darker_the_more_were_killed() {
    let ink = style().incident;
    for mut probe in both_painters(10.0) {
        let mut dark = |casualties| {
            let picture = drawn(&mut probe, &[symbol(cluster(casualties))]);
            share_of(&picture, ink, MIDDLE, 24)
        };
        let (killed, injured, unknown) = (dark(KILLED), dark(INJURED), dark(UNKNOWN));
        let half = dark(Casualties {
            killed: 2,
            injured: 2,
            outcome_unknown: 0,
        });
        assert!(killed > half && half > injured, "{killed} {half} {injured}");
        assert!(killed > unknown, "{killed} {unknown}");
    }
}

#[wasm_bindgen_test]
fn the_number_of_a_cluster_stands_in_its_middle() {
    let ink = style().incident;
    for mut probe in both_painters(10.0) {
        let mut dark = |count: Rc<str>| {
            let kind = SymbolKind::Cluster {
                incidents: 100,
                casualties: INJURED,
                count,
            };
            share_of(&drawn(&mut probe, &[symbol(kind)]), ink, MIDDLE, 8)
        };
        assert!(dark("100".into()) > dark("".into()) + 0.05);
    }
}

#[wasm_bindgen_test]
fn what_is_selected_has_a_black_line_on_white_around_it() {
    for mut probe in both_painters(10.0) {
        let plain = symbol(cluster(INJURED));
        let radius = plain.radius();
        let selected = Symbol {
            selected: true,
            ..plain
        };
        let picture = drawn(&mut probe, &[selected]);
        let beside = |beyond: f64| picture.at([MIDDLE[0] + radius + beyond, MIDDLE[1]]);
        let line: Vec<_> = [0.5, 1.5, 2.5, 3.5].map(beside).to_vec();
        assert!(
            line.iter().any(|colour| colour.0 < 90),
            "a black line in {line:?}"
        );
        assert!(
            line.iter().any(|colour| colour.0 > 225 && colour.2 > 225),
            "white in {line:?}"
        );
    }
}

#[wasm_bindgen_test]
fn symbols_on_both_sides_of_the_antimeridian_stand_side_by_side() {
    let view = View {
        lng: 180.0,
        lat: 0.0,
        zoom: 0.0,
    };
    for mut probe in both_painters(0.0) {
        probe.frame.camera = Camera::new(view, [SIZE, SIZE]);
        // A hundredth of the world is five pixels.
        let twins = [[0.96, 0.5], [0.04, 0.5]].map(|at| Symbol {
            at,
            ..symbol(SymbolKind::Incident(KILLED))
        });
        let picture = drawn(&mut probe, &twins);
        for beside in [-20.48, 20.48] {
            let core = picture.at([MIDDLE[0] + beside, MIDDLE[1]]);
            assert!(alike(core, style().incident), "{core:?} at {beside}");
        }
    }
}
