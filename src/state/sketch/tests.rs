use proptest::prelude::*;

use super::*;

/// A screen on which a degree has 100 pixels.
fn project([lng, lat]: [f64; 2]) -> [f64; 2] {
    [100.0 * (lng - 46.0), 100.0 * (40.0 - lat)]
}

fn tap(sketch: &mut Sketch, at: [f64; 2]) -> Tapped {
    sketch.tap(at, project(at), 10.0, &project)
}

fn triangle() -> Sketch {
    let mut sketch = Sketch::new(Tool::Area);
    for at in [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0]] {
        assert_eq!(tap(&mut sketch, at), Tapped::Added);
    }
    sketch
}

#[test]
fn a_tap_on_the_first_or_last_vertex_ends_an_area() {
    for end in [[46.05, 39.0], [47.0, 39.95]] {
        let mut sketch = triangle();
        assert_eq!(tap(&mut sketch, end), Tapped::Finished);
        assert_eq!(sketch.shape().count(), 3);
    }
}

#[test]
fn an_area_of_two_vertices_does_not_end() {
    let mut sketch = Sketch::new(Tool::Area);
    tap(&mut sketch, [46.0, 39.0]);
    assert_eq!(tap(&mut sketch, [46.0, 39.0]), Tapped::TooFew);
    tap(&mut sketch, [47.0, 39.0]);
    assert_eq!(tap(&mut sketch, [47.0, 39.0]), Tapped::TooFew);
    assert!(!sketch.finish());
}

#[test]
fn a_measured_line_becomes_a_ring_on_its_first_vertex_only() {
    let draw = |end| {
        let mut sketch = Sketch::new(Tool::Measure);
        for at in [[46.0, 39.0], [47.0, 39.0], [47.0, 40.0]] {
            tap(&mut sketch, at);
        }
        assert_eq!(tap(&mut sketch, end), Tapped::Finished);
        sketch.shape().kind
    };
    assert_eq!(draw([46.0, 39.0]), ShapeKind::Area);
    assert_eq!(draw([47.0, 40.0]), ShapeKind::Line);
}

#[test]
fn the_nearest_vertex_is_gripped_before_a_middle() {
    let mut sketch = triangle();
    assert_eq!(
        sketch.grip(project([46.0, 39.0]), 10.0, &project),
        None,
        "while drawing"
    );
    sketch.finish();
    let spot = |vertex| Spot { part: 0, vertex };
    let grip = |at| sketch.grip(project(at), 10.0, &project);
    assert_eq!(grip([46.02, 39.02]), Some(Handle::Vertex(spot(0))));
    assert_eq!(grip([46.5, 39.0]), Some(Handle::Middle(spot(0))));
    assert_eq!(grip([46.5, 39.5]), Some(Handle::Middle(spot(2))));
    assert_eq!(grip([46.5, 39.2]), None);
}

#[test]
fn undoing_the_end_goes_on_with_the_drawing() {
    let mut sketch = triangle();
    sketch.finish();
    assert!(sketch.undo());
    assert!(!sketch.is_finished());
    assert_eq!(tap(&mut sketch, [46.0, 40.0]), Tapped::Added);
    assert_eq!(sketch.shape().count(), 4);
}

#[test]
fn a_ring_goes_with_its_holes_and_the_last_one_stays() {
    let text = "46,39,47,39,47,40!46.7,39.2,46.8,39.2,46.8,39.3;48,39,49,39,49,40";
    let shape = Shape::from_link(ShapeKind::Area, text).expect("a shape");
    let mut sketch = Sketch::of(Tool::Area, shape);
    assert!(sketch.remove(Spot { part: 0, vertex: 1 }));
    assert_eq!(
        sketch.shape().to_link().as_deref(),
        Some("48,39,49,39,49,40")
    );
    assert!(!sketch.remove(Spot { part: 0, vertex: 0 }));
}

#[derive(Debug, Clone)]
enum Act {
    Add([f64; 2]),
    RemoveLast,
    Finish,
    Insert(Spot),
    Drag(Spot, Vec<[f64; 2]>),
    Remove(Spot),
}

