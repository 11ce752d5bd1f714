//! Spellings brought to one form, so that `Suspected_Minefield` and `  suspected  MINEFIELD ` are the same words.
//!
//! Folding is for comparing only; what a person reads is always the text as recorded.

/// Lower case, without diacritics; whatever is not a letter or a digit separates words; one space between words.
///
/// `"Očišćene  POVRŠINE"` is `"ociscene povrsine"`, `"TIPO_EVENTO"` is `"tipo evento"`.
#[must_use]
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars().flat_map(char::to_lowercase) {
        if is_combining(character) || character == '\'' || character == '’' {
            continue;
        }
        if !character.is_alphanumeric() {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        match plain_letters(character) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(character),
        }
    }
    folded
}

/// [`folded`] without spaces: for keys, where `HazardType`, `hazard_type` and `Hazard Type` are one.
#[must_use]
pub fn folded_key(key: &str) -> String {
    let mut folded = folded(key);
    folded.retain(|character| character != ' ');
    folded
}

/// Whether a text stands for "nothing recorded".
#[must_use]
pub fn is_blank(text: &str) -> bool {
    // Ids and dates are asked about by the million.
    let has_digit = text.bytes().any(|byte| byte.is_ascii_digit());
    !has_digit && BLANKS.contains(&folded(text).as_str())
}

/// Ways to record nothing, folded. Dashes, dots and question marks fold to nothing at all.
const BLANKS: [&str; 33] = [
    "",
    "bilinmir",
    "blank",
    "desconocido",
    "empty",
    "inconnu",
    "melum deyil",
    "missing",
    "n a",
    "na",
    "namelum",
    "nan",
    "nema podataka",
    "nepoznato",
    "nil",
    "no data",
    "no info",
    "no information",
    "non renseigne",
    "none",
    "not available",
    "not known",
    "not recorded",
    "null",
    "sin dato",
    "sin datos",
    "sin especificar",
    "sin informacion",
    "unknown",
    "unspecified",
    "не указано",
    "неизвестно",
    "нет данных",
];

fn is_combining(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// The unaccented Latin spelling of a lower-case letter, where it has one.
fn plain_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' | 'ċ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ə' => "e",
        'ğ' | 'ģ' => "g",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' | 'ľ' | 'ļ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => "o",
        'ŕ' | 'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ț' | 'ţ' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ё' => "е",
        '²' => "2",
        '³' => "3",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_separators_make_no_difference() {
        for spelling in [
            "Suspected Minefield",
            "SUSPECTED_MINEFIELD",
            " suspected—minefield.",
        ] {
            assert_eq!(folded(spelling), "suspected minefield");
        }
        assert_eq!(folded("Očišćene  POVRŠINE"), "ociscene povrsine");
        assert_eq!(folded("TƏMİZLƏNMİŞ ərazi"), "temizlenmis erazi");
        assert_eq!(folded("An\u{303}o"), "ano");
        assert_eq!(folded_key("Hazard Type"), folded_key("hazard_type"));
        assert_eq!(folded_key("AÑO"), "ano");
    }

    #[test]
    fn the_many_ways_to_record_nothing_are_blank() {
        for blank in [
            "",
            "  ",
            "-",
            "--",
            "(blank)",
            "N/A",
            "n/a",
            "#N/A",
            "<Null>",
            "?",
            "Naməlum",
            "Sin información",
        ] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for value in ["0", "no", "nada más", "Nadir", "naval mine"] {
            assert!(!is_blank(value), "{value:?}");
        }
    }
}
