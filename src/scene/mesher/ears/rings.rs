//! Rings of corners as lists that run round, and what can be seen from where in them.

/// Nothing follows along the curve.
pub const NONE: u32 = u32::MAX;

pub type Position = [f64; 2];

/// A corner in a ring, which is a list that runs round.
#[derive(Debug, Clone, Copy)]
pub struct Corner {
    pub at: Position,
    pub index: u32,
    pub previous: u32,
    pub next: u32,
    /// Place on the curve, and the neighbours along it.
    pub key: u32,
    pub lower: u32,
    pub higher: u32,
    /// The only point of its ring: it must not be left out for lying on a line.
    pub alone: bool,
}

/// Rings, the shell clockwise and its holes counter-clockwise (y up).
#[derive(Debug, Default)]
pub struct Rings {
    pub corners: Vec<Corner>,
}

impl Rings {
    pub fn at(&self, corner: u32) -> Position {
        self.corners.as_slice()[corner as usize].at
    }

    /// The place of a corner among the positions.
    pub fn index(&self, corner: u32) -> u32 {
        self.corners.as_slice()[corner as usize].index
    }

    pub fn next(&self, corner: u32) -> u32 {
        self.corners.as_slice()[corner as usize].next
    }

    pub fn previous(&self, corner: u32) -> u32 {
        self.corners.as_slice()[corner as usize].previous
    }

    /// Twice the area of the turn at a corner, negative where it goes counter-clockwise (y up).
    pub fn turn(&self, a: u32, b: u32, c: u32) -> f64 {
        turn(self.at(a), self.at(b), self.at(c))
    }

    pub fn same_place(&self, a: u32, b: u32) -> bool {
        self.at(a) == self.at(b)
    }

    /// A ring of positions, wound as asked; `None` where there are none.
    pub fn ring(
        &mut self,
        positions: &[Position],
        start: usize,
        end: usize,
        clockwise: bool,
    ) -> Option<u32> {
        let ring = positions.get(start..end)?;
        let before = ring.iter().cycle().skip(ring.len().saturating_sub(1));
        let area: f64 = ring
            .iter()
            .zip(before)
            .map(|(at, before)| (before[0] - at[0]) * (at[1] + before[1]))
            .sum();
        let mut last = None;
        for step in 0..ring.len() {
            let place = if clockwise == (area > 0.0) {
                step
            } else {
                ring.len() - 1 - step
            };
            last = Some(self.insert(ring[place], (start + place) as u32, last));
        }
        let mut last = last?;
        if self.same_place(last, self.next(last)) && self.next(last) != last {
            let next = self.next(last);
            self.remove(last);
            last = next;
        }
        Some(last)
    }

    /// Puts a corner behind another, or into a ring of its own.
    pub fn insert(&mut self, at: Position, index: u32, behind: Option<u32>) -> u32 {
        let new = self.corners.len() as u32;
        let (previous, next) = behind.map_or((new, new), |last| (last, self.next(last)));
        self.corners.push(Corner {
            at,
            index,
            previous,
            next,
            key: 0,
            lower: NONE,
            higher: NONE,
            alone: false,
        });
        self.corners[previous as usize].next = new;
        self.corners[next as usize].previous = new;
        new
    }

    pub fn remove(&mut self, corner: u32) {
        let Corner {
            previous,
            next,
            lower,
            higher,
            ..
        } = self.corners.as_slice()[corner as usize];
        self.corners[next as usize].previous = previous;
        self.corners[previous as usize].next = next;
        if lower != NONE {
            self.corners[lower as usize].higher = higher;
        }
        if higher != NONE {
            self.corners[higher as usize].lower = lower;
        }
    }

