//! Outlines in a plane, and what of them lies in a window.
//!
//! Space: any plane with straight edges. Clipping keeps how often a ring winds around every place inside the window;
//! along the window's rim it may run back and forth, where it encloses nothing.
//! Source: I. E. Sutherland, G. W. Hodgman, "Reentrant polygon clipping" (1974).

/// Least x and y, greatest x and y.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Window(pub [f64; 4]);

impl Window {
    fn with_extent(self) -> Option<Self> {
        let [left, bottom, right, top] = self.0;
        (left < right && bottom < top).then_some(self)
    }

    /// What lies in both, `None` where that has no extent.
    pub fn shared_with(self, other: Self) -> Option<Self> {
        let ([left, bottom, right, top], other) = (self.0, other.0);
        Self([
            left.max(other[0]),
            bottom.max(other[1]),
            right.min(other[2]),
            top.min(other[3]),
        ])
        .with_extent()
    }

    /// Two halves, cut across the longer side.
    pub fn halves(self) -> [Self; 2] {
        let [left, bottom, right, top] = self.0;
        if right - left > top - bottom {
            let middle = f64::midpoint(left, right);
            [
                Self([left, bottom, middle, top]),
                Self([middle, bottom, right, top]),
            ]
        } else {
            let middle = f64::midpoint(bottom, top);
            [
                Self([left, bottom, right, middle]),
                Self([left, middle, right, top]),
            ]
        }
    }
}

/// Polygons of several kinds, flat. Rings are open: the first point is not repeated.
#[derive(Debug, Clone, Default)]
pub(super) struct Outlines {
    points: Vec<[f64; 2]>,
    rings: Vec<RingEnd>,
    /// The kind of each polygon.
    kinds: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct RingEnd {
    end: usize,
    polygon: u32,
    is_hole: bool,
}

/// One ring of one polygon.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutlineRing<'a> {
    pub points: &'a [[f64; 2]],
    pub polygon: u32,
    pub is_hole: bool,
}

impl Outlines {
    /// Starts a polygon; its rings follow, the shell first.
    pub fn start_polygon(&mut self, kind: u8) {
        self.kinds.push(kind);
    }

    pub fn push(&mut self, point: [f64; 2]) {
        self.points.push(point);
    }

    /// Ends a ring of the polygon started last.
    pub fn end_ring(&mut self, is_hole: bool) {
        self.end_ring_of(self.kinds.len().saturating_sub(1) as u32, is_hole);
    }

    fn end_ring_of(&mut self, polygon: u32, is_hole: bool) {
        let start = self.rings.last().map_or(0, |ring| ring.end);
        if self.points.len() < start + 3 {
            self.points.truncate(start);
            return;
        }
        self.rings.push(RingEnd {
            end: self.points.len(),
            polygon,
            is_hole,
        });
    }

    pub fn corners(&self) -> usize {
        self.points.len()
    }

    pub fn kinds(&self) -> &[u8] {
        &self.kinds
    }

    pub fn rings(&self) -> impl Iterator<Item = OutlineRing<'_>> {
        let mut start = 0;
        self.rings.iter().map(move |ring| {
            let points = &self.points[start..ring.end];
            start = ring.end;
            OutlineRing {
                points,
                polygon: ring.polygon,
                is_hole: ring.is_hole,
            }
        })
    }

    /// Whether a ring of a kind is left.
    pub fn has(&self, kind: u8) -> bool {
        self.rings()
            .any(|ring| self.kinds[ring.polygon as usize] == kind)
    }

    /// The window that holds all of some kinds, `None` where they have no extent.
    pub fn bounds(&self, wanted: fn(u8) -> bool) -> Option<Window> {
        let start = [
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ];
        let bounds = self
            .rings()
            .filter(|ring| wanted(self.kinds[ring.polygon as usize]))
            .flat_map(|ring| ring.points)
            .fold(start, |[left, bottom, right, top], &[x, y]| {
                [left.min(x), bottom.min(y), right.max(x), top.max(y)]
            });
        Window(bounds).with_extent()
    }

    /// What lies inside a window.
    pub fn clipped(&self, Window([left, bottom, right, top]): Window) -> Self {
        let mut inside = Self {
            kinds: self.kinds.clone(),
            ..Self::default()
        };
        let (mut ring, mut clipped) = (Vec::new(), Vec::new());
        for outline in self.rings() {
            ring.clear();
            ring.extend_from_slice(outline.points);
            for (axis, limit, sign) in [
                (0, left, 1.0),
                (0, right, -1.0),
                (1, bottom, 1.0),
                (1, top, -1.0),
            ] {
                let is_beyond = |point: &[f64; 2]| (point[axis] - limit) * sign < 0.0;
                if ring.iter().any(is_beyond) {
                    clip(&ring, axis, limit, sign, &mut clipped);
                    std::mem::swap(&mut ring, &mut clipped);
                }
            }
            inside.points.extend_from_slice(&ring);
            inside.end_ring_of(outline.polygon, outline.is_hole);
        }
        inside
    }
}

/// Keeps what is on one side of a line along an axis: above `limit` where `sign` is 1, below where it is -1.
fn clip(ring: &[[f64; 2]], axis: usize, limit: f64, sign: f64, into: &mut Vec<[f64; 2]>) {
    into.clear();
    let Some(&last) = ring.last() else {
        return;
    };
    let mut from = last;
    for &to in ring {
        let (before, after) = ((from[axis] - limit) * sign, (to[axis] - limit) * sign);
        if (before < 0.0) != (after < 0.0) {
            let share = before / (before - after);
            let other = 1 - axis;
            let mut cut = [0.0; 2];
            cut[axis] = limit;
            cut[other] = from[other] + share * (to[other] - from[other]);
            push_on(cut, axis, limit, into);
        }
        if after >= 0.0 {
            push_on(to, axis, limit, into);
        }
        from = to;
    }
}

/// Appends a point; of several in a row on the line only the first and the last are kept.
fn push_on(point: [f64; 2], axis: usize, limit: f64, into: &mut Vec<[f64; 2]>) {
    if let [.., before, last] = into.as_mut_slice()
        && point[axis] == limit
        && last[axis] == limit
        && before[axis] == limit
    {
        *last = point;
    } else {
        into.push(point);
    }
}
