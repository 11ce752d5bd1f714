//! Drawing on the map: a shape that grows vertex by vertex, and is edited afterwards.
//!
//! Positions are `lnglat`; what is gripped is decided on `screen`, in CSS pixels, through the caller's projection. Every
//! change is a step that can be taken back, also the end of drawing; a drag is one step, however long it takes.
//! What is finished always has the vertices it needs.

use super::History;
use super::shape::{MOST_VERTICES, Shape, ShapeKind, Spot, settled};

/// What is drawn, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Ground that is asked about.
    Area,
    /// A way that is asked about, with a corridor.
    Route,
    /// A line, or a ring where its first vertex is tapped again; nothing is asked.
    Measure,
}

impl Tool {
    pub const ALL: [Self; 3] = [Self::Area, Self::Route, Self::Measure];

    fn drawn_as(self) -> ShapeKind {
        match self {
            Self::Area => ShapeKind::Area,
            Self::Route | Self::Measure => ShapeKind::Line,
        }
    }
}

/// A part of the shape that can be dragged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handle {
    Vertex(Spot),
    /// The middle of the edge after this vertex: dragging it makes a vertex there.
    Middle(Spot),
}

/// What came of a tap or click.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tapped {
    Added,
    Finished,
    /// The first or last vertex was tapped too early.
    TooFew,
    /// There are as many vertices as can be edited, or the position is not on earth.
    Refused,
}

#[derive(Debug, Clone, PartialEq)]
struct Draft {
    shape: Shape,
    is_finished: bool,
}

/// A drawing with its steps.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    tool: Tool,
    steps: History<Draft>,
}

impl Sketch {
    /// Nothing drawn yet.
    #[must_use]
    pub fn new(tool: Tool) -> Self {
        Self::begin(tool, Shape::empty(tool.drawn_as()), false)
    }

    /// A whole shape that came from a file or a link.
    #[must_use]
    pub fn of(tool: Tool, shape: Shape) -> Self {
        Self::begin(tool, shape, true)
    }

    fn begin(tool: Tool, shape: Shape, is_finished: bool) -> Self {
        Self {
            tool,
            steps: History::new(Draft { shape, is_finished }),
        }
    }

