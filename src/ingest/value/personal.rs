//! Personal data, recognised by the names of keys and by what the values look like.
//!
//! The map needs no victim's name, birth date, address or telephone number; such columns are dropped at import and the
//! load report names the keys. Where in doubt a column is dropped: a lost note can be asked for, a published name
//! cannot be taken back.

use super::spelling::{folded, folded_key};

/// Keys that are personal in every layer: contacts, addresses, identity numbers. Folded, without spaces.
const ALWAYS: [&str; 51] = [
    "email",
    "emailaddress",
    "mail",
    "correo",
    "correoelectronico",
    "eposta",
    "eunvan",
    "phone",
    "phonenumber",
    "phoneno",
    "telephone",
    "telefono",
    "telefon",
    "telefonnomresi",
    "tel",
    "mobile",
    "mobilephone",
    "cellphone",
    "celular",
    "mobil",
    "телефон",
    "address",
    "homeaddress",
    "streetaddress",
    "direccion",
    "adresse",
    "adresa",
    "unvan",
    "адрес",
    "passport",
    "passportno",
    "pasaporte",
    "passeport",
    "nationalid",
    "cedula",
    "documentoidentidad",
    "jmbg",
    "fin",
    "finkod",
    "ssn",
    "паспорт",
    "contactname",
    "contactperson",
    "informant",
    "informantname",
    "interviewee",
    "intervieweename",
    "landowner",
    "ownername",
    "reportername",
    "reportedbyname",
];

/// Keys that are personal where a row is about people. Folded, without spaces.
const OF_VICTIMS: [&str; 54] = [
    "name",
    "nombre",
    "nombres",
    "nom",
    "ime",
    "ad",
    "adi",
    "имя",
    "firstname",
    "lastname",
    "middlename",
    "fullname",
    "surname",
    "familyname",
    "givenname",
    "apellido",
    "apellidos",
    "primernombre",
    "segundonombre",
    "primerapellido",
    "prenom",
    "prezime",
    "imeiprezime",
    "soyad",
    "soyadi",
    "adsoyad",
    "ataadi",
    "фамилия",
    "отчество",
    "фио",
    "пib",
    "dob",
    "birth",
    "birthdate",
    "birthday",
    "dateofbirth",
    "yearofbirth",
    "birthyear",
    "placeofbirth",
    "fechanacimiento",
    "fechadenacimiento",
    "datenaissance",
    "datumrodjenja",
    "datumrodenja",
    "dogumtarixi",
    "tevelludu",
    "датарождения",
    "годрождения",
    "residence",
    "fathername",
    "fathersname",
    "mothername",
    "nombrevictima",
    "nameofvictim",
];

/// Words that make any name in the same key a person's.
const PEOPLE: [&str; 14] = [
    "victim",
    "vi",
    "casualty",
    "survivor",
    "patient",
    "person",
    "victima",
    "zrtva",
    "zerercekmis",
    "qurban",
    "жертва",
    "injured",
    "father",
    "mother",
];
const NAMES: [&str; 12] = [
    "name", "names", "nombre", "nombres", "nom", "ime", "ad", "adi", "имя", "surname", "apellido",
    "soyad",
];

/// Share of a column's texts that must look like contacts before the column is dropped.
const SHARE_OF_CONTACTS: f64 = 0.5;

/// Whether a key names personal data; `about_people` where each row is about casualties.
#[must_use]
pub fn is_personal_key(key: &str, about_people: bool) -> bool {
    let joined = folded_key(key);
    if ALWAYS.contains(&joined.as_str()) {
        return true;
    }
    let folded = folded(key);
    let has = |words: &[&str]| folded.split(' ').any(|word| words.contains(&word));
    let contact = has(&[
        "email",
        "phone",
        "telephone",
        "telefon",
        "telefono",
        "mobile",
        "passport",
        "cedula",
    ]);
    let birth = has(&[
        "birth",
        "dob",
        "nacimiento",
        "naissance",
        "rodjenja",
        "dogum",
        "рождения",
    ]);
    let named_person =
        has(&PEOPLE) && (has(&NAMES) || has(&["address", "direccion", "adresa", "unvan"]));
    contact || birth || named_person || about_people && OF_VICTIMS.contains(&joined.as_str())
}

/// Whether a column's texts are e-mail addresses or telephone numbers.
pub fn holds_contacts<'a>(texts: impl IntoIterator<Item = &'a str>) -> bool {
    let (mut contacts, mut all) = (0_u32, 0_u32);
    for text in texts {
        all += 1;
        contacts += u32::from(is_email(text) || is_telephone(text));
    }
    contacts > 0 && f64::from(contacts) >= SHARE_OF_CONTACTS * f64::from(all)
}

fn is_email(text: &str) -> bool {
    let text = text.trim();
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    !name.is_empty()
        && !text.contains(char::is_whitespace)
        && host.rsplit_once('.').is_some_and(|(domain, top)| {
            !domain.is_empty() && top.len() >= 2 && top.chars().all(char::is_alphabetic)
        })
}

/// An international number: `+994 50 123 45 67`. Without the plus it may be any other number.
fn is_telephone(text: &str) -> bool {
    let Some(rest) = text.trim().strip_prefix('+') else {
        return false;
    };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    (9..=15).contains(&digits)
        && rest
            .chars()
            .all(|character| character.is_ascii_digit() || " -().".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_personal_data_are_known_in_several_languages() {
        for key in [
            "victim_name",
            "Nombre",
            "Prezime",
            "ФИО",
            "Doğum tarixi",
            "date_of_birth",
            "vi_name",
            "Name of victim",
            "Residence",
        ] {
            assert!(is_personal_key(key, true), "{key}");
        }
        for key in [
            "E-mail",
            "contact_phone",
            "Dirección",
            "Ünvan",
            "JMBG",
            "owner_name",
            "victim_name",
        ] {
            assert!(is_personal_key(key, false), "{key}");
        }
    }

    #[test]
    fn names_of_places_and_things_are_kept() {
        for key in [
            "village_name",
            "MUNICIPIO",
            "admin1Name",
            "device_name",
            "ha_name",
            "municipality",
            "KILLED",
            "activity",
        ] {
            assert!(!is_personal_key(key, true), "{key}");
        }
        for key in ["name", "nombre", "Ad", "residence"] {
            assert!(!is_personal_key(key, false), "{key}");
        }
    }

    #[test]
    fn contacts_are_known_by_their_looks() {
        assert!(holds_contacts(["a.b@example.org", "c@example.az"]));
        assert!(holds_contacts(["+994 50 123 45 67"]));
        assert!(!holds_contacts(["12345678901", "39.8@46.7", "a @ b"]));
        assert!(!holds_contacts([]));
    }
}
