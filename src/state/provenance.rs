//! Whose data it is: the sentence that stays on the map while something is on it that its publisher does not stand behind.
//!
//! Names come from files and addresses, so they are shortened, and characters that turn the direction of reading are
//! taken out: a file's name must not rewrite the sentence around it.

use crate::text::{Language, key};

/// Names in the sentence; the list of layers has them all.
const MOST_NAMES: usize = 3;
/// Letters of a name.
const NAME_LETTERS: usize = 40;
/// Letters of whoever publishes the map: bodies have long names.
const PUBLISHER_LETTERS: usize = 90;

/// "Contains data not published by …: …."; nothing where no layer is named.
#[must_use]
pub fn not_published(language: Language, publisher: &str, names: &[String]) -> Option<String> {
    if names.is_empty() {
        return None;
    }
    let mut named: Vec<String> = Vec::new();
    for name in names {
        let name = ["“", &shortened(name, NAME_LETTERS), "”"].concat();
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let more = named.len().saturating_sub(MOST_NAMES);
    named.truncate(MOST_NAMES);
    let mut list = named.join(", ");
    if more > 0 {
        list += &[" +", &more.to_string()].concat();
    }
    let publisher = shortened(publisher, PUBLISHER_LETTERS);
    let values = [("publisher", publisher.as_str()), ("names", &list)];
    Some(key::TRUST_MARK.with(language, &values))
}

/// A text of strangers for the middle of a sentence: at most so many letters, on one line, read in one direction.
#[must_use]
pub fn shortened(text: &str, letters: usize) -> String {
    let turns = |letter: char| matches!(letter, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let mut kept = text
        .chars()
        .filter(|&letter| !letter.is_control() && !turns(letter));
    let mut short: String = kept.by_ref().take(letters).collect();
    if kept.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(names: &[&str]) -> Option<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        not_published(Language::English, "the centre", &names)
    }

    #[test]
    fn nothing_is_said_where_nothing_was_added() {
        assert_eq!(said(&[]), None);
    }

    #[test]
    fn three_names_are_said_each_once_and_the_others_counted() {
        let sentence = said(&["a", "a", "b", "c", "d", "e"]).expect("there are names");
        assert_eq!(
            sentence,
            "Contains data not published by the centre: “a”, “b”, “c” +2."
        );
    }

    #[test]
    fn a_name_can_neither_flood_the_sentence_nor_turn_it_around() {
        let sentence = said(&[&"x".repeat(10_000_000)]).expect("there is a name");
        assert!(sentence.chars().count() < 200, "{sentence}");
        let turned = said(&["\u{202E}reversed\n\u{2067}"]).expect("there is a name");
        assert!(turned.contains("“reversed”"), "{turned}");
    }

    #[test]
    fn every_language_says_whose_and_which() {
        for language in Language::ALL {
            let sentence = not_published(language, "ANAMA", &["x.csv".to_owned()]);
            let sentence = sentence.expect("there is a name");
            assert!(
                sentence.contains("ANAMA") && sentence.contains("x.csv"),
                "{sentence}"
            );
        }
    }
}
