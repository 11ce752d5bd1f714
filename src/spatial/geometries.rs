//! Many geometries in flat arrays: no allocation per feature, ready to be transferred.
//!
//! A geometry is a run of parts; a part is points, one line or one polygon (a run of rings, the shell first);
//! a ring is a run of coordinates. Polygon rings are stored closed: the last coordinate repeats the first.
//! Space: `lnglat`. This product holds whole countries, so offsets are `u32`: up to 4 billion coordinates.

use super::ends::Ends;

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum PartKind {
    /// One point per coordinate.
    Points,
    Line,
    Polygon,
}

/// Geometries by row, flat.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Geometries {
    /// Longitude, latitude in degrees.
    coordinates: Vec<[f64; 2]>,
    /// For each ring where it ends, in coordinates, not numbers.
    ring_ends: Ends,
    part_kinds: Vec<PartKind>,
    /// For each part where its rings end.
    part_ends: Ends,
    /// For each geometry where its parts end.
    ends: Ends,
}

impl Geometries {
    /// Number of geometries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of coordinates of all geometries.
    #[must_use]
    pub fn coordinate_count(&self) -> usize {
        self.coordinates.len()
    }

    /// Appends a coordinate to the ring being built.
    pub fn push_coordinate(&mut self, lnglat: [f64; 2]) {
        self.coordinates.push(lnglat);
    }

    /// Ends the ring being built.
    pub fn end_ring(&mut self) {
        self.ring_ends.push(self.coordinates.len());
    }

    /// Ends the part being built.
    pub fn end_part(&mut self, kind: PartKind) {
        self.part_kinds.push(kind);
        self.part_ends.push(self.ring_ends.len());
    }

    /// Ends the geometry being built; one without parts is allowed and empty.
    pub fn end_geometry(&mut self) {
        self.ends.push(self.part_ends.len());
    }

    /// Forgets what was pushed since the last [`Geometries::end_geometry`].
    pub fn abandon_geometry(&mut self) {
        let parts = self.ends.last();
        self.part_kinds.truncate(parts);
        self.part_ends.truncate(parts);
        self.ring_ends.truncate(self.part_ends.last());
        self.coordinates.truncate(self.ring_ends.last());
    }

    /// Replaces each coordinate. A map that mirrors shapes leaves polygons wound the wrong way round.
    pub fn map_coordinates(&mut self, map: impl Fn([f64; 2]) -> [f64; 2]) {
        for coordinate in &mut self.coordinates {
            *coordinate = map(*coordinate);
        }
    }

    /// Exchanges longitude and latitude; rings run the other way round then, so that their winding stays.
    pub fn swap_axes(&mut self) {
        self.map_coordinates(|[lng, lat]| [lat, lng]);
        for (part, kind) in self.part_kinds.iter().enumerate() {
            if *kind != PartKind::Polygon {
                continue;
            }
            for ring in self.part_ends.run(part) {
                let coordinates = self.ring_ends.run(ring);
                self.coordinates[coordinates].reverse();
            }
        }
    }

    /// Appends a copy of another collection's geometry.
    pub fn push_copy(&mut self, view: GeometryView<'_>) {
        for part in view.parts() {
            for ring in part.rings() {
                self.coordinates.extend_from_slice(ring);
                self.end_ring();
            }
            self.end_part(part.kind);
        }
        self.end_geometry();
    }

    /// Keeps the geometries of these rows, which ascend, and moves them up.
    ///
    /// # Panics
    /// Where a row is not below [`Geometries::len`].
    pub fn keep(&mut self, rows: &[u32]) {
        if rows.len() == self.len() {
            return;
        }
        let whole = std::mem::take(self);
        self.coordinates = whole.coordinates;
        let mut end = 0;
        for row in rows {
            for part in whole.ends.run(*row as usize) {
                for ring in whole.part_ends.run(part) {
                    let run = whole.ring_ends.run(ring);
                    let length = run.len();
                    self.coordinates.copy_within(run, end);
                    end += length;
                    self.ring_ends.push(end);
                }
                self.end_part(whole.part_kinds[part]);
            }
            self.end_geometry();
        }
        self.coordinates.truncate(end);
        self.seal();
    }

    /// Makes room for as many coordinates more as `more` says of those there are.
    pub fn make_room(&mut self, more: &dyn Fn(usize) -> usize) {
        let coordinates = more(self.coordinates.len());
        self.coordinates.reserve_exact(coordinates);
    }

    /// Gives back room that only building needs.
    pub fn seal(&mut self) {
        self.coordinates.shrink_to_fit();
    }

    /// The geometry of a row.
    ///
    /// # Panics
    /// Where `row` is not below [`Geometries::len`].
    #[must_use]
    pub fn get(&self, row: usize) -> GeometryView<'_> {
        GeometryView {
            store: self,
            parts: self.ends.run(row),
        }
    }

    /// All geometries in row order.
    pub fn iter(&self) -> impl Iterator<Item = GeometryView<'_>> {
        (0..self.len()).map(|row| self.get(row))
    }
}

