//! Cutting polygons and lines to rectangles, in whole steps of a file.
//!
//! A polygon is cut by one half-plane after another. At each cut the pieces of its rings that lie inside are joined
//! along the cut, in the order in which they meet it, so that a polygon that falls apart becomes several and no edge
//! runs twice. (Sutherland and Hodgman's method leaves such doubled edges, which triangulate badly.)

/// A point in steps.
pub type Step = [i64; 2];

/// Rings, the outer one first; the last point of a ring is not the first again.
pub type StepPolygon = Vec<Vec<Step>>;

/// One side of a line parallel to an axis.
#[derive(Clone, Copy)]
struct HalfPlane {
    axis: usize,
    edge: i64,
    /// 1 keeps what is greater, -1 what is less.
    sign: i64,
}

impl HalfPlane {
    fn keeps(self, point: Step) -> bool {
        (point[self.axis] - self.edge) * self.sign >= 0
    }

    /// Where a segment from inside to outside, or back, meets the edge.
    fn crossing(self, from: Step, to: Step) -> Step {
        let other = 1 - self.axis;
        let share = (self.edge - from[self.axis]) as f64 / (to[self.axis] - from[self.axis]) as f64;
        let mut point = [self.edge; 2];
        point[other] = from[other] + (share * (to[other] - from[other]) as f64).round() as i64;
        point
    }
}

/// The pieces of a polygon within `[west, south, east, north]`.
pub fn clip_polygon(
    polygon: StepPolygon,
    [west, south, east, north]: [i64; 4],
) -> Vec<StepPolygon> {
    let planes = [(0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)];
    planes
        .into_iter()
        .fold(vec![polygon], |pieces, (axis, edge, sign)| {
            let plane = HalfPlane { axis, edge, sign };
            pieces
                .into_iter()
                .flat_map(|piece| cut(piece, plane))
                .collect()
        })
}

fn cut(polygon: StepPolygon, plane: HalfPlane) -> Vec<StepPolygon> {
    if polygon.iter().flatten().all(|point| plane.keeps(*point)) {
        return vec![polygon];
    }
    let mut whole = Vec::new();
    let mut chains = Vec::new();
    for ring in polygon {
        match ring.iter().position(|point| !plane.keeps(*point)) {
            None => whole.push(ring),
            Some(outside) => chains.extend(inside_chains(&ring, outside, plane)),
        }
    }
    let mut rings: Vec<Vec<Step>> = join(chains, plane)
        .into_iter()
        .chain(whole)
        .map(without_repeats)
        .collect();
    rings.retain(|ring| ring.len() >= 3 && signed_area(ring) != 0);
    assemble(rings)
}

/// The runs of a ring inside, each from where it enters to where it leaves. `outside` is a point that is not kept.
fn inside_chains(ring: &[Step], outside: usize, plane: HalfPlane) -> Vec<Vec<Step>> {
    let mut chains: Vec<Vec<Step>> = Vec::new();
    let mut open: Option<Vec<Step>> = None;
    for offset in 0..ring.len() {
        let (from, to) = (
            ring[(outside + offset) % ring.len()],
            ring[(outside + offset + 1) % ring.len()],
        );
        match (plane.keeps(from), plane.keeps(to)) {
            (false, true) => open = Some(vec![plane.crossing(from, to), to]),
            (true, true) => open
                .as_mut()
                .expect("a kept point follows an entry")
                .push(to),
            (true, false) => {
                let mut chain = open.take().expect("a kept point follows an entry");
                chain.push(plane.crossing(from, to));
                chains.push(chain);
            }
            (false, false) => {}
        }
    }
    chains
}

/// Joins chains along the edge: sorted along it, every two neighbouring ends bound a stretch of the inside.
fn join(chains: Vec<Vec<Step>>, plane: HalfPlane) -> Vec<Vec<Step>> {
    let other = 1 - plane.axis;
    // Each end: its place along the edge, its chain, and whether the chain starts there.
    let mut ends: Vec<(i64, usize, bool)> = Vec::with_capacity(2 * chains.len());
    for (index, chain) in chains.iter().enumerate() {
        ends.push((chain[0][other], index, true));
        ends.push((chain[chain.len() - 1][other], index, false));
    }
    ends.sort_unstable();
    let mut follower = vec![None; chains.len()];
    for pair in ends.chunks_exact(2) {
        match (pair[0], pair[1]) {
            ((_, starts, true), (_, leaves, false)) | ((_, leaves, false), (_, starts, true)) => {
                follower[leaves] = Some(starts);
            }
            // Two ends of one kind meet only where the source crosses itself: close each chain on its own.
            ((_, a, _), (_, b, _)) => {
                follower[a] = follower[a].or(Some(a));
                follower[b] = follower[b].or(Some(b));
            }
        }
    }
    let mut used = vec![false; chains.len()];
    let mut rings = Vec::new();
    for first in 0..chains.len() {
        let mut ring = Vec::new();
        let mut at = first;
        while !used[at] {
            used[at] = true;
            ring.extend_from_slice(&chains[at]);
            at = follower[at].unwrap_or(first);
        }
        if !ring.is_empty() {
            rings.push(ring);
        }
    }
    rings
}

