//! Pointer, wheel and keyboard on the map: pan with inertia, pinch, wheel and double-click zoom, box zoom with Shift.
//!
//! Positions are CSS pixels from the map's top left. One gesture at a time; what a gesture means is decided here,
//! what it changes in [`MapView`].

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use super::map_view::{HandInput, MapEvent, MapView, Motion};
use crate::decimal::rounded;
use crate::scene::DragTrace;
use crate::web::dom::{document, listen, media, now, set_style};

/// A pointer that moved less than this between down and up was a click, in CSS pixels.
const CLICK_SLOP: f64 = 4.0;
/// How far an arrow key moves the map, in CSS pixels; with Shift a quarter of it.
const KEY_PAN: f64 = 120.0;
/// Wheel pixels for one zoom level.
const WHEEL_PER_ZOOM: f64 = 300.0;
/// One line of a wheel that counts in lines, in pixels.
const WHEEL_LINE: f64 = 40.0;

#[derive(Default)]
struct Gesture {
    /// Pointers that are down: id and last position.
    pointers: Vec<(i32, [f64; 2])>,
    start: [f64; 2],
    moved: bool,
    trace: DragTrace,
    /// The pointer drags a vertex of the drawing.
    grips: bool,
    /// Box zoom from here, and the rectangle that shows it.
    zoom_box: Option<([f64; 2], HtmlElement)>,
}

/// Listens on `host` (focusable) for everything that moves `map`.
pub fn attach(host: &HtmlElement, map: &Rc<MapView>) {
    let gesture = Rc::new(RefCell::new(Gesture::default()));
    attach_pointer(host, map, &gesture);
    let view = map.clone();
    let element = host.clone();
    listen(host, "wheel", move |event: WheelEvent| {
        event.prevent_default();
        let pixels = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => event.delta_y() * WHEEL_LINE,
            WheelEvent::DOM_DELTA_PAGE => event.delta_y() * f64::from(element.client_height()),
            _ => event.delta_y(),
        };
        // Trackpads report a pinch as a wheel with Ctrl and small numbers.
        let delta = if event.ctrl_key() {
            -pixels / 100.0
        } else {
            -pixels / WHEEL_PER_ZOOM
        };
        view.ease_zoom(
            position(&element, event.unchecked_ref()),
            delta.clamp(-2.0, 2.0),
        );
    });
    let view = map.clone();
    let element = host.clone();
    listen(host, "dblclick", move |event: MouseEvent| {
        event.prevent_default();
        if view.is_for_drawing(HandInput::DoubleClick) {
            return;
        }
        view.ease_zoom(
            position(&element, &event),
            if event.shift_key() { -1.0 } else { 1.0 },
        );
    });
    let view = map.clone();
    listen(host, "keydown", move |event: KeyboardEvent| {
        let key = HandInput::Key {
            key: &event.key(),
            shift: event.shift_key(),
            command: event.ctrl_key() || event.meta_key(),
        };
        if view.is_for_drawing(key) || handle_key(&view, &event) {
            event.prevent_default();
        }
    });
}

fn position(host: &Element, event: &MouseEvent) -> [f64; 2] {
    let area = host.get_bounding_client_rect();
    [
        f64::from(event.client_x()) - area.left(),
        f64::from(event.client_y()) - area.top(),
    ]
}

fn attach_pointer(host: &HtmlElement, map: &Rc<MapView>, gesture: &Rc<RefCell<Gesture>>) {
    let (view, state, element) = (map.clone(), gesture.clone(), host.clone());
    listen(host, "pointerdown", move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        // Capture fails only where the pointer is gone already: then the gesture ends by itself.
        drop(element.set_pointer_capture(event.pointer_id()));
        view.stop_motion();
        let ended = press(&mut state.borrow_mut(), &element, &event);
        if ended {
            view.tell(MapEvent::Drop);
        }
        let grips = state.borrow().pointers.len() == 1
            && !event.shift_key()
            && view.is_for_drawing(HandInput::Press(position(&element, &event)));
        state.borrow_mut().grips = grips;
    });
    let (view, state, element) = (map.clone(), gesture.clone(), host.clone());
    listen(host, "pointermove", move |event: PointerEvent| {
        let at = position(&element, &event);
        if state.borrow().pointers.is_empty() {
            if event.pointer_type() != "touch" {
                view.tell(MapEvent::Point(Some(at)));
            }
        } else {
            drag(&mut state.borrow_mut(), &view, event.pointer_id(), at);
        }
    });
    for end in ["pointerup", "pointercancel"] {
        let (view, state, element) = (map.clone(), gesture.clone(), host.clone());
        listen(host, end, move |event: PointerEvent| {
            let at = position(&element, &event);
            let clicked = release(&mut state.borrow_mut(), &view, event.pointer_id(), at);
            if clicked && end == "pointerup" {
                view.tell(MapEvent::Click(at));
            }
        });
    }
    let view = map.clone();
    listen(host, "pointerleave", move |_: PointerEvent| {
        view.tell(MapEvent::Point(None))
    });
}

