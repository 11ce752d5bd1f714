//! Where the watermark stands: all over the map, so that no part of a picture of it goes without.

/// Distance of its copies in CSS pixels.
const STEP: [f64; 2] = [420.0, 200.0];

/// Faint enough to read the map through it.
pub const WATERMARK_OPACITY: f32 = 0.22;

/// The middles of its copies on a map of `size`, from the map's own middle: rows shifted against one another.
pub fn watermark_places(size: [f64; 2]) -> impl Iterator<Item = [f64; 2]> {
    let [columns, rows] = [0, 1].map(|axis| (size[axis] / STEP[axis] / 2.0).ceil() as i32);
    (-rows..=rows).flat_map(move |row| {
        let shift = if row % 2 == 0 { 0.0 } else { 0.5 };
        (-columns..=columns).map(move |column| {
            [
                (f64::from(column) + shift) * STEP[0],
                f64::from(row) * STEP[1],
            ]
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_corner_of_a_map_has_a_copy_near_it() {
        for size in [[390.0, 844.0], [1440.0, 900.0], [200.0, 100.0]] {
            for corner in [[-0.5, -0.5], [0.5, -0.5], [-0.5, 0.5], [0.5, 0.5]] {
                let place = [corner[0] * size[0], corner[1] * size[1]];
                let near = watermark_places(size).any(|copy| {
                    (copy[0] - place[0]).abs() <= STEP[0] && (copy[1] - place[1]).abs() <= STEP[1]
                });
                assert!(near, "{size:?} {corner:?}");
            }
        }
    }
}
