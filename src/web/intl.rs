//! Numbers, dates and lists as the reader's language writes them, by the browser's `Intl`.
//!
//! Distances arrive in metres, areas in square metres, days as calendar days without a time zone. Formatters are
//! made once per language and kept: making one costs a hundred times more than using it.

use std::cell::RefCell;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::sorted::SortedMap;
use crate::text::{Key, Language, key};
use crate::units::{DatePrecision, Day, PartialDate};

const MILLISECONDS_PER_DAY: f64 = 86_400_000.0;
const SQUARE_METRES_PER_HECTARE: f64 = 10_000.0;
const SQUARE_METRES_PER_SQUARE_KILOMETRE: f64 = 1_000_000.0;

/// What a formatter is for; with the language, its place in the cache.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    /// Up to this many digits after the decimal mark.
    Number(u8),
    Date(DatePrecision),
}

thread_local! {
    static FORMATTERS: RefCell<SortedMap<(&'static str, Purpose), Function>> = const { RefCell::new(SortedMap::new()) };
}

/// A whole number with the language's grouping: `12,345`.
#[must_use]
pub fn count(language: Language, value: u64) -> String {
    number(language, value as f64, 0)
}

/// A number with at most `digits` digits after the decimal mark.
#[must_use]
pub fn number(language: Language, value: f64, digits: u8) -> String {
    format(language, Purpose::Number(digits), &value.into())
}

/// A date with no more than is known of it: `2021`, `Mar 2021`, `9 Mar 2021`.
#[must_use]
pub fn date(language: Language, date: PartialDate) -> String {
    let milliseconds = f64::from(date.first.0) * MILLISECONDS_PER_DAY;
    let moment = Date::new(&milliseconds.into());
    let written = format(language, Purpose::Date(date.precision), &moment);
    // Chromium brings no Azerbaijani calendar and numbers the months instead: "2021 M03 9".
    if [" M0", " M1"].iter().any(|number| written.contains(number)) {
        with_own_month_name(language, date)
    } else {
        written
    }
}

/// A whole day: `9 Mar 2021`.
#[must_use]
pub fn day(language: Language, day: Day) -> String {
    date(
        language,
        PartialDate {
            first: day,
            precision: DatePrecision::Day,
        },
    )
}

fn with_own_month_name(language: Language, date: PartialDate) -> String {
    let (year, month, day) = date.first.ymd();
    let name = Key::named(&format!("month.{month}")).map_or("", |name| name.text(language));
    let values = [
        ("year", &*year.to_string()),
        ("month", name),
        ("day", &*day.to_string()),
    ];
    match date.precision {
        DatePrecision::Day => key::DATE_DAY.with(language, &values),
        _ => key::DATE_MONTH.with(language, &values),
    }
}

/// A date written `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else comes back as it is.
#[must_use]
pub fn iso_date(language: Language, written: &str) -> String {
    match PartialDate::from_iso(written) {
        Some(known) => date(language, known),
        None => written.to_owned(),
    }
}

/// A length on the ground, in metres below 1 km: no more digits than anyone can use.
#[must_use]
pub fn distance(language: Language, metres: f64) -> String {
    let (unit, value, digits) = match metres {
        m if m < 995.0 => (
            key::UNIT_METRES,
            if m < 100.0 {
                m.round()
            } else {
                (m / 10.0).round() * 10.0
            },
            0,
        ),
        m if m < 9_950.0 => (key::UNIT_KILOMETRES, m / 1_000.0, 1),
        m => (key::UNIT_KILOMETRES, m / 1_000.0, 0),
    };
    with_unit(language, unit, value, digits)
}

/// A measured length: to a tenth of a metre below 100 m, and with four figures beyond.
#[must_use]
pub fn length(language: Language, metres: f64) -> String {
    let kilometres = metres / 1_000.0;
    match metres {
        m if m < 99.95 => with_unit(language, key::UNIT_METRES, m, 1),
        m if m < 999.5 => with_unit(language, key::UNIT_METRES, m, 0),
        m if m < 9_999.5 => with_unit(language, key::UNIT_KILOMETRES, kilometres, 3),
        m if m < 99_995.0 => with_unit(language, key::UNIT_KILOMETRES, kilometres, 2),
        m if m < 999_950.0 => with_unit(language, key::UNIT_KILOMETRES, kilometres, 1),
        _ => with_unit(language, key::UNIT_KILOMETRES, kilometres, 0),
    }
}

/// An area: square metres below 1 ha, hectares below 10 km², then square kilometres.
#[must_use]
pub fn area(language: Language, square_metres: f64) -> String {
    if square_metres < SQUARE_METRES_PER_HECTARE {
        with_unit(language, key::UNIT_SQUARE_METRES, square_metres, 0)
    } else if square_metres < 10.0 * SQUARE_METRES_PER_SQUARE_KILOMETRE {
        let hectares = square_metres / SQUARE_METRES_PER_HECTARE;
        let digits = if hectares < 100.0 { 1 } else { 0 };
        with_unit(language, key::UNIT_HECTARES, hectares, digits)
    } else {
        let kilometres = square_metres / SQUARE_METRES_PER_SQUARE_KILOMETRE;
        with_unit(language, key::UNIT_SQUARE_KILOMETRES, kilometres, 1)
    }
}

/// A size of a file: kilobytes, or megabytes with one digit.
#[must_use]
pub fn bytes(language: Language, bytes: u64) -> String {
    let bytes = bytes as f64;
    if bytes < 1e6 {
        with_unit(language, key::UNIT_KILOBYTES, (bytes / 1e3).ceil(), 0)
    } else {
        with_unit(language, key::UNIT_MEGABYTES, bytes / 1e6, 1)
    }
}

/// A number with its unit in the language's order.
#[must_use]
pub fn with_unit(language: Language, unit: Key, value: f64, digits: u8) -> String {
    unit.with(language, &[("value", &number(language, value, digits))])
}

fn format(language: Language, purpose: Purpose, value: &JsValue) -> String {
    FORMATTERS.with_borrow_mut(|formatters| {
        let formatter = formatters
            .get_or_insert_with((language.tag(), purpose), || formatter(language, purpose));
        formatter
            .call1(&JsValue::UNDEFINED, value)
            .ok()
            .and_then(|text| text.as_string())
            .unwrap_or_default()
    })
}

fn formatter(language: Language, purpose: Purpose) -> Function {
    let locales = Array::of1(&locale(language, purpose).into());
    let options: &[(&str, &str)] = match purpose {
        Purpose::Number(_) => &[],
        Purpose::Date(DatePrecision::Year) => &[("year", "numeric"), ("timeZone", "UTC")],
        Purpose::Date(DatePrecision::Month) => {
            &[("year", "numeric"), ("month", "short"), ("timeZone", "UTC")]
        }
        Purpose::Date(DatePrecision::Day) => &[
            ("year", "numeric"),
            ("month", "short"),
            ("day", "numeric"),
            ("timeZone", "UTC"),
        ],
    };
    let object = Object::new();
    for (name, value) in options {
        set(&object, name, &(*value).into());
    }
    match purpose {
        Purpose::Number(digits) => {
            set(&object, "maximumFractionDigits", &f64::from(digits).into());
            Intl::NumberFormat::new(&locales, &object).format()
        }
        Purpose::Date(_) => Intl::DateTimeFormat::new(&locales, &object)
            .format()
            .unchecked_into(),
    }
}

/// English dates are written day first, as the mine-action standards do. Azerbaijani numbers are written as Turkish
/// ones, which every browser knows; with no Azerbaijani of its own, Chromium would write `1,5` as `1.5`.
fn locale(language: Language, purpose: Purpose) -> &'static str {
    match (language, purpose) {
        (Language::English, _) => "en-GB",
        (Language::Azerbaijani, Purpose::Number(_)) => "tr",
        (Language::Azerbaijani, _) => language.tag(),
    }
}

fn set(object: &Object, name: &str, value: &JsValue) {
    let set = Reflect::set(object, &name.into(), value);
    debug_assert!(set.is_ok(), "a fresh object takes any property");
}