/// Begins a pointer; `true` where a second one ends the dragging of a vertex.
fn press(gesture: &mut Gesture, host: &HtmlElement, event: &PointerEvent) -> bool {
    let at = position(host, event);
    gesture.pointers.retain(|(id, _)| *id != event.pointer_id());
    gesture.pointers.push((event.pointer_id(), at));
    if gesture.pointers.len() > 1 {
        gesture.moved = true;
        return std::mem::take(&mut gesture.grips);
    }
    gesture.start = at;
    gesture.moved = false;
    gesture.trace = DragTrace::default();
    gesture.trace.note(now(), at);
    if event.shift_key() {
        gesture.zoom_box = zoom_box_element(host).map(|element| (at, element));
    }
    false
}

fn zoom_box_element(host: &HtmlElement) -> Option<HtmlElement> {
    let element: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    element.set_class_name("zoom-box");
    host.append_child(&element).ok()?;
    Some(element)
}

fn drag(gesture: &mut Gesture, map: &Rc<MapView>, id: i32, at: [f64; 2]) {
    let Some(index) = gesture.pointers.iter().position(|(known, _)| *known == id) else {
        return;
    };
    let before = gesture.pointers[index].1;
    gesture.pointers[index].1 = at;
    if !gesture.moved && (at[0] - gesture.start[0]).hypot(at[1] - gesture.start[1]) < CLICK_SLOP {
        return;
    }
    if !gesture.moved {
        gesture.moved = true;
        map.tell(MapEvent::Point(None));
    }
    if let Some((from, element)) = &gesture.zoom_box {
        let [left, top] = [from[0].min(at[0]), from[1].min(at[1])];
        let [width, height] = [0, 1].map(|axis| (from[axis] - at[axis]).abs());
        for (name, length) in [
            ("left", left),
            ("top", top),
            ("width", width),
            ("height", height),
        ] {
            set_style(element, name, &format!("{}px", rounded(length, 1)));
        }
        return;
    }
    match gesture.pointers[..] {
        [_] if gesture.grips => map.tell(MapEvent::Drag(at)),
        [_] => {
            gesture.trace.note(now(), at);
            map.move_camera(|camera| camera.pan([at[0] - before[0], at[1] - before[1]]));
        }
        [(_, first), (_, second), ..] if index < 2 => {
            let other = if index == 0 { second } else { first };
            let distance =
                |point: [f64; 2]| (point[0] - other[0]).hypot(point[1] - other[1]).max(1.0);
            let middle = |point: [f64; 2]| {
                [
                    f64::midpoint(point[0], other[0]),
                    f64::midpoint(point[1], other[1]),
                ]
            };
            let (from, to) = (middle(before), middle(at));
            map.move_camera(|camera| {
                camera.pan([to[0] - from[0], to[1] - from[1]]);
                camera.zoom_about(to, (distance(at) / distance(before)).log2());
            });
        }
        _ => {}
    }
}

/// Ends a pointer; `true` where it was a click.
fn release(gesture: &mut Gesture, map: &Rc<MapView>, id: i32, at: [f64; 2]) -> bool {
    let before = gesture.pointers.len();
    gesture.pointers.retain(|(known, _)| *known != id);
    if before == gesture.pointers.len() || !gesture.pointers.is_empty() {
        // Two fingers became one: it goes on as a drag from where it is, without a jump in the trace.
        gesture.trace = DragTrace::default();
        return false;
    }
    if std::mem::take(&mut gesture.grips) {
        map.tell(MapEvent::Drop);
        return false;
    }
    if let Some((from, element)) = gesture.zoom_box.take() {
        element.remove();
        if gesture.moved {
            map.fit_screen_box(from, at);
        }
        return false;
    }
    let still = media("(prefers-reduced-motion: reduce)");
    if gesture.moved
        && !still
        && let Some(glide) = gesture.trace.release(now())
    {
        map.begin_motion(Motion::Glide(glide));
    }
    !gesture.moved
}

fn handle_key(map: &Rc<MapView>, event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return false;
    }
    let step = if event.shift_key() {
        KEY_PAN / 4.0
    } else {
        KEY_PAN
    };
    match event.key().as_str() {
        "ArrowLeft" => map.move_camera(|camera| camera.pan([step, 0.0])),
        "ArrowRight" => map.move_camera(|camera| camera.pan([-step, 0.0])),
        "ArrowUp" => map.move_camera(|camera| camera.pan([0.0, step])),
        "ArrowDown" => map.move_camera(|camera| camera.pan([0.0, -step])),
        "+" | "=" => map.ease_zoom_at_centre(1.0),
        "-" | "_" => map.ease_zoom_at_centre(-1.0),
        "Home" => map.tell(MapEvent::Home),
        "Enter" => {
            let [width, height] = map.camera().size();
            map.tell(MapEvent::Click([width / 2.0, height / 2.0]));
        }
        "Escape" => map.tell(MapEvent::Dismiss),
        _ => return false,
    }
    true
}
