//! Kinds of explosive ordnance from the words and codes of many countries.
//!
//! One text can name several ("AP and AT mines, UXO"): all are taken. A text that names none is `None`, which the
//! caller reports; it is never "other" by default.

use super::spelling::folded;
use crate::hazard::HazardType;
use crate::ingest::slices::find;

/// A set of [`HazardType`], bit `1 << code`, as [`crate::hazard::SetColumn`] stores it.
pub type HazardSet = u16;

/// The set of one.
#[must_use]
pub fn set_of(kind: HazardType) -> HazardSet {
    1 << kind.code()
}

/// Runs of whole words, folded and separated by `|`. Longer runs stand first, and what they name is not read again word by word.
const SPELLINGS: [(HazardType, &str); 9] = [
    (
        HazardType::BoobyTrap,
        "booby trap|booby traps|boobytrap|victim operated trap|trampa explosiva|piege|tele mina|мина ловушка|bt",
    ),
    (
        HazardType::Axo,
        "abandoned explosive ordnance|abandoned ordnance|abandoned ammunition|stockpile|axo|aeo",
    ),
    (
        HazardType::Cluster,
        "cluster munition remnants|cluster munition remnant|cluster munitions|cluster munition|cluster bomb|\
         cluster bombs|cluster|submunition|submunitions|unexploded submunitions|bomblet|bomblets|cmr|cmrs|bac|kasetna|\
         kasetna municija|kasetne bombe|municion en racimo|sous munition|sous munitions|кассетные|кассетный|\
         кассетные боеприпасы|kaset|kaset sursati",
    ),
    (
        HazardType::Ied,
        "improvised explosive device|improvised explosive devices|improvised mine|improvised mines|mina improvisada|\
         minas improvisadas|artefacto explosivo improvisado|artefactos explosivos improvisados|victim operated ied|ied|\
         ieds|voied|vbied|rcied|aei|eei|сву|elde duzeldilmis",
    ),
    (
        HazardType::ApMine,
        "anti personnel mines|anti personnel mine|antipersonnel mines|antipersonnel mine|anti personnel|antipersonnel|\
         ap mines|ap mine|ap minefield|apmine|apmines|apm|apl|ap|map|map mine|mina antipersonal|minas antipersonal|\
         antipersonal|mine antipersonnel|mines antipersonnel|protupjesacka|protivpjesadijska|protivpesadijska|pp mina|\
         ppm|pma|pmn|pmr|prom|piyada eleyhine|piyada eleyhine mina|противопехотная|противопехотные|противопехотная мина|\
         ппм",
    ),
    (
        HazardType::AvMine,
        "anti vehicle mines|anti vehicle mine|anti vehicle|antivehicle|anti tank mines|anti tank mine|anti tank|antitank|\
         av mines|av mine|at mines|at mine|avm|atm|at|av|mav|mina antivehiculo|antivehiculo|antitanque|antichar|\
         antivehicule|protuoklopna|protivtenkovska|pt mina|ptm|tma|tmm|tank eleyhine|tank eleyhine mina|противотанковая|\
         противотанковые|противотранспортная|птм",
    ),
    (
        HazardType::Uxo,
        "unexploded explosive ordnance|unexploded ordnance|explosive remnants of war|explosive remnant of war|\
         municion sin explotar|municiones sin explotar|munition non explosee|muse|munse|uxo|uxos|erw|reg|nus|\
         neeksplodirana|neeksplodirana ubojna sredstva|unexploded|mortar|mortars|grenade|grenades|rocket|rockets|\
         artillery|projectile|projectiles|shell|shells|aircraft bomb|air dropped bomb|partlamamis|\
         partlamamis herbi sursat|phs|неразорвавшиеся|нрб|взп|неразорвавшийся|снаряд",
    ),
    (
        HazardType::MineUnspecified,
        "mine|mines|landmine|landmines|land mine|minefield|mina|minas|mina terrestre|minalar|mine field|мина|мины|\
         mixed mines|other mine|mine unspecified|minsko polje",
    ),
    (
        HazardType::Other,
        "other|others|other device|otro|otros|autre|drugo|ostalo|diger|другое|инше",
    ),
];

/// No spelling has more.
const MOST_WORDS: usize = 4;

