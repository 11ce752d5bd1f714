//! Words as people type them: without case and without the marks that a keyboard may lack.

/// Lower case, dotted and dotless i alike, Latin letters without their marks: "Ağdərə" and "AGDERE" become "agdere".
///
/// Letters of other scripts only change case.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().map(lower) {
        match letter {
            'ı' | 'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            'ə' | 'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'ğ' => folded.push('g'),
            'ş' | 'š' | 'ś' => folded.push('s'),
            'ç' | 'č' | 'ć' => folded.push('c'),
            'ö' | 'ó' | 'ò' | 'ô' | 'õ' => folded.push('o'),
            'ü' | 'ú' | 'ù' | 'û' => folded.push('u'),
            'á' | 'à' | 'â' | 'ã' | 'ä' => folded.push('a'),
            'ñ' => folded.push('n'),
            'ž' | 'ź' | 'ż' => folded.push('z'),
            'đ' => folded.push('d'),
            // Marks written apart.
            '\u{300}'..='\u{36f}' => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The small letter of a capital one: of the Latin, Greek, Cyrillic, Armenian and Georgian scripts. Of `İ` it is `i`.
///
/// The standard library knows those of every script there ever was, in eleven kilobytes of tables.
#[must_use]
pub fn lower(letter: char) -> char {
    let code = u32::from(letter);
    let small = match code {
        0x41..=0x5A | 0xC0..=0xD6 | 0xD8..=0xDE => code + 32,
        0..=0xFF => code,
        0x130 => 0x69,
        0x178 => 0xFF,
        // Capital and small letter side by side, the capital even.
        0x100..=0x137
        | 0x14A..=0x177
        | 0x1A0..=0x1A5
        | 0x1DE..=0x1EF
        | 0x1F8..=0x21F
        | 0x222..=0x233
        | 0x246..=0x24F
        | 0x370..=0x373
        | 0x3D8..=0x3EF
        | 0x460..=0x481
        | 0x48A..=0x4BF
        | 0x4D0..=0x52F
        | 0x1E00..=0x1E95
        | 0x1EA0..=0x1EFF => code | 1,
        // The capital odd.
        0x139..=0x148
        | 0x179..=0x17E
        | 0x1AF..=0x1B0
        | 0x1B3..=0x1B6
        | 0x1CD..=0x1DC
        | 0x4C1..=0x4CE => code + (code & 1),
        // Letters of Africa and of Azerbaijan.
        0x181 => 0x253,
        0x186 => 0x254,
        0x18A => 0x257,
        0x18F => 0x259,
        0x190 => 0x25B,
        0x194 => 0x263,
        0x198 => 0x199,
        0x19D => 0x272,
        0x386 => 0x3AC,
        0x388..=0x38A => code + 37,
        0x38C => 0x3CC,
        0x38E..=0x38F => code + 63,
        0x391..=0x3A1 | 0x3A3..=0x3AB | 0x410..=0x42F => code + 32,
        0x400..=0x40F => code + 80,
        0x4C0 => 0x4CF,
        0x531..=0x556 => code + 48,
        0x10A0..=0x10C5 => code + 7_264,
        0x1C90..=0x1CBA | 0x1CBD..=0x1CBF => code - 3_008,
        0x1E9E => 0xDF,
        _ => code,
    };
    char::from_u32(small).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for spelling in ["Xankəndi", "XANKƏNDİ", "xankendi", "Xankendı"] {
            assert_eq!(fold(spelling), "xankendi");
        }
        assert_eq!(fold("Čelić"), "celic");
    }

    #[test]
    fn other_scripts_are_kept() {
        assert_eq!(fold("Ստեփանակերտ"), "ստեփանակերտ");
    }

    #[test]
    fn capitals_become_what_the_standard_library_makes_of_them() {
        let blocks = [
            0..=0x17F,
            0x1A0..=0x1A5,
            0x1AF..=0x1B0,
            0x1CD..=0x1EF,
            0x1F8..=0x21F,
            0x386..=0x3CE,
            0x400..=0x52F,
            0x530..=0x58F,
            0x10A0..=0x10C5,
            0x1C90..=0x1CBF,
            0x1E00..=0x1EFF,
        ];
        for letter in blocks.into_iter().flatten().filter_map(char::from_u32) {
            let expected = letter.to_lowercase().next();
            assert_eq!(Some(lower(letter)), expected, "{letter}");
        }
    }

    #[test]
    fn no_letter_is_taken_for_a_capital_that_is_none() {
        for letter in '\0'..=char::MAX {
            let small = lower(letter);
            assert!(
                small == letter || letter.to_lowercase().next() == Some(small),
                "{letter}"
            );
        }
    }
}
