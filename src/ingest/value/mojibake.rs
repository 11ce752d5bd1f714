//! Text that was read in the wrong character set, recognised but not rewritten.
//!
//! UTF-8 read as Latin-1 or Windows-1252 turns `Ñ` into `Ã‘` and `ə` into `É™`. Guessing the original would put words
//! into a record's mouth; the load report says which columns suffer, and the publisher exports again.

/// Whether a text holds the traces of UTF-8 read as Windows-1252, or the mark that replaces undecodable bytes.
#[must_use]
pub fn is_mojibake(text: &str) -> bool {
    let mut lead = None;
    for character in text.chars() {
        if character == char::REPLACEMENT_CHARACTER {
            return true;
        }
        if lead.is_some_and(|lead| follows(lead, character)) {
            return true;
        }
        lead = is_lead(character).then_some(character);
    }
    false
}

/// What the first byte of a two- or three-byte UTF-8 sequence looks like: `Â Ã Ä Å Æ Ç È É Ð Ñ Ø Ù â`.
fn is_lead(character: char) -> bool {
    matches!(
        character,
        '\u{c2}'..='\u{c9}' | '\u{d0}' | '\u{d1}' | '\u{d8}' | '\u{d9}' | '\u{e2}'
    )
}

/// Whether `character` looks like a following byte (0x80 to 0xBF) in Latin-1 or Windows-1252.
///
/// Quotation marks and dashes follow `É` or `Ñ` at the end of a word in sound text too, and do not count there.
fn follows(lead: char, character: char) -> bool {
    let ends_a_word = "’”“»–—…•".contains(character);
    let living = matches!(lead, 'Ç' | 'È' | 'É' | 'Ñ' | 'â');
    let looks_so = matches!(character, '\u{80}'..='\u{bf}')
        || "€‚ƒ„…†‡ˆ‰‹Š‘’“”•–—˜™š›œŒŽžŸ".contains(character);
    looks_so && !(living && ends_a_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_read_as_windows_1252_is_recognised() {
        for broken in [
            "NARIÃ‘O",
            "CAJIBÃ\u{8d}O",
            "AÄŸdam",
            "Å uÅ¡a",
            "ÐœÐ¸Ð½Ð°",
            "caf\u{fffd}",
            "donâ€™t",
        ] {
            assert!(is_mojibake(broken), "{broken}");
        }
    }

    #[test]
    fn accents_of_living_languages_are_left_alone() {
        for sound in [
            "NARIÑO",
            "ÂGE",
            "Âu Lạc",
            "Élysée",
            "ÇÖL",
            "Šuša",
            "Ağdam – Şuşa",
            "«Ñ»",
            "10 m²",
        ] {
            assert!(!is_mojibake(sound), "{sound}");
        }
    }
}
