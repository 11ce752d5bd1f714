//! What a manifest says too little about, or what has become old.

use hazard_map::manifest::{LayerEntry, LocalText, Manifest};
use hazard_map::units::Day;

use super::finding::Findings;
use super::{MANIFEST, warn_of_mixed};
use crate::folder::origin_of;

/// Warns of what readers of the map would miss.
pub fn check(manifest: &Manifest, findings: &mut Findings) {
    if manifest.layers.is_empty() {
        findings.error(
            MANIFEST,
            "names no layer that can be loaded: the map would be empty, which reads as free ground",
        );
    }
    if manifest.title.is_empty() {
        findings.warn(
            MANIFEST,
            "title is missing: pages, links and prints of the map have no name",
        );
    }
    let contact = manifest.emergency.as_ref();
    if contact.is_none_or(|contact| contact.phone.is_none()) {
        findings.warn(
            MANIFEST,
            "emergency.phone is missing: the map cannot say whom to call about a dangerous object",
        );
    }
    for basemap in &manifest.basemaps {
        if let Some(origin) = origin_of(&basemap.url) {
            let sentence = format!(
                "a reader who chooses {} asks {origin}, which learns where they look",
                basemap.id
            );
            findings.note(MANIFEST, sentence);
            warn_of_mixed(&origin, MANIFEST, findings);
        }
    }
    for origin in &manifest.allowed_origins {
        findings.note(
            MANIFEST,
            format!("the policy allows data from {origin} (allowed_origins)"),
        );
    }
}

/// Warns of what a layer says too little about; `today` decides whether it is out of date.
pub fn check_layer(layer: &LayerEntry, today: Day, place: &str, findings: &mut Findings) {
    let is_missing = |text: &Option<LocalText>| text.as_ref().is_none_or(LocalText::is_empty);
    if is_missing(&layer.source) {
        findings.warn(
            place,
            "source is missing: every answer names the source of what it says",
        );
    }
    if is_missing(&layer.licence) {
        findings.warn(
            place,
            "licence is missing: say under which terms the data are published",
        );
    }
    let Some(date) = layer.as_of else {
        findings.warn(
            place,
            "as_of is missing: no answer can say how old these data are",
        );
        return;
    };
    // As the page counts: from the first day that the date can mean.
    let age = i64::from(today.0) - i64::from(date.first.0);
    if age < 0 {
        findings.warn(place, format!("as_of {} lies in the future", date.to_iso()));
    } else if age > i64::from(layer.stale_after_days) {
        let (written, after) = (date.to_iso(), layer.stale_after_days);
        findings.warn(
            place,
            format!("is out of date: as_of {written} was {age} days ago, and stale_after_days is {after}. Every answer will say so; publish newer data, or check the two values"),
        );
    }
}