/// One geometry of a collection.
#[derive(Debug, Clone)]
pub struct GeometryView<'a> {
    store: &'a Geometries,
    parts: std::ops::Range<usize>,
}

impl<'a> GeometryView<'a> {
    /// The parts in the order of the file.
    pub fn parts(&self) -> impl Iterator<Item = PartView<'a>> + use<'a> {
        let store = self.store;
        self.parts.clone().map(move |part| PartView {
            store,
            kind: store.part_kinds[part],
            rings: store.part_ends.run(part),
        })
    }

    /// West, south, east, north in degrees, or `None` where there is no coordinate.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        let mut bounds: Option<[f64; 4]> = None;
        for [lng, lat] in self
            .parts()
            .flat_map(|part| part.rings())
            .flatten()
            .copied()
        {
            let [west, south, east, north] = bounds.unwrap_or([lng, lat, lng, lat]);
            bounds = Some([west.min(lng), south.min(lat), east.max(lng), north.max(lat)]);
        }
        bounds
    }
}

/// One part of a geometry.
#[derive(Debug, Clone)]
pub struct PartView<'a> {
    store: &'a Geometries,
    pub kind: PartKind,
    rings: std::ops::Range<usize>,
}

impl<'a> PartView<'a> {
    /// The rings: a polygon's shell, then its holes; a line or points have one.
    pub fn rings(&self) -> impl ExactSizeIterator<Item = &'a [[f64; 2]]> + use<'a> {
        let store = self.store;
        self.rings
            .clone()
            .map(move |ring| &store.coordinates[store.ring_ends.run(ring)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square_with_hole_and_a_point() -> Geometries {
        let mut geometries = Geometries::default();
        for ring in [
            [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 0.0]],
            [[1.0, 1.0], [2.0, 1.0], [2.0, 2.0], [1.0, 1.0]],
        ] {
            ring.into_iter()
                .for_each(|coordinate| geometries.push_coordinate(coordinate));
            geometries.end_ring();
        }
        geometries.end_part(PartKind::Polygon);
        geometries.end_geometry();
        geometries.push_coordinate([7.0, 8.0]);
        geometries.end_ring();
        geometries.end_part(PartKind::Points);
        geometries.end_geometry();
        geometries
    }

    #[test]
    fn parts_and_rings_come_back_in_order() {
        let geometries = square_with_hole_and_a_point();
        let polygon = geometries.get(0).parts().next().expect("one part");
        assert_eq!(polygon.rings().map(<[_]>::len).collect::<Vec<_>>(), [4, 4]);
        let point = geometries.get(1).parts().next().expect("one part");
        assert_eq!(point.rings().next(), Some(&[[7.0, 8.0]][..]));
        assert_eq!(geometries.get(0).bounds(), Some([0.0, 0.0, 4.0, 4.0]));
    }

    #[test]
    fn swapping_axes_twice_changes_nothing_and_once_keeps_the_winding() {
        let whole = square_with_hole_and_a_point();
        let mut swapped = whole.clone();
        swapped.swap_axes();
        let part = swapped.get(0).parts().next().expect("one part");
        assert_eq!(
            part.rings().next(),
            Some(&[[0.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]][..])
        );
        assert_eq!(swapped.get(1).bounds(), Some([8.0, 7.0, 8.0, 7.0]));
        swapped.swap_axes();
        assert_eq!(swapped, whole);
    }

    #[test]
    fn abandoning_leaves_no_trace() {
        let whole = square_with_hole_and_a_point();
        let mut broken = whole.clone();
        broken.push_coordinate([1.0, 1.0]);
        broken.end_ring();
        broken.end_part(PartKind::Line);
        broken.push_coordinate([2.0, 2.0]);
        broken.abandon_geometry();
        assert_eq!(broken, whole);
    }

    #[test]
    fn copies_equal_their_originals() {
        let whole = square_with_hole_and_a_point();
        let mut copy = Geometries::default();
        whole.iter().for_each(|geometry| copy.push_copy(geometry));
        assert_eq!(copy, whole);
    }

    #[test]
    fn what_is_kept_is_as_if_it_had_been_copied() {
        let mut whole = square_with_hole_and_a_point();
        whole.end_geometry();
        whole.push_copy(square_with_hole_and_a_point().get(1));
        whole.push_copy(square_with_hole_and_a_point().get(0));
        let rows = 0..whole.len() as u32;
        for chosen in 0..1_u32 << rows.len() {
            let rows: Vec<u32> = rows.clone().filter(|row| chosen >> row & 1 == 1).collect();
            let mut copies = Geometries::default();
            rows.iter()
                .for_each(|row| copies.push_copy(whole.get(*row as usize)));
            let mut kept = whole.clone();
            kept.keep(&rows);
            assert_eq!(kept, copies, "{rows:?}");
        }
    }
}
