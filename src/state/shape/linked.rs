//! A shape in a link: `lng,lat` pairs one after the other, `;` before another polygon or line, `!` before a hole.

use super::{MOST_VERTICES, Shape, ShapeKind};
use crate::decimal;

impl Shape {
    /// As a link writes it; `None` where it has too many vertices for one.
    #[must_use]
    pub fn to_link(&self) -> Option<String> {
        if !self.is_handy() {
            return None;
        }
        let mut written = String::new();
        for (number, part) in self.parts.iter().enumerate() {
            if number > 0 {
                written.push(if part.is_hole { '!' } else { ';' });
            }
            let degrees = part.vertices.iter().flatten();
            for (number, degrees) in degrees.enumerate() {
                if number > 0 {
                    written.push(',');
                }
                written.push_str(&super::super::link::short(*degrees, 6));
            }
        }
        Some(written)
    }

    /// Reads what [`Self::to_link`] wrote; `None` where it makes no whole shape.
    #[must_use]
    pub fn from_link(kind: ShapeKind, written: &str) -> Option<Self> {
        let mut shape = Self {
            kind,
            parts: Vec::new(),
        };
        let mut is_hole = false;
        for part in written.split_inclusive([';', '!']) {
            let numbers = part.trim_end_matches([';', '!']);
            let degrees: Option<Vec<f64>> = numbers
                .split(',')
                .take(2 * MOST_VERTICES + 2)
                .map(|number| decimal::parse(number.trim().as_bytes()))
                .collect();
            let degrees = degrees.filter(|degrees| degrees.len() % 2 == 0)?;
            let vertices: Vec<[f64; 2]> = degrees
                .chunks_exact(2)
                .map(|pair| [pair[0], pair[1]])
                .collect();
            if !shape.push_part(&vertices, is_hole) || !shape.is_handy() {
                return None;
            }
            is_hole = kind == ShapeKind::Area && part.ends_with('!');
        }
        shape.is_whole().then_some(shape)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_part() -> impl Strategy<Value = Vec<[f64; 2]>> {
        let position = (-180.0..180.0f64, -90.0..90.0f64).prop_map(|(lng, lat)| [lng, lat]);
        prop::collection::vec(position, 3..20)
    }

    proptest! {
        #[test]
        fn a_shape_comes_back_from_its_link(
            parts in prop::collection::vec((any_part(), any::<bool>()), 1..6), is_area in any::<bool>(),
        ) {
            let kind = if is_area { ShapeKind::Area } else { ShapeKind::Line };
            let mut shape = Shape { kind, parts: Vec::new() };
            for (part, is_hole) in &parts {
                shape.push_part(part, *is_hole && is_area);
            }
            prop_assume!(shape.is_whole());
            let written = shape.to_link().expect("few vertices");
            prop_assert_eq!(Shape::from_link(kind, &written), Some(shape));
        }

        #[test]
        fn no_text_is_too_hostile_for_a_shape(text in "\\PC{0,60}|([0-9.,;!-]{0,12}){0,8}") {
            for kind in [ShapeKind::Area, ShapeKind::Line] {
                if let Some(shape) = Shape::from_link(kind, &text) {
                    prop_assert!(shape.is_whole() && shape.is_handy());
                    prop_assert!(shape.vertices().all(|(_, [lng, lat])| lng.abs() <= 540.0 && lat.abs() <= 90.0));
                }
            }
        }
    }

    #[test]
    fn what_is_no_shape_is_left_out() {
        for text in [
            "",
            "46.1,39.1",
            "46.1,39.1,46.2",
            "46,39,47,39,47,91",
            "1e999,0,1,1,2,2",
            "46,39,47,39,47,40;46,39",
        ] {
            assert_eq!(Shape::from_link(ShapeKind::Area, text), None, "{text}");
        }
        let long = "46.1,39.1,46.2,39.2,".repeat(MOST_VERTICES);
        assert_eq!(Shape::from_link(ShapeKind::Line, &long), None);
    }
}
