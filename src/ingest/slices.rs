//! Texts cut and searched in few bytes of code.
//!
//! `text[from..to]` and the standard library's search for a text within another each bring some kilobytes: tables of
//! printable characters for a message that nobody ever reads, and an algorithm for texts far longer than these.

use std::slice::SliceIndex;

/// Part of a text, cut where its caller has found a border of characters; anywhere else nothing.
#[inline]
pub fn part<R: SliceIndex<str, Output = str>>(text: &str, range: R) -> &str {
    text.get(range).unwrap_or_default()
}

/// Where a text first stands in another.
#[must_use]
pub fn find(text: &[u8], sought: &[u8]) -> Option<usize> {
    let Some((first, rest)) = sought.split_first() else {
        return Some(0);
    };
    let last = text.len().checked_sub(sought.len())?;
    (0..=last).find(|&at| text[at] == *first && text[at + 1..].starts_with(rest))
}

/// Whether two texts are the same. Short ones are compared quicker than by a call to what serves any length.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    let (words, rest) = left.as_chunks::<8>();
    let (other_words, other_rest) = right.as_chunks::<8>();
    let mut pairs = words.iter().zip(other_words);
    let mut others = rest.iter().zip(other_rest);
    left.len() == right.len()
        && pairs.all(|(word, other)| u64::from_le_bytes(*word) == u64::from_le_bytes(*other))
        && others.all(|(byte, other)| byte == other)
}

/// Whether a text stands in another.
#[must_use]
pub fn holds(text: &str, sought: &str) -> bool {
    find(text.as_bytes(), sought.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_found_where_the_standard_library_finds_them(text in "[ab]{0,12}", sought in "[ab]{0,3}") {
            prop_assert_eq!(find(text.as_bytes(), sought.as_bytes()), text.find(&sought));
            prop_assert_eq!(holds(&text, &sought), text.contains(&sought));
        }

        #[test]
        fn texts_are_the_same_where_the_standard_library_says_so(left in "[ab]{0,20}", at in 0_usize..20, other in "[ab]") {
            let mut right = left.clone();
            if at < right.len() {
                right.replace_range(at..=at, &other);
            }
            prop_assert_eq!(same(left.as_bytes(), right.as_bytes()), left == right);
            prop_assert!(!same(left.as_bytes(), (right + &other).as_bytes()));
        }
    }

    #[test]
    fn a_cut_within_a_character_gives_nothing() {
        assert_eq!(part("šuma", 2..), "uma");
        assert_eq!(part("šuma", 1..), "");
    }
}
