//! Triangles of polygons, proved by area.
//!
//! Ear clipping is fast but believes its input: on a ring that crosses itself it leaves out ground or covers other.
//! So the triangles' area is compared with the rings'; where the two differ the rings are resolved into simple ones
//! (shell and holes by the nonzero rule, as `spatial::polygon` tells what is inside) and cut again.

use earcut::Earcut;

use crate::spatial::overlay;
use crate::spatial::polygon::signed_area;

/// The relative difference of areas above which triangles are not believed.
const MAX_AREA_ERROR: f64 = 1e-6;

/// Triangles over vertices, three indices each.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Triangles {
    pub positions: Vec<[f64; 2]>,
    pub indices: Vec<u32>,
}

impl Triangles {
    /// The sum of the triangles' areas, each counted as positive.
    fn area(&self) -> f64 {
        let corner = |index: u32| self.positions[index as usize];
        self.indices
            .as_chunks::<3>()
            .0
            .iter()
            .map(|&[a, b, c]| signed_area(&[corner(a), corner(b), corner(c), corner(a)]).abs())
            .sum()
    }
}

/// Cuts polygons into triangles; keeps its buffers.
#[derive(Default)]
pub(super) struct Triangulator {
    earcut: Earcut<f64>,
    indices: Vec<u32>,
}

impl Triangulator {
    /// The triangles of a polygon given by closed rings, the shell first; `None` where their area differs from that of
    /// the rings: these cross themselves or one another. A polygon without area has no triangles.
    pub fn triangulate(&mut self, rings: &[Vec<[f64; 2]>]) -> Option<Triangles> {
        let mut areas = rings.iter().map(|ring| signed_area(ring).abs());
        let shell = areas.next().unwrap_or(0.0);
        let area = shell - areas.sum::<f64>();
        let triangles = self.cut(rings);
        let agrees = (triangles.area() - area).abs() <= MAX_AREA_ERROR * area.abs();
        agrees.then_some(triangles)
    }

    /// The triangles of a polygon whose rings may cross: all ground that the shell winds around and no hole does.
    pub fn resolve(&mut self, rings: &[Vec<[f64; 2]>]) -> Triangles {
        let mut whole = Triangles::default();
        let rings: Vec<_> = rings.iter().map(Vec::as_slice).collect();
        let areas = overlay::areas(&rings, |shell, hole| shell && !hole);
        for area in areas.unwrap_or_default() {
            let triangles = self.cut(&area);
            let base = whole.positions.len() as u32;
            whole.positions.extend(triangles.positions);
            whole
                .indices
                .extend(triangles.indices.iter().map(|index| base + index));
        }
        whole
    }

    fn cut(&mut self, rings: &[Vec<[f64; 2]>]) -> Triangles {
        let open = |ring: &Vec<[f64; 2]>| ring.len().saturating_sub(1);
        let mut positions = Vec::with_capacity(rings.iter().map(open).sum());
        let mut hole_starts: Vec<u32> = Vec::new();
        for (number, ring) in rings.iter().enumerate() {
            if number > 0 {
                hole_starts.push(positions.len() as u32);
            }
            positions.extend_from_slice(&ring[..open(ring)]);
        }
        self.earcut
            .earcut_slice(&positions, &hole_starts, &mut self.indices);
        Triangles {
            positions,
            indices: self.indices.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::polygon::tests::star;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_triangles_cover_the_area_of_the_polygon(
            radii in prop::collection::vec(2.0..9.0, 3..120),
            holes in prop::collection::vec(prop::collection::vec(0.02..0.09, 3..20), 0..4),
        ) {
            // Holes side by side within the circle of radius 1, which every shell of three or more corners contains.
            let mut rings = vec![star([0.0, 0.0], &radii)];
            rings.extend(holes.iter().enumerate().map(|(place, radii)| star([0.2 * place as f64 - 0.3, 0.0], radii)));
            let area = signed_area(&rings[0]) - rings[1..].iter().map(|ring| signed_area(ring)).sum::<f64>();
            let triangles = Triangulator::default().triangulate(&rings).expect("the rings are simple");
            prop_assert!((triangles.area() - area).abs() <= 1e-6 * area);
        }

        #[test]
        fn simple_polygons_keep_their_area_when_resolved(radii in prop::collection::vec(2.0..9.0, 3..60), hole in 0.1..0.9) {
            let rings = vec![star([0.0, 0.0], &radii), star([0.0, 0.0], &[hole; 8])];
            let area = signed_area(&rings[0]) - signed_area(&rings[1]);
            let triangles = Triangulator::default().resolve(&rings);
            prop_assert!((triangles.area() - area).abs() <= 1e-6 * area);
        }

        #[test]
        fn crossing_rings_are_cut_without_panic(
            rings in prop::collection::vec(prop::collection::vec([-9.0..9.0, -9.0..9.0], 0..20), 0..4),
        ) {
            let mut triangulator = Triangulator::default();
            triangulator.triangulate(&rings);
            let triangles = triangulator.resolve(&rings);
            prop_assert!(triangles.positions.iter().flatten().all(|axis| axis.is_finite()));
        }
    }

    #[test]
    fn both_halves_of_a_bow_tie_are_filled() {
        let bow_tie = vec![vec![
            [0.0, 0.0],
            [2.0, 2.0],
            [2.0, 0.0],
            [0.0, 2.0],
            [0.0, 0.0],
        ]];
        let mut triangulator = Triangulator::default();
        assert_eq!(triangulator.triangulate(&bow_tie), None);
        assert!((triangulator.resolve(&bow_tie).area() - 2.0).abs() < 1e-6);
    }

    #[test]
    fn ground_that_a_shell_covers_twice_is_filled() {
        let pentagram: Vec<[f64; 2]> = (0..=5)
            .map(|corner| f64::from(corner * 2) * std::f64::consts::TAU / 5.0)
            .map(|angle| [angle.sin(), angle.cos()])
            .collect();
        let area = Triangulator::default().resolve(&[pentagram]).area();
        assert!((area - 1.122_569_941).abs() < 1e-6, "{area}");
    }

    #[test]
    fn a_hole_that_reaches_out_of_its_shell_takes_only_what_is_inside() {
        let square = |x: f64| vec![[x, 0.0], [x + 2.0, 0.0], [x + 2.0, 2.0], [x, 2.0], [x, 0.0]];
        let rings = vec![square(0.0), square(1.0)];
        let mut triangulator = Triangulator::default();
        assert_eq!(triangulator.triangulate(&rings), None);
        assert!((triangulator.resolve(&rings).area() - 2.0).abs() < 1e-6);
    }
}
