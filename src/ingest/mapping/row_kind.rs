//! What a single row is, where a file says so itself: an area, an accident, or neither.
//!
//! Colombia's events, Bosnia's `typeArea` and OpenStreetMap's `hazard` put areas and accidents side by side. Seizures,
//! finds and military demining are neither: they would swell the count of casualties or draw zones nobody surveyed.

use crate::hazard::HazardStatus;
use crate::ingest::value::spelling::{folded, folded_key};
use crate::ingest::value::status::{self, StatusReading};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placing {
    /// An area, with its status where the same value says it.
    Zone(Option<StatusReading>),
    Incident,
    /// Neither.
    LeftOut,
}

/// A key that numbers the kinds of events, as Colombia's registry does.
const EVENT_CODES: [&str; 2] = ["tipoevento", "tipodeevento"];

const ACCIDENTS: [&str; 22] = [
    "incident",
    "incidents",
    "accident",
    "accidents",
    "mine accident",
    "mine accidents",
    "mine incident",
    "mine incidents",
    "casualty",
    "casualties",
    "casualty incident",
    "victim",
    "victims",
    "erw accident",
    "uxo accident",
    "demining accident",
    "accidente",
    "accidentes",
    "accidente por map",
    "accidente por muse",
    "nesrece",
    "hadise",
];

const NEITHER: [&str; 22] = [
    "arsenal",
    "arsenales",
    "desminado militar",
    "desminado militar en operaciones",
    "military demining",
    "incautacion",
    "incautaciones",
    "seizure",
    "seizures",
    "hallazgo",
    "hallazgos",
    "find",
    "finds",
    "fabrica",
    "fabricas",
    "factory",
    "factories",
    "municion sin explotar hallada",
    "eod spot task",
    "spot task",
    "cache",
    "caches",
];

/// What the value of a row-kind key says, `None` where it is not understood.
#[must_use]
pub fn place(key: &str, value: &str) -> Option<Placing> {
    let key = folded_key(key);
    let value = folded(value);
    if EVENT_CODES.contains(&key.as_str()) {
        match value.as_str() {
            "1" | "2" => return Some(Placing::Incident),
            "3" | "4" | "5" | "6" | "7" => return Some(Placing::LeftOut),
            "8" => return Some(suspected()),
            _ => {}
        }
    }
    if key == "hazard" && value == "minefield" {
        return Some(suspected());
    }
    if ACCIDENTS.contains(&value.as_str()) {
        return Some(Placing::Incident);
    }
    if NEITHER.contains(&value.as_str()) {
        return Some(Placing::LeftOut);
    }
    status::read_text(&value)
        .filter(|reading| !reading.bare || key == "typearea")
        .map(|reading| Placing::Zone(Some(reading)))
}

/// Whether a value that such a key does not explain leaves the row in doubt, instead of making it an area like the rest.
///
/// Among events and OpenStreetMap's hazards most kinds are no contamination at all.
#[must_use]
pub fn is_strict(key: &str) -> bool {
    let key = folded_key(key);
    EVENT_CODES.contains(&key.as_str()) || matches!(key.as_str(), "hazard" | "eventtype")
}

fn suspected() -> Placing {
    Placing::Zone(Some(StatusReading {
        status: HazardStatus::Suspected,
        bare: false,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(status: HazardStatus) -> Option<Placing> {
        Some(Placing::Zone(Some(StatusReading {
            status,
            bare: false,
        })))
    }

    #[test]
    fn colombian_events_are_accidents_suspicions_or_neither() {
        assert_eq!(place("TIPO_EVENTO", "1"), Some(Placing::Incident));
        assert_eq!(place("TIPO_EVENTO", "2"), Some(Placing::Incident));
        for code in ["3", "4", "5", "6", "7"] {
            assert_eq!(place("TIPO_EVENTO", code), Some(Placing::LeftOut), "{code}");
        }
        assert_eq!(place("TIPO_EVENTO", "8"), zone(HazardStatus::Suspected));
        assert_eq!(place("TIPO_EVENTO", "9"), None);
        assert_eq!(place("code", "1"), None);
    }

    #[test]
    fn bosnian_and_openstreetmap_kinds_are_known() {
        assert_eq!(
            place("typeArea", "Suspected Minefield"),
            zone(HazardStatus::Suspected)
        );
        assert_eq!(
            place("typeArea", "Cleared Areas"),
            zone(HazardStatus::Cleared)
        );
        assert_eq!(
            place("typeArea", "Lifted Minefields"),
            zone(HazardStatus::Cleared)
        );
        assert_eq!(place("typeArea", "Incidents"), Some(Placing::Incident));
        assert_eq!(place("hazard", "minefield"), zone(HazardStatus::Suspected));
        assert_eq!(place("hazard", "slippery_road"), None);
    }
}
