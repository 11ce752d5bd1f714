//! How a checked place is marked: one drawing for the map and for the table.
//!
//! A full mark lies inside a recorded hazard, a hollow one near it; diamond, triangle and square are confirmed,
//! suspected and declared, as their hues are. Rings are no hazard that is known, and never look like good news.

use crate::analysis::ZoneClass;
use crate::state::Mark;

/// Marks are drawn around the middle of a square of this size, in CSS pixels.
pub const SIZE: f64 = 22.0;

const DIAMOND: &str = "M11 3.5L18.5 11L11 18.5L3.5 11Z";
const TRIANGLE: &str = "M11 3.5L19 17.5L3 17.5Z";
const SQUARE: &str = "M5 5H17V17H5Z";
const RING: &str = "M11 5a6 6 0 1 1 0 12a6 6 0 1 1 0-12Z";
const SMALL_RING: &str = "M11 7a4 4 0 1 1 0 8a4 4 0 1 1 0-8Z";
const CORE: &str = "M11 8.5a2.5 2.5 0 1 1 0 5a2.5 2.5 0 1 1 0-5Z";
/// The bar and dot of a question mark.
const QUESTION: &str = "M9.3 9.6a1.8 1.8 0 1 1 2.6 1.5q-.9 .4-.9 1.3M11 14.2v.1";
const BAR: &str = "M9 11H13";

/// A mark, ready to be drawn.
pub struct Drawing {
    /// Of the square in the style sheet: its hue.
    pub token: &'static str,
    pub outline: &'static str,
    pub is_full: bool,
    /// A line in the middle, and whether it is filled.
    pub inside: Option<(&'static str, bool)>,
}

/// How a mark is drawn.
pub fn drawing(mark: Mark) -> Drawing {
    let (token, outline, is_full, inside) = match mark {
        Mark::Inside(class) => {
            let (token, outline) = of_class(class);
            (token, outline, true, None)
        }
        Mark::Near(class) => {
            let (token, outline) = of_class(class);
            (token, outline, false, None)
        }
        Mark::NearAccident => ("--casualty", RING, false, Some((CORE, true))),
        Mark::CannotAnswer => ("--ink-quiet", RING, false, Some((QUESTION, false))),
        Mark::Released => ("--status-cleared", RING, false, Some((BAR, false))),
        Mark::NothingRecorded => ("--ink-quiet", SMALL_RING, false, None),
    };
    Drawing {
        token,
        outline,
        is_full,
        inside,
    }
}

fn of_class(class: ZoneClass) -> (&'static str, &'static str) {
    match class {
        ZoneClass::Confirmed => ("--status-confirmed", DIAMOND),
        ZoneClass::Suspected => ("--status-suspected", TRIANGLE),
        ZoneClass::Declared => ("--status-declared", SQUARE),
        // Released land is no hazard: a verdict never names it so.
        ZoneClass::Cleared | ZoneClass::Reduced | ZoneClass::Cancelled => {
            ("--status-cleared", RING)
        }
    }
}
