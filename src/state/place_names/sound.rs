//! The two forms of a name: plain letters, and the skeleton of its sound.

use crate::filter::lower;

/// Small letters without their marks: one row for each letter that they become.
const MARKED: [(&str, char); 21] = [
    ("áàâãäåāăąǎạảấầẩẫậắằẳẵặ", 'a'),
    ("çćĉċč", 'c'),
    ("ďđð", 'd'),
    ("əéèêëēĕėęěẹẻẽếềểễệ", 'e'),
    ("ĝğġģǧ", 'g'),
    ("ĥħ", 'h'),
    ("ıíìîïĩīĭįǐịỉ", 'i'),
    ("ĵ", 'j'),
    ("ķǩ", 'k'),
    ("ĺļľŀł", 'l'),
    ("ñńņňŋ", 'n'),
    ("öóòôõøōŏőǒọỏốồổỗộơớờởỡợ", 'o'),
    ("ŕŗř", 'r'),
    ("śŝşšș", 's'),
    ("ţťŧț", 't'),
    ("üúùûũūŭůűųǔụủưứừửữự", 'u'),
    ("ŵ", 'w'),
    ("ýÿŷỳỵỷỹ", 'y'),
    ("źżž", 'z'),
    ("ё", 'е'),
    ("й", 'и'),
];

/// Small letters without marks, words parted by one space.
pub fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.trim().chars().map(lower) {
        if letter.is_ascii() {
            plain.push(letter);
        } else if !('\u{300}'..='\u{36f}').contains(&letter) {
            let unmarked = MARKED.iter().find(|(marked, _)| marked.contains(letter));
            plain.push(unmarked.map_or(letter, |(_, letter)| *letter));
        }
    }
    plain
}

/// Cyrillic letters as the Latin ones that write the same sound, from `а` on; `.` is none.
const CYRILLIC: &[u8; 32] = b"abvgdejziiklmnoprstufhccss.i.aua";

/// Appends the skeleton of a plain name: one small letter for all that spellings disagree on.
///
/// `a` stands for a, e, ə; `i` for i, ı, y, j between vowels and letters; `u` for o, ö, u, ü, w; `j` for c, ç, j, dj,
/// dzh, ch, zh; `k` for k, q, g, gh, x, kh, h; `s` for s, sh; `v` for v and f. Letters of other scripts stay apart by a
/// few of their bits. What is doubled counts once; gaps and signs are passed over.
pub fn sound(plain: &str, into: &mut Vec<u8>) {
    let start = into.len();
    let mut before = 0;
    for letter in plain.chars() {
        let latin = match letter {
            'а'..='я' => CYRILLIC[(u32::from(letter) - u32::from('а')) as usize],
            // Of Azerbaijan's and its neighbours' Cyrillic.
            'ә' => b'a',
            'ғ' | 'ҝ' | 'һ' => b'k',
            'ө' | 'ү' => b'u',
            'ј' => b'i',
            'ҹ' | 'ђ' | 'ћ' | 'џ' => b'j',
            'љ' => b'l',
            'њ' => b'n',
            letter if letter.is_ascii_alphanumeric() => letter as u8,
            letter if letter.is_alphanumeric() => {
                into.push((u32::from(letter) & 31) as u8);
                before = 0;
                continue;
            }
            _ => {
                before = 0;
                continue;
            }
        };
        let said = match (before, latin) {
            // The second letter of gh, kh, sh; of ch, zh and dzh, whose first has said it.
            (b'g' | b'k' | b's' | b'c' | b'z' | b'j', b'h') => {
                if before == b'z' {
                    into.pop();
                    Some(b'j')
                } else {
                    None
                }
            }
            (_, b'.') => None,
            (_, b'a' | b'e') => Some(b'a'),
            (_, b'i' | b'y') => Some(b'i'),
            (_, b'o' | b'u' | b'w') => Some(b'u'),
            (_, b'c' | b'j') => Some(b'j'),
            (_, b'k' | b'q' | b'g' | b'x' | b'h') => Some(b'k'),
            (_, b'v' | b'f') => Some(b'v'),
            (_, other) => Some(other),
        };
        before = latin;
        let Some(said) = said else { continue };
        // The d of dj, dzh, dž.
        if said == b'j' && into.len() > start && into.last() == Some(&b'd') {
            into.pop();
        }
        if into.len() == start || into.last() != Some(&said) {
            into.push(said);
        }
    }
}
