//! Numbers as records spell them: decimal commas, thousands separators, units, signs for "nothing".
//!
//! `1,234` is one and a bit in half of the world and over a thousand in the other. As with dates, the whole column
//! decides ([`DecimalMark`]); where it leaves the question open, the value stays unknown.

use super::spelling::{folded, is_blank};
use crate::ingest::slices::part;

/// What one recorded text says on its own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberReading {
    Nothing,
    Number(Quantity),
    /// A number whose spelling shows which mark the column uses.
    Marked(Quantity, DecimalMark),
    /// One comma before exactly three digits: `grouped` if commas group thousands, else `decimal`.
    Either {
        grouped: f64,
        decimal: f64,
        unit: Option<Unit>,
    },
    NotANumber,
}

/// A number and the unit written beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    pub value: f64,
    pub unit: Option<Unit>,
}

/// The mark between whole numbers and fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    Point,
    Comma,
    /// No value tells, or the values contradict one another.
    Open,
}

/// What a number counts, with its size in square metres, metres or itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unit {
    Area(f64),
    Length(f64),
    Percent,
}

/// Folded spellings of units. A square metre and a metre differ in the `2`.
const UNITS: [(&str, Unit); 40] = [
    ("m2", Unit::Area(1.0)),
    ("m 2", Unit::Area(1.0)),
    ("sqm", Unit::Area(1.0)),
    ("sq m", Unit::Area(1.0)),
    ("sq metres", Unit::Area(1.0)),
    ("sq meters", Unit::Area(1.0)),
    ("square metres", Unit::Area(1.0)),
    ("square meters", Unit::Area(1.0)),
    ("kv m", Unit::Area(1.0)),
    ("кв м", Unit::Area(1.0)),
    ("м2", Unit::Area(1.0)),
    ("ha", Unit::Area(10_000.0)),
    ("hectare", Unit::Area(10_000.0)),
    ("hectares", Unit::Area(10_000.0)),
    ("hectareas", Unit::Area(10_000.0)),
    ("hektar", Unit::Area(10_000.0)),
    ("hektara", Unit::Area(10_000.0)),
    ("га", Unit::Area(10_000.0)),
    ("km2", Unit::Area(1.0e6)),
    ("km 2", Unit::Area(1.0e6)),
    ("sqkm", Unit::Area(1.0e6)),
    ("sq km", Unit::Area(1.0e6)),
    ("кв км", Unit::Area(1.0e6)),
    ("км2", Unit::Area(1.0e6)),
    ("acre", Unit::Area(4_046.856_422_4)),
    ("acres", Unit::Area(4_046.856_422_4)),
    ("dunum", Unit::Area(1_000.0)),
    ("dunam", Unit::Area(1_000.0)),
    ("donum", Unit::Area(1_000.0)),
    ("m", Unit::Length(1.0)),
    ("metres", Unit::Length(1.0)),
    ("meters", Unit::Length(1.0)),
    ("м", Unit::Length(1.0)),
    ("cm", Unit::Length(0.01)),
    ("см", Unit::Length(0.01)),
    ("mm", Unit::Length(0.001)),
    ("km", Unit::Length(1_000.0)),
    ("ft", Unit::Length(0.304_8)),
    ("percent", Unit::Percent),
    ("pct", Unit::Percent),
];

impl DecimalMark {
    /// The mark of a column, from all its values.
    #[must_use]
    pub fn of_column(readings: impl IntoIterator<Item = NumberReading>) -> Self {
        let (mut point, mut comma) = (false, false);
        for reading in readings {
            match reading {
                NumberReading::Marked(_, Self::Point) => point = true,
                NumberReading::Marked(_, Self::Comma) => comma = true,
                _ => {}
            }
        }
        match (point, comma) {
            (true, false) => Self::Point,
            (false, true) => Self::Comma,
            _ => Self::Open,
        }
    }
}

