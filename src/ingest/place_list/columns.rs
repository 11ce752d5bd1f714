//! Which column of a list says what: by its name in any of several languages, or else by what stands in it.

use crate::ingest::csv::decimal;
use crate::ingest::place_names::{LAT_NAMES, LNG_NAMES};

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceColumn {
    Id,
    Name,
    Latitude,
    Longitude,
    /// Both together, in whatever form.
    Position,
}

impl PlaceColumn {
    pub const ALL: [Self; 5] = [
        Self::Id,
        Self::Name,
        Self::Latitude,
        Self::Longitude,
        Self::Position,
    ];

    /// The stable code.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Position => "position",
        }
    }
}

/// The number of the column for each of [`PlaceColumn::ALL`], counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlaceColumns(pub [Option<usize>; PlaceColumn::ALL.len()]);

impl PlaceColumns {
    #[must_use]
    pub fn get(&self, column: PlaceColumn) -> Option<usize> {
        self.0[column as usize]
    }

    /// What the column `at` holds.
    #[must_use]
    pub fn meaning(&self, at: usize) -> Option<PlaceColumn> {
        PlaceColumn::ALL
            .into_iter()
            .find(|column| self.get(*column) == Some(at))
    }

    /// Gives a column a meaning, which no other then has, or takes it away. A place stands in one column or in two.
    pub fn set(&mut self, at: usize, meaning: Option<PlaceColumn>) {
        for known in &mut self.0 {
            if *known == Some(at) {
                *known = None;
            }
        }
        let Some(meaning) = meaning else { return };
        let others: &[PlaceColumn] = match meaning {
            PlaceColumn::Latitude | PlaceColumn::Longitude => &[PlaceColumn::Position],
            PlaceColumn::Position => &[PlaceColumn::Latitude, PlaceColumn::Longitude],
            PlaceColumn::Id | PlaceColumn::Name => &[],
        };
        for other in others {
            self.0[*other as usize] = None;
        }
        self.0[meaning as usize] = Some(at);
    }

    /// Whether a row can be placed.
    #[must_use]
    pub fn say_where(&self) -> bool {
        let has = |column| self.get(column).is_some();
        has(PlaceColumn::Position) || has(PlaceColumn::Latitude) && has(PlaceColumn::Longitude)
    }
}

/// Letters and digits only, in small letters; the surest first.
const ID_NAMES: [&str; 22] = [
    "id",
    "code",
    "pcode",
    "objectid",
    "settlementid",
    "placeid",
    "uid",
    "ref",
    "no",
    "nr",
    "num",
    "number",
    "kod",
    "kodu",
    "nömrə",
    "sıra",
    "код",
    "номер",
    "codigo",
    "código",
    "identifiant",
    "şifra",
];
const NAME_NAMES: [&str; 41] = [
    "name",
    "settlement",
    "place",
    "village",
    "town",
    "locality",
    "community",
    "title",
    "label",
    "ad",
    "adı",
    "kənd",
    "yer",
    "yaşayışməntəqəsi",
    "məntəqə",
    "isim",
    "yerleşim",
    "köy",
    "название",
    "наименование",
    "населённыйпункт",
    "населенныйпункт",
    "село",
    "имя",
    "назва",
    "nom",
    "localité",
    "localite",
    "nombre",
    "localidad",
    "lugar",
    "poblado",
    "naziv",
    "ime",
    "naselje",
    "mjesto",
    "ort",
    "ortsname",
    "nome",
    "الاسم",
    "სახელი",
];
const MORE_LAT_NAMES: [&str; 13] = [
    "enlem",
    "širina",
    "sirina",
    "geografskaširina",
    "широта",
    "breite",
    "breitengrad",
    "latitudine",
    "geolat",
    "gpslatitude",
    "ngsirina",
    "العرض",
    "განედი",
];
const MORE_LNG_NAMES: [&str; 15] = [
    "boylam",
    "dužina",
    "duzina",
    "geografskadužina",
    "долгота",
    "довгота",
    "länge",
    "laenge",
    "längengrad",
    "longitudine",
    "geolon",
    "geolng",
    "gpslongitude",
    "الطول",
    "გრძედი",
];
const POSITION_NAMES: [&str; 20] = [
    "coordinates",
    "coordinate",
    "coords",
    "position",
    "latlng",
    "latlon",
    "latlong",
    "gps",
    "geo",
    "location",
    "mgrs",
    "utm",
    "pluscode",
    "koordinat",
    "koordinatlar",
    "koordinate",
    "koordinaten",
    "координаты",
    "coordenadas",
    "coordonnées",
];