/// Sorts rings into polygons: anticlockwise ones are outer, the others are holes of the outer that holds them.
fn assemble(rings: Vec<Vec<Step>>) -> Vec<StepPolygon> {
    let (outer, holes): (Vec<_>, Vec<_>) =
        rings.into_iter().partition(|ring| signed_area(ring) > 0);
    let mut polygons: Vec<StepPolygon> = outer.into_iter().map(|ring| vec![ring]).collect();
    for hole in holes {
        let holder = if polygons.len() == 1 {
            Some(0)
        } else {
            polygons
                .iter()
                .position(|polygon| contains(&polygon[0], hole[0]))
        };
        if let Some(holder) = holder {
            polygons[holder].push(hole);
        }
    }
    polygons
}

/// The ring without points that repeat the one before.
pub fn without_repeats(mut ring: Vec<Step>) -> Vec<Step> {
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// Twice the area, positive where the ring runs anticlockwise.
pub fn signed_area(ring: &[Step]) -> i64 {
    ring.iter()
        .zip(ring.iter().cycle().skip(1))
        .map(|(a, b)| a[0] * b[1] - b[0] * a[1])
        .sum()
}

fn contains(ring: &[Step], point: Step) -> bool {
    let mut inside = false;
    for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        if (a[1] > point[1]) != (b[1] > point[1]) {
            let at = (b[0] - a[0]) as f64 * (point[1] - a[1]) as f64 / (b[1] - a[1]) as f64
                + a[0] as f64;
            inside ^= (point[0] as f64) < at;
        }
    }
    inside
}

/// The pieces of a line within `[west, south, east, north]`.
pub fn clip_line(line: &[Step], bounds: [i64; 4]) -> Vec<Vec<Step>> {
    let planes = [(0, 0, 1), (1, 1, 1), (0, 2, -1), (1, 3, -1)];
    let mut pieces = vec![line.to_vec()];
    for (axis, bound, sign) in planes {
        let plane = HalfPlane {
            axis,
            edge: bounds[bound],
            sign,
        };
        pieces = pieces
            .iter()
            .flat_map(|piece| cut_line(piece, plane))
            .collect();
    }
    for piece in &mut pieces {
        piece.dedup();
    }
    pieces.retain(|piece| piece.len() >= 2);
    pieces
}

fn cut_line(line: &[Step], plane: HalfPlane) -> Vec<Vec<Step>> {
    let mut pieces = Vec::new();
    let mut open: Vec<Step> = line
        .first()
        .copied()
        .filter(|point| plane.keeps(*point))
        .into_iter()
        .collect();
    for pair in line.windows(2) {
        match (plane.keeps(pair[0]), plane.keeps(pair[1])) {
            (true, true) => open.push(pair[1]),
            (true, false) => {
                open.push(plane.crossing(pair[0], pair[1]));
                pieces.push(std::mem::take(&mut open));
            }
            (false, true) => open.extend([plane.crossing(pair[0], pair[1]), pair[1]]),
            (false, false) => {}
        }
    }
    pieces.push(open);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(polygons: &[StepPolygon]) -> i64 {
        polygons
            .iter()
            .flatten()
            .map(|ring| signed_area(ring))
            .sum()
    }

    /// A comb: a spine in the west with three teeth to the east.
    fn comb() -> StepPolygon {
        vec![vec![
            [0, 0],
            [10, 0],
            [10, 2],
            [4, 2],
            [4, 4],
            [10, 4],
            [10, 6],
            [4, 6],
            [4, 8],
            [10, 8],
            [10, 10],
            [0, 10],
        ]]
    }

    #[test]
    fn a_comb_cut_across_its_teeth_falls_into_three() {
        let teeth = clip_polygon(comb(), [6, -1, 20, 11]);
        assert_eq!(teeth.len(), 3);
        assert!(
            teeth
                .iter()
                .all(|tooth| signed_area(&tooth[0]) == 2 * 4 * 2)
        );
        assert_eq!(clip_polygon(comb(), [-1, -1, 2, 11]).len(), 1);
    }

    #[test]
    fn cells_of_a_grid_share_out_the_whole_area() {
        let mut ring_with_hole = comb();
        ring_with_hole.push(vec![[1, 1], [1, 9], [3, 9], [3, 1]]);
        let whole = area(&[ring_with_hole.clone()]);
        let mut shared = 0;
        for x in 0..4 {
            for y in 0..4 {
                shared += area(&clip_polygon(
                    ring_with_hole.clone(),
                    [3 * x, 3 * y, 3 * x + 3, 3 * y + 3],
                ));
            }
        }
        assert_eq!(shared, whole);
    }

    #[test]
    fn a_hole_that_the_cut_opens_becomes_part_of_the_outline() {
        let holed = vec![
            vec![[0, 0], [8, 0], [8, 8], [0, 8]],
            vec![[2, 2], [2, 6], [6, 6], [6, 2]],
        ];
        let half = clip_polygon(holed, [4, 0, 8, 8]);
        assert_eq!((half.len(), half[0].len()), (1, 1));
        assert_eq!(area(&half), 2 * (4 * 8 - 2 * 4));
    }

    #[test]
    fn a_line_comes_back_in_the_pieces_that_are_inside() {
        let pieces = clip_line(&[[-5, 1], [5, 1], [5, 9], [1, 9], [1, 3]], [0, 0, 4, 8]);
        assert_eq!(pieces, [vec![[0, 1], [4, 1]], vec![[1, 8], [1, 3]]]);
    }
}
