//! What runs while maps open, as recorded by `cargo xtask profile`.
//!
//! A record is text. A line is a function: the hash of its name, and, if it ran, that of its shape and which of its
//! places were passed, four a digit. A function that the record does not know, or that has changed since, is taken as
//! one that runs as a whole: an old record makes a larger first half, never another program.

use std::collections::HashMap;
use std::fmt::Write;

/// What is known of a function.
#[derive(Debug, PartialEq, Eq)]
pub enum Function {
    Never,
    Ran { shape: u32, places: Vec<bool> },
}

/// A record of one program.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// By hash of the name and, where several have one name, by how many came before.
    functions: HashMap<(u32, u32), Function>,
    order: Vec<(u32, u32)>,
}

const HEADING: &str =
    "# What runs while maps open, recorded by `cargo xtask profile`: see ran.rs.\n";

impl Ran {
    pub fn read(text: &str) -> Option<Self> {
        let mut read = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let name = u32::from_str_radix(words.next()?, 16).ok()?;
            let function = match (words.next(), words.next()) {
                (Some(shape), Some(digits)) => Function::Ran {
                    shape: u32::from_str_radix(shape, 16).ok()?,
                    places: places_of(digits)?,
                },
                _ => Function::Never,
            };
            read.add_hashed(name, function);
        }
        Some(read)
    }

    pub fn text(&self) -> String {
        let mut text = HEADING.to_owned();
        for key in &self.order {
            let _ = write!(text, "{:08x}", key.0);
            if let Function::Ran { shape, places } = &self.functions[key] {
                let _ = write!(text, " {shape:08x} {}", digits_of(places));
            }
            text.push('\n');
        }
        text
    }

    /// Adds a function; those of one name in the order of the program.
    pub fn add(&mut self, name: &str, function: Function) {
        self.add_hashed(hash_of(name), function);
    }

    fn add_hashed(&mut self, name: u32, function: Function) {
        let before = (0..)
            .find(|before| !self.functions.contains_key(&(name, *before)))
            .unwrap_or_default();
        self.functions.insert((name, before), function);
        self.order.push((name, before));
    }

    /// What is known of the functions of these names, in the order of the program.
    pub fn of<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<Option<&Function>> {
        let mut seen: HashMap<u32, u32> = HashMap::new();
        names
            .map(|name| {
                let name = hash_of(name);
                let before = seen.entry(name).or_default();
                let known = self.functions.get(&(name, *before));
                *before += 1;
                known
            })
            .collect()
    }
}

/// Four places a digit, the first in its lowest bit; the number of places before.
fn digits_of(places: &[bool]) -> String {
    let mut digits = format!("{}:", places.len());
    for four in places.chunks(4) {
        let digit = four
            .iter()
            .rev()
            .fold(0, |digit, place| digit << 1 | u8::from(*place));
        let _ = write!(digits, "{digit:x}");
    }
    digits
}

fn places_of(digits: &str) -> Option<Vec<bool>> {
    let (count, digits) = digits.split_once(':')?;
    let mut places = Vec::new();
    for digit in digits.chars() {
        let digit = digit.to_digit(16)?;
        places.extend((0..4).map(|bit| digit >> bit & 1 == 1));
    }
    let count = count.parse().ok()?;
    (count <= places.len()).then(|| {
        places.truncate(count);
        places
    })
}

pub const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// 64-bit FNV-1a, continued.
pub fn hash_on(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

pub fn folded(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}

fn hash_of(name: &str) -> u32 {
    folded(hash_on(HASH_START, without_hashes(name).as_bytes()))
}

/// A name without the numbers of the builds of packages: `core[81ac53eac6c6f55c]::fmt` as `core::fmt`.
fn without_hashes(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(start) = rest.find('[') {
        let number = &rest[start + 1..];
        let length = number
            .find(|letter: char| !letter.is_ascii_hexdigit())
            .unwrap_or(number.len());
        let is_hash = length >= 8 && number[length..].starts_with(']');
        let end = if is_hash { start } else { start + 1 };
        kept.push_str(&rest[..end]);
        rest = if is_hash {
            &number[length + 1..]
        } else {
            number
        };
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_without_the_numbers_of_builds() {
        assert_eq!(
            without_hashes(
                "<hazard_map[8b57b0d7a7a7b6c1]::web::ui::card::Card as core[81ac53eac6c6f55c]::fmt::Debug>"
            ),
            "<hazard_map::web::ui::card::Card as core::fmt::Debug>"
        );
        assert_eq!(without_hashes("<[u8; 4] as X>::y"), "<[u8; 4] as X>::y");
    }

    #[test]
    fn a_record_reads_back_as_it_was() {
        let mut record = Ran::default();
        let places = vec![true, false, true, true, false, true];
        record.add(
            "a",
            Function::Ran {
                shape: 7,
                places: places.clone(),
            },
        );
        record.add("b", Function::Never);
        record.add("a", Function::Never);
        let read = Ran::read(&record.text()).expect("a record");
        assert_eq!(read, record);
        let known = read.of(["b", "a", "c", "a[0123456789abcdef]"].into_iter());
        assert_eq!(
            known,
            [
                Some(&Function::Never),
                Some(&Function::Ran { shape: 7, places }),
                None,
                Some(&Function::Never),
            ]
        );
    }

    #[test]
    fn what_is_no_record_is_refused() {
        assert_eq!(Ran::read("xyz"), None);
        assert_eq!(Ran::read("00000001 00000002 9:f"), None);
    }
}
