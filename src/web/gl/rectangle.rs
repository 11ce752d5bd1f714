//! Plain rectangles on screen: the graticule's hairlines and the box that a person drags.

use web_sys::WebGl2RenderingContext as Gl;

use super::GlError;
use super::instances::Instances;
use super::program::{Program, Source, Uniform};
use crate::scene::{Frame, Rgb, graticule};
use crate::web::painter::Stats;

pub const SOURCE: Source = Source {
    name: "rectangle",
    vertex: &[shader!("rectangle.vert")],
    fragment: shader!("rectangle.frag"),
};

pub struct RectanglePass {
    gl: Gl,
    program: Program,
    half_size: Uniform,
    instances: Instances,
}

impl RectanglePass {
    pub fn new(gl: &Gl, program: Program) -> Result<Self, GlError> {
        Ok(Self {
            gl: gl.clone(),
            half_size: program.uniform("u_half_size"),
            program,
            instances: Instances::new(gl, &[4, 4])?,
        })
    }

    /// Draws meridians and parallels, one device pixel wide.
    pub fn draw_graticule(&mut self, frame: &Frame, stats: &mut Stats) {
        let mut list = RectangleList::new(frame);
        let hair = 1.0 / frame.pixel_ratio;
        for line in graticule(&frame.camera) {
            let [from, to] = line.ends.map(|end| frame.camera.screen_from_world(end));
            let [left, top] = from.map(|length| frame.snapped(length));
            let edges = if from[0] == to[0] {
                [left, from[1], left + hair, to[1]]
            } else {
                [from[0], top, to[0], top + hair]
            };
            list.push(edges, frame.style.graticule, 1.0);
        }
        self.draw(&list, stats);
    }

    /// Draws the box that a person drags.
    pub fn draw_drag_box(&mut self, frame: &Frame, stats: &mut Stats) {
        let Some([left, top, right, bottom]) = frame.drag_box else {
            return;
        };
        let mut list = RectangleList::new(frame);
        let ink = frame.style.text;
        list.push([left, top, right, bottom], ink, 0.1);
        for edges in [
            [left, top, right, top + 1.0],
            [left, bottom - 1.0, right, bottom],
            [left, top, left + 1.0, bottom],
            [right - 1.0, top, right, bottom],
        ] {
            list.push(edges, ink, 0.9);
        }
        self.draw(&list, stats);
    }

    fn draw(&mut self, list: &RectangleList, stats: &mut Stats) {
        self.program.bind();
        let [x, y] = list.middle.map(|length| length as f32);
        self.gl.uniform2f(self.half_size.as_ref(), x, y);
        self.instances.set(&list.numbers, stats);
        self.instances.draw(stats);
    }
}

/// Rectangles in the making.
struct RectangleList {
    middle: [f64; 2],
    numbers: Vec<f32>,
}

impl RectangleList {
    fn new(frame: &Frame) -> Self {
        Self {
            middle: frame.camera.size().map(|length| length / 2.0),
            numbers: Vec::new(),
        }
    }

    /// Adds a rectangle given by screen edges.
    fn push(&mut self, edges: [f64; 4], colour: Rgb, alpha: f32) {
        let [x, y] = self.middle;
        let from_middle = [edges[0] - x, edges[1] - y, edges[2] - x, edges[3] - y];
        self.numbers.extend(from_middle.map(|length| length as f32));
        self.numbers.extend(colour.unit());
        self.numbers.push(alpha);
    }
}