/// Short names are no beginnings of others.
const BEGINNING: usize = 4;
/// The share of fields that must be numbers or positions for a column to hold such.
const MOST: f64 = 0.8;

/// Finds out what the columns hold; `rows` are the first ones.
pub fn recognise(
    header: &[String],
    rows: &[Vec<String>],
    read_position: &dyn Fn(&str) -> Option<[f64; 2]>,
) -> PlaceColumns {
    let mut columns = PlaceColumns::default();
    let name = |columns: &mut PlaceColumns, meaning: PlaceColumn, names: &[&[&str]]| {
        let free = |at: &usize| columns.meaning(*at).is_none();
        let found = named(header, names, &free);
        if let Some(at) = found {
            columns.set(at, Some(meaning));
        }
    };
    name(
        &mut columns,
        PlaceColumn::Latitude,
        &[&LAT_NAMES, &MORE_LAT_NAMES],
    );
    name(
        &mut columns,
        PlaceColumn::Longitude,
        &[&LNG_NAMES, &MORE_LNG_NAMES],
    );
    if !columns.say_where() {
        columns = PlaceColumns::default();
        name(&mut columns, PlaceColumn::Position, &[&POSITION_NAMES]);
    }
    if !columns.say_where() {
        columns = by_values(header.len(), rows, read_position);
    }
    name(&mut columns, PlaceColumn::Id, &[&ID_NAMES]);
    name(&mut columns, PlaceColumn::Name, &[&NAME_NAMES]);
    if columns.get(PlaceColumn::Name).is_none() {
        let is_text = |at: &usize| {
            columns.meaning(*at).is_none()
                && share(rows, *at, &|field| decimal(field).is_none()) >= MOST
        };
        let found = (0..header.len()).find(is_text);
        if let Some(at) = found {
            columns.set(at, Some(PlaceColumn::Name));
        }
    }
    columns
}

/// The first free column called by a name, or beginning with one.
fn named(header: &[String], names: &[&[&str]], free: &dyn Fn(&usize) -> bool) -> Option<usize> {
    let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let find = |fits: &dyn Fn(&str, &str) -> bool| {
        names.iter().copied().flatten().find_map(|name| {
            let mut fitting = (0..plain.len()).filter(|at| fits(&plain[*at], name));
            fitting.find(free)
        })
    };
    find(&|column, name| column == name).or_else(|| {
        find(&|column, name| name.chars().count() >= BEGINNING && column.starts_with(name))
    })
}

fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Two neighbouring columns of degrees, latitude first unless it cannot be one; or else a column of positions.
fn by_values(
    width: usize,
    rows: &[Vec<String>],
    read_position: &dyn Fn(&str) -> Option<[f64; 2]>,
) -> PlaceColumns {
    let mut columns = PlaceColumns::default();
    let degrees = |field: &str, most: f64| {
        let has_fraction = field.contains(['.', ',']);
        decimal(field).is_some_and(|degrees| degrees.abs() <= most) && has_fraction
    };
    let holds = |at: usize, most: f64| share(rows, at, &|field| degrees(field, most)) >= MOST;
    let pair = (1..width).find(|at| holds(at - 1, 180.0) && holds(*at, 180.0));
    if let Some(second) = pair {
        let first = second - 1;
        let (lat, lng) = if holds(first, 90.0) {
            (first, second)
        } else {
            (second, first)
        };
        columns.set(lat, Some(PlaceColumn::Latitude));
        columns.set(lng, Some(PlaceColumn::Longitude));
        return columns;
    }
    let is_position =
        |at: &usize| share(rows, *at, &|field| read_position(field).is_some()) >= MOST;
    if let Some(at) = (0..width).find(is_position) {
        columns.set(at, Some(PlaceColumn::Position));
    }
    columns
}

/// The share of a column's fields, empty ones left out, of which something holds.
fn share(rows: &[Vec<String>], at: usize, holds: &dyn Fn(&str) -> bool) -> f64 {
    let fields = rows.iter().filter_map(|row| row.get(at));
    let filled: Vec<&String> = fields.filter(|field| !field.is_empty()).collect();
    let holding = filled.iter().filter(|field| holds(field)).count();
    holding as f64 / (filled.len() as f64).max(1.0)
}
