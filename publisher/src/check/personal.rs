//! Personal data in a layer's file, by the names of its fields and by what the values look like.
//!
//! The map drops fields whose name or values are personal when it reads them; the published file would hold them all
//! the same. So the publisher is told the field and how many rows, never a value. What looks personal may be none;
//! a person decides.

use std::collections::HashSet;

use hazard_map::ingest::{RawColumn, RawTable, RawValue, Recognition};

/// Fewer different texts tell nothing about what a field holds.
const FEWEST_NAMES: usize = 5;
/// Share of a field's rows whose text must look like a person's name.
const SHARE_OF_NAMES: f64 = 0.7;
/// Names of persons hardly repeat, those of places do: different texts per row with one.
const VARIETY_OF_NAMES: f64 = 0.8;

/// A field with personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Personal {
    pub key: String,
    pub what: &'static str,
    /// Rows that hold it.
    pub rows: usize,
}

/// Looks at every field of a file; `about_people` where each row is about casualties.
pub fn find(table: &RawTable, recognition: &Recognition, about_people: bool) -> Vec<Personal> {
    let dropped: HashSet<&str> = recognition.personal.iter().map(String::as_str).collect();
    let look = |column: &RawColumn| {
        let (what, rows) = if dropped.contains(column.key()) {
            (
                "personal data by its name or its values",
                rows_with(column, |_| true),
            )
        } else {
            let free = about_people && !recognition.mapping.uses(column.key());
            by_looks(column, free)?
        };
        (rows > 0).then(|| Personal {
            key: column.key().to_owned(),
            what,
            rows,
        })
    };
    table.columns().iter().filter_map(look).collect()
}

/// What a column's values look like, and in how many rows.
fn by_looks(column: &RawColumn, may_name_people: bool) -> Option<(&'static str, usize)> {
    let email = ("e-mail addresses", rows_with(column, holds_email));
    let telephone = ("telephone numbers", rows_with(column, holds_telephone));
    let identity = ("identity numbers", rows_with(column, is_identity_number));
    let contacts = [email, telephone, identity]
        .into_iter()
        .find(|(_, rows)| *rows > 0);
    if contacts.is_some() {
        return contacts;
    }
    if !may_name_people {
        return None;
    }
    let all = rows_with(column, |_| true);
    let named = rows_with(column, is_full_name);
    let different = column
        .distinct()
        .filter(|(_, value, count)| *count > 0 && is_full_name(value.as_written()))
        .count();
    let many = named as f64 >= SHARE_OF_NAMES * all as f64;
    let varied = different as f64 >= VARIETY_OF_NAMES * named as f64;
    (different >= FEWEST_NAMES && many && varied)
        .then_some(("what looks like names of persons", named))
}

fn rows_with(column: &RawColumn, looks: impl Fn(&str) -> bool) -> usize {
    let rows = |(_, value, count): (u32, RawValue, u32)| {
        if looks(value.as_written()) {
            count as usize
        } else {
            0
        }
    };
    column.distinct().map(rows).sum()
}

/// Whether an e-mail address stands anywhere in a text.
fn holds_email(text: &str) -> bool {
    let words =
        text.split(|letter: char| letter.is_whitespace() || ",;:<>()[]\"'".contains(letter));
    words.into_iter().any(|word| {
        let Some((name, host)) = word.split_once('@') else {
            return false;
        };
        let top = host.trim_end_matches('.').rsplit_once('.');
        !name.is_empty()
            && top.is_some_and(|(domain, top)| {
                !domain.is_empty() && top.len() >= 2 && top.chars().all(char::is_alphabetic)
            })
    })
}

/// Whether an international telephone number stands anywhere in a text: a plus, then 9 to 15 digits in groups.
fn holds_telephone(text: &str) -> bool {
    text.match_indices('+').any(|(at, _)| {
        let number: String = text[at + 1..]
            .chars()
            .take_while(|letter| letter.is_ascii_digit() || " -().".contains(*letter))
            .collect();
        let digits = number.chars().filter(char::is_ascii_digit).count();
        (9..=15).contains(&digits)
            && number.starts_with(|first: char| first.is_ascii_digit() || first == '(')
    })
}

/// A personal number of the states that were Yugoslavia (JMBG): day, month and year of birth, and a check digit.
fn is_identity_number(text: &str) -> bool {
    let digits: Vec<u32> = text
        .trim()
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .collect();
    if digits.len() != 13 || text.trim().len() != 13 {
        return false;
    }
    let pair = |at: usize| digits[at] * 10 + digits[at + 1];
    let weights = [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let sum: u32 = weights
        .iter()
        .zip(&digits)
        .map(|(weight, digit)| weight * digit)
        .sum();
    let check = match 11 - sum % 11 {
        10 | 11 => 0,
        rest => rest,
    };
    (1..=31).contains(&pair(0)) && (1..=12).contains(&pair(2)) && check == digits[12]
}

/// Two to four words of letters, each with a capital: `Anna Maria Müller`.
fn is_full_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().count() >= 2
                && word
                    .chars()
                    .all(|letter| letter.is_alphabetic() || "-'’.".contains(letter))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contacts_are_found_inside_longer_texts() {
        assert!(holds_email("reported by <a.b@example.org>, by mail"));
        assert!(holds_telephone("call +994 50 123 45 67 at night"));
        for text in [
            "39.8@46.7",
            "a @ b",
            "@home",
            "+12",
            "1+1",
            "+++",
            "MK 123456789012",
        ] {
            assert!(!holds_email(text) && !holds_telephone(text), "{text}");
        }
    }

    #[test]
    fn identity_numbers_are_told_by_their_check_digit() {
        // The example that is printed in descriptions of the number.
        assert!(is_identity_number("0101006500006"));
        assert!(!is_identity_number("0101006500007"));
        assert!(!is_identity_number("9901006500006"));
        assert!(!is_identity_number("2024031512000"));
    }

    #[test]
    fn names_of_persons_are_words_with_capitals() {
        assert!(is_full_name("Əli Məmmədov") && is_full_name("Anna-Maria O'Neill"));
        assert!(
            !is_full_name("Gorica")
                && !is_full_name("stepped on a mine")
                && !is_full_name("Area 12")
        );
    }
}
