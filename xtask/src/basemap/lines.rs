//! Making lines lighter and smoother without moving them further than they are known.

use super::topology::LngLat;

/// Leaves out points that lie within `tolerance` degrees of the line without them. Both ends stay.
///
/// Source: Douglas and Peucker, "Algorithms for the reduction of the number of points required to represent a
/// digitized line or its caricature" (1973).
pub fn simplified(line: &[LngLat], tolerance: f64) -> Vec<LngLat> {
    let mut kept = vec![false; line.len()];
    let mut open = vec![(0, line.len().saturating_sub(1))];
    while let Some((first, last)) = open.pop() {
        kept[first] = true;
        kept[last] = true;
        let furthest = (first + 1..last)
            .map(|index| (index, distance(line[index], line[first], line[last])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((index, distance)) = furthest
            && distance > tolerance
        {
            open.extend([(first, index), (index, last)]);
        }
    }
    line.iter()
        .zip(kept)
        .filter(|(_, kept)| *kept)
        .map(|(point, _)| *point)
        .collect()
}

/// Distance of a point from the segment between two others, in degrees.
pub fn distance(point: LngLat, from: LngLat, to: LngLat) -> f64 {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = along[0].hypot(along[1]);
    let share = if length == 0.0 {
        0.0
    } else {
        (((point[0] - from[0]) * along[0] + (point[1] - from[1]) * along[1]) / (length * length))
            .clamp(0.0, 1.0)
    };
    (point[0] - from[0] - share * along[0]).hypot(point[1] - from[1] - share * along[1])
}

/// Takes the stairs of a coarse rounding out of a line: each inner point moves towards the middle of its neighbours,
/// by half a step of the rounding at most, so that it stays where the rounding could have come from.
pub fn unrounded(line: &[LngLat], quantum: LngLat) -> Vec<LngLat> {
    let mut smooth = line.to_vec();
    for (index, neighbours) in line.windows(3).enumerate() {
        for axis in [0, 1] {
            let middle = (neighbours[0][axis] + neighbours[2][axis]) / 2.0;
            let limit = quantum[axis] / 2.0;
            smooth[index + 1][axis] += ((middle - neighbours[1][axis]) / 2.0).clamp(-limit, limit);
        }
    }
    smooth
}

/// Rounds the corners of a ring, twice. Source: G. Chaikin, "An algorithm for high-speed curve generation" (1974).
pub fn rounded(ring: &[LngLat]) -> Vec<LngLat> {
    let mut ring = ring.to_vec();
    for _ in 0..2 {
        let next = ring.iter().cycle().skip(1);
        let towards = |a: &LngLat, b: &LngLat, share: f64| {
            [0, 1].map(|axis| a[axis] + (b[axis] - a[axis]) * share)
        };
        ring = ring
            .iter()
            .zip(next)
            .flat_map(|(a, b)| [towards(a, b, 0.25), towards(a, b, 0.75)])
            .collect();
    }
    ring
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simplifying_never_moves_the_line_further_than_the_tolerance() {
        let line: Vec<LngLat> = (0..500)
            .map(|i| f64::from(i) / 50.0)
            .map(|x| [x, x.sin() + 0.01 * (9.0 * x).cos()])
            .collect();
        let simple = simplified(&line, 0.02);
        assert!(simple.len() < line.len() / 4, "{} points", simple.len());
        assert_eq!((simple[0], simple[simple.len() - 1]), (line[0], line[499]));
        for point in &line {
            let nearest = simple
                .windows(2)
                .map(|pair| distance(*point, pair[0], pair[1]))
                .fold(f64::INFINITY, f64::min);
            assert!(nearest <= 0.02, "{point:?} is {nearest} away");
        }
    }

    #[test]
    fn taking_out_stairs_stays_within_half_a_step() {
        let stairs: Vec<LngLat> = (0..40).map(|i| [f64::from(i), f64::from(i / 3)]).collect();
        let smooth = unrounded(&stairs, [1.0, 1.0]);
        assert_eq!((smooth[0], smooth[39]), (stairs[0], stairs[39]));
        assert!(
            stairs
                .iter()
                .zip(&smooth)
                .all(|(a, b)| (a[1] - b[1]).abs() <= 0.5)
        );
        let bends = |line: &[LngLat]| {
            line.windows(3)
                .map(|p| (p[0][1] - 2.0 * p[1][1] + p[2][1]).abs())
                .sum::<f64>()
        };
        assert!(bends(&smooth) < bends(&stairs));
    }
}
