//! Curves that order positions so that neighbours on the map are neighbours in memory.
//!
//! Space: fixed-point `world`, the unit square in 2^32 steps. The Hilbert curve never jumps, which keeps runs of rows
//! compact; the Morton curve is plain bit interleaving, so that every cell of every power-of-two grid is one run.

/// Bits per axis of a fixed-point position.
const BITS: u32 = 32;

/// The fixed-point position of a `world` one. A position beyond the square is that of its copy inside it in x, and
/// that of the nearest edge in y.
#[must_use]
pub fn fixed_from_world([x, y]: [f64; 2]) -> [u32; 2] {
    let steps = 2f64.powi(BITS as i32);
    // A cast saturates: 2^32 itself becomes the last step, what is not a number the first.
    [
        ((x - x.floor()) * steps) as u32,
        (y.clamp(0.0, 1.0) * steps) as u32,
    ]
}

/// The `world` position at the middle of a fixed-point step.
#[must_use]
pub fn world_from_fixed(position: [u32; 2]) -> [f64; 2] {
    position.map(|steps| (f64::from(steps) + 0.5) * 2f64.powi(-(BITS as i32)))
}

/// How far along the Hilbert curve a position lies.
#[must_use]
pub fn hilbert_key(position: [u32; 2]) -> u64 {
    hilbert_cell(position, BITS)
}

/// How far along the Hilbert curve a cell lies, of a grid with `bits` per axis.
#[must_use]
pub fn hilbert_cell([mut x, mut y]: [u32; 2], bits: u32) -> u64 {
    let mut key = 0;
    for level in (0..bits).rev() {
        let (right, below) = ((x >> level) & 1, (y >> level) & 1);
        key = (key << 2) | u64::from((3 * right) ^ below);
        // The quadrant's own curve is turned, so that it starts where the one before it ended.
        if below == 0 {
            if right == 1 {
                (x, y) = (!x, !y);
            }
            (x, y) = (y, x);
        }
    }
    key
}

/// The bits of both axes interleaved: y in the odd ones, x in the even ones.
#[must_use]
pub fn morton_key([x, y]: [u32; 2]) -> u64 {
    spread(x) | (spread(y) << 1)
}

/// Puts a zero before each bit.
fn spread(bits: u32) -> u64 {
    let mut spread = u64::from(bits);
    for (shift, mask) in [
        (16, 0x0000_FFFF_0000_FFFF),
        (8, 0x00FF_00FF_00FF_00FF),
        (4, 0x0F0F_0F0F_0F0F_0F0F),
        (2, 0x3333_3333_3333_3333),
        (1, 0x5555_5555_5555_5555),
    ] {
        spread = (spread | (spread << shift)) & mask;
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_hilbert_curve_visits_every_cell_of_a_grid_and_never_jumps() {
        let side = 64_u32;
        let step = u32::MAX / side + 1;
        let mut cells: Vec<(u64, [i64; 2])> = (0..side * side)
            .map(|cell| [cell % side, cell / side])
            .map(|cell| {
                let key = hilbert_key(cell.map(|axis| axis * step)) >> (2 * (BITS - 6));
                (key, cell.map(i64::from))
            })
            .collect();
        cells.sort_unstable();
        for (rank, window) in cells.windows(2).enumerate() {
            let [(key, [x, y]), (_, [next_x, next_y])] = [window[0], window[1]];
            assert_eq!(key, rank as u64);
            assert_eq!((x - next_x).abs() + (y - next_y).abs(), 1);
        }
    }

    proptest! {
        #[test]
        fn a_morton_key_holds_each_bit_of_both_axes(x: u32, y: u32) {
            let key = morton_key([x, y]);
            for bit in 0..BITS {
                prop_assert_eq!((key >> (2 * bit)) & 1, u64::from((x >> bit) & 1));
                prop_assert_eq!((key >> (2 * bit + 1)) & 1, u64::from((y >> bit) & 1));
            }
        }

        #[test]
        fn fixed_positions_come_back(x: u32, y: u32) {
            prop_assert_eq!(fixed_from_world(world_from_fixed([x, y])), [x, y]);
        }
    }

    #[test]
    fn copies_of_the_world_and_nonsense_have_positions_too() {
        assert_eq!(fixed_from_world([1.25, 0.5]), fixed_from_world([0.25, 0.5]));
        assert_eq!(fixed_from_world([f64::NAN, f64::INFINITY]), [0, u32::MAX]);
    }
}