fn any_act() -> impl Strategy<Value = Act> {
    let at = || (-200.0..200.0f64, -95.0..95.0f64).prop_map(|(lng, lat)| [lng, lat]);
    let spot = || (0..2usize, 0..6usize).prop_map(|(part, vertex)| Spot { part, vertex });
    prop_oneof![
        4 => at().prop_map(Act::Add),
        1 => Just(Act::RemoveLast),
        1 => Just(Act::Finish),
        1 => spot().prop_map(Act::Insert),
        2 => (spot(), prop::collection::vec(at(), 1..5)).prop_map(|(spot, way)| Act::Drag(spot, way)),
        2 => spot().prop_map(Act::Remove),
    ]
}

fn act(sketch: &mut Sketch, act: &Act) {
    match act {
        Act::Add(at) => {
            sketch.add(*at);
        }
        Act::RemoveLast => {
            sketch.remove_last();
        }
        Act::Finish => {
            sketch.finish();
        }
        Act::Insert(spot) => {
            sketch.insert_after(*spot);
        }
        Act::Drag(spot, way) => {
            way.iter().for_each(|to| sketch.drag(*spot, *to));
            sketch.settle();
        }
        Act::Remove(spot) => {
            sketch.remove(*spot);
        }
    }
}

proptest! {
    #[test]
    fn undo_restores_every_state_exactly_and_redo_brings_all_back(acts in prop::collection::vec(any_act(), 0..60), tool in 0..3usize) {
        let mut sketch = Sketch::new(Tool::ALL[tool]);
        let mut states = vec![sketch.steps.present().clone()];
        for wanted in &acts {
            act(&mut sketch, wanted);
            if Some(sketch.steps.present()) != states.last() {
                states.push(sketch.steps.present().clone());
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(sketch.undo());
            prop_assert_eq!(sketch.steps.present(), state);
        }
        prop_assert!(!sketch.undo());
        for state in &states[1..] {
            prop_assert!(sketch.redo());
            prop_assert_eq!(sketch.steps.present(), state);
        }
        prop_assert!(!sketch.redo());
    }

    #[test]
    fn a_finished_shape_always_has_the_vertices_it_needs_and_lies_on_earth(acts in prop::collection::vec(any_act(), 0..80), tool in 0..3usize) {
        let mut sketch = Sketch::new(Tool::ALL[tool]);
        for wanted in &acts {
            act(&mut sketch, wanted);
            prop_assert!(!sketch.is_finished() || sketch.shape().is_whole());
            prop_assert!(sketch.shape().vertices().all(|(_, [lng, lat])| lng.abs() <= 540.0 && lat.abs() <= 90.0));
        }
    }

    #[test]
    fn what_is_gripped_is_the_nearest_in_reach(
        ring in prop::collection::vec((46.0..48.0f64, 38.0..40.0f64).prop_map(|(lng, lat)| [lng, lat]), 3..20),
        x in -20.0..220.0f64, y in -20.0..220.0f64,
    ) {
        let mut sketch = Sketch::new(Tool::Area);
        for at in &ring {
            prop_assert!(sketch.add(*at));
        }
        sketch.finish();
        let reach = 12.0;
        let off = |at: [f64; 2]| apart(project(at), [x, y]).sqrt();
        let least = sketch.shape().vertices().map(|(_, at)| off(at)).fold(f64::INFINITY, f64::min);
        let least_middle = sketch.shape().middles().map(|(_, at)| off(at)).fold(f64::INFINITY, f64::min);
        match sketch.grip([x, y], reach, &project) {
            Some(Handle::Vertex(spot)) => prop_assert!(off(sketch.vertex(spot).expect("a vertex")) <= least + 1e-9 && least <= reach + 1e-9),
            Some(Handle::Middle(_)) => prop_assert!(least >= reach - 1e-9 && least_middle <= reach + 1e-9),
            None => prop_assert!(least >= reach - 1e-9 && least_middle >= reach - 1e-9),
        }
    }
}

#[test]
fn no_more_vertices_are_drawn_than_can_be_edited() {
    let mut sketch = Sketch::new(Tool::Route);
    for number in 0..MOST_VERTICES {
        assert!(sketch.add([46.0 + 0.001 * number as f64, 39.0]));
    }
    assert!(!sketch.add([47.0, 39.0]));
    assert!(sketch.finish());
    assert_eq!(sketch.insert_after(Spot { part: 0, vertex: 0 }), None);
}
