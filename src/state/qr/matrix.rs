//! Where everything stands in a QR code: the marks for the camera, the format, and the data in its winding way.

/// A code being drawn.
pub(super) struct Matrix {
    size: usize,
    dark: Vec<bool>,
    /// Squares that are no data and that no mask turns.
    fixed: Vec<bool>,
}

impl Matrix {
    /// The code of all bytes of a version, under one of eight masks.
    pub(super) fn drawn(version: usize, bytes: &[u8], mask: u8) -> Self {
        let size = 17 + 4 * version;
        let mut matrix = Self {
            size,
            dark: vec![false; size * size],
            fixed: vec![false; size * size],
        };
        matrix.draw_marks(version);
        matrix.draw_format(mask);
        matrix.draw_version(version);
        matrix.draw_data(bytes);
        matrix.apply(mask);
        matrix
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn into_dark(self) -> Vec<bool> {
        self.dark
    }

    fn at(&self, x: usize, y: usize) -> bool {
        self.dark[y * self.size + x]
    }

    fn fix(&mut self, x: usize, y: usize, dark: bool) {
        self.dark[y * self.size + x] = dark;
        self.fixed[y * self.size + x] = true;
    }

    fn draw_marks(&mut self, version: usize) {
        for at in 0..self.size {
            self.fix(6, at, at % 2 == 0);
            self.fix(at, 6, at % 2 == 0);
        }
        let far = self.size - 4;
        for middle in [[3, 3], [far, 3], [3, far]] {
            // With the light ring around it.
            self.draw_rings(middle, 4, |ring| ring != 2 && ring != 4);
        }
        let places = alignment_places(version);
        let last = places.len().saturating_sub(1);
        for (column, &x) in places.iter().enumerate() {
            for (row, &y) in places.iter().enumerate() {
                // The three large marks have these corners.
                if ![(0, 0), (0, last), (last, 0)].contains(&(column, row)) {
                    self.draw_rings([x, y], 2, |ring| ring != 1);
                }
            }
        }
    }

    fn draw_rings(&mut self, [x, y]: [usize; 2], radius: usize, is_dark: fn(usize) -> bool) {
        for row in y.saturating_sub(radius)..=(y + radius).min(self.size - 1) {
            for column in x.saturating_sub(radius)..=(x + radius).min(self.size - 1) {
                let ring = x.abs_diff(column).max(y.abs_diff(row));
                self.fix(column, row, is_dark(ring));
            }
        }
    }

    /// Level M and the mask, twice.
    fn draw_format(&mut self, mask: u8) {
        // The two bits of level M are zeros.
        let data = u32::from(mask);
        let rest = remainder(data << 10, 0x537, 10);
        let bits = (data << 10 | rest) ^ 0x5412;
        let bit = |at: usize| bits >> at & 1 == 1;
        let size = self.size;
        for at in 0..6 {
            self.fix(8, at, bit(at));
            self.fix(5 - at, 8, bit(9 + at));
        }
        self.fix(8, 7, bit(6));
        self.fix(8, 8, bit(7));
        self.fix(7, 8, bit(8));
        for at in 0..8 {
            self.fix(size - 1 - at, 8, bit(at));
        }
        for at in 8..15 {
            self.fix(8, size - 15 + at, bit(at));
        }
        self.fix(8, size - 8, true);
    }

    fn draw_version(&mut self, version: usize) {
        if version < 7 {
            return;
        }
        let data = version as u32;
        let bits = data << 12 | remainder(data << 12, 0x1F25, 12);
        for at in 0..18 {
            let dark = bits >> at & 1 == 1;
            let [far, near] = [self.size - 11 + at % 3, at / 3];
            self.fix(far, near, dark);
            self.fix(near, far, dark);
        }
    }

    /// From the right in columns of two, up and down in turn.
    fn draw_data(&mut self, bytes: &[u8]) {
        let mut bits = bytes
            .iter()
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1));
        // The column of the clock marks is passed over.
        let columns = (1..self.size).rev().step_by(2);
        for (turn, right) in columns.enumerate() {
            let right = if right <= 6 { right - 1 } else { right };
            for step in 0..self.size {
                let y = if turn % 2 == 0 {
                    self.size - 1 - step
                } else {
                    step
                };
                for x in [right, right - 1] {
                    if !self.fixed[y * self.size + x] {
                        // What is left over stays light.
                        self.dark[y * self.size + x] = bits.next().unwrap_or(false);
                    }
                }
            }
        }
    }

    fn apply(&mut self, mask: u8) {
        for y in 0..self.size {
            for x in 0..self.size {
                let turns = match mask {
                    0 => (x + y) % 2 == 0,
                    1 => y % 2 == 0,
                    2 => x % 3 == 0,
                    3 => (x + y) % 3 == 0,
                    4 => (x / 3 + y / 2) % 2 == 0,
                    5 => x * y % 2 + x * y % 3 == 0,
                    6 => (x * y % 2 + x * y % 3) % 2 == 0,
                    _ => ((x + y) % 2 + x * y % 3) % 2 == 0,
                };
                let at = y * self.size + x;
                self.dark[at] ^= turns && !self.fixed[at];
            }
        }
    }

    /// How hard the code is to read: long runs, blocks, what looks like a mark, too much of one colour.
    pub(super) fn penalty(&self) -> usize {
        let lines = (0..self.size).flat_map(|line| {
            let row: Vec<bool> = (0..self.size).map(|at| self.at(at, line)).collect();
            let column: Vec<bool> = (0..self.size).map(|at| self.at(line, at)).collect();
            [row, column]
        });
        let of_lines: usize = lines.map(|line| of_line(&line)).sum();
        let mut blocks = 0;
        for y in 1..self.size {
            for x in 1..self.size {
                let corner = self.at(x, y);
                let alike = [(x - 1, y), (x, y - 1), (x - 1, y - 1)];
                blocks += usize::from(alike.iter().all(|&(x, y)| self.at(x, y) == corner));
            }
        }
        let dark = self.dark.iter().filter(|dark| **dark).count();
        let percent = 100 * dark / self.dark.len();
        of_lines + 3 * blocks + 10 * (percent.abs_diff(50) / 5)
    }
}

fn of_line(line: &[bool]) -> usize {
    const LIKE_A_MARK: [[bool; 11]; 2] = {
        let (d, l) = (true, false);
        [
            [d, l, d, d, d, l, d, l, l, l, l],
            [l, l, l, l, d, l, d, d, d, l, d],
        ]
    };
    let runs = line.chunk_by(|one, other| one == other);
    let long: usize = runs
        .filter(|run| run.len() >= 5)
        .map(|run| run.len() - 2)
        .sum();
    let marks = line
        .windows(11)
        .filter(|part| LIKE_A_MARK.iter().any(|mark| mark == part));
    long + 40 * marks.count()
}

/// What a division of polynomials over bits leaves.
fn remainder(mut value: u32, divisor: u32, degree: u32) -> u32 {
    while value >> degree != 0 {
        value ^= divisor << (31 - value.leading_zeros() - degree);
    }
    value
}

/// Middles of the small marks along either side.
fn alignment_places(version: usize) -> Vec<usize> {
    if version == 1 {
        return Vec::new();
    }
    let count = version / 7 + 2;
    let step = (4 * version + 2 * count + 1) / (2 * count - 2) * 2;
    let last = 10 + 4 * version;
    let mut places: Vec<usize> = (0..count - 1).map(|back| last - back * step).collect();
    places.push(6);
    places.reverse();
    places
}
