//! Names of places, found as people type them: in another script, without diacritics, with a mistake.
//!
//! Every name is kept in two forms. The *plain* one has small letters without their marks. The *sound* is a skeleton in
//! which what transliterations disagree on is one letter: Cəbrayıl, Jabrayil, Jebrail and Джебраил are all `jabrail`.
//! A name that begins with what was typed comes first, then one that holds it, then those that sound so, then those a
//! few mistakes away. Mistakes are insertions, omissions, wrong letters and neighbours that changed places; the more
//! letters were typed, the more are forgiven. A name that shares too few letters is not compared, and the comparing
//! ends after [`MOST_CELLS`] steps, however many names there are.

mod sound;

use self::sound::{plain, sound};
use crate::order;

/// Steps of comparing letter with letter for one question.
const MOST_CELLS: usize = 4_000_000;
/// Fewer letters than these make every name sound alike.
const FEWEST_LETTERS: usize = 3;

/// How well a name fits; the less, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Begins,
    Holds,
    SoundsSo,
    /// After so many mistakes.
    Mistaken(u8),
}

/// A place one of whose names fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceHit {
    pub fit: Fit,
    /// Bytes of the name: of two that fit, the shorter is nearer to what was typed.
    pub length: u32,
    pub place: u32,
}

/// What was found, and how much comparing it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesFound {
    /// One for each place, the best first.
    pub hits: Vec<PlaceHit>,
    pub cells: usize,
}

/// The names of places, ready to be searched.
#[derive(Debug, Clone, Default)]
pub struct PlaceNames {
    /// The plain names one after the other.
    text: String,
    names: Vec<Name>,
    /// The sounds of every word with those after it, one after the other.
    sounds: Vec<u8>,
    words: Vec<Word>,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    place: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    name: u32,
    end: u32,
    /// The letters that occur.
    letters: u32,
}

impl PlaceNames {
    /// Adds a name of a place.
    pub fn push(&mut self, place: u32, name: &str) {
        let plain = plain(name);
        if plain.is_empty() {
            return;
        }
        self.text.push_str(&plain);
        let name = self.names.len() as u32;
        self.names.push(Name {
            place,
            end: self.text.len() as u32,
        });
        let mut start = 0;
        let is_gap = |letter: char| !letter.is_alphanumeric();
        while start < plain.len() {
            let before = self.sounds.len();
            sound(&plain[start..], &mut self.sounds);
            let letters = letters(&self.sounds[before..]);
            self.words.push(Word {
                name,
                end: self.sounds.len() as u32,
                letters,
            });
            let rest = &plain[start..];
            let Some(gap) = rest.find(is_gap) else { break };
            let next = rest[gap..].find(|letter| !is_gap(letter));
            let Some(next) = next else { break };
            start += gap + next;
        }
    }

    /// The places whose names fit what was typed.
    #[must_use]
    pub fn find(&self, typed: &str) -> PlacesFound {
        let wanted = plain(typed);
        let mut found = PlacesFound {
            hits: Vec::new(),
            cells: 0,
        };
        if wanted.is_empty() {
            return found;
        }
        let mut start = 0;
        for name in &self.names {
            let end = name.end as usize;
            let text = &self.text[start..end];
            start = end;
            if let Some(at) = text.find(&wanted) {
                let fit = if at == 0 { Fit::Begins } else { Fit::Holds };
                found.hits.push(hit(fit, text, name.place));
            }
        }
        self.find_by_sound(&wanted, &mut found);
        keep_best(&mut found.hits);
        found
    }