impl NumberReading {
    /// The number in a column with this mark.
    #[must_use]
    pub fn quantity(self, mark: DecimalMark) -> Option<Quantity> {
        match self {
            Self::Number(quantity) | Self::Marked(quantity, _) => Some(quantity),
            Self::Either {
                grouped,
                decimal,
                unit,
            } => match mark {
                DecimalMark::Point => Some(Quantity {
                    value: grouped,
                    unit,
                }),
                DecimalMark::Comma => Some(Quantity {
                    value: decimal,
                    unit,
                }),
                DecimalMark::Open => None,
            },
            Self::Nothing | Self::NotANumber => None,
        }
    }
}

/// The unit that a key names: `Area (ha)`, `area_sqkm`, `depth_cm`.
#[must_use]
pub fn unit_in_key(key: &str) -> Option<Unit> {
    let folded = folded(key);
    let (_, last) = folded.rsplit_once(' ')?;
    if last == "m" || last == "2" {
        return None;
    }
    unit_named(last)
}

fn unit_named(folded: &str) -> Option<Unit> {
    UNITS
        .iter()
        .find(|(name, _)| *name == folded)
        .map(|(_, unit)| *unit)
}

/// Reads a text.
#[must_use]
pub fn read_text(text: &str) -> NumberReading {
    if is_blank(text) {
        return NumberReading::Nothing;
    }
    let text = text.trim();
    let length = text
        .find(|character: char| !is_numeric(character))
        .unwrap_or(text.len());
    let (digits, rest) = (part(text, ..length), part(text, length..));
    let unit = match rest.trim() {
        "" => None,
        "%" | "٪" => Some(Unit::Percent),
        name => match unit_named(&folded(name)) {
            Some(unit) => Some(unit),
            None => return NumberReading::NotANumber,
        },
    };
    read_digits(digits, unit)
}

/// Characters a number is made of, with the spaces and apostrophes that group thousands.
fn is_numeric(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(
            character,
            '+' | '-' | '−' | '.' | ',' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}'
        )
}

fn read_digits(digits: &str, unit: Option<Unit>) -> NumberReading {
    let negative = digits.starts_with(['-', '−']);
    let body = digits.trim_start_matches(['+', '-', '−']).trim();
    let Some(body) = without_spaces(body) else {
        return NumberReading::NotANumber;
    };
    let sign = if negative { -1.0 } else { 1.0 };
    let quantity = |value: f64| Quantity {
        value: sign * value,
        unit,
    };
    let commas = body.matches(',').count();
    let points = body.matches('.').count();
    let read = |plain: String| crate::decimal::parse(plain.as_bytes());
    let grouped = |mark: char| {
        is_grouped(&body, mark)
            .then(|| read(body.replace(mark, "")))
            .flatten()
    };
    match (commas, points) {
        (0, 0) => read(body).map(|value| NumberReading::Number(quantity(value))),
        (0, 1) => {
            let shows_point = body
                .split('.')
                .next_back()
                .is_none_or(|fraction| fraction.len() != 3);
            read(body).map(|value| {
                if shows_point {
                    NumberReading::Marked(quantity(value), DecimalMark::Point)
                } else {
                    NumberReading::Number(quantity(value))
                }
            })
        }
        (1, 0) => match (grouped(','), read(body.replace(',', "."))) {
            (Some(grouped), Some(decimal)) => Some(NumberReading::Either {
                grouped: sign * grouped,
                decimal: sign * decimal,
                unit,
            }),
            (None, Some(decimal)) => {
                Some(NumberReading::Marked(quantity(decimal), DecimalMark::Comma))
            }
            _ => None,
        },
        (_, 0) => {
            grouped(',').map(|value| NumberReading::Marked(quantity(value), DecimalMark::Point))
        }
        (0, _) => {
            grouped('.').map(|value| NumberReading::Marked(quantity(value), DecimalMark::Comma))
        }
        _ => mixed(&body).and_then(|(plain, mark)| {
            read(plain).map(|value| NumberReading::Marked(quantity(value), mark))
        }),
    }
    .unwrap_or(NumberReading::NotANumber)
}

