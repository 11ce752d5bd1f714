//! The status of a zone from the words of many countries.
//!
//! The readings are not symmetric. Hazard may be recognised within a longer text; a release (cleared, reduced,
//! cancelled) only where the whole text is a known spelling, so that "not yet cleared" or "cleared in part" never
//! reads as cleared. What is not understood is unknown, and unknown is drawn as suspected.

use super::spelling::folded;
use crate::hazard::HazardStatus;
use crate::ingest::slices::holds;

/// A status, and whether the word left it open and the worse class was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusReading {
    pub status: HazardStatus,
    /// "Mined" alone is taken for confirmed, "released" alone for cancelled.
    pub bare: bool,
}

/// Whole texts, folded and separated by `|`. A release stands only here.
const WHOLE: [(HazardStatus, &str); 6] = [
    (
        HazardStatus::Confirmed,
        "cha|confirmed|confirmed hazardous area|confirmed hazard area|confirmed mined area|apc|area peligrosa confirmada|\
         confirmada|confirmado|zdc|zone dangereuse confirmee|confirmee|potvrdjena|potvrdjeno|potvrdena opasna povrsina|\
         potvrdjena opasna povrsina|подтверждено|подтвержденная опасная зона|підтверджено|tesdiqlenmis|\
         tesdiqlenmis tehlukeli erazi|مؤكدة",
    ),
    (
        HazardStatus::Suspected,
        "sha|suspected|suspect|suspected hazardous area|suspected hazard area|suspected minefield|suspected minefields|\
         suspect area|suspect areas|suspected area|suspected areas|dangerous area|risk area|risky area|aps|\
         area peligrosa sospechosa|area peligrosa|sospecha de campo minado|zsd|zone soupconnee dangereuse|\
         sumnjiva povrsina|sumnjive povrsine|rizicna povrsina|rizicne povrsine|subheli|subheli erazi|\
         subheli tehlukeli erazi|مشتبه بها",
    ),
    (
        HazardStatus::Declared,
        "declared|declared area|record|recorded|recorded minefield|minefield record|mf record|registered minefield|\
         zapisnik|zapisnik minskog polja|evidentirano|campo minado registrado|minefield map|mina xeritesi|\
         senedle bildirilmis|formulyar",
    ),
    (
        HazardStatus::Cleared,
        "cleared|clear|cleared area|cleared areas|cleared minefield|cleared minefields|clearance completed|\
         clearance complete|completed clearance|lifted|lifted minefield|lifted minefields|demined|demined area|\
         demined areas|decontaminated|despejada|despejado|area despejada|areas despejadas|desminada|desminado|depolluee|\
         zone depolluee|deminee|ociscena|ocisceno|ociscena povrsina|ociscene povrsine|deminirano|deminirana povrsina|\
         deminirane povrsine|очищено|очищена|разминировано|розміновано|очищено від мін|temizlenmis|temizlenib|\
         temizlenmis erazi|minadan temizlenib|مطهرة",
    ),
    (
        HazardStatus::Reduced,
        "reduced|reduced area|reduced areas|area reduced|area reduction|released by technical survey|reducida|\
         area reducida|reduite|zone reduite|reducirana|reducirano|reducirana povrsina|smanjena|сокращено|azaldilib|\
         azaldilmis",
    ),
    (
        HazardStatus::Cancelled,
        "cancelled|canceled|cancelled area|canceled area|cancelled areas|cancellation|discredited|discredited area|\
         released by non technical survey|cancelada|cancelado|area cancelada|annulee|zone annulee|otkazana|otkazano|\
         ponistena|отменено|аннулировано|скасовано|legv edilib|legv edilmis",
    ),
];

/// Released, without the way in which: the one with the least work behind it is taken.
const RELEASED: [&str; 6] = [
    "released",
    "land released",
    "released area",
    "liberada",
    "azad edilib",
    "remise a disposition",
];

/// Beginnings of words that carry suspicion, confirmation, or contamination alone.
const SUSPICION: [&str; 11] = [
    "suspect",
    "suspic",
    "unconfirm",
    "sumnj",
    "rizicn",
    "sospech",
    "soupcon",
    "подозр",
    "предполаг",
    "підозр",
    "subhe",
];
const CONFIRMATION: [&str; 7] = [
    "confirm",
    "potvrdj",
    "potvrden",
    "подтвержд",
    "підтвердж",
    "tesdiql",
    "verified",
];
const CONTAMINATION: [&str; 16] = [
    "contamin",
    "mined",
    "minefield",
    "hazardous",
    "miniran",
    "minsk",
    "minado",
    "minada",
    "zamini",
    "заминир",
    "замінов",
    "minalan",
    "cirklen",
    "zaxlam",
    "pollue",
    "dangerous",
];

