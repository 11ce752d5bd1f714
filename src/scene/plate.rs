//! Which pixels of a picture that is kept while the map is dragged are painted already.
//!
//! A plate is a texture somewhat larger than the screen. Its pixels are addressed modulo its size, so that a picture that
//! moves stays where it is in memory, and only what comes into view is painted: as much of it as there is room for.
//!
//! Space: device pixels, y down, from where the screen's top left corner was when the picture was begun.

/// Left, top, right, bottom; the last two lie outside.
pub type PixelBox = [i32; 4];

/// A part of a box that lies in one piece on the plate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlatePiece {
    /// The pixels that it shows.
    pub shown: PixelBox,
    /// Where its left and its top are on the plate.
    pub texel: [i32; 2],
}

/// What is painted, of one picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plate {
    screen: [i32; 2],
    /// Pixels that are painted at once beyond each side of the screen, at most.
    margin: i32,
    painted: Option<PixelBox>,
}

impl Plate {
    /// An empty plate for a screen of `screen` pixels.
    #[must_use]
    pub fn new(screen: [u32; 2], margin: u32) -> Self {
        Self {
            screen: screen.map(|length| length as i32),
            margin: margin as i32,
            painted: None,
        }
    }

    /// Width and height in texels.
    #[must_use]
    pub fn size(&self) -> [i32; 2] {
        self.screen.map(|length| length + 2 * self.margin)
    }

    /// Forgets what is painted.
    pub fn clear(&mut self) {
        self.painted = None;
    }

    /// Moves the screen's top left corner to `at`, and returns what is to be painted: none of it is kept, all else is.
    pub fn show(&mut self, at: [i32; 2]) -> Vec<PixelBox> {
        let screen = self.screen_at(at);
        let Some(painted) = self.painted else {
            self.painted = Some(screen);
            return vec![screen];
        };
        if is_within(screen, painted) {
            return Vec::new();
        }
        if !overlap(screen, painted) {
            self.painted = Some(screen);
            return vec![screen];
        }
        let mut wanted = painted;
        for axis in 0..2 {
            let [from, to] = [axis, axis + 2];
            let room = self.size()[axis];
            if screen[from] < painted[from] {
                wanted[from] = screen[from] - self.margin;
                wanted[to] = painted[to].min(wanted[from] + room);
            } else if screen[to] > painted[to] {
                wanted[to] = screen[to] + self.margin;
                wanted[from] = painted[from].max(wanted[to] - room);
            }
        }
        self.painted = Some(wanted);
        missing(wanted, painted)
    }

    /// All that is painted.
    #[must_use]
    pub fn painted(&self) -> Option<PixelBox> {
        self.painted
    }

    /// The screen's pixels while its top left corner is at `at`.
    #[must_use]
    pub fn screen_at(&self, at: [i32; 2]) -> PixelBox {
        [at[0], at[1], at[0] + self.screen[0], at[1] + self.screen[1]]
    }

    /// Where the pixels of a box lie; it is no larger than the plate.
    #[must_use]
    pub fn pieces(&self, shown: PixelBox) -> Vec<PlatePiece> {
        let [columns, rows] = [0, 1].map(|axis| self.runs(shown[axis]..shown[axis + 2], axis));
        let mut pieces = Vec::new();
        for &[top, bottom, down] in &rows {
            for &[left, right, across] in &columns {
                pieces.push(PlatePiece {
                    shown: [left, top, right, bottom],
                    texel: [across, down],
                });
            }
        }
        pieces
    }

    /// Pixels along one axis, cut where the plate ends: from, to, and the texel of the first.
    fn runs(&self, pixels: std::ops::Range<i32>, axis: usize) -> Vec<[i32; 3]> {
        let size = self.size()[axis];
        let mut runs = Vec::new();
        let mut from = pixels.start;
        while from < pixels.end {
            let texel = from.rem_euclid(size);
            let to = pixels.end.min(from + size - texel);
            runs.push([from, to, texel]);
            from = to;
        }
        runs
    }
}

