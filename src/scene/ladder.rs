//! How much of a chunk is worth drawing at a scale: its large parts come first, its marks begin with the smallest parts.
//!
//! A part that is small on screen is a mark and nothing else. So a painter draws the leading outlines and triangles down
//! to the size at which marks take over, and the leading marks up to it.

use super::style::MARKED_BELOW;

/// Steps of a ladder: the last is 45 times finer than the first.
pub const STEPS: usize = 12;

/// From one step to the next: 1/√2.
const RATIO: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// Leading elements that are to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leading {
    pub segments: u32,
    pub indices: u32,
    pub marks: u32,
}

/// Counts of leading elements by the extent of parts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Ladder {
    /// The greatest extent of a part, in `world`; 0 where the order of parts is not known.
    pub greatest: f32,
    /// For each step: outline segments and indices of parts at least as large, marks of parts that are smaller.
    pub steps: [Leading; STEPS],
}

/// The outlines and triangles of the parts of a chunk up to one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartEnd {
    /// Of this part, in `world`.
    pub extent: f32,
    pub segments: u32,
    pub indices: u32,
}

impl Ladder {
    /// Of parts by falling extent, and of the extents of marks, rising.
    #[must_use]
    pub fn new(parts: &[PartEnd], marks: &[f32]) -> Self {
        let largest = [parts.first().map(|part| part.extent), marks.last().copied()];
        let greatest = largest.into_iter().flatten().fold(0.0, f32::max);
        let mut steps = [Leading::default(); STEPS];
        for (step, extent) in steps.iter_mut().zip(extents(greatest)) {
            let large = parts.partition_point(|part| part.extent >= extent);
            let last = large.checked_sub(1).map(|last| parts[last]);
            *step = Leading {
                segments: last.map_or(0, |part| part.segments),
                indices: last.map_or(0, |part| part.indices),
                marks: marks.partition_point(|mark| *mark < extent) as u32,
            };
        }
        Self { greatest, steps }
    }

    /// What is drawn of a chunk of `all` elements at `scale` CSS pixels per `world`.
    #[must_use]
    pub fn shown(&self, scale: f32, all: Leading) -> Leading {
        if self.greatest == 0.0 {
            return all;
        }
        let limit = MARKED_BELOW / scale;
        let steps = || self.steps.iter().zip(extents(self.greatest));
        let mesh = steps().find(|(_, extent)| *extent <= limit);
        let marks = steps().filter(|(_, extent)| *extent >= limit).last();
        Leading {
            segments: mesh.map_or(all.segments, |(step, _)| step.segments),
            indices: mesh.map_or(all.indices, |(step, _)| step.indices),
            marks: marks.map_or(all.marks, |(step, _)| step.marks),
        }
    }
}

/// The extents of the steps.
fn extents(greatest: f32) -> impl Iterator<Item = f32> {
    std::iter::successors(Some(greatest), |extent| Some(extent * RATIO))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Every part is drawn as an area, as a mark, or as both, and little is drawn in vain.
        #[test]
        fn no_part_is_missing_at_any_scale(
            mut extents in prop::collection::vec(1e-7_f32..1e-2, 1..60),
            scale in 500.0_f32..5e7,
        ) {
            extents.sort_by(|a, b| b.total_cmp(a));
            let parts: Vec<PartEnd> = (1..).zip(&extents).map(|(number, &extent)| PartEnd {
                extent, segments: 10 * number, indices: 3 * number,
            }).collect();
            let marks: Vec<f32> = extents.iter().rev().copied().collect();
            let all = Leading {
                segments: 10 * extents.len() as u32,
                indices: 3 * extents.len() as u32,
                marks: extents.len() as u32,
            };
            let shown = Ladder::new(&parts, &marks).shown(scale, all);
            prop_assert_eq!(shown.segments * 3, shown.indices * 10);
            for (number, extent) in extents.iter().enumerate() {
                let is_mark = extent * scale < MARKED_BELOW;
                let has_area = shown.indices as usize > 3 * number;
                let has_mark = shown.marks as usize >= extents.len() - number;
                let has_either = if is_mark { has_mark } else { has_area };
                prop_assert!(has_either, "part {number}");
            }
            // At most a step more than needed, on either side, while the ladder reaches that far.
            if MARKED_BELOW / scale > extents[0] * RATIO.powi(STEPS as i32 - 1) {
                let large = extents.iter().filter(|&&extent| extent * scale * 1.5 >= MARKED_BELOW).count();
                prop_assert!(shown.indices as usize <= 3 * large);
            }
        }
    }

    #[test]
    fn a_chunk_of_unknown_order_is_drawn_whole() {
        let all = Leading {
            segments: 5,
            indices: 9,
            marks: 2,
        };
        assert_eq!(Ladder::default().shown(1.0, all), all);
    }

    #[test]
    fn points_are_marks_at_every_scale() {
        let ladder = Ladder::new(&[], &[0.0, 0.0, 1e-4]);
        let all = Leading {
            marks: 3,
            ..Leading::default()
        };
        assert_eq!(ladder.shown(1e9, all).marks, 2);
        assert_eq!(ladder.shown(1e3, all).marks, 3);
    }
}
