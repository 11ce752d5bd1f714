//! The map on the page: camera, movement and frames. One frame per change, none while nothing changes.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use web_sys::HtmlElement;

use crate::scene::{Camera, Glide, View, ZoomEase};
use crate::web::dom;

/// Movement that goes on by itself.
#[derive(Debug, Clone, Copy)]
pub enum Motion {
    Glide(Glide),
    Zoom(ZoomEase),
}

/// What a person did on the map, for the controller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum MapEvent {
    /// The camera moved and will move on.
    Moving,
    /// The camera came to rest.
    Moved,
    Click([f64; 2]),
    /// Where the pointer rests, or that it left.
    Point(Option<[f64; 2]>),
    Home,
    Dismiss,
    /// The pointer that gripped a vertex moved.
    Drag([f64; 2]),
    /// It let go.
    Drop,
}

/// What a hand does that may be meant for the drawing rather than for the map.
#[derive(Debug, Clone, Copy)]
pub enum HandInput<'a> {
    /// A pointer is pressed here: does it grip something?
    Press([f64; 2]),
    Key {
        key: &'a str,
        shift: bool,
        /// Ctrl, or what stands for it.
        command: bool,
    },
    DoubleClick,
}

/// Free space around what is shown whole, in CSS pixels.
const FIT_PADDING: f64 = 40.0;
/// Milliseconds without movement after which the camera is at rest.
const REST_MS: i32 = 120;

