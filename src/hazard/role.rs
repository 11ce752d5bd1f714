//! What a layer is for.

use super::RowKind;
use crate::json::{FromJson, Value, Wrong, choice};

/// The part a layer plays on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Zones that are confirmed or suspected to be contaminated.
    Contaminated,
    /// Zones from minefield records that a party handed over.
    Declared,
    /// Zones cleared, reduced or cancelled.
    Cleared,
    /// Zones whose status varies from feature to feature.
    Zones,
    /// Accidents with their casualties.
    Incidents,
    /// Places to check.
    Settlements,
    /// Where survey happened.
    Coverage,
    /// Regions to sum by.
    Boundary,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::Contaminated,
        Self::Declared,
        Self::Cleared,
        Self::Zones,
        Self::Incidents,
        Self::Settlements,
        Self::Coverage,
        Self::Boundary,
    ];

    /// The spelling in `map.json`, messages and links.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Contaminated => "contaminated",
            Self::Declared => "declared",
            Self::Cleared => "cleared",
            Self::Zones => "zones",
            Self::Incidents => "incidents",
            Self::Settlements => "settlements",
            Self::Coverage => "coverage",
            Self::Boundary => "boundary",
        }
    }

    /// The role spelled `slug`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.slug() == slug)
    }

    /// What one row of such a layer is.
    #[must_use]
    pub fn row_kind(self) -> RowKind {
        match self {
            Self::Contaminated | Self::Declared | Self::Cleared | Self::Zones => RowKind::Zone,
            Self::Incidents => RowKind::Incident,
            Self::Settlements => RowKind::Settlement,
            Self::Coverage | Self::Boundary => RowKind::Region,
        }
    }
}

impl FromJson for Role {
    fn from_json(value: &Value) -> Result<Self, Wrong> {
        choice(value, &Self::ALL, Self::slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_name_for_people() {
        for role in Role::ALL {
            let name = format!("role.{}", role.slug());
            assert!(
                crate::text::Key::named(&name).is_some(),
                "no text for {name}"
            );
        }
    }
}
