//! Sizes of zones in classes a person can choose from.

use crate::hazard::categories;

categories! {
    /// Area of a zone, each class from its lower bound up to, but without, its upper one.
    AreaClass {
        Unknown = 0, "unknown";
        /// Below 1,000 m².
        Under1000M2 = 1, "under_1000_m2";
        /// From 1,000 m² to 1 ha.
        Under1Ha = 2, "under_1_ha";
        /// From 1 to 10 ha.
        Under10Ha = 3, "under_10_ha";
        /// From 10 ha to 1 km².
        Under1Km2 = 4, "under_1_km2";
        Over1Km2 = 5, "over_1_km2";
    }
}

impl AreaClass {
    /// The class of an area in m²; NaN and negative numbers are unknown.
    #[must_use]
    pub fn of(square_metres: f32) -> Self {
        match square_metres {
            area if area.is_nan() || area < 0.0 => Self::Unknown,
            ..1e3 => Self::Under1000M2,
            ..1e4 => Self::Under1Ha,
            ..1e5 => Self::Under10Ha,
            ..1e6 => Self::Under1Km2,
            _ => Self::Over1Km2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_belongs_to_the_class_above() {
        assert_eq!(AreaClass::of(999.0), AreaClass::Under1000M2);
        assert_eq!(AreaClass::of(1e4), AreaClass::Under10Ha);
        assert_eq!(AreaClass::of(1e6), AreaClass::Over1Km2);
        assert_eq!(AreaClass::of(f32::NAN), AreaClass::Unknown);
    }
}
