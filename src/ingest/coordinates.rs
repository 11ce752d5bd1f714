//! Coordinates of one geometry as nested in the file, before its type is known.
//!
//! Space: as in the file. JSON may give the coordinates before the type, so they are read by nesting alone; what they
//! mean is decided in `geometry_writer`.

/// Flat coordinates with the ends of two levels of nesting.
#[derive(Debug, Clone, Default)]
pub(super) struct Coordinates {
    pub points: Vec<[f64; 2]>,
    /// For each list of positions the index after its last point.
    pub line_ends: Vec<usize>,
    /// For each list of such lists the index after its last line.
    pub polygon_ends: Vec<usize>,
    /// How deeply positions are nested: 0 for one position, 1 for a list of them, and so on up to 3.
    /// `None` where there is no coordinate at all.
    pub depth: Option<u8>,
    /// Some position has a third number or more.
    pub has_heights: bool,
    /// Some number is written as a text.
    pub were_text: bool,
    /// Some list beside others is empty.
    pub has_empty_lists: bool,
}

impl Coordinates {
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.line_ends.clear();
        self.polygon_ends.clear();
        self.depth = None;
        self.has_heights = false;
        self.were_text = false;
        self.has_empty_lists = false;
    }

    /// Ends the line being built.
    pub(super) fn end_line(&mut self) {
        self.line_ends.push(self.points.len());
    }

    /// Ends the polygon being built.
    pub(super) fn end_polygon(&mut self) {
        self.polygon_ends.push(self.line_ends.len());
    }

    /// The lines, each a list of positions.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[[f64; 2]]> {
        self.lines_in(0..self.line_ends.len())
    }

    /// The polygons, each a list of rings.
    pub(super) fn polygons(&self) -> impl Iterator<Item = impl Iterator<Item = &[[f64; 2]]>> {
        let mut start = 0;
        self.polygon_ends.iter().map(move |&end| {
            let lines = self.lines_in(start..end);
            start = end;
            lines
        })
    }

    fn lines_in(&self, lines: std::ops::Range<usize>) -> impl Iterator<Item = &[[f64; 2]]> {
        let mut start = lines
            .start
            .checked_sub(1)
            .map_or(0, |before| self.line_ends[before]);
        self.line_ends[lines].iter().map(move |&end| {
            let line = &self.points[start..end];
            start = end;
            line
        })
    }
}
