//! A link as a QR code (ISO/IEC 18004): bytes, error correction level M, versions 1 to 25.
//!
//! Level M mends 15% of a leaflet that is folded or stained. Beyond version 25 the squares become too small for the
//! cameras of old phones on a card of 4 cm.

mod matrix;
mod reed_solomon;

use matrix::Matrix;

/// The largest version made: 117 squares to each side, 997 bytes.
const LARGEST: usize = 25;
/// Error correction bytes in each block at level M, by version.
const CORRECTION: [usize; LARGEST] = [
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28,
    28,
];
/// Blocks at level M, by version.
const BLOCKS: [usize; LARGEST] = [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21,
];
/// The light margin that readers need, in squares.
pub const QUIET_ZONE: usize = 4;

/// A square of dark and light squares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    size: usize,
    /// Row by row from the top.
    dark: Vec<bool>,
}

impl QrCode {
    /// The code of a text, in the smallest version that holds it; none where it is too long.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let codes = (0..8).map(|mask| Self::masked(text, mask));
        let codes: Option<Vec<_>> = codes.collect();
        let best = codes?.into_iter().min_by_key(Matrix::penalty)?;
        Some(Self {
            size: best.size(),
            dark: best.into_dark(),
        })
    }

    fn masked(text: &str, mask: u8) -> Option<Matrix> {
        let version = (1..=LARGEST).find(|version| fits(text.len(), *version))?;
        let bytes = with_correction(&data_bytes(text.as_bytes(), version), version);
        Some(Matrix::drawn(version, &bytes, mask))
    }

    /// Squares to each side, without the margin.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// The dark squares as an SVG path in units of squares, the margin counted in: a rectangle per run in a row.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for (top, row) in self.dark.chunks(self.size).enumerate() {
            let mut left = 0;
            for run in row.chunk_by(|one, other| one == other) {
                if run[0] {
                    let [x, y] = [left, top].map(|at| (at + QUIET_ZONE).to_string());
                    let width = run.len().to_string();
                    path += &["M", &x, " ", &y, "h", &width, "v1h-", &width, "z"].concat();
                }
                left += run.len();
            }
        }
        path
    }

    /// A file for leaflets, with the margin, black on white.
    #[must_use]
    pub fn svg(&self) -> String {
        let side = (self.size + 2 * QUIET_ZONE).to_string();
        [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ",
            &side,
            " ",
            &side,
            "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h",
            &side,
            "v",
            &side,
            "H0z\"/><path d=\"",
            &self.path(),
            "\"/></svg>\n",
        ]
        .concat()
    }
}

/// All bytes of a version, data and correction.
fn all_bytes(version: usize) -> usize {
    let mut squares = (16 * version + 128) * version + 64;
    if version >= 2 {
        let marks = version / 7 + 2;
        squares -= (25 * marks - 10) * marks - 55;
        if version >= 7 {
            squares -= 36;
        }
    }
    squares / 8
}

fn data_length(version: usize) -> usize {
    all_bytes(version) - CORRECTION[version - 1] * BLOCKS[version - 1]
}

/// Bits of the number that says how many bytes follow.
fn length_bits(version: usize) -> usize {
    if version < 10 { 8 } else { 16 }
}

fn fits(bytes: usize, version: usize) -> bool {
    4 + length_bits(version) + 8 * bytes <= 8 * data_length(version)
}

/// Mode, length, the bytes, and what fills the version.
fn data_bytes(text: &[u8], version: usize) -> Vec<u8> {
    const BYTES: usize = 0b0100;
    let mut bits = Vec::new();
    let mut push = |value: usize, count: usize| {
        bits.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
    };
    push(BYTES, 4);
    push(text.len(), length_bits(version));
    for byte in text {
        push(usize::from(*byte), 8);
    }
    let length = data_length(version);
    // Up to four zeros end the data; where the version is full, there is no room for them.
    push(
        0,
        4.min(8 * length - (4 + length_bits(version) + 8 * text.len())),
    );
    let mut bytes: Vec<u8> = bits
        .chunks(8)
        .map(|eight| {
            let byte = eight.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
            byte << (8 - eight.len())
        })
        .collect();
    let fill = [0xEC, 0x11].into_iter().cycle();
    let missing = length - bytes.len();
    bytes.extend(fill.take(missing));
    bytes
}

/// The data in blocks with their correction, one byte of each block after the other. The last blocks are one longer.
fn with_correction(data: &[u8], version: usize) -> Vec<u8> {
    let (blocks, correction) = (BLOCKS[version - 1], CORRECTION[version - 1]);
    let short = data.len() / blocks;
    let short_blocks = blocks - data.len() % blocks;
    let mut from = 0;
    let blocks: Vec<&[u8]> = (0..blocks)
        .map(|block| {
            let length = short + usize::from(block >= short_blocks);
            from += length;
            &data[from - length..from]
        })
        .collect();
    let corrections: Vec<Vec<u8>> = blocks
        .iter()
        .map(|block| reed_solomon::correction(block, correction))
        .collect();
    let data = (0..=short).flat_map(|at| blocks.iter().filter_map(move |block| block.get(at)));
    let correction = (0..correction).flat_map(|at| corrections.iter().map(move |block| &block[at]));
    data.chain(correction).copied().collect()
}

#[cfg(test)]
mod tests;
