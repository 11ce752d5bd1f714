//! Small drawings of how each class looks on the map: hue, hatch and outline together, for legend and lists.
//!
//! The colours are the style sheet's tokens, so that they follow light, dark and the publisher's palette.

use crate::web::view::prelude::*;

use crate::filter::Outcome;
use crate::hazard::{HazardStatus, RowKind};

/// Lines at 45° across the 32 × 20 swatch, ending at its outline.
const HATCH: &str = "M1 13L13 1M1 21L21 1M7 21L27 1M15 21L32 4M23 21L32 12";
const HATCH_DOTS: &str =
    "M6 5h.01M15 5h.01M24 5h.01M10.5 10h.01M19.5 10h.01M6 15h.01M15 15h.01M24 15h.01";
/// Short strokes from the outline inwards.
const TICKS: &str = "M7 1v4M14 1v4M21 1v4M28 1v4M4 19v-4M11 19v-4M18 19v-4M25 19v-4";

/// How a zone of this class is drawn.
pub(in super::super) fn zone_swatch(status: HazardStatus) -> AnyView {
    let inside = match status {
        HazardStatus::Confirmed | HazardStatus::Suspected | HazardStatus::Unknown => Some(HATCH),
        HazardStatus::Declared => Some(HATCH_DOTS),
        HazardStatus::Cleared => Some(TICKS),
        HazardStatus::Reduced | HazardStatus::Cancelled => None,
    };
    view! {
        <svg class=format!("swatch swatch-{}", status.slug()) viewBox="0 0 32 20" aria-hidden="true">
            <rect class="swatch-fill" x="1" y="1" width="30" height="18"></rect>
            {inside.map(|path| view! { <path class="swatch-hatch" d=path></path> })}
            <rect class="swatch-outline" x="1.5" y="1.5" width="29" height="17"></rect>
            {(status == HazardStatus::Unknown).then(|| view! {
                <circle class="swatch-question-ground" cx="16" cy="10" r="7"></circle>
                <text class="swatch-question" x="16" y="14.5">"?"</text>
            })}
        </svg>
    }
    .into_any()
}

/// Killed: a dark core in a ring; injured: an open ring; unknown: half a ring's disc.
pub(in super::super) fn incident_swatch(outcome: Outcome) -> AnyView {
    let inside = match outcome {
        Outcome::Killed => Some("M16 6a4 4 0 1 1 0 8a4 4 0 1 1 0-8"),
        Outcome::Injured => None,
        Outcome::Unknown | Outcome::None => Some("M16 3.5a6.5 6.5 0 0 0 0 13z"),
    };
    view! {
        <svg class="swatch swatch-incident" viewBox="0 0 32 20" aria-hidden="true">
            <circle class="swatch-ring" cx="16" cy="10" r="7.5"></circle>
            {inside.map(|path| view! { <path class="swatch-core" d=path></path> })}
        </svg>
    }
    .into_any()
}

/// A settlement's square.
pub(in super::super) fn settlement_swatch() -> AnyView {
    view! {
        <svg class="swatch swatch-settlement" viewBox="0 0 32 20" aria-hidden="true">
            <rect class="swatch-core" x="12" y="6" width="8" height="8"></rect>
        </svg>
    }
    .into_any()
}

/// The mark of a row in a list.
pub(in super::super) fn record_mark(
    kind: RowKind,
    status: Option<HazardStatus>,
    outcome: Outcome,
) -> AnyView {
    match (kind, status) {
        (RowKind::Zone, status) => zone_swatch(status.unwrap_or(HazardStatus::Unknown)),
        (RowKind::Incident, _) => incident_swatch(outcome),
        (RowKind::Settlement, _) => settlement_swatch(),
        (RowKind::Region, _) => zone_swatch(HazardStatus::Cancelled),
    }
}