/// The types a text names.
#[must_use]
pub fn read_text(text: &str) -> Option<HazardSet> {
    if let Some(known) = HazardType::from_slug(text.trim()) {
        return Some(set_of(known));
    }
    let folded = folded(text);
    let mut rest = format!(" {folded} ").into_bytes();
    let mut found = 0;
    // Longer ones first: "mine" stands in most of them.
    for words in (1..=MOST_WORDS).rev() {
        for (kind, spellings) in SPELLINGS {
            for spelling in spellings.split('|') {
                if spelling.split(' ').count() != words {
                    continue;
                }
                let whole = format!(" {spelling} ");
                while let Some(place) =
                    find(&rest, whole.as_bytes()).and_then(|at| rest.get_mut(at..at + whole.len()))
                {
                    found |= set_of(kind);
                    place.fill(b' ');
                }
            }
        }
    }
    // "AP and other mines", "mines (AP)": the unspecified mine is the same mine where its type is named beside it.
    if found & (set_of(HazardType::ApMine) | set_of(HazardType::AvMine) | set_of(HazardType::Ied))
        != 0
    {
        found &= !set_of(HazardType::MineUnspecified);
    }
    (found != 0).then_some(found)
}

/// The type that a key names by itself, for columns that only say yes or count: `AP_MINES`, `has_uxo`, `eo_ied`.
#[must_use]
pub fn named_by_key(key: &str) -> Option<HazardSet> {
    let folded = folded(key);
    let mut plain = folded.as_str();
    for word in ["eo ", "has ", "num ", "nr "] {
        while let Some(rest) = plain.strip_prefix(word) {
            plain = rest;
        }
    }
    let plain = plain
        .strip_suffix(" found")
        .or_else(|| plain.strip_suffix(" present"))
        .unwrap_or(plain);
    SPELLINGS
        .iter()
        .find(|(_, spellings)| spellings.split('|').any(|spelling| spelling == plain))
        .map(|(kind, _)| set_of(*kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(kinds: &[HazardType]) -> Option<HazardSet> {
        Some(kinds.iter().fold(0, |set, kind| set | set_of(*kind)))
    }

    #[test]
    fn no_spelling_is_too_long_to_be_found() {
        let spellings = SPELLINGS
            .iter()
            .flat_map(|(_, spellings)| spellings.split('|'));
        let most = spellings.map(|spelling| spelling.split(' ').count()).max();
        assert_eq!(most, Some(MOST_WORDS));
    }

    #[test]
    fn words_and_codes_of_many_countries_are_read() {
        for (text, kinds) in [
            ("AP mine", &[HazardType::ApMine][..]),
            ("MAP", &[HazardType::ApMine]),
            ("MUSE", &[HazardType::Uxo]),
            ("AEI", &[HazardType::Ied]),
            ("Anti-Tank", &[HazardType::AvMine]),
            ("ap_mine", &[HazardType::ApMine]),
            ("Cluster munition remnants", &[HazardType::Cluster]),
            ("ERW", &[HazardType::Uxo]),
            ("Landmine", &[HazardType::MineUnspecified]),
            ("Piyada əleyhinə mina", &[HazardType::ApMine]),
            ("противопехотная мина", &[HazardType::ApMine]),
            ("Otro", &[HazardType::Other]),
        ] {
            assert_eq!(read_text(text), set(kinds), "{text}");
        }
    }

    #[test]
    fn every_type_named_in_one_text_is_taken() {
        assert_eq!(
            read_text("AP mines; AT mines / UXO"),
            set(&[HazardType::ApMine, HazardType::AvMine, HazardType::Uxo])
        );
        assert_eq!(
            read_text("Mines (AP), cluster munitions"),
            set(&[HazardType::ApMine, HazardType::Cluster])
        );
        assert_eq!(read_text("improvised mines"), set(&[HazardType::Ied]));
        assert_eq!(
            read_text("unexploded submunitions"),
            set(&[HazardType::Cluster])
        );
    }

    #[test]
    fn a_text_that_names_none_is_not_other() {
        for text in ["", "yes", "3", "rural", "captain"] {
            assert_eq!(read_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_can_name_the_type_that_its_values_only_affirm() {
        assert_eq!(named_by_key("AP_MINES"), set(&[HazardType::ApMine]));
        assert_eq!(named_by_key("eo_ied"), set(&[HazardType::Ied]));
        assert_eq!(named_by_key("has_uxo"), set(&[HazardType::Uxo]));
        assert_eq!(named_by_key("DEVICES"), None);
    }
}