/// Words that turn a statement round, and words that show release or doubt of it: with these, only suspicion is read.
const REVERSAL: [&str; 32] = [
    "not",
    "no",
    "non",
    "never",
    "without",
    "free",
    "former",
    "un",
    "nije",
    "ne",
    "nema",
    "sin",
    "sans",
    "pas",
    "не",
    "нет",
    "без",
    "deyil",
    "yox",
    "cleared",
    "clearance",
    "clear",
    "lifted",
    "demined",
    "released",
    "cancelled",
    "canceled",
    "reduced",
    "partly",
    "partially",
    "removed",
    "low",
];

/// Reads a text; `None` where it says nothing about the status.
#[must_use]
pub fn read_text(text: &str) -> Option<StatusReading> {
    let folded = folded(text);
    let sure = |status| {
        Some(StatusReading {
            status,
            bare: false,
        })
    };
    let bare = |status| Some(StatusReading { status, bare: true });
    if let Some((status, _)) = WHOLE
        .iter()
        .find(|(_, spellings)| spellings.split('|').any(|spelling| spelling == folded))
    {
        return sure(*status);
    }
    if RELEASED.contains(&folded.as_str()) {
        return bare(HazardStatus::Cancelled);
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let begins = |beginnings: &[&str]| {
        words.iter().any(|word| {
            beginnings
                .iter()
                .any(|beginning| word.starts_with(beginning))
        })
    };
    let reversed = words.iter().any(|word| REVERSAL.contains(word));
    if begins(&SUSPICION) {
        return sure(HazardStatus::Suspected);
    }
    if begins(&CONFIRMATION) {
        let status = if reversed {
            HazardStatus::Suspected
        } else {
            HazardStatus::Confirmed
        };
        return sure(status);
    }
    if (begins(&CONTAMINATION) || holds(&folded, "mine field")) && !reversed {
        return bare(HazardStatus::Confirmed);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(text: &str) -> Option<HazardStatus> {
        read_text(text).map(|reading| reading.status)
    }

    #[test]
    fn known_spellings_of_many_countries_are_read() {
        for (text, expected) in [
            ("CHA", HazardStatus::Confirmed),
            ("confirmed_hazardous_area", HazardStatus::Confirmed),
            ("Área peligrosa confirmada", HazardStatus::Confirmed),
            ("Suspected Minefield", HazardStatus::Suspected),
            ("SHA", HazardStatus::Suspected),
            ("Sumnjiva površina", HazardStatus::Suspected),
            ("Minefield record", HazardStatus::Declared),
            ("Cleared Areas", HazardStatus::Cleared),
            ("Lifted Minefields", HazardStatus::Cleared),
            ("Očišćene površine", HazardStatus::Cleared),
            ("Təmizlənmiş ərazi", HazardStatus::Cleared),
            ("Reduced", HazardStatus::Reduced),
            ("Canceled", HazardStatus::Cancelled),
        ] {
            assert_eq!(
                read_text(text),
                Some(StatusReading {
                    status: expected,
                    bare: false
                }),
                "{text}"
            );
        }
    }

    #[test]
    fn every_slug_reads_as_itself_and_unknown_says_nothing() {
        for expected in HazardStatus::ALL {
            let known = (expected != HazardStatus::Unknown).then_some(expected);
            assert_eq!(status(expected.slug()), known);
            assert_eq!(status(&expected.slug().to_uppercase()), known);
        }
    }

    #[test]
    fn a_bare_word_of_contamination_is_the_worse_class_and_says_so() {
        for text in [
            "contaminated",
            "Mined",
            "hazardous",
            "mine field",
            "Contaminated land",
            "Miniran",
            "minalanmış",
        ] {
            assert_eq!(
                read_text(text),
                Some(StatusReading {
                    status: HazardStatus::Confirmed,
                    bare: true
                }),
                "{text}"
            );
        }
        assert_eq!(
            read_text("released"),
            Some(StatusReading {
                status: HazardStatus::Cancelled,
                bare: true
            })
        );
    }

    #[test]
    fn release_is_never_read_into_a_longer_text() {
        for text in [
            "not cleared",
            "to be cleared",
            "clearance ongoing",
            "uncleared",
            "partially cleared",
            "cleared?no",
        ] {
            assert_eq!(status(text), None, "{text}");
        }
        for text in [
            "Suspected, partly cleared",
            "unconfirmed",
            "not confirmed",
            "confirmed free",
            "sumnjivo, ne deminirano",
        ] {
            assert_eq!(status(text), Some(HazardStatus::Suspected), "{text}");
        }
    }

    #[test]
    fn a_denial_is_neither_hazard_nor_release() {
        for text in [
            "not contaminated",
            "no mines",
            "mine free",
            "",
            "active",
            "7",
        ] {
            assert_eq!(status(text), None, "{text}");
        }
    }
}
