//! Outlines that cross the 180th meridian: made continuous, so that they are drawn as one small shape and not as a
//! band around the whole world.
//!
//! Space: `lnglat`. An edge of more than 180° is taken to run the short way round, over the 180th meridian; the
//! coordinates after it go beyond ±180. RFC 7946 asks for such shapes to be cut there, which many programs do not.

/// The widest step that is taken as written.
const HALF_TURN: f64 = 180.0;

/// Makes a closed ring continuous. Returns whether anything changed.
///
/// A ring around a pole, or one that encloses nothing when unrolled (such as the frame of the whole world),
/// stays as it is.
pub fn unroll_ring(ring: &mut [[f64; 2]]) -> bool {
    if !jumps(ring) || ring.iter().any(|[lng, _]| lng.abs() > HALF_TURN) {
        return false;
    }
    let unrolled = unrolled(ring);
    let closed = unrolled.last().map(|last| last[0]) == unrolled.first().map(|first| first[0]);
    let width = |select: fn(f64, f64) -> f64, start: f64| {
        unrolled.iter().map(|point| point[0]).fold(start, select)
    };
    let flat = width(f64::max, f64::NEG_INFINITY) <= width(f64::min, f64::INFINITY);
    if !closed || flat {
        return false;
    }
    ring.copy_from_slice(&unrolled);
    true
}

/// Makes a line continuous. Returns whether anything changed.
pub fn unroll_line(line: &mut [[f64; 2]]) -> bool {
    if !jumps(line) || line.iter().any(|[lng, _]| lng.abs() > HALF_TURN) {
        return false;
    }
    let unrolled = unrolled(line);
    line.copy_from_slice(&unrolled);
    true
}

/// Moves a ring by whole turns so that its middle comes as close as can be to the longitude `middle`.
pub fn move_beside(ring: &mut [[f64; 2]], middle: f64) {
    let turns = turns_towards(middle_of(ring), middle);
    if turns != 0.0 {
        ring.iter_mut()
            .for_each(|[lng, _]| *lng += turns * 2.0 * HALF_TURN);
    }
}

/// How many whole turns bring a longitude as close as can be to another.
#[must_use]
pub fn turns_towards(lng: f64, middle: f64) -> f64 {
    ((middle - lng) / (2.0 * HALF_TURN)).round()
}

/// The longitude halfway between west and east.
#[must_use]
pub fn middle_of(ring: &[[f64; 2]]) -> f64 {
    let (west, east) = ring.iter().fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(west, east), [lng, _]| (west.min(*lng), east.max(*lng)),
    );
    (west + east) / 2.0
}

fn jumps(points: &[[f64; 2]]) -> bool {
    points
        .windows(2)
        .any(|pair| (pair[1][0] - pair[0][0]).abs() > HALF_TURN)
}

fn unrolled(points: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut turns = 0.0;
    let mut before = points[0][0];
    points
        .iter()
        .map(|&[lng, lat]| {
            let step = lng - before;
            if step > HALF_TURN {
                turns -= 1.0;
            } else if step < -HALF_TURN {
                turns += 1.0;
            }
            before = lng;
            [lng + turns * 2.0 * HALF_TURN, lat]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_square_across_the_meridian_becomes_a_small_square() {
        let mut ring = [
            [179.0, 0.0],
            [-179.0, 0.0],
            [-179.0, 1.0],
            [179.0, 1.0],
            [179.0, 0.0],
        ];
        assert!(unroll_ring(&mut ring));
        assert_eq!(
            ring.map(|[lng, _]| lng),
            [179.0, 181.0, 181.0, 179.0, 179.0]
        );
    }

    #[test]
    fn the_frame_of_the_world_and_a_ring_around_a_pole_stay_as_they_are() {
        let frame = [
            [-180.0, -90.0],
            [180.0, -90.0],
            [180.0, 90.0],
            [-180.0, 90.0],
            [-180.0, -90.0],
        ];
        let polar = [[0.0, 80.0], [120.0, 80.0], [-120.0, 80.0], [0.0, 80.0]];
        let [mut frame_after, mut polar_after] = [frame.to_vec(), polar.to_vec()];
        assert!(!unroll_ring(&mut frame_after));
        assert!(!unroll_ring(&mut polar_after));
        assert_eq!(frame_after, frame);
        assert_eq!(polar_after, polar);
    }

    #[test]
    fn a_hole_is_moved_beside_its_shell() {
        let mut hole = [[-179.9, 0.0], [-179.8, 0.0], [-179.9, 0.1], [-179.9, 0.0]];
        move_beside(&mut hole, 180.0);
        assert!((hole[0][0] - 180.1).abs() < 1e-9);
    }
}