    #[must_use]
    pub fn tool(&self) -> Tool {
        self.tool
    }

    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.steps.present().shape
    }

    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.steps.present().is_finished
    }

    /// The shape as it would be with one vertex more, while it is drawn: what is measured under the pointer.
    #[must_use]
    pub fn with_pointer(&self, at: Option<[f64; 2]>) -> Shape {
        let mut shape = self.shape().clone();
        let next = at.and_then(|at| settled(at, self.last_drawn()));
        if let (false, Some(part), Some(next)) = (self.is_finished(), shape.parts.last_mut(), next)
        {
            part.vertices.push(next);
        }
        shape
    }

    /// A tap at `at`: ends the drawing on its first or last vertex within `reach` pixels of `tapped`, or adds a vertex.
    pub fn tap(
        &mut self,
        at: [f64; 2],
        tapped: [f64; 2],
        reach: f64,
        project: &dyn Fn([f64; 2]) -> [f64; 2],
    ) -> Tapped {
        let drawn = self.shape().parts.last().map(|part| &part.vertices[..]);
        let is_hit = |vertex: &[f64; 2]| apart(project(*vertex), tapped) <= reach * reach;
        let on_last = drawn.is_some_and(|drawn| drawn.last().is_some_and(is_hit));
        let on_first =
            drawn.is_some_and(|drawn| drawn.len() > 1 && drawn.first().is_some_and(is_hit));
        if on_first || on_last {
            return if self.end(on_first && !on_last) {
                Tapped::Finished
            } else {
                Tapped::TooFew
            };
        }
        if self.add(at) {
            Tapped::Added
        } else {
            Tapped::Refused
        }
    }

    /// Adds a vertex to what is being drawn; `false` where there are too many, or it is not on earth.
    pub fn add(&mut self, at: [f64; 2]) -> bool {
        let Some(vertex) = settled(at, self.last_drawn()) else {
            return false;
        };
        if self.is_finished() || self.shape().count() >= MOST_VERTICES {
            return false;
        }
        self.change(|draft| {
            if let Some(part) = draft.shape.parts.last_mut() {
                part.vertices.push(vertex);
            }
        });
        true
    }

    /// Ends the drawing as it is; `false` where it has too few vertices.
    pub fn finish(&mut self) -> bool {
        self.end(false)
    }

    /// A measured line whose first vertex is tapped becomes a ring.
    fn end(&mut self, on_first: bool) -> bool {
        let mut shape = self.shape().clone();
        if on_first && self.tool == Tool::Measure && shape.count() > 2 {
            shape.kind = ShapeKind::Area;
        }
        if self.is_finished() || !shape.is_whole() {
            return false;
        }
        self.steps.set(Draft {
            shape,
            is_finished: true,
        });
        true
    }

    /// Takes back the vertex drawn last; `false` where there is none.
    pub fn remove_last(&mut self) -> bool {
        if self.is_finished() || self.last_drawn().is_none() {
            return false;
        }
        self.change(|draft| {
            if let Some(part) = draft.shape.parts.last_mut() {
                part.vertices.pop();
            }
        });
        true
    }

    /// What a pointer at `at` grips of a finished shape: the nearest vertex within `reach` pixels, or else a middle.
    #[must_use]
    pub fn grip(
        &self,
        at: [f64; 2],
        reach: f64,
        project: &dyn Fn([f64; 2]) -> [f64; 2],
    ) -> Option<Handle> {
        let shape = self.shape();
        if !self.is_finished() || !shape.is_handy() {
            return None;
        }
        let nearest = |positions: &mut dyn Iterator<Item = (Spot, [f64; 2])>| {
            let mut best: Option<(Spot, f64)> = None;
            for (spot, position) in positions {
                let distance = apart(project(position), at);
                if distance <= best.map_or(reach * reach, |(_, least)| least) {
                    best = Some((spot, distance));
                }
            }
            best.map(|(spot, _)| spot)
        };
        let vertex = nearest(&mut shape.vertices()).map(Handle::Vertex);
        vertex.or_else(|| {
            let can_grow = shape.count() < MOST_VERTICES;
            nearest(&mut shape.middles().filter(|_| can_grow)).map(Handle::Middle)
        })
    }

    /// Makes a vertex in the middle of the edge after `spot`; gives its spot.
    pub fn insert_after(&mut self, spot: Spot) -> Option<Spot> {
        let shape = self.shape();
        let middle = shape.middles().find(|(known, _)| *known == spot)?.1;
        if !self.is_finished() || shape.count() >= MOST_VERTICES {
            return None;
        }
        let made = Spot {
            vertex: spot.vertex + 1,
            ..spot
        };
        let middle = settled(middle, Some(middle))?;
        self.change(|draft| {
            let vertices = &mut draft.shape.parts[made.part].vertices;
            vertices.insert(made.vertex, middle);
        });
        Some(made)
    }

    /// Moves a vertex; all moves until [`Self::settle`] are one step.
    pub fn drag(&mut self, spot: Spot, to: [f64; 2]) {
        let Some(before) = self.vertex(spot) else {
            return;
        };
        let Some(to) = settled(to, Some(before)) else {
            return;
        };
        let mut draft = self.steps.present().clone();
        draft.shape.parts[spot.part].vertices[spot.vertex] = to;
        self.steps.adjust(draft);
    }

    /// Ends a drag.
    pub fn settle(&mut self) {
        self.steps.settle();
    }

    /// Takes a vertex out of a finished shape; `false` where too few would remain. A part of several goes whole with
    /// the last vertex that it can spare.
    pub fn remove(&mut self, spot: Spot) -> bool {
        if !self.is_finished() || self.vertex(spot).is_none() {
            return false;
        }
        let mut draft = self.steps.present().clone();
        let fewest = draft.shape.kind.fewest();
        let parts = &mut draft.shape.parts;
        if parts[spot.part].vertices.len() > fewest {
            parts[spot.part].vertices.remove(spot.vertex);
        } else if parts[spot.part].is_hole {
            parts.remove(spot.part);
        } else {
            let holes = parts[spot.part + 1..].iter();
            let holes = holes.take_while(|part| part.is_hole).count();
            if holes + 1 == parts.len() {
                return false;
            }
            parts.drain(spot.part..=spot.part + holes);
        }
        self.steps.set(draft);
        true
    }

    /// Where a vertex is.
    #[must_use]
    pub fn vertex(&self, spot: Spot) -> Option<[f64; 2]> {
        let part = self.shape().parts.get(spot.part)?;
        part.vertices.get(spot.vertex).copied()
    }

    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.steps.can_undo()
    }

    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.steps.can_redo()
    }

    /// Takes the last step back; `false` where there is none.
    pub fn undo(&mut self) -> bool {
        self.steps.undo().is_some()
    }

    /// Does the last step taken back again.
    pub fn redo(&mut self) -> bool {
        self.steps.redo().is_some()
    }

    fn last_drawn(&self) -> Option<[f64; 2]> {
        self.shape().parts.last()?.vertices.last().copied()
    }

    fn change(&mut self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.steps.present().clone();
        change(&mut draft);
        self.steps.set(draft);
    }
}

/// The square of the distance of two screen positions.
fn apart(one: [f64; 2], other: [f64; 2]) -> f64 {
    let [x, y] = [one[0] - other[0], one[1] - other[1]];
    x * x + y * y
}

#[cfg(test)]
mod tests;
