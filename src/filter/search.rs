//! Words looked up in what the page itself holds: the dictionaries of open lists.
//!
//! Names, notes and narratives stay in the worker, which looks there and reports rows
//! ([`super::CrossFilter::set_text_hits`]).

use super::fold;
use crate::hazard::{CategoryColumn, Column, Columns, Field};

/// Words beyond this number are not looked for.
const MAX_WORDS: usize = 32;

/// The dictionaries searched: those whose entries are recorded texts.
const SEARCHED: [Field; 6] = [
    Field::Admin1,
    Field::Admin2,
    Field::Settlement,
    Field::Operator,
    Field::Source,
    Field::Activity,
];

/// Which rows hold all words of a text.
pub(super) struct Found<'a> {
    wanted: u32,
    /// For each searched column, by entry, the words it holds.
    columns: Vec<(&'a CategoryColumn, Vec<u32>)>,
}

/// Looks a text's words up. Every word must occur in a row, each in any of its columns.
///
/// Cost: O(words · dictionary entries), then O(columns) per row asked.
pub(super) fn rows_with<'a>(text: &str, columns: &'a Columns) -> Found<'a> {
    let folded = fold(text);
    let words: Vec<_> = folded.split_whitespace().take(MAX_WORDS).collect();
    let holds = |entry: &String| {
        let entry = fold(entry);
        let places = words.iter().enumerate();
        places.fold(0, |bits, (place, word)| {
            bits | (u32::from(entry.contains(word)) << place)
        })
    };
    let searched = columns
        .columns
        .iter()
        .filter(|(field, _)| SEARCHED.contains(field));
    Found {
        wanted: words
            .iter()
            .enumerate()
            .fold(0, |bits, (place, _)| bits | (1 << place)),
        columns: searched
            .filter_map(|(_, column)| match column {
                Column::Category(column) => {
                    // Entry 0 is "unknown": no text of the data.
                    let known = column.dictionary.iter().skip(1).map(holds);
                    Some((column, std::iter::once(0).chain(known).collect()))
                }
                _ => None,
            })
            .collect(),
    }
}

impl Found<'_> {
    /// Whether a row holds all words; every row does where there are none.
    pub fn contains(&self, row: usize) -> bool {
        let words = self.columns.iter().fold(0, |words, (column, entries)| {
            let code = column.codes.get(row).copied().unwrap_or(0);
            words | entries.get(usize::from(code)).copied().unwrap_or(0)
        });
        words & self.wanted == self.wanted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Columns {
        let column = |texts: &[&str], codes: &[u16]| {
            Column::Category(CategoryColumn {
                dictionary: texts.iter().map(|text| (*text).to_owned()).collect(),
                codes: codes.to_vec(),
            })
        };
        Columns {
            rows: 3,
            columns: vec![
                (
                    Field::Admin1,
                    column(&["unknown", "Ağdam", "Füzuli"], &[1, 2, 0]),
                ),
                (
                    Field::Settlement,
                    column(&["unknown", "Horadiz"], &[0, 1, 0]),
                ),
            ],
        }
    }

    #[test]
    fn every_word_must_occur_in_any_of_the_columns() {
        let places = places();
        let rows = |text: &str| -> Vec<bool> {
            let found = rows_with(text, &places);
            (0..3).map(|row| found.contains(row)).collect()
        };
        assert_eq!(rows("AGDAM"), [true, false, false]);
        assert_eq!(rows("fuzuli hora"), [false, true, false]);
        assert_eq!(rows("füzuli ağdam"), [false; 3]);
        assert_eq!(rows(""), [true; 3]);
    }

    #[test]
    fn the_word_unknown_is_not_a_text_of_the_data() {
        assert!(!rows_with("unknown", &places()).contains(2));
    }
}