type Listener = Box<dyn Fn(MapEvent)>;
type Hand = Box<dyn Fn(HandInput<'_>) -> bool>;
type PaintFrame = Box<dyn Fn(&Camera)>;

/// Camera, movement, frames.
pub struct MapView {
    host: HtmlElement,
    camera: Cell<Camera>,
    motion: Cell<Option<Motion>>,
    frame_requested: Cell<bool>,
    /// Whether the next frame is the page's.
    leaves_frame: Cell<bool>,
    rest_timer: Cell<Option<i32>>,
    listener: OnceCell<Listener>,
    hand: OnceCell<Hand>,
    paint: OnceCell<PaintFrame>,
}

impl MapView {
    /// A view over `host`, the element that the map fills.
    pub fn new(host: HtmlElement, view: View) -> Rc<Self> {
        let size = [
            f64::from(host.client_width()),
            f64::from(host.client_height()),
        ];
        Rc::new(Self {
            host,
            camera: Cell::new(Camera::new(view, size)),
            motion: Cell::new(None),
            frame_requested: Cell::new(false),
            leaves_frame: Cell::new(false),
            rest_timer: Cell::new(None),
            listener: OnceCell::new(),
            hand: OnceCell::new(),
            paint: OnceCell::new(),
        })
    }

    /// Connects what listens and what paints; once.
    pub fn connect(
        &self,
        listener: impl Fn(MapEvent) + 'static,
        paint: impl Fn(&Camera) + 'static,
    ) {
        let fresh = self.listener.set(Box::new(listener)).is_ok()
            && self.paint.set(Box::new(paint)).is_ok();
        debug_assert!(fresh, "a map is connected once");
    }

    /// Connects the drawing, which is asked first; once.
    pub fn connect_hand(&self, hand: impl Fn(HandInput<'_>) -> bool + 'static) {
        let fresh = self.hand.set(Box::new(hand)).is_ok();
        debug_assert!(fresh, "a map is connected once");
    }

    /// Whether the drawing takes what a hand does.
    #[must_use]
    pub fn is_for_drawing(&self, input: HandInput<'_>) -> bool {
        self.hand.get().is_some_and(|hand| hand(input))
    }

    /// The element that the map fills.
    #[must_use]
    pub fn host(&self) -> &HtmlElement {
        &self.host
    }

    #[must_use]
    pub fn camera(&self) -> Camera {
        self.camera.get()
    }

    /// Sees through another camera, without telling anybody: for paper.
    pub fn replace_camera(&self, camera: Camera) {
        self.camera.set(camera);
    }

    /// Follows the size of the host element.
    pub fn resize(self: &Rc<Self>) {
        let size = [
            f64::from(self.host.client_width()),
            f64::from(self.host.client_height()),
        ];
        self.move_camera(|camera| camera.resize(size));
    }

    /// Changes the camera and shows it with the next frame.
    pub fn move_camera(self: &Rc<Self>, change: impl FnOnce(&mut Camera)) {
        let mut camera = self.camera.get();
        change(&mut camera);
        if camera != self.camera.replace(camera) {
            self.request_frame();
            self.tell(MapEvent::Moving);
            self.rest_soon();
        }
    }

    /// Lets the camera move on by itself.
    pub fn begin_motion(self: &Rc<Self>, motion: Motion) {
        self.motion.set(Some(motion));
        self.request_frame();
    }

    /// Stops what moves by itself, as a finger on a spinning globe does.
    pub fn stop_motion(&self) {
        self.motion.set(None);
    }

    /// Whether it moves on by itself; a frame is asked for as long as it does.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        self.motion.get().is_some()
    }

    /// Zooms by `delta` levels about a screen position: eased, or at once under reduced motion.
    pub fn ease_zoom(self: &Rc<Self>, about: [f64; 2], delta: f64) {
        if dom::media("(prefers-reduced-motion: reduce)") {
            self.move_camera(|camera| camera.zoom_about(about, delta));
            return;
        }
        let before = match self.motion.get() {
            Some(Motion::Zoom(ease)) => Some(ease),
            _ => None,
        };
        self.begin_motion(Motion::Zoom(ZoomEase::begin(
            dom::now(),
            about,
            delta,
            before,
        )));
    }

    /// Zooms about the middle of the map.
    pub fn ease_zoom_at_centre(self: &Rc<Self>, delta: f64) {
        let [width, height] = self.camera.get().size();
        self.ease_zoom([width / 2.0, height / 2.0], delta);
    }

    /// Shows the part of the world between two screen positions.
    pub fn fit_screen_box(self: &Rc<Self>, from: [f64; 2], to: [f64; 2]) {
        let [first, second] = [from, to].map(|corner| self.camera.get().world_from_screen(corner));
        let bounds = [
            first[0].min(second[0]),
            first[1].min(second[1]),
            first[0].max(second[0]),
            first[1].max(second[1]),
        ];
        self.move_camera(|camera| camera.fit(bounds, [0.0; 4], crate::scene::ZOOM_RANGE[1]));
    }

    /// Shows `bounds` (world) whole in the part of the map that nothing covers, never closer than `max_zoom`.
    pub fn fit(self: &Rc<Self>, bounds: [f64; 4], max_zoom: f64) {
        self.stop_motion();
        self.move_camera(|camera| camera.fit(bounds, [FIT_PADDING; 4], max_zoom));
    }

    /// Changes the pointer's look over the map; empty for the usual one.
    pub fn set_cursor(&self, cursor: &str) {
        dom::set_style(&self.host, "cursor", cursor);
    }

    /// Asks for a frame; several requests before it make one.
    pub fn request_frame(self: &Rc<Self>) {
        if self.frame_requested.replace(true) {
            return;
        }
        let map = self.clone();
        dom::before_next_frame(move |now| map.frame(now));
    }

    /// Leaves the next frame to the page, which has much to lay out: the map is painted in the one after it.
    pub fn leave_frame(&self) {
        self.leaves_frame.set(true);
    }

    /// Tells the controller.
    pub fn tell(&self, event: MapEvent) {
        if let Some(listener) = self.listener.get() {
            listener(event);
        }
    }

    fn frame(self: &Rc<Self>, now: f64) {
        self.frame_requested.set(false);
        if self.leaves_frame.take() {
            return self.request_frame();
        }
        if let Some(motion) = self.motion.get() {
            self.step(motion, now);
        }
        if let Some(paint) = self.paint.get() {
            paint(&self.camera.get());
        }
    }

    fn step(self: &Rc<Self>, motion: Motion, now: f64) {
        let mut camera = self.camera.get();
        let (goes_on, motion) = match motion {
            Motion::Glide(mut glide) => (glide.step(now, &mut camera), Motion::Glide(glide)),
            Motion::Zoom(mut ease) => (ease.step(now, &mut camera), Motion::Zoom(ease)),
        };
        self.camera.set(camera);
        self.motion.set(goes_on.then_some(motion));
        self.tell(MapEvent::Moving);
        self.rest_soon();
        if goes_on {
            self.request_frame();
        }
    }

    /// Says that the camera is at rest once nothing has moved it for a while.
    fn rest_soon(self: &Rc<Self>) {
        if let Some(timer) = self.rest_timer.take() {
            dom::cancel_timer(timer);
        }
        let map = self.clone();
        let timer = dom::after(REST_MS, move || {
            map.rest_timer.set(None);
            map.tell(MapEvent::Moved);
        });
        self.rest_timer.set(Some(timer));
    }
}
