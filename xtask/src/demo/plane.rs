//! A flat drawing board over the region, in metres east and north of its middle.
//!
//! Good to about one per cent over the 200 km in question: shapes are invented here, never measured.

/// Longitude and latitude of the middle of the board.
const MIDDLE: (f64, f64) = (46.9, 39.75);
const METRES_PER_DEGREE_OF_LATITUDE: f64 = 111_100.0;
/// At the latitude of the middle.
const METRES_PER_DEGREE_OF_LONGITUDE: f64 = 85_600.0;

/// A point of the board.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn from_lnglat(lng: f64, lat: f64) -> Self {
        Self {
            x: (lng - MIDDLE.0) * METRES_PER_DEGREE_OF_LONGITUDE,
            y: (lat - MIDDLE.1) * METRES_PER_DEGREE_OF_LATITUDE,
        }
    }

    pub fn lnglat(self) -> [f64; 2] {
        [
            MIDDLE.0 + self.x / METRES_PER_DEGREE_OF_LONGITUDE,
            MIDDLE.1 + self.y / METRES_PER_DEGREE_OF_LATITUDE,
        ]
    }

    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The point `distance` metres away in the direction of `angle`, in radians from east towards north.
    pub fn away(self, angle: f64, distance: f64) -> Self {
        Self {
            x: self.x + distance * angle.cos(),
            y: self.y + distance * angle.sin(),
        }
    }

    fn towards(self, other: Self, share: f64) -> Self {
        Self {
            x: self.x + (other.x - self.x) * share,
            y: self.y + (other.y - self.y) * share,
        }
    }
}

/// A closed line whose last point leads back to the first, which is not repeated.
pub type Ring = Vec<Point>;

/// An outer ring and its holes.
pub type Polygon = Vec<Ring>;

/// Area in square metres, positive where the ring runs anticlockwise.
pub fn signed_area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .map(|(a, b)| a.x * b.y - b.x * a.y)
        .sum::<f64>()
        / 2.0
}

/// Area of polygons without their holes, in square metres.
pub fn area(polygons: &[Polygon]) -> f64 {
    let of = |polygon: &Polygon| {
        let mut rings = polygon.iter().map(|ring| signed_area(ring).abs());
        rings.next().unwrap_or(0.0) - rings.sum::<f64>()
    };
    polygons.iter().map(of).sum()
}

/// The mean of a ring's corners: a point to speak of the whole by.
pub fn middle(ring: &[Point]) -> Point {
    let count = ring.len() as f64;
    Point {
        x: ring.iter().map(|point| point.x).sum::<f64>() / count,
        y: ring.iter().map(|point| point.y).sum::<f64>() / count,
    }
}

/// Whether a point lies inside a ring, by counting crossings.
pub fn contains(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let crosses = (a.y > point.y) != (b.y > point.y);
        if crosses && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}

/// Whether no two edges of a ring cross.
pub fn is_simple(ring: &[Point]) -> bool {
    let count = ring.len();
    let edge = |i: usize| (ring[i], ring[(i + 1) % count]);
    (0..count).all(|i| {
        (i + 2..count)
            .filter(|j| (j + 1) % count != i)
            .all(|j| !cross(edge(i), edge(j)))
    })
}

fn cross((a, b): (Point, Point), (c, d): (Point, Point)) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a, b, c) * side(a, b, d) <= 0.0 && side(c, d, a) * side(c, d, b) <= 0.0
}

/// An open line with a length, walked by metres from its start.
pub struct Line {
    points: Vec<Point>,
    /// Metres from the start to each point.
    along: Vec<f64>,
}

impl Line {
    pub fn new(points: Vec<Point>) -> Self {
        let mut along = Vec::with_capacity(points.len());
        let mut length = 0.0;
        for (index, point) in points.iter().enumerate() {
            length += index
                .checked_sub(1)
                .map_or(0.0, |before| points[before].distance(*point));
            along.push(length);
        }
        Self { points, along }
    }

    /// A line through the given places, rounded at the corners and sampled about every `step` metres.
    /// Source: Catmull and Rom, "A class of local interpolating splines", uniform form.
    pub fn through(places: &[(f64, f64)], step: f64) -> Self {
        let points: Vec<_> = places
            .iter()
            .map(|(lng, lat)| Point::from_lnglat(*lng, *lat))
            .collect();
        let last = points.len() - 1;
        let mut smooth = Vec::new();
        for i in 0..last {
            let [p0, p1, p2, p3] = [
                points[i.saturating_sub(1)],
                points[i],
                points[i + 1],
                points[(i + 2).min(last)],
            ];
            let pieces = (p1.distance(p2) / step).ceil().max(1.0);
            for piece in 0..pieces as u32 {
                let t = f64::from(piece) / pieces;
                let blend = |a: f64, b: f64, c: f64, d: f64| {
                    let (t2, t3) = (t * t, t * t * t);
                    0.5 * (2.0 * b
                        + (c - a) * t
                        + (2.0 * a - 5.0 * b + 4.0 * c - d) * t2
                        + (3.0 * (b - c) + d - a) * t3)
                };
                smooth.push(Point {
                    x: blend(p0.x, p1.x, p2.x, p3.x),
                    y: blend(p0.y, p1.y, p2.y, p3.y),
                });
            }
        }
        smooth.push(points[last]);
        Self::new(smooth)
    }

    pub fn length(&self) -> f64 {
        self.along.last().copied().unwrap_or(0.0)
    }

    /// The point `metres` from the start, moved `offset` metres to the left of the line's direction.
    pub fn beside(&self, metres: f64, offset: f64) -> Point {
        let end = self
            .along
            .partition_point(|along| *along < metres)
            .clamp(1, self.points.len() - 1);
        let (a, b) = (self.points[end - 1], self.points[end]);
        let length = (self.along[end] - self.along[end - 1]).max(f64::MIN_POSITIVE);
        let on = a.towards(b, ((metres - self.along[end - 1]) / length).clamp(0.0, 1.0));
        let (dx, dy) = ((b.x - a.x) / length, (b.y - a.y) / length);
        Point {
            x: on.x - dy * offset,
            y: on.y + dx * offset,
        }
    }
}
