use std::time::Instant;

use proptest::prelude::*;

use super::sound::{plain, sound};
use super::*;

fn skeleton(name: &str) -> String {
    let mut sounds = Vec::new();
    sound(&plain(name), &mut sounds);
    String::from_utf8_lossy(&sounds).into_owned()
}

fn names(places: &[&[&str]]) -> PlaceNames {
    let mut names = PlaceNames::default();
    for (place, spellings) in places.iter().enumerate() {
        for spelling in *spellings {
            names.push(place as u32, spelling);
        }
    }
    names
}

fn places(names: &PlaceNames, typed: &str) -> Vec<u32> {
    names.find(typed).hits.iter().map(|hit| hit.place).collect()
}

#[test]
fn transliterations_of_a_name_sound_alike() {
    for spellings in [
        &[
            "Cəbrayıl",
            "Jabrayil",
            "Jebrail",
            "Cebrayil",
            "Джебраил",
            "Djebrail",
            "Dzhebrail",
            "Ҹәбрајыл",
        ][..],
        &["Ağdam", "Agdam", "Aghdam", "Агдам"],
        &["Şuşa", "Shusha", "Susa", "Шуша"],
        &["Xankəndi", "Khankendi", "Ханкенди", "Xankandi"],
        &["Çəmənli", "Chamanli", "Чеменли", "Cemenli"],
        &["Sarıcalı", "Sarydzhaly", "Сарыджалы", "Sarijali"],
        &["Xocavənd", "Khojavend", "Ходжавенд"],
        &["Füzuli", "Fuzuli", "Физули"][..2],
        &["Goražde", "Gorazde"],
    ] {
        let sounds: Vec<String> = spellings.iter().map(|name| skeleton(name)).collect();
        assert!(
            sounds.iter().all(|sound| *sound == sounds[0]),
            "{spellings:?}: {sounds:?}"
        );
    }
}

#[test]
fn one_spelling_is_enough_to_be_found_by_every_other() {
    let typed = [
        "Cəbrayıl",
        "Jabrayil",
        "Jebrail",
        "Cebrayil",
        "Джебраил",
        "CEBRAYIL",
        "cəbrayil",
    ];
    for known in typed {
        let names = names(&[&["Füzuli"], &[known], &["Şuşa"]]);
        for typed in typed {
            assert_eq!(
                places(&names, typed).first(),
                Some(&1),
                "{typed} in {known}"
            );
        }
    }
}

#[test]
fn mistakes_are_forgiven_by_the_number_of_letters() {
    let names = names(&[&["Kəlbəcər"], &["Laçın"], &["Qubadlı"], &["Zəngilan"]]);
    for (typed, place) in [
        ("Kelbecr", 0),
        ("Kelebcer", 0),
        ("Lacxin", 1),
        ("Qubdali", 2),
        ("Zengiln", 3),
        ("Zenkillan", 3),
    ] {
        assert_eq!(places(&names, typed).first(), Some(&place), "{typed}");
    }
    assert_eq!(places(&names, "Bakı"), Vec::<u32>::new());
    assert_eq!(places(&names, "qwxyz"), Vec::<u32>::new());
    assert_eq!(places(&names, "Lrt"), Vec::<u32>::new());
}

#[test]
fn what_begins_so_comes_before_what_holds_it_and_that_before_mistakes() {
    let names = names(&[
        &["Agdamm"],
        &["Yeni Ağdam"],
        &["Ağdamkənd"],
        &["Ağdam"],
        &["Agdom"],
    ]);
    assert_eq!(places(&names, "ağdam"), [3, 0, 2, 1, 4]);
}

#[test]
fn a_later_word_is_found_too() {
    let names = names(&[&["Abdal-Gülablı"], &["Yuxarı Veysəlli"]]);
    assert_eq!(places(&names, "Gulabli"), [0]);
    assert_eq!(places(&names, "Veyselly"), [1]);
    assert_eq!(places(&names, "Vesyelli"), [1]);
}

