//! Distinct values of one property, interned: each is stored once and known by a small code.
//!
//! Codes count from 1 in order of first sight; 0 is "absent or null" and never stored. Equality is of kind and bytes:
//! the text "5" and the number 5 are two values. A near-unique column costs its own text plus about 25 bytes a value.

use std::ops::Range;

use super::slices::{part, same};
use super::slots::{Free, Slots};

/// What kind of JSON value a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum ValueKind {
    Text,
    Number,
    Bool,
    /// An object or array, as raw JSON.
    Nested,
}

/// An interning arena.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    values: Values,
    /// How many rows hold each value.
    counts: Vec<u32>,
    codes: Slots,
}

/// What is interned, by code.
#[derive(Debug, Clone, Default)]
struct Values {
    text: String,
    /// For each value the end of its text.
    ends: Vec<u32>,
    kinds: Vec<ValueKind>,
}

impl Values {
    /// The kind of the value behind a code, which is 1 or more, and where its text stands.
    #[inline]
    fn place(&self, code: u32) -> (ValueKind, Range<usize>) {
        let index = code as usize - 1;
        let start = index
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        (self.kinds[index], start..self.ends[index] as usize)
    }

    fn is(&self, code: u32, kind: ValueKind, text: &str) -> bool {
        let (known, place) = self.place(code);
        place.len() == text.len()
            && known == kind
            && same(&self.text.as_bytes()[place], text.as_bytes())
    }
}

impl Dictionary {
    /// Number of distinct values.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// The value behind a code, which is 1 or more.
    pub(super) fn get(&self, code: u32) -> (ValueKind, &str) {
        let (kind, place) = self.values.place(code);
        (kind, part(&self.values.text, place))
    }

    /// Whether a code, which is 1 or more, is that of a value.
    pub(super) fn is(&self, code: u32, kind: ValueKind, text: &str) -> bool {
        self.values.is(code, kind, text)
    }

    /// How many rows hold the value.
    pub(super) fn count(&self, code: u32) -> u32 {
        self.counts[code as usize - 1]
    }

    /// One row more holds the value.
    pub(super) fn add_one(&mut self, code: u32) {
        self.counts[code as usize - 1] += 1;
    }

    /// One row less holds the value; it stays known even where no row is left.
    pub(super) fn remove_one(&mut self, code: u32) {
        self.counts[code as usize - 1] -= 1;
    }

    /// The value's code; a new one where it has not been seen.
    pub(super) fn intern(&mut self, kind: ValueKind, text: &str) -> u32 {
        self.codes.make_room();
        let hash = hash(kind, text);
        let free = match self.find(hash, kind, text) {
            Ok(code) => return code,
            Err(free) => free,
        };
        self.values.text.push_str(text);
        self.values.ends.push(self.values.text.len() as u32);
        self.values.kinds.push(kind);
        self.counts.push(0);
        let code = self.counts.len() as u32;
        self.codes.put(free, hash, code);
        code
    }

    /// The value's code, if it has been seen.
    pub(super) fn code_of(&self, kind: ValueKind, text: &str) -> Option<u32> {
        self.find(hash(kind, text), kind, text).ok()
    }

    /// Makes room for as many values more as `more` says of those there are.
    pub(super) fn make_room(&mut self, more: &dyn Fn(usize) -> usize) {
        let values = more(self.len());
        self.values.text.reserve_exact(more(self.values.text.len()));
        self.values.ends.reserve_exact(values);
        self.counts.reserve_exact(values);
    }

    /// Gives back what only interning needs: from now on no value is new, and none is found by its text.
    pub(super) fn seal(&mut self) {
        self.codes = Slots::default();
        self.values.text.shrink_to_fit();
    }

    fn find(&self, hash: u32, kind: ValueKind, text: &str) -> Result<u32, Free> {
        self.codes
            .find(hash, |code| self.values.is(code, kind, text))
    }

    /// Bytes held, for the memory budget.
    pub(super) fn bytes(&self) -> usize {
        self.values.text.capacity()
            + self.values.kinds.capacity()
            + 4 * (self.values.ends.capacity() + self.counts.capacity())
            + self.codes.bytes()
    }
}

/// Half of a text's hash, told apart by kind.
fn hash(kind: ValueKind, text: &str) -> u32 {
    (long_hash(text.as_bytes()) >> 32) as u32 ^ kind as u32
}

/// Multiply and fold, eight bytes at a time: quick on short texts, spread well enough for linear probing. Two equal
/// ones among a million differing texts are a matter of ages.
pub(super) fn long_hash(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut state = bytes.len() as u64;
    for word in words {
        state = mix(state, u64::from_le_bytes(*word));
    }
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    state = mix(state, u64::from_le_bytes(last));
    state ^= state >> 29;
    state.wrapping_mul(FACTOR)
}

const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// A hash of what came before, with one word more.
#[inline]
pub(super) fn mix(state: u64, word: u64) -> u64 {
    (state.rotate_left(23) ^ word).wrapping_mul(FACTOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn codes_agree_with_a_hash_map_over_thousands_of_values() {
        let mut dictionary = Dictionary::default();
        let mut known: HashMap<String, u32> = HashMap::new();
        for step in 0..20_000_u32 {
            let text = format!("value {}", step.wrapping_mul(2_654_435_761) % 7_000);
            let code = dictionary.intern(ValueKind::Text, &text);
            let next = known.len() as u32 + 1;
            assert_eq!(code, *known.entry(text.clone()).or_insert(next));
            assert_eq!(dictionary.get(code), (ValueKind::Text, text.as_str()));
        }
        assert_eq!(dictionary.len(), known.len());
    }

    #[test]
    fn the_same_text_of_another_kind_is_another_value() {
        let mut dictionary = Dictionary::default();
        let text = dictionary.intern(ValueKind::Text, "5");
        let number = dictionary.intern(ValueKind::Number, "5");
        assert_ne!(text, number);
        assert_eq!(dictionary.get(number), (ValueKind::Number, "5"));
    }
}
