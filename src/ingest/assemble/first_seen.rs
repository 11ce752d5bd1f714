//! Which feature first had a hash.

/// Open addressing with linear probing: the standard library's map would bring code as large as all of this folder's
/// smaller files.
#[derive(Debug, Default)]
pub(super) struct FirstSeen {
    /// Hash and feature; [`FREE`] where nothing is yet. Its length is a power of two, and at most half is taken.
    slots: Vec<(u64, u32)>,
    taken: usize,
}

/// No feature has this position: it would be the last of four thousand million.
const FREE: u32 = u32::MAX;

impl FirstSeen {
    /// The first feature that came with a hash: this one where none did.
    pub fn first(&mut self, hash: u64, feature: u32) -> u32 {
        if 2 * self.taken >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(hash);
        if self.slots[slot].1 == FREE {
            self.slots[slot] = (hash, feature);
            self.taken += 1;
        }
        self.slots[slot].1
    }

    /// Where a hash is, or belongs.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        while self.slots[slot].1 != FREE && self.slots[slot].0 != hash {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let length = (2 * self.slots.len()).max(64);
        let known = std::mem::replace(&mut self.slots, vec![(0, FREE); length]);
        for (hash, feature) in known {
            if feature != FREE {
                let slot = self.slot(hash);
                self.slots[slot] = (hash, feature);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_feature_is_that_of_a_hash_map(hashes in prop::collection::vec(0_u64..300, 0..500)) {
            let mut known = HashMap::new();
            let mut seen = FirstSeen::default();
            for (feature, hash) in (0..).zip(hashes) {
                // Hashes that begin alike must probe.
                let hash = hash << 4;
                prop_assert_eq!(seen.first(hash, feature), *known.entry(hash).or_insert(feature));
            }
        }
    }
}