fn is_within(inner: PixelBox, outer: PixelBox) -> bool {
    (0..2).all(|axis| outer[axis] <= inner[axis] && inner[axis + 2] <= outer[axis + 2])
}

fn overlap(one: PixelBox, other: PixelBox) -> bool {
    (0..2).all(|axis| one[axis] < other[axis + 2] && other[axis] < one[axis + 2])
}

/// What of `wanted` is not in `painted`: strips above and below over the whole width, then left and right.
fn missing(wanted: PixelBox, painted: PixelBox) -> Vec<PixelBox> {
    let [left, top, right, bottom] = wanted;
    let [upper, lower] = [painted[1].max(top), painted[3].min(bottom)];
    let strips = [
        [left, top, right, upper],
        [left, lower, right, bottom],
        [left, upper, painted[0], lower],
        [painted[2], upper, right, lower],
    ];
    (strips.into_iter())
        .filter(|strip| strip[0] < strip[2] && strip[1] < strip[3])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    const SCREEN: [u32; 2] = [7, 5];

    /// Paints as a renderer does: each texel remembers which pixel it shows.
    fn paint(plate: &mut Plate, texels: &mut HashMap<[i32; 2], [i32; 2]>, at: [i32; 2]) -> usize {
        let mut painted = 0;
        for strip in plate.show(at) {
            each_texel(plate, strip, |texel, pixel| {
                texels.insert(texel, pixel);
                painted += 1;
            });
        }
        painted
    }

    fn each_texel(plate: &Plate, shown: PixelBox, mut visit: impl FnMut([i32; 2], [i32; 2])) {
        for piece in plate.pieces(shown) {
            for y in piece.shown[1]..piece.shown[3] {
                for x in piece.shown[0]..piece.shown[2] {
                    let texel = [
                        piece.texel[0] + x - piece.shown[0],
                        piece.texel[1] + y - piece.shown[1],
                    ];
                    visit(texel, [x, y]);
                }
            }
        }
    }

    proptest! {
        /// However the map is dragged, each pixel on screen comes from a texel that was painted with it.
        #[test]
        fn the_screen_shows_what_was_painted_there(
            margin in 0_u32..4,
            steps in prop::collection::vec(prop::array::uniform2(-6_i32..7), 1..40),
        ) {
            let mut plate = Plate::new(SCREEN, margin);
            let mut texels = HashMap::new();
            let mut at = [0, 0];
            for step in steps {
                at = [at[0] + step[0], at[1] + step[1]];
                paint(&mut plate, &mut texels, at);
                let mut shown = 0;
                let size = plate.size();
                each_texel(&plate, plate.screen_at(at), |texel, pixel| {
                    assert_eq!(texels.get(&texel), Some(&pixel));
                    assert!((0..2).all(|axis| (0..size[axis]).contains(&texel[axis])));
                    shown += 1;
                });
                prop_assert_eq!(shown, SCREEN[0] * SCREEN[1]);
            }
        }
    }

    #[test]
    fn what_is_painted_is_not_painted_again() {
        let mut plate = Plate::new(SCREEN, 2);
        let mut texels = HashMap::new();
        assert_eq!(paint(&mut plate, &mut texels, [0, 0]), 35);
        assert_eq!(paint(&mut plate, &mut texels, [0, 0]), 0);
        // One column comes into view, and the margin with it.
        assert_eq!(paint(&mut plate, &mut texels, [1, 0]), 3 * 5);
        assert_eq!(paint(&mut plate, &mut texels, [3, 0]), 0);
        assert_eq!(paint(&mut plate, &mut texels, [0, 0]), 0);
        plate.clear();
        assert_eq!(paint(&mut plate, &mut texels, [0, 0]), 35);
    }

    #[test]
    fn a_jump_paints_the_screen_and_no_more() {
        let mut plate = Plate::new(SCREEN, 2);
        plate.show([0, 0]);
        assert_eq!(plate.show([100, -40]), vec![[100, -40, 107, -35]]);
    }
}
