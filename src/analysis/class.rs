//! The classes that land is counted in.

use crate::hazard::HazardStatus;

/// What a zone says of its ground, worst first. Unknown status counts as suspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ZoneClass {
    Confirmed,
    Suspected,
    Declared,
    Cleared,
    Reduced,
    Cancelled,
}

impl ZoneClass {
    pub const ALL: [Self; 6] = [
        Self::Confirmed,
        Self::Suspected,
        Self::Declared,
        Self::Cleared,
        Self::Reduced,
        Self::Cancelled,
    ];

    #[must_use]
    pub fn of(status: HazardStatus) -> Self {
        match status {
            HazardStatus::Confirmed => Self::Confirmed,
            HazardStatus::Suspected | HazardStatus::Unknown => Self::Suspected,
            HazardStatus::Declared => Self::Declared,
            HazardStatus::Cleared => Self::Cleared,
            HazardStatus::Reduced => Self::Reduced,
            HazardStatus::Cancelled => Self::Cancelled,
        }
    }

    /// Whether the zone may hold explosive ordnance, as far as the record goes.
    #[must_use]
    pub fn is_hazard(self) -> bool {
        self <= Self::Declared
    }

    /// The spelling in messages: that of the status.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Confirmed => HazardStatus::Confirmed.slug(),
            Self::Suspected => HazardStatus::Suspected.slug(),
            Self::Declared => HazardStatus::Declared.slug(),
            Self::Cleared => HazardStatus::Cleared.slug(),
            Self::Reduced => HazardStatus::Reduced.slug(),
            Self::Cancelled => HazardStatus::Cancelled.slug(),
        }
    }
}

/// What the nearest zone is told of: hazards each apart, released land (cleared, reduced, cancelled) as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum NearestKind {
    Confirmed,
    Suspected,
    Declared,
    Cleared,
}

impl NearestKind {
    pub const ALL: [Self; 4] = [
        Self::Confirmed,
        Self::Suspected,
        Self::Declared,
        Self::Cleared,
    ];

    #[must_use]
    pub fn of(class: ZoneClass) -> Self {
        match class {
            ZoneClass::Confirmed => Self::Confirmed,
            ZoneClass::Suspected => Self::Suspected,
            ZoneClass::Declared => Self::Declared,
            ZoneClass::Cleared | ZoneClass::Reduced | ZoneClass::Cancelled => Self::Cleared,
        }
    }
}
