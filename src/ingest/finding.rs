//! What reading found out about single features and about the file: codes whose sentences stand in the translations.

use super::report::Note;

/// Defines an enum of codes with its list and its spelling in the load report.
macro_rules! codes {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The code in the load report.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

codes! {
    /// Why a feature is not drawn: `reason.<code>` in the translations.
    Reason {
        /// `"geometry": null`, or none at all.
        NoGeometry = "no_geometry",
        /// A geometry without a single coordinate.
        EmptyGeometry = "empty_geometry",
        /// Something that is no number where a coordinate should be.
        BadCoordinates = "bad_coordinates",
        /// Coordinates that are no place on Earth.
        OutsideWorld = "outside_world",
        /// Polygons of which no ring has three different points.
        TooFewPoints = "too_few_points",
        UnknownGeometryType = "unknown_geometry_type",
        /// Coordinates nested otherwise than the geometry's type demands.
        WrongNesting = "wrong_nesting",
        /// A value of the file that is no feature.
        NotAFeature = "not_a_feature",
        BrokenJson = "broken_json",
        /// Values nested deeper than anyone means.
        TooDeep = "too_deep",
        /// Well-known text that cannot be read.
        BrokenWkt = "broken_wkt",
        /// The file ended in the middle of the feature.
        CutShort = "cut_short",
        /// The same geometry and the same properties as a feature before.
        Duplicate = "duplicate",
        /// An event that is neither a zone nor an accident with casualties: a seizure, a find, military demining.
        NotACasualtyEvent = "not_a_casualty_event",
        /// The record does not say, in words that are understood, whether it is a zone, an accident or neither.
        KindNotKnown = "kind_not_known",
        /// A cell of a grid that a model computed: not a survey, never drawn as a zone.
        ModelScore = "model_score",
    }
}

codes! {
    /// What was changed about a feature before it is drawn: `repair.<code>` in the translations.
    Repair {
        RingClosed = "ring_closed",
        RepeatedPointsDropped = "repeated_points_dropped",
        SpikeRemoved = "spike_removed",
        /// A hole without three different points left out.
        HoleLeftOut = "hole_left_out",
        /// A part that cannot be drawn left out; the feature's other parts are drawn.
        PartLeftOut = "part_left_out",
        /// A hole that lies outside its shell drawn as an area.
        HoleMadeArea = "hole_made_area",
        /// An outline that crosses itself split into areas that do not.
        CrossingsResolved = "crossings_resolved",
        /// As before, and the area differs by more than a hundredth.
        AreaChanged = "area_changed",
        /// A polygon without any area, drawn by its outline.
        NoArea = "no_area",
        /// An outline across the 180th meridian made continuous.
        AntimeridianUnrolled = "antimeridian_unrolled",
        /// Coordinates written as texts.
        CoordinatesWereText = "coordinates_were_text",
        /// Small mistakes of JSON, such as a comma too many.
        JsonMended = "json_mended",
        /// NaN or Infinity among the properties, read as unknown.
        NotANumberDropped = "not_a_number_dropped",
        /// Brackets too many or too few around the coordinates.
        NestingMended = "nesting_mended",
        /// Bytes that are no text, shown as �.
        TextReplaced = "text_replaced",
        /// An accident or a settlement recorded as an area or a line, drawn at its middle.
        PlacedAtMiddle = "placed_at_middle",
    }
}

/// A set of repairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Repairs(u32);

impl Repairs {
    pub(super) fn insert(&mut self, repair: Repair) {
        self.0 |= 1 << repair as u32;
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Repair> {
        Repair::ALL
            .iter()
            .copied()
            .filter(move |&repair| self.0 & (1 << repair as u32) != 0)
    }

    pub(super) fn add(&mut self, others: Self) {
        self.0 |= others.0;
    }
}

codes! {
    /// What to know about the file as a whole: `note.<code>` in the translations.
    Remark {
        /// The file ended before it was complete: features may be missing.
        Truncated = "truncated",
        HeightIgnored = "height_ignored",
        WindingReversed = "winding_reversed",
        TopLevelArray = "top_level_array",
        ConvertedFromCrs = "converted_from_crs",
        /// The file names a projection, but its coordinates are degrees.
        CrsIgnored = "crs_ignored",
        /// Latitude stood first in the whole file.
        AxesSwapped = "axes_swapped",
        /// Latitude may stand first: the properties say so.
        MaybeSwapped = "maybe_swapped",
        FarFromTheRest = "far_from_the_rest",
    }
}

pub(super) use codes;

impl Remark {
    /// The report's entry.
    pub(super) fn note(self, values: &[(&str, String)], count: Option<u64>) -> Note {
        Note {
            note: self.code().to_owned(),
            values: values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Key;

    #[test]
    fn every_code_has_its_sentence() {
        let reasons = Reason::ALL.iter().map(|reason| ("reason", reason.code()));
        let repairs = Repair::ALL.iter().map(|repair| ("repair", repair.code()));
        let remarks = Remark::ALL.iter().map(|remark| ("note", remark.code()));
        for (kind, code) in reasons.chain(repairs).chain(remarks) {
            let name = format!("{kind}.{code}");
            assert!(Key::named(&name).is_some(), "{name} has no text");
        }
    }
}
