//! Month names as records spell them, in full or cut short, in the languages of the countries concerned.

/// Folded beginnings of month names that no other month of the same language shares.
///
/// English, French, Spanish, Portuguese, Bosnian/Serbian, Croatian, Azerbaijani, Turkish, Russian, Ukrainian.
const STEMS: [(u32, &[&str]); 12] = [
    (
        1,
        &[
            "january",
            "janvier",
            "enero",
            "janeiro",
            "januar",
            "sijecanj",
            "sijecnja",
            "yanvar",
            "ocak",
            "январ",
            "січен",
            "січня",
        ],
    ),
    (
        2,
        &[
            "february",
            "fevrier",
            "febrero",
            "fevereiro",
            "februar",
            "veljaca",
            "veljace",
            "fevral",
            "subat",
            "феврал",
            "лютий",
            "лютого",
        ],
    ),
    (
        3,
        &[
            "march",
            "mars",
            "marzo",
            "marco",
            "mart",
            "ozujak",
            "ozujka",
            "март",
            "берез",
        ],
    ),
    (
        4,
        &[
            "april",
            "avril",
            "abril",
            "travanj",
            "travnja",
            "aprel",
            "nisan",
            "апрел",
            "квіт",
        ],
    ),
    (
        5,
        &[
            "may",
            "mai",
            "mayo",
            "maio",
            "maj",
            "svibanj",
            "svibnja",
            "mayis",
            "май",
            "мая",
            "травен",
            "травня",
        ],
    ),
    (
        6,
        &[
            "june", "juin", "junio", "junho", "juni", "lipanj", "lipnja", "iyun", "haziran", "июн",
            "черв",
        ],
    ),
    (
        7,
        &[
            "july",
            "juillet",
            "julio",
            "julho",
            "juli",
            "srpanj",
            "srpnja",
            "iyul",
            "temmuz",
            "июл",
            "липен",
            "липня",
        ],
    ),
    (
        8,
        &[
            "august",
            "aout",
            "agosto",
            "avgust",
            "kolovoz",
            "avqust",
            "agustos",
            "август",
            "серп",
        ],
    ),
    (
        9,
        &[
            "september",
            "septembre",
            "septiembre",
            "setembro",
            "septembar",
            "rujan",
            "rujna",
            "sentyabr",
            "eylul",
            "сентябр",
            "верес",
        ],
    ),
    (
        10,
        &[
            "october",
            "octobre",
            "octubre",
            "outubro",
            "oktobar",
            "listopad",
            "oktyabr",
            "ekim",
            "октябр",
            "жовт",
        ],
    ),
    (
        11,
        &[
            "november",
            "novembre",
            "noviembre",
            "novembro",
            "novembar",
            "studeni",
            "studenog",
            "noyabr",
            "kasim",
            "ноябр",
            "листоп",
        ],
    ),
    (
        12,
        &[
            "december",
            "decembre",
            "diciembre",
            "dezembro",
            "decembar",
            "prosinac",
            "prosinca",
            "dekabr",
            "aralik",
            "декабр",
            "груд",
        ],
    ),
];

/// Letters an inflected form may add to a stem: `mart` + `ın`, `январ` + `я`.
const LONGEST_ENDING: usize = 3;

/// The month a folded word names: a stem, its first three letters or more, or a stem with a short ending.
///
/// A word that fits two months (`jui` is June and July in French) names none.
#[must_use]
pub fn month_named(word: &str) -> Option<u32> {
    if word.chars().count() < 3 || word.chars().any(|character| !character.is_alphabetic()) {
        return None;
    }
    let mut found = None;
    for (month, stems) in STEMS {
        if stems.iter().any(|stem| fits(word, stem)) {
            if found.is_some() {
                return None;
            }
            found = Some(month);
        }
    }
    found
}

fn fits(word: &str, stem: &str) -> bool {
    stem.starts_with(word)
        || word
            .strip_prefix(stem)
            .is_some_and(|ending| ending.chars().count() <= LONGEST_ENDING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::value::spelling::folded;

    #[test]
    fn names_short_names_and_inflected_names_are_read() {
        for (word, month) in [
            ("Nov", 11),
            ("November", 11),
            ("noyabr", 11),
            ("Ноября", 11),
            ("noviembre", 11),
            ("novembar", 11),
            ("Sept", 9),
            ("févr", 2),
            ("août", 8),
            ("Şubat", 2),
            ("мая", 5),
            ("ene", 1),
            ("Mar", 3),
            ("avqust", 8),
            ("juillet", 7),
            ("maja", 5),
            ("dek", 12),
            ("aprel", 4),
            ("İyul", 7),
            ("липня", 7),
        ] {
            assert_eq!(month_named(&folded(word)), Some(month), "{word}");
        }
    }

    #[test]
    fn words_that_name_no_month_or_two_are_refused() {
        for word in [
            "jui",
            "ma",
            "monday",
            "marketplace",
            "decoration",
            "iyu",
            "12",
        ] {
            assert_eq!(month_named(word), None, "{word}");
        }
    }
}