    /// Takes out corners that repeat the next one or lie on a line with their neighbours, from `start` up to `end`.
    pub fn filter(&mut self, start: u32, end: u32) -> u32 {
        let mut end = end;
        let mut corner = start;
        loop {
            let (previous, next) = (self.previous(corner), self.next(corner));
            let superfluous = !self.corners.as_slice()[corner as usize].alone
                && (self.same_place(corner, next) || self.turn(previous, corner, next) == 0.0);
            if superfluous {
                self.remove(corner);
                corner = previous;
                end = previous;
                if corner == self.next(corner) {
                    break;
                }
            } else {
                corner = next;
                if corner == end {
                    break;
                }
            }
        }
        end
    }

    pub fn leftmost(&self, start: u32) -> u32 {
        let mut leftmost = start;
        let mut corner = self.next(start);
        while corner != start {
            let ([x, y], [least, least_y]) = (self.at(corner), self.at(leftmost));
            if x < least || (x == least && y < least_y) {
                leftmost = corner;
            }
            corner = self.next(corner);
        }
        leftmost
    }

    /// The corner of the shell that a hole's leftmost one sees.
    pub fn bridge_end(&self, hole: u32, shell: u32) -> Option<u32> {
        let [x, y] = self.at(hole);
        let (mut reach, mut found) = (f64::NEG_INFINITY, None);
        let mut corner = shell;
        // The nearest edge to the left; of its ends the one further left.
        loop {
            let next = self.next(corner);
            let ([from_x, from_y], [to_x, to_y]) = (self.at(corner), self.at(next));
            if y <= from_y && y >= to_y && to_y != from_y {
                let cut = from_x + (y - from_y) * (to_x - from_x) / (to_y - from_y);
                if cut <= x && cut > reach {
                    reach = cut;
                    found = Some(if from_x < to_x { corner } else { next });
                    if cut == x {
                        return found;
                    }
                }
            }
            corner = next;
            if corner == shell {
                break;
            }
        }
        // Corners within the triangle of hole, edge and that end hide it: the one at the least angle is seen.
        let stop = found?;
        let [end_x, end_y] = self.at(stop);
        let (mut best, mut least) = (stop, f64::INFINITY);
        corner = stop;
        loop {
            let at = self.at(corner);
            let above = y < end_y;
            let triangle = [
                [if above { x } else { reach }, y],
                [end_x, end_y],
                [if above { reach } else { x }, y],
            ];
            if x >= at[0]
                && at[0] >= end_x
                && x != at[0]
                && is_inside(triangle[0], triangle[1], triangle[2], at)
            {
                let tangent = (y - at[1]).abs() / (x - at[0]);
                let [best_x, _] = self.at(best);
                let better = tangent < least
                    || (tangent == least
                        && (at[0] > best_x
                            || (at[0] == best_x && self.holds_sector(best, corner))));
                if self.leads_inside(corner, hole) && better {
                    best = corner;
                    least = tangent;
                }
            }
            corner = self.next(corner);
            if corner == stop {
                return Some(best);
            }
        }
    }

    /// Whether the sector at a corner holds that at another in the same place.
    pub fn holds_sector(&self, outer: u32, inner: u32) -> bool {
        self.turn(self.previous(outer), outer, self.previous(inner)) < 0.0
            && self.turn(self.next(inner), outer, self.next(outer)) < 0.0
    }

    /// Whether two corners can be connected within the ring.
    pub fn is_diagonal(&self, a: u32, b: u32) -> bool {
        if self.index(self.next(a)) == self.index(b)
            || self.index(self.previous(a)) == self.index(b)
            || self.crosses_ring(a, b)
        {
            return false;
        }
        let visible =
            self.leads_inside(a, b) && self.leads_inside(b, a) && self.middle_is_inside(a, b);
        let parts = self.turn(self.previous(a), a, self.previous(b)) != 0.0
            || self.turn(a, self.previous(b), b) != 0.0;
        let closed = self.same_place(a, b)
            && self.turn(self.previous(a), a, self.next(a)) > 0.0
            && self.turn(self.previous(b), b, self.next(b)) > 0.0;
        (visible && parts) || closed
    }