/// Thousands grouped by spaces or apostrophes are joined; any other space makes it no number.
fn without_spaces(body: &str) -> Option<String> {
    let is_space = |character: char| matches!(character, ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}');
    let whole = body.split(['.', ',']).next().unwrap_or(body);
    let groups: Vec<&str> = whole.split(is_space).collect();
    let regular = groups.iter().skip(1).all(|group| group.len() == 3)
        && (groups.len() == 1 || groups[0].len() <= 3);
    let fraction_is_plain = !part(body, whole.len()..).contains(is_space);
    (regular && fraction_is_plain && !body.contains(['+', '-', '−']))
        .then(|| body.replace(is_space, ""))
}

/// Whether `mark` stands before groups of three digits only.
fn is_grouped(body: &str, mark: char) -> bool {
    let mut groups = body.split(mark);
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && first != "0" && groups.all(|group| group.len() == 3)
}

/// `1.234,5` or `1,234.5`: the last mark is the decimal one.
fn mixed(body: &str) -> Option<(String, DecimalMark)> {
    let last = body.rfind([',', '.'])?;
    let (whole, fraction) = (part(body, ..last), part(body, last + 1..));
    let (mark, group) = if part(body, last..).starts_with(',') {
        (DecimalMark::Comma, '.')
    } else {
        (DecimalMark::Point, ',')
    };
    let plain = !whole.contains(if group == '.' { ',' } else { '.' }) && is_grouped(whole, group);
    plain.then(|| (format!("{}.{fraction}", whole.replace(group, "")), mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(text: &str) -> Option<f64> {
        read_text(text)
            .quantity(DecimalMark::Open)
            .map(|quantity| quantity.value)
    }

    #[test]
    fn certain_spellings_are_read() {
        for (text, value) in [
            ("12", 12.0),
            (" 12 ", 12.0),
            ("-3", -3.0),
            ("12.5", 12.5),
            ("12,5", 12.5),
            ("0,125", 0.125),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("1 234 567", 1_234_567.0),
            ("1\u{a0}234,5", 1234.5),
            ("1'234.5", 1234.5),
            ("1.234", 1.234),
            (".5", 0.5),
        ] {
            assert_eq!(alone(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_stays_unknown_and_is_never_zero() {
        for text in [
            "",
            "-",
            "(blank)",
            "n/a",
            "many",
            "3-4",
            "2020-11-10",
            "1 2",
            "12,34,5",
            "1.2.3",
            ",",
            "1,234.5,6",
            "5 goats",
        ] {
            assert_eq!(alone(text), None, "{text}");
        }
    }

    #[test]
    fn a_comma_before_three_digits_is_decided_by_the_column() {
        assert_eq!(alone("1,234"), None);
        let value = |mark| {
            read_text("1,234")
                .quantity(mark)
                .map(|quantity| quantity.value)
        };
        assert_eq!(
            value(DecimalMark::of_column(["1,234", "12,5"].map(read_text))),
            Some(1.234)
        );
        assert_eq!(
            value(DecimalMark::of_column(["1,234", "12.5"].map(read_text))),
            Some(1234.0)
        );
        assert_eq!(
            value(DecimalMark::of_column(["1,234", "5,678"].map(read_text))),
            None
        );
    }

    #[test]
    fn units_beside_the_number_or_in_the_key_are_known() {
        for (text, value, unit) in [
            ("1.2 ha", 1.2, Unit::Area(10_000.0)),
            ("350m²", 350.0, Unit::Area(1.0)),
            ("0,5 km2", 0.5, Unit::Area(1.0e6)),
            ("20 cm", 20.0, Unit::Length(0.01)),
            ("25%", 25.0, Unit::Percent),
        ] {
            assert_eq!(
                read_text(text).quantity(DecimalMark::Open),
                Some(Quantity {
                    value,
                    unit: Some(unit)
                }),
                "{text}"
            );
        }
        assert_eq!(unit_in_key("Area (ha)"), Some(Unit::Area(10_000.0)));
        assert_eq!(unit_in_key("area_sqkm"), Some(Unit::Area(1.0e6)));
        assert_eq!(unit_in_key("clearance_depth_cm"), Some(Unit::Length(0.01)));
        assert_eq!(unit_in_key("killed_m"), None);
    }
}