    fn find_by_sound(&self, wanted: &str, found: &mut PlacesFound) {
        let mut letters_wanted = Vec::new();
        sound(wanted, &mut letters_wanted);
        if letters_wanted.len() < FEWEST_LETTERS {
            return;
        }
        let wanted_letters = letters(&letters_wanted);
        let forgiven = mistakes_forgiven(letters_wanted.len());
        let mut rows = Rows::default();
        let mut start = 0;
        for word in &self.words {
            let sounds = &self.sounds[start..word.end as usize];
            start = word.end as usize;
            // A letter that does not occur is a mistake; two that changed places are none by this count.
            if (wanted_letters & !word.letters).count_ones() > u32::from(forgiven) {
                continue;
            }
            let fit = if sounds.starts_with(&letters_wanted) {
                Fit::SoundsSo
            } else if found.cells < MOST_CELLS {
                let mistakes = rows.mistakes(&letters_wanted, sounds, forgiven, &mut found.cells);
                match mistakes {
                    Some(mistakes) => Fit::Mistaken(mistakes),
                    None => continue,
                }
            } else {
                continue;
            };
            let name = self.names[word.name as usize];
            found.hits.push(PlaceHit {
                fit,
                length: sounds.len() as u32,
                place: name.place,
            });
        }
    }
}

fn hit(fit: Fit, text: &str, place: u32) -> PlaceHit {
    PlaceHit {
        fit,
        length: text.len() as u32,
        place,
    }
}

/// Leaves each place its best hit, the best place first.
fn keep_best(hits: &mut Vec<PlaceHit>) {
    order::sort_by(hits, |left, right| {
        left.place.cmp(&right.place).then(left.cmp(right))
    });
    hits.dedup_by_key(|hit| hit.place);
    order::sort_by(hits, PlaceHit::cmp);
}

/// One mistake from four letters on, two from seven.
fn mistakes_forgiven(letters: usize) -> u8 {
    match letters {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

/// A bit for each letter that occurs.
fn letters(sounds: &[u8]) -> u32 {
    let bits = sounds.iter().map(|sound| 1 << (sound & 31));
    bits.fold(0, |letters: u32, bit: u32| letters | bit)
}

/// Three rows of the table of edit distances, of which only the band of what is forgiven is filled.
#[derive(Default)]
struct Rows {
    before_last: Vec<u8>,
    last: Vec<u8>,
    row: Vec<u8>,
}

impl Rows {
    /// The fewest mistakes that make `wanted` a beginning of `sounds`, if they are forgiven.
    ///
    /// Source: the optimal string alignment distance, after F. J. Damerau, "A technique for computer detection and
    /// correction of spelling errors" (1964).
    fn mistakes(
        &mut self,
        wanted: &[u8],
        sounds: &[u8],
        forgiven: u8,
        cells: &mut usize,
    ) -> Option<u8> {
        const FAR: u8 = u8::MAX / 2;
        let band = usize::from(forgiven);
        if sounds.len() + band < wanted.len() {
            return None;
        }
        let width = wanted.len() + band + 1;
        let columns = sounds.len().min(width - 1);
        for row in [&mut self.before_last, &mut self.last, &mut self.row] {
            row.clear();
            row.resize(width + 1, FAR);
        }
        for column in 0..=band.min(columns) {
            self.last[column] = column as u8;
        }
        for (index, letter) in wanted.iter().enumerate() {
            let line = index + 1;
            self.row.fill(FAR);
            if line <= band {
                self.row[0] = line as u8;
            }
            let from = line.saturating_sub(band).max(1);
            let to = (line + band).min(columns);
            let mut least = self.row[0];
            for column in from..=to {
                *cells += 1;
                let differs = u8::from(sounds[column - 1] != *letter);
                let mut mistakes = (self.last[column - 1] + differs)
                    .min(self.last[column] + 1)
                    .min(self.row[column - 1] + 1);
                let swapped = index > 0
                    && column > 1
                    && sounds[column - 2] == *letter
                    && sounds[column - 1] == wanted[index - 1];
                if swapped {
                    mistakes = mistakes.min(self.before_last[column - 2] + 1);
                }
                self.row[column] = mistakes;
                least = least.min(mistakes);
            }
            if least > forgiven {
                return None;
            }
            std::mem::swap(&mut self.before_last, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.row);
        }
        let least = self.last[..=columns].iter().copied().min()?;
        (least <= forgiven).then_some(least)
    }
}

#[cfg(test)]
mod tests;