/// Names of a country: syllables, seeded.
fn country(count: u32) -> PlaceNames {
    const SYLLABLES: [&str; 24] = [
        "qa", "ra", "ba", "ğ", "lı", "kənd", "çay", "da", "ğ", "sar", "yer", "lər", "mə", "zrə",
        "ho", "ca", "ş", "u", "vənd", "köy", "ta", "pə", "ar", "an",
    ];
    let mut names = PlaceNames::default();
    let mut seed = 20_201_110_u32;
    for place in 0..count {
        for _ in 0..2 {
            let mut name = String::new();
            for _ in 0..4 {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                name.push_str(SYLLABLES[(seed >> 24) as usize % SYLLABLES.len()]);
            }
            names.push(place, &name);
        }
    }
    names
}

#[test]
fn the_work_for_one_key_stroke_is_bounded_however_many_names_there_are() {
    let names = country(50_000);
    let begun = Instant::now();
    let mut most = 0;
    let typed = [
        "q",
        "qar",
        "qarab",
        "qarabag",
        "qarabagli",
        "sarkendmezre",
        "zzzzzzzzzz",
        "Джебраил",
    ];
    for typed in typed {
        most = most.max(names.find(typed).cells);
    }
    assert!(most <= MOST_CELLS + 100, "{most} steps");
    assert!(most > 0);
    println!(
        "{most} steps at most, {:?} for {} questions",
        begun.elapsed(),
        typed.len()
    );
}

/// The distance by the whole table, for comparison.
fn mistakes_by_table(wanted: &[u8], sounds: &[u8]) -> u8 {
    let mut table = vec![vec![0_u8; sounds.len() + 1]; wanted.len() + 1];
    for line in 0..=wanted.len() {
        for column in 0..=sounds.len() {
            if line == 0 || column == 0 {
                table[line][column] = (line + column) as u8;
                continue;
            }
            let differs = u8::from(wanted[line - 1] != sounds[column - 1]);
            let mut least = (table[line - 1][column - 1] + differs)
                .min(table[line - 1][column] + 1)
                .min(table[line][column - 1] + 1);
            if line > 1
                && column > 1
                && wanted[line - 1] == sounds[column - 2]
                && wanted[line - 2] == sounds[column - 1]
            {
                least = least.min(table[line - 2][column - 2] + 1);
            }
            table[line][column] = least;
        }
    }
    table[wanted.len()].iter().copied().min().unwrap_or(u8::MAX)
}

proptest! {
    #[test]
    fn the_band_finds_what_the_whole_table_finds(wanted in "[a-d]{3,9}", sounds in "[a-d]{0,12}", forgiven in 0..=2_u8) {
        let mut cells = 0;
        let found = Rows::default().mistakes(wanted.as_bytes(), sounds.as_bytes(), forgiven, &mut cells);
        let expected = mistakes_by_table(wanted.as_bytes(), sounds.as_bytes());
        prop_assert_eq!(found, (expected <= forgiven).then_some(expected));
        prop_assert!(cells <= wanted.len() * (2 * usize::from(forgiven) + 1));
    }

    #[test]
    fn every_name_is_found_by_itself_and_by_its_beginning(name in "[A-Za-zəğışçöüж-я]{2,12}", cut in 1..12_usize) {
        let names = names(&[&["Xankəndi"], &[&name]]);
        let typed: String = name.chars().take(cut).collect();
        let found = names.find(&typed);
        prop_assert!(found.hits.iter().any(|hit| hit.place == 1 && hit.fit == Fit::Begins));
    }

    #[test]
    fn no_text_is_too_odd_to_be_searched(name in "\\PC{0,20}", typed in "\\PC{0,20}") {
        let names = names(&[&[&name]]);
        prop_assert!(names.find(&typed).hits.len() <= 1);
    }
}
