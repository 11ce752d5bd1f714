//! Numbers looked up by the hash of what they stand for.

/// Open addressing with linear probing: the standard library's map would bring code as large as all that uses this.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    /// Hash and number, which is 0 where nothing is. Its length is a power of two, and at most half is taken.
    slots: Vec<(u32, u32)>,
    taken: usize,
}

/// Where one that is not there would be put.
pub(super) struct Free(usize);

impl Slots {
    /// Makes room for one number more, where there is none.
    pub fn make_room(&mut self) {
        if 2 * self.taken < self.slots.len() {
            return;
        }
        let known = std::mem::take(&mut self.slots);
        self.slots = vec![(0, 0); (2 * known.len()).max(16)];
        for (hash, number) in known {
            if number == 0 {
                continue;
            }
            let mut from = hash as usize;
            while let (place, 1..) = self.next(hash, from) {
                from = place + 1;
            }
            let (place, _) = self.next(hash, from);
            self.slots[place] = (hash, number);
        }
    }

    /// The number with this hash that `is` the one that is looked for.
    #[inline]
    pub fn find(&self, hash: u32, is: impl Fn(u32) -> bool) -> Result<u32, Free> {
        if self.slots.is_empty() {
            return Err(Free(0));
        }
        let mut from = hash as usize;
        loop {
            match self.next(hash, from) {
                (place, 0) => return Err(Free(place)),
                (_, number) if is(number) => return Ok(number),
                (place, _) => from = place + 1,
            }
        }
    }

    /// Puts a number, which is not 0, where it was not found; there was room.
    pub fn put(&mut self, Free(place): Free, hash: u32, number: u32) {
        self.slots[place] = (hash, number);
        self.taken += 1;
    }

    /// The first place from one on that is free or has this hash, and its number.
    fn next(&self, hash: u32, from: usize) -> (usize, u32) {
        let mask = self.slots.len() - 1;
        let mut place = from & mask;
        loop {
            let (known, number) = self.slots[place];
            if number == 0 || known == hash {
                return (place, number);
            }
            place = (place + 1) & mask;
        }
    }

    /// Bytes held, for the memory budget.
    pub fn bytes(&self) -> usize {
        8 * self.slots.capacity()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_those_of_a_hash_map(ids in prop::collection::vec(0_u64..300, 0..500)) {
            let mut known = HashMap::new();
            let mut slots = Slots::default();
            for (number, &id) in (1..).zip(&ids) {
                // Hashes that begin alike must probe, and several ids share one.
                let hash = ((id / 3) as u32) << 4;
                slots.make_room();
                let first = slots.find(hash, |other| ids[other as usize - 1] == id).unwrap_or_else(|free| {
                    slots.put(free, hash, number);
                    number
                });
                prop_assert_eq!(first, *known.entry(id).or_insert(number));
            }
        }
    }

    #[test]
    fn nothing_is_found_where_nothing_was_put() {
        assert!(Slots::default().find(7, |_| true).is_err());
    }
}
