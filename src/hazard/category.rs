//! The closed lists of values that the standards and this product know.
//!
//! Codes are stable: they travel between worker, page and GPU. Code 0 is always "unknown".

/// Defines an enum with stable `u8` codes and the slugs used in data, links and messages.
macro_rules! categories {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $code:literal, $slug:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name { $($(#[$variant_meta])* $variant = $code,)+ }

        impl $name {
            /// Every value, in the order of the codes.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$variant),+];

            /// The slugs by code.
            pub const SLUGS: [&'static str; Self::ALL.len()] = [$($slug),+];

            /// The stable code.
            #[must_use]
            pub fn code(self) -> u8 {
                self as u8
            }

            /// The value of a code; an undefined code is unknown.
            #[must_use]
            pub fn from_code(code: u8) -> Self {
                Self::ALL.get(usize::from(code)).copied().unwrap_or(Self::Unknown)
            }

            /// The spelling in data, links and messages.
            #[must_use]
            pub fn slug(self) -> &'static str {
                Self::SLUGS[usize::from(self as u8)]
            }

            /// The value spelled `slug`.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.slug() == slug)
            }
        }
    };
}
pub(crate) use categories;

categories! {
    /// Where a zone stands between suspicion and release.
    HazardStatus {
        /// Drawn and judged as suspected.
        Unknown = 0, "unknown";
        /// Contamination confirmed by direct evidence (IMAS: CHA).
        Confirmed = 1, "confirmed";
        /// Reasonable suspicion on indirect evidence (IMAS: SHA).
        Suspected = 2, "suspected";
        /// Recorded as mined by a party. Not an IMAS class; supports suspicion, never confirmation.
        Declared = 3, "declared";
        /// All explosive ordnance removed from a specified area to a specified depth.
        Cleared = 4, "cleared";
        /// Released by technical survey.
        Reduced = 5, "reduced";
        /// Released by information alone.
        Cancelled = 6, "cancelled";
    }
}

impl HazardStatus {
    /// Drawing order, the worst on top: higher is drawn later.
    #[must_use]
    pub fn draw_rank(self) -> u8 {
        match self {
            Self::Cancelled => 0,
            Self::Reduced => 1,
            Self::Cleared => 2,
            Self::Declared => 3,
            Self::Unknown => 4,
            Self::Suspected => 5,
            Self::Confirmed => 6,
        }
    }
}

categories! {
    /// How far work on a zone has come.
    WorkStatus {
        Unknown = 0, "unknown";
        Open = 1, "open";
        InProgress = 2, "in_progress";
        Closed = 3, "closed";
        HandedOver = 4, "handed_over";
    }
}

categories! {
    /// Explosive ordnance by kind; as a set, bit `1 << code` (bit 0: recorded as unknown).
    HazardType {
        Unknown = 0, "unknown";
        /// Anti-personnel mine.
        ApMine = 1, "ap_mine";
        /// Anti-vehicle mine.
        AvMine = 2, "av_mine";
        MineUnspecified = 3, "mine_unspecified";
        /// Cluster munition remnant.
        Cluster = 4, "cluster";
        /// Unexploded ordnance.
        Uxo = 5, "uxo";
        /// Abandoned explosive ordnance.
        Axo = 6, "axo";
        /// Improvised explosive device.
        Ied = 7, "ied";
        BoobyTrap = 8, "booby_trap";
        Other = 9, "other";
    }
}

categories! {
    /// On what a zone rests.
    Evidence {
        Unknown = 0, "unknown";
        Direct = 1, "direct";
        Indirect = 2, "indirect";
        None = 3, "none";
    }
}

categories! {
    /// How far a record is to be trusted.
    Reliability {
        Unknown = 0, "unknown";
        High = 1, "high";
        Low = 2, "low";
    }
}

categories! {
    /// What kind of accident it was.
    IncidentKind {
        Unknown = 0, "unknown";
        /// A mine or explosive remnant met outside clearance work.
        MineErw = 1, "mine_erw";
        /// An accident of clearance work itself.
        Demining = 2, "demining";
    }
}

categories! {
    /// How well the place of an accident is known.
    LocationPrecision {
        Unknown = 0, "unknown";
        Exact = 1, "exact";
        OneKilometre = 2, "1km";
        Settlement = 3, "settlement";
        District = 4, "district";
    }
}

categories! {
    /// How far the return to a settlement has come.
    ReturnStatus {
        Unknown = 0, "unknown";
        NotReturned = 1, "not_returned";
        Planned = 2, "planned";
        Returned = 3, "returned";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Key;

    #[test]
    fn every_value_of_every_closed_list_has_a_text() {
        let lists: [(&str, &[&str]); 8] = [
            ("status", &HazardStatus::SLUGS),
            ("work_status", &WorkStatus::SLUGS),
            ("hazard_type", &HazardType::SLUGS),
            ("evidence", &Evidence::SLUGS),
            ("reliability", &Reliability::SLUGS),
            ("kind", &IncidentKind::SLUGS),
            ("location_precision", &LocationPrecision::SLUGS),
            ("return_status", &ReturnStatus::SLUGS),
        ];
        for (list, slugs) in lists {
            for slug in slugs {
                let name = format!("{list}.{slug}");
                assert!(Key::named(&name).is_some(), "no text for {name}");
            }
        }
    }

    #[test]
    fn codes_and_slugs_come_back() {
        for status in HazardStatus::ALL {
            assert_eq!(HazardStatus::from_code(status.code()), status);
            assert_eq!(HazardStatus::from_slug(status.slug()), Some(status));
        }
    }

    #[test]
    fn an_undefined_code_is_unknown_not_harmless() {
        assert_eq!(HazardStatus::from_code(200), HazardStatus::Unknown);
    }

    #[test]
    fn confirmed_is_drawn_above_everything() {
        let top = HazardStatus::ALL
            .into_iter()
            .max_by_key(|status| status.draw_rank());
        assert_eq!(top, Some(HazardStatus::Confirmed));
    }
}
