//! Which feature was the first of several that are the same.

/// Open addressing with linear probing: the standard library's map would bring code as large as all of this folder's
/// smaller files.
#[derive(Debug, Default)]
pub(super) struct FirstSeen {
    /// Half a hash and a feature; [`FREE`] where nothing is yet. Its length is a power of two, and at most half is taken.
    slots: Vec<(u32, u32)>,
    taken: usize,
}

/// No feature has this position: it would be the last of four thousand million.
const FREE: u32 = u32::MAX;

impl FirstSeen {
    /// The first feature that was the same as one with this hash: that one itself where none was. `is_same` is asked
    /// about features whose hashes say that they may be.
    pub fn first(&mut self, hash: u64, feature: u32, is_same: &dyn Fn(u32) -> bool) -> u32 {
        if 2 * self.taken >= self.slots.len() {
            self.grow();
        }
        let half = (hash >> 32) as u32;
        let mask = self.slots.len() - 1;
        let mut slot = half as usize & mask;
        loop {
            match self.slots[slot] {
                (_, FREE) => {
                    self.slots[slot] = (half, feature);
                    self.taken += 1;
                    return feature;
                }
                (known, first) if known == half && is_same(first) => return first,
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        let length = (2 * self.slots.len()).max(64);
        let mask = length - 1;
        let known = std::mem::replace(&mut self.slots, vec![(0, FREE); length]);
        for (half, feature) in known {
            if feature == FREE {
                continue;
            }
            let mut slot = half as usize & mask;
            while self.slots[slot].1 != FREE {
                slot = (slot + 1) & mask;
            }
            self.slots[slot] = (half, feature);
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
        fn the_first_feature_is_that_of_a_hash_map(ids in prop::collection::vec(0_u64..300, 0..500)) {
            let mut known = HashMap::new();
            let mut seen = FirstSeen::default();
            for (feature, &id) in (0..).zip(&ids) {
                // Hashes that begin alike must probe, and several ids share one.
                let hash = (id / 3) << 36;
                let first = seen.first(hash, feature, &|other| ids[other as usize] == id);
                prop_assert_eq!(first, *known.entry(id).or_insert(feature));
            }
        }
    }
}
