//! Reed-Solomon correction over the field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x² + 1.

/// The bytes that mend a block.
pub(super) fn correction(data: &[u8], count: usize) -> Vec<u8> {
    let divisor = divisor(count);
    let mut rest = vec![0; count];
    for byte in data {
        let factor = byte ^ rest.remove(0);
        rest.push(0);
        for (rest, divisor) in rest.iter_mut().zip(&divisor) {
            *rest ^= product(*divisor, factor);
        }
    }
    rest
}

/// (x - 1)(x - 2)(x - 4)…, the highest power, which is 1, left out.
fn divisor(count: usize) -> Vec<u8> {
    let mut divisor = vec![0; count];
    divisor[count - 1] = 1;
    let mut root = 1;
    for _ in 0..count {
        for at in 0..count {
            divisor[at] = product(divisor[at], root);
            if let Some(&next) = divisor.get(at + 1) {
                divisor[at] ^= next;
            }
        }
        root = product(root, 2);
    }
    divisor
}

fn product(one: u8, other: u8) -> u8 {
    let mut result = 0_u8;
    for bit in (0..8).rev() {
        let carries = result & 0x80 != 0;
        result = (result << 1) ^ if carries { 0x1D } else { 0 };
        if other >> bit & 1 == 1 {
            result ^= one;
        }
    }
    result
}