    pub fn edges_cross(&self, a: u32, b: u32, c: u32, d: u32) -> bool {
        let [a, b, c, d] = [a, b, c, d].map(|corner| self.at(corner));
        let sides = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
        let sign = |side: f64| i8::from(side > 0.0) - i8::from(side < 0.0);
        let [first, second, third, fourth] = sides.map(sign);
        (first != second && third != fourth)
            || (first == 0 && is_between(a, c, b))
            || (second == 0 && is_between(a, d, b))
            || (third == 0 && is_between(c, a, d))
            || (fourth == 0 && is_between(c, b, d))
    }

    /// Whether a diagonal crosses an edge of the ring.
    pub fn crosses_ring(&self, a: u32, b: u32) -> bool {
        let ends = [a, b].map(|end| self.index(end));
        let mut corner = a;
        loop {
            let next = self.next(corner);
            if !ends.contains(&self.index(corner))
                && !ends.contains(&self.index(next))
                && self.edges_cross(corner, next, a, b)
            {
                return true;
            }
            corner = next;
            if corner == a {
                return false;
            }
        }
    }

    /// Whether a diagonal leaves a corner towards the inside.
    pub fn leads_inside(&self, a: u32, b: u32) -> bool {
        let (previous, next) = (self.previous(a), self.next(a));
        if self.turn(previous, a, next) < 0.0 {
            self.turn(a, b, next) >= 0.0 && self.turn(a, previous, b) >= 0.0
        } else {
            self.turn(a, b, previous) < 0.0 || self.turn(a, next, b) < 0.0
        }
    }

    pub fn middle_is_inside(&self, a: u32, b: u32) -> bool {
        let (from, to) = (self.at(a), self.at(b));
        let [x, y] = [0, 1].map(|axis| (from[axis] + to[axis]) / 2.0);
        let mut inside = false;
        let mut corner = a;
        loop {
            let ([from_x, from_y], [to_x, to_y]) = (self.at(corner), self.at(self.next(corner)));
            if (from_y > y) != (to_y > y)
                && to_y != from_y
                && x < (to_x - from_x) * (y - from_y) / (to_y - from_y) + from_x
            {
                inside = !inside;
            }
            corner = self.next(corner);
            if corner == a {
                return inside;
            }
        }
    }

    /// Connects two corners there and back: two rings become one, or one two. Returns the end of the way back.
    pub fn bridge(&mut self, a: u32, b: u32) -> u32 {
        let [from, to] = [a, b].map(|corner| self.corners.as_slice()[corner as usize]);
        let a_again = self.insert(from.at, from.index, None);
        let b_again = self.insert(to.at, to.index, None);
        let mut link = |left: u32, right: u32| {
            self.corners[left as usize].next = right;
            self.corners[right as usize].previous = left;
        };
        link(a, b);
        link(a_again, from.next);
        link(b_again, a_again);
        link(to.previous, b_again);
        b_again
    }

    /// How steeply the edge behind a corner rises.
    pub fn slope(&self, corner: u32) -> f64 {
        let ([x, y], [next_x, next_y]) = (self.at(corner), self.at(self.next(corner)));
        (next_y - y) / (next_x - x)
    }
}

/// Twice the area of a triangle, negative where it goes counter-clockwise (y up).
pub fn turn(a: Position, b: Position, c: Position) -> f64 {
    (b[1] - a[1]) * (c[0] - b[0]) - (b[0] - a[0]) * (c[1] - b[1])
}

pub fn is_inside(a: Position, b: Position, c: Position, at: Position) -> bool {
    let side = |from: Position, to: Position| {
        (from[0] - at[0]) * (to[1] - at[1]) >= (to[0] - at[0]) * (from[1] - at[1])
    };
    side(c, a) && side(a, b) && side(b, c)
}

/// Whether a point on a line lies between two others.
fn is_between(a: Position, at: Position, b: Position) -> bool {
    (0..2).all(|axis| at[axis] <= a[axis].max(b[axis]) && at[axis] >= a[axis].min(b[axis]))
}
